"""How commands print: tables for people, one JSON document for programs."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from cnn.shapes import Shape

#: the option that nearly every command has
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document, and nothing else.")]

#: lines that no terminal folds are kept to this width
_PIPE_WIDTH = 160


def print_json(document: Any) -> None:
    """One JSON document on stdout."""
    print(json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False))


def console(*, stderr: bool = False) -> "Console":
    """Where people read; a pipe gets lines wide enough for every table."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, markup=False, width=None if stream.isatty() else _PIPE_WIDTH)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[str] = ()) -> None:
    """A table; the columns named in `right` hold numbers."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console().print(table)


def number(value: float | None) -> str:
    """A count with commas; `?` when it can't be known."""
    return "?" if value is None else f"{value:,}"


def amount(value: float | None, unit: str = "") -> str:
    """A large number in three digits: `416 k`, `4.1 G`."""
    if value is None:
        return f"? {unit}".strip()
    for factor, prefix in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= factor:
            return f"{value / factor:.3g} {prefix}{unit}"
    return f"{value:.3g} {unit}".strip()


def figure(value: float | None) -> str:
    """A loss or an accuracy in four digits; `–` when it is no number."""
    return "–" if value is None else f"{value:.4f}" if abs(value) >= 1e-3 or value == 0 else f"{value:.2e}"


def shape_text(shape: "Shape | None") -> str:
    """`28×28×1`, `?` when it can't be known."""
    from cnn.shapes import spell

    return "?" if shape is None else spell(shape)
