"""Tables with all pixels of an image in one cell."""

from itertools import islice

import numpy as np

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.room import require_memory
from cnn.datasets.tables.labels import SPLITS, labels_beside, part_of_row, told_by
from cnn.datasets.tables.pixels import brought_of_table, image_shape, in_small_numbers
from cnn.datasets.tables.table import EXPECTED, ONLY_LABELS, ROWS, Array, Table, is_image_in_words, rows_of
from cnn.errors import DatasetError
from cnn.words.language import tr
from cnn.words.reasons import reason_of


def pixel_column(table: Table) -> int | None:
    """The column whose cells hold a whole image each, as numbers with spaces between them; None where there is none."""
    return next((place for place, cell in enumerate(table.rows[0]) if " " in cell and is_image_in_words(cell)), None)


def read_cells(table: Table, cells: int, label: str, task: str, pixel_range: str) -> Dataset:
    """The dataset of a table whose column `cells` has all pixels of an image in one cell; raises `DatasetError`."""
    notes: list[str] = []
    splits = table.called(SPLITS)
    columns = labels_beside(table, cells, splits, label, notes)
    labels: list[tuple[str, ...]] = []
    parts: list[str] = []
    groups: list[str] = []
    numbers: list[Array] = []
    every = rows_of(table, 1 + max(cells, *columns, splits or 0, table.group or 0))
    while rows := list(islice(every, ROWS)):
        labels += [tuple(row[place].strip() for place in columns) for row in rows]
        parts += [part_of_row(row, splits) for row in rows]
        groups += [] if table.group is None else [row[table.group].strip() for row in rows]
        numbers.append(_numbers_in([row[cells] for row in rows], table, len(numbers[0][0]) if numbers else None))
        require_memory(table.path.name, 2 * sum(part.nbytes for part in numbers))
    shape = image_shape(table, numbers[0].shape[1], notes)
    images, trained = np.concatenate(numbers).reshape(-1, *shape), np.array(parts) == "train"
    read = brought_of_table(table, images, pixel_range, notes, trained if trained.any() else None)
    told = told_by(table, columns, labels, notes, task)
    every_split = Split(
        told.labels[ONLY_LABELS],
        read.images[table.path.name],
        groups=tuple(groups),
        digests=read.digests[table.path.name],
        others=told.others_in(ONLY_LABELS),
    )
    found = {name: every_split.take(np.flatnonzero(np.array(parts) == name)) for name in dict.fromkeys(parts)}
    if "train" not in found:
        raise DatasetError(tr("None of the images in {0} can be trained on: all are for tests.", table.path.name), tr(EXPECTED))
    return Dataset(
        table.path.name.partition(".")[0],
        told.classes,
        shape,
        found["train"],
        found.get("test"),
        found.get("validation"),
        tuple(notes),
        task=told.task,
        target=told.name,
        others=told.other_names,
        depth=read.depth,
    )


def _numbers_in(cells: list[str], table: Table, wanted: int | None) -> Array:
    """A row of numbers for each cell; raises `DatasetError` where they are no numbers, or not as many as in other rows."""
    try:
        numbers = np.loadtxt(cells, np.float64, comments=None, ndmin=2)
    except ValueError as error:
        raise DatasetError(
            tr("{0} has images that can't be read: {1}.", table.path.name, reason_of(error, 120)), tr(EXPECTED)
        ) from error
    if numbers.shape != (len(cells), wanted or numbers.shape[1]):
        raise DatasetError(tr("{0} has images of different sizes, or empty ones.", table.path.name), tr(EXPECTED))
    return in_small_numbers(numbers)
