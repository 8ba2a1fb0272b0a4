"""What takes long to write is made in a hidden folder beside its place, and put there when it is finished.

The folder goes with the work, also where that is called off. Of a process that was killed it stays; its caller takes it away,
else the next that makes something there: it is told by its lock, which the system lets go.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from cnn.files.files import behind_links, flush, keep_mode, spare_special, unwritable
from cnn.files.locks import Lock

#: the lock of a folder stands in it; one without it is none of ours
LOCK = ".owner"
#: in it, an older folder that steps aside for the new one
ASIDE = "old"
_NAME = re.compile(r"\..*-[0-9A-Za-z]{1,12}\.part")


@contextlib.contextmanager
def building(path: Path, key: str) -> Iterator[Path]:
    """Yields a hidden folder beside `path` in which what is to stand there is made; `place` puts it there.

    The folder goes with the block. Whoever knows the `key` takes it away with `discard_building` where a process was killed.
    Raises `FileError` as `replacing`.
    """
    try:
        target = behind_links(path)
        spare_special(path, target)
        _sweep(target.parent)
        folder = _folder(target, key)
        folder.mkdir()
        lock = Lock(folder / LOCK)
        try:
            with contextlib.suppress(OSError):  # a disk may know no locks: then nobody can tell that nobody has it
                lock.take()
            yield folder
        finally:
            _remove(folder, lock)
    except OSError as error:
        raise unwritable(path, error) from error


def place(made: Path, path: Path) -> None:
    """Puts a finished file, or a finished folder, made beside it, where `path` is. What stood there is whole until then."""
    target = behind_links(path)
    if made.is_dir():
        for file in made.rglob("*"):
            if file.is_file():
                flush(file)
        _place_folder(made, target)
        return
    flush(made)
    keep_mode(target, made)
    made.replace(target)


def discard_building(path: Path, key: str) -> None:
    """Takes away what `building` with this key has left."""
    with contextlib.suppress(OSError):
        _remove(_folder(behind_links(path), key))


def _folder(target: Path, key: str) -> Path:
    return target.parent / f".{target.name[:40].split('.')[0]}-{key[:12]}.part"


def _place_folder(made: Path, target: Path) -> None:
    """A folder can't be renamed over one that holds something: the old one steps aside for it, and back where that fails."""
    aside = made.parent / ASIDE / target.name
    if target.exists():
        aside.parent.mkdir()
        target.rename(aside)
    try:
        made.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise


def _remove(folder: Path, lock: Lock | None = None) -> None:
    """Takes it away, but for what had stepped aside and found nothing in its place: that goes back."""
    with contextlib.suppress(FileNotFoundError):
        for aside in (folder / ASIDE).iterdir():
            if not (folder.parent / aside.name).exists():
                aside.rename(folder.parent / aside.name)
    shutil.rmtree(folder, ignore_errors=True)
    if lock is not None:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)  # Windows removes no file that is open


def _sweep(place: Path) -> None:
    """Takes away what processes that were killed have left in a folder."""
    with os.scandir(place) as entries:
        found = [Path(entry.path) for entry in entries if _NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)]
    for folder in found:
        with contextlib.suppress(OSError):  # it is somebody else's, or is swept by another just now
            if (folder / LOCK).is_file() and not (folder / LOCK).is_symlink():
                lock = Lock(folder / LOCK)
                if lock.take():
                    _remove(folder, lock)
