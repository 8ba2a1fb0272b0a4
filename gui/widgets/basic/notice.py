"""A notice that floats over a part of the window: what was refused, or what can be done; it goes away by itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QIcon
from PySide6.QtWidgets import QTabWidget, QWidget

from gui.style import icons
from gui.widgets.basic.message_bar import Actions, MessageBar

SECONDS = 8
WIDEST = 640
#: it takes no more than this part of what it floats over; where it would, it is shortened to a line
PART = 3
#: how much of a low one stays free above it
LOW = 24
MARGIN = 12


class Notice(MessageBar):
    """Stands at the top of its parent; one with buttons stays until it is closed.

    An offer that somebody has not decided on comes back when what was told meanwhile has gone.
    """

    _offer: tuple[str, str, Actions] | None = None  # that is shown, or waits below what was told since

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("notice")
        self._clock = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._clock.timeout.connect(self.hide)
        parent.installEventFilter(self)

    def float_over(self, other: QWidget) -> None:
        """From now on it stands at the top of another part of the window."""
        shown = not self.isHidden()
        self._over.removeEventFilter(self)
        self._over = other
        self.setParent(other)  # which hides it
        other.installEventFilter(self)
        if shown:
            self.show()
            self._place()
            self.raise_()

    def say(self, message: str, actions: Actions = ()) -> None:
        """Tells something that went well, and what can still be done about it."""
        self._show("infoCard", _note_sign(), message, "", actions)

    def show_message(
        self,
        message: str,
        hint: str = "",
        actions: Actions = (),
        again: Callable[[], object] | None = None,
        *,
        is_note: bool = False,
    ) -> None:
        """Tells what went wrong, or asks what is to be done; as a note, what is worth knowing."""
        offer = (message, hint, actions) if is_note and actions else None
        if offer is not None:
            self._offer = offer
        look, sign = ("infoCard", _note_sign()) if is_note else ("problemCard", icons.icon("warning-circle", "problem"))
        self._show(look, sign, message, hint, actions, again)

    def _show(
        self,
        look: str,
        sign: QIcon,
        message: str,
        hint: str = "",
        actions: Actions = (),
        again: Callable[[], object] | None = None,
    ) -> None:
        self.setProperty("look", look)
        self.style().unpolish(self)
        self.style().polish(self)
        self.sign.show_icon(sign)
        super().show_message(message, hint, tuple((label, self._closing(slot)) for label, slot in actions), again)
        for bar in self._bars():
            bar.installEventFilter(self)
        self._place()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self._clock.stop() if actions else self._clock.start()

    def hide(self) -> None:
        """Goes; an offer below it comes back, one that was closed itself does not."""
        offer, self._offer = self._offer, None
        super().hide()
        if offer is not None and offer[:2] != self._said:
            self.show_message(*offer, is_note=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isVisible() and event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._over.width() - 2 * MARGIN
        width = min(room, WIDEST)
        self.lengthen()
        self._settle(width)
        if self._height(width) > self._over.height() // PART:
            self.shorten()
            self._settle(width)
        top = min(MARGIN, self._over.height() // LOW)
        area = QRect(MARGIN + (room - width) // 2, top, width, self._height(width))
        beside = (other.geometry() for other in self._bars() if other.isVisible() and other.geometry().intersects(area))
        area.moveTop(max((bar.bottom() + MARGIN for bar in beside), default=top))
        if isinstance(self._over, QTabWidget):  # whose tabs and the pages' own heads are to be used meanwhile
            area.moveBottom(self._over.height() - MARGIN)
        self.setGeometry(area)

    def _bars(self) -> list[QWidget]:
        """What stands at the top as well, and would lie over it or under it."""
        bars = list(self._over.findChildren(QWidget, "imageBar", Qt.FindChildOption.FindDirectChildrenOnly))
        return [*bars, self._over.tabBar()] if isinstance(self._over, QTabWidget) else bars

    def _height(self, width: int) -> int:
        return self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()

    def _settle(self, width: int) -> None:
        self.fold(width)
        if (row := self.layout()) is not None:
            row.activate()  # else it still measures the text as it was before, in a narrow column when it is new

    def _closing(self, slot: Callable[[], object]) -> Callable[[], object]:
        def act() -> None:
            self.hide()
            slot()

        return act


def _note_sign() -> QIcon:
    return icons.icon("info", "accent_text")
