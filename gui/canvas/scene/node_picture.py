"""The picture under a card: what its layer makes of an image, in the colours of the theme.

It is put together away from the GUI thread, from the bytes that a worker wrote (`cnn.worker.answers.thumbnails`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor, QImage, QPixmap

from cnn.layout.arrange import NODE_WIDTH
from cnn.pictures.colours import Theme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: of the picture's width (that of a card) and height what the mean takes, and what lies between it and all channels
MEAN, GAP = 48, 5
#: where a mosaic may lie, in pixels of the scene
MOSAIC_WIDTH = NODE_WIDTH - MEAN - GAP
#: of the way from no to the most where the accent stands; beyond it goes towards the text's colour
ACCENT_AT, TOWARDS_TEXT = 0.6, 0.65


@dataclass(frozen=True)
class Colours:
    """The colours that a picture is made of, as red, green and blue."""

    ground: tuple[int, int, int]
    line: tuple[int, int, int]
    more: tuple[int, int, int]
    most: tuple[int, int, int]
    less: tuple[int, int, int]
    least: tuple[int, int, int]


def colours(look: Theme) -> Colours:
    """Those of a theme: the accent for positive numbers, the colour of validation for negative ones, the ground for zero."""
    ground, text, more, less = (_rgb(name) for name in (look.surface, look.text, look.accent, look.validation))
    return Colours(ground, _rgb(look.border), more, _between(more, text, TOWARDS_TEXT), less, _between(less, text, TOWARDS_TEXT))


@dataclass(frozen=True)
class Drawn:
    """A picture as it comes from a thread: an image, how much of the width it takes (0 to 1), and what is told of it."""

    image: QImage
    part: float
    told: Mapping[str, Any]


@dataclass(frozen=True)
class NodePicture:
    """A picture that can be painted; `words` tell the range in full, `mark` what is odd, `grave` how odd, `caption` the range."""

    pixmap: QPixmap
    part: float
    words: str
    caption: str = ""
    mark: str = ""
    grave: bool = False


def draw(told: Mapping[str, Any], mean: "NDArray[Any]", mosaic: "NDArray[Any]", scheme: Colours, size: tuple[int, int]) -> Drawn:
    """Puts a picture of `size` (width, height) together; runs on any thread."""
    import numpy as np

    width, height = size
    sheet = np.empty((height, width, 3), np.uint8)
    sheet[:] = scheme.ground
    signed = told["low"] < 0
    if told["kind"] == "bars":
        _bars(sheet, mosaic, scheme)
        return Drawn(_image(sheet), 1.0, told)
    table = _table(scheme, signed=signed)
    left = _put(sheet[:, : round(width * MEAN / NODE_WIDTH)], mean if told["kind"] == "image" and mean.ndim == 3 else
                (_grey(mean) if told["kind"] == "image" else table[mean]))  # fmt: skip
    if mosaic.size:
        start = round(width * (MEAN + GAP) / NODE_WIDTH)
        _put(sheet[:, start:], table[mosaic], left=True)
        return Drawn(_image(sheet), 1.0, told)
    used = max(left, 1)
    return Drawn(_image(np.ascontiguousarray(sheet[:, :used])), used / width, told)


def _grey(values: "NDArray[Any]") -> "NDArray[Any]":
    import numpy as np

    return np.repeat(values[..., np.newaxis], 3, axis=-1)


def _put(room: "NDArray[np.uint8]", picture: "NDArray[Any]", *, left: bool = False) -> int:
    """Lays a picture into a part of the sheet, as large as it fits; returns where it ends at the right."""
    import numpy as np

    high, wide = picture.shape[:2]
    scale = min(room.shape[0] / high, room.shape[1] / wide)
    rows, columns = max(int(high * scale), 1), max(int(wide * scale), 1)
    shown = picture[(np.arange(rows) * high // rows)][:, (np.arange(columns) * wide // columns)]
    top, start = (room.shape[0] - rows) // 2, 0 if left else (room.shape[1] - columns) // 2
    room[top : top + rows, start : start + columns] = shown
    return start + columns


def _bars(sheet: "NDArray[np.uint8]", values: "NDArray[Any]", scheme: Colours) -> None:
    """A bar for each number (−1 to 1), upwards from the line of zero or downwards."""
    height, width, _ = sheet.shape
    count = max(len(values), 1)
    zero = height // 2 if (values < 0).any() else height - 1
    gap = 1 if width / count >= 4 else 0
    for place, value in enumerate(values.tolist()):
        left, right = place * width // count, max((place + 1) * width // count - gap, place * width // count + 1)
        length = round(abs(value) * (zero if value > 0 else height - 1 - zero))
        top, bottom = (zero - length, zero) if value > 0 else (zero, zero + length)
        sheet[top:bottom, left:right] = scheme.more if value > 0 else scheme.less
    sheet[zero : zero + 1] = scheme.line


def _table(scheme: Colours, *, signed: bool) -> "NDArray[np.uint8]":
    """The colour of each byte (256 × 3)."""
    import numpy as np

    up = np.stack([np.interp(np.linspace(0, 1, 256), (0, ACCENT_AT, 1), steps) for steps in
                   zip(scheme.ground, scheme.more, scheme.most, strict=True)], axis=-1)  # fmt: skip
    if not signed:
        return up.round().astype(np.uint8)
    down = np.stack([np.interp(np.linspace(0, 1, 128), (0, ACCENT_AT, 1), steps) for steps in
                     zip(scheme.ground, scheme.less, scheme.least, strict=True)], axis=-1)  # fmt: skip
    return np.concatenate([down[::-1], up[::2]]).round().astype(np.uint8)


def _image(sheet: "NDArray[np.uint8]") -> QImage:
    height, width, _ = sheet.shape
    return QImage(sheet.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _rgb(name: str) -> tuple[int, int, int]:
    colour = QColor(name)
    return colour.red(), colour.green(), colour.blue()


def _between(one: tuple[int, int, int], other: tuple[int, int, int], part: float) -> tuple[int, int, int]:
    red, green, blue = (round(low + (high - low) * part) for low, high in zip(one, other, strict=True))
    return red, green, blue
