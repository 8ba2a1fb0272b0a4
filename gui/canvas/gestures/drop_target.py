"""The canvas as the place where layers and blocks from the palette are let go."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from cnn.errors import LayerloomError
from gui.canvas.gestures.drop_layer import LAYER_MIME, DropLayer, dragged
from gui.canvas.gestures.gesture import Stage
from gui.canvas.gestures.runner import GestureRunner


class DropTarget:
    """Turns what the window system tells of a drag into a gesture."""

    def __init__(self, runner: GestureRunner, stage: Stage) -> None:
        self._runner, self._stage = runner, stage

    def enter(self, event: QDragEnterEvent) -> None:
        """Something comes over the canvas; what is no layer is left to the window."""
        if not event.mimeData().hasFormat(LAYER_MIME):
            event.ignore()
            return
        self._runner.cancel()
        try:
            thing = dragged(event.mimeData(), self._stage.document.blocks)
            self._runner.begin(DropLayer(self._stage, thing))
        except LayerloomError as error:
            self._runner.begin(DropLayer(self._stage, error))
        event.acceptProposedAction()

    def move(self, event: QDragMoveEvent) -> None:
        """The drag has moved; accepts it where letting go would do something."""
        self._runner.move(self._stage.pointer_at(event.position()))
        if isinstance(self._runner.gesture, DropLayer) and self._runner.gesture.possible:
            event.acceptProposedAction()
        else:
            event.ignore()

    def leave(self, event: QDragLeaveEvent) -> None:
        """The drag has left the canvas: the gesture is cancelled."""
        self._runner.cancel()
        event.accept()

    def drop(self, event: QDropEvent) -> None:
        """The drag is let go: the gesture puts its layer or block there."""
        if not isinstance(self._runner.gesture, DropLayer):
            event.ignore()
            return
        self._runner.move(self._stage.pointer_at(event.position()))
        event.acceptProposedAction()
        self._stage.view.setFocus(Qt.FocusReason.OtherFocusReason)  # before what is dropped may ask for it
        self._runner.finish()
