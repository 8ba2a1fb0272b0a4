"""The hand on the canvas: does one gesture at a time, and scrolls the canvas when it comes near the edge."""

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QTimer

from cnn.edits.spots import EMPTY
from gui.canvas.gestures.gesture import Gesture, Pointer, Stage

#: so near the edge the canvas scrolls on, by so much, so often (pixels, pixels, milliseconds)
EDGE, STEP, PAUSE = 28, 14, 30


class GestureRunner(QObject):
    """Runs gestures: whatever begins here is finished or cancelled here."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._gesture: Gesture | None = None
        self._pointer = Pointer(QPointF(), QPointF())
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._scroll)

    @property
    def gesture(self) -> Gesture | None:
        """The gesture that goes on, if one does."""
        return self._gesture

    def begin(self, gesture: Gesture) -> None:
        """Starts a gesture; one that runs is cancelled."""
        self.cancel()
        self._gesture = gesture
        if gesture.cursor is not None:
            self._stage.view.viewport().setCursor(gesture.cursor)
        self._stage.scene.hover(EMPTY)

    def move(self, pointer: Pointer) -> None:
        """The pointer has moved."""
        if self._gesture is None:
            return
        self._pointer = pointer
        self._gesture.move(pointer)
        if self._gesture.scrolls and self._way() != QPoint():
            self._timer.start()
        else:
            self._timer.stop()

    def finish(self) -> None:
        """Lets go: what the gesture wants done becomes one undo step."""
        gesture = self._end()
        edit = gesture.finish() if gesture else None
        if edit:
            self._stage.commands.do(edit)

    def cancel(self) -> None:
        """Ends the gesture as if it had never begun."""
        if gesture := self._end():
            gesture.cancel()

    def _end(self) -> Gesture | None:
        gesture, self._gesture = self._gesture, None
        self._timer.stop()
        if gesture:
            self._stage.view.viewport().unsetCursor()
        return gesture

    def _way(self) -> QPoint:
        """Where the canvas should scroll for what the hand is near to."""
        room = QRectF(self._stage.view.viewport().rect())
        at = self._pointer.view
        return QPoint(
            STEP * ((at.x() > room.right() - EDGE) - (at.x() < EDGE)),
            STEP * ((at.y() > room.bottom() - EDGE) - (at.y() < EDGE)),
        )

    def _scroll(self) -> None:
        """Scrolls on while the hand rests at the edge."""
        if self._gesture is None or self._way() == QPoint():
            self._timer.stop()
            return
        view, at = self._stage.view, self._pointer.view
        view.scroll_by(self._way())
        self._gesture.move(Pointer(view.scene_point(at), at, self._pointer.adds))
