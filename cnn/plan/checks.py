"""Whether a training can begin: what can be known to fail before anything is started. No dataset is read for it."""

from dataclasses import dataclass

from cnn.analysis import Analysis, problems_with_classes
from cnn.analysis.repairs import Repair
from cnn.datasets import info_of, open_dataset
from cnn.datasets.sources import exists, require_regular
from cnn.errors import LayerloomError, RecipeError
from cnn.graph import Graph
from cnn.plan.losses import asked
from cnn.plan.memory_need import Need, training_need
from cnn.plan.metrics import figures
from cnn.plan.stages import stages
from cnn.recipe import Recipe
from cnn.recipe.augmentation import check
from cnn.words.quantities import number_of
from cnn.words.spelling import guess


@dataclass(frozen=True)
class Obstacle:
    """Why training can't begin, what to do about it, and the edits of the network that cure it.

    `in_network` says that the network itself can't be built, whatever it is to be trained on.
    """

    message: str
    hint: str = ""
    repairs: tuple[Repair, ...] = ()
    in_network: bool = False


def obstacle(
    analysis: Analysis, recipe: Recipe, dataset: str, classes: int | None = None, *, missing: LayerloomError | None = None
) -> Obstacle | None:
    """What keeps a training from beginning; `None` when nothing is known to.

    `classes` is how many classes the dataset has, where somebody has read it, `missing` why there is none (`missing_data`).
    """
    if problem := next((item for item in analysis.problems if item.severity == "error"), None):
        return Obstacle(problem.message, repairs=problem.repairs, in_network=True)
    try:
        require_ready(analysis.graph, recipe, analysis)
    except RecipeError as error:
        return Obstacle(error.message, error.hint)
    if missing is not None:
        return Obstacle(missing.message, missing.hint)
    return _too_few_classes(analysis, dataset, classes)


def missing_data(dataset: str) -> LayerloomError | None:
    """What is wrong with the name of a dataset that isn't there; `None` when it is, or when it can be downloaded."""
    try:
        if exists(dataset):
            require_regular(dataset)
            return None
        open_dataset(dataset)
    except LayerloomError as error:
        return error
    return None


def training_memory(
    analysis: Analysis, recipe: Recipe, dataset: str, *, on_gpu: bool = False, batch_size: int | None = None
) -> Need | None:
    """What a training takes at its peak, process and images included; `None` where it can't be known.

    Images count where the dataset is a known one; another isn't read for it.
    """
    info = info_of(dataset)
    recipe = recipe if batch_size is None else recipe.changed(batch_size=batch_size)
    return training_need(analysis, recipe, info.image_bytes if info else 0, on_gpu=on_gpu)


def require_ready(graph: Graph, recipe: Recipe, analysis: Analysis | None = None) -> None:
    """Raises `RecipeError` for what of a recipe can't work with a network; its `analysis`, if there is one, is used.

    Layers to freeze, outputs with a loss and figures to look at must be there; augmentation must fit images and loss, losses
    the outputs.
    """
    stages(graph, recipe)
    for node_id in graph.inputs:
        size = graph.nodes[node_id].layer.output_shape()
        if len(size) == 3 and None not in size:
            check(recipe.augmentation, size)
    check_monitors(recipe, figures(asked(graph, recipe, analysis), validates=True))


def _too_few_classes(analysis: Analysis, dataset: str, classes: int | None) -> Obstacle | None:
    """Or too many: the outputs must be as many as the classes."""
    info = info_of(dataset)
    number = len(info.classes) if info else classes
    problems = problems_with_classes(analysis, number, 1) if number else ()
    if not problems:
        return None
    hint = f"{info.title} has {number_of('{0} class|{0} classes', number or 0)}." if info else ""
    return Obstacle(problems[0].message, hint, problems[0].repairs)


def check_monitors(recipe: Recipe, known: tuple[str, ...]) -> None:
    """Raises `RecipeError` for a figure to look at that is not among the known ones and will never be told."""
    for setting in ("monitor", "plateau_monitor"):
        name = getattr(recipe, setting)
        if name not in ("auto", *known):
            near = guess(name, known)
            raise RecipeError(
                f'{setting}: there is no figure "{name}".', f"{near} Choose auto or one of {', '.join(known)}.".strip()
            )
