"""What one output pixel sees of the image.

Araujo, Norris & Sim (2019), "Computing Receptive Fields of Convolutional Neural Networks", eq. 2-4.
"""

from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from cnn.layers.base import EVERYWHERE, Window
from cnn.shapes import Shape


class Reach(NamedTuple):
    """What one output pixel sees along one axis, in pixels of the network's input.

    Output pixel i sees input pixels `jump·i + first` to `jump·i + last`; `size` counts them without the image's borders.
    """

    jump: float
    first: float
    last: float

    @property
    def size(self) -> int:
        """How many pixels it spans."""
        return floor(self.last - self.first) + 1


class Span(NamedTuple):
    """A stretch of pixels along one axis, from the first to the last; empty when it ends before it begins."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many pixels it spans."""
        return max(self.last - self.first + 1, 0)


#: a pixel of the image sees itself
ITSELF = Reach(1, 0, 0)


class ReceptiveField(NamedTuple):
    """What one output position sees of the network's input; `whole` when every position sees all of it."""

    axes: tuple[Reach, ...] = ()
    input_shape: Shape = ()
    whole: bool = False
    channels_first: bool = False

    @property
    def image(self) -> Shape:
        """The sizes of the image, without its channels. A flat vector counts as a row of pixels."""
        if len(self.input_shape) < 2:
            return self.input_shape
        return self.input_shape[1:] if self.channels_first else self.input_shape[:-1]

    @property
    def size(self) -> tuple[int, ...] | None:
        """Pixels seen per axis, never more than the image has; `None` when all of an image of open size is seen."""
        if self.whole:
            return None if None in self.image else tuple(size for size in self.image if size is not None)
        return tuple(
            reach.size if size is None else min(reach.size, size) for reach, size in zip(self.axes, self.image, strict=True)
        )

    def seen_from(self, position: Sequence[int], image: Sequence[int]) -> tuple[Span, ...]:
        """The pixels per axis that one output position sees of an image of that size; its borders cut off what lies beyond."""
        if self.whole:
            return tuple(Span(0, size - 1) for size in image)
        return tuple(_within(reach, place, size) for reach, place, size in zip(self.axes, position, image, strict=True))

    def position_at(self, pixel: Sequence[float], outputs: Sequence[int | None]) -> tuple[int, ...]:
        """The output position whose field lies most evenly around a pixel, of so many `outputs` per axis."""
        found = (_around(reach, place) for reach, place in zip(self.axes, pixel, strict=False))
        return tuple(
            max(0, place if count is None else min(place, count - 1)) for place, count in zip(found, outputs, strict=False)
        )

    def outputs(self, shape: Shape) -> Shape:
        """The sizes of an output shape that are counted in positions, without its channels; none when all see the whole."""
        return () if self.whole else shape[1:] if self.channels_first else shape[:-1]


def of_input(shape: Shape) -> ReceptiveField:
    """What the pixels of an image see: themselves."""
    return ReceptiveField((ITSELF,) * max(len(shape) - 1, min(len(shape), 1)), shape)


def through(seen: ReceptiveField, windows: tuple[Window, ...] | None, channels_first: bool = False) -> ReceptiveField:
    """What is seen behind a layer with these windows on what `seen` describes."""
    if channels_first and not seen.channels_first:
        seen = seen._replace(channels_first=True)
    if windows is None or seen.whole:
        return seen
    if windows == EVERYWHERE or len(windows) != len(seen.axes):
        return seen._replace(axes=(), whole=True)
    axes = tuple(
        Reach(jump * step, start + jump * first, end + jump * last)
        for (jump, start, end), (step, first, last) in zip(seen.axes, windows, strict=True)
    )
    return ReceptiveField(axes, seen.input_shape, False, seen.channels_first)


def joined(fields: Sequence[ReceptiveField]) -> ReceptiveField:
    """Where branches meet, the largest reach of any of them."""
    result = fields[0]
    for other in fields[1:]:
        if other is not result and other != result:
            result = _joined(result, other)
    return result


def _within(reach: Reach, place: int, size: int) -> Span:
    start, end = reach.jump * place + reach.first, reach.jump * place + reach.last
    return Span(max(ceil(start), 0), min(floor(end), size - 1))


def _around(reach: Reach, pixel: float) -> int:
    return ceil((pixel - (reach.first + reach.last) / 2) / reach.jump - 0.5)


def _joined(a: ReceptiveField, b: ReceptiveField) -> ReceptiveField:
    if len(a.input_shape) != len(b.input_shape):
        return a._replace(axes=(), whole=True)
    shape = tuple(None if x is None or y is None else max(x, y) for x, y in zip(a.input_shape, b.input_shape, strict=True))
    first = a.channels_first or b.channels_first
    if a.whole or b.whole or len(a.axes) != len(b.axes):
        return ReceptiveField((), shape, True, first)
    axes = tuple(
        Reach(max(x.jump, y.jump), min(x.first, y.first), max(x.last, y.last)) for x, y in zip(a.axes, b.axes, strict=True)
    )
    return ReceptiveField(axes, shape, False, first)
