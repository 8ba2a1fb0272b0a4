"""Commands that run in this process, and workers that only pretend."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import main
from cnn import client
from tests.cnn.commands.cli import Command, Outcome
from tests.forkserver import servers
from tests.forkserver.client import program_line

PRETEND = Path(__file__).parents[2] / "gui" / "pretend_worker.py"


@pytest.fixture(scope="module", autouse=True)
def _fork_servers(fork_servers: str) -> Iterator[None]:
    """What commands start finds everything imported."""
    with servers.used(fork_servers):
        yield


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Command:
    """Runs `main.py` with these arguments."""

    def run(*arguments: object) -> Outcome:
        code = main.main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture
def pretending(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers speak as real ones do, but have no TensorFlow."""
    monkeypatch.setattr(client, "_command_line", lambda *_: program_line(str(PRETEND)))
