"""What a run told, as it is kept here: `events.jsonl`, byte for byte that of the computer that trains it."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cnn.computers.protocol import BrokenError
from cnn.errors import FileError
from cnn.files.files import open_regular, unwritable, write_bytes
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Batch, Epoch, Event, Phase, read_event
from cnn.runs.rewind import LARGEST
from cnn.words.plain import printable

#: bytes of a line; the longest hold the last words of a process that died
LONGEST_LINE = 1 << 20
#: lines that are no events: a full disk there tears some
MOST_TORN = 50


class Story:
    """The events of a run here: what came is appended; where the run took something back, all of it is replaced."""

    def __init__(self, folder: RunFolder) -> None:
        self._path, self._run = folder.events, folder.id
        self._sum = hashlib.sha256()
        self.size = 0  # bytes that are here, whole lines
        self._anew: bytearray | None = None  # what came since it began anew
        self._rest = b""
        self._torn = 0
        self._resumed = 0  # how often it went on, as far as that is told
        self.position = (0, 0)  # epochs done, and batches of the next one
        self._read()

    def checksum(self) -> str:
        """SHA-256 of what is here."""
        return self._sum.hexdigest()

    def begin_anew(self) -> None:
        """From now on all of it comes again; what is here stays until it is whole."""
        self._anew, self._rest = bytearray(), b""

    def add(self, content: bytes) -> list[Event]:
        """Some lines; returns the events that are new. Raises `FileError`, `BrokenError`."""
        if self._anew is not None:
            self._anew += content
            if len(self._anew) > LARGEST:
                raise BrokenError("It was refused: the run tells of itself without end.", "")
            return []
        try:
            with self._path.open("ab") as file:
                file.write(content)
        except OSError as error:
            with_room = unwritable(self._path, error)
            self._read()  # part of it may be there
            raise with_room from error
        self._took(content)
        return self._events(content)

    def caught_up(self) -> list[Event]:
        """All is here that was told before; returns what is new of it, from where the run went on."""
        if self._anew is None:
            return []
        content, self._anew = bytes(self._anew), None
        write_bytes(self._path, content)
        before, self._resumed = self._resumed, 0
        self._sum, self.size, self.position = hashlib.sha256(), 0, (0, 0)
        self._took(content)
        events = self._events(content)
        places = [place for place, event in enumerate(events) if isinstance(event, Phase) and event.phase == "resumed"]
        if before == 0 and not places:
            return events
        return events[places[-1] :] if len(places) > before else []

    def _took(self, content: bytes) -> None:
        self._sum.update(content)
        self.size += len(content)

    def _events(self, content: bytes) -> list[Event]:
        events = []
        *lines, self._rest = (self._rest + content).split(b"\n")
        for line in (*lines, self._rest):
            if len(line) > LONGEST_LINE:
                raise BrokenError("It was refused: a line of the run's events has no end.", "")
        for line in lines:
            event = self._event(line)
            if event is not None:
                events.append(event)
                self._follow(event)
        return events

    def _event(self, line: bytes) -> Event | None:
        """An event of this run, in which nothing steers a terminal; `None` for what is torn, or another run's."""
        try:
            event = read_event(line if line.isascii() and b"\\" not in line else _harmless(line))
        except (ValidationError, ValueError, RecursionError):
            self._torn += 1
            if self._torn > MOST_TORN:
                raise BrokenError("It was refused: what it tells are no events.", "") from None
            return None
        return event if event.run == self._run else None

    def _follow(self, event: Event) -> None:
        if isinstance(event, Epoch):
            self.position = (event.epoch, 0)
        elif isinstance(event, Batch):
            self.position = (event.epoch - 1, event.step)
        elif isinstance(event, Phase) and event.phase == "resumed":
            self._resumed += 1

    def _read(self) -> None:
        """What is here; a last line that is torn is cut off."""
        self._sum, self.size, self._rest, self._resumed, self.position = hashlib.sha256(), 0, b"", 0, (0, 0)
        try:
            with open_regular(self._path, LARGEST) as file:
                whole = _whole(self._path)
                while self.size < whole and (part := file.read(min(1 << 20, whole - self.size))):
                    self._took(part)
                    self._events(part)
        except FileNotFoundError:
            return
        except OSError as error:
            raise FileError(f"{self._path} can't be read: {error.strerror or error}.", "Check its permissions.") from error
        if whole < self._path.stat().st_size:
            os.truncate(self._path, whole)
        self._torn = 0


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


def _harmless(line: bytes) -> bytes:
    """The same line with texts as they may be shown."""
    return json.dumps(_shown(json.loads(line))).encode()


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(printable(part) for part in value.split("\n"))
    if isinstance(value, list):
        return [_shown(item) for item in value]
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    return value
