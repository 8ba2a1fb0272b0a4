"""Carries out what a person decided about single images of a dataset (`cnn.datasets.division.curation`)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.contents import check
from cnn.datasets.division.curation import Curation, Label, Mark
from cnn.datasets.division.dividing import TRAINED, VALIDATED, joined
from cnn.datasets.sizes import Sizes
from cnn.datasets.task import Learned
from cnn.errors import DatasetError
from cnn.words.language import tr
from cnn.words.lists import phrases
from cnn.words.quantities import number_of


def curated(dataset: Dataset, curation: Curation) -> Dataset:
    """The dataset without the images that are excluded, the others with the labels and in the splits that a person gave them.

    What was decided about an image that is gone, or that is another one by now, is not carried out; its key stands in `stale`
    and a note tells it. Where the source keeps no validation images apart, those that are put to training or validation stay
    among the training images and are `pinned`. Raises `DatasetError` when no image to train on is left.
    """
    found, stale = _fitting(dataset, curation)
    first, *others = (_learned(told, place, found.values()) for place, told in enumerate(dataset.learned))
    splits = {name: _relabelled(split, found, dataset.learned, (first, *others)) for name, split in dataset.splits().items()}
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
    left = replace(dataset, train=whole["train"], test=test, validation=validation, notes=notes, stale=tuple(stale))
    return _measured(replace(left, classes=first.classes, others=tuple(others)))


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
    stale = dict.fromkeys(curation.marks, tr("is not there any more"))
    for split in dataset.splits().values():
        for place, key in enumerate(split.keys):
            if (mark := curation.marks.get(key)) is None:
                continue
            if check(split, place) != mark.check:
                stale[key] = tr("is another image by now")
            elif wrong := _misfit(mark, dataset.learned):
                stale[key] = wrong
            else:
                found[key] = mark
                stale.pop(key, None)
    return found, {key: why for key, why in stale.items() if key not in found}


def _misfit(mark: Mark, learned: Sequence[Learned]) -> str:
    """Why what was decided about a label can't be carried out; "" where it can. What is learned no more may be learned again."""
    for place, told in enumerate(learned):
        label = mark.label_of(told.name, first=place == 0)
        if label is not None and not _fits(label, told):
            return tr("can't be {0!r}: {1} has {2}", label, told.name or tr("the dataset"), told.task)
    return ""


def _fits(label: Label, told: Learned) -> bool:
    if told.task == "classes":
        return isinstance(label, str)
    if told.task == "labels":
        return isinstance(label, tuple) and all(isinstance(name, str) for name in label)
    return isinstance(label, tuple) and len(label) == len(told.classes) and not any(isinstance(item, str) for item in label)


def _learned(told: Learned, place: int, marks: Iterable[Mark]) -> Learned:
    """One of the things that are learned, with new classes, or labels, behind those of the source."""
    if told.task == "numbers":
        return told
    names = {name for mark in marks for name in _names(mark.label_of(told.name, first=place == 0))}
    return replace(told, classes=(*told.classes, *sorted(names - set(told.classes))))


def _names(label: Label | None) -> Iterator[str]:
    if isinstance(label, str):
        yield label
    elif label is not None:
        yield from (name for name in label if isinstance(name, str))


def _relabelled(split: Split, found: dict[str, Mark], before: Sequence[Learned], after: Sequence[Learned]) -> Split:
    decided = [(place, mark) for place, key in enumerate(split.keys) if (mark := found.get(key)) is not None and mark.relabelled]
    every: list[NDArray[Any]] = []
    for number, (labels, was, now) in enumerate(zip((split.labels, *split.others), before, after, strict=True)):
        given = ((place, mark.label_of(now.name, first=number == 0)) for place, mark in decided)
        every.append(_given(labels, len(was.classes), now, given))
    return replace(split, labels=every[0], others=tuple(every[1:]))


def _given(labels: NDArray[Any], known: int, told: Learned, given: Iterable[tuple[int, Label | None]]) -> NDArray[Any]:
    """The labels of a split, with others at the places that have some; so many of the classes that are `told` were `known`."""
    labels = np.pad(labels, ((0, 0), (0, len(told.classes) - known))) if told.task == "labels" else labels.copy()
    for place, label in given:
        if label is None:
            continue
        if told.task == "labels":
            labels[place] = [name in label for name in told.classes]
        else:
            labels[place] = told.classes.index(str(label)) if told.task == "classes" else label
    return labels


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
        (sum(mark.relabelled for mark in marks), "{0} has another label|{0} have another label"),
        (sum(mark.split is not None for mark in marks), "{0} is put into a split|{0} are put into a split"),
    ]
    if told := [number_of(words, count) for count, words in said if count]:
        yield tr("By hand: {0}.", phrases(told))


def _about_stale(stale: dict[str, str]) -> Iterator[str]:
    if stale:
        shown = phrases(f"{key} {why}" for key, why in list(stale.items())[:3]) + (" …" if len(stale) > 3 else "")
        yield number_of(
            "{0} decision about an image is not carried out: {1}.|{0} decisions about images are not carried out: {1}.",
            len(stale),
            shown,
        )
