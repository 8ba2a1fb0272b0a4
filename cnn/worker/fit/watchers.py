"""The watchers that a recipe asks for: early stopping, a rate that falls on a plateau, NaN, and the clock."""

import math
from collections.abc import Mapping
from typing import Any

from cnn.recipe import Recipe, lower_is_better, monitored
from cnn.runs.messages import Logs
from cnn.words.language import tr
from cnn.words.quantities import number_of
from cnn.worker.fit.watcher import GO_ON, Decision, Watcher


def watchers_for(recipe: Recipe, *, validates: bool, score: str = "accuracy") -> tuple[Watcher, ...]:
    """Every watcher that the recipe asks for; `validates` says whether there are validation images, `score` is the figure that
    judges an epoch unless the recipe names another."""
    found: list[Watcher] = []
    if recipe.stop_on_nan:
        found.append(StopOnNaN())
    if recipe.reduce_on_plateau:
        found.append(ReduceOnPlateau(recipe, monitored(recipe.plateau_monitor, validates, "loss")))
    if recipe.early_stopping:
        found.append(EarlyStopping(recipe, monitored(recipe.monitor, validates, score)))
    if recipe.time_limit is not None:
        found.append(TimeLimit(recipe.time_limit))
    return tuple(found)


class _Idle:
    """A watcher that never decides anything and has no state; the others override what they need."""

    def on_batch(self, epoch: int, step: int, logs: Mapping[str, float], seconds: float) -> Decision:
        return GO_ON

    def on_epoch(self, epoch: int, logs: Logs, seconds: float) -> Decision:
        return GO_ON

    def state(self) -> dict[str, Any]:
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        pass


class _Best:
    """The best value of a figure so far; one that is no number never is better."""

    def __init__(self, figure: str, min_delta: float) -> None:
        self.figure = figure
        self._sign = -1.0 if lower_is_better(figure) else 1.0
        self._min_delta = min_delta
        self.value: float | None = None

    def improves(self, value: float | None) -> bool:
        """Whether a value is better than all before, by more than the least change that counts; then it is the best."""
        if value is None or math.isnan(value):
            return False
        if self.value is not None and not self._sign * value > self._sign * self.value + self._min_delta:
            return False
        self.value = value
        return True


class EarlyStopping(_Idle):
    """Stops when a figure has not got better for some epochs, counted as Keras's EarlyStopping does."""

    name = "early_stopping"

    def __init__(self, recipe: Recipe, figure: str) -> None:
        self._best = _Best(figure, recipe.min_delta)
        self._patience, self._first = recipe.patience, recipe.start_from_epoch
        self._wait = 0

    def on_epoch(self, epoch: int, logs: Logs, seconds: float) -> Decision:
        if epoch <= self._first or self._best.figure not in logs:
            return GO_ON
        self._wait += 1
        if self._best.improves(logs[self._best.figure]):
            self._wait = 0
        if self._wait < max(self._patience, 1) or epoch == 1:
            return GO_ON
        epochs = number_of("{0} epoch|{0} epochs", self._wait)
        if self._best.value is None:
            return Decision(stop=tr("{0} has not got better for {1}.", self._best.figure, epochs))
        return Decision(stop=tr("{0} has not got better for {1} (best: {2:.4g}).", self._best.figure, epochs, self._best.value))

    def state(self) -> dict[str, Any]:
        return {"best": self._best.value, "wait": self._wait}

    def restore(self, state: dict[str, Any]) -> None:
        self._best.value, self._wait = state["best"], state["wait"]


class ReduceOnPlateau(_Idle):
    """Reduces the learning rate when a figure has not got better for some epochs, as Keras's ReduceLROnPlateau does."""

    name = "reduce_on_plateau"

    def __init__(self, recipe: Recipe, figure: str) -> None:
        self._best = _Best(figure, recipe.plateau_min_delta)
        self._recipe = recipe
        self._wait = self._cooldown = 0

    def on_epoch(self, epoch: int, logs: Logs, seconds: float) -> Decision:
        if self._best.figure not in logs:
            return GO_ON
        if self._cooldown:
            self._cooldown -= 1
            self._wait = 0
        if self._best.improves(logs[self._best.figure]):
            self._wait = 0
        elif not self._cooldown:
            self._wait += 1
            if self._wait >= self._recipe.plateau_patience:
                self._wait, self._cooldown = 0, self._recipe.plateau_cooldown
                return Decision(rate_factor=self._recipe.plateau_factor, least_rate=self._recipe.plateau_min_rate)
        return GO_ON

    def state(self) -> dict[str, Any]:
        return {"best": self._best.value, "wait": self._wait, "cooldown": self._cooldown}

    def restore(self, state: dict[str, Any]) -> None:
        self._best.value, self._wait, self._cooldown = state["best"], state["wait"], state["cooldown"]


class StopOnNaN(_Idle):
    """Stops when the loss is no number any more; what was learned since the last checkpoint is worth nothing then."""

    name = "stop_on_nan"

    def on_batch(self, epoch: int, step: int, logs: Mapping[str, float], seconds: float) -> Decision:
        return self._judge(logs.get("loss"), tr("epoch {0}, by batch {1}", epoch, step))

    def on_epoch(self, epoch: int, logs: Logs, seconds: float) -> Decision:
        return self._judge(logs.get("loss"), tr("epoch {0}", epoch))

    def _judge(self, loss: float | None, when: str) -> Decision:
        if loss is None or math.isfinite(loss):
            return GO_ON
        return Decision(
            stop=tr("The loss is no longer a number, since {0}. Use a smaller learning rate, or clip the gradients.", when),
            spoiled=True,
        )


class TimeLimit(_Idle):
    """Stops after so many minutes of training, in all parts of the run together."""

    name = "time_limit"

    def __init__(self, minutes: float) -> None:
        self._minutes = minutes

    def on_batch(self, epoch: int, step: int, logs: Mapping[str, float], seconds: float) -> Decision:
        return self._judge(seconds)

    def on_epoch(self, epoch: int, logs: Logs, seconds: float) -> Decision:
        return self._judge(seconds)

    def _judge(self, seconds: float) -> Decision:
        if seconds < self._minutes * 60:
            return GO_ON
        return Decision(
            stop=tr("The time limit of {0:g} minute is over.", self._minutes)
            if self._minutes == 1
            else tr("The time limit of {0:g} minutes is over.", self._minutes)
        )
