"""A picture as SVG: vectors, text as text, and the network that it shows in its metadata.

The same picture gives the same bytes.
"""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from cnn.pictures.carried import ELEMENT, NAMESPACE
from cnn.pictures.drawing import Icon, Path, Picture, Rect, Shape, Text, turns
from cnn.pictures.fonts.icons import FamilyGlyph, outline
from cnn.pictures.fonts.letters import FAMILIES

#: older readers know links by this name alone
_LINKS = ' xmlns:xlink="http://www.w3.org/1999/xlink"'
#: what XML can't hold, not even escaped
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_svg(picture: Picture, carried: str) -> bytes:
    """The picture as an SVG file that carries a text, see `cnn.pictures.carried`."""
    width, height = _number(picture.width), _number(picture.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg"{_LINKS} width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f" font-family={quoteattr(FAMILIES)}>",
        f"<title>{_text(picture.name)}</title>",
        f'<metadata><layerloom:{ELEMENT} xmlns:layerloom="{NAMESPACE}">{_text(carried)}</layerloom:{ELEMENT}></metadata>',
        *_definitions(picture.shapes),
        f'<rect width="{width}" height="{height}" fill="{picture.ground}"/>',
        *map(_element, picture.shapes),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _definitions(shapes: Iterable[Shape]) -> list[str]:
    """The outline of each icon in use, once, on a square of 1000."""
    glyphs = sorted({shape.glyph for shape in shapes if isinstance(shape, Icon)})
    return [f"<defs>{''.join(map(_outline, glyphs))}</defs>"] if glyphs else []


def _outline(glyph: FamilyGlyph) -> str:
    pieces = [
        f"M{_whole(start)}" + "".join(f"{'LQ'[len(way) - 1]}{' '.join(map(_whole, way))}" for way in ways) + "Z"
        for start, ways in outline(glyph)
    ]
    return f'<path id="icon-{glyph}" d="{"".join(pieces)}"/>'


def _whole(point: tuple[float, float]) -> str:
    return f"{round(1000 * point[0])},{round(1000 * point[1])}"


def _icon(shape: Icon) -> str:
    scale = f"{shape.size / 1000:.4f}".rstrip("0")
    place = f"translate({_number(shape.x)},{_number(shape.y)}) scale({scale})"
    faint = [("opacity", _number(shape.opacity))] * (shape.opacity != 1)
    return f'<use xlink:href="#icon-{shape.glyph}"{_attributes([("transform", place), ("fill", shape.colour), *faint])}/>'


def _element(shape: Shape) -> str:
    if isinstance(shape, Icon):
        return _icon(shape)
    if isinstance(shape, Text):
        return _text_element(shape)
    if isinstance(shape, Rect):
        place = zip(("x", "y", "width", "height"), (shape.x, shape.y, shape.width, shape.height), strict=True)
        corners = [("rx", _number(shape.radius))] if shape.radius else []
        return f"<rect{_attributes([*((name, _number(value)) for name, value in place), *corners])}{_paint(shape)}/>"
    return f'<path d="{_line(shape)}"{_paint(shape)}/>'


def _text_element(shape: Text) -> str:
    style = [("x", _number(shape.x)), ("y", _number(shape.y)), ("font-size", _number(shape.size)), ("fill", shape.colour)]
    style += [("text-anchor", shape.anchor)] * (shape.anchor != "start")
    style += [("font-weight", "bold")] * shape.bold
    style += [("opacity", _number(shape.opacity))] * (shape.opacity != 1)
    return f"<text{_attributes(style)}>{_text(shape.text)}</text>"


def _line(shape: Path) -> str:
    """The line in SVG's letters."""
    corners = shape.corners
    pieces = [f"M{_at(corners[0])}"]
    if shape.radius:
        pieces += [f"L{_at(begin)}Q{_at(corner)} {_at(end)}" for begin, corner, end in turns(corners, shape.radius)]
        pieces.append(f"L{_at(corners[-1])}")
    else:
        pieces += [f"L{_at(corner)}" for corner in corners[1:]]
    return "".join(pieces) + "Z" * shape.closed


def _paint(shape: Rect | Path) -> str:
    style = [("fill", shape.fill or "none")]
    if shape.stroke:
        style += [("stroke", shape.stroke), ("stroke-width", _number(shape.line))]
        style += [("stroke-linejoin", "round"), ("stroke-linecap", "round")] * isinstance(shape, Path)
    style += [("stroke-dasharray", " ".join(map(_number, shape.dash)))] * bool(shape.dash)
    style += [("opacity", _number(shape.opacity))] * (shape.opacity != 1)
    return _attributes(style)


def _attributes(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f' {name}="{value}"' for name, value in pairs)


def _at(point: tuple[float, float]) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    """A number to a hundredth of a pixel, as short as it goes."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")  # + 0.0: no "-0"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))
