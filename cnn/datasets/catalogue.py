"""What datasets there are, and opening one by its name or path."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from cnn.datasets.dataset import Dataset
from cnn.errors import DatasetError


@dataclass(frozen=True)
class DatasetInfo:
    """What is known of a dataset without reading it."""

    name: str
    title: str
    images: int
    image_shape: tuple[int, int, int]
    classes: tuple[str, ...]
    description: str


DIGITS = tuple("0123456789")
CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")

_KNOWN = (
    DatasetInfo("mnist-sample", "MNIST sample", 5000, (28, 28, 1), DIGITS,
                "5,000 handwritten digits, 500 of each; comes with Layerloom"),
    DatasetInfo("fashion-mnist", "Fashion-MNIST", 70_000, (28, 28, 1), CLOTHES,
                "70,000 grey pictures of clothes: 60,000 to train, 10,000 to test"),
)  # fmt: skip

_MODULES = {"mnist-sample": "cnn.datasets.mnist_sample", "fashion-mnist": "cnn.datasets.fashion_mnist"}


def known() -> tuple[DatasetInfo, ...]:
    """Every dataset that has a name; reads nothing."""
    return _KNOWN


def open_dataset(source: str) -> Dataset:
    """The dataset of that name, NPZ file, or folder with one sub-folder of images per class.

    Raises `DatasetError` when there is none, or it can't be used.
    """
    if source in _MODULES:
        reader: Callable[[], Dataset] = import_module(_MODULES[source]).read
        return reader()
    path = Path(source).expanduser()
    if path.is_dir():
        from cnn.datasets.folders import read_folder

        return read_folder(path)
    if path.is_file():
        return _read_file(path)
    raise _unknown(source)


def _read_file(path: Path) -> Dataset:
    if path.suffix.lower() != ".npz":
        raise DatasetError(
            f"{path.name} is not a dataset Layerloom can read.",
            "Expected an .npz file or a folder with one sub-folder per class.",
        )
    from cnn.datasets.npz import read_npz

    return read_npz(path)


def _unknown(source: str) -> DatasetError:
    if "/" in source or "\\" in source or Path(source).suffix:
        return DatasetError(f"There is no file or folder {source}.", f"Check the path, or use one of: {', '.join(_MODULES)}.")
    close = difflib.get_close_matches(source.lower(), _MODULES, n=1, cutoff=0.5)
    guess = f"Did you mean {close[0]}? " if close else ""
    return DatasetError(
        f"There is no dataset {source!r}.",
        f"{guess}Known: {', '.join(_MODULES)}; or the path of an .npz file or an image folder.",
    )
