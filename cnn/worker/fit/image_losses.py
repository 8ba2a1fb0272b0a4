"""The loss of each image, summed over epochs, and what it was taken for last: from the steps that training, and the validation
behind each epoch, take anyway.

Images whose label is wrong are learned late or never, so that their loss stays high: Pleiss, Zhang, Elenberg & Weinberger (2020),
"Identifying Mislabeled Data using the Area Under the Margin Ranking"; Northcutt, Jiang & Chuang (2021), "Confident Learning".
Nothing is computed twice: the loss function's values are taken before Keras makes their mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from numpy.typing import NDArray

from cnn.backends import JAX, TENSORFLOW
from cnn.datasets import Split
from cnn.runs.folder import RunFolder
from cnn.runs.image_losses import TrainedImages, joined, write
from cnn.worker.data.batches import PLACES, WEIGHTS
from cnn.worker.devices import backend

#: what the variables are called in a checkpoint, and behind that, of several things to learn, the number of one but the first
TOTALS, GUESSES = "image_losses", "image_guesses"
#: behind those of the images that are validated on
VALIDATED = "_validated"


class _Noted:
    """What is noted about one thing to learn: of each image the sum of its losses, how often it was seen, and its last guess."""

    def __init__(self, images: int, classes: int, end: str) -> None:
        self.classes = classes
        self.totals = keras.Variable(np.zeros((images, 2)), trainable=False, dtype="float32", name=f"{TOTALS}{end}")
        self.guesses = keras.Variable(np.full(images, -1), trainable=False, dtype="int32", name=f"{GUESSES}{end}")

    def add(self, places: Any, values: Any, found: Any) -> None:
        """The losses (one for each image) of a batch, and what was said."""
        told = found.shape[-1] == self.classes > 1
        if backend() == TENSORFLOW:
            self._add_in_place(places, values, found if told else None)
            return
        values = ops.stop_gradient(ops.cast(values, "float32"))
        values = ops.mean(ops.reshape(values, (ops.shape(places)[0], -1)), axis=1)
        rows, seen = ops.expand_dims(places, 1), ops.stack([values, ops.ones_like(values)], axis=1)
        self.totals.assign(ops.scatter_update(self.totals.value, rows, seen, reduction="add"))
        if told:
            guesses = ops.cast(ops.argmax(ops.stop_gradient(found), axis=-1), "int32")
            self.guesses.assign(ops.scatter_update(self.guesses.value, rows, guesses))

    def _add_in_place(self, places: Any, values: Any, found: Any) -> None:
        values = tf.stop_gradient(tf.cast(values, tf.float32))
        values = tf.reduce_mean(tf.reshape(values, (tf.shape(places)[0], -1)), axis=1)
        self.totals.value.scatter_add(tf.IndexedSlices(tf.stack([values, tf.ones_like(values)], axis=1), places))
        if found is not None:
            self.guesses.value.scatter_update(tf.IndexedSlices(tf.argmax(found, axis=-1, output_type=tf.int32), places))

    @property
    def variables(self) -> tuple[Any, ...]:
        """In which it is noted."""
        return self.totals, self.guesses

    def guessed(self) -> tuple[int, ...]:
        """How many images were last taken for each class."""
        guesses = ops.convert_to_numpy(self.guesses.value)
        return tuple(np.bincount(guesses[guesses >= 0], minlength=self.classes).tolist())

    def told(self, keys: Sequence[str], labels: NDArray[Any], validated: NDArray[np.bool_]) -> TrainedImages:
        """As it is kept."""
        totals, guesses = (ops.convert_to_numpy(variable.value) for variable in self.variables)
        return TrainedImages(keys, labels, totals[:, 0], totals[:, 1], guesses, validated)


class _LossTracker(keras.metrics.Mean):  # type: ignore[misc]
    """Keras's mean of the loss, which holds the variables of an `ImageLosses` besides: a step on JAX gives on the state of the
    metrics, and lets no other be written. Several processes have the same state of them. An epoch's begin leaves them alone."""

    def __init__(self, noted: list[Any]) -> None:
        super().__init__(name="loss")
        self.noted = noted  # among `variables` by this


class ImageLosses:
    """Of the images that are trained on, and of those that are validated on (`None`: there are none), their losses, for each
    thing that is learned; `classes` are how many each has.

    Images that are only validated on are never learned by heart, so that a wrong label of theirs shows all the more; but their
    losses are higher than those of images that are: each kind is judged beside its own, see `cnn.runs.image_losses`.
    """

    def __init__(self, split: Split, judged: Split | None, *classes: int) -> None:
        self._splits = [split] if judged is None else [split, judged]
        self._noted = [
            [_Noted(len(part), count, f"{end}{_end(number)}") for number, count in enumerate(classes)]
            for part, end in zip(self._splits, ("", VALIDATED), strict=False)
        ]
        self._places: Any = None  # of the images of the step that is being traced
        self._notes: list[_Noted] = []  # who listens in that step

    @property
    def judges(self) -> bool:
        """Whether batches of validation images have to bring places as well."""
        return len(self._splits) > 1

    @property
    def variables(self) -> Mapping[str, Any]:
        """What belongs to a checkpoint, by name."""
        every = [variable for part in self._noted for noted in part for variable in noted.variables]
        return {variable.name: variable for variable in every}

    def listen_to(self, model: keras.Model) -> None:
        """Notes the losses of a compiled model from now on, whose batches bring places: `Batches.dataset(placed=True)`."""
        plain_loss, plain_metrics = type(model).compute_loss, type(model).compute_metrics
        losses = model.loss if isinstance(model.loss, list) else [model.loss]
        for number, loss in enumerate(losses[: len(self._noted[0])]):
            self._listen_to(loss, number)

        def compute_loss(x: Any, y: Any, y_pred: Any, sample_weight: Any, training: bool = True) -> Any:
            self._places, weights = _parted(sample_weight)
            self._notes = self._noted[0 if training else -1]
            try:
                return plain_loss(model, x, y, y_pred, weights, training=training)
            finally:
                self._places = None

        def compute_metrics(x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> Any:
            return plain_metrics(model, x, y, y_pred, _parted(sample_weight)[1])

        object.__setattr__(model, "compute_loss", compute_loss)
        object.__setattr__(model, "compute_metrics", compute_metrics)
        if backend() == JAX:
            model._loss_tracker = _LossTracker(list(self.variables.values()))

    def guessed(self) -> tuple[int, ...]:
        """How many training images were last taken for each class, of the first thing that is learned."""
        return self._noted[0][0].guessed()

    def keep(self, folder: RunFolder) -> None:
        """Writes what was noted into a run's folder; raises `FileError`."""
        write(joined(self._told(split, part) for split, part in zip(self._splits, self._noted, strict=True)), folder)

    def _told(self, split: Split, part: Sequence[_Noted]) -> TrainedImages:
        labels, validated = (split.labels, *split.others), np.full(len(split), part is not self._noted[0])
        first, *others = (noted.told(split.keys, own, validated) for noted, own in zip(part, labels, strict=True))
        return replace(first, others=tuple(others))

    def _listen_to(self, loss: Any, number: int) -> None:
        plain_call = loss.call

        def call(labels: Any, found: Any) -> Any:
            values = plain_call(labels, found)
            if self._places is not None:
                self._notes[number].add(self._places, values, found)
            return values

        loss.call = call


def _end(number: int) -> str:
    """Behind the names of variables that are about another thing than the first."""
    return f"_{number}" if number else ""


def _parted(sample_weight: Any) -> tuple[Any, Any]:
    """The places of a batch, and what Keras takes for its weights; a batch without places has weights alone."""
    if not isinstance(sample_weight, dict):
        return None, sample_weight
    return sample_weight[PLACES], sample_weight.get(WEIGHTS)
