"""A list of bars: a name, a bar, a number. For probabilities and counts."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cnn.pictures.colours import Theme
from cnn.words.language import labelled
from cnn.words.lists import phrases
from gui.style import theme
from gui.style.painters import saved
from gui.widgets.plot.saving import PlotMenu, as_csv

ROW = 20


class Bar(NamedTuple):
    """One line: its name, how much of the width it fills (0 to 1), and the number in words; `parts` share the filled width."""

    name: str
    share: float
    text: str
    strong: bool = False
    parts: tuple[float, ...] = ()


class Bars(QWidget):
    """Paints bars below each other; those that find no room are left out, so put it into a scroll area when there are many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self.saving = PlotMenu(self, self.tr("Bars"), self.table, lambda: not self._bars)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def table(self) -> str:
        """Names and what is said of each, as CSV."""
        return as_csv([(self.tr("name"), self.tr("value")), *((bar.name, bar.text) for bar in self._bars)])

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Shows these bars."""
        self._bars = tuple(bars)
        self.setAccessibleName(phrases(f"{bar.name} {bar.text}" for bar in bars))
        self.setMinimumHeight(ROW * len(bars))
        self.updateGeometry()
        self.update()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def event(self, event: QEvent) -> bool:
        """The whole name of the bar under the pointer, of which there may be no room for more than a part."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            place = event.pos().y() // ROW
            if 0 <= place < len(self._bars):
                bar = self._bars[place]
                QToolTip.showText(event.globalPos(), escape(labelled(bar.name, bar.text)), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """All bars, 220 pixels wide."""
        return QSize(220, ROW * len(self._bars))

    def _inner(self) -> int:
        return self.width() - self.contentsMargins().right()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names on the left, numbers on the right, bars between."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            look = theme.current()
            painter.setFont(theme.number_font(theme.small_font(self.font())))
            metrics = painter.fontMetrics()
            longest = max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0) + 1  # it is rounded down
            names = min(longest, self._inner() // 3)
            texts = max((metrics.horizontalAdvance(bar.text) for bar in self._bars), default=0)
            for row, bar in enumerate(self._bars):
                self._paint_bar(painter, look, metrics, bar, row * ROW, names, texts)

    def _paint_bar(
        self, painter: QPainter, look: Theme, metrics: QFontMetrics, bar: Bar, top: int, names: int, texts: int
    ) -> None:
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(look.text if bar.strong else look.secondary))
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
        painter.drawText(QRectF(0, top, names, ROW), flags | Qt.AlignmentFlag.AlignLeft, name)
        painter.drawText(QRectF(self._inner() - texts, top, texts, ROW), flags | Qt.AlignmentFlag.AlignRight, bar.text)
        room = self._inner() - names - texts - 24
        track = QRectF(names + 12, top + ROW / 2 - 4, max(room, 0), 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.border))
        painter.drawRoundedRect(track, 4, 4)
        filled = QRectF(track.left(), track.top(), track.width() * min(bar.share, 1), 8)
        if filled.width() > 0:
            self._paint_filled(painter, filled, QColor(look.accent if bar.strong else look.wire), bar.parts)

    def _paint_filled(self, painter: QPainter, filled: QRectF, colour: QColor, parts: tuple[float, ...]) -> None:
        """What is filled, with parts in the colours of the legend. It lies inside round ends, of which a small share has a bit:
        nothing looks like more than it is."""
        whole, inside = QPainterPath(), QPainterPath()
        whole.addRoundedRect(QRectF(filled.left(), filled.top(), max(filled.width(), 8), 8), 4, 4)
        inside.addRect(filled)
        with saved(painter):
            painter.setClipPath(whole.intersected(inside))
            painter.fillRect(filled, colour)
            left = filled.left()
            for share, colour in zip(parts, part_colours(), strict=False):
                width = filled.width() * share
                painter.fillRect(QRectF(left, filled.top(), width, filled.height()), colour)
                left += width


def part_colours() -> tuple[QColor, QColor, QColor]:
    """What the parts of bars are painted in: as the curves of training and of validation, and a grey."""
    look = theme.current()
    return QColor(look.accent), QColor(look.validation), QColor(look.wire)
