"""The running average of the weights (Polyak & Juditsky 1992): what validation looks at and what is kept, when it is wanted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import keras


def keeps_averages(model: keras.Model) -> bool:
    """Whether the model's optimizer averages the weights."""
    return bool(getattr(_inner(model), "use_ema", False))


@contextmanager
def averaged(model: keras.Model) -> Iterator[None]:
    """Inside, the weights are their averages, if there are any; afterwards they are what they were, to the bit."""
    if shared := [pair for pair in _pairs(model) if getattr(pair[0], "_layout", None) is not None]:
        with _exchanged(shared):
            yield
        return
    learned = [(weight, keras.ops.convert_to_numpy(weight.value).copy()) for weight, _ in _pairs(model)]
    take_averages(model)
    try:
        yield
    finally:
        for weight, value in learned:
            weight.assign(value)


@contextmanager
def _exchanged(pairs: list[tuple[Any, Any]]) -> Iterator[None]:
    """Inside, weights that several processes share are their averages and the other way round.

    A new value would have to be agreed on by all processes, and some of this only the first one does; arrays that lie on all
    devices already just change places.
    """
    _exchange(pairs)
    try:
        yield
    finally:
        _exchange(pairs)


def _exchange(pairs: list[tuple[Any, Any]]) -> None:
    for weight, average in pairs:
        learned, mean = weight.value, average.value
        weight.assign(mean)
        average.assign(learned)


def take_averages(model: keras.Model) -> None:
    """The weights give way to their averages, if there are any."""
    for weight, average in _pairs(model):
        weight.assign(keras.ops.copy(average.value))  # JAX would let both have one array, which the next step takes away


class ValidateAverages(keras.callbacks.Callback):  # type: ignore[misc]
    """Validation within `fit` looks at the averages."""

    def on_test_begin(self, logs: Any = None) -> None:
        self._inside = averaged(self.model)
        self._inside.__enter__()

    def on_test_end(self, logs: Any = None) -> None:
        self._inside.__exit__(None, None, None)


def _pairs(model: keras.Model) -> list[tuple[Any, Any]]:
    """Every weight that is averaged, with its average; nothing before the first step, when there is none yet."""
    optimizer = _inner(model)
    if not keeps_averages(model) or not optimizer.built or int(keras.ops.convert_to_numpy(optimizer._iterations.value)) == 0:
        return []
    pairs = zip(optimizer._trainable_variables, optimizer._model_variables_moving_average, strict=True)
    return [(weight, average) for weight, average in pairs if average is not None]


def _inner(model: keras.Model) -> Any:
    return getattr(model.optimizer, "inner_optimizer", model.optimizer)
