"""A training in one line: how far it is, its loss as a small curve, its figures; for where the curves themselves are not seen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from cnn.plan.metrics import SCORES
from cnn.runs.messages import Batch, Epoch, Failed, Finished
from cnn.words.language import filled
from cnn.words.quantities import figure, figure_title, lowered
from gui.background.training_session import State, TrainingSession
from gui.style import theme
from gui.widgets.training.pace import Pace, clock

#: points of the small curve; of two neighbours one goes when there are more
MOST_POINTS = 240
CURVE = QSize(72, 16)
GAP = 12
#: pixels of the line that says how much is done
THIN = 2


class RunGlance(QAbstractButton):
    """Tells of the run of a session; `wantedChanged` when there is something to tell, or no longer. A press wants to see more."""

    wantedChanged = Signal(bool)

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runGlance")
        self.setAccessibleName(self.tr("Training"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.wanted = False
        self._session, self._pace = session, Pace(1, 1)
        self._words = self._problem = ""
        self._says: Callable[[], str] = str  # the words, in the language of the window
        self._logs: dict[str, float | None] = {}
        self._losses: list[float] = []
        self._step = self._skipped = 1
        session.started.connect(self._begin)
        session.stateChanged.connect(self._on_state)
        session.phaseChanged.connect(lambda event: self._pace.add_phase(event))
        session.batchFinished.connect(self._on_batch)
        session.epochFinished.connect(self._on_epoch)
        session.finished.connect(self._on_finished)
        session.failed.connect(self._on_failed)

    @property
    def told(self) -> str:
        """All that it says, for those who do not see it."""
        return " · ".join(filter(None, (self._problem or self._words, *self._figures(), self._left())))

    def sizeHint(self) -> QSize:
        return QSize(400, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, small = theme.current(), theme.number_font(theme.small_font(self.font()))
        with QPainter(self) as painter:
            painter.setFont(small)
            metrics = painter.fontMetrics()
            end = self._paint_text(painter, self.width(), [self._left(), *reversed(self._figures())] if not self._problem else [])
            words = metrics.elidedText(self._problem or self._words, Qt.TextElideMode.ElideRight, int(end))
            painter.setPen(QColor(look.problem if self._problem else look.text))
            at = QRectF(0, 0, end, self.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            taken = metrics.horizontalAdvance(words) + GAP
            if not self._problem and len(self._losses) > 1 and end - taken >= CURVE.width():
                self._paint_curve(painter, QRectF(taken, (self.height() - CURVE.height()) / 2, CURVE.width(), CURVE.height()))
            if self._session.busy:
                painter.fillRect(QRectF(0, self.height() - THIN, self.width(), THIN), QColor(look.border))
                painter.fillRect(QRectF(0, self.height() - THIN, self.width() * self._pace.share, THIN), QColor(look.accent))
            if self.hasFocus():
                painter.setPen(QColor(look.accent))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 3.5, -0.5, -4.5), 6, 6)

    def _paint_text(self, painter: QPainter, right: float, texts: Sequence[str]) -> float:
        """Texts from the right, as many as there is room for beside the first words; gives where they begin."""
        metrics = painter.fontMetrics()
        least = min(metrics.horizontalAdvance(self._words), right) + GAP + CURVE.width()
        painter.setPen(QColor(theme.current().secondary))
        for text in filter(None, texts):
            width = metrics.horizontalAdvance(text)
            if right - width - GAP < least:
                break
            at = QRectF(right - width, 0, width, self.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
            right -= width + GAP
        return right

    def _paint_curve(self, painter: QPainter, box: QRectF) -> None:
        low, high = min(self._losses), max(self._losses)
        span, last = (high - low) or 1.0, len(self._losses) - 1
        points = [
            QPointF(box.left() + box.width() * place / last, box.bottom() - box.height() * (loss - low) / span)
            for place, loss in enumerate(self._losses)
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().accent), 1.4))
        painter.drawPolyline(QPolygonF(points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._tell(self._says)

    # ------------------------------------------------------------------ following

    def _begin(self, _run: object) -> None:
        recipe = self._session.project.recipe if self._session.project else None
        self._pace = Pace(recipe.epochs, recipe.batch_size) if recipe else Pace(1, 1)
        self._problem, self._logs, self._losses, self._step = "", {}, [], 1
        self._want(True)
        self._on_state(self._session.state)

    def _on_state(self, state: State) -> None:
        says: dict[State, Callable[[], str]] = {
            State.STARTING: lambda: self.tr("Starting …"),
            State.TRAINING: self._where,
            State.PAUSED: lambda: (
                filled(self.tr("Paused in epoch {0} of {1}"), self._pace.epoch, self._pace.epochs)
                if self._pace.steps
                else self.tr("Paused")
            ),  # before this window followed it
            State.STOPPING: lambda: self.tr("Stopping …"),
        }
        self._tell(says.get(state, self._says))

    def _on_batch(self, event: Batch) -> None:
        self._pace.add_batch(event)
        self._logs = self._logs | dict(event.logs)
        self._add(event.logs.get("loss"))
        if self._session.state == State.TRAINING:
            self._tell(self._where)

    def _on_epoch(self, event: Epoch) -> None:
        self._pace.add_epoch(event)
        self._logs = dict(event.logs)
        self._tell(self._where if self._session.state == State.TRAINING else self._says)

    def _on_finished(self, event: Finished) -> None:
        stopped = event.state == "stopped"
        self._tell(lambda: self.tr("Stopped") if stopped else self.tr("Trained"))

    def _on_failed(self, event: Failed) -> None:
        if not event.request and self.wanted:
            self._problem = event.message
            self._tell(self._says)

    def _add(self, loss: float | None) -> None:
        """One more point of the curve; where it has enough, every second goes."""
        if loss is None or not abs(loss) < float("inf"):
            return
        self._skipped += 1
        if self._skipped < self._step:
            return
        self._skipped = 0
        self._losses.append(loss)
        if len(self._losses) > MOST_POINTS:
            self._losses = self._losses[::2]
            self._step *= 2

    def _where(self) -> str:
        return filled(self.tr("Epoch {0} of {1}"), self._pace.epoch, self._pace.epochs)

    def _left(self) -> str:
        left = self._pace.seconds_left if self._session.busy else None
        return "" if left is None else filled(self.tr("{0} left"), clock(left))

    def _figures(self) -> list[str]:
        """Loss and score, of validation where there is one."""
        shown = []
        for name in ("loss", *(name for name in self._logs if name in SCORES)):
            name = f"val_{name}" if f"val_{name}" in self._logs else name
            if name in self._logs:
                shown.append(f"{lowered(figure_title(name))} {figure(self._logs[name])}")
        return shown

    def _tell(self, says: Callable[[], str]) -> None:
        self._says, self._words = says, says()
        self.setAccessibleName(filled(self.tr("Training: {0}"), self.told))
        self.setToolTip(self._problem or self.tr("Open the panel Training"))
        self.update()

    def _want(self, wanted: bool) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.wantedChanged.emit(wanted)
