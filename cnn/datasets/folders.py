"""Image folders: one sub-folder per class; or `train` and `test` (and `val`), each with one sub-folder per class."""

import os
from pathlib import Path

from cnn.datasets.dataset import Dataset
from cnn.datasets.scanning import Found, common_shape, is_image, remarks, scan, split_of
from cnn.errors import DatasetError

#: what sub-folders of splits are called
SPLITS = {
    "train": ("train", "training"),
    "validation": ("val", "valid", "validation"),
    "test": ("test", "testing"),
}


def read_folder(folder: Path) -> Dataset:
    """The images in a folder; unreadable ones are skipped and told in `notes`. Raises `DatasetError` when none is left."""
    parts = _split_folders(folder)
    files = {split: _files(part) for split, part in parts.items()}
    classes = tuple(sorted({name for found in files.values() for name, paths in found.items() if paths}, key=_natural))
    if not classes:
        raise _empty(folder)
    scanned = {split: scan(_labelled(found, classes)) for split, found in files.items()}
    splits = {split: part for split, items in scanned.items() if len(part := split_of(items))}
    if "train" not in splits:
        raise _empty(folder, scanned["train"])
    items = [item for found in scanned.values() for item in found]
    without = sorted({name for found in files.values() for name in found} - set(classes))
    notes = (*remarks(folder, items), *(f"The folder {name} has no images and is no class." for name in without))
    name, shape = folder.resolve().name, common_shape(items)
    return Dataset(name, classes, shape, splits["train"], splits.get("test"), splits.get("validation"), notes)


def has_images(folder: Path) -> bool:
    """Whether a sub-folder has image files."""
    return any(is_image(name) for part in _folders(folder) for _, _, names in os.walk(part) for name in names)


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
        found += [Path(parent, name) for name in names if is_image(name)]
    return sorted(found)


def _labelled(files: dict[str, list[Path]], classes: tuple[str, ...]) -> list[tuple[Path, int]]:
    return [(path, label) for label, name in enumerate(classes) for path in files.get(name, ())]


def _empty(folder: Path, items: list[Found] | None = None) -> DatasetError:
    expected = "Expected one sub-folder per class with PNG, JPEG, BMP, GIF, WebP or TIFF files in it."
    if items:
        return DatasetError(f"None of the {len(items)} images in {folder} can be read: {items[0].reason}", expected)
    if any(is_image(path.name) for path in folder.iterdir()):
        return DatasetError(f"The images in {folder} are not sorted into classes.", expected)
    return DatasetError(f"There are no images in {folder}.", expected)
