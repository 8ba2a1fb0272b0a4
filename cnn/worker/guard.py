"""What ends a worker that hangs when nobody is left who could end it.

A worker notices by itself that its caller is gone, in a thread. In a process that was stopped, or in which a library holds
Python's lock for ever, no thread comes to anything: without memory TensorFlow can hang so. A second process watches, which
imports nothing: when the caller is gone and the worker says nothing for a while, it kills it. While the caller lives, it is the
caller who decides.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from cnn.program import CALLER, began, own_program

#: seconds between two signs of life
BEAT = 1.0
#: seconds without any after which a worker without a caller counts as hung; importing TensorFlow may hold the lock for a while
PATIENCE = 30.0


def begin(commands: int, *, fork: bool = hasattr(os, "fork")) -> None:
    """Has this process watched from now on; to be called before there are threads. `commands` is the pipe to which only the
    caller writes. Where no second process can be had, the worker goes on without."""
    with contextlib.suppress(OSError):
        pipe = _fork(commands) if fork else _spawn()
        threading.Thread(target=_beat, args=(pipe,), name="signs of life", daemon=True).start()


def main(arguments: Sequence[str]) -> int:
    """The watching process where there is no fork (Windows): the worker's number and when it began, those of its caller, and
    how long the worker may be silent."""
    worker, since, caller, caller_since, patience = arguments
    watch(
        sys.stdin.buffer,
        alone=lambda: f"{began(int(caller))}" != caller_since,
        lives=lambda: f"{began(int(worker))}" == since,
        kill=lambda: os.kill(int(worker), getattr(signal, "SIGKILL", signal.SIGTERM)),  # on Windows any signal ends it at once
        patience=float(patience),
    )
    return 0


def watch(
    beats: IO[bytes], *, alone: Callable[[], bool], lives: Callable[[], bool], kill: Callable[[], object], patience: float
) -> None:
    """Returns when the worker is gone, which closes `beats`, or when it was killed: it was `alone`, and silent for `patience` (in
    seconds). Time in which this process stood still itself (a machine asleep) does not count."""
    heard, over = [time.monotonic()], threading.Event()

    def listen() -> None:
        while beats.read(1):
            heard[0] = time.monotonic()
        over.set()

    threading.Thread(target=listen, name="signs of life", daemon=True).start()
    looked = since = time.monotonic()
    left = False
    while not over.wait(BEAT) and lives():
        now = time.monotonic()
        if now - looked > 3 * BEAT or not left:
            since = now
        looked, left = now, left or alone()
        if left and now - max(heard[0], since) > patience:
            kill()
            return


def _fork(commands: int) -> int:
    worker = os.getpid()
    beats, pipe = os.pipe()
    if os.fork():
        os.close(beats)
        os.set_blocking(pipe, False)
        return pipe
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _let_go(keep=(beats, commands))
        with os.fdopen(beats, "rb", buffering=0) as told:
            watch(
                told,
                alone=lambda: _has_no_writer(commands),
                lives=lambda: os.getppid() == worker,  # so that its number can't be another process's
                kill=lambda: os.kill(worker, signal.SIGKILL),
                patience=PATIENCE,
            )
    finally:
        os._exit(0)


def _let_go(keep: tuple[int, ...]) -> None:
    """Closes what belongs to the worker: whoever waits for its last word must not wait for this process."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    for path in [*Path("/dev/fd").iterdir()]:
        if (number := int(path.name)) > 2 and number not in keep:
            with contextlib.suppress(OSError):
                os.close(number)


def _has_no_writer(pipe: int) -> bool:
    """Whether nobody can write to a pipe any more; what stands in it is left to who reads it."""
    import select

    asked = select.poll()
    asked.register(pipe, 0)
    return any(told & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, told in asked.poll(0))


def _spawn() -> int:
    caller, since = os.environ[CALLER].split()
    process = subprocess.Popen(
        own_program("guard", str(os.getpid()), f"{began(os.getpid())}", caller, since, str(PATIENCE)),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    assert process.stdin is not None
    return os.dup(process.stdin.fileno())


def _beat(pipe: int) -> None:
    while True:
        try:
            os.write(pipe, b".")
        except BlockingIOError:
            pass  # it has enough to read
        except OSError:
            return  # whoever watched is gone
        time.sleep(BEAT)
