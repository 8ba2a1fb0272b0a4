"""The datasets that have a name: what they are, whether they are on this machine, and getting those that are not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from math import prod
from pathlib import Path

from cnn.datasets import cache
from cnn.datasets.dataset import Dataset
from cnn.datasets.names import CIFAR10, CIFAR100, CIFAR100_GROUPS, CLOTHES, DIGITS
from cnn.datasets.reader import Reader
from cnn.datasets.sizes import Facts, Sizes
from cnn.files.remote import Progress, Remote
from cnn.words.language import marked

_CIFAR = "cnn.datasets.cifar"


@dataclass(frozen=True)
class DatasetInfo:
    """What is known of a dataset without reading it; `files` are what it consists of on the net (none: it is always there).

    `image_shape` is height, width, channels. `module` has a `READER` for it (`cnn.datasets.reader.Reader`), and is loaded only
    when the dataset is asked for: NumPy is not needed to list what there is.
    """

    name: str
    title: str
    images: int
    image_shape: tuple[int, int, int]
    classes: tuple[str, ...]
    description: str
    module: str = field(repr=False)
    files: tuple[Remote, ...] = field(default=(), repr=False)

    @property
    def present(self) -> bool:
        """Whether it can be opened without a download; looks at the names of files, not into them."""
        return not self.files or self._reader.present(self.name)

    @property
    def image_bytes(self) -> int:
        """Bytes that its images take in memory, one a value."""
        return self.images * prod(self.image_shape)

    @property
    def download_bytes(self) -> int:
        """Bytes that have to come over the net."""
        return sum(remote.size for remote in self.files)

    @property
    def facts(self) -> Facts:
        """What a network is compared with."""
        return Facts(len(self.classes), Sizes.of([self.image_shape]), names=self.classes)

    @property
    def host(self) -> str:
        """From whom."""
        return self.files[0].host if self.files else ""

    @property
    def place(self) -> Path:
        """The folder that its files are put into."""
        return cache.folder()

    def read(self) -> Dataset:
        """The dataset; raises `DatasetError` when it is missing or damaged."""
        return self._reader.read(self.name)

    def download(self, progress: Progress = lambda _remote, _done, _total: None) -> None:
        """Gets what is missing into Keras's cache, where Keras finds it as well.

        Raises `DatasetError` when a server does not answer or sends something else, `FileError` for a full disk.
        """
        before = 0
        for remote in self.files:
            self._fetch(remote, partial(self._tell, progress, remote, before))
            before += remote.size
        if self.files:
            self._reader.unpack(cache.folder() / self.files[0].path)

    def _tell(self, progress: Progress, remote: Remote, before: int, done: int) -> None:
        progress(remote, before + done, self.download_bytes)

    def _fetch(self, remote: Remote, progress: Callable[[int], None]) -> None:
        from cnn.files.downloads import download, is_whole  # brings HTTP along, which takes its time

        target = cache.folder() / remote.path
        if is_whole(target, remote):
            progress(remote.size)
        else:
            download(remote, target, progress)

    @property
    def _reader(self) -> Reader:
        reader: Reader = import_module(self.module).READER
        return reader


def known() -> tuple[DatasetInfo, ...]:
    """Every dataset that has a name; reads nothing."""
    return _KNOWN


def info_of(source: str) -> DatasetInfo | None:
    """What is known of the dataset of that name; None for files, folders and other words.

    >>> info_of("mnist").image_shape, info_of("my/images") is None
    ((28, 28, 1), True)
    """
    return next((info for info in _KNOWN if info.name == source), None)


def to_download(source: str) -> DatasetInfo | None:
    """The known dataset of that name, if it is not on this machine."""
    info = info_of(source)
    return None if info is None or info.present else info


def _keras(path: str, size: int, sha256: str) -> Remote:
    """A file that Keras gets from its own storage."""
    name = path.rpartition("/")[2]
    return Remote(f"https://storage.googleapis.com/tensorflow/tf-keras-datasets/{name}", path, size, sha256)


_MNIST = _keras("mnist.npz", 11_490_434, "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1")
_FASHION = (
    _keras("fashion-mnist/train-images-idx3-ubyte.gz", 26_421_880,
           "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
    _keras("fashion-mnist/train-labels-idx1-ubyte.gz", 29_515,
           "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
    _keras("fashion-mnist/t10k-images-idx3-ubyte.gz", 4_422_102,
           "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
    _keras("fashion-mnist/t10k-labels-idx1-ubyte.gz", 5_148,
           "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
)  # fmt: skip
_TEN = Remote(
    "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
    "cifar-10-batches-py-target_archive",
    170_498_071,
    "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
)
_HUNDRED = Remote(
    "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz",
    "cifar-100-python-target_archive",
    169_001_437,
    "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7",
)

_KNOWN = (
    DatasetInfo("mnist-sample", "MNIST sample", 5000, (28, 28, 1), DIGITS,
                marked("5,000 handwritten digits, 500 of each; comes with Layerloom"), "cnn.datasets.mnist_sample"),
    DatasetInfo("mnist", "MNIST", 70_000, (28, 28, 1), DIGITS,
                marked("70,000 handwritten digits: 60,000 to train, 10,000 to test"), "cnn.datasets.mnist", (_MNIST,)),
    DatasetInfo("fashion-mnist", "Fashion-MNIST", 70_000, (28, 28, 1), CLOTHES,
                marked("70,000 grey pictures of clothes: 60,000 to train, 10,000 to test"),
                "cnn.datasets.fashion_mnist", _FASHION),
    DatasetInfo("cifar-10", "CIFAR-10", 60_000, (32, 32, 3), CIFAR10,
                marked("60,000 small photographs of animals and vehicles: 50,000 to train, 10,000 to test"), _CIFAR, (_TEN,)),
    DatasetInfo("cifar-100", "CIFAR-100", 60_000, (32, 32, 3), CIFAR100,
                marked("60,000 small photographs in 100 classes: 50,000 to train, 10,000 to test"), _CIFAR, (_HUNDRED,)),
    DatasetInfo("cifar-100-coarse", "CIFAR-100, coarse", 60_000, (32, 32, 3), CIFAR100_GROUPS,
                marked("The photographs of CIFAR-100 in 20 groups of classes"), _CIFAR, (_HUNDRED,)),
)  # fmt: skip
