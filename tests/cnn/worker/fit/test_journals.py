"""Logs for TensorBoard, the table of batches and the moments for a film: told right, told once, and training doesn't notice."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.layers import Conv2D, Dense, Flatten, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.recorded.moments import kept, planned, read_moment
from cnn.runs.rewind import read_history
from tests.cnn.worker.fit.runs import PulledError, final_weights, run

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("two_steps_a_hook", "keras_forgets")]

keras: Any = pytest.importorskip("keras")


@pytest.fixture(scope="module")
def project() -> Project:
    net = Network("small")
    x = net(Flatten(), net(Conv2D(filters=2), net(Rescaling(scale=1 / 255), net.input((10, 10, 1)))))
    net(Dense(units=10, activation="softmax"), x)
    recipe = Recipe(epochs=3, batch_size=100, seed=5, checkpoint_seconds=0, validation_split=0.9)
    return Project(net.graph, recipe, "mnist-sample")


def folder_of(project: Project, folder: Path, **changes: Any) -> RunFolder:
    return RunFolder.create(Project(project.graph, project.recipe.changed(**changes), project.dataset), folder)


ALL = {"tensorboard": True, "csv_log": True, "moments": 6}


@pytest.fixture(scope="module")
def plain(project: Project, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    found = folder_of(project, tmp_path_factory.mktemp("plain") / "run")
    run(found)
    return found


@pytest.fixture(scope="module")
def told(project: Project, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    found = folder_of(project, tmp_path_factory.mktemp("told") / "run", **ALL)
    run(found)
    return found


@pytest.fixture(scope="module")
def resumed(project: Project, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run whose plug was pulled in the middle of its third epoch, behind a checkpoint that was lost again."""
    found = folder_of(project, tmp_path_factory.mktemp("resumed") / "run", **ALL)
    with pytest.raises(PulledError):
        run(found, pull=lambda event: event.event == "checkpoint" and (event.epoch, event.step) == (3, 4))
    newest = max(found.checkpoints.glob("*.npz"), key=lambda path: path.stat().st_mtime_ns)
    newest.write_bytes(b"torn")
    run(found, resume=True)
    return found


def board(folder: Path) -> Any:
    """What TensorBoard itself reads."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    found = EventAccumulator(str(folder), size_guidance=dict.fromkeys(("scalars", "histograms", "images", "tensors"), 0))
    found.Reload()
    return found


def scalars(folder: RunFolder, part: str) -> dict[str, list[tuple[int, float]]]:
    read = board(folder.tensorboard / part)
    return {tag: [(one.step, one.value) for one in read.Scalars(tag)] for tag in read.Tags()["scalars"]}


@pytest.mark.story
def test_training_ends_in_the_same_bits(plain: RunFolder, told: RunFolder, resumed: RunFolder) -> None:
    assert final_weights(told) == final_weights(plain)
    assert final_weights(resumed) == final_weights(plain)
    assert not plain.tensorboard.exists()
    assert not plain.batches.exists()
    assert not plain.moments.exists()


def test_tensorboard_reads_the_figures_of_every_epoch(told: RunFolder) -> None:
    rows = [row.logs for row in read_history(told.history)]
    for part, prefix in (("train", ""), ("validation", "val_")):
        found = scalars(told, part)
        for name in ("loss", "accuracy"):
            assert found[f"epoch_{name}"] == [
                (epoch, pytest.approx(row[f"{prefix}{name}"], rel=1e-6)) for epoch, row in enumerate(rows)
            ]
    train = scalars(told, "train")
    assert [value for _, value in train["epoch_learning_rate"]] == pytest.approx([0.001] * 3)
    assert len(train["epoch_images_per_second"]) == 3
    steps = [step for step, _ in train["batch_loss"]]
    assert steps == sorted(set(steps))
    assert steps[-1] == 15


def test_tensorboard_reads_graph_histograms_and_images(told: RunFolder) -> None:
    found = board(told.tensorboard / "train")
    nodes = {node.name: node for node in __import__("tensorflow").compat.v1.GraphDef.FromString(found._graph).node}
    assert nodes["dense"].op == "Dense"
    assert list(nodes["dense"].input) == ["flatten"]
    model = keras.saving.load_model(told.model)
    kernel = np.asarray(model.get_layer("dense").kernel)
    histograms = found.Histograms("dense/kernel")
    assert [one.step for one in histograms] == [0, 1, 2, 3]
    last = histograms[told.record().best_epoch].histogram_value
    assert (last.min, last.max, last.num) == pytest.approx((kernel.min(), kernel.max(), kernel.size))
    images = [tag for tag in found.Tags()["images"] if tag.startswith("images/")]
    assert len(images) == 8
    picture = found.Images(images[0])[0]
    assert (picture.height, picture.width) == (10, 10)


def test_a_run_that_goes_on_tells_nothing_twice_and_leaves_nothing_out(told: RunFolder, resumed: RunFolder) -> None:
    for part in ("train", "validation"):
        once, again = scalars(told, part), scalars(resumed, part)
        for tag in (tag for tag in once if tag.startswith("epoch_") and "images" not in tag):
            assert again[tag] == [(step, pytest.approx(value, rel=1e-6)) for step, value in once[tag]]
    steps = [step for step, _ in scalars(resumed, "train")["batch_loss"]]
    assert steps == sorted(set(steps))
    assert [one.step for one in board(resumed.tensorboard / "train").Histograms("dense/kernel")] == [0, 1, 2, 3]
    assert len(list((resumed.tensorboard / "train").iterdir())) == 1


def test_the_table_has_every_report_once(told: RunFolder, resumed: RunFolder) -> None:
    for folder in (told, resumed):
        with folder.batches.open(newline="") as file:
            rows = [*csv.DictReader(file)]
        places = [(int(row["epoch"]), int(row["step"])) for row in rows]
        assert places == sorted(set(places))
        assert places[-1] == (3, 5)
        ends = {int(row["epoch"]): float(row["loss"]) for row in rows}
        assert ends == pytest.approx({row.epoch: row.logs["loss"] for row in read_history(folder.history)}, rel=1e-6)


def test_moments_are_weights_of_the_run(told: RunFolder, resumed: RunFolder) -> None:
    steps = kept(told.moments)
    assert steps[0] == 0
    assert steps[-1] == 15
    assert kept(resumed.moments) == steps
    last = read_moment(told.moments, 15)
    checkpoint = np.load(sorted(told.checkpoints.glob("epoch-*.npz"))[-1])
    written = [checkpoint[name] for name in checkpoint.files if name.startswith("weights")]
    assert sorted(weight.tobytes() for weight in last) == sorted(weight.tobytes() for weight in written)
    assert [weight.tobytes() for weight in read_moment(resumed.moments, steps[2])] == [
        weight.tobytes() for weight in read_moment(told.moments, steps[2])
    ]


@pytest.mark.story
def test_what_cannot_be_written_keeps_nobody_from_training(project: Project, plain: RunFolder, tmp_path: Path) -> None:
    folder = folder_of(project, tmp_path / "run", **ALL)
    folder.tensorboard.write_text("in the way")
    folder.moments.write_text("in the way")
    folder.batches.mkdir()
    run(folder)
    assert final_weights(folder) == final_weights(plain)


def test_the_plan_is_close_where_most_happens() -> None:
    assert planned(5, 160) == [0, 10, 40, 90, 160]
    assert planned(100, 3) == [0, 1, 2, 3]
    assert planned(1, 50) == [0]
