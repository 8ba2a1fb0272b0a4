"""Layers that exist for sequences, images and volumes: what one of them is called and asks for along another number of axes."""

import re
from typing import Any

from cnn.errors import LayerloomError
from cnn.graph import Graph
from cnn.layers import LAYERS, Layer, create

#: a class's name before and behind its number of axes
_KIND = re.compile(r"(\w+?)([123])D(Transpose)?")


def along_axes(layer: Layer, axes: int) -> Layer | None:
    """The same kind of layer along so many axes, with its arguments as far as the other has them; `None` where there is none.

    Axes that come stand in front and take over what the first had; those that go are the first ones. Padding "causal", which
    only sequences know, becomes "same": both keep the length.

    >>> from cnn.layers import MaxPooling1D
    >>> along_axes(MaxPooling1D(pool_size=3, padding="same"), 2).changed()
    {'pool_size': [3, 3], 'padding': 'same'}
    """
    kind = _KIND.fullmatch(layer.class_name)
    return sibling_of(layer, f"{kind[1]}{axes}D{kind[3] or ''}") if kind is not None else None


def sibling_of(layer: Layer, class_name: str) -> Layer | None:
    """The layer of that class with the arguments of another, where it is the same along another number of axes; else `None`."""
    here, there = _KIND.fullmatch(layer.class_name), _KIND.fullmatch(class_name)
    if here is None or there is None or here[1] + str(here[3]) != there[1] + str(there[3]) or class_name not in LAYERS:
        return None
    before, after = int(here[2]), int(there[2])
    if before == after:
        return None
    known = set(LAYERS[class_name].argument_names)
    carried = {name: _spread(layer.value(name), before, after) for name in layer.argument_names if name in known}
    if carried.get("padding") == "causal":
        carried["padding"] = "same"
    try:
        return create(class_name, carried)
    except LayerloomError:
        return None


def with_kind(graph: Graph, node_id: str, layer: Layer) -> Graph:
    """Gives a node a layer of another kind. A name that Keras would have given follows the kind; others stay."""
    name, usual = graph.node(node_id).name, graph.node(node_id).own_layer.default_name()
    graph = graph.replace_layer(node_id, layer)
    if re.fullmatch(rf"{re.escape(usual)}(_\d+)?", name):
        graph = graph.rename(node_id, graph.fresh_name(layer.default_name()))
    return graph


def _spread(value: Any, before: int, after: int) -> Any:
    """What an argument says of each axis, for another number of axes; anything else as it is."""
    if not isinstance(value, tuple):
        return value
    if before == 1 and len(value) == 2:  # the two ends of the only axis, which Keras takes without a tuple around them
        value = (value,)
    if len(value) != before:
        return value
    spread = (value[0],) * (after - before) + value[max(before - after, 0) :]
    return spread[0] if after == 1 else spread
