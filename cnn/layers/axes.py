"""Axes as Keras counts them (0 is the batch, −1 the last), against the shape of one sample."""

from cnn.errors import ShapeError
from cnn.layers.base import EVERYWHERE, Window, axis_index
from cnn.shapes import Shape, spell
from cnn.words.language import tr
from cnn.words.lists import listed


def axis_indices(axes: tuple[int, ...], shape: Shape, what: str) -> tuple[int, ...]:
    """The places in `shape` of several axes; raises `ShapeError` for one that is not there or comes twice."""
    places = tuple(axis_index(axis, shape, what) for axis in axes)
    if len(set(places)) < len(places):
        raise ShapeError(tr("{0} names an axis of {1} twice: {2}.", what, spell(shape), listed(axes)), tr("Name each axis once."))
    return places


def spatial_window(axes: tuple[int, ...], shape: Shape, what: str) -> tuple[Window, ...] | None:
    """What an output pixel of a layer reads that combines numbers along these axes: its own pixel, when that is only
    the last (the channels), else the whole image."""
    return None if axis_indices(axes, shape, what) == (len(shape) - 1,) and len(shape) > 1 else EVERYWHERE
