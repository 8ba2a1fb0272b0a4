"""Writes a network as the JSON that `keras.models.model_from_json` reads, without Keras.

Nodes that share weights become one Keras layer that is called several times.
"""

import json
from typing import Any

from cnn.analysis import Analysis, Problem, analyse
from cnn.errors import FileError
from cnn.formats.keras.wires import SLOT, TENSOR
from cnn.graph import Graph
from cnn.graph.node import Node
from cnn.layers import Input, Kept
from cnn.words.language import tr
from cnn.words.place import at_place

#: a place in Keras's notation: the layer's name, the number of the call, the number of the output
Place = list[Any]


def write_json(graph: Graph) -> str:
    """A network as Keras JSON text; raises `FileError` when it has problems that keep it from being built."""
    return json.dumps(model_document(graph), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def model_document(graph: Graph) -> dict[str, Any]:
    """A network as the plain values of Keras's functional JSON; raises `FileError` when it can't be built.

    Unknown layers from a file don't keep it from being written: they go back as they came.
    """
    analysis = writable(graph)
    places = _places(graph)
    callers: dict[str, list[Node]] = {}
    for node_id in graph.order:
        node = graph.nodes[node_id]
        callers.setdefault(node.shares or node.id, []).append(node)
    layers = [_layer(graph.nodes[owner], nodes, places, analysis) for owner, nodes in callers.items()]
    return {
        "module": "keras.src.models.functional",  # where Keras itself says it is
        "class_name": "Functional",
        "config": {
            "name": graph.name,
            "trainable": True,
            "layers": layers,
            "input_layers": _one_or_list([places[node_id] for node_id in graph.inputs]),
            "output_layers": _one_or_list([places[node_id] for node_id in graph.outputs]),
        },
        "registered_name": "Functional",
    }


def _one_or_list(places: list[Any]) -> Any:
    """As Keras writes them: a model with one input takes an array, one with a list of one input a list."""
    return places[0] if len(places) == 1 else places


def buildable(graph: Graph) -> Analysis:
    """The analysis of a network that Keras can build; raises `FileError` with the first reason why it can't."""
    analysis = analyse(graph)
    if analysis.errors:
        raise _unbuildable(analysis.errors[0])
    return analysis


def writable(graph: Graph) -> Analysis:
    """The analysis of a network that is whole but for unknown layers; raises `FileError` with the first reason why it isn't."""
    analysis = analyse(graph)
    for problem in analysis.errors:
        if problem.node is None or not isinstance(graph.nodes[problem.node].layer, Kept):
            raise _unbuildable(problem)
    return analysis


def _unbuildable(problem: Problem) -> FileError:
    return FileError(
        tr("The network can't be built yet: {0}", problem.message),
        at_place(
            terminal=tr("Cure its problems first; summary lists them."),
            window=tr("Cure its problems first; the panel Problems lists them."),
        ),
    )


def _places(graph: Graph) -> dict[str, Place]:
    """Where each node stands: its layer's name and the how-manieth call of that layer it is."""
    calls: dict[str, int] = {}
    places: dict[str, Place] = {}
    for node_id in graph.order:
        owner = graph.nodes[node_id].shares or node_id
        number = calls.get(owner, 0)
        calls[owner] = number + 1
        places[node_id] = [graph.nodes[owner].name, number, 0]
    return places


def _layer(owner: Node, callers: list[Node], places: dict[str, Place], analysis: Analysis) -> dict[str, Any]:
    if isinstance(owner.layer, Kept):
        return _as_it_came(owner, owner.layer, callers, places, analysis)
    registered = owner.layer.registered_name
    return {
        "module": registered.split(">")[0] if registered else owner.layer.module,
        "class_name": "InputLayer" if isinstance(owner.layer, Input) else owner.layer.class_name,
        "config": _config(owner),
        "registered_name": registered or None,
        "name": owner.name,
        "inbound_nodes": [_call(node, places, analysis) for node in callers if node.inputs],
    }


def _as_it_came(owner: Node, layer: Kept, callers: list[Node], places: dict[str, Place], analysis: Analysis) -> dict[str, Any]:
    """An unknown layer as its file had it, under its present name and with its present wires."""
    document = layer.document()
    if isinstance(document.get("config"), dict) and "name" in document["config"]:
        document["config"]["name"] = owner.name
    calls = [_filled(layer.call(place), node, places, analysis) for place, node in enumerate(callers) if node.inputs]
    return {**document, "name": owner.name, "inbound_nodes": calls}


def _filled(value: Any, node: Node, places: dict[str, Place], analysis: Analysis) -> Any:
    """The arguments of a call of an unknown layer, with tensors in place of the numbers of inputs."""
    if isinstance(value, dict):
        if value.get("class_name") == SLOT:
            number = value.get("config")
            if not isinstance(number, int) or not 0 <= number < len(node.inputs):
                raise FileError(
                    tr('The unknown layer "{0}" has lost an input.', node.name), tr("Wire it again as it was, or remove it.")
                )
            return _tensor(node.inputs[number], places, analysis)
        return {key: _filled(item, node, places, analysis) for key, item in value.items()}
    return [_filled(item, node, places, analysis) for item in value] if isinstance(value, list) else value


def _config(node: Node) -> dict[str, Any]:
    if isinstance(node.layer, Input):
        return {"name": node.name, "batch_shape": [None, *node.layer.shape], "dtype": node.layer.dtype or "float32"}
    takes_it = not node.layer.class_name.startswith("SpatialDropout")  # whose constructor in Keras refuses it
    frozen = {} if node.trainable or not takes_it else {"trainable": False}
    return {"name": node.name, **frozen, **node.layer.config()}


def _call(node: Node, places: dict[str, Place], analysis: Analysis) -> dict[str, Any]:
    tensors = [_tensor(source, places, analysis) for source in node.inputs]
    return {"args": [tensors] if node.layer.takes_list else tensors, "kwargs": {}}


def _tensor(node_id: str, places: dict[str, Place], analysis: Analysis) -> dict[str, Any]:
    shape = analysis.nodes[node_id].output_shape  # behind an unknown layer nobody knows it, nor does Keras need it
    return {
        "class_name": TENSOR,
        "config": {"shape": [None, *(shape or ())], "dtype": "float32", "keras_history": places[node_id]},
    }
