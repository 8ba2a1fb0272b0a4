"""Evaluations that nobody has made: what a model would have said of images, as an answer tells it in figures."""

from pathlib import Path
from typing import Any

import numpy as np

from cnn.runs.judged.outputs import Evaluated, Judged, read, write


def judged_as(about: dict[str, Any]) -> Judged:
    """Images of which the confusion matrix is that of an answer; or some numbers and labels."""
    task, classes = about.get("task", "classes"), tuple(about["classes"])
    random = np.random.default_rng(0)
    if task == "numbers":
        pairs = about.get("predictions", ())
        truth, said = (np.array([pair[name] for pair in pairs], np.float32).T for name in ("true", "predicted"))
        off = np.abs(truth - said).max(axis=-1)
        return Judged(task, classes, truth, said, off * 0, off * 0, off)
    if task == "labels":
        truth = random.integers(2, size=(about.get("images", 40), len(classes))).astype(np.uint8)
        said = np.clip(truth * 0.5 + random.random(truth.shape) * 0.5, 0, 1).astype(np.float32)
        off = np.abs(truth - said).max(axis=-1)
        return Judged(task, classes, truth, said, 1 - off, 1 - off, off)
    counts = np.array(about["confusion_matrix"])
    truth, said = (np.repeat(places.reshape(-1), counts.reshape(-1)).astype(np.int32) for places in np.indices(counts.shape))
    sure = (0.5 + 0.5 * random.random(len(truth))).astype(np.float32)
    own = np.where(truth == said, sure, 1 - sure).astype(np.float32)
    top = np.stack([said, np.where(truth == said, (said + 1) % len(classes), truth)], axis=-1).astype(np.int32)
    return Judged(task, classes, truth, said, sure, own, -np.log(own + 1e-6), top, np.stack([sure, 1 - sure], axis=-1))


def write_for(path: Path, answer: dict[str, Any]) -> None:
    """The file that belongs to an answer."""
    outputs = [judged_as(about) for about in (answer.get("outputs") or {"": answer}).values()]
    count = min(map(len, outputs))
    write(path, outputs, np.arange(count), [f"train[{place}]" for place in range(count)])


def evaluated(path: Path, answer: dict[str, Any]) -> Evaluated:
    """The answer with its arrays, which go through a file in the folder `path`."""
    write_for(path / "said.npz", answer)
    return read(path / "said.npz", {"split": "test", "source": "mnist-sample", **answer})
