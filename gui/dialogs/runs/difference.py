"""What one run has otherwise than another: what came out of it, how it was trained, and its design."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cnn.edits.design_difference import Value
from cnn.errors import LayerloomError
from cnn.pictures.colours import Theme
from cnn.project import Project, load
from cnn.recipe.stopping import is_share
from cnn.runs.folder import RunFolder, read_record
from cnn.runs.listed.results import Outcome, Result, compare_results
from cnn.runs.listed.title import run_title, told_apart
from cnn.runs.logs.logs import log_at, read_log
from cnn.words.language import filled
from cnn.words.lists import sentences
from cnn.words.quantities import figure_title
from gui.background.task import Newest
from gui.style import theme
from gui.widgets.basic.plain_table import make_plain, told_at_once
from gui.widgets.basic.room import open_at
from gui.widgets.pictures.two_designs import Compared, TwoDesigns, compared
from gui.widgets.plot.frame import Trace, run_colour
from gui.widgets.plot.history import History
from gui.widgets.plot.plot import Plot


@dataclass(frozen=True)
class Half:
    """One of the two runs, as far as its folder can be read: what can't be is `None`, and `complaints` say why."""

    folder: Path
    title: str
    outcome: Outcome | None
    project: Project | None
    history: History
    has_model: bool
    complaints: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Two runs and what is otherwise; `designs` is `None` where one of them can't be read."""

    before: Half
    after: Half
    results: tuple[Result, ...]
    designs: Compared | None

    @property
    def complaints(self) -> str:
        """What could not be read."""
        return sentences(*self.before.complaints, *self.after.complaints)


def read_half(folder: Path) -> Half:
    """A run as far as it can be read."""
    outcome, project, complaints = None, None, []
    own = folder.is_dir() and any((folder / name).exists() for name in ("run.json", "project.loom"))
    if not own and (log := log_at(folder)) is not None:
        told = read_log(log)
        title = run_title(folder)
        complaints = [told.complaint] if told.complaint else []
        return Half(folder, title, Outcome.of_log(told), None, History.of_log(told, title), False, tuple(complaints))
    try:
        outcome = Outcome.of_run(read_record(folder)) if own else None
    except LayerloomError as error:
        complaints.append(error.message)
    try:
        project = load(folder / "project.loom") if own else None
    except LayerloomError as error:
        complaints.append(error.message)
    title = run_title(folder)
    history = History.of_run(folder, title, project.recipe.batch_size if project is not None else 0)
    model = own and RunFolder(folder, folder.name).model.is_file()
    return Half(folder, title, outcome, project, history, model, tuple(complaints))


def read_difference(first: Path, second: Path, colours: Theme) -> Difference:
    """Both runs; takes tenths of a second for long ones, and for designs of hundreds of layers."""
    before, after = read_half(first), read_half(second)
    if before.title == after.title:  # two of the same network in one second, or copies
        titles = told_apart([(half.title, half.folder) for half in (before, after)])
        before, after = (_renamed(half, title) for half, title in zip((before, after), titles, strict=True))
    results = compare_results(before.outcome, after.outcome) if before.outcome and after.outcome else ()
    designs = compared(before.project, after.project, colours) if before.project and after.project else None
    return Difference(before, after, results, designs)


class RunDifferenceDialog(QDialog):
    """Three pages; the older run is the first one."""

    imagesWanted = Signal(object, object)  # folders (Path) of two runs, whose images are to be told apart

    def __init__(self, first: Path, second: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("runDifferenceDialog")
        self.setWindowTitle(self.tr("Difference of two runs"))
        open_at(self, QSize(1040, 720))
        self._asked = Newest(self)
        self.shown: Difference | None = None
        self.note = QLabel()
        self.note.setObjectName("runDifferenceNote")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.hide()
        self.loss = Plot("", self.tr("Reading …"), self, logarithmic=True)
        self.score = Plot("", self.tr("Reading …"), self)
        self.results = self._table("differenceResults", 5)
        self.no_results = QLabel(self.tr("There is no figure that both have told of."))
        self.no_results.setProperty("look", "secondary")
        self.no_results.hide()
        self.recipe = self._table("differenceRecipe", 3)
        self.same_recipe = QLabel()
        self.designs = TwoDesigns("difference", settings=False)
        self.images_button = QPushButton(self.tr("Compare their images"))
        self.images_button.setObjectName("differenceImages")
        self.images_button.setToolTip(self.tr("Ask both models about the same images: which only one of them gets right"))
        self.images_button.setEnabled(False)
        self.images_button.clicked.connect(lambda: self._want_images(first, second))
        self._lay_out()
        colours = theme.current()
        self._asked.ask(lambda: read_difference(first, second, colours), self._show)

    def _want_images(self, first: Path, second: Path) -> None:
        self.imagesWanted.emit(first, second)
        self.accept()

    # ------------------------------------------------------------------ what is shown

    def _show(self, found: Difference) -> None:
        self.shown = found
        self.setWindowTitle(filled(self.tr("{0} and {1}"), found.before.title, found.after.title))
        self.note.setText(found.complaints)
        self.note.setVisible(bool(found.complaints))
        self._show_curves((found.before.history, found.after.history))
        self._show_results(found)
        titles = (found.before.title, found.after.title)
        if found.designs is None:
            self.designs.refuse(self.tr("The designs can't be compared: one of them is not there."))
            self.same_recipe.setText(self.tr("The recipes can't be compared: one of them is not there."))
            self.recipe.hide()
        else:
            self._show_recipe(found.designs.found.settings, titles)
            self.designs.show_difference(found.designs, titles)
        self.images_button.setEnabled(found.before.has_model and found.after.has_model)

    def _show_curves(self, histories: Sequence[History]) -> None:
        span = max((history.span("epoch") for history in histories), default=1.0)
        score = next((history.score for history in histories if history.score), "accuracy")
        for plot, name in ((self.loss, "loss"), (self.score, score)):
            plot.set_title(figure_title(name).upper())
            plot.set_hint(self.tr("Neither run has told of it."))
            traces = []
            for number, history in enumerate(histories):
                colour = run_colour(number)
                judged = bool(len(history.curve(f"val_{name}")))
                traces.append(Trace(history.curve(name), "" if judged else history.name, colour, faint=judged))
                traces.append(Trace(history.curve(f"val_{name}"), history.name if judged else "", colour, dots=True))
            plot.set_traces(traces, span, share=is_share(name))

    def _show_results(self, found: Difference) -> None:
        titles = (found.before.title, found.after.title)
        self.no_results.setVisible(not found.results)
        self.results.setVisible(bool(found.results))
        self.results.setHorizontalHeaderLabels([self.tr("Best epoch"), *titles, self.tr("Difference"), self.tr("Better")])
        for column in (1, 2, 3):
            if (header := self.results.horizontalHeaderItem(column)) is not None:
                header.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.results.setRowCount(len(found.results))
        with told_at_once(self.results):
            for row, result in enumerate(found.results):
                better = "" if result.better is None else titles[result.better]
                cells = (result.title, *result.spelled, better)
                for column, text in enumerate(cells):
                    self.results.setItem(row, column, self._cell(text, number=column in (1, 2, 3)))

    def _show_recipe(self, settings: Sequence[Value], titles: tuple[str, str]) -> None:
        self.same_recipe.setText("" if settings else self.tr("Both were trained in the same way, on the same data."))
        self.same_recipe.setVisible(not settings)
        self.recipe.setVisible(bool(settings))
        self.recipe.setHorizontalHeaderLabels([self.tr("Setting"), *titles])
        self.recipe.setRowCount(len(settings))
        with told_at_once(self.recipe):
            for row, value in enumerate(settings):
                for column, text in enumerate((value.name, *value.spelled)):
                    self.recipe.setItem(row, column, self._cell(text))

    def _cell(self, text: str, *, number: bool = False) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        if number:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setFont(theme.number_font(self.font()))
        return item

    # ------------------------------------------------------------------ how it stands

    def _table(self, name: str, columns: int) -> QTableWidget:
        table = QTableWidget(0, columns)
        make_plain(table, 26)
        table.setWordWrap(False)  # a long value is cut at its end, not at its first space
        table.setObjectName(name)
        table.setAccessibleName(self.tr("What is otherwise"))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _lay_out(self) -> None:
        result = QWidget()
        curves = QHBoxLayout()
        curves.setSpacing(16)
        curves.addWidget(self.loss)
        curves.addWidget(self.score)
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addLayout(curves, 3)
        column.addWidget(self.results, 2)
        column.addWidget(self.no_results)
        trained = QWidget()
        below = QVBoxLayout(trained)
        below.setContentsMargins(0, 12, 0, 0)
        below.addWidget(self.same_recipe)
        below.addWidget(self.recipe, 1)
        below.addStretch(0)
        self.same_recipe.setProperty("look", "secondary")
        drawn = QWidget()
        across = QVBoxLayout(drawn)
        across.setContentsMargins(0, 12, 0, 0)
        across.addWidget(self.designs)
        self.pages = QTabWidget()
        self.pages.setObjectName("differencePages")
        self.pages.setAccessibleName(self.tr("What is otherwise"))
        self.pages.setDocumentMode(True)
        self.pages.addTab(result, self.tr("Result"))
        self.pages.addTab(trained, self.tr("Recipe"))
        self.pages.addTab(drawn, self.tr("Design"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.images_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.note)
        layout.addWidget(self.pages, 1)
        layout.addWidget(buttons)


def _renamed(half: Half, title: str) -> Half:
    """Under a title that tells it from the other."""
    half.history.name = title
    return Half(half.folder, title, half.outcome, half.project, half.history, half.has_model, half.complaints)
