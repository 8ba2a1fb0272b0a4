"""Texts that give way when there is too little room: cut with an ellipsis, whole in the tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLabel, QStyle, QStyleOption, QStyleOptionComboBox, QWidget

#: pixels that Qt leaves at either side of a choice
_TEXT_MARGIN = 2


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


class ElidingBox(QComboBox):
    """A list to choose from, whose choice may be cut; a style sheet lets Qt cut it without an ellipsis."""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room.width() - 2 * _TEXT_MARGIN
        )
        with QPainter(self) as painter:
            self.style().drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
            self.style().drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option, painter, self)
