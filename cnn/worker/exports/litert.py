"""A network as a LiteRT file, in float32, float16, or with weights or everything in whole numbers of 8 bits.

https://ai.google.dev/edge/litert/models/post_training_quantization
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from cnn.errors import FileError
from cnn.runs.exports import Expected
from cnn.words.language import marked, tr
from cnn.words.lists import listed, quoted, remarked
from cnn.worker.exports.layer_names import layer_behind
from cnn.worker.exports.litert_metadata import with_metadata
from cnn.worker.exports.litert_process import CONVERTED, MODEL, SHOWN, Converter, ConverterDiedError, Job
from cnn.worker.exports.saved_model import write_saved_model

Array = NDArray[Any]

#: images by which the steps of whole numbers are chosen
REPRESENTATIVE = 200
#: parts of a network that are tried in one go when the converter died over the whole
TRIED = 6
#: what takes a network that the converter breaks down over
_OTHERS = marked("Use ONNX, a SavedModel folder or .keras, or replace the layer.")


def write_litert(
    model: keras.Model, path: Path, expected: Expected, precision: str, shown: Callable[[], Sequence[Array]] = tuple
) -> None:
    """Writes a float32 model in a precision; for "int8", `shown` gives images, one array an input.

    Raises `FileError` for a layer that LiteRT has no operation for, or over which TensorFlow's converter breaks down.
    """
    with Converter() as converter:
        write_saved_model(model, converter.folder / MODEL.format(0), expected, turned=True)
        images = shown() if precision == "int8" else ()
        _show(converter.folder, 0, images)
        names = tuple(wanted.name for wanted in expected.inputs)
        answers_in_bytes = expected.task == "classes" and not expected.single  # only their order is asked
        job = Job(precision=precision, inputs=(names,), bytes_out=answers_in_bytes)
        try:
            told = converter.told(job)
        except ConverterDiedError as died:
            raise _broken(model, expected, job, images, str(died)) from died
        if told.errno is not None:
            raise OSError(told.errno, told.error)
        if told.error:
            raise _refused(model, told.error, precision)
        with_metadata((converter.folder / CONVERTED).read_bytes(), path, expected)


def _show(folder: Path, place: int, shown: Sequence[Array]) -> None:
    for number, part in enumerate(shown):
        np.save(folder / SHOWN.format(place, number), part, allow_pickle=False)


def _refused(model: keras.Model, text: str, precision: str) -> FileError:
    """Which layer the converter stumbles over, as far as it tells."""
    layer = next(
        (
            found
            for place in re.findall(r'loc\("?([^)]*?)"?\)|"([^"\s]+/[^"\s]+)"', text)
            for name in place
            if name and (found := layer_behind(model, name)) is not None
        ),
        None,
    )
    kinds = re.findall(r"tf\.(\w+)", text)
    if layer is None:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        reason = f"operation {kinds[0]}" if kinds else lines[0][:200]
        return FileError(tr("LiteRT can't hold the network in {0}: {1}.", precision, reason), tr(_OTHERS))
    which = (remarked(quoted(layer.name), type(layer).__name__), *kinds[:1])
    return FileError(tr("LiteRT has no operation in {0} for {1}.", precision, ": ".join(which)), tr(_OTHERS))


# ---------------------------------------------------------------------- a converter that died


def _broken(model: keras.Model, expected: Expected, job: Job, shown: Sequence[Array], how: str) -> FileError:
    """Names the layer without which the converter lives on, where there is one."""
    whole = job.precision in ("float32", "float16")
    hint = tr(_OTHERS) if whole else tr("Use float16, or float32, or replace the layer.")
    layer = _breaking(model, expected, job, shown)
    if layer is None:
        words = tr("TensorFlow's converter to LiteRT breaks down over the network in {0} ({1}).", job.precision, how)
        return FileError(words, hint)
    activation = getattr(getattr(layer, "activation", None), "__name__", "linear")
    by = remarked(quoted(layer.name), listed([type(layer).__name__, *([] if activation == "linear" else [activation])]))
    return FileError(tr("TensorFlow's converter to LiteRT breaks down over {0} in {1} ({2}).", by, job.precision, how), hint)


def _breaking(model: keras.Model, expected: Expected, job: Job, shown: Sequence[Array]) -> Any:
    """The layer up to which the converter dies, and does not up to the one before; `None` where that can't be told."""
    layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    alive, dying = -1, len(layers)  # of the whole it is known
    while dying - alive > 1:
        places = sorted({alive + (dying - alive) * part // (TRIED + 1) for part in range(1, TRIED + 1)} - {alive})
        died = _died_at([layers[place] for place in places], model, expected, job, shown)
        if died is None:
            alive = places[-1]
        else:
            alive, dying = places[died - 1] if died else alive, places[died]
    return layers[dying] if dying < len(layers) else None


def _died_at(layers: Sequence[Any], model: keras.Model, expected: Expected, job: Job, shown: Sequence[Array]) -> int | None:
    """The place of the first layer up to which the converter dies."""
    with Converter() as converter:
        for place, layer in enumerate(layers):
            part = keras.Model(model.inputs, layer.output)
            outputs = tuple(f"output_{number}" for number in range(len(part.outputs)))
            write_saved_model(part, converter.folder / MODEL.format(place), expected.model_copy(update={"outputs": outputs}))
            _show(converter.folder, place, shown)
        try:
            converter.told(job.model_copy(update={"inputs": job.inputs * len(layers)}))
        except ConverterDiedError as died:
            return died.begun if 0 <= died.begun < len(layers) else None
    return None
