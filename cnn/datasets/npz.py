"""NPZ files, and NumPy files beside each other: arrays of images and labels. Read without pickle: nothing in them is executed."""

import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import replace
from math import prod
from pathlib import Path
from typing import Any

from numpy.lib import format as npy
from numpy.typing import NDArray

from cnn.datasets.array_names import PAIRS, SPLITS, spellings
from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.labels import Told, read_labels, read_several
from cnn.datasets.opening import opened
from cnn.datasets.pixels import array_files
from cnn.datasets.pixels.arrays import CHANNELS, Brought, brought, stored
from cnn.datasets.pixels.pixel_range import TYPE
from cnn.datasets.room import require_memory
from cnn.datasets.sources import Source, of_arrays
from cnn.errors import DatasetError, FileError, brief
from cnn.shapes import spell
from cnn.words.language import marked, tr
from cnn.words.lists import both, listed
from cnn.words.reasons import reason_of

Array = NDArray[Any]
#: the name of the array of images, and those of labels by what they tell
Pair = tuple[str, dict[str, str]]

#: arrays that were saved without names, in the order of `load_data` of Keras
_NAMELESS = {"train": ("arr_0", "arr_1"), "test": ("arr_2", "arr_3")}
#: what reading a damaged archive may raise
_FAULTS = (OSError, ValueError, EOFError, zipfile.BadZipFile, KeyError, MemoryError, RuntimeError, SyntaxError, TypeError,
           OverflowError, zlib.error, struct.error)  # fmt: skip
_CLASS_NAMES = ("classes", "class_names", "label_names", "target_names")
_EXPECTED = marked("Expected arrays x_train and y_train (and x_test, y_test; x_val, y_val), or x and y.")


def read_npz(path: Path, channels: str = "", task: str = "", pixel_range: str = TYPE) -> Dataset:
    """The dataset in an NPZ file; an array `classes` or `class_names` may name the classes, or the labels or numbers.

    Several things to learn of each image are arrays of their own: `y_train_species`, `y_train_age` (`classes_species`).

    `channels` says where the channels of an image stand: "first", "last", or "" to find out by the shape; `task` what the
    labels are, see `cnn.datasets.labels`; `pixel_range` which values are black and white. Raises `DatasetError`: what was
    expected, what came.
    """
    _require_channels(path, channels)
    there = _stored(path)
    names = {split: pair for split in SPLITS if (pair := _pair(split, there)) is not None}
    if "train" not in names:
        raise DatasetError(tr("{0} has {1}.", path.name, _listed(there)), tr(_EXPECTED))
    wanted = [name for x, labels in names.values() for name in (x, *labels.values())]
    arrays = _load(path, [*wanted, *(name for name in _naming(names) if name in there)])
    return _dataset(path, names, arrays, channels, task, pixel_range)


def read_npy(path: Path, labels: Path | None = None, channels: str = "", task: str = "", pixel_range: str = TYPE) -> Dataset:
    """The dataset whose images are in one NumPy file and whose labels are in another, named or found beside it by its name.

    Files are called as arrays in an NPZ file are: `x_train.npy` and `y_train.npy` (and `x_test.npy` …), `X.npy` and `y.npy`.
    """
    _require_channels(path, channels)
    files = {"x": path, "y": labels} if labels is not None else {other.stem: other for other in sorted(path.parent.glob("*.npy"))}
    names = {split: pair for split in SPLITS if (pair := _pair(split, tuple(files))) is not None}
    if "train" not in names or not any(path == files[name] for x, own in names.values() for name in (x, *own.values())):
        raise DatasetError(
            tr("There are no labels beside {0}.", path.name), tr("Expected y.npy beside X.npy, or {0}::LABELS.npy.", path.name)
        )
    wanted = [name for x, own in names.values() for name in (x, *own.values())]
    wanted += [name for name in _naming(names) if name in files and not labels]
    arrays = {name: array_in(files[name]) for name in wanted}
    return _dataset(path, names, arrays, channels, task, pixel_range)


def arrays_called(path: Path, name: str, also: str = "") -> dict[str, Array]:
    """The arrays in an NPZ file, or beside a NumPy file, that tell something of each image, by split: `patient` or
    `patient_train`, `patient_test` for `patient`. Raises `DatasetError` where there is none to train on; `also` says what might
    have been there instead."""
    packed = path.suffix.lower() == ".npz"
    files = {} if packed else {other.stem: other for other in sorted(path.parent.glob("*.npy"))}
    there = _stored(path) if packed else tuple(files)
    known = {stored.lower(): stored for stored in there}
    found = {
        split: known[spelled]
        for split in SPLITS
        for spelled in [next((x for x, _ in spellings(split, name.lower(), "") if x in known), "")]
        if spelled
    }
    if "train" not in found:
        raise DatasetError(
            tr("{0} has no array {1}{2}.", path.name, name, tr(", nor is there {0}", also) if also else ""),
            tr("There are {0}.", _listed(there).removeprefix("the ")),
        )
    arrays = _load(path, list(found.values())) if packed else {stored: array_in(files[stored]) for stored in found.values()}
    return {split: arrays[stored] for split, stored in found.items()}


def arrays_in(folder: Path) -> str:
    """The name of the file of the images to train on, where a folder holds such NumPy files, and neither IDX files nor folders of
    images; "" for another one."""
    from cnn.datasets.folders import has_images
    from cnn.datasets.idx import has_idx

    try:
        files = {path.stem: path for path in sorted(folder.iterdir()) if path.suffix.lower() == ".npy"}
        pair = _pair("train", tuple(files))
    except (OSError, DatasetError):
        return ""
    return "" if pair is None or has_idx(folder) or has_images(folder) else files[pair[0]].name


def by_its_arrays(text: str) -> str:
    """A source by the file of the images to train on, where it is a folder of NumPy files; any other as it is."""
    path = Source.of(text).path
    return of_arrays(text, arrays_in(path)) if path.is_dir() else text


def array_in(path: Path) -> Array:
    """The array in a NumPy file, with axes and type as stored.

    Raises `DatasetError` for what is none, or is larger than the memory.
    """
    try:
        require_memory(path.name, array_files.size_of(path))
        return array_files.read(path)
    except FileError as error:
        raise DatasetError(error.message, error.hint) from error
    except array_files.FAULTS as error:
        raise DatasetError(
            tr("{0} can't be read: {1}.", path.name, _reason(error)), tr("Expected an array that np.save wrote.")
        ) from error


def _require_channels(path: Path, channels: str) -> None:
    if channels not in ("", *CHANNELS):
        raise DatasetError(
            tr("Channels stand first or last, not {0}.", brief(channels)), tr("Write {0}::channels=first.", path.name)
        )


def _dataset(path: Path, names: dict[str, Pair], arrays: dict[str, Array], channels: str, task: str, pixel_range: str) -> Dataset:
    """What the arrays of images and labels are that `names` has for each split."""
    notes: list[str] = []
    told = _told(path, names, arrays, task, notes)
    found = brought({x: stored(arrays.pop(x), x, notes, channels) for x, _ in names.values()}, pixel_range, notes)
    splits = {split: _split(split, pair, names["train"][1], found, told) for split, pair in names.items()}
    shape = _common_shape({names[split][0]: part for split, part in splits.items()})
    test, validation = splits.get("test"), splits.get("validation")
    return Dataset(
        path.stem,
        told.classes,
        shape,
        splits["train"],
        test,
        validation,
        tuple(notes),
        task=told.task,
        target=told.name,
        others=told.other_names,
        depth=found.depth,
    )


def _told(path: Path, names: dict[str, Pair], arrays: dict[str, Array], task: str, notes: list[str]) -> Told:
    """What the arrays of labels mean, by split; several of a split are told by what stands behind `y_train_`."""
    targets = list(names["train"][1])
    for split, (x, labels) in names.items():
        if missing := [target for target in targets if target not in labels]:
            raise DatasetError(
                tr(
                    "There are arrays of labels for {0} to train on, but {1} has none for {2} ({3}).",
                    listed(filter(None, targets)),
                    x,
                    missing[0] or "it",
                    split,
                ),
                tr("Each image needs all of them."),
            )
    own = {target: {split: arrays[labels[target]] for split, (_, labels) in names.items()} for target in targets}
    if targets == [""]:
        found = own[""]
        named = {names[split][1][""]: array for split, array in found.items()}  # as messages call them
        told = read_labels(named, _class_names(arrays), notes, task=task, source=path.name)
        return replace(told, labels={split: told.labels[names[split][1][""]] for split in found})
    called = {target: _class_names(arrays, f"_{target}") for target in targets}
    if len(targets) == 1:
        return read_labels(own[targets[0]], called[targets[0]], notes, task=task, source=path.name)
    return read_several(own, called, notes, task=task, source=path.name)


def _naming(names: dict[str, Pair]) -> list[str]:
    """The arrays that may name classes."""
    targets = names["train"][1]
    return [f"{name}_{target}" if target else name for target in targets for name in _CLASS_NAMES]


def _stored(path: Path) -> tuple[str, ...]:
    """The names of the arrays in a file."""
    try:
        with opened(path) as stored, zipfile.ZipFile(stored) as file:
            return tuple(name.removesuffix(".npy") for name in file.namelist())
    except zipfile.BadZipFile as error:
        if _starts_with(path, npy.MAGIC_PREFIX):
            raise DatasetError(tr("{0} holds a single array.", path.name), tr(_EXPECTED)) from error
        raise DatasetError(tr("{0} can't be read as an NPZ file: {1}.", path.name, _reason(error)), tr(_EXPECTED)) from error
    except (*_FAULTS, zipfile.LargeZipFile) as error:
        raise DatasetError(tr("{0} can't be read as an NPZ file: {1}.", path.name, _reason(error)), tr(_EXPECTED)) from error


def _load(path: Path, names: list[str]) -> dict[str, Array]:
    """These arrays, after a look at how large they say they are."""
    try:
        with opened(path) as stored, zipfile.ZipFile(stored) as file:
            sizes = [_claimed(file, name) for name in names]
            require_memory(path.name, sum(sizes))
            return {name: _array(file, name) for name in names}
    except _FAULTS as error:
        raise DatasetError(tr("{0} can't be read as an NPZ file: {1}.", path.name, _reason(error)), tr(_EXPECTED)) from error


def _array(file: zipfile.ZipFile, name: str) -> Array:
    with file.open(_member(file, name)) as stream:
        found: Array = npy.read_array(stream, allow_pickle=False)
        return found


def _claimed(file: zipfile.ZipFile, name: str) -> int:
    """Bytes of an array by its header; raises ValueError when its file can't hold so many."""
    with file.open(_member(file, name)) as stream:
        read = npy.read_array_header_1_0 if npy.read_magic(stream) == (1, 0) else npy.read_array_header_2_0
        shape, _, kind = read(stream)
    if kind.hasobject:
        raise ValueError("allow_pickle")
    if prod(shape) * kind.itemsize > file.getinfo(_member(file, name)).file_size:
        raise ValueError(f"{name} is said to be {spell(shape)}, but the file ends before")
    return int(prod(shape) * kind.itemsize)


def _member(file: zipfile.ZipFile, name: str) -> str:
    return f"{name}.npy" if f"{name}.npy" in file.NameToInfo else name


def _starts_with(path: Path, prefix: bytes) -> bool:
    with opened(path) as file:
        return file.read(len(prefix)) == prefix


def _reason(error: Exception) -> str:
    if "allow_pickle" in str(error):
        return tr("it holds Python objects, which may run code when they are read")
    return reason_of(error)


def _pair(split: str, stored: tuple[str, ...]) -> Pair | None:
    """The names of a split's images and labels: `x_train` and `y_train`, `train_images` and `train_labels`, `X` and `y` …

    Labels come by what they tell: "", or each of `y_train_species` and `y_train_age`.
    """
    names = {name.lower(): name for name in stored}
    lonely = ""
    for images, labels in PAIRS:
        for x, y in spellings(split, images, labels):
            if x in names and y in names:
                return names[x], {"": names[y]}
            if x in names and (several := _several(y, names)):
                return names[x], several
            lonely = lonely or (names.get(x, "") and tr("The images {0} have no labels: there is no array {1}.", names[x], y))
    if lonely:
        raise DatasetError(lonely, tr(_EXPECTED))
    nameless = _NAMELESS.get(split)
    return (nameless[0], {"": nameless[1]}) if nameless is not None and all(name in names for name in nameless) else None


def _several(y: str, names: dict[str, str]) -> dict[str, str]:
    """The arrays of labels called `y_…`, by what stands behind it; a split is nothing that is learned."""
    words = [word for split in SPLITS.values() for word in split]
    ends = {name: stored[len(y) + 1 :] for name, stored in names.items() if name.startswith(f"{y}_")}
    return {end: names[name] for name, end in ends.items() if end and end.lower().partition("_")[0] not in words}


def _listed(stored: tuple[str, ...]) -> str:
    return tr("the arrays {0}", listed(stored[:10])) if stored else tr("no arrays")


def _class_names(arrays: dict[str, Array], end: str = "") -> tuple[str, ...] | None:
    for name in (f"{name}{end}" for name in _CLASS_NAMES):
        if name in arrays and arrays[name].ndim == 1:
            return tuple(str(item) for item in arrays[name].tolist())
    return None


def _split(split: str, pair: Pair, targets: Iterable[str], found: Brought, told: Told) -> Split:
    x, images = pair[0], found.images[pair[0]]
    every = told.labels[split], *told.others_in(split)
    for target, labels in zip(targets, every, strict=True):
        if len(images) != len(labels):
            named = tr("{0} has {1} labels", pair[1][target], len(labels))
            raise DatasetError(tr("{0} has {1} images, but {2}.", x, len(images), named), tr("Each image needs one label."))
    return Split(every[0], images, digests=found.digests[x], others=every[1:])


def _common_shape(splits: dict[str, Split]) -> tuple[int, int, int]:
    shapes = {name: split.images.shape[1:] for name, split in splits.items() if split.images is not None}
    if len(set(shapes.values())) > 1:
        found = both(tr("{name} of {shape}", name=name, shape=spell(shape)) for name, shape in shapes.items())
        raise DatasetError(tr("The images have different sizes: {0}.", found), tr("Bring all to the same size."))
    height, width, channels = next(iter(shapes.values()))
    return height, width, channels
