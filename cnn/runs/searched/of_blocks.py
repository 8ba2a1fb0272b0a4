"""What a search varies of blocks: what all of them are, how many stand in each stage, and numbers of single ones."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cnn.analysis import Analysis, analyse
from cnn.blocks import BLOCKS
from cnn.blocks.exchange import EXCHANGED, exchangeable, possible
from cnn.edits.depth import can_deepen, with_units
from cnn.edits.made import rebuilt
from cnn.errors import ArgumentError, UsageError
from cnn.graph import Graph
from cnn.graph.made import Made, Number
from cnn.layers.arguments import Argument
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.spelling import nearest

#: the number of those blocks that are a stage: of how many they are built
COUNTS: Mapping[str, str] = {"residual_stage": "blocks", "vgg": "convolutions", "dense_block": "layers"}


def is_number(name: str) -> bool:
    """Whether it names a number of one block: the path of its group, a dot, and what the block calls it.

    >>> is_number("stage2/block1.filters"), is_number("blocks")
    (True, False)
    """
    path, dot, number = name.rpartition(".")
    return bool(path and dot and number) and any(number in block.settings.model_fields for block in BLOCKS.values())


def is_whole(name: str) -> bool:
    """Whether blocks ask for a whole number under that name."""
    number = name.rpartition(".")[2]
    fields = (block.settings.model_fields.get(number) for block in BLOCKS.values())
    return any(field is not None and type(field.default) is int for field in fields)


def kinds(graph: Graph) -> list[str]:
    """The kinds of blocks that a network can be made of instead of its own, its own the first; empty where it has none."""
    paths = exchangeable(graph)
    if not paths:
        return []
    own = list(dict.fromkeys(graph.blocks[path].kind for path in paths))
    analysis = analyse(graph)
    return [*own, *(kind for kind in EXCHANGED if kind not in own and possible(analysis, kind))]


def numbers(graph: Graph) -> Iterator[tuple[str, Made, Argument]]:
    """Numbers of single blocks that are worth varying: the path of each block that stands in no other, and what it asks for.

    Of a stage all that a form shows first, of other blocks how many feature maps come out.
    """
    for path, made in graph.blocks.items():
        if made.kind not in BLOCKS or _within(path, graph.blocks):
            continue
        for argument in BLOCKS[made.kind].arguments():
            shown = argument.name == "filters" or (made.kind in COUNTS and argument.name != "stride")
            if shown and not argument.advanced:
                yield path, made, argument


def can_count(analysis: Analysis) -> bool:
    """Whether there is a stage of which it can be said how many blocks it has."""
    return can_deepen(analysis) or any(True for _ in _stages(analysis.graph))


def with_blocks(graph: Graph, count: int) -> Graph:
    """The network with so many blocks in each stage."""
    for path, number in _stages(graph):
        graph = with_number(graph, f"{path}.{number}", count)
    return with_units(analyse(graph), count)


def _stages(graph: Graph) -> Iterator[tuple[str, str]]:
    """The blocks that are stages, by their paths, with the number that says how long they are."""
    return ((path, COUNTS[made.kind]) for path, made in graph.blocks.items() if made.kind in COUNTS)


def with_number(graph: Graph, name: str, value: Any) -> Graph:
    """The network with one number of a block changed, and blocks behind it made again for what they read now.

    A shortcut without parameters, which only doubles its channels, becomes a convolution where it no longer fits. Raises
    `UsageError` where there is no such block or number, `ArgumentError` for a value that it doesn't take.
    """
    path, _, number = name.rpartition(".")
    require_number(graph, name)
    graph = rebuilt(analyse(graph), path, BLOCKS, **{number: value}).graph
    for one, made in tuple(graph.blocks.items()):
        if made.kind not in BLOCKS or _within(one, graph.blocks):
            continue
        analysis = analyse(graph)
        graph = rebuilt(analysis, one, BLOCKS).graph if one != path else graph
        analysis = analyse(graph, analysis)
        inside = {node.id for node in graph.members(one)}
        fits = not any(problem.node in inside for problem in analysis.errors)
        if not fits and made.numbers.get("shortcut") == "padding":
            graph = rebuilt(analysis, one, BLOCKS, shortcut="projection").graph
    return graph


def _within(path: str, blocks: Iterable[str]) -> bool:
    return any(path.startswith(f"{outer}/") for outer in blocks)


def require_number(graph: Graph, name: str) -> None:
    """Raises `UsageError` where the network has no such block, or the block asks for no such number."""
    path, _, number = name.rpartition(".")
    made = graph.blocks.get(path)
    if made is None or made.kind not in BLOCKS:
        known = [one for one, found in graph.blocks.items() if found.kind in BLOCKS]
        close = nearest(path, known)
        hint = tr("Did you mean {0}?", close) if close else tr("Its blocks: {0}.", listed(known[:12]) or "–")
        raise UsageError(tr("{0} has no block {1}.", graph.name, path), hint)
    asked = BLOCKS[made.kind].settings.model_fields
    if number not in asked:
        title = tr(BLOCKS[made.kind].title)
        raise UsageError(tr("{0} has no setting {1}.", title, number), tr("It has: {0}.", listed(asked)))


def require_taken(graph: Graph, name: str, value: Number) -> None:
    """Raises `UsageError` where a block doesn't take that value."""
    require_number(graph, name)
    path, _, number = name.rpartition(".")
    made = graph.blocks[path]
    try:
        BLOCKS[made.kind].create({**made.numbers, number: value})
    except ArgumentError as error:
        raise UsageError(error.message, error.hint) from None
