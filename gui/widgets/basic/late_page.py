"""A page that is built when it is first looked at, or when there is time for it."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class LatePage(QWidget):
    """Holds the place of a widget until it is built."""

    def __init__(self, make: Callable[[QWidget], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make: Callable[[QWidget], QWidget] | None = make
        self._page: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def built(self) -> bool:
        """Whether the page is there."""
        return self._make is None

    @property
    def page(self) -> QWidget:
        """The page itself, once it is built."""
        assert self._page is not None
        return self._page

    def build(self) -> None:
        """Builds the page, once."""
        if self._make is not None:
            make, self._make = self._make, None
            # made where it stays: what gets another parent is dressed again with all that stands on it, 30 ms of a window
            page = self._page = make(self)
            self._layout.addWidget(page)
            if page.focusProxy() is not None:
                self.setFocusProxy(page)

    def showEvent(self, event: QShowEvent) -> None:
        self.build()
        super().showEvent(event)
