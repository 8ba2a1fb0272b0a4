"""What the functions of a program are called, and what they call what they take."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cnn.formats.python.repetition import Block, Item, Loop, Statement, Use
from cnn.formats.python.scopes import identifier


def takes_over(item: Item, out: str) -> bool:
    """Whether an item is done with a tensor once it has begun; a loop needs all it reads but what it carries."""
    return not isinstance(item, Loop) or item.reads.index(out) == item.carried


def input_names(items: Sequence[Item], reads: Sequence[str]) -> list[str]:
    """What a function calls the tensors it takes: `x` when only the first layer reads it."""
    if len(reads) != 1:
        return [f"input_{number}" for number, _ in enumerate(reads, start=1)]
    only_first = all(reads[0] not in item.reads for item in items[1:]) and takes_over(items[0], reads[0])
    return ["x" if only_first else "inputs"]


def function_name(blocks: Sequence[Block]) -> str:
    """What most of the blocks are called, without their numbers; where that says nothing, what they are built like."""
    stems = Counter(_stem(block.path) for block in blocks)
    stem = stems.most_common(1)[0][0]
    if any(isinstance(item, Use) or (isinstance(item, Loop) and isinstance(item.rounds[0][0], Use)) for item in blocks[0].items):
        return stem if stem not in ("", "block", "conv", "layer") else "stage"
    return stem if stem not in ("", "block", "unit", "layer", "conv") else _kind(blocks[0])


def _stem(path: str) -> str:
    """The last part of a path that is a word, without its number."""
    words = (re.sub(r"[\d_]*[a-z]?$", "", part) if re.search(r"\d[a-z]?$", part) else part for part in reversed(path.split("/")))
    return next((identifier(word.strip("_").lower()) for word in words if len(word.strip("_")) > 1), "")


def _kind(block: Block) -> str:
    joining = [item for item in _statements(block.items) if len(item.reads) > 1]
    joins = [item.node.layer.class_name for item in joining]
    past = any(source in block.reads for item in joining for source in item.reads)
    if "Add" in joins:
        return "identity_block" if past else "projection_block"
    if "Concatenate" in joins and past:
        return "dense_block"
    kinds = {statement.node.layer.class_name for statement in _statements(block.items)}
    if "DepthwiseConv2D" in kinds:
        return "depthwise_block"
    return "conv_block" if "Conv2D" in kinds and "BatchNormalization" in kinds else "block"


def _statements(items: Iterable[Item]) -> Iterator[Statement]:
    """The layers of items, those of functions left out."""
    for item in items:
        if isinstance(item, Statement):
            yield item
        elif isinstance(item, Loop):
            yield from _statements(item.rounds[0])


def plural_of(loop: Loop) -> str:
    """What the rounds of a loop are called."""
    first = loop.rounds[0][0]
    if isinstance(first, Statement) and len(loop.rounds[0]) == 1:
        return "convolutions" if "Conv" in first.node.layer.class_name else "layers"
    return "blocks"


def comment(text: str) -> str:
    """Text that can stand in a comment or a docstring: one line, no quotes or backslashes."""
    return re.sub(r'[\s"\\]+', " ", text)[:60].strip()
