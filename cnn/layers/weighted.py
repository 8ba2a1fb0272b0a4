"""The arguments that layers with weights repeat: how each weight starts, is penalized and is limited."""

from typing import Self

from pydantic import Field, model_validator

from cnn.layers.arguments import Flag, Number, Positive, advanced
from cnn.layers.base import Layer, Weight
from cnn.layers.objects import (
    GLOROT_UNIFORM,
    ONES,
    ZEROS,
    ActivityRegularizer,
    Constraint,
    KernelInitializer,
    KernelRegularizer,
    VectorConstraint,
    VectorInitializer,
    VectorRegularizer,
)
from cnn.words.language import tr


class Started(Layer):
    """A layer whose kernels start from initializers."""

    @model_validator(mode="after")
    def _orthogonal_start_computable(self) -> Self:
        if self.dtype == "bfloat16":
            for name in self.argument_names:
                if name.endswith("_initializer") and getattr(self.value(name), "class_name", "") == "Orthogonal":
                    raise ValueError(tr("{0} can't be Orthogonal with dtype bfloat16; use mixed_bfloat16", name))
        return self


class WithLowRank(Started):
    """A layer whose kernel may stay as it is while a product of two thin ones is learned and added to it.

    Hu et al. (2021), "LoRA: Low-Rank Adaptation of Large Language Models". https://arxiv.org/abs/2106.09685
    """

    kernel_constraint: Constraint = advanced(None, "Limit the kernel is kept within")
    lora_rank: Positive | None = advanced(None, "Rank of two thin kernels whose product is learned instead; empty: none")
    lora_alpha: Number | None = advanced(None, "How much of that product is added, as a multiple of the rank; empty: the rank")

    @model_validator(mode="after")
    def _low_rank_without_limit(self) -> Self:
        if self.lora_rank is not None and self.kernel_constraint is not None:
            raise ValueError(tr("lora_rank can't be set with a kernel_constraint"))
        return self

    def with_low_rank(self, kernel: Weight, *others: Weight) -> tuple[Weight, ...]:
        """All weights, the two thin kernels behind the others."""
        if self.lora_rank is None:
            return (kernel, *others)
        a, b = (*kernel.shape[:-1], self.lora_rank), (self.lora_rank, kernel.shape[-1])
        return (kernel._replace(trainable=False), *others, Weight("lora_kernel_a", a), Weight("lora_kernel_b", b))


class WithKernel(Started):
    """A layer with a kernel and a bias."""

    kernel_initializer: KernelInitializer = advanced(GLOROT_UNIFORM, "How the kernel starts")
    bias_initializer: VectorInitializer = advanced(ZEROS, "How the bias starts")
    kernel_regularizer: KernelRegularizer = advanced(None, "Penalty on large kernel weights")
    bias_regularizer: VectorRegularizer = advanced(None, "Penalty on a large bias")
    activity_regularizer: ActivityRegularizer = advanced(None, "Penalty on large outputs")
    kernel_constraint: Constraint = advanced(None, "Limit the kernel is kept within")
    bias_constraint: VectorConstraint = advanced(None, "Limit the bias is kept within")


class WithDepthwiseKernel(Started):
    """A layer with a kernel per channel and a bias."""

    depthwise_initializer: KernelInitializer = advanced(GLOROT_UNIFORM, "How the depthwise kernel starts")
    bias_initializer: VectorInitializer = advanced(ZEROS, "How the bias starts")
    depthwise_regularizer: KernelRegularizer = advanced(None, "Penalty on large depthwise weights")
    bias_regularizer: VectorRegularizer = advanced(None, "Penalty on a large bias")
    activity_regularizer: ActivityRegularizer = advanced(None, "Penalty on large outputs")
    depthwise_constraint: Constraint = advanced(None, "Limit the depthwise kernel is kept within")
    bias_constraint: VectorConstraint = advanced(None, "Limit the bias is kept within")


class WithSeparableKernels(Started):
    """A layer with a kernel per channel, a 1×1 kernel across channels, and a bias."""

    depthwise_initializer: KernelInitializer = advanced(GLOROT_UNIFORM, "How the depthwise kernel starts")
    pointwise_initializer: KernelInitializer = advanced(GLOROT_UNIFORM, "How the 1×1 kernel starts")
    bias_initializer: VectorInitializer = advanced(ZEROS, "How the bias starts")
    depthwise_regularizer: KernelRegularizer = advanced(None, "Penalty on large depthwise weights")
    pointwise_regularizer: KernelRegularizer = advanced(None, "Penalty on large 1×1 weights")
    bias_regularizer: VectorRegularizer = advanced(None, "Penalty on a large bias")
    activity_regularizer: ActivityRegularizer = advanced(None, "Penalty on large outputs")
    depthwise_constraint: Constraint = advanced(None, "Limit the depthwise kernel is kept within")
    pointwise_constraint: Constraint = advanced(None, "Limit the 1×1 kernel is kept within")
    bias_constraint: VectorConstraint = advanced(None, "Limit the bias is kept within")


class WithScaleAndShift(Layer):
    """A normalization that scales by a learned gamma and shifts by a learned beta."""

    center: Flag = Field(True, description="Add a learned shift, beta")
    scale: Flag = Field(True, description="Multiply by a learned scale, gamma")
    beta_initializer: VectorInitializer = advanced(ZEROS, "How beta starts")
    gamma_initializer: VectorInitializer = advanced(ONES, "How gamma starts")
    beta_regularizer: VectorRegularizer = advanced(None, "Penalty on a large beta")
    gamma_regularizer: VectorRegularizer = advanced(None, "Penalty on a large gamma")
    beta_constraint: VectorConstraint = advanced(None, "Limit beta is kept within")
    gamma_constraint: VectorConstraint = advanced(None, "Limit gamma is kept within")
