"""How an image whose proportions are not the network's is brought to size: which part of it, or how much around it, is taken.

The geometry is Keras's, to the pixel: `crop_to_aspect_ratio` and `pad_to_aspect_ratio` of `keras.ops.image.resize`.
https://keras.io/api/ops/image/#resize-function
"""

from typing import Literal, NamedTuple

from cnn.words.language import tr

Resizing = Literal["stretch", "crop", "pad"]
RESIZINGS: tuple[Resizing, ...] = ("stretch", "crop", "pad")

#: the arguments of Keras's function that say the same
KERAS_ARGUMENTS: dict[Resizing, str] = {"stretch": "", "crop": "crop_to_aspect_ratio", "pad": "pad_to_aspect_ratio"}


class Region(NamedTuple):
    """A part of an image in pixels; it may begin before the image and end behind it, where it is black."""

    top: int
    left: int
    height: int
    width: int


def region(stored: tuple[int, int], size: tuple[int, int], resizing: Resizing) -> Region:
    """The part of an image (`stored`: height, width) that is scaled to `size` (height, width).

    "crop" takes the largest part in the middle that has the proportions of `size`; "pad" adds as much black on both sides as
    they need, an odd pixel left out.
    """
    height, width = stored
    if resizing == "stretch":
        return Region(0, 0, height, width)
    fitting_height, fitting_width = _scaled(width, size[0], size[1]), _scaled(height, size[1], size[0])
    if resizing == "crop":
        fitting_height, fitting_width = max(min(height, fitting_height), 1), max(min(width, fitting_width), 1)
        return Region((height - fitting_height) // 2, (width - fitting_width) // 2, fitting_height, fitting_width)
    above, before = (max(height, fitting_height) - height) // 2, (max(width, fitting_width) - width) // 2
    return Region(-above, -before, height + 2 * above, width + 2 * before)


def expected(resizing: Resizing) -> str:
    """What to say of a model that stands alone, so that others bring their images to size as it has learned them.

    "" for the usual way.
    """
    if resizing == "crop":
        return tr("It expects images that are cropped in the middle to the proportions of its input, not stretched.")
    if resizing == "pad":
        return tr("It expects images that are padded with black to the proportions of its input, not stretched.")
    return ""


def _scaled(side: int, wanted: int, other: int) -> int:
    """side · wanted / other, cut off as Keras does it in float32."""
    from struct import pack, unpack

    def single(value: float) -> float:
        return float(unpack("f", pack("f", value))[0])

    return int(single(single(side * wanted) / other))
