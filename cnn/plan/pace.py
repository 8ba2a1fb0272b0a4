"""How long a training may take on this machine, before anything was trained: a guess from what the processor does per second.

A layer takes the longer of two times: that of its arithmetic at the speed of a matrix product, and that of moving what comes out
of it through memory (S. Williams, A. Waterman & D. Patterson, "Roofline: An Insightful Visual Performance Model for Multicore
Architectures", CACM 52(4), 2009). The factors were found by training nine networks on two cores. A GPU is not guessed at.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from cnn.analysis import Analysis
from cnn.recipe import Recipe

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: forward, and twice as much on the way back; a multiply-accumulate are two operations
OPERATIONS = 3 * 2
#: of a matrix product's speed, so much is left in convolutions and dense layers; and in those that look at each channel alone
DENSE, DEPTHWISE = 0.4, 0.05
#: what comes out of a layer is moved so many times, there and back
MOVES = 12
#: seconds: of each step, of each layer in it; of the start of a training, of each layer in that, which is traced
STEP, LAYER_STEP, START, LAYER_START = 1e-3, 1.5e-4, 4.0, 0.05
#: seconds to fetch an image and put it into a batch; and of each value of it, in each layer that changes it at random
IMAGE, CHANGE = 1.5e-4, 1.5e-7
#: a guess of a training is too short or too long by so many times, at most
OFF = 1.5
#: validating an image takes so much of the time of training on it
VALIDATING = 0.4

_DEPTHWISE = frozenset(("DepthwiseConv2D", "SeparableConv2D", "DepthwiseConv1D", "SeparableConv1D"))
_SIDE, _MOVED, _ROUNDS = 512, 1 << 22, 5
#: seconds for which it is tried how much of the processors is to be had; less than a fiftieth of them nobody gets for long
_TRIED, _LEAST = 0.25, 0.02


@dataclass(frozen=True)
class Machine:
    """What a processor does in a second: floating-point operations in matrix products, bytes through memory; and which share of
    that a program gets at the moment, 0 to 1, since others compute as well."""

    operations: float
    bandwidth: float
    share: float = 1.0


def machine_now() -> Machine:
    """This machine, and how much of it is to be had: a third of a second's work."""
    return replace(this_machine(), share=free_share())


def free_share() -> float:
    """The time that processors spend on this program while it has work for all of them, beside the time that goes by: 1 where
    nobody else computes, 1/2 where others want as much."""
    import numpy as np
    from threadpoolctl import threadpool_limits

    count = processors()
    square, until = np.ones((_SIDE, _SIDE), np.float32), perf_counter() + _TRIED

    def work(into: "NDArray[np.float32]") -> float:
        began = thread_time()
        while perf_counter() < until:
            np.matmul(square, square, out=into)
        return thread_time() - began

    with threadpool_limits(1), ThreadPoolExecutor(count) as pool:
        began = perf_counter()
        spent = sum(pool.map(work, [np.empty_like(square) for _ in range(count)]))
        return min(max(spent / (count * (perf_counter() - began)), _LEAST), 1.0)


@lru_cache(maxsize=1)
def this_machine() -> Machine:
    """What this machine does when nobody else uses it, tried for a tenth of a second (once in a process).

    It is tried on one processor, whose time is taken and not that of the clock, and the best of several times counts, so that
    others who compute meanwhile hardly matter.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits

    square, row = np.ones((_SIDE, _SIDE), np.float32), np.ones(_MOVED, np.float32)
    into, moved = np.empty_like(square), np.empty_like(row)
    product, addition = [], []
    with threadpool_limits(1):
        for _ in range(_ROUNDS):
            start = thread_time()
            np.matmul(square, square, out=into)
            middle = thread_time()
            np.add(row, 1, out=moved)
            product.append(middle - start)
            addition.append(thread_time() - middle)
    return Machine(processors() * 2 * _SIDE**3 / min(product), 2 * row.nbytes / min(addition))


def processors() -> int:
    """How many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def seconds_per_image(analysis: Analysis, batch_size: int, machine: Machine) -> float | None:
    """What training on one image takes, in batches of that size; `None` where a size in the network is not known."""
    total, layers = 0.0, 0
    for node_id, node in analysis.nodes.items():
        if node.macs is None or node.activation_bytes is None:
            return None
        layers += 1
        share = DEPTHWISE if analysis.graph.nodes[node_id].layer.class_name in _DEPTHWISE else DENSE
        arithmetic = OPERATIONS * node.macs / (machine.operations * share)
        total += max(arithmetic, MOVES * node.activation_bytes / machine.bandwidth)
    return IMAGE + total + (STEP + LAYER_STEP * layers) / batch_size


def training_seconds(analysis: Analysis, recipe: Recipe, images: int, machine: Machine) -> float | None:
    """What a whole training takes, with its validation, on so many images in all; `None` where it can't be known.

    While all but a head is frozen, what the frozen layers make of the images is computed once: that is one pass forward, and the
    epochs of the head take next to nothing.
    """
    each = seconds_per_image(analysis, recipe.batch_size, machine)
    if each is None:
        return None
    validated = images * recipe.validation_split
    changed = CHANGE * len(recipe.augmentation) * _values(analysis)
    epoch = (each + changed) * (images - validated) + VALIDATING * each * validated
    frozen = (recipe.fine_tune_after or recipe.epochs) if recipe.freeze_until and not recipe.augmentation else 0
    whole = (recipe.epochs - frozen) * epoch + (VALIDATING * each * images if frozen else 0.0)
    return START + LAYER_START * len(analysis.nodes) + whole


def training_range(analysis: Analysis, recipe: Recipe, images: int, machine: Machine) -> tuple[float, float] | None:
    """From what to what a whole training may take, in seconds: while nobody else computes, and while as many do as now.

    Both are `training_seconds`, too short or too long by `OFF`; `None` where that can't be known.
    """
    alone = training_seconds(analysis, recipe, images, machine)
    return None if alone is None else (alone / OFF, alone * OFF / machine.share)


def _values(analysis: Analysis) -> int:
    """How many numbers an image has as it comes in, all inputs together."""
    shapes = (analysis.nodes[node_id].output_shape or () for node_id in analysis.graph.inputs)
    return sum(prod(size or 1 for size in shape) for shape in shapes)
