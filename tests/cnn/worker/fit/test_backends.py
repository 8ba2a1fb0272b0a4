"""Trainings with JAX as Keras's backend: the figures of a plain Keras script, stopped and gone on with to the same bit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cnn.blocks.functional import Network
from cnn.client import Worker
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.continuing import going_on
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Batch, Event, Finished, Stop
from tests.cnn.worker.conversation import Desk
from tests.cnn.worker.fit.runs import figures, final_weights, model_weights

pytestmark = [pytest.mark.keras, pytest.mark.worker]

pytest.importorskip("keras")
pytest.importorskip("jax", reason="JAX is not installed")


@pytest.fixture(scope="module")
def jax_desk() -> Iterator[Desk]:
    with Worker(backend="jax") as worker:
        yield Desk(worker)


@pytest.fixture(scope="module")
def project() -> Project:
    """Everything with a state of its own: Dropout, BatchNorm, Adam, averages, a curve of the rate, augmentation, weights."""
    net = Network("random")
    x = net(Rescaling(scale=1 / 255), net.input((10, 10, 1)))
    x = net(MaxPooling2D(), net(BatchNormalization(), net(Conv2D(filters=2), x)))
    net(Dense(units=10, activation="softmax"), net(Dropout(rate=0.3), net(Flatten(), x)))
    recipe = Recipe(
        backend="jax",
        epochs=3,
        batch_size=32,
        seed=5,
        checkpoint_seconds=0,
        validation_split=0.9,
        use_ema=True,
        ema_momentum=0.5,
        schedule="cosine",
        warmup_epochs=1,
        class_weight="balanced",
    )
    return Project(net.graph, recipe, "mnist-sample")


@pytest.fixture(scope="module")
def whole(jax_desk: Desk, project: Project, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """The run that nobody disturbed."""
    outcome = jax_desk.train(project, tmp_path_factory.mktemp("whole") / "run")
    assert isinstance(outcome.last, Finished), outcome.last
    return outcome.run


def test_it_says_what_it_computes_with(jax_desk: Desk, whole: RunFolder) -> None:
    assert jax_desk.ready.backend == "jax"
    record = whole.record()
    assert record.versions["jax"]
    assert record.arithmetic["backend"] == "jax"


def test_stopped_in_an_epoch_it_goes_on_to_the_same_bit(
    jax_desk: Desk, project: Project, whole: RunFolder, tmp_path: Path
) -> None:
    def stop(event: Event) -> None:
        if isinstance(event, Batch) and event.epoch == 2 and event.step < event.steps:
            jax_desk.worker.send(Stop())

    outcome = jax_desk.train(project, tmp_path / "run", stop)
    assert isinstance(outcome.last, Finished)
    assert outcome.run.record().epochs == 1
    jax_desk.go_on(going_on(outcome.run))
    assert final_weights(outcome.run) == final_weights(whole)
    assert model_weights(outcome.run) == model_weights(whole)
    assert figures(outcome.run) == figures(whole)
