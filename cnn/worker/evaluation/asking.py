"""What a network says to images, with the loss of each as training works it out."""

from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.backends import TENSORFLOW
from cnn.worker import devices
from cnn.worker.model.objective import Head

Array = NDArray[Any]
#: takes images and what should be said of them, for each output; returns what is said, and the loss of each image
Ask = Callable[[Any, Sequence[Any]], tuple[list[Array], list[Array]]]


def asking(model: keras.Model, heads: Sequence[Head]) -> Ask:
    """A function that asks the model.

    On TensorFlow a softmax or sigmoid remembers the logits that it was made from, and Keras's cross-entropy takes those
    (`keras/src/backend/tensorflow/nn.py`, `_get_logits`), as long as both stand in one call. From the probabilities alone, which
    float32 can't hold below 1e-7, no image could have a loss above 16.1, whatever a network that has exploded was trained with.
    So outputs and losses are worked out together.
    """
    each = [_without_mean(head) for head in heads]
    if devices.backend() != TENSORFLOW:
        return lambda images, targets: _apart(model, each, images, targets)
    import tensorflow as tf

    def together(images: Any, targets: Any) -> Any:
        said = _listed(model(images, training=False))
        losses = [loss(target, answer) for loss, target, answer in zip(each, targets, said, strict=True)]
        return said, losses

    compiled: list[Any] = []

    def ask(images: Any, targets: Sequence[Any]) -> tuple[list[Array], list[Array]]:
        given = images, list(targets)
        if not compiled:
            # The last batch has another size: without one it needs no function of its own. Nothing in it depends on a tensor's
            # value: AutoGraph, which would read it first, takes as long as all of the rest.
            compiled.append(tf.function(together, autograph=False, input_signature=tf.nest.map_structure(_any_number, given)))
        said, losses = compiled[0](*given)
        return [np.asarray(one) for one in said], [_of_each(one) for one in losses]

    return ask


def _apart(model: keras.Model, each: Sequence[Any], images: Any, targets: Sequence[Any]) -> tuple[list[Array], list[Array]]:
    said = [np.asarray(one) for one in _listed(model.predict_on_batch(images))]
    losses = [loss(np.asarray(target), answer) for loss, target, answer in zip(each, targets, said, strict=True)]
    return said, [_of_each(keras.ops.convert_to_numpy(one)) for one in losses]


def _any_number(batch: Any) -> Any:
    """What an array is like whose first axis has any length."""
    import tensorflow as tf

    array = tf.convert_to_tensor(batch)
    return tf.TensorSpec((None, *array.shape[1:]), array.dtype)


def _without_mean(head: Head) -> Any:
    loss = head.loss()
    loss.reduction = "none"
    return loss


def _of_each(losses: Any) -> Array:
    found = np.asarray(losses, np.float32)
    mean: Array = found.reshape(len(found), -1).mean(axis=-1)
    return mean


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
