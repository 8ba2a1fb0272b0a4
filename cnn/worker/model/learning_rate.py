"""The learning rate inside the graph: the recipe's curve, times a factor that changes while training runs.

The curve follows `optimizer.iterations`; the factor is one of the optimizer's variables. So a checkpoint holds both.
"""

from typing import Any

import keras
from keras import ops

from cnn.recipe import Recipe, share_at


class Curve(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """The recipe's schedule for Keras. A rate set by hand, and every reduction, is the factor's business."""

    def __init__(self, recipe: Recipe, steps_per_epoch: int) -> None:
        self.recipe = recipe
        self._steps_per_epoch = steps_per_epoch
        self.factor = _number(1.0, "learning_rate_factor")
        self.epochs = _number(recipe.epochs, "epochs")

    def __call__(self, step: Any) -> Any:
        share = share_at(self.recipe, ops.cast(step, "float32"), self._steps_per_epoch, ops.convert_to_tensor(self.epochs), ops)
        return ops.cast(self.recipe.learning_rate * share, "float32") * self.factor


def with_rate(kind: Any, recipe: Recipe, steps_per_epoch: int) -> Any:
    """An optimizer of that class with the recipe's arguments and learning rate; a rate that never moves is a plain number."""
    if not recipe.moves:
        return kind(learning_rate=recipe.learning_rate, **recipe.optimizer_arguments)
    curve = Curve(recipe, steps_per_epoch)
    made = kind(learning_rate=curve, **recipe.optimizer_arguments)
    made._track_variable(curve.factor)
    return made


def current_rate(optimizer: Any) -> float:
    """The learning rate of the next step."""
    rate = float(ops.convert_to_numpy(_inner(optimizer).learning_rate))
    return float(f"{rate:.7g}")  # float32 knows no more digits


def set_rate(optimizer: Any, rate: float) -> None:
    """A new learning rate; a curve goes on from where it is, towards and from the new one."""
    curve = _inner(optimizer)._learning_rate
    if isinstance(curve, Curve):
        curve.factor.assign(rate / curve.recipe.learning_rate)
    else:
        _inner(optimizer).learning_rate = rate


def rate_of_recipe(optimizer: Any, rate: float) -> None:
    """The recipe's learning rate, whatever a checkpoint brought; a curve is the recipe's again, without what reduced it."""
    curve = _inner(optimizer)._learning_rate
    curve.factor.assign(1.0) if isinstance(curve, Curve) else set_rate(optimizer, rate)


def take_steps(optimizer: Any, done: int, step: int) -> None:
    """Places a new optimizer on the curve of its rate after so many epochs and batches; without a curve it counts from 0."""
    curve = _inner(optimizer)._learning_rate
    if isinstance(curve, Curve):
        _inner(optimizer).iterations.assign(done * curve._steps_per_epoch + step)


def rate_state(optimizer: Any) -> float:
    """What `restore_rate` needs to bring the rate of now back: the factor of a curve, else the rate itself."""
    curve = _inner(optimizer)._learning_rate
    return float(ops.convert_to_numpy(curve.factor if isinstance(curve, Curve) else curve))


def restore_rate(optimizer: Any, state: float) -> None:
    """The rate is again what it was, with its curve and its reductions."""
    curve = _inner(optimizer)._learning_rate
    (curve.factor if isinstance(curve, Curve) else curve).assign(state)


def reduce_rate(optimizer: Any, factor: float, least: float = 0.0) -> None:
    """Multiplies the learning rate, from now on and for the rest of the curve, but not below the least."""
    inner = _inner(optimizer)
    now = current_rate(inner)
    factor = max(factor, min(least / now, 1.0)) if now > 0 else 1.0
    held = inner._learning_rate.factor if isinstance(inner._learning_rate, Curve) else inner._learning_rate
    held.assign(held * factor)


def stretch(optimizer: Any, epochs: int) -> None:
    """Training takes so many epochs more, or fewer: the curve is stretched, or shortened, to its new end."""
    curve = _inner(optimizer)._learning_rate
    if isinstance(curve, Curve):
        curve.epochs.assign_add(epochs)


def _inner(optimizer: Any) -> Any:
    """The optimizer itself, where Keras put one around it that scales the loss."""
    return getattr(optimizer, "inner_optimizer", optimizer)


def _number(value: float, name: str) -> Any:
    return keras.Variable(float(value), dtype="float32", trainable=False, name=name, aggregation="only_first_replica")
