"""What is asked of each output: the loss, from the recipe, what is learned, and what the last layer gives out; and why that one.

Everything is said in Keras's names and arguments, so that the worker and written programs ask for the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from cnn.analysis import Analysis, analyse
from cnn.analysis.outputs import last_activation, learning
from cnn.datasets.task import Aim, Task
from cnn.errors import RecipeError
from cnn.graph import Graph
from cnn.recipe import METRICS_OF_NUMBERS, SMOOTHED, Recipe
from cnn.recipe.augmentation import mixes
from cnn.words.language import marked, tr
from cnn.words.lists import listed, phrases
from cnn.words.quantities import number_of

Meaning = Literal["probabilities", "independent", "logits"]

_SPELLED = {
    "probabilities": marked("probabilities (softmax)"),
    "independent": marked("a probability each (sigmoid)"),
    "logits": marked("plain numbers"),
}
#: losses that turn plain numbers into probabilities themselves
_FROM_LOGITS = (
    "sparse_categorical_crossentropy",
    "categorical_crossentropy",
    "binary_crossentropy",
    "categorical_focal_crossentropy",
    "binary_focal_crossentropy",
)
#: losses that are about probabilities and can't be told plain numbers
_OF_PROBABILITIES = ("kl_divergence", "poisson", "categorical_generalized_cross_entropy", "dice", "tversky")
#: losses that a single number can be judged by
_OF_ONE_NUMBER = (
    "binary_crossentropy", "binary_focal_crossentropy", "mean_squared_error", "mean_absolute_error", "huber",
    "mean_squared_logarithmic_error", "log_cosh", "hinge", "squared_hinge", "poisson",
)  # fmt: skip
#: losses of numbers to be told, and of several labels an image
_OF_NUMBERS = (
    "mean_squared_error", "mean_absolute_error", "mean_squared_logarithmic_error", "huber", "log_cosh", "poisson",
    "cosine_similarity",
)  # fmt: skip
_OF_LABELS = (
    "binary_crossentropy", "binary_focal_crossentropy", "mean_squared_error", "mean_absolute_error", "huber", "log_cosh", "hinge",
    "squared_hinge", "dice", "tversky",
)  # fmt: skip
#: losses of classes of which an image has exactly one
_OF_SHARES = ("sparse_categorical_crossentropy", "categorical_crossentropy", "categorical_focal_crossentropy", "kl_divergence")
#: losses that take class numbers and nothing else
_OF_CLASS_NUMBERS = ("sparse_categorical_crossentropy", "categorical_generalized_cross_entropy")
_CLASSES = {"kl_divergence": "KLDivergence"}


@dataclass(frozen=True)
class Target:
    """What is asked of one output: `loss` with its `arguments`, in Keras's names."""

    output: str
    loss: str
    meaning: Meaning
    units: int  # 1: a single number; otherwise one per class, label or number
    why: str
    weight: float = 1.0
    arguments: Mapping[str, Any] = field(default_factory=dict)
    metrics: tuple[str, ...] = ()
    top_k: int = 5
    mixed: bool = False  # labels may be shares of several classes
    task: Task = "classes"
    learned: str = ""  # what of several things

    @property
    def one_hot(self) -> bool:
        """Whether labels come as rows of numbers, of 0 and 1 for classes and labels, instead of class numbers."""
        return self.task != "classes" or (self.units > 1 and self.loss not in _OF_CLASS_NUMBERS)


def targets(
    graph: Graph, recipe: Recipe, units: Mapping[str, int], task: Task = "classes", aims: Sequence[Aim] = ()
) -> tuple[Target, ...]:
    """What is asked of every output, in their order; `units` is how many numbers each gives, by its id. Where several things are
    learned, `aims` are all of them.

    Raises `RecipeError` for what can't work.
    """
    if unknown := unknown_outputs(graph, recipe):
        raise _unknown(graph, unknown[0])
    if len(aims) < 2:
        require_task(recipe, task)
        return tuple(_target(graph, recipe, output, units[output], Aim("", units[output], task)) for output in graph.outputs)
    names = learning(graph, [aim.name for aim in aims])
    if names is None:
        things = tr("The dataset has {0} things to learn ({1})", len(aims), listed(aim.words for aim in aims))
        raise RecipeError(
            tr("{0}; the network has {1}.", things, number_of("{0} output|{0} outputs", len(graph.outputs))),
            tr("Each needs an output of its own."),
        )
    require_tasks(recipe, aims)
    by_name = {aim.name: aim for aim in aims}
    return tuple(
        _target(graph, recipe, output, units[output], by_name[name]) for output, name in zip(graph.outputs, names, strict=True)
    )


def graph_targets(
    graph: Graph, recipe: Recipe, analysis: Analysis | None = None, task: Task = "classes", aims: Sequence[Aim] = ()
) -> tuple[Target, ...]:
    """What is asked of every output of a network whose shapes are known; raises `RecipeError` for what can't work."""
    analysis = analysis or analyse(graph)
    units = {output: (analysis.nodes[output].output_shape or (1,))[-1] or 0 for output in graph.outputs}
    return targets(graph, recipe, units, task, aims)


def require_tasks(recipe: Recipe, aims: Sequence[Aim]) -> None:
    """Raises `RecipeError` for a setting that makes no sense where several things are learned of each image."""
    things = tr("{0} things to learn of each image ({1})", len(aims), listed(aim.name for aim in aims))
    if recipe.sampling != "none":
        raise RecipeError(tr("sampling shows as many images of every class; the dataset has {0}.", things), tr("Set it to none."))
    if recipe.class_weight != "none":
        raise RecipeError(
            tr("class_weight makes the images of a class count more; the dataset has {0}.", things),
            tr("Set it to none; loss_weights say how much each output counts."),
        )
    if mixes(recipe.augmentation):
        raise RecipeError(
            tr("MixUp and CutMix mix the classes of images; the dataset has {0}.", things),
            tr("Leave them out of the augmentation."),
        )
    tasks = {aim.task for aim in aims}
    if tasks == {"numbers"} and recipe.label_smoothing:
        raise RecipeError(
            tr("label_smoothing takes certainty from classes; the dataset has {0}, all numbers.", things), tr("Set it to 0.")
        )
    for name in recipe.metrics:
        if not any(_says_something(name, task) for task in tasks):
            raise RecipeError(
                tr("The metric {0} says nothing of {1}.", name, listed(aim.words for aim in aims)), tr("Leave it out.")
            )


def require_task(recipe: Recipe, task: Task) -> None:
    """Raises `RecipeError` for a setting that makes no sense for what is learned, whatever the network is."""
    _require_metrics(recipe, task)
    if task == "classes":
        if recipe.sampling == recipe.class_weight == "balanced":
            raise RecipeError(
                tr("sampling and class_weight both make rare classes count as much as frequent ones; together they count more."),
                tr("Set one of them to none."),
            )
        return
    if recipe.sampling != "none":
        raise RecipeError(
            tr("sampling shows as many images of every class; the dataset has {0}.", tr(_LEARNED[task])), tr("Set it to none.")
        )
    if recipe.class_weight != "none":
        raise RecipeError(
            tr("class_weight makes the images of a class count more; the dataset has {0}.", tr(_LEARNED[task])),
            tr("Set it to none; binary_focal_crossentropy helps rare labels.") if task == "labels" else tr("Set it to none."),
        )
    if task == "numbers" and mixes(recipe.augmentation):
        raise RecipeError(
            tr("MixUp and CutMix mix the classes of images; the dataset has numbers to be told."),
            tr("Leave them out of the augmentation."),
        )
    if task == "numbers" and recipe.label_smoothing:
        raise RecipeError(
            tr("label_smoothing takes certainty from classes; the dataset has numbers to be told."), tr("Set it to 0.")
        )


_LEARNED = {
    "classes": marked("one class an image"),
    "labels": marked("several labels an image"),
    "numbers": marked("numbers to be told"),
}


def _require_metrics(recipe: Recipe, task: Task) -> None:
    for name in recipe.metrics:
        if not _says_something(name, task):
            fitting = METRICS_OF_NUMBERS if task == "numbers" else ("precision", "recall", "auc", "auc_pr", "f1_score")
            raise RecipeError(
                tr("The metric {0} says nothing of {1}, which the dataset has.", name, tr(_LEARNED[task])),
                tr("Leave it out, or choose among {0}.", listed(fitting)),
            )


def _says_something(metric: str, task: Task) -> bool:
    """Whether a metric is one of classes, labels or numbers."""
    return (metric in METRICS_OF_NUMBERS) == (task == "numbers") and not (metric == "top_k_accuracy" and task == "labels")


def unknown_outputs(graph: Graph, recipe: Recipe) -> tuple[str, ...]:
    """The names that the recipe gives a loss or a weight, but that are no output of the network."""
    names = [graph.nodes[output].name for output in graph.outputs]
    return tuple(name for name in dict.fromkeys((*recipe.losses, *recipe.loss_weights)) if name not in names)


def followed(recipe: Recipe, before: Graph, after: Graph) -> Recipe:
    """The recipe for a network that was edited: a renamed output keeps its loss and weight, one that something was put behind
    hands them on to that, a removed one has none."""
    names = {node.name: node.id for node in before.nodes.values()} if recipe.losses or recipe.loss_weights else {}

    def heir(node_id: str) -> str:
        ends = set(after.outputs) & after.descendants(node_id) if node_id not in after.outputs else set[str]()
        return after.nodes[ends.pop() if len(ends) == 1 and node_id in before.outputs else node_id].name

    def moved(values: dict[str, Any]) -> dict[str, Any]:
        ids = {name: names.get(name, "") for name in values}
        kept = {name: heir(ids[name]) if ids[name] in after.nodes else name for name in values}
        return {kept[name]: value for name, value in values.items() if not ids[name] or ids[name] in after.nodes}

    losses, weights = moved(recipe.losses), moved(recipe.loss_weights)
    if (losses, weights) == (recipe.losses, recipe.loss_weights):
        return recipe
    return recipe.changed(losses=losses, loss_weights=weights)


def meaning_of(graph: Graph, output: str) -> Meaning:
    """What the numbers of an output are, told from the last layer that changes their meaning."""
    meanings: dict[str, Meaning] = {"softmax": "probabilities", "sigmoid": "independent"}
    return meanings.get(last_activation(graph, output)[1], "logits")


def loss_class(name: str) -> str:
    """The name of the loss's class in Keras: `BinaryCrossentropy` for `binary_crossentropy`."""
    return _CLASSES.get(name) or "".join(part.capitalize() for part in name.split("_"))


def _target(graph: Graph, recipe: Recipe, output: str, units: int, aim: Aim) -> Target:
    task = aim.task
    name, meaning, mixed = graph.nodes[output].name, meaning_of(graph, output), mixes(recipe.augmentation)
    wanted = recipe.loss_of(name)
    loss, why = _chosen(meaning, units, recipe.label_smoothing > 0, task) if wanted == "auto" else (wanted, tr("as chosen"))
    if mixed and loss == "sparse_categorical_crossentropy":
        loss, why = "categorical_crossentropy", tr("because labels are mixed like their images")
    target = Target(
        name,
        loss,
        meaning,
        units,
        phrases((loss, why)),
        recipe.loss_weights.get(name, 1.0),
        mixed=mixed,
        task=task,
        learned=aim.name,
    )
    _check(target, recipe)
    return replace(target, arguments=_arguments(target, recipe), metrics=_metrics(target, recipe), top_k=recipe.top_k)


def remark(target: Target) -> str:
    """What is to be said of a loss that can be trained with and is hardly meant; "" where there is nothing."""
    if target.task == "numbers" or (target.task == "classes" and target.units == 1):
        return ""
    several = target.task == "labels"
    usual = "binary_crossentropy" if several else "sparse_categorical_crossentropy"
    if target.loss in _OF_NUMBERS:
        return tr(
            "{0} is made for numbers to be told; with {1}, {2} usually learns faster.",
            target.loss,
            tr(_LEARNED[target.task]),
            usual,
        )
    if several:
        return ""
    if target.loss.startswith("binary") and target.meaning != "independent":
        return tr(
            "{0} judges each of the {1} classes alone, as if an image could have several or none; with one "
            "class an image, {2} is meant.",
            target.loss,
            target.units,
            usual,
        )
    if target.loss in _OF_SHARES and target.meaning == "independent":
        return tr(
            '{0} takes probabilities that add up to 1; the output "{1}" gives {2}. Give its last layer the '
            "activation softmax, or set the loss to auto.",
            target.loss,
            target.output,
            tr(_SPELLED[target.meaning]),
        )
    return ""


def _chosen(meaning: Meaning, units: int, smoothed: bool, task: Task) -> tuple[str, str]:
    """The loss that suits an output and what is learned, and why."""
    gives = tr("because the output gives {0}", tr(_SPELLED[meaning]))
    if task == "numbers":
        return "mean_squared_error", tr("because the dataset has numbers to be told")
    if task == "labels":
        return "binary_crossentropy", tr("because an image may have several labels, each of which is there or not")
    if units == 1 or meaning == "independent":
        return "binary_crossentropy", gives
    if smoothed:
        return "categorical_crossentropy", tr("{0} and label smoothing needs a share for every class", gives)
    return "sparse_categorical_crossentropy", gives


def _check(target: Target, recipe: Recipe) -> None:
    """Raises `RecipeError` when an output can't have the loss or the metrics that are asked of it."""
    if target.task != "classes":
        _check_task(target)
        return
    if target.mixed and target.units == 1:
        raise RecipeError(
            tr("MixUp and CutMix need one output per class; the network has a single one."),
            tr("Leave them out, or give the last layer two units with softmax."),
        )
    if target.mixed and target.loss in _OF_CLASS_NUMBERS:
        raise RecipeError(
            tr("The loss {0} takes class numbers, but MixUp and CutMix mix the labels.", target.loss),
            tr('Use "auto" or categorical_crossentropy.'),
        )
    if target.units == 1 and target.loss not in _OF_ONE_NUMBER:
        raise RecipeError(
            tr("The loss {0} needs one output per class; the network has a single one.", target.loss),
            tr('Use "auto" or binary_crossentropy.'),
        )
    if target.meaning == "logits" and target.loss in _OF_PROBABILITIES:
        raise RecipeError(
            tr('The loss {0} is about probabilities; the output "{1}" gives plain numbers.', target.loss, target.output),
            tr("Give the last layer the activation softmax, or choose a crossentropy."),
        )
    if target.loss == "sparse_categorical_crossentropy" and recipe.label_smoothing:
        raise RecipeError(
            tr("The loss {0} takes class numbers, but label smoothing needs a share for every class.", target.loss),
            tr('Use "auto" or categorical_crossentropy.'),
        )
    if 1 < target.units < recipe.top_k and "top_k_accuracy" in recipe.metrics:
        raise RecipeError(
            tr("top_k_accuracy looks at the {0} best of {1} classes, which is always right.", recipe.top_k, target.units),
            tr("Set top_k to less than {0}.", target.units),
        )


def _check_task(target: Target) -> None:
    """Raises `RecipeError` when a loss is not about labels or numbers, or the output gives something else."""
    known = _OF_NUMBERS if target.task == "numbers" else _OF_LABELS
    if target.loss not in known:
        what = (
            tr("about classes; the dataset has numbers to be told")
            if target.task == "numbers"
            else (tr("not about several labels an image, of which each is there or not"))
        )
        raise RecipeError(tr("The loss {0} is {1}.", target.loss, what), tr('Use "auto" or one of {0}.', listed(known)))
    if target.loss == "cosine_similarity" and target.units == 1:
        raise RecipeError(tr("cosine_similarity compares directions; a single number has none."), tr('Use "auto".'))
    if target.task == "labels" and target.meaning == "logits" and target.loss in _OF_PROBABILITIES:
        raise RecipeError(
            tr('The loss {0} is about probabilities; the output "{1}" gives plain numbers.', target.loss, target.output),
            tr("Give the last layer the activation sigmoid, or choose binary_crossentropy."),
        )


def _arguments(target: Target, recipe: Recipe) -> dict[str, Any]:
    """What the loss is made with, as far as it isn't Keras's default."""
    arguments: dict[str, Any] = {}
    if target.loss in _FROM_LOGITS and target.meaning == "logits":
        arguments["from_logits"] = True
    if target.loss in SMOOTHED and recipe.label_smoothing:
        arguments["label_smoothing"] = recipe.label_smoothing
    if "focal" in target.loss and recipe.focal_gamma != 2:
        arguments["gamma"] = recipe.focal_gamma
    if target.loss == "categorical_focal_crossentropy" and recipe.focal_alpha != 0.25:
        arguments["alpha"] = recipe.focal_alpha
    if target.loss == "huber" and recipe.huber_delta != 1:
        arguments["delta"] = recipe.huber_delta
    return arguments


def _metrics(target: Target, recipe: Recipe) -> tuple[str, ...]:
    """The metrics besides the accuracy; a single number has no k best."""
    names = [name for name in recipe.metrics if not target.learned or _says_something(name, target.task)]
    return tuple(name for name in names if target.units > 1 or name != "top_k_accuracy")


def _unknown(graph: Graph, name: str) -> RecipeError:
    outputs = listed(graph.nodes[output].name for output in graph.outputs)
    return RecipeError(
        tr('The recipe gives "{0}" a loss or a weight, but no output is called so.', name), tr("The outputs are: {0}.", outputs)
    )
