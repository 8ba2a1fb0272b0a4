"""Layers that add and cut pixels at the border. https://keras.io/api/layers/reshaping_layers/"""

from typing import Any, ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import LIMIT, DataFormat, Pairs1D, Pairs2D, Pairs3D
from cnn.layers.base import Layer, Window
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.layers.spatial import join_channels, split_image
from cnn.shapes import Shape, spell
from cnn.words.language import tr

Pairs = tuple[tuple[int, int], ...]

SIDES = {1: "before and after", 2: "above and below, then left and right", 3: "on both sides of depth, height and width"}


class Bordering(Layer):
    """A layer that adds or cuts a pair of pixels, before and after, along each axis."""

    family = "Reshaping"
    axes: ClassVar[int]
    #: Keras's name for the pairs
    pairs_argument: ClassVar[str]

    def headline(self) -> str:
        return spell_pairs(self.pairs)

    @property
    def pairs(self) -> Pairs:
        """Pixels before and after, for each axis; a sequence has Keras's single pair."""
        value: Any = getattr(self, self.pairs_argument)
        return (value,) if self.axes == 1 else value

    def _with_added(self, shape: Shape, sign: int) -> Shape:
        data_format = getattr(self, "data_format", "channels_last")
        spatial, channels = split_image(shape, self.axes, data_format, self.class_name)
        out = tuple(None if w is None else w + sign * sum(pair) for w, pair in zip(spatial, self.pairs, strict=True))
        if any(size is not None and size <= 0 for size in out):
            raise ShapeError(
                tr("{0} cuts {1} pixels off {2}; nothing is left.", self.class_name, spell_pairs(self.pairs), spell(spatial)),
                tr("Cut less, or use a larger image."),
            )
        if any(size is not None and size > LIMIT for size in out):
            raise ShapeError(tr("{0} gives {1} pixels, more than can be built.", self.class_name, spell(out)), tr("Pad less."))
        return join_channels(out, channels, data_format)


class ZeroPadding(Bordering):
    """Puts zeros around its input."""

    pairs_argument = "padding"
    synonyms: ClassVar[tuple[str, ...]] = ("pad", "border", "margin")

    def output_shape(self, *inputs: Shape) -> Shape:
        return self._with_added(inputs[0], 1)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return tuple(Window(1, -before, -before) for before, _ in self.pairs)


class ZeroPadding1D(ZeroPadding):
    """Puts zeros before and after a sequence. https://keras.io/api/layers/reshaping_layers/zero_padding1d/"""

    axes = 1

    padding: Pairs1D = Field((1, 1), description=f"Zeros {SIDES[1]}")
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)


class ZeroPadding2D(ZeroPadding):
    """Puts a border of zeros around the image. https://keras.io/api/layers/reshaping_layers/zero_padding2d/"""

    axes = 2

    padding: Pairs2D = Field(((1, 1), (1, 1)), description=f"Zeros {SIDES[2]}")
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)


class ZeroPadding3D(ZeroPadding):
    """Puts zeros around a volume. https://keras.io/api/layers/reshaping_layers/zero_padding3d/"""

    axes = 3

    padding: Pairs3D = Field(((1, 1), (1, 1), (1, 1)), description=f"Zeros {SIDES[3]}")
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)


class Cropping(Bordering):
    """Cuts pixels off at the border."""

    pairs_argument = "cropping"
    synonyms: ClassVar[tuple[str, ...]] = ("crop", "trim", "cut")

    def output_shape(self, *inputs: Shape) -> Shape:
        return self._with_added(inputs[0], -1)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return tuple(Window(1, before, before) for before, _ in self.pairs)


class Cropping1D(Cropping):
    """Cuts the ends off a sequence. https://keras.io/api/layers/reshaping_layers/cropping1d/"""

    axes = 1

    cropping: Pairs1D = Field((1, 1), description=f"Places cut {SIDES[1]}")


class Cropping2D(Cropping):
    """Cuts a border off the image. https://keras.io/api/layers/reshaping_layers/cropping2d/"""

    axes = 2

    cropping: Pairs2D = Field(((0, 0), (0, 0)), description=f"Pixels cut {SIDES[2]}")
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)


class Cropping3D(Cropping):
    """Cuts a border off a volume. https://keras.io/api/layers/reshaping_layers/cropping3d/"""

    axes = 3

    cropping: Pairs3D = Field(((1, 1), (1, 1), (1, 1)), description=f"Pixels cut {SIDES[3]}")
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)


def spell_pairs(pairs: Pairs) -> str:
    """`1`, `1×2`, `(0, 1)×2`: one number where both sides are alike."""
    words = [str(before) if before == after else f"({before}, {after})" for before, after in pairs]
    return words[0] if len(set(words)) == 1 else "×".join(words)
