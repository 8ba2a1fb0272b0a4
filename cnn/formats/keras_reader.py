"""Reads the JSON in which Keras keeps a network, without Keras and without running any of it.

Known are Functional and Sequential models of the catalogue's layers, in the notation of Keras 3 and in the older one of
Keras 2. A layer that is called several times becomes as many nodes that share its weights; a model within the model becomes
a group; a layer we don't know becomes `Opaque`.
https://keras.io/api/models/model_saving_apis/model_config_serialization/
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cnn.errors import FileError, LayerloomError, brief
from cnn.formats.flattening import Stored, flattened
from cnn.formats.keras_layers import is_operation, known_layer, layer_for_operation, opaque_layer
from cnn.formats.keras_wires import Place, clean_name, forced_training, leaves, places_read, template
from cnn.graph import Graph
from cnn.grouping import grouped
from cnn.layers import Input, Layer
from cnn.layers.base import snake_case
from cnn.layers.opaque import Opaque

#: models within models within models: more levels than this nobody builds
DEEPEST = 32
#: no network has more layers
MOST_LAYERS = 20_000

_MODELS = ("Functional", "Model", "Sequential")


@dataclass
class Record:
    """One layer of the file, or one model within it, and the places each of its calls reads."""

    name: str
    content: "Layer | Model"
    trainable: bool = True
    calls: list[list[Place]] = field(default_factory=list)
    stored: str = ""
    adapted: str = ""


@dataclass
class Model:
    """What a file says of a model: its layers in the file's order, and the places where tensors go in and out."""

    name: str
    records: list[Record]
    inputs: list[str]
    outputs: list[Place]
    trainable: bool = True


@dataclass(frozen=True)
class Opened:
    """A network from a file, where the file keeps each node's weights, and the functions that became layers."""

    graph: Graph
    stored: dict[str, Stored]
    adapted: tuple[str, ...]


def read_model(document: Any, source: str) -> Graph:
    """The network in a parsed Keras JSON document; `source` is what messages call it. Raises `FileError`."""
    return open_model(document, source).graph


def open_model(document: Any, source: str) -> Opened:
    """The network in a parsed Keras JSON document, and where its weights are. Raises `FileError`."""
    try:
        model = _model(document, 0)
        graph, stored = flattened(model)
        return Opened(grouped(graph), stored, tuple(_adapted(model)))
    except LayerloomError as error:
        raise FileError(f"{source} can't be opened: {error.message}", error.hint) from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        raise FileError(
            f"{source} is not a Keras network, or damaged: {_reason(error)}.", "Expected what Keras's to_json() or save() wrote."
        ) from error


def _adapted(model: Model) -> Iterator[str]:
    for record in model.records:
        if record.adapted:
            yield record.adapted
        if isinstance(record.content, Model):
            yield from _adapted(record.content)


def _model(document: dict[str, Any], depth: int) -> Model:
    class_name = document["class_name"]
    if depth > DEEPEST:
        raise FileError(f"models are nested in it more than {DEEPEST} deep.", "Build the model flat, and save it again.")
    if class_name in ("Functional", "Model"):
        return _functional(document["config"], depth)
    if class_name == "Sequential":
        return _sequential(document["config"], document, depth)
    raise FileError(f"it holds a {brief(class_name)}, which is neither a Functional nor a Sequential model.",
                    "Build the model with Keras's functional interface and save it again.")  # fmt: skip


# ---------------------------------------------------------------------- the two kinds of models


def _functional(config: dict[str, Any], depth: int) -> Model:
    items = _items(config["layers"])
    names = {_name(item) for item in items}
    records = [_record(item, names, depth) for item in items]
    inputs = [name for name, _, _ in leaves(config["input_layers"])]
    outputs = list(leaves(config["output_layers"]))
    model = Model(_model_name(config, "network"), _located(records, items), inputs, outputs, _is_trainable(config))
    _count_calls_from_zero(model, items)
    return model


def _sequential(config: Any, document: dict[str, Any], depth: int) -> Model:
    items = _items(config["layers"] if isinstance(config, dict) else config)  # Keras 1 and early 2 wrote the bare list
    settings = config if isinstance(config, dict) else {}
    records = _located([_record(item, set(), depth) for item in items], items)
    if not records or not isinstance(records[0].content, Input):
        records.insert(0, Record(_unused("input", records), Input(shape=_built_for(items, settings, document))))
    for before, record in zip([None, *records], records, strict=False):
        record.calls = [[(before.name, 0, 0)] if before else []]
        if before and isinstance(record.content, Input):
            raise FileError(f'"{record.name[:80]}" is an Input in the middle of a Sequential model.', "The file is damaged.")
        if isinstance(record.content, Opaque) and not record.content.calls:
            record.content = record.content.replace(calls=('{"args":[{"class_name":"__layerloom_input__","config":0}]}',))
    name, outputs = _model_name(settings, "sequential"), [(records[-1].name, 0, 0)]
    return Model(name, records, [records[0].name], outputs, _is_trainable(settings))


def _items(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list) and len(value) > MOST_LAYERS:
        raise FileError(f"it has {len(value):,} layers; Layerloom opens up to {MOST_LAYERS:,}.", "The file may be damaged.")
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise TypeError(f"its layers are {brief(value, 40)}")
    return value


def _model_name(config: dict[str, Any], default: str) -> str:
    return str(config.get("name") or default).replace("/", "_")


def _is_trainable(config: dict[str, Any]) -> bool:
    return config.get("trainable", True) is not False


def _built_for(items: list[Any], settings: dict[str, Any], document: dict[str, Any]) -> tuple[int | None, ...]:
    """The shape that a Sequential model without an Input layer was built for."""
    first = items[0]["config"] if items else {}
    inner = first if isinstance(first, dict) else {}
    places = (
        inner.get("batch_input_shape"),
        inner.get("batch_shape"),
        settings.get("build_input_shape"),
        (document.get("build_config") or {}).get("input_shape"),
    )
    for shape in places:
        if shape is not None:
            return tuple(shape[1:])
    if items and items[0].get("class_name") in _MODELS:  # the first is a model itself, and says it
        return _built_for(_items(inner.get("layers", [])), inner, items[0])
    raise FileError("it doesn't say what images it takes.", "Add an Input layer as the first of the model and save it again.")


def _unused(wanted: str, records: list[Record]) -> str:
    taken = {record.name for record in records}
    return next(name for name in (wanted, *(f"{wanted}_{n}" for n in range(len(taken) + 1))) if name not in taken)


# ---------------------------------------------------------------------- layers


def _name(item: dict[str, Any]) -> str:
    config = item.get("config")
    inner = config.get("name") if isinstance(config, dict) else None
    return clean_name(item.get("name") or inner or "")


def _record(item: dict[str, Any], names: set[str], depth: int) -> Record:
    name = _name(item)
    config = item.get("config")
    trainable = config.get("trainable", True) is not False if isinstance(config, dict) else True
    calls = item.get("inbound_nodes") or []
    if _is_model(item):
        inner = _model(item, depth + 1)
        return Record(name, inner, trainable, [places_read(call, name, None) for call in calls], adapted=_left_out(name, calls))
    if is_operation(item):
        adapted = layer_for_operation(item, calls[0]) if len(calls) == 1 else None
        if adapted is not None:
            reads = template(calls[0], names)[0]
            return Record(name, adapted, trainable, [reads], adapted=f"{name}: {item['class_name']} → {adapted.class_name}")
        return _opaque(item, name, calls, names)
    layer = known_layer(item, name)
    if layer is None:
        return _opaque(item, name, calls, names)
    read = [places_read(call, name, layer) for call in calls] or [[]]
    return Record(name, layer, trainable, read, adapted=_left_out(name, calls, layer))


def _left_out(name: str, calls: list[Any], layer: Layer | None = None) -> str:
    """What a call says that the network here doesn't; "" when there is nothing."""
    forced = next((value for value in map(forced_training, calls) if value is not None), None)
    default = layer is not None and layer.family == "Regularization" and forced is False  # Keras writes it by itself
    return "" if forced is None or default else f"{name}: training={forced} is left to fit and predict"


def _opaque(item: dict[str, Any], name: str, calls: list[Any], names: set[str]) -> Record:
    read = [template(call, names) for call in calls]
    layer = opaque_layer(item, (arguments for _, arguments in read))
    config = item.get("config")
    trainable = config.get("trainable", True) is not False if isinstance(config, dict) else True
    return Record(name, layer, trainable, [places for places, _ in read] or [[]])


def _is_model(item: dict[str, Any]) -> bool:
    """Whether it is a model of Keras's own kinds, not someone's class of the same name."""
    registered = item.get("registered_name") or item["class_name"]
    module = str(item.get("module") or "keras")
    return item["class_name"] in _MODELS and registered == item["class_name"] and module.startswith(("keras", "tensorflow.keras"))


def _located(records: list[Record], items: list[dict[str, Any]]) -> list[Record]:
    """Notes where the file keeps each layer's weights: Keras counts the layers of each class, functions left out."""
    seen: Counter[str] = Counter()
    for record, item in zip(records, items, strict=True):
        if is_operation(item):
            continue
        kind = snake_case(str(item["class_name"]))
        record.stored = f"{kind}_{seen[kind]}" if seen[kind] else kind
        seen[kind] += 1
    return records


def _count_calls_from_zero(model: Model, items: list[dict[str, Any]]) -> None:
    """Keras gives a model within the model a call of its own, which it counts in some places and not in others."""
    inner = {record.name for record in model.records if isinstance(record.content, Model)}
    old = {_name(item) for item in items if any(isinstance(call, list) for call in item.get("inbound_nodes") or [])}
    functional = {_name(item) for item in items if item["class_name"] != "Sequential"} & inner
    read = [place for record in model.records for places in record.calls for place in places]
    from_one = {name for name in inner & old if all(call for other, call, _ in (*read, *model.outputs) if other == name)}
    for record in model.records:
        record.calls = [[_shifted(place, from_one) for place in places] for places in record.calls]
    model.outputs = [_shifted(place, from_one | (functional - old)) for place in model.outputs]


def _shifted(place: Place, names: set[str]) -> Place:
    name, call, tensor = place
    return (name, call - 1, tensor) if name in names and call else place


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    text = " ".join(str(error).split())
    if isinstance(error, AttributeError | TypeError | IndexError) and re.search("object|indices|index", text):
        return "a part of it has another form than Keras gives it"
    return f"{text[:80]} is missing" if isinstance(error, KeyError) else text[:160] or type(error).__name__
