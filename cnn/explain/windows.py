"""How one number of a layer's output comes about: the window it looks through, the products, their sum.

Arithmetic on arrays, as a textbook does it on a 5×5 example: Dumoulin & Visin (2016), "A guide to convolution arithmetic for deep
learning". It knows Conv2D, DepthwiseConv2D, max and average pooling (global too) and Dense, and gets their weights as arrays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import erf
from typing import TYPE_CHECKING, Any, Literal

from cnn.errors import LayerloomError
from cnn.layers import AveragePooling2D, Conv2D, Dense, DepthwiseConv2D, Layer, MaxPooling2D
from cnn.layers.pooling import GlobalAveragePooling2D, GlobalMaxPooling2D
from cnn.shapes import effective_kernel, window_padding
from cnn.words.language import tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

Kind = Literal["products", "largest", "mean"]

#: a window with more channels than this names only these, the ones that add most; the sum is of all
MOST_CHANNELS = 512
#: of a Dense layer, and of a window as large as a whole image, so many numbers at most are told one by one
MOST_NUMBERS = 4096


@dataclass(frozen=True)
class Slice:
    """One channel of the window: its numbers, what they are multiplied by (none where nothing is), and what they amount to.

    `numbers` and `factors` are rows of the window. `channel` counts from 0 in the layer's input.
    """

    channel: int
    numbers: tuple[tuple[float, ...], ...]
    factors: tuple[tuple[float, ...], ...]
    total: float


@dataclass(frozen=True)
class Window:
    """Where an output number looks, and how it is worked out of what is there.

    `rows` and `columns` are the places in the input (from 0; what lies outside is padding), `inside` says for each whether it is
    no padding. `total` is the sum of all products, the largest number, or the mean; `bias` comes to it, then the activation.
    `counted` numbers make a mean. `left_out` channels are in the total but not among the `slices`.
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


def window_of(
    layer: Layer, value: "Array", weights: Sequence["Array"], place: tuple[int, int], channel: int, *, first: bool = False
) -> Window | None:
    """The window behind one number of what a layer makes of `value` (height × width × channels, with `first` channels × height ×
    width; of Dense its input, whose last axis is taken); None for layers of which nothing is known here.

    `place` is row and column of the output, `channel` its channel. `weights` are the layer's arrays in Keras's order. Raises
    `LayerloomError` for a place that the output doesn't have.
    """
    import numpy as np

    if isinstance(layer, Dense):
        return _dense(layer, value, weights, place, channel)
    value = np.moveaxis(value, 0, -1) if first else value
    if value.ndim != 3:
        return None
    if isinstance(layer, Conv2D):
        return _convolved(layer, value, weights, place, channel)
    if isinstance(layer, DepthwiseConv2D):
        return _depthwise(layer, value, weights, place, channel)
    if isinstance(layer, MaxPooling2D | AveragePooling2D | GlobalMaxPooling2D | GlobalAveragePooling2D):
        return _pooled(layer, value, place, channel)
    return None


def explains(layer: Layer) -> bool:
    """Whether `window_of` knows the arithmetic of a layer."""
    known = Conv2D, DepthwiseConv2D, MaxPooling2D, AveragePooling2D, GlobalMaxPooling2D, GlobalAveragePooling2D, Dense
    return isinstance(layer, known)


# ---------------------------------------------------------------------- layers


def _convolved(layer: Conv2D, value: "Array", weights: Sequence["Array"], place: tuple[int, int], channel: int) -> Window | None:
    kernel, bias = _kernel(weights, use_bias=layer.use_bias)
    if kernel is None or kernel.shape[:2] != layer.kernel_size:
        return None  # low-rank adaptation keeps its kernel in parts
    rows, columns = _places(layer.kernel_size, layer.strides, layer.padding, layer.dilation_rate, value.shape, place)
    patch, inside = _patch(value, rows, columns)
    _check_channel(channel, kernel.shape[-1])
    of_group = kernel.shape[2]
    start = channel // (kernel.shape[-1] // layer.groups) * of_group
    factors = kernel[..., channel]
    every = (patch[..., start : start + of_group], patch, kernel)

    def all_channels() -> "Array":
        sums = [
            (every[1][..., one // (kernel.shape[-1] // layer.groups) * of_group :][..., :of_group] * kernel[..., one]).sum()
            for one in range(kernel.shape[-1])
        ]
        return _plus(sums, bias)

    return _summed(every[0], factors, inside, rows, columns, place, channel, start, bias, layer.activation, all_channels)


def _depthwise(
    layer: DepthwiseConv2D, value: "Array", weights: Sequence["Array"], place: tuple[int, int], channel: int
) -> Window | None:
    kernel, bias = _kernel(weights, use_bias=layer.use_bias)
    if kernel is None:
        return None
    rows, columns = _places(layer.kernel_size, layer.strides, layer.padding, layer.dilation_rate, value.shape, place)
    patch, inside = _patch(value, rows, columns)
    times = kernel.shape[-1]
    _check_channel(channel, kernel.shape[2] * times)
    source = channel // times
    factors = kernel[:, :, source : source + 1, channel % times]

    def all_channels() -> "Array":
        return _plus((patch[..., :, None] * kernel).sum(axis=(0, 1)).reshape(-1), bias)

    one = patch[..., source : source + 1]
    return _summed(one, factors, inside, rows, columns, place, channel, source, bias, layer.activation, all_channels)


def _pooled(layer: Any, value: "Array", place: tuple[int, int], channel: int) -> Window:
    whole = isinstance(layer, GlobalMaxPooling2D | GlobalAveragePooling2D)
    _check_channel(channel, value.shape[-1])
    if whole:
        rows, columns = tuple(range(value.shape[0])), tuple(range(value.shape[1]))
    else:
        strides = layer.strides or layer.pool_size
        rows, columns = _places(layer.pool_size, strides, layer.padding, (1, 1), value.shape, place)
    patch, inside = _patch(value[..., channel : channel + 1], rows, columns)
    there = patch[..., 0][inside]
    largest = isinstance(layer, MaxPooling2D | GlobalMaxPooling2D)
    total = float(there.max() if largest else there.astype("float64").mean())
    return Window(
        kind="largest" if largest else "mean",
        place=(0, 0) if whole else place,
        channel=channel,
        rows=rows,
        columns=columns,
        inside=_bools(inside),
        slices=(Slice(channel, _rows(patch[..., 0]), (), total),),
        total=total,
        bias=None,
        activation="linear",
        result=total,
        counted=int(inside.sum()),
    )


def _dense(layer: Dense, value: "Array", weights: Sequence["Array"], place: tuple[int, int], channel: int) -> Window | None:
    import numpy as np

    kernel, bias = _kernel(weights, use_bias=layer.use_bias)
    rows = value.reshape(-1, value.shape[-1])
    if kernel is None or kernel.ndim != 2 or kernel.shape[0] != rows.shape[-1]:
        return None
    _check_channel(channel, kernel.shape[-1])
    number = min(max(place[0], 0), len(rows) - 1)
    row, factors = rows[number], kernel[:, channel]
    total = float((row.astype(np.float64) * factors).sum())
    most = np.sort(np.argsort(-np.abs(row * factors), kind="stable")[:MOST_NUMBERS])

    def all_channels() -> "Array":
        return _plus(row.astype(np.float64) @ kernel, bias)

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
        result=_activated(layer.activation, before, channel, all_channels),
        left_out=len(row) - len(most),
    )


# ---------------------------------------------------------------------- arithmetic


def _summed(
    patch: "Array",
    factors: "Array",
    inside: "Array",
    rows: tuple[int, ...],
    columns: tuple[int, ...],
    place: tuple[int, int],
    channel: int,
    start: int,
    bias: "Array | None",
    activation: str,
    all_channels: Callable[[], "Array"],
) -> Window:
    """The window of a weighted sum; `patch` and `factors` are rows × columns × channels, of which the first is number `start`."""
    import numpy as np

    sums = (patch.astype(np.float64) * factors).sum(axis=(0, 1))
    total = float(sums.sum())
    own = float(bias[channel]) if bias is not None else None
    told = np.sort(np.argsort(-np.abs(sums), kind="stable")[:MOST_CHANNELS]).tolist()
    slices = tuple(Slice(start + one, _rows(patch[..., one]), _rows(factors[..., one]), float(sums[one])) for one in told)
    return Window(
        kind="products",
        place=place,
        channel=channel,
        rows=rows,
        columns=columns,
        inside=_bools(inside),
        slices=slices,
        total=total,
        bias=own,
        activation=activation,
        result=_activated(activation, total + (own or 0.0), channel, all_channels),
        left_out=len(sums) - len(told),
    )


def _places(
    kernel: tuple[int, ...],
    strides: tuple[int, ...],
    padding: str,
    dilation: tuple[int, ...],
    shape: tuple[int, ...],
    place: tuple[int, int],
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rows and columns of the input that the window at a place of the output lies on; negative ones are padding."""
    found = []
    for axis in range(2):
        before, after = window_padding(shape[axis], kernel[axis], strides[axis], padding, dilation[axis])
        span = effective_kernel(kernel[axis], dilation[axis])
        steps = (shape[axis] + before + after - span) // strides[axis] + 1
        if not 0 <= place[axis] < steps:
            raise LayerloomError(
                tr("The output has {0} places along axis {1}, counted from 0; asked was {2}.", steps, axis + 1, place[axis]), ""
            )
        start = place[axis] * strides[axis] - before
        found.append(tuple(start + step * dilation[axis] for step in range(kernel[axis])))
    return found[0], found[1]


def _patch(value: "Array", rows: tuple[int, ...], columns: tuple[int, ...]) -> tuple["Array", "Array"]:
    """The numbers at these places, 0 outside of the image; and which of them are inside."""
    import numpy as np

    height, width = value.shape[:2]
    row, column = np.array(rows), np.array(columns)
    inside = ((row >= 0) & (row < height))[:, None] & ((column >= 0) & (column < width))[None]
    patch = value[np.clip(row, 0, height - 1)][:, np.clip(column, 0, width - 1)]
    return np.where(inside[..., None], patch, 0), inside


def _kernel(weights: Sequence["Array"], *, use_bias: bool) -> tuple["Array | None", "Array | None"]:
    wanted = 2 if use_bias else 1
    if len(weights) != wanted:
        return None, None
    return weights[0], weights[1] if use_bias else None


def _plus(sums: "Sequence[float] | Array", bias: "Array | None") -> "Array":
    import numpy as np

    found: NDArray[np.float64] = np.asarray(sums, np.float64)
    return found if bias is None else found + bias


def _activated(name: str, value: float, channel: int, all_channels: Callable[[], "Array"]) -> float | None:
    """What an activation makes of a number, as Keras defines it; None for one that is not known here."""
    import numpy as np

    if name in ("softmax", "log_softmax"):
        values = all_channels()
        shifted = values - values.max()
        logarithm = float(shifted[channel] - np.log(np.exp(shifted).sum()))
        return float(np.exp(logarithm)) if name == "softmax" else logarithm
    known = _ACTIVATIONS.get(name)
    return None if known is None else float(known(value))


def _sigmoid(x: float) -> float:
    from math import exp

    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def _softplus(x: float) -> float:
    from math import exp, log1p

    return max(x, 0.0) + log1p(exp(-abs(x)))


def _elu(x: float) -> float:
    from math import expm1

    return x if x > 0 else expm1(x)


def _tanh(x: float) -> float:
    from math import tanh

    return tanh(x)


#: https://keras.io/api/layers/activations/; the others need more than the one number
_ACTIVATIONS: dict[str, Callable[[float], float]] = {
    "linear": lambda x: x,
    "relu": lambda x: max(x, 0.0),
    "relu6": lambda x: min(max(x, 0.0), 6.0),
    "leaky_relu": lambda x: x if x > 0 else 0.2 * x,
    "sigmoid": _sigmoid,
    "hard_sigmoid": lambda x: min(max(x / 6 + 0.5, 0.0), 1.0),
    "tanh": _tanh,
    "softplus": _softplus,
    "softsign": lambda x: x / (1 + abs(x)),
    "elu": _elu,
    "selu": lambda x: 1.05070098735548 * (x if x > 0 else 1.67326324235437 * _elu(x)),
    "silu": lambda x: x * _sigmoid(x),
    "swish": lambda x: x * _sigmoid(x),
    "hard_silu": lambda x: x * min(max(x / 6 + 0.5, 0.0), 1.0),
    "gelu": lambda x: 0.5 * x * (1 + erf(x / 2**0.5)),
    "mish": lambda x: x * _tanh(_softplus(x)),
}


def _rows(values: "Array") -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(number) for number in row) for row in values.tolist())


def _bools(values: "Array") -> tuple[tuple[bool, ...], ...]:
    return tuple(tuple(bool(one) for one in row) for row in values.tolist())


def _check_channel(channel: int, count: int) -> None:
    if not 0 <= channel < count:
        raise LayerloomError(tr("The output has {0} channels, counted from 0; asked was {1}.", count, channel), "")
