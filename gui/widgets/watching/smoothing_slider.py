"""How much curves are smoothed: a small button that opens a slider."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QToolButton, QWidget, QWidgetAction

from cnn.words.language import filled
from gui.style import theme

#: hundredths; more than 0.99 leaves nothing of a curve
MOST = 99


class SmoothingButton(QToolButton):
    """Says the weight of the moving average, from 0 (none) to 0.99, and lets it be changed."""

    weightChanged = Signal(float)

    def __init__(self, weight: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("smoothing")
        self.setProperty("look", "chip")
        self.setFont(theme.small_font(self.font()))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("smoothingSlider")
        self.slider.setRange(0, MOST)
        self.slider.setPageStep(10)
        self.slider.setFixedWidth(200)
        self.slider.setValue(round(weight * 100))
        self._number = QLabel()
        self._number.setFont(theme.number_font(self._number.font()))
        self._number.setMinimumWidth(self._number.fontMetrics().horizontalAdvance("0.00 "))
        menu = QMenu(self)
        action = QWidgetAction(menu)
        action.setDefaultWidget(self._row())
        menu.addAction(action)
        menu.aboutToShow.connect(self.slider.setFocus)
        self.setMenu(menu)
        self.slider.valueChanged.connect(self._change)
        self._say()

    @property
    def weight(self) -> float:
        """What of the average stays at each point."""
        return self.slider.value() / 100

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(self.slider)
        layout.addWidget(self._number)
        return row

    def _change(self) -> None:
        self._say()
        self.weightChanged.emit(self.weight)

    def _say(self) -> None:
        tip = self.tr("How much curves are smoothed: a moving average over their points, as in TensorBoard")
        self.setToolTip(tip)
        self.setAccessibleName(self.tr("Smoothing"))
        self.slider.setAccessibleName(self.tr("Smoothing"))
        self._number.setText(f"{self.weight:.2f}")
        self.setText(filled(self.tr("smooth {0} ▾"), f"{self.weight:.2f}") if self.weight else self.tr("smooth ▾"))
        self.adjustSize()
