"""Trainings with PyTorch as Keras's backend: what the doctor sees of layers, and that a run goes on where it was stopped."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from cnn.blocks.functional import Network
from cnn.client import Worker
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.continuing import going_on
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Batch, Diagnostics, Event, Finished, Stop, read_event
from tests.cnn.worker.conversation import Desk
from tests.cnn.worker.fit.runs import final_weights

pytestmark = [pytest.mark.story, pytest.mark.keras, pytest.mark.worker]

pytest.importorskip("keras")
pytest.importorskip("torch", reason="PyTorch is not installed")


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with Worker(backend="torch") as worker:
        yield Desk(worker)


@pytest.fixture(scope="module")
def project() -> Project:
    """Dropout, BatchNorm and Adam have states of their own."""
    net = Network("random")
    x = net(Rescaling(scale=1 / 255), net.input((10, 10, 1)))
    x = net(MaxPooling2D(), net(BatchNormalization(), net(Conv2D(filters=2, activation="relu"), x)))
    net(Dense(units=10, activation="softmax"), net(Dropout(rate=0.3), net(Flatten(), x)))
    recipe = Recipe(backend="torch", epochs=3, batch_size=100, seed=5, checkpoint_seconds=0, validation_split=0.9)
    return Project(net.graph, recipe, "mnist-sample")


@pytest.fixture(scope="module")
def whole(desk: Desk, project: Project, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """The run that nobody disturbed."""
    outcome = desk.train(project, tmp_path_factory.mktemp("whole") / "run")
    assert isinstance(outcome.last, Finished), outcome.last
    return outcome.run


def looks(run: RunFolder) -> list[Diagnostics]:
    events = [read_event(line) for line in run.events.read_bytes().splitlines()]
    return [event for event in events if isinstance(event, Diagnostics)]


def stop_at_a_look(desk: Desk, event: Event) -> None:
    if isinstance(event, Diagnostics):
        desk.worker.send(Stop())


def test_the_doctor_looks_at_layers_and_no_bit_changes(desk: Desk, project: Project, whole: RunFolder, tmp_path: Path) -> None:
    look = looks(whole)[0]
    assert [layer.name for layer in look.layers] == ["conv2d", "dense"]
    assert all(layer.finite and layer.weights and layer.gradient for layer in look.layers)
    assert "doctor" not in whole.log.read_text()
    plain = replace(project, recipe=project.recipe.changed(diagnostics=False))
    outcome = desk.train(plain, tmp_path / "run")
    assert not looks(outcome.run)
    assert final_weights(outcome.run) == final_weights(whole)


def test_what_it_sees_is_what_tensorflow_sees(desk: Desk, tmp_path: Path) -> None:
    net = Network("known")
    x = net(Rescaling(scale=1 / 255), net.input((10, 10, 1)))
    grey = {"class_name": "Constant", "config": {"value": 0.1}}
    x = net(Conv2D(filters=4, activation="sigmoid", kernel_initializer=grey), x)
    one = {"class_name": "Identity", "config": {"gain": 0.5}}
    net(Dense(units=10, activation="softmax", kernel_initializer=one), net(Flatten(), x))
    recipe = Recipe(backend="torch", epochs=400, batch_size=100, learning_rate=1e-9, seed=5, validation_split=0.5)
    seen = []
    with Worker(backend="tensorflow") as other:
        for place, backend in ((desk, "torch"), (Desk(other), "tensorflow")):
            project = Project(net.graph, recipe.changed(backend=backend), "mnist-sample")
            outcome = place.train(project, tmp_path / backend, partial(stop_at_a_look, place))
            assert isinstance(outcome.last, Finished), outcome.last
            seen.append(looks(outcome.run)[0])
    theirs, ours = seen
    assert ours.entering == pytest.approx(theirs.entering, rel=1e-3)
    for mine, its in zip(ours.layers, theirs.layers, strict=True):
        assert (mine.name, mine.weights, mine.saturated, mine.dead) == (
            its.name,
            pytest.approx(its.weights),
            its.saturated,
            its.dead,
        )
        assert mine.gradient == pytest.approx(its.gradient, rel=2e-3)
        assert mine.gradient


def test_stopped_in_an_epoch_it_goes_on_to_the_same_bit(desk: Desk, project: Project, whole: RunFolder, tmp_path: Path) -> None:
    def stop(event: Event) -> None:
        if isinstance(event, Batch) and event.epoch == 2 and event.step < event.steps:
            desk.worker.send(Stop())

    outcome = desk.train(project, tmp_path / "run", stop)
    assert isinstance(outcome.last, Finished)
    assert outcome.run.record().epochs == 1
    desk.go_on(going_on(outcome.run))
    assert final_weights(outcome.run) == final_weights(whole)
