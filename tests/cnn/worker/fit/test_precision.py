"""Every precision and both states of the compiler train, and what is saved is what was trained."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.layers import Conv2D, Dense, GlobalAveragePooling2D, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from tests.cnn.worker.fit.runs import PulledError, at_checkpoint, final_weights, run
from tests.stages import mostly_thorough

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Forty images; CPUs reckon with short numbers slowly."""
    path = tmp_path_factory.mktemp("few") / "few.npz"
    random = np.random.default_rng(0)
    np.savez(path, x_train=random.integers(0, 256, (40, 8, 8, 1), np.uint8), y_train=np.arange(40) % 10)
    return str(path)


def trained(folder: Path, data: str, *, cut: bool = False, **settings: Any) -> RunFolder:
    net = Network("precise")
    x = net(Conv2D(filters=4, activation="relu"), net(Rescaling(scale=1 / 255), net.input((8, 8, 1))))
    net(Dense(units=10, activation="softmax"), net(GlobalAveragePooling2D(), x))
    recipe = Recipe.create({"epochs": 2, "batch_size": 10, "validation_split": 0.5, "checkpoint_seconds": 0, **settings})
    made = RunFolder.create(Project(net.graph, recipe, data), folder)
    if cut:
        with pytest.raises(PulledError):
            run(made, pull=at_checkpoint(1))
        keras.backend.clear_session()
    run(made, resume=cut)
    keras.backend.clear_session()
    return made


@pytest.mark.story
@pytest.mark.parametrize("precision", mostly_thorough(["mixed_float16", "mixed_bfloat16"], but=["mixed_bfloat16"]))
def test_mixed_precision_trains_and_resumes(tmp_path: Path, few: str, precision: str) -> None:
    whole = trained(tmp_path / "whole", few, precision=precision)
    if precision == "mixed_float16":  # whose losses are scaled by a number that training finds
        assert final_weights(trained(tmp_path / "cut", few, precision=precision, cut=True)) == final_weights(whole)
    model = keras.saving.load_model(whole.model)
    policies = [layer.dtype_policy.name for layer in model.layers if layer.weights]
    assert policies == [precision, "float32"]  # probabilities are full numbers
    assert all(np.isfinite(weight.numpy()).all() and weight.dtype == "float32" for weight in model.weights)


def test_losses_are_scaled_where_small_gradients_would_vanish() -> None:
    from cnn.worker import devices
    from cnn.worker.data.pacing import Pace
    from cnn.worker.data.training_data import TrainingData
    from cnn.worker.fit.training import Training

    net = Network()
    net(Dense(units=10, activation="softmax"), net(GlobalAveragePooling2D(), net.input((8, 8, 1))))
    for precision, kind in (("mixed_float16", keras.optimizers.LossScaleOptimizer), ("float32", keras.optimizers.Adam)):
        project = Project(net.graph, Recipe(precision=precision), "mnist-sample")
        training = Training(project, TrainingData.of(project), devices.choose("cpu"), Pace(1))
        assert type(training.model.optimizer) is kind


@pytest.mark.thorough
def test_xla_gives_what_plain_tensorflow_gives(tmp_path: Path, few: str) -> None:
    runs = [trained(tmp_path / xla, few, xla=xla, epochs=1) for xla in ("on", "off")]
    weights = [keras.saving.load_model(made.model).get_weights() for made in runs]
    assert all(np.allclose(a, b, atol=1e-4) for a, b in zip(*weights, strict=True))


@pytest.mark.parametrize(("xla", "jit"), [("on", True), ("off", False), ("auto", False)])
def test_the_compiler_is_asked_as_the_recipe_says(xla: str, jit: bool) -> None:
    from cnn.worker import devices
    from cnn.worker.data.pacing import Pace
    from cnn.worker.data.training_data import TrainingData
    from cnn.worker.fit.training import Training

    net = Network()
    net(Dense(units=10, activation="softmax"), net(GlobalAveragePooling2D(), net.input((8, 8, 1))))
    project = Project(net.graph, Recipe(xla=xla), "mnist-sample")
    training = Training(project, TrainingData.of(project), devices.choose("cpu"), Pace(1))
    assert training.model.jit_compile is jit


def test_reproducibility_is_switched_on_before_anything_is_built(
    tmp_path: Path, few: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tensorflow as tf

    from cnn.worker import devices

    asked = []
    monkeypatch.setattr(tf.config.experimental, "enable_op_determinism", lambda: asked.append(True))
    monkeypatch.setattr(devices, "choose", lambda _: (_ for _ in ()).throw(PulledError))
    for deterministic in (False, True):
        with pytest.raises(PulledError):
            trained(tmp_path / str(deterministic), few, deterministic=deterministic)
        assert asked == [True] * deterministic
