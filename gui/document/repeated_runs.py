"""The same training several times in the window, by fold or by seed: one after the other, and how far their figures are apart."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from cnn.runs.messages import Failed, Finished, Logs
from cnn.runs.repeated.folds import apart
from cnn.runs.repeated.repetition import Repeat
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.run_owner import RunOwner

#: what is otherwise from run to run
Kind = Literal["fold", "seed"]


class RepeatedRuns(QObject):
    """Begins the next repeat's run when one is finished; one that was stopped, or failed, is the last.

    What is trained is fixed when the first begins, but for what a run follows while it goes on: learning rate and epochs.
    """

    changed = Signal()

    def __init__(self, document: Document, session: TrainingSession, owner: RunOwner, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._session, self._owner = document, session, owner
        self.kind: Kind = "fold"
        self.count = 0  # how many there are; 0: nothing was trained several times
        self.number = 0  # which is trained now, from 1; 0: none
        self.bests: list[Logs] = []  # the best epoch of each that is done
        self.runs: list[Path] = []  # and where its run is
        self._waiting: list[Repeat] = []
        self._own = True  # whether the network that is open is the one that is trained
        document.leaving.connect(self._on_leaving)
        session.started.connect(self._on_started)
        session.finished.connect(self._on_finished)
        session.failed.connect(self._on_failed)

    @property
    def going(self) -> bool:
        """Whether repeats are being trained."""
        return self.number > 0

    def start(self, repeats: Sequence[Repeat], kind: Kind) -> None:
        """Trains all of them."""
        self.kind, self.count, self.bests, self.runs = kind, len(repeats), [], []
        self._waiting, self._own = list(repeats), True
        self._next()

    def stop(self) -> None:
        """The one that is trained now is the last, however it ends."""
        self._waiting = []

    def forget(self) -> None:
        """What came of the last ones is not to be told any more."""
        if not self.going and self.count:
            self.count, self.bests, self.runs = 0, [], []
            self.changed.emit()

    def apart(self) -> dict[str, tuple[float, float]]:
        """Mean and deviation of each figure of the best epochs so far."""
        return apart(self.bests)

    # ------------------------------------------------------------------ inside

    def _next(self) -> None:
        self.number += 1
        project = self._waiting.pop(0).project
        if self._own:
            now = self._document.recipe
            recipe = project.recipe.changed(learning_rate=now.learning_rate, epochs=now.epochs)
            project = replace(project, recipe=recipe)
        else:
            self._owner.expect_another()
        self.changed.emit()
        self._session.start(project)

    def _go_on(self) -> None:
        if self._waiting and not self._session.busy:
            self._next()
        else:
            self._end()

    def _end(self) -> None:
        self.number, self._waiting = 0, []
        self.changed.emit()

    def _on_leaving(self) -> None:
        self._own = False
        self.forget()

    def _on_started(self) -> None:
        if not self.going:
            self.forget()  # another training began

    def _on_finished(self, event: Finished) -> None:
        if not self.going or self._session.run is None:
            return
        if event.best:
            self.bests.append(event.best)
            self.runs.append(self._session.run.path)
        if event.state == "finished" and self._waiting:
            QTimer.singleShot(0, self, self._go_on)  # when everybody has heard that this one is over
            self.changed.emit()
        else:
            self._end()

    def _on_failed(self, event: Failed) -> None:
        if self.going and not event.request:
            self._end()
