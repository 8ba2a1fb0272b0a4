"""Everything that can be added to a network, as rows for lists: blocks, then layers by family."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from cnn.blocks import BLOCKS, Block
from cnn.edits.own_blocks import OwnBlock
from cnn.layers import LAYERS
from cnn.layers.catalogue import offered
from cnn.words.language import tr
from gui.widgets.network.layer_tree import Entry
from gui.widgets.network.search import rank

#: what published networks are made of, the most usual first; of layers that fit a search alike these come first
USUAL = ("Conv2D", "Dense", "MaxPooling2D", "BatchNormalization", "ReLU", "Activation", "Dropout", "Flatten",
         "GlobalAveragePooling2D", "Add", "Concatenate", "Rescaling", "AveragePooling2D", "DepthwiseConv2D",
         "SeparableConv2D", "ZeroPadding2D", "Multiply", "Reshape", "Softmax")  # fmt: skip
#: what the payload of a block begins with
BLOCK = "block:"
#: the heading above blocks of a person's own
OWN = "Your blocks"


class LayerEntry(Entry):
    """A layer; what it does and is called besides its class knows, which is built when somebody asks for that."""

    def __init__(self, name: str, family: str) -> None:
        super().__init__(name, name, family)
        for later in ("help", "synonyms"):
            del self.__dict__[later]

    @cached_property
    def help(self) -> str:
        return LAYERS[self.payload].about()

    @cached_property
    def synonyms(self) -> tuple[str, ...]:
        return LAYERS[self.payload].synonyms


def entries(blocks: Mapping[str, Block[Any]] = BLOCKS) -> tuple[Entry, ...]:
    """All of them, in the palette's order."""
    return (*_block_entries(blocks), *_layer_entries())


def matches(text: str, blocks: Mapping[str, Block[Any]] = BLOCKS) -> list[Entry]:
    """Those that fit what somebody types, best first."""
    return rank(text, ((entry, entry.name, (tr(entry.name), *entry.synonyms)) for entry in entries(blocks)), USUAL)


def _block_entries(blocks: Mapping[str, Block[Any]]) -> Iterator[Entry]:
    for name, block in blocks.items():
        own = isinstance(block, OwnBlock)
        yield Entry(f"{BLOCK}{name}", block.title, OWN if own else "Blocks", block.help, block.synonyms, own)


@cache
def _layer_entries() -> tuple[Entry, ...]:
    return tuple(LayerEntry(name, family) for name, family in offered())
