"""Everything that can be added to a network, as rows for lists: blocks, then layers by family."""

from collections.abc import Iterator
from functools import cache

from cnn.blocks import BLOCKS
from cnn.layers import LAYERS
from gui.widgets.layer_tree import Entry
from gui.widgets.search import rank

#: what the payload of a block begins with
BLOCK = "block:"


@cache
def entries() -> tuple[Entry, ...]:
    """All of them, in the palette's order."""
    return (*_block_entries(), *_layer_entries())


def matches(text: str) -> list[Entry]:
    """Those that fit what somebody types, best first."""
    return rank(text, ((entry, entry.name, entry.synonyms) for entry in entries()))


def _block_entries() -> Iterator[Entry]:
    for name, block in BLOCKS.items():
        yield Entry(f"{BLOCK}{name}", block.title, "Blocks", block.help, block.synonyms)


def _layer_entries() -> Iterator[Entry]:
    for name, layer_class in LAYERS.items():
        help_text = (layer_class.__doc__ or "").partition("https://")[0].strip()
        yield Entry(name, name, layer_class.family, help_text, layer_class.synonyms)
