"""Texts that give way when there is too little room: cut with an ellipsis, whole in the tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QWidget


class ElidingLabel(QLabel):
    """One line of text that may be cut."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> None:
        super().__init__(text, parent)
        self._mode = mode

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        with QPainter(self) as painter:
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
            area = self.contentsRect()
            text = self.fontMetrics().elidedText(self.text(), self._mode, area.width())
            self.style().drawItemText(
                painter, area, self.alignment(), self.palette(), self.isEnabled(), text, self.foregroundRole()
            )
            if not self.property("hasTip"):
                self.setToolTip(self.text() if text != self.text() else "")
