"""A sheet of sample images with the names of their classes."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnn.datasets import Dataset
from cnn.datasets.dataset import Split
from cnn.errors import DatasetError
from gui import theme

SIDE, GAP, CAPTION = 48, 8, 14
MOST = 60


class Sample(NamedTuple):
    """One image and its class."""

    image: QImage
    label: str


class Choice(NamedTuple):
    """Which samples are wanted: of which split, of which class ("": each in turn), and in which order (0: as stored)."""

    split: str = "train"
    label: str = ""
    shuffle: int = 0


#: training images of each class in turn
ANY = Choice()


def samples_of(dataset: Dataset, most: int = MOST, choice: Choice = ANY) -> tuple[Sample, ...]:
    """Some images; those that can't be decoded are left out. May run on any thread."""
    split = dataset.splits().get(choice.split, dataset.train)
    labels = [dataset.classes.index(choice.label)] if choice.label in dataset.classes else range(len(dataset.classes))
    chosen = _in_turn(split, labels, most, choice.shuffle)
    found = ((_image(split, place), dataset.classes[int(split.labels[place])]) for place in chosen)
    return tuple(Sample(image, label) for image, label in found if image is not None)


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
        self.setAccessibleName(self.tr("{0} sample images").format(len(samples)))
        self.update()

    def sizeHint(self) -> QSize:
        """Two rows of eight."""
        return QSize(8 * (SIDE + GAP), 2 * (SIDE + CAPTION + GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Images in rows, the class below each."""
        with QPainter(self) as painter:
            painter.setFont(theme.small_font(theme.small_font(self.font())))
            painter.setPen(QColor(theme.current().secondary))
            columns = max((self.width() + GAP) // (SIDE + GAP), 1)
            rows = max((self.height() + GAP) // (SIDE + CAPTION + GAP), 1)
            for place, sample in enumerate(self._samples[: columns * rows]):
                row, column = divmod(place, columns)
                self._paint_sample(painter, sample, column * (SIDE + GAP), row * (SIDE + CAPTION + GAP))

    def _paint_sample(self, painter: QPainter, sample: Sample, left: int, top: int) -> None:
        size = sample.image.size().scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(left + (SIDE - size.width()) / 2, top + (SIDE - size.height()) / 2, size.width(), size.height())
        painter.drawImage(area, sample.image)
        label = painter.fontMetrics().elidedText(sample.label, Qt.TextElideMode.ElideRight, SIDE)
        painter.drawText(QRectF(left, top + SIDE, SIDE, CAPTION), Qt.AlignmentFlag.AlignCenter, label)


def _in_turn(split: Split, labels: Sequence[int], most: int, shuffle: int) -> list[int]:
    """The places of the first images of each class, class after class, then the second ones, and so on."""
    import numpy as np

    found = [np.flatnonzero(split.labels == label) for label in labels]
    if shuffle:
        found = [np.random.default_rng([shuffle, place]).permutation(members) for place, members in enumerate(found)]
    places = [members[: most // max(len(labels), 1) + 1].tolist() for members in found]
    longest = max(map(len, places), default=0)
    return [members[turn] for turn in range(longest) for members in places if turn < len(members)][:most]


def _image(split: Split, place: int) -> QImage | None:
    return thumbnail_of(split.files[place], 96) if split.images is None else from_pixels(split.images[place])


def thumbnail_of(path: Path, side: int) -> QImage | None:
    """An image file, no side longer than `side` pixels; None when it can't be read. May run on any thread."""
    from cnn.datasets.images import thumbnail

    try:
        return from_pixels(thumbnail(path, side))
    except DatasetError:
        return None


def from_pixels(pixels: object) -> QImage | None:
    """A QImage of height × width × 1, 3 or 4 values from 0 to 255."""
    import numpy as np

    array = np.ascontiguousarray(np.clip(np.asarray(pixels), 0, 255).astype(np.uint8))
    formats = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
    height, width, channels = array.shape
    if channels not in formats:
        return None
    return QImage(array.data, width, height, width * channels, formats[channels]).copy()
