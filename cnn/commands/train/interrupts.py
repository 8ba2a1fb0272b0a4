"""Ctrl-C while a network is trained at the terminal."""

import os
import signal
import threading
import time
from contextlib import suppress
from types import FrameType
from typing import Any

from cnn.client import HUNG, Worker
from cnn.commands.ending import SIGNALS, leave, terminals
from cnn.commands.jobs import say
from cnn.errors import WorkerError
from cnn.runs.messages import Event, Phase, SkipValidation, Stop
from cnn.words.language import tr


class Interrupts:
    """While it is open, the first Ctrl-C (or SIGTERM, or a terminal that is closed) ends training after its batch, the next one
    kills the worker. One that stays silent for `HUNG` seconds since the first is ended too: it would never end by itself.

    Where a validation has to be finished first and takes its time, that is said, and the next Ctrl-C skips it instead. A run on
    another computer is ended by Ctrl-C alone: without a terminal, or asked to end, this end leaves it to itself.

    What a signal asks for is done by a thread: a handler runs in the midst of whatever the main thread does, which may be writing
    to stderr or to the worker, and neither can be done inside itself. The thread hears of it by a pipe that Python writes to at
    once: a handler runs when the main thread comes to it, and a signal just before that waits for the worker waits as long.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._count = 0
        self._stopped_at = 0.0
        self._finishing = self._skipped = False  # a validation after the first Ctrl-C
        self.killed = False  # whether the worker was
        self._given_up = False  # whether the worker hung and was ended
        self._before: dict[signal.Signals, Any] = {}
        self._terminals = terminals()
        self._hung_up = False
        self._heard, self._hears = os.pipe()  # the number of each signal as a byte; 0: no more
        self._hears_before = -1
        self._thread = threading.Thread(target=self._act, name="interrupts", daemon=True)

    def __enter__(self) -> "Interrupts":
        self._thread.start()
        if threading.current_thread() is threading.main_thread():  # nobody else may set handlers
            os.set_blocking(self._hears, False)
            self._hears_before = signal.set_wakeup_fd(self._hears)
            for number in (signal.SIGINT, *(one for one in SIGNALS if signal.getsignal(one) is not signal.SIG_IGN)):
                self._before[number] = signal.signal(number, _nothing)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before:
            signal.set_wakeup_fd(self._hears_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.write(self._hears, b"\0")
        self._thread.join()
        os.close(self._hears)
        os.close(self._heard)

    def follow(self, event: Event) -> None:
        """Takes note of what the worker does."""
        if self._count and isinstance(event, Phase):
            news, self._finishing = not self._finishing, event.phase == "validate" and bool(event.detail)
            if news and self._finishing and not self._skipped:
                say(tr("The validation is still to be finished ({0}); Ctrl-C skips it.", event.detail.partition(", ")[2]))

    def silent(self, seconds: float) -> None:
        """Ends a worker that has not answered for so long although it was told to stop; to be called about once a second. A run
        on another computer is none of it: the silence may be the connection's."""
        if not self._count or self._worker.computer or self._given_up:
            return
        if min(seconds, time.monotonic() - self._stopped_at) >= HUNG:
            self._given_up = True
            self._worker.give_up()

    def _act(self) -> None:
        while number := os.read(self._heard, 1)[0]:
            if number == getattr(signal, "SIGHUP", None):
                if self._hung_up:  # a shell may send another one after the system's own
                    continue
                self._hung_up = True
                leave(number, self._terminals)
            if number in self._before:
                self._do(number)

    def _say(self, text: str) -> None:
        with suppress(OSError, ValueError):  # that nobody reads it any more keeps nothing from being done
            say(text)

    def _do(self, number: int) -> None:
        self._stopped_at = self._stopped_at if self._count else time.monotonic()
        self._count += 1
        if self._worker.computer and number != signal.SIGINT:
            self._kill()
        elif self._count == 1 and self._worker.computer:
            self._say(tr("Stops on {0} after this batch and keeps the model; once more leaves it alone.", self._worker.computer))
            self._tell(Stop())
        elif self._count == 1:
            self._say(tr("Stops after this batch and keeps the model; once more ends it at once."))
            self._tell(Stop())
        elif self._finishing and not self._skipped:
            self._skipped = True
            self._say(tr("Keeps the model without the validation; once more ends it at once."))
            self._tell(SkipValidation())
        else:
            self._kill()

    def _kill(self) -> None:
        self.killed = True
        with suppress(ProcessLookupError):
            os.kill(self._worker.pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    def _tell(self, command: Stop | SkipValidation) -> None:
        with suppress(WorkerError):
            self._worker.send(command)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """All is done by the thread."""
