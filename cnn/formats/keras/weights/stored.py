"""Reads the arrays that a Keras file keeps for a layer, one by one, and no larger than they should be.

`.keras` files keep them in an HDF5 file within the archive, by the layers' classes and numbers; `.h5` files by the layers'
names. Links that lead out of a file, and data that lies elsewhere, are refused.
https://keras.io/api/models/model_saving_apis/weights_saving_and_loading/
"""

import contextlib
import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO

import h5py
import numpy as np
from numpy.typing import NDArray

from cnn.errors import FileError
from cnn.words.language import marked, tr
from cnn.words.reasons import reason_of

Array = NDArray[Any]

_WEIGHTS = "model.weights.h5"
_STEP = 1 << 22
#: an archive that unpacks to more than this is refused when it is compressed, which Keras never does
_LARGEST_UNPACKED = 4 << 30
#: arrays that would be more than so many times the size of their file, which Keras never compresses, are refused
_MOST_FOR_EACH_BYTE, _MOST_FOR_NOTHING = 4, 1 << 26
_DAMAGED = marked("The file is damaged, or its weights were taken out.")


@contextlib.contextmanager
def opened(path: Path) -> Iterator[h5py.File]:
    """The HDF5 file with the weights of a `.keras` or `.h5` file; raises `FileError`."""
    try:
        with contextlib.ExitStack() as stack:
            source = stack.enter_context(_weights_of(path)) if path.suffix.lower() == ".keras" else str(path)
            yield stack.enter_context(h5py.File(source, "r"))
    except FileNotFoundError:
        raise FileError(tr("There is no file {0}.", path), tr("The network's weights are kept in it; put it back.")) from None
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, ValueError, TypeError) as error:
        raise FileError(tr("The weights in {0} can't be read: {1}.", path.name, reason_of(error)), tr(_DAMAGED)) from error


@contextlib.contextmanager
def _weights_of(path: Path) -> Iterator[BinaryIO]:
    """The file within the archive, where it lies; the checksum is compared first."""
    with zipfile.ZipFile(path) as archive:
        if _WEIGHTS not in archive.namelist():
            raise FileError(tr("{0} holds a network but no weights.", path.name), tr("Save the model again with its weights."))
        info = archive.getinfo(_WEIGHTS)
        if info.compress_type != zipfile.ZIP_STORED:
            with tempfile.TemporaryFile() as unpacked:
                _unpack(archive, info, unpacked)
                yield unpacked
            return
        with archive.open(info) as entry:
            while entry.read(_STEP):  # to the end, where zipfile compares the checksum
                pass
    with path.open("rb") as file:
        yield io.BufferedReader(_Window(file, _beginning(file, info), info.file_size), _STEP)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: IO[bytes]) -> None:
    if info.file_size > _LARGEST_UNPACKED or info.file_size > 200 * max(info.compress_size, 1):
        raise FileError(tr("The weights in the archive unpack to far more than they should."), tr(_DAMAGED))
    with archive.open(info) as entry:
        written = 0
        while data := entry.read(_STEP):
            written += len(data)
            if written > info.file_size:
                raise FileError(tr("The weights in the archive unpack to more than they say."), tr(_DAMAGED))
            target.write(data)
    target.seek(0)


def _beginning(file: BinaryIO, info: zipfile.ZipInfo) -> int:
    """Where the data of an entry begins: behind its local header, its name and its extra field."""
    file.seek(info.header_offset)
    header = file.read(30)
    return info.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")


class _Window(io.RawIOBase):
    """A part of a file, as a file."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        super().__init__()
        self._file, self._start, self._size, self._at = file, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence], 0)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")[: max(self._size - self._at, 0)]
        self._file.seek(self._start + self._at)
        count = self._file.readinto(view) or 0  # type: ignore[attr-defined]
        self._at += count
        return int(count)


def group(parent: h5py.Group, path: str) -> h5py.Group | None:
    """A group below another; `None` when there is none. Links are never followed."""
    found: Any = parent
    for part in path.split("/"):
        if not isinstance(found, h5py.Group) or not isinstance(found.get(part, getlink=True), h5py.HardLink):
            return None
        found = found[part]
    return found if isinstance(found, h5py.Group) else None


def array(parent: h5py.Group, path: str, shape: tuple[int, ...]) -> Array:
    """A dataset of that shape below a group; raises `FileError` when it is another, before anything is read."""
    *outer, name = path.split("/")
    inner = group(parent, "/".join(outer)) if outer else parent
    dataset = inner[name] if inner is not None and isinstance(inner.get(name, getlink=True), h5py.HardLink) else None
    if not isinstance(dataset, h5py.Dataset) or dataset.external or dataset.is_virtual or dataset.dtype.kind not in "fiuV":
        raise FileError(tr("it has no array {0}", path[:120]), tr(_DAMAGED))
    if tuple(dataset.shape) != shape:
        raise FileError(tr("its array {0} has the shape {1}, not {2}", path[:120], dataset.shape, shape), tr(_DAMAGED))
    if dataset.attrs.get("dtype") == "bfloat16" and dataset.dtype.itemsize == 2:  # which HDF5 doesn't know: half a float32
        return (np.frombuffer(dataset[()].tobytes(), np.uint16).astype(np.uint32) << 16).view(np.float32).reshape(shape)
    return np.asarray(dataset[()])


def count_numbers(path: Path) -> int:
    """How many numbers a file keeps as weights: without an optimizer's state and the states of random generators."""
    sizes: list[int] = []

    def note(name: str, item: Any) -> None:
        parts = name.split("/")
        if isinstance(item, h5py.Dataset) and parts[0] != "optimizer" and not any("seed_generator" in part for part in parts):
            sizes.append(int(item.size))

    with opened(path) as file:
        root = group(file, "model_weights") or file
        root.visititems(note)
    return sum(sizes)


def read_through(path: Path) -> None:
    """Reads every array of a file once, piece by piece; raises `FileError` when one can't be read, or they claim too much.

    It is for a process that may die of it: what it survives, others may read.
    """
    most = _MOST_FOR_EACH_BYTE * path.stat().st_size + _MOST_FOR_NOTHING
    claimed: list[int] = []

    def look(_name: str, item: Any) -> None:
        if not isinstance(item, h5py.Dataset) or item.external or item.is_virtual or not item.size:
            return
        claimed.append(int(item.size) * item.dtype.itemsize)
        if sum(claimed) > most:
            raise FileError(tr("The weights in {0} claim to be far larger than the file.", path.name), tr(_DAMAGED))
        rows = max(_STEP * item.shape[0] // claimed[-1], 1) if item.shape else 0
        for start in range(0, item.shape[0], rows) if item.shape else ():
            item[start : start + rows]
        if not item.shape:
            item[()]

    with opened(path) as file:
        file.visititems(look)


def attribute_names(parent: h5py.Group, name: str) -> list[str]:
    """A list of names in an attribute, which Keras splits into numbered ones when it is long."""
    names = [name] if name in parent.attrs else []
    while not names or names[0] != name:
        chunk = f"{name}{len(names)}"
        if chunk not in parent.attrs:
            break
        names.append(chunk)
    values = [value for chunk in names for value in np.asarray(parent.attrs[chunk]).ravel().tolist()]
    return [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in values]
