"""Published networks, ready to open: tables of numbers and blocks, each with its passport."""

from cnn.presets import alexnet, densenet, efficientnet, googlenet, inception, lenet, mobile, nin, resnet, vgg, xception
from cnn.presets.preset import ImageShape, Preset

FAMILIES = (lenet, alexnet, nin, vgg, googlenet, inception, resnet, densenet, xception, mobile, efficientnet)

#: every preset by name, family by family in the order they appeared
PRESETS: dict[str, Preset] = {preset.name: preset for family in FAMILIES for preset in family.PRESETS}

__all__ = ["PRESETS", "ImageShape", "Preset"]
