"""What a layer sees of the image, and what it saves against others that could stand in its place."""

from collections.abc import Iterator
from math import prod

from cnn.analysis import NodeAnalysis
from cnn.analysis.receptive_field import Reach, ReceptiveField
from cnn.explain.line import Line, number, product, ratio
from cnn.explain.sizes import AXES
from cnn.layers import Layer
from cnn.layers.convolution import Convolution
from cnn.layers.depthwise import DepthwiseConvolution, SeparableConvolution
from cnn.layers.sliding import Sliding
from cnn.layers.spatial import split_channels
from cnn.shapes import count, spell
from cnn.words.language import tr


def view_lines(layer: Layer, seen: ReceptiveField | None, before: ReceptiveField | None, numbers: NodeAnalysis) -> Iterator[Line]:
    """The receptive field, and its last step where the layer has a window."""
    if seen is None:
        return
    image = spell(seen.image)
    if seen.whole or not seen.axes:
        yield Line(tr("Receptive field"), "", image, tr("every number depends on the whole image"))
        return
    windows = layer.windows(*numbers.inputs) if numbers.inputs else None
    if windows is None or before is None or len(windows) != len(before.axes):
        yield Line(tr("Receptive field"), "", spell(seen.size or ()), tr("pixels, of {0}", image))
        return
    names = tuple(map(tr, AXES.get(len(seen.axes), ())))
    steps = [
        _step(old, window.last - window.first, new) for old, window, new in zip(before.axes, windows, seen.axes, strict=True)
    ]
    alike = len(set(steps)) == 1
    for name, (arithmetic, size) in zip(names, steps, strict=True):
        label = tr("Receptive field") if alike else tr("Receptive field, {0}", name)
        yield Line(label, arithmetic, number(size), tr("pixels a side, of {0}", image) if alike else tr("pixels, of {0}", image))
        if alike:
            return


def _step(old: Reach, span: float, new: Reach) -> tuple[str, int]:
    """r + (F − 1)·j: what was seen before, and the window's other pixels, each a jump further."""
    whole = all(float(value).is_integer() for value in (old.first, old.last, old.jump, span))
    arithmetic = f"{old.size} + ({int(span) + 1} − 1)·{int(old.jump)}" if whole and new.size == old.size + span * old.jump else ""
    return arithmetic, new.size


# ---------------------------------------------------------------------- comparisons


def comparison_lines(layer: Layer, numbers: NodeAnalysis) -> Iterator[Line]:
    """What weight sharing, a bottleneck and separate channels save."""
    if isinstance(layer, Convolution | DepthwiseConvolution | SeparableConvolution):
        yield from _against_dense(numbers)
    if isinstance(layer, Convolution):
        yield from _with_bottleneck(layer, numbers)
    if isinstance(layer, DepthwiseConvolution | SeparableConvolution):
        yield from _against_convolution(layer, numbers)


def _against_dense(numbers: NodeAnalysis) -> Iterator[Line]:
    coming, going = count(numbers.inputs[0]), count(numbers.output_shape or (None,))
    if coming is None or going is None or not numbers.weights:
        return
    dense = (coming + 1) * going
    shared = sum(weight.size for weight in numbers.weights)
    arithmetic = f"({product(numbers.inputs[0])} + 1) · {product(numbers.output_shape or ())}"
    note = tr("parameters of a dense layer between the same sizes; sharing weights needs {0} times fewer", ratio(dense, shared))
    yield Line(tr("Without weight sharing"), arithmetic, number(dense), note)


def _with_bottleneck(layer: Convolution, numbers: NodeAnalysis) -> Iterator[Line]:
    """A 1×1 convolution to half the feature maps, put before: Lin et al. (2014), Szegedy et al. (2015)."""
    places, channels = split_channels(numbers.inputs[0], layer.data_format)
    narrow = max(1, layer.filters // 2)
    if None in places or channels is None or layer.groups > 1 or prod(layer.kernel_size) == 1 or not numbers.macs:
        return
    first = prod(size or 0 for size in places) * narrow * channels
    second = numbers.macs // channels * narrow
    if first + second >= numbers.macs:
        return
    before = f"{product(places)}·{number(narrow)} · {number(channels)}"
    behind = f"{product(numbers.output_shape or ())} · {product(layer.kernel_size)}·{number(narrow)}"
    note = tr("MACs with {0} channels in between: {1} times fewer", number(narrow), ratio(numbers.macs, first + second))
    yield Line(tr("With a 1×1 bottleneck"), f"{before} + {behind}", number(first + second), note)


def _against_convolution(layer: Sliding, numbers: NodeAnalysis) -> Iterator[Line]:
    """The same window across all channels at once."""
    _, channels = split_channels(numbers.inputs[0], layer.data_format)
    size = count(numbers.output_shape or (None,))
    if size is None or channels is None or not numbers.macs:
        return
    ordinary = size * prod(layer.kernel_size) * channels
    arithmetic = f"{product(numbers.output_shape or ())} · {product(layer.kernel_size)}·{number(channels)}"
    note = tr("MACs of an ordinary convolution: {0} times as many", ratio(ordinary, numbers.macs))
    yield Line(tr("Across all channels"), arithmetic, number(ordinary), note)
