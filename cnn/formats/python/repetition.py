"""Finds what repeats in a network: groups that are built alike, and rounds of the same layers one behind the other.

What is built alike differs in names and arguments only. The wires are node ids; an item has those it reads and those that
are read behind it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cnn.formats.python.expressions import Expression
from cnn.graph import Graph
from cnn.graph.node import Node
from cnn.layers import Input, Operation

#: anything that can be compared: two items with equal shapes are built alike
Shape = tuple[Any, ...]

#: rounds of more items than this are not looked for
_LONGEST_ROUND = 4
#: more arguments than this may not differ between rounds of layers; within a block none may
_MOST_DIFFERENT = 2
#: parts of a name that count: numbers, numbers with a letter (`3a`), and letters that stand alone
_COUNTING = re.compile(r"(\d+[a-z]?(?![A-Za-z])|(?<=_)[a-z](?![A-Za-z0-9]))")


@dataclass(frozen=True, eq=False)
class Statement:
    """One layer, called once; `settings` are its arguments as they would be written."""

    node: Node
    settings: dict[str, Expression]

    @property
    def reads(self) -> tuple[str, ...]:
        return self.node.inputs

    @property
    def outs(self) -> tuple[str, ...]:
        return (self.node.id,)

    @property
    def name(self) -> str:
        return self.node.name

    def members(self) -> tuple[str, ...]:
        return (self.node.id,)


@dataclass(frozen=True, eq=False)
class Block:
    """The items of a group, with the beginning that all names in it share."""

    path: str
    prefix: str
    items: tuple["Item", ...]
    reads: tuple[str, ...]
    outs: tuple[str, ...]
    shape: Shape

    def members(self) -> tuple[str, ...]:
        return tuple(member for item in self.items for member in item.members())


@dataclass(frozen=True, eq=False)
class Use:
    """A block in the place of a call of its function."""

    block: Block

    @property
    def reads(self) -> tuple[str, ...]:
        return self.block.reads

    @property
    def outs(self) -> tuple[str, ...]:
        return self.block.outs

    @property
    def name(self) -> str:
        return self.block.prefix

    def members(self) -> tuple[str, ...]:
        return self.block.members()


@dataclass(frozen=True, eq=False)
class Loop:
    """Rounds of items that are built alike, each of which reads the one before; `carried` says which of the reads that is."""

    rounds: tuple[tuple["Item", ...], ...]
    reads: tuple[str, ...]
    carried: int
    shape: Shape

    @property
    def outs(self) -> tuple[str, ...]:
        return self.rounds[-1][-1].outs

    @property
    def name(self) -> str:
        return self.rounds[0][0].name

    def members(self) -> tuple[str, ...]:
        return tuple(member for one in self.rounds for item in one for member in item.members())


Item = Statement | Use | Loop


@dataclass(frozen=True)
class Outline:
    """A whole network as items, with the blocks that are functions: those with equal shapes share one."""

    items: tuple[Item, ...]
    blocks: tuple[tuple[Block, ...], ...]


def name_parts(name: str) -> list[str]:
    """A name taken apart: what it says at even places, what counts at odd ones."""
    return _COUNTING.split(name)


def name_shape(name: str) -> Shape:
    """What two names have in common that differ only in how they count."""
    parts = name_parts(name)
    return (*parts[::2],)


def outline(graph: Graph, statements: dict[str, Statement]) -> Outline:
    """A network with its repeated groups as blocks and its repeated rounds as loops."""
    return _Finder(graph, statements).outline()


# ---------------------------------------------------------------------- groups


@dataclass(eq=False)
class _Draft:
    """Successive nodes of one group, with those of the groups within it."""

    path: str
    parts: "list[Statement | _Draft]"

    def height(self) -> int:
        return 1 + max((part.height() for part in self.parts if isinstance(part, _Draft)), default=0)

    def below(self) -> "Iterable[_Draft]":
        for part in self.parts:
            if isinstance(part, _Draft):
                yield from part.below()
                yield part

    def statements(self) -> Iterable[Statement]:
        for part in self.parts:
            if isinstance(part, _Draft):
                yield from part.statements()
            else:
                yield part


class _Finder:
    """Works from the innermost groups outwards; a group that is like no other is laid out in the one around it."""

    def __init__(self, graph: Graph, statements: dict[str, Statement]) -> None:
        self._graph, self._statements = graph, statements
        self._readers = {node_id: set(graph.consumers[node_id]) for node_id in graph.nodes}
        self._outputs = set(graph.outputs)
        self._sharing = {n.id for n in graph.nodes.values() if n.shares} | {n.shares for n in graph.nodes.values() if n.shares}
        self._resolved: dict[int, tuple[Item, ...]] = {}
        self._shapes: dict[Shape, int] = {}

    def outline(self) -> Outline:
        nodes = self._graph.nodes
        order = sorted(self._graph.order, key=lambda node_id: not isinstance(nodes[node_id].layer, Input))  # stable
        whole = _Draft("", self._parts([self._statements[node_id] for node_id in order], ""))
        drafts = sorted(whole.below(), key=_Draft.height)
        functions: dict[Shape, list[Block]] = {}
        for height in dict.fromkeys(draft.height() for draft in drafts):
            blocks = {id(draft): self._block(draft) for draft in drafts if draft.height() == height}
            counted = Counter(block.shape for block in blocks.values() if block)
            for draft in (draft for draft in drafts if id(draft) in blocks):
                block = blocks[id(draft)]
                if block and (counted[block.shape] > 1 or block.shape in functions) and _is_worth_it(block):
                    functions.setdefault(block.shape, []).append(block)
                    self._resolved[id(draft)] = (Use(block),)
                else:
                    self._resolved[id(draft)] = self._laid_out(draft)
        items = self._rolled(self._laid_out(whole), "", single=False)
        return Outline(items, tuple(tuple(same) for same in functions.values()))

    def _parts(self, statements: Sequence[Statement], path: str) -> "list[Statement | _Draft]":
        parts: list[Statement | _Draft] = []
        inner: list[Statement] = []
        for statement, after in zip(statements, [*statements[1:], None], strict=True):
            child = self._child(statement, path)
            if not child:
                parts.append(statement)
                continue
            inner.append(statement)
            if after is None or self._child(after, path) != child:
                parts.append(_Draft(child, self._parts(inner, child)))
                inner = []
        return parts

    def _child(self, statement: Statement, path: str) -> str:
        """The group directly within `path` that a node is in; an Input is in none, since it stands at the beginning."""
        group = statement.node.group
        if isinstance(statement.node.layer, Input) or group == path:
            return ""
        rest = group[len(path) + 1 :] if path else group
        return f"{path}/{rest.split('/')[0]}" if path else rest.split("/")[0]

    def _laid_out(self, draft: _Draft) -> tuple[Item, ...]:
        items: list[Item] = []
        for part in draft.parts:
            items += self._resolved[id(part)] if isinstance(part, _Draft) else (part,)
        return tuple(items)

    def _block(self, draft: _Draft) -> Block | None:
        """The block of a group; `None` where layers share their weights, which may reach beyond it."""
        names = [statement.name for statement in draft.statements()]
        if any(statement.node.id in self._sharing for statement in draft.statements()):
            return None
        prefix = _prefix(draft.path, names)
        items = self._rolled(self._laid_out(draft), prefix, single=True)
        reads, outs = self._reads(items), self._exits(items)
        return Block(draft.path, prefix, items, reads, outs, self._number(self._shape(items, prefix, outs))) if outs else None

    # ------------------------------------------------------------------ wires

    def _reads(self, items: Sequence[Item]) -> tuple[str, ...]:
        made = {out for item in items for out in item.outs}
        return tuple(dict.fromkeys(source for item in items for source in item.reads if source not in made))

    def _exits(self, items: Sequence[Item]) -> tuple[str, ...]:
        """The outputs that are read outside."""
        inside = {member for item in items for member in item.members()}
        outs = (out for item in items for out in item.outs)
        return tuple(out for out in outs if out in self._outputs or not self._readers[out] <= inside)

    # ------------------------------------------------------------------ what is alike

    def _number(self, shape: Shape) -> Shape:
        """A short stand-in for a shape, so that shapes of shapes stay short."""
        return (self._shapes.setdefault(shape, len(self._shapes)),)

    def _shape(self, items: Sequence[Item], prefix: str, outs: Sequence[str]) -> Shape:
        places: dict[str, Any] = {}
        found: list[Any] = []
        for number, item in enumerate(items):
            wires = tuple(places.setdefault(source, len(places)) for source in item.reads)
            found.append((self._item_shape(item, prefix), wires))
            places.update({out: (number, place) for place, out in enumerate(item.outs)})
        return (*found, tuple(places[out] for out in outs))

    def _item_shape(self, item: Item, prefix: str) -> Shape:
        if isinstance(item, Loop):
            return item.shape
        if not item.name.startswith(prefix):
            return (id(item),)  # its name is not the block's: it is built like no other
        name = name_shape(item.name.removeprefix(prefix))
        if isinstance(item, Use):
            return ("block", *item.block.shape, name)
        layer = item.node.layer
        return (
            "layer",
            layer if isinstance(layer, Operation) else layer.class_name,
            layer.registered_name,
            name,
            isinstance(layer, Input) or item.node.id in self._sharing,
        )

    # ------------------------------------------------------------------ rounds

    def _rolled(self, items: Sequence[Item], prefix: str, *, single: bool) -> tuple[Item, ...]:
        """The items with rounds that follow each other as loops; with `single`, also what might be a loop elsewhere."""
        rolled: list[Item] = []
        place = 0
        while place < len(items):
            different = 0 if single else _MOST_DIFFERENT
            found = [self._loop(items, place, length, prefix, different) for length in range(1, _LONGEST_ROUND + 1)]
            best = max(filter(None, found), key=lambda loop: len(loop.members()) if len(loop.rounds) > 1 else 0, default=None)
            if best is not None and (len(best.rounds) > 1 or (single and len(best.rounds[0]) == 1)):
                rolled.append(best)
                place += len(best.rounds) * len(best.rounds[0])
            else:
                rolled.append(items[place])
                place += 1
        return tuple(rolled)

    def _loop(self, items: Sequence[Item], start: int, length: int, prefix: str, most_different: int) -> Loop | None:
        """As many rounds of that length as follow each other from there."""
        first = self._round(items[start : start + length], prefix) if start + length <= len(items) else None
        if first is None:
            return None
        rounds, carried, reads, shape = [first.items], -1, first.reads, first.shape
        while True:
            place = start + len(rounds) * length
            following = self._round(items[place : place + length], prefix) if place + length <= len(items) else None
            if following is None or following.shape != shape:
                break
            taken = _carried(rounds[-1][-1].outs[0], reads, following.reads, carried)
            if taken is None or not (self._follows(rounds[-1], following.items) and _counts_on(rounds[-1], following.items)):
                break
            if len(_different([*rounds, following.items])) > most_different:
                break
            carried = taken
            rounds.append(following.items)
            reads = following.reads
        if len(rounds) == 1 and len(first.reads) != 1:
            return None
        carried = max(carried, 0)
        return Loop(tuple(rounds), first.reads, carried, self._number(("loop", carried, *shape)))

    def _round(self, items: Sequence[Item], prefix: str) -> Block | None:
        """Items as a round: only the output of the last is read outside, and names count."""
        if any(isinstance(item, Loop) or not name_parts(item.name.removeprefix(prefix))[1:] for item in items):
            return None
        if any(isinstance(item, Statement) and (item.node.id in self._sharing or not item.node.inputs) for item in items):
            return None
        outs = self._exits(items)
        if outs != items[-1].outs or len(outs) != 1:
            return None
        return Block("", prefix, tuple(items), self._reads(items), outs, self._shape(items, prefix, outs))

    def _follows(self, before: Sequence[Item], after: Sequence[Item]) -> bool:
        """Whether nobody but the next round reads what a round puts out."""
        out = before[-1].outs[0]
        return out not in self._outputs and self._readers[out] <= {member for item in after for member in item.members()}


def _prefix(path: str, names: Sequence[str]) -> str:
    """What all names begin with: the group's path, or else as many whole words as they share."""
    wanted = path.replace("/", "_")
    if all(name == wanted or name.startswith(f"{wanted}_") for name in names):
        return wanted
    low, high = min(names), max(names)
    shared = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[:shared].rpartition("_")[0]


def _carried(out: str, reads: Sequence[str], following: Sequence[str], carried: int) -> int | None:
    """Which of its reads the next round takes from the one before; `None` when it reads others beside."""
    if out not in following or len(reads) != len(following):
        return None
    place = following.index(out)
    rest = all(a == b for i, (a, b) in enumerate(zip(reads, following, strict=True)) if i != place)
    return place if rest and carried in (-1, place) else None


def _counts_on(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether all names of a round differ from those of the round before in the same one place."""
    steps = {
        tuple((a, b) for a, b in zip(name_parts(one.name)[1::2], name_parts(other.name)[1::2], strict=False) if a != b)
        for one, other in zip(before, after, strict=True)
    }
    return len(steps) == 1 and len(next(iter(steps))) == 1


def _different(rounds: Sequence[Sequence[Item]]) -> set[tuple[int, str]]:
    """The arguments of layers that are not the same in all rounds: which layer of the round, and the argument's name."""
    found = set()
    for place, same in enumerate(zip(*rounds, strict=True)):
        settings = [item.settings for item in same if isinstance(item, Statement)]
        keys = {key for one in settings for key in one}
        found |= {(place, key) for key in keys if any(one.get(key) != settings[0].get(key) for one in settings)}
    return found


def _is_worth_it(block: Block) -> bool:
    """Whether a function says more than the lines it would hold."""
    first = block.items[0]
    return len(block.items) > 1 or (isinstance(first, Loop) and len(first.rounds) > 1)
