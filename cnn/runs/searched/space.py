"""What a search varies: settings of the recipe, and of the network its width, depth, blocks, activations and dropout; each from
values or between two of them."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from cnn.analysis import analyse
from cnn.blocks.exchange import EXCHANGED, exchanged
from cnn.edits.depth import can_deepen, deepened
from cnn.edits.width import can_widen, widened
from cnn.errors import ArgumentError, RecipeError, UsageError
from cnn.graph import Graph, Node
from cnn.layers import Dropout, create
from cnn.layers.arguments import Argument
from cnn.project import Project
from cnn.recipe import Basics, Goal, Images, OptimizerSettings, Recipe, ScheduleSettings
from cnn.runs.searched.of_blocks import can_count, is_number, is_whole, kinds, numbers, require_taken, with_blocks, with_number
from cnn.words.language import called, labelled, tr
from cnn.words.lists import listed
from cnn.words.place import at_place
from cnn.words.spelling import nearest

Value = int | float | str | bool

#: what is varied of the network: a factor of the channels and units, and of how often what repeats is repeated; the activation of
#: all layers that have one but the outputs; the rate of all dropout layers; what its blocks are, and how many stand in each stage
WIDTH, DEPTH, ACTIVATION, DROPOUT, BLOCK, LENGTH = OF_NETWORK = "width", "depth", "activation", "dropout", "block", "blocks"
#: as many blocks in a stage are enough
MOST_BLOCKS = 64
#: from this ratio on a range is searched by orders of magnitude
WIDE = 10.0
#: bounds of those factors
FACTORS = (0.05, 20.0)


@dataclass(frozen=True)
class Varied:
    """One thing that a search varies: `values` to choose from, or a range from `low` to `high`."""

    name: str
    values: tuple[Value, ...] = ()
    low: float = 0.0
    high: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether a range has whole numbers only."""
        if is_number(self.name):
            return is_whole(self.name)
        return self.name == LENGTH or (self.name not in OF_NETWORK and _kind(self.name) is int)

    @property
    def by_magnitude(self) -> bool:
        """Whether a range is searched on a logarithmic scale."""
        return self.low > 0 and self.high / self.low >= WIDE

    def __str__(self) -> str:
        return f"{self.name}={'|'.join(map(str, self.values)) or f'{self.low:g}..{self.high:g}'}"


def parse(text: str) -> Varied:
    """What `NAME=A|B|C` or `NAME=LOW..HIGH` says; raises `UsageError`.

    >>> parse("learning_rate=1e-4..0.1").by_magnitude
    True
    >>> parse("batch-size=32|64").values
    (32, 64)
    >>> parse("stage2.blocks=1..4").whole
    True
    """
    name, equals, said = (part.strip() for part in text.partition("="))
    name = name if is_number(name) else name.lstrip("-").replace("-", "_")
    if not equals or not said:
        raise UsageError(tr("{0!r} doesn't say what is varied.", text), _how())
    _require_known(name)
    if found := re.fullmatch(r"(.+?)\.\.(.+)", said):
        low, high = (_number(part) for part in found.groups())
        varied = Varied(name, low=low, high=high)
        if not low < high:
            raise UsageError(tr("{0} is no range.", said), tr("Write the smaller number first."))
        if varied.whole and not (low.is_integer() and high.is_integer()):
            raise UsageError(tr("{0} takes whole numbers only.", name), tr("Write them without a fraction."))
        for end in (low, high):
            _require_taken(name, int(end) if varied.whole else end)
        return varied
    values = tuple(_value(name, part.strip()) for part in said.split("|"))
    for value in values:
        _require_taken(name, value)
    if len(set(values)) < 2:
        raise UsageError(tr("{0} has only one value to try.", name), _how())
    return Varied(name, tuple(dict.fromkeys(values)))


def usual(project: Project) -> list[Varied]:
    """What is varied where nobody says: the learning rate, two orders of magnitude around the recipe's; the batch size; and how
    wide the network is."""
    recipe = project.recipe
    rate = Varied("learning_rate", low=recipe.learning_rate / 10, high=min(recipe.learning_rate * 10, 10.0))
    sizes = tuple(size for size in (recipe.batch_size // 2, recipe.batch_size, recipe.batch_size * 2) if size)
    found = [rate, Varied("batch_size", sizes)]
    return [*found, Varied(WIDTH, (0.5, 1.0, 2.0))] if can_widen(analyse(project.graph)) else found


class Offered(NamedTuple):
    """What can be varied: its name as `parse` takes it, what a form calls it, and values to try, as they are written."""

    name: str
    label: str
    values: str


def offered(project: Project) -> list[Offered]:
    """Everything that can be varied of this network and recipe: the network first, then settings that have an effect."""
    analysis, recipe = analyse(project.graph), project.recipe
    found = []
    if can_widen(analysis):
        found.append(Offered(WIDTH, tr("Width of the network (factor)"), "0.5|1|2"))
    if can_deepen(analysis):
        found.append(Offered(DEPTH, tr("Depth of the network (factor)"), "1|2"))
    if can_count(analysis):
        found.append(Offered(LENGTH, tr("Blocks in each stage"), "1|2|3"))
    if len(others := kinds(project.graph)) > 1:
        found.append(Offered(BLOCK, tr("What blocks are"), "|".join(others[:4])))
    if _activated(project.graph):
        found.append(Offered(ACTIVATION, tr("Activation (not of outputs)"), "relu|gelu|silu|tanh"))
    if _dropping(project.graph):
        found.append(Offered(DROPOUT, tr("Rate of dropout layers"), "0.1..0.6"))
    found.append(Offered("augmentation", tr("Augmentation"), _AUGMENTATIONS))
    idle = recipe.idle_settings() | set(_NO_SETTINGS)
    for section in (Basics, OptimizerSettings, ScheduleSettings, Goal, Images):
        for argument in section.arguments():
            values = "" if argument.name in idle else _suggestion(argument, getattr(recipe, argument.name))
            if values:
                found.append(Offered(argument.name, called(argument.label), values))
    return [*found, *_numbers_offered(project.graph)]


def _numbers_offered(graph: Graph) -> Iterator[Offered]:
    for path, made, argument in numbers(graph):
        values = _suggestion(argument, made.numbers.get(argument.name, argument.default))
        if values:
            yield Offered(f"{path}.{argument.name}", labelled(path, called(argument.label)), values)


#: what says where, on what and how it is trained, not what comes of it; and the loss, of which two can't be compared
_NO_SETTINGS = ("seed", "fold", "validation_split", "loss_scale_factor", "gradient_accumulation_steps", "loss")
#: augmentations to begin with
_AUGMENTATIONS = (
    'none|RandomTranslation(height_factor=0.1, width_factor=0.1)|RandomRotation(factor=0.05)|RandomFlip(mode="horizontal")'
)
#: where what is usual lies elsewhere than around the value that holds
_USUAL = {
    "beta_1": "0.8..0.99",
    "beta_2": "0.9..0.9999",
    "momentum": "0.5..0.99",
    "epsilon": "1e-8..1e-3",
    "weight_decay": "1e-5..0.1",
    "clipnorm": "0.1..10",
    "global_clipnorm": "0.1..10",
    "clipvalue": "0.1..10",
    "warmup_epochs": "0.5..3",
    "label_smoothing": "0..0.2",
}


def _suggestion(argument: Argument, now: Any) -> str:
    """Values around the one that holds, all of them within what the setting takes; "" for one that has no such."""
    if argument.name in _USUAL:
        return _USUAL[argument.name]
    if argument.kind == "bool":
        return "false|true"
    if argument.kind == "choice":
        return "|".join(argument.choices[:8]) if len(argument.choices) > 1 else ""
    if argument.kind not in ("int", "float") or not isinstance(now, int | float) or now <= 0:
        return ""
    low, high = float(now) / 2, float(now) * 2
    if argument.minimum is not None:
        low = max(low, argument.minimum)
    if argument.maximum is not None:
        high = min(high, argument.maximum)
    if argument.kind == "int":
        low, high = max(1, int(low)), int(high)
    return f"{low:g}..{high:g}" if low < high else ""


def require_effect(project: Project, varied: Iterable[Varied]) -> None:
    """Raises `UsageError` where something would be varied that this network or recipe makes nothing of."""
    analysis, varied = analyse(project.graph), list(varied)
    names = [one.name for one in varied]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise UsageError(tr("{0} is named twice.", twice), tr("Name it once, with all its values."))
    if WIDTH in names and not can_widen(analysis):
        raise UsageError(tr("No layer of {0} can be made wider.", project.graph.name), tr("Vary something else."))
    if DEPTH in names and not can_deepen(analysis):
        raise UsageError(tr("Nothing in {0} is repeated.", project.graph.name), tr("Vary something else."))
    if LENGTH in names and not can_count(analysis):
        raise UsageError(tr("{0} has no stage of blocks.", project.graph.name), tr("Vary something else."))
    if BLOCK in names and not kinds(project.graph):
        raise UsageError(
            tr("{0} has no block that others can stand for.", project.graph.name), tr("Put blocks in, or vary something else.")
        )
    for one in varied:
        if is_number(one.name):
            for value in one.values or (one.low, one.high):
                require_taken(project.graph, one.name, int(value) if not one.values and one.whole else value)
    if ACTIVATION in names and not _activated(project.graph):
        raise UsageError(tr("No layer of {0} has an activation but the outputs.", project.graph.name), tr("Vary something else."))
    if DROPOUT in names and not _dropping(project.graph):
        raise UsageError(tr("{0} has no dropout layer.", project.graph.name), tr("Insert one, or vary something else."))


def applied(project: Project, chosen: Mapping[str, Value]) -> Project:
    """The project with what was chosen; raises `RecipeError`, and `ArgumentError` for a network beyond all bounds."""
    graph: Graph = project.graph
    for name in filter(is_number, chosen):
        graph = with_number(graph, name, chosen[name])
    if LENGTH in chosen:
        graph = with_blocks(graph, int(chosen[LENGTH]))
    if BLOCK in chosen:
        graph = exchanged(analyse(graph), str(chosen[BLOCK]))
    if DEPTH in chosen:
        graph = deepened(analyse(graph), float(chosen[DEPTH]))
    if WIDTH in chosen:
        graph = widened(analyse(graph), float(chosen[WIDTH]))
    if ACTIVATION in chosen:
        for node in _activated(graph):
            graph = graph.replace_layer(node.id, node.layer.replace(activation=str(chosen[ACTIVATION])))
    if DROPOUT in chosen:
        for node in _dropping(graph):
            graph = graph.replace_layer(node.id, node.layer.replace(rate=float(chosen[DROPOUT])))
    settings = {name: value for name, value in chosen.items() if name not in OF_NETWORK and not is_number(name)}
    return replace(project, graph=graph, recipe=project.recipe.changed(**settings))


def _activated(graph: Graph) -> list[Node]:
    """The layers between input and output whose activation is none that says what the network answers."""
    return [
        node
        for node in graph.nodes.values()
        if getattr(node.layer, "activation", "linear") not in _ANSWERS and node.id not in graph.outputs
    ]


#: activations that are left as they are: none, and those that make probabilities
_ANSWERS = ("linear", "softmax", "sigmoid")


def _dropping(graph: Graph) -> list[Node]:
    return [node for node in graph.nodes.values() if isinstance(node.layer, Dropout)]


def _require_known(name: str) -> None:
    known = (*OF_NETWORK, *Recipe.model_fields)
    if name not in known and not is_number(name):
        close = nearest(name, known)
        others = tr("It may be {0}, a number of a block such as stage2.blocks, or an option of train.", listed(OF_NETWORK))
        hint = tr("Did you mean {0}?", close) if close else others
        raise UsageError(tr("There is no setting {0!r} to vary.", name), hint)


def _require_taken(name: str, value: Value) -> None:
    if name in (WIDTH, DEPTH):
        low, high = FACTORS
        if isinstance(value, bool | str) or not low <= value <= high:
            raise UsageError(tr("{0} is a factor.", name), tr("Use numbers from {0} to {1}.", low, high))
        return
    if name == BLOCK:
        if value not in EXCHANGED:
            close = nearest(str(value), EXCHANGED)
            hint = tr("Did you mean {0}?", close) if close else tr("It may be {0}.", listed(EXCHANGED))
            raise UsageError(tr("There is no block {0!r} to put instead of others.", value), hint)
        return
    if name == LENGTH:
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_BLOCKS:
            raise UsageError(tr("{0} is a number of blocks.", name), tr("Use whole numbers from {0} to {1}.", 1, MOST_BLOCKS))
        return
    if is_number(name):  # the network says which values it takes
        return
    try:
        if name == ACTIVATION:
            create("Activation", {"activation": value})
        elif name == DROPOUT:
            create("Dropout", {"rate": value})
        else:
            Recipe().changed(**{name: value})
    except (RecipeError, ArgumentError) as error:
        raise UsageError(error.message, error.hint) from None


def _kind(name: str) -> type:
    default = Recipe.model_fields[name].default
    return type(default)


def _how() -> str:
    """How a range is written; a field of the window has the name beside it."""
    return at_place(terminal=tr("Write NAME=LOW..HIGH or NAME=A|B|C."), window=tr("Write LOW..HIGH or A|B|C."))


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UsageError(tr("{0!r} is no number.", text), _how())
    return number


def _value(name: str, text: str) -> Value:
    """A number where it is one, `true` and `false`, else the text itself."""
    if text.lower() in ("true", "false", "yes", "no"):
        return text.lower() in ("true", "yes")
    for kind in (int, float):
        try:
            value: Value = kind(text)
        except ValueError:
            continue
        return float(value) if name in (WIDTH, DEPTH, DROPOUT) else value
    return text
