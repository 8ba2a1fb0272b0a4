"""Whether a run can go on: nothing is trained again, nothing that it is judged by is learned, nothing is waited for."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cnn.blocks.functional import Network
from cnn.errors import FileError, UsageError
from cnn.project import Project, load, save
from cnn.recipe import Recipe
from cnn.runs.continuing import going_on
from cnn.runs.folder import RunFolder


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    """Stopped within its fourth epoch of ten."""
    found = RunFolder.create(Project(Network("stopped").graph, Recipe(epochs=10, seed=3), "mnist-sample"), tmp_path / "run")
    found.update_record(state="stopped", epochs=3)
    return found


def test_it_goes_on(run: RunFolder) -> None:
    assert going_on(run).resume
    assert going_on(run, epochs=4).further
    assert load(run.project).recipe.epochs == 4


@pytest.mark.parametrize("epochs", [1, 2, 3])
@pytest.mark.parametrize("state", ["stopped", "interrupted", "finished", "failed"])
def test_no_more_epochs_than_are_done_are_refused_in_every_state(run: RunFolder, epochs: int, state: str) -> None:
    run.update_record(state=state)
    before = run.project.read_bytes()
    with pytest.raises(UsageError, match="3 epochs"):
        going_on(run, epochs=epochs)
    assert run.project.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "value"), [("seed", 4), ("validation_split", 0.5), ("resizing", "crop"), ("pixel_range", "0-4095")]
)
@pytest.mark.parametrize("old", [False, True])
def test_other_training_images_than_it_began_with_are_noticed(run: RunFolder, name: str, value: Any, old: bool) -> None:
    if old:
        run.update_record(split=None)  # as before this was written down
    project = load(run.project)
    save(replace(project, recipe=project.recipe.changed(**{name: value})), run.project)
    if old and name != "seed":
        assert going_on(run).resume
        return
    with pytest.raises(UsageError, match=rf"The {name} .* is {value!r}, but the run began with"):
        going_on(run)


@pytest.mark.parametrize(("said", "name"), [("group={}_*", "group"), ("split=s.csv", "split"), ("pages=images", "pages")])
def test_what_is_said_beside_the_dataset_is_as_it_was(run: RunFolder, said: str, name: str) -> None:
    save(replace(load(run.project), dataset=f"/somewhere::{said}"), run.project)
    with pytest.raises(UsageError, match=rf"The {name} in"):
        going_on(run)


def test_the_range_that_was_found_in_a_dataset_is_no_other(tmp_path: Path) -> None:
    recipe = Recipe(epochs=10, pixel_range="dataset")
    run = RunFolder.create(Project(Network("deep").graph, recipe, "mnist-sample"), tmp_path / "run")
    run.update_record(state="stopped", epochs=3)
    run.replan(pixel_range="12-3900")
    assert going_on(run).resume


def test_how_images_are_brought_to_size_is_called_what_it_is(run: RunFolder) -> None:
    project = load(run.project)
    save(replace(project, recipe=project.recipe.changed(resizing="pad")), run.project)
    with pytest.raises(UsageError, match="reach the network in another way"):
        going_on(run)


def test_a_dataset_may_move(run: RunFolder) -> None:
    save(replace(load(run.project), dataset="/elsewhere/images"), run.project)
    assert going_on(run).resume


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
@pytest.mark.parametrize("name", ["project.loom", "events.jsonl", "history.csv", "log.txt", "model.keras", "run.json"])
def test_a_pipe_under_the_name_of_a_file_is_not_waited_for(run: RunFolder, name: str) -> None:
    (run.path / name).unlink(missing_ok=True)
    os.mkfifo(run.path / name)
    with pytest.raises(FileError, match="a pipe"):
        going_on(run)
