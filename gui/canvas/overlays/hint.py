"""A line of text at the pointer: what would happen, or why it can't."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from gui.style import theme

WIDEST = 360


class Hint(QLabel):
    """Shown beside the pointer while a gesture runs; never in the way of the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._area = parent
        self.setObjectName("canvasHint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def say(self, text: str, at: QPoint, *, problem: bool = False, lower: int = 0) -> None:
        """Shows a line at a point of the viewport, `lower` when something hangs on the pointer; nothing to say hides it."""
        if not text:
            self.hide()
            return
        look = theme.current()
        ground, front = (look.soft_problem, look.problem) if problem else (look.raised, look.text)
        rim = look.problem if problem else look.border
        self.setStyleSheet(
            f"background: {ground}; color: {front}; border: 1px solid {rim}; border-radius: 6px; padding: 4px 8px;"
        )
        self.setText(text)
        width = min(self.fontMetrics().horizontalAdvance(text) + 22, WIDEST)
        self.setFixedSize(width, max(self.heightForWidth(width), 28))
        self.move(self._beside(at, 20 + lower))
        self.show()
        self.raise_()

    def _beside(self, at: QPoint, below: int) -> QPoint:
        """Right below the pointer, or wherever it fits into the viewport."""
        area = self._area.rect()
        x = at.x() + 16 if at.x() + 16 + self.width() <= area.right() else at.x() - 16 - self.width()
        y = at.y() + below if at.y() + below + self.height() <= area.bottom() else at.y() - 12 - self.height()
        return QPoint(max(x, 4), max(y, 4))
