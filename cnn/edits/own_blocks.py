"""Blocks of a person's own: layers of a network kept as a file, and put into others like the ready-made ones.

A kept block is a small network with one Input, which stands for what the block will read, and parameters: which of the numbers
in it may be changed wherever it is put (`cnn.blocks.parameters`). `LAYERLOOM_BLOCKS` names another folder to keep them in.
"""

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

from platformdirs import user_config_path

from cnn.analysis.image_sizes import ShapesSoFar, shape_at, shapes_of
from cnn.blocks import BLOCKS
from cnn.blocks.block import OPEN, Block, Settings
from cnn.blocks.parameters import Parameter, Target, inner_blocks, settings_of, values_in
from cnn.blocks.stamping import fresh_group
from cnn.edits.made import blueprint_of, remade, source_of
from cnn.errors import ArgumentError, EditError, FileError, LayerloomError
from cnn.files.files import read_regular, write_text
from cnn.graph import Graph, Node, common_group
from cnn.graph.bypass import bypass, skippable
from cnn.graph.document import graph_document, of_type, read_graph
from cnn.graph.made import Made, covered
from cnn.graph.node import in_group
from cnn.layers import Input
from cnn.shapes import Shape
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.reasons import reason_of

FORMAT, VERSION, LARGEST, LONGEST_TITLE = "layerloom-block", 1, 16 * 1024 * 1024, 60
#: of a file whose block has parameters; older programs say that they can't read it
WITH_PARAMETERS = 2


@dataclass(frozen=True)
class OwnBlock(Block[Settings]):
    """A kept block: `piece` is its network, `parameters` say which numbers of it are asked for."""

    piece: Graph = field(default_factory=Graph)
    parameters: tuple[Parameter, ...] = ()
    plain_names: ClassVar[bool] = True

    def blueprint(self, reads: Shape | None, settings: Settings | None = None) -> Graph:
        """Its network, for what it reads and with these numbers; blocks within are made again for what they read then.

        Raises `ArgumentError` for a number that a layer can't have, `EditError` where a block within can't be made.
        """
        (start,) = self.piece.inputs
        piece = self.piece.replace_layer(start, Input(shape=OPEN if reads is None else reads))
        piece = _with_values(piece, self.parameters, settings or self.settings())
        return _refitted(piece, shapes_of(self.piece), self.parameters, settings)

    def with_parameters(self, parameters: Sequence[Parameter]) -> "OwnBlock":
        """The same layers, of which other numbers may be changed; raises `EditError` for what is no number in it."""
        return _block(self.name, self.title, self.piece, parameters)


def folder() -> Path:
    """Where blocks are kept."""
    kept = os.environ.get("LAYERLOOM_BLOCKS")
    return Path(kept) if kept else user_config_path("layerloom") / "blocks"


def captured(graph: Graph, node_ids: Collection[str], title: str, parameters: Sequence[Parameter] = ()) -> OwnBlock:
    """A block of these layers; raises `EditError` unless they read one layer, and one of them is read or is an output.

    `parameters` say which numbers of it may be changed: see `cnn.blocks.parameters.candidates` of `piece_of` the same layers.
    """
    name, title = _named(title)
    return _block(name, title, _cut(graph, node_ids, name).piece, parameters)


def piece_of(graph: Graph, node_ids: Collection[str]) -> Graph:
    """The network that a block of these layers would be; raises like `captured`."""
    return _cut(graph, node_ids, "block").piece


def packed(graph: Graph, node_ids: Collection[str], block: OwnBlock) -> Graph:
    """The network in which the layers that a block was made of are that block: a group that can be made again with other numbers.

    A plain group that is just these layers keeps its path. Raises like `captured`, and `EditError` for other layers.
    """
    cut = _cut(graph, node_ids, block.name)
    if cut.piece.nodes.keys() != block.piece.nodes.keys():
        raise EditError(tr("{0} is made of other layers.", block.title), tr("Keep these as a block of their own."))
    whole = cut.outer and cut.outer not in graph.blocks and all(in_group(node, cut.outer) for node in cut.members)
    alone = whole and len(graph.members(cut.outer)) == len(cut.members)
    path = cut.outer if alone else fresh_group(graph, cut.outer, block.name)
    nodes = dict(graph.nodes)
    for node in cut.members:
        nodes[node.id] = replace(node, group="/".join(filter(None, (path, cut.inner(node.group)))))
    inner = {f"{path}/{cut.inner(one)}": graph.blocks[one] for one in cut.blocks}
    made = {one: made for one, made in graph.blocks.items() if one not in cut.blocks}
    parts = {cut.piece.nodes[new].name: old for old, new in cut.ids.items()}
    own = Made(block.name, block.create().model_dump(), parts, shape_at(graph, cut.source))
    return replace(graph, nodes=nodes, made={**made, path: own, **inner})


def of_new_name(graph: Graph, old: str, new: str) -> Graph:
    """The network in which the groups that a block was put in as know it by another name."""
    called = {path: replace(made, kind=new) if made.kind == old else made for path, made in graph.blocks.items()}
    return replace(graph, made=called) if called != graph.blocks else graph


def read_own(path: Path) -> OwnBlock:
    """Reads a kept block; takes layers of the catalogue and nothing else. Raises `FileError`."""
    try:
        return read_document(path.stem, json.loads(read_regular(path, LARGEST)))
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path.name, reason_of(error)), tr("Check its permissions.")) from error
    except (ValueError, RecursionError) as error:
        raise FileError(tr("{0} can't be used: {1}", path.name, tr("it is damaged.")), tr("Keep the block again.")) from error


def block_document(block: OwnBlock) -> dict[str, Any]:
    """A block as plain JSON values: what stands in its file, and in the file of a project that it stands in."""
    document = {"format": FORMAT, "version": VERSION, "title": block.title, "graph": graph_document(block.piece)}
    if block.parameters:
        document |= {"version": WITH_PARAMETERS, "parameters": [_parameter_document(one) for one in block.parameters]}
    return document


def read_document(name: str, document: Any) -> OwnBlock:
    """The block from plain JSON values; takes layers of the catalogue and nothing else. Raises `FileError`."""
    try:
        if document["format"] != FORMAT or document["version"] not in (VERSION, WITH_PARAMETERS):
            raise FileError(tr("{0} is not a block of this version.", f"{name}.json"), tr("Keep the block again."))
        piece = read_graph(document["graph"])
        if len(piece.inputs) != 1 or len(piece.outputs) != 1 or len(piece) < 2:
            raise FileError(tr("{0} has not one input and one output.", f"{name}.json"), tr("Keep the block again."))
        parameters = [_read_parameter(one) for one in of_type(document.get("parameters", []), list)]
        return _block(name, str(document["title"])[:LONGEST_TITLE], piece, parameters)
    except (LayerloomError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        reason = error.message if isinstance(error, LayerloomError) else tr("it is damaged.")
        raise FileError(tr("{0} can't be used: {1}", f"{name}.json", reason), tr("Keep the block again.")) from error


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

    def take_in(self, documents: Mapping[str, Any]) -> bool:
        """Puts blocks that came with a project among the others, in no file; whether there are more now. One that is called like
        another that is here, or can't be used, is left out: its layers stay as they are.
        """
        number = len(self)
        for name, document in documents.items():
            if name not in self and _named_so(name):
                with suppress(FileError):
                    self._own[name] = read_document(name, document)
        return len(self) > number

    def documents_for(self, graph: Graph) -> dict[str, Any]:
        """The blocks of a person's own that stand in a network, as they are written into its file."""
        own = {made.kind: self._own[made.kind] for made in graph.blocks.values() if made.kind in self._own}
        return {name: block_document(block) for name, block in own.items()}

    def keep(self, block: OwnBlock) -> None:
        """Writes a block into its file and puts it among the others; raises `FileError`."""
        document, path = block_document(block), folder() / f"{block.name}.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(
                tr("{0} can't be made: {1}.", path.parent, reason_of(error)), tr("Check the folder above it.")
            ) from error
        write_text(path, json.dumps(document, indent=1, ensure_ascii=False) + "\n")
        self._own[block.name] = block

    def rename(self, block: OwnBlock, title: str) -> OwnBlock:
        """The block under another name, in its file too. Raises `EditError` for a name that can't be or is taken, `FileError`."""
        name, title = _named(title)
        if name in self and name != block.name:
            raise EditError(tr("There is a block called {0} already.", self[name].title), tr("Choose another name."))
        new = _block(name, title, block.piece, block.parameters)
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
                tr("{0} can't be removed: {1}.", path.name, reason_of(error)), tr("Check the permissions of its folder.")
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


def _named_so(name: str) -> bool:
    """Whether a block can be called so: a name is that of a file, too."""
    with suppress(EditError):
        return _named(name)[0] == name
    return False


def _block(name: str, title: str, piece: Graph, parameters: Sequence[Parameter] = ()) -> OwnBlock:
    kinds = [node.layer.class_name for node in piece.nodes.values() if node.layer.ports]
    shown, more = listed(kinds[:4]), len(kinds) - 4
    told = tr("Your own block: {0} and {1} more", shown, more) if more > 0 else tr("Your own block: {0}", shown)
    settings = settings_of(title, piece, parameters, BLOCKS)
    return OwnBlock(name, title, told, settings, _unbuilt, piece=piece, parameters=tuple(parameters))


def _unbuilt(*_: object) -> str:
    raise NotImplementedError("a kept block is copied, not built")


def _parameter_document(parameter: Parameter) -> dict[str, Any]:
    sets = [
        {"part": one.part, "argument": one.argument, **({"times": one.times} if one.times != 1 else {})}
        for one in parameter.targets
    ]
    return {"name": parameter.name, "sets": sets}


def _read_parameter(document: dict[str, Any]) -> Parameter:
    targets = tuple(
        Target(of_type(one["part"], str), of_type(one["argument"], str), of_type(one.get("times", 1), int))
        for one in of_type(document["sets"], list)
    )
    return Parameter(of_type(document["name"], str), targets)


# ---------------------------------------------------------------------- with other numbers


def _with_values(piece: Graph, parameters: Sequence[Parameter], settings: Settings) -> Graph:
    """The piece with what its parameters set in layers; a layer that stays as it is stays the same object."""
    if not parameters:
        return piece
    values = values_in(parameters, settings)
    nodes = dict(piece.nodes)
    for node in piece.nodes.values():
        layer = node.own_layer
        wanted = values.get(node.name, {})
        changes = {name: value for name, value in wanted.items() if not _is_set(layer.value(name), value)}
        if not changes:
            continue
        try:
            layer = layer.replace(**changes)
        except ArgumentError as error:
            raise ArgumentError(error.message, error.hint, argument=_called(parameters, node.name, changes)) from None
        nodes[node.id] = replace(node, layer=layer) if node.bypassed is None else replace(node, bypassed=layer)
    return replace(piece, nodes=nodes)


def _is_set(held: object, value: object) -> bool:
    return held == value or (isinstance(held, tuple) and all(one == value for one in held))


def _called(parameters: Sequence[Parameter], part: str, changes: Mapping[str, object]) -> str:
    """The parameter that sets one of these arguments of a layer."""
    return next(one.name for one in parameters for target in one.targets if target.part == part and target.argument in changes)


def _refitted(
    piece: Graph, kept: Mapping[str, Shape | None], parameters: Sequence[Parameter], settings: Settings | None
) -> Graph:
    """The piece with the numbers that parameters set in the blocks within; those that read something else than when they were
    `kept` are made for that.
    """
    values = values_in(parameters, settings) if settings is not None and parameters else {}
    for path, made in inner_blocks(piece, BLOCKS).items():
        block, wanted = BLOCKS[made.kind], values.get(f"{path}/", {})
        source = source_of(piece, path, made, blueprint_of(block, made))
        if source is None:
            continue
        shapes = shapes_of(piece)
        changed = any(made.numbers.get(name) != value for name, value in wanted.items())
        if not changed and shapes[source] in (None, kept.get(source) or made.reads):
            continue
        numbers = block.create({**made.numbers, **wanted}).model_dump()
        try:
            piece = remade(ShapesSoFar(piece, piece, shapes), path, block, replace(made, numbers=numbers)).graph
        except LayerloomError:
            if changed:
                raise
    return piece


# ---------------------------------------------------------------------- cut out of a network


@dataclass(frozen=True)
class _Cut:
    """Layers of a network as a network of their own: what they read, the group that holds them, and each one's id there."""

    piece: Graph
    members: tuple[Node, ...]
    source: str
    outer: str
    ids: Mapping[str, str]
    blocks: tuple[str, ...]

    def inner(self, group: str) -> str:
        """A group's path within the one that holds all."""
        return group[len(self.outer) :].lstrip("/") if self.outer else group


def _cut(graph: Graph, node_ids: Collection[str], name: str) -> _Cut:
    members = [graph.node(node_id) for node_id in graph.order if node_id in node_ids]
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
    whole = covered(graph.blocks, graph.nodes, ids)
    while outer in whole:  # a block that is kept as a whole is one within
        outer = outer.rpartition("/")[0]
    (source,) = sources
    made = (path for path, made in graph.blocks.items() if path in whole or ids.issuperset(_parts(graph, path, made)))
    blocks = tuple(path for path in made if path.startswith(f"{outer}/") or not outer)
    reads = shape_at(graph, source)
    cut = _Cut(Graph(), tuple(members), source, outer, {}, blocks)
    piece, start = Graph(name=name).add(Input(shape=OPEN if reads is None else reads))
    new = {source: start.id}
    for node in members:
        piece, new[node.id] = _copied(piece, node, new, cut.inner(node.group), whole=True)
    within = {cut.inner(path): replace(graph.blocks[path].copied(new), link="", own=frozenset(), added={}) for path in cut.blocks}
    piece = bypass(piece, skippable(piece, [new[node.id] for node in members if node.bypassed is not None]))
    del new[source]
    return replace(cut, piece=replace(piece, made=within), ids=new)


def _parts(graph: Graph, path: str, made: Made) -> list[str]:
    """The nodes in a group that its block made."""
    return [one for one in made.parts.values() if one in graph.nodes and in_group(graph.nodes[one], path)]


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
