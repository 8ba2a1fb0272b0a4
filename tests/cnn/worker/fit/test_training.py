"""Training, against a plain Keras script that sees the same images in the same order."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.datasets.division.dividing import divided
from cnn.errors import DatasetError, LayerloomError
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, GlobalAveragePooling2D, MaxPooling2D, Rescaling
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.messages import Batch, Logs, Phase
from tests.cnn.worker.conversation import small_network
from tests.stages import mostly_thorough

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")


class Listener:
    """An outbox that keeps what is sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[type, dict[str, Any]]] = []

    def send(self, kind: type, **values: Any) -> None:
        self.sent.append((kind, values))


class Memory:
    """A keeper that keeps figures only."""

    def __init__(self) -> None:
        self.epochs: list[Any] = []
        self.parts: list[tuple[int, int, Logs]] = []

    def keep_epoch(self, done: Any) -> None:
        self.epochs.append(done)

    def keep_step(self, position: Any, seconds: float, *, now: bool = False) -> None:
        pass

    def keep_part(self, position: Any, logs: Logs) -> None:
        self.parts.append((position.done + 1, position.step, logs))


@pytest.fixture(autouse=True)
def _cleared() -> Iterator[None]:
    yield
    keras.backend.clear_session()


def train(project: Project, steps: int = 4, wishes: Any = None) -> tuple[Any, Memory, Listener]:
    """Trains in this process; returns the model, the figures and the events."""
    from cnn.worker import devices
    from cnn.worker.data.pacing import Pace
    from cnn.worker.fit.training import Training, TrainingData
    from cnn.worker.pipes import Wishes

    training = Training(project, TrainingData.of(project), devices.choose("cpu"), Pace(steps))
    memory, listener = Memory(), Listener()
    memory.state, _ = training.run(listener, wishes or Wishes(), memory)  # type: ignore[arg-type,attr-defined]
    return training.model, memory, listener


DIGITS = Project(PRESETS["lenet5"].graph(), Recipe(epochs=1, batch_size=64, seed=11), "mnist-sample")


def plain_keras(project: Project) -> tuple[Any, list[dict[str, float]]]:
    """What somebody would write by hand: same start, same images in the same order."""
    from cnn.plan.sampling import permutation
    from cnn.worker.model.builder import build

    recipe = project.recipe
    dataset = open_dataset("mnist-sample")
    learn, check = divided(dataset, recipe.validation_split, recipe.seed)
    assert check is not None
    model = build(project.graph, seed=recipe.seed)
    model.compile(
        optimizer=getattr(keras.optimizers, recipe.optimizer)(recipe.learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    logs = []
    for epoch in range(recipe.epochs):
        order = permutation(recipe.seed, epoch, len(learn))
        images, labels = learn.images[order].astype(np.float32), learn.labels[order]
        history = model.fit(
            images,
            labels,
            batch_size=recipe.batch_size,
            shuffle=False,
            verbose=0,
            validation_data=(check.images.astype(np.float32), check.labels),
        )
        logs.append({name: values[0] for name, values in history.history.items()})
    return model, logs


@pytest.mark.parametrize("optimizer", mostly_thorough(["Adam", "AdamW"], but=["Adam"]))
def test_equal_to_a_plain_keras_script(optimizer: str) -> None:
    project = replace(DIGITS, recipe=DIGITS.recipe.changed(epochs=2, optimizer=optimizer))
    ours, memory, _ = train(project)
    theirs, logs = plain_keras(project)
    for mine, other in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        assert np.allclose(mine, other, atol=2e-4)
    for done, expected in zip(memory.epochs, logs, strict=True):
        assert done.logs["loss"] == pytest.approx(expected["loss"], rel=1e-4)
        assert done.logs["val_loss"] == pytest.approx(expected["val_loss"], rel=1e-3)
        assert done.logs["val_accuracy"] == pytest.approx(expected["val_accuracy"], abs=0.002)


@pytest.mark.thorough
def test_steps_between_hooks_change_nothing() -> None:
    one, few, many = (train(DIGITS, steps)[0].get_weights() for steps in (1, 7, 1000))
    for a, b, c in zip(one, few, many, strict=True):
        assert np.array_equal(a, b)
        assert np.array_equal(a, c)


@pytest.mark.story
def test_a_seed_repeats_everything_that_is_random() -> None:
    net = Network("random")
    x = net(Rescaling(scale=1 / 255), net.input((14, 14, 1)))
    x = net(BatchNormalization(), net(Conv2D(filters=4), x))
    x = net(Dropout(rate=0.3), net(Flatten(), x))
    net(Dense(units=10, activation="softmax"), x)
    first, again, other = (
        train(Project(net.graph, Recipe(epochs=2, batch_size=100, seed=seed), "mnist-sample"))[0].get_weights()
        for seed in (5, 5, 6)
    )
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not any(np.array_equal(a, b) for a, b in zip(first[-2:], other[-2:], strict=True))


@pytest.mark.story
def test_events() -> None:
    _, memory, listener = train(replace(DIGITS, recipe=DIGITS.recipe.changed(epochs=2)), steps=16)
    assert [done.epoch for done in memory.epochs] == [1, 2]
    batches = [values for kind, values in listener.sent if kind is Batch]
    assert {values["steps"] for values in batches} == {63}
    assert [values["epoch"] for values in batches if values["step"] == 63] == [1, 2]
    for epoch in (1, 2):
        told = [values["step"] for values in batches if values["epoch"] == epoch]
        assert told == sorted(set(told)), "how often they come is a matter of the machine's pace"
    assert memory.state == "finished"  # type: ignore[attr-defined]


def test_a_stop_at_once_trains_nothing() -> None:
    from cnn.runs.messages import Stop
    from cnn.worker.pipes import Wishes

    wishes = Wishes()
    wishes.hear(Stop())
    _, memory, _ = train(DIGITS, wishes=wishes)
    assert (memory.state, memory.epochs, memory.parts) == ("stopped", [], [])  # type: ignore[attr-defined]


class StopAt:
    """Wishes that stop after so many looks."""

    def __new__(cls, looks: int) -> Any:
        from cnn.runs.messages import Stop
        from cnn.worker.pipes import Wishes

        class Counting(Wishes):
            left = looks

            def take_epochs(self) -> int | None:
                self.left -= 1
                if not self.left:
                    self.hear(Stop())
                return super().take_epochs()

        return Counting()


@pytest.mark.thorough
def test_a_stopped_part_of_an_epoch_is_judged() -> None:
    _, memory, _ = train(replace(DIGITS, recipe=DIGITS.recipe.changed(epochs=5)), steps=10, wishes=StopAt(9))
    assert [done.epoch for done in memory.epochs] == [1]
    ((epoch, step, logs),) = memory.parts
    assert epoch == 2
    assert 0 < step < 63  # 20, but on a slow machine fewer steps are taken between two looks
    assert {"loss", "accuracy", "val_loss", "val_accuracy"} <= set(logs)


@pytest.mark.story
def test_a_stop_at_the_end_of_an_epoch_completes_it() -> None:
    _, memory, _ = train(replace(DIGITS, recipe=DIGITS.recipe.changed(epochs=5)), steps=63, wishes=StopAt(1))
    assert ([done.epoch for done in memory.epochs], memory.parts) == ([1], [])
    assert memory.state == "stopped"  # type: ignore[attr-defined]


class SkipAt:
    """Wishes of somebody who stops, and skips the validation after so many of its batches; `told` notes how far it was."""

    def __new__(cls, batches: int) -> Any:
        from cnn.runs.messages import SkipValidation, Stop
        from cnn.worker.pipes import Wishes

        class Impatient(Wishes):
            def __init__(self) -> None:
                super().__init__()
                self.seen = 0
                self.skip.is_set = self.look  # type: ignore[method-assign]

            def look(self) -> bool:
                self.seen += 1
                if self.seen == batches:
                    self.hear(SkipValidation())
                return self.seen >= batches

        wishes = Impatient()
        wishes.hear_stop = lambda: wishes.hear(Stop()) and None
        return wishes


@pytest.mark.story
@pytest.mark.parametrize(("hook", "epochs"), mostly_thorough([(2, 0), (50, 1)], but=[(2, 0)]))
def test_a_stop_need_not_wait_for_the_validation(hook: int, epochs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither at the end of an epoch, nor in the middle of one; half a validation gives no figures."""
    from cnn.worker.fit import callback

    wishes = SkipAt(3)
    monkeypatch.setattr(callback, "FINISHING", 0.0)
    hooks = iter(range(1, 1000))
    monkeypatch.setattr(wishes, "take_epochs", lambda: wishes.hear_stop() if next(hooks) == hook else None)
    _, memory, listener = train(replace(DIGITS, recipe=DIGITS.recipe.changed(batch_size=8, epochs=5)), steps=10, wishes=wishes)
    assert memory.state == "stopped"  # type: ignore[attr-defined]
    assert (len(memory.epochs), len(memory.parts)) == (epochs, 1 - epochs)
    logs = memory.epochs[0].logs if memory.epochs else memory.parts[0][2]
    assert "loss" in logs
    assert not [name for name in logs if name.startswith("val_")]
    told = [values["detail"] for _, values in listener.sent if values.get("phase") == "validate" and "detail" in values]
    assert told
    assert all(text.startswith("finishing, batch ") and text.endswith(" of 125") for text in told)


@pytest.mark.thorough
def test_without_validation() -> None:
    project = replace(DIGITS, recipe=DIGITS.recipe.changed(validation_split=0.0))
    _, memory, _ = train(project)
    assert list(memory.epochs[0].logs) == ["loss", "accuracy", "learning_rate"]


@pytest.mark.story
def test_several_inputs_and_outputs() -> None:
    net = Network("two")
    a = net(MaxPooling2D(), net(Rescaling(scale=1 / 255), net.input((28, 28, 1), name="fine")))
    b = net(Rescaling(scale=1 / 255), net.input((14, 14, 3), name="coarse"))
    x = net(Conv2D(filters=4, activation="relu"), a)
    main = net(Dense(units=10, activation="softmax"), net(Flatten(), x), name="main")
    side = net(Dense(units=10), net(GlobalAveragePooling2D(), net(Conv2D(filters=4, activation="relu"), b)), name="side")
    net.mark_outputs(main, side)
    _, memory, _ = train(Project(net.graph, Recipe(epochs=1), "mnist-sample"))
    logs = memory.epochs[0].logs
    assert list(logs)[:4] == ["loss", "accuracy", "val_loss", "val_accuracy"]
    assert logs["accuracy"] == logs["main_accuracy"]
    assert logs["val_accuracy"] > logs["val_side_accuracy"]


@pytest.mark.story
@pytest.mark.parametrize(
    ("units", "activation", "loss"),
    mostly_thorough(
        [
            (10, "linear", "auto"),
            (10, "sigmoid", "auto"),
            (10, "softmax", "categorical_crossentropy"),
            (10, "softmax", "mean_squared_error"),
        ],
        but=[(10, "linear", "auto"), (10, "softmax", "mean_squared_error")],
    ),
)
def test_every_loss_learns(units: int, activation: str, loss: str) -> None:
    net = Network()
    x = net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))
    net(Dense(units=units, activation=activation), net(Flatten(), x))
    _, memory, _ = train(Project(net.graph, Recipe(epochs=2, loss=loss), "mnist-sample"))
    assert memory.epochs[-1].logs["val_accuracy"] > 0.6


@pytest.mark.story
def test_two_classes_with_one_output(tmp_path: Any) -> None:
    digits = open_dataset("mnist-sample").train
    two = digits.take(np.flatnonzero(digits.labels < 2))
    np.savez(tmp_path / "two.npz", x=two.images, y=two.labels)
    net = Network()
    net(Dense(units=1), net(Flatten(), net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))))
    _, memory, _ = train(Project(net.graph, Recipe(epochs=4), str(tmp_path / "two.npz")))
    assert memory.epochs[-1].logs["val_accuracy"] > 0.95


def test_images_smaller_than_an_open_input_needs(tmp_path: Any) -> None:
    np.savez(tmp_path / "tiny.npz", x=np.zeros((20, 4, 4), np.uint8), y=np.arange(20) % 10)
    graph = small_network(image=(28, 28, 1))
    net = graph.replace_layer(graph.inputs[0], graph.nodes[graph.inputs[0]].layer.replace(shape=(None, None, 1)))
    project = Project(_pooled(net), Recipe(epochs=1), str(tmp_path / "tiny.npz"))
    with pytest.raises(LayerloomError, match="conv2d_1"):
        train(project)


def _pooled(graph: Any) -> Any:
    """Without the flat end, so that any size goes in; with one more convolution, so that a tiny one does not."""
    flatten = graph.named("flatten").id
    graph, _ = graph.insert_after(graph.named("max_pooling2d").id, Conv2D(filters=4))
    return graph.replace_layer(flatten, GlobalAveragePooling2D())


@pytest.mark.thorough
def test_a_pace_that_turns_out_wrong_is_changed_between_epochs(monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.data.pacing import Pace
    from cnn.worker.fit import training

    monkeypatch.setattr(training.Pace, "measured", lambda self, *_: Pace(21))
    model, _, listener = train(replace(DIGITS, recipe=DIGITS.recipe.changed(epochs=2)), steps=63)
    assert model.steps_per_execution == 21
    assert [values["step"] for kind, values in listener.sent if kind is Batch and values["epoch"] == 2][-1] == 63
    again, _, _ = train(replace(DIGITS, recipe=DIGITS.recipe.changed(epochs=2)), steps=21)
    assert all(np.array_equal(a, b) for a, b in zip(model.get_weights(), again.get_weights(), strict=True))


def test_classes_and_outputs_that_differ() -> None:
    with pytest.raises(DatasetError, match=r"7.*10"):
        train(Project(small_network(classes=7), Recipe(), "mnist-sample"))


def test_the_saved_model_is_ready_to_be_scored_elsewhere(tmp_path: Any) -> None:
    from cnn.worker import devices
    from cnn.worker.data.pacing import Pace
    from cnn.worker.fit.training import Training, TrainingData

    training = Training(DIGITS, TrainingData.of(DIGITS), devices.choose("cpu"), Pace(1))
    training.portable.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    assert all(np.array_equal(a, b) for a, b in zip(loaded.get_weights(), training.model.get_weights(), strict=True))
    figures = loaded.evaluate(np.zeros((4, 28, 28, 1)), np.arange(4), verbose=0, return_dict=True)
    assert set(figures) == {"loss", "accuracy"}
    assert (tmp_path / "model.keras").stat().st_size < 2 * 4 * loaded.count_params()  # without the optimizer's state


@pytest.mark.thorough
def test_short_epochs_do_not_announce_validation() -> None:
    _, _, listener = train(DIGITS)
    assert [values["phase"] for kind, values in listener.sent if kind is Phase] in (["compile"], ["compile", "validate"])
