"""Questions about a network: how good it is, and what it sees in images."""

import contextlib
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.datasets import Dataset, Split, open_dataset
from cnn.datasets.dataset import few
from cnn.datasets.images import decode
from cnn.datasets.sizes import Size
from cnn.errors import DatasetError, LayerloomError
from cnn.plan.input_sizes import input_sizes, with_sizes
from cnn.project import Project, load
from cnn.runs.folder import read_record
from cnn.runs.messages import Evaluate, Predict
from cnn.worker import devices
from cnn.worker.data.batches import Batches
from cnn.worker.data.training_data import splits
from cnn.worker.model.builder import build, checked
from cnn.worker.model.objective import Meaning, Objective, meaning_of, objective
from cnn.worker.model.source_weights import give_weights

#: images looked at in one go
BATCH = 64

Answer = dict[str, Any]
Array = NDArray[Any]


def evaluate(question: Evaluate) -> Answer:
    """Loss, metrics, precision, recall and F1 per class, and the confusion matrix (rows: what it is; columns: what was said).

    Raises `DatasetError` when the dataset doesn't fit the network, `FileError` for weights that don't.
    """
    project = load(Path(question.project))
    checked(project.graph)
    known = _recorded_classes(question.project)
    dataset = open_dataset(question.data or project.dataset).in_order(known)
    goal = objective(project.graph, project.recipe, len(dataset.classes))
    sizes = input_sizes(project.graph, dataset.image_shape)
    name, split = _judged(dataset, project, sizes, foreign=question.data not in ("", project.dataset))
    batches = Batches(split, sizes, goal, BATCH)
    with devices.choose(_device(project)).scope():
        model = _trained(project, question.weights)
        outputs, targets = _predict_all(model, batches)
        figures = _figures(model, goal, outputs, targets)
    truth = targets[0].argmax(-1) if goal.heads[0].one_hot else targets[0]
    scores = probabilities(outputs[0], meaning_of(project.graph, project.graph.outputs[0]))
    return {
        "loss": figures.pop("loss"),
        "metrics": figures,
        **_by_class(truth, scores.argmax(-1), dataset.classes),
        "classes": list(dataset.classes),
        "images": len(truth),
        "split": name,
        "notes": [*few(dataset.notes), *_about_classes(dataset.classes, known)],
    }


def predict(question: Predict) -> list[Answer]:
    """The most likely classes of each image file; raises `DatasetError` for an image that can't be read."""
    project = load(Path(question.project))
    checked(project.graph)
    sizes = _sizes_to_predict(project)
    with devices.choose(_device(project)).scope():
        model = _trained(project, question.weights)
        outputs = [_outputs(model, names, sizes) for names in _portions(question.images)]
    scores = probabilities(np.concatenate(outputs), meaning_of(project.graph, project.graph.outputs[0]))
    classes = class_names(question.project, project, scores.shape[-1])
    return [{"image": image, "top": _top(row, classes, question.top)} for image, row in zip(question.images, scores, strict=True)]


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
    names = _recorded_classes(path)
    if len(names) != count:
        with contextlib.suppress(LayerloomError):  # images that are gone long since
            names = open_dataset(project.dataset).classes
    return names if len(names) == count else tuple(map(str, range(count)))


def _recorded_classes(path: str) -> tuple[str, ...]:
    """The classes that a run noted, in the order of its outputs; none for a model from elsewhere."""
    try:
        return read_record(Path(path).parent).classes
    except LayerloomError:
        return ()


def _about_classes(classes: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """What a model from elsewhere does not say: which of its outputs stands for which class."""
    if known:
        return ()
    shown = ", ".join(classes[:12]) + (" …" if len(classes) > 12 else "")
    return (f"The file doesn't name its classes; its outputs are taken for {shown}, in this order.",)


# ---------------------------------------------------------------------- inside


def _judged(dataset: Dataset, project: Project, sizes: tuple[Size, ...], *, foreign: bool) -> tuple[str, Split]:
    """The images to be judged by: those for testing, else those for validation, else all there are."""
    if dataset.test is not None:
        return "test", dataset.test
    if foreign:
        return "all", dataset.train
    _, validation = splits(dataset, project.recipe, with_sizes(project.graph, sizes))
    return ("train", dataset.train) if validation is None else ("validation", validation)


def _device(project: Project) -> str:
    """Questions are answered on one device."""
    return "auto" if project.recipe.device == "all" else project.recipe.device


def _trained(project: Project, weights: str) -> keras.Model:
    model = build(project.graph, precision=project.recipe.precision)
    give_weights(model, project, weights)
    return model


def _predict_all(model: keras.Model, batches: Batches) -> tuple[list[Array], list[Array]]:
    """What the network says to every image, and what should be said: one array per output."""
    said, right = [], []
    for images, targets in batches.dataset():
        said.append(_as_list(model.predict_on_batch(images)))
        right.append([np.asarray(target) for target in _as_list(targets)])
    return _joined(said), _joined(right)


def _joined(batches: list[list[Array]]) -> list[Array]:
    return [np.concatenate(parts) for parts in zip(*batches, strict=True)]


def _figures(model: keras.Model, goal: Objective, outputs: list[Array], targets: list[Array]) -> dict[str, float]:
    """Loss and metrics, as Keras's `evaluate` gives them; of several outputs the first one's metrics are the network's."""
    losses = [float(head.loss()(y, x)) for head, x, y in zip(goal.heads, outputs, targets, strict=True)]
    total = sum(weight * loss for weight, loss in zip(goal.weights, losses, strict=True))
    figures = {"loss": total + sum(float(extra) for extra in model.losses)}
    for number, (head, name) in enumerate(zip(goal.heads, model.output_names, strict=True)):
        for metric in head.metrics():
            metric.update_state(targets[number], outputs[number])
            figures[f"{name}_{metric.name}" if number else metric.name] = float(metric.result())
    return figures


def _by_class(truth: Array, said: Array, classes: tuple[str, ...]) -> Answer:
    from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

    numbers = list(range(len(classes)))
    columns = precision_recall_fscore_support(truth, said, labels=numbers, zero_division=0)
    names = ("precision", "recall", "f1", "support")
    rows = [dict(zip(names, row, strict=True)) for row in zip(*(column.tolist() for column in columns), strict=True)]
    return {
        "per_class": [{"class": name, **row} for name, row in zip(classes, rows, strict=True)],
        "confusion_matrix": confusion_matrix(truth, said, labels=numbers).tolist(),
    }


def _sizes_to_predict(project: Project) -> tuple[Size, ...]:
    """The sizes images are brought to; the dataset is asked only for what the Input layers leave open."""
    open_sizes = any(None in project.graph.nodes[node_id].layer.output_shape() for node_id in project.graph.inputs)
    return input_sizes(project.graph, open_dataset(project.dataset).image_shape if open_sizes else None)


def _portions(images: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not images:
        raise DatasetError("There are no images to classify.", "Name at least one image file.")
    return [images[start : start + BATCH] for start in range(0, len(images), BATCH)]


def _outputs(model: keras.Model, names: tuple[str, ...], sizes: tuple[Size, ...]) -> Array:
    pixels = [np.stack([decode(Path(name), size) for name in names]).astype(np.float32) for size in sizes]
    return np.asarray(_as_list(model.predict_on_batch(pixels[0] if len(pixels) == 1 else pixels))[0])


def _top(row: Array, classes: tuple[str, ...], number: int) -> list[Answer]:
    best = np.argsort(-row, kind="stable")[:number]
    return [{"class": classes[place], "probability": float(row[place])} for place in best.tolist()]


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
