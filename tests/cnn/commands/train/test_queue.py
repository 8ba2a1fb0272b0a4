"""`queue` at the terminal."""

import sys
from pathlib import Path

import pytest

from cnn.presets import PRESETS
from cnn.project import Project, load, save
from cnn.recipe import Recipe
from cnn.runs.queued import queue as queued
from tests.cnn.commands.cli import Command


@pytest.fixture(autouse=True)
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs, and with them the queue, in a folder of the test's own."""
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))


def _add(command: Command, *words: object) -> list[str]:
    outcome = command("queue", "add", *words, "--data", "mnist-sample", "--json")
    assert outcome.code == 0, outcome.err
    return [entry["title"] for entry in outcome.document]


@pytest.mark.slow
def test_variants_with_seeds_are_listed_with_their_recipe(command: Command) -> None:
    titles = _add(command, "lenet5", "nin", "--image", 32, 32, 1, "--classes", 10, "--seeds", 2, "--epochs", 3)
    assert titles == ["lenet5, seed 0", "nin, seed 0", "lenet5, seed 1", "nin, seed 1"]
    recipe = load(queued.project_of(4)).recipe
    assert (recipe.seed, recipe.epochs) == (1, 3)
    assert command("queue", "skip", 2).code == 0
    assert command("queue", "move", 4, 1).code == 0
    document = command("queue", "--json").document
    assert [(entry["number"], entry["state"]) for entry in document["entries"]] == [
        (4, "waiting"),
        (1, "waiting"),
        (2, "skipped"),
        (3, "waiting"),
    ]
    assert (document["paused"], document["running"], document["computers"]) == (False, False, ["here"])


@pytest.mark.parametrize(
    ("how", "titles", "recipes"),
    [
        ((), ["a", "b"], [(4, ""), (9, "")]),
        (("--seeds", 2), ["a, seed 4", "b, seed 4", "a, seed 5", "b, seed 5"], [(4, ""), (4, ""), (5, ""), (5, "")]),
        (
            ("--folds", 2),
            ["a, fold 1/2", "b, fold 1/2", "a, fold 2/2", "b, fold 2/2"],
            [(4, "1/2"), (4, "1/2"), (4, "2/2"), (4, "2/2")],
        ),
    ],
)
def test_repeats_of_several_networks_have_the_same_seeds_and_take_turns(
    command: Command, tmp_path: Path, how: tuple[object, ...], titles: list[str], recipes: list[tuple[int, str]]
) -> None:
    for name, seed in (("a", 4), ("b", 9)):
        save(Project(PRESETS["lenet5"].graph(), Recipe(seed=seed), "mnist-sample"), tmp_path / f"{name}.loom")
    assert _add(command, tmp_path / "a.loom", tmp_path / "b.loom", *how) == titles
    added = [load(queued.project_of(entry.number)).recipe for entry in queued.read().entries]
    assert [(recipe.seed, recipe.fold) for recipe in added] == recipes


@pytest.mark.slow
def test_a_person_is_told_what_to_do_next(command: Command) -> None:
    assert "queue add SRC" in command("queue").out
    assert "queue start" in command("queue", "add", "lenet5", "--data", "mnist-sample").out
    assert "The queue is paused" in command("queue", "pause").out
    assert "The queue is paused" in command("queue", "run").out


@pytest.mark.slow
def test_who_starts_an_empty_queue_is_told_so(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnn.runs.queued.runner.own_program", lambda *_: [sys.executable, "-c", ""])  # nothing to do
    for action in ("start", "run"):
        assert "Nothing is in the queue" in command("queue", action).out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ([sys.executable, "-c", "raise SystemExit('layerloom: No heart.')"], "ended at once: No heart. The queue is as it was."),
        (
            [sys.executable, "-c", "raise SystemExit('first\\nlast words')"],
            "ended at once: last words",
        ),
        ([sys.executable, "-c", "import sys; sys.exit(3)"], "ended at once: exit code 3"),
        ([sys.executable, "-c", "import os; os.abort()"], "ended at once: signal 6 (SIGABRT)"),
        (["/nowhere/python"], "can't be started: No such file or directory"),
    ],
)
def test_a_start_that_fails_says_why_and_leaves_the_queue_as_it_was(
    command: Command, monkeypatch: pytest.MonkeyPatch, line: list[str], told: str
) -> None:
    command("queue", "add", "lenet5", "--data", "mnist-sample")
    for _ in range(2):  # what was said before is no news
        queued.pause()
        monkeypatch.setattr("cnn.runs.queued.runner.own_program", lambda *_: line)
        outcome = command("queue", "start")
        assert told in outcome.err.replace("\n", " ")
        assert outcome.code == 1
        assert queued.read().paused


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("dance",), "Use one of add, run, start, pause,"),
        (("add",), "What should be trained?"),
        (("add", "lenet5", "--seeds", 2, "--folds", 2), "Name --seeds K or --folds K."),
        (("add", "lenet5", "--on", "nowhere"), "There is no computer 'nowhere'"),
        (("start", "--epochs", 3), "--epochs goes with queue add."),
        (("skip", 1, "--now"), "--now goes with queue pause."),
        (("skip",), "takes 1 words, not 0"),
        (("skip", "one"), "is no number"),
        (("skip", 9), "There is no entry 9"),
        (("use",), "On which computers?"),
        (("use", "nowhere"), "There is no computer 'nowhere'"),
    ],
)
def test_refused(command: Command, words: tuple[object, ...], told: str) -> None:
    data = ("--data", "mnist-sample") if words[0] == "add" else ()
    outcome = command("queue", *words, *data)
    assert outcome.complained(told), outcome


@pytest.mark.thorough
@pytest.mark.worker
def test_a_real_training_of_the_queue(command: Command) -> None:
    _add(command, "lenet5", "--epochs", 1)
    assert command("queue", "run").out.splitlines() == ["1  lenet5: begins", "1  lenet5: finished"]
    (entry,) = command("queue", "--json").document["entries"]
    assert (entry["state"], entry["epochs"]) == ("finished", 1)
    assert Path(entry["run"], "model.keras").is_file()
