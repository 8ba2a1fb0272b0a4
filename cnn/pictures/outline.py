"""A network as figures show it: layers that one sees, what branches between them as one step, what repeats told once.

Normalization, activation, dropout and the like go with the layer before them. A place where all that comes before is read through
one layer ends a step; between two such places the network may branch.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cnn.analysis import Analysis
from cnn.graph import Graph, Node
from cnn.pictures.labels import PREPROCESSING, is_quiet, long, merge, short
from cnn.shapes import Shape
from cnn.words.language import tr

#: more layers than this between two such places are no block but half of a network
LARGEST_BLOCK = 40
#: a block that has neither equal branches nor a skip is told as so many layers, up to which they are named
MOST_NAMED = 6
#: steps that repeat together
LONGEST_PERIOD = 4


@dataclass(frozen=True)
class Part:
    """A layer that one sees: its node, the parts it reads, and what comes out of it."""

    node: Node
    inputs: tuple[str, ...]
    shape: Shape | None


@dataclass(frozen=True)
class Step:
    """One layer, or what branches and comes together in `last`: the parts of each branch, empty for one that only passes by.

    `tangled` are the parts of a block whose branches don't run side by side; `heads` are outputs that leave here.
    """

    last: str
    branches: tuple[tuple[str, ...], ...] = ()
    tangled: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """All parts in it."""
        return (*self.tangled, *(part for branch in self.branches for part in branch), self.last)


@dataclass(frozen=True)
class Run:
    """Steps that come so many times one behind the other, built alike: the last time they do."""

    steps: tuple[Step, ...]
    times: int = 1


@dataclass(frozen=True)
class Outline:
    """The parts in order; `steps` is empty for a network that is not one line of steps.

    Where all its layers stand in one line all the same, as those of a U-Net do, `line` has them, and `skips` the wires that pass
    over some of them: from one part to another.
    """

    parts: Mapping[str, Part]
    steps: tuple[Step, ...]
    why: str = ""  # there are none
    line: tuple[Step, ...] = ()
    skips: tuple[tuple[str, str], ...] = ()

    def runs(self, *, plain: bool = True) -> tuple[Run, ...]:
        """What repeats told once; single layers only where `plain` ones are to be told once as well."""
        found: list[Run] = []
        signs = [self._sign(step) for step in self.steps]
        at = 0
        while at < len(signs):
            period, times = self._longest(signs, at, plain)
            end = at + period * times
            found.append(Run(self.steps[end - period : end], times))
            at = end
        return tuple(found)

    def _longest(self, signs: list[tuple[str, ...]], at: int, plain: bool) -> tuple[int, int]:
        best = (1, 1)
        for period in range(1, LONGEST_PERIOD + 1):
            times = 1
            while signs[at : at + period] == signs[at + period * times : at + period * (times + 1)]:
                times += 1
            blocks = any(step.branches or step.tangled for step in self.steps[at : at + period])
            fits = blocks or (plain and (period == 1 or self._same_size(at, at + period * times)))
            if fits and times > 1 and period * times > best[0] * best[1] and len(signs[at : at + period]) == period:
                best = period, times
        return best

    def _same_size(self, begin: int, end: int) -> bool:
        """Whether the images of these steps are all of one size."""
        return len({edge_of(self.parts[step.last].shape) for step in self.steps[begin:end]}) == 1

    def _sign(self, step: Step) -> tuple[str, ...]:
        """What two steps have to have in common to count as alike: the sizes of images and a projection beside are not."""
        last = self.parts[step.last].node.layer
        if step.tangled:
            return ("tangled", *(long(self.parts[part].node.layer, strides=False) for part in step.members))
        lines = {" ".join(long(self.parts[part].node.layer, strides=False) for part in branch) for branch in step.branches}
        if step.branches and merge(last) == "+":
            lines = {max(lines, key=len)}
        return (long(last, strides=not step.branches and not merge(last)), *sorted(lines), *step.heads)


def outline(graph: Graph, analysis: Analysis) -> Outline:
    """What a figure shows of a network."""
    parts = _parts(graph, analysis)
    steps, why = _steps(parts)
    line = () if steps else _line(parts)
    skips = [(source, part) for part in line[1:] for source in parts[part].inputs if line[line.index(part) - 1] != source]
    return Outline(parts, tuple(steps), why, tuple(map(Step, line)), tuple(skips))


def _line(parts: Mapping[str, Part]) -> tuple[str, ...]:
    """All parts, where each reads the one before it, whatever else it reads; nothing where that is not so."""
    order = tuple(parts)
    longest: list[str] = []
    ways: dict[str, list[str]] = {}
    for part in order:
        ways[part] = [*max((ways[source] for source in parts[part].inputs), key=len, default=[]), part]
        longest = max(longest, ways[part], key=len)
    return tuple(longest) if len(longest) == len(order) else ()


# ---------------------------------------------------------------------- parts


def _parts(graph: Graph, analysis: Analysis) -> dict[str, Part]:
    part_of: dict[str, str] = {}
    parts: dict[str, Part] = {}
    for node_id in graph.order:
        node = graph.nodes[node_id]
        shape = analysis.nodes[node_id].output_shape
        if is_quiet(node):
            own = part_of[node_id] = part_of[node.inputs[0]]
            if node.layer.family == PREPROCESSING:  # an image that is brought to another size; a border is no size of its own
                parts[own] = Part(parts[own].node, parts[own].inputs, shape)
            continue
        part_of[node_id] = node_id
        parts[node_id] = Part(node, tuple(dict.fromkeys(part_of[source] for source in node.inputs)), shape)
    return parts


# ---------------------------------------------------------------------- steps


def _steps(parts: Mapping[str, Part]) -> tuple[list[Step], str]:
    """The steps, or none and why."""
    sources = [part for part, seen in parts.items() if not seen.inputs]
    if len(sources) != 1:
        return [], tr("it has {0} inputs", len(sources))
    readers: dict[str, list[str]] = {part: [] for part in parts}
    depth: dict[str, int] = {}
    for part, seen in parts.items():
        depth[part] = max((depth[source] + 1 for source in seen.inputs), default=0)
        for source in seen.inputs:
            readers[source].append(part)
    end = max((part for part in parts if not readers[part]), key=lambda part: depth[part])
    main = _before(parts, end)
    line = [part for part in parts if part in main]
    steps = [Step(line[0])]
    place = {part: number for number, part in enumerate(line)}
    reach, begin = 0, 0
    for number, part in enumerate(line):
        if number and reach <= number:
            step = _step(parts, line[begin], line[begin + 1 : number], part)
            if step is None:
                return [], tr("its two halves are joined by long skips") if len(line) > MOST_NAMED else tr("it branches")
            steps.append(step)
            begin = number
        reach = max([reach, *(place[reader] for reader in readers[part] if reader in main)])
    heads = _heads(parts, readers, main)
    return [Step(s.last, s.branches, s.tangled, tuple(heads.get(s.last, ()))) for s in steps], ""


def _before(parts: Mapping[str, Part], end: str) -> set[str]:
    """A part and all that it is made from."""
    found, open_ = {end}, [end]
    while open_:
        for source in parts[open_.pop()].inputs:
            if source not in found:
                found.add(source)
                open_.append(source)
    return found


def _heads(parts: Mapping[str, Part], readers: Mapping[str, list[str]], main: set[str]) -> dict[str, list[str]]:
    """By the part of the main line that they leave: the outputs beside it."""
    root: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for part, seen in parts.items():
        if part not in main:
            root[part] = next(iter(root.get(source, source) for source in seen.inputs))
            if not readers[part]:
                found.setdefault(root[part], []).append(part)
    return found


def _step(parts: Mapping[str, Part], start: str, inside: list[str], end: str) -> Step | None:
    """What lies between two places where the network is one layer wide; None for halves of a network."""
    if not inside:
        direct = merge(parts[end].node.layer) and len(parts[end].inputs) > 1
        return Step(end, ((),) if direct else ())
    if len(inside) > LARGEST_BLOCK or _dips(parts, start, inside, end):
        return None
    branches = _side_by_side(parts, start, inside, end)
    if branches is not None:
        return Step(end, branches)
    if start in parts[end].inputs:
        return Step(end, ((), tuple(_longest_way(parts, start, inside, end))))
    return Step(end, tangled=tuple(inside))


def _dips(parts: Mapping[str, Part], start: str, inside: Iterable[str], end: str) -> bool:
    """Whether images become smaller inside, and larger again."""
    ends = [edge for part in (start, end) if (edge := edge_of(parts[part].shape))]
    within = [edge for part in inside if (edge := edge_of(parts[part].shape)) and edge > 1]
    return bool(ends and within) and min(within) < min(ends)


def edge_of(shape: Shape | None) -> int | None:
    """The height of an image's feature maps; None for anything else."""
    return shape[0] if shape is not None and len(shape) == 3 else None


def _side_by_side(parts: Mapping[str, Part], start: str, inside: list[str], end: str) -> tuple[tuple[str, ...], ...] | None:
    """The branches, when each is a chain from the first to the last."""
    branches: dict[str, list[str]] = {}
    for part in inside:
        if len(parts[part].inputs) != 1:
            return None
        source = parts[part].inputs[0]
        chain = [] if source == start else branches.pop(source, None)
        if chain is None:  # somebody went on from there already
            return None
        branches[part] = [*chain, part]
    order = [source for source in parts[end].inputs if source in branches or source == start]
    if len(order) != len(parts[end].inputs) or set(branches) - set(order):
        return None
    return tuple(tuple(branches.get(source, ())) for source in order)


def _longest_way(parts: Mapping[str, Part], start: str, inside: list[str], end: str) -> list[str]:
    """The parts along the longest way from the first to the last."""
    ways: dict[str, list[str]] = {start: []}
    for part in (*inside, end):
        known = [ways[source] for source in parts[part].inputs if source in ways]
        ways[part] = [*max(known, key=len, default=[]), part]
    return ways[end][:-1]


def chain_lines(parts: Mapping[str, Part], branch: Iterable[str], *, strides: bool) -> Iterator[str]:
    """The lines of a branch, one layer each."""
    for part in branch:
        yield long(parts[part].node.layer, strides=strides)


def column_lines(parts: Mapping[str, Part], branch: Iterable[str]) -> Iterator[str]:
    """The same for a narrow column."""
    for part in branch:
        yield short(parts[part].node.layer)
