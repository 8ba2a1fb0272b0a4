"""What the layers of a network make of an image, in few numbers, and how far that is from what they made of training images.

Of some layers the mean and the spread of every channel over an image are taken; the distance is that of Mahalanobis with one
covariance for all of them: Lee, Lee, Lee & Shin (2018), "A Simple Unified Framework for Detecting Out-of-Distribution Samples and
Adversarial Attacks". The covariance is shrunk as Ledoit & Wolf (2004) do, "A Well-Conditioned Estimator for Large-Dimensional
Covariance Matrices", since there are not many more images than numbers.
"""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.worker.imports import bring_metrics

Array = NDArray[Any]

#: so many layers are looked at, spread over the network, and so many numbers of each at most
LAYERS, WIDEST = 4, 128
#: a number that hardly varies is taken to vary by this share of what those of its layer do
LEAST_SPREAD = 0.01


@dataclass(frozen=True)
class Spread:
    """How such numbers of training images lie around their middle: `whitening` (numbers × numbers, float32) makes them vary by 1
    in every direction. An image further away than `furthest` is unlike anything seen."""

    middle: Array
    whitening: Array
    furthest: float = float("inf")

    def distances(self, rows: Array) -> Array:
        """How far each image is from the middle."""
        found: Array = np.linalg.norm((rows.astype(np.float64) - self.middle) @ self.whitening, axis=1)
        return found


def looked_at(model: keras.Model, last: str) -> list[Any]:
    """The outputs of some layers with weights in front of the one called `last`; of maps where there are any, the first among
    them."""
    before = [layer.name for layer in model.layers]
    found = []
    for layer in model.layers[: before.index(last) if last in before else 0]:
        try:
            tensor = layer.output
        except (ValueError, AttributeError):  # a layer that is called twice
            continue
        if layer.weights and not isinstance(tensor, list | tuple | dict) and len(tensor.shape) > 1:
            found.append(tensor)
    maps = [tensor for tensor in found if len(tensor.shape) > 2] or found
    places = np.linspace(0, len(maps) - 1, min(LAYERS, len(maps))).round().astype(int).tolist()
    return [maps[place] for place in dict.fromkeys(places)]


def statistics(outputs: list[Array]) -> Array:
    """One row an image, float32, of what layers give out (images × … × channels each)."""
    parts = []
    for output in outputs:
        values = output.astype(np.float32)
        if values.ndim > 2:
            channels = values.reshape(len(values), -1, values.shape[-1])
            values = np.concatenate([channels.mean(axis=1), channels.std(axis=1)], axis=1)
        parts.append(narrowed(values, WIDEST))
    return np.concatenate(parts, axis=1)


def spread(known: Array, judged: Array, share: float) -> Spread:
    """That of training images; all but a `share` of the judged ones (0 to 1) count as seen."""
    bring_metrics()
    from sklearn.covariance import ledoit_wolf  # takes its time to come

    rows = known.astype(np.float64)
    middle, deviations = rows.mean(axis=0), rows.std(axis=0)
    scales = np.maximum(deviations, max(LEAST_SPREAD * float(deviations.mean()), 1e-12))
    covariance, _ = ledoit_wolf((rows - middle) / scales, assume_centered=True)
    values, directions = np.linalg.eigh(covariance)
    roots = np.sqrt(np.maximum(values, float(np.finfo(np.float32).eps) * max(float(values.max()), 1e-30)))
    whitening = (directions / roots) / scales[:, None]
    found = Spread(middle.astype(np.float32), whitening.astype(np.float32))
    return Spread(found.middle, found.whitening, float(np.quantile(found.distances(judged), 1 - share)))


def narrowed(rows: Array, widest: int) -> Array:
    """Rows of at most so many numbers. What is wider is added up in random groups with random signs, which keeps distances on
    average: Weinberger, Dasgupta, Langford, Smola & Attenberg (2009), "Feature Hashing for Large Scale Multitask Learning"."""
    width = rows.shape[-1]
    if width <= widest:
        return rows
    chance = np.random.default_rng(0)
    mixed = rows[:, chance.permutation(width)] * chance.choice(np.array([-1, 1], np.float32), width)
    padded = np.pad(mixed, ((0, 0), (0, -width % widest)))
    return np.asarray(padded.reshape(len(rows), -1, widest).sum(axis=1))
