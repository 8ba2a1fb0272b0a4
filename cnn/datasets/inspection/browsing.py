"""A dataset image by image, for the process that reads datasets: what there is, small pictures, and what images are known by."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.contents import check
from cnn.datasets.groups import captions
from cnn.datasets.inspection.findings import HELD, Inspection
from cnn.datasets.inspection.inspector import Inspector
from cnn.datasets.questions import Answer, Listed, Sample
from cnn.datasets.samples import picture
from cnn.errors import DatasetError
from cnn.words.language import tr


class Browser:
    """The images of a dataset by their keys, in the order of its splits."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._inspector: Inspector | None = None
        self._held = ""  # what the dataset is called that is looked through as well

    def listed(self, first: int, most: int) -> Answer:
        """So many images from one on."""
        found: list[tuple[str, str, tuple[str, ...]]] = []
        before = 0
        for name, split in self._dataset.splits().items():
            wanted = range(max(first - before, 0), min(first + most - before, len(split)))
            found += [(split.keys[place], name, captions(self._dataset, split, place)) for place in wanted]
            before += len(split)
        keys, splits, told = zip(*found, strict=True) if found else ((), (), ())
        labels, others = tuple(first for first, *_ in told), tuple(tuple(rest) for _, *rest in told if rest)
        learned = tuple(told.name for told in self._dataset.learned) if self._dataset.others else ()
        return Answer(
            listed=Listed(keys=keys, splits=splits, labels=labels, total=self._dataset.size, others=others, learned=learned)
        )

    def checks(self, keys: Iterable[str]) -> Answer:
        """By what images are known again; those that are not there, or can't be read now, are left out. Raises `DatasetError`
        where none can be read: what was decided would be about another image once they are there again."""
        wanted = {key: check(*place) for key in keys if (place := self._places.get(key)) is not None}
        found = {key: known for key, known in wanted.items() if known}
        if wanted and not found:
            raise DatasetError(
                tr("{0} can't be read, so that nothing can be decided about it now.", next(iter(wanted))),
                tr("It may have been moved, or its disk is not connected."),
            )
        return Answer(checks=found)

    def pictures(self, keys: Iterable[str], side: int) -> Answer:
        """Small pictures; what can't be read has none."""
        found = ((key, self._places.get(key)) for key in keys)
        images = ((key, None if place is None else picture(*place, side)) for key, place in found)
        return Answer(
            samples=tuple(
                Sample(label="", shape=image.shape, pixels=image.tobytes(), key=key) for key, image in images if image is not None
            )
        )

    def inspected(self, *, again: bool, open_held: Callable[[], tuple[str, Dataset]] | None = None) -> Answer:
        """Looks at some more images for copies and odd ones; what was found once all were looked at. With `open_held`, which
        gives a title and a dataset to be validated on, also copies between both; an image of that is named with the title."""
        if again or self._inspector is None:
            held = None
            if open_held is not None:
                self._held, held = open_held()
            self._inspector = Inspector(self._dataset, held)
        if self._inspector.done < self._inspector.total:
            self._inspector.step()
            return Answer(progress=(self._inspector.done, self._inspector.total))
        return Answer(inspection=self._named(self._inspector.result()))

    def _named(self, found: Inspection) -> Inspection:
        """An image of the other dataset may have the key of one of this: it bears the name of its dataset, and what is odd
        about it is found where that is looked through."""
        copies = tuple(
            replace(
                group,
                keys=tuple(
                    f"{self._held}: {key}" if split == HELD else key for key, split in zip(group.keys, group.splits, strict=True)
                ),
            )
            for group in found.copies
            if set(group.splits) != {HELD}
        )
        return replace(found, copies=copies, odd=tuple(odd for odd in found.odd if odd.split != HELD))

    @cached_property
    def _places(self) -> dict[str, tuple[Split, int]]:
        return {key: (split, place) for split in self._dataset.splits().values() for place, key in enumerate(split.keys)}
