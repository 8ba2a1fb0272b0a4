"""The catalogue: one frozen class per Keras layer, one file per family; `LAYERS` is the list of them all."""

from typing import Any

from cnn.errors import ArgumentError, brief
from cnn.layers.activation import ELU, Activation, LeakyReLU, PReLU, ReLU, Softmax
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
from cnn.layers.base import EVERYWHERE, Layer, Weight, Window
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
from cnn.layers.pooling import (
    AdaptiveAveragePooling1D,
    AdaptiveAveragePooling2D,
    AdaptiveAveragePooling3D,
    AdaptiveMaxPooling1D,
    AdaptiveMaxPooling2D,
    AdaptiveMaxPooling3D,
    AveragePooling1D,
    AveragePooling2D,
    AveragePooling3D,
    GlobalAveragePooling1D,
    GlobalAveragePooling2D,
    GlobalAveragePooling3D,
    GlobalMaxPooling1D,
    GlobalMaxPooling2D,
    GlobalMaxPooling3D,
    MaxPooling1D,
    MaxPooling2D,
    MaxPooling3D,
)
from cnn.layers.preprocessing import CenterCrop, Normalization, Rescaling, Resizing
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
from cnn.layers.reshaping import Flatten, Permute, RepeatVector, Reshape
from cnn.layers.spectral import SpectralNormalization
from cnn.layers.time_distributed import TimeDistributed
from cnn.layers.upsampling import UpSampling1D, UpSampling2D, UpSampling3D
from cnn.words.language import tr
from cnn.words.spelling import guess

#: every layer Layerloom knows, by its Keras class name, in palette order
LAYERS: dict[str, type[Layer]] = {
    layer.__name__: layer
    for layer in (
        *(Input, Rescaling, Normalization, Resizing, CenterCrop),
        *(RandomFlip, RandomRotation, RandomTranslation, RandomZoom, RandomCrop, RandomShear, RandomPerspective),
        *(RandomElasticTransform, RandomErasing, RandomGaussianBlur, RandomSharpness, RandomBrightness, RandomContrast),
        *(RandomColorJitter, RandomSaturation, RandomHue, RandomColorDegeneration, RandomGrayscale, RandomInvert),
        *(RandomPosterization, Solarization, RandAugment, AugMix, MixUp, CutMix),
        *(AutoContrast, ContrastLimitedAdaptiveHistogramEqualization),
        *(Dense, EinsumDense, Identity, Masking, TimeDistributed),
        *(MultiHeadAttention, GroupQueryAttention, Attention, AdditiveAttention),
        *(Conv2D, DepthwiseConv2D, SeparableConv2D, Conv2DTranspose),
        *(Conv1D, DepthwiseConv1D, SeparableConv1D, Conv1DTranspose, Conv3D, Conv3DTranspose),
        *(MaxPooling2D, AveragePooling2D, GlobalMaxPooling2D, GlobalAveragePooling2D, StochasticPooling2D),
        *(AdaptiveMaxPooling2D, AdaptiveAveragePooling2D),
        *(MaxPooling1D, AveragePooling1D, GlobalMaxPooling1D, GlobalAveragePooling1D),
        *(AdaptiveMaxPooling1D, AdaptiveAveragePooling1D),
        *(MaxPooling3D, AveragePooling3D, GlobalMaxPooling3D, GlobalAveragePooling3D),
        *(AdaptiveMaxPooling3D, AdaptiveAveragePooling3D),
        *(BatchNormalization, LayerNormalization, GroupNormalization, RMSNormalization, UnitNormalization),
        *(SpectralNormalization, LocalResponseNormalization, LayerScale),
        *(Activation, ReLU, LeakyReLU, PReLU, ELU, Softmax),
        *(Dropout, SpatialDropout2D, SpatialDropout1D, SpatialDropout3D),
        *(GaussianDropout, GaussianNoise, AlphaDropout, StochasticDepth, ActivityRegularization),
        *(Flatten, Reshape, Permute, RepeatVector),
        *(ZeroPadding2D, Cropping2D, UpSampling2D),
        *(ZeroPadding1D, Cropping1D, UpSampling1D, ZeroPadding3D, Cropping3D, UpSampling3D),
        *(Add, Concatenate, Multiply, Subtract, Average, Maximum, Minimum, Dot, CustomScaleLayer),
    )
}


#: what only files bring, by the names that stand for it in a `.loom` file
_KEPT: dict[str, type[Layer]] = {OPAQUE: Opaque, Operation.__name__: Operation}


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
