"""Edits on several nodes at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Any

from cnn.analysis.siblings import sibling_of, with_kind
from cnn.blocks.stamping import name_in
from cnn.errors import EditError, LayerloomError
from cnn.graph import Graph, Node, Wire, in_group
from cnn.graph.bypass import bypass, skippable
from cnn.graph.made import copied, covered
from cnn.graph.node import LONGEST_NAME, enclosing_groups, group_between, next_name
from cnn.layers import LAYERS, Layer, create
from cnn.layout.folding import put_into
from cnn.words.language import tr
from cnn.words.lists import quoted


def duplicate(graph: Graph, node_ids: Iterable[str], *, beside: bool = False) -> tuple[Graph, tuple[str, ...]]:
    """A graph with copies of these nodes, and the ids of the copies; raises `UnknownNodeError`.

    A chain, and a block that reads one node and is read at one, is repeated behind itself: the copy reads its last node, and
    whatever read that now reads the copy. Anything else, and everything when it is to stand `beside`, gets a twin that reads what
    the original reads. Wires among the nodes
    are copied along; weights are the copy's own. A group that is copied whole gets a group of its own.
    """
    wanted = {graph.node(node_id).id for node_id in node_ids}
    originals = [node_id for node_id in graph.order if node_id in wanted]
    behind, last = ("", "") if beside else _chain_ends(graph, originals) or _ends_of_groups(graph, originals) or ("", "")
    groups = fresh_groups(graph, graph, originals)
    names = names_of_copies([graph.nodes[one] for one in originals], groups, graph)
    copies: dict[str, str] = {}
    grown = graph
    for node_id in originals:
        node = graph.node(node_id)
        sources = [last if last and source == behind else copies.get(source, source) for source in node.inputs]
        group = groups.get(node.group, node.group)
        grown, copy = grown.add(node.own_layer, *sources, name=names[node_id], group=group, trainable=node.trainable)
        copies[node_id] = copy.id
    grown = replace(grown, made={**grown.blocks, **copied(graph.blocks, groups, copies)})
    if last:
        grown = grown.hand_over(last, copies[last], graph.consumers[last]).mark_instead(last, copies[last])
    waiting = [copies[node_id] for node_id in originals if graph.nodes[node_id].bypassed is not None]
    return bypass(grown, skippable(grown, waiting)), tuple(copies.values())


def replaced(graph: Graph, node_ids: Iterable[str], class_name: str) -> Graph:
    """Makes layers of another kind of these: what both kinds call the same, and the new one accepts, stays.

    A name that Keras would have given follows the kind; others stay. Raises `EditError` where wires would be lost.
    """
    for node_id in node_ids:
        node = graph.node(node_id)
        old = node.own_layer
        if type(old).__name__ == class_name:
            continue
        layer = _fitted(old, class_name)
        if len(node.inputs) > len(layer.ports) and not layer.variadic:
            raise _too_few_ports(node, layer)
        graph = with_kind(graph, node_id, layer)
    return graph


def _too_few_ports(node: Node, layer: Layer) -> EditError:
    """Why a layer that reads fewer can't take the place of a node."""
    if not layer.ports:
        return EditError(
            tr('"{0}" reads what comes before it; {1} reads nothing.', node.name, layer.class_name),
            tr("Choose another kind, or take the wire away first."),
        )
    return EditError(
        tr('"{0}" reads {1} layers; {2} reads just {3}.', node.name, len(node.inputs), layer.class_name, len(layer.ports)),
        tr("Take the other wires away first."),
    )


def _fitted(old: Layer, class_name: str) -> Layer:
    """A layer of that class with as many of the arguments as it takes."""
    if (sibling := sibling_of(old, class_name)) is not None:
        return sibling
    layer = create(class_name, _required(old, class_name))
    for name in old.argument_names:
        if name in layer.argument_names and old.value(name) != layer.value(name):
            with suppress(LayerloomError):
                layer = layer.replace(**{name: old.value(name)})
    return layer


def _required(old: Layer, class_name: str) -> dict[str, Any]:
    """What the new kind can't do without, where the old one has it."""
    if class_name not in LAYERS:
        return {}
    needed = {argument.name for argument in LAYERS[class_name].arguments() if argument.required}
    return {name: old.value(name) for name in old.argument_names if name in needed}


def _chain_ends(graph: Graph, originals: list[str]) -> tuple[str, str] | None:
    """What these read and the last of them when they are one chain that starts from a wire; otherwise nothing."""
    for before, after in pairwise(originals):
        if graph.node(after).inputs != (before,) or graph.consumers[before] != (after,):
            return None
    if not originals or len(graph.node(originals[0]).inputs) != 1:
        return None
    return graph.node(originals[0]).inputs[0], originals[-1]


def _ends_of_groups(graph: Graph, originals: list[str]) -> tuple[str, str] | None:
    """What these read and the one of them that is read, when they are groups as a whole that could stand in a wire."""
    paths = covered(graph.groups, graph.nodes, originals)
    if not originals or not all(any(in_group(graph.nodes[one], path) for path in paths) for one in originals):
        return None
    with suppress(EditError):
        return ends(graph, originals)
    return None


def ends(graph: Graph, node_ids: Iterable[str]) -> tuple[str, str]:
    """What a piece of the network reads, and the node of it that is read: a piece that can stand in a wire.

    Raises `EditError` for nodes that read, or are read at, several places.
    """
    piece = {graph.node(node_id).id for node_id in node_ids}
    inside = [node for node in graph.nodes.values() if node.id in piece]
    sources = dict.fromkeys(source for node in inside for source in node.inputs if source not in piece)
    read = [node.id for node in inside if any(reader not in piece for reader in graph.consumers[node.id])]
    last = read or [node.id for node in inside if not graph.consumers[node.id]]
    what = quoted(inside[0].name) if len(inside) == 1 else tr("What is selected")
    if not sources:
        raise EditError(tr("{0} reads no other layer; only what reads one can be put into a wire.", what))
    if len(sources) > 1:
        raise EditError(tr("{0} reads {1} other layers; only what reads one can be put into a wire.", what, len(sources)))
    if len(last) != 1:
        raise EditError(tr("{0} has {1} outputs; only what has one can be put into a wire.", what, len(last)))
    return next(iter(sources)), last[0]


def move_to_wire(graph: Graph, node_ids: Iterable[str], *wires: Wire) -> Graph:
    """Takes a piece of the network out, heals the place, and puts it into a wire elsewhere, or into several of one source.

    Raises `EditError`.
    """
    piece = set(node_ids)
    source, last = ends(graph, piece)
    if any(piece & {wire.source, wire.target} for wire in wires):
        raise EditError(tr("That wire belongs to what is being moved."))
    readers = [reader for reader in graph.consumers[last] if reader not in piece]
    healed = graph.hand_over(last, source, readers).mark_instead(last, source)
    return _put_into(healed, piece, source, last, wires)


def duplicate_to_wire(graph: Graph, node_ids: Iterable[str], *wires: Wire) -> tuple[Graph, tuple[str, ...]]:
    """Copies of a piece of the network in a wire elsewhere, or in several of one source, and their ids; raises `EditError`."""
    source, last = ends(graph, node_ids)
    grown, copies = duplicate(graph, node_ids, beside=True)
    originals = [node_id for node_id in graph.order if node_id in set(node_ids)]
    return _put_into(grown, set(copies), source, copies[originals.index(last)], wires), copies


def _put_into(graph: Graph, piece: set[str], source: str, last: str, wires: Sequence[Wire]) -> Graph:
    """Lets a piece that reads `source` and nobody reads stand in a wire, or in several of one source."""
    wire, *more = wires
    if any(other.source != wire.source for other in more):
        raise EditError(tr("Several wires run here."), tr("Unfold the group to choose one."))
    if wire.source != source:
        graph = graph.hand_over(source, wire.source, [item for item in piece if source in graph.nodes[item].inputs])
    for other in wires:
        graph = graph.rewire(last, other.target, other.port)
    graph, _ = put_into(
        graph, piece, group_between(graph.nodes[wire.source].group, (graph.nodes[other.target].group for other in wires))
    )
    return graph.place({item: None for item in piece if graph.nodes[item].position})


def fresh_groups(graph: Graph, into: Graph, originals: Collection[str]) -> dict[str, str]:
    """For each group that is copied whole, the group of the copies in the network that they come `into`, of those that are taken
    there: `block`, `block_1` …; of `block_1` the next is `block_2`."""
    whole: dict[str, str] = {}
    taken = set(into.groups)
    for path in covered(graph.groups, graph.nodes, originals):
        outer, _, name = path.rpartition("/")
        if outer in whole:
            whole[path] = f"{whole[outer]}/{name}"
            continue
        fresh = next_name(name, {one.rpartition("/")[2] for one in taken if one.rpartition("/")[0] == outer})
        whole[path] = f"{outer}/{fresh}" if outer else fresh
        taken.add(whole[path])
    return whole


def names_of_copies(originals: Iterable[Node], groups: Mapping[str, str], into: Graph) -> dict[str, str]:
    """What copies of nodes are called in the network that they come `into`, by the ids of the originals.

    `groups` has the group of the copies for each that is copied whole: a layer that is called after it (`block_conv` in `block`)
    is called after the new one.
    """
    taken = {node.name for node in into.nodes.values()}
    found: dict[str, str] = {}
    for node in originals:
        inmost_first = reversed(list(enclosing_groups(node.group)))
        called = next((path for path in inmost_first if node.name.startswith(name_in(path, ""))), "")
        name = node.name
        if groups.get(called, called) != called:
            name = name_in(groups[called], name.removeprefix(name_in(called, "")))
        found[node.id] = next_name(name if len(name) <= LONGEST_NAME else node.name, taken)
        taken.add(found[node.id])
    return found
