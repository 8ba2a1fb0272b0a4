"""Whether a training may begin: what can be known to fail before anything is started, and whether it fits into memory.

The window and the command line ask the same questions here and say the same words. No dataset is read for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnn.analysis import Analysis, problems_with_classes
from cnn.analysis.outputs import learning
from cnn.analysis.repairs import Repair
from cnn.datasets import info_of, open_dataset
from cnn.datasets.sizes import Facts
from cnn.datasets.sources import exists, require_regular
from cnn.datasets.task import TASKS, Aim, Task
from cnn.errors import DatasetError, LayerloomError, RecipeError
from cnn.graph import Graph
from cnn.memory import free_gpu_memory, free_memory
from cnn.plan.class_weights import require_classes
from cnn.plan.data_fit import Comparison, Rebuild
from cnn.plan.input_sizes import input_sizes
from cnn.plan.losses import graph_targets
from cnn.plan.memory_need import Need
from cnn.plan.metrics import figures
from cnn.plan.stages import stages, weights_file
from cnn.plan.training_memory import training_memory
from cnn.recipe import Recipe
from cnn.recipe.augmentation import check
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.quantities import number_of, spell_bytes
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
    classes: int | None = None  # of the dataset, where the outputs are not as many


def obstacle(
    analysis: Analysis,
    recipe: Recipe,
    dataset: str,
    facts: Facts | None = None,
    *,
    missing: LayerloomError | None = None,
    rebuild: Rebuild = lambda *_: None,
    with_repairs: bool = True,
) -> Obstacle | None:
    """What keeps a training from beginning; `None` when nothing is known to.

    `facts` are those of the dataset, where somebody has read it; `missing` is what `missing_files` found; `rebuild` is as in
    `Comparison`. Who wants the words alone asks without repairs, which takes a fifth of the time.
    """
    if analysis.errors:
        problem = analysis.errors[0]
        return Obstacle(problem.message, repairs=problem.repairs, in_network=True)
    if facts is not None and facts.others and learning(analysis.graph, [aim.name for aim in facts.aims]) is None:
        return _too_few_classes(Comparison(analysis, recipe, dataset, facts, rebuild), with_repairs)
    try:
        info = info_of(dataset)
        facts = facts or (info.facts if info else None)
        require_ready(analysis.graph, recipe, analysis, task=facts.task if facts else None, aims=facts.aims if facts else ())
        if facts is not None and facts.names and facts.task == "classes" and not facts.others:
            require_classes(recipe, facts.names)
    except RecipeError as error:
        return Obstacle(error.message, error.hint)
    if missing is not None:
        return Obstacle(missing.message, missing.hint)
    if facts is None:
        return None
    compared = Comparison(analysis, recipe, dataset, facts, rebuild)
    return _unfit_input(compared, with_repairs) or _too_few_classes(compared, with_repairs)


def missing_files(dataset: str, recipe: Recipe) -> LayerloomError | None:
    """What is wrong with the first that isn't there of the dataset, the validation data and the weights to start from.

    `None` when all are there, or can be downloaded. Asks the disk, which may take its time.
    """
    try:
        for name in filter(None, (dataset, recipe.validation_data)):
            if exists(name):
                require_regular(name)
            else:
                open_dataset(name)  # says what is wrong with it
        if recipe.start_from:
            weights_file(recipe.start_from)
    except LayerloomError as error:
        return error
    return None


@dataclass(frozen=True)
class Shortage:
    """More memory is needed than is free: bytes, on each of the `shares` devices that a batch is shared out among."""

    need: Need
    free: int
    shares: int = 1

    @property
    def message(self) -> str:
        """One sentence."""
        return tr("Training needs about {0} of memory; {1} are free.", spell_bytes(self.need.total), spell_bytes(self.free))

    @property
    def batch_size(self) -> int:
        """The largest batch that would do; 0 when not even one image may fit."""
        return self.need.largest_batch(self.free) * self.shares


def shortage(analysis: Analysis, recipe: Recipe, dataset: str, devices: Iterable[str] = ()) -> Shortage | None:
    """Whether a training needs more memory than is free; `None` when it fits, or when nobody can know.

    `devices` are those that TensorFlow can compute on, as the worker tells: "cpu", "gpu:0" … That a machine has a GPU says
    nothing: a TensorFlow without CUDA trains on the CPU.
    """
    gpus = taken_gpus(recipe.device, devices)
    shares = max(len(gpus), 1)
    size = -(-recipe.batch_size // shares)
    need = training_memory(analysis, recipe, dataset, on_gpu=bool(gpus), batch_size=size)
    free = [free_gpu_memory(number) for number in gpus] if gpus else [free_memory()]
    known = [amount for amount in free if amount is not None]
    if need is None or len(known) < len(free) or need.fits(min(known)):
        return None
    return Shortage(need, min(known), shares)


def taken_gpus(wanted: str, devices: Iterable[str]) -> tuple[int, ...]:
    """The numbers of the GPUs that a recipe's choice ("auto", "cpu", "gpu", "gpu:1", "all") comes down to; none: the CPU."""
    numbers = sorted(int(device.partition(":")[2]) for device in devices if device.startswith("gpu:"))
    if wanted == "cpu" or not numbers:
        return ()
    if wanted == "all":
        return tuple(numbers)
    number = int(wanted.partition(":")[2] or 0) if wanted.startswith("gpu") else numbers[0]
    return (number,) if number in numbers else ()


def require_ready(
    graph: Graph, recipe: Recipe, analysis: Analysis | None = None, *, task: Task | None = None, aims: Sequence[Aim] = ()
) -> None:
    """Raises `RecipeError` for what of a recipe can't work with a network; its `analysis`, if there is one, is used.

    Layers to freeze, outputs with a loss and figures to look at must be there; augmentation must fit images and loss, losses
    the outputs. `task` is what the dataset has to be learned; where nobody knows it, what could work for one is let pass. `aims`
    are all things to learn, where there are several.
    """
    stages(graph, recipe)
    for node_id in graph.inputs:
        size = graph.nodes[node_id].layer.output_shape()
        if len(size) == 3 and None not in size:
            check(recipe.augmentation, size)
    refusals = list[RecipeError]()
    for tried in TASKS if task is None else (task,):
        try:
            check_monitors(recipe, figures(graph_targets(graph, recipe, analysis, tried, aims), validates=True))
            return
        except RecipeError as error:
            refusals.append(error)
    raise refusals[0]


def _unfit_input(compared: Comparison, with_repairs: bool) -> Obstacle | None:
    """An Input layer that can't take such images."""
    sizes = compared.facts.sizes
    try:
        input_sizes(compared.analysis.graph, sizes.common, sizes.channels)
    except DatasetError as error:
        return Obstacle(error.message, error.hint, compared.fittings if with_repairs else ())
    return None


def _too_few_classes(compared: Comparison, with_repairs: bool) -> Obstacle | None:
    """Or too many: the outputs must be as many as the classes."""
    facts = compared.facts
    problems = problems_with_classes(
        compared.analysis, facts.classes, 1, task=facts.task, aims=facts.aims, with_repairs=with_repairs
    )
    if not problems:
        return None
    info = info_of(compared.dataset)
    hint = tr("{0} has {1}.", info.title, number_of("{0} class|{0} classes", facts.classes)) if info else ""
    classes = facts.classes if facts.task == "classes" and not facts.others else None
    repairs = problems[0].repairs if problems[0].node or not with_repairs else compared.fittings
    return Obstacle(problems[0].message, hint, repairs, classes=classes)


def check_monitors(recipe: Recipe, known: tuple[str, ...]) -> None:
    """Raises `RecipeError` for a figure to look at that is not among the known ones and will never be told."""
    for setting in ("monitor", "plateau_monitor"):
        name = getattr(recipe, setting)
        if name not in ("auto", *known):
            near = guess(name, known)
            raise RecipeError(
                tr('{0}: there is no figure "{1}".', setting, name),
                tr("{0} Choose auto or one of {1}.", near, listed(known)).strip(),
            )
