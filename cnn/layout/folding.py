"""Groups folded to one box each: the network as it looks from further away, again as a graph with its analysis.

The design itself knows nothing of it. A box reads what its layers read from outside; nodes that are not folded keep
their identity wherever they read the same, so that a picture can follow by comparing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, groupby
from typing import ClassVar

from cnn.analysis import Analysis, NodeAnalysis, Problem
from cnn.errors import CycleError, EditError
from cnn.graph import Graph, Node, Wire, common_group, in_group
from cnn.graph.bypass import can_bypass, skippable
from cnn.graph.made import covered, moved
from cnn.graph.node import check_acyclic, enclosing_groups
from cnn.layers.base import Layer
from cnn.shapes import Shape
from cnn.words.language import tr

#: networks with more layers are shown with every group folded
LARGE = 60


class Group(Layer):
    """What stands in a folded network for a group; it is never part of a design."""

    family: ClassVar[str] = "Blocks"
    min_inputs: ClassVar[int] = 0

    def output_shape(self, *inputs: Shape) -> Shape:
        raise NotImplementedError("a folded group is looked at, not built")


GROUP = Group()


@dataclass(frozen=True)
class Box:
    """A folded group: its path, its nodes in order, those that are read from outside, and how its parts repeat.

    `repeats` counts the inner groups that are built alike, `place` and `run` say which of how many neighbours that are
    built alike this one is; `skipped` of the `skippable` layers in it only pass their input on; with so many other blocks as
    `linked` says it changes together.
    """

    path: str
    members: tuple[str, ...]
    exits: tuple[str, ...]
    repeats: int = 0
    place: int = 1
    run: int = 1
    skipped: int = 0
    skippable: int = 0
    linked: int = 0

    @property
    def is_skipped(self) -> bool:
        """Whether all its layers that could be skipped are."""
        return 0 < self.skippable == self.skipped

    @property
    def title(self) -> str:
        """The group's own name."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Folding:
    """A network with groups folded: what is shown, and what of the design stands behind it."""

    graph: Graph = field(default_factory=Graph)
    analysis: Analysis = field(default_factory=lambda: Analysis(Graph(), {}))
    design: Graph = field(default_factory=Graph)
    boxes: Mapping[str, Box] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    tangled: frozenset[str] = frozenset()
    asked: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())  # groups to fold, and nodes to leave out
    whole: Analysis | None = field(default=None, compare=False)  # of the design

    def shown(self, node_id: str) -> str:
        """The id under which a node of the design is shown: its own, or that of the box it is in."""
        return self.hidden.get(node_id, node_id)

    def members(self, shown_id: str) -> tuple[str, ...]:
        """The nodes of the design behind what is shown."""
        box = self.boxes.get(shown_id)
        return box.members if box else (shown_id,)

    def exit(self, shown_id: str) -> str:
        """The node of the design whose output is shown there; of several the last."""
        box = self.boxes.get(shown_id)
        return (box.exits or box.members)[-1] if box else shown_id

    def wires(self, wire: Wire) -> tuple[Wire, ...]:
        """The wires of the design behind one that is shown."""
        if not self.boxes:
            return (wire,)
        if wire.target not in self.boxes:
            return (Wire(self.design.nodes[wire.target].inputs[wire.port], wire.target, wire.port),)
        return tuple(
            Wire(source, member, port)
            for member in self.boxes[wire.target].members
            for port, source in enumerate(self.design.nodes[member].inputs)
            if self.shown(source) == wire.source
        )


def usually_folded(graph: Graph) -> frozenset[str]:
    """The groups that are folded where nobody chose: in a large network all."""
    return frozenset(graph.groups) if len(graph) > LARGE else frozenset()


def folded_at_first(graph: Graph, left: Collection[str] | None) -> frozenset[str]:
    """The groups that are folded when a network is opened: those that were `left` so, else as is usual."""
    return usually_folded(graph) if left is None else frozenset(left) & frozenset(graph.groups)


def fold(
    graph: Graph, analysis: Analysis, paths: Collection[str], before: Folding | None = None, apart: Collection[str] = ()
) -> Folding:
    """The network with these groups folded, but for the nodes `apart`; reuses from `before` what reads the same, all of it where
    that is the answer to the same question.

    A group that would have to stand both before and behind something stays open; it is named in `tangled`.
    """
    if not paths:
        return Folding(graph, analysis, graph, whole=analysis)
    asked = frozenset(paths), frozenset(apart)
    if before is not None and before.boxes and before.asked == asked:
        if before.design is graph and before.whole is analysis:
            return before
        if _stands_alike(before.design, graph):
            return _followed(graph, analysis, before)
    fitting, tangled = _fitting(graph, paths, apart)
    if not fitting:
        return Folding(graph, analysis, graph, tangled=tangled, whole=analysis)
    hidden = _hidden(graph, fitting, apart)
    members: dict[str, list[str]] = {}
    for node_id, box_id in hidden.items():
        members.setdefault(box_id, []).append(node_id)
    alike = _Likeness(graph)
    boxes = {box_id: alike.box(box_id[1:], tuple(ids), set(ids)) for box_id, ids in members.items()}
    nodes = _nodes(graph, hidden, boxes, before)
    shown = Graph(nodes, graph.name, _outputs(graph, hidden), graph.next_id)
    found = _analysis(analysis, shown, boxes, hidden, before)
    return Folding(shown, found, graph, boxes, hidden, tangled, asked, analysis)


def _stands_alike(old: Graph, new: Graph) -> bool:
    """Whether two networks differ in nothing but the arguments of their layers, and so fold alike."""
    if _links(old) != _links(new):
        return False
    if len(old) != len(new) or (old.name, old.marked_outputs) != (new.name, new.marked_outputs):
        return False
    pairs = zip(old.nodes.values(), new.nodes.values(), strict=True)
    return all(one is other or _place_of(one) == _place_of(other) for one, other in pairs)


def _links(graph: Graph) -> dict[str, str]:
    """By what blocks are linked."""
    return {path: made.link for path, made in graph.made.items() if made.link}


def _place_of(node: Node) -> tuple[object, ...]:
    """All of a node that says how its group looks folded."""
    return node.id, node.group, node.inputs, type(node.layer), node.trainable, node.position, node.bypassed is None


def _followed(graph: Graph, analysis: Analysis, before: Folding) -> Folding:
    """The same groups folded after an edit of nothing but arguments."""
    old = before.graph.nodes
    nodes = {item: node if item in before.boxes else _kept(graph.nodes[item], node.inputs, before) for item, node in old.items()}
    shown = Graph(nodes, graph.name, before.graph.marked_outputs, graph.next_id)
    boxes, hidden = before.boxes, before.hidden
    found = _analysis(analysis, shown, boxes, hidden, before)
    return replace(before, graph=shown, analysis=found, design=graph, whole=analysis)


def rename_group(graph: Graph, path: str, name: str) -> Graph:
    """Gives a group another name; a name that is taken beside it joins the two. Raises `EditError`, also for two blocks."""
    outer = path.rpartition("/")[0]
    wanted = "/".join(filter(None, (outer, name.strip().replace("/", "_"))))
    return move_group(graph, path, wanted)


def move_group(graph: Graph, path: str, wanted: str) -> Graph:
    """Gives a group, and all that is in it, another path; "" or that of its outer group takes it apart, but not what is in it.

    Of blocks in it one whose new path is another block's gets a name of its own. Raises `EditError` for a path that can't be, and
    for that of a block when it is one itself.
    """
    if path in graph.blocks and wanted in graph.blocks and wanted not in (path, path.rpartition("/")[0]):
        raise EditError(tr("There is a block called {0} already.", wanted), tr("Give it another name."))
    for inner in graph.blocks:
        target = (wanted + inner.removeprefix(path)).strip("/")
        if inner.startswith(f"{path}/") and target in graph.blocks and not _in_path(target, path):
            return move_group(move_group(graph, inner, _free_beside(graph, inner, target)), path, wanted)
    made = moved(graph.blocks, path, wanted)
    inside: dict[str, list[str]] = {}
    for node in graph.members(path):
        inside.setdefault(node.group, []).append(node.id)
    for inner, ids in inside.items():
        graph = graph.move_to_group(ids, wanted + inner.removeprefix(path))
    return replace(graph, made=made)


def _in_path(group: str, path: str) -> bool:
    """Whether a group is that of a path or within it."""
    return group == path or group.startswith(f"{path}/")


def _free_beside(graph: Graph, path: str, other: str) -> str:
    """A path beside a group whose name is free there and beside another group."""
    outer, _, name = path.rpartition("/")
    there = other.rpartition("/")[0]
    names = (f"{name}_{number}" for number in count(1))
    taken = {group.rpartition("/")[2] for group in graph.groups if group.rpartition("/")[0] in (outer, there)}
    return "/".join(filter(None, (outer, next(one for one in names if one not in taken))))


def ungroup(graph: Graph, node_ids: Collection[str]) -> Graph:
    """Takes a group apart when these are all its nodes, but not what is in it; of several groups each one; else takes each node
    out of its innermost group."""
    wanted = set(node_ids)
    whole = next((path for path in graph.groups if {node.id for node in graph.members(path)} == wanted), None)
    if whole:
        return move_group(graph, whole, whole.rpartition("/")[0])
    paths = _whole_groups(graph, wanted)
    alone = [node_id for node_id in node_ids if not any(in_group(graph.node(node_id), path) for path in paths)]
    for path in paths:
        graph = move_group(graph, path, path.rpartition("/")[0])
    for node_id in alone:
        group = graph.node(node_id).group
        graph = graph.move_to_group([node_id], group.rpartition("/")[0])
    return graph


def grouped(graph: Graph, node_ids: Collection[str], name: str = "group") -> tuple[Graph, str, dict[str, str]]:
    """Puts nodes into a new group, inside the innermost one that holds them all, around the one that consists of just them.

    Groups that are among them as a whole stay groups in it, and blocks blocks. Returns the path of the new group as well
    (`name` with the first free number), and the new path of each group that went into it.

    Raises `UnknownNodeError`, and `EditError` for no nodes at all.
    """
    wanted = set(node_ids)
    if not wanted:
        raise EditError(tr("A group has one layer or more."), tr("Select layers first."))
    outer = common_group_of(graph.node(node_id).group for node_id in wanted)
    around = [path for path in enclosing_groups(outer) if {node.id for node in graph.members(path)} == wanted]
    if around:
        outer = min(around, key=len).rpartition("/")[0]
    start = f"{outer}/" if outer else ""
    made = next(path for number in count(1) if (path := f"{start}{name}_{number}") not in graph.groups)
    graph, moved_to = put_into(graph, wanted, made)
    return graph, made, moved_to


def put_into(graph: Graph, node_ids: Collection[str], group: str) -> tuple[Graph, dict[str, str]]:
    """Puts nodes into a group ("": into none). Groups that are among them as a whole stay groups in it, and blocks blocks.

    Returns the new path of each group that went into it as well. Raises `UnknownNodeError`.
    """
    wanted = {graph.node(node_id).id for node_id in node_ids}
    paths = _whole_groups(graph, wanted)
    alone = [one for one in wanted if not any(in_group(graph.nodes[one], path) for path in paths)]
    start = f"{group}/" if group else ""
    moved_to: dict[str, str] = {}
    for path in paths:
        outer, _, own = path.rpartition("/")
        if outer != group:
            names = (start + one for one in (own, *(f"{own}_{number}" for number in range(1, len(graph.groups) + 1))))
            moved_to[path] = next(one for one in names if one not in graph.groups)
            graph = move_group(graph, path, moved_to[path])
    return graph.move_to_group(alone, group), moved_to


def _whole_groups(graph: Graph, nodes: Collection[str]) -> list[str]:
    """The outermost groups all of whose nodes are among these."""
    found: list[str] = []
    for path in covered(graph.groups, graph.nodes, nodes):  # outer before inner
        if not any(_in_path(path, one) for one in found):
            found.append(path)
    return found


# ---------------------------------------------------------------------- which groups can be folded


def _fitting(graph: Graph, paths: Collection[str], apart: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The groups that can be folded, and those that would make the network read its own output."""
    wanted = frozenset(path for path in paths if path)
    if _is_acyclic(graph, wanted, apart):
        return wanted, frozenset()
    fitting: frozenset[str] = frozenset()
    for path in sorted(wanted, key=lambda path: (path.count("/"), path)):
        if _is_acyclic(graph, fitting | {path}, apart):
            fitting |= {path}
    return fitting, wanted - fitting


def _is_acyclic(graph: Graph, paths: frozenset[str], apart: Collection[str]) -> bool:
    hidden = _hidden(graph, paths, apart)
    inputs: dict[str, set[str]] = {}
    for node in graph.nodes.values():
        shown = hidden.get(node.id, node.id)
        inputs.setdefault(shown, set()).update(hidden.get(source, source) for source in node.inputs)
    nodes = {shown: Node(shown, shown, GROUP, tuple(sources - {shown})) for shown, sources in inputs.items()}
    try:
        check_acyclic(nodes)
    except CycleError:
        return False
    return True


def _hidden(graph: Graph, paths: frozenset[str], apart: Collection[str]) -> dict[str, str]:
    """For each node in a folded group, the id of the box that shows it: that of the outermost folded one."""
    outermost: dict[str, str] = {}
    found: dict[str, str] = {}
    for node in graph.nodes.values():
        group = node.group
        if not group or (apart and node.id in apart):
            continue
        if group not in outermost:
            outermost[group] = next((path for path in enclosing_groups(group) if path in paths), "")
        if box := outermost[group]:
            found[node.id] = f"/{box}"
    return found


# ---------------------------------------------------------------------- what is shown


def _nodes(graph: Graph, hidden: Mapping[str, str], boxes: Mapping[str, Box], before: Folding | None) -> dict[str, Node]:
    """The nodes and boxes, a box where its first node stood."""
    nodes: dict[str, Node] = {}
    for node in graph.nodes.values():
        shown_id = hidden.get(node.id)
        if shown_id is None:
            nodes[node.id] = _kept(node, tuple(hidden.get(source, source) for source in node.inputs), before)
        elif shown_id not in nodes:
            nodes[shown_id] = _kept_box(_box_node(graph, shown_id, boxes[shown_id], hidden), before)
    return nodes


def _kept(node: Node, inputs: tuple[str, ...], before: Folding | None) -> Node:
    if inputs == node.inputs:
        return node
    old = before.graph.nodes.get(node.id) if before else None
    if old is not None and before is not None and before.design.nodes.get(node.id) is node and old.inputs == inputs:
        return old
    return replace(node, inputs=inputs)


def _box_node(graph: Graph, shown_id: str, box: Box, hidden: Mapping[str, str]) -> Node:
    members = [graph.nodes[member] for member in box.members]
    sources = (hidden.get(source, source) for node in members for source in node.inputs)
    inputs = tuple(dict.fromkeys(source for source in sources if source != shown_id))
    weighty = [node.trainable for node in members]
    place = members[0].position if len({node.position for node in members}) == 1 else None
    skipped = GROUP if box.is_skipped else None
    return Node(shown_id, box.title, GROUP, inputs, box.path.rpartition("/")[0], any(weighty), position=place, bypassed=skipped)


def _kept_box(node: Node, before: Folding | None) -> Node:
    old = before.graph.nodes.get(node.id) if before else None
    return old if old == node else node


def _outputs(graph: Graph, hidden: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hidden.get(item, item) for item in graph.marked_outputs))


def _analysis(
    analysis: Analysis, shown: Graph, boxes: Mapping[str, Box], hidden: Mapping[str, str], before: Folding | None
) -> Analysis:
    nodes = dict(analysis.nodes)
    old = before.analysis.nodes if before else {}
    for box_id, box in boxes.items():
        amount = sums(analysis, box.members, box.exits[0] if len(box.exits) == 1 else "")
        nodes[box_id] = old[box_id] if old.get(box_id) == amount else amount
    problems = tuple(_moved(problem, hidden) for problem in analysis.problems)
    return analysis.telling(problems, graph=shown, nodes=nodes)


def _moved(problem: Problem, hidden: Mapping[str, str]) -> Problem:
    box = hidden.get(problem.node or "")
    return replace(problem, node=box) if box else problem


def sums(analysis: Analysis, members: Collection[str], last: str = "") -> NodeAnalysis:
    """What these nodes amount to together; shape and receptive field are those of the `last` of them, if there is one."""
    found = [analysis.nodes[member] for member in members]
    end = analysis.nodes.get(last)
    return NodeAnalysis(
        output_shape=end.output_shape if end else None,
        params=_sum(item.params for item in found),
        trainable_params=_sum(item.trainable_params for item in found),
        macs=_sum(item.macs for item in found),
        activation_bytes=_sum(item.activation_bytes for item in found),
        receptive_field=end.receptive_field if end else None,
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    """The sum; unknown when one of them is."""
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


# ---------------------------------------------------------------------- repetition


class _Likeness:
    """Finds out which groups are built alike: the same kinds of layers in the same order, in groups named alike."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._kinds: dict[str, list[str]] = {}
        for node in map(graph.nodes.__getitem__, graph.order):  # as they are read, however they came there
            for path in enclosing_groups(node.group):
                kinds = self._kinds.setdefault(path, [])
                if node.layer.ports:
                    kinds.append(node.layer.class_name)
        self._places: dict[str, dict[str, tuple[int, int]]] = {}
        self._links = {path: made.link for path, made in graph.blocks.items() if made.link} if _links(graph) else {}
        self._outputs = frozenset(graph.outputs)
        self._children: dict[str, list[str]] = {}
        for path in self._kinds:
            self._children.setdefault(path.rpartition("/")[0], []).append(path)

    def box(self, path: str, members: tuple[str, ...], inside: set[str]) -> Box:
        graph = self._graph
        exits = tuple(m for m in members if m in self._outputs or any(reader not in inside for reader in graph.consumers[m]))
        place, run = self._place(path)
        nodes = [graph.nodes[member] for member in members]
        skipped = sum(node.bypassed is not None for node in nodes)
        others = len(skippable(graph, members)) if skipped else sum(map(can_bypass, nodes))
        link = self._links.get(path)
        linked = list(self._links.values()).count(link) - 1 if link else 0
        return Box(path, members, exits, self._repeats(path), place, run, skipped, skipped + others, linked)

    def _repeats(self, path: str) -> int:
        """How many inner groups repeat; blocks that begin with a projection count like those that don't."""
        return max((len(run) for run in self._runs(path)), default=0)

    def _place(self, path: str) -> tuple[int, int]:
        """Which of how many neighbours that are built alike a group is."""
        outer = path.rpartition("/")[0]
        if outer not in self._places:  # once for all that stand side by side: there may be thousands
            self._places[outer] = {
                inner: (number, len(run)) for run in self._runs(outer) for number, inner in enumerate(run, start=1)
            }
        return self._places[outer].get(path, (1, 1))

    def _runs(self, outer: str) -> list[list[str]]:
        """The inner groups, neighbours that are built alike together."""
        return [list(run) for _, run in groupby(self._children.get(outer, ()), key=self._shape)]

    def _shape(self, path: str) -> tuple[str, ...]:
        """What a group is built of, however often: kinds of layers."""
        return tuple(sorted(set(self._kinds[path])))


def inside(graph: Graph, path: str) -> tuple[str, ...]:
    """The ids of the nodes in a group."""
    return tuple(node.id for node in graph.nodes.values() if in_group(node, path))


def common_group_of(groups: Iterable[str]) -> str:
    """The innermost group that holds all of them."""
    found: str | None = None
    for group in groups:
        found = group if found is None else common_group(found, group)
    return found or ""


def whole_group(graph: Graph, nodes: Iterable[str]) -> str:
    """The group that consists of exactly these nodes, of several the outermost that is a block, else the outermost; "" when there
    is none."""
    wanted = set(nodes)
    shared = common_group_of(graph.nodes[node_id].group for node_id in wanted)
    if not shared:
        return ""
    paths = [path for path in enclosing_groups(shared) if {node.id for node in graph.members(path)} == wanted]
    return next((path for path in paths if path in graph.blocks), paths[0] if paths else "")
