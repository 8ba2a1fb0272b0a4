"""Reads where the layers of a Keras file get their inputs, in the notation of Keras 3 and in the older one of Keras 2."""

from collections.abc import Collection, Iterator
from typing import Any

from cnn.errors import brief
from cnn.layers import operation
from cnn.layers.base import Layer
from cnn.words.language import tr

#: a place in Keras's notation: a layer's name, the number of the call, the number of the output
Place = tuple[str, int, int]

TENSOR = "__keras_tensor__"
#: stands in the arguments of an unknown layer for the tensor of that number
SLOT = operation.SLOT
#: stands in files of Keras 2 for a number that a function on tensors takes first
CONSTANT = "_CONSTANT_VALUE"
#: says nothing: `fit` and `predict` overrule it, and Keras writes it by itself where a layer has it as a default
_SILENT_KEYWORDS = ("training",)


class OddCallError(ValueError):
    """A layer is called with something that a node here can't keep: a mask, a number in place of a tensor."""


def checked_name(name: Any) -> str:
    """A layer's name as the file has it; raises TypeError when it is none."""
    if not isinstance(name, str):
        raise TypeError(tr("{0} is no layer's name", brief(name, 40)))
    return name


def places_read(call: Any, layer: Layer | None) -> list[Place]:
    """The places that one call of a layer of ours reads, in the order of its ports; `layer` is `None` for a model.

    Raises `OddCallError` for a call that says more.
    """
    ports = layer.ports if layer is not None else ("inputs",)
    if isinstance(call, list):  # Keras 2: [[name, call, tensor, keyword arguments], …], or just one of them
        items = [call] if _is_history(call) else call
        if any(_is_constant(item) for item in items):
            raise OddCallError(tr("{0} is no layer's output", brief(items, 60)))
        tensors = [place(item) for item in items]
        keywords = [item[3] for item in items if len(item) > 3]
    else:
        named = call.get("kwargs") or {}
        tensors = [*_tensors(call["args"]), *(item for port in ports for item in _tensors(named.get(port)))]
        keywords = [{key: value for key, value in named.items() if key not in ports}]
    if odd := [key for named in keywords for key, value in named.items() if key not in _SILENT_KEYWORDS and not _is_empty(value)]:
        raise OddCallError(tr("a call with {0}=", odd[0][:40]))
    return tensors


def forced_training(call: Any) -> bool | None:
    """Whether one call says for good if it is made in training, which Layerloom leaves to `fit` and `predict`; `None` if not."""
    if isinstance(call, dict):
        named = call.get("kwargs")
    else:
        items = call if isinstance(call, list) else []
        named = next((item[3] for item in items if isinstance(item, list) and len(item) > 3), None)
    value = named.get("training") if isinstance(named, dict) else None
    return value if isinstance(value, bool) else None


def _is_empty(value: Any) -> bool:
    """Nothing, or a list of nothing: a model within the model is called with a mask for each of its inputs."""
    return value is None or (isinstance(value, list) and all(item is None for item in value))


def _tensors(value: Any) -> Iterator[Place]:
    if isinstance(value, dict) and value.get("class_name") == TENSOR:
        yield place(value["config"]["keras_history"])
    elif isinstance(value, dict) and value.get("class_name") == "__tuple__":
        yield from _tensors(value.get("items"))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _tensors(item)
    elif value is not None:
        raise OddCallError(tr("{0} is no layer's output", brief(value, 60)))


def template(call: Any, names: Collection[str]) -> tuple[list[Place], dict[str, Any]]:
    """What one call of an unknown layer reads, and all its arguments with numbers in place of tensors."""
    found: list[Place] = []
    if isinstance(call, list):
        items = [call] if _is_history(call) else call
        tensors = [item[2] if _is_constant(item) else _slot(place(item), found) for item in items]
        keywords: dict[str, Any] = {}
        for item in items:
            keywords.update(item[3] if len(item) > 3 else {})
        arguments = {"args": tensors if len(tensors) == 1 else [tensors], "kwargs": _old_slots(keywords, names, found)}
        return found, arguments
    return found, {"args": _slots(call.get("args", []), found), "kwargs": _slots(call.get("kwargs") or {}, found)}


def _slot(read: Place, found: list[Place]) -> dict[str, Any]:
    found.append(read)
    return {"class_name": SLOT, "config": len(found) - 1}


def _slots(value: Any, found: list[Place]) -> Any:
    if isinstance(value, dict):
        if value.get("class_name") == TENSOR:
            return _slot(place(value["config"]["keras_history"]), found)
        return {key: _slots(item, found) for key, item in value.items()}
    if isinstance(value, list):
        return [_slots(item, found) for item in value]
    return value


def _old_slots(value: Any, names: Collection[str], found: list[Place]) -> Any:
    """Keras 2 wrote tensors in keyword arguments as bare places."""
    if _is_history(value) and value[0] in names:
        return _slot(place(value), found)
    if isinstance(value, dict):
        return {key: _old_slots(item, names, found) for key, item in value.items()}
    return [_old_slots(item, names, found) for item in value] if isinstance(value, list) else value


def leaves(value: Any) -> Iterator[Place]:
    """The places in `input_layers` or `output_layers`, which Keras nests as the model's own inputs and outputs are.

    Raises TypeError for what is none.
    """
    if _is_history(value):
        yield place(value)
    else:
        for item in value.values() if isinstance(value, dict) else value:
            if not isinstance(item, list | tuple | dict):
                raise TypeError(tr("{0} names no place in the network", brief(item, 40)))
            yield from leaves(item)


def _is_history(value: Any) -> bool:
    named = isinstance(value, list) and len(value) in (3, 4) and isinstance(value[0], str)
    return named and (_is_count(value[1]) or _is_constant(value))


def _is_constant(value: Any) -> bool:
    return isinstance(value, list) and len(value) in (3, 4) and value[:2] == [CONSTANT, -1]


def place(history: Any) -> Place:
    """A place as it stands in a file; raises TypeError when it is none."""
    if not isinstance(history, list | tuple) or len(history) < 3:
        raise TypeError(tr("{0} names no place in the network", brief(history, 60)))
    name, call, tensor = history[:3]
    if not (isinstance(name, str) and _is_count(call) and _is_count(tensor)):
        raise TypeError(tr("{0} names no place in the network", brief(history, 60)))
    return checked_name(name), call, tensor


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
