"""The letters of pictures: DejaVu Sans, which comes with matplotlib, and how wide a text is in it.

matplotlib itself is not imported: only the files of its fonts are read. An SVG names the font and others as wide.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

#: what an SVG asks for: Verdana has the same widths
FAMILIES = "'DejaVu Sans', Verdana, 'Bitstream Vera Sans', sans-serif"
#: height of a capital letter, and how far letters reach below the base line, of a font of size 1
CAPITAL, DESCENT = 0.73, 0.24
#: the size that widths are measured at: the units that the font is drawn in, so that none is rounded
_UNITS = 2048
ELLIPSIS = "…"


@cache
def file_of(bold: bool) -> Path:
    """The font's file."""
    spec = find_spec("matplotlib")
    assert spec is not None and spec.origin is not None, "matplotlib is among the dependencies"  # noqa: PT018
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / f"DejaVuSans{'-Bold' * bold}.ttf"


@cache
def of_size(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    """The font in a size, in pixels."""
    return ImageFont.truetype(str(file_of(bold)), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _letter(letter: str, bold: bool) -> float:
    return of_size(_UNITS, bold).getlength(letter) / _UNITS


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is, in pixels, letter after letter.

    >>> round(width("28 × 28 × 6", 11), 1)
    67.4
    """
    return sum(_letter(letter, bold) for letter in text) * size


def cut(text: str, room: float, size: float, *, bold: bool = False, middle: bool = False) -> str:
    """A text that fits into so many pixels: where it is longer, its end is left out, or its middle."""
    if width(text, size, bold=bold) <= room:
        return text
    for kept in range(len(text) - 1, 0, -1):
        head = (kept + 1) // 2 if middle else kept
        shorter = text[:head].rstrip() + ELLIPSIS + (text[len(text) - (kept - head) :].lstrip() if kept > head else "")
        if width(shorter, size, bold=bold) <= room:
            return shorter
    return ELLIPSIS if width(ELLIPSIS, size, bold=bold) <= room else ""


def wrapped(text: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """A text in at most so many lines that fit; what is longer is cut in the last."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) > room and lines[-1] and len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(cut(line, room, size) for line in lines)
