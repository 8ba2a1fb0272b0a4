"""Getting files from the net: with progress, going on where it stopped, tried again, and believed only with the right sha256."""

import contextlib
import hashlib
import http.client
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cnn.datasets.remote import Remote
from cnn.errors import DownloadError
from cnn.files.files import unwritable

#: seconds without a byte after which a server counts as hanging
PATIENCE = 20.0
#: seconds to wait before trying again
PAUSES = (1.0, 3.0, 9.0)
CHUNK = 1 << 18
#: answers after which trying again makes sense
_PASSING = (408, 425, 429, 500, 502, 503, 504)

Progress = Callable[[int], None]  # bytes of the file that are there


class _InterruptedError(Exception):
    """The transfer ended early; what came is kept."""


class _UnfitError(Exception):
    """What came can't be the start of the file; nothing of it is kept."""


def is_whole(path: Path, remote: Remote) -> bool:
    """Whether a file is that file, byte for byte."""
    try:
        return path.stat().st_size == remote.size and _digest(path) == remote.sha256
    except OSError:
        return False


def download(
    remote: Remote,
    target: Path,
    progress: Progress = lambda _done: None,
    *,
    patience: float = PATIENCE,
    pauses: tuple[float, ...] | None = None,
) -> None:
    """Puts the file at `target`, there only when it is whole; what a broken transfer brought is used by the next.

    `progress` hears how many bytes are there; what it raises ends the transfer. After each of `pauses` (seconds; `PAUSES`) it is
    tried again. Raises `DownloadError` for a server that does not answer or sends something else, `FileError` for a full disk.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    try:
        _require_room(part, remote)
        _try(Transfer(remote, part, progress, patience), PAUSES if pauses is None else pauses)
        part.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error


def _try(transfer: "Transfer", pauses: tuple[float, ...]) -> None:
    """Until the file is whole, or patience ends."""
    for pause in (*pauses, None):
        try:
            return transfer.run()
        except (_InterruptedError, _UnfitError) as reason:
            if pause is None:
                raise _given_up(transfer.remote, reason) from reason
        time.sleep(pause)
    raise AssertionError("the last try returns or raises")


@dataclass
class Transfer:
    """One file on its way; `run` may be called again after it was interrupted."""

    remote: Remote
    part: Path
    progress: Progress
    patience: float
    _sum: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def run(self) -> None:
        """Fetches what is missing and checks the whole."""
        have = self._start()
        if have < self.remote.size:
            with self._answer(have) as answer:
                self._store(answer, self._begin(answer, have))
        if self._sum.hexdigest() != self.remote.sha256:
            self._refuse("it is not the file that was expected (its sha256 is another)")

    def _start(self) -> int:
        """How many bytes are there already; their checksum is begun."""
        self._sum = hashlib.sha256()
        size = self.part.stat().st_size if self.part.exists() else 0
        if size > self.remote.size:
            self.part.unlink()
            return 0
        if size:
            self._sum.update(self.part.read_bytes())
        self.progress(size)
        return size

    @contextlib.contextmanager
    def _answer(self, have: int) -> Iterator[http.client.HTTPResponse]:
        headers = {"User-Agent": "Layerloom", **({"Range": f"bytes={have}-"} if have else {})}
        request = urllib.request.Request(self.remote.address, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=self.patience) as answer:
                yield answer
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 416:
                self._refuse("it has another length than expected")
            if error.code not in _PASSING:
                raise _refused(self.remote, error) from error
            raise _InterruptedError(f"the server answers {error.code}") from error
        except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError) as error:
            raise _InterruptedError(_spell(error, self.patience)) from error

    def _begin(self, answer: http.client.HTTPResponse, have: int) -> int:
        """From which byte on the answer goes; a server that knows no ranges sends the whole file again."""
        if have and answer.status == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            return have
        if have:
            self.part.unlink()
            self._sum = hashlib.sha256()
        if answer.status == 206 and have:
            raise _UnfitError("the server sends another part than was asked for")
        return 0

    def _store(self, answer: http.client.HTTPResponse, have: int) -> None:
        with self.part.open("ab") as file:
            while have < self.remote.size:
                chunk = self._read(answer)
                if not chunk:
                    raise _InterruptedError(f"the connection ended after {have:,} of {self.remote.size:,} bytes")
                file.write(chunk)
                self._sum.update(chunk)
                have += len(chunk)
                self.progress(min(have, self.remote.size))
        if have > self.remote.size or self._read(answer):
            self._refuse("it is longer than expected")

    def _read(self, answer: http.client.HTTPResponse) -> bytes:
        try:
            return answer.read1(CHUNK)
        except http.client.IncompleteRead as error:
            return error.partial

    def _refuse(self, reason: str) -> None:
        self.part.unlink(missing_ok=True)
        raise _UnfitError(reason)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _require_room(part: Path, remote: Remote) -> None:
    missing = remote.size - (part.stat().st_size if part.exists() else 0)
    free = shutil.disk_usage(part.parent).free
    if missing > free:
        raise DownloadError(
            f"{missing >> 20:,} MB are needed in {part.parent}, but only {free >> 20:,} MB are free.",
            "Free some space, or set KERAS_HOME to a folder on a larger disk.",
        )


def _spell(error: Exception, patience: float) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return f"the server sent nothing for {patience:g} seconds"
    if isinstance(reason, OSError):
        return (reason.strerror or str(reason) or type(reason).__name__)[:200].rstrip(".")
    return (str(reason) or type(reason).__name__)[:200].rstrip(".")


def _given_up(remote: Remote, reason: Exception) -> DownloadError:
    hint = "Check the connection and try again; it goes on where it stopped."
    if isinstance(reason, _UnfitError):
        hint = f"Try again later, or get the file from {remote.url} by other means."
    return DownloadError(f"{remote.address} can't be downloaded: {reason}.", hint)


def _refused(remote: Remote, error: urllib.error.HTTPError) -> DownloadError:
    return DownloadError(
        f"{remote.address} can't be downloaded: the server answers {error.code} {error.reason}.",
        f"Get the file by other means and put it into Keras's cache as {remote.path}.",
    )
