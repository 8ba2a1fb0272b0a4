"""A form: labelled controls below each other, each with room for a sentence about what is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from cnn.layers.arguments import Argument
from cnn.words.language import SETTING, called, tr
from gui.widgets.basic.typed import PAUSE, line_of
from gui.widgets.form.collapsible import Collapsible
from gui.widgets.form.fields import CheckField, ChoiceField, Field, TextField
from gui.widgets.form.object_field import ObjectField

_OBJECTS = ("initializer", "regularizer", "constraint")


def make_field(argument: Argument) -> Field:
    """The control for an argument's kind."""
    if argument.kind == "bool":
        return CheckField(argument)
    if argument.kind == "choice":
        return ChoiceField(argument)
    return ObjectField(argument) if argument.kind in _OBJECTS else TextField(argument)


def _choice_of(field: QWidget) -> ChoiceField | TextField | None:
    """The list or line in a control whose words may be longer than half of a row."""
    if isinstance(field, ObjectField):
        return field.choice
    return field if isinstance(field, ChoiceField | TextField) else None


class FormRow(QWidget):
    """A label, a control, and below them the sentence that says what is wrong, once it is typed."""

    problemShown = Signal()  # it stands there now, or no longer

    def __init__(
        self, label: str, field: QWidget, help_text: str = "", parent: QWidget | None = None, *, wide: bool = False
    ) -> None:
        """`wide`: the control takes all the room that the label leaves, for what may be long."""
        super().__init__(parent)
        self.field = field
        self._found = ""  # what is wrong, also while that is not said yet
        self._heard: list[QLineEdit] = []
        self._patience = QTimer(self, singleShot=True, interval=PAUSE)
        self._patience.timeout.connect(self._say)
        self._label = QLabel(label)
        self._label.setBuddy(field)
        self._label.setMinimumHeight(28)
        self._label.setWordWrap(True)  # a long name takes two lines; none is cut
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._label.setContentsMargins(0, 6, 0, 0)
        self._problem = QLabel()
        self._problem.setProperty("look", "problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        for part in (self._label, field):
            part.setToolTip(help_text)
        field.setAccessibleName(label)
        field.setAccessibleDescription(help_text)
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(0, int(not wide))
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(field, 0, 1)
        layout.addWidget(self._problem, 1, 0, 1, 2)
        self._columns = layout
        self._choice = None if wide else _choice_of(field)
        if isinstance(self._choice, ChoiceField):
            self._choice.currentTextChanged.connect(self._share)
        elif self._choice is not None:
            self._choice.textChanged.connect(self._share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self, *_: object) -> None:
        """A word or text that is long takes more than half of the row, as far as the longest word of the label leaves it."""
        if self._choice is None:
            return
        room = self.width() - self._columns.horizontalSpacing()
        longest = max(map(self._label.fontMetrics().horizontalAdvance, self._label.text().split() or [""]))
        wide = max(room // 2, min(self._choice.wanted_width(), room - longest - 1))
        self._columns.setColumnStretch(0, max(room - wide, 0))
        self._columns.setColumnStretch(1, max(wide, 1))

    def show_problem(self, sentence: str) -> None:
        """Shows what is wrong, or nothing for an empty sentence; what is being typed is not wrong yet."""
        self._found = sentence
        line = self._being_typed()
        if sentence and line is not None:
            self._hear(line)
            self._patience.start()
            self._show("")
        else:
            self._patience.stop()
            self._show(sentence)

    def _being_typed(self) -> QLineEdit | None:
        """The line of this row that takes the keys, if one does."""
        focus = QApplication.focusWidget()
        inside = focus is not None and (focus is self.field or self.field.isAncestorOf(focus))
        return line_of(focus) if inside else None

    def _hear(self, line: QLineEdit) -> None:
        if line not in self._heard:
            self._heard.append(line)
            line.editingFinished.connect(self._say)

    def _say(self) -> None:
        self._patience.stop()
        self._show(self._found)

    def _show(self, sentence: str) -> None:
        if sentence == self._problem.text():
            return
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.field.set_problem(bool(sentence))  # type: ignore[attr-defined]
        self.problemShown.emit()

    @property
    def label(self) -> QLabel:
        """What the control is called."""
        return self._label

    @property
    def problem(self) -> str:
        """What is wrong, also while it is not said yet."""
        return self._found


class Form(QWidget):
    """The controls of a layer's arguments; the advanced ones lie behind a heading that unfolds."""

    foldChanged = Signal()  # what lies behind the heading is shown, or no longer
    valueEdited = Signal(str, object)  # argument, value
    valueRejected = Signal(str, str)  # argument, why it is no value yet
    problemShown = Signal()  # what is wrong with a row stands there now, or no longer

    def __init__(
        self,
        arguments: Sequence[Argument],
        parent: QWidget | None = None,
        *,
        makers: Mapping[str, Callable[[Argument], Field]] | None = None,
    ) -> None:
        """`makers` has the controls of arguments whose kind does not say it all."""
        super().__init__(parent)
        self._makers = makers or {}
        self._rows: dict[str, FormRow] = {}
        self._idle: frozenset[str] = frozenset()
        self._values: Mapping[str, Any] = {}
        self._hidden = {argument.name: argument for argument in arguments if argument.advanced}
        self._behind = frozenset(self._hidden)
        layout = _column(self)
        for argument in arguments:
            if not argument.advanced:
                layout.addWidget(self._make_row(argument))
        self._advanced = QWidget()
        _column(self._advanced)
        if self._hidden:
            objects = any(argument.kind in _OBJECTS for argument in self._hidden.values())
            title = self.tr("Initializers, regularizers …") if objects else self.tr("More")
            self.more = Collapsible(title, self._advanced, flat=True)
            self.more.button.toggled.connect(self._unfold)
            self.more.button.toggled.connect(lambda: self.foldChanged.emit())
            layout.addWidget(self.more)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Shows these values; what a person is typing is not disturbed."""
        self._values = values
        for name, row in self._rows.items():
            row.field.set_value(values[name])  # type: ignore[attr-defined]

    def set_idle(self, names: frozenset[str]) -> None:
        """Hides the arguments that have no effect at present."""
        self._idle = names
        for name, row in self._rows.items():
            row.setVisible(name not in names)
        if self._behind:
            self.more.setVisible(not self._behind <= names)

    def forget(self) -> None:
        """What comes next belongs to another layer; what was being typed has no meaning for it."""
        self.clear_problems()
        for row in self._rows.values():
            row.field.forget()  # type: ignore[attr-defined]

    def show_problem(self, name: str, sentence: str) -> None:
        """Shows what is wrong with one argument."""
        self.row(name).show_problem(sentence)

    def clear_problems(self) -> None:
        """All is well with every argument."""
        for row in self._rows.values():
            if row.problem:
                row.show_problem("")

    def field(self, name: str) -> QWidget | None:
        """The control of an argument; `None` while it waits behind the heading."""
        row = self._rows.get(name)
        return row.field if row else None

    @property
    def first_row(self) -> FormRow | None:
        """The row on top."""
        return next(iter(self._rows.values()), None)

    def row(self, name: str) -> FormRow:
        """The row of an argument."""
        if name in self._hidden:
            self.more.set_open(True)
        return self._rows[name]

    def _unfold(self) -> None:
        """Builds the advanced rows when they are first wanted; most people never look at them."""
        layout = self._advanced.layout()
        while self._hidden and layout is not None:
            name = next(iter(self._hidden))
            row = self._make_row(self._hidden.pop(name))
            layout.addWidget(row)
            row.setVisible(name not in self._idle)
            if name in self._values:
                row.field.set_value(self._values[name])  # type: ignore[attr-defined]

    def _make_row(self, argument: Argument) -> FormRow:
        field = self._makers.get(argument.name, make_field)(argument)
        assert isinstance(field, QWidget)
        field.setObjectName(argument.name)
        field.valueEdited.connect(lambda value, name=argument.name: self.valueEdited.emit(name, value))
        field.valueRejected.connect(lambda why, name=argument.name: self.valueRejected.emit(name, why))
        row = self._rows[argument.name] = FormRow(called(argument.label), field, _about(argument))
        row.problemShown.connect(self.problemShown)
        for part in (row.label, field):
            part.setProperty(SETTING, argument.label)
        return row


def _about(argument: Argument) -> str:
    """What an argument does, and Keras's name for it, which programs are written with."""
    return f"{tr(argument.help)} ({argument.name})" if argument.help else argument.name


def _column(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    return layout
