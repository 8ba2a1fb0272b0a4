"""Where exported files run: how each runtime loads one and is asked. A runtime is imported only where it is used."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Ask = Callable[[Sequence[Array]], list[Array]]
Job = Mapping[str, Any]


@dataclass(frozen=True)
class Runtime:
    """`load` makes a file ready to be asked; `package` is what people install."""

    package: str
    load: Callable[[Path, Job], Ask]

    def name(self) -> str:
        """With its version: `onnxruntime 1.31.1`."""
        return f"{self.package} {version(self.package)}"


def _onnx(path: Path, _: Job) -> Ask:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = [(wanted.name, _ONNX_TYPES.get(wanted.type, np.float32)) for wanted in session.get_inputs()]

    def ask(images: Sequence[Array]) -> list[Array]:
        fed: dict[str, Array] = {name: part.astype(kind, copy=False) for (name, kind), part in zip(names, images, strict=True)}
        return [np.asarray(said) for said in session.run(None, fed)]

    return ask


_ONNX_TYPES: dict[str, Any] = {f"tensor({name})": kind for name, kind in {
    "float": np.float32, "double": np.float64, "float16": np.float16, "uint8": np.uint8, "int32": np.int32, "int64": np.int64,
    "int8": np.int8, "bool": np.bool_,
}.items()}  # fmt: skip


def _litert(path: Path, job: Job) -> Ask:
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_path=str(path), num_threads=os.cpu_count() or 1)
    order = _named_order(interpreter.get_signature_list(), job)
    asked: tuple[tuple[int, ...], ...] = ()

    def ask(images: Sequence[Array]) -> list[Array]:
        nonlocal asked
        shapes = tuple(part.shape for part in images)
        inputs, outputs = order(interpreter)
        if shapes != asked:
            for place, shape in zip(inputs, shapes, strict=True):
                interpreter.resize_tensor_input(place["index"], shape)
            interpreter.allocate_tensors()
            asked = shapes
            inputs, outputs = order(interpreter)
        for place, part in zip(inputs, images, strict=True):
            interpreter.set_tensor(place["index"], _into(place, part))
        interpreter.invoke()
        return [_out_of(place, interpreter.get_tensor(place["index"])) for place in outputs]

    return ask


def _named_order(signatures: Mapping[str, Any], job: Job) -> Callable[[Any], tuple[list[Any], list[Any]]]:
    """The details of inputs and outputs in the order of the network: LiteRT sorts them by name or not at all."""

    def order(interpreter: Any) -> tuple[list[Any], list[Any]]:
        inputs, outputs = interpreter.get_input_details(), interpreter.get_output_details()
        if not signatures:
            return inputs, outputs
        runner = interpreter._get_full_signature_list()
        (found,) = list(runner.values())[:1]
        by_index = {place["index"]: place for place in (*inputs, *outputs)}
        return (
            [by_index[found["inputs"][name]] for name in job["input_names"]],
            [by_index[found["outputs"][name]] for name in job["output_names"]],
        )

    return order


def _into(place: Any, part: Array) -> Array:
    kind, (scale, zero) = place["dtype"], place["quantization"]
    if not scale or not np.issubdtype(kind, np.integer):
        return part.astype(kind, copy=False)
    info = np.iinfo(kind)
    whole: Array = np.clip(np.round(part / scale) + zero, info.min, info.max).astype(kind)
    return whole


def _out_of(place: Any, said: Array) -> Array:
    scale, zero = place["quantization"]
    if not scale or not np.issubdtype(said.dtype, np.integer):
        return said
    real: Array = ((said.astype(np.float32) - zero) * scale).astype(np.float32)
    return real


def _saved_model(path: Path, job: Job) -> Ask:
    import tensorflow as tf

    serve = tf.saved_model.load(str(path)).signatures["serving_default"]
    _, wanted = serve.structured_input_signature

    def ask(images: Sequence[Array]) -> list[Array]:
        named = zip(job["input_names"], images, strict=True)
        said = serve(**{name: tf.constant(part, wanted[name].dtype) for name, part in named})
        return [said[name].numpy() for name in job["output_names"]]

    return ask


def _keras(path: Path, job: Job) -> Ask:
    import keras

    _know_own_layers(job)
    return _Model(keras.saving.load_model(path, compile=False))


def _keras_weights(path: Path, job: Job) -> Ask:
    import keras

    _know_own_layers(job)
    model = keras.models.model_from_json(job["design"])
    model.load_weights(path)
    return _Model(model)


def _know_own_layers(job: Job) -> None:
    """Whoever gets a network with layers that Keras lacks gets their classes in a written program."""
    if job["own_layers"]:
        import cnn.worker.model.custom_layers  # noqa: F401


class _Model:
    """A Keras model that is asked; `told` has the checksum of its weights."""

    def __init__(self, model: Any) -> None:
        from cnn.worker.model.saving import digest

        self._model = model
        self.told = {"digest": digest(model)}

    def __call__(self, images: Sequence[Array]) -> list[Array]:
        import keras

        said = self._model(images[0] if len(images) == 1 else list(images), training=False)
        return [keras.ops.convert_to_numpy(part) for part in keras.tree.flatten(said)]


def _page(path: Path, job: Job) -> Ask:
    from cnn.worker.proofs.page import load

    return load(path, job, _onnx)


#: by the name that a job calls them
RUNTIMES = {
    "onnx": Runtime("onnxruntime", _onnx),
    "litert": Runtime("ai-edge-litert", _litert),
    "saved_model": Runtime("tensorflow", _saved_model),
    "keras": Runtime("keras", _keras),
    "keras_weights": Runtime("keras", _keras_weights),
    "page": Runtime("onnxruntime", _page),
}
