"""What a module that reads named datasets gives: `READER`, which finds them on this machine and reads them."""

from pathlib import Path
from typing import Protocol

from cnn.datasets.dataset import Dataset


class Reader(Protocol):
    """Finds and reads the datasets of one module, each by its name in `cnn.datasets.named`."""

    def present(self, name: str) -> bool:
        """Whether it can be read without a download; looks at the names of files, not into them."""
        ...

    def read(self, name: str) -> Dataset:
        """The dataset; raises `DatasetError` when it is missing or damaged."""
        ...

    def unpack(self, archive: Path) -> None:
        """Called when a download is complete, with its first file; does nothing where the files are read as they came."""
        ...


class PlainReader:
    """A reader whose files are read as they came."""

    def unpack(self, archive: Path) -> None:
        """There is nothing to unpack."""
