"""Putting a ready-made block into the network: once with its usual numbers, then again with others, all in one undo step."""

from collections.abc import Callable
from functools import reduce
from itertools import count
from typing import Any

from cnn.blocks.block import Block
from cnn.errors import ArgumentError, LayerloomError
from cnn.graph import Graph, Node, common_group
from gui.document import Document

#: from the network as it was and a block to the network with the block in its place; raises `LayerloomError`
Put = Callable[[Graph, Block[Any]], tuple[Graph, Node]]

_numbers = count(1)


class Placement:
    """A block in its place, from which it can be put there again with other numbers."""

    def __init__(self, document: Document, block: Block[Any], text: str, put: Put, first: Graph | None = None) -> None:
        """`first` is the network with the block in its place where somebody has worked it out already."""
        self.block = block
        self.values: dict[str, Any] = block.create().model_dump()
        self._document, self._text, self._put = document, text, put
        self._before, self._first = document.graph, first
        self._key = f"block {next(_numbers)}"

    def place(self, **changes: Any) -> None:
        """Puts the block into its place, with some numbers changed; raises `LayerloomError` and changes nothing."""
        values = {**self.values, **changes}
        grown = self._first if self._first is not None else self._put(self._before, self.block.with_numbers(values))[0]
        self._first, self.values = None, values
        new = [node_id for node_id in grown.order if node_id not in self._before]
        self._document.groupExpected.emit(reduce(common_group, (grown.node(node_id).group for node_id in new)))
        self._document.edit(self._text, grown, select=new, merge=self._key)

    def begin(self) -> bool:
        """Puts the block into its place with its usual numbers, and tells of it; a refusal is told as well, and gives False."""
        try:
            self.place()
        except LayerloomError as error:
            self._document.refused.emit(str(error))
            return False
        self._document.blockPlaced.emit(self)
        return True


def refused_number(error: LayerloomError, placement: Placement) -> str:
    """The name of the number that is to blame for a refusal, else of the first one."""
    if isinstance(error, ArgumentError) and error.argument in placement.values:
        return error.argument
    return next(iter(placement.values), "")
