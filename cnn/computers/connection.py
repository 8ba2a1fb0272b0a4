"""A connection to another computer: questions are answered in their order, what is told of a run comes between."""

import json
import queue
import subprocess
import threading
import time
from typing import IO, Any

from cnn.computers import ssh
from cnn.computers.check import another_version
from cnn.computers.computer import Computer
from cnn.computers.protocol import (
    BEFORE,
    GREETING,
    SAYINGS,
    BrokenError,
    Done,
    Hello,
    Question,
    Refused,
    Told,
    read_part,
    write_part,
)
from cnn.computers.wheel import build
from cnn.errors import ComputerError, DiskFullError, FileError
from cnn.runs.rewind import LARGEST
from cnn.words.language import VARIABLE, current, tr
from cnn.words.place import at_place
from cnn.words.plain import printable

#: seconds for an answer; a keeper that is started may take its time
PATIENCE = 150.0
#: seconds without any word, with a sign of life every five: then the connection is dead
SILENT = 45.0
#: what was told and not taken yet
_WAITING = 200
#: exit code of the script where Layerloom isn't there
_NOT_SET_UP = 97
#: and of a Layerloom that doesn't know what it is asked for
_OTHER_WORDS = 2
#: bytes a second that a run may tell in the long run, and at once
_RATE, _AT_ONCE = 1 << 20, 64 << 20


class Connection:
    """One ssh to a computer with Layerloom at its far end. Raises `ComputerError`, `LostError` where there can be none."""

    def __init__(self, computer: Computer) -> None:
        self.computer = computer
        self._words = ssh.words_file()
        self._process = ssh.start(computer, _script(computer), self._words)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in: IO[bytes] = self._process.stdin
        self._out: IO[bytes] = self._process.stdout
        self._asking, self._number = threading.Lock(), 0
        self._answers: queue.Queue[tuple[Done | Refused, bytes] | None] = queue.Queue()
        self.told: queue.Queue[tuple[Told, bytes] | None] = queue.Queue(_WAITING)  # `None` behind the last
        self._broken: ComputerError | None = None
        self._began, self._came, self._live = time.monotonic(), 0, False
        try:
            self.hello = self._greeted()
        except BaseException:
            self.close()
            self._words.close()
            raise
        self._reader = threading.Thread(target=self._read, name=f"from {computer.name}", daemon=True)
        self._reader.start()

    @property
    def folder(self) -> str:
        """The folder in which Layerloom works there."""
        return self.hello.folder

    def require_same_version(self) -> None:
        """Raises `ComputerError` where another Layerloom is there."""
        if self.hello.build != build():
            raise ComputerError(another_version(self.computer, self.hello.build), "")

    def ask(self, question: type[Any], payload: bytes = b"", patience: float = PATIENCE, **values: Any) -> tuple[Done, bytes]:
        """The answer to a question, and what came with it; may be called from any thread.

        Raises `FileError` for what was refused there, `LostError` when the connection is lost.
        """
        with self._asking:
            if self._broken is not None:
                raise self._broken
            self._number += 1
            asked: Question = question(number=self._number, **values)
            try:
                write_part(self._in, asked, payload)
                answered = self._answers.get(timeout=patience)
            except (OSError, ValueError, queue.Empty):
                answered = None
            if answered is None:
                raise self._end()
            answer, content = answered
            if answer.number != self._number:
                raise self._break(tr("It answers what nobody asked."))
        if isinstance(answer, Refused):
            kind = DiskFullError if answer.full else FileError
            raise kind(f"{self.computer.name}: {printable(answer.message)}", printable(answer.hint))
        return answer, content

    def ask_json(self, question: type[Any], **values: Any) -> Any:
        """The plain values that came with an answer. Raises as `ask`."""
        _, content = self.ask(question, **values)
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            raise self._break(tr("It answers something that is no JSON.")) from None

    def why(self) -> ComputerError:
        """Why it ended."""
        return self._end()

    def close(self) -> None:
        """Ends it; may be called again, from any thread."""
        self._process.kill()
        self._process.wait()
        if threading.current_thread() is not getattr(self, "_reader", None) and hasattr(self, "_reader"):
            while self._reader.is_alive():  # it may wait for room in what was told
                try:
                    self.told.get_nowait()
                except queue.Empty:
                    self._reader.join(0.01)
        for pipe in (self._in, self._out):
            try:
                pipe.close()
            except OSError:
                continue

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self._words.close()

    # ------------------------------------------------------------------ inside

    def _greeted(self) -> Hello:
        """Passes over what start files of a shell print."""
        clock = threading.Timer(ssh.CONNECT + PATIENCE, self._process.kill)
        clock.start()
        try:
            before = 0
            while (line := self._out.readline(BEFORE)) != GREETING:
                before += len(line)
                if not line:
                    raise self._end()
                if before >= BEFORE:
                    raise self._break(tr("It does not speak as Layerloom does."))
            heard = read_part(self._out, SAYINGS)
        except BrokenError as error:
            raise self._break(error.message) from None
        finally:
            clock.cancel()
            clock.join()
        if heard is None:
            raise self._end()
        if not isinstance(heard[0], Hello):
            raise self._break(tr("It does not say who it is."))
        return heard[0]

    def _read(self) -> None:
        try:
            while (part := read_part(self._out, SAYINGS)) is not None:
                self._take(*part)
        except BrokenError as error:
            self._break(error.message)
        except (OSError, ValueError):
            pass  # closed under it
        self._answers.put(None)
        self.told.put(None)
        self._process.kill()

    def _take(self, saying: Hello | Done | Refused | Told, payload: bytes) -> None:
        if isinstance(saying, Told):
            self._bound(saying, payload)
            self.told.put((saying, payload))
        elif isinstance(saying, Hello):
            raise BrokenError(tr("It says twice who it is."))
        else:
            self._answers.put((saying, payload))

    def _bound(self, told: Told, payload: bytes) -> None:
        """What a run told before may be much; what it tells as it happens comes at ten events a second."""
        if told.what in ("caught_up", "rewound"):
            self._began, self._came = time.monotonic(), 0
        self._came += len(payload) + 1
        most = _AT_ONCE + _RATE * (time.monotonic() - self._began) if self._live else LARGEST
        if self._came > most:
            raise BrokenError(tr("It talks without end."))
        self._live = told.what == "caught_up" or (self._live and told.what != "rewound")

    def _break(self, words: str) -> ComputerError:
        """It says what it should not: nothing more is taken from it."""
        self._broken = BrokenError(
            tr("{0} was refused: {1}", self.computer.name, words),
            at_place(
                terminal=tr("Check what is installed there, or set it up anew: computers set-up {0}", self.computer.name),
                window=tr("Check what is installed there, or set it up anew: Preferences › Computers."),
            ),
        )
        self._process.kill()
        return self._broken

    def _end(self) -> ComputerError:
        if self._broken is None:
            try:
                code = self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                code = ssh.NO_CONNECTION
            words = ssh.said(self._words) if not self._words.closed else ""
            self._broken = self._explained(code, words)
        return self._broken

    def _explained(self, code: int, words: str) -> ComputerError:
        name = self.computer.name
        if code == _NOT_SET_UP:
            return ComputerError(
                tr("Layerloom is not set up on {0}.", name),
                at_place(terminal=tr("Set it up: computers set-up {0}", name), window=tr("Set it up: Preferences › Computers.")),
            )
        if code == _OTHER_WORDS:
            return ComputerError(
                tr("{0} has another version of Layerloom than runs here.", name),
                at_place(
                    terminal=tr("Set it up anew: computers set-up {0}", name),
                    window=tr("Set it up anew: Preferences › Computers."),
                ),
            )
        if code <= 0 or code > 128:
            return ssh.explained(self.computer, ssh.NO_CONNECTION, words)
        return ssh.explained(self.computer, code, words)


def _script(computer: Computer) -> str:
    speak = f"export {VARIABLE}={current().language}"
    return (
        f'at={computer.quoted_path}; [ -x "$at/bin/layerloom" ] || exit {_NOT_SET_UP}; {speak}; exec "$at/bin/layerloom" far-end'
    )
