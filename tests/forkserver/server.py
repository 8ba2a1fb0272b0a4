"""The process whose forks they are; it ends with the one that started it (`tests.forkserver.servers`).

`server.py ADDRESS SOCKET`: the address ends with what it is for, the number is that of the socket on which it is asked.
"""

import contextlib
import gc
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.forkserver import client
from tests.forkserver.client import MAIN, PASSED_ON, PIPES, SIZE

#: seconds that one who asks may take to say what is wanted: meanwhile nobody else is heard
PATIENCE = 20.0
#: as Python opens them: what is written to stderr is there at once
STREAMS = ((0, "r", -1), (1, "w", -1), (2, "w", 1))


def serve(place: str, number: int) -> NoReturn:
    """Forks whoever is asked for; ends with the process that started it."""
    if os.fork():
        os._exit(0)
    os.setsid()
    listener = socket.socket(fileno=number)
    chosen = selectors.DefaultSelector()
    chosen.register(listener, selectors.EVENT_READ, None)
    chosen.register(0, selectors.EVENT_READ, None)
    ready = False
    while True:
        for key, _ in chosen.select():
            if not _stands(key, chosen):
                continue
            if key.fileobj == 0:
                os._exit(0)
            elif key.fileobj is listener:
                if not ready:
                    _preload(place.rpartition("/")[2])
                    ready = True
                caller, _ = listener.accept()
                _fork(caller, chosen)
                if place.endswith("reader"):
                    import_module("sklearn.linear_model")  # some want it, but the first need not wait
            elif isinstance(key.fileobj, socket.socket):
                _pass_on(key.fileobj, *key.data, chosen)
            else:
                _report(key.fd, *key.data, chosen)


def _stands(key: selectors.SelectorKey, chosen: selectors.BaseSelector) -> bool:
    """Whether it is still waited for: when a fork and who asked for it end together, the first to be heard takes both away."""
    try:
        return chosen.get_key(key.fileobj) is key
    except (KeyError, ValueError):
        return False


def _preload(kind: str) -> None:
    """Imports what a kind of process wants."""
    import main  # noqa: F401

    if kind in ("worker", "keras"):
        os.environ["KERAS_BACKEND"] = "tensorflow"
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
    if kind == "worker":
        import cnn.worker.dispatch
        import cnn.worker.process
    elif kind == "keras":
        from cnn.worker.proofs import programs, proof, runtimes  # noqa: F401

        runtimes.RUNTIMES["keras"].begin()
    elif kind == "reader":
        import cnn.datasets.serving
    else:
        import cnn.commands
        import cnn.formats.keras.hdf5_process
        import cnn.layout.process  # noqa: F401
    gc.collect()
    gc.freeze()


def _fork(caller: socket.socket, chosen: selectors.BaseSelector) -> None:
    try:
        wanted, pipes = _asked(caller)
    except OSError:
        caller.close()
        return
    child = os.fork()
    if child == 0:
        caller.detach()
        _become(wanted, pipes, [key.fd for key in chosen.get_map().values() if key.fd != 0])
    for pipe in pipes:
        os.close(pipe)
    end = os.pidfd_open(child)
    chosen.register(caller, selectors.EVENT_READ, (child, end))
    chosen.register(end, selectors.EVENT_READ, (child, caller))


def _asked(caller: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """What is wanted, and the pipes for it. Raises `OSError` where who asked was killed meanwhile, or says nothing more."""
    caller.settimeout(PATIENCE)
    data, pipes, _, _ = socket.recv_fds(caller, SIZE, PIPES)
    try:
        while (missing := SIZE + int.from_bytes(data[:SIZE], "big") - len(data)) > 0 or len(data) < SIZE:
            more = caller.recv(max(missing, 1))
            if not more:
                raise ConnectionResetError
            data += more
    except OSError:
        for pipe in pipes:
            os.close(pipe)
        raise
    caller.settimeout(None)
    wanted: dict[str, Any] = json.loads(data[SIZE:])
    return wanted, pipes


def _become(wanted: dict[str, Any], pipes: list[int], others: list[int]) -> NoReturn:
    """Becomes what is asked for."""
    os.setsid()
    for number in others:
        os.close(number)
    for number, pipe in enumerate(pipes):
        os.dup2(pipe, number)
        os.close(pipe)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode, buffering) for number, mode, buffering in STREAMS)
    for signal_number in PASSED_ON:
        signal.signal(signal_number, signal.default_int_handler if signal_number == signal.SIGINT else signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    tempfile.tempdir = None  # it may have been asked for its place already
    os.chdir(wanted["folder"])
    gc.enable()
    import main
    from cnn import program

    program.MAIN = Path(client.__file__)  # what it starts is forked as well
    match wanted["arguments"]:
        case ["-c", text, *rest]:
            sys.argv = ["-c", *rest]
            exec(text, {"__name__": "__main__"})
        case [script, *rest] if script.endswith(".py"):
            sys.argv = [script, *rest]
            runpy.run_path(script, run_name="__main__")
        case words:
            sys.argv = [MAIN, *words]
            code = main.main(words)
            if "tensorflow" in sys.modules:
                os._exit(code)  # its tidying up takes a second
            sys.exit(code)
    sys.exit()


def _pass_on(caller: socket.socket, child: int, end: int, chosen: selectors.BaseSelector) -> None:
    """A signal for it; or who stands for it is gone, and so is it."""
    try:
        said = caller.recv(1)
    except OSError:
        said = b""
    with contextlib.suppress(OSError):
        signal.pidfd_send_signal(end, said[0] if said else signal.SIGKILL)
    if not said:
        chosen.unregister(caller)


def _report(end: int, child: int, caller: socket.socket, chosen: selectors.BaseSelector) -> None:
    """How it ended."""
    _, status = os.waitpid(child, 0)
    chosen.unregister(end)
    os.close(end)
    with contextlib.suppress(KeyError):
        chosen.unregister(caller)
    with contextlib.suppress(OSError):
        caller.send(status.to_bytes(4, "big"))
    caller.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
