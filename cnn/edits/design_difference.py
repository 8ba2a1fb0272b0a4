"""Two designs beside each other: which layers of the one are those of the other, what is new, gone, changed, and what it costs.

Layers are paired by their names and by what they are, in the order in which they compute; Python numbers names anew when a layer
is put in, so a name alone is no proof. Longest common subsequences: J. W. Hunt and T. G. Szymanski, "A Fast Algorithm for
Computing Longest Common Subsequences", CACM 20 (1977); what lies between them is aligned as in S. B. Needleman and C. D. Wunsch,
"A general method applicable to the search for similarities in the amino acid sequence of two proteins", JMB 48 (1970).
"""

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from cnn.analysis import Analysis, analyse
from cnn.datasets.sources import title
from cnn.edits.block_differences import layer_changes
from cnn.graph import Graph, Node
from cnn.layers import Layer
from cnn.pictures.colours import Mark
from cnn.project import Project
from cnn.recipe.augmentation import spelled
from cnn.recipe.section import label_of
from cnn.words.language import called, tr
from cnn.words.lists import COMMA, listed, sentences
from cnn.words.quantities import signed

State = Mark | Literal["same"]

#: pairs that are tried one by one between two layers that are sure; beyond it layers go by their class alone
MOST_PAIRS = 250_000
#: how well two layers fit: of one class, with the same arguments, under one name
_CLASS, _ARGUMENTS, _NAME = 2, 2, 1


@dataclass(frozen=True)
class Pair:
    """A layer of the one design and what it is in the other; one of them is missing where it is new or gone."""

    before: Node | None
    after: Node | None
    changes: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """What became of the layer."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.changes else "same"

    @property
    def node(self) -> Node:
        """The layer, as it is afterwards where it still is."""
        node = self.after or self.before
        assert node is not None
        return node

    @property
    def called(self) -> str:
        """Its name; both where it has another one."""
        if self.before is None or self.after is None or self.before.name == self.after.name:
            return self.node.name
        return f"{self.before.name} → {self.after.name}"

    @property
    def told(self) -> str:
        """What is otherwise, or what a layer is that only one design has, on one line."""
        return sentences(*self.changes) if self.state == "changed" else self.node.own_layer.headline()


class Value(NamedTuple):
    """Something that both have, and its two values; of a total `None` is what can't be known."""

    name: str
    before: Any
    after: Any

    @property
    def changes(self) -> bool:
        """Whether the two differ."""
        return bool(self.before != self.after)

    @property
    def growth(self) -> str:
        """How much more a total is afterwards: `+1,234`, `−5`, `0`; `?` where it can't be known."""
        if self.before is None or self.after is None:
            return "?"
        return signed(self.after - self.before) if self.changes else "0"

    @property
    def spelled(self) -> tuple[str, str]:
        """The two values of a setting as people read them."""
        return _spelled(self.before), _spelled(self.after)


@dataclass(frozen=True)
class DesignDifference:
    """What `after` has otherwise than `before`: `pairs` of layers in their order, `totals`, and of recipe and dataset what
    differs."""

    pairs: tuple[Pair, ...]
    totals: tuple[Value, ...]
    settings: tuple[Value, ...]

    @cached_property
    def told(self) -> tuple[Pair, ...]:
        """The pairs of which there is something to tell."""
        return tuple(pair for pair in self.pairs if pair.state != "same")

    @property
    def same(self) -> bool:
        """Whether both learn the same network in the same way."""
        return not self.told and not self.settings

    def count(self, state: State) -> int:
        """How many layers are in a state."""
        return sum(pair.state == state for pair in self.pairs)

    def marks(self, *, after: bool) -> dict[str, Mark]:
        """Of each layer of one design, by its id, what became of it."""
        nodes = ((pair.after if after else pair.before, pair.state) for pair in self.pairs)
        return {node.id: state for node, state in nodes if node is not None and state != "same"}


def compare_designs(before: Project, after: Project, *, tells_totals: bool = True) -> DesignDifference:
    """What the second project has otherwise than the first; names of layers and where they stand are no difference.

    >>> from cnn.presets import PRESETS
    >>> from cnn.project import Project
    >>> found = compare_designs(*(Project(graph=PRESETS[name].graph()) for name in ("vgg11", "vgg13")))
    >>> [pair.node.name for pair in found.pairs if pair.state == "added"]
    ['block1_conv2', 'block2_conv2']
    >>> [(value.name, value.after - value.before) for value in found.totals if value.name == "Layers"]
    [('Layers', 2)]
    """
    pairs = _with_changes(before.graph, after.graph, _paired(_in_order(before.graph), _in_order(after.graph)))
    totals = _totals(analyse(before.graph), analyse(after.graph)) if tells_totals else ()
    return DesignDifference(tuple(pairs), totals, tuple(_settings(before, after)))


# ---------------------------------------------------------------------- which layer is which


def _in_order(graph: Graph) -> list[Node]:
    return [graph.nodes[node_id] for node_id in graph.order]


def _paired(before: Sequence[Node], after: Sequence[Node]) -> Iterator[tuple[Node | None, Node | None]]:
    """Every layer of both once, in the order of both."""
    i = j = 0
    for to_i, to_j in [*_anchors(before, after), (len(before), len(after))]:
        yield from _aligned(before[i:to_i], after[j:to_j])
        if to_i < len(before):
            yield before[to_i], after[to_j]
        i, j = to_i + 1, to_j + 1


def _anchors(before: Sequence[Node], after: Sequence[Node]) -> list[tuple[int, int]]:
    """Layers that are the same under the same name, as many as stand in one order in both."""
    places = {node.name: place for place, node in enumerate(after)}
    same = [
        (i, places[node.name])
        for i, node in enumerate(before)
        if node.name in places and after[places[node.name]].own_layer.stated == node.own_layer.stated
    ]
    ends: list[int] = []  # of the longest rising row of each length the last place, as small as it can be
    last: list[int] = []  # whose it is
    came_from: list[int] = []
    for number, (_, j) in enumerate(same):
        length = bisect_left(ends, j)
        came_from.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [number]
    found, number = [], last[-1] if last else -1
    while number >= 0:
        found.append(same[number])
        number = came_from[number]
    return found[::-1]


def _aligned(before: Sequence[Node], after: Sequence[Node]) -> Iterator[tuple[Node | None, Node | None]]:
    """What lies between two layers that are sure, so that as much as can be is alike."""
    if not before or not after:
        yield from ((node, None) for node in before)
        yield from ((None, node) for node in after)
        return
    if len(before) * len(after) > MOST_PAIRS:
        yield from _by_class(before, after)
        return
    best = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in range(len(before) - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(len(after) - 1, -1, -1):
            fit = _fit(before[i], after[j])
            row[j] = max(below[j], row[j + 1], below[j + 1] + fit if fit else 0)
    i = j = 0
    while i < len(before) and j < len(after):
        fit = _fit(before[i], after[j])
        if fit and best[i][j] == best[i + 1][j + 1] + fit:
            yield before[i], after[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield before[i], None
            i += 1
        else:
            yield None, after[j]
            j += 1
    yield from ((node, None) for node in before[i:])
    yield from ((None, node) for node in after[j:])


def _fit(before: Node, after: Node) -> int:
    """How well two layers fit; 0 where the one can't be the other."""
    named = before.name == after.name
    if type(before.own_layer) is not type(after.own_layer):
        return _NAME if named else 0  # somebody gave it another class
    return _CLASS + _ARGUMENTS * (before.own_layer.stated == after.own_layer.stated) + _NAME * named


def _by_class(before: Sequence[Node], after: Sequence[Node]) -> Iterator[tuple[Node | None, Node | None]]:
    """Where there is too much to try every pair: the next of its class."""
    at = 0
    for node in before:
        found = next((j for j in range(at, len(after)) if after[j].own_layer.class_name == node.own_layer.class_name), None)
        if found is None:
            yield node, None
            continue
        yield from ((None, other) for other in after[at:found])
        yield node, after[found]
        at = found + 1
    yield from ((None, other) for other in after[at:])


# ---------------------------------------------------------------------- what is otherwise


def _with_changes(before: Graph, after: Graph, pairs: Iterator[tuple[Node | None, Node | None]]) -> list[Pair]:
    found = list(pairs)
    other = {old.id: new.id for old, new in found if old is not None and new is not None}
    theirs = set(other.values())
    lines = []
    for old, new in found:
        if old is None or new is None:
            lines.append(Pair(old, new))
            continue
        read = tuple(other.get(one, one) for one in _sources(before, old, other.keys()))
        reads = _sources(after, new, theirs)
        told = list(layer_changes(old.own_layer, new.own_layer))
        if read != reads:
            names = listed(after.nodes[one].name for one in new.inputs) or tr("nothing")
            told.append(tr("Reads {0}.", names))
        if old.trainable != new.trainable:
            told.append(tr("Trainable.") if new.trainable else tr("Frozen."))
        if (old.bypassed is None) != (new.bypassed is None):
            told.append(tr("No longer skipped.") if new.bypassed is None else tr("Skipped."))
        if other.get(old.shares or "", "") != (new.shares or ""):
            told.append(tr("Weights of {0}.", after.nodes[new.shares].name) if new.shares else tr("Weights of its own."))
        lines.append(Pair(old, new, tuple(told)))
    return lines


def _sources(graph: Graph, node: Node, paired: Container[str]) -> tuple[str, ...]:
    """What a layer reads; a layer in between that only one design has is told by itself and does not count."""
    found = []
    for one in node.inputs:
        source = one
        while source not in paired and len(graph.nodes[source].inputs) == 1:
            (source,) = graph.nodes[source].inputs
        found.append(source)
    return tuple(found)


def _totals(before: Analysis, after: Analysis) -> tuple[Value, ...]:
    return (
        Value(tr("Layers"), len(before.graph), len(after.graph)),
        Value(tr("Parameters"), before.total_params, after.total_params),
        Value(tr("MACs"), before.macs, after.macs),
    )


def _settings(before: Project, after: Project) -> Iterator[Value]:
    """The dataset, and each setting of the recipe that has an effect in one of them."""
    dataset = Value(tr("Dataset"), title(before.dataset), title(after.dataset))
    if before.dataset != after.dataset:
        yield dataset
    idle = before.recipe.idle_settings() & after.recipe.idle_settings()
    for name in type(before.recipe).model_fields:
        value = Value(called(label_of(name)), getattr(before.recipe, name), getattr(after.recipe, name))
        if value.changes and name not in idle:
            yield value


def _spelled(value: Any) -> str:
    if value is None or value in ("", (), {}):
        return tr("none")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, Mapping):
        return COMMA.join(f"{name}={_spelled(part)}" for name, part in value.items())
    if isinstance(value, tuple) and isinstance(value[0], Layer):
        return spelled(value)
    if isinstance(value, tuple | list):
        return COMMA.join(map(_spelled, value))
    return str(value)
