"""What a run told, as it is kept here: `events.jsonl`, byte for byte that of the computer that trains it."""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from cnn.computers.protocol import BrokenError
from cnn.errors import FileError
from cnn.files.files import MASK, open_regular, unwritable
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Batch, Epoch, Event, Phase, read_event
from cnn.runs.rewind import LARGEST
from cnn.words.language import tr
from cnn.words.plain import printable
from cnn.words.reasons import reason_of

#: bytes of a line; the longest hold the last words of a process that died
LONGEST_LINE = 1 << 20
#: lines that are no events: a full disk there tears some
MOST_TORN = 50


class Story:
    """The events of a run here: what came is appended; where the run took something back, all of it is replaced."""

    def __init__(self, folder: RunFolder, computer: str) -> None:
        self._computer = computer
        self._path, self._run = folder.events, folder.id
        self._sum = hashlib.sha256()
        self.size = 0  # bytes that are here, whole lines
        self._anew: IO[bytes] | None = None  # what came since it began anew
        self._new, self._came = folder.events, 0
        self._rest = b""
        self._torn = 0
        self._resumed = 0  # how often it went on, as far as that is told
        self.position = (0, 0)  # epochs done, and batches of the next one
        self.phase: Phase | None = None  # the last one that was told
        self._read()

    def checksum(self) -> str:
        """SHA-256 of what is here."""
        return self._sum.hexdigest()

    def begin_anew(self) -> None:
        """From now on all of it comes again; what is here stays until it is whole. Raises `FileError`."""
        self.close()
        self._rest, self._came = b"", 0
        try:
            handle, name = tempfile.mkstemp(prefix=f".{self._path.stem}-", suffix=self._path.suffix, dir=self._path.parent)
        except OSError as error:
            raise unwritable(self._path, error) from error
        self._new, self._anew = Path(name), os.fdopen(handle, "wb")

    def add(self, content: bytes) -> list[Event]:
        """Some lines; returns the events that are new. Raises `FileError`, `BrokenError`."""
        try:
            if self._anew is not None:
                self._came += len(content)
                if self._came > LARGEST:
                    raise BrokenError(tr("{0} was refused: the run tells of itself without end.", self._computer), "")
                self._require_ends(content)
                self._anew.write(content)
                return []
            with self._path.open("ab") as file:
                file.write(content)
        except OSError as error:
            told = unwritable(self._path, error)
            self._read()  # part of it may be there
            raise told from error
        self._took(content)
        return self._events(content)

    def caught_up(self) -> list[Event]:
        """All is here that was told before; returns what is new of it, from where the run went on. Raises `FileError`."""
        if self._anew is None:
            return []
        try:
            self._anew.flush()
            os.fsync(self._anew.fileno())
            self._anew.close()
            self._new.chmod(0o666 & ~MASK)
            self._new.replace(self._path)
            self._anew = None
        except OSError as error:
            raise unwritable(self._path, error) from error
        before, new = self._resumed, self._read()
        return new if before == 0 or self._resumed > before else []

    def close(self) -> None:
        """Takes away what came anew and is not whole."""
        if self._anew is not None:
            self._anew.close()
            self._anew = None
            self._new.unlink(missing_ok=True)

    def _require_ends(self, content: bytes) -> None:
        """Raises `BrokenError` for a line that is too long for one."""
        self._rest = (self._rest if b"\n" not in content else b"") + content[content.rfind(b"\n") + 1 :]
        if len(self._rest) > LONGEST_LINE or any(len(line) > LONGEST_LINE for line in content.split(b"\n")):
            raise BrokenError(tr("{0} was refused: a line of the run's events has no end.", self._computer), "")

    def _took(self, content: bytes) -> None:
        self._sum.update(content)
        self.size += len(content)

    def _events(self, content: bytes) -> list[Event]:
        events = []
        *lines, self._rest = (self._rest + content).split(b"\n")
        for line in (*lines, self._rest):
            if len(line) > LONGEST_LINE:
                raise BrokenError(tr("{0} was refused: a line of the run's events has no end.", self._computer), "")
        for line in lines:
            event = self._event(line)
            if event is not None:
                events.append(event)
                self._follow(event)
        return events

    def _event(self, line: bytes) -> Event | None:
        """An event of this run, in which nothing steers a terminal; `None` for what is torn, or another run's."""
        try:
            event = harmless_event(line)
        except (ValidationError, ValueError, RecursionError):
            self._torn += 1
            if self._torn > MOST_TORN:
                raise BrokenError(tr("{0} was refused: what it tells are no events.", self._computer), "") from None
            return None
        return event if event.run == self._run else None

    def _follow(self, event: Event) -> None:
        if isinstance(event, Epoch):
            self.position = (event.epoch, 0)
        elif isinstance(event, Batch):
            self.position = (event.epoch - 1, event.step)
        elif isinstance(event, Phase):
            self.phase = event
            self._resumed += event.phase == "resumed"

    def _read(self) -> list[Event]:
        """Takes what is here, and returns the events since the run went on last; a last line that is torn is cut off."""
        self._sum, self.size, self._rest, self._resumed, self.position = hashlib.sha256(), 0, b"", 0, (0, 0)
        self.phase = None
        new: list[Event] = []
        try:
            with open_regular(self._path, LARGEST) as file:
                whole = _whole(self._path)
                while self.size < whole and (part := file.read(min(1 << 20, whole - self.size))):
                    self._took(part)
                    before = self._resumed
                    new += self._events(part)
                    if self._resumed > before:
                        new = new[_last_resumed(new) :]
            if whole < self._path.stat().st_size:
                os.truncate(self._path, whole)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise FileError(tr("{0} can't be read: {1}.", self._path, reason_of(error)), tr("Check its permissions.")) from error
        return new


def _last_resumed(events: list[Event]) -> int:
    return max(place for place, event in enumerate(events) if isinstance(event, Phase) and event.phase == "resumed")


def _whole(path: Path) -> int:
    """Bytes up to the end of the last whole line."""
    size = path.stat().st_size
    with path.open("rb") as file:
        end = size
        while end > 0:
            begin = max(0, end - (1 << 16))
            file.seek(begin)
            found = file.read(end - begin).rfind(b"\n")
            if found >= 0:
                return begin + found + 1
            end = begin
    return 0


def harmless_event(line: bytes) -> Event:
    """The event on a line that came from elsewhere, with texts as they may be shown; raises `ValueError` for anything else."""
    plain = line.isascii() and b"\\" not in line
    return read_event(line if plain else json.dumps(_shown(json.loads(line))).encode())


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(printable(part) for part in value.split("\n"))
    if isinstance(value, list):
        return [_shown(item) for item in value]
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    return value
