"""Trainings in this process, as the worker does them, that may be cut off anywhere; and what they leave."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np

from cnn.runs.folder import RunFolder
from cnn.runs.messages import Train
from cnn.runs.rewind import read_history


class PulledError(Exception):
    """Somebody pulled the plug."""


def run(
    folder: RunFolder,
    *,
    resume: bool = False,
    pull: Callable[[Any], bool] | None = None,
    wishes: Any = None,
    order: Train | None = None,
) -> None:
    """Trains in this process as the worker does; `pull` sees every event and may pull the plug."""
    from cnn.worker.fit.training import prepare
    from cnn.worker.pipes import Outbox, Wishes

    class Pulled(Outbox):
        def send(self, kind: Any, **values: Any) -> Any:
            event = super().send(kind, **values)
            if pull is not None and pull(event):
                raise PulledError
            return event

    outbox = Pulled(io.BytesIO())
    outbox.open_run(folder.id, folder.events)
    try:
        order = order or Train(run=folder.id, folder=str(folder.path), resume=resume)
        wishes = wishes or Wishes()
        prepare(order, folder, outbox, wishes).run(outbox, wishes)
    finally:
        outbox.close_run()


def final_weights(folder: RunFolder) -> dict[str, Any]:
    """What the last checkpoint holds of weights, optimizer and random generators."""
    path = sorted(folder.checkpoints.glob("epoch-*.npz"))[-1]
    with np.load(path) as arrays:
        return {name: arrays[name].tobytes() for name in arrays.files if name.startswith(("weights", "seeds", "optimizer"))}


def model_weights(folder: RunFolder) -> list[bytes]:
    """The bytes of each weight of the run's best model."""
    import keras

    return [weight.tobytes() for weight in keras.saving.load_model(folder.model).get_weights()]


def figures(folder: RunFolder) -> list[Any]:
    """The figures of each epoch."""
    return [row.logs for row in read_history(folder.history)]


def at_checkpoint(number: int) -> Callable[[Any], bool]:
    """True at the checkpoint with this number, counted from 1, and nowhere else."""
    seen = iter(range(1, 1000))
    return lambda event: event.event == "checkpoint" and next(seen) == number
