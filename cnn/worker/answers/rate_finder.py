"""The range test of the learning rate, on a network of its own: no weights that somebody keeps are touched."""

import math
from pathlib import Path
from typing import Any

import keras

from cnn.plan.stages import stages, trainable_layers
from cnn.project import Project, load
from cnn.recipe.rate_range import diverged, rate_at, suggested
from cnn.runs.messages import FindRate
from cnn.worker import devices
from cnn.worker.data.training_data import TrainingData
from cnn.worker.model.builder import build
from cnn.worker.model.learning_rate import set_rate
from cnn.worker.model.objective import optimizer
from cnn.worker.model.source_weights import give_weights
from cnn.worker.model.start_weights import start_from


def find_rate(question: FindRate) -> dict[str, Any]:
    """The loss of each step while the learning rate grows, and which rate that suggests (None: none).

    Raises what training would raise.
    """
    project = load(Path(question.project))
    plain = project.recipe.changed(schedule="constant", warmup_epochs=0.0, learning_rate=question.least)
    data = TrainingData.of(project)
    with devices.choose(project.recipe.device).scope():
        model = build(project.graph, precision=plain.precision, seed=plain.seed)
        _prepare(model, project)
        data.objective.compile(model, optimizer(plain))
        data.train.shuffle(plain.seed, 0)
        ramp = _Ramp(question)
        epochs = math.ceil(question.steps / data.train.steps)
        model.fit(data.train.dataset(), epochs=epochs, callbacks=[ramp], shuffle=False, verbose=0)
    rates = ramp.rates[: len(ramp.losses)]
    return {"rates": rates, "losses": ramp.losses, "suggestion": suggested(rates, ramp.losses)}


def _prepare(model: keras.Model, project: Project) -> None:
    """The weights and the layers that training would begin with."""
    give_weights(model, project)
    if project.recipe.start_from:
        start_from(model, project.graph, project.recipe.start_from)
    for name, trainable in trainable_layers(project.graph, stages(project.graph, project.recipe)[0]).items():
        model.get_layer(name).trainable = trainable


class _Ramp(keras.callbacks.Callback):  # type: ignore[misc]
    """A larger rate for every batch, and the loss of each by itself."""

    def __init__(self, question: FindRate) -> None:
        super().__init__()
        self.rates = [rate_at(step, question.steps, question.least, question.most) for step in range(question.steps)]
        self.losses: list[float] = []

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        if len(self.losses) < len(self.rates):
            set_rate(self.model.optimizer, self.rates[len(self.losses)])
        self.model.reset_metrics()

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        if len(self.losses) < len(self.rates):
            self.losses.append(float((logs or {})["loss"]))
        if len(self.losses) == len(self.rates) or diverged(self.losses):
            self.model.stop_training = True
