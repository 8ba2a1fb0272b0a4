"""A group that a block made, made again with other numbers in its place.

Three networks meet layer by layer and wire by wire: what the block made, what stands there now, and what the block makes with the
new numbers. What a person changed inside stays where the block leaves it alone or makes the same of it; where both want another
thing, the person's stays as long as the network works with it. What goes is told.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from cnn.analysis import Analysis
from cnn.analysis.image_sizes import ShapesSoFar
from cnn.blocks import Block
from cnn.blocks.stamping import name_in, placed
from cnn.errors import CycleError, EditError, LayerloomError
from cnn.graph import Graph, Node, in_group
from cnn.graph.bypass import bypass, reinstate, skippable, torn
from cnn.graph.made import Made, Number
from cnn.graph.node import check_acyclic, enclosing_groups, unused_name
from cnn.layers import Layer
from cnn.shapes import Shape
from cnn.words.language import called_within, tr
from cnn.words.quantities import spell_value

Blocks = Mapping[str, Block[Any]]


@dataclass(frozen=True)
class Rebuilt:
    """A network with a block made again, and the edits inside that had to go, each in a few words."""

    graph: Graph
    gone: tuple[str, ...]
    edited: bool  # whether a person's edits are in it, which may not fit
    shapes: ShapesSoFar  # what every node puts out
    wires: str = ""  # what reads it again or still reads past it, in a sentence

    def errors(self, path: str) -> int:
        """How many layers of a group can't be built."""
        return sum(self.shapes[node.id] is None for node in self.graph.members(path))


def block_of(graph: Graph, path: str, blocks: Blocks) -> tuple[Made, Block[Any]]:
    """What a group was made from, without numbers that the block no longer asks for, and the block.

    Raises `EditError` where there is none.
    """
    made = graph.blocks.get(path)
    if made is None:
        raise EditError(tr("{0} is no block.", path or "That"), tr("Put one in from the palette."))
    if made.kind not in blocks:
        raise EditError(tr("There is no block {0!r} here.", made.kind[:80]), tr("Keep it as a block again."))
    block = blocks[made.kind]
    return replace(made, numbers=_asked_for(block, made)), block


def _asked_for(block: Block[Any], made: Made) -> dict[str, Number]:
    """The numbers of a group that its block asks for; one of a person's own may have been kept anew with others."""
    fields = block.settings.model_fields
    return {name: value for name, value in made.numbers.items() if name in fields}


def rebuilt(analysis: Analysis, path: str, blocks: Blocks, /, **numbers: Any) -> Rebuilt:
    """The network with a block made again, with some of its numbers changed and for what it reads by now.

    Layers keep their ids and names, wires from outside stay. Where the end of the block had been taken away, so that what came
    behind read past it, that reads the new end as far as it is clear who that was. Raises `EditError` for a group that is no
    block, or where the block can't be made of what it reads, `ArgumentError` for a number it doesn't take.
    """
    made, block = block_of(analysis.graph, path, blocks)
    settings = block.create({**made.numbers, **numbers})
    return remade(shapes_in(analysis), path, block, replace(made, numbers=settings.model_dump()))


def shapes_in(analysis: Analysis) -> ShapesSoFar:
    """What every node of a network puts out."""
    known = {node_id: found.output_shape for node_id, found in analysis.nodes.items()}
    return ShapesSoFar(analysis.graph, analysis.graph, known)


def as_made(analysis: Analysis, path: str, blocks: Blocks) -> Rebuilt:
    """The network with a block as it is made of what it reads by now, without any edit inside; raises like `rebuilt`."""
    made, block = block_of(analysis.graph, path, blocks)
    site = _Site.of(shapes_in(analysis), path, block, made)
    return site.built(_Keeps(contested=False, layers=False, wires=False))


def all_remade(shapes: ShapesSoFar, wanted: Iterable[tuple[str, Block[Any], Made]], told: str = "") -> Rebuilt:
    """The network whose shapes these are with several blocks made again in turn; one that can't be stays as it is.

    What had to go is told of one of them, `told`; where that can't be made it raises like `rebuilt`.
    """
    wanted = list(wanted)
    nodes = shapes.graph.nodes.values()
    alone = not any(node.shares for node in nodes)
    members: dict[str, list[str]] = {path: [] for path, _, _ in wanted}
    for node in nodes:
        for path in enclosing_groups(node.group):
            if path in members:
                members[path].append(node.id)
    result = Rebuilt(shapes.graph, (), False, shapes)
    for path, block, made in wanted:
        try:
            site = _Site.of(shapes, path, block, made)
            found = (site.with_other_arguments(members[path]) if alone else None) or _remade(site)
        except LayerloomError:  # a number that this one can't take where it stands
            if path == told:
                raise
            continue
        shapes = found.shapes
        result = found if path == told else replace(result, graph=found.graph, shapes=shapes)
    return result


def remade(shapes: ShapesSoFar, path: str, block: Block[Any], wanted: Made) -> Rebuilt:
    """The network whose shapes these are with a block made again as `wanted` says; raises like `rebuilt`."""
    return _remade(_Site.of(shapes, path, block, wanted))


def _remade(site: "_Site") -> Rebuilt:
    path = site.path
    best: Rebuilt | None = None
    for keeps in (_Keeps(), _Keeps(contested=False), _Keeps(contested=False, layers=False), _Keeps(False, False, False)):
        try:
            found = site.built(keeps)
        except CycleError:  # what was put in by hand would read its own output
            continue
        if best is None or found.errors(path) < best.errors(path):
            best = found
        if not best.edited or not best.errors(path):
            break
    if best is None:
        raise EditError(tr("{0} would read its own output.", path), tr("Take the wire away that leads from it back into it."))
    return best


@dataclass(frozen=True)
class _Keeps:
    """Which edits of a person are kept: those where the block wants another thing as well, those of layers, those of wires."""

    contested: bool = True
    layers: bool = True
    wires: bool = True


@dataclass(frozen=True)
class _Site:
    """The place of a block: what it made, and what it is to make."""

    shapes: ShapesSoFar
    path: str
    made: Made
    wanted: Made
    old: Graph
    new: Graph
    source: str | None
    plain_names: bool

    @classmethod
    def of(cls, shapes: ShapesSoFar, path: str, block: Block[Any], wanted: Made) -> "_Site":
        graph = shapes.graph
        made = graph.made[path]
        old = blueprint_of(block, made)
        source = source_of(graph, path, made, old)
        wanted = replace(wanted, reads=shapes[source] if source else made.reads)
        new = _blueprint(block, wanted)
        return cls(shapes, path, made, wanted, old, new, source, block.plain_names)

    def built(self, keeps: _Keeps) -> Rebuilt:
        """The network with the block made again."""
        return _Work(self, keeps).done()

    def with_other_arguments(self, members: Sequence[str]) -> Rebuilt | None:
        """What `built` gives where nothing but arguments of layers changes that nobody changed by hand, and all of it works, in a
        tenth of the time; `None` where it is more than that. `members` are the nodes in it."""
        changes, before = _other_arguments(self.old, self.new), self.shapes.graph
        if changes is None or any(one not in before.nodes or before.nodes[one].bypassed is not None for one in members):
            return None
        stands = standing_parts(before, self.path, self.made)
        if len(stands) != len(self.new.nodes) - len(self.new.inputs):
            return None
        nodes = dict(before.nodes)
        for part, base, theirs in changes:
            node = stands[part]
            if node.layer == base:
                nodes[node.id] = node.with_layer(theirs)
            elif node.layer != theirs:
                return None
        parts = {part.name: stands[part.name].id for part in _layers(self.new)}
        graph = replace(before, nodes=nodes, made={**before.made, self.path: replace(self.wanted, parts=parts)})
        shapes = self.shapes.after(graph, [stands[part].id for part, _, _ in changes])
        if any(shapes[one] is None for one in members):
            return None
        return Rebuilt(graph, (), False, shapes)


def _other_arguments(old: Graph, new: Graph) -> tuple[tuple[str, Layer, Layer], ...] | None:
    """The layers that a block makes otherwise than before, by name; `None` where it has other layers, wires or blocks within."""
    key = id(old), id(new)
    if key not in _COMPARED:
        while len(_COMPARED) >= MOST_REMEMBERED:
            _COMPARED.pop(next(iter(_COMPARED)))
        _COMPARED[key] = old, new, _arguments_that_differ(old, new)
    return _COMPARED[key][2]


#: with the blueprints, so that their ids stay their own
_COMPARED: dict[tuple[int, int], tuple[Graph, Graph, tuple[tuple[str, Layer, Layer], ...] | None]] = {}


def _arguments_that_differ(old: Graph, new: Graph) -> tuple[tuple[str, Layer, Layer], ...] | None:
    was, now = (
        [(node.name, type(node.layer), [graph.nodes[one].name for one in node.inputs], node.trainable) for node in _layers(graph)]
        for graph in (old, new)
    )
    if was != now or old.blocks or new.blocks or old.inputs != new.inputs or old.outputs != new.outputs:
        return None
    pairs = zip(_layers(old), _layers(new), strict=True)
    return tuple((one.name, one.layer, other.layer) for one, other in pairs if one.layer != other.layer)


def blueprint_of(block: Block[Any], made: Made) -> Graph:
    """What a block made; empty where it would no longer: then everything inside counts as a person's."""
    try:
        return _blueprint(block, made)
    except LayerloomError:
        return Graph()


def makes_the_same(block: Block[Any], made: Made, reads: Shape) -> bool:
    """Whether a block makes the same layers and wires, with these numbers, of another shape that it reads."""
    try:
        return _look(_blueprint(block, replace(made, reads=reads))) == _look(_blueprint(block, made))
    except LayerloomError:
        return False


def _look(blueprint: Graph) -> list[tuple[Any, ...]]:
    names = {node.id: node.name for node in blueprint.nodes.values() if node.layer.ports}  # the Input is what is read
    return [
        (node.name, node.layer, [names.get(one) for one in node.inputs], node.trainable, node.group)
        for node in _layers(blueprint)
    ]


def _blueprint(block: Block[Any], made: Made) -> Graph:
    """What a block makes with these numbers; the last ones are remembered, so that layers alike are the same object."""
    key = id(block), made.reads, tuple(sorted(made.numbers.items()))  # one of a person's own holds layers, which have no hash
    if key not in _REMEMBERED:
        while len(_REMEMBERED) >= MOST_REMEMBERED:
            _REMEMBERED.pop(next(iter(_REMEMBERED)))
        _REMEMBERED[key] = block, block.blueprint(made.reads, block.create(_asked_for(block, made)))
    return _REMEMBERED[key][1]


MOST_REMEMBERED = 64
#: with the block, so that its id stays its own
_REMEMBERED: dict[Any, tuple[Block[Any], Graph]] = {}


def standing_parts(graph: Graph, path: str, made: Made) -> dict[str, Node]:
    """The nodes that stand for the layers of a block, by what those are called in it; what was taken away is missing."""
    found = {part: graph.nodes[node_id] for part, node_id in made.parts.items() if node_id in graph.nodes}
    return {part: node for part, node in found.items() if in_group(node, path)}


def source_of(graph: Graph, path: str, made: Made, blueprint: Graph) -> str | None:
    """The node outside that a block reads, where the block reads it; else the first that anything in it reads."""
    start = set(blueprint.inputs)
    for part in blueprint.nodes.values():
        node = graph.nodes.get(made.parts.get(part.name, ""))
        for wanted, found in zip(part.inputs, node.inputs if node else (), strict=False):
            if wanted in start and not in_group(graph.nodes[found], path):
                return found
    members = graph.members(path)
    outside = (source for node in members for source in node.inputs if not in_group(graph.nodes[source], path))
    return next(outside, None)


# ---------------------------------------------------------------------- one attempt


class _Work:
    """Makes a block again while it keeps some of the edits inside; what goes is noted."""

    def __init__(self, site: _Site, keeps: _Keeps) -> None:
        self._site, self._keeps = site, keeps
        before = site.shapes.graph
        self._waiting = [node.id for node in before.members(site.path) if node.bypassed is not None]
        self._all_wait = bool(self._waiting) and not skippable(before, [node.id for node in before.members(site.path)])
        self._graph = reinstate(before, self._waiting) if self._waiting else before
        self._stands = standing_parts(self._graph, site.path, site.made)
        self._old = {node.name: node for node in site.old.nodes.values()}
        self._removed = {part for part in self._old if part not in self._stands} if keeps.wires else set[str]()
        self.gone: list[str] = []
        self._edited = bool(self._removed)
        self._same_wires = False
        self._wires = ""

    def done(self) -> Rebuilt:
        """The network; what went is in a few words."""
        site, parts = self._site, self._ids()
        theirs = _Names(site.new, parts, site.source, self._removed)
        ours = _Names(site.old, {part: node.id for part, node in self._stands.items()}, site.source, self._removed)
        nodes = {parts[part.name]: self._node(part, parts, theirs, ours) for part in _layers(site.new) if part.name in parts}
        lost = {node.id: part for part, node in self._stands.items() if part not in parts}
        for node_id, part in lost.items():
            if self._graph.nodes[node_id].layer != self._old.get(part, self._graph.nodes[node_id]).layer:
                self.gone.append(tr("{0} goes, which was changed by hand", self._graph.nodes[node_id].name))
        heirs = {node_id: self._heir(node_id, lost, theirs) for node_id in lost}
        old_end, new_end = ours.end(), theirs.end()
        moved = old_end if new_end != old_end else None
        past = moved is not None and moved == site.source  # its end was taken away: what came behind reads what it reads
        outside = {**heirs, moved: new_end} if moved and new_end and not past else heirs
        graph = self._put(nodes, heirs, outside)
        graph = graph.remove(*lost, heal=False) if lost else graph
        if not self._keeps.wires:
            graph = self._without_additions(graph, set(parts.values()), new_end)
        graph = graph.with_made(site.path, replace(site.wanted, parts=parts))
        graph = self._read_again(graph, new_end) if past and new_end else graph
        graph = self._skipped_again(self._with_inner(graph, parts))
        edited = self._edited or len(graph.members(site.path)) > len(parts)
        return Rebuilt(graph, tuple(self.gone), edited, site.shapes.after(graph), self._wires)

    def _ids(self) -> dict[str, str]:
        """The id of each layer that the block makes now: that of the layer which stands there, or a new one."""
        number = self._graph.next_id
        found: dict[str, str] = {}
        for part in _layers(self._site.new):
            if part.name in self._stands:
                found[part.name] = self._stands[part.name].id
            elif part.name not in self._removed:
                found[part.name] = f"n{number}"
                number += 1
        return found

    # ------------------------------------------------------------------ one layer

    def _node(self, part: Node, parts: Mapping[str, str], theirs: "_Names", ours: "_Names") -> Node:
        inputs = theirs.inputs(part)
        node = self._stands.get(part.name)
        if node is None:
            name = part.name if self._site.plain_names else name_in(self._site.path, part.name)
            made = placed(part, parts[part.name], name, inputs, self._site.path)
            frozen = bool(self._stands) and not any(one.trainable for one in self._stands.values())
            return replace(made, trainable=part.trainable and not frozen)
        base = self._old.get(part.name)
        layer = self._layer(node, base.layer if base else node.layer, part.layer)
        if self._keeps.wires:
            plain = inputs
            inputs = merged(ours.inputs(base) if base else node.inputs, node.inputs, inputs)
            self._edited = self._edited or inputs != plain
        inputs = inputs if layer.variadic else inputs[: len(layer.ports)]
        if layer is not node.layer and layer == node.layer:
            layer = node.layer
        return node if layer is node.layer and inputs == node.inputs else replace(node, layer=layer, inputs=inputs)

    def _layer(self, node: Node, base: Layer, theirs: Layer) -> Layer:
        """The layer that stands there from now on."""
        mine = node.layer
        if mine in (base, theirs):
            return theirs
        self._edited = True
        if not self._keeps.layers:
            self.gone.append(tr("{0} is again as the block makes it", node.name))
            return theirs
        if type(mine) is not type(base) or type(theirs) is not type(base):
            if theirs == base or (self._keeps.contested and type(mine) is type(theirs)):
                return mine
            if not self._keeps.contested:
                self.gone.append(tr("{0} is a {1} again", node.name, theirs.class_name))
                return theirs
            return mine
        for name in mine.argument_names:
            value = mine.value(name)
            if value == base.value(name) or value == theirs.value(name):
                continue
            if theirs.value(name) != base.value(name) and not self._keeps.contested:
                self._tell(node.name, name, value)
                continue
            try:
                theirs = theirs.replace(**{name: value})
            except LayerloomError:
                self._tell(node.name, name, value)
        return theirs

    def _tell(self, name: str, argument: str, value: object) -> None:
        self.gone.append(tr("{0} no longer has {1} {2}", name, called_within(argument), spell_value(value)))

    # ------------------------------------------------------------------ the whole

    def _heir(self, node_id: str, lost: Mapping[str, str], theirs: "_Names") -> str | None:
        """What is read instead of a layer that goes: what it read, as far as that stays."""
        seen: set[str] = set()
        here: str | None = node_id
        while here is not None and here in lost and here not in seen:
            seen.add(here)
            here = next(iter(self._graph.nodes[here].inputs), None)
        return here if here not in lost else theirs.end()

    def _put(self, nodes: Mapping[str, Node], heirs: Mapping[str, str | None], outside: Mapping[str, str | None]) -> Graph:
        """The network with these nodes: new ones stand behind what comes before them in the block. What is read instead of what
        goes says `heirs`, for who is no part of the block `outside`."""
        graph = self._graph
        if not heirs and not outside and nodes.keys() <= graph.nodes.keys():  # most often: other arguments, the same wires
            found = {**graph.nodes, **nodes}
            self._same_wires = all(node.inputs == graph.nodes[node_id].inputs for node_id, node in nodes.items())
            if not self._same_wires:
                check_acyclic(found)
            return _sharing(replace(graph, nodes=found))
        names = {node.name for node in graph.nodes.values()}
        behind: dict[str, list[Node]] = {}
        anchor = self._site.source or next(reversed(list(graph.nodes)), "")
        for node_id, node in nodes.items():
            if node_id in graph.nodes:
                anchor = node_id
                continue
            name = unused_name(node.name, names)
            names.add(name)
            behind.setdefault(anchor, []).append(replace(node, name=name))
        found = {}
        for node_id, node in graph.nodes.items():
            kept = nodes.get(node_id)
            found[node_id] = _handed_over(node, outside) if kept is None else _handed_over(kept, heirs)
            for new in behind.get(node_id, ()):
                found[new.id] = _handed_over(new, heirs)
        number = graph.next_id + sum(map(len, behind.values()))
        marked = tuple(dict.fromkeys(outside.get(item) or item for item in graph.marked_outputs))
        check_acyclic(found)
        return _sharing(replace(graph, nodes=found, next_id=number, marked_outputs=marked))

    def _read_again(self, graph: Graph, end: str) -> Graph:
        """The network in which what read past the block reads its end; as it is where several may have read past it, or none."""
        source, inside = self._site.source or "", {node.id for node in graph.members(self._site.path)}
        if inside.intersection(graph.marked_outputs) or any(not inside.issuperset(graph.consumers[one]) for one in inside):
            return graph  # it is read
        readers = [reader for reader in graph.consumers[source] if reader not in inside]
        behind = len(readers) + (source in graph.marked_outputs)
        if behind == 1 and not inside.intersection(one for reader in readers for one in graph.descendants(reader)):
            reader = graph.nodes[readers[0]] if readers else None
            self._wires = tr("{0} reads it again.", reader.name) if reader else ""
            if reader and reader.layer.variadic and len(reader.inputs) == 1:  # a skip around the block: two wires had become one
                return graph.connect(end, reader.id)
            return graph.hand_over(source, end, readers).mark_instead(source, end)
        if behind:
            self._wires = tr("Nothing reads it: what reads {0} stays as it is.", graph.nodes[source].name)
        return graph

    def _without_additions(self, graph: Graph, own: Collection[str], end: str | None) -> Graph:
        """The network without what a person added inside, which nothing of the block reads any more."""
        added = [node.id for node in graph.members(self._site.path) if node.id not in own]
        for node_id in added:
            readers = [reader for reader in graph.consumers[node_id] if reader not in added and reader not in own]
            if end and readers and end not in graph.descendants(readers[0]):
                with suppress(CycleError):
                    graph = graph.hand_over(node_id, end, readers).mark_instead(node_id, end)
            self.gone.append(tr("{0} goes, which was put in by hand", graph.nodes[node_id].name))
        return graph.remove(*added) if added else graph

    def _with_inner(self, graph: Graph, parts: Mapping[str, str]) -> Graph:
        """The network with what the groups within are made from; numbers that a person gave one of them stay."""
        new, old, path = self._site.new, self._site.old, self._site.path
        ids = {node_id: parts[node.name] for node_id, node in new.nodes.items() if node.name in parts}
        for inner, made in new.blocks.items():
            there, was = graph.blocks.get(f"{path}/{inner}"), old.blocks.get(inner)
            alike = there is not None and was is not None and there.kind == was.kind == made.kind
            kept = (
                made if there is None or was is None or not alike else replace(there, numbers=_merged_numbers(was, there, made))
            )
            kept = replace(kept, parts=made.copied(ids).parts, reads=made.reads)
            if inner not in old.blocks or there is not None:
                graph = graph.with_made(f"{path}/{inner}", kept)
        return graph

    def _skipped_again(self, graph: Graph) -> Graph:
        waiting = [node_id for node_id in self._waiting if node_id in graph]
        if self._all_wait:  # what is new waits with the others
            waiting = [node.id for node in graph.members(self._site.path)]
        if self._same_wires and not waiting:
            return graph
        graph = bypass(graph, skippable(graph, waiting)) if waiting else graph
        return reinstate(graph, found) if (found := torn(graph)) else graph


class _Names:
    """Which nodes of the network stand for the layers of a blueprint; for one that a person took away, what it would read."""

    def __init__(self, blueprint: Graph, parts: Mapping[str, str], source: str | None, removed: Collection[str]) -> None:
        self._blueprint, self._parts, self._source, self._removed = blueprint, parts, source, removed

    def of(self, node_id: str) -> str | None:
        """The node for a layer of the blueprint; `None` where the block reads nothing."""
        node = self._blueprint.nodes[node_id]
        while node.inputs and node.name not in self._parts:
            node = self._blueprint.nodes[node.inputs[0]]
        return self._parts.get(node.name) if node.inputs else self._source

    def inputs(self, part: Node) -> tuple[str, ...]:
        """What a layer reads as the block has it."""
        return tuple(found for source in part.inputs if (found := self.of(source)) is not None)

    def end(self) -> str | None:
        """What the block puts out."""
        return self.of(self._blueprint.outputs[0]) if self._blueprint.outputs else None


def _merged_numbers(base: Made, mine: Made, theirs: Made) -> dict[str, Number]:
    """The numbers of a block within: a person's where they are other than before, else the new ones."""
    edited = {name: value for name, value in mine.numbers.items() if value != base.numbers.get(name)}
    return {name: edited.get(name, value) for name, value in theirs.numbers.items()}


def merged(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """What a layer reads when a person made `mine` of what the block had as `base`, and the block now has `theirs`.

    >>> merged(["a", "b"], ["a", "dropout"], ["projection", "b"])
    ('projection', 'dropout')
    """
    if tuple(mine) == tuple(base):
        return tuple(theirs)
    if tuple(theirs) == tuple(base):
        return tuple(mine)
    instead = {old: new for old, new in zip(base, mine, strict=False) if old != new and old not in mine}
    cut = set(base) - set(mine) - instead.keys()
    added = [one for one in mine if one not in base and one not in instead.values()]
    return (*(instead.get(one, one) for one in theirs if one not in cut), *added)


def _layers(blueprint: Graph) -> Iterator[Node]:
    """The layers of a blueprint in order, but for its Input."""
    return (blueprint.nodes[node_id] for node_id in blueprint.order if blueprint.nodes[node_id].layer.ports)


def _handed_over(node: Node, heirs: Mapping[str, str | None]) -> Node:
    if heirs.keys().isdisjoint(node.inputs):
        return node
    inputs = tuple(new for source in node.inputs if (new := heirs.get(source, source)) is not None and new != node.id)
    return replace(node, inputs=inputs if not node.layer.variadic else tuple(dict.fromkeys(inputs)))


def _sharing(graph: Graph) -> Graph:
    """The network in which weights are shared only by layers that are set alike."""
    apart = [node for node in graph.nodes.values() if node.shares and graph.nodes[node.shares].layer != node.layer]
    for node in apart:
        graph = graph.unshare(node.id)
    return graph
