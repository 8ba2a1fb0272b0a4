"""Questions about a network: how good it is."""

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.datasets import Dataset, Split
from cnn.datasets.dataset import few
from cnn.datasets.division.dividing import as_divided
from cnn.datasets.division.fingerprint import about_held_out, change, fingerprint
from cnn.datasets.sizes import Size
from cnn.datasets.task import Learned
from cnn.errors import DatasetError, LayerloomError
from cnn.plan.input_sizes import input_sizes, with_sizes
from cnn.presets.imagenet_classes import imagenet_classes, tells_imagenet
from cnn.project import Project, load, open_data, settled
from cnn.runs.divided import read_split
from cnn.runs.folder import RunFolder, read_record
from cnn.runs.messages import Evaluate
from cnn.worker import devices
from cnn.worker.answers import calibration, mistakes, scores
from cnn.worker.data.batches import PLACES, Batches
from cnn.worker.data.training_data import held_out, splits
from cnn.worker.model.builder import build, checked
from cnn.worker.model.objective import Head, Meaning, Objective, objective
from cnn.worker.model.source_weights import give_weights

#: images looked at in one go
BATCH = 64

Answer = dict[str, Any]
Array = NDArray[Any]


def evaluate(question: Evaluate) -> Answer:
    """Loss, metrics, and figures for each class, label or number, see `cnn.worker.answers.scores`; the worst mistakes if asked.

    Raises `DatasetError` when the dataset doesn't fit the network, `FileError` for weights that don't.
    """
    project = settled(load(Path(question.project)))
    checked(project.graph)
    known = recorded(question.project)
    judged = replace(project, dataset=question.data or project.dataset)
    dataset = open_data(judged if question.curation is None else judged.curated(question.curation), known)
    own = question.data in ("", project.dataset)
    dataset, other = as_in_its_run(dataset, Path(question.project).parent) if own else (dataset, [])
    _require_learned(known, dataset)
    goal = objective(project.graph, project.recipe, len(dataset.classes), dataset.task, dataset.facts.aims)
    sizes = input_sizes(project.graph, dataset.image_shape, dataset.facts.sizes.channels)
    held = held_out(dataset, project) if own and dataset.test is None else None
    if held is not None:
        other += [note for note in [_about_held_out(held, Path(question.project).parent)] if note]
    name, split = judged_images(dataset, project, sizes, held, foreign=not own)
    batches = Batches(split, sizes, goal, BATCH, resizing=project.recipe.resizing)
    with devices.choose(device_of(project)).scope():
        model = trained(project, question.weights)
        outputs, targets, places = _predict_all(model, batches)
        figures = _figures(model, goal, outputs, targets)
        about = [_about(*part) for part in zip(goal.heads, dataset.learned, outputs, targets, strict=False)]
    warmths = [_kept_temperature(question), *[None] * (len(about) - 1)]  # that of the first output is kept
    for told, head, said, truth, kept in zip(about, goal.heads, outputs, targets, warmths, strict=False):
        told |= _calibration(head, said, truth, kept)
    if question.mistakes:
        for found, head, learned, said, truth in zip(about, goal.heads, dataset.learned, outputs, targets, strict=False):
            worst = _worst_mistakes(head, learned, said, truth, question.mistakes)
            found["mistakes"] = mistakes.named(worst, places, split)
        mistakes.keep_pictures(split, [mistake["place"] for found in about for mistake in found["mistakes"]], question.pictures)
    first = {**about[0], "loss": figures.pop("loss"), "metrics": figures}
    return {
        **first,
        "images": len(targets[0]),
        "split": name,
        "notes": [*other, *few(dataset.notes), *_about_classes(dataset.classes, known)],
        **({"outputs": dict(zip(model.output_names, about, strict=True))} if goal.several else {}),
    }


def _require_learned(known: tuple[Learned, ...], dataset: Dataset) -> None:
    """Raises `DatasetError` for a dataset with something else to learn than the model has learned."""
    wanted, found = ([(told.name, told.task) for told in several] for several in (known, dataset.learned))
    if not known or found == wanted:
        return
    if len(known) == len(dataset.learned) == 1:
        task = known[0].task
        if task != dataset.task:
            raise DatasetError(f"The model has learned {task}; the dataset has {dataset.task}.", f"Choose a dataset with {task}.")
        return
    has, needs = (", ".join(told.words for told in several) for several in (dataset.learned, known))
    raise DatasetError(
        f"The model has learned {needs}; the dataset has {has}.", "Choose a dataset with the same things to learn."
    )


def _about(head: Head, learned: Learned, said: Array, truth: Array) -> Answer:
    """What an output is worth: its loss and metrics, and class by class, label by label or number by number."""
    target, classes = head.target, learned.classes
    found = {"loss": float(head.loss()(truth, said)), "metrics": _metrics(head, said, truth), "task": learned.task}
    found |= {"target": learned.name} if learned.name else {}
    if learned.task == "numbers":
        return {**found, **scores.by_number(truth, said, classes), "classes": list(classes)}
    if learned.task == "labels":
        return {**found, **scores.by_label(truth, each_probability(said, target.meaning), classes), "classes": list(classes)}
    numbers = truth.argmax(-1) if head.one_hot and truth.ndim > 1 else truth
    seen = probabilities(said, target.meaning).argmax(-1)
    return {**found, **scores.by_class(numbers, seen, classes), "classes": list(classes)}


def _kept_temperature(question: Evaluate) -> float | None:
    """The temperature of a run, as it was found on its validation images when it was asked about others for the first time."""
    with contextlib.suppress(LayerloomError):
        folder = RunFolder(Path(question.project).parent, "")
        kept = calibration.read(folder.calibration, calibration.digest(Path(question.weights))) if question.weights else None
        return None if kept is None else kept.temperature
    return None


def _calibration(head: Head, said: Array, truth: Array, kept: float | None) -> Answer:
    """How far probabilities keep their word, before and after they are scaled: with the temperature that was kept, or else with
    one that is found on half of these images each and judged by the other half. Nothing for numbers, and for few images."""
    task = head.target.task
    if task == "numbers" or len(said) < 2 * calibration.LEAST:
        return {}
    if task == "labels":
        outputs, right = calibration.logarithms(each_probability(said, head.target.meaning), task), truth
    else:
        outputs = calibration.logarithms(probabilities(said, head.target.meaning), task)
        right = truth.argmax(-1) if head.one_hot and truth.ndim > 1 else truth
        right = right.reshape(-1).astype(np.int64)
    error = calibration.calibration_error(outputs, right, 1.0, task)
    if kept is None:
        temperature, scaled = calibration.judged_itself(outputs, right, task)
    else:
        temperature, scaled = kept, calibration.calibration_error(outputs, right, kept, task)
    found = {"temperature": temperature, "expected_calibration_error": error, "scaled_calibration_error": scaled}
    return {"calibration": {**found, "found_on": "these images" if kept is None else "validation images"}}


def _worst_mistakes(head: Head, learned: Learned, said: Array, truth: Array, most: int) -> list[Answer]:
    """Of an output the images that it is furthest off with, see `cnn.worker.answers.mistakes`."""
    if learned.task == "numbers":
        return mistakes.of_numbers(truth, said, most)
    if learned.task == "labels":
        return mistakes.of_labels(truth, each_probability(said, head.target.meaning), learned.classes, most)
    numbers = truth.argmax(-1) if head.one_hot and truth.ndim > 1 else truth.reshape(-1)
    return mistakes.of_classes(numbers, probabilities(said, head.target.meaning), learned.classes, most)


def each_probability(outputs: Array, meaning: Meaning) -> Array:
    """A probability for each label and image from what an output gives."""
    return outputs if meaning != "logits" else 1 / (1 + np.exp(-outputs))


def probabilities(outputs: Array, meaning: Meaning) -> Array:
    """One probability per image and class (images × classes) from what an output gives (images × units).

    A single number per image is that of class 1.
    """
    if outputs.shape[-1] == 1:
        one = outputs if meaning != "logits" else 1 / (1 + np.exp(-outputs))
        return np.concatenate([1 - one, one], axis=-1)
    if meaning != "logits":
        return outputs
    powers = np.exp(outputs - outputs.max(axis=-1, keepdims=True))
    softmax: Array = powers / powers.sum(axis=-1, keepdims=True)
    return softmax


def class_names(path: str, project: Project, count: int) -> tuple[str, ...]:
    """What the classes are called: as the run noted, as the dataset says, or else their numbers."""
    names = next((told.classes for told in recorded(path)), ())
    if not names and tells_imagenet(project.graph, project.weights):
        with contextlib.suppress(LayerloomError):  # who asked has said what is wrong with the file
            return imagenet_classes()
    if len(names) != count:
        with contextlib.suppress(LayerloomError):  # images that are gone long since
            names = open_data(project).classes
    return names if len(names) == count else tuple(map(str, range(count)))


def recorded(path: str) -> tuple[Learned, ...]:
    """What the outputs of a run have learned, with their classes, as it noted them; nothing for a model from elsewhere."""
    try:
        return read_record(Path(path).parent).learned
    except LayerloomError:
        return ()


def as_in_its_run(dataset: Dataset, folder: Path) -> tuple[Dataset, list[str]]:
    """The dataset of a run, divided as that was when it began; and, in a sentence, whether it has changed since."""
    with contextlib.suppress(LayerloomError):  # a model from elsewhere
        if other := change(read_record(folder).fingerprint, fingerprint(dataset)):
            return as_divided(dataset, read_split(RunFolder.open(folder))), [other]
    return dataset, []


def _about_classes(classes: tuple[str, ...], known: tuple[Learned, ...]) -> tuple[str, ...]:
    """What a model from elsewhere does not say: which of its outputs stands for which class."""
    if known:
        return ()
    shown = ", ".join(classes[:12]) + (" …" if len(classes) > 12 else "")
    return (f"The file doesn't name its classes; its outputs are taken for {shown}, in this order.",)


# ---------------------------------------------------------------------- inside


def _about_held_out(held: Dataset, folder: Path) -> str:
    """In a sentence, whether the images for validation have changed since a run began, where these are a dataset of their own."""
    with contextlib.suppress(LayerloomError):  # a model from elsewhere
        return about_held_out(read_record(folder).validation_fingerprint, fingerprint(held))
    return ""


def judged_images(
    dataset: Dataset, project: Project, sizes: tuple[Size, ...], held: Dataset | None, *, foreign: bool
) -> tuple[str, Split]:
    """The images to be judged by: those for testing, else those for validation, else all there are."""
    if dataset.test is not None:
        return "test", dataset.test
    if foreign:
        return "all", dataset.train
    _, validation = splits(dataset, project, with_sizes(project.graph, sizes), held)
    return ("train", dataset.train) if validation is None else ("validation", validation)


def device_of(project: Project) -> str:
    """Questions are answered on one device."""
    return "auto" if project.recipe.device == "all" else project.recipe.device


def trained(project: Project, weights: str) -> keras.Model:
    model = build(project.graph, precision=project.recipe.precision)
    give_weights(model, project, weights)
    return model


def _predict_all(model: keras.Model, batches: Batches) -> tuple[list[Array], list[Array], Array]:
    """What the network says to every image, and what should be said: one array per output; and the places of the images, of
    which those that can't be read are left out."""
    said, right, places = [], [], []
    for images, targets, beside in batches.dataset(placed=True):
        said.append(as_list(model.predict_on_batch(images)))
        right.append([np.asarray(target) for target in as_list(targets)])
        places.append(np.asarray(beside[PLACES]))
    return _joined(said), _joined(right), np.concatenate(places)


def _joined(batches: list[list[Array]]) -> list[Array]:
    return [np.concatenate(parts) for parts in zip(*batches, strict=True)]


def _figures(model: keras.Model, goal: Objective, outputs: list[Array], targets: list[Array]) -> dict[str, float]:
    """Loss and metrics, as Keras's `evaluate` gives them; of several outputs the first one's metrics are the network's."""
    losses = [float(head.loss()(y, x)) for head, x, y in zip(goal.heads, outputs, targets, strict=True)]
    total = sum(weight * loss for weight, loss in zip(goal.weights, losses, strict=True))
    figures = {"loss": total + sum(float(extra) for extra in model.losses)}
    for number, (head, name) in enumerate(zip(goal.heads, model.output_names, strict=True)):
        own = _metrics(head, outputs[number], targets[number])
        figures |= {f"{name}_{metric}" if number else metric: value for metric, value in own.items()}
    return figures


def _metrics(head: Head, said: Array, truth: Array) -> dict[str, float]:
    """The metrics of one output."""
    found = {}
    for metric in head.metrics():
        metric.update_state(truth, said)
        found[metric.name] = float(metric.result())
    return found


def as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
