"""The ready-made groups: each asks for a few numbers and adds its layers to a network. Presets use the same functions.

A block's module is imported when the block is first wanted; names and titles are known before.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from cnn.blocks.block import Block, Settings

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


class _Blocks(Mapping[str, Block[Any]]):
    """Every block by name, in palette order."""

    def __init__(self) -> None:
        self._known: dict[str, Block[Any]] = {}

    def __getitem__(self, name: str) -> Block[Any]:
        if name not in self._known:
            made = vars(import_module(f"cnn.blocks.{_TABLE[name][1]}")).values()
            self._known |= {block.name: block for block in made if isinstance(block, Block)}
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in _TABLE

    def __iter__(self) -> Iterator[str]:
        return iter(_TABLE)

    def __len__(self) -> int:
        return len(_TABLE)


BLOCKS: Mapping[str, Block[Any]] = _Blocks()

__all__ = ["BLOCKS", "TITLES", "Block", "Settings"]
