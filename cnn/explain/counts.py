"""How many parameters a layer has and how often it multiplies."""

from collections import Counter
from collections.abc import Iterator
from math import prod

from cnn.analysis import NodeAnalysis
from cnn.analysis.layer_numbers import FLOAT_BYTES
from cnn.explain.line import Line, number, product, times
from cnn.graph import Graph, Node
from cnn.layers import Dense, Layer, MultiHeadAttention, Weight
from cnn.layers.attention import PlainAttention
from cnn.layers.axes import axis_indices
from cnn.layers.convolution import Convolution, TransposedConvolution
from cnn.layers.depthwise import DepthwiseConvolution, SeparableConvolution
from cnn.layers.sliding import Sliding
from cnn.layers.spatial import split_channels
from cnn.shapes import Shape, count
from cnn.words.language import tr
from cnn.words.quantities import spell_share


def parameter_line(graph: Graph, node: Node, numbers: NodeAnalysis, total: int | None) -> Line:
    """The parameters of a node, and their share of the whole network."""
    params = numbers.params or 0
    if node.shares is not None and node.shares in graph:
        return Line(tr("Parameters"), "", "0", tr('uses the weights of "{0}"', graph.nodes[node.shares].name))
    if not numbers.weights:
        return Line(tr("Parameters"), "", "0", tr("nothing to learn"))
    notes = [tr("{0} of the network", spell_share(params / total)) if total else "", _learned(node, numbers)]
    return Line(tr("Parameters"), _parameters(node.layer, numbers), number(params), "; ".join(filter(None, notes)))


def _learned(node: Node, numbers: NodeAnalysis) -> str:
    if not node.trainable:
        return tr("frozen: training leaves them")
    fixed = [weight.name.replace("_", " ") for weight in numbers.weights if not weight.trainable]
    return tr("{0} are not learned", tr(" and ").join(fixed)) if fixed else ""


def _parameters(layer: Layer, numbers: NodeAnalysis) -> str:
    bias = " + 1" if getattr(layer, "use_bias", False) else ""
    if getattr(layer, "lora_rank", None):
        return _weight_by_weight(numbers.weights)
    if isinstance(layer, Convolution | TransposedConvolution):
        groups = getattr(layer, "groups", 1)
        window = f"{product(layer.kernel_size)}·{_channels(layer, numbers)}" + (f"/{groups}" if groups > 1 else "")
        return f"({window}{bias})·{number(layer.filters)}" if bias else f"{window}·{number(layer.filters)}"
    if isinstance(layer, DepthwiseConvolution):
        maps = times(_channels(layer, numbers), layer.depth_multiplier)
        return f"({product(layer.kernel_size)}{bias})·{maps}" if bias else f"{product(layer.kernel_size)}·{maps}"
    if isinstance(layer, Dense):
        width = number(numbers.inputs[0][-1] or 0)
        return f"({width}{bias})·{number(layer.units)}" if bias else f"{width}·{number(layer.units)}"
    return _weight_by_weight(numbers.weights)


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
        yield Line(tr("MACs"), multiplications(layer, numbers), number(numbers.macs), tr("multiply-accumulates for one image"))


def multiplications(layer: Layer, numbers: NodeAnalysis) -> str:
    """Numbers that come out, times what each is made of; empty for layers that are described by their weights alone."""
    out, coming = numbers.output_shape or (), numbers.inputs[0]
    if isinstance(layer, Convolution):
        groups = f"/{layer.groups}" if layer.groups > 1 else ""
        return f"{product(out)} · {product(layer.kernel_size)}·{number(_channels(layer, numbers))}{groups}"
    if isinstance(layer, TransposedConvolution):
        return f"{product(coming)} · {product(layer.kernel_size)}·{number(layer.filters)}"
    if isinstance(layer, DepthwiseConvolution):
        return f"{product(out)} · {product(layer.kernel_size)}"
    if isinstance(layer, SeparableConvolution):
        places, _ = split_channels(out, layer.data_format)
        maps = times(_channels(layer, numbers), layer.depth_multiplier)
        return f"{product(places)} · {maps} · ({product(layer.kernel_size)} + {number(layer.filters)})"
    if isinstance(layer, Dense):
        return f"{product(coming)}·{number(layer.units)}"
    if isinstance(layer, PlainAttention):
        query, value = numbers.inputs[:2]
        return f"{product((*query[:-1], value[-2]))} · ({query[-1]} + {value[-1]})"
    return _heads(layer, numbers) if isinstance(layer, MultiHeadAttention) else ""


def _heads(layer: MultiHeadAttention, numbers: NodeAnalysis) -> str:
    """Projections of every place, then for each head the scores between places and the weighted sums."""
    kernels = {weight.name.split("/")[0]: weight.size for weight in numbers.weights if weight.name.endswith("/kernel")}
    query, value = numbers.inputs[:2]
    places = {"key": _places(numbers.inputs[-1]), "value": _places(value)}
    projections = [f"{number(places.get(name, _places(query)))}·{number(size)}" for name, size in kernels.items()]
    width = f"({layer.key_dim} + {layer.value_dim or layer.key_dim})"
    axes = layer.attention_axes
    attended = range(len(query) - 1) if axes is None else axis_indices(axes, query, layer.class_name)
    pairs = f"{number(_places(query))}·{number(prod(value[place] or 0 for place in attended))}"
    return " + ".join([*projections, f"{pairs}·{layer.num_heads}·{width}"])


def _places(shape: Shape) -> int:
    return count(shape[:-1]) or 0


def memory_line(numbers: NodeAnalysis) -> Iterator[Line]:
    """What one image's output takes in float32."""
    if numbers.activation_bytes is not None and numbers.output_shape is not None:
        arithmetic = f"{product(numbers.output_shape)} · {FLOAT_BYTES}"
        yield Line(
            tr("Memory"),
            arithmetic,
            tr("{0} bytes", number(numbers.activation_bytes)),
            tr("its output for one image, in float32"),
        )
