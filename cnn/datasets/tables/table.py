"""A CSV file as rows of cells: its columns, its encoding, its lines; and what cells look like."""

import codecs
import csv
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets import opening
from cnn.datasets.scanning import is_image
from cnn.errors import DatasetError
from cnn.words.language import marked, tr
from cnn.words.lists import listed, quoted
from cnn.words.plain import is_number
from cnn.words.reasons import reason_of

#: what columns may be called, in lower case
LABELS = ("label", "labels", "class", "classes", "class_name", "class_id", "category", "target", "y", "emotion")
#: rows and cells that are looked at before a table is read, and rows that are read in one go
_LOOKED_AT, _CELLS_LOOKED_AT = 1000, 2_000_000
ROWS = 2000
#: a cell with fewer numbers is no image
_FEWEST_PIXELS = 9
#: no row of pixels has more columns, or a longer line; nobody chooses among more columns
MOST_COLUMNS, LONGEST_LINE, MOST_CHOICES = 1_000_001, 32 << 20, 2000
EXPECTED = marked("Expected a row per image: its pixels and a label, or the path of its file and a label.")
Array = NDArray[Any]
#: decodes what is no UTF-8
_WINDOWS = "layerloom-windows"
#: what the only labels of a table are called
ONLY_LABELS = "labels"


@dataclass(frozen=True)
class Table:
    """A table by its first rows: what separates its cells, whether it has a header, and what its columns are."""

    path: Path
    delimiter: str
    header: tuple[str, ...]  # empty: none
    rows: tuple[tuple[str, ...], ...]
    group: int | None = None  # the column of what images belong to, where that was named

    @classmethod
    def of(cls, path: Path) -> "Table":
        """Looks at the first rows; raises `DatasetError` when there are none."""
        with opened(path) as file:
            first = next(lines(path, file), "")
            delimiter = max((",", ";", "\t"), key=first.count)
        with opened(path) as file:
            rows = list(_first_rows(path, file, delimiter))
        if not rows or len(rows[0]) < 2:
            raise DatasetError(tr("{0} is no table of images.", path.name), tr(EXPECTED))
        if len({len(row) for row in rows}) > 1:
            number, row = next((place, row) for place, row in enumerate(rows, start=1) if len(row) != len(rows[0]))
            raise DatasetError(
                tr(
                    "{0} has rows of different lengths: row {1} has {2} cells, the first {3}.",
                    path.name,
                    number,
                    len(row),
                    len(rows[0]),
                ),
                tr(EXPECTED),
            )
        titled = not any(is_number(cell) or is_image_path(cell) or is_image_in_words(cell) for cell in rows[0])
        if titled and len(rows) == 1:
            raise DatasetError(tr("{0} has no row below its header.", path.name), tr(EXPECTED))
        return cls(path, delimiter, rows[0] if titled else (), tuple(rows[1:] if titled else rows))

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0])

    @property
    def choices(self) -> tuple[str, ...]:
        """What a person can say for the column of the labels."""
        return (self.header if len(self.header) <= MOST_CHOICES else self.header[:: self.width - 1]) or ("first", "last")

    def called(self, names: tuple[str, ...]) -> int | None:
        """The column with one of these names."""
        titles = [title.lower() for title in self.header]
        return next((titles.index(name) for name in names if name in titles), None)

    def column(self, wanted: str) -> int:
        """The column that a person named: `first`, `last`, or its name; raises `DatasetError` when there is none."""
        if wanted in self.header:
            return self.header.index(wanted)
        if wanted in ("first", "last"):
            return 0 if wanted == "first" else self.width - 1
        there = tr("Its columns have no names: first, or last?")
        if self.header:
            there = tr("Its columns: {0}.", listed(self.header[:20]))
        raise DatasetError(tr("{0} has no column {1!r}.", self.path.name, wanted), there)

    def columns(self, wanted: str) -> tuple[int, ...]:
        """The columns that a person named, one or several (`x,y`); raises `DatasetError` when there is none of a name."""
        several = wanted not in self.header and "," in wanted
        found = tuple(self.column(name.strip()) for name in wanted.split(",")) if several else (self.column(wanted),)
        if len(set(found)) < len(found):
            raise DatasetError(tr("{0}::label={1} names a column twice.", self.path.name, wanted), tr("Name each column once."))
        return found

    def titles(self, columns: tuple[int, ...]) -> tuple[str, ...] | None:
        """What columns are called; `None` when they have no names."""
        return tuple(self.header[column] for column in columns) if self.header else None

    def title(self, column: int) -> str:
        """The name of a column, or its number from 1."""
        return quoted(self.header[column]) if self.header else str(column + 1)

    def spell(self, column: int) -> str:
        """What to call a column."""
        if self.header:
            return tr('column "{0}"', self.header[column])
        if column in (0, self.width - 1):
            return tr("last column") if column else tr("first column")
        return tr("column {0}", column + 1)


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """The text of a table, possibly gzipped, UTF-8 or as Excel writes "Unicode text"; letters that are neither are those of
    Windows, so that what is told by them stays apart. What can't be read is a `DatasetError`."""
    try:
        with opening.opened(path, packed=path.suffix.lower() == ".gz") as file:
            encoding = "utf-16" if file.read(2) in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig"
            file.seek(0)
            with TextIOWrapper(file, encoding=encoding, errors=_WINDOWS, newline="") as text:
                yield text
    except (OSError, EOFError, zlib.error) as error:
        gone = isinstance(error, FileNotFoundError)
        hint = tr("It may have been moved, or its disk is not connected.") if gone else tr(EXPECTED)
        raise DatasetError(tr("{0} can't be read: {1}.", path, reason_of(error)), hint) from error


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes as Excel writes them on Windows (code page 1252); a letter for each, whatever they are."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    found = (bytes((byte,)) for byte in error.object[error.start : error.end])
    return "".join(byte.decode("cp1252", "ignore") or byte.decode("latin-1") for byte in found), error.end


codecs.register_error(_WINDOWS, _as_windows)


def lines(path: Path, file: IO[str]) -> Iterator[str]:
    """The lines of a table; raises `DatasetError` for one that is longer than any row of pixels."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise DatasetError(
                tr("{0} has a line of more than {1} MB, which is no row of a table.", path.name, LONGEST_LINE >> 20), tr(EXPECTED)
            )
        yield line


def is_image_in_words(cell: str) -> bool:
    """Whether a cell has the pixels of an image, as numbers beside each other."""
    words = cell.split()
    return len(words) >= _FEWEST_PIXELS and all(map(is_number, words))


def _first_rows(path: Path, file: IO[str], delimiter: str) -> Iterator[tuple[str, ...]]:
    """The rows that say what a table is; raises `DatasetError` when they have more columns than an image has pixels."""
    cells = 0
    for row in islice(_cells(path, file, delimiter), _LOOKED_AT):
        if len(row) > MOST_COLUMNS:
            raise DatasetError(
                tr("{0} has {1:,} columns; an image has at most {2:,} pixels.", path.name, len(row), MOST_COLUMNS - 1),
                tr(EXPECTED),
            )
        if row:
            yield tuple(cell.strip() for cell in row)
        cells += len(row)
        if cells > _CELLS_LOOKED_AT:
            return


def _cells(path: Path, file: IO[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines(path, file), delimiter=delimiter)
    except csv.Error as error:
        raise DatasetError(tr("{0} can't be read as a table: {1}.", path.name, reason_of(error)), tr(EXPECTED)) from error


def rows_of(table: Table, least: int) -> Iterator[list[str]]:
    """Every row but the header; raises `DatasetError` for one that is too short."""
    with opened(table.path) as file:
        for number, row in enumerate(_cells(table.path, file, table.delimiter)):
            if not row or (number == 0 and table.header):
                continue
            if len(row) < least:
                raise DatasetError(
                    tr("Row {0} of {1} has {2} cells instead of {3}.", number + 1, table.path.name, len(row), table.width),
                    tr(EXPECTED),
                )
            yield row


def is_image_path(cell: str) -> bool:
    """Whether a cell is the path of an image; only one with a dot is looked at: a row may have a million numbers."""
    return "." in cell and is_image(cell)


def numbers_or_names(cells: Array, delimiter: str) -> Array:
    """Numbers where all cells are numbers, names otherwise; a table without commas between cells may have them in numbers."""
    try:
        return cells.astype(np.float64)
    except ValueError:
        pass
    try:
        return cells if delimiter == "," else np.char.replace(cells, ",", ".").astype(np.float64)
    except ValueError:
        return cells
