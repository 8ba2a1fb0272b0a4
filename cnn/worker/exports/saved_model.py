"""A network as a TensorFlow SavedModel: a folder with one signature, whose inputs and outputs are called as the layers are.

https://www.tensorflow.org/guide/saved_model
"""

import contextlib
import errno
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import keras
import numpy as np
import tensorflow as tf
from keras.src import ops  # where layers look for it

from cnn.runs.exports import Expected
from cnn.words.plain import one_line

#: names of the files beside the network: what it expects, and its classes, one a line
EXPECTS, CLASSES = "expects.json", "classes.txt"
#: numbers from which on a dense layer's kernel is large
LARGE = 1 << 22


def write_saved_model(model: keras.Model, path: Path, expected: Expected, *, turned: bool = False) -> None:
    """Writes a float32 model with a signature `serving_default`, and what it expects among its assets.

    With `turned` the large kernels of dense layers are kept as LiteRT wants them.
    """
    with _assets(expected) as assets:
        module = _module(model, expected, _turned(model) if turned else {})
        module.assets = [tf.saved_model.Asset(str(asset)) for asset in assets]
        with contextlib.redirect_stdout(io.StringIO()), _full_disk_told():
            tf.saved_model.save(module, str(path), signatures={"serving_default": module.serve})


def _turned(model: keras.Model) -> dict[int, Any]:
    """Large kernels of dense layers with rows for columns, by the ids of those they stand for.

    LiteRT's converter turns them round itself, but for those of more than some 100 MB: AlexNet's fc6 would be turned at each
    question, and stay in float32 where all others become whole numbers.
    """
    kernels = [layer._kernel for layer in model._flatten_layers() if type(layer) is keras.layers.Dense and layer.built]
    large = [kernel for kernel in kernels if int(np.prod(kernel.shape)) >= LARGE and kernel.dtype == "float32"]
    return {id(kernel): tf.Variable(tf.transpose(kernel.value)) for kernel in large}


@contextlib.contextmanager
def _multiplied(turned: dict[int, Any]) -> Iterator[None]:
    """Dense layers multiply with those that stand for their kernels."""
    plain = ops.matmul

    def matmul(images: Any, kernel: Any) -> Any:
        other = turned.get(id(kernel))
        return plain(images, kernel) if other is None or len(images.shape) != 2 else tf.matmul(images, other, transpose_b=True)

    with mock.patch.object(ops, "matmul", matmul) if turned else contextlib.nullcontext():
        yield


def _module(model: keras.Model, expected: Expected, turned: dict[int, Any]) -> Any:
    signature = [
        tf.TensorSpec(image.shape, image.dtype, name=wanted.name)
        for image, wanted in zip(model.inputs, expected.inputs, strict=True)
    ]

    def serve(*images: Any) -> dict[str, Any]:
        with _multiplied(turned):
            said = keras.tree.flatten(model(images[0] if len(images) == 1 else list(images), training=False))
        return {name: tf.identity(part) for name, part in zip(expected.outputs, said, strict=True)}

    module = tf.Module()  # its name would have to be one of Python's
    module.kept = [*turned.values(), *(variable._value for variable in model.variables)]  # or they would not be found
    module.serve = tf.function(serve, input_signature=signature, autograph=False)
    return module


@contextlib.contextmanager
def _full_disk_told() -> Iterator[None]:
    """TensorFlow has one error for a full memory and a full disk; the latter is raised as Python raises it."""
    try:
        yield
    except tf.errors.ResourceExhaustedError as error:
        for number in (errno.ENOSPC, errno.EDQUOT):
            if os.strerror(number) in str(error):
                raise OSError(number, os.strerror(number)) from error
        raise


@contextlib.contextmanager
def _assets(expected: Expected) -> Iterator[list[Path]]:
    with tempfile.TemporaryDirectory(prefix="assets-") as name:
        folder = Path(name)
        (folder / EXPECTS).write_text(expected.model_dump_json(indent=1), encoding="utf-8")
        (folder / CLASSES).write_text("".join(f"{one_line(name)}\n" for name in expected.classes), encoding="utf-8")
        yield [folder / EXPECTS, *([folder / CLASSES] if expected.classes else [])]
