"""Searches for better settings: what is varied, how far each search is, its trials, what mattered, and the best as a project."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cnn.edits.rebuilding import rebuilt
from cnn.errors import LayerloomError
from cnn.plan.checks import obstacle
from cnn.project import Project, load
from cnn.runs.folder import RunRecord
from cnn.runs.searched.listed import (
    Search,
    Tried,
    all_searches,
    begin_in_background,
    complaint,
    go_on_in_background,
    project_of,
    project_of_trial,
    remove_search,
    stop_search,
)
from cnn.runs.searched.space import parse, require_effect
from cnn.words.lists import sentences
from gui.background.shared_search import SharedSearch
from gui.background.task import Background, Newest
from gui.dialogs.runs.search_form import MOST, SearchForm
from gui.dialogs.runs.search_trials import SearchTrials
from gui.document import Document
from gui.style import icons
from gui.widgets.basic.room import open_at
from gui.widgets.watching.while_seen import WhileSeen

#: milliseconds between two looks at a search while it is seen
PACE = 1000


class _Seen(NamedTuple):
    """The searches there are; of each trial that goes on what its run says; why a search ended, where it complained."""

    searches: tuple[Search, ...]
    records: dict[str, RunRecord | None]  # of the search that is shown, by the folders of runs
    complaints: dict[str, str]  # by the names of searches


class SearchDialog(QDialog):
    """A form for a new search, or the trials of one. Searches are programs of their own: closing this window ends none."""

    projectChosen = Signal(object)  # a Project that is to be opened as a new design
    curvesWanted = Signal(object)  # folders (Path) of runs whose curves are to be seen

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("search")
        self.setWindowTitle(self.tr("Search for better settings"))
        self._document = document
        self._seen = _Seen((), {}, {})
        self._reading, self._first = Newest(self), True
        self._clock = WhileSeen(self, PACE, self.refresh)
        self.chooser = QComboBox()
        self.chooser.setObjectName("searchChooser")
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.form, self.trials = SearchForm(document, self), SearchTrials(self)
        self.problem = QLabel()
        self.problem.setProperty("look", "problem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.pages = QStackedWidget()
        for page in (self.form, self.trials):
            self.pages.addWidget(page)
        self._shared = SharedSearch(self)
        self._shared.refused.connect(self._say)
        self._lay_out()
        self.chooser.currentIndexChanged.connect(self._choose)
        self.form.startWanted.connect(self._start)
        self.trials.refreshWanted.connect(self._look_at_once)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self, self._look_at_once)
        self.trials.stopWanted.connect(lambda: self._do(stop_search))
        self.trials.moreWanted.connect(self._ask_for_more)
        self.trials.removeWanted.connect(lambda: self._do(lambda search: remove_search(search.name)))
        self.trials.projectWanted.connect(self._open)
        self.trials.curvesWanted.connect(self.curvesWanted)
        document.opened.connect(self.form.renew)
        document.recipeChanged.connect(self._renew_about)  # a method: a lambda would outlive the dialog
        self._offer()
        open_at(self, QSize(1080, 640))

    def _renew_about(self, *_: object) -> None:
        self.form.tell_about()

    def _lay_out(self) -> None:
        words = QLabel(self.tr("Search"))
        words.setBuddy(self.chooser)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(words)
        top.addWidget(self.chooser)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.problem)

    # ------------------------------------------------------------------ reading

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._shared.stop()

    def _look_at_once(self) -> None:
        """Also at what others have tried."""
        self._say("")
        self._shared.look()
        self.refresh()

    def refresh(self) -> None:
        """Looks at the searches again, unless that is being done."""
        if not self._reading.waiting:
            shown = self.chosen.name if self.chosen is not None else ""
            self._reading.ask(lambda: _read(shown), self._show)

    @property
    def chosen(self) -> Search | None:
        """The search that is shown; `None` where a new one is being thought of."""
        place = self.chooser.currentIndex() - 1
        return self._seen.searches[place] if 0 <= place < len(self._seen.searches) else None

    def _show(self, seen: _Seen) -> None:
        chosen = self.chosen
        names = [search.name for search in seen.searches]
        renamed = names != [search.name for search in self._seen.searches]
        self._seen = seen
        if renamed:
            self._offer()
            if chosen is not None and chosen.name in names:
                self._select(names.index(chosen.name) + 1)
        if self._first:  # one that goes on is what somebody comes back for
            self._first = False
            going = next((place for place, search in enumerate(seen.searches) if search.going), None)
            if going is not None:
                self._select(going + 1)
        self._show_chosen()

    def _offer(self) -> None:
        blocked = self.chooser.blockSignals(True)
        self.chooser.clear()
        self.chooser.addItem(icons.icon("plus"), self.tr("New search"))
        self.chooser.addItems([search.name for search in self._seen.searches])
        self.chooser.blockSignals(blocked)

    def _select(self, place: int) -> None:
        blocked = self.chooser.blockSignals(True)
        self.chooser.setCurrentIndex(place)
        self.chooser.blockSignals(blocked)

    def _choose(self, _place: int) -> None:
        self._say("")
        self._show_chosen()
        self._reading.forget()
        self.refresh()

    def _show_chosen(self) -> None:
        search = self.chosen
        self.pages.setCurrentWidget(self.form if search is None else self.trials)
        if self.isVisible():
            self._shared.follow(search)
        if search is not None:
            self.trials.show_search(search, self._seen.records, self._seen.complaints.get(search.name, ""))

    def show_search(self, name: str) -> None:
        """Brings a search to the front."""
        place = next((place for place, search in enumerate(self._seen.searches) if search.name == name), -1)
        self._select(place + 1)
        self._show_chosen()

    # ------------------------------------------------------------------ doing

    def _start(self) -> None:
        """Begins what the form says, or says why it can't."""
        document, form = self._document, self.form
        self._say("")
        found = obstacle(document.analysis, document.recipe, document.dataset, document.facts, rebuild=rebuilt)
        if found is not None:
            self._say(sentences(found.message, found.hint))
            return
        project, name = document.project, form.name.text().strip()
        try:
            varied = [parse(text) for text in form.varied]
            require_effect(project, varied)
            search = begin_in_background(
                project,
                name,
                list(map(str, varied)),
                trials=form.trials.value(),
                prune=form.prune.isChecked(),
                parallel=form.parallel.value(),
                storage=form.storage.text().strip(),
            )
        except LayerloomError as error:
            self._say(sentences(error.message, error.hint))
            return
        self._reading.forget()
        self._seen = self._seen._replace(searches=(search, *self._seen.searches))
        self._offer()
        self._select(1)
        self._show_chosen()
        form.renew()

    def _ask_for_more(self) -> None:
        more, sure = QInputDialog.getInt(self, self.tr("Go on searching"), self.tr("Trials more:"), 10, 1, MOST)
        if sure:
            self._do(lambda search: go_on_in_background(search, more))

    def _do(self, what: Callable[[Search], object]) -> None:
        search = self.chosen
        if search is None:
            return
        try:
            what(search)
        except LayerloomError as error:
            self._say(sentences(error.message, error.hint))
        self._reading.forget()
        self.refresh()

    def _open(self, trial: Tried) -> None:
        """A trial as a new design, read away from the window's thread."""
        search = self.chosen
        if search is None:
            return
        asked = Background(lambda: _project_of(search, trial), self)
        asked.done.connect(self.projectChosen)
        asked.refused.connect(lambda error: self._say(sentences(error.message, error.hint)))

    def _say(self, words: str) -> None:
        self.problem.setText(words.strip())
        self.problem.setVisible(bool(words))


def _read(shown: str) -> _Seen:
    """`shown` is the name of the search whose trials are seen."""
    searches = all_searches()
    runs = {trial.run: trial.record() for search in searches if search.name == shown for trial in search.tried if trial.run}
    return _Seen(tuple(searches), runs, {search.name: words for search in searches if (words := complaint(search))})


def _project_of(search: Search, trial: Tried) -> Project:
    return project_of_trial(trial, load(project_of(search.name)))
