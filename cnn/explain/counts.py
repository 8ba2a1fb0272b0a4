"""How many parameters a layer has and how often it multiplies."""

from collections import Counter
from collections.abc import Iterator
from math import prod
from typing import Any

from cnn.analysis import Analysis, NodeAnalysis
from cnn.analysis.layer_numbers import FLOAT_BYTES
from cnn.explain.letters import alone, coming, going, kernel, one, places
from cnn.explain.line import Formula, Line, number, product
from cnn.graph import Graph, Node
from cnn.layers import AdditiveAttention, Dense, Flatten, GroupQueryAttention, Layer, MultiHeadAttention, Weight
from cnn.layers.attention import PlainAttention
from cnn.layers.axes import axis_indices
from cnn.layers.convolution import Convolution, TransposedConvolution
from cnn.layers.depthwise import DepthwiseConvolution, SeparableConvolution
from cnn.layers.sliding import Sliding
from cnn.layers.spatial import split_channels
from cnn.shapes import Shape, count
from cnn.words.language import tr
from cnn.words.lists import both, clauses, listed
from cnn.words.quantities import spell_share


def parameter_line(graph: Graph, analysis: Analysis, node: Node) -> Line:
    """The parameters of a node, and their share of the whole network."""
    numbers, total = analysis.nodes[node.id], analysis.total_params
    params = numbers.params or 0
    if node.shares is not None and node.shares in graph:
        return Line(tr("Parameters"), "", "0", tr('uses the weights of "{0}"', graph.nodes[node.shares].name))
    if not numbers.weights:
        return Line(tr("Parameters"), "", "0", tr("nothing to learn"))
    notes = [tr("{0} of the network", spell_share(params / total)) if total else "", _learned(node, numbers)]
    return _parameters(analysis, node).line(tr("Parameters"), number(params), clauses(notes))


def _learned(node: Node, numbers: NodeAnalysis) -> str:
    if not node.trainable:
        return tr("frozen: training leaves them")
    fixed = [weight.name.replace("_", " ") for weight in numbers.weights if not weight.trainable]
    return tr("{0} are not learned", both(fixed)) if fixed else ""


#: what the weights of normalizations are called in their papers
_WEIGHT_LETTERS = {"gamma": "γ", "beta": "β", "moving_mean": "μ", "moving_variance": "σ²"}


def _parameters(analysis: Analysis, node: Node) -> Formula:
    """How many numbers the layer learns, in letters; where it has weights of many shapes, their sizes alone."""
    layer, numbers = node.layer, analysis.nodes[node.id]
    if getattr(layer, "lora_rank", None):
        return Formula(_weight_by_weight(numbers.weights))
    if isinstance(layer, Convolution | TransposedConvolution):
        return _times(_with_bias(_window(layer, numbers), layer), _filters(layer))
    if isinstance(layer, DepthwiseConvolution):
        return _times(_with_bias(kernel(layer.kernel_size), layer), _maps(layer, numbers))
    if isinstance(layer, SeparableConvolution):
        apart = _times(kernel(layer.kernel_size), _maps(layer, numbers))
        mixed = apart.then(" + ", _maps(layer, numbers)).then("·", _filters(layer))
        return mixed.then(" + ", _filters(layer)) if layer.use_bias else mixed
    if isinstance(layer, Dense):
        width = one("N", numbers.inputs[0][-1] or 0, _read_by_units(analysis, node))
        return _times(_with_bias(width, layer), _units(layer))
    if isinstance(layer, MultiHeadAttention | GroupQueryAttention):
        return _projections(layer, numbers)
    if isinstance(layer, AdditiveAttention):
        return one("C", numbers.inputs[0][-1] or 0, tr("channels of a query and a key"))
    return _alike(layer, numbers) or Formula(_weight_by_weight(numbers.weights))


def _read_by_units(analysis: Analysis, node: Node) -> str:
    """What the numbers are that every unit reads; those of a flattened image are counted."""
    source = analysis.graph.nodes.get(node.inputs[0]) if node.inputs else None
    if source is not None and isinstance(source.layer, Flatten) and len(shape := analysis.nodes[source.id].inputs[0]) > 1:
        return tr("numbers that come in, for each unit: {0} of the image", product(shape))
    return tr("numbers that come in, for each unit")


def _with_bias(window: Formula, layer: Layer) -> Formula:
    if not getattr(layer, "use_bias", False):
        return window
    return Formula(f"({window.text} + 1)", (*window.symbols, alone(tr("the bias"))))


def _times(one_of_them: Formula, many: Formula) -> Formula:
    return one_of_them.then("·", many)


def _window(layer: Convolution | TransposedConvolution, numbers: NodeAnalysis) -> Formula:
    """`F·F·C`: the weights of one filter; with groups it reads only its share of the channels."""
    window = kernel(layer.kernel_size).then("·", _coming_channels(layer, numbers))
    groups = getattr(layer, "groups", 1)
    return window.then("/", one("G", groups, tr("groups of channels"))) if groups > 1 else window


def _filters(layer: Any) -> Formula:
    return one("K", layer.filters, tr("filters: channels that come out"))


def _units(layer: Dense) -> Formula:
    return one("U", layer.units, tr("units"))


def _coming_channels(layer: Sliding, numbers: NodeAnalysis) -> Formula:
    return one("C", _channels(layer, numbers), tr("channels that come in"))


def _maps(layer: Any, numbers: NodeAnalysis) -> Formula:
    """`C·M`: the maps that come of channels which are filtered apart; M is left out where it is 1."""
    channels = _coming_channels(layer, numbers)
    times = layer.depth_multiplier
    return channels.then("·", one("M", times, tr("maps of each channel"))) if times != 1 else channels


def _alike(layer: Layer, numbers: NodeAnalysis) -> Formula:
    """`4·C`: so many weights for each channel, which their names explain; nothing where their shapes differ."""
    shapes = {weight.shape for weight in numbers.weights}
    if len(shapes) != 1 or layer.family != "Normalization" or len(shape := shapes.pop()) != 1:
        return Formula("")
    names = listed(_WEIGHT_LETTERS.get(weight.name, weight.name.replace("_", " ")) for weight in numbers.weights)
    channels = one("C", shape[0] or 0, tr("channels"))
    many = str(len(numbers.weights))
    if many == "1":
        return Formula("C", (*channels.symbols, alone(names)))
    return Formula(f"{many}·C", (alone(names, many), *channels.symbols))


def _weight_by_weight(weights: tuple[Weight, ...]) -> str:
    """The size of each weight array; those of one shape together: `4·64`."""
    shapes = Counter(weight.shape for weight in weights)
    return " + ".join(f"{often}·{product(shape)}" if often > 1 else product(shape) for shape, often in shapes.items())


def _channels(layer: Sliding, numbers: NodeAnalysis) -> int:
    _, channels = split_channels(numbers.inputs[0], layer.data_format)
    return channels or 0


# ---------------------------------------------------------------------- multiply-accumulates


def mac_lines(layer: Layer, numbers: NodeAnalysis) -> Iterator[Line]:
    """How often numbers are multiplied and added for one image; nothing for layers where that doesn't count."""
    if numbers.macs is None:
        yield Line(tr("MACs"), "", tr("open"), tr("the Input leaves a size open until the network runs"))
    elif numbers.macs:
        found = multiplications(layer, numbers)
        yield found.line(tr("MACs"), number(numbers.macs), tr("multiply-accumulates for one image"))


def multiplications(layer: Layer, numbers: NodeAnalysis) -> Formula:
    """Numbers that come out, times what each is made of; empty for layers that are described by their weights alone."""
    out, given = numbers.output_shape or (), numbers.inputs[0]
    data_format = getattr(layer, "data_format", "channels_last")
    if isinstance(layer, Convolution):
        each = going(out, data_format, "K", tr("filters: channels that come out"))
        return each.then(" · ", _window(layer, numbers))
    if isinstance(layer, TransposedConvolution):
        return coming(given, data_format).then(" · ", kernel(layer.kernel_size)).then("·", _filters(layer))
    if isinstance(layer, DepthwiseConvolution):
        return going(out, data_format).then(" · ", kernel(layer.kernel_size))
    if isinstance(layer, SeparableConvolution):
        each = places(out, data_format, "′").then(" · ", _maps(layer, numbers))
        return each.then(" · (", kernel(layer.kernel_size)).then(" + ", _filters(layer), ")")
    if isinstance(layer, Dense):
        return coming(given).then("·", _units(layer)) if len(given) < 5 else Formula(f"{product(given)}·{number(layer.units)}")
    if isinstance(layer, PlainAttention):
        return _scores(numbers)
    return _mixing(layer, numbers) if isinstance(layer, MultiHeadAttention | GroupQueryAttention) else Formula("")


# ---------------------------------------------------------------------- attentions
# Vaswani et al. (2017), section 3.2; Ainslie et al. (2023) for heads that share keys and values.

Heads = MultiHeadAttention | GroupQueryAttention


def _scores(numbers: NodeAnalysis) -> Formula:
    """`T·S·(C + C′)`: a score of each query for each key, and values summed by them."""
    query, value = numbers.inputs[:2]
    queries = one("T", product(query[:-1]), tr("queries: places of what attends"))
    many = queries.then("·", one("S", value[-2] or 0, tr("keys and values: places attended over")))
    widths = one("C", query[-1] or 0, tr("channels of a query and a key")).then(
        " + ", one("C′", value[-1] or 0, tr("channels of a value"))
    )
    return many.then("·(", widths, ")")


def _projections(layer: Heads, numbers: NodeAnalysis) -> Formula:
    """`(C + 1)·h·d + …`: the weights of the projections of query, key and value, and of the answers together."""
    coming, width, value, many, few = _head_letters(layer, numbers)
    queries, keys, values = (_with_bias(channels, layer) for channels in coming)
    found = queries.then("·", many).then("·", width)
    found = found.then(" + ", keys).then("·", few).then("·", width)
    if layer.use_gate:
        found = found.then(" + ", queries).then("·", many).then("·", value)
    found = found.then(" + ", values).then("·", few).then("·", value)
    answer = _with_bias(many.then("·", value), layer)
    return found.then(" + ", answer).then("·", _out(layer, numbers, coming[0]))


def _mixing(layer: Heads, numbers: NodeAnalysis) -> Formula:
    """`T·C·h·d + … + T·S·h·(d + v)`: the projections of every place, then for each head scores and weighted sums."""
    query, values, keys = (*numbers.inputs[:2], numbers.inputs[-1])
    if _places(values) != _places(keys):
        return Formula("")
    coming, width, value, many, few = _head_letters(layer, numbers)
    here = one("T", _places(query), tr("queries: places of what attends"))
    there = one("S", _places(values), tr("keys and values: places attended over"))
    found = here.then("·", coming[0]).then("·", many).then("·", width)
    found = found.then(" + ", there).then("·", coming[1]).then("·", few).then("·", width)
    if layer.use_gate:
        found = found.then(" + ", here).then("·", coming[0]).then("·", many).then("·", value)
    found = found.then(" + ", there).then("·", coming[2]).then("·", few).then("·", value)
    found = found.then(" + ", here).then("·", many).then("·", value).then("·", _out(layer, numbers, coming[0]))
    seen = _attended(layer, query, values)
    read = there if seen == _places(values) else one("A", seen, tr("places that each query attends over"))
    return found.then(" + ", here).then("·", read).then("·", many).then("·(", width.then(" + ", value), ")")


def _head_letters(
    layer: Heads, numbers: NodeAnalysis
) -> tuple[tuple[Formula, Formula, Formula], Formula, Formula, Formula, Formula]:
    """Channels of query, key and value, the size of a key and of a value in a head, and the heads of queries and of keys."""
    query, value, key = (shape[-1] or 0 for shape in (*numbers.inputs[:2], numbers.inputs[-1]))
    if query == key == value:
        same = one("C", query, tr("channels that come in"))
        coming = same, same, same
    else:
        coming = (
            one("C₁", query, tr("channels of a query")),
            one("C₂", key, tr("channels of a key")),
            one("C₃", value, tr("channels of a value")),
        )
    if isinstance(layer, GroupQueryAttention):
        width = one("d", layer.head_dim, tr("size of a query, a key and a value in a head"))
        many = one("h", layer.num_query_heads, tr("heads"))
        return coming, width, width, many, one("g", layer.num_key_value_heads, tr("heads of keys and values"))
    heads = one("h", layer.num_heads, tr("heads"))
    wide = layer.value_dim or layer.key_dim
    if wide == layer.key_dim:
        width = one("d", wide, tr("size of a query, a key and a value in a head"))
        return coming, width, width, heads, heads
    return coming, one("d", layer.key_dim, tr("size of a key")), one("v", wide, tr("size of a value")), heads, heads


def _out(layer: Heads, numbers: NodeAnalysis, query: Formula) -> Formula:
    """The channels that come out; where they are those of the query, its letter."""
    wanted = layer.channels_out if isinstance(layer, MultiHeadAttention) else None
    own = numbers.inputs[0][-1] or 0
    channels = prod(wanted) if wanted else own
    return query if channels == own else one("C′", channels, tr("channels that come out"))


def _attended(layer: Heads, query: Shape, value: Shape) -> int:
    axes = layer.attention_axes if isinstance(layer, MultiHeadAttention) else None
    places = range(len(query) - 1) if axes is None else axis_indices(axes, query, layer.class_name)
    return prod(value[place] or 0 for place in places)


def _places(shape: Shape) -> int:
    return count(shape[:-1]) or 0


# ---------------------------------------------------------------------- memory


def memory_line(layer: Layer, numbers: NodeAnalysis) -> Iterator[Line]:
    """What one image's output takes in float32."""
    if numbers.activation_bytes is not None and numbers.output_shape is not None:
        size = Formula(str(FLOAT_BYTES), (alone(tr("bytes of a number in float32"), str(FLOAT_BYTES)),))
        letter, meaning = ("U", tr("units")) if isinstance(layer, Dense) else ("C′", "")
        if hasattr(layer, "filters"):
            letter, meaning = "K", tr("filters: channels that come out")
        each = going(numbers.output_shape, getattr(layer, "data_format", "channels_last"), letter, meaning)
        found = (each or Formula(product(numbers.output_shape))).then(" · ", size)
        yield found.line(
            tr("Memory"), tr("{0} bytes", number(numbers.activation_bytes)), tr("its output for one image, in float32")
        )
