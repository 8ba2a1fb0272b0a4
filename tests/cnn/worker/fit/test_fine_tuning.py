"""Transfer learning in two stages with augmentation: as a Keras script by hand, and the same after a cut anywhere."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.datasets.division.dividing import divided
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D, MixUp, RandomTranslation, Rescaling
from cnn.plan.stages import learned_params, stages, trainable_layers
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from tests.cnn.worker.fit.runs import PulledError, at_checkpoint, figures, final_weights, model_weights, run
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("two_steps_a_hook", "keras_forgets")]

keras: Any = pytest.importorskip("keras")
tf: Any = pytest.importorskip("tensorflow")

from cnn.worker.model.builder import build  # noqa: E402

BATCH = 100


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A trunk whose weights come from a file, and a head of its own; no Dropout, so that a script can follow."""
    net = Network("tuned")
    x = net(Rescaling(scale=1 / 255), net.input((10, 10, 1)))
    x = net(MaxPooling2D(), net(BatchNormalization(), net(Conv2D(filters=2), x, name="trunk"), name="norm"), name="pool")
    net(Dense(units=10, activation="softmax"), net(Dropout(rate=0), net(Flatten(), x)), name="head")
    file = tmp_path_factory.mktemp("source") / "source.weights.h5"
    inputs = keras.Input((10, 10, 1))
    trained = keras.layers.BatchNormalization(name="norm")(keras.layers.Conv2D(2, 3, name="trunk")(inputs))
    source = keras.Model(inputs, trained)
    source.set_weights([np.random.default_rng(1).uniform(0.1, 1, weight.shape) for weight in source.weights])
    source.save_weights(file)
    recipe = Recipe(
        epochs=3,
        batch_size=BATCH,
        seed=5,
        checkpoint_seconds=0,
        validation_split=0.9,
        learning_rate=1e-2,
        start_from=str(file),
        freeze_until="pool",
        fine_tune_after=1,
        fine_tune_rate=1e-3,
        augmentation=(RandomTranslation(height_factor=0.2, width_factor=0.2), MixUp(alpha=0.4)),
    )
    return Project(net.graph, recipe, "mnist-sample")


@pytest.fixture(scope="module")
def whole(project: Project, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    folder = RunFolder.create(project, tmp_path_factory.mktemp("whole") / "run")
    run(folder)
    return folder


@pytest.mark.story
def test_as_a_keras_script(project: Project, whole: RunFolder) -> None:
    """https://keras.io/guides/transfer_learning/, with BatchNormalization left frozen in fine-tuning."""
    from cnn.plan.sampling import permutation
    from cnn.worker.data.augmentation import key
    from cnn.worker.model.builder import build

    recipe = project.recipe
    model = build(project.graph, seed=recipe.seed)
    model.get_layer("trunk").trainable = model.get_layer("norm").trainable = False
    weights = _source_weights(recipe.start_from)
    model.get_layer("trunk").set_weights(weights["trunk"])
    model.get_layer("norm").set_weights(weights["norm"])
    learn, _ = divided(open_dataset("mnist-sample"), recipe.validation_split, recipe.seed)
    for epoch in range(3):
        if epoch in (0, 1):
            model.get_layer("trunk").trainable = epoch == 1
            model.compile(keras.optimizers.Adam(1e-2 if epoch == 0 else 1e-3), keras.losses.CategoricalCrossentropy())
        order = permutation(recipe.seed, epoch, len(learn))
        for step in range(5):
            places = order[step * BATCH : (step + 1) * BATCH]
            images = tf.image.resize(learn.images[places], (10, 10), antialias=True)
            images = keras.layers.RandomTranslation(0.2, 0.2, seed=int(key(5, 0, epoch, step)))(images, training=True)
            mixed = keras.layers.MixUp(0.4, seed=int(key(5, 1, epoch, step)))(
                {"images": images, "labels": tf.one_hot(learn.labels[places], 10)}, training=True
            )
            model.train_on_batch(mixed["images"], mixed["labels"])
    last = sorted(whole.checkpoints.glob("epoch-*.npz"))[-1]
    with np.load(last) as kept:
        for number, weight in enumerate(model.weights):
            stored = kept[f"weights/{number}"].view(np.float32).reshape(weight.shape)
            assert np.allclose(stored, weight.numpy(), atol=1e-5), weight.path


def _source_weights(path: str) -> dict[str, list[Any]]:
    import h5py

    with h5py.File(path) as file:
        groups = {"trunk": file["layers/conv2d/vars"], "norm": file["layers/batch_normalization/vars"]}
        return {name: [np.asarray(group[number]) for number in sorted(group)] for name, group in groups.items()}


def test_the_curve_goes_on_and_says_which_rate_held(whole: RunFolder) -> None:
    rates = [row["learning_rate"] for row in figures(whole)]
    assert rates == pytest.approx([1e-2, 1e-3, 1e-3])
    assert "2 of 3 layers take their weights; fresh: head" in whole.events.read_text()


@pytest.mark.parametrize("number", mostly_thorough([3, 5], but=[]))
def test_cut_off_at_and_behind_the_border(project: Project, whole: RunFolder, tmp_path: Path, number: int) -> None:
    """Three checkpoints an epoch: the third is the last of the first stage."""
    folder = RunFolder.create(project, tmp_path / "run")
    with pytest.raises(PulledError):
        run(folder, pull=at_checkpoint(number))
    keras.backend.clear_session()
    run(folder, resume=True)
    assert final_weights(folder) == final_weights(whole)
    assert model_weights(folder) == model_weights(whole)
    assert figures(folder) == figures(whole)


def test_as_many_parameters_learn_as_keras_counts(project: Project) -> None:
    """Those that are told before Train is pressed, of both stages."""
    for changes in ({}, {"freeze_until": "", "freeze": "nor*"}, {"fine_tune_after": 0}, {"freeze_until": ""}):
        recipe = project.recipe.changed(**changes)
        model = build(project.graph)
        counted = []
        for stage in stages(project.graph, recipe):
            for name, trainable in trainable_layers(project.graph, stage).items():
                model.get_layer(name).trainable = trainable
            counted.append(sum(int(np.prod(weight.shape)) for weight in model.trainable_weights))
        assert learned_params(analyse(project.graph), recipe) == tuple(counted)
