"""Which layers of a network take their weights from a file of another one: those of the same name with arrays of the same shapes.

Everything else is listed with the reason. https://keras.io/guides/transfer_learning/
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cnn.analysis import analyse
from cnn.graph import Graph
from cnn.shapes import spell
from cnn.words.language import tr
from cnn.words.lists import both, listed

Shapes = tuple[tuple[int, ...], ...]

#: so many names fit a line
_SHOWN = 8


class Kept(NamedTuple):
    """The arrays that a file keeps for a layer: the group they are in and, in the older `.h5` layout, their names in order."""

    place: str
    names: tuple[str, ...]
    shapes: Shapes


@dataclass(frozen=True)
class Match:
    """Which layers of a network take their weights from a file, and why the others don't."""

    taken: tuple[str, ...]
    fresh: tuple[tuple[str, str], ...]  # layer, reason
    unused: tuple[str, ...]  # layers of the file that nobody takes

    @property
    def summary(self) -> str:
        """One line for people."""
        text = self._taken
        names = [name for name, _ in self.fresh]
        return tr("{0}; fresh: {1}", text, listed(names, _SHOWN)) if names else text

    @property
    def lines(self) -> list[str]:
        """Everything, a line for each layer that starts fresh."""
        lines = [f"{self._taken}."]
        lines += [f"  {tr('{0} starts fresh: {1}.', name, reason)}" for name, reason in self.fresh]
        return lines + ([f"  {tr('Not used: {0}.', listed(self.unused))}"] if self.unused else [])

    @property
    def _taken(self) -> str:
        return tr("{0} of {1} layers take their weights", len(self.taken), len(self.taken) + len(self.fresh))


def matched(graph: Graph, kept: Mapping[str, Kept]) -> Match:
    """Compares a network's layers with those of a file, by name and by the shapes of their arrays."""
    taken, fresh = [], []
    for node_id, found in analyse(graph).nodes.items():
        node = graph.nodes[node_id]
        if node.shares is not None or not found.weights:
            continue
        if reason := _reason(tuple(weight.shape for weight in found.weights), kept.get(node.name)):
            fresh.append((node.name, reason))
        else:
            taken.append(node.name)
    places = {kept[name].place for name in taken}
    unused = (name for name, item in kept.items() if item.shapes and item.place not in places)
    return Match(tuple(taken), tuple(fresh), tuple(unused))


def _reason(here: Shapes, there: Kept | None) -> str:
    if there is None:
        return tr("the file has no layer of that name")
    if not there.shapes:
        return tr("the layer of that name has no weights in the file")
    if sorted(here) == sorted(there.shapes):
        return ""
    mine, theirs = set(here) - set(there.shapes) or set(here), set(there.shapes) - set(here) or set(there.shapes)
    return tr("its arrays are {0} here, {1} in the file", _spelled(mine), _spelled(theirs))


def _spelled(shapes: Collection[tuple[int, ...]]) -> str:
    return both(spell(shape) if shape else tr("a number") for shape in sorted(shapes))
