"""What the cells beside an image say: its split, and its label, its labels or its numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from cnn.datasets.labels import MANY, Told, looks_like_names, read_labels, read_several
from cnn.datasets.tables.table import LABELS, ONLY_LABELS, Array, Table, is_image_path, numbers_or_names
from cnn.errors import DatasetError
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.plain import is_number
from cnn.words.quantities import number_of

PATHS = ("path", "file", "filename", "file_name", "filepath", "file_path", "image", "image_path", "img", "image_name", "name")
SPLITS = ("split", "set", "subset", "partition", "usage")
#: what stands in a column of splits
SPLIT_NAMES = {"train": "train", "training": "train", "val": "validation", "valid": "validation", "validation": "validation",
                "test": "test", "testing": "test", "publictest": "validation", "privatetest": "test"}  # fmt: skip


def part_of_row(row: Sequence[str], splits: int | None) -> str:
    """The split that a row belongs to."""
    return "train" if splits is None else SPLIT_NAMES.get(row[splits].strip().lower(), "train")


def labels_beside(table: Table, images: int, splits: int | None, label: str, notes: list[str]) -> tuple[int, ...]:
    """The columns of the labels, where one column has the images; raises `DatasetError` when that has to be said."""
    if label:
        return table.columns(label)
    named = table.called(LABELS)
    others = tuple(place for place in range(table.width) if place not in (images, splits, table.group))
    if named is not None and named != images:
        return (named,)
    if len(others) > 1 and all(row[place] in ("0", "1") for row in table.rows for place in others):
        notes.append(
            tr("The labels are the {0} columns of 0 and 1 (otherwise: {1}::label=COLUMN).", len(others), table.path.name)
        )
        return others
    if len(others) != 1:
        raise DatasetError(
            tr("Which column of {0} has the labels?", table.path.name),
            tr(
                "Name it: {0}::label=COLUMN, or several: ::label=A,B ({1}).",
                table.path.name,
                listed(table.header) or "first, last",
            ),
        )
    return others


def labelled(
    table: Table, columns: tuple[int, ...], rows: list[list[str]], notes: list[str], task: str
) -> tuple[Told, list[int]]:
    """What the labels mean, and the places of the rows that have one: an empty cell is no class."""

    def told(places: Iterable[int], notes: list[str]) -> Told:
        return told_by(table, columns, [tuple(rows[row][column].strip() for column in columns) for row in places], notes, task)

    said: list[str] = []
    whole = told(range(len(rows)), said)
    every = (whole, *whole.others)
    bare = [column for column, one in zip(columns, every, strict=False) if one.task == "classes" and "" in one.classes]
    kept = [place for place, row in enumerate(rows) if all(row[column].strip() for column in bare)]
    if len(kept) in (0, len(rows)):
        notes += said
        return whole, list(range(len(rows)))
    count = number_of(
        "{0} row of {1} has no label and is skipped.|{0} rows of {1} have no label and are skipped.",
        len(rows) - len(kept),
        table.path.name,
    )
    notes.append(count)
    return told(kept, notes), kept


def told_by(table: Table, columns: tuple[int, ...], cells: list[tuple[str, ...]], notes: list[str], task: str) -> Told:
    """What the cells of some columns mean: those of several are numbers, and the columns are called after what they tell; where
    one has names, or there is a task for each, each column is something else to learn."""
    source = f"{table.path.name}{f'::label={table.header[columns[0]]}' if table.header and len(columns) == 1 else ''}"
    called = f"{table.path.name}, {_spelled(table, columns)}"  # in what is wrong with them
    array, names = np.array(cells), table.titles(columns)
    if len(columns) == 1:
        array = numbers_or_names(array[:, 0], table.delimiter)
        told = read_labels({called: array}, None, notes, task=task, source=source)
        return _renamed(replace(told, classes=names) if names and told.task == "numbers" else told)
    if names and _are_apart(array, task):
        own = {
            name: {f"{table.path.name}, {table.spell(column)}": numbers_or_names(array[:, place], table.delimiter)}
            for place, (name, column) in enumerate(zip(names, columns, strict=True))
        }
        for name, cells_of_name in own.items() if not task else ():
            _require_no_slip(table, name, next(iter(cells_of_name.values())))
        return _renamed(read_several(own, {}, notes, task=task, source=table.path.name))
    numbers = numbers_or_names(array, table.delimiter)
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
    return table.spell(columns[0]) if len(columns) == 1 else tr("columns {0}", listed(map(table.title, columns)))


def _renamed(told: Told) -> Told:
    """The same labels, of a table that has no others."""
    [labels] = told.labels.values()
    return replace(told, labels={ONLY_LABELS: labels}, others=tuple(map(_renamed, told.others)))


def _are_apart(cells: Array, task: str) -> bool:
    """Whether each of several columns is something else to learn: a person says so, or one has names."""
    columns: list[list[str]] = cells.T.tolist()
    names = any(map(looks_like_names, columns)) and not any(all(map(is_image_path, column)) for column in columns)
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
