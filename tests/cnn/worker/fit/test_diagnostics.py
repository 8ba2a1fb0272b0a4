"""Looks at the layers while training: right, told, cheap, and without training noticing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.errors import RecipeError
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D, RandomFlip, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Diagnostics, read_event
from tests.cnn.doctor.patients import dense
from tests.cnn.worker.fit.runs import PulledError, final_weights, run

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("two_steps_a_hook", "keras_forgets")]

keras: Any = pytest.importorskip("keras")


@pytest.fixture(scope="module")
def always() -> Iterator[None]:
    """A look behind every epoch, whatever it costs."""
    from cnn.worker.fit import diagnostics

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diagnostics, "FIRST", 0.0)
        patch.setattr(diagnostics, "FREE", 1000)
        yield


@pytest.fixture(scope="module")
def project() -> Project:
    """With all that has a state of its own: random layers, Dropout, BatchNorm, Adam."""
    net = Network("random")
    x = net(RandomFlip(), net(Rescaling(scale=1 / 255), net.input((10, 10, 1))))
    x = net(MaxPooling2D(), net(BatchNormalization(), net(Conv2D(filters=2, activation="relu"), x)))
    net(Dense(units=10, activation="softmax"), net(Dropout(rate=0.3), net(Flatten(), x)))
    recipe = Recipe(epochs=3, batch_size=100, seed=5, checkpoint_seconds=0, validation_split=0.9)
    return Project(net.graph, recipe, "mnist-sample")


def trained(project: Project, folder: Path, **changes: Any) -> RunFolder:
    found = RunFolder.create(Project(project.graph, project.recipe.changed(**changes), project.dataset), folder)
    run(found)
    return found


def looks(folder: RunFolder) -> list[Diagnostics]:
    events = map(read_event, folder.events.read_bytes().splitlines())
    return [event for event in events if isinstance(event, Diagnostics)]


@pytest.fixture(scope="module")
def plain(project: Project, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    return trained(project, tmp_path_factory.mktemp("plain") / "run", diagnostics=False)


@pytest.fixture(scope="module")
def examined(project: Project, always: None, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    return trained(project, tmp_path_factory.mktemp("examined") / "run")


@pytest.mark.story
def test_a_run_ends_in_the_same_bits_with_and_without(plain: RunFolder, examined: RunFolder) -> None:
    assert final_weights(examined) == final_weights(plain)
    assert plain.record().final == examined.record().final
    assert looks(plain) == []
    assert [look.epoch for look in looks(examined)] == [1, 2, 3]


def test_they_are_those_of_the_trained_network(examined: RunFolder) -> None:
    model = keras.saving.load_model(examined.model)
    told = {layer.name: layer for layer in looks(examined)[examined.record().best_epoch - 1].layers}
    kernel = model.get_layer("dense").get_weights()[0]
    assert told["dense"].weights == pytest.approx(np.sqrt((kernel**2).mean()), rel=1e-3)
    assert list(told) == ["conv2d", "dense"]
    assert all((layer.gradient or 0) > 0 for layer in told.values())


def test_labels_and_guesses_are_counted_and_images_compared_once(examined: RunFolder) -> None:
    first, second, third = looks(examined)
    assert sum(first.labels) == sum(first.predicted) == sum(third.predicted) == 500
    assert (first.entered, first.entering and first.entering[:2]) == ("conv2d", (0.0, pytest.approx(1.0, abs=0.1)))
    assert first.agreeing > 3 * first.expected > 0
    assert (first.compared, first.repeated, second.compared) == (4500, 0, 0)


@pytest.mark.story
def test_a_run_that_was_cut_off_tells_each_epoch_once(project: Project, plain: RunFolder, always: None, tmp_path: Path) -> None:
    folder = RunFolder.create(project, tmp_path / "run")
    with pytest.raises(PulledError):
        run(folder, pull=lambda event: event.event == "checkpoint" and (event.epoch, event.step) == (2, 2))
    run(folder, resume=True)
    assert final_weights(folder) == final_weights(plain)
    assert [look.epoch for look in looks(folder)] == [1, 2, 3]


def test_the_moment_in_which_the_loss_is_lost_is_told(tmp_path: Path) -> None:
    lost = Project(dense(32, 32), Recipe(optimizer="SGD", learning_rate=1e6, batch_size=100, epochs=2), "mnist-sample")
    folder = RunFolder.create(lost, tmp_path / "run")
    with pytest.raises(RecipeError, match="no longer a number"):
        run(folder)
    (look,) = looks(folder)
    assert look.loss is None
    assert not all(layer.finite for layer in look.layers)
    assert json.loads(folder.events.read_text().splitlines()[-1])["event"] == "diagnostics"


@pytest.mark.story
def test_dead_units_and_flat_ends_are_those_that_keras_shows(always: None, tmp_path: Path) -> None:
    net = Network("flat")
    x = net(Flatten(), net(Rescaling(scale=1 / 255), net.input((10, 10, 1))))
    low = {"class_name": "Constant", "config": {"value": -20.0}}
    x = net(Dense(units=5, activation="relu", bias_initializer=low), x)
    x = net(Dense(units=6, activation="sigmoid", bias_initializer=low), x)
    net(Dense(units=10, activation="softmax"), x)
    recipe = Recipe(epochs=1, batch_size=100, learning_rate=1e-9, validation_split=0.9)
    folder = trained(Project(net.graph, recipe, "mnist-sample"), tmp_path / "run")
    told = {layer.name: layer for layer in looks(folder)[0].layers}
    assert (told["dense"].dead, told["dense"].saturated) == (1.0, None)
    assert (told["dense_1"].dead, told["dense_1"].saturated) == (None, 1.0)
    assert told["dense"].gradient == 0.0


def test_what_looks_may_take_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.fit import diagnostics
    from cnn.worker.fit.diagnostics import SHARE, Examiner

    monkeypatch.setattr(diagnostics, "FREE", 2)
    monkeypatch.setattr(diagnostics, "FIRST", 1.0)
    examiner = Examiner(None, None, 32, None, None)
    examiner._trained = 0.5
    assert not examiner._due
    examiner._trained = 1.0
    assert examiner._due
    examiner._looks, examiner._last, examiner._spent, examiner._trained = 3, 1.0, 1.0, 1.9 / SHARE
    assert not examiner._due
    examiner._trained = 2.1 / SHARE
    assert examiner._due
