"""Turns one layer of a Keras file into one of ours: by an allow-list of classes and arguments, never by running anything.

What is not on the list becomes an `Opaque` layer. What is, but has a value that Keras would refuse, is refused.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from cnn.errors import ArgumentError, FileError, LayerloomError, brief
from cnn.layers import LAYERS, Layer, create
from cnn.layers.arguments import DTYPES, dtype_name
from cnn.layers.core import INPUT_DTYPES
from cnn.layers.opaque import Opaque
from cnn.words.language import tr

#: what stands in a layer's config beside its constructor's arguments
_BESIDE = ("name", "trainable", "batch_input_shape", "build_config")

#: what of it no layer has; the shape makes an Input
_ITS_OWN = ("name", "trainable", "build_config")
#: layers by what a file said of them; how many are remembered, and of how many letters
_alike: dict[str, Layer] = {}
_MOST_ALIKE, _LONGEST_SAID = 2000, 10_000

#: arguments the catalogue leaves out, and the values of theirs that change nothing; the older Keras wrote some everywhere
_LEFT_OUT: dict[str, tuple[Any, ...]] = {
    "synchronized": (False,),
    "rms_scaling": (False,),
    "renorm": (False,),
    "groups": (1,),
    "fused": (None,),
    "rng_type": ("stateful", "stateless", "legacy_stateful"),
    "force_generator": (True, False),
}

#: the older Keras's names of arguments: (class, old name) → name
_RENAMED = {("LeakyReLU", "alpha"): "negative_slope", ("ThresholdedReLU", "theta"): "threshold"}
#: layers of the older Keras that a layer of today does as well
_SUCCESSORS = {"ThresholdedReLU": "ReLU"}

#: arguments without which Keras makes no layer
_NEEDED = frozenset((
    "dims", "drop_path_rate", "equation", "filters", "height", "init_values", "kernel_size", "key_dim", "n", "num_heads",
    "head_dim", "num_query_heads", "num_key_value_heads",
    "projection_dim", "rate", "stddev", "target_shape", "units", "width",
))  # fmt: skip
_NEEDED_BY = (
    ("Activation", "activation"),
    ("Rescaling", "scale"),
    ("CustomScaleLayer", "scale"),
    ("EinsumDense", "output_shape"),
    ("TimeDistributed", "layer"),
)

#: modules in which Keras and its older kin say their own layers are
_OWN_MODULES = re.compile(r"(tensorflow\.|tf_)?keras(\.(src\.|layers|engine)[\w.]*)?$")


def known_layer(item: dict[str, Any], name: str) -> Layer | None:
    """The layer that an item of a file describes; `None` when it is none of ours.

    Raises `FileError` when it is ours, but has a value that can't be built. Most layers of a large network say the same as
    another one but for their names, which a layer does not have: those are one and the same.
    """
    told = (item["class_name"], item.get("module"), item.get("registered_name"))
    said = json.dumps((*told, {key: value for key, value in _config(item).items() if key not in _ITS_OWN}))
    if (known := _alike.get(said)) is not None:
        return known
    layer = _read_layer(item, name)
    if layer is not None and len(said) <= _LONGEST_SAID:
        if len(_alike) >= _MOST_ALIKE:
            _alike.clear()
        _alike[said] = layer
    return layer


def _read_layer(item: dict[str, Any], name: str) -> Layer | None:
    config = {key: value for key, value in _config(item).items() if key not in _BESIDE}
    class_name = str(item["class_name"])
    if class_name in _SUCCESSORS and _is_own(item, "keras.layers"):
        config = {_RENAMED.get((class_name, key), key): value for key, value in config.items()}
        item = {**item, "class_name": _SUCCESSORS[class_name], "registered_name": None, "config": config}
        class_name = _SUCCESSORS[class_name]
    try:
        if class_name in ("InputLayer", "Input"):
            return _input(_config(item)) if _is_own(item, "keras.layers") else None
        if not is_known(item) or not _is_plain_dtype(config.get("dtype")):
            return None
        _require_complete(class_name, config)
        return create(class_name, _arguments(class_name, config))
    except ArgumentError as error:
        if _is_foreign(class_name, error.argument, config):
            return None
        raise FileError(tr('layer "{0}": {1}', name[:80], error.message), error.hint) from error
    except LayerloomError as error:
        raise FileError(tr('layer "{0}": {1}', name[:80], error.message), error.hint) from error


def _require_complete(class_name: str, config: dict[str, Any]) -> None:
    """Raises `FileError` where an argument is missing that Keras asks for; our own first choice must not stand in for it."""
    asked = [name for name in LAYERS[class_name].argument_names if name in _NEEDED or (class_name, name) in _NEEDED_BY]
    for name in asked:
        if name not in config:
            raise FileError(tr("{0} needs the argument {1!r}.", class_name, name), tr("The file is damaged."))


def is_known(item: dict[str, Any]) -> bool:
    """Whether a layer is of the catalogue: one of Keras's own, or one that we register with it."""
    layer_class = LAYERS.get(str(item["class_name"]))
    if layer_class is None:
        return False
    if layer_class.registered_name:
        return bool(item.get("registered_name") == layer_class.registered_name)
    return _is_own(item, layer_class.module)


def _is_own(item: dict[str, Any], module: str) -> bool:
    """Whether Keras itself defines the class, in the module in which it stands; files of the older Keras don't name one."""
    class_name = str(item["class_name"])
    said = str(item.get("module") or module)
    own = said == module or (module == "keras.layers" and not _is_elsewhere(said))
    return own and (item.get("registered_name") or class_name) == class_name


def _is_elsewhere(module: str) -> bool:
    return _OWN_MODULES.match(module) is None or ".ops" in module or ".applications" in module


def _config(item: dict[str, Any]) -> dict[str, Any]:
    config = item.get("config") or {}
    if not isinstance(config, dict):
        raise TypeError(tr("the settings of a {0} are {1}", brief(item.get("class_name")), brief(config, 40)))
    return config


def _is_foreign(class_name: str, argument: str, config: dict[str, Any]) -> bool:
    """Whether a refused argument is one that we don't know, or an object (an initializer, a function) that we don't know."""
    if class_name not in LAYERS:  # an Input
        return False
    known = LAYERS[class_name].argument_names
    value = config.get(argument)
    return argument not in known or (isinstance(value, dict) and "class_name" in value) or _is_callable_name(argument, value)


def _is_callable_name(argument: str, value: Any) -> bool:
    """Whether a value names a function that someone registered, as `package>function`."""
    return isinstance(value, str) and argument.endswith(("activation", "initializer", "regularizer", "constraint"))


def _arguments(class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    """The constructor's arguments; what we don't know and Keras left at None or at its default says nothing."""
    known = LAYERS[class_name].argument_names
    config = {_RENAMED.get((class_name, key), key): _unwrapped(value) for key, value in config.items()}
    if class_name in ("DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D"):
        config = {key: value for key, value in config.items() if not key.startswith("kernel_") or key in known}
    kept = {key: value for key, value in config.items() if key in known or (value is not None and not _says_nothing(key, value))}
    if dtype_name(kept.get("dtype")) in (None, "float32"):
        kept.pop("dtype", None)
    if class_name in ("BatchNormalization", "Softmax") and isinstance(kept.get("axis"), list) and len(kept["axis"]) == 1:
        kept["axis"] = kept["axis"][0]
    return kept


def _unwrapped(value: Any) -> Any:
    """A value without what the older Keras, or a newer one, put around it."""
    if not isinstance(value, dict):
        return value
    if value.get("class_name") == "__numpy__" and isinstance(value.get("config"), dict):
        return value["config"].get("value")
    if value.get("class_name") == "__tuple__":
        return value.get("items")
    if value.get("class_name") == "function" and value.get("module") in (None, "builtins") and not value.get("registered_name"):
        return value.get("config")
    config = value.get("config")
    if isinstance(config, dict) and "class_name" in value:
        plain = {key: item for key, item in config.items() if key != "dtype"}
        if plain.get("distribution") == "normal":
            plain["distribution"] = "truncated_normal"
        if "registered_name" in value or "module" in value:
            own = str(value.get("module") or "keras").startswith("keras") and not value.get("registered_name")
            return {"class_name": value["class_name"], "config": plain} if own else {**value, "class_name": "foreign"}
        return {**value, "config": plain}
    return value


def _input(config: dict[str, Any]) -> Layer:
    for oddity in ("sparse", "ragged", "optional"):
        if config.get(oddity):
            raise FileError(tr("an input that is {0} can't be opened.", oddity), tr("Save the model with a plain Input layer."))
    shape = config.get("batch_shape") or config["batch_input_shape"]
    real = config.get("dtype") if config.get("dtype") in INPUT_DTYPES[1:] else None  # whole numbers come as float32 here
    return create("Input", {"shape": tuple(shape[1:]), "dtype": real})


def _says_nothing(argument: str, value: Any) -> bool:
    return argument in _LEFT_OUT and isinstance(value, bool | int | str | None) and value in _LEFT_OUT[argument]


def _is_plain_dtype(value: Any) -> bool:
    """Whether numbers here are worked out for that precision; a quantized layer (int8, int4, float8, GPTQ) has other weights."""
    name = dtype_name(value)
    return name is None or (isinstance(name, str) and name in DTYPES)


def input_remarks(item: dict[str, Any], name: str) -> tuple[str, ...]:
    """What an Input of the file says that one here doesn't: how many images come at once, numbers that aren't real."""
    config = _config(item)
    if item["class_name"] not in ("InputLayer", "Input"):
        return ()
    shape = config.get("batch_shape") or config.get("batch_input_shape") or [None]
    batch = () if shape[0] is None else (tr("{0}: batches of {1} → batches of any size", name, brief(shape[0], 20)),)
    dtype = config.get("dtype")
    kind = (
        () if dtype is None or dtype in INPUT_DTYPES else (tr("{0}: {1} numbers → float32", name, brief(dtype, 40).strip("'")),)
    )
    return (*batch, *kind)


def activation_layer(item: dict[str, Any]) -> dict[str, Any] | None:
    """The layer that a layer has as its activation, where both are of the catalogue; else `None`.

    One that learns is none: Keras gives it weights, and counts them, only once the network has computed something.
    """
    value = _config(item).get("activation")
    if not isinstance(value, dict) or not isinstance(value.get("config"), dict) or not isinstance(value.get("class_name"), str):
        return None
    if str(value.get("module")).startswith("keras.activations") or not is_known(item) or not is_known(value):
        return None
    layer = known_layer(value, "")
    return value if layer is not None and type(layer).weights is Layer.weights else None


# ---------------------------------------------------------------------- unknown layers


def opaque_layer(item: dict[str, Any], calls: Iterator[Any]) -> Opaque:
    """A layer we don't know, as the file has it; `calls` are the arguments of its calls, with numbers in place of tensors.

    Raises TypeError when its class has no name.
    """
    kept = {key: value for key, value in item.items() if key != "inbound_nodes"}
    kind = item["class_name"]
    if not isinstance(kind, str):
        raise TypeError(tr("a layer's class is called {0}", brief(kind, 40)))
    return Opaque.create({"kind": kind, "kept": compact(kept), "calls": tuple(map(compact, calls))})


def compact(value: Any) -> str:
    """A part of a file as JSON text."""
    return json.dumps(value, allow_nan=False, separators=(",", ":"))
