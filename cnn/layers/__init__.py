"""The catalogue: one frozen class per Keras layer, one file per family."""

from typing import Any

from cnn.errors import ArgumentError, brief
from cnn.layers.activation import Activation, LeakyReLU, ReLU, Softmax
from cnn.layers.base import EVERYWHERE, Layer, Weight, Window
from cnn.layers.convolution import Conv1D, Conv1DTranspose, Conv2D, Conv2DTranspose, Conv3D, Conv3DTranspose
from cnn.layers.core import Dense, Input
from cnn.layers.depthwise import DepthwiseConv1D, DepthwiseConv2D, SeparableConv1D, SeparableConv2D
from cnn.layers.merging import Add, Concatenate, Multiply
from cnn.layers.normalization import BatchNormalization, LayerNormalization
from cnn.layers.pooling import (
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
from cnn.layers.preprocessing import Rescaling
from cnn.layers.regularization import Dropout, SpatialDropout1D, SpatialDropout2D, SpatialDropout3D
from cnn.layers.reshaping import Flatten, Reshape
from cnn.layers.resizing import UpSampling2D, ZeroPadding2D

#: every layer Layerloom knows, by its Keras class name, in palette order
LAYERS: dict[str, type[Layer]] = {
    layer.__name__: layer
    for layer in (
        *(Input, Rescaling),
        *(Dense,),
        *(Conv2D, DepthwiseConv2D, SeparableConv2D, Conv2DTranspose),
        *(Conv1D, DepthwiseConv1D, SeparableConv1D, Conv1DTranspose, Conv3D, Conv3DTranspose),
        *(MaxPooling2D, AveragePooling2D, GlobalMaxPooling2D, GlobalAveragePooling2D),
        *(MaxPooling1D, AveragePooling1D, GlobalMaxPooling1D, GlobalAveragePooling1D),
        *(MaxPooling3D, AveragePooling3D, GlobalMaxPooling3D, GlobalAveragePooling3D),
        *(BatchNormalization, LayerNormalization),
        *(Activation, ReLU, LeakyReLU, Softmax),
        *(Dropout, SpatialDropout1D, SpatialDropout2D, SpatialDropout3D),
        *(Flatten, Reshape, ZeroPadding2D, UpSampling2D),
        *(Add, Multiply, Concatenate),
    )
}


def create(class_name: str, config: dict[str, Any] | None = None) -> Layer:
    """The layer of that class; raises `ArgumentError` for an unknown class or a value Keras would refuse."""
    layer_class = LAYERS.get(class_name)
    if layer_class is None:
        raise ArgumentError(f"There is no layer {brief(class_name)}.", "`layers` lists all that there are.")
    return layer_class.create(config or {})


__all__ = [
    "EVERYWHERE",
    "LAYERS",
    "Activation",
    "Add",
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
    "BatchNormalization",
    "Concatenate",
    "Conv1D",
    "Conv1DTranspose",
    "Conv2D",
    "Conv2DTranspose",
    "Conv3D",
    "Conv3DTranspose",
    "Dense",
    "DepthwiseConv1D",
    "DepthwiseConv2D",
    "Dropout",
    "Flatten",
    "GlobalAveragePooling1D",
    "GlobalAveragePooling2D",
    "GlobalAveragePooling3D",
    "GlobalMaxPooling1D",
    "GlobalMaxPooling2D",
    "GlobalMaxPooling3D",
    "Input",
    "Layer",
    "LayerNormalization",
    "LeakyReLU",
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
    "Multiply",
    "ReLU",
    "Rescaling",
    "Reshape",
    "SeparableConv1D",
    "SeparableConv2D",
    "Softmax",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
    "UpSampling2D",
    "Weight",
    "Window",
    "ZeroPadding2D",
    "create",
]
