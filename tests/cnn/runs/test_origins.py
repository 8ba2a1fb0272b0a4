"""Where the weights of a network come from: decided layer by layer, and said in words."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cnn.analysis import analyse
from cnn.formats.files import KINDS
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, Dropout
from cnn.presets import PRESETS
from cnn.project import LastRun, Project, load, save
from cnn.runs.folder import RunFolder
from cnn.runs.listed.notes import change_notes
from cnn.runs.listed.title import run_title
from cnn.runs.origins import Origins, origins, sources_of, without_weights

LENET = PRESETS["lenet5"].graph()


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    """LeNet-5, trained."""
    folder = RunFolder.create(Project(LENET), tmp_path / "runs" / "one")
    folder.model.write_text("weights")
    return folder


def trained_by(run: RunFolder, graph: Graph = LENET) -> Project:
    return Project(graph, run=LastRun(run.id, str(run.path)))


def found(project: Project) -> Origins:
    return origins(analyse(project.graph), sources_of(project))


def changed(name: str, **settings: object) -> Graph:
    node = LENET.named(name)
    return LENET.replace_layer(node.id, node.layer.replace(**settings))


def test_without_a_run_everything_is_fresh() -> None:
    fresh = found(Project(LENET))
    assert (fresh.state, fresh.taken) == ("fresh", {})
    assert fresh.summary == "0 of 5 layers trained, 5 fresh (conv2d, conv2d_1, dense, dense_1, dense_2)"
    assert "was not trained" in fresh.untrained_warning
    assert fresh.why == ""


def test_the_network_that_was_trained_is_trained(run: RunFolder) -> None:
    trained = found(trained_by(run))
    assert (trained.state, trained.fresh, trained.edited) == ("trained", (), False)
    assert trained.summary == "5 of 5 layers trained"
    assert trained.titles == (f"the run {run.id}",)
    assert {trained.word_for(node_id, node.name) for node_id, node in LENET.nodes.items()} == {"trained", ""}


def test_a_run_is_called_by_the_name_that_it_was_given(run: RunFolder) -> None:
    assert found(trained_by(run)).names == (run_title(run.path),)
    change_notes(run.path, name="the good one")
    assert found(trained_by(run)).names == ("the good one",)


#: an edit, and the layers whose weights it takes away
EDITS: list[tuple[str, Callable[[], Graph], tuple[str, ...]]] = [
    ("wider", lambda: changed("conv2d_1", filters=20), ("conv2d_1", "dense")),
    ("another activation", lambda: changed("dense", activation="relu"), ()),
    ("another kernel", lambda: changed("conv2d", kernel_size=(3, 3)), ("conv2d",)),
    ("renamed", lambda: LENET.rename(LENET.named("dense").id, "first"), ()),
    ("a layer without weights between", lambda: LENET.insert_after(LENET.named("dense").id, Dropout())[0], ()),
    ("one more", lambda: LENET.insert_after(LENET.named("dense_1").id, Dense(units=84))[0], ("dense_3",)),
    ("one less", lambda: LENET.remove(LENET.named("conv2d_1").id), ("dense",)),
]


@pytest.mark.parametrize(("graph", "fresh"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_layers_that_are_the_same_keep_their_weights(run: RunFolder, graph: Callable[[], Graph], fresh: tuple[str, ...]) -> None:
    after = found(trained_by(run, graph()))
    assert after.fresh == fresh
    assert after.state == ("partly trained" if fresh else "trained")
    for name in fresh:
        assert name in after.summary
        assert name in after.untrained_warning
    assert len(after.taken) + len(fresh) == after.layers


def test_a_network_that_was_edited_since_says_so(run: RunFolder) -> None:
    assert found(trained_by(run, changed("dense", activation="relu"))).summary.endswith("in a network that was edited since")
    assert not found(trained_by(run, LENET.rename(LENET.named("dense").id, "first"))).edited


def test_another_class_of_the_same_shapes_is_another_layer(run: RunFolder) -> None:
    node = LENET.named("conv2d")
    assert isinstance(node.layer, Conv2D)
    other = LENET.remove(node.id).insert_after(LENET.inputs[0], node.layer)[0]
    assert "conv2d" in found(trained_by(run, other)).fresh, "it has an id of its own"


# ---------------------------------------------------------------------- where the run is


def saved(run: RunFolder, path: Path) -> Path:
    save(trained_by(run), path)
    return path


def test_a_project_remembers_its_run(run: RunFolder, tmp_path: Path) -> None:
    path = saved(run, tmp_path / "mine.loom")
    assert json.loads(path.read_text())["run"] == {"id": run.id, "folder": str(run.path), "relative": "runs/one"}
    assert load(path) == trained_by(run)
    assert load(path).run == LastRun(run.id, str(run.path))
    assert found(load(path)).state == "trained"


def test_a_run_that_moved_along_is_found(run: RunFolder, tmp_path: Path) -> None:
    saved(run, tmp_path / "mine.loom")
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    for name in ("mine.loom", "runs"):
        shutil.move(tmp_path / name, moved / name)
    project = load(moved / "mine.loom")
    assert project.run == LastRun(run.id, str(moved / "runs" / "one"))
    assert found(project).state == "trained"


def test_a_run_among_the_others_is_found_by_its_id(run: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "all"))
    path = saved(run, tmp_path / "mine.loom")
    (tmp_path / "all").mkdir()
    shutil.move(run.path, tmp_path / "all" / run.id)
    assert found(load(path)).state == "trained"


def test_the_project_in_a_runs_folder_belongs_to_that_run(run: RunFolder, tmp_path: Path) -> None:
    assert found(load(run.project)).state == "trained"
    shutil.move(run.path, tmp_path / "moved")
    assert found(load(tmp_path / "moved" / "project.loom")).titles == (f"the run {run.id}",)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda run: shutil.rmtree(run.path), "is not in"),
        (lambda run: run.model.unlink(), "has no model"),
        (lambda run: (run.path / "run.json").write_text("{"), "damaged"),
        (lambda run: run.project.write_text("{"), "not a Layerloom project"),
        (lambda run: run.write_record(run.record().changed(id="another")), "another run"),
    ],
)
def test_a_run_that_is_lost_is_told_in_words(run: RunFolder, harm: Callable[[RunFolder], object], words: str) -> None:
    project = trained_by(run)
    harm(run)
    lost = found(project)
    assert lost.state == "fresh"
    assert words in lost.why
    assert "was not trained" not in lost.untrained_warning


def test_a_file_from_before_runs_were_remembered_opens(tmp_path: Path) -> None:
    path = tmp_path / "old.loom"
    save(Project(LENET), path)
    assert "run" not in json.loads(path.read_text())
    assert load(path) == Project(LENET)


def test_a_new_run_of_it_does_not_name_the_last_one(run: RunFolder, tmp_path: Path) -> None:
    other = RunFolder.create(trained_by(run), tmp_path / "two")
    assert "run" not in json.loads(other.project.read_text())


# ---------------------------------------------------------------------- files it was opened from


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    lost = found(replace(Project(LENET), weights=str(tmp_path / "gone.keras")))
    assert lost.state == "fresh"
    assert "gone.keras" in lost.why


def test_kinds_without_weights_are_named(run: RunFolder) -> None:
    kinds = {kind.suffix: kind for kind in KINDS}
    assert without_weights(kinds[".keras"]) == ""
    assert all("no weights" in without_weights(kinds[suffix]) for suffix in (".py", ".ipynb", ".json", ".loom"))
    assert run.id in without_weights(kinds[".loom"], sources_of(trained_by(run)))


def test_what_a_source_has_weights_for_is_known_when_it_is_found(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    analysis, sources = analyse(LENET), sources_of(trained_by(run))
    monkeypatch.setattr("cnn.runs.origins.analyse", None)  # a window asks on its own thread, and would stand still for it
    assert origins(analysis, sources).state == "trained"
