"""The letters of pictures: DejaVu Sans, which comes with matplotlib, and how wide a text is in it.

matplotlib itself is not imported: only the files of its fonts are read. An SVG names the font and others as wide. Letters that it
lacks come from a font of this computer, where there is one.
"""

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import bidirectional

from PIL import ImageFont, features

from cnn.pictures.fonts.system import Face, face_for, letters_of
from cnn.words.installing import how_to_install
from cnn.words.language import tr
from cnn.words.plain import printable

#: what an SVG asks for: Verdana has the same widths
FAMILIES = "'DejaVu Sans', Verdana, 'Bitstream Vera Sans', sans-serif"
#: height of a capital letter, and how far letters reach below the base line, of a font of size 1
CAPITAL, DESCENT = 0.73, 0.24
#: the size that widths are measured at: the units that the font is drawn in, so that none is rounded
_UNITS = 2048
ELLIPSIS = "…"
#: where letters join, or signs stand around them: India, Thailand, Tibet, Myanmar, Cambodia, Mongolia
_SHAPED = (("\u0900", "\u0fff"), ("\u1000", "\u109f"), ("\u1780", "\u18af"))
#: what stands for a letter that no font has, and how many such are named
UNKNOWN, _TOLD = "?", 12


@cache
def file_of(bold: bool) -> Path:
    """The font's file."""
    spec = find_spec("matplotlib")
    assert spec is not None and spec.origin is not None, "matplotlib is among the dependencies"  # noqa: PT018
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / f"DejaVuSans{'-Bold' * bold}.ttf"


@cache
def of_size(face: Face, size: float, *, joined: bool = False) -> ImageFont.FreeTypeFont:
    """A font in a size, in pixels; `joined`: it joins, stacks and turns what has to be, where this computer can."""
    engine = ImageFont.Layout.RAQM if joined and can_join(".png") else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(face.path), size, index=face.number, layout_engine=engine)


@cache
def can_join(suffix: str) -> bool:
    """Whether letters of such a file can be joined here: in a PNG by Pillow, with FriBiDi, in a PDF by uharfbuzz."""
    if suffix == ".pdf":
        return find_spec("uharfbuzz") is not None
    return features.check("raqm") is True and features.check("fribidi") is True


def runs(text: str, *, bold: bool = False) -> list[tuple[Face, str]]:
    """A text in parts, each with the font that has its letters; for a letter that none has stands a question mark.

    >>> [part for _, part in runs("28 × 28")]
    ['28 × 28']
    """
    found: list[tuple[Face, str]] = []
    for letter in text:
        face = _face(letter, bold)
        shown = letter if face is not None else UNKNOWN
        face = face or Face(file_of(bold))
        if found and found[-1][0] == face:
            found[-1] = face, found[-1][1] + shown
        else:
            found.append((face, shown))
    return found


def unwritable(texts: Iterable[str]) -> str:
    """The letters of texts that no font here has, each once."""
    return "".join(letter for letter in dict.fromkeys("".join(texts)) if _face(letter, False) is None)


def unjoined(texts: Iterable[str]) -> str:
    r"""The letters of texts that have to be joined, stacked or set from right to left to be read, each once.

    >>> len(unjoined(["conv2d", "\u0642\u0637", "\u0915\u093c"]))
    4
    """
    return "".join(letter for letter in dict.fromkeys("".join(texts)) if _is_shaped(letter))


def is_joined(text: str) -> bool:
    """Whether a text has letters that have to be joined, stacked or set from right to left to be read."""
    return not text.isascii() and any(map(_is_shaped, text))


def in_order(parts: list[tuple[Face, str]]) -> list[tuple[Face, str]]:
    """The parts of a text from left to right: of one that begins from right to left its last part stands first."""
    way = next((way for _, part in parts for way in map(bidirectional, part) if way in ("L", "R", "AL")), "L")
    return parts if way == "L" else parts[::-1]


def _is_shaped(letter: str) -> bool:
    return bidirectional(letter) in ("R", "AL") or any(first <= letter <= last for first, last in _SHAPED)


def remark(texts: Iterable[str], suffix: str) -> str:
    """What is said of letters that no font here has, or that stand one by one where they should be joined; "" for others."""
    texts = tuple(texts)
    said = []
    if letters := unwritable(texts):
        said.append(tr("No font here has {0}: question marks stand there.", _some(letters)))
        said.append(tr("Install a font such as Noto Sans CJK, or write an SVG or HTML."))
    if not can_join(suffix) and (letters := unjoined(texts)):
        told = tr(
            "{0} stand there one by one, from left to right and unjoined. An SVG or HTML shows them rightly.", _some(letters)
        )
        said.append(told)
        if suffix == ".pdf":
            said += (tr("So does a PDF, with uharfbuzz."), how_to_install("uharfbuzz"))
    return " ".join(said)


def _some(letters: str) -> str:
    return printable(letters[:_TOLD]) + ELLIPSIS * (len(letters) > _TOLD)


@cache
def _face(letter: str, bold: bool) -> Face | None:
    own = file_of(bold)
    if letter < "\u0250" or ord(letter) in letters_of(own):  # DejaVu has all of Latin: its file need not be read for that
        return Face(own)
    return face_for(letter)


@cache
def _letter(letter: str, bold: bool) -> float:
    ((face, shown),) = runs(letter, bold=bold)
    return of_size(face, _UNITS).getlength(shown) / _UNITS


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
