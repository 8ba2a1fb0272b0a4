"""Every layer by name, each class imported when it is first wanted.

Building the 110 classes takes longer than drawing a window; a palette needs names and families, a network ten classes.
`tests/cnn/layers/test_catalogue.py` holds the table against the classes.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from cnn.imported_late import ImportedLate
from cnn.layers.base import Layer


class Rows(NamedTuple):
    """Layers that stand together in the palette, and the module of this folder that has their classes."""

    family: str
    module: str
    names: tuple[str, ...]


def _rows(family: str, module: str, names: str) -> Rows:
    return Rows(family, module, tuple(names.split()))


_IMAGES = "Input and preprocessing"

#: in palette order
TABLE = (
    _rows(_IMAGES, "core", "Input"),
    _rows(_IMAGES, "rescaling", "Rescaling"),
    _rows(_IMAGES, "preprocessing", "Normalization Resizing CenterCrop"),
    _rows(_IMAGES, "augmentation", "RandomFlip RandomRotation RandomTranslation RandomZoom RandomCrop RandomShear"),
    _rows(_IMAGES, "augmentation", "RandomPerspective RandomElasticTransform RandomErasing RandomGaussianBlur"),
    _rows(_IMAGES, "colours", "RandomSharpness RandomBrightness RandomContrast RandomColorJitter RandomSaturation RandomHue"),
    _rows(_IMAGES, "colours", "RandomColorDegeneration RandomGrayscale RandomInvert RandomPosterization Solarization"),
    _rows(_IMAGES, "augmentation", "RandAugment AugMix MixUp CutMix AutoContrast ContrastLimitedAdaptiveHistogramEqualization"),
    _rows("Core", "core", "Dense"),
    _rows("Core", "einsum", "EinsumDense"),
    _rows("Core", "core", "Identity Masking"),
    _rows("Core", "time_distributed", "TimeDistributed"),
    _rows("Core", "attention", "MultiHeadAttention GroupQueryAttention Attention AdditiveAttention"),
    _rows("Convolution", "convolution", "Conv2D"),
    _rows("Convolution", "depthwise", "DepthwiseConv2D SeparableConv2D"),
    _rows("Convolution", "convolution", "Conv2DTranspose Conv1D"),
    _rows("Convolution", "depthwise", "DepthwiseConv1D SeparableConv1D"),
    _rows("Convolution", "convolution", "Conv1DTranspose Conv3D Conv3DTranspose"),
    _rows("Pooling", "pooling", "MaxPooling2D AveragePooling2D GlobalMaxPooling2D GlobalAveragePooling2D"),
    _rows("Pooling", "literature", "StochasticPooling2D"),
    _rows("Pooling", "adaptive_pooling", "AdaptiveMaxPooling2D AdaptiveAveragePooling2D"),
    _rows("Pooling", "pooling_1d_3d", "MaxPooling1D AveragePooling1D GlobalMaxPooling1D GlobalAveragePooling1D"),
    _rows("Pooling", "adaptive_pooling", "AdaptiveMaxPooling1D AdaptiveAveragePooling1D"),
    _rows("Pooling", "pooling_1d_3d", "MaxPooling3D AveragePooling3D GlobalMaxPooling3D GlobalAveragePooling3D"),
    _rows("Pooling", "adaptive_pooling", "AdaptiveMaxPooling3D AdaptiveAveragePooling3D"),
    _rows("Normalization", "normalization", "BatchNormalization LayerNormalization GroupNormalization RMSNormalization"),
    _rows("Normalization", "normalization", "UnitNormalization"),
    _rows("Normalization", "spectral", "SpectralNormalization"),
    _rows("Normalization", "literature", "LocalResponseNormalization"),
    _rows("Normalization", "applications", "LayerScale"),
    _rows("Activation", "activation", "Activation ReLU LeakyReLU PReLU ELU Softmax"),
    _rows("Regularization", "regularization", "Dropout SpatialDropout2D SpatialDropout1D SpatialDropout3D"),
    _rows("Regularization", "regularization", "GaussianDropout GaussianNoise AlphaDropout"),
    _rows("Regularization", "applications", "StochasticDepth"),
    _rows("Regularization", "regularization", "ActivityRegularization"),
    _rows("Reshaping", "reshaping", "Flatten Reshape Permute RepeatVector"),
    _rows("Reshaping", "border", "ZeroPadding2D Cropping2D"),
    _rows("Reshaping", "upsampling", "UpSampling2D"),
    _rows("Reshaping", "border", "ZeroPadding1D Cropping1D"),
    _rows("Reshaping", "upsampling", "UpSampling1D"),
    _rows("Reshaping", "border", "ZeroPadding3D Cropping3D"),
    _rows("Reshaping", "upsampling", "UpSampling3D"),
    _rows("Merging", "merging", "Add Concatenate Multiply Subtract Average Maximum Minimum Dot"),
    _rows("Merging", "applications", "CustomScaleLayer"),
)
#: those that Keras keeps to itself: files may hold them, but nobody is offered them (`Layer.is_internal`)
INTERNAL = frozenset({"LayerScale", "StochasticDepth", "CustomScaleLayer"})


class Catalogue(ImportedLate[type[Layer]]):
    """Classes by name, in the order in which the names are given; `modules` are those of this folder."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._files = modules
        super().__init__({name: f"cnn.layers.{module}" for name, module in modules.items()}, vars)

    def of(self, *modules: str, also: Collection[str] = (), but: Collection[str] = ()) -> "Catalogue":
        """Those of some modules, and some others, in the same order."""
        some = self._files.items()
        return Catalogue({name: module for name, module in some if (module in modules or name in also) and name not in but})


def offered() -> Iterator[tuple[str, str]]:
    """Name and family of each layer that people are offered, in palette order; no class is built for it."""
    return ((name, rows.family) for rows in TABLE for name in rows.names if name not in INTERNAL)
