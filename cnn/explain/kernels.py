"""Where the window of a layer lies on what comes in: what a picture of a sliding kernel is drawn from."""

from dataclasses import dataclass
from typing import Any

from cnn.analysis import NodeAnalysis
from cnn.layers import Dense, Layer
from cnn.layers.convolution import TransposedConvolution
from cnn.layers.depthwise import DepthwiseConvolution
from cnn.layers.pooling import GlobalPooling, Pooling
from cnn.layers.sliding import Sliding
from cnn.layers.spatial import split_channels
from cnn.shapes import effective_kernel, window_padding

Pair = tuple[int, int]


@dataclass(frozen=True)
class Deep:
    """How the window of a volume lies along the depth: slices that there are, that come out, that are read, and of padding."""

    given: int
    out: int
    size: int
    stride: int
    dilation: int
    before: int

    def read(self, place: int) -> tuple[int, ...]:
        """The slices that the window at a depth of the output reads; those outside of the volume are padding."""
        first = place * self.stride - self.before
        return tuple(first + tap * self.dilation for tap in range(self.size))


@dataclass(frozen=True)
class Kernel:
    """A window that slides over rows and columns; a sequence is a single row, and a volume has a depth besides.

    `given` and `out` are rows and columns of what comes in and goes out, `channels` and `maps` how many of each; `size`,
    `strides` and `dilation` go along rows and columns as well. `before` and `after` are the pixels of padding. Where it
    `spreads`, as a transposed convolution does, all is the other way round: the window of each place of what comes in (`out`)
    lies on what goes out (`given`), and what would lie before and after that is cut off.
    """

    given: Pair
    out: Pair
    size: Pair
    strides: Pair
    dilation: Pair
    before: Pair
    after: Pair
    channels: int
    maps: int
    apart: bool = False  # each channel has a window of its own
    spreads: bool = False
    deep: "Deep | None" = None

    @property
    def span(self) -> Pair:
        """Pixels from the first to the last that the window reads, along rows and columns."""
        down, across = map(effective_kernel, self.size, self.dilation)
        return down, across

    def start(self, place: Pair) -> Pair:
        """The first row and column that the window at a place of the output reads; negative in the padding."""
        row, column = (spot * step - pad for spot, step, pad in zip(place, self.strides, self.before, strict=True))
        return row, column

    def read(self, place: Pair) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The rows and columns that the window at a place of the output reads; those outside of the image are padding."""
        rows, columns = (
            tuple(first + tap * spread for tap in range(size))
            for first, size, spread in zip(self.start(place), self.size, self.dilation, strict=True)
        )
        return rows, columns

    def place_at(self, pixel: tuple[float, float]) -> Pair:
        """The place of the output whose window lies most evenly around a pixel of what comes in."""
        found = (
            min(max(round((at + pad - (span - 1) / 2) / step), 0), count - 1)
            for at, pad, span, step, count in zip(pixel, self.before, self.span, self.strides, self.out, strict=True)
        )
        row, column = found
        return row, column

    def next_to(self, place: Pair) -> Pair:
        """The place one step further in the row, or in the column where there are no more; the same where that is the last."""
        row, column = place
        if column + 1 < self.out[1]:
            return row, column + 1
        if self.out[1] > 1:
            return row, column - 1
        return (row + 1, column) if row + 1 < self.out[0] else (max(row - 1, 0), column)


def kernel_of(layer: Layer, numbers: NodeAnalysis) -> Kernel | None:
    """The sliding window of a layer over a sequence, an image or a volume; `None` for layers without one, and where a size is
    open."""
    if numbers.output_shape is None or len(numbers.inputs) != 1 or not 2 <= len(numbers.inputs[0]) <= 4:
        return None
    if None in (*numbers.inputs[0], *numbers.output_shape):
        return None
    if isinstance(layer, TransposedConvolution):
        return _spread(layer, numbers)
    if isinstance(layer, Dense):
        ones = (1,) * (len(numbers.inputs[0]) - 1)
        return _kernel(numbers, "channels_last", (ones, ones, ones), "valid", apart=False)
    if isinstance(layer, Sliding):
        windows = layer.kernel_size, layer.strides, layer.dilation_rate
        return _kernel(numbers, layer.data_format, windows, layer.padding, apart=isinstance(layer, DepthwiseConvolution))
    if isinstance(layer, GlobalPooling):
        return _whole(layer, numbers)
    if isinstance(layer, Pooling):
        windows = layer.pool_size, layer.strides or layer.pool_size, (1,) * layer.axes
        return _kernel(numbers, layer.data_format, windows, layer.padding, apart=True)
    return None


def _whole(layer: GlobalPooling, numbers: NodeAnalysis) -> Kernel:
    """A window as large as what comes in, which has a single place."""
    given, channels = split_channels(numbers.inputs[0], layer.data_format)
    ones, none = (1, 1), (0, 0)
    sizes = _pair(given)
    deep = Deep(given[0], 1, given[0], 1, 1, 0) if len(given) == 3 else None  # type: ignore[arg-type]
    return Kernel(sizes, ones, sizes, ones, ones, none, none, channels or 0, channels or 0, apart=True, deep=deep)


def _spread(layer: TransposedConvolution, numbers: NodeAnalysis) -> Kernel:
    """What each place that comes in is spread over: the window of a convolution from what goes out to what comes in."""
    given, channels = split_channels(numbers.output_shape or (), layer.data_format)
    out, maps = split_channels(numbers.inputs[0], layer.data_format)
    spans = map(effective_kernel, layer.kernel_size, layer.dilation_rate)
    wholes = [((one or 0) - 1) * step + span for one, step, span in zip(out, layer.strides, spans, strict=True)]
    over = [max(whole - (size or 0), 0) for whole, size in zip(wholes, given, strict=True)]
    cut = [beyond // 2 if layer.padding == "same" else 0 for beyond in over]
    deep = None
    if layer.axes == 3:
        deep = Deep(given[0] or 0, out[0] or 0, layer.kernel_size[0], layer.strides[0], layer.dilation_rate[0], cut[0])
    return Kernel(
        _pair(given),
        _pair(out),
        _pair(layer.kernel_size),
        _pair(layer.strides),
        _pair(layer.dilation_rate),
        _pair(cut, 0),
        _pair([beyond - first for beyond, first in zip(over, cut, strict=True)], 0),
        channels or 0,
        maps or 0,
        spreads=True,
        deep=deep,
    )


def _kernel(numbers: NodeAnalysis, data_format: str, windows: Any, padding: str, *, apart: bool) -> Kernel:
    given, channels = split_channels(numbers.inputs[0], data_format)
    out, maps = split_channels(numbers.output_shape or (), data_format)
    size, strides, dilation = windows
    pads = [
        window_padding(whole, width, step, padding, spread)
        for whole, width, step, spread in zip(given, size, strides, dilation, strict=True)
    ]
    firsts = [first for first, _ in pads]
    deep = Deep(given[0] or 0, out[0] or 0, size[0], strides[0], dilation[0], firsts[0]) if len(given) == 3 else None
    return Kernel(
        _pair(given),
        _pair(out),
        _pair(size),
        _pair(strides),
        _pair(dilation),
        _pair(firsts, 0),
        _pair([last for _, last in pads], 0),
        channels or 0,
        maps or 0,
        apart,
        deep=deep,
    )


def _pair(sizes: Any, fill: int = 1) -> Pair:
    """Along rows and columns; what comes before these is the depth."""
    return (fill, sizes[0]) if len(sizes) == 1 else (sizes[-2], sizes[-1])
