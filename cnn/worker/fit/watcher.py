"""What decides over a training while it goes on, and what belongs to a checkpoint besides model and optimizer.

Early stopping, a learning rate that falls on a plateau, a time limit, a stop on NaN: each is a `Watcher`. Its state goes into
every checkpoint under its name, so that a resumed run decides as an uninterrupted one would have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from cnn.runs.messages import Logs


@dataclass(frozen=True)
class Decision:
    """What a watcher wants changed now."""

    #: why training ends here, in a sentence; "" when it goes on
    stop: str = ""
    #: the optimizer's learning rate from now on
    learning_rate: float | None = None
    #: what is left of the learning rate from now on, whatever curve it follows, and below what it does not fall
    rate_factor: float = 1.0
    least_rate: float = 0.0
    #: with `stop`: what was learned since the last checkpoint is worth nothing
    spoiled: bool = False


GO_ON = Decision()


class Watcher(Protocol):
    """Sees how training goes and may change or end it.

    `state` holds plain JSON values; `restore` gets the same values back after a resume, before the first epoch.
    """

    name: str

    def on_batch(self, epoch: int, step: int, logs: Mapping[str, float], seconds: float) -> Decision:
        """After some batches, about ten times a second: `step` of the `epoch` (from 1), Keras's running means, and the
        seconds that the run has trained so far, in all its parts."""

    def on_epoch(self, epoch: int, logs: Logs, seconds: float) -> Decision:
        """After an epoch (from 1) and its validation; the decision is part of that epoch's checkpoint."""

    def state(self) -> dict[str, Any]:
        """What must be known to go on deciding."""

    def restore(self, state: dict[str, Any]) -> None:
        """Takes up a state."""


@dataclass(frozen=True)
class Carried:
    """What a checkpoint carries besides the model's and the optimizer's own variables."""

    watchers: Sequence[Watcher] = ()
    #: variables in which something is noted while it goes on, by name; a run can go on without what they held
    variables: Mapping[str, Any] = field(default_factory=dict)

    def states(self) -> dict[str, Any]:
        """Every watcher's state by its name."""
        return {watcher.name: watcher.state() for watcher in self.watchers}

    def restore(self, states: Mapping[str, Any]) -> None:
        """Gives every watcher its state back; one that is new begins as it is."""
        for watcher in self.watchers:
            if watcher.name in states:
                watcher.restore(states[watcher.name])
