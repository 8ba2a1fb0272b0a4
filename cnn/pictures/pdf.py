"""A picture as a PDF of one page: vectors, text that can be selected, and the network that it shows as an attached file.

The same picture gives the same bytes: no date and no number of the file's own stands in it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from typing import Literal

from fpdf import FPDF
from fpdf.drawing import DrawingContext, GraphicsStyle, PaintedPath
from fpdf.drawing_primitives import color_from_hex_string
from fpdf.fonts import TTFFont

from cnn.layout.direction import Point
from cnn.pictures.drawing import Icon, Path, Picture, Rect, Shape, Text, turns
from cnn.pictures.fonts.icons import outline
from cnn.pictures.fonts.letters import can_join, file_of, in_order, is_joined, runs, width
from cnn.pictures.fonts.system import Face

#: points a pixel, and the longest side of a page in points
POINTS, LONGEST = 0.75, 14_400.0
ATTACHED = "network.loom"
#: the name of the font in a document
FAMILY = "dejavu"
#: how fonts of this computer are called there begins so
_OTHER = "other-"
#: how far below the top of a cell as tall as its letters fpdf2 sets their base line, of that height
_BASE = 0.8
#: PDF wants a date; this one says nothing
_DATE = datetime(2000, 1, 1, tzinfo=UTC)


class PdfDocument(FPDF):
    """A document that has no number of its own: fpdf2 would make it from the hour."""

    def file_id(self) -> str | Literal[-1] | None:
        return None


def write_pdf(picture: Picture, carried: str) -> bytes:
    """The picture as a PDF file that carries a text, if there is one."""
    scale = min(POINTS, LONGEST / max(picture.width, picture.height))
    page = (picture.width * scale, picture.height * scale)
    pdf = PdfDocument(unit="pt", format=page)
    pdf.set_creation_date(_DATE)
    pdf.set_producer("Layerloom")
    pdf.set_title(picture.name)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    add_fonts(pdf)
    pdf.add_page(orientation="landscape" if page[0] > page[1] else "portrait")
    ground = Rect(0, 0, picture.width, picture.height, picture.ground)
    with closing_fonts(pdf):
        put_shapes(pdf, [ground, *picture.shapes], scale)
        if carried:
            attach(pdf, carried)
        return bytes(pdf.output())


def add_fonts(pdf: FPDF) -> None:
    """The letters of pictures, as the font `FAMILY` of a document."""
    for bold in (False, True):
        pdf.add_font(FAMILY, "B" * bold, str(file_of(bold)))


@contextmanager
def closing_fonts(pdf: FPDF) -> Iterator[None]:
    """Closes the files of fonts that a document reads from, however it ends; fpdf2 leaves them open."""
    try:
        yield
    finally:
        for font in pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()


def put_shapes(pdf: FPDF, shapes: Iterable[Shape], scale: float) -> None:
    """Draws shapes on a page, from back to front, so many points a pixel."""
    for letters, alike in groupby(shapes, key=lambda shape: isinstance(shape, Text)):
        put = _write if letters else _draw
        put(pdf, alike, scale)


def attach(pdf: FPDF, carried: str) -> None:
    """Puts the network into a document, as an attached file."""
    pdf.embed_file(
        bytes=carried.encode(),
        basename=ATTACHED,
        mime_type="application/json",
        desc="The network of this picture",
        creation_date=_DATE,
        modification_date=_DATE,
        compress=True,
    )


def _write(pdf: FPDF, texts: Iterable[Shape], scale: float) -> None:
    for text in texts:
        assert isinstance(text, Text)
        if can_join(".pdf") and is_joined(text.text):
            _write_joined(pdf, text, scale)
            continue
        left = text.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * width(text.text, text.size, bold=text.bold)
        pdf.set_text_color(text.colour)
        with pdf.local_context(fill_opacity=text.opacity):
            for face, part in runs(text.text, bold=text.bold):
                _with_font(pdf, face, text, text.size * scale)
                pdf.text(left * scale, text.y * scale, part)
                left += width(part, text.size, bold=text.bold)


def _write_joined(pdf: FPDF, text: Text, scale: float) -> None:
    """A text whose letters HarfBuzz joins, stacks and turns."""
    pdf.set_text_color(text.colour)
    before, tall = (pdf.text_shaping, pdf.c_margin), text.size * scale
    pdf.set_text_shaping(True)
    pdf.c_margin = 0
    with pdf.local_context(fill_opacity=text.opacity):
        parts = in_order(runs(text.text, bold=text.bold))
        wide = [_with_font(pdf, face, text, tall).get_string_width(part) for face, part in parts]
        left = text.x * scale - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * sum(wide)
        for (face, part), width_ in zip(parts, wide, strict=True):
            _with_font(pdf, face, text, tall)
            pdf.set_xy(left, text.y * scale - _BASE * tall)
            pdf.cell(width_, tall, part, align="L")
            left += width_
    pdf.text_shaping, pdf.c_margin = before


def _with_font(pdf: FPDF, face: Face, text: Text, size: float) -> FPDF:
    own = face.path == file_of(text.bold)
    pdf.set_font(FAMILY if own else _family(pdf, face), "B" * (text.bold and own), size)
    return pdf


def writable(pdf: FPDF, text: str) -> str:
    """A text as a document can show it: fonts that it takes are put into the document, for letters that none has stand question
    marks."""
    parts = runs(text)
    for face, _ in parts:
        if face.path != file_of(bold=False):
            _family(pdf, face)
    return "".join(part for _, part in parts)


def _family(pdf: FPDF, face: Face) -> str:
    """What a document calls a font of this computer; from now on it also stands in for the others where they lack a letter."""
    name = f"{_OTHER}{face.path.stem}-{face.number}".lower()
    known = [family for family in pdf.fonts if family.startswith(_OTHER)]
    if name not in known:
        pdf.add_font(name, "", str(face.path), collection_font_number=face.number)
        pdf.set_fallback_fonts([*known, name], exact_match=False)
    return name


def _draw(pdf: FPDF, shapes: Iterable[Shape], scale: float) -> None:
    with pdf.drawing_context() as context:
        for shape in shapes:
            if isinstance(shape, Icon):
                _add_icon(context, shape, scale)
            elif not isinstance(shape, Text):
                _add(context, shape, scale)


def _add(context: DrawingContext, shape: Rect | Path, scale: float) -> None:
    path = PaintedPath(0, 0)
    _style(path.style, shape, scale)
    if isinstance(shape, Rect):
        radius = min(shape.radius, shape.width / 2, shape.height / 2) * scale
        path.rectangle(shape.x * scale, shape.y * scale, shape.width * scale, shape.height * scale, radius, radius)
    else:
        path.move_to(shape.corners[0].x * scale, shape.corners[0].y * scale)
        for begin, corner, end in turns(shape.corners, shape.radius) if shape.radius else ():
            path.line_to(begin.x * scale, begin.y * scale)
            path.quadratic_curve_to(corner.x * scale, corner.y * scale, end.x * scale, end.y * scale)
        for corner in shape.corners[-1:] if shape.radius else shape.corners[1:]:
            path.line_to(corner.x * scale, corner.y * scale)
        if shape.closed:
            path.close()
    context.add_item(path)


def _add_icon(context: DrawingContext, shape: Icon, scale: float) -> None:
    path = PaintedPath(0, 0)
    path.style.auto_close = False
    path.style.fill_color, path.style.stroke_color = color_from_hex_string(shape.colour), None
    if shape.opacity != 1:
        path.style.fill_opacity = shape.opacity

    def place(point: Point) -> tuple[float, float]:
        return (shape.x + shape.size * point.x) * scale, (shape.y + shape.size * point.y) * scale

    for start, ways in outline(shape.glyph):
        path.move_to(*place(start))
        for *bend, end in ways:
            if bend:
                path.quadratic_curve_to(*place(bend[0]), *place(end))
            else:
                path.line_to(*place(end))
        path.close()
    context.add_item(path)


def _style(style: GraphicsStyle, shape: Rect | Path, scale: float) -> None:
    style.auto_close = False
    style.fill_color = color_from_hex_string(shape.fill) if shape.fill else None
    style.stroke_color = color_from_hex_string(shape.stroke) if shape.stroke else None
    if shape.stroke:
        style.stroke_width = shape.line * scale
        style.stroke_join_style, style.stroke_cap_style = "round", "round"
    if shape.dash:
        style.stroke_dash_pattern = [step * scale for step in shape.dash]
    if shape.opacity != 1:
        style.fill_opacity = style.stroke_opacity = shape.opacity
