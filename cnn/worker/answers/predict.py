"""What a trained model sees in image files, portion by portion, and how far it is to be trusted with each."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.analysis import analyse
from cnn.datasets import Split
from cnn.datasets.pages import as_paged
from cnn.datasets.pixels.images import decode, look
from cnn.datasets.pixels.pixel_range import range_of
from cnn.datasets.sizes import Size
from cnn.datasets.sources import Source
from cnn.datasets.task import Learned, Task
from cnn.errors import DatasetError, LayerloomError
from cnn.files.files import RUN_PROJECT
from cnn.formats.keras.stated_loss import stated_task
from cnn.graph import Graph
from cnn.plan.input_sizes import input_sizes, with_sizes
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Predict, PredictImage
from cnn.words.language import tr
from cnn.words.lists import clauses
from cnn.words.quantities import number_of
from cnn.worker.answers import calibration, scores
from cnn.worker.answers.calibration import Calibration, Doubt
from cnn.worker.answers.evaluate import (
    BATCH,
    Answer,
    as_list,
    class_names,
)
from cnn.worker.answers.layer_statistics import looked_at
from cnn.worker.answers.layer_statistics import statistics as statistics_of
from cnn.worker.answers.loaded_model import LoadedModel
from cnn.worker.data.batches import Batches
from cnn.worker.data.training_data import splits
from cnn.worker.evaluation.probabilities import each_probability, probabilities
from cnn.worker.model.objective import Objective, meaning_of, objective
from cnn.worker.questions.explain import Explained

Array = NDArray[Any]
#: images as they go into the network, one array per input; or why there is none
Pixels = list[NDArray[np.float32]] | str


class Predictor:
    """A trained model that is loaded once and asked often. Raises `LayerloomError` where it can't be loaded."""

    def __init__(self, project: str, weights: str, loaded: LoadedModel | None = None) -> None:
        self.loaded = loaded or LoadedModel(project, weights)
        self._project = self.loaded.project
        self._graph = self._project.graph
        self._sizes = self.loaded.sizes
        self._learned = self.loaded.learned
        self._notes: list[str] = []
        self.task: Task = self._learned[0].task if self._learned else self._task_of_a_stranger()
        self._scope = self.loaded.scope
        with self._scope.scope():
            model = self.loaded.model
            last, tensor = last_hidden(self._graph, model)
            self._others = model.outputs[1:] if len(self._learned) > 1 else []
            seen = [] if tensor is None else [tensor, *looked_at(model, last)]
            self._model = keras.Model(model.inputs, [model.outputs[0], *self._others, *seen])

    # ------------------------------------------------------------------ answers

    def opened(self) -> Answer:
        """What there is to know before the first image: `task`, `classes`, what the marks mean, and notes."""
        told = {"task": self.task, "classes": list(self.classes), "marks": self._meaning(), "notes": self._notes}
        outputs = [{"name": name, "target": learned.name, "task": learned.task, "classes": list(learned.classes)}
                   for name, learned in self._by_output()]  # fmt: skip
        return {**told, "outputs": outputs} if outputs else told

    def _task_of_a_stranger(self) -> Task:
        """What a model from elsewhere tells: plain numbers where it was compiled so, or where it gives a single one."""
        output = self._graph.outputs[0]
        if meaning_of(self._graph, output) != "logits":
            return "classes"
        stated, units = (
            stated_task(self.loaded.weights) if self.loaded.weights else None,
            (analyse(self._graph).nodes[output].output_shape or (None,))[-1],
        )
        if stated is None and units != 1:
            self._notes.append(tr("The file doesn't say whether its outputs are numbers or classes; they are taken for classes."))
        return stated or ("numbers" if units == 1 else "classes")

    def _by_output(self) -> list[tuple[str, Learned]]:
        """Every output with what it has learned, where each has learned something else."""
        if len(self._learned) < 2:
            return []
        names = [self._graph.nodes[output].name for output in self._graph.outputs]
        return list(zip(names, self._learned, strict=True))

    def predict(self, question: Predict) -> list[Answer]:
        """What is seen in each image: its most likely classes, its labels, or its numbers, and its marks; or an `error`.

        Every class's probability, every number, goes into the NumPy file `question.path`, if one is named (images × classes,
        float32, not a number where an image can't be read); of several outputs those of the first, and then of the others.
        """
        answers: list[Answer] = []
        rows = np.full((len(question.images), self._width), np.nan, np.float32)
        with self._scope.scope(), ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for names in _portions(question.images):
                start = len(answers)
                pixels = list(pool.map(self._pixels, names))
                taken = pool.map(self._taken, names)
                found = self._answers(names, pixels, question.top, rows[start : start + len(names)])
                answers += [{**answer, **more} for answer, more in zip(found, taken, strict=True)]
        if question.path:
            np.save(question.path, rows, allow_pickle=False)  # for whoever asks, and for nobody afterwards
        return answers

    def predict_image(self, question: PredictImage) -> Answer:
        """What is seen in one image, see `cnn.runs.messages.PredictImage`; raises `DatasetError` where it can't be read."""
        pixels = self.loaded.pixels(question.image)
        name = question.image.name or question.image.file
        rows = np.empty((1, self._width), np.float32)
        with self._scope.scope():
            (found,) = self._answers((name,), [pixels], question.top, rows, marked=question.marks)
        if question.path:
            arrays: dict[str, Any] = {f"input_{number}": image for number, image in enumerate(pixels)}
            np.savez(question.path, **arrays)
        origins = self.loaded.origins
        return {
            **found,
            **(self._taken(question.image.file) if question.image.file else {}),
            "truth": clauses(self.loaded.truths(question.image)),
            "classes": list(self.classes),
            "weights": origins.summary if origins is not None else "",
            "state": origins.state if origins is not None else "trained",
        }

    @property
    def outputs(self) -> tuple[Explained, ...]:
        """Each output of the network with what it tells; several may tell the same."""
        names = [self._graph.nodes[output].name for output in self._graph.outputs]
        if len(self._learned) > 1:
            return tuple(Explained(name, told.task, told.classes) for name, told in zip(names, self._learned, strict=True))
        return tuple(Explained(name, self.task, self.classes) for name in names)

    @property
    def _width(self) -> int:
        """Of how many classes, labels and numbers something is said in all."""
        return len(self.classes) + sum(len(learned.classes) for learned in self._learned[1:])

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """What the columns of its answers are called."""
        units = self._model.outputs[0].shape[-1]
        if self.task == "numbers" and not self._learned:
            name = self._graph.nodes[self._graph.outputs[0]].name
            return (name,) if units == 1 else tuple(f"{name} {number}" for number in range(1, units + 1))
        return class_names(
            str((self.loaded.run_folder or self.loaded.path.parent) / RUN_PROJECT),
            self._project,
            2 if units == 1 and self.task == "classes" else units,
        )

    def _answers(
        self, names: tuple[str, ...], pixels: Sequence[Pixels], top: int, rows: Array, *, marked: bool = True
    ) -> list[Answer]:
        answers = [{"image": name, "task": self.task, "top": [], "error": read} for name, read in zip(names, pixels, strict=True)]
        good = [place for place, read in enumerate(pixels) if not isinstance(read, str)]
        if good:
            batch = [np.stack(images) for images in zip(*(pixels[place] for place in good), strict=True)]
            found, others, features, statistics = self._ask(batch)
            said = [self._said(part, number) for number, part in enumerate([found, *others])]
            rows[good] = np.concatenate(said, axis=1)
            nothing: list[Answer] = [{} for _ in good]
            unlike = self._unlike(features, statistics, len(good)) if marked else nothing
            known = features is not None
            doubts = [self._doubts(part, number, known=known) if marked else nothing for number, part in enumerate(said)]
            first = len(self.classes)
            for number, (place, mark) in enumerate(zip(good, unlike, strict=True)):
                told = _told(rows[place, :first], self.classes, self.task, top)
                own = [doubt[number] for doubt in doubts]
                outputs = self._of_outputs(rows[place], top, own)
                answers[place] = {"image": names[place], "task": self.task, **told, **own[0], **mark, **outputs}
        return answers

    def _of_outputs(self, row: Array, top: int, doubts: Sequence[Answer]) -> Answer:
        """What each output says of an image, by its name, where each has learned something else, and how sure it is."""
        found, start = {}, 0
        for (name, learned), doubt in zip(self._by_output(), doubts, strict=False):
            own = row[start : start + len(learned.classes)]
            start += len(learned.classes)
            told = _told(own, learned.classes, learned.task, top)
            found[name] = {"target": learned.name, "task": learned.task, **told, **doubt}
        return {"outputs": found} if found else {}

    def _pixels(self, name: str) -> Pixels:
        try:
            how = self._project.recipe.resizing, range_of(self._project.recipe.pixel_range)
            return [decode(self._path_of(name), size, *how).astype(np.float32) for size in self._sizes]
        except DatasetError as error:
            return error.message

    def _taken(self, name: str) -> Answer:
        """What is to be said of how an image was taken, see `cnn.runs.predictions.Seen`."""
        path, known = self._path_of(name), range_of(self._project.recipe.pixel_range)
        try:
            seen = look(path)
        except DatasetError:
            return {}
        few = known is not None and known.high > 255 and not seen.deep
        return {**({"first_page": True} if seen.several else {}), **({"few_bits": True} if few else {})}

    def _path_of(self, name: str) -> Path:
        return as_paged(Path(name), Source.of(self._project.dataset).pages)

    def _ask(self, batch: list[Array]) -> tuple[Array, list[Array], Array | None, Array | None]:
        """What the first output says, what others say that have learned something else, the features of the last hidden layer,
        and the statistics of some layers."""
        found = [np.asarray(part) for part in as_list(self._model.predict_on_batch(batch[0] if len(batch) == 1 else batch))]
        heads = 1 + len(self._others)
        features = calibration.flat(found[heads]) if len(found) > heads else None
        return found[0], found[1:heads], features, statistics_of(found[heads + 1 :]) if len(found) > heads + 1 else None

    def _said(self, outputs: Array, number: int = 0) -> Array:
        """What an output says, in probabilities where it tells classes or labels."""
        meaning = meaning_of(self._graph, self._graph.outputs[number])
        task = self._learned[number].task if self._learned else self.task
        if task == "classes":
            return probabilities(outputs, meaning)
        return each_probability(outputs, meaning) if task == "labels" else outputs

    # ------------------------------------------------------------------ marks

    def _unlike(self, features: Array | None, statistics: Array | None, count: int) -> list[Answer]:
        """For each image whether it is unlike anything seen; None: not known."""
        found = self.calibration
        if found is None or features is None:
            return [{"unlike": None}] * count
        return [{"unlike": there} for there in found.unlike(features, statistics).tolist()]

    def _doubts(self, said: Array, number: int, *, known: bool) -> list[Answer]:
        """For each image whether an output is uncertain of it (None: not known), and the scaled probability."""
        found, task = self.calibration, self._learned[number].task if self._learned else self.task
        doubts = found.doubts if found is not None and known else ()
        warm = doubts[number].temperature if number < len(doubts) else None
        if warm is None:
            return [{"uncertain": None}] * len(said)
        sure = calibration.confidence(calibration.logarithms(said, task), warm, task).tolist()
        return [{"confidence": value, "uncertain": value < calibration.SURE} for value in sure]

    def _meaning(self) -> Answer:
        """The marks there are, each with what it means in one line."""
        found = self.calibration
        if found is None:
            return {}
        meaning = {
            "unlike": tr("further from everything seen in training than {0:.0f} of 100 validation images", 100 * calibration.SEEN)
        }
        names = [learned.name for learned in self._learned] if len(self._learned) > 1 else [""]
        told = [
            _about_doubt(doubt, f" of {name}" if name else "")
            for name, doubt in zip(names, found.doubts, strict=False)
            if doubt.temperature is not None
        ]
        return {**meaning, "uncertain": clauses(told)} if told else meaning

    @cached_property
    def calibration(self) -> Calibration | None:
        """What is known of it; found now where it isn't yet. Where it can't be found, a note says why."""
        trained = self.loaded.trained_file
        if trained is None:
            self._notes.append(
                tr(
                    "Images can't be marked as uncertain or unlike: the file doesn't say what it was trained on; "
                    "that is known of a run."
                )
            )
            return None
        folder = RunFolder(trained.parent, "")
        model = calibration.digest(trained)
        kept = calibration.read(folder.calibration, model)
        if kept is not None and not kept.old and len(kept.others) == len(self._others):
            return kept
        try:
            found = self._measured()
        except LayerloomError as error:
            if kept is not None:  # the images are gone; what was found from them is as true as it was
                return kept
            self._notes.append(tr("Images can't be marked as uncertain or unlike: {0}", error.message))
            return None
        with contextlib.suppress(LayerloomError):  # a folder that can't be written to: it is found again next time
            calibration.write(found, folder.calibration, model)
        return found

    def _measured(self) -> Calibration:
        if len(self._model.outputs) < 2 + len(self._others):
            raise LayerloomError(tr("the network has no last hidden layer."))
        dataset = self.loaded.dataset()
        goal = objective(self._graph, self._project.recipe, len(dataset.classes), dataset.task, dataset.facts.aims)
        sizes = input_sizes(self._graph, dataset.image_shape)
        learn, judge = splits(dataset, self._project, with_sizes(self._graph, sizes))
        if judge is None or len(judge) < calibration.LEAST or len(learn) < calibration.LEAST:
            raise LayerloomError(tr("the run has fewer than {0} validation images.", calibration.LEAST))
        said, truth, features, judged = self._looked_at(_some(judge, calibration.MOST_JUDGED), sizes, goal)
        _, _, known, learned = self._looked_at(_some(learn, calibration.MOST_REMEMBERED), sizes, goal)
        statistics = None if judged is None or learned is None else (judged, learned)
        tasks = [learned.task for learned in self._learned] or [self.task]
        first, *others = (
            (own if task == "numbers" else calibration.logarithms(own, task), right, task)
            for own, right, task in zip(said, truth, tasks, strict=False)
        )
        return calibration.measured(*first[:2], features, known, self.task, statistics, others)

    def _looked_at(
        self, split: Split, sizes: tuple[Size, ...], goal: Objective
    ) -> tuple[list[Array], list[Array], Array, Array | None]:
        """What each output says of images whose labels are known, what is true of them (class numbers, or rows), their features,
        and the statistics of layers."""
        heads = range(1 + len(self._others))
        tasks = [learned.task for learned in self._learned] or [self.task]
        said, truth, features, statistics = [list[Array]() for _ in heads], [list[Array]() for _ in heads], [], []
        with self._scope.scope():
            for images, targets in Batches(split, sizes, goal, BATCH, resizing=self._project.recipe.resizing).dataset():
                found, others, seen, layers = self._ask([np.asarray(image) for image in as_list(images)])
                assert seen is not None
                for head, (part, rows) in enumerate(zip((found, *others), as_list(targets), strict=False)):
                    said[head].append(self._said(part, head))
                    truth[head].append(_numbered(np.asarray(rows)) if tasks[head] == "classes" else np.asarray(rows))
                features.append(seen)
                statistics += [] if layers is None else [layers]
        return (
            [np.concatenate(parts) for parts in said],
            [np.concatenate(parts) for parts in truth],
            np.concatenate(features),
            np.concatenate(statistics) if statistics else None,
        )


# ---------------------------------------------------------------------- inside


def _numbered(rows: Array) -> Array:
    """Class numbers, of those or of rows with a 1 for each."""
    found = rows.argmax(axis=-1) if rows.ndim > 1 and rows.shape[-1] > 1 else rows
    return found.reshape(-1).astype(np.int64)


def _told(row: Array, classes: tuple[str, ...], task: Task, top: int) -> Answer:
    """What is said of one image: `top` are the most likely classes or labels, `labels` those that are there."""
    if task == "numbers":
        values = [{"name": name, "value": float(value)} for name, value in zip(classes, row, strict=True)]
        return {"top": [], "numbers": values}
    best = _top(row, classes, top)
    if task == "classes":
        return {"top": best}
    there = [item for item in _top(row, classes, len(classes)) if item["probability"] >= scores.THRESHOLD]
    return {"top": best, "labels": there}


def _top(row: Array, classes: tuple[str, ...], number: int) -> list[Answer]:
    best = np.argsort(-row, kind="stable")[:number]
    return [{"class": classes[place], "probability": float(row[place])} for place in best.tolist()]


def _about_doubt(found: Doubt, of: str) -> str:
    """What the doubt amounts to; `of` says what about, where that is not plain."""
    if not found.unsure:
        return tr("of validation images, none was this unsure{0}", of)
    how_many = number_of("{0} validation image|{0} validation images", found.unsure)
    return tr("of images this unsure{0}, about {1} in 10 are wrong ({2})", of, round(10 * found.wrong), how_many)


def _some(split: Split, most: int) -> Split:
    """That many images of a split at most, always the same."""
    if len(split) <= most:
        return split
    return split.take(np.sort(np.random.default_rng(0).choice(len(split), most, replace=False)))


def last_hidden(graph: Graph, model: keras.Model) -> tuple[str, Any]:
    """The name of the last layer that has weights, and what goes into it; None where that is no single tensor."""
    analysis = analyse(graph)
    node = graph.nodes[graph.outputs[0]]
    while not analysis.nodes[node.id].weights and len(node.inputs) == 1:
        node = graph.nodes[node.inputs[0]]
    if len(node.inputs) != 1:
        return node.name, None
    try:
        tensor = model.get_layer(graph.nodes[node.inputs[0]].name).output
    except (ValueError, AttributeError):  # a layer that is called twice
        return node.name, None
    return node.name, None if isinstance(tensor, list | tuple | dict) else tensor


def _portions(images: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not images:
        raise DatasetError(tr("There are no images to classify."), tr("Name at least one image file."))
    return (images[start : start + BATCH] for start in range(0, len(images), BATCH))
