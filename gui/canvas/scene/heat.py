"""Layers coloured by what they cost, and the legend that says what a colour means."""

from collections.abc import Callable, Mapping
from math import sqrt

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from cnn.analysis import NodeAnalysis
from cnn.words.quantities import spell_bytes
from gui.style import icons, theme
from gui.widgets.basic import numbers

#: how strongly the hottest card is tinted, so that its words keep their contrast
STRONGEST = 0.45
STRIP = 72


def _receptive_field(analysis: NodeAnalysis) -> float | None:
    field = analysis.receptive_field
    return float(max(field.size, default=0)) if field and field.size else None


#: mode → what it looks at
VALUES: Mapping[str, Callable[[NodeAnalysis], float | None]] = {
    "params": lambda analysis: analysis.params,
    "macs": lambda analysis: analysis.macs,
    "activations": lambda analysis: analysis.activation_bytes,
    "field": _receptive_field,
}


def titles() -> dict[str, str]:
    """What the modes are called; "" is the usual look."""
    return {
        "": _tr("Families"),
        "params": _tr("Parameters"),
        "macs": _tr("Multiply-accumulates"),
        "activations": _tr("Activation memory"),
        "field": _tr("Receptive field"),
    }


class Heat:
    """How hot each node is in one mode, from 0 to 1; the root brings out the smaller ones among the largest."""

    def __init__(self, mode: str, nodes: Mapping[str, NodeAnalysis]) -> None:
        self.mode = mode
        values = {node_id: VALUES[mode](analysis) or 0.0 for node_id, analysis in nodes.items()}
        self.most = max(values.values(), default=0.0)
        self.of = {node_id: sqrt(value / self.most) if self.most else 0.0 for node_id, value in values.items()}

    def tint(self, node_id: str) -> QColor:
        """The colour that lies over a card."""
        colour = QColor(hot())
        colour.setAlphaF(STRONGEST * self.of.get(node_id, 0.0))
        return colour

    def solid(self, node_id: str) -> QColor:
        """The colour of a card from far away."""
        return _between(QColor(theme.current().border), QColor(hot()), self.of.get(node_id, 0.0))

    def spell(self, part: float) -> str:
        """The value at a place of the legend."""
        value = round(self.most * part * part)
        if self.mode == "activations":
            return spell_bytes(value)
        return f"{value:,} px" if self.mode == "field" else numbers.short(value)


def hot() -> str:
    """The colour of the largest value."""
    return theme.current().family("Core")


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
            self.setToolTip(self.tr("The middle stands for {0}").format(heat.spell(0.5)))
            self.adjustSize()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(look.border))
            painter.setBrush(QColor(look.surface))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
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


def _between(cold: QColor, warm: QColor, part: float) -> QColor:
    return QColor(*(round(a + (b - a) * part) for a, b in zip(cold.getRgb()[:3], warm.getRgb()[:3], strict=True)))  # type: ignore[index]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Heat", text)
