"""Reads the JSON in which Keras keeps a network, without Keras and without running any of it.

Known are Functional and Sequential models of the catalogue's layers, in the notation of Keras 3 and in the older one of
Keras 2. A layer that is called several times, or that stands in several models, becomes as many nodes that share its weights;
a model within the model becomes a group; a layer we don't know becomes `Opaque`.
https://keras.io/api/models/model_saving_apis/model_config_serialization/
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cnn.errors import FileError, LayerloomError, brief
from cnn.formats.keras.flattening import Stored, flattened
from cnn.formats.keras.grouping import grouped
from cnn.formats.keras.records import (
    Model,
    Record,
    all_remarks,
    is_model,
    is_trainable,
    items_of,
    located,
    name_of,
    opaque_record,
    record_of_model,
    records_of_layer,
)
from cnn.formats.keras.wires import OddCallError, Place, leaves
from cnn.graph import Graph
from cnn.graph.node import fitting_name, is_name, unused_name
from cnn.layers import Input
from cnn.layers.opaque import Opaque
from cnn.words.language import marked, tr
from cnn.words.lists import listed
from cnn.words.reasons import reason_of

#: models within models within models: more levels than this nobody builds
DEEPEST = 32

#: what only Keras 1 called arguments and classes so
_KERAS_1_ARGUMENTS = frozenset(("nb_filter", "nb_row", "border_mode", "dim_ordering", "W_regularizer", "b_regularizer"))
_KERAS_1_CLASSES = frozenset(("Convolution1D", "Convolution2D", "Convolution3D", "Merge", "MaxoutDense", "Highway"))


@dataclass(frozen=True)
class Opened:
    """A network from a file, where the file keeps each node's weights, and what is other here than in the file."""

    graph: Graph
    stored: dict[str, Stored]
    adapted: tuple[str, ...]


def read_model(document: Any, source: str) -> Graph:
    """The network in a parsed Keras JSON document; `source` is what messages call it. Raises `FileError`."""
    return open_model(document, source).graph


def open_model(document: Any, source: str) -> Opened:
    """The network in a parsed Keras JSON document, and where its weights are. Raises `FileError`."""
    try:
        _require_not_keras_1(document)
        model = _model(document, 0)
        flat = flattened(model)
        return Opened(grouped(flat.graph), flat.stored, (*all_remarks(model), *flat.remarks))
    except LayerloomError as error:
        raise FileError(tr("{0} can't be opened: {1}", source, error.message), error.hint) from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        raise FileError(
            tr("{0} is not a Keras network, or damaged: {1}.", source, _reason(error)),
            tr("Expected what Keras's to_json() or save() wrote."),
        ) from error


def _require_not_keras_1(document: dict[str, Any]) -> None:
    """Raises `FileError` for a file of Keras 1, whose layers have other arguments, and which today's Keras can't read either."""
    version = str(document.get("keras_version") or "")
    config = document.get("config")
    layers = config.get("layers") if isinstance(config, dict) else config
    if version.startswith(("0.", "1.")) or any(map(_is_of_keras_1, layers if isinstance(layers, list) else ())):
        written = f"Keras {version[:20]}" if version.startswith(("0.", "1.")) else "Keras 1"
        raise FileError(
            tr("it was written by {0}, which had other layers.", written), tr("Open it with Keras 2.2 and save it again there.")
        )


def _is_of_keras_1(item: Any) -> bool:
    if not isinstance(item, dict) or "module" in item:
        return False
    config = item.get("config")
    return item.get("class_name") in _KERAS_1_CLASSES or (isinstance(config, dict) and not _KERAS_1_ARGUMENTS.isdisjoint(config))


def _model(document: dict[str, Any], depth: int) -> Model:
    class_name = document["class_name"]
    if depth > DEEPEST:
        raise FileError(
            tr("models are nested in it more than {0} deep.", DEEPEST), tr("Build the model flat, and save it again.")
        )
    if class_name in ("Functional", "Model"):
        return _functional(document["config"], depth)
    if class_name == "Sequential":
        return _sequential(document["config"], document, depth)
    raise FileError(
        tr("it holds a {0}, which is neither a Functional nor a Sequential model.", brief(class_name)),
        tr("Build the model with Keras's functional interface and save it again."),
    )


def _records(item: dict[str, Any], names: set[str], depth: int) -> list[Record]:
    if not is_model(item):
        return records_of_layer(item, names)
    inner = _model(item, depth + 1)
    try:
        return [record_of_model(item, inner)]
    except OddCallError:
        return [opaque_record(item, names)]


# ---------------------------------------------------------------------- the two kinds of models


def _functional(config: dict[str, Any], depth: int) -> Model:
    items = items_of(config["layers"])
    names = {name_of(item) for item in items}
    records = located([_records(item, names, depth) for item in items], items)
    inputs = [name for name, _, _ in leaves(config["input_layers"])]
    outputs = list(leaves(config["output_layers"]))
    remarks = tuple(_structure_remarks(config)) if not depth else ()
    model = Model(_model_name(config, "network"), records, inputs, outputs, is_trainable(config), remarks)
    _count_calls_from_zero(model, items)
    return model


def _sequential(config: Any, document: dict[str, Any], depth: int) -> Model:
    items = items_of(config["layers"] if isinstance(config, dict) else config)  # Keras 1 and early 2 wrote the bare list
    settings = config if isinstance(config, dict) else {}
    records = located([_records(item, set(), depth) for item in items], items)
    if not records or not isinstance(records[0].content, Input):
        name = unused_name("input", {record.name for record in records})
        records.insert(0, Record(name, Input(shape=_built_for(items, settings, document))))
    for before, record in zip([None, *records], records, strict=False):
        record.calls = [[(before.key, 0, 0)] if before else []]
        if before and isinstance(record.content, Input):
            raise FileError(
                tr('"{0}" is an Input in the middle of a Sequential model.', record.name[:80]), tr("The file is damaged.")
            )
        if isinstance(record.content, Opaque) and not record.content.calls:
            call = '{"args":[{"class_name":"__layerloom_input__","config":0}],"kwargs":{}}'
            record.content = record.content.replace(calls=(call,))
    name, outputs = _model_name(settings, "sequential"), [(records[-1].key, 0, 0)]
    return Model(name, records, [records[0].key], outputs, is_trainable(settings))


def _model_name(config: dict[str, Any], default: str) -> str:
    name = str(config.get("name") or default)
    return name if is_name(name) else fitting_name(name, default)


def _structure_remarks(config: dict[str, Any]) -> Iterator[str]:
    """A network here takes and gives tensors in a row; those of Keras may have names of their own, or be nested."""
    told = {
        "input_layers": marked("its inputs {0} are told apart by their order, not by name"),
        "output_layers": marked("its outputs {0} are told apart by their order, not by name"),
    }
    for key, words in told.items():
        value = config.get(key)
        if isinstance(value, dict):
            yield tr(words, listed(str(name)[:40] for name in list(value)[:8]))


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
    if items and is_model(items[0]):  # the first is a model itself, and says it
        return _built_for(items_of(inner.get("layers", [])), inner, items[0])
    raise FileError(
        tr("it doesn't say what images it takes."), tr("Add an Input layer as the first of the model and save it again.")
    )


def _count_calls_from_zero(model: Model, items: list[dict[str, Any]]) -> None:
    """Keras gives a model within the model a call of its own, which it counts in some places and not in others."""
    inner = {record.key for record in model.records if isinstance(record.content, Model)}
    old = {name_of(item) for item in items if any(isinstance(call, list) for call in item.get("inbound_nodes") or [])}
    functional = {name_of(item) for item in items if item["class_name"] != "Sequential"} & inner
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
        return tr("it is nested too deeply")
    text = " ".join(str(error).split())
    if isinstance(error, AttributeError | TypeError | IndexError) and re.search("object|indices|index", text):
        return tr("a part of it has another form than Keras gives it")
    return tr("{0} is missing", text[:80]) if isinstance(error, KeyError) else reason_of(error, 160)
