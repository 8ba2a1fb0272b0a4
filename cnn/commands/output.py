"""How commands print: tables for people, one JSON document for programs."""

import json
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cnn.formats.report import ImportReport
from cnn.shapes import Shape, spell
from cnn.words.language import ENGLISH, current
from cnn.words.plain import columns, padded, printable
from cnn.words.quantities import figure as figure
from cnn.words.quantities import figure_title

if TYPE_CHECKING:
    from rich.console import Console


#: the option that nearly every command has
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document, and nothing else.")]

#: signs of scripts that are written without spaces, and those of their punctuation that begin no line and end none
_SIGN, _ENDS, _BEGINS = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60", "，。；：、！？）》〉】」』”’…", "（《〈【「『“‘"
#: what stands on one line when text is folded: a word, or a single such sign, each with its punctuation
WORD = re.compile(rf"\s*[{_BEGINS}]*(?:[{_SIGN}]|[^\s{_SIGN}{_BEGINS}{_ENDS}]+|[{_BEGINS}{_ENDS}])[{_ENDS}]*\s*")

#: spaces between two columns
_GAP = 2
#: lines that no terminal folds are kept to this width
_PIPE_WIDTH = 160


def print_json(document: Any) -> None:
    """One JSON document on stdout."""
    print(json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False))


def tell_how_it_came_in(report: ImportReport | None) -> None:
    """What there is to say about a file that was opened, on stderr: what is unknown, and what is other than in the file."""
    for line in report.remarks() if report is not None else ():
        print("layerloom:", line, file=sys.stderr)


def console(*, stderr: bool = False) -> "Console":
    """Where people read; a pipe gets lines wide enough for every table."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, markup=False, width=None if stream.isatty() else _PIPE_WIDTH)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[str] = ()) -> None:
    """A table; the columns named in `right` hold numbers. Where a terminal is too narrow for it, cells are folded."""
    table = [tuple(headings), *(tuple(map(printable, row)) for row in rows)]
    widths = [max(map(columns, column)) for column in zip(*table, strict=True)]
    numeric = [heading in set(right) for heading in headings]
    if sys.stdout.isatty() and sum(widths) + _GAP * len(widths) > shutil.get_terminal_size().columns:
        _print_folded(table, numeric)
        return
    for cells in table:
        aligned = (padded(cell, w, right=n) for cell, w, n in zip(cells, widths, numeric, strict=True))
        print((" " * _GAP).join(aligned).rstrip())


def _print_folded(table: list[tuple[str, ...]], numeric: list[bool]) -> None:
    from rich.table import Table  # takes its time: 0.3 s for 500 rows

    folded = Table(box=None, pad_edge=False, header_style="bold")
    for heading, is_number in zip(table[0], numeric, strict=True):
        folded.add_column(heading, justify="right" if is_number else "left", overflow="fold")
    for cells in table[1:]:
        folded.add_row(*cells)
    console().print(folded)


def figure_name(name: str) -> str:
    """What a figure is called; in English by Keras's name for it, as filters and other programs write it."""
    return name if current().language == ENGLISH else figure_title(name)


def number(value: float | None) -> str:
    """A count with commas; `?` when it can't be known."""
    return "?" if value is None else f"{value:,}"


def shape_text(shape: Shape | None) -> str:
    """`28×28×1`, `?` when it can't be known."""
    return "?" if shape is None else spell(shape)
