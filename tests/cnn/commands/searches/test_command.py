"""`search` at the terminal, with a worker that pretends."""

import os
from pathlib import Path
from typing import cast

import pytest

from cnn.commands.searches import command as search_command
from cnn.program import began
from cnn.project import load
from cnn.runs.folder import RunFolder
from cnn.runs.listed.title import run_title
from cnn.runs.searched.listed import Search, Tried, read_search, write_search
from cnn.runs.searched.study import Study
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


@pytest.mark.usefixtures("pretending")
@pytest.mark.parametrize("parallel", ["1", "2"])
def test_each_trial_is_called_by_its_search_and_number(command: Command, runs: Path, parallel: str) -> None:
    outcome = command(
        *("search", "lenet5", "--data", "mnist-sample", "--epochs", 1, "--trials", 2),
        *("--vary", "batch_size=16|32", "--name", "mine", "--parallel", parallel),
    )
    assert outcome.code == 0, outcome
    assert {run_title(folder) for folder in runs.iterdir()} == {"mine, trial 0", "mine, trial 1"}


@pytest.mark.usefixtures("pretending")
def test_a_search_is_listed_shown_and_gone_on_with_by_its_name(command: Command, tmp_path: Path) -> None:
    assert "There is no search yet" in command("search").out
    words = ("search", "lenet5", "--data", "mnist-sample", "--epochs", 1, "--name", "mine", "--vary", "batch_size=32|64|128")
    assert command(*words, "--trials", 1).code == 0
    listed = command("search", "--json").document
    assert [(one["search"], one["going"], len(one["trials"])) for one in listed] == [("mine", False, 1)]
    assert "search --name NAME shows one" in command("search").out
    more = command("search", "--name", "mine", "--trials", 4).out
    assert "5 trials" in more
    shown = command("search", "--name", "mine", "--best", tmp_path / "b.loom", "--picture", tmp_path / "p.svg", "--json").document
    assert (len(shown["trials"]), shown["wanted"]) == (5, 5)
    assert load(tmp_path / "b.loom").recipe.batch_size == shown["trials"][shown["best"]]["chosen"]["batch_size"]
    if shown["importance"]:
        assert "batch_size" in (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert command("search", "--name", "nobody").complained("There is no search 'nobody'.")
    assert command("search", "--best", tmp_path / "b.loom").complained("none is named")
    assert "There is no search yet" in command("search", "--name", "mine", "--remove").out
    assert len(command("runs", "--json").document) == 5


@pytest.mark.usefixtures("pretending")
def test_what_other_computers_tried_is_shown_as_well(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "shared.db"
    words = ("search", "lenet5", "--data", "mnist-sample", "--epochs", 1, "--name", "both", "--storage", f"sqlite:///{database}")
    words = (*words, "--vary", "batch_size=32|64|128", "--trials", 1)
    assert command(*words).code == 0
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("LAYERLOOM_RUNS", str(tmp_path / "elsewhere"))
        assert command(*words).code == 0
    assert [len(one["trials"]) for one in command("search", "--json").document] == [1]
    shown = command("search", "--name", "both", "--best", tmp_path / "best.loom").out
    assert "2 trials" in shown
    assert str(tmp_path / "best.loom") in shown
    assert [len(one["trials"]) for one in command("search", "--json").document] == [2]
    database.write_text("no database")
    late = command("search", "--name", "both")
    assert (late.code, "2 trials" in late.out) == (0, True)
    assert "What other computers have tried since is not known." in late.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("lenet5", "--vary", "width"), "doesn't say what is varied"),
        (("lenet5", "--vary", "batch_size=16|32", "--batch-size", 8), "batch_size is both given and varied."),
        (("lenet5", "--vary", "depth=1|2"), "Nothing in lenet5 is repeated."),
        (("lenet5", "--best", "best.txt"), "best.txt is no .loom file."),
        ((), "What should be trained?"),
        (("lenet5", "--picture", "what.txt"), "what.txt is no name of a picture."),
        (("lenet5", "--name", "../up"), "can't be called"),
    ],
)
def test_refused(command: Command, words: tuple[object, ...], told: str) -> None:
    outcome = command("search", *words, "--data", "mnist-sample")
    assert outcome.complained(told), outcome


def test_a_file_that_another_program_left_is_written_again_by_one_that_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who leaves says that nobody searches, and knows nothing of the others on this computer."""

    class Unchanged:
        def tried(self) -> list[Tried]:
            return []

        look = tried

        def importances(self) -> dict[str, float]:
            return {}

    monkeypatch.setattr(search_command, "PACE", 0.0)
    search = Search(name="s", storage="sqlite:///s.db", pid=os.getpid(), began=began(os.getpid()) or 0.0)
    keeper = search_command._Keeper(cast("Study", Unchanged()), search)
    write_search(search.changed(pid=None))
    keeper.look()
    assert read_search("s").going
