"""Graph → `keras.Model`, built layer by layer from our own catalogue; nothing that stands in a file is ever executed."""

import importlib
from typing import Any

import keras

from cnn.analysis import Analysis, analyse
from cnn.errors import LayerloomError
from cnn.graph import Graph
from cnn.graph.node import Node, fitting_network_name
from cnn.layers import LAYERS, Input, Layer, Operation
from cnn.layers.normalization import Clipping
from cnn.layers.objects import KerasObject
from cnn.words.language import tr
from cnn.worker.model.custom_layers import CUSTOM_LAYERS
from cnn.worker.model.operations import call_operation

_MODULES = {"initializer": keras.initializers, "regularizer": keras.regularizers, "constraint": keras.constraints}


def build(graph: Graph, *, precision: str = "float32", seed: int | None = None) -> keras.Model:
    """The network as a Keras model: same layer names, same order of inputs and outputs.

    `precision` is Keras's dtype policy; with a mixed one the outputs still are float32. With a `seed` the weights start
    the same every time. Raises `LayerloomError` with the first reason when the network can't be built.
    """
    checked(graph)
    if seed is not None:
        keras.utils.set_random_seed(seed)
    policy = keras.config.dtype_policy()
    keras.config.set_dtype_policy(precision)
    try:
        return _Builder(graph, precision).model()
    except (ValueError, TypeError) as error:
        raise _refused(graph, error) from error
    finally:
        keras.config.set_dtype_policy(policy)


def checked(graph: Graph) -> Analysis:
    """The analysis of a network that can be built; raises `LayerloomError` with the first reason why it can't."""
    analysis = analyse(graph)
    if analysis.errors:
        raise LayerloomError(
            tr("The network can't be built yet: {0}", analysis.errors[0].message), tr("Cure its problems first.")
        )
    return analysis


class _Builder:
    """Builds each layer once; nodes that share its weights call it again."""

    def __init__(self, graph: Graph, precision: str) -> None:
        self._graph = graph
        self._mixed = precision != "float32"
        self._layers: dict[str, Any] = {}
        self._tensors: dict[str, Any] = {}

    def model(self) -> keras.Model:
        graph = self._graph
        for node_id in graph.order:
            self._tensors[node_id] = self._call(graph.nodes[node_id])
        inputs = [self._tensors[node_id] for node_id in graph.inputs]
        outputs = [self._tensors[node_id] for node_id in graph.outputs]
        return keras.Model(_one_or_list(inputs), _one_or_list(outputs), name=fitting_network_name(graph.name))

    def _call(self, node: Node) -> Any:
        if isinstance(node.layer, Input):
            return keras.Input(node.layer.shape, name=node.name, dtype=node.layer.dtype or "float32")
        if isinstance(node.layer, Operation):
            return call_operation(node.layer, node.name, [self._tensors[source] for source in node.inputs])
        layer = self._layer(self._graph.nodes[node.shares or node.id])
        tensors = [self._tensors[source] for source in node.inputs]
        return layer(tensors) if node.layer.takes_list else layer(*tensors)

    def _layer(self, node: Node) -> Any:
        if node.id not in self._layers:
            arguments = keras_arguments(node.layer)
            if self._mixed and node.id in self._graph.outputs:
                arguments.setdefault("dtype", "float32")  # probabilities and loss need the full precision
            layer = keras_class(node.layer.class_name)(name=node.name, **arguments)
            if not node.trainable:
                layer.trainable = False
            self._layers[node.id] = layer
        return self._layers[node.id]


def keras_arguments(layer: Layer) -> dict[str, Any]:
    """A layer's constructor arguments as Keras objects."""
    values = {name: layer.value(name) for name in layer.argument_names}
    return {name: _keras_value(value) for name, value in values.items() if name != "dtype" or value is not None}


def keras_class(class_name: str) -> Any:
    """The Keras class behind a layer of the catalogue; raises `LayerloomError` for any other."""
    if class_name not in LAYERS:
        raise LayerloomError(
            tr("Keras can't build a layer {0!r} that Layerloom doesn't know.", class_name[:80]), tr("Replace it.")
        )
    kept_in = LAYERS[class_name].module
    module = keras.layers if kept_in == "keras.layers" else importlib.import_module(kept_in)  # from our catalogue, no file's
    return CUSTOM_LAYERS.get(class_name) or getattr(module, class_name)


def _keras_value(value: Any) -> Any:
    if isinstance(value, KerasObject):
        return getattr(_MODULES[value.kind], value.class_name)(**dict(value.arguments))
    if isinstance(value, Layer):  # what SpectralNormalization wraps
        return keras_class(value.class_name)(**keras_arguments(value))
    return value.config() if isinstance(value, Clipping) else value


def _one_or_list(tensors: list[Any]) -> Any:
    return tensors[0] if len(tensors) == 1 else tensors


def _refused(graph: Graph, error: Exception) -> LayerloomError:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return LayerloomError(tr("Keras refuses the network {0!r}: {1}", graph.name, reason), tr("The log has the whole story."))
