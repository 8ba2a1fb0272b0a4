"""The curves of one run, from what it told: by epoch, by step, and by the time that it trained. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, Self, get_args

from pydantic import ValidationError

from cnn.errors import FileError
from cnn.files.files import open_regular
from cnn.runs.logs.logs import Logged, log_at, read_log
from cnn.runs.messages import Batch, Epoch, Phase, read_event
from gui.widgets.plot.data import Curve

#: along what curves can be shown: epochs, batches, seconds of training
Axis = Literal["epoch", "step", "time"]
AXES: tuple[Axis, ...] = get_args(Axis)
#: curves that are no figures of the network
RATE, SPEED = "learning_rate", "images_per_second"


@dataclass
class History:
    """The curves of one run by Keras's names ("loss", "val_loss", "accuracy" …), over epochs, steps or time as x.

    `batch_size` is what a step takes, where it is known: then the speed is a curve also within an epoch.
    """

    name: str = ""
    epochs: int = 1
    batch_size: int = 0
    curves: dict[str, Curve] = field(default_factory=dict)
    known: frozenset[Axis] = frozenset(AXES)  # along what it can be shown; a log of another program may tell steps alone
    told_epochs: int = 0  # the last epoch of which the end was told
    _others: dict[tuple[str, Axis], Curve] = field(default_factory=dict, repr=False)
    _means: "dict[str, _Mean]" = field(default_factory=dict, repr=False)
    _steps: int = 1  # of an epoch
    _last_step: float = 0.0  # of a log that tells steps
    _seconds: float = 0.0  # trained so far
    _last: float | None = None  # when something was told last, while it trains
    _before: "tuple[int, int, float] | None" = None  # the last report of batches: epoch, step, seconds

    @classmethod
    def read(cls, events: Path, name: str = "", batch_size: int = 0) -> Self:
        """The curves of a past run from its `events.jsonl`; empty when the file can't be read, torn lines are left out."""
        history = cls(name, batch_size=batch_size)
        try:
            with open_regular(events) as lines:
                for line in lines:
                    history.add_line(line)
        except (OSError, FileError):
            pass
        return history

    @classmethod
    def of_run(cls, path: Path, name: str = "", batch_size: int = 0) -> Self:
        """The curves of a run of ours, by its folder, or of a log of another program; empty where there are none."""
        if not path.is_dir() or not (path / "run.json").exists():
            log = log_at(path)
            if log is not None:
                return cls.of_log(read_log(log), name)
        return cls.read(path / "events.jsonl", name, batch_size)

    @classmethod
    def of_log(cls, told: Logged, name: str = "") -> Self:
        """The curves that another program has told; along epochs and steps where it says what these are, and along time where it
        says that. What it doesn't say is not made up: no curve stands there."""
        epochs, steps = told.per_step if told.by_steps else 1.0, told.by_steps
        known = {"epoch": epochs is not None, "step": steps, "time": told.seconds > 0}
        history = cls(name, known=frozenset(axis for axis in AXES if known[axis]))
        for figure, places in told.curves.items():
            for place in places:
                history._put(figure, place.x * (epochs or 1.0), place.x, place.seconds, place.value)
        history.epochs = max(told.epochs, 1) if epochs is not None else 0
        history._last_step = max((place.x for places in told.curves.values() for place in places), default=0.0) if steps else 0.0
        history._seconds = told.seconds
        return history

    def _put(self, name: str, epoch: float, step: float, seconds: float, value: float | None) -> None:
        self.curves.setdefault(name, Curve()).append(epoch, value)
        for axis, x in (("step", step), ("time", seconds)):
            self._others.setdefault((name, axis), Curve(self.curves[name].values)).append_x(x)  # type: ignore[arg-type]

    def add_line(self, line: bytes) -> None:
        """What an event's line adds to the curves, if anything."""
        if b'"batch"' not in line and b'"epoch"' not in line and b'"phase"' not in line:
            return
        try:
            event = read_event(line)
        except ValidationError:
            return
        if isinstance(event, Batch):
            self.add_batch(event)
        elif isinstance(event, Epoch):
            self.add_epoch(event)
        elif isinstance(event, Phase):
            self.add_phase(event)

    def add_phase(self, event: Phase) -> None:
        """A pause, and what lies between two parts of a run, is no time of training."""
        if event.phase == "paused":
            self._pass(event.time)
            self._last = None
        elif event.phase == "resumed":
            self._last = None
        elif event.phase == "train":
            self._pass(event.time)

    def add_batch(self, event: Batch) -> None:
        """What was measured since the last event of the epoch, placed where in the epoch that was."""
        self._pass(event.time)
        self._steps = max(event.steps, 1)
        for name, value in event.logs.items():
            self._add_running(name, event.epoch, event.step, event.steps, value)
        before, self._before = self._before, (event.epoch, event.step, self._seconds)
        if before is not None and before[0] == event.epoch and event.step > before[1] and self._seconds > before[2]:
            speed = self.batch_size * (event.step - before[1]) / (self._seconds - before[2])
            if speed:
                self._append(SPEED, event.epoch - 1 + event.step / self._steps, speed)

    def add_epoch(self, event: Epoch) -> None:
        """The figures at the end of an epoch; those of training go on from the epoch's last batches."""
        self._pass(event.time)
        self.epochs = max(self.epochs, event.epochs)
        self.told_epochs = max(self.told_epochs, event.epoch)
        for name, value in event.logs.items():
            mean = self._means.get(name)
            if mean is not None and mean.epoch == event.epoch:
                self._add_running(name, event.epoch, mean.steps, mean.steps, value)
            else:
                self._append(name, float(event.epoch), value)
        if event.images_per_second > 0 and self.curve(SPEED).end <= event.epoch - 1:
            self._append(SPEED, float(event.epoch), event.images_per_second)

    def _pass(self, time: float) -> None:
        if self._last is not None:
            self._seconds += max(time - self._last, 0.0)
        self._last = time

    def _add_running(self, name: str, epoch: int, step: int, steps: int, value: float | None) -> None:
        """Keras tells means of the epoch so far; taken apart, they show each stretch by itself and no step at an epoch's end."""
        before = self._means.get(name)
        if before is not None and (before.epoch, before.step) == (epoch, step):
            return
        self._means[name] = _Mean(epoch, step, steps, value)
        if before is not None and before.epoch == epoch and None not in (value, before.value) and _is_mean(name):
            value = (float(value or 0) * step - float(before.value or 0) * before.step) / (step - before.step)
        self._append(name, epoch - 1 + step / max(steps, 1), value)

    def _append(self, name: str, epoch: float, value: float | None) -> None:
        self.curve(name).append(epoch, value)
        self.curve(name, "step").append_x(epoch * self._steps)
        self.curve(name, "time").append_x(self._seconds)

    def curve(self, name: str, axis: Axis = "epoch") -> Curve:
        """The curve of that name, empty when nothing has come yet."""
        over_epochs = self.curves.setdefault(name, Curve())
        if axis not in self.known:
            return Curve()
        return over_epochs if axis == "epoch" else self._others.setdefault((name, axis), Curve(over_epochs.values))

    def span(self, axis: Axis) -> float:
        """How far an axis goes when the run is done: all epochs, all their steps; of time as far as it is now."""
        steps = self._last_step or float(self.epochs * self._steps)
        return {"epoch": float(self.epochs), "step": steps if "step" in self.known else 0.0, "time": self._seconds}[axis]

    @property
    def end(self) -> float:
        """How many epochs are done, in parts."""
        return max((curve.end for curve in self.curves.values()), default=0.0)

    @property
    def score(self) -> str:
        """The name of the first figure beside the loss: usually "accuracy"; "" when there is none yet."""
        return next(iter(self.figures), "")

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of all figures beside the loss, training and validation under one name."""
        told = [name for name, curve in self.curves.items() if len(curve) and not name.startswith("val_")]
        return tuple(name for name in told if name not in ("loss", RATE, SPEED))

    def table(self, names: Iterable[str]) -> str:
        """The points of some curves as CSV text: run, curve, epoch, step, seconds, value."""
        rows = ["run,curve,epoch,step,seconds,value"]
        title = '"' + self.name.replace('"', '""') + '"'
        for name in names:
            if name in self.curves:
                count = len(self.curves[name])
                along = [
                    [form.format(x) for x in self.curve(name, axis).x] if axis in self.known else [""] * count
                    for axis, form in (("epoch", "{:.10g}"), ("step", "{:.10g}"), ("time", "{:.3f}"))
                ]
                points = zip(*along, self.curves[name].y, strict=True)
                rows += [f"{title},{name},{x},{step},{time},{y:.10g}" for x, step, time, y in points]
        return "\n".join(rows) + "\n"


class _Mean(NamedTuple):
    """A running mean as Keras told it."""

    epoch: int
    step: int
    steps: int
    value: float | None


def _is_mean(name: str) -> bool:
    """Whether Keras averages this figure over the batches, so that the average can be taken apart."""
    return name in ("loss", "mae", "mean_squared_error", "mean_absolute_percentage_error") or "accuracy" in name
