"""Stands where `main.py ARGUMENTS`, `SCRIPT.py ARGUMENTS` or `-c CODE ARGUMENTS` is started (`tests.forkserver.servers`).

It gives its pipes to a fork of a server, passes signals on to it, and ends as it does; where there is no server, it becomes the
real one. It imports little: it is started often.
"""

import json
import os
import select
import signal
import socket
import sys

#: where the servers are asked
PLACE = "LAYERLOOM_TESTS_FORK_SERVERS"
KINDS = ("worker", "keras", "reader", "light")
#: the program itself
MAIN = os.path.abspath(os.path.join(__file__, "..", "..", "..", "main.py"))  # noqa: PTH100, PTH118
#: stdin, stdout, stderr
PIPES = 3
#: bytes that say how many follow
SIZE = 4
#: signals that a process may be sent to end it in its own way
PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def program_line(*arguments: str) -> list[str]:
    """The command line of a program of Python's, `SCRIPT.py …` or `-c CODE …`, that finds everything imported where there are
    servers."""
    return [sys.executable, *(("-S", "-E", os.path.abspath(__file__)) if PLACE in os.environ else ()), *arguments]  # noqa: PTH100


def is_program(arguments: list[str]) -> bool:
    """Whether they name a program of Python's, instead of what is wanted from ours."""
    return arguments[0] == "-c" or arguments[0].endswith(".py")


def kind_of(arguments: list[str]) -> str:
    """Which server has imported what these arguments need."""
    if arguments[0] == "prove" and arguments[-1] in (
        "keras",
        "keras_weights",
        "keras_json",
        "program",
        "notebook",
        "saved_model",
    ):
        return "keras"
    if arguments[0] == "worker":
        return "worker" if arguments[1:3] == ["--backend", "tensorflow"] else "none"
    return "reader" if arguments[0] == "read-dataset" else "light"


def run(arguments: list[str]) -> int:
    """How the process ended that was asked for."""
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(f"{os.environ.get(PLACE, '')}/{kind_of(arguments)}")
        except OSError:
            os.execv(sys.executable, [sys.executable, *([] if is_program(arguments) else [MAIN]), *arguments])
        signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON)  # until what is wanted is sent whole
        heard, hears = socket.socketpair()
        hears.setblocking(False)
        # Python calls a handler when it comes to it, which is never where a signal comes just before a call that waits
        signal.set_wakeup_fd(hears.fileno())
        for number in PASSED_ON:
            signal.signal(number, lambda *_: None)
        wanted = {"arguments": arguments, "environment": dict(os.environ), "folder": os.getcwd()}  # noqa: PTH109
        text = json.dumps(wanted).encode()
        data = len(text).to_bytes(SIZE, "big") + text
        sent = socket.send_fds(connection, [data], list(range(PIPES)))
        if sent < len(data):  # else the fork may have ended already
            connection.sendall(data[sent:])
        signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
        for pipe in range(PIPES):
            os.close(pipe)
        while connection not in select.select([connection, heard], [], [])[0]:
            connection.sendall(heard.recv(64))  # their numbers
        answer = connection.recv(4)
    if not answer:
        sys.exit("the fork server is gone")
    status = int.from_bytes(answer, "big")
    if os.WIFSIGNALED(status):
        if os.WTERMSIG(status) != signal.SIGKILL:
            signal.signal(os.WTERMSIG(status), signal.SIG_DFL)
        os.kill(os.getpid(), os.WTERMSIG(status))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
