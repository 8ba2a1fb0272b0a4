"""Fits a network from a file to other images or another number of classes."""

from cnn.errors import UsageError
from cnn.graph import Graph
from cnn.layers import Input
from cnn.repairs import repairs_for_classes
from cnn.shapes import Shape


def with_image(graph: Graph, image: Shape) -> Graph:
    """The network for images of another shape; raises `UsageError` when no Input layer takes images."""
    changed = graph
    for node_id in graph.inputs:
        layer = graph.nodes[node_id].layer
        if isinstance(layer, Input) and len(layer.shape) == len(image):
            changed = changed.replace_layer(node_id, layer.replace(shape=tuple(image)))
    if changed is graph and not _takes(graph, image):
        raise UsageError(f"The network {graph.name} has no Input layer for images.", "Leave --image out.")
    return changed


def with_classes(graph: Graph, classes: int) -> Graph:
    """The network with another number of classes at each output."""
    for output in graph.outputs:
        graph = repairs_for_classes(graph, output, classes)[0].apply(graph)
    return graph


def _takes(graph: Graph, image: Shape) -> bool:
    return any(getattr(graph.nodes[node_id].layer, "shape", ()) == image for node_id in graph.inputs)
