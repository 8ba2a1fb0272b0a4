"""What follows for one layer from the shapes it gets; remembered, because networks repeat themselves."""

from functools import lru_cache
from typing import NamedTuple

from cnn.layers.base import Layer, Weight, Window
from cnn.shapes import Shape, count

FLOAT_BYTES = 4

#: layers with their shapes; some ten large networks
MOST_REMEMBERED = 16_384

#: what a layer that looks at each pixel alone reads along an axis
OWN_PIXEL = Window(1, 0, 0)


class Numbers(NamedTuple):
    """Shape, weights and costs of a layer, for one sample and without the batch axis.

    `params` and `trainable` count numbers, `macs` multiply-accumulates, `activation_bytes` is the output in float32; `None`
    where a size is open. `windows` is `None` where every output reads just its own pixel.
    """

    output: Shape
    weights: tuple[Weight, ...]
    params: int
    trainable: int
    macs: int | None
    activation_bytes: int | None
    windows: tuple[Window, ...] | None
    channels_first: bool
    caution: str


def numbers_of(layer: Layer, inputs: tuple[Shape, ...]) -> Numbers:
    """The numbers of a layer for inputs of these shapes; raises `ShapeError` when it can't take them."""
    key = (id(layer), inputs)  # quicker than the layer's own hash; the memory keeps the layer, so its id stays its own
    known = _SEEN.get(key)
    if known is None:
        known = (layer, _of_equal(layer, inputs))
        if len(_SEEN) >= MOST_REMEMBERED:
            _SEEN.clear()
        _SEEN[key] = known
    return known[1]


def forget() -> None:
    """Forgets all numbers, so that a measurement starts from nothing."""
    _SEEN.clear()
    _remembered.cache_clear()


_SEEN: dict[tuple[int, tuple[Shape, ...]], tuple[Layer, Numbers]] = {}


def _of_equal(layer: Layer, inputs: tuple[Shape, ...]) -> Numbers:
    """What was found for an equal layer, which blocks that repeat have."""
    try:
        return _remembered(layer, inputs)
    except TypeError:  # a layer with something unhashable in it, kept from a file
        return _work_out(layer, inputs)


@lru_cache(maxsize=8192)
def _remembered(layer: Layer, inputs: tuple[Shape, ...]) -> Numbers:
    return _work_out(layer, inputs)


def _work_out(layer: Layer, inputs: tuple[Shape, ...]) -> Numbers:
    output = layer.output_shape(*inputs)
    weights = layer.weights(*inputs)
    sizes = [weight.size for weight in weights]
    size = count(output)
    windows = layer.windows(*inputs)
    return Numbers(
        output=output,
        weights=weights,
        params=sum(sizes),
        trainable=sum(size for weight, size in zip(weights, sizes, strict=True) if weight.trainable),
        macs=layer.macs(inputs, output),
        activation_bytes=None if size is None else size * FLOAT_BYTES,
        windows=None if windows and all(window == OWN_PIXEL for window in windows) else windows,
        channels_first=getattr(layer, "data_format", "") == "channels_first",
        caution=layer.caution(*inputs),
    )
