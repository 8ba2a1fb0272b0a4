"""A graph as plain JSON values, and back: the part of a project file that says what the network is."""

from dataclasses import replace
from typing import Any, TypeVar

from cnn.graph import Graph, Node
from cnn.graph.node import check_name, fitting_names
from cnn.layers import Layer, create

#: pixels from the middle of the canvas at which a layer may stand; Qt counts them in 32 bits, and a thousand layers take 60,000
FARTHEST = 1e7


T = TypeVar("T")


def graph_document(graph: Graph) -> dict[str, Any]:
    """A graph as plain JSON values."""
    return {
        "name": graph.name,
        "nodes": [_node_document(node) for node in graph.nodes.values()],
        "outputs": list(graph.marked_outputs),
        "next_id": graph.next_id,  # an id is never given twice: weights in a file are found by it
    }


def read_graph(document: dict[str, Any]) -> Graph:
    """The graph from plain JSON values; raises `LayerloomError`, KeyError, TypeError or ValueError when they are wrong."""
    nodes = [_read_node(item) for item in of_type(document["nodes"], list)]
    for node in nodes:
        check_name(node.name)
    names = fitting_names(node.name for node in nodes)  # older versions took any, and couldn't train them
    nodes = [node if names[node.name] == node.name else replace(node, name=names[node.name]) for node in nodes]
    outputs = tuple(of_type(item, str) for item in document.get("outputs", []))
    graph = Graph.from_nodes(nodes, name=of_type(document.get("name", "network"), str), marked_outputs=outputs)
    return replace(graph, next_id=max(graph.next_id, min(of_type(document.get("next_id", 1), int), 10**9)))


def _node_document(node: Node) -> dict[str, Any]:
    document: dict[str, Any] = {"id": node.id, "name": node.name, **_layer_document(node.layer)}
    if node.inputs:
        document["inputs"] = list(node.inputs)
    if node.group:
        document["group"] = node.group
    if not node.trainable:
        document["trainable"] = False
    if node.shares:
        document["shares"] = node.shares
    if node.position:
        document["position"] = list(node.position)
    if node.bypassed is not None:
        document["bypassed"] = _layer_document(node.bypassed)
    return document


def _layer_document(layer: Layer) -> dict[str, Any]:
    document: dict[str, Any] = {"class_name": type(layer).__name__}
    if config := layer.changed():
        document["config"] = config
    return document


def _read_node(document: dict[str, Any]) -> Node:
    position = document.get("position")
    return Node(
        id=of_type(document["id"], str),
        name=of_type(document["name"], str),
        layer=_read_layer(document),
        inputs=tuple(of_type(item, str) for item in of_type(document.get("inputs", []), list)),
        group=of_type(document.get("group", ""), str),
        trainable=of_type(document.get("trainable", True), bool),
        shares=None if document.get("shares") is None else of_type(document["shares"], str),
        position=None if position is None else _position(position),
        bypassed=None if document.get("bypassed") is None else _read_layer(of_type(document["bypassed"], dict)),
    )


def _read_layer(document: dict[str, Any]) -> Layer:
    return create(of_type(document["class_name"], str), of_type(document.get("config", {}), dict))


def _position(value: Any) -> tuple[float, float]:
    x, y = (float(item) for item in of_type(value, list))
    if not (abs(x) <= FARTHEST and abs(y) <= FARTHEST):  # also what is no number
        raise ValueError(f"a layer stands at {x:g}, {y:g}, further away than anything can be drawn")
    return x, y


def of_type(value: Any, wanted: type[T]) -> T:
    """A value that is of a type; raises TypeError where it is of another."""
    if not isinstance(value, wanted):
        raise TypeError(f"expected {wanted.__name__}, found {type(value).__name__}")
    return value
