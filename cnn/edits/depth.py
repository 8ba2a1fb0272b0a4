"""The same network deeper or shallower: what is built alike several times in a row is repeated more often, or less often.

A unit is a piece that reads one layer and is read at one: a group, or a few layers in a row. Units that follow each other, are
built of the same kinds of layers and keep the size of the image are a run, as the blocks of a ResNet's stage are. Depth
multiplier: Tan & Le (2019), "EfficientNet", section 3.1.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cnn.analysis import Analysis, analyse
from cnn.edits.width import COUNTS, scaled
from cnn.graph import Graph, Node
from cnn.graph.made import Made, copied
from cnn.graph.node import enclosing_groups
from cnn.shapes import Shape

#: layers that come and go between blocks which are otherwise alike: shortcuts, and what makes room for a stride
_BESIDES = frozenset({"Add", "ZeroPadding2D"})
#: so many layers in a row may repeat outside groups
LONGEST = 8


def deepened(analysis: Analysis, factor: float, node_ids: Collection[str] | None = None) -> Graph:
    """The network with every run `factor` times as long, at least one unit; among these nodes or among all.

    What is repeated more often is the last unit of a run; a run whose change would bring a new problem stays as it is.
    """
    return _lengthened(analysis, node_ids, lambda length: scaled(length, factor))


def with_units(analysis: Analysis, count: int) -> Graph:
    """The network with every run of so many units; one whose change would bring a new problem stays as it is."""
    return _lengthened(analysis, None, lambda _: count)


def _lengthened(analysis: Analysis, node_ids: Collection[str] | None, length: Callable[[int], int]) -> Graph:
    for units in _runs(analysis, node_ids):
        wanted = length(len(units))
        graph = analysis.graph
        if wanted > len(units):
            graph = _repeated(graph, units[-1], wanted - len(units))
        elif wanted < len(units):
            graph = _shortened(analysis, units, len(units) - wanted)
        if graph is not analysis.graph:
            after = analyse(graph, analysis)
            analysis = analysis if len(after.errors) > len(analysis.errors) else after
    return analysis.graph


def can_deepen(analysis: Analysis, node_ids: Collection[str] | None = None) -> bool:
    """Whether anything is repeated among these nodes, or in the whole network."""
    return bool(_runs(analysis, node_ids))


# ---------------------------------------------------------------------- finding what repeats


@dataclass(frozen=True)
class _Unit:
    """A piece of the network that reads `source` and is read at `last`."""

    nodes: tuple[str, ...]
    source: str
    last: str
    path: str = ""


def _runs(analysis: Analysis, node_ids: Collection[str] | None) -> list[list[_Unit]]:
    """The rows of units that are alike; of dense layers only where no images are repeated. What somebody chose that doesn't
    repeat itself can be repeated as one unit."""
    graph = analysis.graph
    scope = graph.nodes.keys() if node_ids is None else set(node_ids)
    found = _group_runs(analysis, scope)
    taken = {node_id for units in found for unit in units for node_id in unit.nodes}
    found += _layer_runs(analysis, [node_id for node_id in graph.order if node_id in scope and node_id not in taken])
    if images := [units for units in found if _sizes(analysis, units[-1].last)]:
        return images
    if not found and node_ids is not None:
        whole = _unit(graph, [node_id for node_id in graph.order if node_id in scope], "")
        return [[whole]] if whole and _keeps_size(analysis, whole.source, whole.last) else []
    return found


def _unit(graph: Graph, nodes: Sequence[str], path: str) -> _Unit | None:
    """The nodes as a unit; nothing when they read, or are read at, several places."""
    inside = set(nodes)
    sources = {source for node_id in nodes for source in graph.nodes[node_id].inputs if source not in inside}
    outputs = inside.intersection(graph.outputs)
    lasts = [item for item in nodes if item in outputs or not inside.issuperset(graph.consumers[item])]
    inputs = any(not graph.nodes[node_id].layer.ports for node_id in nodes)
    if inputs or len(sources) != 1 or len(lasts) != 1:
        return None
    return _Unit(tuple(nodes), sources.pop(), lasts[0], path)


def _group_runs(analysis: Analysis, scope: Collection[str]) -> list[list[_Unit]]:
    """Runs of groups beside each other, the innermost first; a group that holds a run is no unit itself."""
    graph, found = analysis.graph, list[list[_Unit]]()
    members: dict[str, list[str]] = {path: [] for path in graph.groups}
    for node_id in graph.order:
        for path in enclosing_groups(graph.nodes[node_id].group):
            members[path].append(node_id)
    holding: set[str] = set()
    for depth in sorted({path.count("/") for path in members}, reverse=True):
        level = (path for path in members if path.count("/") == depth and path not in holding)
        units = (_unit(graph, members[path], path) for path in level if all(item in scope for item in members[path]))
        for run in _in_rows([unit for unit in units if unit], partial(_follows, analysis)):
            found.append(run)
            holding.update(enclosing_groups(run[0].path.rpartition("/")[0]))
    return found


def _follows(analysis: Analysis, one: _Unit, two: _Unit) -> bool:
    """Whether a group stands right behind another one that is built alike, and keeps the size of the image."""
    outer = one.path.rpartition("/")[0]
    if outer != two.path.rpartition("/")[0] or two.source != one.last:
        return False
    return _kinds(analysis, one, outer) == _kinds(analysis, two, outer) and _keeps_size(analysis, one.last, two.last)


def _kinds(analysis: Analysis, unit: _Unit, stage: str) -> frozenset[str]:
    """What a unit is built of. Within a stage only layers with weights count: its first block may look different."""
    wanted = (node_id for node_id in unit.nodes if not stage or analysis.nodes[node_id].weights)
    return frozenset(analysis.graph.nodes[node_id].layer.class_name for node_id in wanted) - _BESIDES


def _layer_runs(analysis: Analysis, node_ids: Sequence[str]) -> list[list[_Unit]]:
    """Runs of one or a few layers in a chain: `Conv2D, Conv2D`, or `Conv2D, BatchNormalization, ReLU` twice."""
    found: list[list[_Unit]] = []
    for chain in _chains(analysis.graph, node_ids):
        place = 0
        while place < len(chain):
            run = next(filter(None, (_repetition(analysis, chain[place:], length) for length in range(1, LONGEST + 1))), None)
            if run:
                found.append(run)
            place += sum(len(unit.nodes) for unit in run or ()) or 1
    return found


def _chains(graph: Graph, node_ids: Sequence[str]) -> Iterator[list[str]]:
    """The nodes in rows in which each reads the one before, which nobody else reads, and is in the same group."""
    chain: list[str] = []
    for node_id in node_ids:
        node = graph.nodes[node_id]
        before = node.inputs[0] if len(node.inputs) == 1 else ""
        goes_on = bool(chain) and before == chain[-1] and len(graph.consumers[before]) == 1
        if goes_on and graph.nodes[before].group == node.group:
            chain.append(node_id)
            continue
        yield chain
        chain = [node_id] if before else []
    yield chain


def _repetition(analysis: Analysis, chain: Sequence[str], length: int) -> list[_Unit]:
    """The run of units of so many layers that a chain begins with; empty when it doesn't begin with the same twice."""
    graph, nodes = analysis.graph, analysis.graph.nodes
    first = [nodes[node_id].layer for node_id in chain[:length]]
    if not any(name in layer.argument_names for layer in first for name in COUNTS):
        return []
    units: list[_Unit] = []
    for start in range(0, len(chain) - length + 1, length):
        piece = chain[start : start + length]
        alike = [nodes[node_id].layer for node_id in piece] == first
        if not alike or (units and not _keeps_size(analysis, units[-1].last, piece[-1])):
            break
        units.append(_Unit(tuple(piece), graph.nodes[piece[0]].inputs[0], piece[-1]))
    return units if len(units) > 1 else []


def _in_rows(units: Sequence[_Unit], follows: Callable[[_Unit, _Unit], bool]) -> Iterator[list[_Unit]]:
    """The units in rows of at least two."""
    row: list[_Unit] = []
    for unit in units:
        if row and not follows(row[-1], unit):
            yield from [row] if len(row) > 1 else []
            row = []
        row.append(unit)
    yield from [row] if len(row) > 1 else []


def _keeps_size(analysis: Analysis, before: str, after: str) -> bool:
    """Whether images are as large behind one node as behind another, or lose no more than a border."""
    one, two = analysis.nodes[before].receptive_field, analysis.nodes[after].receptive_field
    steps = [[axis.jump for axis in seen.axes] for seen in (one, two) if seen is not None and seen.axes]
    return _sizes(analysis, before) == _sizes(analysis, after) or (len(steps) == 2 and steps[0] == steps[1])


def _sizes(analysis: Analysis, node_id: str) -> Shape:
    """The size of an image that comes out, without its channels."""
    found = analysis.nodes[node_id]
    first = found.receptive_field is not None and found.receptive_field.channels_first
    return () if not found.output_shape else found.output_shape[1:] if first else found.output_shape[:-1]


# ---------------------------------------------------------------------- more of it, less of it


def _repeated(graph: Graph, unit: _Unit, times: int) -> Graph:
    """The graph with so many copies of a unit behind it; what read the unit reads the last of them."""
    nodes = dict(graph.nodes)
    names = {node.name for node in nodes.values()}
    groups = set(graph.groups)
    number, end = graph.next_id, unit.last
    made: dict[str, Made] = {}
    for _ in range(times):
        path = _fresh(unit.path, groups) if unit.path else ""
        groups.add(path)
        new: dict[str, str] = {unit.source: end}
        for node_id in unit.nodes:
            copy = _copy(graph.nodes[node_id], f"n{number}", new, unit.path, path)
            copy = replace(copy, name=_fresh(copy.name, names))
            names.add(copy.name)
            nodes[copy.id] = copy
            new[node_id] = copy.id
            number += 1
        end = new[unit.last]
        inner = [one for one in graph.blocks if unit.path and (one == unit.path or one.startswith(f"{unit.path}/"))]
        made |= copied(graph.blocks, {one: path + one.removeprefix(unit.path) for one in inner}, new)
    grown = replace(graph, nodes=nodes, next_id=number, made={**graph.blocks, **made})
    outside = [reader for reader in graph.consumers[unit.last] if reader not in unit.nodes]
    return grown.hand_over(unit.last, end, outside).mark_instead(unit.last, end)


def _copy(node: Node, node_id: str, new: dict[str, str], old_path: str, path: str) -> Node:
    """A node once more, in a group of its own; it bears the number of that group where the first one did."""
    old_title, title = old_path.rpartition("/")[2], path.rpartition("/")[2]
    name = node.name.replace(old_title, title) if old_title else node.name
    return replace(
        node,
        id=node_id,
        name=name,
        inputs=tuple(new[source] for source in node.inputs),
        group=path + node.group.removeprefix(old_path) if path else node.group,
        shares=new.get(node.shares) if node.shares else None,
        position=None,
    )


def _fresh(wanted: str, taken: Collection[str]) -> str:
    """A name that is free: `block3` → `block4`, `conv` → `conv_1`; letters count on as well: `4a` → `4b`."""
    if wanted not in taken:
        return wanted
    if match := re.fullmatch(r"(.*?)(\d{1,9})", wanted):
        start, number = match[1], int(match[2]) + 1
    else:
        start, number = f"{wanted}_", 1
        letter = wanted[-1]
        later = (f"{wanted[:-1]}{chr(code)}" for code in range(ord(letter) + 1, ord("z") + 1))
        if not wanted[-2:-1].isalpha() and letter.islower() and letter.isascii() and (free := _first_free(later, taken)):
            return free
    while f"{start}{number}" in taken:
        number += 1
    return f"{start}{number}"


def _first_free(names: Iterable[str], taken: Collection[str]) -> str:
    return next((name for name in names if name not in taken), "")


def _shortened(analysis: Analysis, units: Sequence[_Unit], less: int) -> Graph:
    """The graph without so many of the units: the last of those that give out what they take in, else the last."""
    graph, nodes = analysis.graph, analysis.nodes
    spare = [unit for unit in units[1:] if nodes[unit.source].output_shape == nodes[unit.last].output_shape]
    gone = (spare if len(spare) >= less else list(units))[-less:]
    for unit in gone:
        inside = set(unit.nodes)
        (source,) = {item for node_id in unit.nodes for item in graph.nodes[node_id].inputs} - inside
        readers = [reader for reader in graph.consumers[unit.last] if reader not in inside]
        graph = graph.hand_over(unit.last, source, readers).mark_instead(unit.last, source)
        graph = graph.remove(*reversed(unit.nodes), heal=False)
    return graph
