"""Layers with a precision of their own: what other runtimes compute a network in is one for all."""

from typing import Any

from cnn.graph import Graph
from cnn.layers import Layer
from cnn.words.language import tr
from cnn.words.lists import listed, quoted
from cnn.words.quantities import number_of

#: how many layers are named
NAMED = 3


def in_float32(graph: Graph) -> tuple[Graph, tuple[str, ...]]:
    """A network whose layers all compute in float32, and what to say of those that did not."""
    changed = [(node, plain) for node in graph.nodes.values() if (plain := _plain(node.layer)) is not node.layer]
    for node, plain in changed:
        graph = graph.replace_layer(node.id, plain)
    if not changed:
        return graph, ()
    names = [quoted(node.name) for node, _ in changed]
    more = number_of(" and {0} more layer| and {0} more layers", len(names) - NAMED) if len(names) > NAMED else ""
    return graph, (tr("All is written in float32, also what had a precision of its own: {0}{1}.", listed(names[:NAMED]), more),)


def _plain(layer: Layer) -> Layer:
    """The layer, and what it wraps, without a precision of its own; the same one where it has none."""
    inside = {name: layer.value(name) for name in layer.argument_names}
    changes: dict[str, Any] = {
        name: _plain(value) for name, value in inside.items() if isinstance(value, Layer) and _plain(value) is not value
    }
    if layer.dtype not in (None, "float32"):
        changes["dtype"] = None
    return layer.replace(**changes) if changes else layer
