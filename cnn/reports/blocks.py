"""What a report is made of, as plain values: sections of texts, tables, drawings and pictures.

Each is text as people wrote it, names from strangers' files included; whoever writes it as HTML, Markdown or PDF sees to it that
no text is taken for markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cnn.pictures.drawing import Picture
from cnn.reports.drawing import Drawing

Look = Literal["plain", "quiet", "note", "warning"]
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Text:
    """A paragraph; a "note" or a "warning" stands apart from the rest."""

    text: str
    look: Look = "plain"


@dataclass(frozen=True)
class Heading:
    """What the blocks behind it are about."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Names with what there is to say of each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """A list of short texts."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows below headings; the columns whose numbers (from 0) are in `numeric` hold numbers, `last` stands apart as a total."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    last: bool = False


@dataclass(frozen=True)
class Matrix:
    """How often each class (row) was taken for which (column)."""

    classes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A drawing with its title."""

    title: str
    drawing: Drawing


@dataclass(frozen=True)
class Thumbnail:
    """A small picture (PNG) with a line below it, and a second one."""

    png: bytes
    caption: str
    said: str = ""


@dataclass(frozen=True)
class Thumbnails:
    """Small pictures side by side."""

    items: tuple[Thumbnail, ...]


@dataclass(frozen=True)
class NetworkPicture:
    """The picture of the network in light and in dark colours, and what is to be seen in words."""

    light: Picture
    dark: Picture
    alternative: str


@dataclass(frozen=True)
class Code:
    """Lines to be typed or run as they are."""

    text: str


Block = Text | Heading | Facts | Words | Table | Matrix | Figure | Thumbnails | NetworkPicture | Code


@dataclass(frozen=True)
class Section:
    """A part of a report with its title; `name` is what links call it."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A report: its title, a line below it, the figures that say most, and its sections."""

    title: str
    subtitle: str
    figures: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footer: str = ""
