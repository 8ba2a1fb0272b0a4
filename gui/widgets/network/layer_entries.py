"""Everything that can be added to a network, as rows for lists: blocks, then layers by family."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property, partial
from typing import Any

from cnn.blocks import BLOCKS, TITLES, Block
from cnn.layers import LAYERS
from cnn.layers.catalogue import offered
from cnn.words.language import tr
from gui.widgets.network.layer_tree import Entry
from gui.widgets.network.layer_words import words_for
from gui.widgets.network.search import rank

#: what published networks are made of, the most usual first; of layers that fit a search alike these come first
USUAL = ("Conv2D", "Dense", "MaxPooling2D", "BatchNormalization", "ReLU", "Activation", "Dropout", "Flatten",
         "GlobalAveragePooling2D", "Add", "Concatenate", "Rescaling", "AveragePooling2D", "DepthwiseConv2D",
         "SeparableConv2D", "ZeroPadding2D", "Multiply", "Reshape", "Softmax")  # fmt: skip
#: what the payload of a block begins with
BLOCK = "block:"
#: the heading above blocks of a person's own
OWN = "Your blocks"


class LateEntry(Entry):
    """A layer or ready-made block; what it does and is called besides is looked up when somebody asks: only then it is built."""

    def __init__(self, payload: str, name: str, family: str, told: Callable[[], tuple[str, tuple[str, ...]]]) -> None:
        super().__init__(payload, name, family)
        for later in ("help", "synonyms"):
            del self.__dict__[later]
        self.__dict__["_told"] = told

    @cached_property
    def help(self) -> str:
        return self.__dict__["_told"]()[0]  # type: ignore[no-any-return]

    @cached_property
    def synonyms(self) -> tuple[str, ...]:
        return self.__dict__["_told"]()[1]  # type: ignore[no-any-return]


def entries(blocks: Mapping[str, Block[Any]] = BLOCKS) -> tuple[Entry, ...]:
    """All of them, in the palette's order."""
    return (*_block_entries(blocks), *_layer_entries())


def matches(text: str, blocks: Mapping[str, Block[Any]] = BLOCKS) -> list[Entry]:
    """Those that fit what somebody types, best first."""
    return rank(text, ((entry, entry.name, (tr(entry.name), *entry.synonyms)) for entry in entries(blocks)), USUAL)


def _block_entries(blocks: Mapping[str, Block[Any]]) -> Iterator[Entry]:
    ready_made = _ready_made()
    for name in blocks:
        if name in ready_made:
            yield ready_made[name]
        else:
            from cnn.edits.own_blocks import OwnBlock

            block = blocks[name]
            own = isinstance(block, OwnBlock)
            yield Entry(f"{BLOCK}{name}", block.title, OWN if own else "Blocks", block.help, block.synonyms, own)


@cache
def _ready_made() -> dict[str, Entry]:
    return {name: LateEntry(f"{BLOCK}{name}", title, "Blocks", partial(_of_block, name)) for name, title in TITLES.items()}


def _of_block(name: str) -> tuple[str, tuple[str, ...]]:
    return BLOCKS[name].help, (*BLOCKS[name].synonyms, *words_for(name))


def _of_layer(name: str) -> tuple[str, tuple[str, ...]]:
    return LAYERS[name].about(), (*LAYERS[name].synonyms, *words_for(name))


@cache
def _layer_entries() -> tuple[Entry, ...]:
    return tuple(LateEntry(name, name, family, partial(_of_layer, name)) for name, family in offered())
