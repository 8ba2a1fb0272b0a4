"""Groups for a network that came without any: from what its layers are called, and from blocks that repeat.

Names: `conv2_block1_1_conv` stands in `conv2/block1`, `block_3_expand` in `block_3`; a part of a name makes a group when it is
numbered and three layers bear it. Blocks: a stretch that forks and meets again, at least twice in the network.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cnn.graph import Graph, Node
from cnn.layers import LAYERS
from cnn.layers.base import snake_case
from cnn.node import enclosing_groups

#: fewer layers are no group
FEWEST = 3
#: what may follow a block and still belong to it
_CLOSING = frozenset({"Activation", "Normalization", "Regularization"})

Paths = dict[str, str]


def grouped(graph: Graph) -> Graph:
    """The network with groups for the layers that are in none, where names or repetition suggest them; nothing else changes."""
    loose = [node_id for node_id in graph.order if not graph.nodes[node_id].group]
    if len(loose) < 2 * FEWEST:
        return graph
    paths = _whole(graph, _by_name([graph.nodes[node_id] for node_id in loose]))
    paths |= _whole(graph, _by_structure(graph, [node_id for node_id in loose if node_id not in paths], set(paths.values())))
    if not paths:
        return graph
    nodes = {key: replace(node, group=paths[key]) if key in paths else node for key, node in graph.nodes.items()}
    return replace(graph, nodes=nodes)


# ---------------------------------------------------------------------- names


def _by_name(nodes: Sequence[Node]) -> Paths:
    """For each node the innermost group that its name speaks of."""
    sizes = Counter(start for node in nodes for start in _starts(node.name))
    found: Paths = {}
    for node in nodes:
        starts = [start for start in _starts(node.name) if sizes[start] >= FEWEST]
        distinct = [start for start, inner in zip(starts, [*starts[1:], ""], strict=False) if sizes[start] != sizes[inner]]
        if distinct:
            found[node.id] = "/".join(_own_parts(distinct))
    return found


def _starts(name: str) -> Iterator[str]:
    """The beginnings of a name that could be a group's: those that end with a numbered word."""
    words = name.split("_")
    for place, word in enumerate(words, start=1):
        start = "_".join(words[:place])
        before = words[place - 2] if place > 1 else ""
        numbered = word[-1:].isdigit() or bool(re.fullmatch(r"[A-Za-z]+\d+[a-z]", word))
        of_its_own = not word.isdigit() or (before != "" and not before[-1].isdigit())
        if numbered and of_its_own and word[:1] and start not in _DEFAULTS and not _is_default(start):
            yield start


def _own_parts(starts: Sequence[str]) -> Iterator[str]:
    """`conv2`, `conv2_block1` → `conv2`, `block1`."""
    outer = ""
    for start in starts:
        yield start.removeprefix(outer).strip("_")
        outer = start


#: what Keras calls layers that nobody named
_DEFAULTS = frozenset(snake_case(name) for name in LAYERS)


def _is_default(name: str) -> bool:
    """Whether Keras would have made that name up: `conv2d`, `conv2d_1`."""
    return re.sub(r"_\d+$", "", name) in _DEFAULTS


# ---------------------------------------------------------------------- structure


def _by_structure(graph: Graph, node_ids: Sequence[str], taken: set[str]) -> Paths:
    """For each node of a block that repeats, the block."""
    free = set(node_ids)
    blocks = [block for block in _blocks(graph) if free.issuperset(block)]
    alike = Counter(_kinds(graph, block) for block in blocks)
    found: Paths = {}
    number = 0
    for block in blocks:
        if alike[_kinds(graph, block)] < 2:
            continue
        last = graph.nodes[block[-1]].name
        number += 1
        name = f"block_{number}" if _is_default(last) else re.sub(r"_(add|concat|out|output)$", "", last)
        while name in taken:
            name = f"{name}_block"
        taken.add(name)
        found.update(dict.fromkeys(block, name))
    return found


def _kinds(graph: Graph, block: Sequence[str]) -> frozenset[str]:
    return frozenset(graph.nodes[node_id].layer.class_name for node_id in block)


def _blocks(graph: Graph) -> Iterator[list[str]]:
    """The stretches between two places where the network is one layer wide, in which it is wider; with what closes them."""
    order = graph.order
    number = {node_id: place for place, node_id in enumerate(order)}
    block: list[str] = []
    reach = wide = 0
    for place, node_id in enumerate(order):
        node = graph.nodes[node_id]
        if place and reach <= place:  # all that came before is read through this one
            stretch = list(order[wide + 1 : place + 1])
            wide = place
            if len(stretch) >= FEWEST:
                if block:
                    yield block
                block = stretch
            elif block and node.layer.family in _CLOSING:
                block += stretch
            elif block:
                yield block
                block = []
        reach = max([reach, *(number[reader] for reader in graph.consumers[node_id])])
    if block:
        yield block


# ---------------------------------------------------------------------- what can be folded


def _whole(graph: Graph, paths: Paths) -> Paths:
    """The groups without those that other layers stand in the middle of: they read from the group, and the group from them."""
    members: dict[str, set[str]] = {}
    for node_id, path in paths.items():
        for outer in enclosing_groups(path):
            members.setdefault(outer, set()).add(node_id)
    broken = {path for path, inside in members.items() if _is_torn(graph, inside)}
    return {node_id: path for node_id, path in paths.items() if broken.isdisjoint(enclosing_groups(path))}


def _is_torn(graph: Graph, inside: set[str]) -> bool:
    behind: set[str] = set()
    for node_id in graph.order:
        inputs = graph.nodes[node_id].inputs
        if node_id in inside:
            if not behind.isdisjoint(inputs):
                return True
        elif not (inside.isdisjoint(inputs) and behind.isdisjoint(inputs)):
            behind.add(node_id)
    return False
