"""How many steps TensorFlow takes between two hooks, so that a hook comes about ten times a second.

Keras's `steps_per_execution` is the one big lever on the speed of small networks: 1.2 to 2.2 × with eight steps or more.
"""

from dataclasses import dataclass

#: seconds between two hooks that are aimed at
INTERVAL = 0.1
#: multiply-accumulates a second that are expected before anything was measured: two cores on small convolutions
EXPECTED_MACS = 25e9
#: seconds a step takes however little there is to compute
OVERHEAD = 0.5e-3
#: another trace costs about a second; it must be worth it
WORTHWHILE = 3.0


@dataclass(frozen=True)
class Pace:
    """So many steps between two hooks, and never more than `most`."""

    steps: int
    most: int = 1_000_000

    def at_most(self, most: int) -> "Pace":
        """One that never has more steps than that."""
        return Pace(min(self.steps, max(most, 1)), max(most, 1))

    def measured(self, seconds_per_step: float, steps_per_epoch: int, seconds_left: float) -> "Pace":
        """The pace that fits what was measured, in seconds; the same one when a change would not pay."""
        better = _clamped(INTERVAL / max(seconds_per_step, 1e-6), min(steps_per_epoch, self.most))
        seldom = self.steps > better and self.steps * seconds_per_step > WORTHWHILE * INTERVAL
        often = better > WORTHWHILE * self.steps and seconds_left > 20 * WORTHWHILE
        return Pace(better, self.most) if seldom or often else self


def expected(macs: int | None, batch_size: int, steps_per_epoch: int) -> Pace:
    """A guess before the first step, from the multiply-accumulates of one image; rather short, so that stop is obeyed soon on a
    slow machine.

    The backward pass costs twice the forward pass.
    """
    seconds = OVERHEAD + 3 * (macs or 0) * batch_size / EXPECTED_MACS
    return Pace(_clamped(INTERVAL / seconds / 2 if macs is not None else 1, steps_per_epoch))


def _clamped(steps: float, most: int) -> int:
    return max(1, min(round(steps), most))
