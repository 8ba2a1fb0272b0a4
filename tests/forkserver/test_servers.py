"""What the servers of these tests do with those who ask: one that is killed in the midst keeps nobody else waiting."""

import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forkserver import servers
from tests.forkserver.client import PIPES, SIZE, program_line

pytestmark = pytest.mark.worker

#: what a program without a server does as well
ECHO = "import sys; print(sys.argv[1:], sys.stdin.read().strip())"


@pytest.fixture(scope="module", autouse=True)
def place() -> Iterator[str]:
    with servers.running() as place, servers.used(place):
        if not place:
            pytest.skip("no fork servers on this system")
        yield place


def echoed(word: str) -> str:
    ended = subprocess.run(program_line("-c", ECHO, word), input="heard", capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_a_fork_has_arguments_and_pipes() -> None:
    assert echoed("said") == "['said'] heard\n"


@pytest.mark.parametrize("said", [b"", b"\0", (100).to_bytes(SIZE, "big"), (100).to_bytes(SIZE, "big") + b'{"argu'])
def test_who_is_killed_while_it_asks_keeps_nobody_waiting(place: str, said: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(f"{place}/light")
        if said:
            socket.send_fds(connection, [said], list(range(PIPES)))
    assert echoed("next") == "['next'] heard\n"


def test_killed_at_any_time(tmp_path: Path) -> None:
    for number in range(40):
        with subprocess.Popen(program_line("-c", "input()"), stdin=subprocess.PIPE) as process:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(number / 1000)
            process.kill()
    assert echoed("next") == "['next'] heard\n"


def test_a_signal_at_any_time_reaches_the_fork() -> None:
    for number in range(0, 80, 5):
        with subprocess.Popen(program_line("-c", "input()"), stdin=subprocess.PIPE) as process:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(number / 1000)
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == -signal.SIGTERM
    assert echoed("next") == "['next'] heard\n"


def test_a_fork_that_is_killed_is_said_to_be() -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert subprocess.run(program_line("-c", code), timeout=60).returncode == -signal.SIGKILL
