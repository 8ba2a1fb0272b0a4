"""Fashion-MNIST: 70,000 grey pictures of clothes in ten classes, read from the four original files.

Xiao, Rasul & Vollgraf (2017), "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms".
"""

from pathlib import Path

import numpy as np

from cnn.datasets.catalogue import CLOTHES
from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.idx import read_idx
from cnn.errors import DatasetError

FILES = {
    "train": ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    "test": ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
}


def folders() -> tuple[Path, ...]:
    """Where the files are looked for: Debian's place, and Keras's cache."""
    return Path("/usr/share/datasets/fashion-mnist"), Path.home() / ".keras" / "datasets" / "fashion-mnist"


def read() -> Dataset:
    """60,000 images to train and 10,000 to test; raises `DatasetError` that says where it looked."""
    folder = _folder()
    splits = {split: _split(*(_file(folder, name) for name in names)) for split, names in FILES.items()}
    return Dataset("fashion-mnist", CLOTHES, (28, 28, 1), splits["train"], splits["test"])


def _folder() -> Path:
    for folder in folders():
        if all(_exists(folder, name) for names in FILES.values() for name in names):
            return folder
    looked = " and ".join(map(str, folders()))
    raise DatasetError(f"Fashion-MNIST is not on this machine; looked in {looked}.",
                       "Put its four files there (Debian and Ubuntu: apt install dataset-fashion-mnist).")  # fmt: skip


def _exists(folder: Path, name: str) -> bool:
    return (folder / f"{name}.gz").is_file() or (folder / name).is_file()


def _file(folder: Path, name: str) -> Path:
    packed = folder / f"{name}.gz"
    return packed if packed.is_file() else folder / name


def _split(images: Path, labels: Path) -> Split:
    pixels, numbers = read_idx(images), read_idx(labels)
    if pixels.ndim != 3 or numbers.shape != pixels.shape[:1] or int(numbers.max(initial=0)) >= len(CLOTHES):
        raise DatasetError(f"{images.name} and {labels.name} don't belong together.", "Get the files again.")
    return Split(numbers.astype(np.int32), pixels[..., np.newaxis])
