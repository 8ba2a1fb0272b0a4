"""Will it fit: the memory that is predicted for a training against the peak of the worker that does it.

Each network is trained for a few steps of two epochs, with validation, checkpoints and the last save, in a process of its own.
`worst` is the largest distance from 1 of predicted / measured; 0.25 is allowed.
"""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from cnn.analysis import analyse
from cnn.client import Worker
from cnn.plan.memory_need import training_need
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Failed, Finished, Train

STEPS, EPOCHS, CLASSES = 5, 2, 10
ALLOWED = 0.25
#: preset, side of the square image in colour, batch size, optimizer
CASES = (
    ("resnet20", 32, 128, "SGD"),
    ("mobilenet", 96, 32, "RMSprop"),
    ("resnet50", 64, 32, "Adam"),
    ("squeezenet", 128, 64, "Adam"),
    ("vgg11", 64, 32, "SGD"),
    ("vgg16", 64, 32, "AdamW"),
)


def bench() -> dict[str, Any]:
    """For each case predicted and measured bytes, and their ratio."""
    found = {
        f"{name} {side}×{side}, batch {batch}, {optimizer}": measured(name, side, batch, optimizer)
        for name, side, batch, optimizer in CASES
    }
    worst = max(abs(1 - case["ratio"]) for case in found.values())
    return {"cases": found, "worst": round(worst, 3), "within": worst <= ALLOWED}


def measured(name: str, side: int, batch_size: int, optimizer: str) -> dict[str, float]:
    """One training in a fresh worker."""
    graph = PRESETS[name].graph(image=(side, side, 3), classes=CLASSES)
    recipe = Recipe.create({"epochs": EPOCHS, "batch_size": batch_size, "optimizer": optimizer})
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "noise.npz"
        count = STEPS * batch_size
        images = np.random.default_rng(0).integers(0, 256, (count, 32, 32, 3), np.uint8)
        np.savez(data, x_train=images, y_train=np.arange(count) % CLASSES)
        run = RunFolder.create(Project(graph=graph, recipe=recipe, dataset=str(data)), Path(folder) / "run")
        with Worker() as worker:
            worker.send(Train(run=run.id, folder=str(run.path)))
            end = next(event for event in worker.events() if isinstance(event, Finished | Failed))
        if isinstance(end, Failed):
            raise RuntimeError(end.message)
        peak = run.record().peak_memory
    need = training_need(analyse(graph), recipe, images.nbytes)
    assert need is not None
    assert peak is not None
    return {"predicted_mb": need.total >> 20, "measured_mb": peak >> 20, "ratio": round(need.total / peak, 3)}
