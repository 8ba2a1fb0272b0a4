"""A network as a LiteRT file, in float32, float16, or with weights or everything in whole numbers of 8 bits.

https://ai.google.dev/edge/litert/models/post_training_quantization
"""

import contextlib
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from cnn.errors import FileError
from cnn.runs.exports import Expected
from cnn.worker.exports.layer_names import layer_behind
from cnn.worker.exports.litert_metadata import with_metadata
from cnn.worker.exports.saved_model import write_saved_model

Array = NDArray[Any]

#: images by which the steps of whole numbers are chosen
REPRESENTATIVE = 200

#: activations over which TensorFlow's converter to whole numbers is a segmentation fault (2.20)
BREAKING = ("mish", "softplus")


def write_litert(model: keras.Model, path: Path, expected: Expected, precision: str, shown: Sequence[Array] = ()) -> None:
    """Writes a float32 model in a precision; for "int8", images are `shown`, one array an input.

    Raises `FileError` for a layer that LiteRT has no operation for.
    """
    if precision == "int8":
        _refuse_breaking(model)
    with tempfile.TemporaryDirectory(prefix="litert-") as name:
        write_saved_model(model, Path(name) / "model", expected, turned=True)
        converter = tf.lite.TFLiteConverter.from_saved_model(str(Path(name) / "model"), signature_keys=["serving_default"])
        _choose(converter, expected, precision, shown)
        try:
            with _without_advice():
                content = converter.convert()
        except Exception as error:  # the converter's own class is raised from several places, and so are ValueErrors
            raise _refused(model, error, precision) from error
    with_metadata(content, path, expected)


def _refuse_breaking(model: keras.Model) -> None:
    """Raises `FileError` for a layer over which the converter would take this process with it."""
    for layer in model._flatten_layers(include_self=False):
        activation = getattr(getattr(layer, "activation", None), "__name__", "")
        if activation in BREAKING:
            raise FileError(
                f'LiteRT\'s converter breaks down over "{layer.name}" ({type(layer).__name__}) in int8: {activation}.',
                "Use float16, or int8-dynamic, or another activation.",
            )


def _choose(converter: Any, expected: Expected, precision: str, shown: Sequence[Array]) -> None:
    if precision != "float32":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if precision == "float16":
        converter.target_spec.supported_types = [tf.float16]
    if precision == "int8":
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = tf.uint8  # bytes of an image go in as they are
        if expected.task == "classes" and not expected.single:  # of which only the order is asked
            converter.inference_output_type = tf.uint8
        names = [wanted.name for wanted in expected.inputs]

        def images() -> Iterator[dict[str, Array]]:
            for place in range(len(shown[0])):
                yield {name: part[place : place + 1].astype(np.float32) for name, part in zip(names, shown, strict=True)}

        converter.representative_dataset = images


def _refused(model: keras.Model, error: Exception, precision: str) -> FileError:
    """Which layer the converter stumbles over, as far as it tells."""
    text = str(error)
    layer = next(
        (found for place in re.findall(r'loc\("?([^)]*?)"?\)|"([^"\s]+/[^"\s]+)"', text)
         for name in place if name and (found := layer_behind(model, name)) is not None),
        None,
    )  # fmt: skip
    kinds = re.findall(r"tf\.(\w+)", text)
    operation = f": {kinds[0]}" if kinds else ""
    hint = "Use ONNX, a SavedModel folder or .keras, or replace the layer."
    if layer is None:
        lines = [line.strip() for line in text.splitlines() if line.strip()] or [type(error).__name__]
        reason = f"operation {kinds[0]}" if kinds else lines[0][:200]
        return FileError(f"LiteRT can't hold the network in {precision}: {reason}.", hint)
    return FileError(f'LiteRT has no operation in {precision} for "{layer.name}" ({type(layer).__name__}){operation}.', hint)


@contextlib.contextmanager
def _without_advice() -> Iterator[None]:
    """The converter warns for programmers."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
