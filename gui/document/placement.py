"""Blocks put into the network, once with their usual numbers, then again with others, all in one undo step; and edited there."""

from collections.abc import Callable
from functools import reduce
from itertools import count
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from cnn.analysis import Analysis
from cnn.blocks.block import Block
from cnn.edits.block_differences import differences_inside, is_made_for_what_it_reads
from cnn.edits.linked import fellows, keep_own, link, of_kind, rebuilt_with_fellows, shared_value, unlink
from cnn.edits.made import Rebuilt, as_made
from cnn.errors import ArgumentError, EditError, LayerloomError
from cnn.graph import Graph, Node, common_group
from cnn.graph.made import Made, covered
from cnn.layout.folding import inside, rename_group
from cnn.words.language import called_within, filled
from cnn.words.lists import listed
from cnn.words.quantities import number_of
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
        self._document.groupExpected.emit(reduce(common_group, (grown.node(node_id).group for node_id in new)), True)
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


# ---------------------------------------------------------------------- blocks that stand there


class Standing(NamedTuple):
    """A block that stands in the network: its group, what that was made from, and the block where it is known."""

    path: str
    made: Made
    block: Block[Any] | None


class BlockEditing:
    """Edits of blocks, each one undo step. Numbers typed one after the other start from the same network, so that nothing is lost
    to a number on the way."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._last: tuple[str, Graph] = ("", document.graph)
        self._base: Analysis = document.analysis
        self._typed: dict[str, Any] = {}
        self._key = ""

    @property
    def group(self) -> str:
        """The group that is selected as a whole; "" where another thing is."""
        return self._document.selected_group

    def standing(self, path: str) -> Standing | None:
        """The block that a group is; `None` for a plain one."""
        made = self._document.graph.blocks.get(path)
        return None if made is None else Standing(path, made, self._document.blocks.get(made.kind))

    def differences(self, path: str) -> tuple[str, ...]:
        """What is otherwise inside than the block makes it; raises `LayerloomError`."""
        return differences_inside(self._document.analysis, path, self._document.blocks)

    def change(self, path: str, /, **numbers: Any) -> Rebuilt:
        """Makes a block again with other numbers. Raises `LayerloomError` and changes nothing."""
        document = self._document
        if self._last[0] != path or self._last[1] is not document.graph:
            self._base, self._typed, self._key = document.analysis, {}, f"numbers {next(_numbers)}"
        typed = {**self._typed, **numbers}
        found = rebuilt_with_fellows(self._base, path, document.blocks, **typed)
        names = listed(map(called_within, numbers)) or _tr("numbers")
        text = filled(_tr("Change {0} of {1}"), names, _title(path))
        document.edit(text, found.graph, select=inside(found.graph, path), merge=self._key, linked=False)
        self._typed, self._last = typed, (path, document.graph)
        document.blockRemade.emit(found.gone, found.wires)
        return found

    def rename(self, path: str, name: str, merge: str) -> None:
        """Gives a group another name; raises `EditError` for one that can't be or is taken."""
        document = self._document
        new = "/".join(filter(None, (path.rpartition("/")[0], name.strip().replace("/", "_"))))
        if new == path:
            return
        if not name.strip() or new in document.graph.groups:
            raise EditError(
                filled(_tr("There is a group called {0} already."), name) if name.strip() else _tr("A group needs a name.")
            )
        graph = rename_group(document.graph, path, name)
        document.groupRenamed.emit(path, new)
        document.edit(filled(_tr("Rename group to {0}"), name), graph, merge=merge)

    def reset(self, path: str) -> None:
        """Makes a block as it is without any edit inside; the document tells what that did to wires. A refusal is told."""
        document, told = self._document, ""

        def anew(_: Graph) -> Graph:
            nonlocal told
            found = as_made(document.analysis, path, document.blocks)
            told = found.wires
            return found.graph

        document.edit(filled(_tr("Make {0} anew"), _title(path)), anew)
        document.select(inside(document.graph, path))
        document.blockRemade.emit((), told)

    def fit(self, path: str) -> Rebuilt:
        """Makes a block again for what it reads by now, with what was changed inside; raises like `change`."""
        return self.change(path)

    def link(self) -> None:
        """Links the blocks that are selected; a single one with all of its kind. A refusal is told."""
        document, path = self._document, self.group
        if path in document.graph.blocks:
            paths = of_kind(document.graph, path)
        else:
            graph = document.graph
            paths = tuple(covered(graph.blocks, graph.nodes, document.selection))
        text = filled(_tr("Link {0}"), number_of(_tr("{0} block|{0} blocks"), len(paths)))
        document.edit(text, lambda graph: link(graph, paths))

    def unlink(self, path: str) -> None:
        """Lets a block go its own way."""
        self._document.edit(filled(_tr("Detach {0}"), _title(path)), lambda graph: unlink(graph, path))

    def keep_own(self, path: str, name: str, own: bool) -> None:
        """Whether a number is this linked block's own; one that is not any more becomes that of the others. A refusal is told."""
        document = self._document
        text = _tr("Keep {0} here only") if own else _tr("Share {0}")
        value = None if own else shared_value(document.graph, path, name)

        def change(graph: Graph) -> Graph:
            if value is not None:  # the others may read this one
                graph = rebuilt_with_fellows(document.analysis, path, document.blocks, **{name: value}).graph
            return keep_own(graph, path, name, own)

        document.edit(filled(text, called_within(name)), change, linked=value is None)

    def fits(self, path: str) -> bool:
        """Whether a block is made for what it reads by now."""
        return is_made_for_what_it_reads(self._document.analysis, path, self._document.blocks)

    def fellows(self, path: str) -> tuple[str, ...]:
        """The blocks that a block is linked with."""
        return fellows(self._document.graph, path)

    def others(self, path: str) -> int:
        """How many other blocks of its kind there are."""
        return len(of_kind(self._document.graph, path)) - 1

    def forget(self, path: str) -> None:
        """Lets a block be a plain group."""
        text = filled(_tr("Make {0} a plain group"), _title(path))
        self._document.edit(text, lambda graph: graph.with_made(path, None))


def _title(path: str) -> str:
    return path.rpartition("/")[2]


def _tr(text: str) -> str:
    return QCoreApplication.translate("BlockEditing", text)
