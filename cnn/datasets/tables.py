"""CSV files: a row per image, with its pixels, or with the path of its file; and its label.

The column of the labels is the one that is called so, else the first or the last, whichever looks like class numbers; a note says
which. Paths stand relative to the table and may not lead out of its folder.
"""

import csv
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from math import isqrt
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets import opening
from cnn.datasets.arrays import class_numbers, pixels
from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.room import require_memory
from cnn.datasets.scanning import common_shape, is_image, remarks, scan, sizes_of, split_of
from cnn.errors import DatasetError

#: what columns may be called, in lower case
LABELS = ("label", "labels", "class", "classes", "class_name", "class_id", "category", "target", "y", "emotion")
PATHS = ("path", "file", "filename", "file_name", "filepath", "file_path", "image", "image_path", "img", "image_name", "name")
SPLITS = ("split", "set", "subset", "partition", "usage")
#: what stands in a column of splits
_SPLIT_NAMES = {"train": "train", "training": "train", "val": "validation", "valid": "validation", "validation": "validation",
                "test": "test", "testing": "test", "publictest": "validation", "privatetest": "test"}  # fmt: skip
#: rows and cells that are looked at before a table is read, and rows and characters that are read in one go
_LOOKED_AT, _CELLS_LOOKED_AT = 1000, 2_000_000
_ROWS, _CHARACTERS = 2000, 32 << 20
#: no row of pixels has more columns, or a longer line; nobody chooses among more columns
MOST_COLUMNS, LONGEST_LINE, MOST_CHOICES = 1_000_001, 32 << 20, 2000
_EXPECTED = "Expected a row per image: its pixels and a label, or the path of its file and a label."

Array = NDArray[Any]


@dataclass(frozen=True)
class Table:
    """A table by its first rows: what separates its cells, whether it has a header, and what its columns are."""

    path: Path
    delimiter: str
    header: tuple[str, ...]  # empty: none
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, path: Path) -> "Table":
        """Looks at the first rows; raises `DatasetError` when there are none."""
        with opened(path) as file:
            first = next(lines(path, file), "")
            delimiter = max((",", ";", "\t"), key=first.count)
        with opened(path) as file:
            rows = list(_first_rows(path, file, delimiter))
        if not rows or len(rows[0]) < 2:
            raise DatasetError(f"{path.name} is no table of images.", _EXPECTED)
        if len({len(row) for row in rows}) > 1:
            number, row = next((place, row) for place, row in enumerate(rows, start=1) if len(row) != len(rows[0]))
            raise DatasetError(
                f"{path.name} has rows of different lengths: row {number} has {len(row)} cells, the first {len(rows[0])}.",
                _EXPECTED,
            )
        titled = len(rows) > 1 and not any(_is_number(cell) or _is_image(cell) for cell in rows[0])
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
        there = f"Its columns: {', '.join(self.header[:20])}." if self.header else "Its columns have no names: first, or last?"
        raise DatasetError(f"{self.path.name} has no column {wanted!r}.", there)

    def spell(self, column: int) -> str:
        """What to call a column."""
        if self.header:
            return f'column "{self.header[column]}"'
        return {0: "first column", self.width - 1: "last column"}.get(column, f"column {column + 1}")


def read_table(path: Path, label: str = "") -> Dataset:
    """The dataset in a CSV file, whose labels are in the column `label` ("": found by itself). Raises `DatasetError`."""
    table = Table.of(path)
    files = _path_column(table)
    return _read_pixels(table, label) if files is None else _read_paths(table, files, label)


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """The text of a table, possibly gzipped; what can't be read is a `DatasetError`."""
    try:
        with (
            opening.opened(path, packed=path.suffix.lower() == ".gz") as file,
            TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="") as text,
        ):
            yield text
    except (OSError, EOFError, zlib.error) as error:
        raise DatasetError(f"{path} can't be read: {error}.", _EXPECTED) from error


def lines(path: Path, file: IO[str]) -> Iterator[str]:
    """The lines of a table; raises `DatasetError` for one that is longer than any row of pixels."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise DatasetError(
                f"{path.name} has a line of more than {LONGEST_LINE >> 20} MB, which is no row of a table.", _EXPECTED
            )
        yield line


# ---------------------------------------------------------------------- paths


def _path_column(table: Table) -> int | None:
    """The column of the files' paths; None for a table of pixels."""
    row = table.rows[0]
    named = table.called(PATHS)
    if named is not None and named < len(row) and is_image(row[named]):
        return named
    return next((place for place, cell in enumerate(row) if _is_image(cell)), None)


def _read_paths(table: Table, files: int, label: str) -> Dataset:
    splits = table.called(SPLITS)
    labels = _label_of_paths(table, files, splits, label)
    rows = list(_rows(table, 1 + max(files, labels, splits or 0)))
    names = np.array([row[labels].strip() for row in rows])
    notes: list[str] = []
    numbers, classes = class_numbers({"labels": _numbers_or_names(names)}, None, notes)
    items = scan(
        [
            (_inside(table.path, row[files], line), int(number))
            for line, (row, number) in enumerate(zip(rows, numbers["labels"], strict=True), start=1)
        ]
    )
    parts = [_SPLIT_NAMES.get(row[splits].strip().lower(), "train") if splits is not None else "train" for row in rows]
    found = {name: split_of(item for item, part in zip(items, parts, strict=True) if part == name) for name in set(parts)}
    if not len(found.get("train", ())):
        raise DatasetError(
            f"None of the images that {table.path.name} names can be trained on: "
            f"{next((item.reason for item in items if item.reason), 'all are for tests')}",
            _EXPECTED,
        )
    kept = {name: split for name, split in found.items() if len(split)}
    return Dataset(
        table.path.name.partition(".")[0],
        classes,
        common_shape(items),
        kept["train"],
        kept.get("test"),
        kept.get("validation"),
        (*notes, *remarks(table.path.parent, items)),
        sizes_of(items),
    )


def _label_of_paths(table: Table, files: int, splits: int | None, label: str) -> int:
    if label:
        return table.column(label)
    named = table.called(LABELS)
    others = [place for place in range(table.width) if place not in (files, splits)]
    if named is not None and named != files:
        return named
    if len(others) == 1:
        return others[0]
    raise DatasetError(
        f"Which column of {table.path.name} has the labels?",
        f"Name it: {table.path.name}::label=COLUMN ({', '.join(table.header) or 'first, last'}).",
    )


def _inside(table: Path, name: str, line: int) -> Path:
    """The file that a row names; raises `DatasetError` when it lies outside the folder of the table."""
    folder = Path(os.path.normpath(table.parent.absolute()))
    path = Path(os.path.normpath(folder / name.strip().replace("\\", "/")))
    if "\0" in name or not path.is_relative_to(folder):
        raise DatasetError(
            f"Row {line} of {table.name} leads out of its folder: {name[:120]!r}.",
            "Put the table into the folder of its images, or above it.",
        )
    return path


# ---------------------------------------------------------------------- pixels


def _read_pixels(table: Table, label: str) -> Dataset:
    column, notes = _label_of_pixels(table, label)
    shape = _image_shape(table, notes)
    labels, rows = [], []
    with opened(table.path) as file:
        if table.header:
            file.readline()
        for names, numbers in _portions(table, column, file):
            labels += names
            rows.append(numbers)
            require_memory(table.path.name, 2 * sum(part.nbytes for part in rows))
    images = pixels(np.concatenate(rows).reshape(-1, *shape), table.path.name, notes)
    found, classes = class_numbers({"labels": _numbers_or_names(np.array(labels))}, None, notes)
    return Dataset(table.path.name.partition(".")[0], classes, shape, Split(found["labels"], images), notes=tuple(notes))


def _label_of_pixels(table: Table, label: str) -> tuple[int, list[str]]:
    """The column of the labels, and a note when it had to be guessed."""
    if label:
        return table.column(label), []
    if (named := table.called(LABELS)) is not None:
        return named, []
    chosen = max((0, table.width - 1), key=lambda column: _looks_like_labels([row[column] for row in table.rows if row[column:]]))
    return chosen, [f"The labels were taken from the {table.spell(chosen)} (otherwise: {table.path.name}::label=COLUMN)."]


def _looks_like_labels(cells: list[str]) -> tuple[bool, bool, int]:
    """How much a column looks like classes: names; or numbers from 0 without gaps; the fewer the better."""
    kinds = set(cells)
    if not all(_is_number(cell) for cell in kinds):
        return True, True, -len(kinds)
    values = {float(cell) for cell in kinds}
    return len(kinds) > 1, values == set(range(len(values))), -len(kinds)


def _image_shape(table: Table, notes: list[str]) -> tuple[int, int, int]:
    count = table.width - 1
    for channels in (1, 3):
        side = isqrt(count // channels)
        if side * side * channels == count:
            notes.append(f"Rows of {count:,} numbers are taken for images of {side}×{side}×{channels}.")
            return side, side, channels
    raise DatasetError(f"{table.path.name} has rows of {count:,} numbers beside the label, which is no square image.", _EXPECTED)


def _portions(table: Table, column: int, file: IO[str]) -> Iterator[tuple[list[str], Array]]:
    """Labels and pixels, some thousand rows at a time."""
    done = int(bool(table.header))
    for portion in _in_portions(lines(table.path, file)):
        names, rests = zip(*(_cut(line.rstrip("\r\n"), column, table) for line in portion), strict=True)
        if not any(rest.strip() for rest in rests):
            raise DatasetError(f"{table.path.name} has rows without pixels.", _EXPECTED)
        try:
            numbers = np.loadtxt(rests, np.float64, delimiter=table.delimiter, comments=None, quotechar='"', ndmin=2)
        except ValueError as error:
            raise DatasetError(
                f"{table.path.name} can't be read, somewhere in the rows {done + 1:,} to {done + len(portion):,}: "
                f"{str(error)[:120]}.",
                _EXPECTED,
            ) from error
        if numbers.shape != (len(portion), table.width - 1):
            raise DatasetError(
                f"{table.path.name} has rows of different lengths: {table.width}, {numbers.shape[1] + 1}.", _EXPECTED
            )
        yield [name.strip().strip('"') for name in names], _small(numbers)
        done += len(portion)


def _in_portions(rows: Iterator[str]) -> Iterator[list[str]]:
    """Rows that are not empty, some thousand at a time, fewer where they are long."""
    portion: list[str] = []
    size = 0
    for row in rows:
        if row.strip():
            portion.append(row)
            size += len(row)
        if len(portion) >= _ROWS or size >= _CHARACTERS:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _cut(line: str, column: int, table: Table) -> tuple[str, str]:
    """The label of a row, and the rest of it."""
    if column == 0:
        label, _, rest = line.partition(table.delimiter)
        return label, rest
    if column == table.width - 1:
        rest, _, label = line.rpartition(table.delimiter)
        return label, rest
    cells = line.split(table.delimiter)
    label = cells.pop(column) if column < len(cells) else ""
    return label, table.delimiter.join(cells)


def _small(numbers: Array) -> Array:
    """The same numbers, in as few bytes as they need."""
    low, high = numbers.min(initial=0), numbers.max(initial=0)
    for kind in (np.uint8, np.uint16):
        if low >= 0 and high <= np.iinfo(kind).max and (numbers == numbers.astype(kind)).all():
            return numbers.astype(kind)
    return numbers.astype(np.float32)


# ---------------------------------------------------------------------- cells


def _first_rows(path: Path, file: IO[str], delimiter: str) -> Iterator[tuple[str, ...]]:
    """The rows that say what a table is; raises `DatasetError` when they have more columns than an image has pixels."""
    cells = 0
    for row in islice(_cells(path, file, delimiter), _LOOKED_AT):
        if len(row) > MOST_COLUMNS:
            raise DatasetError(
                f"{path.name} has {len(row):,} columns; an image has at most {MOST_COLUMNS - 1:,} pixels.", _EXPECTED
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
        raise DatasetError(f"{path.name} can't be read as a table: {error}.", _EXPECTED) from error


def _rows(table: Table, least: int) -> Iterator[list[str]]:
    """Every row but the header; raises `DatasetError` for one that is too short."""
    with opened(table.path) as file:
        for number, row in enumerate(_cells(table.path, file, table.delimiter)):
            if not row or (number == 0 and table.header):
                continue
            if len(row) < least:
                raise DatasetError(
                    f"Row {number + 1} of {table.path.name} has {len(row)} cells instead of {table.width}.", _EXPECTED
                )
            yield row


def _is_image(cell: str) -> bool:
    """Whether a cell is the path of an image; only one with a dot is looked at: a row may have a million numbers."""
    return "." in cell and is_image(cell)


def _is_number(cell: str) -> bool:
    if cell[:1].isalpha() and cell[0] not in "nNiI":  # neither a number, nor nan or inf; for titles that is three times as fast
        return False
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _numbers_or_names(cells: Array) -> Array:
    """Class numbers where all cells are numbers, names otherwise."""
    try:
        return cells.astype(np.float64)
    except ValueError:
        return cells
