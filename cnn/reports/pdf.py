"""A report as PDF: A4, text that can be selected, drawings as vectors, sections as bookmarks, the network as an attached file.

The same run gives the same bytes: its date is that of the run.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import singledispatchmethod
from importlib.util import find_spec
from itertools import zip_longest
from pathlib import Path

from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from cnn.layout.direction import Point
from cnn.pictures import drawing as shapes
from cnn.pictures.colours import LIGHT
from cnn.pictures.moving import shifted
from cnn.pictures.pdf import FAMILY, PdfDocument, add_fonts, attach, closing_fonts, put_shapes, writable
from cnn.reports.blocks import (
    Block,
    Code,
    Document,
    Facts,
    Figure,
    Heading,
    Matrix,
    NetworkPicture,
    Section,
    Table,
    Text,
    Thumbnail,
    Thumbnails,
    Words,
)
from cnn.reports.drawing import Dots, Drawing, Label, Line, Role
from cnn.words.plain import printable

#: points: the sides of the page, and what is left free at its edges
WIDTH, HEIGHT, EDGE = 595.28, 841.89, 48.0
ROOM = WIDTH - 2 * EDGE
#: the size of letters, and of the line below each, in points
SIZE, LINE = 8.5, 12.0
_MONO = "mono"
_COLOURS: dict[Role, str] = {
    "grid": LIGHT.border, "axis": LIGHT.secondary, "training": LIGHT.accent, "validation": LIGHT.validation,
    "best": LIGHT.success, "text": LIGHT.text, "quiet": LIGHT.secondary, "points": LIGHT.accent,
}  # fmt: skip
#: colours of lines that are told apart, and, where there are more of them, their dashes
_TONES = (LIGHT.accent, *map(LIGHT.family, ("Normalization", "Activation", "Core", "Merging", "Regularization")))
_DASHES: tuple[tuple[float, ...], ...] = ((), (6.0, 3.0), (2.0, 3.0), (7.0, 3.0, 2.0, 3.0))
_DRAWING_SCALE = (ROOM - 18) / 2 / 460
#: points of a thumbnail and between two
_THUMB, _GAP = 54.0, 8.0
#: points a pixel, below which nobody reads the picture of a network
_READABLE = 0.4
#: letters that a cell of a table has at most
_LONGEST = 240
#: short texts stand in columns
_SHORT, _COLUMNS = 60, 3


def write_pdf(document: Document, carried: str, seconds: float, *, joined: bool = False) -> bytes:
    """The report as a PDF file; `seconds` since 1970 are the date that it bears, `carried` is the project; `joined`: HarfBuzz is
    to join, stack and turn letters."""
    page = _Pages(document, datetime.fromtimestamp(seconds, UTC))
    page.pdf.set_text_shaping(joined)
    with closing_fonts(page.pdf):
        page.head(document)
        for section in document.sections:
            page.section(section)
        page.end(document.footer, carried)
        return bytes(page.pdf.output())


class _Pages:
    """Writes blocks below each other, on as many pages as they take."""

    def __init__(self, document: Document, date: datetime) -> None:
        pdf = self.pdf = PdfDocument(unit="pt", format="A4")
        pdf.set_creation_date(date)
        pdf.set_producer("Layerloom")
        pdf.set_title(printable(document.title))
        pdf.set_lang("en")
        pdf.set_margins(EDGE, EDGE, EDGE)
        pdf.set_auto_page_break(True, EDGE)
        add_fonts(pdf)
        pdf.add_font(_MONO, "", str(_mono()))
        pdf.add_page()
        self._figures: list[Figure] = []  # that wait for a neighbour

    def head(self, document: Document) -> None:
        """Title, what stands below it, and the figures that say most."""
        self._say(document.title, size=20, bold=True, line=26)
        self._say(document.subtitle, colour=LIGHT.secondary)
        self.pdf.ln(8)
        self._cards(document.figures)

    def section(self, section: Section) -> None:
        """A section with its bookmark; its title is not left alone at the foot of a page."""
        self.pdf.ln(16)
        self._keep(90)
        self.pdf.start_section(printable(section.title))
        self._say(section.title, size=13, bold=True, line=20)
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            if isinstance(block, Heading):
                self._put_figures()
                self._keep(40 + self._least(following))
            if isinstance(block, Figure):
                self._figures.append(block)
                if len(self._figures) == 2:
                    self._put_figures()
                continue
            self._put_figures()
            self.put(block)
        self._put_figures()

    def end(self, footer: str, carried: str) -> None:
        """The last line, and the project."""
        self.pdf.ln(12)
        self._say(footer, size=7.5, colour=LIGHT.secondary)
        attach(self.pdf, carried)

    # ------------------------------------------------------------------ blocks

    @singledispatchmethod
    def put(self, block: Block) -> None:
        """A block below what is there."""
        raise TypeError(f"no PDF for {type(block).__name__}")

    @put.register
    def _(self, block: Text) -> None:
        colours = {"plain": LIGHT.text, "quiet": LIGHT.secondary, "note": LIGHT.accent_text, "warning": LIGHT.warning}
        self.pdf.ln(3)
        self._say(block.text, colour=colours[block.look])

    @put.register
    def _(self, block: Heading) -> None:
        self.pdf.ln(8)
        self._say(block.text, size=9.5, bold=True, line=14)

    @put.register
    def _(self, block: Code) -> None:
        self.pdf.ln(3)
        self.pdf.set_font(_MONO, "", 8)
        self.pdf.set_text_color(LIGHT.text)
        self.pdf.set_fill_color(LIGHT.raised)
        text = "\n".join(map(self._shown, block.text.split("\n")))
        self.pdf.multi_cell(ROOM, 12, text, align="L", fill=True, padding=5, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.pdf.ln(3)

    @put.register
    def _(self, block: Words) -> None:
        self.pdf.ln(2)
        if max(map(len, block.items), default=0) > _SHORT:
            for item in block.items:
                self._say(f"•  {item}", size=7.5, line=10.5, colour=LIGHT.secondary)
            return
        lines = -(-len(block.items) // _COLUMNS)
        self._keep(lines * 10.5)
        top = self.pdf.get_y()
        for place, item in enumerate(block.items):
            x, y = EDGE + place // lines * ROOM / _COLUMNS, top + place % lines * 10.5
            self._cell(x, y, ROOM / _COLUMNS - 6, 10.5, f"•  {item}", 7.5, LIGHT.secondary, align="L")
        self.pdf.set_xy(EDGE, top + lines * 10.5)

    @put.register
    def _(self, block: Facts) -> None:
        if block.rows:
            self._table(((), *block.rows), (0.27, 0.73), frozenset(), quiet=0)

    @put.register
    def _(self, block: Table) -> None:
        if block.rows:
            self._table((block.head, *block.rows), self._widths(block), block.numeric, last=block.last)

    @put.register
    def _(self, block: Matrix) -> None:
        count, side = len(block.classes), self._side(block)
        self._keep(self._least(block))
        top, left = self.pdf.get_y() + 4, EDGE + 76
        size = max(min(7.0, side * 0.34), 3.5)
        for place, name in enumerate(block.classes):
            self._cell(left + place * side, top, side, 12, name, size, LIGHT.secondary)
            self._cell(EDGE, top + 12 + place * side * 0.7, 72, side * 0.7, name, size, LIGHT.secondary, align="R")
        for row, counts in enumerate(block.counts):
            whole = sum(counts) or 1
            for column, number in enumerate(counts):
                share = number / whole
                right = row == column
                shade = 0.06 + 0.4 * share if right else min(1, 5 * share) * 0.55
                colour = shapes.mixed(LIGHT.surface, LIGHT.accent if right else LIGHT.problem, shade) if number else LIGHT.raised
                x, y = left + column * side + 1, top + 12 + row * side * 0.7 + 1
                self._cell(x, y, side - 2, side * 0.7 - 2, f"{number:,}" if number else "", size, LIGHT.text, fill=colour)
        self.pdf.set_xy(EDGE, top + 12 + count * side * 0.7 + 6)

    @put.register
    def _(self, block: NetworkPicture) -> None:
        picture = block.light
        scale = min(ROOM / picture.width, (HEIGHT - EDGE - self.pdf.get_y() - 8) / picture.height, 0.6)
        if scale < _READABLE:  # a page of its own shows more
            self.pdf.add_page()
            scale = min(ROOM / picture.width, (HEIGHT - 2 * EDGE) / picture.height, 0.6)
        x, y = (EDGE + (ROOM - picture.width * scale) / 2) / scale, self.pdf.get_y() / scale
        put_shapes(self.pdf, [shifted(shape, x, y) for shape in picture.shapes], scale)
        self.pdf.set_xy(EDGE, self.pdf.get_y() + picture.height * scale + 4)

    @put.register
    def _(self, block: Thumbnails) -> None:
        across = int((ROOM + _GAP) // (_THUMB + _GAP))
        lines = 2 if any(item.said for item in block.items) else 1
        tall = _THUMB + 9 * lines + 8
        for start in range(0, len(block.items), across):
            self._keep(tall)
            top = self.pdf.get_y() + 4
            for column, item in enumerate(block.items[start : start + across]):
                self._thumbnail(item, EDGE + column * (_THUMB + _GAP), top)
            self.pdf.set_xy(EDGE, top + tall)

    # ------------------------------------------------------------------ parts

    def _say(self, text: str, *, size: float = SIZE, bold: bool = False, colour: str = LIGHT.text, line: float = LINE) -> None:
        self.pdf.set_font(FAMILY, "B" * bold, size)
        self.pdf.set_text_color(colour)
        self.pdf.multi_cell(ROOM, line, self._shown(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _shown(self, text: str) -> str:
        return writable(self.pdf, printable(text))

    def _brief(self, text: str) -> str:
        """A text for a cell, which has to fit on a page."""
        shown = self._shown(text)
        return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"

    def _side(self, matrix: Matrix) -> float:
        return min((ROOM - 80) / len(matrix.classes), 30.0)

    def _least(self, block: Block | None) -> float:
        """What a block takes that is not divided, or the first lines of one that is."""
        if isinstance(block, Matrix):
            return self._side(block) * 0.7 * len(block.classes) + 22
        return _THUMB + 40 if isinstance(block, Thumbnails) else 40

    def _keep(self, height: float) -> None:
        """Begins a new page where so much has no room any more, and has on a new one."""
        if self.pdf.get_y() + height > HEIGHT - EDGE and height < HEIGHT - 2 * EDGE:
            self.pdf.add_page()

    def _cards(self, figures: Sequence[tuple[str, str]]) -> None:
        wide, tall = (ROOM - 8 * (len(figures) - 1)) / len(figures), 46.0
        top = self.pdf.get_y()
        self.pdf.set_draw_color(LIGHT.border)
        for place, (name, value) in enumerate(figures):
            left = EDGE + place * (wide + 8)
            self.pdf.set_line_width(0.7)
            self.pdf.rect(left, top, wide, tall, round_corners=True, corner_radius=5)
            self._cell(left + 7, top + 6, wide - 14, 17, value, 12.5, LIGHT.text, align="L", bold=True)
            self.pdf.set_xy(left + 7, top + 23)
            self.pdf.set_font(FAMILY, "", 6.5)
            self.pdf.set_text_color(LIGHT.secondary)
            self.pdf.multi_cell(wide - 12, 8, self._shown(name), align="L")
        self.pdf.set_xy(EDGE, top + tall)

    def _cell(
        self,
        x: float,
        y: float,
        wide: float,
        tall: float,
        text: str,
        size: float,
        colour: str,
        *,
        align: str = "C",
        bold: bool = False,
        fill: str = "",
    ) -> None:
        """A text in a rectangle, cut where it is longer."""
        self.pdf.set_font(FAMILY, "B" * bold, size)
        self.pdf.set_text_color(colour)
        if fill:
            self.pdf.set_fill_color(fill)
        self.pdf.set_xy(x, y)
        self.pdf.cell(wide, tall, self._cut(self._shown(text), wide), align=align, fill=bool(fill))

    def _cut(self, text: str, room: float) -> str:
        if self.pdf.get_string_width(text) <= room:
            return text
        while text and self.pdf.get_string_width(f"{text}…") > room:
            text = text[:-1]
        return f"{text}…"

    def _widths(self, table: Table) -> tuple[float, ...]:
        """Shares of the width: as much as the longest text of a column wants, within bounds."""
        self.pdf.set_font(FAMILY, "", 7.5)
        wanted = [
            min(max(self.pdf.get_string_width(self._shown(row[place])[:60]) for row in (table.head, *table.rows[:200])) + 20, 190)
            for place in range(len(table.head))
        ]
        return tuple(wanted) if sum(wanted) > ROOM else tuple(width / ROOM for width in wanted)

    def _table(
        self,
        rows: Iterable[Sequence[str]],
        widths: Sequence[float],
        numeric: frozenset[int],
        *,
        last: bool = False,
        quiet: int = -1,
    ) -> None:
        """Rows below each other with a line between; the first has the titles, or nothing."""
        head, *body = rows
        whole = min(sum(widths), 1.0) * ROOM
        self.pdf.ln(4)
        self.pdf.set_font(FAMILY, "", 7.5)
        self.pdf.set_text_color(LIGHT.text)
        self.pdf.set_fill_color(LIGHT.surface)  # fpdf2 fills cells with what was filled last
        self.pdf.set_draw_color(LIGHT.border)
        self.pdf.set_line_width(0.5)
        titles = FontFace(emphasis="BOLD", color=LIGHT.secondary)
        aside = FontFace(color=LIGHT.secondary)
        with self.pdf.table(
            align="LEFT",
            borders_layout="HORIZONTAL_LINES",
            col_widths=tuple(widths),
            width=whole,
            line_height=10.5,
            padding=(1.5, 5, 1.5, 0),
            first_row_as_headings=bool(head),
            headings_style=titles,
            v_align="TOP",
            text_align="LEFT",
            wrapmode="WORD",
        ) as table:
            for number, row in enumerate(([head] if head else []) + body):
                line = table.row()
                strong = last and number == len(body)
                for place, text in enumerate(row):
                    style = FontFace(emphasis="BOLD") if strong else aside if place == quiet else None
                    line.cell(self._brief(text), align="RIGHT" if place in numeric else "LEFT", style=style)
        self.pdf.set_x(EDGE)

    def _thumbnail(self, item: Thumbnail, x: float, y: float) -> None:
        if item.png:
            self.pdf.image(io.BytesIO(item.png), x, y, _THUMB, _THUMB, keep_aspect_ratio=True)
        self._cell(x, y + _THUMB + 1, _THUMB + _GAP - 2, 9, item.caption, 6.5, LIGHT.text, align="L")
        if item.said:
            self._cell(x, y + _THUMB + 10, _THUMB + _GAP - 2, 9, item.said, 6.5, LIGHT.problem, align="L")

    def _put_figures(self) -> None:
        """The drawings that wait, side by side."""
        if not self._figures:
            return
        waiting, self._figures = self._figures, []
        tall = max(figure.drawing.height for figure in waiting) * _DRAWING_SCALE
        self._keep(tall + 24)
        top = self.pdf.get_y() + 6
        for place, figure in enumerate(waiting):
            left = EDGE + place * (ROOM + 18) / 2
            self._cell(left, top, (ROOM - 18) / 2, 12, figure.title, SIZE, LIGHT.text, align="L", bold=True)
            x, y = left / _DRAWING_SCALE, (top + 16) / _DRAWING_SCALE
            put_shapes(self.pdf, [shifted(shape, x, y) for shape in drawn_shapes(figure.drawing)], _DRAWING_SCALE)
        self.pdf.set_xy(EDGE, top + tall + 20)


def drawn_shapes(drawing: Drawing) -> Iterable[shapes.Shape]:
    """A drawing as the shapes of pictures."""
    for shape in drawing.shapes:
        colour = _COLOURS[shape.role]
        if isinstance(shape, Line):
            dash: tuple[float, ...] = (4.0, 3.0) if shape.role == "best" else ()
            thick = 1.0 if shape.role in ("grid", "axis") else 1.2 if dash else 1.8
            if shape.tone:
                colour, dash = _TONES[shape.tone % len(_TONES)], _DASHES[shape.tone // len(_TONES) % len(_DASHES)]
            yield shapes.Path(tuple(Point(x, y) for x, y in shape.points), colour, thick, dash=dash)
        elif isinstance(shape, Dots):
            size = shape.radius
            yield from (shapes.Rect(x - size, y - size, 2 * size, 2 * size, colour, radius=size) for x, y in shape.points)
        elif isinstance(shape, Label):
            yield shapes.Text(shape.x, shape.y, printable(shape.text), 11.0, colour, shape.anchor)


def _mono() -> Path:
    """The letters of commands: DejaVu Sans Mono, which comes with matplotlib."""
    spec = find_spec("matplotlib")
    assert spec is not None and spec.origin is not None, "matplotlib is among the dependencies"  # noqa: PT018
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSansMono.ttf"
