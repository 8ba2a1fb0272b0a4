"""Image folders: one sub-folder per class; or `train` and `test` (and `val`), each with one sub-folder per class.

A folder around all that, as archives often have, is looked through.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from cnn.datasets.calling_off import require_wanted
from cnn.datasets.dataset import Dataset, about_order
from cnn.datasets.pages import Named
from cnn.datasets.pixels.images import is_dicom
from cnn.datasets.scanning import (
    Found,
    common_shape,
    depth_of,
    is_image,
    remarks,
    scan,
    several_in,
    sizes_of,
    split_of,
    with_pages,
)
from cnn.errors import DatasetError
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.quantities import number_of
from cnn.words.reasons import reason_of

#: what sub-folders of splits are called
SPLITS = {
    "train": ("train", "training"),
    "validation": ("val", "valid", "validation"),
    "test": ("test", "testing"),
}
#: folders of pictures, and of what was drawn on them or noted about them: sets for other tasks than naming images
_PICTURES = frozenset(("images", "image", "imgs", "img", "jpegimages", "photos", "pictures"))
_DRAWN = frozenset(("masks", "mask", "labels", "label", "annotations", "annotation", "gt", "groundtruth", "ground_truth",
                    "segmentation", "segmentations", "segmentationclass", "segmentationobject"))  # fmt: skip
#: entries of a folder between two looks whether somebody still wants them
_LOOKS = 256
#: files that are looked at to say what is in a folder without images
_LOOKED_AT = 20
_SPLIT_NAMES = tuple(name for names in SPLITS.values() for name in names)


def read_folder(folder: Path, pages: str = "") -> Dataset:
    """The images in a folder; what is skipped or left out is told in `notes`. Raises `DatasetError` when none is left.

    `pages` says what the pages of a file are, see `cnn.datasets.pages`. Classes are numbered in the order of their folders' names
    as text, as Keras does: 0, 1, 10, 2.
    """
    with _listed_once():
        return _read(folder, pages)


def _read(folder: Path, pages: str) -> Dataset:
    root = _behind_wrappers(folder)
    holding = _holding(root)
    parts = _split_folders(root, holding)
    inner = _behind_wrappers_of_splits(parts)
    files = {split: _files(part) for split, part in inner.items()}
    classes = tuple(sorted({name for found in files.values() for name, paths in found.items() if paths}))
    if not classes:
        raise _empty(folder)
    scanned = {split: scan(with_pages(_labelled(found, classes), pages)) for split, found in files.items()}
    splits = {split: part for split, items in scanned.items() if len(part := split_of(items))}
    if "train" not in splits:
        raise _empty(folder, scanned["train"])
    items = [item for found in scanned.values() for item in found]
    without = sorted({name for found in files.values() for name in found} - set(classes))
    notes = (
        *remarks(folder, items),
        *(tr("The folder {0} has no images and is no class.", name) for name in without),
        *_about_folders(folder, root, holding, parts, inner),
        *_about_the_task(classes),
        *about_order(classes),
    )
    name, shape = folder.resolve().name, common_shape(items)
    held = splits.get("test"), splits.get("validation")
    deep, several = depth_of(scanned["train"]), several_in(items)
    return Dataset(name, classes, shape, splits["train"], *held, notes, sizes_of(items), depth=deep, several=several)


def has_images(folder: Path) -> bool:
    """Whether a sub-folder has image files."""
    return any(map(_holds_images, _folders(folder)))


# ---------------------------------------------------------------------- which folders are classes, which are splits


def _behind_wrappers(folder: Path) -> Path:
    """Where the classes, or the splits, lie: one folder further in when that one alone holds images, all of them in folders."""
    holding = _holding(folder)
    if len(holding) == 1 and not _loose(folder) and not _loose(holding[0]):
        inner = _behind_wrappers(holding[0])
        if len(_holding(inner)) > 1:
            return inner
    return folder


def _split_folders(folder: Path, holding: list[Path]) -> dict[str, Path]:
    """The folder of each split; just the folder itself when it isn't split.

    Folders beside `train` and `test` are left out; beside `train` alone they are classes, and so is `train`.
    """
    names = {path.name.lower(): path for path in holding}
    parts = {split: names[name] for split, known in SPLITS.items() for name in known if name in names}
    sorted_into_classes = "train" in parts and bool(_holding(parts["train"]))
    if sorted_into_classes and (len(parts) == len(holding) or len(parts) > 1):
        return parts
    return {"train": folder}


def _behind_wrappers_of_splits(parts: dict[str, Path]) -> dict[str, Path]:
    """Where the classes of each split lie: in `train/train` and `train/images` as well.

    A folder called like its split is one around the classes; any other is a class, unless every split has one.
    """
    if len(parts) == 1:
        return parts
    inner = {split: _behind_wrappers(part) for split, part in parts.items()}
    if all(inner[split] != part for split, part in parts.items()):
        return inner
    doubled = {split for split, part in parts.items() if inner[split].name.lower() == part.name.lower()}
    return {split: inner[split] if split in doubled else part for split, part in parts.items()}


def _about_folders(
    folder: Path, root: Path, holding: list[Path], parts: dict[str, Path], inner: dict[str, Path]
) -> Iterator[str]:
    """What is to be known of folders that were looked through, or left out; the classes of the `parts` lie in `inner`."""
    if root != folder:
        yield tr("The classes were found in {0}.", root.relative_to(folder))
    found = (path.relative_to(folder) for path in inner.values() if path not in parts.values())
    yield from (tr("The classes were found in {0}.", path) for path in found)
    if parts["train"] != root:
        for path in holding:
            if path not in parts.values():
                yield tr("The folder {0} is left out: it is no split ({1}).", path.name, listed(_SPLIT_NAMES))
        for path in inner.values():
            if loose := _loose(path):
                yield number_of(
                    "{0} image in {1} is left out: it is in no folder of a class.|"
                    "{0} images in {1} are left out: they are in no folder of a class.",
                    len(loose),
                    path.name,
                )
    elif loose := _loose(root):
        yield number_of(
            "{0} image is left out: it is in no folder of a class.|{0} images are left out: they are in no folder of a class.",
            len(loose),
        )


def _about_the_task(classes: tuple[str, ...]) -> Iterator[str]:
    """What is to be known of folders that seem to be no classes: the halves of a set for segmentation or detection."""
    words = {name.lower() for name in classes}
    if words & _PICTURES and words & _DRAWN and words <= _PICTURES | _DRAWN:
        yield tr(
            "The folders {0} look like images with their masks or labels, and are taken for classes: finding places in an "
            "image is not what networks are trained for here.",
            listed(classes),
        )
    elif len(classes) == 1:
        yield tr("All images are of one class, {0}: there is nothing to tell apart.", classes[0])
        if words & _PICTURES:
            yield tr("What lies in {0} may be labels for finding things in images, which are not read.", classes[0])


def _holding(folder: Path) -> list[Path]:
    """The sub-folders that hold images, however deep."""
    return [path for path in _folders(folder) if _holds_images(path)]


def _holds_images(folder: Path) -> bool:
    return any(True for _ in _walk(str(folder)))


def _loose(folder: Path) -> list[str]:
    """The images that lie in a folder itself."""
    return _required(folder).images


def _folders(folder: Path) -> list[Path]:
    return [folder / name for name in _required(folder).inner]


class _Listing(NamedTuple):
    """What lies in a folder: its image files and its folders by their names, those behind links apart; why it can't be read."""

    images: list[str]
    inner: list[str]
    links: frozenset[str]
    error: OSError | None = None


#: what was listed while a dataset is read: a folder on a share is asked once
_known: ContextVar[dict[str, _Listing] | None] = ContextVar("known", default=None)


@contextmanager
def _listed_once() -> Iterator[None]:
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def _listing(folder: str) -> _Listing:
    known = _known.get()
    if known is None:
        return _listed(folder)
    if folder not in known:
        known[folder] = _listed(folder)
    return known[folder]


def _listed(folder: str) -> _Listing:
    images, inner, links = [], [], []
    require_wanted()
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number % _LOOKS == 0:
                    require_wanted()
                if is_image(name := entry.name) and entry.is_file(follow_symlinks=False):  # of most nothing else has to be asked
                    images.append(name)
                elif _is_folder(entry):
                    inner += [entry.name] * _counts(entry.name)
                    links += [entry.name] * entry.is_symlink()
                elif is_image(name):
                    images.append(name)
    except OSError as error:
        return _Listing([], [], frozenset(), error)
    return _Listing(sorted(images), sorted(inner), frozenset(links))


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle
        return False


def _required(folder: Path) -> _Listing:
    """What lies in a folder; raises `DatasetError` where nobody may know it."""
    found = _listing(str(folder))
    if (error := found.error) is not None:
        raise DatasetError(
            tr("The folder {0} can't be read: {1}.", folder, reason_of(error)), tr("Check its permissions.")
        ) from error
    return found


def _counts(name: str) -> bool:
    """Whether a folder is more than what programs leave behind: `.git`, `__MACOSX`."""
    return not name.startswith((".", "__"))


def _walk(folder: str) -> Iterator[str]:
    """The paths of image files in a folder, however deep, sorted folder by folder, as `Path` does; what can't be read, and what
    lies behind links, is left out."""
    found, start = _listing(folder), folder.rstrip(os.sep) + os.sep
    if not found.inner:
        yield from map(start.__add__, found.images)
        return
    inner = set(found.inner)
    for name in sorted([*found.images, *inner]):
        if name not in inner:
            yield start + name
        elif name not in found.links:
            yield from _walk(start + name)


def _everything(folder: Path) -> Iterator[Path]:
    """All files in a folder, however deep and whatever they are called."""
    for parent, inner, names in os.walk(folder):
        inner[:] = filter(_counts, inner)
        yield from (Path(parent, name) for name in sorted(names))


def _files(folder: Path) -> dict[str, list[str]]:
    """The image files of each sub-folder."""
    return {path.name: list(_walk(str(path))) for path in _folders(folder)}


def _labelled(files: dict[str, list[str]], classes: tuple[str, ...]) -> list[tuple[Named, int]]:
    return [(path, label) for label, name in enumerate(classes) for path in files.get(name, ())]


def _empty(folder: Path, items: list[Found] | None = None) -> DatasetError:
    expected = tr("Expected one sub-folder per class with PNG, JPEG, BMP, GIF, WebP or TIFF files in it.")
    if items:
        return DatasetError(tr("None of the {0} images in {1} can be read: {2}", len(items), folder, items[0].reason), expected)
    if any(is_dicom(path) for path in islice(_everything(folder), _LOOKED_AT)):
        return DatasetError(
            tr("{0} holds DICOM files, which are not read.", folder), tr("Convert them to PNG or TIFF of 16 bits.")
        )
    if _listing(str(folder)).images:
        return DatasetError(tr("The images in {0} are not sorted into classes.", folder), expected)
    return DatasetError(tr("There are no images in {0}.", folder), expected)
