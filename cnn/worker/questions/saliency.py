"""Where a network looks in an image: the methods themselves, each on a page, on Keras models and plain functions.

An image is a list of float32 arrays, one for each input of the network, height × width × channels. A `score` takes batches of
such (number × height × width × channels each) and gives one number for each image of the batch. `step` is called between two
pieces of work with what is done in words; it may raise to end it.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from cnn.words.language import tr

Array = NDArray[np.float32]
Score = Callable[[list[Any]], Any]
Step = Callable[[str], None]

#: images that the network is asked about in one go
BATCH = 16
#: where integrated gradients miss the difference of the scores by more, they are taken again in finer steps
GAP = 0.02
#: the most steps they are taken in
FINEST = 512


def grad_cam(features: Array, gradients: Array) -> Array:
    """Σₖ αₖ Aᵏ without what is negative, αₖ the mean of ∂y/∂Aᵏ over all places (height × width).

    `features` A and `gradients` ∂y/∂A are height × width × channels. Selvaraju et al. (2017), "Grad-CAM", eq. 1 and 2.
    """
    weights = gradients.mean(axis=(0, 1), dtype=np.float64)
    found: Array = np.maximum(features @ weights, 0).astype(np.float32)
    return found


def grad_cam_plus_plus(features: Array, gradients: Array) -> Array:
    """As `grad_cam`, with the weights wₖ = Σ αᵏ · max(∂y/∂Aᵏ, 0), αᵏ = g² / (2 g² + g³ Σ Aᵏ), g = ∂y/∂Aᵏ, at each place.

    Chattopadhay et al. (2018), "Grad-CAM++", eq. 19 of the arXiv version: of exp(y) all derivatives are powers of g, and the
    factor exp(y) that is left is the same for every k.
    """
    g = gradients.astype(np.float64)
    below = 2 * g**2 + g**3 * features.sum(axis=(0, 1), dtype=np.float64)
    shares = np.divide(g**2, below, out=np.zeros_like(g), where=below != 0)
    weights = (shares * np.maximum(g, 0)).sum(axis=(0, 1))
    found: Array = np.maximum(features @ weights, 0).astype(np.float32)
    return found


def gradients(score: Score, images: Sequence[Any]) -> list[Array]:
    """∂score/∂pixel of each image of a batch, one array per input (number × height × width × channels); zeros where an input has
    no part in the score. Raises ValueError where none has."""
    inputs = [tf.convert_to_tensor(image, tf.float32) for image in images]
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        total = tf.reduce_sum(score(inputs))
    found = tape.gradient(total, inputs)
    if all(part is None for part in found):
        raise ValueError(tr("the score has no gradient"))
    return [
        np.zeros(image.shape, np.float32) if part is None else part.numpy() for part, image in zip(found, inputs, strict=True)
    ]


def integrated_gradients(
    score: Score, image: Sequence[Array], baseline: Sequence[Array], steps: int = 32, step: Step = lambda _: None
) -> tuple[list[Array], float, float]:
    """(x − x₀) · ∫₀¹ ∂score/∂x (x₀ + α (x − x₀)) dα for each pixel, one array per input; and what the sum should be, score(x) −
    score(x₀), and is.

    The integral is taken at the middle of `steps` intervals, and of four times as many where the sum is off by more than `GAP`.
    Sundararajan, Taly & Yan (2017), "Axiomatic Attribution for Deep Networks", eq. 1 and 3.
    """
    difference = [own - base for own, base in zip(image, baseline, strict=True)]
    ends = np.asarray(score([np.stack(pair) for pair in zip(image, baseline, strict=True)]), np.float64)
    wanted = float(ends[0] - ends[1])
    total = [np.zeros(part.shape, np.float64) for part in difference]
    for start in range(0, steps, BATCH):
        step(tr("step {0} of {1}", start, steps))
        places = (np.arange(start, min(start + BATCH, steps), dtype=np.float32) + 0.5) / steps
        on_the_way = [base + places.reshape(-1, 1, 1, 1) * part for base, part in zip(baseline, difference, strict=True)]
        for place, found in enumerate(gradients(score, on_the_way)):
            total[place] += found.sum(axis=0, dtype=np.float64)
    attributed = [part * change / steps for part, change in zip(total, difference, strict=True)]
    summed = float(sum(part.sum() for part in attributed))
    if abs(summed - wanted) > GAP * max(abs(wanted), 1e-6) and steps < FINEST:
        return integrated_gradients(score, image, baseline, 4 * steps, step)
    return [part.astype(np.float32) for part in attributed], wanted, summed


def smooth_grad(
    score: Score, image: Sequence[Array], noise: float = 0.15, copies: int = 48, seed: int = 0, step: Step = lambda _: None
) -> list[Array]:
    """The mean of ∂score/∂pixel over copies of the image with Gaussian noise, one array per input.

    `noise` is its standard deviation as a share of the range of the image's values. The same seed gives the same map.
    Smilkov et al. (2017), "SmoothGrad: removing noise by adding noise".
    """
    chance = np.random.default_rng(seed)
    total = [np.zeros(part.shape, np.float64) for part in image]
    spread = [noise * float(part.max() - part.min()) for part in image]
    for start in range(0, copies, BATCH):
        step(tr("copy {0} of {1}", start, copies))
        count = min(BATCH, copies - start)
        noisy = [
            part + chance.normal(0, wide, (count, *part.shape)).astype(np.float32)
            for part, wide in zip(image, spread, strict=True)
        ]
        for place, found in enumerate(gradients(score, noisy)):
            total[place] += found.sum(axis=0, dtype=np.float64)
    return [(part / copies).astype(np.float32) for part in total]


def occlusion(
    score: Score, image: Sequence[Array], patch: tuple[int, int], stride: tuple[int, int], step: Step = lambda _: None
) -> Array:
    """How much of the score is lost where a patch covers the first input (height × width); each place has the mean over all
    patches that cover it. Other inputs are covered at the same place of theirs.

    The patch has the mean colour of the image. Zeiler & Fergus (2014), "Visualizing and Understanding Convolutional Networks",
    section 4.2.
    """
    height, width = image[0].shape[:2]
    tops, lefts = _starts(height, patch[0], stride[0]), _starts(width, patch[1], stride[1])
    places = [(top, left) for top in tops for left in lefts]
    whole = float(np.asarray(score([part[None] for part in image]))[0])
    lost, covered = np.zeros((height, width)), np.zeros((height, width))
    for start in range(0, len(places), BATCH):
        step(tr("place {0} of {1}", start, len(places)))
        some = places[start : start + BATCH]
        batch = [np.stack([_covered(part, place, patch, (height, width)) for place in some]) for part in image]
        for (top, left), value in zip(some, np.asarray(score(batch), np.float64).tolist(), strict=True):
            window = np.s_[top : top + patch[0], left : left + patch[1]]
            lost[window] += whole - value
            covered[window] += 1
    return (lost / covered).astype(np.float32)


def edges(image: Array) -> Array:
    """How strong the edges of an image are (height × width): the length of its Sobel gradient, summed over the channels."""
    padded = np.pad(image.astype(np.float64), ((1, 1), (1, 1), (0, 0)), mode="edge")
    smooth_rows = padded[:-2] + 2 * padded[1:-1] + padded[2:]
    smooth_columns = padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]
    across = smooth_rows[:, 2:] - smooth_rows[:, :-2]
    down = smooth_columns[2:] - smooth_columns[:-2]
    found: Array = np.hypot(across, down).sum(axis=-1).astype(np.float32)
    return found


def _starts(size: int, patch: int, stride: int) -> list[int]:
    """Where patches begin along an axis, so that they cover all of it and none stands out."""
    last = max(size - patch, 0)
    return [*range(0, last, stride), last]


def _covered(image: Array, place: tuple[int, int], patch: tuple[int, int], whole: tuple[int, int]) -> Array:
    """A copy of an image with a patch on it, whose place and size are those in an image of the size `whole`."""
    found = image.copy()
    spans = []
    for start, size, own, full in zip(place, patch, image.shape[:2], whole, strict=True):
        spans.append(slice(round(start * own / full), max(round((start + size) * own / full), round(start * own / full) + 1)))
    found[spans[0], spans[1]] = image.mean(axis=(0, 1))
    return found
