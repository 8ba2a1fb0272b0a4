"""What layers with a sliding window share: where the channels stand, where the window fits, what it reads."""

from cnn.errors import ShapeError
from cnn.layers.base import Window, require_rank
from cnn.shapes import Shape, Size, effective_kernel, spell, window_output, window_padding
from cnn.words.language import tr

Ints = tuple[int, ...]


def split_channels(shape: Shape, data_format: str) -> tuple[Shape, Size]:
    """The spatial sizes and the channels of one sample; `data_format` is Keras's "channels_last" or "channels_first"."""
    return (shape[:-1], shape[-1]) if data_format == "channels_last" else (shape[1:], shape[0])


def join_channels(spatial: Shape, channels: Size, data_format: str) -> Shape:
    """The shape of one sample from its spatial sizes and channels."""
    return (*spatial, channels) if data_format == "channels_last" else (channels, *spatial)


def split_image(shape: Shape, axes: int, data_format: str, what: str) -> tuple[Shape, Size]:
    """The spatial sizes and channels of a sample with that many spatial axes; raises `ShapeError` for any other."""
    if len(shape) != axes + 1:
        require_rank(shape, axes + 1, what)
    return split_channels(shape, data_format)


def known_channels(channels: Size, shape: Shape, what: str) -> int:
    """The channels as a number; raises `ShapeError` when they are open, for a kernel couldn't be sized."""
    if channels is None:
        raise ShapeError(
            tr("{0} needs to know how many channels it gets; {1} leaves them open.", what, spell(shape)),
            tr("Set the channels in the Input layer."),
        )
    return channels


def slide(spatial: Shape, kernel: Ints, strides: Ints, padding: str, dilation: Ints, what: str) -> Shape:
    """The spatial sizes that a sliding window leaves; raises `ShapeError` when it doesn't fit."""
    out = tuple(window_output(w, k, s, padding, d) for w, k, s, d in zip(spatial, kernel, strides, dilation, strict=True))
    for size in out:
        if size is not None and size <= 0:
            span = tuple(effective_kernel(k, d) for k, d in zip(kernel, dilation, strict=True))
            raise ShapeError(
                tr('{0} needs at least {1} pixels with padding "{2}"; it gets {3}.', what, spell(span), padding, spell(spatial)),
                tr('Use padding "same", a smaller window, or a larger image.'),
            )
    return out


def sliding_windows(spatial: Shape, kernel: Ints, strides: Ints, padding: str, dilation: Ints) -> tuple[Window, ...]:
    """What each output pixel of a sliding window reads, per axis."""
    windows = []
    for size, k, s, d in zip(spatial, kernel, strides, dilation, strict=True):
        before, _ = window_padding(size, k, s, padding, d)
        windows.append(Window(s, -before, effective_kernel(k, d) - 1 - before))
    return tuple(windows)


def strides_headline(strides: Ints | None) -> str:
    """`/2`, `/2×1`; empty when the window moves by one."""
    if strides is None or max(strides) == 1:
        return ""
    return f"/{strides[0]}" if len(set(strides)) == 1 else f"/{spell(strides)}"


def join_words(*words: str) -> str:
    """The words of a headline that say something."""
    return " · ".join(word for word in words if word and word != "linear")
