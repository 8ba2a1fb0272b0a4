"""A dataset image by image, for the process that reads datasets: what there is, small pictures, and what images are known by."""

from collections.abc import Iterable
from functools import cached_property

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.contents import check
from cnn.datasets.groups import captions
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

    def inspected(self, *, again: bool) -> Answer:
        """Looks at some more images for copies and odd ones; what was found once all were looked at."""
        if again or self._inspector is None:
            self._inspector = Inspector(self._dataset)
        if self._inspector.done < self._inspector.total:
            self._inspector.step()
            return Answer(progress=(self._inspector.done, self._inspector.total))
        return Answer(inspection=self._inspector.result())

    @cached_property
    def _places(self) -> dict[str, tuple[Split, int]]:
        return {key: (split, place) for split in self._dataset.splits().values() for place, key in enumerate(split.keys)}
