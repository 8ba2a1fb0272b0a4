"""Reads the JSON in which Keras keeps a network, without Keras and without running any of it.

Known are Functional and Sequential models of the catalogue's layers, in the notation of Keras 3 and in the older one of Keras 2.
A layer that is called several times becomes as many nodes that share its weights.
https://keras.io/api/models/model_saving_apis/model_config_serialization/
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cnn.errors import FileError, LayerloomError
from cnn.graph import Graph
from cnn.layers import LAYERS, Input, Layer, create
from cnn.node import Node

#: a place in Keras's notation: a layer's name and the number of the call
Place = tuple[str, int]

#: what stands in a layer's config beside its constructor's arguments
_BESIDE = ("name", "trainable", "batch_input_shape", "build_config")
_TENSOR = "__keras_tensor__"
#: says nothing: `fit` and `predict` overrule it, and Keras writes it by itself where a layer has it as a default
_SILENT_KEYWORDS = ("training",)

#: arguments the catalogue leaves out, and the only value of theirs that changes nothing
_LEFT_OUT: dict[str, Any] = {"synchronized": False, "rms_scaling": False, "renorm": False}


@dataclass
class _Record:
    """One layer of the file and the places each of its calls reads."""

    name: str
    layer: Layer
    trainable: bool = True
    calls: list[list[Place]] = field(default_factory=list)


def read_model(document: Any, source: str) -> Graph:
    """The network in a parsed Keras JSON document; `source` is what messages call it. Raises `FileError`."""
    try:
        return _model(document)
    except LayerloomError as error:
        raise FileError(f"{source} can't be opened: {error.message}", error.hint) from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        raise FileError(
            f"{source} is not a Keras network, or damaged: {_reason(error)}.", "Expected what Keras's to_json() or save() wrote."
        ) from error


def _model(document: dict[str, Any]) -> Graph:
    class_name = document["class_name"]
    if class_name in ("Functional", "Model"):
        return _functional(document["config"])
    if class_name == "Sequential":
        return _sequential(document["config"], document)
    raise FileError(f"it holds a {str(class_name)[:80]}, which is neither a Functional nor a Sequential model.",
                    "Build the model with Keras's functional interface and save it again.")  # fmt: skip


# ---------------------------------------------------------------------- the two kinds of models


def _functional(config: dict[str, Any]) -> Graph:
    records = [_record(item) for item in config["layers"]]
    for record, item in zip(records, config["layers"], strict=True):
        record.calls = [_places_read(call, record) for call in item["inbound_nodes"]] or [[]]
    inputs = [name for name, _ in _leaves(config["input_layers"])]
    records.sort(key=lambda record: inputs.index(record.name) if record.name in inputs else len(inputs))
    return _graph(records, str(config.get("name", "network")), list(_leaves(config["output_layers"])))


def _sequential(config: Any, document: dict[str, Any]) -> Graph:
    items = config["layers"] if isinstance(config, dict) else config  # Keras 1 and early 2 wrote the bare list
    records = [_record(item) for item in items]
    if not records or not isinstance(records[0].layer, Input):
        records.insert(0, _Record(_unused("input", records), Input(shape=_built_for(items, config, document))))
    for before, record in zip([None, *records], records, strict=False):
        record.calls = [[(before.name, 0)] if before else []]
    name = config.get("name", "sequential") if isinstance(config, dict) else "sequential"
    return _graph(records, str(name), [])


def _built_for(items: list[Any], config: Any, document: dict[str, Any]) -> tuple[int | None, ...]:
    """The shape that a Sequential model without an Input layer was built for."""
    settings = config if isinstance(config, dict) else {}
    places = (
        items[0]["config"].get("batch_input_shape") if items else None,
        items[0]["config"].get("batch_shape") if items else None,
        settings.get("build_input_shape"),
        (document.get("build_config") or {}).get("input_shape"),
    )
    for shape in places:
        if shape is not None:
            return tuple(shape[1:])
    raise FileError("it doesn't say what images it takes.", "Add an Input layer as the first of the model and save it again.")


def _unused(wanted: str, records: list[_Record]) -> str:
    taken = {record.name for record in records}
    return next(name for name in (wanted, *(f"{wanted}_{n}" for n in range(len(taken) + 1))) if name not in taken)


# ---------------------------------------------------------------------- layers


def _record(item: dict[str, Any]) -> _Record:
    config = dict(item["config"])
    name = str(config.get("name") or item.get("name") or "").replace("/", "_")  # Keras 2 allowed slashes
    class_name = item["class_name"]
    _require_known(item, name)
    try:
        layer = _input(config) if class_name == "InputLayer" else create(class_name, _arguments(class_name, config))
    except LayerloomError as error:
        raise FileError(f'layer "{name[:80]}": {error.message}', error.hint) from error
    return _Record(name, layer, trainable=config.get("trainable", True) is not False)


def _require_known(item: dict[str, Any], name: str) -> None:
    """Raises `FileError` unless the layer is in the catalogue: one of Keras's own, or one that we register with it."""
    class_name = str(item["class_name"])
    registered = item.get("registered_name") or class_name
    if class_name == "InputLayer" or class_name in LAYERS:
        ours = LAYERS[class_name].registered_name if class_name in LAYERS else ""
        if registered == (ours or class_name) and (ours or _is_keras(str(item.get("module") or "keras.layers"))):
            return
    if class_name in ("Functional", "Sequential", "Model"):
        raise FileError(f'"{name[:80]}" is a model within the model, which Layerloom does not read yet.',
                        "Build the model from the inner one's layers.")  # fmt: skip
    raise FileError(f'layer "{name[:80]}" is a {class_name[:80]}, which Layerloom doesn\'t know.',
                    "The command layers lists all that it knows.")  # fmt: skip


def _is_keras(module: str) -> bool:
    return module in ("keras", "keras.layers") or module.startswith("keras.src.layers.")


def _arguments(class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    """The constructor's arguments; what we don't know and Keras left at None or at its default says nothing."""
    known = LAYERS[class_name].argument_names
    silent = {key for key, value in config.items() if key not in known and value == _LEFT_OUT.get(key)}
    kept = {key: value for key, value in config.items() if key not in _BESIDE and key not in silent}
    if _dtype_name(kept.get("dtype")) in (None, "float32"):
        kept.pop("dtype", None)
    return kept


def _input(config: dict[str, Any]) -> Layer:
    for oddity in ("sparse", "ragged", "optional"):
        if config.get(oddity):
            raise FileError(f"an input that is {oddity} can't be opened.", "Save the model with a plain Input layer.")
    shape = config.get("batch_shape") or config["batch_input_shape"]
    return create("Input", {"shape": tuple(shape[1:])})


def _dtype_name(value: Any) -> Any:
    """The name in a dtype, which Keras writes as text or as a serialized policy."""
    return value["config"]["name"] if isinstance(value, dict) else value


# ---------------------------------------------------------------------- wires


def _places_read(call: Any, record: _Record) -> list[Place]:
    """The places that one call of a layer reads, in the order of its ports."""
    if isinstance(call, list):  # Keras 2: [[name, call, tensor, keyword arguments], …]
        tensors = [_place(item) for item in call]
        keywords = [item[3] for item in call if len(item) > 3]
    else:
        named = call.get("kwargs") or {}
        tensors = [*_tensors(call["args"]), *(place for port in record.layer.ports for place in _tensors(named.get(port)))]
        keywords = [{key: value for key, value in named.items() if key not in record.layer.ports}]
    if odd := [key for named in keywords for key, value in named.items() if key not in _SILENT_KEYWORDS and value is not None]:
        raise FileError(
            f'the call of "{record.name[:80]}" with {odd[0]}={_short(keywords, odd[0])} can\'t be kept.',
            "Save the model with plain calls.",
        )
    return tensors


def _short(keywords: list[dict[str, Any]], key: str) -> str:
    return next(repr(arguments[key])[:40] for arguments in keywords if key in arguments)


def _tensors(value: Any) -> Iterator[Place]:
    if isinstance(value, dict) and value.get("class_name") == _TENSOR:
        yield _place(value["config"]["keras_history"])
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _tensors(item)
    elif value is not None:
        raise ValueError(f"a layer is called with {str(value)[:60]!r}, which is no layer's output")


def _leaves(value: Any) -> Iterator[Place]:
    """The places in `input_layers` or `output_layers`, which Keras nests as the model's own inputs and outputs are."""
    if isinstance(value, list) and len(value) == 3 and isinstance(value[0], str):
        yield _place(value)
    else:
        for item in value.values() if isinstance(value, dict) else value:
            yield from _leaves(item)


def _place(history: Any) -> Place:
    name, call, tensor = history[:3]
    if tensor != 0:
        raise ValueError(f"output {tensor} of {name!r} is used, but layers have one output")
    if not isinstance(name, str) or not isinstance(call, int) or isinstance(call, bool):
        raise TypeError(f"{history!r:.60} names no place in the network")
    return name.replace("/", "_"), call


# ---------------------------------------------------------------------- the graph


def _graph(records: list[_Record], name: str, outputs: list[Place]) -> Graph:
    ids: dict[Place, str] = {}
    for record in records:
        for call in range(len(record.calls)):
            ids.setdefault((record.name, call), f"n{len(ids) + 1}")
    nodes: list[Node] = []
    taken = {record.name for record in records}
    for record in records:
        for call, places in enumerate(record.calls):
            nodes.append(_node(record, call, tuple(_id(place, ids) for place in places), ids, taken))
    graph = Graph.from_nodes(nodes, name=name.replace("/", "_") or "network")
    wanted = tuple(_id(place, ids) for place in outputs)
    if not outputs or wanted == graph.outputs:
        return graph
    return Graph.from_nodes(nodes, name=graph.name, marked_outputs=wanted)


def _node(record: _Record, call: int, inputs: tuple[str, ...], ids: dict[Place, str], taken: set[str]) -> Node:
    name = record.name if call == 0 else _shared_name(record.name, call, taken)
    taken.add(name)
    return Node(
        id=ids[record.name, call],
        name=name,
        layer=record.layer,
        inputs=inputs,
        trainable=record.trainable,
        shares=None if call == 0 or isinstance(record.layer, Input) else ids[record.name, 0],
    )


def _shared_name(name: str, call: int, taken: set[str]) -> str:
    while f"{name}_{call}" in taken:
        call += 1
    return f"{name}_{call}"


def _id(place: Place, ids: dict[Place, str]) -> str:
    if place not in ids:
        raise FileError(f'it reads a layer "{place[0][:80]}" that is not there.', "The file is damaged or incomplete.")
    return ids[place]


def _reason(error: Exception) -> str:
    return f"{str(error)[:80]} is missing" if isinstance(error, KeyError) else str(error)[:160] or type(error).__name__
