"""What several layers do one after the other and side by side, as a formula: `y = relu(F(x) + x)`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise

from cnn.graph import Graph, common_group
from cnn.layers import (
    Activation,
    Add,
    BatchNormalization,
    Concatenate,
    Dense,
    Dropout,
    Flatten,
    Layer,
    LocalResponseNormalization,
    Multiply,
    Rescaling,
)
from cnn.layers.border import Cropping, ZeroPadding
from cnn.layers.convolution import Convolution, TransposedConvolution
from cnn.layers.depthwise import DepthwiseConvolution, SeparableConvolution
from cnn.layers.pooling import GlobalMaxPooling, GlobalPooling, MaxPooling, Pooling
from cnn.shapes import spell
from cnn.words.lists import COMMA

#: more than this nobody reads as a formula
MOST_LAYERS, MOST_NAMES, LONGEST = 40, 8, 160


@dataclass(frozen=True)
class Composition:
    """A formula for y, and the formulas of the names in it."""

    formula: str
    names: tuple[tuple[str, str], ...]


def composition(graph: Graph, ids: Collection[str], end: str, sources: Sequence[str]) -> Composition | None:
    """What the layer `end` of these layers puts out, in terms of what they read; nothing where that would be too long to read."""
    if len(ids) > MOST_LAYERS:
        return None
    words = _Words(
        graph,
        set(ids),
        {source: "x" if len(sources) == 1 else f"x{index(place)}" for place, source in enumerate(sources, start=1)},
    )
    formula = words.of(end)
    if len(words.names) > MOST_NAMES or any(len(text) > LONGEST for text in (formula, *words.names.values())):
        return None
    return Composition(f"y = {formula}", tuple(words.names.items()))


def in_groups(graph: Graph, ids: Sequence[str], sources: Sequence[str]) -> Composition | None:
    """The same in terms of the groups that the layers form, where these follow each other: `y = block2(block1(x))`."""
    shared = reduce(common_group, (graph.nodes[item].group for item in ids))
    inner = {item: graph.nodes[item].group.removeprefix(shared).strip("/").partition("/")[0] for item in ids}
    names = list(dict.fromkeys(inner.values()))
    if len(names) < 2 or "" in names or len(sources) != 1:
        return None
    wires: dict[tuple[str, str], set[str]] = {}
    for item in ids:
        for source in graph.nodes[item].inputs:
            if inner.get(source) != inner[item]:
                wires.setdefault((inner.get(source, ""), inner[item]), set()).add(source)
    if set(wires) != set(pairwise(["", *names])) or any(len(found) > 1 for found in wires.values()):
        return None
    formula = "x"
    for name in names:
        formula = f"{name}({formula})"
    return Composition(f"y = {formula}", ()) if len(formula) <= LONGEST else None


def index(place: int) -> str:
    """A number as an index: `₁₂`."""
    return str(place).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


@dataclass
class _Words:
    graph: Graph
    own: set[str]
    sources: dict[str, str]
    names: dict[str, str] = field(default_factory=dict)  # name → its formula
    _named: dict[str, str] = field(default_factory=dict)  # node → its name

    def of(self, node_id: str) -> str:
        """The formula of a node."""
        functions, base = self._chain(node_id)
        return _applied(functions, self._base(base))

    def _chain(self, node_id: str) -> tuple[list[str], str]:
        """The functions that lead to a node, the last one first, and the node that they start from."""
        functions: list[str] = []
        at = node_id
        while at in self.own:
            inputs = self.graph.nodes[at].inputs
            if len(inputs) != 1 or (at != node_id and self._is_shared(at)):
                break
            if self.graph.nodes[at].bypassed is None:  # what is skipped passes on what comes in
                functions += _functions(self.graph.nodes[at].layer)
            at = inputs[0]
        return functions, at

    def _is_shared(self, node_id: str) -> bool:
        return sum(reader in self.own for reader in self.graph.consumers[node_id]) > 1

    def _base(self, node_id: str) -> str:
        if node_id not in self.own:
            return self.sources.get(node_id, "x")
        if self._is_shared(node_id):
            return self._name(node_id)
        return self._joined(node_id)

    def _joined(self, node_id: str) -> str:
        """What a layer with several inputs makes of them."""
        node = self.graph.nodes[node_id]
        if not node.inputs:
            return "x"
        lengths = [len(self._chain(source)[0]) for source in node.inputs]
        only = isinstance(node.layer, Add) and sum(length > 2 for length in lengths) == 1
        short = 2 if isinstance(node.layer, Add) else 1  # what fits a shortcut to the shape beside stays in sight
        parts = [
            self._part(source, long=length > short, wanted="F" if only else "")
            for source, length in zip(node.inputs, lengths, strict=True)
        ]
        if isinstance(node.layer, Concatenate):
            return f"[{COMMA.join(parts)}]"
        sign = " + " if isinstance(node.layer, Add) else "·" if isinstance(node.layer, Multiply) else ""
        return sign.join(parts) if sign else f"{node.layer.class_name}({COMMA.join(parts)})"

    def _part(self, source: str, *, long: bool, wanted: str) -> str:
        """One of several things that are joined: what is read elsewhere as well, or is long, has a name."""
        named = source in self.own and (long or self._is_shared(source))
        return self._name(source, wanted) if named else self.of(source)

    def _name(self, node_id: str, wanted: str = "") -> str:
        """A name for what a node puts out; its formula is kept beside."""
        if node_id not in self._named:
            functions, base = self._chain(node_id)
            plain = wanted and base in self.sources and len(self.sources) == 1 and f"{wanted}(x)" not in self.names
            many = sum(name.startswith("u") for name in self.names)
            name = f"{wanted}(x)" if plain else f"u{index(many + 1)}"
            self._named[node_id] = name
            self.names[name] = ""  # its place, before those that its formula asks for
            inner = self._base(base) if base != node_id else self._joined(node_id)
            self.names[name] = _applied(functions, inner)
        return self._named[node_id]


def _applied(functions: Sequence[str], inner: str) -> str:
    for function in reversed(functions):
        inner = f"{function}({inner})"
    return inner


def _functions(layer: Layer) -> list[str]:
    """What a layer does, the last function first: a convolution's activation, then the convolution."""
    name = _name_of(layer)
    activation = getattr(layer, "activation", "linear")
    if isinstance(layer, Activation):
        return [activation]
    return [name] if activation == "linear" else [activation, name]


def _name_of(layer: Layer) -> str:
    if isinstance(layer, Convolution | TransposedConvolution | DepthwiseConvolution | SeparableConvolution):
        kinds = {DepthwiseConvolution: "depthwise", SeparableConvolution: "separable", TransposedConvolution: "transposed"}
        name = next((name for kind, name in kinds.items() if isinstance(layer, kind)), "conv")
        return f"{name}{spell(layer.kernel_size)}"
    if isinstance(layer, Pooling):
        return f"{'max' if isinstance(layer, MaxPooling) else 'mean'}{spell(layer.pool_size)}"
    if isinstance(layer, GlobalPooling):
        return "max" if isinstance(layer, GlobalMaxPooling) else "mean"
    short = {
        BatchNormalization: "BN",
        Dense: "dense",
        Dropout: "dropout",
        Flatten: "flatten",
        LocalResponseNormalization: "LRN",
        Rescaling: "scale",
        ZeroPadding: "pad",
        Cropping: "crop",
    }
    return next((name for kind, name in short.items() if isinstance(layer, kind)), layer.class_name)
