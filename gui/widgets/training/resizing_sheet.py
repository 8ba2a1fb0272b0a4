"""Some images of the dataset as they are stored, and as each way of bringing them to size hands them to the network."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnn.datasets.pixels.resizing import RESIZINGS, Resizing
from cnn.words.language import filled
from gui.style import theme
from gui.style.painters import paint_edge

SIDE, GAP, WORDS = 64, 8, 84


class Row(NamedTuple):
    """What one line shows: how images came to it ("": as stored), and the images."""

    resizing: str
    images: tuple[QImage, ...]


class ResizingSheet(QWidget):
    """A line for the images as stored and one for each way; the one that is chosen is marked, a click chooses another."""

    resizingChosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resizingPreview")
        self._rows: tuple[Row, ...] = ()
        self._chosen: Resizing = "stretch"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What there is to see."""
        return self._rows

    def show_images(self, stored: Sequence[QImage], brought: Mapping[str, Sequence[QImage]]) -> None:
        """Shows these; none hides the sheet."""
        ways = (Row(way, tuple(brought[way])) for way in RESIZINGS if way in brought)
        self._rows = (Row("", tuple(stored)), *ways) if stored else ()
        self.setVisible(bool(stored))
        self.updateGeometry()
        self.update()

    def show_chosen(self, resizing: Resizing) -> None:
        """Marks the way that holds."""
        self._chosen = resizing
        self.setAccessibleName(filled(self.tr("Images as the network gets them: {0}"), resizing))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(WORDS + 5 * (SIDE + GAP), len(self._rows) * (SIDE + GAP))

    def minimumSizeHint(self) -> QSize:
        """At least two images wide."""
        return QSize(WORDS + 2 * (SIDE + GAP), len(self._rows) * (SIDE + GAP))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The line that was clicked is the way that is wanted."""
        line = int(event.position().y()) // (SIDE + GAP)
        if event.button() == Qt.MouseButton.LeftButton and 0 < line < len(self._rows):
            self.resizingChosen.emit(self._rows[line].resizing)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words on the left, images beside them, the chosen line on a ground of its own."""
        colours = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for number, row in enumerate(self._rows):
                top, chosen = number * (SIDE + GAP), row.resizing == self._chosen
                painter.setFont(theme.small_font(self.font()))
                painter.setPen(QColor(colours.accent_text if chosen else colours.secondary))
                words = self.tr("as stored") if not row.resizing else row.resizing
                area = QRectF(0, top, WORDS, SIDE)
                painter.drawText(
                    area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"▸ {words}" if chosen else words
                )
                for place, image in enumerate(row.images[: max((self.width() - WORDS) // (SIDE + GAP), 1)]):
                    self._paint_image(painter, image, WORDS + place * (SIDE + GAP), top)

    def _paint_image(self, painter: QPainter, image: QImage, left: int, top: int) -> None:
        size = image.size().scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(left + (SIDE - size.width()) / 2, top + (SIDE - size.height()) / 2, size.width(), size.height())
        painter.drawImage(area, image)
        paint_edge(painter, area)
