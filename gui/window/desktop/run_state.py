"""What the window's title, the taskbar and the desktop say of a training, for who looks at something else."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cnn.errors import FileError
from cnn.runs.listed.row import best_figure
from cnn.runs.messages import Batch, Epoch, Failed, Finished
from cnn.words.language import filled
from cnn.words.quantities import figure, figure_title, lowered
from gui.background.training_session import State, TrainingSession
from gui.settings import settings
from gui.widgets.training.pace import Pace, clock
from gui.window.desktop.notification import Notification
from gui.window.desktop.taskbar import show_progress


class RunState(QObject):
    """Follows the run of a session."""

    changed = Signal()  # what the title says of it

    def __init__(self, session: TrainingSession, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._pace = Pace(1, 1)
        self._ended = ""  # how the last run ended, until somebody looks
        self._told: int | None = None  # percent that the taskbar shows
        self.words = ""
        self.notification = Notification(self)
        session.started.connect(self._begin)
        session.stateChanged.connect(self._show)
        session.batchFinished.connect(self._on_batch)
        session.epochFinished.connect(self._on_epoch)
        session.finished.connect(self._on_finished)
        session.failed.connect(self._on_failed)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who looks at the window knows how the run ended."""
        if event.type() == QEvent.Type.WindowActivate and self._ended:
            self._ended = ""
            self.notification.take_back()
            self._show()
        return super().eventFilter(watched, event)

    def _begin(self, _run: object) -> None:
        recipe = self._session.project.recipe if self._session.project else None
        self._pace, self._ended = Pace(recipe.epochs if recipe else 1, recipe.batch_size if recipe else 1), ""
        self._show()

    def _on_batch(self, event: Batch) -> None:
        self._pace.add_batch(event)
        self._show()

    def _on_epoch(self, event: Epoch) -> None:
        self._pace.add_epoch(event)
        self._show()

    def _show(self, *_: object) -> None:
        """The words before the network's name, and the bar on the icon; neither more often than it changes."""
        busy, percent = self._session.busy, int(100 * self._pace.share)
        words = {
            State.IDLE: self._ended,
            State.STARTING: self.tr("Starting"),
            State.TRAINING: filled(self.tr("Training {0} %"), percent),
            State.PAUSED: filled(self.tr("Paused at {0} %"), percent),
            State.STOPPING: self.tr("Stopping"),
        }[self._session.state]
        if words != self.words:
            self.words = words
            self.changed.emit()
        told = percent if busy else None
        if told != self._told:
            self._told = told
            show_progress(None if told is None else told / 100)

    # ------------------------------------------------------------------ the end

    def _on_finished(self, event: Finished) -> None:
        self._tell(self.tr("Finished") if event.state == "finished" else self.tr("Stopped"), self._figures())

    def _on_failed(self, event: Failed) -> None:
        if not event.request and not event.refused:
            self._tell(self.tr("Failed"), event.message)

    def _tell(self, ended: str, text: str) -> None:
        """Only to somebody who looks at something else."""
        looked_at = QApplication.activeWindow() is not None
        self._ended = "" if looked_at else ended
        self._show()
        if looked_at:
            return
        QApplication.alert(self._window)
        if settings.notify():
            name = self._session.project.graph.name if self._session.project else ""
            self.notification.tell(filled(self.tr("{0}: training is over ({1})"), name, ended.lower()), text)

    def _figures(self) -> str:
        """What the run reached, and how long it took."""
        try:
            record = self._session.run.record() if self._session.run else None
        except FileError:
            record = None
        if record is None:
            return ""
        name, value = best_figure(record)
        best = f"{lowered(figure_title(name))} {figure(value)} · " if value is not None else ""
        return f"{best}{clock(record.seconds)}"
