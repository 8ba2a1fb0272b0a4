"""The ready-made groups: each asks for a few numbers and adds its layers to a network. Presets use the same functions.

A block's module is imported when the block is first wanted; names and titles are known before.
"""

from collections.abc import Mapping
from typing import Any

from cnn.blocks.block import Block, Settings
from cnn.imported_late import ImportedLate

#: every block in palette order: its name, its title, and the module of this folder that has it; a test holds them together
_TABLE = {
    "conv_bn_relu": ("Conv-BN-ReLU", "convolutional"),
    "vgg": ("VGG block", "convolutional"),
    "nin": ("NiN block", "convolutional"),
    "inception": ("Inception module", "branching"),
    "inception_v3": ("Inception-v3", "factorized"),
    "grid_reduction": ("Grid reduction", "factorized"),
    "residual": ("Residual block", "residual"),
    "bottleneck": ("Bottleneck residual", "residual"),
    "residual_stage": ("Residual stage", "residual"),
    "dense_block": ("Dense block", "dense"),
    "transition": ("Dense transition", "dense"),
    "depthwise_separable": ("Depthwise separable", "convolutional"),
    "separable_residual": ("Separable residual", "residual"),
    "inverted_residual": ("Inverted residual", "residual"),
    "fire": ("Fire module", "branching"),
    "squeeze_excite": ("Squeeze-and-excite", "branching"),
}
#: what each is called in the palette, by its name
TITLES: Mapping[str, str] = {name: title for name, (title, _) in _TABLE.items()}


#: every block by name, in palette order
BLOCKS: Mapping[str, Block[Any]] = ImportedLate(
    {name: f"cnn.blocks.{module}" for name, (_, module) in _TABLE.items()},
    lambda module: {one.name: one for one in vars(module).values() if isinstance(one, Block)},
)

__all__ = ["BLOCKS", "TITLES", "Block", "Settings"]
