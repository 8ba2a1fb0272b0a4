"""Published networks, ready to open: tables of numbers and blocks, each with its passport."""

from cnn.presets import lenet
from cnn.presets.preset import ImageShape, Preset

#: every preset by name, in the order they were published
PRESETS: dict[str, Preset] = {preset.name: preset for preset in (*lenet.PRESETS,)}

__all__ = ["PRESETS", "ImageShape", "Preset"]
