"""The keys of a button that can't be pressed for a while.

Qt gives the keys of what is disabled to whatever stands next: while Evaluate works, what is typed would go into a field that
nobody chose, and Return would press another button. Here they wait beside it, and come back with it.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid


class KeptKeys(QObject):
    """Listens to the widget that has the keys, in a window and in each of its dialogs."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._loans: dict[QWidget, _Loan] = {}  # of each window or dialog: who has its keys
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def end(self) -> None:
        """The window goes: Qt takes the keys from what is half gone already, and whoever hears of that then crashes."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.disconnect(self._follow)
        for window, loan in self._loans.items():
            if isValid(window):
                loan.end()
        self._loans = {}

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        # what is around one that had the keys may be half gone: it is not asked
        loan = next((one for one in self._loans.values() if one.holder is before), None)
        if loan is not None and not loan.holder.isEnabled():
            loan.lend()
        elif now is not None and self._is_ours(now):
            self._hold(now)

    def _hold(self, now: QWidget) -> None:
        window, known = now.window(), self._loans.get(now.window())
        if known is not None:
            if now is known.place:
                return
            known.end()
        self._loans = {one: loan for one, loan in self._loans.items() if isValid(one) and one is not window}
        self._loans[window] = _Loan(now, self)

    def _is_ours(self, widget: QWidget) -> bool:
        around: QWidget | None = widget
        while around is not None and around is not self._window:
            around = around.parentWidget()
        return around is not None


class _Loan(QObject):
    """Who has the keys of a window, and what has them in its place while it is disabled."""

    def __init__(self, holder: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self.holder = holder
        self.place: QWidget | None = None
        holder.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hears that the holder can be used again; and that it can't, where its window is not the one in front."""
        if event.type() == QEvent.Type.EnabledChange:
            if not self.holder.isEnabled():
                self.lend()
            elif self.place is not None:
                self._give_back(self.place)
        return False

    def lend(self) -> None:
        """Gives the keys to what is around the holder."""
        place = _around(self.holder)
        if place is not None and place is not self.place:
            self.place = place
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Another one has the keys."""
        if isValid(self.holder):
            self.holder.removeEventFilter(self)
        self.deleteLater()

    def _give_back(self, place: QWidget) -> None:
        if isValid(place) and place.window().focusWidget() is place and self.holder.isVisible():
            self.holder.setFocus(Qt.FocusReason.OtherFocusReason)


def _around(widget: QWidget) -> QWidget | None:
    """What is around it and takes no text: what it is scrolled in, which doesn't move then, else the part that it stands in."""
    around = widget.parentWidget()
    while around is not None and not around.isWindow() and not _can_have_keys(around):
        around = around.parentWidget()
    scrolls = around
    while scrolls is not None and not scrolls.isWindow() and not isinstance(scrolls, QAbstractScrollArea):
        scrolls = scrolls.parentWidget()
    return scrolls if isinstance(scrolls, QAbstractScrollArea) and _can_have_keys(scrolls) else around


def _can_have_keys(widget: QWidget) -> bool:
    return widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None
