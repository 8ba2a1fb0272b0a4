"""A sheet of sample images with the names of their classes."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cnn.datasets import questions
from cnn.words.language import filled
from gui.style import theme
from gui.style.painters import paint_edge

SIDE, GAP, CAPTION = 48, 8, 14

_FORMATS = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}


class Sample(NamedTuple):
    """One image and its class."""

    image: QImage
    label: str


def pictures(samples: Sequence[questions.Sample]) -> tuple[Sample, ...]:
    """What the process that reads a dataset sent, as images."""
    return tuple(Sample(_image(*sample.shape, sample.pixels), sample.label) for sample in samples)


class SampleSheet(QWidget):
    """Paints as many samples as find room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: tuple[Sample, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def samples(self) -> tuple[Sample, ...]:
        """What there is to see."""
        return self._samples

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Shows these."""
        self._samples = tuple(samples)
        self.setAccessibleName(filled(self.tr("{0} sample images"), len(samples)))
        self.update()

    def event(self, event: QEvent) -> bool:
        """The whole label of the image under the pointer, of which the caption may be a part."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(event.pos())
            if place is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), escape(self._samples[place].label), self)
            return True
        return super().event(event)

    def _place_at(self, point: QPoint) -> int | None:
        """Which of the samples is there."""
        columns = self._columns()
        row, column = point.y() // (SIDE + CAPTION + GAP), point.x() // (SIDE + GAP)
        place = row * columns + column
        return place if 0 <= column < columns and 0 <= place < min(len(self._samples), columns * self._rows()) else None

    def _columns(self) -> int:
        return max((self.width() + GAP) // (SIDE + GAP), 1)

    def _rows(self) -> int:
        return max((self.height() + GAP) // (SIDE + CAPTION + GAP), 1)

    def sizeHint(self) -> QSize:
        """Two rows of eight."""
        return QSize(8 * (SIDE + GAP), 2 * (SIDE + CAPTION + GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Images in rows, the class below each."""
        with QPainter(self) as painter:
            painter.setFont(theme.small_font(theme.small_font(self.font())))
            painter.setPen(QColor(theme.current().secondary))
            columns, rows = self._columns(), self._rows()
            for place, sample in enumerate(self._samples[: columns * rows]):
                row, column = divmod(place, columns)
                self._paint_sample(painter, sample, column * (SIDE + GAP), row * (SIDE + CAPTION + GAP))

    def _paint_sample(self, painter: QPainter, sample: Sample, left: int, top: int) -> None:
        size = sample.image.size().scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(left + (SIDE - size.width()) / 2, top + (SIDE - size.height()) / 2, size.width(), size.height())
        painter.drawImage(area, sample.image)
        paint_edge(painter, area)
        label = painter.fontMetrics().elidedText(sample.label, Qt.TextElideMode.ElideRight, SIDE)
        painter.drawText(QRectF(left, top + SIDE, SIDE, CAPTION), Qt.AlignmentFlag.AlignCenter, label)


def from_pixels(pixels: object) -> QImage | None:
    """A QImage of height × width × 1, 3 or 4 values from 0 to 255."""
    import numpy as np

    array = np.ascontiguousarray(np.clip(np.asarray(pixels), 0, 255).astype(np.uint8))
    height, width, channels = array.shape
    return _image(height, width, channels, array.tobytes()) if channels in _FORMATS else None


def _image(height: int, width: int, channels: int, pixels: bytes) -> QImage:
    return QImage(pixels, width, height, width * channels, _FORMATS[channels]).copy()
