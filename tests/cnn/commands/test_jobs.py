"""Questions to a worker that nobody waits for any more."""

import sys
from pathlib import Path

import pytest

from cnn.commands.jobs import conversation

#: stands for a worker at work: asked to end, it finishes first
_FINISHES = """
import pathlib, sys
print("", flush=True)
sys.stdin.read()
pathlib.Path(sys.argv[1]).write_text("finished")
"""


@pytest.mark.parametrize("left_by", [KeyboardInterrupt, SystemExit, ValueError])
def test_nothing_comes_of_a_question_after_ctrl_c(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left_by: type[BaseException]
) -> None:
    made = tmp_path / "made"
    monkeypatch.setattr("cnn.client.own_program", lambda *_: [sys.executable, "-c", _FINISHES, str(made)])
    with pytest.raises(left_by), conversation():
        raise left_by
    assert not made.exists()


def test_a_worker_that_is_no_longer_asked_may_finish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "made"
    monkeypatch.setattr("cnn.client.own_program", lambda *_: [sys.executable, "-c", _FINISHES, str(made)])
    with conversation():
        pass
    assert made.read_text() == "finished"
