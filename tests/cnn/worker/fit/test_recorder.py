"""Histograms are recorded in training: right, where the recipe wants them, and without training noticing."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.errors import FileError
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.recorded.histograms import BINS, read
from tests.cnn.worker.fit.runs import PulledError, final_weights, run

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("two_steps_a_hook", "keras_forgets")]

keras: Any = pytest.importorskip("keras")


@pytest.fixture(scope="module")
def project() -> Project:
    """With all that has a state of its own: Dropout, BatchNorm, Adam."""
    net = Network("random")
    x = net(Rescaling(scale=1 / 255), net.input((10, 10, 1)))
    x = net(MaxPooling2D(), net(BatchNormalization(), net(Conv2D(filters=2), x)))
    net(Dense(units=10, activation="softmax"), net(Dropout(rate=0.3), net(Flatten(), x)))
    recipe = Recipe(epochs=3, batch_size=100, seed=5, checkpoint_seconds=0, validation_split=0.9)
    return Project(net.graph, recipe, "mnist-sample")


def trained(project: Project, folder: Path, every: int) -> RunFolder:
    found = RunFolder.create(Project(project.graph, project.recipe.changed(histogram_freq=every), project.dataset), folder)
    run(found)
    return found


@pytest.fixture(scope="module")
def plain(project: Project, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    return trained(project, tmp_path_factory.mktemp("plain") / "run", 0)


@pytest.fixture(scope="module")
def recorded(project: Project, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    return trained(project, tmp_path_factory.mktemp("recorded") / "run", 1)


@pytest.mark.story
def test_a_run_ends_in_the_same_bits_with_and_without(plain: RunFolder, recorded: RunFolder) -> None:
    assert final_weights(recorded) == final_weights(plain)
    assert plain.record().final == recorded.record().final
    with pytest.raises(FileError, match="has recorded no histograms"):
        read(plain.histograms)


def test_the_start_and_every_epoch_are_there_for_each_layer(recorded: RunFolder) -> None:
    found = read(recorded.histograms)
    assert found.epochs == [0, 1, 2, 3]
    for kind in ("weights", "gradients"):
        assert [layer for layer in found.layers if found.of(layer, kind)] == ["conv2d", "batch_normalization", "dense"]
    assert all(len(found.of(layer, "activations")) == 4 for layer in found.layers)


def test_they_are_those_of_the_trained_network(recorded: RunFolder) -> None:
    model = keras.saving.load_model(recorded.model)
    epoch = recorded.record().best_epoch
    told = dict(read(recorded.histograms).of("dense", "weights"))[epoch]
    numbers = np.concatenate([weight.reshape(-1) for weight in model.get_layer("dense").get_weights()])
    counts, _ = np.histogram(numbers, BINS)
    assert (told.low, told.high) == pytest.approx((numbers.min(), numbers.max()))
    assert list(told.counts) == counts.tolist()
    softmax = dict(read(recorded.histograms).of("dense", "activations"))[epoch]
    assert 0 <= softmax.low <= softmax.high <= 1
    assert sum(softmax.counts) == 32 * 10


@pytest.mark.story
def test_a_run_that_was_cut_off_goes_on_with_its_records(project: Project, plain: RunFolder, tmp_path: Path) -> None:
    changed = Project(project.graph, project.recipe.changed(histogram_freq=2, epochs=3), project.dataset)
    folder = RunFolder.create(changed, tmp_path / "run")
    with pytest.raises(PulledError):
        run(folder, pull=lambda event: event.event == "checkpoint" and (event.epoch, event.step) == (3, 2))
    run(folder, resume=True)
    assert final_weights(folder) == final_weights(plain)
    assert read(folder.histograms).epochs == [0, 2]


@pytest.mark.story
def test_where_they_cannot_be_written_training_goes_on(project: Project, plain: RunFolder, tmp_path: Path) -> None:
    changed = Project(project.graph, project.recipe.changed(histogram_freq=1), project.dataset)
    folder = RunFolder.create(changed, tmp_path / "run")
    folder.histograms.mkdir()
    run(folder)
    assert final_weights(folder) == final_weights(plain)
