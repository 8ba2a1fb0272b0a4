"""How the program ends: told by a signal at whatever moment, or because its window was closed.

A signal comes in the middle of any statement, and what it interrupts must not go on in a program that has ended: so it is only
noted there, and heard by the event loop. What still runs when all is done is left behind with the process, and never destroyed
under its own feet, which Qt answers with an abort.
"""

import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from socket import socket

    from PySide6.QtCore import QThread
    from PySide6.QtWidgets import QApplication

#: what tells a program to end: Ctrl-C, `kill` and the end of a session, a terminal or a connection that is closed
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
#: seconds that readers of files get to notice the end; nothing is lost with them
PATIENCE = 1.0

_state = {"building": False, "asked": False}
_threads: "WeakSet[QThread]" = WeakSet()


def listen() -> None:
    """From now on signals to end are noted. As long as there is no application nothing can be lost, and they end it at once."""
    for number in SIGNALS:
        if not _is_for_nobody(number):
            signal.signal(number, _note)


def hear(app: "QApplication") -> None:
    """From now on the event loop ends when the program is told to end, also by a signal that came before the loop runs."""
    from socket import socketpair

    from PySide6.QtCore import QSocketNotifier

    reading, writing = socketpair()
    for end in (reading, writing):
        end.setblocking(False)
    signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, app)

    def on_signal() -> None:
        reading.recv(64)
        if end_requested():
            app.exit()

    notifier.activated.connect(on_signal)
    _sockets[:] = reading, writing
    _state.update(building=True, asked=False)
    listen()


def end_requested() -> bool:
    """Whether a signal told the program to end."""
    return _state["asked"]


def watch(thread: "QThread") -> None:
    """Whoever starts a thread names it here; it may run when the program ends."""
    _threads.add(thread)


def leave(code: int) -> int:
    """The last thing: returns the exit code when all threads have ended, else ends the process with it."""
    deadline = time.monotonic() + PATIENCE
    if all(_ended(thread, deadline) for thread in tuple(_threads)) and _no_python_threads():
        return code
    import logging

    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


def _note(*_: object) -> None:
    _state["asked"] = True
    if not _state["building"]:
        os._exit(0)


def _is_for_nobody(number: signal.Signals) -> bool:
    """`nohup` has the end of its terminal ignored, and means it."""
    return number == getattr(signal, "SIGHUP", None) and signal.getsignal(number) == signal.SIG_IGN


def _ended(thread: "QThread", deadline: float) -> bool:
    from shiboken6 import Shiboken

    return not Shiboken.isValid(thread) or thread.wait(max(int((deadline - time.monotonic()) * 1000), 1))


def _no_python_threads() -> bool:
    """Whether no thread of Python's own runs, which the interpreter would stop somewhere; a dummy stands for one of Qt's."""
    return all(isinstance(item, threading._DummyThread) for item in threading.enumerate() if item is not threading.main_thread())


#: both ends of what carries signals into the event loop
_sockets: "list[socket]" = []
