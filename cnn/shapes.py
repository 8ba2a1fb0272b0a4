"""The integer arithmetic of windows, padding and broadcasting.

A `Shape` is the shape of one sample, without the batch axis. A size that is not fixed until the network
runs is `None`, and whatever follows from it is `None` as well.
"""

from collections.abc import Sequence
from itertools import zip_longest
from math import prod

from cnn.errors import ShapeError
from cnn.words.language import tr
from cnn.words.lists import both

Size = int | None
Shape = tuple[Size, ...]


def count(shape: Shape) -> int | None:
    """How many numbers one sample holds; `None` when a size is open.

    >>> count((28, 28, 3))
    2352
    >>> count((None, None, 3)) is None
    True
    """
    return None if None in shape else prod(size for size in shape if size is not None)


def spell(shape: Shape) -> str:
    """A shape as people write it: `28×28×1`, with `?` for an open size.

    >>> spell((28, 28, 1)), spell((None, 10)), spell(())
    ('28×28×1', '?×10', 'scalar')
    """
    return "×".join("?" if size is None else str(size) for size in shape) or "scalar"


def spell_spaced(shape: Shape) -> str:
    """A shape with air in it, and its digits in groups of three: `28 × 28 × 1`, with `?` for an open size.

    >>> spell_spaced((28, 28, 1)), spell_spaced((None, 4096)), spell_spaced(())
    ('28 × 28 × 1', '? × 4,096', 'scalar')
    """
    return " × ".join("?" if size is None else f"{size:,}" for size in shape) or "scalar"


def effective_kernel(kernel: int, dilation: int) -> int:
    """The width in pixels that a dilated kernel spans: d·(k − 1) + 1."""
    return dilation * (kernel - 1) + 1


def window_output(size: Size, kernel: int, stride: int, padding: str, dilation: int = 1) -> Size:
    """How many places a sliding window has along an axis: ⌊(W − F + P) / S⌋ + 1; may be ≤ 0 when it doesn't fit.

    `size`, `kernel` and `stride` are pixels of that axis. P is the padding of both sides together: "valid" has P = 0; "same" and
    "causal" pad so that ⌈W / S⌉ places remain. Dumoulin & Visin (2016), "A guide to convolution arithmetic for deep learning".

    >>> window_output(28, kernel=5, stride=1, padding="valid"), window_output(28, kernel=3, stride=2, padding="same")
    (24, 14)
    """
    if size is None:
        return None
    if padding == "valid":
        return (size - effective_kernel(kernel, dilation)) // stride + 1
    return (size - 1) // stride + 1


def window_padding(size: Size, kernel: int, stride: int, padding: str, dilation: int = 1) -> tuple[int, int]:
    """Pixels added before and after, as TensorFlow does it ("same" puts the odd one after)."""
    span = effective_kernel(kernel, dilation)
    if padding == "valid":
        return 0, 0
    if padding == "causal":
        return span - 1, 0
    places = window_output(size, kernel, stride, padding, dilation)
    total = span - stride if size is None or places is None else (places - 1) * stride + span - size
    total = max(total, 0)
    return total // 2, total - total // 2


def transposed_output(
    size: Size, kernel: int, stride: int, padding: str, dilation: int = 1, output_padding: int | None = None
) -> Size:
    """The output size of a transposed convolution along an axis, in pixels, as Keras defines it; `None` for an open `size`.

    https://keras.io/api/layers/convolution_layers/convolution2d_transpose/
    """
    if size is None:
        return None
    span = effective_kernel(kernel, dilation)
    if padding == "valid":
        extra = max(span, stride) - span if output_padding is None else output_padding
        return (size - 1) * stride + span + extra
    if output_padding is None:
        return size * stride
    return (size - 1) * stride + span % 2 + output_padding


def transposed_window(
    kernel: int, stride: int, padding: str, dilation: int = 1, output_padding: int | None = None
) -> tuple[float, float, float]:
    """What an output pixel o of a transposed convolution reads: input pixels `step·o + first` to `step·o + last`.

    Input pixel i is spread over the outputs i·S − P to i·S − P + F − 1, where P pixels are cut off at the beginning.
    """
    span = effective_kernel(kernel, dilation)
    cut = 0
    if padding == "same":
        cut = max(span - stride if output_padding is None else span - span % 2 - output_padding, 0) // 2
    return 1 / stride, (cut - span + 1) / stride, cut / stride


def broadcast(shapes: Sequence[Shape]) -> Shape:
    """The shape of arrays combined element by element: sizes meet from the last axis on, and a 1 fits any size.

    An open size stays open, as Keras has it. Raises `ShapeError` when two sizes differ and neither is 1.

    >>> broadcast([(7, 7, 64), (1, 1, 64)])
    (7, 7, 64)
    """
    result = shapes[0]
    for shape in shapes[1:]:
        if shape != result:
            result = tuple(_broadcast_size(a, b, shapes) for a, b in _align(result, shape))
    return result


def _align(a: Shape, b: Shape) -> list[tuple[Size, Size]]:
    return list(zip_longest(reversed(a), reversed(b), fillvalue=1))[::-1]


def _broadcast_size(a: Size, b: Size, shapes: Sequence[Shape]) -> Size:
    if a is None or b is None:
        return None
    if a == b or b == 1:
        return a
    if a == 1:
        return b
    raise ShapeError(tr("shapes {0} can't be combined: {1} meets {2}.", both(map(spell, shapes)), a, b))
