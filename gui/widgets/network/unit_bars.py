"""The numbers of a vector as bars; a click or the arrow keys choose one of its units."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cnn.words.language import filled
from gui.style import theme
from gui.style.number_colours import colours, image, paint_bars
from gui.widgets.network.window_picture import spell
from gui.widgets.plot.saving import offer_copy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Units = NDArray[np.float32]

HEIGHT, WIDTH = 96, 240
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


class UnitBars(QWidget):
    """A bar for each unit, as wide as there is room; of more units than pixels the largest of neighbours is seen."""

    unitChosen = Signal(int)  # counted from 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._units: Units | None = None
        self._picture: tuple[Any, QImage] | None = None  # of which width, and theme
        self.chosen: int | None = None
        self.setAccessibleName(self.tr("Units"))
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        offer_copy(self)

    @property
    def count(self) -> int:
        """How many units there are."""
        return 0 if self._units is None else len(self._units)

    def show_units(self, units: "Units | None") -> None:
        """Shows the numbers of a vector (float32, as they are); nothing, and none is chosen, without."""
        self._units, self._picture = units, None
        if self.chosen is not None and self.chosen >= self.count:
            self.chosen = None
        self.update()

    def choose(self, unit: int) -> None:
        """Marks a unit, and tells of it."""
        if 0 <= unit < self.count:
            self.chosen = unit
            self.setAccessibleDescription(self._words(unit))
            self.unitChosen.emit(unit)
            self.update()

    def choose_largest(self) -> None:
        """Marks the unit with the largest number: of an output that of the class that is said."""
        if self._units is not None and self.count:
            self.choose(int(self._units.argmax()))

    def left_of(self, unit: int) -> int:
        """Where a bar begins."""
        return unit * self.width() // max(self.count, 1)

    # ------------------------------------------------------------------ events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the unit under the pointer."""
        found = self._unit_at(event.position().toPoint().x())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self.choose(found)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose a neighbour, Page Up and Down one ten away, Home and End the first and the last."""
        key, last = Qt.Key(event.key()), self.count - 1
        if self.chosen is None or not (key in STEPS or key in (Qt.Key.Key_Home, Qt.Key.Key_End)):
            super().keyPressEvent(event)
            return
        wanted = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}.get(key, self.chosen + STEPS.get(key, 0))
        self.choose(min(max(wanted, 0), last))

    def event(self, event: QEvent) -> bool:
        """Which unit is under the pointer, and its number."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._unit_at(event.pos().x())
            QToolTip.showText(event.globalPos(), "" if found is None else self._words(found), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bars, and a frame around the chosen one."""
        look = theme.current()
        with QPainter(self) as painter:
            if self._units is not None and self.count:
                painter.drawImage(0, 0, self._drawn(self._units))
            if self.chosen is not None:
                left = self.left_of(self.chosen)
                painter.setPen(QPen(QColor(look.text), 1))
                painter.drawRect(left, 0, max(self.left_of(self.chosen + 1) - left - 1, 2), self.height() - 1)
            if self.hasFocus():
                painter.setPen(QPen(QColor(look.accent), 1))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def sizeHint(self) -> QSize:
        """Narrow: it takes the room there is."""
        return QSize(WIDTH, HEIGHT)

    # ------------------------------------------------------------------ inside

    def _words(self, unit: int) -> str:
        assert self._units is not None
        return filled(self.tr("unit {0} of {1}: {2}"), f"{unit:,}", f"{self.count:,}", spell(float(self._units[unit])))

    def _unit_at(self, across: int) -> int | None:
        """The unit whose bar stands there; of several in one pixel the one that is seen."""
        import numpy as np

        if self._units is None or not self.count or not 0 <= across < self.width():
            return None
        first = across * self.count // self.width()
        after = max((across + 1) * self.count // self.width(), first + 1)
        if self.count <= self.width():  # bars are rounded to whole pixels
            return next((one for one in (first, first + 1) if self.left_of(one) <= across < self.left_of(one + 1)), first)
        return first + int(np.abs(np.nan_to_num(self._units[first:after])).argmax())

    def _drawn(self, units: "Units") -> QImage:
        """The picture at this width in this theme, made once."""
        import numpy as np

        scheme, wide = colours(theme.current()), max(self.width(), 1)
        if self._picture is None or self._picture[0] != (wide, scheme):
            sheet = np.empty((HEIGHT, wide, 3), np.uint8)
            sheet[:] = scheme.ground
            paint_bars(sheet, _levels(units, wide), scheme)
            self._picture = (wide, scheme), image(sheet)
        return self._picture[1]


def _levels(units: "Units", most: int) -> Any:
    """At most so many numbers from −1 to 1; the largest of neighbours stands for them."""
    import numpy as np

    values = np.nan_to_num(units.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    if len(values) > most:
        starts = np.arange(most) * len(values) // most
        highest, lowest = np.maximum.reduceat(values, starts), np.minimum.reduceat(values, starts)
        values = np.where(highest >= -lowest, highest, lowest)
    return values / (float(np.abs(values).max(initial=0.0)) or 1.0)
