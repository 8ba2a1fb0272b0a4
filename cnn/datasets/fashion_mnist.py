"""Fashion-MNIST: 70,000 grey pictures of clothes in ten classes, read from the four original files.

Xiao, Rasul & Vollgraf (2017), "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms".
"""

from pathlib import Path

import numpy as np

from cnn.datasets import cache
from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.idx import read_pair
from cnn.datasets.names import CLOTHES
from cnn.datasets.reader import PlainReader, Reader
from cnn.errors import DatasetError
from cnn.words.language import tr
from cnn.words.lists import both
from cnn.words.place import at_place

FILES = {
    "train": ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    "test": ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
}

#: where Debian and Ubuntu put it (apt install dataset-fashion-mnist)
DEBIAN = Path("/usr/share/datasets/fashion-mnist")


def folders() -> tuple[Path, ...]:
    """Where the files are looked for: Debian's place, and Keras's cache."""
    return DEBIAN, cache.folder() / "fashion-mnist"


class FashionMnist(PlainReader):
    """Reads the four files from wherever all of them are."""

    def present(self, name: str) -> bool:
        return _folder() is not None

    def read(self, name: str) -> Dataset:
        """60,000 images to train and 10,000 to test; raises `DatasetError` that says where it looked."""
        folder = _folder()
        if folder is None:
            looked = both(folders())
            way_out = at_place(
                terminal=tr("Download it (datasets --download fashion-mnist), or apt install dataset-fashion-mnist."),
                window=tr("Press Download in the panel Data, or at a terminal: apt install dataset-fashion-mnist."),
            )
            raise DatasetError(tr("Fashion-MNIST is not on this machine; looked in {0}.", looked), way_out)
        splits = {split: _split(*(_file(folder, name) for name in names)) for split, names in FILES.items()}
        return Dataset("fashion-mnist", CLOTHES, (28, 28, 1), splits["train"], splits["test"])


READER: Reader = FashionMnist()


def _folder() -> Path | None:
    found = (folder for folder in folders() if all(_exists(folder, name) for names in FILES.values() for name in names))
    return next(found, None)


def _exists(folder: Path, name: str) -> bool:
    return (folder / f"{name}.gz").is_file() or (folder / name).is_file()


def _file(folder: Path, name: str) -> Path:
    packed = folder / f"{name}.gz"
    return packed if packed.is_file() else folder / name


def _split(images: Path, labels: Path) -> Split:
    pixels, numbers = read_pair(images, labels)
    if pixels.shape[1:] != (28, 28, 1) or int(numbers.max(initial=0)) >= len(CLOTHES):
        raise DatasetError(
            tr("{0} and {1} are not those of Fashion-MNIST.", images.name, labels.name), tr("Get the files again.")
        )
    return Split(numbers.astype(np.int32), pixels)
