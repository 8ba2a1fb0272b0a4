"""The outputs of a network: what each is asked for and how much it weighs. Knows no document."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QPushButton, QWidget

from cnn.layers.arguments import Argument, describe
from cnn.recipe import LOSSES, Goal
from cnn.words.language import filled
from gui.widgets.form.fields import ChoiceField, TextField


class OutputsField(QWidget):
    """One row per output; a name that the recipe still has, but the network no longer, can be removed."""

    valueEdited = Signal(str, object)  # setting, its new value

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._losses: dict[str, str] = {}
        self._weights: dict[str, float] = {}
        self._rows: dict[str, tuple[ChoiceField, TextField]] = {}
        self._gone: tuple[str, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 1)

    def show_outputs(self, names: Sequence[str], gone: Sequence[str], recipe: Goal) -> None:
        """Shows what a recipe asks of these outputs."""
        self._losses, self._weights = dict(recipe.losses), dict(recipe.loss_weights)
        if list(self._rows) != list(names) or self._gone != tuple(gone):
            self._rebuild(names, gone)
        for name, (loss, weight) in self._rows.items():
            loss.set_value(self._losses.get(name))
            weight.set_value(self._weights.get(name, 1.0))
        self.setVisible(len(names) > 1 or bool(gone))

    def _rebuild(self, names: Sequence[str], gone: Sequence[str]) -> None:
        _clear(self._grid)
        self._rows, self._gone = {}, tuple(gone)
        for column, title in enumerate((self.tr("Output"), self.tr("Loss"), self.tr("Weight"))):
            self._grid.addWidget(_heading(title), 0, column)
        for row, name in enumerate(names, start=1):
            self._rows[name] = self._row(name)
            for column, part in enumerate((QLabel(name), *self._rows[name])):
                self._grid.addWidget(part, row, column)
        for row, name in enumerate(gone, start=len(names) + 1):
            words = QLabel(filled(self.tr("{0} is no output of the network"), name))
            words.setProperty("look", "problem")
            remove = QPushButton(self.tr("Remove"))
            remove.clicked.connect(lambda _checked=False, name=name: self._remove(name))
            self._grid.addWidget(words, row, 0, 1, 2)
            self._grid.addWidget(remove, row, 2)

    def _row(self, name: str) -> tuple[ChoiceField, TextField]:
        loss = ChoiceField(_argument("loss", tuple(LOSSES)), self)
        loss.setItemText(0, self.tr("like the network"))
        loss.setAccessibleName(filled(self.tr("Loss of {0}"), name))
        loss.valueEdited.connect(lambda value: self._change("losses", self._losses, name, value))
        weight = TextField(_argument("huber_delta"), self)
        weight.setAccessibleName(filled(self.tr("Weight of {0}"), name))
        weight.setAlignment(Qt.AlignmentFlag.AlignRight)
        weight.valueEdited.connect(lambda value: self._change("loss_weights", self._weights, name, None if value == 1 else value))
        return loss, weight

    def _change(self, setting: str, values: Mapping[str, Any], name: str, value: Any) -> None:
        others = {key: item for key, item in values.items() if key != name}
        self.valueEdited.emit(setting, others if value is None else {**others, name: value})

    def _remove(self, name: str) -> None:
        for setting, values in (("losses", self._losses), ("loss_weights", self._weights)):
            if name in values:
                self._change(setting, values, name, None)


def _argument(name: str, choices: tuple[str, ...] = ()) -> Argument:
    """How a setting is edited; one with choices may be left open."""
    found = next(item for item in describe(Goal) if item.name == name)
    return Argument(**{**vars(found), "choices": choices, "optional": bool(choices)})


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("look", "secondary")
    return label


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
