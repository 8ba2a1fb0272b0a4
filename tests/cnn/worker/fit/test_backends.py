"""Trainings with JAX as Keras's backend: the figures of a plain Keras script, stopped and gone on with to the same bit."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.client import Worker
from cnn.datasets import open_dataset
from cnn.datasets.division.dividing import divided
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.recipe.augmentation import parse
from cnn.runs.continuing import going_on
from cnn.runs.folder import RunFolder
from cnn.runs.image_losses import read as read_losses
from cnn.runs.messages import Batch, Diagnostics, Event, Finished, Phase, Stop, read_event
from cnn.runs.recorded.histograms import KINDS, read
from tests.cnn.worker.conversation import Desk
from tests.cnn.worker.fit.runs import figures, final_weights, model_weights

pytestmark = [pytest.mark.story, pytest.mark.keras, pytest.mark.worker]

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
        augmentation=parse("RandomTranslation(0.1, 0.1), RandomFlip('horizontal'), RandomBrightness(0.2)"),
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
    noted, wanted = read_losses(outcome.run), read_losses(whole)
    assert noted is not None
    assert wanted is not None
    assert noted.totals.tolist() == wanted.totals.tolist()
    assert set(wanted.seen.tolist()) == {3.0}


def test_losses_of_images_are_those_of_tensorflow(jax_desk: Desk, tmp_path: Path) -> None:
    """Of the same weights, in training and validation."""
    net = Network("still")
    x = net(BatchNormalization(), net(Conv2D(filters=2), net(Rescaling(scale=1 / 255), net.input((10, 10, 1)))))
    net(Dense(units=10, activation="softmax"), net(Flatten(), x))
    still = {"epochs": 2, "batch_size": 100, "optimizer": "SGD", "learning_rate": 1e-12, "validation_split": 0.6}
    project = Project(net.graph, Recipe().changed(backend="tensorflow", **still), "mnist-sample")
    with Worker() as worker:
        first = Desk(worker).train(project, tmp_path / "tensorflow").run
    recipe = project.recipe.changed(backend="jax", start_from=str(first.model), freeze="conv2d")
    outcome = jax_desk.train(replace(project, recipe=recipe), tmp_path / "jax")
    found, wanted = read_losses(outcome.run), read_losses(first)
    assert found is not None
    assert wanted is not None
    assert found.validated is not None
    assert wanted.validated is not None
    assert (list(found.keys), found.validated.tolist()) == (list(wanted.keys), wanted.validated.tolist())
    assert found.seen.tolist() == wanted.seen.tolist() == [2.0] * 5000
    learned = ~wanted.validated  # what is judged by the moving means is so by those of each run's own start
    assert found.losses[learned] == pytest.approx(wanted.losses[learned], rel=1e-3)
    assert np.corrcoef(found.losses[~learned], wanted.losses[~learned])[0, 1] > 0.99
    assert (found.guesses[learned] == wanted.guesses[learned]).mean() > 0.99  # but for ties in the last bits
    notes = [note for phase in outcome.of(Phase) for note in phase.notes]
    assert "On JAX frozen layers are computed anew in every epoch." in notes


def test_the_doctor_looks_at_layers_and_no_bit_changes(
    jax_desk: Desk, project: Project, whole: RunFolder, tmp_path: Path
) -> None:
    events = [read_event(line) for line in whole.events.read_bytes().splitlines()]
    looks = [event for event in events if isinstance(event, Diagnostics)]
    assert [layer.name for layer in looks[0].layers] == ["conv2d", "dense"]
    assert all(layer.finite and layer.weights and layer.gradient for look in looks for layer in look.layers)
    plain = replace(project, recipe=project.recipe.changed(diagnostics=False))
    assert final_weights(jax_desk.train(plain, tmp_path / "run").run) == final_weights(whole)


def test_histograms_are_those_of_tensorflow(jax_desk: Desk, project: Project, whole: RunFolder, tmp_path: Path) -> None:
    """Of the same weights and the same images; and no bit of the training changes."""
    still = {"histogram_freq": 1, "start_from": str(whole.model), "learning_rate": 1e-12, "schedule": "constant", "epochs": 1}
    found = {}
    with Worker() as worker:
        for backend, desk in (("jax", jax_desk), ("tensorflow", Desk(worker))):
            recipe = project.recipe.changed(**still, backend=backend, optimizer="SGD", use_ema=False, warmup_epochs=0)
            outcome = desk.train(replace(project, recipe=recipe), tmp_path / backend)
            assert isinstance(outcome.last, Finished), outcome.last
            found[backend] = read(outcome.run.histograms)
    ours, theirs = found["jax"], found["tensorflow"]
    assert ours.layers == theirs.layers
    for layer in theirs.layers:
        for kind in KINDS:
            mine, others = (dict(each.of(layer, kind)) for each in (ours, theirs))
            assert mine.keys() == others.keys(), (layer, kind)
            for told, wanted in ((mine[0], others[0]),) if others else ():  # before the first epoch, whose order is another
                assert (told.low, told.high) == pytest.approx((wanted.low, wanted.high), rel=1e-4, abs=1e-6), (layer, kind)
                moved = np.abs(np.subtract(told.counts, wanted.counts)).sum()
                assert moved <= 2 + 0.01 * sum(wanted.counts), (layer, kind)  # numbers at the border of two bins
    assert sum(dict(ours.of("dense", "gradients"))[0].counts) > 0
    watched = replace(project, recipe=project.recipe.changed(histogram_freq=1))
    run = jax_desk.train(watched, tmp_path / "run").run
    assert read(run.histograms).epochs == [0, 1, 2, 3]
    assert final_weights(run) == final_weights(whole)


PLAIN = """
import json, sys
import keras, numpy as np
from keras import layers

data = np.load(sys.argv[1])
keras.utils.set_random_seed(5)
model = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Rescaling(1 / 255),
    layers.Conv2D(4, 3, activation="relu"),
    layers.MaxPooling2D(),
    layers.BatchNormalization(),
    layers.Flatten(),
    layers.Dense(10, activation="softmax"),
])
model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
batch = len(data["x_train"])
history = model.fit(data["x_train"].astype("float32"), data["y_train"], batch_size=batch, epochs=4, shuffle=False, verbose=0,
                    validation_data=(data["x_val"].astype("float32"), data["y_val"]))
print(json.dumps(history.history))
"""


@pytest.mark.thorough
def test_its_figures_are_those_of_a_plain_keras_script(jax_desk: Desk, tmp_path: Path) -> None:
    learn, check = divided(open_dataset("mnist-sample"), 0.2, 0)
    assert check is not None
    images, labels = np.asarray(learn.images)[::4], learn.labels[::4]  # of every class
    path = tmp_path / "digits.npz"
    np.savez(path, x_train=images, y_train=labels, x_val=np.asarray(check.images)[::2], y_val=check.labels[::2])  # type: ignore[arg-type]
    environment = {**os.environ, "KERAS_BACKEND": "jax", "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run([sys.executable, "-c", PLAIN, str(path)], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    plain = json.loads(done.stdout)

    net = Network("plain")
    x = net(MaxPooling2D(), net(Conv2D(filters=4, activation="relu"), net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))))
    net(Dense(units=10, activation="softmax"), net(Flatten(), net(BatchNormalization(), x)))
    recipe = Recipe(backend="jax", epochs=4, batch_size=1000, seed=5, learning_rate=0.01)  # one batch: its order doesn't matter
    outcome = jax_desk.train(Project(net.graph, recipe, str(path)), tmp_path / "run")
    assert isinstance(outcome.last, Finished), outcome.last
    ours = figures(outcome.run)
    for figure in ("loss", "accuracy", "val_loss", "val_accuracy"):
        assert [row[figure] for row in ours] == pytest.approx(plain[figure], rel=1e-4), figure


@pytest.mark.thorough
def test_begun_on_one_backend_it_goes_on_on_another_and_says_that_bits_differ(
    jax_desk: Desk, project: Project, whole: RunFolder, tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    shutil.copytree(whole.path, folder)
    with Worker() as worker:
        outcome = Desk(worker).go_on(going_on(RunFolder.open(folder), epochs=4, backend="tensorflow"))
    assert isinstance(outcome.last, Finished), outcome.last
    (resumed,) = [event for event in outcome.of(Phase) if event.phase == "resumed"]
    assert any("to the bit: backend jax before, tensorflow now" in note for note in resumed.notes)
    before, after = figures(whole), figures(outcome.run)
    assert after[:3] == before
    assert after[3]["loss"] < before[0]["loss"]
