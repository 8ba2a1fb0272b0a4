"""A picture as PNG, twice as fine as its pixels, with the network that it shows in text chunks.

The same picture gives the same bytes.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from cnn.errors import FileError
from cnn.layout.direction import Point
from cnn.pictures.carried import KEYWORD
from cnn.pictures.colours import LIGHT
from cnn.pictures.drawing import Icon, Path, Picture, Rect, Shape, Text, turns
from cnn.pictures.fonts.icons import icon_font, letter_of
from cnn.pictures.fonts.letters import cut, in_order, is_joined, of_size, runs
from cnn.pictures.fonts.system import Face
from cnn.pictures.moving import bounds_of
from cnn.words.language import tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: dots a pixel, less for what would be larger than so many dots; and the least that can be read
FINE, MOST, COARSE = 2.0, 50_000_000, 0.5
#: each dot is the mean of so many by so many
SAMPLES = 3
#: rows of dots that are drawn at a time, so that a picture of any height takes little memory
BAND = 256
#: letters in each text chunk: readers refuse longer ones
CHUNK = 500_000
_STEPS = 6
#: pixels of the sides of a picture in a row of them, of the words below it, and between them
SIDE, WORDS, GAP = 224, 22, 12


def write_png(picture: Picture, carried: str) -> bytes:
    """The picture as a PNG file that carries a text; raises `FileError` for one that would be too large to be looked at."""
    fine = min(FINE, sqrt(MOST / max(picture.width * picture.height, 1.0)))
    if fine < COARSE:
        raise FileError(
            tr("A PNG of {0:,.0f} × {1:,.0f} pixels is too large.", picture.width, picture.height),
            tr("Write an SVG or a PDF, or leave groups folded."),
        )
    size = ceil(picture.width * fine), ceil(picture.height * fine)
    whole = Image.new("RGB", size, picture.ground)
    bounds = [bounds_of(shape) for shape in picture.shapes]
    for top in range(0, size[1], BAND):
        height = min(BAND, size[1] - top)
        low, high = top / fine - 2, (top + height) / fine + 2
        inside = [shape for shape, box in zip(picture.shapes, bounds, strict=True) if box[1] <= high and box[3] >= low]
        whole.paste(_band(inside, picture.ground, (size[0], height), top, fine), (0, top))
    notes = PngInfo()
    for start in range(0, len(carried), CHUNK):
        notes.add_itxt(KEYWORD, carried[start : start + CHUNK], zip=True)
    file = io.BytesIO()
    whole.save(file, "PNG", pnginfo=notes, dpi=(96 * fine, 96 * fine))
    return file.getvalue()


def in_a_row(pictures: Sequence[tuple[str, "NDArray[np.uint8]"]]) -> bytes:
    """Pictures in a row with words below them, as a PNG file."""
    from cnn.datasets.pixels.heat_map import enlarged  # with NumPy, for which no picture of a network waits

    row = Image.new("RGB", (GAP + len(pictures) * (SIDE + GAP), GAP + SIDE + WORDS + GAP), LIGHT.surface)
    brush = ImageDraw.Draw(row, "RGBA")
    for number, (words, pixels) in enumerate(pictures):
        left = GAP + number * (SIDE + GAP)
        large = Image.fromarray(enlarged(pixels, SIDE))
        row.paste(large, (left + (SIDE - large.width) // 2, GAP + (SIDE - large.height) // 2))
        below = Text(left + SIDE / 2, GAP + SIDE + WORDS - 4, cut(words, SIDE, 13), 13, LIGHT.text, anchor="middle")
        _write(brush, below, 1.0, 0)
    file = io.BytesIO()
    row.save(file, "PNG")
    return file.getvalue()


def _band(shapes: Sequence[Shape], ground: str, size: tuple[int, int], top: int, fine: float) -> Image.Image:
    """Some rows of dots."""
    scale = fine * SAMPLES
    large = Image.new("RGB", (size[0] * SAMPLES, size[1] * SAMPLES), ground)
    brush = ImageDraw.Draw(large, "RGBA")
    for shape in shapes:
        _draw(brush, shape, scale, top * SAMPLES)
    return large.reduce(SAMPLES)


def _draw(brush: ImageDraw.ImageDraw, shape: Shape, scale: float, top: int) -> None:
    if isinstance(shape, Icon):
        place = (shape.x * scale, shape.y * scale - top)
        letter, font = letter_of(shape.glyph), of_size(Face(icon_font()), shape.size * scale)
        brush.text(place, letter, fill=_ink(shape.colour, shape.opacity), font=font, anchor="la")
        return
    if isinstance(shape, Text):
        _write(brush, shape, scale, top)
        return
    corners = [Point(x * scale, y * scale - top) for x, y in _rim(shape)]
    if shape.fill and len(corners) > 2:
        brush.polygon(corners, fill=_ink(shape.fill, shape.opacity))
    if shape.stroke:
        closed = isinstance(shape, Rect) or shape.closed
        line = [*corners, corners[0], corners[1]] if closed else corners
        ink, thickness = _ink(shape.stroke, shape.opacity), max(round(shape.line * scale), 1)
        for piece in _dashes(line, [step * scale for step in shape.dash]) if shape.dash else [line]:
            brush.line(piece, fill=ink, width=thickness, joint="curve")


def _write(brush: ImageDraw.ImageDraw, text: Text, scale: float, top: int) -> None:
    joined = is_joined(text.text)
    found = runs(text.text, bold=text.bold)
    parts = [(of_size(face, text.size * scale, joined=joined), part) for face, part in (in_order(found) if joined else found)]
    widths = [font.getlength(part) for font, part in parts]
    x = text.x * scale - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * sum(widths)
    for (font, part), wide in zip(parts, widths, strict=True):
        brush.text((x, text.y * scale - top), part, fill=_ink(text.colour, text.opacity), font=font, anchor="ls")
        x += wide


def _ink(colour: str, opacity: float) -> tuple[int, ...]:
    return (*bytes.fromhex(colour.removeprefix("#")), round(255 * opacity))


def _rim(shape: Rect | Path) -> list[Point]:
    """The line of a shape in straight pieces, short ones where it is rounded."""
    if isinstance(shape, Path):
        return _flat(shape)
    left, top, right, bottom = shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
    r = min(shape.radius, shape.width / 2, shape.height / 2)
    if not r:
        return [Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)]
    centres = (
        (right - r, top + r, -pi / 2),
        (right - r, bottom - r, 0.0),
        (left + r, bottom - r, pi / 2),
        (left + r, top + r, pi),
    )
    angles = [step * pi / 2 / _STEPS for step in range(_STEPS + 1)]
    return [Point(x + r * cos(begin + angle), y + r * sin(begin + angle)) for x, y, begin in centres for angle in angles]


def _flat(shape: Path) -> list[Point]:
    if not shape.radius:
        return list(shape.corners)
    found = [shape.corners[0]]
    for begin, corner, end in turns(shape.corners, shape.radius):
        for step in range(_STEPS + 1):
            t = step / _STEPS
            parts = ((1 - t) ** 2, 2 * t * (1 - t), t * t)
            found.append(Point(*(sum(p * q[i] for p, q in zip(parts, (begin, corner, end), strict=True)) for i in (0, 1))))
    return [*found, shape.corners[-1]]


def _dashes(line: Sequence[Point], pattern: Sequence[float]) -> Iterator[list[Point]]:
    """The pieces of a line that are drawn: `pattern` is how long it is drawn and how long not, in turn."""
    drawn, left, number = True, pattern[0], 0
    piece = [line[0]]
    for a, b in pairwise(line):
        length, done = hypot(b.x - a.x, b.y - a.y), 0.0
        while length - done > left:
            done += left
            at = Point(a.x + (b.x - a.x) * done / length, a.y + (b.y - a.y) * done / length)
            if drawn:
                yield [*piece, at]
            drawn, number, piece = not drawn, number + 1, [at]
            left = pattern[number % len(pattern)]
        left -= length - done
        piece.append(b)
    if drawn and len(piece) > 1:
        yield piece
