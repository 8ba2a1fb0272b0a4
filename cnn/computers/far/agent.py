"""The far end of a connection: answers on stdin and stdout what the near end asks, and tells of the run that is followed.

Every connection has one of its own, which ends with it; a run belongs to its keeper (`keeper.py`) and goes on.
"""

import contextlib
import errno
import hashlib
import os
import re
import subprocess
import threading
import time
from pathlib import Path
from typing import IO, BinaryIO

from cnn.computers import run_files
from cnn.computers.far import keeper
from cnn.computers.far.data import DataCache, as_json
from cnn.computers.protocol import (
    GREETING,
    LARGEST_PAYLOAD,
    PART,
    QUESTIONS,
    DataBegin,
    DataClear,
    DataEnd,
    DataList,
    DataPut,
    DataState,
    Done,
    Files,
    Follow,
    Hello,
    OpenFile,
    Question,
    ReadFile,
    Refused,
    RunPut,
    RunStart,
    RunState,
    Tell,
    Told,
    read_part,
    write_part,
)
from cnn.computers.wheel import build
from cnn.errors import FileError, LayerloomError
from cnn.files.files import read_regular
from cnn.files.tails import tail
from cnn.program import own_program
from cnn.project import LARGEST, load
from cnn.runs.folder import LARGEST_RECORD, RunFolder
from cnn.runs.history import as_it_is
from cnn.words.language import tr
from cnn.words.reasons import reason_of

#: names the folder that everything is in, as the program that set-up wrote says
ENVIRONMENT = "LAYERLOOM_FAR"
#: seconds between two looks at a run's events, and between two signs of life
LOOK, BEAT = 0.1, 5.0
#: seconds in which a keeper must have begun
PATIENCE = 60.0


def main() -> int:
    """`main.py far-end`: serves until stdin ends; returns the exit code."""
    questions, sayings = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what else prints does not come between
    folder = Path(os.environ[ENVIRONMENT])
    Agent(folder, questions, sayings).serve()
    return 0


class Agent:
    """Answers questions in their order, while a thread tells of a run."""

    def __init__(self, folder: Path, questions: IO[bytes], sayings: IO[bytes]) -> None:
        self._folder = folder
        self._questions, self._sayings = questions, sayings
        self._saying = threading.Lock()
        self._data = DataCache(folder / "data")
        self._file: BinaryIO | None = None
        self._size = 0

    def serve(self) -> None:
        """Returns when nobody asks any more."""
        with contextlib.suppress(OSError):
            self._sayings.write(GREETING)
            write_part(self._sayings, Hello(build=build(), folder=str(self._folder)))
            while (asked := read_part(self._questions, QUESTIONS)) is not None:
                self._serve(*asked)
        os._exit(0)  # a thread that tells of a run ends as well

    def _serve(self, question: Question, payload: bytes) -> None:
        try:
            answer, content = self._answer(question, payload)
        except LayerloomError as error:
            self._say(Refused(number=question.number, message=error.message[:2000], hint=error.hint[:2000]))
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            message = tr("The disk there is full.") if full else f"{reason_of(error)}: {Path(str(error.filename or '')).name}"
            self._say(
                Refused(number=question.number, message=message, hint=tr("Free some space there.") if full else "", full=full)
            )
        else:
            self._say(answer, content)

    def _answer(self, question: Question, payload: bytes) -> tuple[Done, bytes]:
        number = question.number
        match question:
            case DataState(key=key):
                return Done(number=number, path=self._data.path(key)), b""
            case DataBegin(key=key, last=last):
                self._data.begin(key, payload, last=last)
                return Done(number=number), as_json(self._data.here(key)) if last else b""
            case DataPut(key=key, pieces=pieces):
                self._data.put(key, pieces, payload)
            case DataEnd(key=key):
                return Done(number=number, path=self._data.end(key)), b""
            case DataList():
                return Done(number=number), as_json(self._data.kept())
            case DataClear():
                return Done(number=number, size=self._data.clear(self._needed())), b""
            case RunState(run=run):
                return Done(number=number, state=self._state(run)), b""
            case RunPut():
                self._put(question, payload)
            case RunStart(run=run, command=command):
                self._start(run, command)
            case Tell(run=run, id=id_, command=command):
                return Done(number=number, heard=keeper.tell(self._keeper(run), id_, command)), b""
            case Follow():
                Follower(self, self._run(question.run), self._keeper(question.run), question).start()
            case Files(run=run):
                return Done(number=number), as_json(self._files(run))
            case OpenFile(run=run, name=name):
                return self._open(number, run, name), b""
            case ReadFile(offset=offset):
                return Done(number=number), self._read(offset)
        return Done(number=number), b""

    def say(self, told: Told, payload: bytes = b"") -> None:
        """Tells of the run that is followed. Raises `OSError` when nobody listens any more."""
        self._say(told, payload)

    def _say(self, saying: Done | Refused | Told, payload: bytes = b"") -> None:
        with self._saying:
            write_part(self._sayings, saying, payload)

    # ------------------------------------------------------------------ runs

    def _run(self, run: str) -> Path:
        return self._folder / "runs" / run

    def _keeper(self, run: str) -> Path:
        return self._folder / "keepers" / run

    def _state(self, run: str) -> str:
        if keeper.is_kept(self._keeper(run)):
            return "running"
        return "over" if (self._run(run) / "run.json").is_file() else "none"

    def _needed(self) -> set[str]:
        """The datasets that runs which go on here are trained on."""
        found: set[str] = set()
        for path in (self._folder / "keepers").glob("*"):
            if keeper.is_kept(path):
                with contextlib.suppress(LayerloomError, OSError):
                    text = read_regular(self._run(path.name) / "project.loom", LARGEST).decode("utf-8", "replace")
                    found.update(re.findall(r"/data/([0-9a-f]{64})/", text))
        return found

    def _put(self, question: RunPut, content: bytes) -> None:
        if not run_files.may_go(question.name):
            raise FileError(tr("{0!r} is no file of a run.", question.name[:80]), "")
        if keeper.is_kept(self._keeper(question.run)):
            raise FileError(tr("The run is being trained there."), tr("Stop it first."))
        folder = self._run(question.run)
        folder.mkdir(parents=True, exist_ok=True)
        target = run_files.place(folder, question.name)
        part = target.with_name(f".{target.name}.part")
        with part.open("r+b" if question.offset else "wb") as file:
            file.truncate(question.offset)
            file.seek(question.offset)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if question.last:
            with part.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != question.sha256:
                    raise FileError(tr("{0} arrived damaged.", question.name), tr("Try again."))
            part.replace(target)

    def _start(self, run: str, command: str) -> None:
        """Starts a keeper that nothing ties to this connection."""
        folder = self._keeper(run)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        if keeper.is_kept(folder):
            raise FileError(tr("The run is being trained there already."), tr("Continue reaches it."))
        (self._run(run) / "checkpoints").mkdir(parents=True, exist_ok=True)
        for name in (keeper.READY, keeper.END, keeper.COMMANDS):
            with contextlib.suppress(FileNotFoundError):
                (folder / name).unlink()
        with (folder / keeper.LOG).open("wb") as log:
            process = subprocess.Popen(
                own_program("keep-run", str(folder), command),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while not (folder / keeper.COMMANDS).exists() and not keeper.noted(folder, keeper.END):
            if process.poll() is not None or time.monotonic() > deadline:
                raise FileError(tr("The training could not be started there."), tail(folder / keeper.LOG, 3).replace("\n", " "))
            time.sleep(0.02)

    def _files(self, run: str) -> dict[str, object]:
        """What of a run can be mirrored: its record and its recipe as text, and its files."""
        folder = self._run(run)
        record = as_it_is(RunFolder.open(folder).record()) if (folder / "run.json").is_file() else None
        if record is not None and record.state == "running" and not keeper.is_kept(self._keeper(run)):
            record = record.changed(state="interrupted")
        assert LARGEST_RECORD < LARGEST_PAYLOAD
        recipe = load(folder / "project.loom").recipe.model_dump(mode="json", exclude_none=True)
        return {
            "record": None if record is None else record.model_dump(mode="json"),
            "recipe": recipe,
            "files": [{"name": name, "size": size, "changed": changed} for name, size, changed in run_files.present(folder)],
        }

    def _open(self, number: int, run: str, name: str) -> Done:
        if self._file is not None:
            self._file.close()
            self._file = None
        if not run_files.may_come(name):
            raise FileError(tr("{0!r} is no file of a run.", name[:80]), "")
        self._file = run_files.open_own(self._run(run), name)
        self._size = os.fstat(self._file.fileno()).st_size  # what is appended from now on comes the next time
        return Done(number=number, size=self._size, sha256=run_files.checksum(self._file, self._size))

    def _read(self, offset: int) -> bytes:
        if self._file is None:
            raise FileError(tr("No file is open."), "")
        self._file.seek(offset)
        return self._file.read(max(0, min(PART, self._size - offset)))


class Follower(threading.Thread):
    """Tells of a run: its events from where the near end has them, as they are written, and how it ended."""

    def __init__(self, agent: Agent, run: Path, kept: Path, question: Follow) -> None:
        super().__init__(name="follower", daemon=True)
        self._agent, self._events, self._kept = agent, run / "events.jsonl", kept
        self._offset, self._sum = question.offset, question.sha256
        self._said = time.monotonic()

    def run(self) -> None:
        """The thread itself."""
        with contextlib.suppress(OSError, ValueError):
            self._follow()

    def _follow(self) -> None:
        file = self._opened()
        if file is None or not self._same(file):
            self._offset = 0
            self._tell("rewound")
        ready = False
        caught_up = False
        while True:
            over = keeper.noted(self._kept, keeper.END)
            gone = not over and not keeper.is_kept(self._kept)
            if not ready and (line := keeper.noted(self._kept, keeper.READY)):
                ready = True
                self._tell("ready", line)
            if file is not None and self._replaced(file):
                file.close()
                file = None
                self._offset = 0
                caught_up = False
                self._tell("rewound")
            file = file or self._opened()
            more = file is not None and self._tell_lines(file)
            if more:
                continue
            if not caught_up:
                caught_up = True
                self._tell("caught_up")
            if over:
                self._tell("end", over)
                return
            if gone:
                self._tell("gone")
                return
            if time.monotonic() - self._said > BEAT:
                self._tell("beat")
            time.sleep(LOOK)

    def _tell(self, what: str, payload: bytes = b"") -> None:
        self._said = time.monotonic()
        self._agent.say(Told(what=what), payload)

    def _opened(self) -> BinaryIO | None:
        try:
            return run_files.open_own(self._events.parent, self._events.name)
        except (OSError, FileError):
            return None

    def _same(self, file: BinaryIO) -> bool:
        """Whether the near end has the beginning of it."""
        return os.fstat(file.fileno()).st_size >= self._offset and run_files.checksum(file, self._offset) == self._sum

    def _replaced(self, file: BinaryIO) -> bool:
        """Whether another file stands there by now: a run that goes on takes back what it told behind its checkpoint."""
        try:
            there = self._events.stat()
        except OSError:
            return True
        return not os.path.samestat(there, os.fstat(file.fileno())) or there.st_size < self._offset

    def _tell_lines(self, file: BinaryIO) -> bool:
        """Tells whole lines, at most so many bytes at once; False where there are none."""
        file.seek(self._offset)
        content = file.read(PART)
        whole = content[: content.rfind(b"\n") + 1]
        if not whole and len(content) == PART:
            whole = content  # a line that long is none of ours; whoever reads it says so
        if whole:
            self._offset += len(whole)
            self._tell("lines", whole)
        return bool(whole)
