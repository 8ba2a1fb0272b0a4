"""A dataset as the pipeline sees it: images (in memory or as files), what is to be learned of them, and what that is called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cnn.datasets.pages import Files
from cnn.datasets.pixels.pixel_range import Depth, Range
from cnn.datasets.sizes import Facts, Size, Sizes
from cnn.datasets.task import Learned, Task
from cnn.words.language import tr
from cnn.words.lists import listed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Images = NDArray[np.uint8] | NDArray[np.float32]
    Labels = NDArray[np.int32] | NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Split:
    """Images with their labels: either `images` (number × height × width × channels, 0-255, uint8 or float32) or `files`.

    `labels` are class numbers from 0, int32; one per image; for labels and numbers a row of them for each image, float32.
    `others` are those of everything else that is learned of the same images, one array each.
    `shapes` are height, width and channels of each file, where these were looked at.
    `keys` name each image (`division.contents`), once the dataset was opened. `groups` say to what each belongs, such as its
    patient, where images of one must not be trained on and validated on both (`division.grouping`). `pinned` says of each
    whether a person put it to those that are trained on (1) or validated on (2), or left it free (0), int8; None: all are free.
    Of files that have more than 8 bits somewhere (`deep`), or are read in a `range`, nothing is rounded: they are float32.
    `digests` are SHA-256 of `images` with the values that they had before they were brought to 0-255; none where they were so.
    """

    labels: Labels
    images: Images | None = None
    files: Sequence[Path] = ()
    keys: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    pinned: NDArray[np.int8] | None = None
    shapes: tuple[Size, ...] = ()
    deep: bool = False
    range: Range | None = None  # None: of each image's data type
    digests: tuple[str, ...] = ()
    others: tuple[Labels, ...] = ()

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, indices: NDArray[np.integer]) -> Split:
        """The images at these places (from 0), in this order; a place may come more than once."""
        images = None if self.images is None else self.images[indices]
        places = indices.tolist()
        return replace(
            self,
            labels=self.labels[indices],
            images=images,
            files=_taken(self.files, places),
            keys=tuple(self.keys[index] for index in places) if self.keys else (),
            groups=tuple(self.groups[index] for index in places) if self.groups else (),
            shapes=tuple(self.shapes[index] for index in places) if self.shapes else (),
            pinned=None if self.pinned is None else self.pinned[indices],
            digests=tuple(self.digests[index] for index in places) if self.digests else (),
            others=tuple(labels[indices] for labels in self.others),
        )

    def counts(self, classes: int) -> tuple[int, ...]:
        """How many images each class has, or each label; of numbers each image has every one."""
        import numpy as np

        if self.labels.ndim == 2:
            return tuple((self.labels > 0).sum(axis=0).tolist())
        return tuple(np.bincount(self.labels, minlength=classes).tolist())


def _taken(files: Sequence[Path], places: Sequence[int]) -> Sequence[Path]:
    if not files:
        return ()
    return Files(map(files.names.__getitem__, places)) if isinstance(files, Files) else tuple(files[place] for place in places)


@dataclass(frozen=True, eq=False)
class Dataset:
    """A dataset that was opened. `image_shape` (height, width, channels) is None when its images have different sizes.

    `task` says what is learned: the class of an image, any number of labels, or numbers; `classes` are the names of these.
    Where several things are learned, `target` is what the first is called, and `others` are the rest, in the order of
    `Split.others`.
    `validation` and `test` are there when the source keeps them apart. `notes` say what was converted or skipped. `stale` are the
    keys of images about which something was decided (`cnn.datasets.division.curation`) that does not fit them any more.
    """

    name: str
    classes: tuple[str, ...]
    image_shape: tuple[int, int, int] | None
    train: Split
    test: Split | None = None
    validation: Split | None = None
    notes: tuple[str, ...] = ()
    sizes: Sizes | None = None  # of images that differ
    task: Task = "classes"
    target: str = ""
    others: tuple[Learned, ...] = ()
    stale: tuple[str, ...] = ()
    folder: Path | None = None  # that its keys begin in
    arrays: str = ""  # the file of images to train on, where a folder of such files was opened
    several: int = 0  # files of which the first picture is taken, and there are more
    depth: Depth | None = None  # of images of more than 8 bits: the values they have
    range: Range | None = None  # the values that became 0 and 255; None: those of the data type

    @cached_property
    def facts(self) -> Facts:
        """What is known of it without its images."""
        sizes = self.sizes
        if sizes is None:
            assert self.image_shape is not None
            sizes = Sizes.of([self.image_shape])
        first, *others = (
            Facts(len(told.classes), sizes, told.task, *_spread(labels, told.task), self.depth, told.name, told.classes)
            for told, labels in zip(self.learned, (self.train.labels, *self.train.others), strict=True)
        )
        return replace(first, others=tuple(others), arrays=self.arrays)

    @property
    def learned(self) -> tuple[Learned, ...]:
        """Everything that is learned of each image."""
        return Learned(self.target, self.classes, self.task), *self.others

    def learning(self, names: Sequence[str]) -> Dataset:
        """The same data with what is learned in this order of names; itself when these are not the names of all of it."""
        known = [told.name for told in self.learned]
        if sorted(names) != sorted(known) or list(names) == known or len(known) == 1:
            return self
        order = [known.index(name) for name in names]

        def ordered(split: Split | None) -> Split | None:
            if split is None:
                return None
            labels = split.labels, *split.others
            first, *others = (labels[place] for place in order)
            return replace(split, labels=first, others=tuple(others))

        first, *others = (self.learned[place] for place in order)
        train, test, validation = ordered(self.train), ordered(self.test), ordered(self.validation)
        assert train is not None
        told = replace(self, classes=first.classes, task=first.task, target=first.name, others=tuple(others))
        return replace(told, train=train, test=test, validation=validation)

    def as_known(self, learned: Sequence[Learned]) -> Dataset:
        """The same data with what is learned, and the classes of each, in the order of a run, where it has the same."""
        if not learned:
            return self
        dataset = self.learning([told.name for told in learned]).in_order(learned[0].classes)
        if len(learned) == 1 or [told.name for told in dataset.learned] != [told.name for told in learned]:
            return dataset
        for _ in learned[1:]:  # each comes first once, where its classes are put in order
            names = [told.name for told in dataset.learned]
            dataset = dataset.learning([*names[1:], names[0]])
            wanted = next(told for told in learned if told.name == dataset.target)
            dataset = dataset.in_order(wanted.classes)
        return dataset.learning([told.name for told in learned])

    @cached_property
    def size(self) -> int:
        """How many images it has in all."""
        return sum(len(split) for split in (self.train, self.validation, self.test) if split is not None)

    @property
    def held(self) -> Split:
        """What a training on another dataset is validated on: its validation images; without such those to train on."""
        return self.train if self.validation is None else self.validation

    def splits(self) -> dict[str, Split]:
        """Those that the source has: `train`, `validation`, `test`."""
        splits = {"train": self.train, "validation": self.validation, "test": self.test}
        return {name: split for name, split in splits.items() if split is not None}

    def info(self) -> dict[str, dict[str, int]]:
        """Images per split and class."""
        classes = self.classes
        return {name: dict(zip(classes, split.counts(len(classes)), strict=True)) for name, split in self.splits().items()}

    def in_order(self, classes: Sequence[str]) -> Dataset:
        """The same data with its classes numbered as in a run, which may know more of them; itself when it has others.

        Labels and numbers are the same ones in another order, or others.
        """
        import numpy as np

        known = set(classes)
        if tuple(classes) == self.classes or not known.issuperset(self.classes) or len(classes) != len(known):
            return self
        if self.task != "classes":
            return self._with_columns(tuple(classes)) if len(known) == len(self.classes) else self
        places = np.array([classes.index(name) for name in self.classes], np.int32)

        def numbered(split: Split | None) -> Split | None:
            return None if split is None else replace(split, labels=places[split.labels])

        notes = tuple(note for note in self.notes if note not in about_order(self.classes))
        train = replace(self.train, labels=places[self.train.labels])
        test, validation = numbered(self.test), numbered(self.validation)
        return replace(self, classes=tuple(classes), train=train, test=test, validation=validation, notes=notes)

    def _with_columns(self, classes: tuple[str, ...]) -> Dataset:
        """The same labels or numbers in another order."""
        order = [self.classes.index(name) for name in classes]

        def ordered(split: Split | None) -> Split | None:
            return None if split is None else replace(split, labels=split.labels[:, order])

        train = replace(self.train, labels=self.train.labels[:, order])
        return replace(self, classes=classes, train=train, test=ordered(self.test), validation=ordered(self.validation))

    def renamed(self, name: str) -> Dataset:
        """The same data under another name."""
        return replace(self, name=name)


def _spread(labels: Labels, task: Task) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Mean and standard deviation of numbers; nothing for classes and labels."""
    if task != "numbers":
        return (), ()
    return _in_three_digits(labels.mean(axis=0, dtype=float)), _in_three_digits(labels.std(axis=0, dtype=float))


def _in_three_digits(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(f"{value:.3g}") for value in values)


def about_order(classes: Sequence[str]) -> tuple[str, ...]:
    """A note where classes that are numbers do not stand in the order of their values."""
    if not all(name.isascii() and name.isdigit() for name in classes) or list(classes) == sorted(classes, key=int):
        return ()
    shown = listed(classes, 6)
    return (tr("Class names are sorted as text, as in Keras: {0}.", shown),)


def few(notes: Sequence[str], most: int = 6) -> tuple[str, ...]:
    """Notes that fit where there is little room: the first ones, and how many there are beside them."""
    rest = len(notes) - most
    return (*notes[:most], tr("… and {0:,} more.", rest)) if rest > 1 else tuple(notes)
