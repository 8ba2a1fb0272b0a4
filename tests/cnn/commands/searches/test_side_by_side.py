"""Trials side by side, with programs that only say what a training would."""

import json
import sys
from pathlib import Path

import pytest

from cnn.commands.searches import side_by_side
from cnn.commands.searches.side_by_side import SideBySide
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.searched.listed import searches_folder
from cnn.runs.searched.space import parse
from cnn.runs.searched.study import FIRST_TRIALS, Study

pytestmark = pytest.mark.slow

pytest.importorskip("optuna")

VARIED = [parse("learning_rate=1e-4..1e-1")]
#: stands for `train`: three epochs, each as good as its learning rate is great, until it is interrupted
TRAIN = """
import json, os, signal, sys, time, zipfile
kind, folder = json.loads(os.environ["PRETENDED"]), os.environ["PRETENDED_FOLDER"]
number = len(os.listdir(folder))
open(os.path.join(folder, str(os.getpid())), "w").close()
said = kind[min(number, len(kind) - 1)]
asked = []
signal.signal(signal.SIGINT, lambda *_: asked.append(1))
def tell(**event):
    print(json.dumps({"run": "r", "time": 1.0, **event}), flush=True)
if said is None:
    print("layerloom: No images.", file=sys.stderr)
    sys.exit(1)
for epoch in (1, 2, 3):
    tell(event="epoch", epoch=epoch, epochs=3, seconds=1.0, images_per_second=1.0, logs={"val_accuracy": said})
    while os.environ.get("WAITS") and epoch == 1 and not asked and said == kind[-1]:
        time.sleep(0.01)
    if asked:
        break
tell(event="finished", state="stopped" if asked else "finished", best={"val_accuracy": said})
"""


@pytest.fixture(autouse=True)
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    (tmp_path / "begun").mkdir()
    monkeypatch.setenv("PRETENDED_FOLDER", str(tmp_path / "begun"))
    monkeypatch.setattr(side_by_side, "own_program", lambda *_: [sys.executable, "-S", "-c", TRAIN])


def _study() -> Study:
    return Study.open("s", Project(PRESETS["lenet5"].graph()), VARIED)


def _searched(study: Study, most: int, trials: int, *, quiet: bool = True) -> int:
    project = Project(PRESETS["lenet5"].graph(), dataset="mnist-sample")
    return SideBySide(project, study, most, prune=True, quiet=quiet).run(trials, 3, lambda: None)


def test_each_trial_is_told_with_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRETENDED", json.dumps([0.5, 0.9, 0.7]))
    study = _study()
    assert _searched(study, 2, 3) == 0
    tried = study.tried()
    assert sorted(one.value or 0 for one in tried) == [0.5, 0.7, 0.9]
    assert {one.state for one in tried} == {"finished"}
    assert all(Path(one.run).is_dir() for one in tried)
    assert [path for path in searches_folder().iterdir() if path.name.startswith(".")] == []


def test_who_falls_behind_is_ended_while_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRETENDED", json.dumps([0.9] * FIRST_TRIALS + [0.1]))
    monkeypatch.setenv("WAITS", "yes")  # the last one goes on until somebody ends it
    monkeypatch.setattr("cnn.runs.searched.study.FIRST_EPOCHS", 0)
    study = _study()
    assert _searched(study, 1, FIRST_TRIALS + 1) == 0
    assert [one.state for one in study.tried()] == ["finished"] * FIRST_TRIALS + ["pruned"]


def test_after_three_failures_in_a_row_it_ends_and_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRETENDED", json.dumps([None]))
    study = _study()
    assert _searched(study, 1, 10, quiet=False) == 0
    assert [one.state for one in study.tried()] == ["failed"] * 3
    assert "This trial failed. No images." in capsys.readouterr().out


def test_without_memory_for_two_they_come_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRETENDED", json.dumps([0.5]))
    monkeypatch.setattr(side_by_side, "free_memory", lambda: 1 << 30)
    study = _study()
    assert _searched(study, 4, 2, quiet=False) == 0
    assert [one.state for one in study.tried()] == ["finished", "finished"]
    assert "Memory is enough for 1 at a time" in capsys.readouterr().out
