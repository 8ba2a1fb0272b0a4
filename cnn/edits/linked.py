"""Linked blocks: what is changed in one of them is changed in all, but for the numbers that each has for itself.

The others follow an edit, they don't become copies: where one of them differs from what the edited one had before, it stays.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cnn.analysis import Analysis
from cnn.blocks import Block
from cnn.edits.made import Blocks, Rebuilt, all_remade, block_of, shapes_in
from cnn.errors import CycleError, EditError, LayerloomError
from cnn.graph import Graph, Node
from cnn.graph.bypass import bypass, reinstate, skippable, torn
from cnn.graph.made import Made, Number
from cnn.graph.node import check_acyclic, enclosing_groups
from cnn.layers import Layer
from cnn.words.language import tr


def link(graph: Graph, paths: Collection[str]) -> Graph:
    """The network with these blocks linked: where they differ they share what most of them have, the others keep their own.

    Raises `EditError` for fewer than two, or for blocks of several kinds.
    """
    found = {path: graph.blocks[path] for path in paths if path in graph.blocks}
    if len(found) < 2 or len({made.kind for made in found.values()}) > 1:
        raise EditError(
            tr("Blocks of one kind can be linked, two or more."), tr("Select them, or one that has others of its kind.")
        )
    names = {made.link for made in graph.blocks.values()}
    known = next(filter(None, (made.link for made in found.values())), "")
    name = known or next(one for one in (f"link{number}" for number in range(1, len(names) + 2)) if one not in names)
    there = [made for made in graph.blocks.values() if made.link == name]
    common = {number: _common(there, list(found.values()), number) for made in found.values() for number in made.numbers}
    linked = {
        path: replace(made, link=name, own=made.own | {one for one, value in made.numbers.items() if value != common[one]})
        for path, made in found.items()
    }
    return replace(graph, made={**graph.blocks, **linked})


def _common(linked: Sequence[Made], joining: Sequence[Made], name: str) -> Number | None:
    """What blocks share as one of their numbers: what those that are linked share by now, else what most of them have."""
    sharing = [made for made in linked if name not in made.own] or joining
    values = [made.numbers.get(name) for made in sharing]
    return max(values, key=values.count)  # the first of several that are as frequent


def unlink(graph: Graph, path: str) -> Graph:
    """The network with a block that goes its own way; one that would be left alone does so as well."""
    name = graph.blocks[path].link
    linked = [one for one, made in graph.blocks.items() if name and made.link == name]
    gone = linked if len(linked) < 3 else [path]
    alone = {one: replace(graph.blocks[one], link="", own=frozenset(), added={}) for one in gone}
    return replace(graph, made={**graph.blocks, **alone})


def keep_own(graph: Graph, path: str, name: str, own: bool) -> Graph:
    """The network in which a number is one linked block's own, or again that of all."""
    made = graph.blocks[path]
    return graph.with_made(path, replace(made, own=made.own | {name} if own else made.own - {name}))


def shared_value(graph: Graph, path: str, name: str) -> Number | None:
    """What the blocks that a block is linked with share as one of their numbers; `None` where each has its own."""
    others = (graph.blocks[one] for one in fellows(graph, path))
    return next((made.numbers.get(name) for made in others if name not in made.own), None)


def fellows(graph: Graph, path: str) -> tuple[str, ...]:
    """The other blocks that a block is linked with."""
    made = graph.blocks.get(path)
    if made is None or not made.link:
        return ()
    return tuple(one for one, other in graph.blocks.items() if other.link == made.link and one != path)


def of_kind(graph: Graph, path: str) -> tuple[str, ...]:
    """All blocks of the kind that a block is of, itself among them."""
    return tuple(one for one, made in graph.blocks.items() if made.kind == graph.blocks[path].kind)


# ---------------------------------------------------------------------- following an edit


def rebuilt_with_fellows(analysis: Analysis, path: str, blocks: Blocks, /, **numbers: Any) -> Rebuilt:
    """The network with a block made again, as `rebuilt` says, and with it all that are linked with it, each for what it reads.

    What had to go is told of that one block. Raises like `rebuilt`.
    """
    made, block = block_of(analysis.graph, path, blocks)
    made = replace(made, numbers=block.create({**made.numbers, **numbers}).model_dump())
    wanted = _together(analysis.graph, path, made, fellows(analysis.graph, path), blocks)
    found = all_remade(shapes_in(analysis), wanted, path)
    if all(one.link in ("", made.link) for one in found.graph.made.values()):
        return found
    return replace(found, graph=followed(analysis, found.graph, blocks))


def followed(before: Analysis, after: Graph, blocks: Blocks) -> Graph:
    """The network after an edit, with the same done to every block that is linked with the edited one.

    Where several linked blocks were edited at once nothing more is done; nor where one of them came or went.
    """
    linked = {path: made for path, made in after.made.items() if made.link}
    if not linked or after is before.graph:
        return after
    linked = {path: made for path, made in after.blocks.items() if made.link}
    old, new = _members(before.graph, linked), _members(after, linked)
    edited = _edited_alone(before.graph, after, linked, old, new)
    done: set[str] = set()
    for path in sorted(edited, key=lambda path: -path.count("/")):
        made, was, group = linked[path], before.graph.blocks[path], edited[path]
        if any(path in enclosing_groups(one) for one in done):
            continue
        done.add(path)
        others = [one for one in group if one != path]
        if (made.numbers, made.own, made.reads) != (was.numbers, was.own, was.reads):  # made again; each for what it reads
            wanted = _together(after, path, after.blocks[path], others, blocks)
            after = all_remade(shapes_in(before).after(after), wanted).graph
        else:
            after = _with_edit(before.graph, after, path, others, old[path], new[path])
    return after


def _edited_alone(
    before: Graph,
    after: Graph,
    linked: Mapping[str, Made],
    old: Mapping[str, Mapping[str, Node]],
    new: Mapping[str, Mapping[str, Node]],
) -> dict[str, list[str]]:
    """The one block that was edited of those with the same link, with all that have it; each is looked at once."""
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(made.link for made in linked.values()):
        group = [path for path, made in linked.items() if made.link == name]
        known = {path for path, made in before.blocks.items() if made.link == name}
        if len(group) < 2 or set(group) != known:
            continue
        changed = [path for path in group if _differs(before, after, path, old[path], new[path])]
        if len(changed) == 1:
            found[changed[0]] = group
    return found


def _members(graph: Graph, paths: Collection[str]) -> dict[str, dict[str, Node]]:
    found: dict[str, dict[str, Node]] = {path: {} for path in paths}
    for node in graph.nodes.values():
        for path in enclosing_groups(node.group):
            if path in found:
                found[path][node.id] = node
    return found


def _differs(before: Graph, after: Graph, path: str, old: Mapping[str, Node], new: Mapping[str, Node]) -> bool:
    """Whether a block is another one: its numbers, its layers, or the wires among them."""
    was, made = before.blocks[path], after.blocks[path]
    if (was.numbers, was.own) != (made.numbers, made.own) or old.keys() != new.keys():
        return True
    return any(node is not new[node_id] and _look(node, old) != _look(new[node_id], new) for node_id, node in old.items())


def _look(node: Node, inside: Collection[str]) -> tuple[Any, ...]:
    """What is followed of a node: not its name and place, nor which layer outside it reads."""
    reads = tuple(source if source in inside else "" for source in node.inputs)
    return node.own_layer, node.bypassed is None, node.trainable, reads


def _together(
    graph: Graph, path: str, made: Made, others: Collection[str], blocks: Blocks
) -> Iterator[tuple[str, Block[Any], Made]]:
    """What a block, made as `made` says, and those linked with it are to be, with the numbers that are not their own; from the
    front to the back, so that each is made for what it reads by then."""
    places = {node_id: number for number, node_id in enumerate(graph.order)}
    every = [*others, path]
    first = {one: min((places[item] for item in graph.blocks[one].parts.values() if item in places), default=0) for one in every}
    for one in sorted(every, key=lambda one: first[one]):
        there, block = block_of(graph, one, blocks)
        common = {name: value for name, value in made.numbers.items() if name not in made.own | there.own}
        yield one, block, made if one == path else replace(there, numbers={**there.numbers, **common})


# ---------------------------------------------------------------------- the same edit elsewhere


def _with_edit(
    before: Graph, after: Graph, path: str, others: Collection[str], old: Mapping[str, Node], new: Mapping[str, Node]
) -> Graph:
    """The network with the edit of one block done to the others."""
    made = after.blocks[path]
    keys = {node_id: key for key, node_id in {**made.parts, **made.added}.items()}
    fresh = {node_id: f"+{node_id}" for node_id in new if node_id not in keys}
    gone = {keys[node_id] for node_id in old if node_id not in new and node_id in keys}
    kept = {key: node_id for key, node_id in made.added.items() if key not in gone}
    known = {**kept, **{key: node_id for node_id, key in fresh.items() if node_id not in old}}
    was, now = _Keyed(old, keys), _Keyed(new, {**keys, **fresh})
    graph = after.with_made(path, replace(made, added=known))
    ends = _end(before, old), _end(after, new)
    for other in others:
        try:
            graph = _Patch(graph, other, made, was, now, path, ends).done()
        except (CycleError, LayerloomError):  # it is built so differently that this can't be done there
            continue
    return graph


def _end(graph: Graph, inside: Mapping[str, Node]) -> str:
    """The one node of a block that is read outside; "" where there are several, or none."""
    outputs = set(graph.outputs)
    found = [one for one in inside if one in outputs or any(reader not in inside for reader in graph.consumers[one])]
    return found[0] if len(found) == 1 else ""


@dataclass(frozen=True)
class _Keyed:
    """The nodes of a block by what they are to it, and what each reads in the same terms: `<0` is the first that is outside."""

    nodes: Mapping[str, Node]
    keys: Mapping[str, str]

    def __post_init__(self) -> None:
        outside = dict.fromkeys(s for node in self.nodes.values() for s in node.inputs if s not in self.nodes)
        object.__setattr__(self, "outside", {source: f"<{number}" for number, source in enumerate(outside)})
        by_key = {self.keys[node_id]: node for node_id, node in self.nodes.items() if node_id in self.keys}
        object.__setattr__(self, "by_key", by_key)

    outside: Mapping[str, str] = None  # type: ignore[assignment]
    by_key: Mapping[str, Node] = None  # type: ignore[assignment]

    def reads(self, node: Node) -> tuple[str, ...]:
        """What a node reads; what has no key is itself."""
        return tuple(self.outside.get(source) or self.keys.get(source, source) for source in node.inputs)

    def ids(self) -> dict[str, str]:
        """The id of each key, also of what is outside."""
        return {**{key: source for source, key in self.outside.items()}, **{key: node.id for key, node in self.by_key.items()}}


class _Patch:
    """Does to one block what was done to another."""

    def __init__(
        self, graph: Graph, path: str, leader: Made, was: _Keyed, now: _Keyed, origin: str, ends: tuple[str, str]
    ) -> None:
        self._graph, self._path, self._was, self._now, self._origin, self._ends = graph, path, was, now, origin, ends
        self._made = graph.blocks[path]
        members = {node.id: node for node in graph.members(path)}
        known = {**self._made.parts, **self._made.added}
        self._here = _Keyed(members, {node_id: key for key, node_id in known.items()})

    def done(self) -> Graph:
        was, now, here = self._was.by_key, self._now.by_key, self._here.by_key
        graph, ids = self._graph, self._here.ids()
        added: dict[str, str] = {}
        for key, node in now.items():
            if key not in was and key not in here:
                graph, ids[key] = self._added(graph, node)
                added[key] = ids[key]
        wires = {
            ids[key]: self._now.reads(node)
            for key, node in now.items()
            if key in ids and (key in added or self._is_rewired(key, node))
        }
        if wires:
            nodes = dict(graph.nodes)
            for node_id, reads in wires.items():
                if all(key in ids for key in reads):
                    nodes[node_id] = replace(nodes[node_id], inputs=tuple(ids[key] for key in reads))
            check_acyclic(nodes)
            graph = replace(graph, nodes=nodes)
        graph = self._layers(graph, {key: node for key, node in here.items() if key in was and key in now})
        start, end = (keyed.keys.get(end, "") for keyed, end in zip((self._was, self._now), self._ends, strict=True))
        if start != end and start in ids and end in ids:
            inside = {*self._here.nodes, *added.values()}
            outside = [reader for reader in graph.consumers[ids[start]] if reader not in inside]
            graph = graph.hand_over(ids[start], ids[end], outside).mark_instead(ids[start], ids[end])
        gone = [ids[key] for key in was if key not in now and key in here]
        graph = graph.remove(*gone) if gone else graph
        left = {key: node_id for key, node_id in self._made.added.items() if node_id in graph}
        graph = graph.with_made(self._path, replace(self._made, added={**left, **added}))
        return self._skips(graph, ids)

    def _added(self, graph: Graph, node: Node) -> tuple[Graph, str]:
        group = self._path + node.group.removeprefix(self._origin)
        grown, new = graph.add(node.own_layer, name=graph.fresh_name(node.name), group=group, trainable=node.trainable)
        return grown, new.id

    def _is_rewired(self, key: str, node: Node) -> bool:
        """Whether a layer reads something else since the edit, and the one here read the same before."""
        before = self._was.by_key.get(key)
        mine = self._here.by_key.get(key)
        if before is None or mine is None or self._was.reads(before) == self._now.reads(node):
            return False
        return self._here.reads(mine) == self._was.reads(before)

    def _layers(self, graph: Graph, here: Mapping[str, Node]) -> Graph:
        nodes = dict(graph.nodes)
        for key, mine in here.items():
            before, after = self._was.by_key[key], self._now.by_key[key]
            node = nodes[mine.id]
            layer = _same_change(before.own_layer, after.own_layer, mine.own_layer)
            if layer is not mine.own_layer:
                waits = node.bypassed is not None
                node = replace(node, bypassed=layer) if waits else replace(node, layer=layer)
            if before.trainable != after.trainable and mine.trainable == before.trainable:
                node = replace(node, trainable=after.trainable)
            nodes[mine.id] = node
        return replace(graph, nodes=nodes)

    def _skips(self, graph: Graph, ids: Mapping[str, str]) -> Graph:
        """Layers are skipped and used again as there."""
        skipped: list[str] = []
        used: list[str] = []
        for key, after in self._now.by_key.items():
            before = self._was.by_key.get(key)
            if key in ids and ids[key] in graph and (before is None or (before.bypassed is None) != (after.bypassed is None)):
                (used if after.bypassed is None else skipped).append(ids[key])
        if skipped:
            graph = bypass(graph, skippable(graph, skipped))
        if used := [one for one in used if graph.nodes[one].bypassed is not None]:
            graph = reinstate(graph, used)
        return reinstate(graph, found) if (found := torn(graph)) else graph


def _same_change(before: Layer, after: Layer, mine: Layer) -> Layer:
    """The layer with the arguments that became others there, where it had the same as that one; itself where nothing did."""
    if before is after or before == after:
        return mine
    if type(before) is not type(after) or type(mine) is not type(before):
        return after if mine == before else mine
    changes = {name: after.value(name) for name in before.argument_names if after.value(name) != before.value(name)}
    changes = {name: value for name, value in changes.items() if mine.value(name) == before.value(name)}
    if not changes:
        return mine
    try:
        return mine.replace(**changes)
    except LayerloomError:
        return mine
