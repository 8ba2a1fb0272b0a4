"""The last lines of a log that another process may be writing to."""

import os
from pathlib import Path
from typing import IO

from cnn.errors import FileError
from cnn.files.files import open_regular

LAST_LINES = 20


def tail(path: Path, count: int = LAST_LINES) -> str:
    """The last lines of a log; "" when it can't be read."""
    try:
        with open_regular(path) as file:
            return last_lines(end_of(file), count)
    except (OSError, FileError):
        return ""


def end_of(file: IO[bytes]) -> bytes:
    """The last part of a file that another process may be writing to."""
    if file.closed:
        return b""
    size = os.fstat(file.fileno()).st_size
    start = max(0, size - 64 * 1024)
    if hasattr(os, "pread"):  # where the other process writes next stays as it is
        return os.pread(file.fileno(), size - start, start)
    file.seek(start)
    return file.read()


def last_lines(text: bytes, count: int) -> str:
    """The last lines that are not empty; what is no UTF-8 in them is replaced."""
    lines = text.decode("utf-8", "replace").splitlines()
    return "\n".join([line for line in lines if line.strip()][-count:])
