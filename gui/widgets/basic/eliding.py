"""Texts that give way when there is too little room: cut with an ellipsis, whole in the tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QStyle, QStyleOption, QWidget


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


class ElidingButton(QPushButton):
    """A button whose words may be cut."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._words = text
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # a button's own is never to shrink
        self.setToolTip(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        return QSize(
            hint.width() + metrics.horizontalAdvance(self._words) - metrics.horizontalAdvance(self.text()), hint.height()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(64, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics, wanted = self.fontMetrics(), self.sizeHint().width()
        room = self.width() - wanted + metrics.horizontalAdvance(self._words)
        whole = self.width() >= wanted
        self.setText(self._words if whole else metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 0)))
