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


def stamp(path: Path, *beside: Path) -> Stamp | None:
    """What the file is like now, and what is kept `beside` it, where that is there; `None` where it can't be read."""
    own = _stamp(path)
    return None if own is None else _together(own, beside)


def stamp_of(path: Path, content: bytes, *beside: Path) -> Stamp | None:
    """The stamp of a file into which `content` was just written, whatever another program has put there meanwhile."""
    try:
        status = path.stat()
    except OSError:
        return None
    return _together(Stamp(status.st_size, status.st_mtime_ns, hashlib.sha256(content).hexdigest()), beside)


def since(path: Path, before: Stamp | None, *beside: Path, surely: bool = False) -> State:
    """What became of a file, and of what is kept `beside` it; of the same size and time it counts as the same, unless it is to be
    known `surely`."""
    sizes, times = [0], [0]
    for place in (path, *beside):
        try:
            status = place.stat()
        except OSError:
            if place == path:
                return "gone"
            continue
        sizes.append(status.st_size)
        times.append(status.st_mtime_ns)
    if before is None:
        return "changed"
    if not surely and (sum(sizes), max(times)) == (before.size, before.time):
        return "same"
    now = stamp(path, *beside)
    return "gone" if now is None else "same" if now.digest == before.digest else "changed"


def _stamp(path: Path) -> Stamp | None:
    try:
        with open_regular(path) as file:
            digest = hashlib.file_digest(cast("BufferedReader", file), "sha256").hexdigest()
        status = path.stat()
    except (OSError, FileError):
        return None
    return Stamp(status.st_size, status.st_mtime_ns, digest)


def _together(own: Stamp, beside: tuple[Path, ...]) -> Stamp:
    """One stamp for several files: all their bytes, the last change of any, a digest of their digests; of one its own."""
    found = [own, *(other for other in map(_stamp, beside) if other is not None)]
    if len(found) == 1:
        return own
    digest = hashlib.sha256(" ".join(item.digest for item in found).encode()).hexdigest()
    return Stamp(sum(item.size for item in found), max(item.time for item in found), digest)
