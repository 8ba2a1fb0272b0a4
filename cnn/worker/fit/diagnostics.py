"""Looks behind epochs how layers are, on each backend, for the doctor (`cnn.doctor`), for a small share of the time.

A look takes some training images through the network as a step of training does, dropout and batch statistics included, and
back; without a state of Keras's changing (`stateless_call`), so that a run with it ends in the same bits as one without.
"""

import time
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from cnn.backends import JAX, TENSORFLOW, TORCH
from cnn.datasets.division.contents import checks
from cnn.datasets.inspection.statistics import digests
from cnn.runs.messages import Diagnostics, LayerDiagnostics
from cnn.worker.data.training_data import TrainingData
from cnn.worker.devices import backend
from cnn.worker.fit.checkpoint import settle
from cnn.worker.fit.image_losses import ImageLosses
from cnn.worker.pipes import Outbox

#: so many images are looked at
IMAGES = 64
#: of the time that a run has trained, what looks may take; but for the first ones, in which much is done for the first time, and
#: which wait for so many seconds of training each
SHARE, FREE, FIRST = 0.05, 2, 1.0
#: images of which the most alike are looked for, at how many pixels a side; numbers that may be read for it
ALIKE, SIDE, MOST_NUMBERS = 512, 12, 1 << 25
#: images that are compared with each other whether they are the same, at most, and copies that are named
MOST_COMPARED, MOST_NAMED = 100_000, 1000
#: an answer is sure from here on; an output of sigmoid or tanh is saturated within this part of its range
SURE, END = 0.999, 0.01

RECTIFIED = ("relu", "relu6", "ReLU")
BOUNDED = {"sigmoid": (0.0, 1.0), "hard_sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "hard_tanh": (-1.0, 1.0)}


class Examiner(keras.callbacks.Callback):  # type: ignore[misc]
    """Looks behind an epoch, where the time allows it, and tells what it saw."""

    def __init__(
        self, network: keras.Model, data: TrainingData, batch_size: int, losses: ImageLosses | None, outbox: Outbox
    ) -> None:
        super().__init__()
        self._network, self._data, self._losses, self._outbox = network, data, losses, outbox
        self._images = IMAGES if batch_size >= IMAGES else max(batch_size, IMAGES // 2)
        self._batch: tuple[list[Any], list[Any]] = [], []
        self._inside: keras.Model | None = None
        self._layers: list[Any] = []
        self._entry: Any = None
        self._compiled: Any = None
        self._trained = self._spent = self._last = 0.0
        self._looks = 0
        self._began: float | None = None
        self._told_of_data = self._off = False

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._began = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if self._began is not None:
            self._trained += time.perf_counter() - self._began
        if self._due:
            self.look(epoch + 1, (logs or {}).get("loss"))

    @property
    def _due(self) -> bool:
        """Whether a look may be afforded."""
        if self._looks < FREE:
            return self._trained >= (self._looks + 1) * FIRST
        return self._spent + self._last <= SHARE * self._trained

    def look(self, epoch: int, loss: float | None) -> None:
        """Looks and tells; where that fails, training goes on without, and the log says so."""
        if self._off:
            return
        began = time.perf_counter()
        try:
            seen = self._seen()
            seen |= self._of_data()
        except Exception as error:  # whatever a layer that nobody knows does: nobody's training ends for it
            self._off = True
            print(f"No diagnostics from epoch {epoch} on: {type(error).__name__}: {error}", flush=True)
            return
        self._last = time.perf_counter() - began
        self._looks += 1
        self._spent += self._last if self._looks > FREE else 0.0
        told = None if loss is None or not np.isfinite(loss) else float(loss)
        self._outbox.send(Diagnostics, epoch=epoch, loss=told, seconds=round(self._last, 4), **seen)

    # ------------------------------------------------------------------ the network

    def _prepare(self) -> None:
        layers = [layer for layer in self._network.layers if _tensor(layer, "output") is not None]
        self._layers = [layer for layer in layers if _kernels(layer) or _activation(layer)]
        entry = next((layer for layer in layers if layer.weights and _tensor(layer, "input") is not None), None)
        self._entry = entry
        entering = [] if entry is None else [entry.input]
        outputs = [*(layer.output for layer in self._layers), *entering, *self._network.outputs]
        self._inside = keras.Model(self._network.inputs, outputs)
        self._batch = self._data.train.some(self._images)

    def _seen(self) -> dict[str, Any]:
        if self._inside is None:
            self._prepare()
        assert self._inside is not None
        images, labels = self._batch
        scale = 1024.0 if "float16" in str(self._network.compute_dtype) and "b" not in str(self._network.compute_dtype) else 1.0
        through = {TENSORFLOW: self._on_tensorflow, JAX: self._on_jax, TORCH: self._on_torch}[backend()]
        found, gradients = through(images, labels, scale)
        outputs = found[-len(self._network.outputs) :]
        by_variable = {
            id(variable): None if gradient is None else tf.cast(tf.convert_to_tensor(gradient), tf.float32) / scale
            for variable, gradient in zip(self._inside.trainable_variables, gradients, strict=True)
        }
        layers = [_layer(layer, output, by_variable) for layer, output in zip(self._layers, found, strict=False)]
        entering = None if self._entry is None else _spread(found[len(self._layers)])
        return {
            "layers": tuple(layers),
            "entered": "" if entering is None else self._entry.name,
            "entering": entering,
            **self._answers(labels[0], outputs[0]),
        }

    def _on_tensorflow(self, images: list[Any], labels: list[Any], scale: float) -> tuple[list[Any], list[Any]]:
        """What every layer that is looked at gives, and the gradients of the loss, so many times too large."""
        assert self._inside is not None
        trained = [tf.convert_to_tensor(variable.value) for variable in self._inside.trainable_variables]
        others = [tf.convert_to_tensor(variable.value) for variable in self._inside.non_trainable_variables]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(trained)
            found, loss = self._taken_through(trained, others, images, labels, scale=scale)
        return found, tape.gradient(loss, trained)

    def _on_jax(self, images: list[Any], labels: list[Any], scale: float) -> tuple[list[Any], list[Any]]:
        """The same, as tensors of TensorFlow: the arithmetic behind is the same for all."""
        import jax

        assert self._inside is not None
        settle(self._network)
        if self._compiled is None:

            def taken(*given: Any) -> tuple[Any, list[Any]]:
                found, loss = self._taken_through(*given, scale=scale)
                return loss, found

            self._compiled = jax.jit(jax.value_and_grad(taken, has_aux=True))
        states = ([variable.value for variable in variables] for variables in _states(self._inside))
        plain = ([np.asarray(one) for one in many] for many in (images, labels))
        (_, found), gradients = self._compiled(*states, *plain)
        return [_as_tensor(one) for one in found], [_as_tensor(one) for one in gradients]

    def _on_torch(self, images: list[Any], labels: list[Any], scale: float) -> tuple[list[Any], list[Any]]:
        """The same with PyTorch, on copies: what training adds up is left alone, and so is the source of random numbers that
        Keras's Dropout draws from.
        """
        import torch  # type: ignore[import-not-found,unused-ignore]

        assert self._inside is not None
        trained, others = ([variable.value.detach().clone() for variable in variables] for variables in _states(self._inside))
        trained = [one.requires_grad_() for one in trained]
        plain = ([keras.ops.convert_to_tensor(np.asarray(one)) for one in many] for many in (images, labels))
        with torch.random.fork_rng(), torch.enable_grad():
            found, loss = self._taken_through(trained, others, *plain, scale=scale)
            gradients = torch.autograd.grad(loss, trained, allow_unused=True)
        return [_as_tensor(one) for one in found], [None if one is None else _as_tensor(one) for one in gradients]

    def _taken_through(self, trained: Any, others: Any, images: Any, labels: Any, *, scale: float) -> tuple[list[Any], Any]:
        """What comes out of the layers, and the loss, in the backend's own arithmetic."""
        assert self._inside is not None
        goal = self._data.objective
        found, _ = self._inside.stateless_call(trained, others, images[0] if len(images) == 1 else images, training=True)
        found = list(found) if isinstance(found, list | tuple) else [found]
        loss: Any = 0.0
        for head, weight, wanted, output in zip(
            goal.heads, goal.weights, labels, found[-len(self._network.outputs) :], strict=True
        ):
            loss += scale * weight * keras.ops.cast(head.loss()(wanted, output), "float32")
        return found, loss

    def _answers(self, labels: Any, output: Any) -> dict[str, Any]:
        """What was said of the images: only of one of several classes."""
        target = self._data.objective.heads[0].target
        classes = len(self._data.classes)
        if self._data.task != "classes" or classes < 2:
            return {}
        told: dict[str, Any] = {"labels": self._data.images.counts(classes)}
        answers = np.asarray(tf.cast(output, tf.float32))
        if answers.ndim != 2 or answers.shape[-1] != classes:
            return told
        guesses = answers.argmax(axis=-1)
        guessed = self._losses.guessed() if self._losses is not None else ()
        told["predicted"] = guessed if sum(guessed) else tuple(np.bincount(guesses, minlength=classes).tolist())
        if target.meaning == "probabilities" and np.isfinite(answers).all():
            wanted = np.asarray(labels)
            wanted = wanted.argmax(axis=-1) if wanted.ndim == 2 and wanted.shape[-1] == classes else wanted.reshape(-1)
            sure = answers.max(axis=-1) >= SURE
            told["certain"] = float(sure.mean())
            told["certain_wrong"] = float((sure & (guesses != wanted)).mean())
        return told

    # ------------------------------------------------------------------ the data

    def _of_data(self) -> dict[str, Any]:
        """Once: whether labels have to do with images, and whether images are validated on that are trained on."""
        if self._told_of_data:
            return {}
        self._told_of_data = True
        return {**self._alike(), **self._copies()}

    def _alike(self) -> dict[str, Any]:
        """Of some images, how many have the label of the one that looks most like them."""
        learn = self._data.images
        shape = self._network.inputs[0].shape[1:]
        numbers = int(np.prod([side or 256 for side in shape]))
        count = min(ALIKE, len(learn), MOST_NUMBERS // max(numbers, 1))
        if self._data.task != "classes" or len(self._data.classes) < 2 or count < 64 or len(shape) != 3:
            return {}
        images, labels = self._data.train.some(count)
        small = np.asarray(tf.image.resize(images[0], (SIDE, SIDE), method="area"), np.float32)
        wanted = np.asarray(labels[0])
        wanted = wanted.argmax(axis=-1) if self._data.objective.heads[0].one_hot else wanted.reshape(-1)
        rows = small.reshape(len(small), -1)
        rows = rows - rows.mean(axis=0)
        products = rows @ rows.T
        lengths = np.diagonal(products)
        distances = lengths[:, None] + lengths[None, :] - 2 * products
        np.fill_diagonal(distances, np.inf)
        agreeing = float((wanted[distances.argmin(axis=1)] == wanted).mean())
        shares = np.bincount(wanted.astype(np.int64)) / len(wanted)
        return {"neighbours": len(wanted), "agreeing": agreeing, "expected": float((shares**2).sum())}

    def _copies(self) -> dict[str, Any]:
        learn, judge = self._data.images, self._data.judged
        if judge is None or len(learn) + len(judge) > MOST_COMPARED:
            return {}
        found = digests({"train": learn, "validation": judge})
        if "validation" not in found:
            return {}
        known = set(found["train"]) - {b""}
        places = [place for place, one in enumerate(found["validation"]) if one in known]
        named = checks(judge, places[:MOST_NAMED]) if judge.keys else {}
        return {"compared": len(judge), "repeated": len(places), "copies": named}


# ---------------------------------------------------------------------- one layer


def _states(model: keras.Model) -> tuple[list[Any], list[Any]]:
    return model.trainable_variables, model.non_trainable_variables


def _as_tensor(array: Any) -> Any:
    """An array of another backend as a tensor of TensorFlow."""
    return tf.convert_to_tensor(keras.ops.convert_to_numpy(array))


def _value(variable: Any) -> Any:
    return tf.convert_to_tensor(variable.value) if backend() == TENSORFLOW else _as_tensor(variable.value)


def _layer(layer: Any, output: Any, gradients: dict[int, Any]) -> LayerDiagnostics:
    kernels = _kernels(layer)
    activation = _activation(layer)
    numbers = tf.cast(output, tf.float32)
    told: dict[str, Any] = {"finite": bool(tf.reduce_all(tf.math.is_finite(numbers)))}
    if kernels:
        told["weights"] = _size([tf.cast(_value(kernel), tf.float32) for kernel in kernels])
        told["finite"] = told["finite"] and told["weights"] is not None
        own = [one for kernel in kernels if (one := gradients.get(id(kernel))) is not None]
        if own:
            told["gradient"] = _size(own)
            told["finite"] = told["finite"] and told["gradient"] is not None
    if activation in RECTIFIED:
        most = tf.reduce_max(tf.reshape(numbers, (-1, numbers.shape[-1])), axis=0)
        told["dead"] = float(tf.reduce_mean(tf.cast(most <= 0, tf.float32)))
    elif activation in BOUNDED:
        low, high = BOUNDED[activation]
        near = END * (high - low)
        told["saturated"] = float(tf.reduce_mean(tf.cast((numbers < low + near) | (numbers > high - near), tf.float32)))
    return LayerDiagnostics(name=layer.name, **{name: _short(value) for name, value in told.items()})


def _short(value: Any) -> Any:
    """A number in four digits: nobody reads more, and each is a line in a file."""
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _size(arrays: list[Any]) -> float | None:
    """Root mean square of all numbers; `None` where one is not finite."""
    total, count = 0.0, 0
    for array in arrays:
        total += float(tf.reduce_sum(tf.square(array)))
        count += int(tf.size(array))
    size = float(np.sqrt(total / max(count, 1)))
    return size if np.isfinite(size) else None


def _spread(numbers: Any) -> tuple[float, float, float, float] | None:
    """Least, largest, mean, standard deviation; `None` where a number is not finite."""
    array = np.asarray(tf.cast(numbers, tf.float32))
    found = float(array.min()), float(array.max()), float(array.mean()), float(array.std())
    return tuple(map(_short, found)) if np.isfinite(found).all() else None


def _kernels(layer: Any) -> list[Any]:
    """Weights that multiply what comes in; biases, and what normalises, are no measure of how a layer learns."""
    return [variable for variable in layer.trainable_variables if len(variable.shape) >= 2]


def _activation(layer: Any) -> str:
    """Keras's name of what a layer does last with its numbers."""
    if type(layer).__name__ == "ReLU":
        return "ReLU" if not layer.negative_slope and not layer.threshold else ""
    return str(getattr(getattr(layer, "activation", None), "__name__", ""))


def _tensor(layer: Any, side: str) -> Any:
    """What a layer gets or gives, where that is one array of numbers."""
    try:
        tensor = getattr(layer, side)
    except (ValueError, AttributeError):  # a layer that is called twice, or never
        return None
    if isinstance(tensor, list | tuple | dict) or tensor is None or "float" not in str(tensor.dtype):
        return None
    return tensor
