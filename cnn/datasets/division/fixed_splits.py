"""A split that a file says: a table with the path of each image (or its place, `train[0]`) and train, validation or test.

A NumPy file says it as well: of the images in their order (classes sorted as text, in each its files), or as such a table.
"""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np

from cnn.datasets.array_splits import with_splits
from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.dividing import joined
from cnn.datasets.npz import array_in
from cnn.datasets.tables.labels import PATHS, SPLIT_NAMES, SPLITS
from cnn.datasets.tables.table import Table, rows_of
from cnn.errors import DatasetError, brief
from cnn.words.language import marked, tr
from cnn.words.quantities import number_of
from cnn.words.reasons import reason_of


def fixed(dataset: Dataset, file: Path) -> Dataset:
    """The dataset with its images in the splits that a file names; those it doesn't name are trained on, and a note says so.

    Raises `DatasetError` where it says nothing of these images, or leaves none to train on.
    """
    if file.suffix.lower() != ".npy":
        return _as_table(dataset, file, _wanted(file))
    told = array_in(file)
    if told.ndim == 2 and told.shape[1] == 2 and told.dtype.kind in "US":
        return _as_table(dataset, file, {_key(path): _split(split, file) for path, split in told.astype(str).tolist()})
    return with_splits(dataset, told, file.name)


def _as_table(dataset: Dataset, file: Path, wanted: dict[str, str]) -> Dataset:
    splits = list(dataset.splits().values())
    goes = [np.array([wanted.get(key, "train") for key in split.keys], "U16") for split in splits]
    parts: dict[str, Split] = {}
    for name in ("train", "validation", "test"):
        taken = [
            split.take(np.flatnonzero(there == name)) for split, there in zip(splits, goes, strict=True) if (there == name).any()
        ]
        if taken:
            parts[name] = joined(taken)
    known = {key for split in splits for key in split.keys}
    if not known & wanted.keys():
        row = next(iter(wanted), "")
        raise DatasetError(
            tr("{0} names no image of {1}: {2}.", file.name, dataset.name, brief(row)),
            tr("One is {0}.", brief(next(iter(known)))),
        )
    if "train" not in parts:
        raise DatasetError(tr("{0} leaves no image of {1} to train on.", file.name, dataset.name), tr("Put some into train."))
    test, validation = parts.get("test"), parts.get("validation")
    notes = (*dataset.notes, *_notes(file, known, wanted))
    return replace(dataset, train=parts["train"], test=test, validation=validation, notes=notes)


def _notes(file: Path, known: set[str], wanted: dict[str, str]) -> list[str]:
    notes = []
    if missing := sorted(known - wanted.keys()):
        notes.append(
            number_of(
                "{0} image is not in {1} and trained on: {2}.|{0} images are not in {1} and trained on, such as {2}.",
                len(missing),
                file.name,
                missing[0],
            )
        )
    if gone := sorted(wanted.keys() - known):
        notes.append(
            number_of(
                "{0} row of {1} names an image that isn't there: {2}.|"
                "{0} rows of {1} name images that aren't there, such as {2}.",
                len(gone),
                file.name,
                gone[0],
            )
        )
    return notes


def _wanted(file: Path) -> dict[str, str]:
    """The split of each image by its key; raises `DatasetError` for a table that doesn't say it."""
    try:
        table = Table.of(file)
        path, split = table.called(PATHS), table.called(SPLITS)
        if path is None or split is None:
            if table.header or table.width != 2:
                raise DatasetError(tr("{0} has no columns called path and split.", file.name), tr(_EXPECTED))
            path, split = 0, 1
        return {_key(row[path]): _split(row[split], file) for row in rows_of(table, 1 + max(path, split))}
    except csv.Error as error:
        raise DatasetError(tr("{0} can't be read as a table: {1}.", file.name, reason_of(error)), tr(_EXPECTED)) from error


_EXPECTED = marked("Expected a row for each image: its path below the folder of the dataset, and train, validation or test.")


def _key(cell: str) -> str:
    return cell.strip().replace("\\", "/").removeprefix("./")


def _split(cell: str, file: Path) -> str:
    name = SPLIT_NAMES.get(cell.strip().lower())
    if name is None:
        raise DatasetError(tr("{0} has a split {1}.", file.name, brief(cell)), tr(_EXPECTED))
    return name
