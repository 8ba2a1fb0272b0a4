"""The images that an exported file is asked about, and what Keras says of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from cnn.analysis import analyse
from cnn.analysis.image_sizes import workable_images
from cnn.datasets import Dataset, Split
from cnn.datasets.sizes import Size
from cnn.datasets.task import Learned
from cnn.errors import LayerloomError
from cnn.files.files import RUN_PROJECT
from cnn.graph import Graph
from cnn.plan.input_sizes import input_sizes, with_sizes
from cnn.plan.losses import meaning_of
from cnn.project import Project, open_data
from cnn.runs.exports import IMAGES_OF
from cnn.words.language import tr
from cnn.worker.answers.evaluate import as_list
from cnn.worker.answers.of_run import as_in_its_run, recorded
from cnn.worker.data.batches import Batches
from cnn.worker.data.training_data import held_out, splits
from cnn.worker.evaluation.probabilities import probabilities
from cnn.worker.model.objective import objective

Array = NDArray[Any]

#: images asked about at most, and the bytes and multiply-accumulates that they may cost in all
MOST, MOST_BYTES, MOST_MACS = 500, 1 << 27, 60_000_000_000
#: however large they are, so many
LEAST = 8
#: images of noise
NOISE = 16
BATCH = 32


@dataclass(frozen=True)
class Asked:
    """Images (one array an input, 0-255), what they are, and the numbers of their classes where that is what is learned.

    What they are is written down: in English, whatever is spoken.
    """

    images: tuple[Array, ...]
    of: str
    why: str = ""
    truth: Array | None = None


def real_or_noise(project: Project, file: Path, learned: tuple[Learned, ...]) -> Asked:
    """Images of the project's dataset by which it is judged; noise where there are none, or they don't suit the network."""
    try:
        return _real(project, file, learned)
    except LayerloomError as error:
        return _noise(project.graph, _why(project, error))


def representative(project: Project, file: Path, learned: tuple[Learned, ...], count: int) -> Asked:
    """Images that the network learned from, to choose the steps of whole numbers by; noise where there are none."""
    try:
        dataset, sizes, _ = _opened(project, file, learned)
        return _images(project, dataset, _some(dataset.train, count), sizes, "training")
    except LayerloomError as error:
        return _noise(project.graph, _why(project, error))


def _why(project: Project, error: LayerloomError) -> str:
    """Why images of the dataset can't be asked about; who has trained on none, and named none, is not told of the usual one."""
    if project.run is None and project.dataset == Project(project.graph).dataset:
        return tr("it has learned from no images here")
    return error.message.rstrip(".")


def run_file(project: Project, file: Path) -> Path:
    """The project file of the run that trained a project last, beside which its record stands; else its own."""
    of_run = Path(project.run.folder) / RUN_PROJECT if project.run is not None else file
    return of_run if of_run.is_file() else file


def learned_of(project: Project, file: Path) -> tuple[Learned, ...]:
    """What the outputs of a network have learned: as its run noted, else as its dataset says; nothing where neither is there."""
    if known := recorded(str(run_file(project, file))):
        return known
    try:
        dataset, _, goal = _opened(project, file, ())
    except LayerloomError:
        return ()
    return dataset.learned if goal is not None else ()


def said(model: keras.Model, asked: Asked) -> list[Array] | None:
    """What Keras says of the images, one array an output; `None` where this processor can't compute the network."""
    parts = []
    try:
        for start in range(0, len(asked.images[0]), BATCH):
            batch = [images[start : start + BATCH] for images in asked.images]
            answer = model(batch[0] if len(batch) == 1 else batch, training=False)
            parts.append([keras.ops.convert_to_numpy(part) for part in keras.tree.flatten(answer)])
    except tf.errors.OpError:  # channels first on a CPU
        return None
    return [np.concatenate(part) for part in zip(*parts, strict=True)]


def most_likely(graph: Graph, answers: Array) -> Array:
    """The number of the most likely class of each image."""
    found = probabilities(answers.reshape(len(answers), -1), meaning_of(graph, graph.outputs[0]))
    return np.asarray(found.argmax(axis=-1))


# ---------------------------------------------------------------------- inside


def _real(project: Project, file: Path, learned: tuple[Learned, ...]) -> Asked:
    dataset, sizes, _ = _opened(project, file, learned)
    held = held_out(dataset, project) if dataset.test is None else None
    name, split = judged_images(dataset, project, sizes, held)
    return _images(project, dataset, _some(split, _affordable(project.graph, sizes)), sizes, name)


def _opened(project: Project, file: Path, learned: tuple[Learned, ...]) -> tuple[Dataset, Any, Any]:
    """The dataset as it was divided in the run, the sizes its images get, and the aim; raises `LayerloomError` otherwise."""
    of_run = run_file(project, file)
    dataset = open_data(project, recorded(str(of_run)) or learned)
    dataset, _ = as_in_its_run(dataset, of_run.parent)
    goal = objective(project.graph, project.recipe, len(dataset.classes), dataset.task, dataset.facts.aims)
    return dataset, input_sizes(project.graph, dataset.image_shape, dataset.facts.sizes.channels), goal


def _images(project: Project, dataset: Dataset, split: Split, sizes: Any, what: str) -> Asked:
    goal = objective(project.graph, project.recipe, len(dataset.classes), dataset.task, dataset.facts.aims)
    images, targets = [], []
    for batch, labels in Batches(split, sizes, goal, BATCH, resizing=project.recipe.resizing).dataset():
        images.append([np.asarray(part) for part in as_list(batch)])
        targets.append(np.asarray(as_list(labels)[0]))
    if not images:
        raise LayerloomError(tr("none of its images can be read."))
    truth = np.concatenate(targets) if dataset.task == "classes" else None
    if truth is not None and truth.ndim > 1:
        truth = truth.argmax(axis=-1) if truth.shape[-1] > 1 else truth[:, 0]
    arrays = tuple(np.concatenate(parts) for parts in zip(*images, strict=True))
    return Asked(arrays, IMAGES_OF.join((what, dataset.name)), truth=truth)


def _affordable(graph: Graph, sizes: Any) -> int:
    """How many images may be asked about without a long wait."""
    size = sum(int(np.prod(size)) * 4 for size in sizes)
    macs = analyse(with_sizes(graph, sizes)).macs or MOST_MACS // MOST
    return max(min(MOST, MOST_BYTES // max(size, 1), MOST_MACS // max(macs, 1)), LEAST)


def _some(split: Split, most: int) -> Split:
    if len(split) <= most:
        return split
    return split.take(np.sort(np.random.default_rng(0).choice(len(split), most, replace=False)))


def _noise(graph: Graph, why: str) -> Asked:
    shapes = workable_images(graph)
    if shapes is None:
        raise LayerloomError(tr("No image fits the network, so that nothing can prove a file."), tr("Cure its problems first."))
    generator = np.random.default_rng(0)
    count = min(NOISE, _affordable(graph, shapes)) if all(len(shape) == 3 for shape in shapes) else NOISE
    images = tuple(generator.uniform(0, 255, (count, *shape)).astype(np.float32) for shape in shapes)
    return Asked(images, "noise", why)


def judged_images(dataset: Dataset, project: Project, sizes: tuple[Size, ...], held: Dataset | None) -> tuple[str, Split]:
    """The images to be judged by: those for testing, else those for validation, else all there are."""
    if dataset.test is not None:
        return "test", dataset.test
    _, validation = splits(dataset, project, with_sizes(project.graph, sizes), held)
    return ("train", dataset.train) if validation is None else ("validation", validation)
