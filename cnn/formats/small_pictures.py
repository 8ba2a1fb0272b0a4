"""Small pictures of the networks in files and of published ones, drawn once and kept in the cache."""

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from cnn import __version__
from cnn.errors import FileError, LayerloomError
from cnn.files.files import read_regular, write_bytes
from cnn.formats.files import HDF5, READABLE, read_project
from cnn.graph import Graph
from cnn.pictures.picture import Look
from cnn.pictures.small import small_picture
from cnn.presets import PRESETS

#: pixels
WIDTH, HEIGHT = 160, 72
#: pictures that are kept, and bytes of one
KEPT, LARGEST = 200, 1 << 20
#: bytes of a file, and layers, of which no picture is made: it would take seconds
LARGEST_FILE, MOST = 64 << 20, 600


def picture_of_file(path: Path, look: Look) -> bytes | None:
    """A PNG of the network in a file; `None` where there is none, or none that can be drawn in a moment."""
    try:
        found = path.stat()
    except OSError:
        return None
    suffix = path.suffix.lower()
    if suffix not in READABLE or suffix in HDF5 or found.st_size > LARGEST_FILE:
        return None
    key = f"{path.absolute()}\0{found.st_size}\0{found.st_mtime_ns}"
    return _kept(key, look, lambda: read_project(path).graph)


def picture_of_preset(name: str, look: Look) -> bytes | None:
    """A PNG of a published network."""
    return picture_of_network(f"preset {name}", PRESETS[name].graph, look)


def picture_of_network(name: str, read: Callable[[], Graph], look: Look) -> bytes | None:
    """A PNG of a network that always has that name in this version; `read` is asked for it once."""
    return _kept(name, look, read)


def _kept(key: str, look: Look, read: Callable[[], Graph]) -> bytes | None:
    """What the cache holds, else what is drawn now; an empty file says that nothing can be drawn."""
    digest = hashlib.sha256(os.fsencode(f"{__version__}\0{look}\0{key}")).hexdigest()[:24]
    file = _folder() / f"{digest}.png"
    with contextlib.suppress(OSError, FileError):
        return read_regular(file, LARGEST) or None
    drawn = _drawn(read, look)
    with contextlib.suppress(OSError, FileError):  # then it is drawn again next time
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, drawn)
        _tidy(file.parent)
    return drawn or None


def _drawn(read: Callable[[], Graph], look: Look) -> bytes:
    try:
        graph = read()
        return small_picture(graph, look, WIDTH, HEIGHT) if 0 < len(graph) <= MOST else b""
    except LayerloomError:
        return b""


def _tidy(folder: Path) -> None:
    """Takes away the oldest of too many."""
    files = list(folder.glob("*.png"))
    if len(files) > KEPT:
        for file in sorted(files, key=lambda file: file.stat().st_mtime)[: len(files) - KEPT]:
            file.unlink(missing_ok=True)


def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("layerloom", appauthor=False) / "pictures"
