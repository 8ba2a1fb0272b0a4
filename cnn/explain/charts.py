"""What a layer saves against others that could stand in its place, as bars that can be compared."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

from cnn.analysis import Analysis, NodeAnalysis
from cnn.explain.counts import multiplications
from cnn.explain.letters import coming, going, kernel, one, places
from cnn.explain.line import Formula, number, ratio
from cnn.graph import Graph, Node
from cnn.layers import Dense, Layer
from cnn.layers.convolution import Convolution
from cnn.layers.depthwise import DepthwiseConvolution, SeparableConvolution
from cnn.layers.elementwise import Elementwise
from cnn.layers.spatial import split_channels
from cnn.shapes import Shape, count, spell
from cnn.words.language import tr
from cnn.words.quantities import number_of


@dataclass(frozen=True)
class Part:
    """A piece of a bar: what it stands for, how its amount comes about, and the amount."""

    label: str
    formula: Formula
    amount: int


@dataclass(frozen=True)
class Bar:
    """What one way of doing it takes; `own` is the way that the network has it. The amounts of its parts add up."""

    label: str
    parts: tuple[Part, ...]
    own: bool = False
    note: str = ""

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(part.amount for part in self.parts)


@dataclass(frozen=True)
class Chart:
    """Bars below each other, all of the same unit. On a logarithmic scale a bar ten times as high is one step longer."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    note: str = ""
    logarithmic: bool = False


def charts(graph: Graph, analysis: Analysis, node_id: str) -> Iterator[Chart]:
    """The comparisons that say something about a node."""
    layer, numbers = graph.nodes[node_id].layer, analysis.nodes[node_id]
    if numbers.output_shape is None:
        return
    yield from connections(layer, numbers)
    squeeze = _squeeze_at(graph, analysis, node_id)
    if squeeze is not None:
        yield bottleneck_chart(graph, analysis, [squeeze])
    elif isinstance(layer, Convolution):
        yield from _possible_bottleneck(layer, numbers)
    if isinstance(layer, DepthwiseConvolution | SeparableConvolution):
        yield from _against_convolution(layer, numbers)


# ---------------------------------------------------------------------- how units are connected


def connections(layer: Layer, numbers: NodeAnalysis) -> Iterator[Chart]:
    """Full connection, local connection and local connection with shared weights: weights of a unit, and of all units.

    Biases are not counted. LeCun et al. (1989), "Backpropagation Applied to Handwritten Zip Code Recognition".
    """
    given, out = numbers.inputs[0] if numbers.inputs else (), numbers.output_shape or ()
    per_pixel = isinstance(layer, Dense) and len(given) > 1
    if not (per_pixel or isinstance(layer, Convolution | DepthwiseConvolution)) or None in (*given, *out) or len(given) > 4:
        return
    data_format = getattr(layer, "data_format", "channels_last")
    own = _unit(layer, given)
    sizes, channels = split_channels(out, data_format)
    everything, spots, maps = count(given) or 0, count(sizes) or 0, channels or 0
    units = going(out, data_format, own.letter, own.meaning)
    full = Part("", coming(given, data_format).then(" · ", units), everything * spots * maps)
    local = Part("", own.window.then(" · ", units), own.weights * spots * maps)
    shared = Part("", own.window.then(" · ", own.sets), own.weights * maps)
    size = spell(getattr(layer, "kernel_size", (1,) * len(sizes)))
    same = number_of(
        "{0} weight a unit, the same at {1} places|{0} weights a unit, the same at {1} places", own.weights, number(spots)
    )
    bars = (
        Bar(tr("Full connection"), (full,), note=number_of("{0} weight a unit|{0} weights a unit", everything)),
        Bar(tr("Local connection, {0}", size), (local,), note=number_of("{0} weight a unit|{0} weights a unit", own.weights)),
        Bar(tr("Local with weight sharing"), (shared,), own=True, note=same),
    )
    fewer = ratio(full.amount, shared.amount)
    note = tr("Weights without biases, on a logarithmic scale. Sharing needs {0} times fewer than full connection.", fewer)
    yield Chart(tr("How units are connected"), tr("weights"), bars, note, logarithmic=True)


class _Unit(NamedTuple):
    """What one unit reads: its weights in letters and as a number; the letter of the channels that come out and what it means;
    and how many sets of weights there are."""

    window: Formula
    weights: int
    letter: str
    meaning: str
    sets: Formula


def _unit(layer: Layer, given: Shape) -> _Unit:
    units, filters = tr("units"), tr("filters: channels that come out")
    if isinstance(layer, Dense):
        width = given[-1] or 0
        return _Unit(one("C", width, tr("channels that come in")), width, "U", units, one("U", layer.units, units))
    assert isinstance(layer, Convolution | DepthwiseConvolution)
    channels = split_channels(given, layer.data_format)[1] or 0
    window, size = kernel(layer.kernel_size), prod(layer.kernel_size)
    letter = one("C", channels, tr("channels that come in"))
    if isinstance(layer, DepthwiseConvolution):
        times = layer.depth_multiplier
        sets = letter.then("·", one("M", times, tr("maps of each channel"))) if times > 1 else letter
        return _Unit(window, size, "C′", tr("channels that come out"), sets)
    window = window.then("·", letter)
    if layer.groups > 1:
        window = window.then("/", one("G", layer.groups, tr("groups of channels")))
    return _Unit(window, size * channels // layer.groups, "K", filters, one("K", layer.filters, filters))


# ---------------------------------------------------------------------- bottlenecks


class Squeeze(NamedTuple):
    """A 1×1 convolution to fewer channels and the convolution with a window that reads it, by their ids."""

    narrow: str
    wide: str


def squeezes(graph: Graph, analysis: Analysis, ids: Iterable[str]) -> Iterator[Squeeze]:
    """The bottlenecks that some nodes read: Lin et al. (2014), Szegedy et al. (2015), He et al. (2016)."""
    for node_id in ids:
        node = graph.nodes[node_id]
        if isinstance(node.layer, Convolution) and prod(node.layer.kernel_size) > 1 and node.layer.groups == 1:
            narrow = _before(graph, node)
            if narrow is not None and _narrows(narrow, analysis) and analysis.nodes[node_id].macs:
                yield Squeeze(narrow.id, node_id)


def _squeeze_at(graph: Graph, analysis: Analysis, node_id: str) -> Squeeze | None:
    """The bottleneck that a node is part of, as either of its two convolutions."""
    behind = [node_id]
    if _narrows(graph.nodes[node_id], analysis):
        behind = _behind(graph, node_id)
    return next((found for found in squeezes(graph, analysis, behind) if node_id in found), None)


def _behind(graph: Graph, node_id: str) -> list[str]:
    """The nodes that read a node, across layers that leave the shape as it is."""
    found: dict[str, None] = {}
    ahead = list(graph.consumers[node_id])
    while ahead:
        reader = ahead.pop(0)
        if reader not in found:
            found[reader] = None
            ahead += graph.consumers[reader] if isinstance(graph.nodes[reader].layer, Elementwise) else ()
    return list(found)


def _before(graph: Graph, node: Node) -> Node | None:
    """The layer that a node reads, across layers that leave the shape as it is."""
    found = node
    while len(found.inputs) == 1 and found.inputs[0] in graph.nodes:
        found = graph.nodes[found.inputs[0]]
        if not isinstance(found.layer, Elementwise):
            return found
    return None


def _narrows(node: Node, analysis: Analysis) -> bool:
    layer, numbers = node.layer, analysis.nodes[node.id]
    if not isinstance(layer, Convolution) or prod(layer.kernel_size) > 1 or layer.groups > 1 or not numbers.macs:
        return False
    return layer.filters < (split_channels(numbers.inputs[0], layer.data_format)[1] or 0)


def bottleneck_chart(graph: Graph, analysis: Analysis, found: Sequence[Squeeze]) -> Chart:
    """MACs of convolutions behind bottlenecks, and of the same ones without."""
    straight, own = [], []
    for narrow_id, wide_id in found:
        narrow, wide = graph.nodes[narrow_id].layer, graph.nodes[wide_id].layer
        assert isinstance(narrow, Convolution)
        assert isinstance(wide, Convolution)
        before = split_channels(analysis.nodes[narrow_id].inputs[0], narrow.data_format)[1] or 0
        numbers = analysis.nodes[wide_id]
        direct = numbers.output_shape or ()
        straight.append(_convolved(wide, direct, before, spell(wide.kernel_size)))
        squeezed = going(analysis.nodes[narrow_id].output_shape or (), narrow.data_format, "B", tr("channels of the bottleneck"))
        channels = one("C", before, tr("channels that come in"))
        own.append(Part(spell(narrow.kernel_size), squeezed.then(" · ", channels), analysis.nodes[narrow_id].macs or 0))
        own.append(_convolved(wide, direct, narrow.filters, spell(wide.kernel_size), "B"))
    return _with_and_without(_merged(straight), _merged(own), there=True)


def _merged(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Parts that are alike as one: of six blocks with the same sizes each part is told once."""
    found: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        found.setdefault((part.label, part.formula.arithmetic), []).append(part)
    return tuple(
        alike[0]
        if len(alike) == 1
        else Part(
            f"{len(alike)} × {label}",
            Formula(f"{len(alike)} · {alike[0].formula.text}", alike[0].formula.symbols),
            sum(part.amount for part in alike),
        )
        for (label, _), alike in found.items()
    )


def _convolved(layer: Convolution, out: Shape, channels: int, label: str, letter: str = "C") -> Part:
    """A convolution with that many channels coming in."""
    meaning = tr("channels of the bottleneck") if letter == "B" else tr("channels that come in")
    each = going(out, layer.data_format, "K", tr("filters: channels that come out"))
    formula = each.then(" · ", kernel(layer.kernel_size)).then("·", one(letter, channels, meaning))
    return Part(label, formula, (count(out) or 0) * prod(layer.kernel_size) * channels)


def _possible_bottleneck(layer: Convolution, numbers: NodeAnalysis) -> Iterator[Chart]:
    """A 1×1 convolution to half the feature maps, put before."""
    sizes, channels = split_channels(numbers.inputs[0], layer.data_format)
    narrow = max(1, layer.filters // 2)
    if None in sizes or channels is None or layer.groups > 1 or prod(layer.kernel_size) == 1 or not numbers.macs:
        return
    squeezed = places(numbers.inputs[0], layer.data_format).then("·", one("B", narrow, tr("channels of the bottleneck")))
    letter = one("C", channels, tr("channels that come in"))
    first = Part(spell((1,) * len(sizes)), squeezed.then(" · ", letter), (count(sizes) or 0) * narrow * channels)
    out, size = numbers.output_shape or (), spell(layer.kernel_size)
    second = _convolved(layer, out, narrow, size, "B")
    straight = Part(size, multiplications(layer, numbers), numbers.macs)
    if first.amount + second.amount < straight.amount:
        yield _with_and_without((straight,), (first, second), there=False)


def _with_and_without(straight: tuple[Part, ...], squeezed: tuple[Part, ...], *, there: bool) -> Chart:
    """The two ways as bars; `there` says which of them the network has."""
    without, with_it = (
        Bar(tr("Without a bottleneck"), straight, own=not there),
        Bar(tr("With a 1×1 bottleneck"), squeezed, own=there),
    )
    times = ratio(without.total, with_it.total)
    note = (
        tr("{0} times fewer than without the bottleneck.", times)
        if there
        else tr("A 1×1 convolution put before would make it {0} times fewer.", times)
    )
    return Chart(tr("Bottleneck"), tr("MACs"), (without, with_it), note)


# ---------------------------------------------------------------------- channels apart


def _against_convolution(layer: DepthwiseConvolution | SeparableConvolution, numbers: NodeAnalysis) -> Iterator[Chart]:
    """The same window across all channels at once. Howard et al. (2017), section 3.1."""
    _, channels = split_channels(numbers.inputs[0], layer.data_format)
    out = numbers.output_shape or ()
    size = count(out)
    if size is None or channels is None or not numbers.macs:
        return
    letter = one("C", channels, tr("channels that come in"))
    across = going(out, layer.data_format).then(" · ", kernel(layer.kernel_size)).then("·", letter)
    ordinary = Part(spell(layer.kernel_size), across, size * prod(layer.kernel_size) * channels)
    bars = (
        Bar(tr("Across all channels"), (ordinary,)),
        Bar(tr("Each channel apart"), tuple(_apart(layer, numbers, channels)), own=True),
    )
    note = tr("An ordinary convolution multiplies {0} times as often.", ratio(ordinary.amount, bars[1].total))
    yield Chart(tr("Channels apart"), tr("MACs"), bars, note)


def _apart(layer: DepthwiseConvolution | SeparableConvolution, numbers: NodeAnalysis, channels: int) -> Iterator[Part]:
    """The window on each channel, and what mixes them."""
    out, size = numbers.output_shape or (), spell(layer.kernel_size)
    if isinstance(layer, DepthwiseConvolution):
        yield Part(size, multiplications(layer, numbers), numbers.macs or 0)
        return
    sizes, _ = split_channels(out, layer.data_format)
    spots, maps = count(sizes) or 0, channels * layer.depth_multiplier
    each = places(out, layer.data_format, "′").then("·", one("C", channels, tr("channels that come in")))
    if layer.depth_multiplier > 1:
        each = each.then("·", one("M", layer.depth_multiplier, tr("maps of each channel")))
    yield Part(size, each.then(" · ", kernel(layer.kernel_size)), spots * maps * prod(layer.kernel_size))
    filters = one("K", layer.filters, tr("filters: channels that come out"))
    yield Part(spell((1,) * len(sizes)), each.then(" · ", filters), spots * maps * layer.filters)
