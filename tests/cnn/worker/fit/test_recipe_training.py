"""What a recipe asks for beyond epochs and batches, against a plain Keras script with the same settings."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.datasets.division.dividing import divided
from cnn.errors import RecipeError
from cnn.layers import Dense, Flatten, Input, MaxPooling2D, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from tests.cnn.worker.fit.runs import figures, run

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")


@pytest.fixture(autouse=True)
def _cleared() -> Iterator[None]:
    yield
    keras.backend.clear_session()


def project(outputs: int = 1, **settings: Any) -> Project:
    """A network that trains in no time, on 500 images in batches of 100."""
    net = Network("small")
    x = net(Flatten(), net(MaxPooling2D(pool_size=4), net(Rescaling(scale=1 / 255), net(Input(shape=(28, 28, 1))))))
    heads = [net(Dense(units=10, activation="softmax"), x, name=name) for name in ("main", "side")[:outputs]]
    net.mark_outputs(*heads)
    recipe = {"epochs": 3, "batch_size": 100, "seed": 5, "validation_split": 0.9, **settings}
    return Project(net.graph, Recipe.create(recipe), "mnist-sample")


def trained(tmp_path: Path, work: Project) -> RunFolder:
    folder = RunFolder.create(work, tmp_path / "run")
    run(folder)
    return folder


def plain_keras(
    work: Project, optimizer: Any, loss: Any, callbacks: Any = (), **arguments: Any
) -> tuple[Any, list[dict[str, float]]]:
    """What somebody would write by hand: one `fit` over batches in our order."""
    import tensorflow as tf

    from cnn.plan.sampling import permutation
    from cnn.worker.model.builder import build

    recipe = work.recipe
    learn, check = divided(open_dataset("mnist-sample"), recipe.validation_split, recipe.seed)
    assert check is not None
    model = build(work.graph, seed=recipe.seed)
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    orders = np.concatenate([permutation(recipe.seed, epoch, len(learn)) for epoch in range(recipe.epochs)])
    targets = np.eye(10, dtype=np.float32)
    batches = tf.data.Dataset.from_tensor_slices((learn.images[orders].astype(np.float32), targets[learn.labels[orders]]))
    history = model.fit(
        batches.batch(100),
        epochs=recipe.epochs,
        steps_per_epoch=5,
        verbose=0,
        shuffle=False,
        callbacks=list(callbacks),
        validation_data=(check.images.astype(np.float32), targets[check.labels]),
        validation_batch_size=100,
        **arguments,
    )
    return model, [dict(zip(history.history, values, strict=True)) for values in zip(*history.history.values(), strict=True)]


@pytest.mark.story
def test_schedule_averages_clipping_smoothing_and_class_weights_as_keras_does_them(tmp_path: Path) -> None:
    work = project(
        optimizer="SGD",
        momentum=0.9,
        nesterov=True,
        learning_rate=0.5,
        schedule="cosine",
        warmup_epochs=1,
        use_ema=True,
        ema_momentum=0.8,
        global_clipnorm=0.5,
        weight_decay=0.01,
        label_smoothing=0.1,
        class_weight="3=4,7=0.5",
        restore_best=False,
    )
    folder = trained(tmp_path, work)
    rate = keras.optimizers.schedules.CosineDecay(0.0, 10, warmup_target=0.5, warmup_steps=5)
    theirs, logs = plain_keras(
        work,
        keras.optimizers.SGD(
            rate, momentum=0.9, nesterov=True, use_ema=True, ema_momentum=0.8, global_clipnorm=0.5, weight_decay=0.01
        ),
        keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        [keras.callbacks.SwapEMAWeights()],
        class_weight={number: {3: 4.0, 7: 0.5}.get(number, 1.0) for number in range(10)},
    )
    for ours, expected in zip(figures(folder), logs, strict=True):
        for name in ("loss", "accuracy", "val_loss", "val_accuracy"):
            assert ours[name] == pytest.approx(expected[name], rel=1e-3), name
    ours = keras.saving.load_model(folder.model).get_weights()  # the averages, as Keras leaves them after `fit`
    for mine, other in zip(ours, theirs.get_weights(), strict=True):
        assert np.allclose(mine, other, atol=1e-4)
    assert [row["learning_rate"] for row in figures(folder)] == pytest.approx([0.5, 0.25, 0.0], abs=1e-6)


@pytest.mark.thorough
def test_metrics_and_weights_of_several_outputs(tmp_path: Path) -> None:
    work = project(
        2,
        epochs=1,
        metrics="top_k_accuracy,precision,recall,auc,f1_score",
        top_k=3,
        losses="side=huber",
        loss_weights="side=0.5",
        class_weight="balanced",
        monitor="val_side_f1_score",
    )
    folder = trained(tmp_path, work)
    (logs,) = figures(folder)
    names = ["loss", "accuracy", "top_3_accuracy", "precision", "recall", "auc", "f1_score"]
    assert {f"{part}{output}_{name}" for part in ("", "val_") for output in ("main", "side") for name in names} <= set(logs)
    assert logs["loss"] == pytest.approx(logs["main_loss"] + 0.5 * logs["side_loss"], rel=1e-3)
    assert folder.record().monitor == "val_side_f1_score"
    assert folder.record().best["val_side_f1_score"] == logs["val_side_f1_score"]


def test_a_figure_nobody_tells_is_refused_before_training(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match='monitor: there is no figure "val_auc"') as caught:
        trained(tmp_path, project(monitor="val_auc"))
    assert "val_accuracy" in caught.value.hint


@pytest.mark.story
def test_early_stopping_keeps_the_best_and_says_why(tmp_path: Path) -> None:
    folder = trained(tmp_path, project(epochs=9, early_stopping=True, patience=2, min_delta=1, monitor="val_loss"))
    record = folder.record()
    assert (record.state, record.epochs) == ("finished", 3)
    assert record.reason.startswith("val_loss has not got better for 2 epochs")
    assert record.best_epoch == min(range(1, 4), key=lambda epoch: figures(folder)[epoch - 1]["val_loss"])


@pytest.mark.story
def test_a_loss_that_is_no_number_keeps_the_last_good_model(tmp_path: Path) -> None:
    work = project(optimizer="SGD", learning_rate=1.0, schedule="step", step_epochs=1, step_factor=0.5)
    poisoned = replace(work, recipe=work.recipe.changed(loss="mean_squared_error", learning_rate=0.1))
    folder = RunFolder.create(poisoned, tmp_path / "run")

    def spoil(event: Any) -> bool:
        if event.event == "epoch" and event.epoch == 2:
            import gc

            for found in gc.get_objects():
                if isinstance(found, keras.optimizers.Optimizer) and hasattr(found._learning_rate, "factor"):
                    found._learning_rate.factor.assign(float("inf"))
        return False

    run(folder, pull=spoil)
    record = folder.record()
    assert record.reason.startswith("The loss is no longer a number, since epoch 3")
    assert (record.state, record.epochs) == ("finished", 2)
    weights = keras.saving.load_model(folder.model).get_weights()
    assert all(np.isfinite(weight).all() for weight in weights)


def test_without_a_good_epoch_a_loss_that_is_no_number_is_a_failure(tmp_path: Path) -> None:
    work = project(optimizer="SGD", learning_rate=1e6, loss="mean_squared_error")
    net = Network("exploding")
    net(Dense(units=10), net(Dense(units=10), net(Flatten(), net(Input(shape=(28, 28, 1))))))
    with pytest.raises(RecipeError, match="no longer a number, since epoch 1"):
        trained(tmp_path, replace(work, graph=net.graph))
