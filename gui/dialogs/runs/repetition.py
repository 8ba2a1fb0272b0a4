"""Several runs together: their figures, mean and spread, bands instead of many curves, and whether one training beats another."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cnn.errors import LayerloomError
from cnn.project import load
from cnn.recipe.stopping import is_share
from cnn.runs.folder import read_record
from cnn.runs.listed.title import run_title, told_apart
from cnn.runs.repeated.groups import Member, Repeats, grouped, verdicts
from cnn.words.lists import sentences
from cnn.words.quantities import figure, figure_title, number_of
from gui.background.task import Newest
from gui.style import theme
from gui.widgets.basic.plain_table import make_plain, told_at_once
from gui.widgets.basic.room import open_at
from gui.widgets.plot.data import spread_of
from gui.widgets.plot.frame import Trace, run_colour
from gui.widgets.plot.history import History
from gui.widgets.plot.plot import Plot

#: figures of an epoch that are no result
_NO_RESULT = ("epoch", "learning_rate")


@dataclass(frozen=True)
class Repetition:
    """Runs by what they trained, their curves in the same order, what a test says in words, and what could not be read."""

    groups: tuple[Repeats, ...]
    histories: tuple[tuple[History, ...], ...]
    words: str
    complaints: str


def read_repetition(folders: Sequence[Path]) -> Repetition:
    """Reads the runs; takes tenths of a second for each that is long."""
    members: list[Member] = []
    places: dict[int, Path] = {}
    complaints = []
    titles = told_apart([(run_title(folder), folder) for folder in folders])
    for title, folder in zip(titles, folders, strict=True):
        try:
            member = Member(title, read_record(folder), load(folder / "project.loom"))
        except LayerloomError as error:
            complaints.append(error.message)
            continue
        members.append(member)
        places[id(member)] = folder
    groups = grouped(members)
    histories = tuple(
        tuple(History.of_run(places[id(member)], group.name, member.project.recipe.batch_size) for member in group.members)
        for group in groups
    )
    words = sentences(*(found.words(first.name, other.name) for first, other, found in verdicts(groups)))
    return Repetition(groups, histories, words, sentences(*complaints))


class RepetitionDialog(QDialog):
    """Curves with bands above a table with a row for each run, and mean and deviation below those of each training."""

    def __init__(self, folders: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("repetition")
        self.setWindowTitle(self.tr("Mean and spread"))
        open_at(self, QSize(1040, 720))
        self._asked = Newest(self)
        self.shown: Repetition | None = None
        self.words, self.note = QLabel(), QLabel()
        self.words.setObjectName("repetitionWords")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.setProperty("look", "secondary")
        for label in (self.words, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.hide()
        self.loss = Plot("", self.tr("Reading …"), self, logarithmic=True)
        self.score = Plot("", self.tr("Reading …"), self)
        self.table = QTableWidget()
        make_plain(self.table, 26)
        self.table.setObjectName("repetitionTable")
        self.table.setAccessibleName(self.tr("Figures of the best epochs"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self._lay_out()
        self._asked.ask(lambda: read_repetition(folders), self._show)

    def _show(self, found: Repetition) -> None:
        self.shown = found
        count = sum(len(group.members) for group in found.groups)
        self.setWindowTitle(number_of(self.tr("{0} run, mean and spread|{0} runs, mean and spread"), count))
        self.words.setText(found.words)
        self.words.setVisible(bool(found.words))
        self.note.setText(found.complaints)
        self.note.setVisible(bool(found.complaints))
        self._fill(found.groups)
        self._draw(found)

    def _draw(self, found: Repetition) -> None:
        histories = [history for each in found.histories for history in each]
        span = max((history.span("epoch") for history in histories), default=1.0)
        score = next((history.score for history in histories if history.score), "accuracy")
        for plot, name in ((self.loss, "loss"), (self.score, score)):
            plot.set_title(figure_title(name).upper())
            plot.set_hint(self.tr("None of the runs has told of it."))
            traces = [
                trace
                for number, (group, each) in enumerate(zip(found.groups, found.histories, strict=True))
                for trace in _traces(each, name, group.name, run_colour(number))
            ]
            plot.set_traces(traces, span, share=is_share(name))

    def _fill(self, groups: Sequence[Repeats]) -> None:
        names = [name for group in groups for best in group.bests for name in best if name not in _NO_RESULT]
        names = sorted(dict.fromkeys(names), key=lambda name: not name.startswith("val_"))
        self.table.setColumnCount(len(names) + 2)
        self.table.setHorizontalHeaderLabels([self.tr("Training"), self.tr("Run"), *map(figure_title, names)])
        rows: list[tuple[tuple[str, ...], bool]] = []
        for group in groups:
            for member in group.members:
                values = (figure(value) if (value := member.record.best.get(name)) is not None else "" for name in names)
                rows.append(((group.name, member.repeat, *values), False))
            if len(group.members) > 1:
                apart = group.apart
                for label, part in ((self.tr("mean"), 0), ("±", 1)):
                    rows.append(
                        ((group.name, label, *(figure(apart[name][part]) if name in apart else "" for name in names)), True)
                    )
        self.table.setRowCount(len(rows))
        with told_at_once(self.table):
            for row, (cells, bold) in enumerate(rows):
                for column, text in enumerate(cells):
                    self.table.setItem(row, column, self._cell(text, number=column > 1, bold=bold))
        for column in range(2, self.table.columnCount()):
            if (header := self.table.horizontalHeaderItem(column)) is not None:
                header.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def _cell(self, text: str, *, number: bool, bold: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        font = theme.number_font(self.font()) if number else self.font()
        font.setBold(bold)
        item.setFont(font)
        if number:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _lay_out(self) -> None:
        pictures = QWidget()
        curves = QHBoxLayout(pictures)
        curves.setContentsMargins(0, 0, 0, 0)
        curves.setSpacing(16)
        curves.addWidget(self.loss)
        curves.addWidget(self.score)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(pictures)
        splitter.addWidget(below)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([340, 280])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(splitter, 1)
        layout.addWidget(buttons)


def _traces(histories: Sequence[History], name: str, label: str, colour: str) -> list[Trace]:
    """The mean of some runs with a band around it, of the images that were kept apart where there are such; else the only run."""
    judged = any(len(history.curve(f"val_{name}")) for history in histories)
    curves = [curve for history in histories if len(curve := history.curve(f"val_{name}" if judged else name))]
    if not curves:
        return []
    if len(curves) == 1:
        return [Trace(curves[0], label, colour, dots=judged)]
    mean, low, high = spread_of(curves)
    return [Trace(mean, label, colour, dots=judged, band=(low, high))]
