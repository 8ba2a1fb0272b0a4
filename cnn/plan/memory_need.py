"""Will it fit? The memory that a training takes at its peak, against what is free, and the largest batch that is safe.

The factors were measured with TensorFlow 2.20 on a CPU: the peak of the worker's resident memory over whole short runs, from
LeNet-5 to VGG-16 (`tests/bench/bench_memory_need.py` measures again). On a GPU the same factors are used, without the
process itself; nobody has measured there yet.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the worker takes `LARGE` from here first of all, and needs no network for it
    from cnn.analysis import Analysis
    from cnn.recipe import Recipe

MB = 1 << 20
#: a process with TensorFlow in it, a small network traced, nothing trained
PROCESS = 718 * MB
#: CUDA's own structures on a GPU
CONTEXT = 500 * MB
#: the output of every layer is kept for the way back, and some exist twice for a moment
ACTIVATIONS = 1.2
#: beside weights, gradients and what the optimizer keeps: copies a checkpoint is written from, and sums in the making, the more
#: the more the optimizer keeps
COPIES, SUMS = 3.0, 2.0
#: networks with so many bytes of weights take their tensors from the system, which gets the copies back; others from a pool
LARGE = 170 * MB
#: the images of a dataset: as read, divided into training and validation, and in TensorFlow's own memory
IMAGE_COPIES = 3
#: of what is free, so much may be planned with
SAFE = 0.9


@dataclass(frozen=True)
class Need:
    """Bytes of memory at the peak of a training: what it takes anyway, and what each image of a batch adds."""

    process: int
    weights: int
    images: int
    per_image: int
    batch_size: int

    @property
    def fixed(self) -> int:
        """Bytes that a batch of any size takes."""
        return self.process + self.weights + self.images

    @property
    def total(self) -> int:
        """Bytes that all of it takes."""
        return self.fixed + self.per_image * self.batch_size

    def fits(self, free: int) -> bool:
        """Whether so many free bytes are enough, with some to spare."""
        return self.total <= SAFE * free

    def largest_batch(self, free: int) -> int:
        """The largest batch that is safe with so many free bytes, at most the one that is wanted: a power of two or half as much
        again.

        0 when not even a single image fits.
        """
        most = (SAFE * free - self.fixed) / max(self.per_image, 1)
        if most >= self.batch_size:
            return self.batch_size
        steps = (size for power in range(16, -1, -1) for size in (3 * 2**power // 2, 2**power))
        return next((size for size in steps if 1 <= size <= most), 0)


def training_need(analysis: Analysis, recipe: Recipe, image_bytes: int = 0, *, on_gpu: bool = False) -> Need | None:
    """What training a network takes; `None` where a size in it, or a layer, is not known.

    `image_bytes` is the dataset in memory, a byte a pixel. Mixed precision halves what is kept of each image; the weights stay
    in float32.

    >>> from cnn.analysis import analyse
    >>> from cnn.presets import PRESETS
    >>> from cnn.recipe import Recipe
    >>> need = training_need(analyse(PRESETS["vgg16"].graph()), Recipe().changed(batch_size=64))
    >>> need.largest_batch(need.total // 2) < 64
    True
    """
    if analysis.activation_bytes is None or analysis.weight_bytes is None:
        return None
    shapes = Counter(
        weight.shape for node in analysis.nodes.values() if node.trainable_params for weight in node.weights if weight.trainable
    )
    copies = 0.0 if analysis.weight_bytes >= LARGE and not on_gpu else COPIES
    trained = sum(times * prod(shape) for shape, times in shapes.items())
    kept = sum(times * recipe.slots(shape) for shape, times in shapes.items())
    held = analysis.weight_bytes + 4 * ((1 + copies) * trained + (1 + SUMS) * kept)
    width = 0.5 if recipe.precision != "float32" and on_gpu else 1.0
    return Need(
        process=CONTEXT if on_gpu else PROCESS,
        weights=int(held),
        images=0 if on_gpu else IMAGE_COPIES * image_bytes,
        per_image=int(ACTIVATIONS * width * analysis.activation_bytes),
        batch_size=recipe.batch_size,
    )
