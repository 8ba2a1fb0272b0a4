"""Records over the epochs how weights, activations and gradients of each layer are spread, on TensorFlow and on JAX.

Some training images are looked at again at the end of an epoch, as in validation: no dropout, no running means, nothing that
training would notice. A run with it ends in the same bits as one without.
"""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from cnn.backends import JAX
from cnn.errors import LayerloomError
from cnn.runs.recorded.histograms import BINS, Histogram, Histograms, Kind, read, write
from cnn.worker.devices import backend
from cnn.worker.fit.checkpoint import settle
from cnn.worker.model.objective import Objective

Array = NDArray[Any]

#: so many images are looked at, fewer where batches are smaller
IMAGES = 32


class Recorder(keras.callbacks.Callback):  # type: ignore[misc]
    """Writes a record into the file `path` at the start, and after every so many epochs (`every`)."""

    def __init__(self, network: keras.Model, goal: Objective, batch: tuple[list[Any], list[Any]], every: int, path: Path) -> None:
        super().__init__()
        self._network, self._goal, self._every, self._path = network, goal, every, path
        self._images, self._labels = batch
        layers = [layer for layer in network.layers if _output(layer) is not None]
        self._names = [layer.name for layer in layers]
        self._layers = layers
        self._inside = keras.Model(network.inputs, [*map(_output, layers), *network.outputs])
        self._look: Any = None
        self._found = Histograms(tuple(self._names))

    def resume(self, done: int) -> None:
        """Goes on behind that many epochs, with the records of the run until then."""
        try:
            found = read(self._path)
        except LayerloomError:
            return
        if found.layers == self._found.layers:
            self._found = found
            self._found.rewind(done)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        if self._every and epoch == 0 and not self._found.epochs:
            self._record(0)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if self._every and (epoch + 1) % self._every == 0:
            self._record(epoch + 1)

    # ------------------------------------------------------------------ inside

    def _record(self, epoch: int) -> None:
        """One more record; where it can't be made or written, training goes on without, and the log says so."""
        try:
            self._found.add(epoch, self._told())
            write(self._found, self._path)
        except (LayerloomError, OSError, RuntimeError, tf.errors.OpError) as error:  # RuntimeError: JAX's own
            self._every = 0
            print(f"No histograms are recorded from epoch {epoch} on: {error}", flush=True)

    def _looked_at(self) -> tuple[list[Any], list[Any]]:
        """The histograms of all outputs, and the gradients of all weights, as tensors of TensorFlow."""
        with tf.GradientTape() as tape:
            found = _listed(self._inside(self._images[0] if len(self._images) == 1 else self._images, training=False))
            loss = self._loss_of(found, self._labels)
        gradients = tape.gradient(loss, self._variables) if self._variables else []
        activations = [_histogram(value) for value in found[: len(self._layers)]]
        return activations, [tf.zeros(()) if one is None else tf.convert_to_tensor(one) for one in gradients]

    def _looked_at_on_jax(self) -> tuple[list[Any], list[Any]]:
        """The same by JAX, in this process alone where several train together: all of them have the same weights."""
        import jax

        settle(self._network)
        if self._look is None:
            self._look = jax.jit(jax.value_and_grad(self._taken_through, has_aux=True))
        states = ([_here(one.value) for one in part] for part in (self._variables, self._inside.non_trainable_variables))
        given = ([np.asarray(one) for one in part] for part in (self._images, self._labels))
        (_, found), gradients = self._look(*states, *given)
        activations = [_histogram(tf.convert_to_tensor(np.asarray(value))) for value in found]
        return activations, [tf.convert_to_tensor(np.asarray(one)) for one in gradients]

    def _taken_through(self, trained: Any, others: Any, images: list[Any], labels: list[Any]) -> tuple[Any, list[Any]]:
        """The loss of images, and what comes out of the layers."""
        found, _ = self._inside.stateless_call(trained, others, images[0] if len(images) == 1 else images, training=False)
        return self._loss_of(_listed(found), labels), _listed(found)[: len(self._layers)]

    def _loss_of(self, found: list[Any], labels: list[Any]) -> Any:
        outputs, loss = found[len(self._layers) :], 0.0
        for head, weight, wanted, output in zip(self._goal.heads, self._goal.weights, labels, outputs, strict=True):
            loss += weight * keras.ops.cast(head.loss()(wanted, output), "float32")
        return loss

    def _gathered(self) -> tuple[list[Any], list[Any]]:
        """What was looked at, with the weights that learn now."""
        if backend() == JAX:
            self._variables = self._inside.trainable_variables
            return self._looked_at_on_jax()
        if self._look is None:
            self._variables = [variable for layer in self._layers for variable in layer.trainable_variables]
            self._look = tf.function(self._looked_at)
        found: tuple[list[Any], list[Any]] = self._look()
        return found

    def _told(self) -> dict[str, dict[Kind, Histogram]]:
        activations, gradients = self._gathered()
        by_variable = dict(zip(map(id, self._variables), gradients, strict=True))
        found: dict[str, dict[Kind, Histogram]] = {}
        for layer, (counts, ends) in zip(self._layers, activations, strict=True):
            told: dict[Kind, Histogram] = {"activations": _told(counts, ends)}
            own = [variable for variable in layer.trainable_variables or layer.weights if _is_float(variable)]
            if own:
                told["weights"] = _of([np.asarray(variable) for variable in own])
            there = [np.asarray(by_variable[id(one)]) for one in layer.trainable_variables if id(one) in by_variable]
            there = [one for one in there if one.ndim]
            if there:
                told["gradients"] = _of(there)
            found[layer.name] = told
        return found


def _output(layer: Any) -> Any:
    """What a layer gives, where that is one array of numbers."""
    try:
        tensor = layer.output
    except (ValueError, AttributeError):  # a layer that is called twice
        return None
    if isinstance(tensor, list | tuple | dict) or "float" not in str(tensor.dtype):
        return None
    return tensor


def _is_float(variable: Any) -> bool:
    return "float" in str(variable.dtype)


def _histogram(value: Any) -> tuple[Any, Any]:
    """Counts and range of a tensor's numbers, without those that are none."""
    numbers = tf.cast(tf.reshape(value, [-1]), tf.float32)
    numbers = tf.boolean_mask(numbers, tf.math.is_finite(numbers))
    numbers = tf.cond(tf.size(numbers) > 0, lambda: numbers, lambda: tf.zeros([1]))
    low, high = tf.reduce_min(numbers), tf.reduce_max(numbers)
    counts = tf.histogram_fixed_width(numbers, tf.stack([low, tf.where(high > low, high, low + 1)]), nbins=BINS)
    return counts, tf.stack([low, high])


def _told(counts: Any, ends: Any) -> Histogram:
    low, high = (float(end) for end in np.asarray(ends))
    return Histogram(low, high, tuple(int(count) for count in np.asarray(counts)))


def _of(arrays: list[Array]) -> Histogram:
    numbers = np.concatenate([array.reshape(-1).astype(np.float32) for array in arrays])
    numbers = numbers[np.isfinite(numbers)]
    if not numbers.size:
        return Histogram(0.0, 0.0, (0,) * BINS)
    low, high = float(numbers.min()), float(numbers.max())
    counts, _ = np.histogram(numbers, BINS, (low, high if high > low else low + 1))
    return Histogram(low, high, tuple(int(count) for count in counts))


def _here(array: Any) -> Any:
    """An array of JAX as it lies on this process's first device: each has all of it."""
    return array.addressable_data(0)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
