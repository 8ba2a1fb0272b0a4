"""Which files of a run travel between computers, and under which names: no other name is ever taken from another computer."""

import contextlib
import hashlib
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from cnn.errors import FileError
from cnn.files.files import open_regular
from cnn.runs.folder import RunFolder
from cnn.words.language import tr

#: files that come back, in the order in which they are fetched
COMING = tuple(path.name for path in RunFolder(Path(), "").written)
#: files that go there, besides the project, which is written for there
GOING = ("run.json", "events.jsonl", *COMING)
PROJECT = ("project.loom", "project.data.json")
_CHECKPOINT = re.compile(r"checkpoints/(epoch|held|best)-\d{6}(-step-\d{7})?\.npz", re.ASCII)
#: a checkpoint refers to the best one, which comes first; of the others the oldest
_ORDER = ("best", "held", "epoch")


def key_of(run: str) -> str:
    """What a run is called on other computers: a name of a folder, the same from wherever it is asked for."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", run).strip("-.")[:80] or "run"
    return f"{plain}-{hashlib.sha256(run.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def may_come(name: str) -> bool:
    """Whether a name is one of those that a run's files have."""
    return name in COMING or _CHECKPOINT.fullmatch(name) is not None


def may_go(name: str) -> bool:
    """Whether a file of that name may be put into a run's folder there."""
    return name in GOING or name in PROJECT or _CHECKPOINT.fullmatch(name) is not None


def place(folder: Path, name: str) -> Path:
    """Where a file of a run lies in its folder; raises `FileError` where the way there leads elsewhere."""
    path = folder / name
    if path.parent != folder:
        path.parent.mkdir(exist_ok=True)
        if path.parent.is_symlink() or not path.parent.is_dir():
            raise FileError(tr("{0} leads elsewhere.", path.parent), tr("Take the link away."))
    return path


def present(folder: Path) -> list[tuple[str, int, int]]:
    """The files of a run that are there: name, bytes, and time of the last change in nanoseconds; a link is none."""
    names = list(COMING)
    with contextlib.suppress(OSError):
        names += sorted((f"checkpoints/{path.name}" for path in (folder / "checkpoints").iterdir()), key=_rank)
    found = []
    for name in names:
        if may_come(name):
            try:
                status = os.lstat(folder / name)
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode):
                found.append((name, status.st_size, status.st_mtime_ns))
    return found


def _rank(name: str) -> tuple[int, str]:
    kind = name.removeprefix("checkpoints/").partition("-")[0]
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER)), name


def open_own(folder: Path, name: str) -> BinaryIO:
    """Opens one of a run's files, not what a link of that name leads to. Raises `FileError`, `OSError`."""
    path = folder / name
    if path.is_symlink() or path.parent.is_symlink():
        raise FileError(tr("{0} is a link.", name), "")
    return open_regular(path)


def checksum(file: BinaryIO, size: int) -> str:
    """SHA-256 of the first bytes of a file."""
    file.seek(0)
    found = hashlib.sha256()
    while size > 0 and (part := file.read(min(size, 1 << 20))):
        found.update(part)
        size -= len(part)
    return found.hexdigest()
