"""The icons of layer families: glyphs of the Phosphor font that QtAwesome ships. Only its files are read; it is not imported."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args

from cnn.layout.direction import Point

#: the glyphs of families
FamilyGlyph = Literal[
    "image", "share-network", "grid-four", "arrows-in", "sliders-horizontal", "lightning", "dice-five", "bounding-box",
    "git-merge", "stack", "puzzle-piece",
]  # fmt: skip

#: family → glyph, so that families are told apart without colour
FAMILIES: dict[str, FamilyGlyph] = {
    "Input and preprocessing": "image",
    "Core": "share-network",
    "Convolution": "grid-four",
    "Pooling": "arrows-in",
    "Normalization": "sliders-horizontal",
    "Activation": "lightning",
    "Regularization": "dice-five",
    "Reshaping": "bounding-box",
    "Merging": "git-merge",
    "Blocks": "stack",
}

#: a line, or a curve about one point, to another; with where it starts, a closed outline
Segment = tuple[Point] | tuple[Point, Point]
Contour = tuple[Point, tuple[Segment, ...]]


def glyph_of(family: str) -> FamilyGlyph:
    """The glyph of a layer family."""
    return FAMILIES.get(family, "puzzle-piece")


@cache
def icon_font() -> Path:
    """The file of the font."""
    return next(_fonts().glob("phosphor-[0-9]*.ttf"))


def letter_of(name: str) -> str:
    """The letter under which the font has a glyph."""
    return chr(int(_charmap()[name], 16))


def outline(name: FamilyGlyph) -> tuple[Contour, ...]:
    """The outlines of a glyph in a square from (0, 0) to (1, 1), y downwards; what is inside of two is outside."""
    return _outlines()[name]


@cache
def _outlines() -> dict[str, tuple[Contour, ...]]:
    """Of all glyphs of families, so that the font is read once."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.ttLib import TTFont

    found = {}
    with icon_font().open("rb") as file, TTFont(file, lazy=True) as font:
        glyphs, letters = font.getGlyphSet(), font.getBestCmap()
        for name in get_args(FamilyGlyph):
            pen = DecomposingRecordingPen(glyphs)
            glyphs[letters[ord(letter_of(name))]].draw(pen)
            found[name] = _contours(pen.value, font["head"].unitsPerEm, font["hhea"].ascent)
    return found


def _contours(drawn: Iterable[tuple[str, tuple[Any, ...]]], scale: float, top: float) -> tuple[Contour, ...]:
    """What a pen drew, in the units of the font with y upwards."""

    def place(at: tuple[float, float]) -> Point:
        return Point(at[0] / scale, (top - at[1]) / scale)

    found: list[Contour] = []
    start, segments = Point(0, 0), list[Segment]()
    for verb, points in drawn:
        if verb == "moveTo":
            start, segments = place(points[0]), []
        elif verb == "lineTo":
            segments.append((place(points[0]),))
        elif verb == "qCurveTo":  # between two points about which it bends lies one that it goes through
            *bends, end = map(place, points)
            for bend, following in pairwise(bends):
                segments.append((bend, Point((bend.x + following.x) / 2, (bend.y + following.y) / 2)))
            segments.append((bends[-1], end))
        else:
            found.append((start, tuple(segments)))
    return tuple(found)


@cache
def _fonts() -> Path:
    """The folder of QtAwesome's fonts; finding a package doesn't import it."""
    spec = find_spec("qtawesome")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise RuntimeError("QtAwesome is not installed.")
    return Path(next(iter(places))) / "fonts"


@cache
def _charmap() -> dict[str, str]:
    path = next(_fonts().glob("phosphor-charmap-*.json"))
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return known
