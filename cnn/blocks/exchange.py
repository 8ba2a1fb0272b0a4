"""The blocks of a network exchanged for others that give out the same: another kind of block, as wide, with the same stride.

What a stage is made of is a choice of its own beside how wide and how deep it is: Radosavovic et al. (2020), "Designing Network
Design Spaces", section 3, keep the stages and vary the block.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from cnn.analysis import Analysis
from cnn.blocks import BLOCKS
from cnn.blocks.stamping import stamp
from cnn.graph import Graph
from cnn.graph.made import Made, Number
from cnn.shapes import Shape

#: what a block is asked for, so that so many channels come out with such a stride; `None` where it can't
Ask = Callable[[int, int], Mapping[str, Number] | None]


def _filters(channels: int, stride: int) -> Mapping[str, Number]:
    return {"filters": channels, "stride": stride}


def _a_quarter(channels: int, stride: int) -> Mapping[str, Number] | None:
    return None if channels % 4 else {"filters": channels // 4, "stride": stride}


def _halves(channels: int, stride: int) -> Mapping[str, Number] | None:
    return None if stride > 2 else {"filters": channels, "halves": stride == 2}


def _fire(channels: int, stride: int) -> Mapping[str, Number] | None:
    return None if stride > 1 or channels % 8 else {"squeeze": channels // 8, "expand": channels // 2}


#: the blocks that can stand for each other, in palette order
EXCHANGED: Mapping[str, Ask] = {
    "conv_bn_relu": _filters,
    "residual": _filters,
    "bottleneck": _a_quarter,
    "depthwise_separable": _filters,
    "separable_residual": _halves,
    "inverted_residual": _filters,
    "fire": _fire,
}


def exchangeable(graph: Graph) -> tuple[str, ...]:
    """The paths of the blocks that others can stand for."""
    return tuple(path for path, made in graph.blocks.items() if made.kind in EXCHANGED)


def possible(analysis: Analysis, kind: str) -> bool:
    """Whether a block of that kind can stand for one that is of another."""
    graph, shapes = analysis.graph, _shapes(analysis)
    others = (path for path in exchangeable(graph) if graph.blocks[path].kind != kind)
    return any(_place(graph, shapes, path, kind) for path in others)


def exchanged(analysis: Analysis, kind: str) -> Graph:
    """The network with every such block of another kind, which gives out the same shape; one for which it can't be made stays.

    >>> from cnn.analysis import analyse
    >>> from cnn.presets import PRESETS
    >>> analysis = analyse(PRESETS["resnet20"].graph())
    >>> graph = exchanged(analysis, "inverted_residual")
    >>> {made.kind for made in graph.blocks.values()}, len(graph.blocks)
    ({'inverted_residual'}, 9)
    """
    graph, shapes = analysis.graph, _shapes(analysis)
    for path in exchangeable(graph):
        place = _place(graph, shapes, path, kind) if graph.blocks[path].kind != kind else None
        if place:
            graph, end = _instead(graph, place, path, kind)
            shapes[end] = place.gives
    return graph


class _Place(NamedTuple):
    """Where a block stands: the nodes that it reads and that others read, the shapes there, and what another is asked for."""

    source: str
    last: str
    reads: Shape
    gives: Shape
    numbers: Mapping[str, Number]


def _shapes(analysis: Analysis) -> dict[str, Shape | None]:
    return {node_id: found.output_shape for node_id, found in analysis.nodes.items()}


def _place(graph: Graph, shapes: Mapping[str, Shape | None], path: str, kind: str) -> _Place | None:
    """Where a block of that kind would stand; `None` where it can't."""
    members = graph.members(path)
    inside = {node.id for node in members}
    sources = {source for node in members for source in node.inputs} - inside
    lasts = [node.id for node in members if node.id in graph.outputs or not inside.issuperset(graph.consumers[node.id])]
    if len(sources) != 1 or len(lasts) != 1:
        return None
    (source,), (last,) = sources, lasts
    reads, gives = shapes[source], shapes[last]
    stride = _stride(reads, gives)
    if not stride or not reads or not gives:
        return None
    numbers = EXCHANGED[kind](gives[-1] or 0, stride)
    return None if numbers is None else _Place(source, last, reads, gives, numbers)


def _instead(graph: Graph, place: _Place, path: str, kind: str) -> tuple[Graph, str]:
    """The network with another block at that path, and the id of the node that it puts out."""
    block, members = BLOCKS[kind], graph.members(path)
    settings = block.create(dict(place.numbers))
    # the names of what goes are free for what comes
    gone = {node.id: replace(node, name=f"{node.name}/{node.id}", group="") for node in members}
    readers = [reader for reader in graph.consumers[place.last] if reader not in gone]
    apart = replace(graph, nodes={**graph.nodes, **gone})
    made = Made(kind, settings.model_dump(), reads=place.reads)
    grown, end = stamp(apart, block.blueprint(place.reads, settings), place.source, path, made)
    if not any(node.trainable for node in members):  # what takes the place of frozen layers is frozen
        grown = grown.set_trainable([node.id for node in grown.members(path)], False)
    grown = grown.hand_over(place.last, end.id, readers).mark_instead(place.last, end.id)
    grown = grown.remove(*reversed(list(gone)), heal=False)
    for outer in [one for one in grown.blocks if path.startswith(f"{one}/")]:
        grown = grown.with_made(outer, None)  # what it was made of stands there no longer
    return grown, end.id


def _stride(reads: Shape | None, gives: Shape | None) -> int:
    """Of how many pixels along each side one is left; 0 where that can't be said."""
    if not reads or not gives or len(reads) != 3 or len(gives) != 3 or not all(reads) or not all(gives):
        return 0
    sides = [(before or 0, after or 1) for before, after in zip(reads[:-1], gives[:-1], strict=True)]
    stride = max(1, round(sides[0][0] / sides[0][1]))
    return stride if all(-(-before // stride) == after for before, after in sides) else 0
