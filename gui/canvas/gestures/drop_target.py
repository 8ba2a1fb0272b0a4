"""The canvas as the place where layers and blocks from the palette are let go."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from cnn.errors import LayerloomError
from gui.canvas.gestures.drop_layer import LAYER_MIME, DropLayer, dragged
from gui.canvas.gestures.gesture import Pointer, Stage
from gui.canvas.gestures.runner import Hand
from gui.canvas.view.view import View


class Receiving(View):
    """Turns what the window system tells of a drag into a gesture."""

    _hand: Hand
    _stage: Stage

    def pointer_at(self, position: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Pointer:
        """Where the hand is when the window system says so."""
        adds = modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        copies = modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        return Pointer(self.scene_point(position), position, bool(adds), bool(copies))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not event.mimeData().hasFormat(LAYER_MIME):
            event.ignore()
            return
        self._hand.cancel()
        try:
            thing = dragged(event.mimeData())
            self._hand.begin(DropLayer(self._stage, thing))
        except LayerloomError as error:
            self._hand.begin(DropLayer(self._stage, error))
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._hand.move(self.pointer_at(event.position()))
        if isinstance(self._hand.gesture, DropLayer) and self._hand.gesture.possible:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hand.cancel()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if not isinstance(self._hand.gesture, DropLayer):
            event.ignore()
            return
        self._hand.move(self.pointer_at(event.position()))
        event.acceptProposedAction()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # before what is dropped may ask for it
        self._hand.finish()
