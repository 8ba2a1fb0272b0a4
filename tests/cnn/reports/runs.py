"""Runs for tests of reports: folders as a training leaves them, without a training."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.reports.gathered import Gathered, Verdict, gather
from cnn.reports.thumbnails import png
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Device
from cnn.runs.rewind import Row, history_text

DIGITS = tuple("0123456789")


def run_of(folder: Path, project: Project | None = None, epochs: int = 3, **changes: Any) -> RunFolder:
    """The folder of a run of LeNet-5, or of that project, with so many epochs behind it; the record has these changes."""
    project = project or Project(PRESETS["lenet5"].graph(), Recipe(epochs=3))
    run = RunFolder.create(project, folder)
    rows = [
        Row(n, 1.0, 500.0, {"loss": 2 / n, "accuracy": 1 - 0.5 / n, "val_loss": 2.2 / n, "val_accuracy": 0.9 - 0.4 / n})
        for n in range(1, epochs + 1)
    ]
    run.history.write_text(history_text(rows))
    figures = {"epoch": float(epochs), **rows[-1].logs} if rows else {}
    told: dict[str, Any] = {
        "state": "finished", "classes": DIGITS, "epochs": epochs, "best_epoch": epochs, "best": figures, "final": figures,
        "monitor": "val_accuracy", "created": 1_700_000_000.0, "started": 1_700_000_001.0, "ended": 1_700_000_100.0,
        "seconds": 91.0, "images_per_second": 512.0, "device": Device(kind="CPU", name="2 cores", reason="no driver was found."),
        "versions": {"layerloom": "0.1.0", "keras": "3.15.1"},
    }  # fmt: skip
    run.update_record(**{**told, **changes})
    return run


def gathered(run: RunFolder, answer: dict[str, Any] | None = None, exports: Sequence[Path] = ()) -> Gathered:
    """What is known of a run whose model answers so."""
    found = gather(run, None, lambda _: None, exports)
    if answer is None:
        return found
    import numpy as np

    pictures = {place: png(np.full((4, 4, 1), place, np.uint8)) for place in range(3)}
    return replace(found, verdict=Verdict(answer, pictures), no_verdict="")


def classes_answer(classes: Sequence[str] = DIGITS) -> dict[str, Any]:
    """An answer about three images of each class, one of them wrong."""
    count = len(classes)
    matrix = [[3 if row == column else 0 for column in range(count)] for row in range(count)]
    matrix[0][0], matrix[0][1] = 2, 1
    rows = [{"class": name, "precision": 0.75, "recall": 0.6543, "f1": 0.5, "support": 3} for name in classes]
    mistake = {"place": 1, "key": "train[1]", "true": classes[0], "said": classes[1], "probability": 0.876}
    return {
        "task": "classes", "loss": 0.12345, "metrics": {"accuracy": 0.9667}, "per_class": rows, "confusion_matrix": matrix,
        "classes": list(classes), "images": 3 * count, "split": "validation", "notes": [], "mistakes": [mistake],
    }  # fmt: skip
