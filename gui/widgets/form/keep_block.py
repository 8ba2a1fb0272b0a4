"""Keeping layers as a block of one's own: what it is called, and which of the numbers in it may be changed wherever it is put."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cnn.blocks import Block
from cnn.blocks.parameters import (
    Candidate,
    Parameter,
    Target,
    candidates,
    multiples,
    parameter_name,
    set_by,
    split,
)
from cnn.errors import LayerloomError
from cnn.graph import Graph
from cnn.graph.node import unused_name
from cnn.words.language import called, filled
from cnn.words.lists import phrases
from gui.style import theme
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.basic.room import open_at
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.form.collapsible import Collapsible

FIXED, FREE = -2, -1
NAME_WIDTH = 130
#: pixels that the columns have at least
WIDTHS = (84, 72, 0, 150, NAME_WIDTH, 40)
#: arguments that are most often changed; the others stand behind a heading
USUAL = ("filters", "units", "blocks", "layers", "growth_rate", "stride", "strides", "kernel_size", "pool_size", "rate",
         "expansion", "activation", "kind")  # fmt: skip


class KeepBlock(QDialog):
    """Asks for a name and for the numbers that may be changed; `accept` is what is done with them, and says why it can't be."""

    def __init__(
        self,
        piece: Graph,
        blocks: Mapping[str, Block[Any]],
        accept: Callable[["KeepBlock"], None],
        parent: QWidget | None = None,
        *,
        title: str = "",
        parameters: Sequence[Parameter] = (),
        kept: bool = False,
    ) -> None:
        """`kept`: the block is in the palette already, and keeps its name; `accept` raises `LayerloomError`."""
        super().__init__(parent)
        self.setObjectName("keepBlock")
        self.setWindowTitle(filled(self.tr("Numbers of {0}"), title) if kept else self.tr("Keep as a block"))
        self._accept = accept
        self.name = QLineEdit(title)
        self.name.setObjectName("blockName")
        self.name.setAccessibleName(self.tr("Name in the palette"))
        self.name.setEnabled(not kept)
        self.name.selectAll()
        self.in_place = QCheckBox(self.tr("The selected layers become this block"))
        self.in_place.setObjectName("blockInPlace")
        self.in_place.setChecked(True)
        self.numbers = NumberTable(piece, blocks, parameters)
        self._problem = QLabel()
        self._problem.setObjectName("blockProblem")
        self._problem.setProperty("look", "problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.name.textEdited.connect(self._problem.hide)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.keep = QPushButton(self.tr("Save") if kept else self.tr("Keep"))
        self.keep.setProperty("look", "primary")
        self.buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out(kept)
        self.keep.setDefault(True)
        open_at(self, QSize(760, 480))

    def accept(self) -> None:
        """Does what is wanted, or says why it can't be done and stays open."""
        try:
            self._accept(self)
        except LayerloomError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        super().accept()

    def _lay_out(self, kept: bool) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(8)
        if not kept:
            label = QLabel(self.tr("Name in the palette"))
            label.setBuddy(self.name)
            column.addWidget(label)
            column.addWidget(self.name)
            column.addWidget(self.in_place)
        heading = QLabel(self.tr("Numbers that may be changed"))
        heading.setProperty("look", "heading")
        column.addWidget(heading)
        column.addWidget(ScrollingColumn(self.numbers, self), 1)
        column.addWidget(self._problem)
        column.addWidget(self.buttons)


class NumberTable(QWidget):
    """A row for each number that stands in a block: where, whether it may be changed, and under which name."""

    def __init__(
        self, piece: Graph, blocks: Mapping[str, Block[Any]], parameters: Sequence[Parameter], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("blockNumbers")
        self.setProperty("look", "panel")
        self._found: list[Candidate] = list(split(candidates(piece, blocks), parameters))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._parts: list[QWidget] = []
        self.choices: list[QComboBox] = []
        self.names: list[QLineEdit] = []
        self._build(*self._known(parameters))

    def parameters(self) -> tuple[Parameter, ...]:
        """What is to be changed; raises `EditError` for a name that can't be."""
        chosen = [choice.currentData() for choice in self.choices]
        found: list[Parameter] = []
        for place in (place for place, choice in enumerate(chosen) if choice == FREE):
            targets = [Target(part, self._found[place].argument) for part in self._found[place].parts]
            for other in (other for other, base in enumerate(chosen) if base == place):
                one = self._found[other]
                times = multiples(self._found, other).get(place, 1)
                targets += [Target(part, one.argument, times) for part in one.parts]
            found.append(Parameter(parameter_name(self.names[place].text()), tuple(targets)))
        return tuple(found)

    def _known(self, parameters: Sequence[Parameter]) -> tuple[list[int], list[str]]:
        """What each row is set to, and what it is called."""
        sets = [set_by(parameters, one.parts[0], one.argument) for one in self._found]
        first: dict[str, int] = {}
        chosen: list[int] = []
        for place, found in enumerate(sets):
            if found is not None and found[1] == 1:
                first.setdefault(found[0], place)
        for place, found in enumerate(sets):
            base = FIXED if found is None else first.get(found[0], FIXED)
            chosen.append(FREE if base == place else base)
        names = [found[0] if found else one.argument for found, one in zip(sets, self._found, strict=True)]
        return chosen, names

    # ------------------------------------------------------------------ rows

    def _build(self, chosen: Sequence[int], names: Sequence[str]) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self.choices, self.names = [], []
        usual, rest = QWidget(), QWidget()
        grids = {True: _grid(usual), False: _grid(rest)}
        for place, one in enumerate(self._found):
            self._add_row(grids[one.argument in USUAL or chosen[place] != FIXED], place, names[place], chosen[place])
        self._show_names()
        self._parts = [usual]
        self._column.addWidget(usual)
        if grids[False].count():
            more = Collapsible(self.tr("More"), rest, flat=True)
            self._parts.append(more)
            self._column.addWidget(more)
        else:
            rest.deleteLater()
        if not self._found:
            nothing = QLabel(self.tr("There is no number in these layers."))
            self._parts.append(nothing)
            self._column.addWidget(nothing)
        self._column.addStretch(1)

    def _add_row(self, grid: QGridLayout, place: int, name: str, chosen: int) -> None:
        one, row = self._found[place], grid.rowCount()
        label = QLabel(called(one.argument.replace("_", " ").capitalize()))
        value = QLabel(str(one.value))
        value.setFont(theme.number_font())
        parts = [part.rstrip("/") for part in one.parts]
        where = ElidingLabel(phrases(parts))
        where.setProperty("look", "secondary")
        what = filled(self.tr("{0} {1} in {2}"), label.text(), value.text(), where.text())
        choice = QComboBox()
        choice.setAccessibleName(what)
        choice.addItem(self.tr("Fixed"), FIXED)
        choice.addItem(self.tr("May be changed"), FREE)
        follows = multiples(self._found, place)
        for base, times in {**({chosen: 1} if chosen >= 0 else {}), **follows}.items():
            of = self._found[base].parts[0].rstrip("/")
            words = filled(self.tr("As in {0}"), of) if times == 1 else filled(self.tr("{0} × that of {1}"), times, of)
            choice.addItem(words, base)
        choice.setCurrentIndex(choice.findData(chosen))
        choice.currentIndexChanged.connect(partial(self._on_chosen, place))
        field = QLineEdit(name)
        field.setAccessibleName(filled(self.tr("Name of {0}"), what))
        field.setFixedWidth(NAME_WIDTH)
        choice.setFixedWidth(WIDTHS[3])
        self.choices.append(choice)
        self.names.append(field)
        for column, part in enumerate((label, value, where, choice, field)):
            grid.addWidget(part, row, column)
        if len(parts) > 1:
            apart = QToolButton()
            apart.setText(self.tr("Split", "a row"))
            apart.setToolTip(filled(self.tr("A row for each of the {0} layers"), len(parts)))
            apart.setAccessibleName(apart.toolTip())
            apart.clicked.connect(partial(self._split, place))
            grid.addWidget(apart, row, 5)

    def _split(self, place: int, _checked: bool = False) -> None:
        """A row for each layer of one, so that they need not be changed together."""
        chosen = [choice.currentData() for choice in self.choices]
        names = [field.text() for field in self.names]
        one = self._found[place]
        pieces = [one._replace(parts=(part,)) for part in one.parts]
        self._found[place : place + 1] = pieces
        more = len(pieces) - 1
        chosen = [base + more if base > place else base for base in chosen]
        chosen[place + 1 : place + 1] = [FIXED] * more
        names[place + 1 : place + 1] = [one.argument] * more
        self._build(chosen, names)

    def _on_chosen(self, place: int, _index: int) -> None:
        base = self.choices[place].currentData()
        if base >= 0 and self.choices[base].currentData() != FREE:  # what it is a multiple of is a number then
            self.choices[base].setCurrentIndex(self.choices[base].findData(FREE))
        if base == FREE:
            self.names[place].setText(self._unused(place))
        else:  # what was a multiple of it stays as it is
            for choice in self.choices:
                if choice.currentData() == place:
                    choice.setCurrentIndex(choice.findData(FIXED))
        self._show_names()

    def _unused(self, place: int) -> str:
        """The name of a row, with a number where another one has it."""
        known = {
            self.names[other].text() for other, box in enumerate(self.choices) if other != place and box.currentData() == FREE
        }
        name = self.names[place].text()
        return unused_name(name, known)

    def _show_names(self) -> None:
        for choice, field in zip(self.choices, self.names, strict=True):
            field.setVisible(choice.currentData() == FREE)


def _grid(widget: QWidget) -> QGridLayout:
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    for column, width in enumerate(WIDTHS):  # both tables are one to the eye
        grid.setColumnMinimumWidth(column, width)
    grid.setColumnStretch(2, 1)
    grid.setAlignment(Qt.AlignmentFlag.AlignTop)
    return grid
