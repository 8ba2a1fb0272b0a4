"""The few lines of Python that ask an exported file about an image: what whoever gets the file starts from."""

from collections.abc import Callable
from keyword import iskeyword

from cnn.datasets.pixels.pixel_range import TYPE, range_of
from cnn.formats.python.expressions import quoted
from cnn.runs.exports import Expected, ModelInput

_MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}
_FITTING = {
    "crop": "ImageOps.fit({0}, {1}, Image.Resampling.BILINEAR)",
    "pad": "ImageOps.pad({0}, {1}, Image.Resampling.BILINEAR)",
}


def snippet(suffix: str, name: str, expected: Expected) -> str:
    """A program that loads an exported file, shows it the image that its first argument names, and prints what it sees."""
    return _SNIPPETS[suffix](name, expected) if suffix in _SNIPPETS else ""


def _onnx(name: str, expected: Expected) -> str:
    known = '(model.get_modelmeta().custom_metadata_map["classes"])'
    fed = _dictionary([(wanted.name, _of(place)) for place, wanted in enumerate(expected.inputs)])
    return _program(
        expected,
        ("import onnxruntime",),
        f"model = onnxruntime.InferenceSession({quoted(name)})",
        f"answer = model.run(None, {fed})[0][0]",
        f"json.loads{known}",
    )


def _saved_model(name: str, expected: Expected) -> str:
    fed = _arguments([(wanted.name, f"tf.constant({_of(place)})") for place, wanted in enumerate(expected.inputs)])
    return _program(
        expected,
        ("import tensorflow as tf",),
        f'model = tf.saved_model.load({quoted(name)}).signatures["serving_default"]',
        f"answer = model({fed})[{quoted(expected.outputs[0])}][0].numpy()",
        f'open({quoted(f"{name}/assets/classes.txt")}, encoding="utf-8").read().splitlines()',
    )


def _litert(name: str, expected: Expected) -> str:
    fed = _arguments([(wanted.name, _of(place)) for place, wanted in enumerate(expected.inputs)])
    return _program(
        expected,
        ("from ai_edge_litert.interpreter import Interpreter",),
        f"model = Interpreter({quoted(name)}).get_signature_runner()",
        f"answer = model({fed})[{quoted(expected.outputs[0])}][0]",
        f'zipfile.ZipFile({quoted(name)}).read("labels.txt").decode().splitlines()',
    )


def _keras(name: str, expected: Expected) -> str:
    fed = ", ".join(_of(place) for place in range(len(expected.inputs)))
    asked = f"model.predict({fed if len(expected.inputs) == 1 else f'[{fed}]'}, verbose=0)"
    answer = f"answer = {asked}[0]{'[0]' * (len(expected.outputs) > 1)}"
    classes = f"[{', '.join(map(quoted, expected.classes))}]"
    return _program(
        expected, ("import keras",), f"model = keras.models.load_model({quoted(name)}, compile=False)", answer, classes
    )


def _keras_weights(name: str, expected: Expected) -> str:
    """With the network from a Keras JSON beside it: the file holds numbers alone."""
    design = f"{name.removesuffix('.weights.h5')}.json"
    load = f"model = keras.models.model_from_json(open({quoted(design)}).read())  # the network, exported as Keras JSON"
    loaded = _keras(name, expected).split("\n")
    place = next(place for place, line in enumerate(loaded) if line.startswith("model = "))
    return "\n".join((*loaded[:place], load, f"model.load_weights({quoted(name)})", *loaded[place + 1 :]))


_SNIPPETS: dict[str, Callable[[str, Expected], str]] = {
    ".onnx": _onnx, "/": _saved_model, ".tflite": _litert, ".weights.h5": _keras_weights,
    **dict.fromkeys((".keras", ".h5", ".hdf5"), _keras),
}  # fmt: skip
#: the endings of files that such a program can ask
ASKED_BY_PROGRAM = tuple(_SNIPPETS)


def _program(expected: Expected, runtime: tuple[str, ...], load: str, ask: str, classes: str) -> str:
    named = bool(expected.classes)
    return "\n".join(
        (
            _standard(classes if named else ""),
            "import numpy as np",
            *runtime,
            f"from PIL import Image{', ImageOps' if expected.resizing in _FITTING else ''}",
            "",
            load,
            *(line for place, wanted in enumerate(expected.inputs) for line in _pixels(place, wanted, expected)),
            ask,
            *((f"classes = {classes}",) if named else ()),
            f"print({_meaning(expected)})",
            "",
        )
    )


def _standard(classes: str) -> str:
    """What is imported of Python's own library."""
    module = classes.partition(".")[0]
    return f"import {', '.join(sorted({'sys', module} & {'sys', 'json', 'zipfile'}))}"


def _dictionary(entries: list[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{quoted(name)}: {value}" for name, value in entries) + "}"


def _arguments(entries: list[tuple[str, str]]) -> str:
    """What a function is called with, by name; a layer may be called as no argument can be written, such as `in` or `2nd`."""
    if all(name.isidentifier() and not iskeyword(name) for name, _ in entries):
        return ", ".join(f"{name}={value}" for name, value in entries)
    return f"**{_dictionary(entries)}"


def _of(place: int) -> str:
    return "pixels" if not place else f"pixels_{place + 1}"


def _pixels(place: int, wanted: ModelInput, expected: Expected) -> tuple[str, ...]:
    """The lines that make an image what an input takes."""
    shape, kind = wanted.shape, wanted.dtype
    if len(shape) != 3 or (shape[-1] not in _MODES and shape[0] not in _MODES):
        return (f"{_of(place)} = np.load(sys.argv[1]).astype(np.{kind})[None]  # {'×'.join(map(str, shape))}",)
    first = shape[-1] not in _MODES
    height, width, channels = (*shape[1:], shape[0]) if first else shape
    known = range_of(expected.pixel_range)
    deep = channels == 1 and (known is not None or expected.pixel_range == TYPE)  # more than 8 bits would be cut off
    opened = "Image.open(sys.argv[1])"
    image = f'{"file" if deep and known is None else opened}.convert("{"F" if deep else _MODES[channels or 3]}")'
    if height is not None and width is not None:
        size = f"({width}, {height})"
        way = _FITTING.get(expected.resizing)
        image = way.format(image, size) if way else f"{image}.resize({size}, Image.Resampling.BILINEAR)"
    array = f"np.asarray(image, np.{'float32' if deep or known is not None else kind})"
    array = f"np.atleast_3d({array})" if channels == 1 else array
    array = f"{array}.transpose(2, 0, 1)" if first else array
    whole = "" if kind.startswith("float") else f".round().astype(np.{kind})"
    lines = (f"image = {image}",)
    if known is not None:
        scaled = f"({array}[None] - {known.low:.9g}) * {255 / (known.high - known.low):.9g}"
        return *lines, f"{_of(place)} = np.clip({scaled}, 0, 255){whole}  # from {expected.pixel_range} to 0-255"
    if deep:
        scaled = f'{array}[None] / (257 if file.mode.startswith("I") else 1)'
        values = f"{_of(place)} = {f'({scaled})' if whole else scaled}{whole}  # values from 0 to 255, also of 16 bits"
        return f"file = {opened}", *lines, values
    values = "0 to 255" if expected.pixel_range == TYPE else f"0 to 255, which stand for {expected.pixel_range}"
    return *lines, f"{_of(place)} = {array}[None]  # values from {values}"


def _meaning(expected: Expected) -> str:
    if not expected.classes:
        return "answer"
    border = "0" if expected.answers == "logits" else "0.5"
    match expected.task:
        case "numbers":
            return "dict(zip(classes, answer.tolist()))"
        case "labels":
            return f"[name for name, value in zip(classes, answer) if value > {border}]"
    return f"classes[int(answer[0] > {border})]" if expected.single else "classes[answer.argmax()]"
