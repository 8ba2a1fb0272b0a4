"""Transfer learning: which layers learn in which epochs, at which rate.

Frozen layers keep their weights until fine-tuning begins. BatchNormalization among them stays frozen even then, because fresh
statistics would undo what the others know. https://keras.io/guides/transfer_learning/
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from cnn.analysis import Analysis, analyse
from cnn.errors import FileError, RecipeError
from cnn.graph import Graph, Node
from cnn.recipe import Recipe
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.quantities import spell_total
from cnn.words.spelling import guess

_KEEPS_STATISTICS = "BatchNormalization"


@dataclass(frozen=True)
class Stage:
    """A stretch of epochs in which the same layers learn."""

    begin: int  # epochs that are done before it
    end: int | None  # epochs that are done behind it; None: it is the last
    frozen: frozenset[str]  # names of the layers that the recipe keeps from learning
    recipe: Recipe  # its rate is that of the stage, its epochs those of the stage

    def holds(self, epoch: int) -> bool:
        """Whether epoch number `epoch` (from 0) belongs to it."""
        return self.begin <= epoch and (self.end is None or epoch < self.end)


def stages(graph: Graph, recipe: Recipe) -> tuple[Stage, ...]:
    """The one or two stages of a training; raises `RecipeError` for names of layers that are not there."""
    frozen = frozenset(_frozen(graph, recipe))
    _check_learns(graph, frozen)
    border = recipe.fine_tune_after
    if not frozen or not border:
        return (Stage(0, None, frozen, recipe),)
    still = frozenset(_still_frozen(graph, recipe, frozen))
    _check_learns(graph, still)
    later = recipe.changed(learning_rate=recipe.fine_tune_rate, epochs=max(recipe.epochs - border, 1))
    return Stage(0, border, frozen, recipe.changed(epochs=min(border, recipe.epochs))), Stage(border, None, still, later)


def frozen_epochs(graph: Graph, recipe: Recipe) -> dict[str, int]:
    """The names of the layers that a recipe keeps from learning, with the number of epochs it does so; 0: always.

    Nothing for a recipe that names layers which are not there.
    """
    try:
        frozen = frozenset(_frozen(graph, recipe))
        later = frozen - frozenset(_still_frozen(graph, recipe, frozen)) if recipe.fine_tune_after else frozenset[str]()
    except RecipeError:
        return {}
    return {name: recipe.fine_tune_after if name in later else 0 for name in frozen}


def stage_at(found: tuple[Stage, ...], epoch: int) -> Stage:
    """The stage that epoch number `epoch` (from 0) belongs to."""
    return next(stage for stage in found if stage.holds(epoch))


def stage_lines(graph: Graph, recipe: Recipe) -> list[str]:
    """The stages of a training that freezes layers, a line for each; raises `RecipeError`."""
    found, analysis = stages(graph, recipe), analyse(graph)
    total = spell_total(analysis.total_params, analysis.known.params)
    lines = []
    for stage in found if recipe.freezes else ():
        count = _learned(analysis, stage)
        begin = stage.begin + 1
        when = tr("Epochs {0}-{1}", begin, stage.end) if stage.end else tr("From epoch {0} on", begin)
        rate = stage.recipe.learning_rate
        lines.append(tr("{0}: {1:,} of {2} parameters learn, at {3:g}.", when, count, total, rate))
    return lines


def learned_params(analysis: Analysis, recipe: Recipe) -> tuple[int | None, ...]:
    """How many parameters learn in each stage of a training; `None` where nobody can know it. Raises `RecipeError`."""
    if not recipe.freezes:
        return (analysis.trainable_params,)
    found = stages(analysis.graph, recipe)
    return tuple(None if analysis.total_params is None else _learned(analysis, stage) for stage in found)


def _learned(analysis: Analysis, stage: Stage) -> int:
    learns = trainable_layers(analysis.graph, stage)
    nodes = (node for node in analysis.graph.nodes.values() if learns.get(node.name))
    return sum(weight.size for node in nodes for weight in analysis.nodes[node.id].weights if weight.trainable)


def trainable_layers(graph: Graph, stage: Stage) -> dict[str, bool]:
    """Whether each layer learns in a stage, by its name; what is frozen in the graph itself never does."""
    return {node.name: node.trainable and node.name not in stage.frozen for node in graph.nodes.values() if not node.shares}


# ---------------------------------------------------------------------- which layers


def _frozen(graph: Graph, recipe: Recipe) -> Iterator[str]:
    if recipe.freeze_until:
        last = _named(graph, recipe.freeze_until)
        yield from _owners(graph, graph.ancestors(last.id))
    for pattern in filter(None, (item.strip() for item in recipe.freeze.split(","))):
        nodes = [node.id for node in graph.nodes.values() if _is_meant(node, pattern)]
        if not nodes:
            raise _unknown(graph, pattern)
        yield from _owners(graph, nodes)


def _still_frozen(graph: Graph, recipe: Recipe, frozen: frozenset[str]) -> Iterator[str]:
    """What fine-tuning leaves alone: statistics, and what lies before the layer it begins with."""
    yield from (name for name in frozen if graph.named(name).layer.class_name == _KEEPS_STATISTICS)
    if recipe.fine_tune_from:
        first = _named(graph, recipe.fine_tune_from)
        before = graph.ancestors(first.id)[:-1]
        yield from (name for name in _owners(graph, before) if name in frozen)


def _is_meant(node: Node, pattern: str) -> bool:
    """Whether a pattern is the node's name, or the group it stands in, or fits either."""
    places = [node.name, *(node.group[:end] for end in range(1, len(node.group) + 1) if node.group[end : end + 1] in ("", "/"))]
    return any(fnmatchcase(place, pattern) for place in places) or fnmatchcase(f"{node.group}/{node.name}", pattern)


def _owners(graph: Graph, node_ids: tuple[str, ...] | list[str]) -> Iterator[str]:
    """The names of the layers that own these nodes' weights."""
    for node_id in node_ids:
        node = graph.nodes[node_id]
        yield graph.nodes[node.shares].name if node.shares else node.name


def _named(graph: Graph, name: str) -> Node:
    found = next((node for node in graph.nodes.values() if node.name == name), None)
    if found is None:
        raise _unknown(graph, name)
    return found


def _unknown(graph: Graph, name: str) -> RecipeError:
    names = [node.name for node in graph.nodes.values()]
    hint = guess(name, names) or tr("Its layers are {0}.", listed(names, 8))
    return RecipeError(tr('There is no layer "{0}" to freeze or to begin fine-tuning with.', name[:80]), hint)


def _check_learns(graph: Graph, frozen: frozenset[str]) -> None:
    if not frozen:
        return
    analysis = analyse(graph)
    nodes = [node for node in graph.nodes.values() if node.shares is None and node.trainable]
    learning = [node for node in nodes if any(weight.trainable for weight in analysis.nodes[node.id].weights)]
    if learning and all(node.name in frozen for node in learning):
        raise RecipeError(tr("All layers that could learn are frozen."), tr("Leave at least the last one free."))


#: what training may start from
ENDINGS = (".keras", ".h5", ".hdf5")


def weights_file(source: str) -> Path:
    """The file that a training starts from: itself, or the model in a run's folder. Raises `FileError`."""
    path = Path(source).expanduser()
    if path.is_dir():
        path = path / "model.keras"
        if not path.is_file():
            raise FileError(tr("{0} holds no trained model.", path.parent), tr("Choose a run that was trained, or a Keras file."))
    if not path.is_file():
        raise FileError(tr("There is no file {0}.", path), tr("Training was to start from its weights."))
    if path.suffix.lower() not in ENDINGS:
        hint = tr("Expected .keras, .h5 or .weights.h5, or the folder of a run.")
        raise FileError(tr("{0} is no file of Keras weights.", path.name), hint)
    return path
