"""How fast a run goes and how long it will still take, from its events. No Qt."""

from math import ceil

from cnn.runs.messages import Batch, Epoch, Phase

#: seconds over which the speed is averaged
WINDOW = 3.0


class Pace:
    """Share done, images a second and seconds left of one run; a pause doesn't count."""

    def __init__(self, epochs: int, batch_size: int) -> None:
        self.epoch, self.epochs = 1, epochs
        self.step = self.steps = 0  # batches done in this epoch, and how many it has; 0: not known yet
        self.images_per_second: float | None = None
        self._batch_size = batch_size
        self._done = 0.0  # epochs, in parts
        self._began: float | None = None
        self._before: float | None = None  # what a resumed run had done
        self._paused_since: float | None = None
        self._last: tuple[float, float] | None = None  # the report before, in this epoch: time, epochs done
        self._trained = self._parts = 0.0  # seconds between two reports of one epoch, and what of epochs was done in them
        self._ends: list[float] = []  # seconds from the last report of an epoch to its end: validation, a checkpoint
        self._marks: list[tuple[float, float]] = []  # time, images since the epoch began
        self._latest = 0.0

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return min(self._done / self.epochs, 1.0)

    @property
    def seconds_left(self) -> float | None:
        """What is left at the speed so far; `None` before there is one.

        The first report of an epoch, which may wait for the network to be traced, says nothing about the speed.
        """
        if self._parts:
            left, ends = max(self.epochs - self._done, 0.0), sum(self._ends) / max(len(self._ends), 1)
            return left * self._trained / self._parts + ends * ceil(left)
        if not self._ends:
            return None
        done = self._done - (self._before or 0.0)
        if self._began is None or done <= 0 or self._latest <= self._began:
            return None
        return (self._latest - self._began) * max(self.epochs - self._done, 0.0) / done

    def add_phase(self, event: Phase) -> None:
        """Training begins, halts, or goes on."""
        if event.phase in ("paused", "train"):
            self._last = None
        if event.phase == "paused":
            self._paused_since = event.time
        elif event.phase == "train":
            self._go_on(event.time)
            self._marks = [(event.time, self._marks[-1][1] if self._marks else 0.0)]

    def add_batch(self, event: Batch) -> None:
        """Some more batches are done."""
        self.epoch, self.step, self.steps = event.epoch, event.step, event.steps
        self._advance(event.time, event.epoch - 1 + event.step / max(event.steps, 1))
        if self._last is not None:
            self._trained += event.time - self._last[0]
            self._parts += self._done - self._last[1]
        self._last = event.time, self._done
        images = float(event.step * self._batch_size)
        if self._marks and images < self._marks[-1][1]:
            self._marks = [(event.time, images)]
            return
        self._marks = [mark for mark in self._marks if event.time - mark[0] <= WINDOW] or self._marks[-1:]
        self._marks.append((event.time, images))
        since, before = self._marks[0]
        if event.time > since and images > before:
            self.images_per_second = (images - before) / (event.time - since)

    def add_epoch(self, event: Epoch) -> None:
        """An epoch is done, and its speed is known."""
        self.epochs = event.epochs
        self._ends.append(event.time - self._last[0] if self._last else 0.0)
        self._last = None
        self._advance(event.time, float(event.epoch))
        self._marks = []
        if event.images_per_second > 0:
            self.images_per_second = event.images_per_second

    def _advance(self, time: float, done: float) -> None:
        if self._began is None:
            self._began = time
        if self._before is None:
            self._before = done if done > 1 else 0.0
        self._latest, self._done = time, done

    def _go_on(self, time: float) -> None:
        if self._began is None:
            self._began = time
        elif self._paused_since is not None:
            self._began += time - self._paused_since
        self._paused_since = None


def clock(seconds: float) -> str:
    """A duration as people read it: 0:21, 3:07, 1:02:45."""
    whole = max(round(seconds), 0)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
