"""How the learning rate moves: a warm-up, then one of several curves, and reductions when nothing gets better.

The curves are pure functions of the step. They are written once for NumPy and for Keras's `ops`, so that what is drawn before
training is what the worker computes inside its graph.
"""

from collections.abc import Iterator
from math import log, pi
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from cnn.layers.arguments import advanced
from cnn.recipe.section import Section, one_of
from cnn.recipe.stopping import figure_named

if TYPE_CHECKING:
    import numpy as np

SCHEDULES = ("constant", "step", "exponential", "polynomial", "cosine", "one_cycle")
#: other words for them: Keras's classes, and what people say
SCHEDULE_WORDS = {
    "none": "constant", "fixed": "constant", "cosine_decay": "cosine", "cosine_decay_restarts": "cosine",
    "cosine_annealing": "cosine", "exponential_decay": "exponential", "polynomial_decay": "polynomial", "linear": "polynomial",
    "poly": "polynomial", "piecewise_constant_decay": "step", "step_decay": "step", "steps": "step", "one_cycle_lr": "one_cycle",
    "1cycle": "one_cycle",
}  # fmt: skip
#: schedule → the settings that belong to it alone
_OWN: dict[str, tuple[str, ...]] = {
    "step": ("step_epochs", "step_factor"),
    "exponential": ("decay_epochs", "decay_rate"),
    "polynomial": ("power", "final_share"),
    "cosine": ("final_share", "restart_epochs", "restart_growth", "restart_shrink"),
    "one_cycle": ("cycle_start", "cycle_peak", "cycle_end"),
}
_PLATEAU = ("plateau_monitor", "plateau_factor", "plateau_patience", "plateau_min_delta", "plateau_cooldown", "plateau_min_rate")

Epochs = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
SomeEpochs = Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Factor = Annotated[float, Field(gt=0, lt=1, allow_inf_nan=False)]


class ScheduleSettings(Section):
    """The learning rate over time, in shares of `learning_rate` and in epochs, counted from the end of the warm-up."""

    title: ClassVar[str] = "Schedule"

    schedule: Annotated[Literal[SCHEDULES], one_of(SCHEDULES, SCHEDULE_WORDS)] = Field(  # type: ignore[valid-type]
        "constant", description="How the learning rate moves while training"
    )
    warmup_epochs: Epochs = Field(0.0, description="Epochs in which the rate rises in a straight line")
    warmup_start: Share = Field(0.0, description="Where the warm-up begins, as a share of the learning rate")
    step_epochs: SomeEpochs = Field(10.0, description="Epochs between two drops")
    step_factor: Factor = Field(0.1, description="What a drop leaves of the rate")
    decay_epochs: SomeEpochs = Field(1.0, description="Epochs in which the rate is multiplied once")
    decay_rate: Factor = Field(0.9, description="What it is multiplied with")
    power: Annotated[float, Field(gt=0, le=100)] = Field(1.0, description="1: a straight line, 2: a parabola …")
    final_share: Share = Field(0.0, description="Where the curve ends, as a share of the learning rate")
    restart_epochs: Epochs = Field(0.0, description="Length of the first cosine, in epochs; 0: one cosine over all epochs")
    restart_growth: Annotated[float, Field(ge=1, le=100)] = Field(2.0, description="How much longer each cosine is than the last")
    restart_shrink: Annotated[float, Field(gt=0, le=1)] = Field(1.0, description="How high each cosine begins, against the last")
    cycle_start: Share = Field(0.04, description="Where the cycle begins, as a share of its peak, the learning rate")
    cycle_peak: Annotated[float, Field(gt=0, lt=1)] = Field(0.3, description="When the peak comes, as a share of all epochs")
    cycle_end: Share = Field(4e-6, description="Where the cycle ends, as a share of its peak")

    reduce_on_plateau: bool = Field(False, description="Reduce the rate when a figure stops getting better")
    plateau_monitor: Annotated[str, BeforeValidator(figure_named)] = Field(
        "auto", max_length=200, description="That figure; auto: the loss on the validation images"
    )
    plateau_factor: Factor = Field(0.1, description="What a reduction leaves of the rate")
    plateau_patience: Annotated[int, Field(ge=0, le=100_000)] = Field(
        3, description="Epochs without getting better until the rate is reduced"
    )
    plateau_min_delta: Annotated[float, Field(ge=0)] = advanced(1e-4, "The least change that counts as better")
    plateau_cooldown: Annotated[int, Field(ge=0, le=100_000)] = advanced(0, "Epochs after a reduction that don't count")
    plateau_min_rate: Annotated[float, Field(ge=0)] = advanced(0.0, "The rate is never reduced below this")

    def idle(self) -> Iterator[str]:
        own = _OWN.get(self.schedule, ())
        yield from (name for names in _OWN.values() for name in names if name not in own)
        if self.schedule == "one_cycle":
            yield "warmup_epochs"
        if self.schedule == "one_cycle" or not self.warmup_epochs:
            yield "warmup_start"
        if "restart_epochs" in own and not self.restart_epochs:
            yield from ("restart_growth", "restart_shrink")
        if not self.reduce_on_plateau:
            yield from _PLATEAU

    @property
    def moves(self) -> bool:
        """Whether the rate follows a curve at all, apart from reductions."""
        return self.schedule != "constant" or self.warmup_epochs > 0


def share_at(settings: ScheduleSettings, step: Any, steps_per_epoch: int, epochs: Any, ops: Any) -> Any:
    """The rate of a step (from 0), as a share of the learning rate, in a training of that many epochs.

    `ops` is what computes it: NumPy for numbers and arrays, `keras.ops` for tensors. Behind the last epoch the curves
    stay where they ended, except those without an end (step, exponential, restarts).
    """
    if settings.schedule == "one_cycle":
        return _one_cycle(settings, step / (epochs * steps_per_epoch), ops)
    warmup = settings.warmup_epochs
    epoch = step / steps_per_epoch - warmup
    share = _curve(settings, ops.maximum(epoch, 0.0), ops.maximum(epochs - warmup, 1e-9), ops)
    if not warmup:
        return share
    start = settings.warmup_start
    return ops.where(epoch < 0, start + (1 - start) * (epoch + warmup) / warmup, share)


def drawn(settings: ScheduleSettings, rate: float, epochs: int, points: int = 600) -> tuple["np.ndarray", "np.ndarray"]:
    """Epochs (from 0) and the learning rates there, two float64 arrays of `points` numbers: the curve as it is drawn before
    training.
    """
    import numpy as np  # when it is wanted: the window opens without it

    steps = np.linspace(0, epochs, points, endpoint=False)
    return steps, rate * np.broadcast_to(share_at(settings, steps, 1, epochs, np), steps.shape)


def _curve(settings: ScheduleSettings, epoch: Any, epochs: Any, ops: Any) -> Any:
    """The share behind the warm-up; `epoch` and `epochs` are counted from its end."""
    match settings.schedule:
        case "step":
            return ops.power(settings.step_factor, ops.floor(epoch / settings.step_epochs))
        case "exponential":
            return ops.power(settings.decay_rate, epoch / settings.decay_epochs)
        case "polynomial":
            left = 1 - ops.minimum(epoch / epochs, 1.0)
            return settings.final_share + (1 - settings.final_share) * ops.power(left, settings.power)
        case "cosine":
            return _cosine(settings, epoch, epochs, ops)
    return epoch * 0 + 1.0


def _cosine(settings: ScheduleSettings, epoch: Any, epochs: Any, ops: Any) -> Any:
    """Loshchilov & Hutter (2017), "SGDR", eq. 5; with restarts as Keras's CosineDecayRestarts counts them."""
    if not settings.restart_epochs:
        return _between(1.0, settings.final_share, ops.minimum(epoch / epochs, 1.0), ops)
    cosines, growth = epoch / settings.restart_epochs, settings.restart_growth
    if growth == 1:
        number = ops.floor(cosines)
        part = cosines - number
    else:
        number = ops.floor(ops.log(1 + cosines * (growth - 1)) / log(growth))
        before = (ops.power(growth, number) - 1) / (growth - 1)
        part = (cosines - before) / ops.power(growth, number)
    height = ops.power(settings.restart_shrink, number)
    return settings.final_share + (1 - settings.final_share) * height * _between(1.0, 0.0, part, ops)


def _one_cycle(settings: ScheduleSettings, progress: Any, ops: Any) -> Any:
    """Smith & Topin (2018), "Super-Convergence", with half cosines instead of straight lines; momentum stays as it is."""
    peak = settings.cycle_peak
    rising = _between(settings.cycle_start, 1.0, ops.minimum(progress / peak, 1.0), ops)
    falling = _between(1.0, settings.cycle_end, ops.minimum(ops.maximum(progress - peak, 0.0) / (1 - peak), 1.0), ops)
    return ops.where(progress < peak, rising, falling)


def _between(start: float, end: float, part: Any, ops: Any) -> Any:
    """From start to end along half a cosine."""
    return end + (start - end) * 0.5 * (1 + ops.cos(pi * part))
