"""What helps a person to begin: the start page over the canvas, and the tours beside everything else."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.background.task import Background
from gui.background.training_session import TrainingSession
from gui.canvas.canvas import Canvas
from gui.document import Document
from gui.document.predicting import Predicting
from gui.settings import settings
from gui.widgets.basic.action_words import without_key
from gui.widgets.questions.larger import Larger
from gui.window.file_menu import FileCommands

if TYPE_CHECKING:
    from gui.document.touring import Touring
    from gui.panels.start_page import StartPage
    from gui.panels.tours.panel import TourPanel


class Welcome(QObject):
    """Opens and closes both; each is built when it is first wanted."""

    coveredChanged = Signal()  # the start page has come or gone
    touring: "Touring"  # once tours were wanted

    def __init__(
        self,
        document: Document,
        session: TrainingSession,
        files: FileCommands,
        canvas: Canvas,
        larger: Larger,
        predicting: Predicting,
        beside: QHBoxLayout,
        action: Callable[[str], QAction],
        window: QWidget,
    ) -> None:
        """`beside` is the row that a tour gets a place in, `action` knows the actions of the window by their names."""
        super().__init__(window)
        self._document, self._session, self._files, self._canvas = document, session, files, canvas
        self._larger, self._predicting, self._beside, self._action = larger, predicting, beside, action
        self._window = window
        self._start: StartPage | None = None
        self._tours: TourPanel | None = None

    def follow(self) -> None:
        """From now on the start page comes where an empty network is open, and goes where it has layers."""
        self._document.graphChanged.connect(lambda _, after: self.leave_start() if after.nodes else None)
        self._document.opened.connect(self._follow_start)

    @property
    def covers(self) -> bool:
        """Whether the start page hides a network: nothing is done to what nobody sees."""
        return self._start is not None and not self._start.isHidden() and self._start.covers()

    def show_start(self, *, takes_keys: bool = True) -> None:
        """Shows what to begin with, over the canvas."""
        from gui.panels.start_page import StartPage

        self._larger.set(False)
        if self._start is None:
            names = ("actionOpen", "actionNewFromData", "actionPresets", "actionGuide")
            actions = [self._action(name) for name in names]
            page = self._start = StartPage(self._canvas, tuple((without_key(one.text()), one.trigger) for one in actions))
            page.presetChosen.connect(self._files.open_preset)
            page.graphChosen.connect(self._files.open_graph)
            page.fileChosen.connect(self._files.open_path)
            page.exampleChosen.connect(self._files.open_example)
            page.tourChosen.connect(lambda name: self.show_tours(tour=name))
            page.covers = lambda: bool(self._document.graph.nodes)
            page.opened.connect(self.coveredChanged)
            page.closed.connect(self.coveredChanged)
        self._start.open(takes_keys=takes_keys)

    def show_tours(self, shown: bool = True, *, tour: str = "") -> None:
        """Shows the tours to choose from beside everything else, or begins one; or takes them away."""
        if self._tours is None and not shown:
            return
        tours = self._tours or self._build_tours()
        self._larger.set(False)
        if tour:
            from cnn.tours.all import TOURS

            shown = self.touring.begin(TOURS[tour]) or tours.isVisible()
        elif not shown:
            self.touring.leave()
        if shown and self._document.graph.nodes:
            self.leave_start()
        tours.setVisible(shown)
        if shown:
            tours.take_keys()
        self._action("actionTours").setChecked(shown)

    def _build_tours(self) -> "TourPanel":
        """What a tour needs; who takes none does not wait for it."""
        from cnn.tours.materials import prepare
        from gui.document.touring import Touring
        from gui.panels.tours.panel import TourPanel

        self.touring = Touring(self._document, self._session, self)
        self.touring.may_open = self._files.may_close
        self.touring.trainWanted.connect(self._action("actionTrain").trigger)
        self.touring.changed.connect(self._show_all_but_the_tours)
        tours = self._tours = TourPanel(self.touring, self._beside.parentWidget())
        Background(prepare, self)  # 300 small files: whoever takes such a tour does not wait for them
        tours.closed.connect(lambda: self.show_tours(False))
        self._beside.addWidget(tours)
        return tours

    def _show_all_but_the_tours(self) -> None:
        """A tour hides what it asks for, and nothing else."""
        if self.touring.tour is not None and self._predicting.on:
            self._action("actionPredict").setChecked(False)

    def leave_start(self) -> None:
        """Takes the start page away, if it is there."""
        if self._start is not None:
            self._start.leave()

    def _follow_start(self, *_: object) -> None:
        """Something else is open: an empty network that no file holds begins with a choice."""
        document = self._document
        if document.graph.nodes:
            self.leave_start()
        elif document.path is None and not document.dirty and settings.shown("startPage"):
            self.show_start(takes_keys=False)
