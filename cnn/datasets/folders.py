"""Image folders: one sub-folder per class; or `train` and `test` (and `val`), each with one sub-folder per class."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.images import SUFFIXES, check, header
from cnn.errors import DatasetError

#: files up to this many bytes in all are decoded once to find those that were cut short; of more only the headers are read
CHECKED_BYTES = 128 << 20
#: what sub-folders of splits are called
SPLITS = {
    "train": ("train", "training"),
    "validation": ("val", "valid", "validation"),
    "test": ("test", "testing"),
}

Size = tuple[int, int, int]


@dataclass(frozen=True)
class _Found:
    path: Path
    label: int
    shape: Size | None  # None: can't be read
    reason: str = ""


def read_folder(folder: Path) -> Dataset:
    """The images in a folder; unreadable ones are skipped and told in `notes`. Raises `DatasetError` when none is left."""
    parts = _split_folders(folder)
    files = {split: _files(part) for split, part in parts.items()}
    classes = tuple(sorted({name for found in files.values() for name, paths in found.items() if paths}, key=_natural))
    if not classes:
        raise _empty(folder)
    scanned = {split: _scan(found, classes) for split, found in files.items()}
    splits = {split: part for split, items in scanned.items() if len(part := _split(items))}
    if "train" not in splits:
        raise _empty(folder, scanned["train"])
    items = [item for found in scanned.values() for item in found]
    without = sorted({name for found in files.values() for name in found} - set(classes))
    notes = (*_skipped(folder, items), *(f"The folder {name} has no images and is no class." for name in without))
    name, shape = folder.resolve().name, _common_shape(items)
    return Dataset(name, classes, shape, splits["train"], splits.get("test"), splits.get("validation"), notes)


def _split_folders(folder: Path) -> dict[str, Path]:
    """The folder of each split; just the folder itself when it isn't split."""
    names = {path.name.lower(): path for path in _folders(folder)}
    parts = {split: names[name] for split, known in SPLITS.items() for name in known if name in names}
    if "train" in parts and len(parts) == len(names) and any(_folders(parts["train"])):
        return parts
    return {"train": folder}


def _folders(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))]
    except OSError as error:
        raise DatasetError(f"The folder {folder} can't be read: {error.strerror or error}.", "Check its permissions.") from error


def _natural(name: str) -> tuple[int, int, str]:
    """Numbers by value, then words: class 10 comes after class 9."""
    return (0, int(name), name) if name.isascii() and name.isdigit() else (1, 0, name)


def _files(folder: Path) -> dict[str, list[Path]]:
    """The image files of each sub-folder."""
    return {path.name: _images(path) for path in _folders(folder)}


def _images(folder: Path) -> list[Path]:
    found = []
    for parent, _, names in os.walk(folder):
        found += [Path(parent, name) for name in names if _is_image(name)]
    return sorted(found)


def _scan(files: dict[str, list[Path]], classes: tuple[str, ...]) -> list[_Found]:
    labelled = [(path, label) for label, name in enumerate(classes) for path in files.get(name, ())]
    whole = sum(path.stat().st_size for path, _ in labelled) <= CHECKED_BYTES
    with ThreadPoolExecutor() as pool:  # Pillow decodes without holding the interpreter
        return list(pool.map(lambda item: _look(*item, whole=whole), labelled, chunksize=32))


def _is_image(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES and not name.startswith(".")


def _look(path: Path, label: int, *, whole: bool) -> _Found:
    try:
        return _Found(path, label, check(path) if whole else header(path))
    except DatasetError as error:
        return _Found(path, label, None, error.message)


def _split(items: list[_Found]) -> Split:
    good = [item for item in items if item.shape is not None]
    return Split(np.array([item.label for item in good], np.int32), files=tuple(item.path for item in good))


def _common_shape(items: Iterable[_Found]) -> Size | None:
    shapes = {item.shape for item in items if item.shape is not None}
    return shapes.pop() if len(shapes) == 1 else None


def _skipped(folder: Path, items: list[_Found]) -> tuple[str, ...]:
    bad = [item for item in items if item.shape is None]
    if not bad:
        return ()
    first = f"{len(bad)} of {len(items)} images can't be read and are skipped."
    return (first, *(f"{item.path.relative_to(folder)}: {item.reason}" for item in bad))


def _empty(folder: Path, items: list[_Found] | None = None) -> DatasetError:
    expected = "Expected one sub-folder per class with PNG, JPEG, BMP, GIF, WebP or TIFF files in it."
    if items:
        return DatasetError(f"None of the {len(items)} images in {folder} can be read: {items[0].reason}", expected)
    if any(_is_image(path.name) for path in folder.iterdir()):
        return DatasetError(f"The images in {folder} are not sorted into classes.", expected)
    return DatasetError(f"There are no images in {folder}.", expected)
