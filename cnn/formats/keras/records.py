"""What a file says of its models: each layer with the places that its calls read, and what is lost or changed on the way."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from cnn.errors import FileError, brief
from cnn.formats.keras.layers import activation_layer, input_remarks, known_layer, opaque_layer
from cnn.formats.keras.operations import is_operation, operation_layers
from cnn.formats.keras.tensorflow_functions import is_tensorflow_function
from cnn.formats.keras.wires import OddCallError, Place, checked_name, forced_training, places_read, template
from cnn.layers import Layer
from cnn.layers.base import snake_case
from cnn.words.language import labelled, tr

#: no network has more layers
MOST_LAYERS = 20_000

#: where Keras's own class has another name than the one it is written under, which counts for the place of its weights
_WRITTEN_AS = {"GroupQueryAttention": "GroupedQueryAttention"}

_MODELS = ("Functional", "Model", "Sequential")


@dataclass
class Record:
    """One layer of the file, or one model within it, and the places each of its calls reads.

    Other layers read it as `key`, which is its name but where a layer became two. `shared` is Keras's number of an object that
    stands in several models; `remarks` say what about it is other than in the file. A function of several outputs has a layer
    for each of them: `further` are those behind the first.
    """

    name: str
    content: "Layer | Model"
    trainable: bool = True
    calls: list[list[Place]] = field(default_factory=list)
    stored: str = ""
    remarks: tuple[str, ...] = ()
    shared: int | None = None
    key: str = ""
    further: tuple[Layer, ...] = ()

    def __post_init__(self) -> None:
        self.key = self.key or self.name


@dataclass
class Model:
    """What a file says of a model: its layers in the file's order, and the places where tensors go in and out."""

    name: str
    records: list[Record]
    inputs: list[str]
    outputs: list[Place]
    trainable: bool = True
    remarks: tuple[str, ...] = ()


def items_of(value: Any) -> list[dict[str, Any]]:
    """The layers of a model as the file lists them; raises `FileError` or TypeError."""
    if isinstance(value, list) and len(value) > MOST_LAYERS:
        raise FileError(
            tr("it has {0:,} layers; Layerloom opens up to {1:,}.", len(value), MOST_LAYERS), tr("The file may be damaged.")
        )
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise TypeError(tr("its layers are {0}", brief(value, 40)))
    return value


def name_of(item: dict[str, Any]) -> str:
    """The name by which the other layers of the model know a layer."""
    config = item.get("config")
    inner = config.get("name") if isinstance(config, dict) else None
    return checked_name(item.get("name") or inner or "")


def is_model(item: dict[str, Any]) -> bool:
    """Whether it is a model of Keras's own kinds, not someone's class of the same name."""
    registered = item.get("registered_name") or item["class_name"]
    module = str(item.get("module") or "keras")
    own = module.startswith(("keras", "tensorflow.keras", "tf_keras", "tensorflow.python.keras"))
    return item["class_name"] in _MODELS and registered == item["class_name"] and own


def is_trainable(config: Any) -> bool:
    """Whether a layer or a model is trained; what says nothing is."""
    return not isinstance(config, dict) or config.get("trainable", True) is not False


def all_remarks(model: Model) -> Iterator[str]:
    """What is other than in the file, of a model and those within it."""
    yield from model.remarks
    for record in model.records:
        yield from record.remarks
        if isinstance(record.content, Model):
            yield from all_remarks(record.content)


# ---------------------------------------------------------------------- one layer


def record_of_model(item: dict[str, Any], model: Model) -> Record:
    """A model within the model; raises `OddCallError` when it is called with more than tensors."""
    calls = item.get("inbound_nodes") or []
    read = [places_read(call, None) for call in calls]
    remarks = _forced(name_of(item), calls)
    return Record(name_of(item), model, is_trainable(item.get("config")), read, remarks=remarks, shared=_shared(item))


def records_of_layer(item: dict[str, Any], names: set[str]) -> list[Record]:
    """A layer: mostly one record; two where a layer has another one as its activation."""
    name, config = name_of(item), item.get("config")
    calls = item.get("inbound_nodes") or []
    if is_operation(item) or is_tensorflow_function(item):
        return [_operation(item, name, calls, names)]
    activation = activation_layer(item)
    if activation is not None:
        plain = {**item, "config": {**item["config"], "activation": "linear"}}
        return _with_activation(records_of_layer(plain, names), activation)
    layer = known_layer(item, name)
    if layer is None:
        return [opaque_record(item, names)]
    try:
        read = [places_read(call, layer) for call in calls] or [[]]
    except OddCallError:
        return [opaque_record(item, names)]
    remarks = (*input_remarks(item, name), *_forced(name, calls, layer))
    return [Record(name, layer, is_trainable(config), read, remarks=remarks, shared=_shared(item))]


def opaque_record(item: dict[str, Any], names: set[str]) -> Record:
    """A layer, or a model, that is kept as the file has it."""
    read = [template(call, names) for call in item.get("inbound_nodes") or []]
    layer = opaque_layer(item, (arguments for _, arguments in read))
    places = [places for places, _ in read] or [[]]
    return Record(name_of(item), layer, is_trainable(item.get("config")), places, shared=_shared(item))


def _operation(item: dict[str, Any], name: str, calls: list[Any], names: set[str]) -> Record:
    read = [template(call, names) for call in calls]
    alike = bool(read) and all(arguments == read[0][1] for _, arguments in read)
    found = operation_layers(item, calls[0], read[0][1]) if alike else ()
    if not found:
        return opaque_record(item, names)
    layer, *further = found
    same = not further and layer.class_name == item["class_name"]
    what = item["config"].get("function") or item["class_name"]
    remarks = () if same else (labelled(name, f"{brief(what, 60).strip(chr(39))} → {layer.class_name}"),)
    return Record(name, layer, True, [places for places, _ in read], remarks=remarks, further=tuple(further))


def _with_activation(records: list[Record], activation: dict[str, Any]) -> list[Record]:
    """The layer without its activation, and behind it the activation; what read the layer reads the activation from now on."""
    (before,) = records
    inner = str(activation.get("config", {}).get("name") or f"{before.name}_activation")
    layer = known_layer(activation, inner)
    assert layer is not None  # activation_layer has looked
    key = before.key
    before = replace(before, key=f"{key}/without activation")
    reads: list[list[Place]] = [[(before.key, number, 0)] for number in range(max(len(before.calls), 1))]
    remark = tr("{0}: its activation {1} → a layer of its own", before.name, layer.class_name)
    behind = Record(
        inner,
        layer,
        before.trainable and is_trainable(activation.get("config")),
        reads,
        remarks=(remark,),
        shared=_shared(activation),
        key=key,
    )
    return [before, behind]


def _forced(name: str, calls: list[Any], layer: Layer | None = None) -> tuple[str, ...]:
    """What a call says that the network here doesn't; nothing when there is nothing."""
    forced = next((value for value in map(forced_training, calls) if value is not None), None)
    default = layer is not None and layer.family == "Regularization" and forced is False  # Keras writes it by itself
    return () if forced is None or default else (tr("{0}: training={1} is left to fit and predict", name, forced),)


def _shared(item: dict[str, Any]) -> int | None:
    number = item.get("shared_object_id")
    return number if isinstance(number, int) and not isinstance(number, bool) else None


# ---------------------------------------------------------------------- where weights are


def located(groups: list[list[Record]], items: list[dict[str, Any]]) -> list[Record]:
    """All records, which note where the file keeps their weights: Keras counts the layers of each class, functions left out."""
    seen: Counter[str] = Counter()
    for records, item in zip(groups, items, strict=True):
        if is_operation(item):
            continue
        kind = snake_case(_WRITTEN_AS.get(str(item["class_name"]), str(item["class_name"])))
        records[0].stored = f"{kind}_{seen[kind]}" if seen[kind] else kind
        seen[kind] += 1
    return [record for records in groups for record in records]


def shared_places(model: Model) -> dict[int, str]:
    """Where the weights of objects are that stand in several models: Keras writes each where it meets it first."""
    found: dict[int, str] = {}

    def visit(inner: Model, path: str) -> None:
        for record in inner.records:
            place = f"{path}/{record.stored}"
            if record.shared is not None:
                if record.shared in found:
                    continue
                found[record.shared] = place
            if isinstance(record.content, Model):
                visit(record.content, f"{place}/layers")

    visit(model, "layers")
    return found
