"""`search` at the terminal, with a worker that pretends."""

from pathlib import Path

import pytest

from cnn.project import load
from cnn.runs.folder import RunFolder
from tests.cnn.commands.cli import Command

pytest.importorskip("optuna")
pytestmark = pytest.mark.worker


@pytest.fixture(autouse=True)
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Runs, and with them the searches, in a folder of the test's own."""
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    return tmp_path / "runs"


@pytest.mark.usefixtures("pretending")
def test_trials_are_ordinary_runs_and_the_best_is_a_project(command: Command, tmp_path: Path, runs: Path) -> None:
    words = ("search", "lenet5", "--data", "mnist-sample", "--epochs", 1, "--name", "mine", "--json")
    vary = ("--vary", "width=1|2", "--vary", "learning_rate=1e-4..1e-2")
    outcome = command(*words, *vary, "--trials", 2, "--best", tmp_path / "best.loom")
    assert outcome.code == 0, outcome.err
    found = outcome.document
    assert (found["search"], found["figure"], len(found["trials"])) == ("mine", "val_accuracy", 2)
    best = found["trials"][found["best"]]
    project = load(tmp_path / "best.loom")
    assert project.recipe.learning_rate == best["chosen"]["learning_rate"]
    assert project == load(RunFolder.open(Path(best["run"])).project)
    assert sorted(str(path) for path in runs.iterdir()) == sorted(one["run"] for one in found["trials"])
    again = command(*words, *vary, "--trials", 1).document
    assert [one["trial"] for one in again["trials"]] == [0, 1, 2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("lenet5", "--vary", "width"), "doesn't say what is varied"),
        (("lenet5", "--vary", "batch_size=16|32", "--batch-size", 8), "batch_size is both given and varied."),
        (("lenet5", "--vary", "depth=1|2"), "Nothing in lenet5 is repeated."),
        (("lenet5", "--best", "best.txt"), "best.txt is no .loom file."),
        ((), "What should be trained?"),
    ],
)
def test_refused(command: Command, words: tuple[object, ...], told: str) -> None:
    outcome = command("search", *words, "--data", "mnist-sample")
    assert outcome.complained(told), outcome
