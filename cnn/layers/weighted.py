"""The arguments that layers with weights repeat: how each weight starts, is penalized and is limited."""

from pydantic import Field

from cnn.layers.arguments import Flag, advanced
from cnn.layers.base import Layer
from cnn.layers.objects import GLOROT_UNIFORM, ONES, ZEROS, Constraint, Initializer, Regularizer


class WithKernel(Layer):
    """A layer with a kernel and a bias."""

    kernel_initializer: Initializer = advanced(GLOROT_UNIFORM, "How the kernel starts")
    bias_initializer: Initializer = advanced(ZEROS, "How the bias starts")
    kernel_regularizer: Regularizer = advanced(None, "Penalty on large kernel weights")
    bias_regularizer: Regularizer = advanced(None, "Penalty on a large bias")
    activity_regularizer: Regularizer = advanced(None, "Penalty on large outputs")
    kernel_constraint: Constraint = advanced(None, "Limit the kernel is kept within")
    bias_constraint: Constraint = advanced(None, "Limit the bias is kept within")


class WithDepthwiseKernel(Layer):
    """A layer with a kernel per channel and a bias."""

    depthwise_initializer: Initializer = advanced(GLOROT_UNIFORM, "How the depthwise kernel starts")
    bias_initializer: Initializer = advanced(ZEROS, "How the bias starts")
    depthwise_regularizer: Regularizer = advanced(None, "Penalty on large depthwise weights")
    bias_regularizer: Regularizer = advanced(None, "Penalty on a large bias")
    activity_regularizer: Regularizer = advanced(None, "Penalty on large outputs")
    depthwise_constraint: Constraint = advanced(None, "Limit the depthwise kernel is kept within")
    bias_constraint: Constraint = advanced(None, "Limit the bias is kept within")


class WithSeparableKernels(Layer):
    """A layer with a kernel per channel, a 1×1 kernel across channels, and a bias."""

    depthwise_initializer: Initializer = advanced(GLOROT_UNIFORM, "How the depthwise kernel starts")
    pointwise_initializer: Initializer = advanced(GLOROT_UNIFORM, "How the 1×1 kernel starts")
    bias_initializer: Initializer = advanced(ZEROS, "How the bias starts")
    depthwise_regularizer: Regularizer = advanced(None, "Penalty on large depthwise weights")
    pointwise_regularizer: Regularizer = advanced(None, "Penalty on large 1×1 weights")
    bias_regularizer: Regularizer = advanced(None, "Penalty on a large bias")
    activity_regularizer: Regularizer = advanced(None, "Penalty on large outputs")
    depthwise_constraint: Constraint = advanced(None, "Limit the depthwise kernel is kept within")
    pointwise_constraint: Constraint = advanced(None, "Limit the 1×1 kernel is kept within")
    bias_constraint: Constraint = advanced(None, "Limit the bias is kept within")


class WithScaleAndShift(Layer):
    """A normalization that scales by a learned gamma and shifts by a learned beta."""

    center: Flag = Field(True, description="Add a learned shift, beta")
    scale: Flag = Field(True, description="Multiply by a learned scale, gamma")
    beta_initializer: Initializer = advanced(ZEROS, "How beta starts")
    gamma_initializer: Initializer = advanced(ONES, "How gamma starts")
    beta_regularizer: Regularizer = advanced(None, "Penalty on a large beta")
    gamma_regularizer: Regularizer = advanced(None, "Penalty on a large gamma")
    beta_constraint: Constraint = advanced(None, "Limit beta is kept within")
    gamma_constraint: Constraint = advanced(None, "Limit gamma is kept within")
