"""The loss of each training image, summed over epochs, and what it was taken for last: from the steps that training takes anyway.

Images whose label is wrong are learned late or never, so that their loss stays high: Pleiss, Zhang, Elenberg & Weinberger (2020),
"Identifying Mislabeled Data using the Area Under the Margin Ranking"; Northcutt, Jiang & Chuang (2021), "Confident Learning".
Nothing is computed twice: the loss function's values are taken before Keras makes their mean.
"""

from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from cnn.datasets import Split
from cnn.runs.folder import RunFolder
from cnn.runs.image_losses import TrainedImages, write
from cnn.worker.data.batches import PLACES, WEIGHTS

#: what the variables are called in a checkpoint
TOTALS, GUESSES = "image_losses", "image_guesses"


class ImageLosses:
    """Of the images of a training split, one row each: the sum of their losses, and how often they were seen."""

    def __init__(self, split: Split, classes: int) -> None:
        self._split = split
        self._classes = classes
        self._totals = keras.Variable(np.zeros((len(split), 2)), trainable=False, dtype="float32", name=TOTALS)
        self._guesses = keras.Variable(np.full(len(split), -1), trainable=False, dtype="int32", name=GUESSES)
        self._places: Any = None  # of the images of the step that is being traced

    @property
    def variables(self) -> Mapping[str, Any]:
        """What belongs to a checkpoint, by name."""
        return {TOTALS: self._totals, GUESSES: self._guesses}

    def listen_to(self, model: keras.Model) -> None:
        """Notes the losses of a compiled model from now on, whose batches bring places: `Batches.dataset(places=True)`."""
        plain_loss, plain_metrics = type(model).compute_loss, type(model).compute_metrics
        loss = model.loss[0] if isinstance(model.loss, list) else model.loss
        plain_call = loss.call

        def call(labels: Any, found: Any) -> Any:
            values = plain_call(labels, found)
            if self._places is not None:
                self._note(self._places, values, found)
            return values

        def compute_loss(x: Any, y: Any, y_pred: Any, sample_weight: Any, training: bool = True) -> Any:
            places, weights = _parted(sample_weight)
            self._places = places if training else None
            try:
                return plain_loss(model, x, y, y_pred, weights, training=training)
            finally:
                self._places = None

        def compute_metrics(x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> Any:
            return plain_metrics(model, x, y, y_pred, _parted(sample_weight)[1])

        loss.call = call
        object.__setattr__(model, "compute_loss", compute_loss)
        object.__setattr__(model, "compute_metrics", compute_metrics)

    def keep(self, folder: RunFolder) -> None:
        """Writes what was noted into a run's folder; raises `FileError`."""
        totals, guesses = self._totals.value.numpy(), self._guesses.value.numpy()
        write(TrainedImages(self._split.keys, self._split.labels, totals[:, 0], totals[:, 1], guesses), folder)

    def _note(self, places: Any, values: Any, found: Any) -> None:
        """Adds the losses (one for each image) of a batch."""
        values = tf.stop_gradient(tf.cast(values, tf.float32))
        values = tf.reduce_mean(tf.reshape(values, (tf.shape(places)[0], -1)), axis=1)
        self._totals.value.scatter_add(tf.IndexedSlices(tf.stack([values, tf.ones_like(values)], axis=1), places))
        if found.shape[-1] == self._classes > 1:
            self._guesses.value.scatter_update(tf.IndexedSlices(tf.argmax(found, axis=-1, output_type=tf.int32), places))


def _parted(sample_weight: Any) -> tuple[Any, Any]:
    """The places of a batch, and what Keras takes for its weights; a batch without places has weights alone."""
    if not isinstance(sample_weight, dict):
        return None, sample_weight
    return sample_weight[PLACES], sample_weight.get(WEIGHTS)
