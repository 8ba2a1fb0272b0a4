"""How the size of what comes out follows from the size of what goes in, axis by axis."""

from collections.abc import Iterator

from cnn.explain.letters import PLACES, alone, axis_names, coming, one, side
from cnn.explain.line import Formula, Line, number, product
from cnn.layers import Concatenate, Flatten, Layer, Reshape
from cnn.layers.border import Bordering, Cropping
from cnn.layers.convolution import TransposedConvolution
from cnn.layers.merging import Merge
from cnn.layers.pooling import Pooling
from cnn.layers.sliding import Sliding
from cnn.layers.spatial import split_channels
from cnn.layers.upsampling import UpSampling
from cnn.shapes import Shape, Size, count, effective_kernel, spell, window_padding
from cnn.words.language import filled, tr
from cnn.words.lists import both

#: how a size is calculated, and a remark
Axis = tuple[Formula, str]
#: the letter of sizes along the axes, and of those that are all alike
LETTERS, ALIKE = {1: "L", 2: "HW", 3: "DHW"}, "W"


def size_lines(layer: Layer, inputs: tuple[Shape, ...], output: Shape) -> Iterator[Line]:
    """A line for every size that is calculated; axes that are alike share one."""
    if isinstance(layer, Concatenate):
        yield from _concatenated(layer, inputs, output)
    elif isinstance(layer, Merge):
        yield Line(tr("Output size"), "", spell(output), tr("{0} inputs, number by number", len(inputs)))
    elif isinstance(layer, Flatten | Reshape) and count(inputs[0]) is not None:
        numbers, said = coming(inputs[0], getattr(layer, "data_format", "channels_last")), tr("as many come out as go in")
        yield Line(tr("Numbers"), product(inputs[0]), number(count(inputs[0]) or 0), said, numbers.text, numbers.symbols)
    elif isinstance(layer, Sliding | Pooling | Bordering | UpSampling):
        data_format = getattr(layer, "data_format", "channels_last")
        before, _ = split_channels(inputs[0], data_format)
        after, _ = split_channels(output, data_format)
        yield from _spatial(layer, before, after)


def _spatial(layer: Layer, before: Shape, after: Shape) -> Iterator[Line]:
    names = axis_names(len(before))
    sizes = list(zip(before, after, strict=True))
    axes = [_axis(layer, place, *pair, ALIKE, "") for place, pair in enumerate(sizes)]
    alike = len(set(axes)) == 1 and len(axes) > 1
    letters = ALIKE * len(axes) if alike else LETTERS[len(axes)]
    words = both(names[-2:])
    for place, (name, pair, letter) in enumerate(zip(names, sizes, letters, strict=True)):
        what = words if alike else name
        formula, note = _axis(layer, place, *pair, letter, what)
        if pair[1] is None:
            note = tr("the Input leaves it open until the network runs")
            yield Line(tr("Output {0}", name), "", tr("open"), note)
        else:
            yield formula.line(tr("Output {0}", what), number(pair[1]), note)
        if alike and pair[1] is not None:
            return


def _axis(layer: Layer, place: int, size: Size, out: Size, letter: str, name: str) -> Axis:
    if size is None or out is None:
        return Formula(""), ""
    width = one(letter, size, tr("{0} of what comes in", name))
    if isinstance(layer, TransposedConvolution):
        return _transposed(layer, place, width)
    if isinstance(layer, Sliding):
        kernel, step, spread = layer.kernel_size[place], layer.strides[place], layer.dilation_rate[place]
        return _window(size, width, kernel, side(layer), step, layer.padding, spread)
    if isinstance(layer, Pooling):
        steps = layer.strides or layer.pool_size
        return _window(size, width, layer.pool_size[place], side(layer), steps[place], layer.padding, 1)
    if isinstance(layer, Bordering):
        sign = "−" if isinstance(layer, Cropping) else "+"
        first, last = layer.pairs[place]
        return width.then(f" {sign} ", _border(first, last, cut=sign == "−")), tr("pixels before and after")
    return width.then("·", one("S", out // size, tr("how often each place is repeated"))), tr("each place so many times")


def _window(size: int, whole: Formula, kernel: int, meaning: str, stride: int, padding: str, dilation: int) -> Axis:
    """⌊(W − F + P) / S⌋ + 1, where P is the padding of both sides together and a dilated kernel spans d·(F − 1) + 1."""
    first, last = window_padding(size, kernel, stride, padding, dilation)
    pads = _border(first, last)
    span = one("F", kernel, meaning)
    if dilation > 1:
        spread = one("d", dilation, tr("dilation: from one pixel that is read to the next"))
        span = Formula("(").then("", spread).then("·(", span, " − 1) + 1)")
    step = one("S", stride, tr("stride: pixels from one place to the next"))
    found = Formula("⌊(").then("", whole).then(" − ", span).then(" + ", pads).then(") / ", step, "⌋ + 1")
    first_place = alone(tr("the first place, where nothing has moved yet"))
    return Formula(found.text, (*found.symbols, first_place)), tr('padding "{0}"', padding)


def _border(first: int, last: int, *, cut: bool = False) -> Formula:
    """P, the pixels of both sides together, with how many stand on each; `cut` where they are taken away."""
    if cut:
        return one("P", first + last, tr("pixels cut off: {0} before and {1} after", first, last))
    if not first + last:
        return one("P", 0, tr("padding: pixels before and after, together"))
    return one("P", first + last, tr("padding in pixels: {0} before and {1} after", first, last))


def _transposed(layer: TransposedConvolution, place: int, whole: Formula) -> Axis:
    """The inverse: (W − 1)·S + F, and W·S with padding "same"."""
    extra = layer.output_padding
    span = effective_kernel(layer.kernel_size[place], layer.dilation_rate[place])
    step = one("S", layer.strides[place], tr("stride: pixels from one place to the next"))
    if layer.padding == "same" and extra is None:
        return whole.then("·", step), tr('padding "{0}"', "same")
    meaning = tr("pixels that the kernel spans")
    width, more = span, max(span, layer.strides[place]) - span if extra is None else extra[place]
    if layer.padding == "same":
        width, meaning = span % 2, tr("1 where the kernel spans an odd number of pixels")
    steps = Formula("(").then("", whole).then(" − 1)·", step)
    added = one("A", more, tr("pixels added at the end"))
    found = steps.then(" + ", one("F", width, meaning)).then(" + ", added)
    note = tr('padding "{0}", with output padding', "same") if layer.padding == "same" else tr('padding "{0}"', "valid")
    return found, note


def _concatenated(layer: Concatenate, inputs: tuple[Shape, ...], output: Shape) -> Iterator[Line]:
    place = layer.axis if layer.axis < 0 else layer.axis - 1
    sizes = [shape[place] for shape in inputs]
    if None not in sizes:
        what = tr("Output channels") if place in (-1, len(output) - 1) else tr("Output size")
        result, note = number(output[place] or 0), tr("one behind the other")
        added = Formula(" + ".join(number(size or 0) for size in sizes))
        if 1 < len(sizes) <= len(PLACES):
            said = tr("channels of {0}") if place in (-1, len(output) - 1) else tr("size of {0}")
            letters = [one(f"C{index}", size or 0, filled(said, f"x{index}")) for index, size in zip(PLACES, sizes, strict=False)]
            added = Formula(" + ".join(letter.text for letter in letters), tuple(letter.symbols[0] for letter in letters))
        yield added.line(what, result, note)
