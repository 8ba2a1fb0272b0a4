"""The catalogue: one frozen class per Keras layer, one file per family; `LAYERS` is the list of them all.

A class is imported when somebody first asks for it, here or in `LAYERS`.
"""

from typing import TYPE_CHECKING, Any

from cnn.errors import ArgumentError, brief
from cnn.layers.base import EVERYWHERE, Layer, Weight, Window
from cnn.layers.catalogue import TABLE, Catalogue
from cnn.words.language import tr
from cnn.words.spelling import guess

if TYPE_CHECKING:
    from cnn.layers.activation import ELU, Activation, LeakyReLU, PReLU, ReLU, Softmax
    from cnn.layers.adaptive_pooling import (
        AdaptiveAveragePooling1D,
        AdaptiveAveragePooling2D,
        AdaptiveAveragePooling3D,
        AdaptiveMaxPooling1D,
        AdaptiveMaxPooling2D,
        AdaptiveMaxPooling3D,
    )
    from cnn.layers.applications import CustomScaleLayer, LayerScale, StochasticDepth
    from cnn.layers.attention import AdditiveAttention, Attention, GroupQueryAttention, MultiHeadAttention
    from cnn.layers.augmentation import (
        AugMix,
        AutoContrast,
        ContrastLimitedAdaptiveHistogramEqualization,
        CutMix,
        MixUp,
        RandAugment,
        RandomCrop,
        RandomElasticTransform,
        RandomErasing,
        RandomFlip,
        RandomGaussianBlur,
        RandomPerspective,
        RandomRotation,
        RandomShear,
        RandomTranslation,
        RandomZoom,
    )
    from cnn.layers.border import Cropping1D, Cropping2D, Cropping3D, ZeroPadding1D, ZeroPadding2D, ZeroPadding3D
    from cnn.layers.colours import (
        RandomBrightness,
        RandomColorDegeneration,
        RandomColorJitter,
        RandomContrast,
        RandomGrayscale,
        RandomHue,
        RandomInvert,
        RandomPosterization,
        RandomSaturation,
        RandomSharpness,
        Solarization,
    )
    from cnn.layers.convolution import Conv1D, Conv1DTranspose, Conv2D, Conv2DTranspose, Conv3D, Conv3DTranspose
    from cnn.layers.core import Dense, Identity, Input, Masking
    from cnn.layers.depthwise import DepthwiseConv1D, DepthwiseConv2D, SeparableConv1D, SeparableConv2D
    from cnn.layers.einsum import EinsumDense
    from cnn.layers.literature import LocalResponseNormalization, StochasticPooling2D
    from cnn.layers.merging import Add, Average, Concatenate, Dot, Maximum, Minimum, Multiply, Subtract
    from cnn.layers.normalization import (
        BatchNormalization,
        GroupNormalization,
        LayerNormalization,
        RMSNormalization,
        UnitNormalization,
    )
    from cnn.layers.opaque import OPAQUE, Kept, Opaque
    from cnn.layers.operation import Operation
    from cnn.layers.pooling import AveragePooling2D, GlobalAveragePooling2D, GlobalMaxPooling2D, MaxPooling2D
    from cnn.layers.pooling_1d_3d import (
        AveragePooling1D,
        AveragePooling3D,
        GlobalAveragePooling1D,
        GlobalAveragePooling3D,
        GlobalMaxPooling1D,
        GlobalMaxPooling3D,
        MaxPooling1D,
        MaxPooling3D,
    )
    from cnn.layers.preprocessing import CenterCrop, Normalization, Resizing
    from cnn.layers.regularization import (
        ActivityRegularization,
        AlphaDropout,
        Dropout,
        GaussianDropout,
        GaussianNoise,
        SpatialDropout1D,
        SpatialDropout2D,
        SpatialDropout3D,
    )
    from cnn.layers.rescaling import Rescaling
    from cnn.layers.reshaping import Flatten, Permute, RepeatVector, Reshape
    from cnn.layers.spectral import SpectralNormalization
    from cnn.layers.time_distributed import TimeDistributed
    from cnn.layers.upsampling import UpSampling1D, UpSampling2D, UpSampling3D

#: every layer Layerloom knows, by its Keras class name, in palette order
LAYERS = Catalogue({name: rows.module for rows in TABLE for name in rows.names})

#: what only files bring, by the names that stand for it in a `.loom` file
_KEPT = Catalogue({"Opaque": "opaque", "Operation": "operation"})

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """A class that somebody imports from here."""
        if name in LAYERS:
            return LAYERS[name]
        if name in _KEPT:
            return _KEPT[name]
        if name in ("OPAQUE", "Kept"):
            from cnn.layers import opaque

            return getattr(opaque, name)
        raise AttributeError(f"module {__name__} has no attribute {name}")


def create(class_name: str, config: dict[str, Any] | None = None) -> Layer:
    """The layer of that class; raises `ArgumentError` for an unknown class or a value Keras would refuse.

    >>> create("Conv2D", {"filters": 6, "kernel_size": 5}).kernel_size
    (5, 5)
    """
    layer_class = _KEPT.get(class_name) or LAYERS.get(class_name)
    if layer_class is None:
        hint = guess(class_name, LAYERS) or tr("`layers` lists all that there are.")
        raise ArgumentError(tr("There is no layer {0}.", brief(class_name)), hint)
    return layer_class.create(config or {})
