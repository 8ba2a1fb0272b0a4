"""The same network wider or narrower, or for images of another size: one number changes every layer that it concerns.

Channel counts hang together: what is added must be equally wide, groups must divide what they split, and what the network
gives out stays. `_Streams` finds out which layers' counts are the same stream of channels; a stream is scaled as a whole or
not at all. Width and resolution multipliers: Howard et al. (2017), "MobileNets", section 3.3 and 3.4.
"""

from collections.abc import Collection, Sequence
from math import floor, lcm
from typing import Any

from cnn.analysis import Analysis
from cnn.graph import Graph, Node
from cnn.layers import Concatenate, GroupNormalization, Input, Kept, Reshape
from cnn.shapes import Shape

#: arguments that say how many channels come out
COUNTS = ("filters", "units")
#: layers that fit one number of channels only, or whose channels can't be followed
_RIGID = (
    *("Dot", "EinsumDense", "LayerScale", "Normalization", "Permute"),
    *("SpectralNormalization", "TimeDistributed"),
)


def widened(analysis: Analysis, factor: float, node_ids: Collection[str] | None = None) -> Graph:
    """The network with `filters` and `units` times `factor`, in these nodes or in all; 1 leaves it as it is.

    Counts stay multiples of the groups that split them and never fall below one of each. Left alone is what can't change
    by itself: outputs, and layers that are added to something that stays. Raises `ArgumentError` for a count beyond all bounds.
    """
    graph = analysis.graph
    streams = _Streams(analysis, graph.nodes.keys() if node_ids is None else node_ids)
    for node in analysis.graph.nodes.values():
        if changes := streams.changes(node, factor):
            graph = graph.replace_layer(node.id, node.layer.replace(**changes))
    return graph


def can_widen(analysis: Analysis, node_ids: Collection[str] | None = None) -> bool:
    """Whether any layer among these nodes, or in the whole network, can be made wider."""
    streams = _Streams(analysis, analysis.graph.nodes.keys() if node_ids is None else node_ids)
    return any(streams.changes(node, 2.0) for node in analysis.graph.nodes.values())


def resized(graph: Graph, factor: float) -> Graph:
    """The network for images whose sides are times `factor`, at least one pixel; channels and open sizes stay."""
    for node_id in graph.inputs:
        node = graph.nodes[node_id]
        if isinstance(node.layer, Input) and factor != 1:
            graph = graph.replace_layer(
                node_id, node.layer.replace(shape=_resized(node.layer.shape, factor, _first(graph, node)))
            )
    return graph


def scaled(count: int, factor: float, step: int = 1) -> int:
    """The multiple of `step` nearest to `count · factor`, at least one step."""
    return max(1, floor(count * factor / step + 0.5)) * step


def _resized(shape: Shape, factor: float, channels_first: bool) -> Shape:
    if len(shape) < 2:
        return shape
    sides = shape[1:] if channels_first else shape[:-1]
    new = tuple(None if side is None else scaled(side, factor) for side in sides)
    return (shape[0], *new) if channels_first else (*new, shape[-1])


def _first(graph: Graph, image: Node) -> bool:
    """Whether what reads an image takes its first axis for the channels."""
    readers = (graph.nodes[reader].layer for reader in graph.consumers[image.id])
    return any(getattr(layer, "data_format", "") == "channels_first" for layer in readers)


class _Stream:
    """Channels that are counted together, `parts` are the streams they are made of (joined, multiplied or laid flat)."""

    def __init__(self, count: int | None, parts: Sequence["_Stream"] = (), *, free: bool = True) -> None:
        self.count, self.parts, self.free = count, tuple(parts), free and count is not None
        self.step = 1
        self._same: _Stream | None = None

    def root(self) -> "_Stream":
        """The stream that stands for all that are the same."""
        found = self
        while found._same is not None:
            found = found._same
        return found

    def tie(self, other: "_Stream") -> None:
        """Makes both the same; what is made of parts can't follow another, so then both stay."""
        one, two = self.root(), other.root()
        if one is two:
            return
        if one.parts or two.parts or one.count != two.count:
            one.hold()
            two.hold()
            return
        two._same = one
        one.step = lcm(one.step, two.step)
        if not two.free:
            one.hold()

    def hold(self) -> None:
        """Keeps the count as it is, and with it what it is made of."""
        root = self.root()
        root.free = False
        for part in root.parts:
            part.hold()

    def divide(self, step: int) -> None:
        """Keeps the count a multiple of `step`, by keeping each part one; where they are none, it stays."""
        root = self.root()
        if root.count is None or root.count % step:
            root.hold()
            return
        root.step = lcm(root.step, step)
        for part in root.parts:
            part.divide(step)
            if part.root().count is None or (part.root().count or 0) % step:
                root.hold()

    def scaled(self, factor: float) -> int:
        """The new count."""
        root = self.root()
        count = root.count or 0
        if root.parts:
            return sum(part.scaled(factor) for part in root.parts) * count // sum(part.root().count or 0 for part in root.parts)
        return scaled(count, factor, root.step) if root.free else count


class _Streams:
    """The stream that each node puts out; those of `node_ids` may be scaled."""

    def __init__(self, analysis: Analysis, node_ids: Collection[str]) -> None:
        self._analysis, self._scope = analysis, set(node_ids)
        self._out: dict[str, _Stream] = {}
        self._read: dict[str, _Stream] = {}
        graph = analysis.graph
        for node_id in graph.order:
            node = graph.nodes[node_id]
            self._out[node_id] = self._of(node, [self._out[source] for source in node.inputs])
        for node_id in graph.outputs:
            self._out[node_id].hold()

    def changes(self, node: Node, factor: float) -> dict[str, Any]:
        """The arguments of a node's layer that become others."""
        stream, layer = self._out[node.id], node.layer
        if (name := _count_argument(node)) and stream.root().free:
            new = stream.scaled(factor)
            return {name: new} if new != getattr(layer, name) else {}
        if isinstance(layer, Reshape) and node.id in self._read and layer.target_shape[-1] > 0:
            target = (*layer.target_shape[:-1], stream.scaled(factor))
            return {"target_shape": target} if target != layer.target_shape else {}
        return {}

    def _of(self, node: Node, inputs: list[_Stream]) -> _Stream:
        layer, found = node.layer, self._analysis.nodes[node.id]
        out = found.output_shape
        self._share(node, inputs)
        if not out or not inputs or isinstance(layer, Kept) or layer.class_name in _RIGID:
            for stream in inputs:
                stream.hold()
            return _Stream(out[-1] if out else None, free=False)
        if name := _count_argument(node):
            return self._produced(node, getattr(layer, name), inputs)
        if isinstance(layer, Concatenate):
            return self._joined(layer, out, inputs)
        if len(inputs) > 1:
            return self._met(inputs)
        if isinstance(layer, GroupNormalization) and layer.groups > 0:
            inputs[0].divide(layer.groups)
        if isinstance(layer, Reshape):
            return self._reshaped(node, layer, out, inputs[0])
        return inputs[0] if inputs[0].root().count in (out[-1], out[0]) else _Stream(out[-1], inputs)

    def _share(self, node: Node, inputs: list[_Stream]) -> None:
        """Weights that are used twice read equally many channels."""
        owner = node.shares or node.id
        if inputs and owner in self._read:
            self._read[owner].tie(inputs[0])
        elif inputs:
            self._read[owner] = inputs[0]

    def _produced(self, node: Node, count: int, inputs: list[_Stream]) -> _Stream:
        if node.shares in self._out:
            return self._out[node.shares or ""]
        stream = _Stream(count, free=node.id in self._scope)
        groups = getattr(node.layer, "groups", 1)
        if groups > 1:
            stream.divide(groups)
            inputs[0].divide(groups)
        return stream

    def _joined(self, layer: Concatenate, out: Shape, inputs: list[_Stream]) -> _Stream:
        total = sum(stream.root().count or 0 for stream in inputs)
        if out[layer.axis if layer.axis < 0 else layer.axis - 1] == total:
            return _Stream(total, inputs)
        return self._met(inputs)

    def _met(self, inputs: list[_Stream]) -> _Stream:
        """Streams that are combined number by number."""
        first = max(inputs, key=lambda stream: stream.root().count or 0)
        for stream in inputs:
            stream.tie(first)
        return first

    def _reshaped(self, node: Node, layer: Reshape, out: Shape, stream: _Stream) -> _Stream:
        """Channels that stay the last axis are followed; other layouts fit one size, unless they leave one open."""
        if stream.root().count == out[-1]:
            return stream
        self._read.pop(node.id, None)
        if -1 not in layer.target_shape:
            stream.hold()
        return _Stream(out[-1], [stream], free=-1 in layer.target_shape)


def _count_argument(node: Node) -> str:
    """The argument of a node's layer that says how many channels come out; "" when none does."""
    return next((name for name in COUNTS if name in node.layer.argument_names), "")
