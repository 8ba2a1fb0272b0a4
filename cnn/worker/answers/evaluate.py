"""Questions about a network: how good it is."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.datasets import Dataset, Split
from cnn.datasets.dataset import few
from cnn.datasets.sizes import Size
from cnn.datasets.task import Learned
from cnn.errors import DatasetError, LayerloomError
from cnn.plan.input_sizes import input_sizes
from cnn.presets.imagenet_classes import imagenet_classes, tells_imagenet
from cnn.project import Project, open_data
from cnn.runs.folder import RunFolder
from cnn.runs.judged.outputs import read_keys, write
from cnn.runs.messages import Evaluate
from cnn.runs.origins import Origins
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.quantities import digits, number_of, spell_task
from cnn.worker.answers import calibration, mistakes, scores
from cnn.worker.answers.loaded_model import LoadedModel
from cnn.worker.answers.of_run import recorded
from cnn.worker.data.batches import PLACES, Batches
from cnn.worker.evaluation.asking import asking
from cnn.worker.evaluation.judging import judge
from cnn.worker.evaluation.probabilities import each_probability, probabilities
from cnn.worker.imports import bring_metrics
from cnn.worker.model.objective import Head, Objective, objective

#: images looked at in one go
BATCH = 64
#: of small images so many, as far as they have no more pixels together
LARGEST_BATCH, BATCH_PIXELS = 512, 1 << 21
#: seconds between two words of how far it is
TELL = 0.25
#: of so many classes the confusion matrix goes through JSON; of more it is counted from the file
MOST_IN_JSON = 100

Answer = dict[str, Any]
Array = NDArray[Any]
#: hears of a model before it is built
First = Callable[[LoadedModel], object]


def evaluate(
    question: Evaluate, model: Callable[[First], LoadedModel] | None = None, stage: Callable[[str], None] = lambda _: None
) -> Answer:
    """Loss, metrics, and figures for each class, label or number, see `cnn.worker.answers.scores`; the worst mistakes if asked.

    What is said of each image goes into the file `path`, if there is one (`cnn.runs.judged.outputs`). `model` gives the model,
    which may be loaded already, or calls what it gets before it is; `stage` hears how far it is, and may raise
    `CalledOffError`. Raises `DatasetError` when the dataset doesn't fit the network, `FileError` for weights that don't.
    """
    read: list[tuple[Dataset, list[str], Objective]] = []

    def require_fit(found: LoadedModel) -> None:
        stage(tr("The dataset is read"))
        read.append(_fitting(found, question))
        stage(tr("The model is loaded"))

    stage(tr("The model is loaded"))
    loaded = LoadedModel(question.project, question.weights, require_fit) if model is None else model(require_fit)
    project = loaded.project
    if not read:
        stage(tr("The dataset is read"))
        read.append(_fitting(loaded, question))
    dataset, notes, goal = read[0]
    sizes = input_sizes(project.graph, dataset.image_shape, dataset.facts.sizes.channels)
    name = "all" if question.only else question.part or loaded.judging_part(question.data)
    split = loaded.part(name, question.data)
    if question.only:
        split = _these(split, read_keys(Path(question.only)))
    batches = Batches(split, sizes, goal, _batch_size(sizes), resizing=project.recipe.resizing)
    with loaded.scope.scope():
        outputs, targets, places, losses = _predict_all(loaded.model, goal, batches, stage)
        stage(tr("Figures are worked out"))
        bring_metrics()
        figures = _figures(loaded.model, goal, outputs, targets, losses)
        about = [_about(*part) for part in zip(goal.heads, dataset.learned, outputs, targets, strict=False)]
    warmths = [_kept_temperature(loaded), *[None] * (len(about) - 1)]  # that of the first output is kept
    for told, head, said, truth, kept in zip(about, goal.heads, outputs, targets, warmths, strict=False):
        told |= _calibration(head, said, truth, kept)
    _judge(question, goal, dataset, (outputs, targets, places, losses), about, split)
    if question.mistakes:
        for found, head, learned, said, truth in zip(about, goal.heads, dataset.learned, outputs, targets, strict=False):
            worst = _worst_mistakes(head, learned, said, truth, question.mistakes)
            found["mistakes"] = mistakes.named(worst, places, split)
        mistakes.keep_pictures(split, [mistake["place"] for found in about for mistake in found["mistakes"]], question.pictures)
    first = {**about[0], "loss": figures.pop("loss"), "metrics": figures}
    left_out = len(split) - len(places)
    unread = number_of("{0} image can't be read, and was left out.|{0} images can't be read, and were left out.", left_out)
    return {
        **first,
        "images": len(targets[0]),
        "split": name,
        "data": "" if loaded.owns(question.data) else question.data,
        "source": loaded.source_of(name, question.data),
        "pixel_range": project.recipe.pixel_range,
        "trained_on": _trained_on(loaded, question, split) if question.only else 0,
        "notes": [
            *_about_weights(loaded.origins),
            *notes,
            *loaded.about_part(name, question.data),
            *([unread] if left_out else []),
            *few(dataset.notes),
            *_about_classes(dataset.classes, loaded.learned),
        ],
        **({"outputs": dict(zip(loaded.model.output_names, about, strict=True))} if goal.several else {}),
    }


def _fitting(loaded: LoadedModel, question: Evaluate) -> tuple[Dataset, list[str], Objective]:
    """The dataset, what is to be said of it, and what the network has to tell of its images. Raises `DatasetError` where it has
    learned something else."""
    project = loaded.project
    dataset, notes = loaded.opened(question.data, question.curation)
    _require_learned(loaded.learned, dataset)
    trained = loaded.origins is None or not loaded.origins.fresh
    goal = objective(project.graph, project.recipe, len(dataset.classes), dataset.task, dataset.facts.aims, trained=trained)
    return dataset, notes, goal


def _trained_on(loaded: LoadedModel, question: Evaluate, split: Split) -> int:
    """How many of the images of another model's evaluation this one was trained on itself, which its figures don't show."""
    if not loaded.owns(question.data) or (loaded.origins is not None and loaded.origins.fresh):
        return 0
    try:
        known = set(loaded.part("train", question.data).keys)
    except DatasetError:  # all of it is for testing
        return 0
    return sum(key in known for key in split.keys)


def _these(split: Split, keys: tuple[str, ...]) -> Split:
    """The images with these keys, as far as they are there, in this order."""
    known = {key: place for place, key in enumerate(split.keys)}
    places = [known[key] for key in keys if key in known]
    if not places:
        raise DatasetError(tr("None of these images is in the dataset."), tr("Choose the dataset that they are from."))
    return split.take(np.array(places))


def _batch_size(sizes: tuple[Size, ...]) -> int:
    """Small images are looked at many at a time; 64 at least."""
    pixels = max(height * width for height, width, _ in sizes)
    return max(BATCH, min(LARGEST_BATCH, BATCH_PIXELS // pixels))


def _judge(
    question: Evaluate,
    goal: Objective,
    dataset: Dataset,
    told: tuple[list[Array], list[Array], Array, list[Array]],
    about: list[Answer],
    split: Split,
) -> None:
    """What is said of each image: its figures go to what is told about each output, its arrays into a file, if one is named."""
    outputs, targets, places, losses = told
    found = []
    for own, head, learned, said, truth, each in zip(about, goal.heads, dataset.learned, outputs, targets, losses, strict=False):
        judged, more = judge(head, learned, said, truth, each, every=question.every)
        own |= more
        found.append(judged)
        if question.path and len(learned.classes) > MOST_IN_JSON:
            own["confusion_matrix"] = None  # whoever reads the file counts it again
    if question.path:
        write(Path(question.path), found, places, [split.keys[place] for place in places.tolist()] if split.keys else [])


def _require_learned(known: tuple[Learned, ...], dataset: Dataset) -> None:
    """Raises `DatasetError` for a dataset with something else to learn than the model has learned."""
    wanted, found = ([(told.name, told.task) for told in several] for several in (known, dataset.learned))
    if not known or found == wanted:
        return
    if len(known) == len(dataset.learned) == 1:
        task = known[0].task
        if task != dataset.task:
            raise DatasetError(
                tr("The model has learned {0}; the dataset has {1}.", spell_task(task), spell_task(dataset.task)),
                tr("Choose a dataset with {0}.", spell_task(task)),
            )
        return
    has, needs = (listed(told.words for told in several) for several in (dataset.learned, known))
    raise DatasetError(
        tr("The model has learned {0}; the dataset has {1}.", needs, has), tr("Choose a dataset with the same things to learn.")
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


def _kept_temperature(loaded: LoadedModel) -> float | None:
    """The temperature of a run, as it was found on its validation images when it was asked about others for the first time."""
    file = loaded.trained_file
    if file is None or loaded.run_folder is None:
        return None
    with contextlib.suppress(LayerloomError):
        kept = calibration.read(RunFolder(loaded.run_folder, "").calibration, calibration.digest(file))
        return None if kept is None or kept.old else kept.temperature
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


def _about_weights(found: Origins | None) -> list[str]:
    """Which of them are random numbers, and where the others have gone."""
    return [] if found is None or not found.fresh else [*filter(None, (found.untrained_warning, found.why))]


def _about_classes(classes: tuple[str, ...], known: tuple[Learned, ...]) -> tuple[str, ...]:
    """What a model from elsewhere does not say: which of its outputs stands for which class."""
    if known:
        return ()
    shown = listed(classes, 12)
    return (tr("The file doesn't name its classes; its outputs are taken for {0}, in this order.", shown),)


# ---------------------------------------------------------------------- inside


def _predict_all(
    model: keras.Model, goal: Objective, batches: Batches, stage: Callable[[str], None]
) -> tuple[list[Array], list[Array], Array, list[Array]]:
    """What the network says to every image, and what should be said: one array per output; the places of the images, of which
    those that can't be read are left out; and the loss of each image, for each output."""
    said, right, places, losses = [], [], [], []
    ask = asking(model, goal.heads)
    told, done = 0.0, 0
    for images, targets, beside in batches.dataset(placed=True):
        if time.monotonic() - told > TELL:
            told = time.monotonic()
            stage(tr("{0} of {1} images", digits(done), digits(batches.count)))
        answers, each = ask(images, as_list(targets))
        said.append(answers)
        losses.append(each)
        right.append([np.asarray(target) for target in as_list(targets)])
        places.append(np.asarray(beside[PLACES]))
        done += len(places[-1])
    return _joined(said), _joined(right), np.concatenate(places), _joined(losses)


def _joined(batches: list[list[Array]]) -> list[Array]:
    return [np.concatenate(parts) for parts in zip(*batches, strict=True)]


def _figures(
    model: keras.Model, goal: Objective, outputs: list[Array], targets: list[Array], losses: list[Array]
) -> dict[str, float]:
    """Loss and metrics, as Keras's `evaluate` gives them; of several outputs the first one's metrics are the network's."""
    total = sum(weight * float(each.mean(dtype=np.float64)) for weight, each in zip(goal.weights, losses, strict=True))
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
