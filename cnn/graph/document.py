"""A graph as plain JSON values, and back: the part of a project file that says what the network is."""

from dataclasses import replace
from typing import Any, TypeVar

from cnn.graph import Graph, Node
from cnn.graph.made import Made, Number, standing
from cnn.graph.node import check_group, check_name, fitting_names
from cnn.layers import Layer, create
from cnn.layers.arguments import LIMIT, MAX_AXES, is_int
from cnn.shapes import Shape
from cnn.words.language import tr

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
        **({"blocks": {path: _made_document(made) for path, made in graph.blocks.items()}} if graph.blocks else {}),
    }


def read_graph(document: dict[str, Any]) -> Graph:
    """The graph from plain JSON values; raises `LayerloomError`, KeyError, TypeError or ValueError when they are wrong."""
    nodes = [_read_node(of_type(item, dict)) for item in of_type(of_type(document, dict)["nodes"], list)]
    for node in nodes:
        check_name(node.name)
    names = fitting_names(node.name for node in nodes)  # older versions took any, and couldn't train them
    nodes = [node if names[node.name] == node.name else replace(node, name=names[node.name]) for node in nodes]
    outputs = tuple(of_type(item, str) for item in of_type(document.get("outputs", []), list))
    graph = Graph.from_nodes(nodes, name=of_type(document.get("name", "network"), str), marked_outputs=outputs)
    number = max(graph.next_id, min(of_type(document.get("next_id", 1), int), 10**9))
    made = {path: _read_made(path, of_type(item, dict)) for path, item in of_type(document.get("blocks", {}), dict).items()}
    return replace(graph, next_id=number, made=standing(made, graph.nodes))


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


def _made_document(made: Made) -> dict[str, Any]:
    document: dict[str, Any] = {"kind": made.kind, "numbers": dict(made.numbers), "parts": dict(made.parts)}
    if made.reads is not None:
        document["reads"] = list(made.reads)
    if made.link:
        document["link"] = made.link
    if made.own:
        document["own"] = sorted(made.own)
    if made.added:
        document["added"] = dict(made.added)
    return document


def _read_made(path: str, document: dict[str, Any]) -> Made:
    check_group(path)
    reads = document.get("reads")
    return Made(
        kind=of_type(document["kind"], str),
        numbers={name: _number(value) for name, value in of_type(document.get("numbers", {}), dict).items()},
        parts=_ids(document["parts"]),
        reads=None if reads is None else _shape(reads),
        link=of_type(document.get("link", ""), str),
        own=frozenset(of_type(name, str) for name in of_type(document.get("own", []), list)),
        added=_ids(document.get("added", {})),
    )


def _ids(value: Any) -> dict[str, str]:
    return {name: of_type(node_id, str) for name, node_id in of_type(value, dict).items()}


def _number(value: Any) -> Number:
    if not isinstance(value, int | float | str):  # a bool is an int
        raise TypeError(tr("expected a number of a block, found {0}", type(value).__name__))
    return value


def _shape(value: Any) -> Shape:
    sizes = tuple(of_type(value, list))
    if len(sizes) > MAX_AXES or not all(size is None or (is_int(size) and 0 < size <= LIMIT) for size in sizes):
        raise ValueError(tr("a block reads something that is no shape"))
    return sizes


def _read_layer(document: dict[str, Any]) -> Layer:
    return create(of_type(document["class_name"], str), of_type(document.get("config", {}), dict))


def _position(value: Any) -> tuple[float, float]:
    x, y = (float(item) for item in of_type(value, list))
    if not (abs(x) <= FARTHEST and abs(y) <= FARTHEST):  # also what is no number
        raise ValueError(tr("a layer stands at {0:g}, {1:g}, further away than anything can be drawn", x, y))
    return x, y


def of_type(value: Any, wanted: type[T]) -> T:
    """A value that is of a type; raises TypeError where it is of another."""
    if not isinstance(value, wanted):
        raise TypeError(tr("expected {0}, found {1}", wanted.__name__, type(value).__name__))
    return value
