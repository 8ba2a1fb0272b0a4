"""What people write beside their images, told apart: one class each, any number of labels, or numbers.

Where more than one reading makes sense, a note says which was taken and how to say otherwise (`::task=…`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.pixels.arrays import Labels, class_numbers
from cnn.datasets.task import TASKS, Learned, Task
from cnn.errors import DatasetError, brief
from cnn.shapes import spell
from cnn.words.language import labelled, tr
from cnn.words.lists import both, listed
from cnn.words.plain import is_number

Array = NDArray[Any]

#: more labels or numbers than this nobody means; rows that long are something else
MOST_COLUMNS = 10_000
#: whole numbers with gaps are amounts when there are so many of them, and so few images of each
MANY, FEW_EACH = 20, 5
#: what divides the names in a cell, as people write lists; the last two only where a person says that they are lists
_CERTAIN, _POSSIBLE = (";", "|"), (",", " ")


@dataclass(frozen=True)
class Told:
    """What is learned: by split int32 (n,) for classes, float32 (n, k) else; and what classes, labels or numbers are called.

    It has a `name` where there are `others`, which are learned of the same images.
    """

    labels: Mapping[str, Labels]
    classes: tuple[str, ...]
    task: Task
    name: str = ""
    others: tuple["Told", ...] = ()

    def others_in(self, split: str) -> tuple[Labels, ...]:
        """The labels of the others."""
        return tuple(other.labels[split] for other in self.others)

    @property
    def other_names(self) -> tuple[Learned, ...]:
        """What the others are, without their labels."""
        return tuple(Learned(other.name, other.classes, other.task) for other in self.others)


def read_labels(
    arrays: Mapping[str, Array], names: tuple[str, ...] | None, notes: list[str], *, task: str = "", source: str = "FILE"
) -> Told:
    """What arrays of labels mean, all of one dataset; what had to be guessed is told in `notes`.

    `names` are those of classes, labels or numbers; `task` is what a person says they are, "" to find out; `source` is what
    the notes call the dataset. Taken are class numbers, one-hot rows and names (one class an image); rows of 0 and 1 with any
    number of 1s, and lists of names (`cat;dog`); other numbers, one or a row for each image. Raises `DatasetError`.
    """
    require_task(task)
    if "," in task:
        raise _one_alone(source, task)
    taken = task or _found(arrays, names, notes, source)
    if taken == "numbers":
        return Told(*_numbers(arrays, names), "numbers")
    if taken == "labels":
        return Told(*_labels(arrays, names), "labels")
    return Told(*class_numbers(arrays, names, notes), "classes")


def read_several(
    arrays: Mapping[str, Mapping[str, Array]],
    names: Mapping[str, tuple[str, ...] | None],
    notes: list[str],
    *,
    task: str = "",
    source: str = "FILE",
) -> Told:
    """What several arrays of labels mean, by the name of what they tell; `task` is "", or has one for each: `classes,numbers`.

    Each is read as if it stood alone. Raises `DatasetError`.
    """
    require_task(task)
    tasks = task.split(",") if task else [""] * len(arrays)
    if len(tasks) != len(arrays):
        raise DatasetError(
            tr("{0} things are learned ({1}), but ::task={2} names {3}.", len(arrays), listed(arrays), task, len(tasks)),
            tr("Name one for each, in this order, or leave ::task= out."),
        )
    found = []
    for (name, own), wanted in zip(arrays.items(), tasks, strict=True):
        said: list[str] = []
        told = read_labels(own, names.get(name), said, task=wanted, source=source)
        called = (name,) if told.task == "numbers" and len(told.classes) == 1 and not names.get(name) else told.classes
        found.append(replace(told, name=name, classes=called))
        notes += [labelled(name, _OTHERWISE.sub("", note)) for note in said]
    words = listed(Learned(told.name, told.classes, told.task).words for told in found)
    notes.append(
        tr(
            "Each image has {0} things to learn, each by an output of its own: {1} (otherwise: {2}::task=, with {3} "
            "for each, such as classes,numbers).",
            len(found),
            words,
            source,
            listed(TASKS),
        )
    )
    return replace(found[0], others=tuple(found[1:]))


#: what else could be meant, at the end of a note in any language; of one of several things it is said for all at once
_OTHERWISE = re.compile(r"\s?[(（][^(（]*::task=\w+[)）]")


def looks_like_names(cells: Sequence[str]) -> bool:
    """Whether a column holds names: most of its cells are no numbers, as opposed to numbers with a slip among them."""
    return 2 * sum(map(is_number, cells)) < len(cells)


def require_task(task: str) -> None:
    """Raises `DatasetError` for a word that is none of the tasks; several may stand behind each other (`classes,numbers`)."""
    if unknown := [word for word in task.split(",") if word not in TASKS] if task else []:
        raise DatasetError(tr("There is no task {0}.", brief(unknown[0])), tr("Write FILE::task= and one of {0}.", listed(TASKS)))


def _one_alone(name: str, task: str) -> DatasetError:
    return DatasetError(
        tr("{0} has one thing to learn, but ::task={1} names {2}.", name, task, task.count(",") + 1),
        tr("Name one task; several columns are named by ::label=A,B."),
    )


def taken_as(dataset: Dataset, task: str) -> Dataset:
    """A dataset of classes as a person wants it: class names that are numbers as numbers, or each class as a label of its own."""
    require_task(task)
    if task in ("", dataset.task) or dataset.others:
        return dataset
    if "," in task:
        raise _one_alone(dataset.name, task)
    if dataset.task != "classes":
        raise DatasetError(
            tr("{0} has {1}, and can't be taken for {2}.", dataset.name, dataset.task, task), tr("Leave ::task= out.")
        )
    table = np.eye(len(dataset.classes), dtype=np.float32) if task == "labels" else _values_of(dataset.classes)

    def told(split: Split | None) -> Split | None:
        return None if split is None else replace(split, labels=table[split.labels])

    train, test, validation = told(dataset.train), told(dataset.test), told(dataset.validation)
    assert train is not None
    names = dataset.classes if task == "labels" else ("y",)
    as_task: Task = "labels" if task == "labels" else "numbers"
    return replace(dataset, classes=names, task=as_task, train=train, test=test, validation=validation)


def _values_of(classes: tuple[str, ...]) -> NDArray[np.float32]:
    try:
        return np.array([[float(name)] for name in classes], np.float32)
    except ValueError:
        other = next(name for name in classes if not is_number(name))
        raise DatasetError(
            tr("The class {0!r} is no number.", other), tr("Numbers to be told need classes that are numbers.")
        ) from None


# ---------------------------------------------------------------------- which task


def _found(arrays: Mapping[str, Array], names: tuple[str, ...] | None, notes: list[str], source: str) -> Task:
    if any(array.dtype.kind in "US" for array in arrays.values()):
        return _found_in_texts(arrays, notes, source)
    if any(array.size == 0 or array.dtype.kind not in "biuf" or array.ndim > 2 for array in arrays.values()):
        return "classes"  # where it is said what is wrong with them
    if any(array.ndim == 2 and array.shape[1] > 1 for array in arrays.values()):
        return _found_in_rows(arrays, notes, source)
    values = np.concatenate([array.reshape(-1) for array in arrays.values()])
    uneven = values[np.isfinite(values) & (values != np.round(values))] if values.dtype.kind == "f" else values[:0]
    if len(uneven):
        notes.append(tr("Labels such as {0:g} are taken for numbers to be told; classes are whole numbers or names.", uneven[0]))
        return "numbers"
    return "classes" if names is not None else _found_in_whole_numbers(values, notes, source)


def _found_in_whole_numbers(values: Array, notes: list[str], source: str) -> Task:
    """Classes, but for numbers with gaps of which there are nearly as many as images."""
    found = np.unique(values[np.isfinite(values)])
    gaps = len(found) > MANY and (found[0] < 0 or found[-1] >= len(found))
    if gaps and len(values) < FEW_EACH * len(found):
        notes.append(
            tr(
                "The labels are {0:,} different numbers for {1:,} images; they are taken for numbers to be told, not for "
                "classes (otherwise: {2}::task=classes).",
                len(found),
                len(values),
                source,
            )
        )
        return "numbers"
    if gaps:
        notes.append(
            tr("{0} different labels are taken for classes; if they are amounts: {1}::task=numbers.", len(found), source)
        )
    return "classes"


def _found_in_rows(arrays: Mapping[str, Array], notes: list[str], source: str) -> Task:
    rows = [array for array in arrays.values() if array.ndim == 2]
    if not all(_are_0_and_1(array) for array in rows):
        notes.append(
            tr("Rows of {0} numbers are taken for numbers to be told, because they are not all 0 and 1.", rows[0].shape[1])
        )
        return "numbers"
    if len(rows) < len(arrays) or all((array.sum(axis=1) == 1).all() for array in rows):
        return "classes"
    notes.append(
        tr(
            "Rows of {0} times 0 or 1 are taken for labels, of which an image may have several or none (otherwise: "
            "{1}::task=numbers).",
            rows[0].shape[1],
            source,
        )
    )
    return "labels"


def _found_in_texts(arrays: Mapping[str, Array], notes: list[str], source: str) -> Task:
    """Labels where cells are lists of names that come up again in others."""
    cells = sorted({cell for array in arrays.values() for cell in array.reshape(-1).astype(str).tolist()})
    for mark in _CERTAIN:
        lists = [cell for cell in cells if mark in cell]
        if lists and len({name for cell in cells for name in _names(cell, mark)}) <= len(cells):
            notes.append(
                tr(
                    "Cells such as {0} are taken for lists of labels, of which an image may have several or none "
                    "(otherwise: {1}::task=classes).",
                    brief(lists[0], 40),
                    source,
                )
            )
            return "labels"
    return "classes"


def _are_0_and_1(array: Array) -> bool:
    return bool(((array == 0) | (array == 1)).all())


# ---------------------------------------------------------------------- numbers


def _numbers(arrays: Mapping[str, Array], names: tuple[str, ...] | None) -> tuple[Mapping[str, Labels], tuple[str, ...]]:
    found = {name: _as_numbers(array, name) for name, array in arrays.items()}
    width = _common_width(found)
    return found, _called(names, width, "numbers", ("y",) if width == 1 else tuple(f"y{place}" for place in range(width)))


def _as_numbers(array: Array, name: str) -> NDArray[np.float32]:
    rows = _columns(array, name)
    if rows.dtype.kind in "US":
        other = next((cell for cell in rows.reshape(-1).astype(str).tolist() if not is_number(cell)), None)
        if other is not None:
            raise DatasetError(
                tr("{0} holds {1}, which is no number.", name, brief(other, 40)), tr("Each image needs a number to be told.")
            )
    elif rows.dtype.kind not in "biuf":
        raise DatasetError(tr("{0} holds values of type {1}.", name, array.dtype), tr("Expected a number for each image."))
    with np.errstate(over="ignore"):
        numbers: NDArray[np.float32] = rows.astype(np.float64).astype(np.float32)
    if missing := int((~np.isfinite(numbers).all(axis=1)).sum()):
        raise DatasetError(
            tr(
                "{0:,} of the {1:,} images have no finite number in {2} (NaN, infinite or larger than float32 holds).",
                missing,
                len(numbers),
                name,
            ),
            tr("Take them out, or fill the numbers in."),
        )
    return numbers


def _columns(array: Array, name: str) -> Array:
    """An array with a row for each image."""
    if array.size == 0:
        raise DatasetError(tr("{0} is empty.", name), tr("Each image needs its label."))
    if array.ndim not in (1, 2) or (array.ndim == 2 and array.shape[1] > MOST_COLUMNS):
        raise DatasetError(
            tr("{0} is {1}.", name, spell(array.shape)), tr("Expected one number for each image, or a row of them.")
        )
    return array.reshape(len(array), -1)


def _common_width(found: Mapping[str, Array]) -> int:
    widths = {name: array.shape[1] for name, array in found.items()}
    if len(set(widths.values())) > 1:
        told = both(f"{name} {width}" for name, width in widths.items())
        raise DatasetError(tr("Images have different numbers of labels: {0}.", told), tr("Give each image as many."))
    return int(next(iter(widths.values())))


def _called(names: tuple[str, ...] | None, width: int, what: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    if names is not None and len(names) != width:
        raise DatasetError(
            tr("Each image has {0} {1}, but {2} are named.", width, what, len(names)), tr("Name each of them, or none.")
        )
    return names or otherwise


# ---------------------------------------------------------------------- labels


def _labels(arrays: Mapping[str, Array], names: tuple[str, ...] | None) -> tuple[Mapping[str, Labels], tuple[str, ...]]:
    if any(array.dtype.kind in "US" for array in arrays.values()):
        return _from_lists(arrays, names)
    rows = {name: _columns(array, name) for name, array in arrays.items()}
    width = _common_width(rows)
    if width == 1 and not all(map(_are_0_and_1, rows.values())):
        numbers, classes = class_numbers(arrays, names, [])
        table = np.eye(len(classes), dtype=np.float32)
        return {name: table[found] for name, found in numbers.items()}, classes
    for name, array in rows.items():
        if array.dtype.kind not in "biuf" or not _are_0_and_1(array):
            raise DatasetError(tr("{0} has other values than 0 and 1.", name), tr("A label is there (1) or not (0)."))
    found = {name: array.astype(np.float32) for name, array in rows.items()}
    return found, _called(names, width, "labels", tuple(map(str, range(width))))


def _from_lists(arrays: Mapping[str, Array], names: tuple[str, ...] | None) -> tuple[Mapping[str, Labels], tuple[str, ...]]:
    cells = {name: array.reshape(-1).astype(str).tolist() for name, array in arrays.items()}
    every = [cell for column in cells.values() for cell in column]
    mark = next((mark for mark in (*_CERTAIN, *_POSSIBLE) if any(mark in cell.strip() for cell in every)), _CERTAIN[0])
    lists = {name: [_names(cell, mark) for cell in column] for name, column in cells.items()}
    classes = names or tuple(sorted({label for column in lists.values() for labels in column for label in labels}))
    if not classes or len(classes) > MOST_COLUMNS:
        raise DatasetError(
            tr("There are {0:,} different labels.", len(classes)), tr("Expected lists of some names, such as cat;dog.")
        )
    places = {label: place for place, label in enumerate(classes)}
    found: dict[str, Labels] = {}
    for name, column in lists.items():
        rows = np.zeros((len(column), len(classes)), np.float32)
        for row, labels in zip(rows, column, strict=True):
            for label in labels:
                if label not in places:
                    raise DatasetError(
                        tr("The label {0!r} is none of the {1} that are named.", label, len(classes)), tr("Name every label.")
                    )
                row[places[label]] = 1
        found[name] = rows
    return found, classes


def _names(cell: str, mark: str) -> list[str]:
    """The names in a cell; none in an empty one."""
    return [name for part in cell.strip().strip("[]()").split(mark) if (name := part.strip().strip("'\""))]
