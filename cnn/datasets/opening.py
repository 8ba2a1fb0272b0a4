"""Files of datasets, opened: only regular ones, so that nothing is waited for that never ends; unpacked where they are packed."""

import gzip
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from cnn.errors import DatasetError, FileError
from cnn.files.files import open_regular
from cnn.words.language import tr
from cnn.words.reasons import reason_of


@contextmanager
def opened(path: Path, *, packed: bool = False) -> Iterator[BinaryIO]:
    """A file as bytes, or what is gzipped in it; raises `DatasetError` for a pipe, a device and the like, and `OSError`."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(open_regular(path))
        except FileError as error:
            raise DatasetError(error.message, error.hint) from error
        yield stack.enter_context(cast(BinaryIO, gzip.GzipFile(fileobj=file))) if packed else file


def require_file(path: Path) -> None:
    """Raises `DatasetError` for what is no file, or can't be opened."""
    try:
        with opened(path):
            pass
    except OSError as error:
        raise DatasetError(
            tr("{0} can't be read: {1}.", path, reason_of(error)), tr("Check the path and its permissions.")
        ) from error
