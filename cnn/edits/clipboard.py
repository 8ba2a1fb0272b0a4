"""Layers carried as text from one network to another, or to another place of the same.

A copied fragment keeps its inner wires. Put behind a node it becomes part of the chain: its first layers read the
node, and what read the node reads the fragment's end, when it has just one.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from cnn.edits.selection import fresh_groups, names_of_copies
from cnn.errors import EditError, LayerloomError
from cnn.graph import Graph
from cnn.graph.bypass import bypass, skippable
from cnn.graph.document import graph_document, read_graph
from cnn.graph.made import copied, covered
from cnn.graph.node import Node
from cnn.words.language import tr

FORMAT = "layerloom-layers"


def copy_text(graph: Graph, node_ids: Collection[str], folded: Collection[str] = ()) -> str:
    """These nodes as text, with the wires between them, and which of their groups are looked at from outside."""
    piece = fragment(graph, node_ids)
    kept = [path for path in piece.groups if path in folded]
    outside = ports_outside(graph, node_ids)
    return json.dumps({"format": FORMAT, "graph": graph_document(piece), "folded": kept, "outside": outside}, indent=1)


def ports_outside(graph: Graph, node_ids: Collection[str]) -> dict[str, list[int]]:
    """At which of their inputs these nodes read the one node outside that they read, as a block and its shortcut do; empty where
    they read several."""
    nodes = [graph.node(node_id) for node_id in graph.order if node_id in node_ids]
    found = {node.id: [port for port, source in enumerate(node.inputs) if source not in node_ids] for node in nodes}
    sources = {node.inputs[port] for node in nodes for port in found[node.id]}
    return {node_id: ports for node_id, ports in found.items() if ports} if len(sources) == 1 else {}


def copied_ports(text: str) -> dict[str, list[int]]:
    """What `ports_outside` was where a text was copied; raises `EditError` for any other text."""
    piece = read_copy(text)
    told = json.loads(text).get("outside")
    found = told if isinstance(told, dict) else {}
    return {
        node_id: sorted(
            {port for port in ports if isinstance(port, int) and 0 <= port < len(ports) + len(piece.nodes[node_id].inputs)}
        )
        for node_id, ports in found.items()
        if node_id in piece.nodes and isinstance(ports, list)
    }


def copied_groups(text: str, into: Graph) -> dict[str, bool]:
    """The groups that a copied text will be in a network, and whether they were folded there; raises `EditError`."""
    piece = read_copy(text)
    folded = json.loads(text).get("folded")
    known = folded if isinstance(folded, list) else []
    return {new: old in known for old, new in fresh_groups(piece, into, piece.nodes).items()}


def read_copy(text: str) -> Graph:
    """The nodes of a copied text; raises `EditError` for any other text."""
    try:
        document = json.loads(text)
        if document["format"] != FORMAT:
            raise KeyError("format")
        return read_graph(document["graph"])
    except (LayerloomError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise EditError(tr("There are no layers on the clipboard."), tr("Copy some layers first.")) from None


def fragment(graph: Graph, node_ids: Collection[str]) -> Graph:
    """Only these nodes and the wires between them; weights are shared only where both sides are in, and groups are there only
    as a whole."""
    nodes = {item: graph.node(item) for item in graph.order if item in node_ids}
    whole = covered(graph.groups, graph.nodes, nodes)
    kept = (_cut_loose(node, nodes, whole) for node in nodes.values())
    made = {path: made for path, made in graph.blocks.items() if path in whole}
    return Graph({node.id: node for node in kept}, graph.name, (), graph.next_id, made)


def paste(
    graph: Graph, piece: Graph, after: str | None = None, outside: Mapping[str, Sequence[int]] | None = None
) -> tuple[Graph, tuple[str, ...]]:
    """The graph with a copy of every node of `piece`, and the new ids; behind the node `after`, else on its own.

    `outside` tells at which inputs nodes of the piece read the node that it stood behind (`ports_outside`); without it those that
    read nothing of the piece read `after`.

    Groups of the piece stay groups of their own, also where a group of that name is there already.

    Raises `UnknownNodeError` when there is no node `after`.
    """
    group = graph.group_behind(after) if after else ""
    groups = fresh_groups(piece, graph, piece.nodes)
    names = names_of_copies((piece.nodes[one] for one in piece.order), groups, graph)
    new_ids: dict[str, str] = {}
    grown = graph
    for node_id in piece.order:
        node = piece.nodes[node_id]
        sources = _sources(node, new_ids, after, (outside or {}).get(node_id, ()))
        shares = new_ids[node.shares] if node.shares else None
        place = groups.get(node.group) or group
        grown, new = grown.add(
            node.own_layer,
            *sources,
            name=names[node_id],
            group=place,
            trainable=node.trainable,
            shares=shares,
        )
        new_ids[node_id] = new.id
    grown = replace(grown, made={**grown.blocks, **copied(piece.blocks, groups, new_ids)})
    waiting = [new_ids[node.id] for node in piece.nodes.values() if node.bypassed is not None]
    grown = bypass(grown, skippable(grown, waiting))
    ends = [new_ids[item] for item in piece.outputs if piece.nodes[item].layer.ports]
    if after and len(ends) == 1:
        grown = _led_through(grown, graph, after, ends[0])
    return grown, tuple(new_ids.values())


def _cut_loose(node: Node, nodes: Mapping[str, Node], groups: Collection[str]) -> Node:
    shares = node.shares if node.shares in nodes else None
    group = node.group if node.group in groups else ""
    inputs = tuple(source for source in node.inputs if source in nodes)
    return replace(node, inputs=inputs, shares=shares, position=None, group=group)


def _sources(node: Node, new_ids: Mapping[str, str], after: str | None, ports: Sequence[int]) -> list[str]:
    """What a copy reads: the copies of what the original read, and at these ports, or where it reads nothing else, the node it is
    put behind."""
    sources = [new_ids[source] for source in node.inputs]
    for port in ports if after else ():
        sources.insert(port, after or "")
    return [after] if after and node.layer.ports and not sources else sources


def _led_through(grown: Graph, before: Graph, after: str, end: str) -> Graph:
    """What read `after` before reads `end` now."""
    for wire in before.wires:
        if wire.source == after:
            grown = grown.rewire(end, wire.target, wire.port)
    if after in grown.marked_outputs:
        grown = grown.mark_output(after, False).mark_output(end)
    return grown
