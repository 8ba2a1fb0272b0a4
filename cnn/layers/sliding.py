"""What convolutions share: a kernel of a certain size that slides over one, two or three axes."""

from typing import ClassVar

from pydantic import Field

from cnn.layers.arguments import DataFormat, Padding, Positive, Size1D, Size2D, Size3D
from cnn.layers.base import Layer, Window
from cnn.layers.spatial import known_channels, slide, sliding_windows, split_channels, split_image
from cnn.shapes import Shape

PADDING_HELP = '"same" pads so that the size stays (at stride 1), "valid" pads nothing'
DATA_FORMAT_HELP = "Whether the channels are the last axis or the first"
STRIDES_HELP = "How far the window moves each step"
DILATION_HELP = "Spacing between the pixels a kernel reads; 1 reads neighbours"


class WithFilters(Layer):
    """A convolution whose number of feature maps is chosen."""

    filters: Positive = Field(32, description="How many feature maps come out")


class Sliding(Layer):
    """A kernel that slides over `axes` axes; which types its sizes have, `Over1D` to `Over3D` say."""

    family = "Convolution"
    axes: ClassVar[int]

    kernel_size: tuple[int, ...]
    strides: tuple[int, ...]
    padding: Padding = Field("valid", description=PADDING_HELP)
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)
    dilation_rate: tuple[int, ...]

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        spatial, _ = split_channels(inputs[0], self.data_format)
        return sliding_windows(spatial, self.kernel_size, self.strides, self.padding, self.dilation_rate)

    def _split(self, shape: Shape) -> tuple[Shape, int]:
        """The spatial sizes and the channels of the input; raises `ShapeError` for an input that has no such axes."""
        spatial, channels = split_image(shape, self.axes, self.data_format, self.class_name)
        return spatial, known_channels(channels, shape, self.class_name)

    def _slide(self, spatial: Shape) -> Shape:
        """The spatial sizes that come out; raises `ShapeError` when the kernel doesn't fit."""
        return slide(spatial, self.kernel_size, self.strides, self.padding, self.dilation_rate, self.class_name)

    def _channels(self, shape: Shape) -> int:
        """The channels of an input that `output_shape` accepted."""
        _, channels = split_channels(shape, self.data_format)
        assert channels is not None
        return channels


class Over1D(Layer):
    """Sizes of a kernel that slides along a sequence."""

    axes: ClassVar[int] = 1

    kernel_size: Size1D = Field((3,), description="Length of the window")
    strides: Size1D = Field((1,), description=STRIDES_HELP)
    dilation_rate: Size1D = Field((1,), description=DILATION_HELP)


class Over2D(Layer):
    """Sizes of a kernel that slides over an image."""

    axes: ClassVar[int] = 2

    kernel_size: Size2D = Field((3, 3), description="Height and width of the window")
    strides: Size2D = Field((1, 1), description=STRIDES_HELP)
    dilation_rate: Size2D = Field((1, 1), description=DILATION_HELP)


class Over3D(Layer):
    """Sizes of a kernel that slides through a volume."""

    axes: ClassVar[int] = 3

    kernel_size: Size3D = Field((3, 3, 3), description="Depth, height and width of the window")
    strides: Size3D = Field((1, 1, 1), description=STRIDES_HELP)
    dilation_rate: Size3D = Field((1, 1, 1), description=DILATION_HELP)
