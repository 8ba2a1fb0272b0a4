"""How busy the machine is while it trains: a small bar each for processors, memory and every GPU."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cnn.machine_load import MachineLoad, machine_load
from cnn.words.language import filled
from cnn.words.quantities import spell_bytes, spell_share
from gui.background.task import Background
from gui.style import theme
from gui.widgets.watching.while_seen import WhileSeen

#: milliseconds between two looks
EVERY = 1000
#: pixels of a bar, and between things
BAR, HIGH, GAP = 32, 6, 6
#: from here on a bar warns: what is left of the memory may not be enough
NEARLY_ALL = 0.92


class Gauge(NamedTuple):
    """One bar: what it is of, how full it is (0-1), whether that is a warning, and all there is to say."""

    name: str
    share: float
    scarce: bool
    words: str


class Gauges(QWidget):
    """Looks once a second, away from the window's thread, as long as it is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gauges")
        self.setAccessibleName(self.tr("Load of this computer"))
        self.gauges: tuple[Gauge, ...] = ()
        self._asked: Background | None = None
        self._clock = WhileSeen(self, EVERY, self.look)

    def look(self) -> None:
        """Asks how busy the machine is, unless an answer is still to come."""
        if self._asked is None:
            self._asked = Background(machine_load, self)
            self._asked.done.connect(self.show_load)

    def show_load(self, load: MachineLoad) -> None:
        """Shows how busy the machine is."""
        self._asked = None
        self.gauges = tuple(self._of(load))
        said = "\n".join(gauge.words for gauge in self.gauges)
        self.setToolTip(said)
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    def _of(self, load: MachineLoad) -> Sequence[Gauge]:
        memory = load.used / max(load.total, 1)
        found = [
            Gauge(self.tr("CPU"), load.cpu, False, filled(self.tr("All processors: {0} busy"), spell_share(load.cpu))),
            Gauge(
                self.tr("Memory"),
                memory,
                memory > NEARLY_ALL,
                filled(self.tr("Memory: {0} of {1} taken"), spell_bytes(load.used), spell_bytes(load.total)),
            ),
        ]
        for number, gpu in enumerate(load.gpus):
            name = self.tr("GPU") if len(load.gpus) == 1 else filled(self.tr("GPU {0}"), number)
            words = filled(
                self.tr("{0}: {1} busy, {2} of {3} of memory taken"),
                gpu.name,
                spell_share(gpu.busy),
                spell_bytes(gpu.used),
                spell_bytes(gpu.total),
            )
            found.append(Gauge(name, gpu.busy, gpu.used > NEARLY_ALL * gpu.total, words))
        return found

    # ------------------------------------------------------------------ painting

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.small_font(self.font()))
        wide = sum(metrics.horizontalAdvance(gauge.name) + GAP + BAR + 2 * GAP for gauge in self.gauges)
        return QSize(max(wide - 2 * GAP, 0), 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names and bars."""
        look, left = theme.current(), 0.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.small_font(self.font()))
            for gauge in self.gauges:
                wide = painter.fontMetrics().horizontalAdvance(gauge.name)
                painter.setPen(QColor(look.secondary))
                painter.drawText(QRectF(left, 0, wide + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, gauge.name)
                bar = QRectF(left + wide + GAP, (self.height() - HIGH) / 2, BAR, HIGH)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(look.border))
                painter.drawRoundedRect(bar, HIGH / 2, HIGH / 2)
                bar.setWidth(max(BAR * min(gauge.share, 1.0), HIGH))
                painter.setBrush(QColor(look.warning if gauge.scarce else look.accent))
                painter.drawRoundedRect(bar, HIGH / 2, HIGH / 2)
                left += wide + GAP + BAR + 2 * GAP
