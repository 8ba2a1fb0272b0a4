"""The range test of the learning rate: what its losses say.

Smith (2017), "Cyclical Learning Rates for Training Neural Networks", section 3.3: the rate grows from step to step; where the
loss falls fastest is a good rate, where it rises again is too much.
"""

from collections.abc import Sequence
from math import exp, isfinite, log

#: how much of the mean of the losses so far each step keeps
MEMORY = 0.9
#: the test is over when the loss is so many times its least
DIVERGED = 4.0
#: the first and the last rate unless asked otherwise, and the number of steps
LEAST, MOST, STEPS = 1e-6, 1.0, 100


def rate_at(step: int, steps: int = STEPS, least: float = LEAST, most: float = MOST) -> float:
    """The learning rate of a step (from 0): each grows by the same factor, from `least` to `most`."""
    return exp(log(least) + (log(most) - log(least)) * step / max(steps - 1, 1))


def smoothed(losses: Sequence[float]) -> list[float]:
    """The losses without the noise of single batches: a running mean that forgets, without a pull towards its start."""
    found, mean = [], 0.0
    for number, loss in enumerate(losses, start=1):
        mean = MEMORY * mean + (1 - MEMORY) * loss
        found.append(mean / (1 - MEMORY**number))
    return found


def diverged(losses: Sequence[float]) -> bool:
    """Whether a larger rate can tell nothing more."""
    if not losses or not isfinite(losses[-1]):
        return bool(losses)
    means = smoothed(losses)
    return means[-1] > DIVERGED * min(means) > 0


def suggested(rates: Sequence[float], losses: Sequence[float]) -> float | None:
    """Where the loss falls fastest per factor of the rate, before its least, in two digits; `None` when it never falls.

    `rates` and `losses` are those of each step.
    """
    import numpy as np

    usable = [(rate, loss) for rate, loss in zip(rates, smoothed(losses), strict=True) if isfinite(loss)]
    if len(usable) < 5:
        return None
    steps, means = np.log([rate for rate, _ in usable]), np.array([loss for _, loss in usable])
    slopes = np.gradient(means, steps)[: int(means.argmin()) + 1]
    steepest = int(slopes.argmin())
    return float(f"{usable[steepest][0]:.2g}") if slopes[steepest] < 0 else None
