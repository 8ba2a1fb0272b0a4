"""Looking at image files before they are trained on: which can be read, how large they are, and what is said of the others."""

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cnn.datasets import looks
from cnn.datasets.dataset import Split
from cnn.datasets.division.digests import Stat
from cnn.datasets.in_parts import in_parts
from cnn.datasets.pages import Files, Named, PagedPath, as_paged
from cnn.datasets.pixels.arrays import Labels
from cnn.datasets.pixels.images import SUFFIXES, Look, look, pages_of
from cnn.datasets.pixels.pixel_range import Depth
from cnn.datasets.reading_progress import Progress
from cnn.datasets.sizes import Size, Sizes
from cnn.errors import DatasetError
from cnn.words.language import labelled, tr

#: files up to this many bytes in all are decoded once to find those that were cut short; of more only the headers are read
CHECKED_BYTES = 128 << 20

#: of the deep images of more bytes so many are decoded to see which values they have
LOOKED_INTO = 64

_ENDINGS = tuple(SUFFIXES)


class Found(NamedTuple):
    """An image file that was looked at."""

    file: Named
    label: int
    look: Look | None  # None: can't be read
    reason: str = ""

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.file) if isinstance(self.file, str) else self.file

    @property
    def shape(self) -> Size | None:
        """Height, width and channels; None when it can't be read."""
        return None if self.look is None else self.look.shape


def scan(labelled: Sequence[tuple[Named, int]]) -> list[Found]:
    """Looks at files with their class numbers, in parallel. Of many what was seen is remembered, and those that are unchanged are
    not opened again."""
    if len(labelled) < looks.FEWEST:
        whole = sum(_size(path) for path, _ in labelled) <= CHECKED_BYTES
        return [found for part in in_parts(labelled, lambda item: _look(*item, whole=whole)) for found in part]
    with _uncollected():
        return _scan_many(labelled)


def _scan_many(labelled: Sequence[tuple[Named, int]]) -> list[Found]:
    began, progress = looks.now(), Progress(len(labelled), rounds=2)
    base = "" if os.path.isabs(labelled[0][0]) else f"{Path.cwd()}{os.sep}"  # noqa: PTH117 - may be a name alone
    names = [base + os.fspath(path) for path, _ in labelled]
    stats: list[Stat | None] = []
    for known in in_parts(names, looks.stat_of):
        stats += known
        progress.add(len(known))
    whole = sum(stat.size for stat in stats if stat is not None) <= CHECKED_BYTES
    folder = looks.common_folder(names)
    remembered = looks.kept(folder, whole=whole)
    for place, (path, _) in enumerate(labelled):
        if isinstance(path, PagedPath):  # of whose file others are other pages
            stats[place] = None
    found = [
        None if look is None else Found(path, label, look)
        for (path, label), look in zip(labelled, remembered.looks(names, stats), strict=True)
    ]
    fresh = [place for place, item in enumerate(found) if item is None]
    if len(fresh) < len(found):
        progress.add(len(found) - len(fresh))
    todo = iter(fresh)
    parts = in_parts(fresh, lambda place: _look(*labelled[place], whole=whole, regular=stats[place] is not None))
    for part in parts:
        for item in part:
            found[next(todo)] = item
        progress.add(len(part))
    items = [item for item in found if item is not None]
    seen = [
        (name, stat, item.look)
        for name, stat, item in zip(names, stats, items, strict=True)
        if stat is not None and item.look is not None and looks.is_kept(stat, began)
    ]
    if seen and (fresh or len(seen) != len(remembered.paths)):
        looks.keep(folder, seen, whole=whole)
    return items


@contextmanager
def _uncollected() -> Iterator[None]:
    """Inside, Python does not look for garbage in cycles: among a million new objects that takes longer than to make them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def with_pages(labelled: Sequence[tuple[Named, int]], pages: str) -> list[tuple[Named, int]]:
    """Files with their class numbers, each as a source reads its pages: as channels, or each page as an image."""
    if not pages:
        return list(labelled)
    if pages != "images":
        return [(as_paged(Path(path), pages), label) for path, label in labelled]
    counts = [count for part in in_parts([path for path, _ in labelled], _pages) for count in part]
    return [
        (path if count == 1 else PagedPath.of(Path(path), page), label)
        for (path, label), count in zip(labelled, counts, strict=True)
        for page in range(count)
    ]


def _pages(path: Named) -> int:
    try:
        return pages_of(Path(path))
    except DatasetError:
        return 1  # looking at it will say what is wrong


def split_of(
    items: Iterable[Found], told: Labels | None = None, groups: Sequence[str] = (), others: Sequence[Labels] = ()
) -> Split:
    """Those that can be read; with `told` the labels of the items are places in it, in `others`, and in `groups` where there are
    any."""
    good = [item for item in items if item.look is not None]
    labels: Labels = np.array([item.label for item in good], np.int32)
    deep = any(item.look.deep for item in good if item.look is not None)
    groups = tuple(groups[item.label] for item in good) if groups else _of_pages(good)
    files, shapes = Files.of(item.file for item in good), tuple(item.look.shape for item in good if item.look is not None)
    own, rest = labels if told is None else told[labels], tuple(other[labels] for other in others)
    return Split(own, files=files, groups=groups, deep=deep, shapes=shapes, others=rest)


def _of_pages(items: Sequence[Found]) -> tuple[str, ...]:
    """The file of each page, which belong together; nothing where no file has several."""
    if not any(isinstance(item.file, PagedPath) and item.file.page is not None for item in items):
        return ()
    return tuple(f"{item.path.parent.name}/{item.path.name}" for item in items)


def common_shape(items: Iterable[Found]) -> Size | None:
    """Height, width and channels that all readable ones share; None when they differ."""
    shapes = {item.look.shape for item in items if item.look is not None}
    return shapes.pop() if len(shapes) == 1 else None


def several_in(items: Iterable[Found]) -> int:
    """How many files hold several pictures, of which the first is taken."""
    return sum(item.look is not None and item.look.several for item in items)


def sizes_of(items: Iterable[Found]) -> Sizes:
    """How large those are that can be read, of which there is at least one."""
    return Sizes.of([item.look.shape for item in items if item.look is not None])


def depth_of(items: Iterable[Found]) -> Depth | None:
    """The values of those that have more than 8 bits; where there are too many to look at all of them, of some of them."""
    deep = [item for item in items if item.look is not None and item.look.deep]
    known = [item.look.depth for item in deep if item.look is not None and item.look.depth is not None]
    if len(known) < len(deep):
        places = np.unique(np.linspace(0, len(deep) - 1, min(len(deep), LOOKED_INTO)).astype(int)).tolist()
        found = (_look(deep[place].path, 0, whole=True).look for place in places)
        known = [look.depth for look in found if look is not None and look.depth is not None]
    if not known:
        return None
    tops = {depth.top for depth in known}
    exact = len(known) == len(deep)
    floats = any(depth.floats for depth in known)
    return Depth(min(depth.low for depth in known), max(depth.high for depth in known), max(tops), exact, floats)


def remarks(folder: Path, items: Sequence[Found]) -> tuple[str, ...]:
    """What is to be said of images that were looked at: which can't be read, and what is taken of others."""
    return *_skipped(folder, items), *_taken_in_part(items)


def _skipped(folder: Path, items: Sequence[Found]) -> Iterator[str]:
    """How many can't be read, and each of them."""
    if bad := [item for item in items if item.look is None]:
        yield tr("{0:,} of {1:,} images can't be read and are skipped.", len(bad), len(items))
        yield from (labelled(str(_below(folder, item.path)), item.reason) for item in bad)


def _taken_in_part(items: Sequence[Found]) -> Iterator[str]:
    looks = [item.look for item in items if item.look is not None]
    if several := several_in(items):
        yield tr(
            "{0:,} of {1:,} image files hold several pictures: the first of each is taken (otherwise: ::pages=channels or "
            "::pages=images behind the source).",
            several,
            len(items),
        )
    if cut := sum(look.cut for look in looks):
        yield tr(
            "{0:,} of {1:,} images have colours of more than 8 bits: only the upper 8 are taken (save them as PNG or TIFF in "
            "RGB).",
            cut,
            len(items),
        )
    if clear := sum(look.transparent is True for look in looks):
        yield tr(
            "{0:,} of {1:,} images are transparent in parts: networks without an input for transparency get the colours "
            "beneath, as with Keras.",
            clear,
            len(items),
        )
    elif clear := sum(look.transparent is None for look in looks):
        yield tr(
            "{0:,} of {1:,} images have an alpha channel: networks without an input for transparency get the colours "
            "beneath, as with Keras.",
            clear,
            len(items),
        )


def is_image(name: str) -> bool:
    """Whether a file is taken for an image by the last part of its path."""
    name = name.replace("\\", "/").rpartition("/")[2]
    return name.lower().endswith(_ENDINGS) and not name.startswith(".")  # asked of each cell of a table, of which are millions


def _below(folder: Path, path: Path) -> Path:
    return path.relative_to(folder) if path.is_relative_to(folder) else path


def _size(path: Named) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - may be a name alone
    except OSError:
        return 0  # looking at it will say what is wrong


def _look(path: Named, label: int, *, whole: bool, regular: bool = False) -> Found:
    try:
        return Found(path, label, look(path, whole=whole, regular=regular))
    except DatasetError as error:
        return Found(path, label, None, error.message)
