"""The line below the picture: the way through the groups on the left, what the network amounts to in the middle."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.canvas.overlays.breadcrumbs import Breadcrumbs
from gui.canvas.overlays.totals import Totals
from gui.style import theme

#: pixels between the two, and what the totals keep at least
APART, FIGURES = 12, 150
#: how high it is: a line of text, and a line above it
HIGH = 22


class StatusStrip(QWidget):
    """Stands beside the picture, never over it; goes where the picture has no room to spare."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("canvasStrip")
        self.breadcrumbs, self.totals = Breadcrumbs(self), Totals(self)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.breadcrumbs)
        row.addStretch()
        row.addWidget(self.totals)
        row.addStretch()

    def fit_into(self, width: int) -> None:
        """Takes no more room than that: the outer groups go first, then the last figures."""
        self.breadcrumbs.fit_into(max(width - FIGURES - APART, 0))
        way = 0 if self.breadcrumbs.isHidden() else self.breadcrumbs.sizeHint().width() + APART
        self.totals.fit_into(width - way)
        self._row.activate()  # once for both: a size that each gave itself would be taken back later, and painted again

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(look.surface))
            painter.fillRect(0, 0, self.width(), 1, QColor(look.border))
