"""A page that is built when it is first looked at, or when there is time for it."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class LatePage(QWidget):
    """Holds the place of a widget until it is built; with `instead` that is what stands there so long, and it is not built only
    because it is in sight."""

    madeNow = Signal()

    def __init__(
        self, make: Callable[[QWidget], QWidget], parent: QWidget | None = None, *, instead: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._instead = instead
        self._make: Callable[[QWidget], QWidget] | None = make
        self._page: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        if instead is not None:
            self._layout.addWidget(instead)

    @property
    def built(self) -> bool:
        """Whether the page is there."""
        return self._make is None

    @property
    def page(self) -> QWidget:
        """The page itself, once it is built."""
        assert self._page is not None
        return self._page

    def wanted(self) -> QWidget:
        """The page, built if it is not there yet."""
        self.build()
        return self.page

    def build(self) -> None:
        """Builds the page, once."""
        if self._make is not None:
            make, self._make = self._make, None
            # made where it stays: what gets another parent is dressed again with all that stands on it, 30 ms of a window
            page = self._page = make(self)
            if self._instead is not None:
                self._layout.removeWidget(self._instead)
                self._instead.hide()
                self._instead.deleteLater()
                self._instead = None
            self._layout.addWidget(page)
            self._let_tab_in()
            if page.focusProxy() is not None:
                self.setFocusProxy(page)
            self.madeNow.emit()

    def _let_tab_in(self) -> None:
        """Tab comes to the page where it stands: what is made late Qt puts behind everything else of the window."""
        window, within = self.window(), self.findChildren(QWidget)
        inside = [self, *(widget for widget in within if widget.window() is window and widget.focusProxy() is None)]
        deaf = [widget for widget in inside if widget.focusPolicy() == Qt.FocusPolicy.NoFocus]
        for widget in deaf:  # those that take no keys Qt would leave where they are, and what is made late within them with them
            widget.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for first, second in pairwise(inside):
            QWidget.setTabOrder(first, second)
        for widget in deaf:
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab goes on to what stands on the page now: much of it is made when there is something to say."""
        if self._page is not None:
            self._let_tab_in()
        super().focusInEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if self._instead is None:
            self.build()
        super().showEvent(event)
