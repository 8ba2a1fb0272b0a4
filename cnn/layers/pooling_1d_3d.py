"""Pooling of sequences and volumes; networks for images do without it. https://keras.io/api/layers/pooling_layers/"""

from typing import ClassVar

from pydantic import Field

from cnn.layers.arguments import Size1D, Size3D
from cnn.layers.base import Layer
from cnn.layers.pooling import STRIDES_HELP, AveragePooling, GlobalAveragePooling, GlobalMaxPooling, MaxPooling


class Pool1D(Layer):
    """Sizes of a pooling along a sequence."""

    axes: ClassVar[int] = 1

    pool_size: Size1D = Field((2,), description="Length of the window")
    strides: Size1D | None = Field(None, description=STRIDES_HELP)


class Pool3D(Layer):
    """Sizes of a pooling through a volume."""

    axes: ClassVar[int] = 3

    pool_size: Size3D = Field((2, 2, 2), description="Depth, height and width of the window")
    strides: Size3D | None = Field(None, description=STRIDES_HELP)


class MaxPooling1D(Pool1D, MaxPooling):
    """Keeps the largest number of each window of a sequence. https://keras.io/api/layers/pooling_layers/max_pooling1d/"""


class MaxPooling3D(Pool3D, MaxPooling):
    """Keeps the largest number of each window of a volume. https://keras.io/api/layers/pooling_layers/max_pooling3d/"""


class AveragePooling1D(Pool1D, AveragePooling):
    """Keeps the mean of each window of a sequence. https://keras.io/api/layers/pooling_layers/average_pooling1d/"""


class AveragePooling3D(Pool3D, AveragePooling):
    """Keeps the mean of each window of a volume. https://keras.io/api/layers/pooling_layers/average_pooling3d/"""


class GlobalMaxPooling1D(GlobalMaxPooling):
    """Keeps the largest number of each channel of a sequence. https://keras.io/api/layers/pooling_layers/global_max_pooling1d/"""

    axes = 1


class GlobalMaxPooling3D(GlobalMaxPooling):
    """Keeps the largest number of each channel of a volume. https://keras.io/api/layers/pooling_layers/global_max_pooling3d/"""

    axes = 3


class GlobalAveragePooling1D(GlobalAveragePooling):
    """Keeps the mean of each channel of a sequence. https://keras.io/api/layers/pooling_layers/global_average_pooling1d/"""

    axes = 1


class GlobalAveragePooling3D(GlobalAveragePooling):
    """Keeps the mean of each channel of a volume. https://keras.io/api/layers/pooling_layers/global_average_pooling3d/"""

    axes = 3
