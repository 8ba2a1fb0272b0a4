"""Published networks, ready to open: tables of numbers and blocks, each with its passport."""

from cnn.presets import alexnet, densenet, efficientnet, googlenet, inception, lenet, mobile, nin, resnet, vgg, xception
from cnn.presets.preset import ImageShape, Preset
from cnn.words.spelling import understood

FAMILIES = (lenet, alexnet, nin, vgg, googlenet, inception, resnet, densenet, xception, mobile, efficientnet)

#: every preset by name, family by family in the order they appeared
PRESETS: dict[str, Preset] = {preset.name: preset for family in FAMILIES for preset in family.PRESETS}


def preset_named(word: str) -> str | None:
    """The name of the preset that a word stands for; `None` for what is none.

    >>> preset_named("LeNet-5")
    'lenet5'
    """
    return understood(word, PRESETS)


__all__ = ["PRESETS", "ImageShape", "Preset", "preset_named"]
