"""Hostile and broken Keras files: a corpus by name, and seeded mutations of good ones."""

import copy
import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cnn.formats.keras.writer import model_document
from cnn.presets import PRESETS

Document = dict[str, Any]

#: what would be seen if any of it ran
MARK = "LAYERLOOM_WAS_HERE"
_CODE = f"__import__('pathlib').Path('{MARK}').touch()"


def good() -> Document:
    """A network in which all is well."""
    return model_document(PRESETS["lenet5"].graph())


def layer(document: Document, class_name: str = "Conv2D") -> Document:
    """The first layer of a class in a document."""
    found: Document = next(item for item in document["config"]["layers"] if item["class_name"] == class_name)
    return found


def sequential(*items: Document) -> Document:
    """A Sequential model of some layers."""
    first = {"class_name": "InputLayer", "module": "keras.layers", "config": {"name": "image", "batch_shape": [None, 8, 8, 3]}}
    return {"class_name": "Sequential", "module": "keras", "config": {"name": "model", "layers": [first, *items]}}


LAMBDA: Document = {
    "module": "keras.layers",
    "class_name": "Lambda",
    "config": {
        "name": "evil",
        "function": {"class_name": "__lambda__", "config": {"code": "4wEAAAAAAAAA", "defaults": None, "closure": None}},
        "arguments": {"code": _CODE},
    },
    "registered_name": None,
}


def conv(**changes: Any) -> Document:
    """A convolution with some settings."""
    return {
        "module": "keras.layers",
        "class_name": "Conv2D",
        "config": {"name": "conv", "filters": 4, "kernel_size": 3, **changes},
    }


def _changed(change: Any) -> Document:
    document = good()
    change(document)
    return document


def _wrapped(wrapper: str) -> Document:
    config = {"name": "outer", "layer": copy.deepcopy(LAMBDA)}
    return sequential({"module": "keras.layers", "class_name": wrapper, "config": config})


def _nested(depth: int) -> Document:
    document: Document = sequential(conv())
    for number in range(depth):
        document["config"]["name"] = f"model_{number}"
        document = sequential(document)
    return document


def _doubling(depth: int) -> Document:
    """A model that calls a model twice, which calls a model twice …: few bytes, 2 to the power of `depth` layers."""
    document = sequential(conv(padding="same", filters=3))
    for number in range(depth):
        document["config"]["name"] = f"m{number}"
        call = {"class_name": "__keras_tensor__", "config": {"shape": [None, 8, 8, 3], "keras_history": ["image", 0, 0]}}
        again = {"class_name": "__keras_tensor__", "config": {"shape": [None, 8, 8, 3], "keras_history": [f"m{number}", 0, 0]}}
        item = {
            **document,
            "name": f"m{number}",
            "inbound_nodes": [{"args": [call], "kwargs": {}}, {"args": [again], "kwargs": {}}],
        }
        image = {
            "class_name": "InputLayer",
            "name": "image",
            "config": {"name": "image", "batch_shape": [None, 8, 8, 3]},
            "inbound_nodes": [],
        }
        config = {"layers": [image, item], "input_layers": [["image", 0, 0]], "output_layers": [[f"m{number}", 1, 0]]}
        document = {"class_name": "Functional", "module": "keras", "config": {"name": "outer", **config}}
    return document


def _history(document: Document) -> Document:
    config: Document = layer(document)["inbound_nodes"][0]["args"][0]["config"]
    return config


SIZES = (
    2_000_000_000,
    10**30,
    -1,
    0,
    2.5,
    float("nan"),
    float("inf"),
    -float("inf"),
    "9",
    True,
    [],
    {},
    None,
    [3, 3, 3, 3],
    [-1, 2],
)


def corpus() -> Iterator[tuple[str, Document]]:
    """Documents that want to do harm or are broken, by name."""
    yield "a Lambda", sequential(LAMBDA)
    for wrapper in ("TimeDistributed", "Bidirectional", "SpectralNormalization", "Wrapper"):
        yield f"a Lambda in {wrapper}", _wrapped(wrapper)
    yield "a Lambda in a model in a model", sequential(sequential(sequential(LAMBDA)))
    yield "marshalled code as activation", sequential(conv(activation=LAMBDA["config"]["function"]))
    yield "a Lambda as activation", sequential(conv(activation=LAMBDA))
    yield "a Lambda as regularizer", sequential(conv(kernel_regularizer=LAMBDA))
    yield "a Lambda as loss", {**sequential(conv()), "compile_config": {"loss": LAMBDA, "optimizer": LAMBDA}}
    yield (
        "a TFSMLayer",
        sequential({"module": "keras.layers", "class_name": "TFSMLayer", "config": {"filepath": "/tmp/x", "name": "t"}}),
    )
    for module in (
        "os",
        "subprocess",
        "builtins",
        "cnn.evil",
        "keras.src.utils.python_utils",
        "keras.src.layers.core.lambda_layer",
    ):
        yield (
            f"a class of {module}",
            sequential({"module": module, "class_name": "Popen", "config": {"name": "p", "args": _CODE}}),
        )
    yield (
        "a function of builtins",
        sequential(conv(activation={"module": "builtins", "class_name": "function", "config": "eval"})),
    )
    yield "a registered name", sequential({**conv(), "registered_name": "evil>Conv2D"})
    for argument in ("filters", "kernel_size", "strides", "groups", "dilation_rate"):
        for value in SIZES:
            yield f"{argument} = {value!r}", sequential(conv(**{argument: value}))
    for value in SIZES:
        dense = {"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": value}}
        yield f"units = {value!r}", sequential(dense)
        yield f"a batch_shape of {value!r}", _changed(lambda d, v=value: d["config"]["layers"][0]["config"].update(batch_shape=v))
        yield (
            f"a size of {value!r}",
            _changed(lambda d, v=value: d["config"]["layers"][0]["config"].update(batch_shape=[None, v, v, 1])),
        )
    yield "models nested 5,000 deep", _nested(300)
    yield "a model that doubles itself", _doubling(24)
    yield "100,000 layers", sequential(*[conv(name=f"c{number}") for number in range(100_000)])
    yield "two layers of one name", sequential(conv(), conv())
    yield "a wire from nowhere", _changed(lambda d: _history(d).update(keras_history=["nobody", 0, 0]))
    yield "a wire from call 10**9", _changed(lambda d: _history(d).update(keras_history=["input", 10**9, 0]))
    yield "a wire from call -1", _changed(lambda d: _history(d).update(keras_history=["input", -1, 0]))
    yield "a layer that reads itself", _changed(lambda d: _history(d).update(keras_history=[layer(d)["name"], 0, 0]))
    yield "a cycle", _changed(lambda d: _history(d).update(keras_history=["flatten", 0, 0]))
    yield "an output from nowhere", _changed(lambda d: d["config"].update(output_layers=[["nobody", 0, 0]]))
    yield "no output", _changed(lambda d: d["config"].update(output_layers=[]))
    yield "an input that is none", _changed(lambda d: d["config"].update(input_layers=[["flatten", 0, 0]]))
    for name in ("", " ", "../../etc/passwd", "a\nb", "\ud800", "x" * 10_000, 7, None, ["a"], {"a": 1}):
        yield f"a layer called {name!r:.30}", sequential(conv(name=name))
        yield f"a model called {name!r:.30}", {**good(), "config": {**good()["config"], "name": name}}
    for value in (None, 7, "x", [], {}, [[[]]], [None], [7], True):
        for key in ("config", "class_name", "module", "registered_name"):
            yield f"{key} = {value!r}", {**good(), key: value}
            yield f"a layer's {key} = {value!r}", _changed(lambda d, k=key, v=value: layer(d).update({k: v}))
        for key in ("layers", "input_layers", "output_layers", "name"):
            yield f"the config's {key} = {value!r}", _changed(lambda d, k=key, v=value: d["config"].update({k: v}))
        yield f"inbound_nodes = {value!r}", _changed(lambda d, v=value: layer(d).update(inbound_nodes=v))


def broken_files(folder: Path) -> Iterator[Path]:
    """Files that are no good as files."""
    text = json.dumps(good()).encode()
    whole = archive(folder / "whole.keras", {"config.json": text}).read_bytes()
    for name, data in {
        "deep.json": b"[" * 5_000 + b"]" * 5_000,
        "deeper.json": b'{"a":' * 200_000,
        "wide.json": b'{"class_name": "Functional", "config": {"layers": [' + b"[]," * 7_900_000 + b"[]]}}",
        "huge_number.json": b'{"class_name": ' + b"9" * 100_000 + b"}",
        "utf8.json": text.replace(b"conv2d", b"conv\xff\xfe"),
        "nul.json": text + b"\0",
        "half.json": text[: len(text) // 2],
        "empty.json": b"",
        "half.keras": whole[: len(whole) // 2],
        "no_directory.keras": whole[:-30],
        "flipped.keras": bytes(255 - byte if 60 < place < 90 else byte for place, byte in enumerate(whole)),
        "empty.keras": b"",
        "empty.h5": b"",
        "signature.h5": b"\x89HDF\r\n\x1a\n" + b"\xff" * 4096,
    }.items():
        (folder / name).write_bytes(data)
        yield folder / name
    yield archive(folder / "bomb.keras", {"config.json": b" " * (200 << 20)})
    yield archive(folder / "traversal.keras", {"../../config.json": text, "/etc/config.json": text})
    yield archive(folder / "foreign.keras", {"readme.txt": b"hello"})


def archive(path: Path, entries: dict[str, bytes]) -> Path:
    """A zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return path


# ---------------------------------------------------------------------- mutations


_VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2,
    7,
    2**31,
    10**20,
    0.5,
    -0.5,
    1e308,
    float("nan"),
    float("inf"),
    "",
    "x",
    "Conv2D",
    "Lambda",
    "keras.layers",
    "os",
    "same",
    "channels_first",
    [],
    {},
    [1],
    [None, 1, 1, 1],
    [[]],
    {"class_name": "Lambda", "config": {}},
    ["input", 0, 0],
    "__lambda__",
    "\ud800",
    "é" * 300,
)


def mutated(document: Any, rng: random.Random) -> Any:
    """A document with one to four places changed, taken away, doubled or swapped."""
    document = copy.deepcopy(document)
    for _ in range(rng.randint(1, 4)):
        _mutate(document, rng)
    return document


def _mutate(document: Any, rng: random.Random) -> None:
    place = document
    while True:
        if not place:  # all of it was taken away before
            return
        inner = [
            item for item in (place.values() if isinstance(place, dict) else place) if isinstance(item, dict | list) and item
        ]
        if not inner or rng.random() < 0.12:
            break
        place = rng.choice(inner)
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    key = rng.choice(keys)
    kind = rng.randrange(5)
    if kind == 0:
        del place[key]
    elif kind == 1 and isinstance(place, list):
        place.insert(key, copy.deepcopy(place[rng.choice(keys)]))
    elif kind == 2:
        other = rng.choice(keys)
        place[key], place[other] = place[other], place[key]
    elif kind == 3 and isinstance(place, dict):
        place[rng.choice(("function", "module", "axis", "name", "training", "layer"))] = rng.choice(_VALUES)
    else:
        place[key] = copy.deepcopy(rng.choice(_VALUES))


def garbled(data: bytes, rng: random.Random) -> bytes:
    """Bytes with some flipped, cut out or doubled."""
    buffer = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        place = rng.randrange(len(buffer))
        kind = rng.randrange(3)
        if kind == 0:
            buffer[place] ^= 1 << rng.randrange(8)
        elif kind == 1 and len(buffer) > 100:
            del buffer[place : place + rng.randint(1, 40)]
        else:
            buffer[place:place] = buffer[place : place + rng.randint(1, 40)]
    return bytes(buffer)
