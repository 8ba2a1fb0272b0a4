"""Layers that are skipped for a while: Keras's Identity stands in their place, and the layer waits in the node.

So everything that counts, builds, trains or writes the network sees an ordinary layer that passes its input on.
"""

from collections.abc import Iterable
from dataclasses import replace

from cnn.errors import EditError
from cnn.graph import Graph
from cnn.layers import Identity
from cnn.node import Node


def bypass(graph: Graph, node_ids: Iterable[str]) -> Graph:
    """Skips layers, and those that share their weights; raises `EditError` for one that can't just pass its input on."""
    nodes = dict(graph.nodes)
    for node_id in _with_sharers(graph, node_ids):
        node = nodes[node_id]
        if node.bypassed is None:
            _refuse(node)
            nodes[node_id] = replace(node, layer=Identity(), bypassed=node.layer)
    return replace(graph, nodes=nodes)


def reinstate(graph: Graph, node_ids: Iterable[str]) -> Graph:
    """Puts layers that were skipped back to work."""
    nodes = dict(graph.nodes)
    for node_id in _with_sharers(graph, node_ids):
        node = nodes[node_id]
        if node.bypassed is not None:
            nodes[node_id] = replace(node, layer=node.bypassed, bypassed=None)
    return replace(graph, nodes=nodes)


def can_bypass(node: Node) -> bool:
    """Whether a layer reads just one other, which could be passed on instead."""
    return len(node.layer.ports) == 1 and not node.layer.variadic


def _refuse(node: Node) -> None:
    if not can_bypass(node):
        what = "an input of the network" if not node.layer.ports else f"{node.layer.class_name}, which joins several layers"
        raise EditError(f'"{node.name}" is {what}; it can\'t be skipped.', "Delete it, or skip the layers around it.")


def _with_sharers(graph: Graph, node_ids: Iterable[str]) -> list[str]:
    """These nodes, and all that use the same weights."""
    owners = {graph.node(node_id).shares or node_id for node_id in node_ids}
    return [node.id for node in graph.nodes.values() if (node.shares or node.id) in owners]
