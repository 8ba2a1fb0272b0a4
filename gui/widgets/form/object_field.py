"""The control for an initializer, regularizer or constraint: its class, and below it the arguments of that class."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from cnn.layers.arguments import Argument
from cnn.layers.objects import OBJECTS, KerasObject, Value
from cnn.words.language import filled
from gui.widgets.form.fields import NOTHING, ChoiceField, mark_problem


class ObjectField(QWidget):
    """Edits a `KerasObject`, or None; what it tells is Keras's own form, `{"class_name", "config"}`."""

    valueEdited = Signal(object)
    valueRejected = Signal(str)

    def __init__(self, argument: Argument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes = OBJECTS[argument.kind]  # type: ignore[index]
        self._arguments: dict[str, QLineEdit] = {}
        self._shown: Any = NOTHING
        self.choice = ChoiceField(_class_choice(argument, tuple(self._classes)), self)
        self.choice.setItemText(0, self.tr("none"))
        self.choice.valueEdited.connect(self._on_class_edited)
        self.setFocusProxy(self.choice)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.setColumnStretch(1, 1)
        self._layout.addWidget(self.choice, 0, 0, 1, 2)

    def set_value(self, value: Any) -> None:
        """Shows an object with its arguments, None, or `MIXED`."""
        if value == self._shown:
            return
        self._shown = value
        known = isinstance(value, KerasObject)
        self.choice.set_value(value.class_name if known else value)
        self._show_arguments({**self._classes[value.class_name], **dict(value.arguments)} if known else {})

    def forget(self) -> None:
        self._shown = NOTHING

    def set_problem(self, problem: bool) -> None:
        mark_problem(self.choice, problem)

    def _show_arguments(self, values: dict[str, Value]) -> None:
        if list(values) != list(self._arguments):
            self._rebuild(values)
        for name, value in values.items():
            field = self._arguments[name]
            if _read(field.text()) != (value,):
                field.setText("" if value is None else str(value))

    def _rebuild(self, values: dict[str, Value]) -> None:
        while (item := self._layout.takeAt(1)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._arguments = {}
        for row, name in enumerate(values, start=1):
            field = QLineEdit(self)
            field.setObjectName(name)
            field.setAccessibleName(name)
            field.setPlaceholderText(self.tr("none"))
            field.textEdited.connect(self._tell)
            label = QLabel(name, self)
            label.setProperty("look", "secondary")
            self._layout.addWidget(label, row, 0)
            self._layout.addWidget(field, row, 1)
            self._arguments[name] = field

    def _on_class_edited(self, class_name: str | None) -> None:
        self._show_arguments(self._classes[class_name] if class_name else {})
        self._tell()

    def _tell(self) -> None:
        class_name = self.choice.currentData()
        config: dict[str, Value] = {}
        for name, field in self._arguments.items():
            read = _read(field.text())
            wrong = read is not None and isinstance(self._classes[class_name][name], float | int) and not _is_number(read[0])
            if read is None or wrong:
                self.valueRejected.emit(filled(self.tr("{0} expects a number, such as 0.01."), name))
                return
            config[name] = read[0]
        self.valueEdited.emit({"class_name": class_name, "config": config} if class_name else None)


def _class_choice(argument: Argument, choices: tuple[str, ...]) -> Argument:
    return Argument(argument.name, argument.label, "choice", argument.help, None, False, True, None, None, choices, 0, False)


def _read(text: str) -> tuple[Value] | None:
    """An argument's value from its text: nothing is None, a word stays a word; None for what can't be read."""
    text = text.strip()
    if not text or text.lower() == "none":
        return (None,)
    if text in ("True", "False"):
        return (text == "True",)
    for kind in (int, float):
        try:
            return (kind(text),)
        except ValueError:
            continue
    return (text,) if text.isidentifier() else None


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
