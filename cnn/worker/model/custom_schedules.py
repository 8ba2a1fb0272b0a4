"""Two learning-rate schedules that Keras lacks, as written programs carry them; the worker has its own way (`learning_rate`).

This file needs nothing but Keras, so that exported code can carry it as it stands.
"""

import math
from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="layerloom")
class WarmUp(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """Rises from `start` to `target` in a straight line, then follows another schedule."""

    def __init__(self, start: float, target: float, steps: float, following: Any) -> None:
        self.start = start
        self.target = target
        self.steps = steps
        self.following = following

    def __call__(self, step: Any) -> Any:
        """The learning rate of a step."""
        step = ops.cast(step, "float32")
        rising = self.start + (self.target - self.start) * step / self.steps
        later = self.following(ops.maximum(step - self.steps, 0.0))
        return ops.where(step < self.steps, rising, later)

    def get_config(self) -> dict[str, Any]:
        """What the constructor takes."""
        kept = keras.saving.serialize_keras_object(self.following)
        return {"start": self.start, "target": self.target, "steps": self.steps, "following": kept}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """The schedule from what its constructor took."""
        kept = keras.saving.deserialize_keras_object(config["following"])
        return cls(**{**config, "following": kept})


@keras.saving.register_keras_serializable(package="layerloom")
class OneCycle(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """Rises to `target` and falls again, along half cosines; `peak` is the share of the steps before the top.

    Smith & Topin (2018), "Super-Convergence". `start` and `end` are shares of `target`.
    """

    def __init__(self, target: float, steps: float, start: float, peak: float, end: float) -> None:
        self.target = target
        self.steps = steps
        self.start = start
        self.peak = peak
        self.end = end

    def __call__(self, step: Any) -> Any:
        """The learning rate of a step."""
        progress = ops.minimum(ops.cast(step, "float32") / self.steps, 1.0)
        up = self._between(self.start, 1.0, ops.minimum(progress / self.peak, 1.0))
        down = self._between(1.0, self.end, ops.maximum(progress - self.peak, 0.0) / (1 - self.peak))
        return self.target * ops.where(progress < self.peak, up, down)

    def _between(self, first: float, last: float, part: Any) -> Any:
        return last + (first - last) * 0.5 * (1 + ops.cos(math.pi * part))

    def get_config(self) -> dict[str, Any]:
        """What the constructor takes."""
        return {name: getattr(self, name) for name in ("target", "steps", "start", "peak", "end")}
