"""Keeps moments of a training for a film: the weights after some of its steps, close together where most happens."""

from pathlib import Path

import keras
import numpy as np

from cnn.runs.messages import Logs
from cnn.runs.recorded.moments import discard_behind, planned, write_moment
from cnn.runs.rewind import Position
from cnn.worker.fit.callback import EpochDone
from cnn.worker.fit.checkpoint import settle


class MomentKeeper:
    """Keeps about `count` moments of a run of `total` steps in `folder`, the untrained network first."""

    def __init__(self, folder: Path, network: keras.Model, count: int, total: int, position: Position, steps: int) -> None:
        self._folder, self._network = folder, network
        self._works = True
        here = position.done * steps + position.step
        discard_behind(folder, here)
        self._planned = [step for step in planned(count, total, max(total // count, 1)) if step > here]
        if not here:
            self._keep(0)

    def step(self, epoch: int, step: int, steps: int) -> None:
        """Keeps the moment when it is time."""
        here = (epoch - 1) * steps + step
        if self._planned and here >= self._planned[0]:
            self._planned = [later for later in self._planned if later > here]
            self._keep(here)

    def batch(self, epoch: int, step: int, steps: int, logs: Logs) -> None:
        """Nothing: moments have times of their own."""

    def epoch(self, done: EpochDone) -> None:
        """Nothing: the end of an epoch is a step like others."""

    def _keep(self, step: int) -> None:
        if not self._works:
            return
        try:
            settle(self._network)
            write_moment(self._folder, step, [np.asarray(weight) for weight in self._network.weights])
        except Exception as error:  # a full disk keeps nobody from training
            self._works = False
            print(f"No more moments are kept from step {step} on: {error}", flush=True)
