"""Training images as the augmentation changes them, for somebody who wants to see it before training."""

from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from cnn.datasets import Dataset
from cnn.datasets.groups import caption, groups_of
from cnn.files.files import replacing
from cnn.plan.input_sizes import input_sizes
from cnn.project import load, open_data
from cnn.runs.messages import Preview
from cnn.worker.data.augmentation import Augmenter
from cnn.worker.data.batches import fetch
from cnn.worker.data.training_data import augmenter
from cnn.worker.model.builder import checked

Array = NDArray[Any]


def preview(question: Preview) -> dict[str, Any]:
    """Writes the images as `question` says; version v is what the first epoch would make of them as its batch number v.

    Raises `DatasetError` for images that don't fit the network, `RecipeError` for an augmentation that doesn't.
    """
    project = load(Path(question.project))
    checked(project.graph)
    dataset = open_data(project)
    sizes = input_sizes(project.graph, dataset.image_shape)[:1]  # several inputs get the same images
    changes = augmenter(project.recipe, sizes)
    chosen = _in_turn(dataset, question.images)
    images, found = fetch(dataset.train, sizes[0], project.recipe.resizing)(tf.constant(chosen))
    labels = dataset.train.labels[np.asarray(found)]
    rows = np.eye(len(dataset.classes), dtype=np.float32)[labels] if dataset.task == "classes" else labels
    changed, shares = _changed(changes, images, rows, question.versions)
    with replacing(Path(question.path)) as temporary, temporary.open("wb") as file:
        np.savez(file, originals=_pixels(images), changed=_pixels(changed), shares=shares)
    return {
        "path": question.path,
        "labels": labels.tolist() if dataset.task == "classes" else [],
        "captions": [caption(dataset, label) for label in labels],
        "classes": list(dataset.classes),
    }


def _changed(changes: Augmenter | None, images: Any, rows: Array, versions: int) -> tuple[Array, Array]:
    """The images and their labels in every version."""
    if changes is None:
        return np.stack([np.asarray(images)] * versions), np.stack([rows] * versions)

    def version(number: Any) -> tuple[Any, Any]:
        (changed,), shares = changes((images,), tf.constant(rows), 0, number)
        return changed, shares

    found = list(tf.data.Dataset.range(versions).map(version))
    return np.stack([np.asarray(changed) for changed, _ in found]), np.stack([np.asarray(shares) for _, shares in found])


def _in_turn(dataset: Dataset, most: int) -> Array:
    """The places of the first images of each group, one group after the other, then of the second ones."""
    places = [np.flatnonzero(members)[:most].tolist() for members in groups_of(dataset).members(dataset.train)]
    turns = dict.fromkeys(members[turn] for turn in range(most) for members in places if turn < len(members))
    return np.array([*turns][:most], np.int32)


def _pixels(images: Any) -> Array:
    pixels: Array = np.clip(np.asarray(images), 0, 255).round().astype(np.uint8)
    return pixels
