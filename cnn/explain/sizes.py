"""How the size of what comes out follows from the size of what goes in, axis by axis."""

from collections.abc import Iterator

from cnn.explain.line import Line, number, product
from cnn.layers import Concatenate, Flatten, Layer, Reshape
from cnn.layers.border import Bordering, Cropping
from cnn.layers.convolution import TransposedConvolution
from cnn.layers.merging import Merge
from cnn.layers.pooling import Pooling
from cnn.layers.sliding import Sliding
from cnn.layers.spatial import split_channels
from cnn.layers.upsampling import UpSampling
from cnn.shapes import Shape, Size, count, effective_kernel, spell, window_padding
from cnn.words.language import marked, tr

Axis = tuple[str, str]  # arithmetic and remark

AXES = {
    1: (marked("length"),),
    2: (marked("height"), marked("width")),
    3: (marked("depth"), marked("height"), marked("width")),
}


def size_lines(layer: Layer, inputs: tuple[Shape, ...], output: Shape) -> Iterator[Line]:
    """A line for every size that is calculated; axes that are alike share one."""
    if isinstance(layer, Concatenate):
        yield from _concatenated(layer, inputs, output)
    elif isinstance(layer, Merge):
        yield Line(tr("Output size"), "", spell(output), tr("{0} inputs, number by number", len(inputs)))
    elif isinstance(layer, Flatten | Reshape) and count(inputs[0]) is not None:
        yield Line(tr("Numbers"), product(inputs[0]), number(count(inputs[0]) or 0), tr("as many come out as go in"))
    elif isinstance(layer, Sliding | Pooling | Bordering | UpSampling):
        data_format = getattr(layer, "data_format", "channels_last")
        before, _ = split_channels(inputs[0], data_format)
        after, _ = split_channels(output, data_format)
        yield from _spatial(layer, before, after)


def _spatial(layer: Layer, before: Shape, after: Shape) -> Iterator[Line]:
    axes = [_axis(layer, place, *sizes) for place, sizes in enumerate(zip(before, after, strict=True))]
    names = tuple(map(tr, AXES[len(axes)]))
    alike = len(set(axes)) == 1
    for name, (arithmetic, note), size in zip(names, axes, after, strict=True):
        if size is None:
            yield Line(tr("Output {0}", name), "", tr("open"), tr("the Input leaves it open until the network runs"))
        else:
            what = tr(" and ").join(names[-2:]) if alike else name
            yield Line(tr("Output {0}", what), arithmetic, number(size), note)
        if alike:
            return


def _axis(layer: Layer, place: int, size: Size, out: Size) -> Axis:
    if size is None or out is None:
        return "", ""
    if isinstance(layer, TransposedConvolution):
        return _transposed(layer, place, size)
    if isinstance(layer, Sliding):
        return _window(size, layer.kernel_size[place], layer.strides[place], layer.padding, layer.dilation_rate[place])
    if isinstance(layer, Pooling):
        return _window(size, layer.pool_size[place], (layer.strides or layer.pool_size)[place], layer.padding, 1)
    if isinstance(layer, Bordering):
        sign = "−" if isinstance(layer, Cropping) else "+"
        first, last = layer.pairs[place]
        return f"{size} {sign} {first} {sign} {last}", tr("pixels before and after")
    return f"{size}·{out // size}", tr("each place so many times")


def _window(size: int, kernel: int, stride: int, padding: str, dilation: int) -> Axis:
    """⌊(W − F + 2P) / S⌋ + 1, where F is the width that a dilated kernel spans."""
    first, last = window_padding(size, kernel, stride, padding, dilation)
    pads = f"2·{first}" if first == last else f"{first} + {last}"
    span = effective_kernel(kernel, dilation)
    note = tr('padding "{0}"', padding)
    if dilation > 1:
        note += tr("; dilated, {0} span {1}·({0} − 1) + 1 = {2}", kernel, dilation, span)
    return f"⌊({size} − {span} + {pads}) / {stride}⌋ + 1", note


def _transposed(layer: TransposedConvolution, place: int, size: int) -> Axis:
    """The inverse: (W − 1)·S + F, and W·S with padding "same"."""
    stride, extra = layer.strides[place], layer.output_padding
    span = effective_kernel(layer.kernel_size[place], layer.dilation_rate[place])
    if layer.padding == "same":
        if extra is None:
            return f"{size}·{stride}", tr('padding "{0}"', "same")
        return f"({size} − 1)·{stride} + {span % 2} + {extra[place]}", tr('padding "{0}", with output padding', "same")
    more = max(span, stride) - span if extra is None else extra[place]
    return f"({size} − 1)·{stride} + {span} + {more}", tr('padding "{0}"', "valid")


def _concatenated(layer: Concatenate, inputs: tuple[Shape, ...], output: Shape) -> Iterator[Line]:
    place = layer.axis if layer.axis < 0 else layer.axis - 1
    sizes = [shape[place] for shape in inputs]
    if None not in sizes:
        what = tr("Output channels") if place in (-1, len(output) - 1) else tr("Output size")
        yield Line(what, " + ".join(number(size or 0) for size in sizes), number(output[place] or 0), tr("one behind the other"))
