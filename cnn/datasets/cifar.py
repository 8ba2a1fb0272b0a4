"""CIFAR-10 and CIFAR-100: 60,000 small colour photographs, from Keras's cache, extracted or still in their archive.

Krizhevsky (2009), "Learning Multiple Layers of Features from Tiny Images"; https://keras.io/api/datasets/cifar10/
"""

import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from cnn.datasets import cache
from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.names import CIFAR10, CIFAR100, CIFAR100_GROUPS
from cnn.datasets.opening import opened
from cnn.datasets.plain_pickle import read_pickle
from cnn.datasets.reader import Reader
from cnn.errors import DatasetError, FileError
from cnn.files.files import read_regular
from cnn.words.language import tr
from cnn.words.place import at_place
from cnn.words.reasons import reason_of

#: a batch of the real files has 31 MB, the largest (CIFAR-100's) 155 MB
LARGEST = 256 << 20
SIDE = 32


@dataclass(frozen=True)
class Kind:
    """One way to read one of the archives."""

    name: str
    classes: tuple[str, ...]
    folder: str  # in the archive
    target: str  # where Keras extracts it to, below the cache
    labels: bytes
    train: tuple[str, ...]
    test: str

    @property
    def files(self) -> tuple[str, ...]:
        """Every batch."""
        return (*self.train, self.test)

    @property
    def archives(self) -> tuple[str, ...]:
        """What the archive may be called in the cache: as Keras 3 does, as Keras 2 did, and as it is on the net."""
        return f"{self.target}_archive", f"{self.folder}.tar.gz", f"{self.folder.replace('-batches-py', '-python')}.tar.gz"

    @property
    def folders(self) -> tuple[str, ...]:
        """Where it may lie extracted."""
        return f"{self.target}/{self.folder}", self.folder


_TEN = Kind(
    "cifar-10",
    CIFAR10,
    "cifar-10-batches-py",
    "cifar-10-batches-py-target",
    b"labels",
    tuple(f"data_batch_{number}" for number in range(1, 6)),
    "test_batch",
)
_FINE = Kind("cifar-100", CIFAR100, "cifar-100-python", "cifar-100-python-target", b"fine_labels", ("train",), "test")
_COARSE = Kind("cifar-100-coarse", CIFAR100_GROUPS, _FINE.folder, _FINE.target, b"coarse_labels", _FINE.train, _FINE.test)
KINDS = {kind.name: kind for kind in (_TEN, _FINE, _COARSE)}


class Cifar:
    """Reads the three from Keras's cache."""

    def present(self, name: str) -> bool:
        """Whether it is in the cache, extracted or not."""
        return _folder(KINDS[name]) is not None or cache.first_file(*KINDS[name].archives) is not None

    def read(self, name: str) -> Dataset:
        """50,000 images to train and 10,000 to test; raises `DatasetError` when it is missing or damaged."""
        kind = KINDS[name]
        batches = dict(_batches(kind))
        train = [_images(batches.pop(file), kind, file) for file in kind.train]
        images, labels = (np.concatenate(part) for part in zip(*train, strict=True))
        del train
        test = _images(batches[kind.test], kind, kind.test)
        return Dataset(kind.name, kind.classes, (SIDE, SIDE, 3), Split(labels, images), Split(test[1], test[0]))

    def unpack(self, archive: Path) -> None:
        """Extracts the batches of an archive in the cache to where Keras looks for them; nothing else of it is written."""
        kind = next(kind for kind in KINDS.values() if archive.name in kind.archives)
        target = cache.folder() / kind.target
        if target.exists():
            return
        temporary = Path(tempfile.mkdtemp(prefix=f".{kind.target}-", dir=target.parent))
        try:
            (temporary / kind.folder).mkdir()
            for name, data in _members(archive, kind):
                (temporary / kind.folder / name).write_bytes(data)
            temporary.chmod(0o755)
            temporary.replace(target)
        except OSError:
            pass  # a full disk: it is read from the archive then
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


READER: Reader = Cifar()


def _folder(kind: Kind) -> Path | None:
    folders = (cache.folder() / name for name in kind.folders)
    return next((folder for folder in folders if all((folder / file).is_file() for file in kind.files)), None)


def _batches(kind: Kind) -> Iterator[tuple[str, Any]]:
    folder = _folder(kind)
    if folder is not None:
        for name in kind.files:
            yield name, read_pickle(_content(folder / name), name)
        return
    archive = cache.first_file(*kind.archives)
    if archive is None:
        raise DatasetError(
            tr("{0} is not in {1}.", kind.name, cache.folder()),
            at_place(
                terminal=tr("Download it: datasets --download {0}", kind.name), window=tr("Press Download in the panel Data.")
            ),
        )
    for name, data in _members(archive, kind):
        yield name, read_pickle(data, name)


def _content(path: Path) -> bytes:
    try:
        return read_regular(path, LARGEST)
    except FileError as error:
        raise DatasetError(error.message, tr("Remove it and download it again.")) from error
    except OSError as error:
        raise DatasetError(tr("{0} can't be read: {1}.", path, reason_of(error)), tr("Check its permissions.")) from error


def _members(archive: Path, kind: Kind) -> Iterator[tuple[str, bytes]]:
    """The batches in an archive: found by their full names, read into memory; whatever else it holds is passed over."""
    wanted = {f"{kind.folder}/{name}": name for name in kind.files}
    with _opened(archive) as file:
        for member in file:
            if (name := wanted.pop(member.name, "")) and member.isreg() and member.size <= LARGEST:
                content = file.extractfile(member)
                assert content is not None
                yield name, _whole(content, member.size, archive)
        if wanted:
            raise DatasetError(tr("{0} lacks {1}.", archive, next(iter(wanted))), tr("Remove it and download it again."))


def _whole(content: IO[bytes], size: int, archive: Path) -> bytes:
    data = content.read()
    if len(data) != size:
        raise DatasetError(tr("{0} was cut short.", archive), tr("Remove it and download it again."))
    return data


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    try:
        with opened(archive) as stored, tarfile.open(fileobj=stored, mode="r:gz") as file:
            yield file
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise DatasetError(
            tr("{0} can't be read: {1}.", archive, reason_of(error)), tr("Remove it and download it again.")
        ) from error


def _images(batch: Any, kind: Kind, name: str) -> tuple[Any, Any]:
    """Images (number × 32 × 32 × 3) and labels of a batch, whose rows hold all red values, then the green, then the blue ones."""
    pixels, labels = (batch.get(key) for key in (b"data", kind.labels)) if isinstance(batch, dict) else (None, None)
    if not (isinstance(pixels, np.ndarray) and pixels.dtype == np.uint8 and pixels.ndim == 2 and pixels.shape[1] == 3 * SIDE**2):
        raise DatasetError(tr("{0} has no images of 32×32×3.", name), tr("Remove it and download it again."))
    if not isinstance(labels, list) or len(labels) != len(pixels) or not all(type(label) is int for label in labels):
        raise DatasetError(tr("{0} has no label for each of its images.", name), tr("Remove it and download it again."))
    numbers = np.array(labels, np.int64)
    if numbers.size and not 0 <= numbers.min() <= numbers.max() < len(kind.classes):
        raise DatasetError(
            tr("{0} has labels that are no classes of {1}.", name, kind.name), tr("Remove it and download it again.")
        )
    images = pixels.reshape(-1, 3, SIDE, SIDE).transpose(0, 2, 3, 1)
    return np.ascontiguousarray(images), numbers.astype(np.int32)
