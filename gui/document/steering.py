"""While the run that goes on is of the network that is open, it follows the settings; a run that goes on elsewhere, from a
checkpoint or after a failure, brings them along."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from cnn.recipe import Recipe
from cnn.runs.checkpoints import Kept
from cnn.runs.continuing import smaller_batch
from cnn.runs.messages import Failed, Phase
from cnn.words.language import filled
from gui.background.training_session import State, TrainingSession
from gui.document import Document
from gui.document.run_owner import RunOwner

#: milliseconds without a step after which a number that is counted up or down is there
COUNTING = 800


class Steering(QObject):
    """Hands what is changed of the learning rate and the number of epochs on to the run that goes on; goes back with it, or on.

    A run of another network goes on as it was told: the settings are those of the network that is open.
    """

    ratesChanged = Signal()  # the session's rates may be others
    epochsChanged = Signal(int)  # the run will have so many

    def __init__(self, document: Document, session: TrainingSession, owner: RunOwner, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._session, self._owner = document, session, owner
        self._known = document.recipe  # what the run knows of the settings, as far as it follows them
        self._counting = QTimer(self, singleShot=True, interval=COUNTING)
        self._counting.timeout.connect(self._send_epochs)
        document.recipeChanged.connect(self._follow)
        document.leaving.connect(self._counting.stop)  # whatever the settings say from now on is not for the run that goes on
        session.stateChanged.connect(self._on_state)
        session.started.connect(self._on_started)
        session.phaseChanged.connect(self._on_phase)

    def go_back(self) -> None:
        """The run gets the learning rate that it had before the present one, and its settings say so."""
        before, rates = self._session.rate_before, self._session.rates
        if before is not None and self._owner.own:
            self._document.set_recipe(learning_rate=before)  # which the run follows
        if self._session.rates == rates:
            self._session.restore_learning_rate()  # the settings said so already, or are another network's
        self.ratesChanged.emit()

    def rewind(self, checkpoint: Kept) -> None:
        """The run goes on from a checkpoint; the settings say the learning rate that it had there."""
        run, project = self._session.run, self._session.project
        if run is not None and project is not None and self._session.go_back(run.path, checkpoint) and self._owner.own:
            self._document.set_recipe(learning_rate=checkpoint.rate or project.recipe.learning_rate)

    def ways_on(self, failed: Failed) -> tuple[tuple[str, Callable[[], object]], ...]:
        """How a run that failed can go on from its last checkpoint: with a smaller batch where memory ran out, or as it was."""
        run, project = self._session.run, self._session.project
        if run is None or project is None:
            return ()
        ways: list[tuple[str, Callable[[], object]]] = []
        if size := smaller_batch(project, failed):
            ways.append((filled(self.tr("Continue with batch size {0}"), size), partial(self._go_on_smaller, run.path, size)))
        if failed.error in ("WorkerDied", "ComputerError") or any(run.checkpoints.glob("epoch-*")):
            ways.append((self.tr("Continue"), partial(self._session.go_on, run.path)))
        return tuple(ways)

    def _go_on_smaller(self, run: Path, batch_size: int) -> None:
        """The next run would need as much memory: its batch becomes smaller as well."""
        if self._owner.own:
            self._document.set_recipe(batch_size=batch_size)
        self._session.go_on(run, batch_size=batch_size)

    def _on_state(self, state: State) -> None:
        if state == State.STARTING:
            self._counting.stop()

    def _on_started(self) -> None:
        if self._owner.own and not self._session.resumes:
            self._steer_rate(self._document.recipe.learning_rate)  # it may have changed while the folder was made ready

    # ------------------------------------------------------------------ what the run follows

    @property
    def _steers(self) -> bool:
        return self._owner.own and self._session.busy and self._session.state != State.STOPPING

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
