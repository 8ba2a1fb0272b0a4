"""Renaming a node or a group in place."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cnn.errors import LayerloomError
from gui.widgets.basic.typed import Typed
from gui.widgets.form.fields import mark_problem


class NameEditor(QLineEdit):
    """A line over the card's name: Enter takes the new one, Esc keeps the old.

    `attempt` raises `LayerloomError` for a name that can't be; `complain` is told why.
    """

    closed = Signal()

    def __init__(
        self,
        parent: QWidget,
        name: str,
        area: QRect,
        *,
        attempt: Callable[[str], object],
        accept: Callable[[str], object],
        complain: Callable[[str], None],
    ) -> None:
        super().__init__(name, parent)
        self.setObjectName("nodeName")
        self.setAccessibleName(self.tr("Name"))
        self._attempt, self._accept, self._complain = attempt, accept, complain
        self._done = False
        self.setGeometry(area)
        self._typed = Typed(self)
        self._typed.finished.connect(self._check)
        self.textEdited.connect(lambda: self._show(""))  # nothing half-typed is wrong
        self.returnPressed.connect(self._take)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_without(self) -> None:
        """Keeps the old name."""
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab takes the name, as Enter does, and gives the keys back to the canvas."""
        self._take()
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._take(or_leave=True)

    def _check(self) -> bool:
        """Whether the name can be; else it turns red and says why."""
        reason = ""
        try:
            self._attempt(self.text())
        except LayerloomError as error:
            reason = str(error)
        if not self._done:
            self._show(reason)
        return not reason

    def _show(self, reason: str) -> None:
        mark_problem(self, bool(reason))
        self._complain(reason)

    def _take(self, *, or_leave: bool = False) -> None:
        if self._done:
            return
        if self._check():
            name = self.text()
            self._end()
            self._accept(name)
        elif or_leave:
            self._end()

    def _end(self) -> None:
        if not self._done:
            self._done = True
            self._typed.forget()
            self._complain("")
            self.closed.emit()
            parent = self.parentWidget()
            had_focus = self.hasFocus()
            self.deleteLater()
            self.hide()
            if had_focus and parent:
                parent.setFocus(Qt.FocusReason.OtherFocusReason)
