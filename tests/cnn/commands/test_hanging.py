"""A share that hangs holds up whoever asks it, and no signal is heard there: Ctrl-C neither."""

import _thread
import threading
from pathlib import Path

import pytest

from cnn import commands
from tests.cnn.commands.cli import Command


def test_paths_are_asked_first_beside_the_thread_that_hears_ctrl_c(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, threading.Thread] = {}
    monkeypatch.setattr(commands, "_asked", lambda path: asked.setdefault(path, threading.current_thread()) is not None)
    source, data = tmp_path / "x.loom", tmp_path / "table.csv"
    assert command("summary", source, f"--data={data}::task=numbers").code == 2
    assert command("summary", "lenet5").code == 0
    assert [*asked] == [str(source), str(data)]
    assert threading.main_thread() not in asked.values()


@pytest.mark.usefixtures("heeded")
def test_whoever_waits_for_an_answer_hears_ctrl_c(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answered = threading.Event(), threading.Event()

    def hang(_: str) -> bool:
        asked.set()
        return answered.wait(60)

    def interrupt() -> None:
        asked.wait(60)
        _thread.interrupt_main()

    monkeypatch.setattr(commands, "_asked", hang)
    monkeypatch.setattr(commands, "_leave_hanging", lambda code: left.append(code))
    left = list[int]()
    helper = threading.Thread(target=interrupt)
    helper.start()
    try:
        outcome = command("summary", tmp_path / "x.loom")
    finally:
        answered.set()
        helper.join()
    assert (outcome.code, left) == (130, [130])
    assert "Interrupted" in outcome.err
