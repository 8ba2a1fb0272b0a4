"""Whether the run that is shown belongs to the network that is open; while it does, it follows the settings."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from cnn.recipe import Recipe
from cnn.runs.messages import Failed, Phase
from gui.background.training_session import State, TrainingSession
from gui.document import Document

#: milliseconds without a step after which a number that is counted up or down is there
COUNTING = 800


class Steering(QObject):
    """Hands what is changed of the learning rate and the number of epochs on to the run that goes on.

    A run of another network goes on as it was told: the settings are those of the network that is open.
    """

    ownChanged = Signal()  # `own` may be another
    ratesChanged = Signal()  # the session's rates may be others
    epochsChanged = Signal(int)  # the run will have so many

    def __init__(self, document: Document, session: TrainingSession, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self.own = True  # whether the last run is of the network that is open
        self._path: Path | None = None  # of the last run that is
        self._known = document.recipe  # what the run knows of the settings, as far as it follows them
        self._counting = QTimer(self, singleShot=True, interval=COUNTING)
        self._counting.timeout.connect(self._send_epochs)
        document.recipeChanged.connect(self._follow)
        document.leaving.connect(self._on_leaving)
        document.opened.connect(self._on_opened)
        session.stateChanged.connect(self._on_state)
        session.started.connect(self._on_started)
        session.phaseChanged.connect(self._on_phase)
        session.failed.connect(self._on_failed)

    def go_back(self) -> None:
        """The run gets the learning rate that it had before the present one, and its settings say so."""
        before, rates = self._session.rate_before, self._session.rates
        if before is not None and self.own:
            self._document.set_recipe(learning_rate=before)  # which the run follows
        if self._session.rates == rates:
            self._session.restore_learning_rate()  # the settings said so already, or are another network's
        self.ratesChanged.emit()

    # ------------------------------------------------------------------ whose run it is

    def _on_state(self, state: State) -> None:
        if state == State.STARTING:
            self.own = True  # until another network is opened, or the run turns out to be another one's
            self._counting.stop()
            self.ownChanged.emit()

    def _on_started(self) -> None:
        run = self._session.run
        if self._session.resumes:
            self.own = self._trained_this()
        self._path = run.path if self.own and run is not None else None
        self.ownChanged.emit()
        if self.own and not self._session.resumes:
            self._steer_rate(self._document.recipe.learning_rate)  # it may have changed while the folder was made ready

    def _on_failed(self, failure: Failed) -> None:
        """After a run that was refused the last one is the one before it again."""
        if failure.refused:
            self.own = self._trained_this()
            self.ownChanged.emit()

    def _on_leaving(self) -> None:
        """Whatever the settings say from now on is not for the run that goes on."""
        self.own, self._path = False, None
        self._counting.stop()

    def _on_opened(self) -> None:
        self.own = self._trained_this()
        self.ownChanged.emit()

    def _trained_this(self) -> bool:
        """Whether the last run trains, or has trained, the network that is open: there is none other, its project remembers
        it, or it is the very same network."""
        run, last, project = self._session.run, self._document.run, self._session.project
        if run is None or project is None:
            return True
        return run.path in (self._path, Path(last.folder) if last else None) or project.graph == self._document.graph

    # ------------------------------------------------------------------ what the run follows

    @property
    def _steers(self) -> bool:
        return self.own and self._session.busy and self._session.state != State.STOPPING

    def _follow(self, recipe: Recipe) -> None:
        """Whoever changed the settings: in the fields, in a dialog, or by undo."""
        before, self._known = self._known, recipe
        if not self._steers:
            return
        if recipe.epochs != before.epochs:
            self._counting.start()
        if recipe.learning_rate != before.learning_rate:
            self._steer_rate(recipe.learning_rate)

    def _steer_rate(self, rate: float) -> None:
        """A step back is one for the run as well, with the reductions that the rate had there."""
        if rate == self._session.rate_before:
            self._session.restore_learning_rate()
        elif self._session.rates and rate != self._session.rates[-1]:
            self._session.set_learning_rate(rate)
        self.ratesChanged.emit()

    def _send_epochs(self) -> None:
        """Only once for a number that was reached step by step: on the way there may be one that ends the run."""
        epochs = self._document.recipe.epochs
        if self._steers:
            self._session.set_epochs(epochs)
            self.epochsChanged.emit(epochs)

    def _on_phase(self, event: Phase) -> None:
        if event.phase == "resumed":
            self.ratesChanged.emit()  # the worker has told those of the run so far
