"""Tables with a column for each pixel."""

from collections.abc import Iterator
from typing import IO

import numpy as np

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.room import require_memory
from cnn.datasets.tables.labels import told_by
from cnn.datasets.tables.pixels import brought_of_table, image_shape, in_small_numbers
from cnn.datasets.tables.table import EXPECTED, LABELS, ONLY_LABELS, ROWS, Array, Table, lines, opened
from cnn.errors import DatasetError
from cnn.words.language import tr
from cnn.words.plain import is_number
from cnn.words.reasons import reason_of

#: characters that are read in one go
_CHARACTERS = 32 << 20


def read_pixels(table: Table, label: str, task: str, pixel_range: str) -> Dataset:
    """The dataset of a table with a column for each pixel; raises `DatasetError`."""
    columns, notes = _labels_of_pixels(table, label)
    aside = columns if table.group is None or table.group in columns else (*columns, table.group)
    shape = image_shape(table, table.width - len(aside), notes)
    labels, rows = list[tuple[str, ...]](), []
    with opened(table.path) as file:
        if table.header:
            file.readline()
        for cells, numbers in _portions(table, aside, file):
            labels += cells
            rows.append(numbers)
            require_memory(table.path.name, 2 * sum(part.nbytes for part in rows))
    read = brought_of_table(table, np.concatenate(rows).reshape(-1, *shape), pixel_range, notes)
    told = told_by(table, columns, [cells[: len(columns)] for cells in labels], notes, task)
    groups = () if table.group is None else tuple(cells[aside.index(table.group)] for cells in labels)
    split = Split(
        told.labels[ONLY_LABELS],
        read.images[table.path.name],
        groups=groups,
        digests=read.digests[table.path.name],
        others=told.others_in(ONLY_LABELS),
    )
    return Dataset(
        table.path.name.partition(".")[0],
        told.classes,
        shape,
        split,
        notes=tuple(notes),
        task=told.task,
        target=told.name,
        others=told.other_names,
        depth=read.depth,
    )


def _labels_of_pixels(table: Table, label: str) -> tuple[tuple[int, ...], list[str]]:
    """The columns of the labels, and a note when they had to be guessed."""
    if label:
        return table.columns(label), []
    if (named := table.called(LABELS)) is not None:
        return (named,), []
    ends = (place for place in (0, table.width - 1) if place != table.group)
    chosen = max(ends, key=lambda column: _looks_like_labels([row[column] for row in table.rows if row[column:]]))
    return (chosen,), [
        tr("The labels were taken from the {0} (otherwise: {1}::label=COLUMN).", table.spell(chosen), table.path.name)
    ]


def _looks_like_labels(cells: list[str]) -> tuple[bool, bool, int]:
    """How much a column looks like classes: names; or numbers from 0 without gaps; the fewer the better."""
    kinds = set(cells)
    if not all(is_number(cell) for cell in kinds):
        return True, True, -len(kinds)
    values = {float(cell) for cell in kinds}
    return len(kinds) > 1, values == set(range(len(values))), -len(kinds)


def _portions(table: Table, columns: tuple[int, ...], file: IO[str]) -> Iterator[tuple[list[tuple[str, ...]], Array]]:
    """Labels and pixels, some thousand rows at a time."""
    done = int(bool(table.header))
    for portion in _in_portions(lines(table.path, file)):
        names, rests = zip(*(_cut(line.rstrip("\r\n"), columns, table) for line in portion), strict=True)
        if not any(rest.strip() for rest in rests):
            raise DatasetError(tr("{0} has rows without pixels.", table.path.name), tr(EXPECTED))
        try:
            numbers = np.loadtxt(rests, np.float64, delimiter=table.delimiter, comments=None, quotechar='"', ndmin=2)
        except ValueError as error:
            raise DatasetError(
                tr(
                    "{0} can't be read, somewhere in the rows {1:,} to {2:,}: {3}.",
                    table.path.name,
                    done + 1,
                    done + len(portion),
                    reason_of(error, 120),
                ),
                tr(EXPECTED),
            ) from error
        if numbers.shape != (len(portion), table.width - len(columns)):
            raise DatasetError(
                tr("{0} has rows of different lengths: {1}, {2}.", table.path.name, table.width, numbers.shape[1] + len(columns)),
                tr(EXPECTED),
            )
        yield [tuple(name.strip().strip('"') for name in cells) for cells in names], in_small_numbers(numbers)
        done += len(portion)


def _in_portions(rows: Iterator[str]) -> Iterator[list[str]]:
    """Rows that are not empty, some thousand at a time, fewer where they are long."""
    portion: list[str] = []
    size = 0
    for row in rows:
        if row.strip():
            portion.append(row)
            size += len(row)
        if len(portion) >= ROWS or size >= _CHARACTERS:
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
