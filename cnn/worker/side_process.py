"""A process of this program beside a worker, for what may die or needs other packages: both ends of it.

It is started before it is needed, imports meanwhile, and begins with a word, when what it works on lies in its folder; what
came of it it leaves there. It ends with whoever had it started.
"""

import contextlib
import os
import queue
import signal
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Self

from cnn.program import own_program
from cnn.words.language import tr

#: the file in its folder with what it has to say in the end
TOLD = "told.json"
#: words to it: go on; go on, and leave out what may be left out
GO, LESS = b"1", b"0"
#: exit code where whoever had it started is gone
ALONE = 3


class DiedError(Exception):
    """It ended without a word; the text says how: `segmentation fault`, `exit code 7`."""


class SideProcess:
    """The worker's end: `main.py COMMAND FOLDER …`, with a folder that goes with the process."""

    def __init__(self, command: str, *arguments: str) -> None:
        self._place = tempfile.TemporaryDirectory(prefix=f"{command}-", ignore_cleanup_errors=True)
        self.folder = Path(self._place.name)
        line = own_program(command, str(self.folder), *arguments)
        self._process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """It ends, asked or not."""
        self._process.kill()
        self._process.communicate()
        self._place.cleanup()

    def say(self, word: bytes = GO) -> None:
        """Lets it go on; where it has died that is told in the end."""
        pipe = self._process.stdin
        assert pipe is not None
        with contextlib.suppress(OSError):
            pipe.write(word)
            pipe.flush()

    def last_word(self) -> bytes:
        """What it leaves behind, JSON, once it has ended; raises `DiedError` where that is nothing."""
        code = self._process.wait()
        try:
            return (self.folder / TOLD).read_bytes()
        except OSError as error:
            raise DiedError(_spelled(code)) from error


class Caller:
    """The process's own end: whoever had it started. Where that is gone, the process ends at once."""

    def __init__(self) -> None:
        self._words: queue.SimpleQueue[int] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="caller", daemon=True).start()

    def wait(self) -> bytes:
        """The next word."""
        return bytes((self._words.get(),))

    def _listen(self) -> None:
        while said := os.read(0, 1024):  # past Python's buffer, whose lock would be missed when this process ends
            for word in said:
                self._words.put(word)
        os._exit(ALONE)


def leave(folder: Path, text: str) -> None:
    """Leaves the last word, whole or not at all."""
    beside = folder / f"{TOLD}.part"
    beside.write_text(text, encoding="utf-8")
    beside.replace(folder / TOLD)


def _spelled(code: int) -> str:
    """How a process ended, in words."""
    try:
        return (signal.strsignal(-code) or f"signal {-code}").lower() if code < 0 else tr("exit code {0}", code)
    except ValueError:
        return tr("exit code {0}", code)
