"""Where exported files run: how each runtime loads one and is asked. A runtime is imported only where it is used."""

import contextlib
import itertools
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.worker.imports import UNUSED_ON_TENSORFLOW, without

Array = NDArray[Any]
Ask = Callable[[Sequence[Array]], list[Array]]
Job = Mapping[str, Any]


@dataclass(frozen=True)
class Runtime:
    """`load` makes a file ready to be asked; `package` is what people install, `module` what is imported of it."""

    package: str
    load: Callable[[Path, Job], Ask]
    module: str

    def begin(self) -> None:
        """Imports it, which takes seconds."""
        with without(*UNUSED_ON_TENSORFLOW):
            import_module(self.module)

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
    return _interpreted(path, job)[1]


def inside_litert(path: Path, job: Job, images: Sequence[Array]) -> list[tuple[str, Array]]:
    """What each operation of a LiteRT file gives for a batch, with its name, which tells of the layer it comes from."""
    interpreter, ask = _interpreted(path, job, keeps=True)
    ask(images)
    found = []
    for place in interpreter.get_tensor_details():
        with contextlib.suppress(ValueError):  # it holds nothing between questions
            found.append((str(place["name"]), _out_of(place, interpreter.get_tensor(place["index"]))))
    return [(name, values) for name, values in found if values.dtype == np.float32]


def _interpreted(path: Path, job: Job, *, keeps: bool = False) -> tuple[Any, Ask]:
    """A file in LiteRT's interpreter, which keeps what every operation gave, if wanted; and how it is asked."""
    from ai_edge_litert.interpreter import Interpreter

    threads = os.cpu_count() or 1
    interpreter = Interpreter(model_path=str(path), num_threads=threads, experimental_preserve_all_tensors=keeps)
    order = _named_order(interpreter.get_signature_list(), job)
    asked: tuple[tuple[int, ...], ...] = ()

    def ask(images: Sequence[Array]) -> list[Array]:
        nonlocal asked
        shapes = tuple(part.shape for part in images)
        inputs, outputs = order(interpreter)
        if shapes != asked:
            for place, shape in zip(inputs, shapes, strict=True):
                interpreter.resize_tensor_input(place["index"], shape)
            _with_operation(interpreter, interpreter.allocate_tensors)
            asked = shapes
            inputs, outputs = order(interpreter)
        for place, part in zip(inputs, images, strict=True):
            interpreter.set_tensor(place["index"], _into(place, part))
        _with_operation(interpreter, interpreter.invoke)
        return [_out_of(place, interpreter.get_tensor(place["index"])) for place in outputs]

    return interpreter, ask


class OperationError(Exception):
    """An operation of a file that its runtime can't compute: `kind` as the runtime calls it, `place` as the network did."""

    def __init__(self, text: str, kind: str, place: str) -> None:
        super().__init__(text)
        self.kind, self.place = kind, place


def over(error: Exception) -> dict[str, str]:
    """What there is to tell of the operation over which a runtime failed."""
    return {"kind": error.kind, "place": error.place} if isinstance(error, OperationError) else {}


def _with_operation(interpreter: Any, work: Callable[[], None]) -> None:
    """Does it, and raises `OperationError` where LiteRT says over which of its operations it failed."""
    try:
        work()
    except (RuntimeError, ValueError) as error:
        found = re.search(r"Node number (\d+) \((\w+)\)", str(error))
        if found is None:
            raise
        made = interpreter._get_op_details(int(found[1]))["outputs"]
        name = next((part["name"] for part in interpreter.get_tensor_details() if part["index"] in made), "")
        raise OperationError(str(error), found[2], name) from error


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
    return _checked(keras.saving.load_model(path, compile=False))


def _keras_weights(path: Path, job: Job) -> Ask:
    import keras

    _know_own_layers(job)
    model = keras.models.model_from_json(job["design"])
    model.load_weights(path)
    return _checked(model)


def _keras_json(path: Path, job: Job) -> Ask:
    import keras

    _know_own_layers(job)
    return _Model(_with_weights(keras.models.model_from_json(path.read_text(encoding="utf-8")), job))


def _program(path: Path, job: Job) -> Ask:
    from cnn.worker.proofs.programs import network_of_program

    return _Model(_with_weights(network_of_program(path, job), job))


def _notebook(path: Path, job: Job) -> Ask:
    from cnn.worker.proofs.programs import network_of_notebook

    return _Model(_with_weights(network_of_notebook(path, job), job))


def _know_own_layers(job: Job) -> None:
    """Whoever gets a network with layers that Keras lacks gets their classes in a written program."""
    if job["own_layers"]:
        import cnn.worker.model.custom_layers  # noqa: F401


def _with_weights(model: Any, job: Job) -> Any:
    """A network that was written without weights gets those it is compared with, layer by layer."""
    with np.load(job["weights"], allow_pickle=False) as kept:
        numbers = itertools.count()
        for name, count in job["layers"]:
            model.get_layer(name).set_weights([kept[str(next(numbers))] for _ in range(count)])
    return model


def _checked(model: Any) -> Ask:
    """A model whose weights came from the file: their checksum is told."""
    from cnn.worker.model.saving import digest

    return _Model(model, {"digest": digest(model)})


class _Model:
    """A Keras model that is asked; `told` is what there is to say of it."""

    def __init__(self, model: Any, told: Mapping[str, Any] = MappingProxyType({})) -> None:
        self._model = model
        self.told = dict(told)

    def __call__(self, images: Sequence[Array]) -> list[Array]:
        import keras

        said = self._model(images[0] if len(images) == 1 else list(images), training=False)
        return [keras.ops.convert_to_numpy(part) for part in keras.tree.flatten(said)]


def _page(path: Path, job: Job) -> Ask:
    from cnn.worker.proofs.page import load

    return load(path, job, _onnx)


#: by the name that a job calls them
RUNTIMES = {
    "onnx": Runtime("onnxruntime", _onnx, "onnxruntime"),
    "litert": Runtime("ai-edge-litert", _litert, "ai_edge_litert.interpreter"),
    "saved_model": Runtime("tensorflow", _saved_model, "tensorflow"),
    "keras": Runtime("keras", _keras, "keras"),
    "keras_weights": Runtime("keras", _keras_weights, "keras"),
    "keras_json": Runtime("keras", _keras_json, "keras"),
    "program": Runtime("keras", _program, "keras"),
    "notebook": Runtime("keras", _notebook, "keras"),
    "page": Runtime("onnxruntime", _page, "onnxruntime"),
}
