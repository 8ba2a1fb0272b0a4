"""Carries out what a person decided about single images of a dataset (`cnn.datasets.division.curation`)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.contents import check
from cnn.datasets.division.curation import Curation, Label, Mark
from cnn.datasets.division.dividing import TRAINED, VALIDATED, joined
from cnn.datasets.sizes import Sizes
from cnn.errors import DatasetError
from cnn.words.language import tr
from cnn.words.quantities import number_of


def curated(dataset: Dataset, curation: Curation) -> Dataset:
    """The dataset without the images that are excluded, the others with the labels and in the splits that a person gave them.

    What was decided about an image that is gone, or that is another one by now, is not carried out; its key stands in `stale`
    and a note tells it. Where the source keeps no validation images apart, those that are put to training or validation stay
    among the training images and are `pinned`. Raises `DatasetError` when no image to train on is left.
    """
    found, stale = _fitting(dataset, curation)
    classes = _classes(dataset, found.values())
    splits = {name: _relabelled(split, found, classes, dataset) for name, split in dataset.splits().items()}
    own = "validation" in splits
    parts: dict[str, list[Split]] = {"train": [], "validation": [], "test": []}
    for name, split in splits.items():
        goes = np.array([_destination(name, found.get(key), own=own) for key in split.keys], "U16")
        for part in parts:
            if len(places := np.flatnonzero(goes == part)):
                parts[part].append(split.take(places))
    if not own:
        parts["train"] = [_pinned(part, found) for part in parts["train"]]
    whole = {name: joined(several) for name, several in parts.items() if several}
    if "train" not in whole:
        raise DatasetError(tr("All training images of {0} are excluded or moved away.", dataset.name), tr("Put some back."))
    notes = (*dataset.notes, *_notes(found), *_about_stale(stale))
    test, validation = whole.get("test"), whole.get("validation")
    left = replace(
        dataset, classes=classes, train=whole["train"], test=test, validation=validation, notes=notes, stale=tuple(stale)
    )
    return _measured(left)


def _measured(dataset: Dataset) -> Dataset:
    """The dataset with the sizes of the images that are left in it: without the odd ones all may be alike."""
    shapes = [shape for split in dataset.splits().values() for shape in split.shapes]
    if len(shapes) < dataset.size:
        return dataset
    sizes = Sizes.of(shapes)
    return replace(dataset, sizes=sizes, image_shape=sizes.common)


def _fitting(dataset: Dataset, curation: Curation) -> tuple[dict[str, Mark], dict[str, str]]:
    """The marks of images that are there and are those that were meant; and why others are not carried out, by their keys."""
    found: dict[str, Mark] = {}
    stale = dict.fromkeys(curation.marks, "is not there any more")
    for split in dataset.splits().values():
        for place, key in enumerate(split.keys):
            if (mark := curation.marks.get(key)) is None:
                continue
            if check(split, place) != mark.check:
                stale[key] = "is another image by now"
            elif mark.label is not None and not _fits(mark.label, dataset):
                stale[key] = f"can't be {mark.label!r}: the dataset has {dataset.task}"
            else:
                found[key] = mark
                stale.pop(key, None)
    return found, {key: why for key, why in stale.items() if key not in found}


def _fits(label: Label, dataset: Dataset) -> bool:
    if dataset.task == "classes":
        return isinstance(label, str)
    if dataset.task == "labels":
        return isinstance(label, tuple) and all(isinstance(name, str) for name in label)
    return isinstance(label, tuple) and len(label) == len(dataset.classes) and not any(isinstance(item, str) for item in label)


def _classes(dataset: Dataset, marks: Iterable[Mark]) -> tuple[str, ...]:
    """The classes, or labels, with new ones behind those of the source."""
    if dataset.task == "numbers":
        return dataset.classes
    names = (name for mark in marks for name in _names(mark.label))
    return *dataset.classes, *sorted(set(names) - set(dataset.classes))


def _names(label: Label | None) -> Iterator[str]:
    if isinstance(label, str):
        yield label
    elif label is not None:
        yield from (name for name in label if isinstance(name, str))


def _relabelled(split: Split, found: dict[str, Mark], classes: tuple[str, ...], dataset: Dataset) -> Split:
    labels: NDArray[Any] = split.labels.copy()
    if dataset.task == "labels":
        labels = np.pad(labels, ((0, 0), (0, len(classes) - len(dataset.classes))))
    for place, key in enumerate(split.keys):
        if (mark := found.get(key)) is None or mark.label is None:
            continue
        if dataset.task == "labels":
            labels[place] = [name in mark.label for name in classes]
        else:
            labels[place] = classes.index(str(mark.label)) if dataset.task == "classes" else mark.label
    return replace(split, labels=labels)


def _destination(name: str, mark: Mark | None, *, own: bool) -> str:
    """The split that an image of a split goes to; "" for none. `own`: the source keeps validation images apart."""
    if mark is None:
        return name
    if mark.excluded:
        return ""
    if mark.split == "validation" and not own:
        return "train"  # and is pinned
    return mark.split or name


def _pinned(split: Split, found: dict[str, Mark]) -> Split:
    """The images that a person put to training or validation, to stay there when a share is taken for validation."""
    sides = {"train": TRAINED, "validation": VALIDATED}
    marks = (found.get(key) for key in split.keys)
    pinned = np.array([0 if mark is None else sides.get(mark.split or "", 0) for mark in marks], np.int8)
    return replace(split, pinned=pinned) if pinned.any() else split


def _notes(found: dict[str, Mark]) -> Iterator[str]:
    """What was carried out, in a sentence."""
    marks = [mark for mark in found.values() if not mark.excluded]
    said = [
        (len(found) - len(marks), "{0} image is excluded|{0} images are excluded"),
        (sum(mark.label is not None for mark in marks), "{0} has another label|{0} have another label"),
        (sum(mark.split is not None for mark in marks), "{0} is put into a split|{0} are put into a split"),
    ]
    if told := [number_of(words, count) for count, words in said if count]:
        yield f"By hand: {', '.join(told)}."


def _about_stale(stale: dict[str, str]) -> Iterator[str]:
    if stale:
        shown = ", ".join(f"{key} {why}" for key, why in list(stale.items())[:3])
        count = number_of("{0} decision about an image is|{0} decisions about images are", len(stale))
        yield f"{count} not carried out: {shown}{' …' if len(stale) > 3 else ''}."
