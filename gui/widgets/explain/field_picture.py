"""What one output position of a layer sees, drawn as a box on a sample image; the pointer and the arrow keys choose it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnn.analysis import NodeAnalysis, Span
from cnn.shapes import Shape
from cnn.words.language import filled
from cnn.words.lists import COMMA
from gui.style import theme
from gui.widgets.basic import numbers
from gui.widgets.dataset.sample_sheet import Sample

SIDE = 80
ARROWS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
#: how much of the image is hidden where nothing is seen, of 255
VEIL = 150


class FieldPicture(QWidget):
    """A sample image; what the chosen output position of a layer sees of it is bright."""

    descriptionChanged = Signal(str)  # what is shown, in words
    positionChosen = Signal(object)  # an output position, chosen by hand
    turned = Signal(int)  # another image was asked for: which one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fieldPicture")
        self.setFixedSize(QSize(SIDE, SIDE))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = self.tr("Point, or use the arrow keys, to see through another place of the output; a click shows another image")
        self.setToolTip(words)
        self._samples: Sequence[Sample] = ()
        self._turn = 0
        self._node = NodeAnalysis()
        self._position: tuple[int, ...] = ()

    # ------------------------------------------------------------------ what is shown

    @property
    def image(self) -> tuple[int, ...]:
        """The sizes of the image in the network's eyes; where it leaves them open, those of the sample."""
        seen, sample = self._node.receptive_field, self._sample
        open_sizes = (sample.image.height(), sample.image.width()) if sample else (1, 1)
        sizes = seen.image if seen else ()
        return tuple(size or other for size, other in zip(sizes, open_sizes, strict=False))

    @property
    def box(self) -> tuple[Span, ...]:
        """The pixels per axis that the chosen position sees."""
        seen = self._node.receptive_field
        return seen.seen_from(self._position, self.image) if seen else ()

    @property
    def position(self) -> tuple[int, ...]:
        """The output position whose field is shown; none when all of them see everything."""
        return self._position

    @property
    def label(self) -> str:
        """The class of the image that is shown."""
        return self._sample.label if self._sample else ""

    @property
    def _sample(self) -> Sample | None:
        return self._samples[self._turn % len(self._samples)] if self._samples else None

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """The images to draw on; without any, a blank ground stands for them."""
        self._samples, self._turn = samples, 0
        self._look_at_middle()

    def show_node(self, node: NodeAnalysis) -> bool:
        """Shows what the middle of a layer's output sees; False when there is no picture of that."""
        seen = node.receptive_field
        drawable = seen is not None and len(seen.image) == 2 and node.output_shape is not None
        if drawable and node != self._node:
            self._node = node
            self._look_at_middle()
        return drawable

    def show_position(self, position: Sequence[int]) -> None:
        """Shows what another output position sees, where the layer has that."""
        outputs = self._outputs()
        if self._position and len(position) == len(outputs):
            self._choose(tuple(min(place, (count or place + 1) - 1) for place, count in zip(position, outputs, strict=True)))

    def show_turn(self, turn: int) -> None:
        """Shows another one of the images."""
        self._turn = turn
        self._choose(self._position)

    def _outputs(self) -> Shape:
        seen, shape = self._node.receptive_field, self._node.output_shape
        return seen.outputs(shape) if seen and shape is not None else ()

    def _look_at_middle(self) -> None:
        self._look_at([(size - 1) / 2 for size in self.image])

    def _look_at(self, pixel: Sequence[float]) -> None:
        """Chooses the output position that sees around a pixel."""
        if seen := self._node.receptive_field:
            self._choose(seen.position_at(pixel, self._outputs()))

    def _choose(self, position: tuple[int, ...]) -> None:
        self._position = position
        words = self._words()
        self.setAccessibleDescription(words)
        self.descriptionChanged.emit(words)
        self.update()

    def _words(self) -> str:
        """`Place 5, 5 of 10 × 10 sees 14 × 14 of 28 × 28`."""
        seen = numbers.shape(tuple(span.size for span in self.box))
        whole = numbers.shape(self.image)
        if not self._position:
            return filled(self.tr("Every output sees all of {0}"), whole)
        place = COMMA.join(map(str, self._position))
        return filled(self.tr("Place {0} of {1} sees {2} of {3}"), place, numbers.shape(self._outputs()), seen, whole)

    # ------------------------------------------------------------------ events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area, (rows, columns) = self._area(), self.image
        at = event.position() - area.topLeft()
        self._look_at((at.y() / area.height() * rows - 0.5, at.x() / area.width() * columns - 0.5))
        self.positionChosen.emit(self._position)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Another image; other buttons are for menus."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._show_next()

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._look_at_middle()
            self.positionChosen.emit(self._position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose a neighbour, Space another image."""
        key = Qt.Key(event.key())
        if key in ARROWS and self._position:
            limits = (count or position + 2 for count, position in zip(self._outputs(), self._position, strict=True))
            moved = zip(self._position, ARROWS[key], limits, strict=True)
            self._choose(tuple(min(max(place + step, 0), limit - 1) for place, step, limit in moved))
            self.positionChosen.emit(self._position)
        elif key == Qt.Key.Key_Space:
            self._show_next()
        else:
            super().keyPressEvent(event)

    def _show_next(self) -> None:
        self.show_turn(self._turn + 1)
        self.turned.emit(self._turn)

    # ------------------------------------------------------------------ painting

    def _area(self) -> QRectF:
        """Where the image stands, in the shape that the network sees."""
        rows, columns = self.image
        scale = SIDE / max(rows, columns)
        wide, high = max(columns * scale, 1.0), max(rows * scale, 1.0)
        return QRectF((SIDE - wide) / 2, (SIDE - high) / 2, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The image, veiled but for what is seen."""
        if len(self.image) != 2:
            return
        look = theme.current()
        with QPainter(self) as painter:
            area = self._area()
            if sample := self._sample:
                painter.drawImage(area, sample.image)
            else:
                painter.fillRect(area, QColor(look.raised))
            box = self._box_area(area)
            veiled, seen = QPainterPath(), QPainterPath()
            veiled.addRect(area)
            seen.addRect(box)
            veil = QColor(look.surface)
            veil.setAlpha(VEIL)
            painter.fillPath(veiled - seen, veil)
            painter.setPen(QPen(QColor(look.accent if self.hasFocus() else look.border), 1))
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setPen(QPen(QColor(look.accent), 2, j=Qt.PenJoinStyle.MiterJoin))
            if not box.isEmpty():
                painter.drawRect(box.adjusted(1, 1, -1, -1) if min(box.width(), box.height()) > 4 else box)

    def _box_area(self, area: QRectF) -> QRectF:
        """The box in the picture."""
        rows, columns = self.image
        down, across = self.box
        high, wide = area.height() / rows, area.width() / columns
        corner = area.topLeft() + QPointF(across.first * wide, down.first * high)
        return QRectF(corner.x(), corner.y(), across.size * wide, down.size * high)
