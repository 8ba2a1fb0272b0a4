"""The picture under a card: what its layer makes of an image, in the colours of the theme.

It is put together away from the GUI thread, from the bytes that a worker wrote (`cnn.worker.answers.inside.thumbnails`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage, QPixmap

from cnn.layout.arrange import NODE_WIDTH
from gui.style.number_colours import Colours, image, paint_bars, table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: of the picture's width (that of a card) and height what the mean takes, and what lies between it and all channels
MEAN, GAP = 48, 5
#: where a mosaic may lie, in pixels of the scene
MOSAIC_WIDTH = NODE_WIDTH - MEAN - GAP


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
        paint_bars(sheet, mosaic, scheme)
        return Drawn(image(sheet), 1.0, told)
    shades = table(scheme, signed=signed)
    left = _put(
        sheet[:, : round(width * MEAN / NODE_WIDTH)],
        mean if told["kind"] == "image" and mean.ndim == 3 else (_grey(mean) if told["kind"] == "image" else shades[mean]),
    )
    if mosaic.size:
        start = round(width * (MEAN + GAP) / NODE_WIDTH)
        _put(sheet[:, start:], shades[mosaic], left=True)
        return Drawn(image(sheet), 1.0, told)
    used = max(left, 1)
    return Drawn(image(np.ascontiguousarray(sheet[:, :used])), used / width, told)


def draw_compared(told: Mapping[str, Any], parts: "Sequence[NDArray[Any]]", scheme: Colours, size: tuple[int, int]) -> Drawn:
    """What two models make of an image and the distance between them, side by side; runs on any thread."""
    import numpy as np

    width, height = size
    sheet = np.empty((height, width, 3), np.uint8)
    sheet[:] = scheme.ground
    low = min(told["low"], told["other_low"])
    end = 0
    for place, part in enumerate(parts):
        start = round(width * place * (MEAN + GAP) / NODE_WIDTH)
        end = start + round(width * MEAN / NODE_WIDTH)
        room = sheet[:, start:end]
        if part.ndim == 1:
            paint_bars(room, part, scheme)
        else:
            _put(room, table(scheme, signed=low < 0 and place < 2)[part])
    return Drawn(image(np.ascontiguousarray(sheet[:, :end])), end / width, told)


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
