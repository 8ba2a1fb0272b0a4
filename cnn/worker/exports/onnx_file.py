"""A network as an ONNX file.

tf2onnx folds constants, and with AlexNet's weights among them that takes more than a minute. So large weights go through it as
inputs, of which only shapes matter, and become what they are when the graph is finished.

That is why it stays in the worker, where LiteRT's converter has a process of its own: it takes memory for the graph, not for the
weights, and is Python but for the part of TensorFlow that compiles every model there. TensorFlow would have to be imported a
second time, which takes longer than all of the conversion.
"""

import contextlib
import json
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import keras
import numpy as np
import tensorflow as tf

from cnn.errors import FileError
from cnn.runs.exports import Expected
from cnn.words.language import tr
from cnn.words.lists import quoted, remarked
from cnn.worker.exports.layer_names import layer_behind

#: ONNX operations of this version are known to every runtime of the last years; it is tf2onnx's own default
OPSET = 15
#: numbers from which on a weight goes round tf2onnx
LARGE = 1024
#: bytes that one file of protocol buffers can hold
LARGEST = 2**31 - 2**20


def write_onnx(model: keras.Model, path: Path, expected: Expected) -> None:
    """Writes a float32 model, with what it expects as metadata; raises `FileError` for what ONNX can't hold."""
    import onnx

    if sum(int(np.prod(weight.shape)) * 4 for weight in model.weights) > LARGEST:
        raise FileError(tr("An ONNX file holds less than 2 GB; the network has more."), tr("Use a SavedModel folder or .keras."))
    proto, large = _converted(model)
    _name_ends(proto, expected)
    _refuse_foreign(model, proto)
    values = {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in expected.model_dump(mode="json").items()
    }
    onnx.helper.set_model_props(proto, values)
    proto.producer_name = "Layerloom"
    _write(proto, large, path)


def _write(proto: Any, large: list[tuple[str, Any]], path: Path) -> None:
    """Writes a model, and among the weights of its graph those that are not in it: as the graph's last ones, from where they lie.

    Put into the model they would be copied three times. https://protobuf.dev/programming-guides/encoding/
    """
    import onnx

    weights = []
    for name, values in large:
        head = onnx.TensorProto(dims=values.shape, data_type=onnx.TensorProto.FLOAT, name=name).SerializeToString()
        head += _field(onnx.TensorProto.RAW_DATA_FIELD_NUMBER, values.nbytes)
        weights.append((_field(onnx.GraphProto.INITIALIZER_FIELD_NUMBER, len(head) + values.nbytes) + head, values))
    graph = proto.graph.SerializeToString()
    proto.ClearField("graph")
    size = len(graph) + sum(len(head) + values.nbytes for head, values in weights)
    with path.open("wb") as file:
        file.write(proto.SerializeToString() + _field(onnx.ModelProto.GRAPH_FIELD_NUMBER, size) + graph)
        for head, values in weights:
            file.write(head)
            file.write(values.astype("<f4", copy=False).data)


def _field(number: int, size: int) -> bytes:
    """What stands before a field of so many bytes: its number with the sign for such a field (2), and its size."""
    return _varint(number << 3 | 2) + _varint(size)


def _varint(value: int) -> bytes:
    """A whole number in as many bytes as it needs, seven bits in each, the last of them first."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes((*found, value))


def _converted(model: keras.Model) -> tuple[Any, list[tuple[str, Any]]]:
    """The model, and the names and values of its large weights, which are not in it."""
    import tf2onnx
    from keras.src.export.tf2onnx_lib import patch_tf2onnx
    from onnx import numpy_helper

    logging.getLogger("tf2onnx").setLevel(logging.CRITICAL)  # what it can't convert is told by us
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patch_tf2onnx()  # Keras's own cure for what tf2onnx asks of older versions of NumPy
    large = [weight for weight in model.weights if int(np.prod(weight.shape)) >= LARGE and weight.dtype == "float32"]

    def answer(*values: Any) -> list[Any]:
        images, weights = values[: len(model.inputs)], values[len(model.inputs) :]
        with keras.StatelessScope(state_mapping=list(zip(large, weights, strict=True))), _plain_functions():
            said = model(images[0] if len(images) == 1 else list(images), training=False)
        return [tf.identity(part) for part in keras.tree.flatten(said)]

    signature = [tf.TensorSpec(image.shape, image.dtype, name=f"input_{place}") for place, image in enumerate(model.inputs)]
    signature += [tf.TensorSpec(weight.shape, weight.dtype, name=f"weight_{place}") for place, weight in enumerate(large)]
    function = tf.function(answer, input_signature=signature, autograph=False)
    proto, _ = tf2onnx.convert.from_function(function, input_signature=signature, opset=OPSET)
    _spell_erfc(proto)
    weights = [found for place, weight in enumerate(large) for found in _put_in(proto, f"weight_{place}", _where_it_lies(weight))]
    for constant, inside in function.get_concrete_function().graph.captures:
        if constant.dtype != tf.resource:  # a constant of a layer, as Normalization's mean, is taken for an input
            put = _put_in(proto, inside.name, constant.numpy())
            proto.graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in put)
    return proto, weights


def _where_it_lies(weight: Any) -> Any:
    """The numbers of a weight as an array, not copied: of AlexNet's that takes half a second. It can't be written to."""
    return np.asarray(memoryview(tf.convert_to_tensor(weight.value)))


@contextlib.contextmanager
def _plain_functions() -> Iterator[None]:
    """Keras has a convolution in groups compiled apart, in a function that no converter looks into."""
    with mock.patch.object(tf, "function", return_value=lambda function: function):
        yield


def _spell_erfc(proto: Any) -> None:
    """ONNX has erf alone: erfc(x) = 1 − erf(x), with which Keras writes GELU."""
    import onnx

    nodes = proto.graph.node
    for place, node in reversed([*enumerate(nodes)]):
        if node.op_type == "Erfc":
            one, erf = f"{node.output[0]}_one", f"{node.output[0]}_erf"
            kind = onnx.TensorProto.FLOAT
            proto.graph.initializer.append(onnx.helper.make_tensor(one, kind, [], [1.0]))
            made = onnx.helper.make_node("Erf", [node.input[0]], [erf], name=f"{node.name}_erf")
            rest = onnx.helper.make_node("Sub", [one, erf], [node.output[0]], name=node.name)
            del nodes[place]
            nodes.insert(place, rest)
            nodes.insert(place, made)


def _put_in(proto: Any, name: str, value: Any) -> list[tuple[str, Any]]:
    """Takes an input away from the graph: what stands for it, under which names; where it is only turned round, turned round."""
    graph = proto.graph
    for place, wanted in enumerate(graph.input):
        if wanted.name == name:
            del graph.input[place]
            break
    readers = [node for node in graph.node if name in node.input]
    turned = [node for node in readers if node.op_type == "Transpose"]
    found = []
    for node in turned:
        axes = next((list(attribute.ints) for attribute in node.attribute if attribute.name == "perm"), None)
        found.append((node.output[0], np.ascontiguousarray(np.transpose(value, axes))))
        graph.node.remove(node)
    return [*found, (name, np.ascontiguousarray(value))] if len(turned) < len(readers) or not readers else found


def _name_ends(proto: Any, expected: Expected) -> None:
    """Inputs and outputs are called as the layers are, batches as such."""
    graph = proto.graph
    inputs = [f"input_{place}" for place in range(len(expected.inputs))]
    order = {name: place for place, name in enumerate(inputs)}
    known = sorted(graph.input, key=lambda found: order[found.name])
    del graph.input[:]
    graph.input.extend(known)
    new = dict(zip(inputs, (wanted.name for wanted in expected.inputs), strict=True))
    new |= dict(zip([found.name for found in graph.output], expected.outputs, strict=True))
    for node in graph.node:
        for names in (node.input, node.output):
            for place, name in enumerate(names):
                names[place] = new.get(name, name)
    for found in (*graph.input, *graph.output):
        found.name = new[found.name]
        first = found.type.tensor_type.shape.dim
        if first:
            first[0].dim_param = "batch"


def _refuse_foreign(model: keras.Model, proto: Any) -> None:
    """Raises `FileError` for the first operation that is TensorFlow's and not ONNX's, with the layer it comes from."""
    for node, kind in _foreign(proto):
        layer = layer_behind(model, node)
        of = remarked(quoted(layer.name), type(layer).__name__) if layer is not None else tr("a layer")
        hint = tr("Use a SavedModel folder or .keras, or replace the layer.")
        raise FileError(tr("ONNX has no operation for {0}: {1}.", of, kind), hint)


def _foreign(proto: Any) -> Iterator[tuple[str, str]]:
    import onnx

    for node in proto.graph.node:
        if node.domain not in ("", "ai.onnx") or not onnx.defs.has(node.op_type):
            yield node.name, node.op_type
