"""MNIST: 70,000 handwritten digits, from the file that Keras keeps in its cache.

LeCun, Cortes & Burges, "The MNIST database of handwritten digits"; https://keras.io/api/datasets/mnist/
"""

from dataclasses import replace

from cnn.datasets import cache
from cnn.datasets.dataset import Dataset
from cnn.datasets.names import DIGITS
from cnn.datasets.npz import read_npz
from cnn.datasets.reader import PlainReader, Reader
from cnn.errors import DatasetError
from cnn.words.language import tr
from cnn.words.place import at_place

FILE = "mnist.npz"


class Mnist(PlainReader):
    """Reads it from Keras's cache."""

    def present(self, name: str) -> bool:
        return cache.first_file(FILE) is not None

    def read(self, name: str) -> Dataset:
        """60,000 images to train and 10,000 to test; raises `DatasetError` when the file is missing or another."""
        if not self.present(name):
            raise DatasetError(
                tr("MNIST is not in {0}.", cache.folder()),
                at_place(terminal=tr("Download it: datasets --download mnist"), window=tr("Press Download in the panel Data.")),
            )
        dataset = read_npz(cache.folder() / FILE)
        if dataset.image_shape != (28, 28, 1) or dataset.test is None or len(dataset.classes) > len(DIGITS):
            raise DatasetError(tr("{0} is not MNIST.", cache.folder() / FILE), tr("Remove it and download it again."))
        return replace(dataset, name="mnist", classes=DIGITS)


READER: Reader = Mnist()
