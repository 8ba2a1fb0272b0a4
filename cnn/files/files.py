"""Files that a person cares about: only regular ones are read, and what is written is written whole.

Written to a temporary file in the same folder, flushed, then renamed over the old one. A symbolic link stays one: what it
points to is written, in the folder where that is.
"""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from cnn.errors import DiskFullError, FileError
from cnn.words.language import tr
from cnn.words.reasons import reason_of

#: in the folder of a run: the project as trained, and what the run says of itself
RUN_PROJECT, RUN_RECORD = "project.loom", "run.json"
#: what new files are not allowed for others
MASK = os.umask(0)  # it can only be read by setting it; done once, while there is a single thread
os.umask(MASK)
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)

#: folders whose files have no size: what is read of them is made up then, or waited for without an end (the kernel's log)
_SYSTEM = "/proc/", "/sys/"


def open_regular(path: Path, largest: int | None = None) -> BinaryIO:
    """Opens a file for reading that is one: no folder, pipe, socket or device, which may never answer or never end.

    `largest` is how many bytes it may have. Raises `FileError` for anything else, `OSError` for what can't be opened.
    """
    _require_regular(path, path.stat(), largest)  # before it is opened: opening a device may set it going
    file = os.fdopen(os.open(path, _READING), "rb")
    try:
        _require_regular(path, os.fstat(file.fileno()), largest)
    except FileError:
        file.close()
        raise
    return file


def read_regular(path: Path, largest: int) -> bytes:
    """All bytes of a regular file that has at most `largest`; raises `FileError` for any other, and `OSError`."""
    with open_regular(path, largest) as file:
        content = file.read(largest + 1)
    if len(content) > largest:  # it grew, or is one of the system's that tell no size
        raise _too_large(path, largest)
    return content


def first_bytes(path: str | Path, most: int, *, regular: bool = False) -> bytes:
    """The first bytes of a regular file, all where it has no more than `most`; raises `FileError` for any other, and `OSError`.

    Whether it is `regular` was seen just before, or it is looked at here: opening a device may set it going. A quarter of the
    time of `open_regular`, which counts where files are many.
    """
    if not regular:
        _require_regular(Path(path), os.stat(path), None)  # noqa: PTH116 - without asking Path for it
    handle = os.open(path, _READING)
    try:
        status = os.fstat(handle)
        if not status.st_size or not stat.S_ISREG(status.st_mode):
            _require_regular(Path(path), status, None)
        wanted = min(most, status.st_size)
        content = os.read(handle, wanted)
        while len(content) < wanted and (more := os.read(handle, wanted - len(content))):
            content += more
    finally:
        os.close(handle)
    return content


@contextlib.contextmanager
def replacing(path: Path, check: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """Yields a temporary path with the same suffix; when the block ends well it takes the place of `path`.

    The old file stays untouched until then. `check` may raise to refuse the new file. Raises `FileError` for a full disk,
    a read-only folder and the like, and for a pipe, socket or device: it would be gone.
    """
    try:
        target = behind_links(path)
        spare_special(path, target)
        temporary = _temporary(target)
        try:
            yield temporary
            if check is not None:
                check(temporary)
            flush(temporary)
            keep_mode(target, temporary)
            temporary.replace(target)
        finally:
            _discard(temporary)
    except OSError as error:
        raise unwritable(path, error) from error


def require_room(path: Path, *, is_folder: bool = False) -> None:
    """Raises `FileError` where a file, or a folder, could not be written now: for what takes its time before there is something
    to write."""
    try:
        target = behind_links(path)
        spare_special(path, target)
        if target.is_dir() and not is_folder:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with tempfile.TemporaryFile(dir=target.parent):
            pass
    except OSError as error:
        raise unwritable(path, error) from error


def behind_links(path: Path) -> Path:
    """The file that is meant by a path: where its symbolic links lead, whether it is there yet or not; raises `OSError`."""
    if not path.is_symlink():
        return path
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def write_text(path: Path, text: str) -> None:
    """Writes a text file so that either the old or the new text is there, never half of it."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_bytes(path: Path, data: bytes) -> None:
    """Writes a binary file so that either the old or the new content is there, never half of it."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def unwritable(path: Path, error: OSError) -> FileError:
    """A failed write in words for people."""
    reasons = {
        errno.ENOSPC: (tr("the disk is full."), tr("Free some space or save somewhere else.")),
        errno.EDQUOT: (tr("the disk quota is used up."), tr("Free some space or save somewhere else.")),
        errno.EACCES: (tr("the folder may not be written to."), tr("Save somewhere else.")),
        errno.EPERM: (tr("the folder may not be written to."), tr("Save somewhere else.")),
        errno.EROFS: (tr("the disk is read-only."), tr("Save somewhere else.")),
        errno.ENOENT: (tr("the folder does not exist."), tr("Create it, or save somewhere else.")),
        errno.EISDIR: (tr("there is a folder of that name."), tr("Choose another name.")),
        errno.ELOOP: (tr("its links lead round in a circle."), tr("Choose another name.")),
        errno.ENAMETOOLONG: (tr("its name is too long."), tr("Choose a shorter one.")),
    }
    if error.errno == errno.ENOENT and Path(os.path.realpath(path)).parent.is_dir():  # as in /proc
        reasons[errno.ENOENT] = tr("its folder takes no files."), tr("Save somewhere else.")
    reason, hint = reasons.get(error.errno or 0, (f"{reason_of(error)}.", tr("Save somewhere else.")))
    kind = DiskFullError if error.errno in (errno.ENOSPC, errno.EDQUOT) else FileError
    return kind(tr("{0} can't be written: {1}", path.name, reason), tr("{0} What was there before is unchanged.", hint))


def spare_special(path: Path, target: Path) -> None:
    """Raises `FileError` where something of that name is neither file nor folder, `OSError` where that can't be known."""
    with contextlib.suppress(FileNotFoundError):
        mode = target.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise FileError(
                tr("{0} is {1}, not a file.", path.name, _kind(mode)), tr("Choose another name. Nothing was written.")
            )


def _require_regular(path: Path, status: os.stat_result, largest: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise FileError(tr("{0} is {1}, not a file.", path.name, _kind(status.st_mode)), tr("Choose a file."))
    if not status.st_size and os.path.realpath(path).startswith(_SYSTEM):
        raise FileError(tr("{0} is a look into the running system, not a file.", path.name), tr("Choose a file."))
    if largest is not None and status.st_size > largest:
        raise _too_large(path, largest)


def _kind(mode: int) -> str:
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def _too_large(path: Path, largest: int) -> FileError:
    size = f"{largest >> 20:,} MB" if largest >= 1 << 20 else f"{largest:,} bytes"
    return FileError(tr("{0} is too large: more than {1}.", path.name, size), tr("Choose a smaller file."))


def _temporary(path: Path) -> Path:
    suffix = "".join(path.suffixes[-2:])  # Keras insists on .weights.h5
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40].split('.')[0]}-", suffix=suffix, dir=path.parent)
    os.close(handle)
    return Path(name)


def _discard(temporary: Path) -> None:
    """Takes away what was not renamed. Emptied first: a library that failed on a full disk may hold it open, and its space."""
    with contextlib.suppress(OSError):
        os.truncate(temporary, 0)
        temporary.unlink()


def keep_mode(path: Path, temporary: Path) -> None:
    """Others may read what they could read before, or what any new file lets them read; a temporary file is private."""
    temporary.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~MASK)


def flush(path: Path) -> None:
    """Waits until a file is on its disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
