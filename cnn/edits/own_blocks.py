"""Blocks of a person's own: layers of a network kept as a file, and put into others like the ready-made ones.

A kept block is a small network with one Input, which stands for what the block will read. `LAYERLOOM_BLOCKS` names another
folder to keep them in.
"""

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from platformdirs import user_config_path

from cnn.blocks import BLOCKS
from cnn.blocks.block import Block, Settings
from cnn.errors import EditError, FileError, LayerloomError
from cnn.files.files import read_regular, write_text
from cnn.graph import Graph, Node, common_group
from cnn.graph.bypass import bypass, skippable
from cnn.graph.document import graph_document, read_graph
from cnn.layers import Input
from cnn.shapes import Shape
from cnn.words.language import tr

FORMAT, VERSION, LARGEST, LONGEST_TITLE = "layerloom-block", 1, 16 * 1024 * 1024, 60


@dataclass(frozen=True)
class OwnBlock(Block[Settings]):
    """A kept block: `piece` is its network."""

    piece: Graph = field(default_factory=Graph)
    plain_names: ClassVar[bool] = True

    def blueprint(self, reads: Shape | None, settings: Settings | None = None) -> Graph:
        """Its network, for what it reads."""
        (start,) = self.piece.inputs
        return self.piece if reads is None else self.piece.replace_layer(start, Input(shape=reads))


def folder() -> Path:
    """Where blocks are kept."""
    kept = os.environ.get("LAYERLOOM_BLOCKS")
    return Path(kept) if kept else user_config_path("layerloom") / "blocks"


def captured(graph: Graph, node_ids: Collection[str], title: str) -> OwnBlock:
    """A block of these layers; raises `EditError` unless they read one layer, and one of them is read or is an output."""
    name, title = _named(title)
    members = [graph.node(node_id) for node_id in graph.order if node_id in node_ids]
    return _block(name, title, _piece(graph, members, name))


def read_own(path: Path) -> OwnBlock:
    """Reads a kept block; takes layers of the catalogue and nothing else. Raises `FileError`."""
    try:
        document: dict[str, Any] = json.loads(read_regular(path, LARGEST))
        if document["format"] != FORMAT or document["version"] != VERSION:
            raise FileError(tr("{0} is not a block of this version.", path.name), tr("Keep the block again."))
        piece = read_graph(document["graph"])
        if len(piece.inputs) != 1 or len(piece.outputs) != 1 or len(piece) < 2:
            raise FileError(tr("{0} has not one input and one output.", path.name), tr("Keep the block again."))
        return _block(path.stem, str(document["title"])[:LONGEST_TITLE], piece)
    except OSError as error:
        raise FileError(
            tr("{0} can't be read: {1}.", path.name, error.strerror or error), tr("Check its permissions.")
        ) from error
    except (LayerloomError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        reason = error.message if isinstance(error, LayerloomError) else tr("it is damaged.")
        raise FileError(tr("{0} can't be used: {1}", path.name, reason), tr("Keep the block again.")) from error


class BlockLibrary(Mapping[str, Block[Any]]):
    """All blocks that can be put into a network, by name: the ready-made ones, then those of a person's own.

    >>> blocks = BlockLibrary()
    >>> blocks["residual"].title
    'Residual block'
    """

    def __init__(self) -> None:
        self._own: dict[str, OwnBlock] = {}

    def __getitem__(self, name: str) -> Block[Any]:
        return BLOCKS[name] if name in BLOCKS else self._own[name]

    def __iter__(self) -> Iterator[str]:
        return iter((*BLOCKS, *self._own))

    def __len__(self) -> int:
        return len(BLOCKS) + len(self._own)

    def load(self) -> tuple[str, ...]:
        """Takes in every kept block; why some can't be used."""
        refused = []
        for path in sorted(folder().glob("*.json")):
            if path.stem in BLOCKS:
                continue
            try:
                self._own[path.stem] = read_own(path)
            except FileError as error:
                refused.append(str(error))
        return tuple(refused)

    def keep(self, block: OwnBlock) -> None:
        """Writes a block into its file and puts it among the others; raises `FileError`."""
        document = {"format": FORMAT, "version": VERSION, "title": block.title, "graph": graph_document(block.piece)}
        path = folder() / f"{block.name}.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(
                tr("{0} can't be made: {1}.", path.parent, error.strerror or error), tr("Check the folder above it.")
            ) from error
        write_text(path, json.dumps(document, indent=1, ensure_ascii=False) + "\n")
        self._own[block.name] = block

    def rename(self, block: OwnBlock, title: str) -> OwnBlock:
        """The block under another name, in its file too. Raises `EditError` for a name that can't be or is taken, `FileError`."""
        name, title = _named(title)
        if name in self and name != block.name:
            raise EditError(tr("There is a block called {0} already.", self[name].title), tr("Choose another name."))
        new = _block(name, title, block.piece)
        self.keep(new)
        if name != block.name:
            self.discard(block)
        return new

    def discard(self, block: OwnBlock) -> None:
        """Takes a block from the others and removes its file; `keep` brings it back. Raises `FileError`."""
        path = folder() / f"{block.name}.json"
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise FileError(
                tr("{0} can't be removed: {1}.", path.name, error.strerror or error), tr("Check the permissions of its folder.")
            ) from error
        self._own.pop(block.name, None)


def _named(title: str) -> tuple[str, str]:
    """The name of a block's file, and its title without superfluous spaces; raises `EditError`."""
    title = " ".join(title.split())
    name = re.sub(r"\W+", "_", title.lower()).strip("_")
    if not name or not title.isprintable() or len(title) > LONGEST_TITLE:
        raise EditError(tr("{0!r} can't be a block's name.", title[:80]), tr("Use some letters or digits."))
    for ready_made in BLOCKS.values():
        if name == ready_made.name or title.lower() == ready_made.title.lower():
            raise EditError(tr("There is a ready-made block called {0}.", ready_made.title), tr("Choose another name."))
    return name, title


def _block(name: str, title: str, piece: Graph) -> OwnBlock:
    kinds = [node.layer.class_name for node in piece.nodes.values() if node.layer.ports]
    shown = ", ".join(kinds[:4]) + (f" and {len(kinds) - 4} more" if len(kinds) > 4 else "")
    return OwnBlock(name, title, f"Your own block: {shown}", Settings, _unbuilt, piece=piece)


def _unbuilt(*_: object) -> str:
    raise NotImplementedError("a kept block is copied, not built")


def _piece(graph: Graph, members: list[Node], name: str) -> Graph:
    ids = {node.id for node in members}
    if any(not node.layer.ports for node in members):
        raise EditError(tr("An Input can't be part of a block."), tr("Select the layers behind it."))
    sources = {source for node in members for source in node.inputs} - ids
    outputs = set(graph.outputs)
    ends = [node for node in members if node.id in outputs or not ids.issuperset(graph.consumers[node.id])]
    if len(sources) != 1 or len(ends) != 1:
        raise EditError(
            tr("A block reads one layer and gives one output; these read {0} and give {1}.", len(sources), len(ends)),
            tr("Select layers that hang together."),
        )
    outer = members[0].group
    for node in members:
        outer = common_group(outer, node.group)
    piece, start = Graph(name=name).add(Input(shape=(None, None, None)))
    new = {sources.pop(): start.id}
    for node in members:
        inner = node.group.removeprefix(outer).strip("/") if outer else node.group
        piece, new[node.id] = _copied(piece, node, new, inner, whole=True)
    return bypass(piece, skippable(piece, [new[node.id] for node in members if node.bypassed is not None]))


def _copied(graph: Graph, node: Node, new: dict[str, str], group: str, *, whole: bool = False) -> tuple[Graph, str]:
    """The graph with one more copy of a node: in `group`, within it in the node's own unless `group` is the `whole` path."""
    path = group if whole else "/".join(filter(None, (group, node.group)))
    grown, copy = graph.add(
        node.own_layer,
        *(new[source] for source in node.inputs),
        name=graph.fresh_name(node.name),
        group=path,
        trainable=node.trainable,
        shares=new.get(node.shares) if node.shares else None,
    )
    return grown, copy.id
