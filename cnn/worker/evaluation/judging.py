"""What is said of each image, in the terms of what an output has learned: the arrays that window and terminal read, and figures
that are told beside scikit-learn's."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.task import Learned
from cnn.runs.judged import figures
from cnn.runs.judged.outputs import MOST_TOP, Judged, counted
from cnn.worker.evaluation.curves import curves, top_k
from cnn.worker.evaluation.probabilities import each_probability, probabilities
from cnn.worker.model.objective import Head

Answer = dict[str, Any]
Array = NDArray[Any]


def judge(
    head: Head, learned: Learned, said: Array, truth: Array, losses: Array, *, every: bool = False
) -> tuple[Judged, Answer]:
    """The arrays of an output (`said` as it gives them, images × units; `truth` as its loss takes it; `losses` of each image),
    and what follows from them: top-k accuracy, areas under curves, a reliability diagram, the pairs that are confused most.

    `every`: with the probabilities of all classes of every image.
    """
    if learned.task == "numbers":
        return _of_numbers(learned, said, truth), {}
    if learned.task == "labels":
        return _of_labels(learned, each_probability(said, head.target.meaning), truth, losses)
    numbers = (truth.argmax(-1) if head.one_hot and truth.ndim > 1 else truth.reshape(-1)).astype(np.int32)
    return _of_classes(learned, probabilities(said, head.target.meaning), numbers, losses, every=every)


def _of_classes(learned: Learned, sure: Array, truth: Array, losses: Array, *, every: bool) -> tuple[Judged, Answer]:
    count = min(MOST_TOP, sure.shape[-1])
    top = np.argsort(-sure, axis=-1, kind="stable")[:, :count].astype(np.int32)
    told, points = curves(truth[:, None] == np.arange(len(learned.classes)), sure, learned.classes)
    judged = Judged(
        task="classes",
        classes=learned.classes,
        truth=truth,
        said=top[:, 0].copy(),
        sure=sure.max(axis=-1).astype(np.float32),
        true_sure=np.take_along_axis(sure, truth[:, None], axis=-1)[:, 0].astype(np.float32),
        losses=losses,
        top=top,
        top_sure=np.take_along_axis(sure, top, axis=-1).astype(np.float32),
        every=sure.astype(np.float32) if every else None,
        roc=points.get("roc"),
        precision_recall=points.get("precision_recall"),
        thresholds=points.get("thresholds"),
        seen_from=points.get("seen_from"),
    )
    counts = counted(judged)
    pairs = [
        {"true": learned.classes[pair.true], "said": learned.classes[pair.said], "images": pair.images, "share": pair.share}
        for pair in figures.confused(counts)
    ]
    return judged, {"top_k": top_k(truth, sure), **told, "reliability": _bins(judged), "confused": pairs}


def _of_labels(learned: Learned, sure: Array, truth: Array, losses: Array) -> tuple[Judged, Answer]:
    there = truth > 0.5
    off = np.abs(there - sure)
    worst = off.argmax(axis=-1)[:, None]
    told, points = curves(there, sure, learned.classes)
    told.pop("average_precision", None)  # it stands in each label's row already
    judged = Judged(
        task="labels",
        classes=learned.classes,
        truth=there.astype(np.uint8),
        said=sure.astype(np.float32),
        sure=np.maximum(sure, 1 - sure).min(axis=-1).astype(np.float32),
        true_sure=(1 - np.take_along_axis(off, worst, axis=-1)[:, 0]).astype(np.float32),
        losses=losses,
        roc=points.get("roc"),
        precision_recall=points.get("precision_recall"),
        thresholds=points.get("thresholds"),
        seen_from=points.get("seen_from"),
    )
    return judged, {**told, "reliability": _bins(judged)}


def _of_numbers(learned: Learned, said: Array, truth: Array) -> Judged:
    spread = truth.std(axis=0, dtype=np.float64)
    off = (np.abs(said - truth) / np.where(spread > 0, spread, 1)).max(axis=-1).astype(np.float32)
    nothing = np.zeros(len(truth), np.float32)
    kept = truth.astype(np.float32), said.astype(np.float32)
    return Judged("numbers", learned.classes, *kept, sure=nothing, true_sure=nothing, losses=off)


def _bins(judged: Judged) -> list[Answer]:
    return [part._asdict() for part in figures.bins(judged)]
