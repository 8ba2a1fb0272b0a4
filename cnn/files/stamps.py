"""What a file was like when it was read or written: whether another program has changed it since."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from cnn.errors import FileError
from cnn.files.files import open_regular

if TYPE_CHECKING:
    from io import BufferedReader

#: what became of a file: it is as it was, another one, or not there
State = Literal["same", "changed", "gone"]


@dataclass(frozen=True)
class Stamp:
    """Size in bytes, time of the last change in nanoseconds since 1970, SHA-256 of the content."""

    size: int
    time: int
    digest: str


def stamp(path: Path) -> Stamp | None:
    """What the file is like now; `None` where there is none that can be read."""
    try:
        with open_regular(path) as file:
            digest = hashlib.file_digest(cast("BufferedReader", file), "sha256").hexdigest()
        status = path.stat()
    except (OSError, FileError):
        return None
    return Stamp(status.st_size, status.st_mtime_ns, digest)


def stamp_of(path: Path, content: bytes) -> Stamp | None:
    """The stamp of a file into which `content` was just written, whatever another program has put there meanwhile."""
    try:
        status = path.stat()
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns, hashlib.sha256(content).hexdigest())


def since(path: Path, before: Stamp | None, *, surely: bool = False) -> State:
    """What became of a file; one of the same size and time counts as the same, unless it is to be known `surely`."""
    try:
        status = path.stat()
    except OSError:
        return "gone"
    if before is None:
        return "changed"
    if not surely and (status.st_size, status.st_mtime_ns) == (before.size, before.time):
        return "same"
    now = stamp(path)
    return "gone" if now is None else "same" if now.digest == before.digest else "changed"
