"""Getting files from the net: with progress, going on where it stopped, tried again, and checked."""

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

from cnn.errors import DownloadError
from cnn.files.files import unwritable
from cnn.files.remote import Remote
from cnn.words.language import tr
from cnn.words.reasons import reason_of

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
        right_size = path.stat().st_size == remote.size if remote.size else path.is_file()
        return right_size and (not remote.checksum or digest(path, remote.algorithm) == remote.checksum)
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
    _size: int = 0  # bytes of the whole; 0: nobody has said it yet

    def run(self) -> None:
        """Fetches what is missing and checks the whole."""
        have = self._start()
        if not self._size or have < self._size:
            with self._answer(have) as answer:
                if answer is not None:
                    self._store(answer, self._begin(answer, have))
        if self.remote.checksum and self._sum.hexdigest() != self.remote.checksum:
            self._refuse(tr("it is not the file that was expected (its {0} is another)", self.remote.algorithm))

    def _start(self) -> int:
        """How many bytes are there already; their checksum is begun."""
        self._sum, self._size = hashlib.new(self.remote.algorithm), self.remote.size
        size = self.part.stat().st_size if self.part.exists() else 0
        if self._size and size > self._size:
            self.part.unlink()
            return 0
        if size:
            self._sum.update(self.part.read_bytes())
        self.progress(size)
        return size

    @contextlib.contextmanager
    def _answer(self, have: int) -> Iterator[http.client.HTTPResponse | None]:
        """What the server sends; nothing where all of a file whose size nobody knew is there already."""
        headers = {"User-Agent": "Layerloom", **({"Range": f"bytes={have}-"} if have else {})}
        request = urllib.request.Request(self.remote.address, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=self.patience) as answer:
                yield answer
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 416 and not self.remote.size and error.headers.get("Content-Range") == f"bytes */{have}":
                yield None
                return
            if error.code == 416:
                self._refuse(tr("it has another length than expected"))
            if error.code not in _PASSING:
                raise _refused(self.remote, error) from error
            raise _InterruptedError(tr("the server answers {0}", error.code)) from error
        except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError) as error:
            raise _InterruptedError(_spell(error, self.patience)) from error

    def _begin(self, answer: http.client.HTTPResponse, have: int) -> int:
        """From which byte on the answer goes; a server that knows no ranges sends the whole file again."""
        part = answer.headers.get("Content-Range", "")
        if have and answer.status == 206 and part.startswith(f"bytes {have}-"):
            self._size = self._size or _number(part.rpartition("/")[2])
            return have
        if have:
            self.part.unlink()
            self._sum = hashlib.new(self.remote.algorithm)
        if answer.status == 206 and have:
            raise _UnfitError(tr("the server sends another part than was asked for"))
        self._size = self._size or _number(answer.headers.get("Content-Length", ""))
        return 0

    def _store(self, answer: http.client.HTTPResponse, have: int) -> None:
        with self.part.open("ab") as file:
            while not self._size or have < self._size:
                chunk = self._read(answer)
                if not chunk and not self._size:
                    break  # a server that said no length: the checksum, if there is one, tells whether that is all
                if not chunk:
                    raise _InterruptedError(tr("the connection ended after {0:,} of {1:,} bytes", have, self._size))
                file.write(chunk)
                self._sum.update(chunk)
                have += len(chunk)
                self.progress(min(have, self._size or have))
        if self._size and (have > self._size or self._read(answer)):
            self._refuse(tr("it is longer than expected"))

    def _read(self, answer: http.client.HTTPResponse) -> bytes:
        try:
            return answer.read1(CHUNK)
        except http.client.IncompleteRead as error:
            return error.partial

    def _refuse(self, reason: str) -> None:
        self.part.unlink(missing_ok=True)
        raise _UnfitError(reason)


def digest(path: Path, algorithm: str) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _require_room(part: Path, remote: Remote) -> None:
    missing = remote.expected_bytes - (part.stat().st_size if part.exists() else 0)
    free = shutil.disk_usage(part.parent).free
    if missing > free:
        raise DownloadError(
            tr("{0:,} MB are needed in {1}, but only {2:,} MB are free.", missing >> 20, part.parent, free >> 20),
            tr("Free some space, or set KERAS_HOME to a folder on a larger disk."),
        )


def _spell(error: Exception, patience: float) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return tr("the server sent nothing for {0:g} seconds", patience)
    return reason_of(reason) if isinstance(reason, BaseException) else str(reason)[:200].rstrip(".")


def _given_up(remote: Remote, reason: Exception) -> DownloadError:
    hint = tr("Check the connection and try again; it goes on where it stopped. {0}", _by_hand(remote))
    if isinstance(reason, _UnfitError):
        hint = tr("Try again later. {0}", _by_hand(remote))
    return DownloadError(tr("{0} can't be downloaded: {1}.", remote.address, reason), hint)


def _refused(remote: Remote, error: urllib.error.HTTPError) -> DownloadError:
    return DownloadError(
        tr("{0} can't be downloaded: the server answers {1} {2}.", remote.address, error.code, error.reason),
        _by_hand(remote),
    )


def _by_hand(remote: Remote) -> str:
    """What a person whose computer has no network can do; the address stands before it."""
    what = tr("it") if remote.address == remote.url else remote.url
    if not remote.checksum:
        return tr("Without a network: get {0} elsewhere, and lay it at {1}.", what, remote.place)
    return tr(
        "Without a network: get {0} (its {1} is {2}) elsewhere, and lay it at {3}.",
        what,
        remote.algorithm,
        remote.checksum,
        remote.place,
    )
