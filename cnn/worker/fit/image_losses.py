"""The loss of each training image, summed over epochs, and what it was taken for last: from the steps that training takes anyway.

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
from numpy.typing import NDArray

from cnn.datasets import Split
from cnn.runs.folder import RunFolder
from cnn.runs.image_losses import TrainedImages, write
from cnn.worker.data.batches import PLACES, WEIGHTS

#: what the variables are called in a checkpoint, and behind that, of several things to learn, the number of one but the first
TOTALS, GUESSES = "image_losses", "image_guesses"


class _Noted:
    """What is noted about one thing to learn: of each image the sum of its losses, how often it was seen, and its last guess."""

    def __init__(self, images: int, classes: int, number: int) -> None:
        self.classes = classes
        end = f"_{number}" if number else ""
        self.totals = keras.Variable(np.zeros((images, 2)), trainable=False, dtype="float32", name=f"{TOTALS}{end}")
        self.guesses = keras.Variable(np.full(images, -1), trainable=False, dtype="int32", name=f"{GUESSES}{end}")

    def add(self, places: Any, values: Any, found: Any) -> None:
        """The losses (one for each image) of a batch, and what was said."""
        values = tf.stop_gradient(tf.cast(values, tf.float32))
        values = tf.reduce_mean(tf.reshape(values, (tf.shape(places)[0], -1)), axis=1)
        self.totals.value.scatter_add(tf.IndexedSlices(tf.stack([values, tf.ones_like(values)], axis=1), places))
        if found.shape[-1] == self.classes > 1:
            self.guesses.value.scatter_update(tf.IndexedSlices(tf.argmax(found, axis=-1, output_type=tf.int32), places))

    def guessed(self) -> tuple[int, ...]:
        """How many images were last taken for each class."""
        guesses = self.guesses.value.numpy()
        return tuple(np.bincount(guesses[guesses >= 0], minlength=self.classes).tolist())

    def told(self, keys: Sequence[str], labels: NDArray[Any]) -> TrainedImages:
        """As it is kept."""
        totals = self.totals.value.numpy()
        return TrainedImages(keys, labels, totals[:, 0], totals[:, 1], self.guesses.value.numpy())


class ImageLosses:
    """Of the images of a training split their losses, for each thing that is learned; `classes` are how many each has."""

    def __init__(self, split: Split, *classes: int) -> None:
        self._split = split
        self._noted = [_Noted(len(split), count, number) for number, count in enumerate(classes)]
        self._places: Any = None  # of the images of the step that is being traced

    @property
    def variables(self) -> Mapping[str, Any]:
        """What belongs to a checkpoint, by name."""
        return {variable.name: variable for noted in self._noted for variable in (noted.totals, noted.guesses)}

    def listen_to(self, model: keras.Model) -> None:
        """Notes the losses of a compiled model from now on, whose batches bring places: `Batches.dataset(places=True)`."""
        plain_loss, plain_metrics = type(model).compute_loss, type(model).compute_metrics
        for loss, noted in zip(model.loss if isinstance(model.loss, list) else [model.loss], self._noted, strict=False):
            self._listen_to(loss, noted)

        def compute_loss(x: Any, y: Any, y_pred: Any, sample_weight: Any, training: bool = True) -> Any:
            places, weights = _parted(sample_weight)
            self._places = places if training else None
            try:
                return plain_loss(model, x, y, y_pred, weights, training=training)
            finally:
                self._places = None

        def compute_metrics(x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> Any:
            return plain_metrics(model, x, y, y_pred, _parted(sample_weight)[1])

        object.__setattr__(model, "compute_loss", compute_loss)
        object.__setattr__(model, "compute_metrics", compute_metrics)

    def guessed(self) -> tuple[int, ...]:
        """How many training images were last taken for each class, of the first thing that is learned."""
        return self._noted[0].guessed()

    def keep(self, folder: RunFolder) -> None:
        """Writes what was noted into a run's folder; raises `FileError`."""
        labels = self._split.labels, *self._split.others
        first, *others = (noted.told(self._split.keys, own) for noted, own in zip(self._noted, labels, strict=True))
        write(replace(first, others=tuple(others)), folder)

    def _listen_to(self, loss: Any, noted: _Noted) -> None:
        plain_call = loss.call

        def call(labels: Any, found: Any) -> Any:
            values = plain_call(labels, found)
            if self._places is not None:
                noted.add(self._places, values, found)
            return values

        loss.call = call


def _parted(sample_weight: Any) -> tuple[Any, Any]:
    """The places of a batch, and what Keras takes for its weights; a batch without places has weights alone."""
    if not isinstance(sample_weight, dict):
        return None, sample_weight
    return sample_weight[PLACES], sample_weight.get(WEIGHTS)
