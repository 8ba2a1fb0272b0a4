"""The legend of the heat: what is shown, and what the colours from nothing to the most mean."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from cnn.words.language import filled
from gui.canvas.scene.heat import Heat, hot, titles
from gui.style import icons, theme
from gui.style.painters import paint_card

STRIP = 72


class Legend(QWidget):
    """What is shown, from nothing to the most; a click on the cross goes back to the usual look."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("heatLegend")
        self._heat: Heat | None = None
        self._title, self._least, self._most = QLabel(self), QLabel("0", self), QLabel(self)
        self._title.setObjectName("heatTitle")
        self._most.setObjectName("heatMost")
        for label in (self._title, self._least, self._most):
            label.setProperty("look", "secondary")
            label.setFont(theme.small_font())
        self._close = QPushButton(icons.icon("x", "secondary"), "", self)
        self._close.setObjectName("heatClose")
        self._close.setProperty("look", "flat")
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.setAccessibleName(self.tr("Back to the families' colours"))
        self._close.setToolTip(self._close.accessibleName())
        self._close.clicked.connect(self.closed)
        table = QGridLayout(self)
        table.setContentsMargins(12, 2, 6, 6)
        table.setHorizontalSpacing(8)
        table.setVerticalSpacing(0)
        table.addWidget(self._title, 0, 0, 1, 3)
        table.addWidget(self._close, 0, 3, Qt.AlignmentFlag.AlignRight)
        table.addWidget(self._least, 1, 0)
        table.setColumnMinimumWidth(1, STRIP)
        table.addWidget(self._most, 1, 2, 1, 2)
        self.hide()

    def show_heat(self, heat: Heat | None) -> None:
        """Explains a mode; hidden without one."""
        self._heat = heat
        self.setVisible(heat is not None)
        if heat is not None:
            self._title.setText(titles()[heat.mode])
            self._most.setText(heat.spell(1.0))
            self.setToolTip(filled(self.tr("The middle stands for {0}"), heat.spell(0.5)))
            self.adjustSize()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        with QPainter(self) as painter:
            paint_card(painter, self.rect(), look)
            left = self._least.geometry().right() + 8
            strip = QRectF(left, self._least.geometry().center().y() - 3, self._most.geometry().left() - 8 - left, 8)
            colours = QLinearGradient(strip.topLeft(), strip.topRight())
            colours.setColorAt(0, QColor(look.border))
            colours.setColorAt(1, QColor(hot()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours)
            painter.drawRoundedRect(strip, 4, 4)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)
