"""What several layers amount to together: a block, a group, or any that are selected."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from math import prod

from cnn.analysis import Analysis, NodeAnalysis
from cnn.explain.charts import Bar, Chart, Part, bottleneck_chart, squeezes
from cnn.explain.compositions import composition, in_groups
from cnn.explain.computes import Computation
from cnn.explain.letters import kernel, one
from cnn.explain.line import Formula, Line, Symbol, number
from cnn.explain.papers import links_of_block
from cnn.graph import Graph
from cnn.layers import Add, Concatenate, Input
from cnn.layers.border import ZeroPadding
from cnn.layers.convolution import Convolution
from cnn.layers.elementwise import Elementwise
from cnn.layers.pooling import Pooling
from cnn.layers.spatial import split_channels
from cnn.shapes import spell
from cnn.words.language import tr
from cnn.words.lists import both, clauses, listed, sentences
from cnn.words.quantities import number_of, spell_share

#: how many layers have a bar of their own; the others share one
MOST = 6


def several_lines(graph: Graph, analysis: Analysis, ids: Sequence[str]) -> Iterator[Line]:
    """Layers, output, parameters, multiply-accumulates, memory and receptive field of some nodes together."""
    members = in_order(graph, ids)
    found = {member: analysis.nodes[member] for member in members}
    kinds = Counter(graph.nodes[member].own_layer.class_name for member in members)
    said = listed(f"{often} {kind}" for kind, often in kinds.items())
    yield Line(tr("Layers"), " + ".join(map(str, kinds.values())) if len(kinds) > 1 else "", number(len(members)), said)
    ends, sources = exits(graph, members), entries(graph, members)
    if len(ends) == 1 and (shape := found[ends[0]].output_shape) is not None:
        shapes = [analysis.nodes[source].output_shape for source in sources]
        before = both(spell(shape) for shape in shapes if shape is not None)
        yield Line(tr("Output"), "", spell(shape), tr("from {0}", before) if before else "")
    owners = {member: item for member, item in found.items() if graph.nodes[member].shares is None}
    yield _sum(tr("Parameters"), owners.values(), lambda item: item.params, analysis.total_params, number, "")
    macs = tr("multiply-accumulates for one image")
    yield _sum(tr("MACs"), found.values(), lambda item: item.macs, analysis.macs, number, macs)
    memory = tr("their outputs for one image, in float32")
    yield _sum(
        tr("Memory"), found.values(), lambda item: item.activation_bytes, None, lambda size: tr("{0} bytes", number(size)), memory
    )
    field = found[ends[0]].receptive_field if len(ends) == 1 else None
    if field is not None and field.size is not None:
        seen = [analysis.nodes[source].receptive_field for source in sources]
        grew = seen[0].size if len(seen) == 1 and seen[0] is not None else None
        note = tr("pixels, of {0}", spell(field.image))
        if grew is not None and len(grew) == len(field.size):
            note = tr("pixels, of {0}; before it {1}", spell(field.image), spell(grew))
        yield Line(tr("Receptive field"), "", spell(field.size), note)


def _sum(
    label: str,
    found: Collection[NodeAnalysis],
    of_one: Callable[[NodeAnalysis], int | None],
    total: int | None,
    spelled: Callable[[int], str],
    note: str,
) -> Line:
    """The numbers of each layer added up; layers without any are left out, and of many only the sum is told."""
    amounts = [of_one(item) for item in found]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts):
        return Line(label, "", tr("unknown"), tr("a size is open, or a layer has a problem"))
    counted = [amount for amount in known if amount]
    arithmetic = " + ".join(map(number, counted)) if 1 < len(counted) <= MOST else ""
    share = tr("{0} of the network", spell_share(sum(known) / total)) if total else ""
    return Line(label, arithmetic, spelled(sum(known)), clauses((share, note)))


# ---------------------------------------------------------------------- how they hang together


def in_order(graph: Graph, ids: Collection[str]) -> list[str]:
    """These nodes as they follow each other in the network."""
    own = set(ids)
    return [node_id for node_id in graph.order if node_id in own]


def entries(graph: Graph, ids: Collection[str]) -> list[str]:
    """The nodes outside that these nodes read."""
    own = set(ids)
    return [*dict.fromkeys(source for node_id in ids for source in graph.nodes[node_id].inputs if source and source not in own)]


def exits(graph: Graph, ids: Collection[str]) -> list[str]:
    """Those of the nodes that something outside reads, or that the network puts out."""
    own, outputs = set(ids), set(graph.outputs)
    return [node_id for node_id in ids if node_id in outputs or any(reader not in own for reader in graph.consumers[node_id])]


def several_computed(graph: Graph, ids: Sequence[str], title: str, kind: str) -> Computation:
    """What some nodes make of what they read; `kind` is the block that they are, "" for none."""
    members, links = in_order(graph, ids), links_of_block(kind)
    ends, sources = exits(graph, members), entries(graph, members)
    found = None
    if len(ends) == 1:
        grouped = in_groups(graph, members, sources)
        if grouped is not None:
            note = tr("One block behind the other; select one to see what it computes.")
            return Computation(title, grouped.formula, (Symbol("x", "", tr("what comes in")),), note, links)
        found = composition(graph, members, ends[0], sources)
    if found is None:
        return Computation(title, "", (), sentences(_inlets(graph, members, sources), _outlets(ends)), links)
    symbols = [Symbol("x", "", tr("what comes in"))] if len(sources) == 1 else []
    symbols += [Symbol(name, "", f"= {formula}") for name, formula in found.names]
    return Computation(title, found.formula, tuple(symbols), _remark(graph, members, ends[0], sources), links)


def _inlets(graph: Graph, members: Sequence[str], sources: Sequence[str]) -> str:
    """At how many places something comes in: from other layers, or from outside the network; "" where nothing does."""
    inputs = [member for member in members if isinstance(graph.nodes[member].layer, Input)]
    begins = number_of(tr("It begins with an input of the network.|It begins with {0} inputs of the network."), len(inputs))
    comes = number_of(tr("Something comes in at {0} place.|Something comes in at {0} places."), len(sources))
    return sentences(begins if inputs else "", comes if sources else "")


def _outlets(ends: Sequence[str]) -> str:
    goes = number_of(tr("Something goes out at {0} place.|Something goes out at {0} places."), len(ends))
    return goes if ends else ""


def _remark(graph: Graph, members: Sequence[str], end: str, sources: Sequence[str]) -> str:
    """What the shape of a block is good for."""
    joint = next((member for member in reversed(members) if len(graph.nodes[member].inputs) > 1), "")
    layer = graph.nodes[joint].layer if joint else None
    if isinstance(layer, Add) and len(sources) == 1:
        return tr("The layers learn only what is to be added to x; gradients find their way back around them.")
    if isinstance(layer, Concatenate) and joint == end:
        return tr("Paths beside each other; their channels are put one behind the other.")
    return "" if joint else tr("One layer behind the other.")


# ---------------------------------------------------------------------- bars


def several_charts(graph: Graph, analysis: Analysis, ids: Sequence[str]) -> Iterator[Chart]:
    """Where the parameters and the multiply-accumulates of some nodes are, and what their arrangement saves."""
    members = in_order(graph, ids)
    own = set(members)
    inside = [found for found in squeezes(graph, analysis, members) if found.narrow in own]
    if inside:
        yield bottleneck_chart(graph, analysis, inside)
    yield from _stacked(graph, analysis, members)
    params = [(item, analysis.nodes[item].params) for item in members if graph.nodes[item].shares is None]
    yield from _shares(graph, tr("Where the parameters are"), tr("parameters"), params)
    macs = [(item, analysis.nodes[item].macs) for item in members]
    yield from _shares(graph, tr("Where it multiplies"), tr("MACs"), macs)


def _shares(graph: Graph, title: str, unit: str, amounts: Sequence[tuple[str, int | None]]) -> Iterator[Chart]:
    """A bar for each of the layers with the most, and one for all the others; nothing where one of them isn't known."""
    counted = [(item, amount) for item, amount in amounts if amount]
    if len(counted) < 2 or any(amount is None for _, amount in amounts):
        return
    total, most = sum(amount for _, amount in counted), sorted(counted, key=lambda pair: -pair[1])[:MOST]
    shown = {item for item, _ in most}
    bars = [_bar(graph.nodes[item].name, amount, total) for item, amount in counted if item in shown]
    rest = [amount for item, amount in counted if item not in shown]
    if rest:
        bars.append(_bar(number_of("{0} other layer|{0} other layers", len(rest)), sum(rest), total))
    yield Chart(title, unit, tuple(bars))


def _bar(label: str, amount: int, total: int) -> Bar:
    return Bar(label, (Part("", Formula(""), amount),), own=True, note=spell_share(amount / total))


def _stacked(graph: Graph, analysis: Analysis, members: Sequence[str]) -> Iterator[Chart]:
    """Convolutions one behind the other, against a single one that sees as much. Simonyan & Zisserman (2015), section 2.3."""
    stack = [item for item in members if not isinstance(graph.nodes[item].layer, Elementwise | Pooling | ZeroPadding)]
    layers = [graph.nodes[item].layer for item in stack]
    convolutions = [layer for layer in layers if isinstance(layer, Convolution)]
    if len(stack) < 2 or len(convolutions) < len(stack) or not all(map(_is_plain, convolutions)):
        return
    if not all(_reads(graph, later, earlier) for earlier, later in pairwise(stack)):
        return
    given = (
        split_channels(analysis.nodes[stack[0]].inputs[0], convolutions[0].data_format)[1]
        if analysis.nodes[stack[0]].inputs
        else None
    )
    if given is None or any(analysis.nodes[item].output_shape is None for item in stack):
        return
    axes = len(convolutions[0].kernel_size)
    span = tuple(1 + sum(layer.kernel_size[axis] - 1 for layer in convolutions) for axis in range(axes))
    parts, coming = [], given
    for layer in convolutions:
        parts.append(_weights_of(layer.kernel_size, coming, layer.filters))
        coming = layer.filters
    single = _weights_of(span, given, coming)
    stacked = Bar(tr("{0} convolutions", len(stack)), tuple(parts), own=True)
    one_bar = Bar(tr("One of {0}", spell(span)), (single,))
    note = tr(
        "They see {0} together, as a single larger kernel would, with more activations in between. Without biases.", spell(span)
    )
    yield Chart(tr("Small kernels in a row"), tr("weights"), (one_bar, stacked), note)


def _is_plain(layer: Convolution) -> bool:
    return max(layer.strides) == 1 and max(layer.dilation_rate) == 1 and layer.groups == 1 and prod(layer.kernel_size) > 1


def _reads(graph: Graph, later: str, earlier: str) -> bool:
    """Whether a layer reads another, across layers that leave the shape as it is."""
    at = graph.nodes[later].inputs
    while len(at) == 1 and at[0] != earlier and at[0] in graph.nodes and isinstance(graph.nodes[at[0]].layer, Elementwise):
        at = graph.nodes[at[0]].inputs
    return at == (earlier,)


def _weights_of(size: Sequence[int], channels: int, filters: int) -> Part:
    window = kernel(size).then("·", one("C", channels, tr("channels that come in")))
    many = one("K", filters, tr("filters: channels that come out"))
    return Part(spell(tuple(size)), window.then("·", many), prod(size) * channels * filters)
