"""Workers that need not import TensorFlow: forked from a process that has done it once. Everything else about them is real.

`fork_server.py server SOCKET` is that process; `fork_server.py worker SOCKET` stands where a worker is started, gives its pipes
to a fork and ends as it does; `fork_server.py caller SOCKET …` is `main.py …` with such workers.
"""

import contextlib
import os
import signal
import socket
import sys
import threading

#: stdin, stdout, stderr
PIPES = 3


def fork_all(address: str) -> None:
    """Imports TensorFlow and forks a worker for everyone who asks."""
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "1"
    import cnn.worker.dispatch  # noqa: F401

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        while True:
            caller, _ = listener.accept()
            _, pipes, _, _ = socket.recv_fds(caller, 1, PIPES)
            child = os.fork()
            if child == 0:
                listener.close()
                caller.close()
                _live(pipes)
            for pipe in pipes:
                os.close(pipe)
            threading.Thread(target=_mind, args=(caller, child), daemon=True).start()


def _live(pipes: list[int]) -> None:
    """Becomes a worker."""
    os.setsid()
    for number, pipe in enumerate(pipes):
        os.dup2(pipe, number)
        os.close(pipe)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode) for number, mode in enumerate("rww"))
    from cnn.worker.process import serve

    serve()


def _mind(caller: socket.socket, child: int) -> None:
    """Tells how the worker ended; kills it when the process that stands for it is killed."""
    threading.Thread(target=_follow, args=(caller, child), daemon=True).start()
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(OSError):
        caller.send(status.to_bytes(4, "big"))
    caller.close()


def _follow(caller: socket.socket, child: int) -> None:
    with contextlib.suppress(OSError):
        if not caller.recv(1):
            os.kill(child, signal.SIGKILL)


def worker(address: str) -> int:
    """Stands where a worker was started."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        socket.send_fds(connection, [b"!"], list(range(PIPES)))
        for pipe in range(PIPES):
            os.close(pipe)
        status = int.from_bytes(connection.recv(4), "big")
    if os.WIFSIGNALED(status):
        signal.signal(os.WTERMSIG(status), signal.SIG_DFL) if os.WTERMSIG(status) != signal.SIGKILL else None
        os.kill(os.getpid(), os.WTERMSIG(status))
    return os.waitstatus_to_exitcode(status)


def call(address: str, arguments: list[str]) -> int:
    """The command line with such workers."""
    import main
    from cnn import client

    client._command_line = lambda *_: [sys.executable, "-S", "-E", __file__, "worker", address]  # type: ignore[assignment]
    return main.main(arguments)


if __name__ == "__main__":
    part, place, *rest = sys.argv[1:]
    if part == "server":
        fork_all(place)
    sys.exit(worker(place) if part == "worker" else call(place, rest))
