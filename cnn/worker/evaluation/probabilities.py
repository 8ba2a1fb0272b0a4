"""Probabilities from what an output gives."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.worker.model.objective import Meaning

Array = NDArray[Any]


def each_probability(outputs: Array, meaning: Meaning) -> Array:
    """A probability for each label and image from what an output gives."""
    return outputs if meaning != "logits" else 1 / (1 + np.exp(-outputs))


def probabilities(outputs: Array, meaning: Meaning) -> Array:
    """One probability per image and class (images × classes) from what an output gives (images × units).

    A single number per image is that of class 1.
    """
    if outputs.shape[-1] == 1:
        one = outputs if meaning != "logits" else 1 / (1 + np.exp(-outputs))
        return np.concatenate([1 - one, one], axis=-1)
    if meaning != "logits":
        return outputs
    powers = np.exp(outputs - outputs.max(axis=-1, keepdims=True))
    softmax: Array = powers / powers.sum(axis=-1, keepdims=True)
    return softmax
