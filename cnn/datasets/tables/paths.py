"""Tables with the path of a file in each row. Paths stand relative to the table and may not lead out of its folder."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from cnn.datasets.dataset import Dataset
from cnn.datasets.labels import Told
from cnn.datasets.scanning import common_shape, depth_of, is_image, remarks, scan, several_in, sizes_of, split_of, with_pages
from cnn.datasets.tables.labels import PATHS, SPLITS, labelled, labels_beside, part_of_row
from cnn.datasets.tables.table import EXPECTED, ONLY_LABELS, Table, is_image_path, rows_of
from cnn.errors import DatasetError, brief
from cnn.words.language import tr
from cnn.words.plain import is_number
from cnn.words.quantities import number_of


def path_column(table: Table) -> int | None:
    """The column of the files' paths; None for a table of pixels."""
    row = table.rows[0]
    named = table.called(PATHS)
    if named is not None and named < len(row) and is_image(row[named]):
        return named
    return next((place for place, cell in enumerate(row) if is_image_path(cell)), None)


def require_endings(table: Table) -> None:
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


def read_paths(table: Table, files: int, label: str, task: str, pages: str) -> Dataset:
    """The dataset of a table whose column `files` has the paths of its images; raises `DatasetError`."""
    notes: list[str] = []
    splits = table.called(SPLITS)
    labels = labels_beside(table, files, splits, label, notes)
    rows = list(rows_of(table, 1 + max(files, *labels, splits or 0, table.group or 0)))
    told, kept_rows = labelled(table, labels, rows, notes, task)
    listed = [(_inside(table.path, rows[place][files], place + 1), number) for number, place in enumerate(kept_rows)]
    rows = [rows[place] for place in kept_rows]
    notes += _about_repeated([path for path, _ in listed], told)
    items = scan(with_pages(listed, pages))
    parts = [part_of_row(row, splits) for row in rows]
    groups = [row[table.group].strip() for row in rows] if table.group is not None else ()
    found = {
        name: split_of(
            (item for item in items if parts[item.label] == name), told.labels[ONLY_LABELS], groups, told.others_in(ONLY_LABELS)
        )
        for name in set(parts)
    }
    if not len(found.get("train", ())):
        raise DatasetError(
            tr(
                "None of the images that {0} names can be trained on: {1}",
                table.path.name,
                next((item.reason for item in items if item.reason), "all are for tests"),
            ),
            tr(EXPECTED),
        )
    kept = {name: split for name, split in found.items() if len(split)}
    return Dataset(
        table.path.name.partition(".")[0],
        told.classes,
        common_shape(items),
        kept["train"],
        kept.get("test"),
        kept.get("validation"),
        (*notes, *remarks(table.path.parent, items)),
        sizes_of(items),
        told.task,
        told.name,
        told.other_names,
        depth=depth_of(items),
        several=several_in(items),
    )


def _about_repeated(paths: Sequence[Path], told: Told) -> Iterator[str]:
    """A note where one image stands in several rows as several classes: who writes so may mean several labels."""
    if told.task != "classes" or told.others or len(set(paths)) == len(paths):
        return
    classes: dict[Path, set[int]] = {}
    for path, label in zip(paths, told.labels[ONLY_LABELS].tolist(), strict=True):
        classes.setdefault(path, set()).add(label)
    if several := [path for path, found in classes.items() if len(found) > 1]:
        yield number_of(
            "{0} image stands in several rows as several classes: {1}. Several labels of one go into one cell: a;b.|"
            "{0} images stand in several rows as several classes, such as {1}. Several labels of one go into one cell: a;b.",
            len(several),
            several[0].name,
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
