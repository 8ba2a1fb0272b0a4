"""Layers that are skipped for a while: Keras's Identity stands in their place, and the layer waits in the node.

So everything that counts, builds, trains or writes the network sees an ordinary layer that passes its input on. For a layer that
joins several others Maximum stands in, and only where all of them pass the same on: of equal numbers it is that number, exactly.
"""

from collections.abc import Iterable
from dataclasses import replace

from cnn.errors import EditError
from cnn.graph import Graph
from cnn.graph.node import Node
from cnn.layers import Identity, Maximum
from cnn.words.language import tr


def bypass(graph: Graph, node_ids: Iterable[str]) -> Graph:
    """Skips layers, and those that share their weights; raises `EditError` for one that can't just pass its input on."""
    wanted = _with_sharers(graph, node_ids)
    able = set(skippable(graph, wanted))
    nodes = dict(graph.nodes)
    for node_id in wanted:
        node = nodes[node_id]
        if node.bypassed is None:
            if node_id not in able:
                raise _refusal(node)
            nodes[node_id] = replace(node, layer=Identity() if len(node.inputs) < 2 else Maximum(), bypassed=node.layer)
    return replace(graph, nodes=nodes)


def reinstate(graph: Graph, node_ids: Iterable[str]) -> Graph:
    """Puts layers that were skipped back to work, and with them those that join what is no longer the same."""
    working = _at_work(graph, _with_sharers(graph, node_ids))
    return _at_work(working, torn(working))


def can_bypass(node: Node) -> bool:
    """Whether a layer reads just one other, which could be passed on instead."""
    return len(node.layer.ports) == 1 and not node.layer.variadic


def skippable(graph: Graph, node_ids: Iterable[str]) -> tuple[str, ...]:
    """Those of these layers that can be skipped together and are not.

    What joins several layers is one of them when, with the others skipped, all of them pass the same on: a residual block.
    """
    wanted = frozenset(node_id for node_id in node_ids if graph.nodes[node_id].bypassed is None)
    found: list[str] = []
    passed: dict[str, str] = {}
    for node_id in graph.order:
        node = graph.nodes[node_id]
        sources = {passed.get(source, source) for source in node.inputs}
        able = node_id in wanted and (can_bypass(node) or len(sources) == 1)
        if able:
            found.append(node_id)
        if sources and (able or node.bypassed is not None):
            passed[node_id] = passed.get(node.inputs[0], node.inputs[0])
    return tuple(found)


def torn(graph: Graph) -> tuple[str, ...]:
    """Layers that are skipped and join what is no longer the same, as after an edit within a block that is skipped."""
    passed: dict[str, str] = {}
    found: list[str] = []
    for node_id in graph.order if any(node.bypassed is not None for node in graph.nodes.values()) else ():
        node = graph.nodes[node_id]
        if node.bypassed is None or not node.inputs:
            continue
        sources = {passed.get(source, source) for source in node.inputs}
        if len(sources) > 1:
            found.append(node_id)
        else:
            passed[node_id] = sources.pop()
    return tuple(found)


def _at_work(graph: Graph, node_ids: Iterable[str]) -> Graph:
    nodes = dict(graph.nodes)
    for node_id in node_ids:
        node = nodes[node_id]
        if node.bypassed is not None:
            nodes[node_id] = replace(node, layer=node.bypassed, bypassed=None)
    return replace(graph, nodes=nodes)


def _refusal(node: Node) -> EditError:
    if not node.layer.ports:
        return EditError(
            tr('"{0}" is an input of the network; it can\'t be skipped.', node.name), tr("Skip the layers behind it.")
        )
    return EditError(
        tr('"{0}" is {1}, which joins different layers; it can\'t be skipped by itself.', node.name, node.layer.class_name),
        tr("Skip the layers before it as well, or delete it."),
    )


def _with_sharers(graph: Graph, node_ids: Iterable[str]) -> list[str]:
    """These nodes, and all that use the same weights."""
    owners = {graph.node(node_id).shares or node_id for node_id in node_ids}
    return [node.id for node in graph.nodes.values() if (node.shares or node.id) in owners]
