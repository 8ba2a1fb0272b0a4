"""Finds the blocks of a network that came without groups: by what its layers' names begin with, and by how it branches.

People count their blocks in the names of layers (`conv2_block1_1_bn`, `block3a_se_reduce`, `stage_0_block_1_conv`). Where
they didn't, a block is what lies between two places that everything passes through.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cnn.graph import Graph
from cnn.graph.node import LONGEST_NAME, Node, enclosing_groups
from cnn.layers import LAYERS
from cnn.layers.base import snake_case

#: a group has at least so many layers, and one within another
_FEWEST, _FEWEST_INSIDE = 3, 4
#: a block that branches has no more layers than this; longer ones are whole halves of a network, such as a U-Net's
_LONGEST_BLOCK = 80
#: a cell whose layers are counted at the end of their names has so many that are, this close together
_FEWEST_IN_CELL, _WIDEST_GAP = 10, 20
#: groups within groups
_DEEPEST = 2
#: what Keras calls layers that nobody named
_DEFAULTS = frozenset(snake_case(name) for name in LAYERS)
#: what may follow the place where branches join and still belongs to the block
_AFTERWARDS = ("Activation", "BatchNormalization", "Dropout", "LayerNormalization", "ReLU")


def grouped(graph: Graph) -> Graph:
    """The network with groups for the layers that have none; the same network where nothing repeats."""
    order = [graph.nodes[node_id] for node_id in graph.order if not graph.nodes[node_id].group and graph.nodes[node_id].inputs]
    if len(order) < 2 * _FEWEST:
        return graph
    found = _by_names(order) or _by_endings(graph, order)
    found = _whole(graph, _with_gaps_filled(graph, _by_branches(graph, found)))
    if not found:
        return graph
    nodes = {key: replace(node, group=found[key]) if key in found else node for key, node in graph.nodes.items()}
    return replace(graph, nodes=nodes)


# ---------------------------------------------------------------------- names


def _by_names(order: Sequence[Node]) -> dict[str, str]:
    """Groups by what names begin with, for node ids."""
    places: dict[str, list[int]] = {}
    prefixes = [tuple(_prefixes(node.name)) for node in order]
    for place, beginnings in enumerate(prefixes):
        for prefix in beginnings:
            places.setdefault(prefix, []).append(place)
    fitting = {prefix for prefix, found in places.items() if _hangs_together(found, len(order))}
    kinds = Counter(_without_numbers(prefix) for prefix in fitting)
    wanted = {p for p in fitting if kinds[_without_numbers(p)] > 1 or (2 * len(places[p]) < len(order) and not _is_default(p))}
    groups = {}
    for node, beginnings in zip(order, prefixes, strict=True):
        levels = [prefix for prefix in beginnings if prefix in wanted][:_DEEPEST]
        levels = levels[:1] + [prefix for prefix in levels[1:] if len(places[prefix]) >= _FEWEST_INSIDE]
        if levels and len(levels[-1]) <= LONGEST_NAME:
            groups[node.id] = "/".join(_steps(levels))
    return groups


def _by_endings(graph: Graph, order: Sequence[Node]) -> dict[str, str]:
    """Groups by the number at the end of longer names, as in `normal_left1_7`, which counts cells."""
    cells: dict[str, list[list[int]]] = {}
    for place, node in enumerate(order):
        *words, last = node.name.split("_")
        if len(words) > 1 and last.isdigit():
            runs = cells.setdefault(last, [[place]])
            if place - runs[-1][-1] <= _WIDEST_GAP:
                runs[-1].append(place)
            else:
                runs.append([place])
    found = sorted(run for runs in cells.values() for run in runs if len(run) >= _FEWEST_IN_CELL)
    if len(found) < 2:
        return {}
    groups = {order[place].id: f"cell{number}" for number, run in enumerate(found, start=1) for place in run}
    for node in reversed(order):
        held = {groups.get(reader, "") for reader in graph.consumers[node.id]}
        if node.id not in groups and len(held) == 1 and all(source in groups for source in node.inputs) and (path := held.pop()):
            groups[node.id] = path
    return groups


def _prefixes(name: str) -> Iterator[str]:
    """What a name begins with, up to each word with a number: `conv2`, `conv2_block1` for `conv2_block1_add`."""
    words = name.split("_")
    for number, word in enumerate(words, start=1):
        if any(map(str.isdigit, word)):
            yield "_".join(words[:number])


def _hangs_together(places: Sequence[int], total: int) -> bool:
    """Whether nodes are enough for a group, not all, and stand close together."""
    span = places[-1] - places[0] + 1
    return _FEWEST <= len(places) < total and span <= 2 * len(places) + 2


def _without_numbers(prefix: str) -> str:
    return re.sub(r"\d+[a-z]?(?![A-Za-z])", "#", prefix)


def _steps(levels: Sequence[str]) -> Iterator[str]:
    """`conv2`, `block1` for `conv2`, `conv2_block1`."""
    for outer, inner in zip(["", *levels], levels, strict=False):
        yield inner.removeprefix(f"{outer}_") if outer else inner


# ---------------------------------------------------------------------- branches


@dataclass(frozen=True)
class _Part:
    """What lies behind one place that everything passes through, up to the next."""

    nodes: tuple[Node, ...]

    def kinds(self) -> tuple[str, ...]:
        return tuple(node.layer.class_name for node in self.nodes)


def _by_branches(graph: Graph, groups: dict[str, str]) -> dict[str, str]:
    """The groups, grown over the block that they are a part of; and new ones where blocks repeat."""
    groups = dict(groups)
    parts = [part for part in _parts(graph) if not any(node.group for node in part.nodes)]
    blocks = [part for part in parts if _FEWEST <= len(part.nodes) <= _LONGEST_BLOCK]
    nameless = []
    for part in blocks:
        held = {groups.get(node.id, "") for node in part.nodes} - {""}
        if len(held) == 1:
            groups.update(dict.fromkeys((node.id for node in part.nodes), held.pop()))
        elif not held:
            nameless.append(part)
    if max(Counter(part.kinds() for part in nameless).values(), default=0) < 2:
        return groups
    taken = {path.split("/")[0] for path in groups.values()} | {path.split("/")[0] for path in graph.groups}
    for number, part in enumerate(nameless, start=1):
        path = _unused(_called(part, number), taken)
        groups.update(dict.fromkeys((node.id for node in (*part.nodes, *_afterwards(graph, part, groups))), path))
    return groups


def _parts(graph: Graph) -> Iterator[_Part]:
    """The network cut wherever a single tensor is all that is read from then on."""
    order = graph.order
    place = {node_id: number for number, node_id in enumerate(order)}
    last_read = [max((place[reader] for reader in graph.consumers[node_id]), default=place[node_id]) for node_id in order]
    waiting, start = 0, 0
    for number in range(len(order)):
        if waiting <= number:
            yield _Part(tuple(graph.nodes[one] for one in order[start : number + 1] if graph.nodes[one].inputs))
            start = number + 1
        waiting = max(waiting, last_read[number])


def _afterwards(graph: Graph, part: _Part, groups: dict[str, str]) -> Iterator[Node]:
    """What follows the place where a block joins, layer by layer."""
    node = part.nodes[-1]
    while len(readers := graph.consumers[node.id]) == 1:
        node = graph.nodes[readers[0]]
        if node.layer.class_name not in _AFTERWARDS or node.group or node.id in groups or len(node.inputs) != 1:
            return
        yield node


def _with_gaps_filled(graph: Graph, groups: dict[str, str]) -> dict[str, str]:
    """The groups with the layers that lead from a group to itself."""
    filled = dict(groups)
    for node in (graph.nodes[node_id] for node_id in graph.order):
        around = {filled.get(source, "") for source in node.inputs}
        if node.id in filled or node.group or len(around) != 1 or not (path := around.pop()):
            continue
        if _ahead(graph, node, filled) == {path}:
            filled[node.id] = path
    return filled


def _ahead(graph: Graph, node: Node, groups: dict[str, str]) -> set[str]:
    """The groups that a layer leads to, through layers that are in none."""
    while len(readers := graph.consumers[node.id]) == 1 and readers[0] not in groups:
        node = graph.nodes[readers[0]]
    return {groups.get(reader, "") for reader in readers}


def _called(part: _Part, number: int) -> str:
    """What a block is called: as the layer that ends it, when somebody named that."""
    last = part.nodes[-1].name
    return f"block_{number}" if _is_default(last) else re.sub(r"_(add|concat|out|output)$", "", last)


def _is_default(name: str) -> bool:
    """Whether Keras would have made that name up: `conv2d`, `conv2d_1`."""
    return re.sub(r"_\d+$", "", name) in _DEFAULTS


def _unused(wanted: str, taken: set[str]) -> str:
    path = wanted
    while path in taken:
        path = f"{path}_block"
    taken.add(path)
    return path


# ---------------------------------------------------------------------- what can be folded


def _whole(graph: Graph, paths: dict[str, str]) -> dict[str, str]:
    """The groups without those that other layers stand in the middle of: they read from the group, and the group from them."""
    members: dict[str, set[str]] = {}
    for node_id, path in paths.items():
        for outer in enclosing_groups(path):
            members.setdefault(outer, set()).add(node_id)
    place = {node_id: number for number, node_id in enumerate(graph.order)}
    broken = {path for path, inside in members.items() if _is_torn(graph, inside, place)}
    return {node_id: path for node_id, path in paths.items() if broken.isdisjoint(enclosing_groups(path))}


def _is_torn(graph: Graph, inside: set[str], place: Mapping[str, int]) -> bool:
    behind: set[str] = set()
    places = [place[node_id] for node_id in inside]
    for node_id in graph.order[min(places) : max(places) + 1]:  # what stands before or after tears nothing
        inputs = graph.nodes[node_id].inputs
        if node_id in inside:
            if not behind.isdisjoint(inputs):
                return True
        elif not (inside.isdisjoint(inputs) and behind.isdisjoint(inputs)):
            behind.add(node_id)
    return False
