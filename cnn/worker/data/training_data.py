"""What a training learns from and is judged by: the images of its dataset as batches, and what is asked of the network."""

from dataclasses import dataclass

from cnn.datasets import Dataset, Split
from cnn.datasets.division.dividing import divided, told
from cnn.datasets.division.fold import Fold
from cnn.datasets.inspection.statistics import about_unseen
from cnn.datasets.sizes import Size
from cnn.datasets.task import Learned, Task
from cnn.errors import DatasetError, RecipeError
from cnn.graph import Graph
from cnn.plan.class_weights import class_weights
from cnn.plan.input_sizes import input_sizes, with_sizes
from cnn.plan.losses import remark
from cnn.project import Project, open_data, open_held
from cnn.recipe import Recipe
from cnn.recipe.augmentation import check, mixes
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.quantities import spell_task
from cnn.worker.data import pacing
from cnn.worker.data.augmentation import Augmenter
from cnn.worker.data.batches import Batches
from cnn.worker.data.pacing import Pace
from cnn.worker.data.share import Share
from cnn.worker.model.builder import checked
from cnn.worker.model.objective import Objective, objective


@dataclass
class TrainingData:
    """What is trained on: the batches of training and of validation, and what is asked of the network."""

    train: Batches
    validation: Batches | None
    objective: Objective
    learned: tuple[Learned, ...]
    notes: tuple[str, ...]
    pace: Pace
    divided: dict[str, tuple[str, ...]]  # keys of the images of each split; none where the source divides them
    images: Split  # those that are trained on
    judged: Split | None  # those that are validated on
    mixed: bool  # whether several of them are mixed into one
    pixel_range: str  # as it is to be written down: that of the dataset in numbers

    @property
    def classes(self) -> tuple[str, ...]:
        """What the first output tells."""
        return self.learned[0].classes

    @property
    def task(self) -> Task:
        """What the first output learns."""
        return self.learned[0].task

    @classmethod
    def of(
        cls, project: Project, *, dataset: Dataset | None = None, held: Dataset | None = None, share: Share | None = None
    ) -> "TrainingData":
        """Everything a project trains on, or a `share` of each batch. Its `dataset` is opened, unless it was; so is that of its
        validation, `held`.

        Raises `DatasetError` when the dataset doesn't fit the network, `RecipeError` when its augmentation or its
        class weights don't.
        """
        recipe, graph = project.recipe, project.graph
        checked(graph)
        dataset = open_data(project) if dataset is None else dataset
        if dataset.range is not None:  # what is opened beside it follows
            recipe = recipe.changed(pixel_range=str(dataset.range))
        for note in dataset.notes:
            print(note, flush=True)
        goal = objective(graph, recipe, len(dataset.classes), dataset.task, dataset.facts.aims)
        require_values(goal, dataset)
        sizes = input_sizes(graph, dataset.image_shape, dataset.facts.sizes.channels)
        graph = with_sizes(graph, sizes)
        sized = checked(graph)
        learn, judge = splits(dataset, project, graph, held)
        weights = (
            class_weights(recipe, learn.labels, dataset.classes) if dataset.task == "classes" and not dataset.others else None
        )
        own = augmenter(recipe, sizes), weights, recipe.resizing
        train = Batches(learn, sizes, goal, recipe.batch_size, *own, balanced=recipe.sampling == "balanced", share=share)
        validation = (
            Batches(judge, sizes, goal, recipe.batch_size, resizing=recipe.resizing, share=share) if judge is not None else None
        )
        pace = pacing.expected(sized.macs, recipe.batch_size, train.steps)
        shared = judge is not None and not recipe.validation_data and (dataset.validation is None or bool(recipe.fold))
        parts = {"train": learn.keys, "validation": judge.keys} if shared and judge is not None else {}
        unseen = about_unseen(learn, dataset.classes, dataset.task)
        remarks = [text for head in goal.heads if (text := remark(head.target))]
        notes = (*remarks, *((unseen,) if unseen else ()), *(told(learn, judge) if parts else ()), *dataset.notes)
        mixed, known = mixes(recipe.augmentation), recipe.pixel_range
        return cls(train, validation, goal, dataset.learned, notes, pace, parts, learn, judge, mixed, known)

    def skipped(self) -> tuple[str, ...]:
        """What to say of image files that turned out to be unreadable while they were trained on; the log names them."""
        parts = (("training", self.train), ("validation", self.validation))
        return tuple(
            tr(
                "{0:,} of {1:,} images for {2} can't be read and were skipped; log.txt names them.",
                batches.skipped,
                batches.count,
                name,
            )
            for name, batches in parts
            if batches is not None and batches.skipped
        )


def augmenter(recipe: Recipe, sizes: tuple[Size, ...]) -> Augmenter | None:
    """What changes the training images of these sizes; raises `RecipeError` when they would not fit afterwards."""
    for size in sizes:
        check(recipe.augmentation, size)
    return Augmenter(recipe.augmentation, recipe.seed) if recipe.augmentation else None


def splits(dataset: Dataset, project: Project, graph: Graph, held: Dataset | None = None) -> tuple[Split, Split | None]:
    """What a project trains on, and what it validates on (None: nothing): a share, or a dataset of its own.

    `graph` has the sizes at which images come in; `held` is the other dataset, where it was opened. Raises `DatasetError` when
    that doesn't fit.
    """
    recipe = project.recipe
    if not recipe.validation_data:
        return divided(dataset, recipe.validation_split, recipe.seed, Fold.of(recipe.fold))
    other = held or held_out(dataset, project)
    assert other is not None
    input_sizes(graph, other.image_shape, other.facts.sizes.channels)
    return dataset.train, other.held


def held_out(dataset: Dataset, project: Project) -> Dataset | None:
    """The dataset that is opened for validation beside the one to train on, where a recipe names one; raises `DatasetError` when
    something else is learned of it."""
    other = open_held(project, dataset)
    if other is None:
        return None
    if dataset.others or other.others:
        _require_same(dataset, other)
    elif (other.task, other.classes) != (dataset.task, dataset.classes):
        raise DatasetError(
            tr(
                "The validation images have the {0} {1}; those to train on have the {2} {3}.",
                spell_task(other.task),
                _listed(other.classes),
                spell_task(dataset.task),
                _listed(dataset.classes),
            ),
            tr("Choose validation data with the same {0} in the same order.", spell_task(dataset.task)),
        )
    return other


def require_values(goal: Objective, dataset: Dataset) -> None:
    """Raises `RecipeError` for numbers that an output, or its loss, can't come to."""
    every = [dataset.train.labels, *dataset.train.others] if goal.several else [dataset.train.labels] * len(goal.heads)
    for head, labels in zip(goal.heads, every, strict=True):
        if head.target.task != "numbers":
            continue
        least, most = float(labels.min()), float(labels.max())
        if head.target.meaning == "independent" and not 0 <= least <= most <= 1:
            raise RecipeError(
                tr(
                    'The output "{0}" gives 0 to 1 (sigmoid); the dataset has numbers from {1:g} to {2:g}.',
                    head.target.output,
                    least,
                    most,
                ),
                tr("Make its last layer linear."),
            )
        if head.name in ("mean_squared_logarithmic_error", "poisson") and least < 0:
            raise RecipeError(
                tr("The loss {0} takes numbers from 0; those of the dataset begin at {1:g}.", head.name, least),
                tr("Use mean_squared_error."),
            )


def _require_same(dataset: Dataset, other: Dataset) -> None:
    """Raises `DatasetError` where another dataset has other things to learn."""
    if other.learned != dataset.learned:
        told, wanted = (listed(item.words for item in found.learned) for found in (other, dataset))
        raise DatasetError(
            tr("The validation images have {0}; those to train on have {1}.", told, wanted),
            tr("Choose validation data with the same things to learn."),
        )


def _listed(classes: tuple[str, ...]) -> str:
    return listed(classes[:5]) + (f" … ({len(classes)})" if len(classes) > 5 else "")
