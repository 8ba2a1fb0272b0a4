"""CSV files: a row per image, with its pixels (a column each, or all in one cell), or with the path of its file; and its label.

The column of the labels is the one that is called so, else the first or the last, whichever looks like class numbers; a note says
which. A person may name several: numbers to be told, or labels that are 0 or 1. Paths stand relative to the table and may not
lead out of its folder.
"""

import codecs
import csv
import os
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import TextIOWrapper
from itertools import islice
from math import isqrt
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets import opening
from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.grouping import is_pattern
from cnn.datasets.labels import MANY, Told, looks_like_names, read_labels, read_several
from cnn.datasets.pixels.arrays import Brought, brought, stored
from cnn.datasets.pixels.pixel_range import TYPE
from cnn.datasets.room import require_memory
from cnn.datasets.scanning import common_shape, depth_of, is_image, remarks, scan, several_in, sizes_of, split_of, with_pages
from cnn.errors import DatasetError, brief
from cnn.words.language import tr
from cnn.words.plain import is_number
from cnn.words.quantities import number_of

#: what columns may be called, in lower case
LABELS = ("label", "labels", "class", "classes", "class_name", "class_id", "category", "target", "y", "emotion")
PATHS = ("path", "file", "filename", "file_name", "filepath", "file_path", "image", "image_path", "img", "image_name", "name")
SPLITS = ("split", "set", "subset", "partition", "usage")
#: what stands in a column of splits
SPLIT_NAMES = {"train": "train", "training": "train", "val": "validation", "valid": "validation", "validation": "validation",
                "test": "test", "testing": "test", "publictest": "validation", "privatetest": "test"}  # fmt: skip
#: rows and cells that are looked at before a table is read, and rows and characters that are read in one go
_LOOKED_AT, _CELLS_LOOKED_AT = 1000, 2_000_000
_ROWS, _CHARACTERS = 2000, 32 << 20
#: a cell with fewer numbers is no image
_FEWEST_PIXELS = 9
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
            raise DatasetError(tr("{0} is no table of images.", path.name), _EXPECTED)
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
                _EXPECTED,
            )
        titled = not any(is_number(cell) or _is_image(cell) or _is_image_in_words(cell) for cell in rows[0])
        if titled and len(rows) == 1:
            raise DatasetError(tr("{0} has no row below its header.", path.name), _EXPECTED)
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
        return f'"{self.header[column]}"' if self.header else str(column + 1)

    def spell(self, column: int) -> str:
        """What to call a column."""
        if self.header:
            return f'column "{self.header[column]}"'
        return {0: "first column", self.width - 1: "last column"}.get(column, f"column {column + 1}")


def read_table(path: Path, label: str = "", task: str = "", pixel_range: str = TYPE, group: str = "", pages: str = "") -> Dataset:
    """The dataset in a CSV file, whose labels are in the column `label`, or in several (`x,y`; "": found by itself).

    `task` says what they are, see `cnn.datasets.labels`, `pixel_range` which values of pixels are black and white; `group` is the
    column of what images belong to, unless it is a pattern of their names; `pages` what the pages of files are. Raises
    `DatasetError`.
    """
    table = Table.of(path)
    if group and (group in table.header or not is_pattern(group)):
        table = replace(table, group=table.column(group))
    if (files := _path_column(table)) is not None:
        return _read_paths(table, files, label, task, pages)
    if (cells := _pixel_column(table)) is not None:
        return _read_cells(table, cells, label, task, pixel_range)
    _require_endings(table)
    return _read_pixels(table, label, task, pixel_range)


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
        raise DatasetError(tr("{0} can't be read: {1}.", path, error), _EXPECTED) from error


#: decodes what is no UTF-8
_WINDOWS = "layerloom-windows"


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
                tr("{0} has a line of more than {1} MB, which is no row of a table.", path.name, LONGEST_LINE >> 20), _EXPECTED
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


def _require_endings(table: Table) -> None:
    """Raises `DatasetError` for a column that is called after files but names none that images are read from."""
    named = table.called(PATHS)
    if named is not None and not is_number(name := table.rows[0][named].strip()):
        raise DatasetError(
            tr(
                'The column "{0}" of {1} names {2}, which is no image by its ending.',
                table.header[named],
                table.path.name,
                brief(name),
            ),
            tr("Expected the path of a file beside the table, with its ending, such as images/cat.png."),
        )


def _read_paths(table: Table, files: int, label: str, task: str, pages: str) -> Dataset:
    notes: list[str] = []
    splits = table.called(SPLITS)
    labels = _labels_beside(table, files, splits, label, notes)
    rows = list(rows_of(table, 1 + max(files, *labels, splits or 0, table.group or 0)))
    told, kept_rows = _labelled(table, labels, rows, notes, task)
    listed = [(_inside(table.path, rows[place][files], place + 1), number) for number, place in enumerate(kept_rows)]
    rows = [rows[place] for place in kept_rows]
    notes += _about_repeated([path for path, _ in listed], told)
    items = scan(with_pages(listed, pages))
    parts = [_part(row, splits) for row in rows]
    groups = [row[table.group].strip() for row in rows] if table.group is not None else ()
    found = {name: split_of((item for item in items if parts[item.label] == name), told.labels[_LABELS], groups,
                            told.others_in(_LABELS)) for name in set(parts)}  # fmt: skip
    if not len(found.get("train", ())):
        raise DatasetError(
            tr(
                "None of the images that {0} names can be trained on: {1}",
                table.path.name,
                next((item.reason for item in items if item.reason), "all are for tests"),
            ),
            _EXPECTED,
        )
    kept = {name: split for name, split in found.items() if len(split)}
    return Dataset(table.path.name.partition(".")[0], told.classes, common_shape(items), kept["train"], kept.get("test"),
                   kept.get("validation"), (*notes, *remarks(table.path.parent, items)), sizes_of(items), told.task,
                   told.name, told.other_names, depth=depth_of(items), several=several_in(items))  # fmt: skip


def _part(row: Sequence[str], splits: int | None) -> str:
    """The split that a row belongs to."""
    return "train" if splits is None else SPLIT_NAMES.get(row[splits].strip().lower(), "train")


def _labels_beside(table: Table, images: int, splits: int | None, label: str, notes: list[str]) -> tuple[int, ...]:
    """The columns of the labels, where one column has the images; raises `DatasetError` when that has to be said."""
    if label:
        return table.columns(label)
    named = table.called(LABELS)
    others = tuple(place for place in range(table.width) if place not in (images, splits, table.group))
    if named is not None and named != images:
        return (named,)
    if len(others) > 1 and all(row[place] in ("0", "1") for row in table.rows for place in others):
        notes.append(f"The labels are the {len(others)} columns of 0 and 1 (otherwise: {table.path.name}::label=COLUMN).")
        return others
    if len(others) != 1:
        raise DatasetError(
            tr("Which column of {0} has the labels?", table.path.name),
            tr(
                "Name it: {0}::label=COLUMN, or several: ::label=A,B ({1}).",
                table.path.name,
                ", ".join(table.header) or "first, last",
            ),
        )
    return others


#: what the only labels of a table are called
_LABELS = "labels"


def _labelled(
    table: Table, columns: tuple[int, ...], rows: list[list[str]], notes: list[str], task: str
) -> tuple[Told, list[int]]:
    """What the labels mean, and the places of the rows that have one: an empty cell is no class."""

    def told(places: Iterable[int], notes: list[str]) -> Told:
        return _told(table, columns, [tuple(rows[row][column].strip() for column in columns) for row in places], notes, task)

    said: list[str] = []
    whole = told(range(len(rows)), said)
    every = (whole, *whole.others)
    bare = [column for column, one in zip(columns, every, strict=False) if one.task == "classes" and "" in one.classes]
    kept = [place for place, row in enumerate(rows) if all(row[column].strip() for column in bare)]
    if len(kept) in (0, len(rows)):
        notes += said
        return whole, list(range(len(rows)))
    count = number_of("{0} row of {1} has no label and is skipped.|{0} rows of {1} have no label and are skipped.",
                      len(rows) - len(kept), table.path.name)  # fmt: skip
    notes.append(count)
    return told(kept, notes), kept


def _about_repeated(paths: Sequence[Path], told: Told) -> Iterator[str]:
    """A note where one image stands in several rows as several classes: who writes so may mean several labels."""
    if told.task != "classes" or told.others or len(set(paths)) == len(paths):
        return
    classes: dict[Path, set[int]] = {}
    for path, label in zip(paths, told.labels[_LABELS].tolist(), strict=True):
        classes.setdefault(path, set()).add(label)
    if several := [path for path, found in classes.items() if len(found) > 1]:
        yield number_of(
            "{0} image stands in several rows as several classes: {1}. Several labels of one go into one cell: a;b.|"
            "{0} images stand in several rows as several classes, such as {1}. Several labels of one go into one cell: a;b.",
            len(several),
            several[0].name,
        )


def _told(table: Table, columns: tuple[int, ...], cells: list[tuple[str, ...]], notes: list[str], task: str) -> Told:
    """What the cells of some columns mean: those of several are numbers, and the columns are called after what they tell; where
    one has names, or there is a task for each, each column is something else to learn."""
    source = f"{table.path.name}{f'::label={table.header[columns[0]]}' if table.header and len(columns) == 1 else ''}"
    called = f"{table.path.name}, {_spelled(table, columns)}"  # in what is wrong with them
    array, names = np.array(cells), table.titles(columns)
    if len(columns) == 1:
        array = _numbers_or_names(array[:, 0], table.delimiter)
        told = read_labels({called: array}, None, notes, task=task, source=source)
        return _renamed(replace(told, classes=names) if names and told.task == "numbers" else told)
    if names and _are_apart(array, task):
        own = {
            name: {f"{table.path.name}, {table.spell(column)}": _numbers_or_names(array[:, place], table.delimiter)}
            for place, (name, column) in enumerate(zip(names, columns, strict=True))
        }
        for name, cells_of_name in own.items() if not task else ():
            _require_no_slip(table, name, next(iter(cells_of_name.values())))
        return _renamed(read_several(own, {}, notes, task=task, source=table.path.name))
    numbers = _numbers_or_names(array, table.delimiter)
    if numbers.dtype.kind in "US":
        row, column = next(
            (row, column) for row in range(len(cells)) for column in range(len(columns)) if not is_number(cells[row][column])
        )
        raise DatasetError(
            tr(
                "Row {0} of {1} has {2!r} in the {3}, which is no number.",
                row + 1,
                table.path.name,
                cells[row][column][:40],
                table.spell(columns[column]),
            ),
            tr("Several columns of labels hold numbers, or 0 and 1."),
        )
    return _renamed(read_labels({called: numbers}, names, notes, task=task, source=source))


def _spelled(table: Table, columns: tuple[int, ...]) -> str:
    """What to call one or several columns."""
    return table.spell(columns[0]) if len(columns) == 1 else f"columns {', '.join(map(table.title, columns))}"


def _renamed(told: Told) -> Told:
    """The same labels, of a table that has no others."""
    [labels] = told.labels.values()
    return replace(told, labels={_LABELS: labels}, others=tuple(map(_renamed, told.others)))


def _are_apart(cells: Array, task: str) -> bool:
    """Whether each of several columns is something else to learn: a person says so, or one has names."""
    columns: list[list[str]] = cells.T.tolist()
    names = any(map(looks_like_names, columns)) and not any(all(map(_is_image, column)) for column in columns)
    return "," in task or (not task and names)


def _require_no_slip(table: Table, name: str, cells: Array) -> None:
    """Raises `DatasetError` for a column of many different numbers with something else among them, which are no classes."""
    if cells.dtype.kind not in "US" or looks_like_names(cells.tolist()) or len(np.unique(cells)) <= MANY:
        return
    row, cell = next((row, cell) for row, cell in enumerate(cells.tolist()) if not is_number(cell))
    raise DatasetError(
        tr('Row {0} of {1} has {2!r} in the column "{3}", which is no number.', row + 1, table.path.name, cell[:40], name),
        tr("Correct it; if they are classes: ::task=, with a word for each column."),
    )


def _inside(table: Path, name: str, line: int) -> Path:
    """The file that a row names; raises `DatasetError` when it lies outside the folder of the table."""
    folder = Path(os.path.normpath(table.parent.absolute()))
    path = Path(os.path.normpath(folder / name.strip().replace("\\", "/")))
    if "\0" in name or not path.is_relative_to(folder):
        raise DatasetError(
            tr("Row {0} of {1} leads out of its folder: {2!r}.", line, table.name, name[:120]),
            tr("Put the table into the folder of its images, or above it."),
        )
    return path


# ---------------------------------------------------------------------- pixels in one cell


def _pixel_column(table: Table) -> int | None:
    """The column whose cells hold a whole image each, as numbers with spaces between them; None where there is none."""
    return next((place for place, cell in enumerate(table.rows[0]) if " " in cell and _is_image_in_words(cell)), None)


def _is_image_in_words(cell: str) -> bool:
    words = cell.split()
    return len(words) >= _FEWEST_PIXELS and all(map(is_number, words))


def _read_cells(table: Table, cells: int, label: str, task: str, pixel_range: str) -> Dataset:
    notes: list[str] = []
    splits = table.called(SPLITS)
    columns = _labels_beside(table, cells, splits, label, notes)
    labels: list[tuple[str, ...]] = []
    parts: list[str] = []
    groups: list[str] = []
    numbers: list[Array] = []
    every = rows_of(table, 1 + max(cells, *columns, splits or 0, table.group or 0))
    while rows := list(islice(every, _ROWS)):
        labels += [tuple(row[place].strip() for place in columns) for row in rows]
        parts += [_part(row, splits) for row in rows]
        groups += [] if table.group is None else [row[table.group].strip() for row in rows]
        numbers.append(_numbers_in([row[cells] for row in rows], table, len(numbers[0][0]) if numbers else None))
        require_memory(table.path.name, 2 * sum(part.nbytes for part in numbers))
    shape = _image_shape(table, numbers[0].shape[1], notes)
    images, trained = np.concatenate(numbers).reshape(-1, *shape), np.array(parts) == "train"
    read = _brought(table, images, pixel_range, notes, trained if trained.any() else None)
    told = _told(table, columns, labels, notes, task)
    every_split = Split(
        told.labels[_LABELS],
        read.images[table.path.name],
        groups=tuple(groups),
        digests=read.digests[table.path.name],
        others=told.others_in(_LABELS),
    )
    found = {name: every_split.take(np.flatnonzero(np.array(parts) == name)) for name in dict.fromkeys(parts)}
    if "train" not in found:
        raise DatasetError(tr("None of the images in {0} can be trained on: all are for tests.", table.path.name), _EXPECTED)
    return Dataset(table.path.name.partition(".")[0], told.classes, shape, found["train"], found.get("test"),
                   found.get("validation"), tuple(notes), task=told.task, target=told.name, others=told.other_names,
                   depth=read.depth)  # fmt: skip


def _brought(
    table: Table, images: Array, pixel_range: str, notes: list[str], trained: NDArray[np.bool_] | None = None
) -> Brought:
    name = table.path.name
    return brought({name: stored(images, name, notes)}, pixel_range, notes, trained)


def _numbers_in(cells: list[str], table: Table, wanted: int | None) -> Array:
    """A row of numbers for each cell; raises `DatasetError` where they are no numbers, or not as many as in other rows."""
    try:
        numbers = np.loadtxt(cells, np.float64, comments=None, ndmin=2)
    except ValueError as error:
        raise DatasetError(tr("{0} has images that can't be read: {1}.", table.path.name, str(error)[:120]), _EXPECTED) from error
    if numbers.shape != (len(cells), wanted or numbers.shape[1]):
        raise DatasetError(tr("{0} has images of different sizes, or empty ones.", table.path.name), _EXPECTED)
    return _small(numbers)


# ---------------------------------------------------------------------- pixels in columns


def _read_pixels(table: Table, label: str, task: str, pixel_range: str) -> Dataset:
    columns, notes = _labels_of_pixels(table, label)
    aside = columns if table.group is None or table.group in columns else (*columns, table.group)
    shape = _image_shape(table, table.width - len(aside), notes)
    labels, rows = list[tuple[str, ...]](), []
    with opened(table.path) as file:
        if table.header:
            file.readline()
        for cells, numbers in _portions(table, aside, file):
            labels += cells
            rows.append(numbers)
            require_memory(table.path.name, 2 * sum(part.nbytes for part in rows))
    read = _brought(table, np.concatenate(rows).reshape(-1, *shape), pixel_range, notes)
    told = _told(table, columns, [cells[: len(columns)] for cells in labels], notes, task)
    groups = () if table.group is None else tuple(cells[aside.index(table.group)] for cells in labels)
    split = Split(
        told.labels[_LABELS],
        read.images[table.path.name],
        groups=groups,
        digests=read.digests[table.path.name],
        others=told.others_in(_LABELS),
    )
    return Dataset(table.path.name.partition(".")[0], told.classes, shape, split, notes=tuple(notes), task=told.task,
                   target=told.name, others=told.other_names, depth=read.depth)  # fmt: skip


def _labels_of_pixels(table: Table, label: str) -> tuple[tuple[int, ...], list[str]]:
    """The columns of the labels, and a note when they had to be guessed."""
    if label:
        return table.columns(label), []
    if (named := table.called(LABELS)) is not None:
        return (named,), []
    ends = (place for place in (0, table.width - 1) if place != table.group)
    chosen = max(ends, key=lambda column: _looks_like_labels([row[column] for row in table.rows if row[column:]]))
    return (chosen,), [f"The labels were taken from the {table.spell(chosen)} (otherwise: {table.path.name}::label=COLUMN)."]


def _looks_like_labels(cells: list[str]) -> tuple[bool, bool, int]:
    """How much a column looks like classes: names; or numbers from 0 without gaps; the fewer the better."""
    kinds = set(cells)
    if not all(is_number(cell) for cell in kinds):
        return True, True, -len(kinds)
    values = {float(cell) for cell in kinds}
    return len(kinds) > 1, values == set(range(len(values))), -len(kinds)


def _image_shape(table: Table, count: int, notes: list[str]) -> tuple[int, int, int]:
    """Height, width and channels of images of so many numbers; raises `DatasetError` for what is no square."""
    for channels in (1, 3):
        side = isqrt(count // channels)
        if side * side * channels == count:
            notes.append(f"Rows of {count:,} numbers are taken for images of {side}×{side}×{channels}.")
            return side, side, channels
    raise DatasetError(
        tr("{0} has rows of {1:,} numbers beside the label, which is no square image.", table.path.name, count), _EXPECTED
    )


def _portions(table: Table, columns: tuple[int, ...], file: IO[str]) -> Iterator[tuple[list[tuple[str, ...]], Array]]:
    """Labels and pixels, some thousand rows at a time."""
    done = int(bool(table.header))
    for portion in _in_portions(lines(table.path, file)):
        names, rests = zip(*(_cut(line.rstrip("\r\n"), columns, table) for line in portion), strict=True)
        if not any(rest.strip() for rest in rests):
            raise DatasetError(tr("{0} has rows without pixels.", table.path.name), _EXPECTED)
        try:
            numbers = np.loadtxt(rests, np.float64, delimiter=table.delimiter, comments=None, quotechar='"', ndmin=2)
        except ValueError as error:
            raise DatasetError(
                tr(
                    "{0} can't be read, somewhere in the rows {1:,} to {2:,}: {3}.",
                    table.path.name,
                    done + 1,
                    done + len(portion),
                    str(error)[:120].rstrip("."),
                ),
                _EXPECTED,
            ) from error
        if numbers.shape != (len(portion), table.width - len(columns)):
            raise DatasetError(
                tr("{0} has rows of different lengths: {1}, {2}.", table.path.name, table.width, numbers.shape[1] + len(columns)),
                _EXPECTED,
            )
        yield [tuple(name.strip().strip('"') for name in cells) for cells in names], _small(numbers)
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


def _cut(line: str, columns: tuple[int, ...], table: Table) -> tuple[tuple[str, ...], str]:
    """The labels of a row, and the rest of it."""
    if columns == (0,):
        label, _, rest = line.partition(table.delimiter)
        return (label,), rest
    if columns == (table.width - 1,):
        rest, _, label = line.rpartition(table.delimiter)
        return (label,), rest
    cells = line.split(table.delimiter)
    labels = tuple(cells[column] if column < len(cells) else "" for column in columns)
    return labels, table.delimiter.join(cell for place, cell in enumerate(cells) if place not in columns)


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
                tr("{0} has {1:,} columns; an image has at most {2:,} pixels.", path.name, len(row), MOST_COLUMNS - 1), _EXPECTED
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
        raise DatasetError(tr("{0} can't be read as a table: {1}.", path.name, error), _EXPECTED) from error


def rows_of(table: Table, least: int) -> Iterator[list[str]]:
    """Every row but the header; raises `DatasetError` for one that is too short."""
    with opened(table.path) as file:
        for number, row in enumerate(_cells(table.path, file, table.delimiter)):
            if not row or (number == 0 and table.header):
                continue
            if len(row) < least:
                raise DatasetError(
                    tr("Row {0} of {1} has {2} cells instead of {3}.", number + 1, table.path.name, len(row), table.width),
                    _EXPECTED,
                )
            yield row


def _is_image(cell: str) -> bool:
    """Whether a cell is the path of an image; only one with a dot is looked at: a row may have a million numbers."""
    return "." in cell and is_image(cell)


def _numbers_or_names(cells: Array, delimiter: str) -> Array:
    """Numbers where all cells are numbers, names otherwise; a table without commas between cells may have them in numbers."""
    try:
        return cells.astype(np.float64)
    except ValueError:
        pass
    try:
        return cells if delimiter == "," else np.char.replace(cells, ",", ".").astype(np.float64)
    except ValueError:
        return cells
