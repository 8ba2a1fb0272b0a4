"""What tells one image of a dataset from another: its key, which says where it is, and the digest of its contents."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.digests import digest_of
from cnn.datasets.pages import Files, PagedPath, names_of
from cnn.datasets.pixels.arrays import digest_of_image
from cnn.files.json_models import escaped

#: letters of a digest that tell an image from the others of its dataset
CHECK = 16


def keyed(dataset: Dataset, folder: Path | None = None) -> Dataset:
    """The same dataset, its images named: files by their path below its `folder`, as on every system (`cats/1.png`; what is no
    Unicode is spelled out), others by their split and place (`train[0]`)."""
    train, *others = (
        None if split is None else replace(split, keys=_keys(split, name, folder))
        for name, split in (("train", dataset.train), ("test", dataset.test), ("validation", dataset.validation))
    )
    assert train is not None
    return replace(dataset, train=train, test=others[0], validation=others[1], folder=folder)


def digest(split: Split, place: int) -> str:
    """SHA-256 of an image as it is stored, in whatever range it is used: of its file, or of its pixels. "" for a file that can't
    be read."""
    if split.images is not None:
        return split.digests[place] if split.digests else digest_of_image(split.images[place])
    return digest_of(split.files[place])


def check(split: Split, place: int) -> str:
    """By what an image is known again."""
    return digest(split, place)[:CHECK]


def checks(split: Split, places: Iterable[int]) -> dict[str, str]:
    """The check of each of these images by its key, as `cnn.datasets.division.curation` takes them."""
    return {split.keys[place]: check(split, place) for place in places}


def _keys(split: Split, name: str, folder: Path | None) -> tuple[str, ...]:
    if not split.files:
        return tuple(f"{name}[{place}]" for place in range(len(split)))
    folders = [] if folder is None else [str(folder), os.path.normpath(folder.absolute())]
    roots = [path.rstrip(os.sep) + os.sep for path in folders]
    names = names_of(split.files)
    root = next((root for root in roots if all(name.startswith(root) for name in names)), None)
    below = [_below(name, roots) for name in names] if root is None else [name[len(root) :] for name in names]
    keys = escaped("\0".join(below).replace(os.sep, "/")).split("\0")  # no path holds it
    if isinstance(split.files, Files):
        return tuple(keys)
    return tuple(key + _page(path) if isinstance(path, PagedPath) else key for key, path in zip(keys, split.files, strict=True))


def _page(path: PagedPath) -> str:
    """Which page of a file it is, from 1, where a file has several images."""
    return "" if path.page is None else f"[page {path.page + 1}]"


def _below(path: str, roots: list[str]) -> str:
    root = next((root for root in roots if path.startswith(root)), "")
    return path[len(root) :]
