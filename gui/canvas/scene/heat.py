"""Layers coloured by what they cost."""

from collections.abc import Callable, Mapping
from math import sqrt

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from cnn.analysis import NodeAnalysis
from cnn.words.quantities import spell_bytes
from gui.style import theme
from gui.widgets.basic import numbers

#: how strongly the hottest card is tinted, so that its words keep their contrast
STRONGEST = 0.45


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


def _between(cold: QColor, warm: QColor, part: float) -> QColor:
    return QColor(*(round(a + (b - a) * part) for a, b in zip(cold.getRgb()[:3], warm.getRgb()[:3], strict=True)))  # type: ignore[index]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Heat", text)
