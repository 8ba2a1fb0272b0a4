"""What checkpoints cost, at the default interval: the share of a run's time between its first epoch and its end that goes into
writing them.
"""

import io
import os
import tempfile
import time
from pathlib import Path
from typing import Any

EPOCHS = {"lenet5": 30, "resnet18": 4}
#: per cent
TARGET = 3.0


def bench() -> dict[str, Any]:
    """Per network `{"checkpoints", "seconds", "training_seconds", "percent"}`, and `target` in per cent."""
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    return {**{name: measured(name, epochs) for name, epochs in EPOCHS.items()}, "target": TARGET}


def measured(name: str, epochs: int) -> dict[str, float]:
    """One run in this process, with a clock around every checkpoint; the first epoch, which traces, is left out."""
    from cnn.presets import PRESETS
    from cnn.project import Project
    from cnn.recipe import Recipe
    from cnn.runs.folder import RunFolder
    from cnn.runs.messages import Epoch, Train
    from cnn.worker.fit.checkpoint_folder import CheckpointFolder
    from cnn.worker.fit.training import prepare
    from cnn.worker.pipes import Outbox, Wishes

    put, spent, began = CheckpointFolder.put, [], []

    def timed(*arguments: Any) -> Path:
        start = time.perf_counter()
        path = put(*arguments)
        spent.append(time.perf_counter() - start)
        return path

    class Clock(Outbox):
        def send(self, kind: Any, **values: Any) -> Any:
            if kind is Epoch and not began:
                spent.clear()
                began.append(time.perf_counter())
            return super().send(kind, **values)

    CheckpointFolder.put = timed  # type: ignore[method-assign, assignment]
    try:
        graph = PRESETS[name].graph(image=(28, 28, 1), classes=10)
        with tempfile.TemporaryDirectory() as place:
            run = RunFolder.create(Project(graph, Recipe(epochs=epochs), "mnist-sample"), Path(place) / "run")
            outbox, wishes = Clock(io.BytesIO()), Wishes()
            prepare(Train(run=run.id, folder=str(run.path)), run, outbox, wishes).run(outbox, wishes)
    finally:
        CheckpointFolder.put = put  # type: ignore[method-assign]
    seconds, written = time.perf_counter() - began[0], sum(spent)
    return {
        "checkpoints": len(spent),
        "seconds": round(written, 3),
        "training_seconds": round(seconds, 1),
        "percent": round(100 * written / seconds, 2),
    }
