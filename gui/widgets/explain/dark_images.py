"""Images whose values all lie near black, as those of 0 to 8 of 255: so bright that their pixels can be told apart."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QImage

from gui.widgets.dataset.sample_sheet import Sample

#: the largest value, of 255, up to which images are taken for dark: as where it is said that they use little of their range
DARK = 63
_DARK_VALUES = bytes(range(DARK + 1))


def brought_out(samples: Sequence[Sample]) -> tuple[Sample, ...]:
    """The same images, all brighter by the same factor where none has a value beyond `DARK`; else as they are."""
    images = [sample.image for sample in samples]
    if any(image.hasAlphaChannel() for image in images) or any(_values(image).translate(None, _DARK_VALUES) for image in images):
        return tuple(samples)
    most = max((max(_values(image), default=0) for image in images), default=0)
    if not most:
        return tuple(samples)
    table = bytes(min(round(value * 255 / most), 255) for value in range(256))
    return tuple(sample._replace(image=_through(sample.image, table)) for sample in samples)


def _values(image: QImage) -> bytes:
    """Red, green and blue of each pixel; lines of a QImage may have more bytes than pixels."""
    return b"".join(_lines(image.convertToFormat(QImage.Format.Format_RGB888)))


def _lines(image: QImage) -> Iterable[bytes]:
    bits, step = image.constBits(), image.bytesPerLine()
    return (bytes(bits[row * step : row * step + 3 * image.width()]) for row in range(image.height()))


def _through(image: QImage, table: bytes) -> QImage:
    wide, high = image.width(), image.height()
    return QImage(_values(image).translate(table), wide, high, 3 * wide, QImage.Format.Format_RGB888).copy()
