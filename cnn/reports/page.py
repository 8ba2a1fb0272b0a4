"""A report as one HTML file: nothing is fetched, nothing is executed, and no text in it can become markup.

The page is a tree that the standard library writes out, with every text and every value of an attribute escaped.
"""

import base64
from collections.abc import Iterable
from functools import singledispatch
from pathlib import Path
from xml.etree import ElementTree as ET

from cnn.files.json_models import escaped
from cnn.pictures.carried import META
from cnn.pictures.svg import write_svg
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
from cnn.reports.drawing import Dots, Drawing, Label, Line
from cnn.words.language import current, tr
from cnn.words.plain import printable

STYLE = Path(__file__).with_name("report.css")
#: a table with more rows is scrolled on the screen; on paper it is whole
MOST_ROWS = 40
#: nothing from elsewhere, and no program: a browser refuses what a fault of ours might let in
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def write_page(document: Document, carried: str = "") -> str:
    """The report as the text of an HTML file; `carried` is the project, which travels along unseen."""
    html = ET.Element("html", lang=current().language.replace("_", "-"))
    html.append(_head(document, carried))
    body = ET.SubElement(html, "body")
    main = ET.SubElement(body, "main")
    main.append(_header(document))
    main.append(_contents(document.sections))
    for section in document.sections:
        main.append(_section(section))
    if document.footer:
        main.append(_element("footer", document.footer))
    return f"<!DOCTYPE html>\n{ET.tostring(html, encoding='unicode', method='html')}\n"


def _head(document: Document, carried: str) -> ET.Element:
    head = ET.Element("head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    ET.SubElement(head, "meta", {"name": "color-scheme", "content": "light dark"})
    ET.SubElement(head, "meta", name="generator", content="Layerloom")
    if carried:
        ET.SubElement(head, "meta", name=META, content=escaped(carried))
    head.append(_element("title", document.title))
    style = ET.SubElement(head, "style")
    style.text = STYLE.read_text(encoding="utf-8")  # ours: the only text that is not escaped
    return head


def _header(document: Document) -> ET.Element:
    header = ET.Element("header")
    header.append(_element("h1", document.title))
    header.append(_element("p", document.subtitle, "subtitle"))
    figures = ET.SubElement(header, "ul", {"class": "figures"})
    for name, value in document.figures:
        item = ET.SubElement(figures, "li")
        item.append(_element("strong", value))
        item.append(_element("span", name))
    return header


def _contents(sections: Iterable[Section]) -> ET.Element:
    navigation = ET.Element("nav", {"aria-label": tr("Contents")})
    for section in sections:
        link = _element("a", section.title)
        link.set("href", f"#{section.name}")
        navigation.append(link)
    return navigation


def _section(section: Section) -> ET.Element:
    element = ET.Element("section", id=section.name)
    element.append(_element("h2", section.title))
    figures: ET.Element | None = None
    for block in section.blocks:
        if isinstance(block, Figure):  # side by side, where there is room
            if figures is None:
                figures = ET.SubElement(element, "div", {"class": "drawings"})
            figures.append(written(block))
        else:
            figures = None
            element.append(written(block))
    return element


# ---------------------------------------------------------------------- blocks


@singledispatch
def written(block: Block) -> ET.Element:
    """A block as an element."""
    raise TypeError(f"no HTML for {type(block).__name__}")


@written.register
def _(block: Text) -> ET.Element:
    return _element("p", block.text, "" if block.look == "plain" else block.look)


@written.register
def _(block: Heading) -> ET.Element:
    return _element("h3", block.text)


@written.register
def _(block: Code) -> ET.Element:
    element = ET.Element("pre")
    element.append(_element("code", block.text, lines=True))
    return element


@written.register
def _(block: Words) -> ET.Element:
    element = ET.Element("ul", {"class": "words"})
    for item in block.items:
        element.append(_element("li", item))
    return element


@written.register
def _(block: Facts) -> ET.Element:
    element = ET.Element("dl")
    for name, value in block.rows:
        row = ET.SubElement(element, "div")
        row.append(_element("dt", name))
        row.append(_element("dd", value))
    return element


@written.register
def _(block: Table) -> ET.Element:
    frame, table = _table(_class_of(block.numeric, block.head), long=len(block.rows) > MOST_ROWS)
    head = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for place, name in enumerate(block.head):
        cell = _element("th", name, "number" if place in block.numeric else "")
        cell.set("scope", "col")
        head.append(cell)
    body = ET.SubElement(table, "tbody")
    for number, row in enumerate(block.rows, start=1):
        line = ET.SubElement(body, "tr", {"class": "sum"} if block.last and number == len(block.rows) else {})
        for place, text in enumerate(row):
            line.append(_element("td", text, "number" if place in block.numeric else ""))
    return frame


@written.register
def _(block: Matrix) -> ET.Element:
    frame, table = _table("matrix")
    head = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    ET.SubElement(head, "td")
    for name in block.classes:
        cell = _element("th", name)
        cell.set("scope", "col")
        head.append(cell)
    body = ET.SubElement(table, "tbody")
    for place, (name, counts) in enumerate(zip(block.classes, block.counts, strict=True)):
        row = ET.SubElement(body, "tr")
        title = _element("th", name)
        title.set("scope", "row")
        row.append(title)
        whole = sum(counts) or 1
        for column, count in enumerate(counts):
            cell = _element("td", f"{count:,}" if count else "·", "right" if column == place else "wrong")
            cell.set("style", f"--share: {count / whole:.3f}")
            row.append(cell)
    return frame


@written.register
def _(block: Thumbnails) -> ET.Element:
    element = ET.Element("ul", {"class": "thumbnails"})
    for item in block.items:
        element.append(_thumbnail(item))
    return element


@written.register
def _(block: NetworkPicture) -> ET.Element:
    frame = ET.Element("figure", {"class": "network"})
    picture = ET.SubElement(frame, "picture")
    dark = {"media": "screen and (prefers-color-scheme: dark)", "srcset": _data("image/svg+xml", write_svg(block.dark, ""))}
    ET.SubElement(picture, "source", dark)
    size = {"width": f"{block.light.width:.0f}", "height": f"{block.light.height:.0f}"}
    ET.SubElement(
        picture, "img", {"src": _data("image/svg+xml", write_svg(block.light, "")), "alt": printable(block.alternative), **size}
    )
    return frame


@written.register
def _(block: Figure) -> ET.Element:
    element = ET.Element("figure", {"class": "drawing"})
    element.append(_element("figcaption", block.title))
    element.append(_drawing(block.drawing))
    return element


# ---------------------------------------------------------------------- parts


def _element(name: str, text: str, look: str = "", *, lines: bool = False) -> ET.Element:
    """An element with a text, in which nothing but Unicode that can be printed stands; `lines` keeps its lines apart."""
    element = ET.Element(name, {"class": look} if look else {})
    element.text = "\n".join(map(printable, text.split("\n"))) if lines else printable(text)
    return element


def _table(look: str, *, long: bool = False) -> tuple[ET.Element, ET.Element]:
    """A frame in which a table that is too wide, or too long, is scrolled, and the table."""
    frame = ET.Element("div", {"class": "wide long" if long else "wide", "tabindex": "0"})
    return frame, ET.SubElement(frame, "table", {"class": look} if look else {})


def _class_of(numeric: frozenset[int], head: tuple[str, ...]) -> str:
    return "numbers" if len(numeric) >= len(head) - 1 else ""


def _thumbnail(item: Thumbnail) -> ET.Element:
    element = ET.Element("li")
    if item.png:
        words = printable(f"{item.caption}, {item.said}" if item.said else item.caption)
        ET.SubElement(element, "img", src=_data("image/png", item.png), alt=words)
    element.append(_element("span", item.caption))
    if item.said:
        element.append(_element("span", item.said, "said"))
    return element


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _drawing(drawing: Drawing) -> ET.Element:
    size = {"viewBox": f"0 0 {drawing.width:g} {drawing.height:g}", "role": "img", "aria-label": printable(drawing.spoken)}
    element = ET.Element("svg", size)
    for shape in drawing.shapes:
        if isinstance(shape, Line):
            points = " ".join(f"{x:g},{y:g}" for x, y in shape.points)
            ET.SubElement(element, "polyline", {"class": shape.role, "points": points})
        elif isinstance(shape, Dots):
            for x, y in shape.points:
                place = {"cx": f"{x:g}", "cy": f"{y:g}", "r": f"{shape.radius:g}"}
                ET.SubElement(element, "circle", {"class": shape.role, **place})
        elif isinstance(shape, Label):
            place = {"x": f"{shape.x:g}", "y": f"{shape.y:g}", "text-anchor": shape.anchor}
            text = ET.SubElement(element, "text", {"class": shape.role, **place})
            text.text = printable(shape.text)
    return element
