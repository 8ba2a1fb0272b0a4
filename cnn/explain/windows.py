"""How one number of a layer's output comes about: the window it looks through, the products, their sum.

Arithmetic on arrays, as a textbook does it on a 5×5 example: Dumoulin & Visin (2016), "A guide to convolution arithmetic for deep
learning". It knows convolutions (depthwise, separable and transposed ones too), max and average pooling (global and adaptive
too), over one, two and three axes, Dense, and Flatten, and gets their weights as arrays. A sequence is an image of one column,
and an image a volume of depth 1: the arithmetic is written once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

from cnn.errors import LayerloomError
from cnn.explain.activations import activated
from cnn.layers import Dense, Layer
from cnn.layers.adaptive_pooling import AdaptiveAveragePooling, AdaptiveMaxPooling, AdaptivePooling
from cnn.layers.convolution import Convolution, TransposedConvolution
from cnn.layers.depthwise import DepthwiseConvolution, SeparableConvolution
from cnn.layers.pooling import AveragePooling, GlobalAveragePooling, GlobalMaxPooling, GlobalPooling, MaxPooling, Pooling
from cnn.layers.reshaping import Flatten
from cnn.shapes import effective_kernel, transposed_output, window_padding
from cnn.words.language import tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

Kind = Literal["products", "largest", "mean", "copied"]

#: a window with more channels than this names only these, the ones that add most; the sum is of all
MOST_CHANNELS = 512
#: of a Dense layer, and of a window as large as a whole image, so many numbers at most are told one by one
MOST_NUMBERS = 4096


#: layers that slide a kernel, and layers that pool
_FILTERS = Convolution, DepthwiseConvolution, SeparableConvolution, TransposedConvolution
_POOLS = MaxPooling, AveragePooling, GlobalMaxPooling, GlobalAveragePooling, AdaptiveMaxPooling, AdaptiveAveragePooling


@dataclass(frozen=True)
class Slice:
    """One channel of the window, in a volume at one depth: its numbers, what they are multiplied by (none where nothing is), and
    what they amount to.

    `numbers` and `factors` are rows of the window. `channel` and `depth` count from 0 in the layer's input.
    """

    channel: int
    numbers: tuple[tuple[float, ...], ...]
    factors: tuple[tuple[float, ...], ...]
    total: float
    depth: int = 0


@dataclass(frozen=True)
class Window:
    """Where an output number looks, and how it is worked out of what is there.

    `rows` and `columns` are the places in the input (from 0; what lies outside is padding), `inside` says for each whether it is
    no padding. `total` is the sum of all products, the largest number, the mean, or the one number that is taken over;
    `bias` comes to it, then the activation. `counted` numbers make a mean. `left_out` channels are in the total but not among
    the `slices`, nor are depths of padding. `depths` are those of a volume, with `depth` of the output; a transposed convolution
    may be reached by no input at all: then there are no slices. The factors of a `separable` one are its depthwise kernel times
    its pointwise weights.
    """

    kind: Kind
    place: tuple[int, int]
    channel: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    inside: tuple[tuple[bool, ...], ...]
    slices: tuple[Slice, ...]
    total: float
    bias: float | None
    activation: str
    result: float | None
    counted: int = 0
    left_out: int = 0
    depth: int | None = None
    depths: tuple[int, ...] = ()
    axes: int = 2
    separable: bool = False
    transposed: bool = False


def window_of(
    layer: Layer, value: "Array", weights: Sequence["Array"], place: tuple[int, ...], channel: int, *, first: bool = False
) -> Window | None:
    """The window behind one number of what a layer makes of `value` (its spatial axes, one to three, then channels; with `first`
    channels before them; of Dense its input, whose last axis is taken; of Flatten any input); None for layers of which
    nothing is known here.

    `place` is row and column of the output, of a sequence its position (what follows is not looked at), of a volume depth, row
    and column; `channel` its channel, of a vector the unit. `weights` are the layer's arrays in Keras's order. Raises
    `LayerloomError` for a place that the output doesn't have.
    """
    import numpy as np

    if isinstance(layer, Dense):
        return _dense(layer, value, weights, place, channel)
    if isinstance(layer, Flatten):
        return _flattened(np.moveaxis(value, 0, -1) if first and value.ndim > 1 else value, channel)
    axes = getattr(layer, "axes", 0)
    if not explains(layer) or value.ndim != axes + 1:
        return None
    value = _volume(np.moveaxis(value, 0, -1) if first else value, axes)
    spot = _three((*place, 0)[:axes] if axes > 1 else place, axes, 0)
    if isinstance(layer, _FILTERS):
        return _filtered(layer, value, weights, spot, channel)
    return _pooled(layer, value, spot, channel)


def explains(layer: Layer) -> bool:
    """Whether `window_of` knows the arithmetic of a layer."""
    return isinstance(layer, (*_FILTERS, *_POOLS, Dense, Flatten))


# ---------------------------------------------------------------------- layers

Place = tuple[int, int, int]


@dataclass(frozen=True)
class _Axis:
    """The places in the input that a window lies on along an axis, and which number of the kernel stands at each."""

    places: tuple[int, ...]
    taps: tuple[int, ...]


@dataclass(frozen=True)
class _Filter:
    """What a window is multiplied by, for each channel of the output: depth × rows × columns × channels of the input that are
    read, of which the first is number `start`."""

    factors: "Array"
    start: int


def _filtered(layer: Any, value: "Array", weights: Sequence["Array"], place: Place, channel: int) -> Window | None:
    """A weighted sum of the window, for layers with a kernel."""
    import numpy as np

    separable = isinstance(layer, SeparableConvolution)
    kernels, bias = _kernels(weights, 2 if separable else 1, use_bias=layer.use_bias)
    if not kernels or kernels[0].shape[: layer.axes] != layer.kernel_size:
        return None  # low-rank adaptation keeps its kernel in parts
    kernel = kernels[0].reshape(*_three(layer.kernel_size, layer.axes), *kernels[0].shape[layer.axes :])
    count, filter_of = _filters(layer, kernel, kernels, value.shape[-1])
    _check_channel(channel, count)
    axes = _axes(layer, value.shape, place)
    taps = np.ix_(*(axis.taps for axis in axes))
    patch, inside = _patch(value, axes)

    def sums(one: int) -> "Array":
        """What each channel and depth of the window adds to one number of the output."""
        own = filter_of(one)
        read = patch[..., own.start : own.start + own.factors.shape[-1]]
        found: Array = (read.astype(np.float64) * own.factors[taps]).sum(axis=(1, 2))
        return found

    def all_channels() -> "Array":
        totals = np.asarray([sums(one).sum() for one in range(count)])
        return totals if bias is None else totals + bias

    own, each = filter_of(channel), sums(channel)
    factors, total = own.factors[taps], float(each.sum())
    depths = [depth for depth in range(len(each)) if inside[depth].any()]
    known = [*product(depths, range(each.shape[1]))]
    told = sorted(sorted(known, key=lambda pair: -abs(each[pair]))[:MOST_CHANNELS], key=lambda pair: (pair[1], pair[0]))
    slices = tuple(
        Slice(
            own.start + one,
            _rows(patch[depth, ..., own.start + one]),
            _rows(factors[depth, ..., one]),
            float(each[depth, one]),
            axes[0].places[depth],
        )
        for depth, one in told
    )
    before = total + (float(bias[channel]) if bias is not None else 0.0)
    return Window(
        kind="products",
        channel=channel,
        **_where(layer.axes, place, axes, inside, depths),
        slices=slices,
        total=total,
        bias=float(bias[channel]) if bias is not None else None,
        activation=layer.activation,
        result=activated(layer.activation, before, channel, all_channels),
        left_out=len(known) - len(told),
        separable=separable,
        transposed=isinstance(layer, TransposedConvolution),
    )


def _filters(layer: Any, kernel: "Array", kernels: Sequence["Array"], channels: int) -> tuple[int, Callable[[int], _Filter]]:
    """How many channels come out, and what each is filtered by."""
    if isinstance(layer, TransposedConvolution):  # the last but one axis are the filters
        return kernel.shape[3], lambda one: _Filter(kernel[..., one, :], 0)
    if isinstance(layer, DepthwiseConvolution):
        times = kernel.shape[-1]
        return channels * times, lambda one: _Filter(kernel[..., one // times : one // times + 1, one % times], one // times)
    if isinstance(layer, SeparableConvolution):
        mixing = kernels[1].reshape(channels, -1, kernels[1].shape[-1])  # channels × maps of each × filters
        return mixing.shape[-1], lambda one: _Filter((kernel * mixing[..., one]).sum(axis=-1), 0)
    of_group, count = kernel.shape[3], kernel.shape[4]
    return count, lambda one: _Filter(kernel[..., one], one // (count // layer.groups) * of_group)


def _pooled(layer: Any, value: "Array", place: Place, channel: int) -> Window:
    """The largest number of a window, or their mean; padding does not count."""
    _check_channel(channel, value.shape[-1])
    whole = isinstance(layer, GlobalPooling)
    place = (0, 0, 0) if whole else place
    axes = _axes(layer, value.shape, place)
    patch, inside = _patch(value[..., channel : channel + 1], axes)
    there = patch[..., 0][inside]
    largest = isinstance(layer, MaxPooling | GlobalMaxPooling | AdaptiveMaxPooling)
    total = float(there.max() if largest else there.astype("float64").mean())
    depths = [depth for depth in range(len(inside)) if inside[depth].any()]

    def amount(depth: int) -> float:
        own = patch[depth, ..., 0][inside[depth]]
        return float(own.max() if largest else own.astype("float64").mean())

    return Window(
        kind="largest" if largest else "mean",
        channel=channel,
        **_where(layer.axes, place, axes, inside, depths),
        slices=tuple(Slice(channel, _rows(patch[one, ..., 0]), (), amount(one), axes[0].places[one]) for one in depths),
        total=total,
        bias=None,
        activation="linear",
        result=total,
        counted=int(inside.sum()),
    )


def _where(axes: int, place: Place, found: "Sequence[_Axis]", inside: "Array", depths: Sequence[int]) -> dict[str, Any]:
    """Where the window lies."""
    middle: Array = inside[depths[0] if depths else 0] if len(inside) else inside.reshape(0, 0)
    return {
        "place": (place[1], place[2]),
        "rows": found[1].places,
        "columns": found[2].places,
        "inside": _bools(middle),
        "depth": place[0] if axes == 3 else None,
        "depths": tuple(found[0].places[one] for one in depths) if axes == 3 else (),
        "axes": axes,
    }


def _dense(layer: Dense, value: "Array", weights: Sequence["Array"], place: tuple[int, ...], channel: int) -> Window | None:
    import numpy as np

    kernels, bias = _kernels(weights, 1, use_bias=layer.use_bias)
    rows = value.reshape(-1, value.shape[-1])
    if not kernels or kernels[0].ndim != 2 or kernels[0].shape[0] != rows.shape[-1]:
        return None
    kernel = kernels[0]
    _check_channel(channel, kernel.shape[-1])
    number = min(max(place[0], 0), len(rows) - 1)
    row, factors = rows[number], kernel[:, channel]
    total = float((row.astype(np.float64) * factors).sum())
    most = np.sort(np.argsort(-np.abs(row * factors), kind="stable")[:MOST_NUMBERS])

    def all_channels() -> "Array":
        sums = row.astype(np.float64) @ kernel
        found: Array = sums if bias is None else sums + bias
        return found

    before = total + (float(bias[channel]) if bias is not None else 0.0)
    return Window(
        kind="products",
        place=(number, 0),
        channel=channel,
        rows=(0,),
        columns=tuple(int(one) for one in most),
        inside=(tuple([True] * len(most)),),
        slices=(Slice(0, _rows(row[most][None]), _rows(factors[most][None]), float((row[most] * factors[most]).sum())),),
        total=total,
        bias=float(bias[channel]) if bias is not None else None,
        activation=layer.activation,
        result=activated(layer.activation, before, channel, all_channels),
        left_out=len(row) - len(most),
    )


def _flattened(value: "Array", unit: int) -> Window | None:
    """The number of an image (channels last), a sequence or a volume that a unit of the long row takes over."""
    import numpy as np

    if not 1 <= value.ndim <= 4:
        return None
    _check_channel(unit, value.size)
    *spot, channel = (int(one) for one in np.unravel_index(unit, value.shape))
    axes = len(spot)
    depth, row, column = _three(tuple(spot), axes, 0) if axes else (0, 0, 0)
    number = float(value.reshape(-1)[unit])
    return Window(
        kind="copied",
        place=(0, 0),
        channel=unit,
        rows=(row,),
        columns=(column,),
        inside=((True,),),
        slices=(Slice(channel, ((number,),), (), number, depth),),
        total=number,
        bias=None,
        activation="linear",
        result=number,
        counted=1,
        axes=axes,
    )


# ---------------------------------------------------------------------- arithmetic


def _three(sizes: tuple[int, ...], axes: int, fill: int = 1) -> tuple[int, int, int]:
    """Sizes along depth, rows and columns: a sequence has only rows, an image no depth."""
    if axes == 1:
        return fill, sizes[0], fill
    return (fill, sizes[0], sizes[1]) if axes == 2 else (sizes[0], sizes[1], sizes[2])


def _volume(value: "Array", axes: int) -> "Array":
    """Depth × rows × columns × channels."""
    return value[None, :, None] if axes == 1 else value[None] if axes == 2 else value


def _axes(layer: Any, shape: tuple[int, ...], place: Place) -> tuple[_Axis, _Axis, _Axis]:
    """Where the window at a place of the output lies, along each axis; raises `LayerloomError` where there is no such place."""
    number = {1: (1,), 2: (1, 2), 3: (0, 1, 2)}[layer.axes]  # of the layer's own axes among the three
    found = [_Axis((0,), (0,)) for _ in range(3)]
    for own, axis in enumerate(number):
        found[axis] = _axis(layer, own, shape[axis], place[axis])
    return found[0], found[1], found[2]


def _axis(layer: Any, own: int, size: int, place: int) -> _Axis:
    if isinstance(layer, GlobalPooling):
        return _Axis(tuple(range(size)), tuple(range(size)))
    if isinstance(layer, AdaptivePooling):
        out = layer.output_size[own]
        _require_place(place, out, own)
        places = range(place * size // out, -(-(place + 1) * size // out))
        return _Axis(tuple(places), tuple(range(len(places))))
    if isinstance(layer, TransposedConvolution):
        return _reaching(layer, own, size, place)
    if isinstance(layer, Pooling):
        kernel, stride, dilation = layer.pool_size[own], (layer.strides or layer.pool_size)[own], 1
    else:
        kernel, stride, dilation = layer.kernel_size[own], layer.strides[own], layer.dilation_rate[own]
    before, after = window_padding(size, kernel, stride, layer.padding, dilation)
    _require_place(place, (size + before + after - effective_kernel(kernel, dilation)) // stride + 1, own)
    start = place * stride - before
    return _Axis(tuple(start + step * dilation for step in range(kernel)), tuple(range(kernel)))


def _reaching(layer: TransposedConvolution, own: int, size: int, place: int) -> _Axis:
    """The places of the input whose kernels, laid down a stride apart, reach a place of the output: a transposed convolution
    spreads each number, and a number of its output gathers what was spread to it."""
    kernel, stride, dilation = layer.kernel_size[own], layer.strides[own], layer.dilation_rate[own]
    extra = layer.output_padding[own] if layer.output_padding else None
    out = transposed_output(size, kernel, stride, layer.padding, dilation, extra)
    assert out is not None
    _require_place(place, out, own)
    cut = max((size - 1) * stride + effective_kernel(kernel, dilation) - out, 0) // 2 if layer.padding == "same" else 0
    found = [(*divmod(place + cut - tap * dilation, stride), tap) for tap in range(kernel)]
    reached = sorted((source, tap) for source, left, tap in found if not left and 0 <= source < size)
    return _Axis(tuple(source for source, _ in reached), tuple(tap for _, tap in reached))


def _require_place(place: int, count: int, axis: int) -> None:
    if not 0 <= place < count:
        words = tr("The output has {0} places along axis {1}, counted from 0; asked was {2}.", count, axis + 1, place)
        raise LayerloomError(words, "")


def _patch(value: "Array", axes: Sequence[_Axis]) -> tuple["Array", "Array"]:
    """The numbers at these places (depth × rows × columns × channels), 0 outside of the input; and which of them are inside."""
    import numpy as np

    places = [np.array(axis.places, np.int64) for axis in axes]
    known = [(one >= 0) & (one < size) for one, size in zip(places, value.shape, strict=False)]
    inside = known[0][:, None, None] & known[1][:, None] & known[2]
    patch = value[np.ix_(*(np.clip(one, 0, size - 1) for one, size in zip(places, value.shape, strict=False)))]
    return np.where(inside[..., None], patch, 0), inside


def _kernels(weights: Sequence["Array"], count: int, *, use_bias: bool) -> tuple[Sequence["Array"], "Array | None"]:
    """So many kernels, and the bias; no kernel where there are other weights than these."""
    if len(weights) != count + use_bias:
        return (), None
    return weights[:count], weights[count] if use_bias else None


def _rows(values: "Array") -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(number) for number in row) for row in values.tolist())


def _bools(values: "Array") -> tuple[tuple[bool, ...], ...]:
    return tuple(tuple(bool(one) for one in row) for row in values.tolist())


def _check_channel(channel: int, count: int) -> None:
    if not 0 <= channel < count:
        raise LayerloomError(tr("The output has {0} channels, counted from 0; asked was {1}.", count, channel), "")
