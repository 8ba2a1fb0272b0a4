"""What two computers say to each other: in the language of the person who asks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cnn.computers.computer import Computer
from cnn.computers.connection import Connection
from cnn.computers.protocol import OpenFile
from cnn.errors import FileError
from cnn.program import MAIN
from cnn.runs.messages import Failed, Train, read_event
from cnn.words import language

pytestmark = [
    pytest.mark.story,
    pytest.mark.worker,
    pytest.mark.skipif(os.name != "posix", reason="a script stands in for ssh"),
]


@pytest.fixture
def far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    """A folder of this computer, and an `ssh` that only starts there what it is told to."""
    folder = tmp_path / "far"
    scripts = {
        tmp_path / "bin" / "ssh": 'for last; do :; done\nexec env -u LAYERLOOM_LANGUAGE LANG=C.UTF-8 sh -c "$last"',
        folder / "bin" / "layerloom": f'LAYERLOOM_FAR="{folder}" exec "{sys.executable}" "{MAIN}" "$@"',
    }
    for program, text in scripts.items():
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\n{text}\n")
        program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return Computer.of("lab", "lab", str(folder))


def test_the_far_end_speaks_the_language_of_who_asks(far: Computer) -> None:
    with language.speaking("zh_CN"), Connection(far) as connection:
        with pytest.raises(FileError) as refused:
            connection.ask(OpenFile, run="0" * 64, name="stranger")
        assert refused.value.message == "lab: " + language.tr("{0!r} is no file of a run.", "stranger")
    assert "is no file" not in refused.value.message


def test_the_relay_speaks_the_language_of_who_started_it(tmp_path: Path) -> None:
    command = Train(run="run", folder=str(tmp_path / "none")).model_dump_json()
    environment = {**os.environ, language.VARIABLE: "zh_CN"}
    line = [sys.executable, str(MAIN), "relay", "lab"]
    with subprocess.Popen(line, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as relay:
        assert relay.stdin is not None
        assert relay.stdout is not None
        relay.stdin.write(f"{command}\n".encode())
        relay.stdin.flush()  # it ends where nobody listens any more: stdin stays open until it has answered
        failed = next(event for event in map(read_event, relay.stdout) if isinstance(event, Failed))
        relay.stdin.close()
        assert relay.wait(60) == 0
    assert not failed.message.isascii()
