"""The ready-made groups: each asks for a few numbers and adds its layers to a network. Presets use the same functions."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from cnn.blocks.block import Block, Settings
from cnn.blocks.branching import FIRE, INCEPTION, SQUEEZE_EXCITE
from cnn.blocks.convolutional import CONV_BN_RELU, DEPTHWISE_SEPARABLE, NIN, VGG
from cnn.blocks.dense import DENSE, TRANSITION
from cnn.blocks.factorized import GRID_REDUCTION, INCEPTION_V3
from cnn.blocks.residual import BASIC, BOTTLENECK, INVERTED_RESIDUAL, SEPARABLE_RESIDUAL, STAGE

#: every block by name, in palette order
BLOCKS: Mapping[str, Block[Any]] = MappingProxyType(
    {
        block.name: block
        for block in (
            *(CONV_BN_RELU, VGG, NIN, INCEPTION, INCEPTION_V3, GRID_REDUCTION),
            *(BASIC, BOTTLENECK, STAGE, DENSE, TRANSITION),
            *(DEPTHWISE_SEPARABLE, SEPARABLE_RESIDUAL, INVERTED_RESIDUAL, FIRE, SQUEEZE_EXCITE),
        )
    }
)

__all__ = ["BLOCKS", "Block", "Settings"]
