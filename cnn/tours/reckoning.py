"""Numbers of a layer to be told before they are shown, and the mistakes that are made with them.

What is right comes from the analysis. A mistake is what comes out when one thing is forgotten, so that a wrong number can be told
its own arithmetic: the bias, the channels, the stride, the border …
"""

from collections.abc import Callable, Iterable, Iterator
from math import ceil, prod
from typing import TYPE_CHECKING, NamedTuple

from cnn.analysis import Analysis, NodeAnalysis
from cnn.explain import explain
from cnn.explain.line import number, product
from cnn.graph import Node
from cnn.layers import Conv2D, Dense, Flatten, Layer
from cnn.layers.base import EVERYWHERE
from cnn.layers.pooling import Pooling
from cnn.layers.spatial import split_channels
from cnn.shapes import effective_kernel, window_padding
from cnn.tours.tour import Reckoning, Situation, Slip
from cnn.words.language import marked, tr
from cnn.words.quantities import number_of

if TYPE_CHECKING:
    from fractions import Fraction  # brings decimals along, which no start waits for

HEIGHT, CHANNELS, PARAMS, MACS, FIELD = "height", "channels", "parameters", "macs", "receptive field"
#: what is asked for each of them
ASKED = {
    HEIGHT: marked("How many pixels high is its output?"),
    CHANNELS: marked("How many channels does its output have?"),
    PARAMS: marked("How many parameters does it have?"),
    MACS: marked("How many multiply-accumulates does it take for one image?"),
    FIELD: marked("How many pixels of the image does one number of its output see, along one side?"),
}


def read_number(text: str, *, of_hundred: bool = False) -> "Fraction | None":
    """A number as people type it, also with groups of digits, as product or sum, or in percent: `2,416`, `(25 + 1)·16`, `42 %`;
    else `None`. Percent are a share of 1, unless it is asked how many `of_hundred`.

    >>> read_number("2,416") == read_number("(5·5·6 + 1) * 16") == 2416
    True
    >>> read_number("1.5"), read_number("50 %"), read_number("many"), read_number("1/0")
    (Fraction(3, 2), Fraction(1, 2), None, None)
    >>> read_number("50 %", of_hundred=True)
    Fraction(50, 1)
    """
    whole, share = text.strip().removesuffix("%").removesuffix("％"), text.strip().endswith(("%", "％"))
    plain = whole.replace("·", "*").replace("×", "*").replace("−", "-").replace("\u202f", "").replace(" ", "")
    plain = plain.replace(",", "").replace("，", "").replace("（", "(").replace("）", ")")
    if not plain or len(plain) > 80:
        return None
    value, rest = _sum(plain)
    if value is None or rest:
        return None
    return value / 100 if share and not of_hundred else value


def asked_of(analysis: Analysis, node: Node) -> tuple[str, ...]:
    """Which numbers of a layer can be asked for: those that are calculated, and known."""
    found = (quantity for quantity in ASKED if reckoned(analysis, node, quantity) is not None)
    return tuple(found) if isinstance(node.layer, Conv2D | Dense | Pooling) else ()


def reckoned(analysis: Analysis, node: Node, quantity: str) -> Reckoning | None:
    """A number of a layer with its arithmetic and the mistakes that are known; `None` where it has none, or it is not known."""
    numbers = analysis.nodes[node.id]
    right = _right(node.layer, numbers, quantity)
    if right is None:
        return None
    slips: dict[float, Slip] = {}
    for value, words in _SLIPS[quantity](_Case(node.layer, numbers, analysis, node)):
        if value != right:
            slips.setdefault(value, Slip(value, words))
    return Reckoning(right, _arithmetic(analysis, node, quantity), tuple(slips.values()))


def about(name: str, quantity: str) -> Callable[[Situation], Reckoning]:
    """What a question about a layer of the open design asks for; where that is gone or unknown, what is missing."""

    def found(situation: Situation) -> Reckoning:
        node = next((one for one in situation.graph.nodes.values() if one.name == name), None)
        if node is None:
            return Reckoning(0, "", missing=tr('There is no layer named "{0}" any more; undo brings it back.', name))
        known = reckoned(situation.analysis, node, quantity)
        return known or Reckoning(0, "", missing=tr('That number of "{0}" is not known any more; undo brings it back.', name))

    return found


def verdict(told: "Fraction", asked: Reckoning) -> str:
    """What is to be said of a number that was told: "" where it is right, else what its mistake was, as far as that is known."""
    if _alike(told, asked.number):
        return ""
    for slip in asked.slips:
        if _alike(told, slip.number):
            return slip.words
    return (
        tr("Not {0}: that is too large.", _spelled(told))
        if told > asked.number
        else tr("Not {0}: that is too small.", _spelled(told))
    )


def _alike(told: "Fraction", number: float) -> bool:
    """Whole numbers to the digit; what is not whole may be rounded to two digits."""
    from fractions import Fraction

    return told == number if number == int(number) else abs(told - Fraction(number)) <= Fraction(abs(number)) / 100


def _spelled(told: "Fraction") -> str:
    return number(int(told)) if told.denominator == 1 else f"{float(told):g}"


# ---------------------------------------------------------------------- what is right


def _right(layer: Layer, numbers: NodeAnalysis, quantity: str) -> int | None:
    if quantity == PARAMS:
        return numbers.params
    if quantity == MACS:
        return numbers.macs or None
    if quantity == FIELD:
        seen = numbers.receptive_field
        return seen.axes[0].size if seen is not None and len(seen.axes) == 2 and not seen.whole else None
    shape = numbers.output_shape
    if shape is None or (quantity == HEIGHT and len(shape) != 3):
        return None
    places, channels = split_channels(shape, getattr(layer, "data_format", "channels_last"))
    return places[0] if quantity == HEIGHT else channels


#: what the explanation calls these numbers
_LABELS = {PARAMS: "Parameters", MACS: "MACs", FIELD: "Receptive field"}


def _arithmetic(analysis: Analysis, node: Node, quantity: str) -> str:
    """As Explain has it."""
    lines = explain(analysis.graph, analysis, node.id)
    if quantity in _LABELS:
        wanted = (line for line in lines if line.label.startswith(tr(_LABELS[quantity])))
    else:
        wanted = (line for line in lines if quantity == HEIGHT and "⌊" in line.arithmetic)
    line = next(wanted, None)
    return f"{line.arithmetic} = {line.result}" if line is not None and line.arithmetic else ""


# ---------------------------------------------------------------------- what is forgotten

_Slips = Iterator[tuple[int, str]]


class _Case(NamedTuple):
    """A layer, and what is known of it and of the others."""

    layer: Layer
    numbers: NodeAnalysis
    analysis: Analysis
    node: Node


def _of_size(case: _Case) -> _Slips:
    layer, numbers = case.layer, case.numbers
    if not isinstance(layer, Conv2D | Pooling) or not numbers.inputs:
        return
    size = split_channels(numbers.inputs[0], layer.data_format)[0][0]
    if size is None:
        return
    if isinstance(layer, Conv2D):
        kernel, stride = effective_kernel(layer.kernel_size[0], layer.dilation_rate[0]), layer.strides[0]
    else:
        kernel, stride = layer.pool_size[0], (layer.strides or layer.pool_size)[0]
    pads = sum(window_padding(size, kernel, stride, layer.padding, 1))
    whole = size - kernel + pads
    if stride > 1:
        yield (
            whole + 1,
            tr(
                "The stride was forgotten: {0} − {1} + {2} + 1 = {3}. Its windows stand {4} pixels apart.",
                size,
                kernel,
                pads,
                whole + 1,
                stride,
            ),
        )
    if pads:
        if stride > 1:
            yield (
                size,
                tr('The stride was forgotten: padding "same" keeps {0} only with a stride of 1; here it is {1}.', size, stride),
            )
        twice = (whole + pads) // stride + 1
        yield (
            twice,
            tr(
                "The border was counted twice: ⌊({0} − {1} + 2·{2}) / {3}⌋ + 1 = {4}. Both sides together have {2} rows.",
                size,
                kernel,
                pads,
                stride,
                twice,
            ),
        )
        half = (whole - pads // 2) // stride + 1
        if pads > 1:
            yield (
                half,
                tr(
                    "One side of the border was counted: ⌊({0} − {1} + {2}) / {3}⌋ + 1 = {4}. Both sides together have {5} rows.",
                    size,
                    kernel,
                    pads - pads // 2,
                    stride,
                    half,
                    pads,
                ),
            )
        bare = (size - kernel) // stride + 1
        yield (
            bare,
            tr(
                'The border was forgotten: ⌊({0} − {1}) / {2}⌋ + 1 = {3}. Padding "same" adds {4} rows.',
                size,
                kernel,
                stride,
                bare,
                pads,
            ),
        )
    else:
        same = ceil(size / stride)
        yield same, tr('That is the size with padding "same": {0}. With "valid" a window never leaves the image.', same)
    short = whole // stride
    yield (
        short,
        tr(
            "The + 1 was forgotten: ⌊({0} − {1} + {2}) / {3}⌋ = {4}, but the first window counts as well.",
            size,
            kernel,
            pads,
            stride,
            short,
        ),
    )
    rounded = ceil(whole / stride) + 1
    yield rounded, tr("It was rounded up: of {0} / {1} only whole steps count.", whole, stride)
    if stride > 1 or pads:
        words = tr(
            "Only the kernel was taken away: {0} − {1} = {2}. Border, stride and the first window count as well.",
            size,
            kernel,
            size - kernel,
        )
    else:
        words = tr("Only the kernel was taken away: {0} − {1} = {2}. One more window fits.", size, kernel, size - kernel)
    yield size - kernel, words
    yield size, tr("That is the size that goes in.")
    if size % max(kernel, 1) == 0 or kernel > 1:
        yield (
            size // kernel,
            tr("It was divided by the kernel: {0} / {1}. Windows stand a stride of {2} apart.", size, kernel, stride),
        )
    yield (
        short + 2,
        tr(
            "The first window was counted twice: ⌊({0} − {1} + {2}) / {3}⌋ + 2 = {4}.",
            size,
            kernel,
            pads,
            stride,
            short + 2,
        ),
    )


def _of_channels(case: _Case) -> _Slips:
    layer, numbers = case.layer, case.numbers
    coming = (numbers.inputs[0][-1] or 0) if numbers.inputs else 0
    if isinstance(layer, Conv2D):
        yield (
            coming,
            number_of(
                "That is how many channels go in. Its {0} filter makes one map, whatever goes in.|"
                "That is how many channels go in. Each of its {0} filters makes one map, whatever goes in.",
                layer.filters,
            ),
        )
        made = coming * layer.filters
        yield (
            made,
            tr(
                "{0}·{1} = {2} would be a map for each pair; a filter adds up all channels into one map.",
                coming,
                layer.filters,
                made,
            ),
        )
    elif isinstance(layer, Pooling):
        yield 1, tr("Pooling does not mix channels: each is pooled by itself, and {0} come out.", coming)


def _of_params(case: _Case) -> _Slips:
    layer, numbers = case.layer, case.numbers
    coming = numbers.inputs[0] if numbers.inputs else ()
    if isinstance(layer, Conv2D):
        yield from _of_kernels(layer, numbers)
    elif isinstance(layer, Dense):
        width, units = coming[-1] or 0, layer.units
        if layer.use_bias:
            yield (
                width * units,
                number_of(
                    "The bias was forgotten: {1}·{0} = {2}. The unit has one more number.|"
                    "The biases were forgotten: {1}·{0} = {2}. Each of the {0} units has one more number.",
                    units,
                    number(width),
                    number(width * units),
                ),
            )
            yield (
                width * units + 1,
                tr("One bias for all was counted: {0}·{1} + 1. Each of the {1} units has its own.", number(width), number(units)),
            )
        else:
            yield (width + 1) * units, tr("Biases were counted, but use_bias is off.")
        one = width + int(layer.use_bias)
        for each in (width, one):
            yield each, tr("That is one unit; there are {0}, and each reads all {1} numbers.", number(units), number(width))
        yield from _of_flattened(layer, case.analysis, case.node, units)
        yield units, tr("Those are the units; each has a weight for each of {0} numbers.", number(width))
        yield (
            width + units,
            tr("{0} and {1} were added; every unit reads every number, so they are multiplied.", number(width), number(units)),
        )
    elif isinstance(layer, Pooling):
        window = prod(layer.pool_size)
        channels = coming[-1] or 0
        yield window, tr("A window of {0} was counted as weights, but pooling has nothing to learn.", product(layer.pool_size))
        yield (
            window * channels,
            tr("A kernel of {0}·{1} was counted, but pooling has nothing to learn.", product(layer.pool_size), channels),
        )


def _of_kernels(layer: Conv2D, numbers: NodeAnalysis) -> _Slips:
    _, channels = split_channels(numbers.inputs[0], layer.data_format)
    channels = (channels or 0) // layer.groups
    area, filters, size = prod(layer.kernel_size), layer.filters, product(layer.kernel_size)
    bias = int(layer.use_bias)
    if bias:
        without = area * channels * filters
        yield (
            without,
            number_of(
                "The bias was forgotten: {1}·{2}·{0} = {3}. The filter has one more number.|"
                "The biases were forgotten: {1}·{2}·{0} = {3}. Each of the {0} filters has one more number.",
                filters,
                size,
                channels,
                number(without),
            ),
        )
        yield (
            without + 1,
            tr("One bias for all was counted: {0}·{1}·{2} + 1. Each of the {2} filters has its own.", size, channels, filters),
        )
    else:
        yield (area * channels + 1) * filters, tr("Biases were counted, but use_bias is off.")
    flat = (area + bias) * filters
    yield (
        flat,
        tr(
            "The channels were forgotten: {0} = {1}. A kernel is as deep as its input: {2} channels.",
            f"{_times(size, bias)}·{filters}",
            number(flat),
            channels,
        ),
    )
    yield (
        area * filters,
        tr(
            "Channels and biases were forgotten: {0}·{1}. A kernel is as deep as its input: {2} channels.",
            size,
            filters,
            channels,
        ),
    )
    one = area * channels + bias
    plus = f" + {bias}" if bias else ""
    yield one, tr("That is one filter, {0} = {1}; there are {2} of them.", f"{size}·{channels}{plus}", number(one), filters)
    if bias:
        yield (
            area * channels,
            tr("That is one filter without its bias, {0}·{1} = {2}.", size, channels, number(area * channels)),
        )
    swapped = (area * filters + bias) * channels
    yield (
        swapped,
        tr(
            "Filters and channels were exchanged: {0} = {1}. Each filter is {2} deep, and there are {3} of them.",
            f"{_times(f'{size}·{filters}', bias)}·{channels}",
            number(swapped),
            channels,
            filters,
        ),
    )
    side = (layer.kernel_size[0] * channels + bias) * filters
    yield (
        side,
        tr(
            "One side of the kernel was counted: {0} = {1}. It has {2} places.",
            f"{_times(f'{layer.kernel_size[0]}·{channels}', bias)}·{filters}",
            number(side),
            size,
        ),
    )
    if numbers.output_shape is not None and None not in numbers.output_shape:
        places = prod(size or 0 for size in split_channels(numbers.output_shape, layer.data_format)[0])
        yield (
            places * one * filters,
            tr("The weights were counted anew at each of {0} places; they are shared by all of them.", number(places)),
        )
        dense = (prod(size or 0 for size in numbers.inputs[0]) + bias) * places * filters
        deep = f"{size}·{channels}"
        yield dense, tr("That is a dense layer between the same sizes; here a number is connected to {0} numbers only.", deep)
    yield area, tr("Those are the places of the kernel, {0}; each has a weight for each channel, in each filter.", size)
    yield filters, tr("Those are the filters; each has {0}·{1} weights.", size, channels)


def _times(weights: str, bias: int) -> str:
    """As a factor: in brackets with the bias, where there is one."""
    return f"({weights} + {bias})" if bias else weights


def _of_flattened(layer: Dense, analysis: Analysis, node: Node, units: int) -> _Slips:
    """What is flattened before it has channels, too."""
    source = analysis.graph.nodes.get(node.inputs[0]) if node.inputs else None
    if source is None or not isinstance(source.layer, Flatten) or len(analysis.nodes[source.id].inputs) != 1:
        return
    shape = analysis.nodes[source.id].inputs[0]
    if len(shape) == 3 and None not in shape:
        places = prod(size or 0 for size in shape[:2])
        whole = number(prod(size or 0 for size in shape))
        words = tr("The channels were forgotten: {0} gives {1} numbers, not {2}.", product(shape), whole, number(places))
        for each in dict.fromkeys((places + int(layer.use_bias), places)):
            yield each * units, words


def _of_macs(case: _Case) -> _Slips:
    layer, numbers = case.layer, case.numbers
    if isinstance(layer, Dense):
        yield (numbers.params or 0), tr("Biases were counted; they are added, but nothing is multiplied.")
        width = (numbers.inputs[0][-1] or 0) if numbers.inputs else 0
        yield width, tr("That is one unit; there are {0}.", number(layer.units))
        yield layer.units, tr("Those are the units; each multiplies {0} numbers.", number(width))
    if numbers.macs:
        yield 2 * numbers.macs, tr("Multiplications and additions were counted one by one; a multiply-accumulate is both.")
    if not isinstance(layer, Conv2D) or numbers.output_shape is None or None in numbers.output_shape:
        return
    out, _ = split_channels(numbers.output_shape, layer.data_format)
    coming, deep = split_channels(numbers.inputs[0], layer.data_format)
    places, area = prod(size or 0 for size in out), prod(layer.kernel_size)
    deep = (deep or 0) // layer.groups
    size = product(layer.kernel_size)
    if places > 1:
        yield (numbers.params or 0), tr("Those are the parameters; each is used at all {0} places of the output.", number(places))
    yield area * deep * layer.filters, tr("That is one place of the output; there are {0}.", number(places))
    yield (
        places * area * layer.filters,
        tr("The channels that go in were forgotten: a window has {0}·{1} numbers, not {0}.", size, deep),
    )
    yield places * area * deep, tr("That is one filter; there are {0}.", layer.filters)
    yield (
        places * area,
        tr(
            "Channels and filters were forgotten: a window has {0}·{1} numbers, for each of {2} filters.",
            size,
            deep,
            layer.filters,
        ),
    )
    yield (
        (out[0] or 0) * area * deep * layer.filters,
        tr("One side of the output was counted: it has {0} places.", product(tuple(side or 0 for side in out))),
    )
    yield places * layer.filters, tr("Those are the numbers that come out; each takes {0}·{1} multiplications.", size, deep)
    before = prod(item or 0 for item in coming)
    yield (
        before * area * deep * layer.filters,
        tr("The places that go in were counted ({0}); what counts are those that come out: {1}.", number(before), number(places)),
    )
    yield (numbers.params or 0) * places, tr("Biases were counted; they are added, but nothing is multiplied.")


def _of_field(case: _Case) -> _Slips:
    layer, numbers = case.layer, case.numbers
    windows = layer.windows(*numbers.inputs) if numbers.inputs else None
    source = case.analysis.nodes[case.node.inputs[0]].receptive_field if case.node.inputs else None
    if not windows or source is None or not source.axes or windows == EVERYWHERE:
        return
    kernel, before = int(windows[0].last - windows[0].first) + 1, source.axes[0]
    size, jump = before.size, int(before.jump)
    yield kernel, tr("That is its own window. Each of its {0} pixels sees {1} pixels of the image already.", kernel, size)
    yield (
        size + kernel - 1,
        tr("The jump was forgotten: {0} + ({1} − 1)·1. Neighbours stand {2} pixels of the image apart.", size, kernel, jump),
    )
    yield (
        size + kernel * jump,
        tr("One window pixel too many: {0} + {1}·{2}. The first is in the {0} already.", size, kernel, jump),
    )
    yield size * kernel, tr("{0}·{1} would be windows side by side; they overlap.", size, kernel)
    yield size, tr("That is what the layer before it sees.")


_SLIPS = {HEIGHT: _of_size, CHANNELS: _of_channels, PARAMS: _of_params, MACS: _of_macs, FIELD: _of_field}


# ---------------------------------------------------------------------- reading numbers


def _sum(text: str) -> "tuple[Fraction | None, str]":
    value, rest = _product(text)
    while value is not None and rest[:1] in ("+", "-") and rest:
        more, after = _product(rest[1:])
        if more is None:
            return None, rest
        value, rest = (value + more if rest[0] == "+" else value - more), after
    return value, rest


def _product(text: str) -> "tuple[Fraction | None, str]":
    value, rest = _factor(text)
    while value is not None and rest[:1] in ("*", "/") and rest:
        more, after = _factor(rest[1:])
        if more is None or (rest[0] == "/" and not more):
            return None, rest
        value, rest = (value * more if rest[0] == "*" else value / more), after
    return value, rest


def _factor(text: str) -> "tuple[Fraction | None, str]":
    from fractions import Fraction

    if text.startswith("("):
        value, rest = _sum(text[1:])
        return (value, rest[1:]) if rest.startswith(")") else (None, rest)
    if text.startswith("-"):
        value, rest = _factor(text[1:])
        return (None if value is None else -value), rest
    digits = _leading(text)
    try:
        return Fraction(digits), text[len(digits) :]
    except (ValueError, ZeroDivisionError):
        return None, text


def _leading(text: str) -> str:
    length = next((place for place, char in enumerate(text) if char not in ".0123456789"), len(text))
    return text[:length]


def slips_of(pairs: Iterable[tuple[float, str]], right: float) -> tuple[Slip, ...]:
    """Mistakes as a question of a tour has them, those alone that lead to another number than the right one, each once."""
    found: dict[float, Slip] = {}
    for value, words in pairs:
        if value != right:
            found.setdefault(value, Slip(value, words))
    return tuple(found.values())
