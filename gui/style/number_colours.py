"""The colours that numbers have in pictures of activations and weights: the ground for zero, the accent for what is positive, the
colour of validation for what is negative; from the theme, so that they fit both light and dark."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor, QImage

from cnn.pictures.colours import Theme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: of the way from zero to the most where the accent stands; beyond it goes towards the text's colour
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


def table(scheme: Colours, *, signed: bool) -> "NDArray[np.uint8]":
    """The colour of each byte (256 × 3)."""
    import numpy as np

    up = np.stack(
        [
            np.interp(np.linspace(0, 1, 256), (0, ACCENT_AT, 1), steps)
            for steps in zip(scheme.ground, scheme.more, scheme.most, strict=True)
        ],
        axis=-1,
    )
    if not signed:
        return up.round().astype(np.uint8)
    down = np.stack(
        [
            np.interp(np.linspace(0, 1, 128), (0, ACCENT_AT, 1), steps)
            for steps in zip(scheme.ground, scheme.less, scheme.least, strict=True)
        ],
        axis=-1,
    )
    return np.concatenate([down[::-1], up[::2]]).round().astype(np.uint8)


def paint_bars(sheet: "NDArray[np.uint8]", values: "NDArray[Any]", scheme: Colours) -> None:
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


def image(sheet: "NDArray[np.uint8]") -> QImage:
    """An array of colours (height × width × 3) as a picture; can be made on any thread."""
    height, width, _ = sheet.shape
    return QImage(sheet.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _rgb(name: str) -> tuple[int, int, int]:
    colour = QColor(name)
    return colour.red(), colour.green(), colour.blue()


def _between(one: tuple[int, int, int], other: tuple[int, int, int], part: float) -> tuple[int, int, int]:
    red, green, blue = (round(low + (high - low) * part) for low, high in zip(one, other, strict=True))
    return red, green, blue
