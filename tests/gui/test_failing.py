"""Any error in a function that Qt calls (paint, event, drop, icon, model, undo step) is told, and the program lives.

`make thorough` has them fail at every line.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.overrides import overrides
from tests.gui.sessions import SCRIPT
from tests.stages import LONG

WINDOW = Path(__file__).with_name("failing_window.py")
#: they run on threads of their own, where errors are caught: tests of their own look after that
ELSEWHERE = {"gui.background.task.Background.run", "gui.background.worker_thread.WorkerThread.run"}


@pytest.mark.slow
def test_every_function_that_qt_calls_is_guarded() -> None:
    assert [str(one) for one in overrides() if not hasattr(vars(one.owner)[one.name], "__wrapped__")] == []


@pytest.mark.slow
@pytest.mark.more
@pytest.mark.timeout(LONG + 20)
@pytest.mark.thorough
def test_an_error_in_any_function_that_qt_calls_is_told_and_survived(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "LAYERLOOM_LOG": str(tmp_path / "window.log")}
    command = [sys.executable, "-X", "faulthandler", str(WINDOW), str(SCRIPT)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=LONG, check=False, env=environment)
    outcomes = [json.loads(line) for line in run.stdout.splitlines()]
    last = outcomes[-1]["name"] if outcomes else "nothing"
    assert run.returncode == 0, f"ended after {last}:\n{run.stderr[-3000:]}"
    assert {outcome["name"] for outcome in outcomes} == {str(one) for one in overrides()} - ELSEWHERE
    assert [outcome["name"] for outcome in outcomes if not outcome["failures"]] == []  # each was called, and failed
    assert [outcome["name"] for outcome in outcomes if outcome["told"] < outcome["failures"]] == []
    assert [(outcome["name"], outcome["complaints"]) for outcome in outcomes if outcome["complaints"]] == []
