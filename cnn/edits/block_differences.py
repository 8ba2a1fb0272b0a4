"""What is different inside a group from what its block makes, in words; and what makes a block work again that reads something
else than it was made for.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from cnn.analysis import Analysis, Problem, analyse
from cnn.analysis.repairs import Repair
from cnn.blocks import Block
from cnn.edits.linked import fellows, rebuilt_with_fellows
from cnn.edits.made import Blocks, block_of, blueprint_of, makes_the_same, source_of, standing_parts
from cnn.errors import LayerloomError
from cnn.graph import Graph, Node
from cnn.graph.made import Made
from cnn.graph.node import enclosing_groups
from cnn.layers import Layer
from cnn.shapes import Shape, spell
from cnn.words.language import called_within, labelled, tr
from cnn.words.lists import listed, sentences
from cnn.words.quantities import spell_value


def differences_inside(analysis: Analysis, path: str, blocks: Blocks) -> tuple[str, ...]:
    """One line for each thing inside a group that a person made otherwise than its block; none where nothing is.

    Raises `EditError` for a group that is no block.
    """
    made, block = block_of(analysis.graph, path, blocks)
    return (*_where_it_matters(analysis, path, made, block), *_of_layers(analysis.graph, path, made, blueprint_of(block, made)))


def is_made_for_what_it_reads(analysis: Analysis, path: str, blocks: Blocks) -> bool:
    """Whether a block reads what it was made for, or would be no other; raises `EditError` for a group that is no block."""
    made, block = block_of(analysis.graph, path, blocks)
    return not _where_it_matters(analysis, path, made, block)


# ---------------------------------------------------------------------- what reads something else


#: so many repairs of blocks are offered for one problem
MOST_OFFERED = 3
#: what a repair is called, and its edit
Wanted = tuple[str, Callable[[Graph], Graph]]


def with_repairs_of_blocks(analysis: Analysis, blocks: Blocks) -> Analysis:
    """The analysis, where a layer that can't be built stands in a block that was made for another input: the problem says so, and
    offers first what makes the block fit; where its own numbers don't go together, another shortcut. What blocks are linked with
    it is made to fit as well.

    Each repair has been tried: the block can be built then, and no more of the network is wrong than before.
    """
    if not any(problem.severity == "error" and problem.node for problem in analysis.faults) or not analysis.graph.made:
        return analysis
    faults = tuple([_with_repairs(problem, analysis, blocks) for problem in analysis.faults])
    return analysis if faults == analysis.faults else replace(analysis, faults=faults)


def _with_repairs(problem: Problem, analysis: Analysis, blocks: Blocks) -> Problem:
    node = analysis.graph.nodes.get(problem.node or "")
    if node is None or problem.severity != "error":
        return problem
    message, found = problem.message, list[tuple[int, Repair]]()
    for path in enclosing_groups(node.group):  # a stage before the blocks in it
        if path not in analysis.graph.blocks:
            continue
        try:
            made, block = block_of(analysis.graph, path, blocks)
        except LayerloomError:  # nobody here knows how to make it
            continue
        if told := _of_what_it_reads(analysis, path, made, block):
            found += _repairs(analysis, path, made, blocks)
            message = tr("{0} It stands in the block {1}. {2}", problem.message, path, sentences(*told))
        else:
            found += _tried(_other_shortcut(analysis.graph, path, made, blocks), analysis, path)
    found.sort(key=lambda item: item[0])
    return replace(problem, message=message, repairs=(*(repair for _, repair in found[:MOST_OFFERED]), *problem.repairs))


def _repairs(analysis: Analysis, path: str, made: Made, blocks: Blocks) -> Iterator[tuple[int, Repair]]:
    """The block made again for what it reads, with its numbers; else with as many filters as that has, or in proportion to it.
    Each with how much of the network is wrong then.
    """
    linked = fellows(analysis.graph, path)
    read = _read(analysis, path, made, blocks)
    again = partial(_made_again, path=path, blocks=blocks, numbers={})
    title = tr('Make block "{0}" again for {1}', path, spell(read))
    wanted: list[Wanted] = [(title, again)]
    for filters in _filters(made, read):
        title = tr('Give block "{0}" {1} filters', path, filters)
        if linked:
            title = tr('Give block "{0}", and those linked with it, {1} filters', path, filters)
        wanted.append((title, partial(_made_again, path=path, blocks=blocks, numbers={"filters": filters})))
    return _tried(wanted, analysis, path)


def _other_shortcut(graph: Graph, path: str, made: Made, blocks: Blocks) -> list[Wanted]:
    """A projection where zeros were appended: those can only double the channels, a projection gives any number."""
    if made.numbers.get("shortcut") != "padding":
        return []
    title = tr('Give block "{0}" a projection as its shortcut', path)
    if fellows(graph, path):
        title = tr('Give block "{0}", and those linked with it, a projection as shortcut', path)
    return [(title, partial(_made_again, path=path, blocks=blocks, numbers={"shortcut": "projection"}))]


def _tried(wanted: Iterable[Wanted], analysis: Analysis, path: str) -> Iterator[tuple[int, Repair]]:
    """Those after which the block can be built and no more is wrong than before, each with how much is wrong then."""
    for title, edit in wanted:
        try:
            after = analyse(edit(analysis.graph), analysis)
        except LayerloomError:
            continue
        inside = {node.id for node in after.graph.members(path)}
        if not any(error.node in inside for error in after.errors) and len(after.errors) <= len(analysis.errors):
            yield len(after.errors), Repair(title, edit)


def _filters(made: Made, read: Shape) -> tuple[int, ...]:
    """Other numbers of filters that may fit what a block reads: as many as come in, or as many times that as before."""
    filters, channels, before = made.numbers.get("filters"), read[-1], (made.reads or (None,))[-1]
    if not isinstance(filters, int) or not channels:
        return ()
    found = (channels, filters * channels // before) if before else (channels,)
    return tuple(number for number in dict.fromkeys(found) if number and number != filters)


def _read(analysis: Analysis, path: str, made: Made, blocks: Blocks) -> Shape:
    return _read_now(analysis, path, made, block_of(analysis.graph, path, blocks)[1]) or ()


def _made_again(graph: Graph, path: str, blocks: Blocks, numbers: dict[str, Any]) -> Graph:
    before = analyse(graph)
    return rebuilt_with_fellows(before, path, blocks, **numbers).graph


def _of_what_it_reads(analysis: Analysis, path: str, made: Made, block: Block[Any]) -> list[str]:
    reads = _read_now(analysis, path, made, block)
    if reads is None or made.reads is None or reads == made.reads:
        return []
    return [tr("It was made for {0} and reads {1}.", spell(made.reads), spell(reads))]


def _where_it_matters(analysis: Analysis, path: str, made: Made, block: Block[Any]) -> list[str]:
    """As `_of_what_it_reads`, where the block would be another one for what it reads by now."""
    told = _of_what_it_reads(analysis, path, made, block)
    reads = _read_now(analysis, path, made, block) if told else None
    return [] if reads is not None and makes_the_same(block, made, reads) else told


def _read_now(analysis: Analysis, path: str, made: Made, block: Block[Any]) -> Shape | None:
    source = source_of(analysis.graph, path, made, blueprint_of(block, made))
    return analysis.nodes[source].output_shape if source else None


def _of_layers(graph: Graph, path: str, made: Made, blueprint: Graph) -> list[str]:
    stands = standing_parts(graph, path, made)
    names = {node.id: part for part, node in stands.items()}
    lines: list[str] = []
    for part in blueprint.nodes.values():
        if not part.layer.ports:
            continue
        node = stands.get(part.name)
        if node is None:
            lines.append(tr("{0} ({1}) was taken away.", part.name, part.layer.class_name))
            continue
        lines += [labelled(node.name, line) for line in layer_changes(part.own_layer, node.own_layer)]
        if not node.trainable and part.trainable:
            lines.append(tr("{0} is frozen.", node.name))
    for node in graph.members(path):
        if node.id not in names:
            lines.append(tr("{0} ({1}) was put in.", node.name, node.own_layer.class_name))
    return lines + _of_wires(graph, stands, blueprint)


def layer_changes(before: Layer, after: Layer) -> list[str]:
    """One line for each argument that a layer has otherwise than another; none where they are the same."""
    if type(before) is not type(after):
        return [tr("{0} instead of {1}.", after.class_name, before.class_name)]
    before, after = before.stated, after.stated
    changed = [name for name in after.argument_names if after.value(name) != before.value(name)]
    return [
        tr("{0} {1} instead of {2}.", called_within(name), spell_value(after.value(name)), spell_value(before.value(name)))
        for name in changed
    ]


def _of_wires(graph: Graph, stands: dict[str, Node], blueprint: Graph) -> list[str]:
    """Layers that read something else of the block than they were made to; what stands in a wire is told already."""
    lines: list[str] = []
    (start,) = blueprint.inputs or ("",)
    for part in blueprint.nodes.values():
        node = stands.get(part.name)
        if node is None:
            continue
        wanted = [stands[blueprint.nodes[one].name].id for one in part.inputs if blueprint.nodes[one].name in stands]
        inside = {other.id for other in stands.values()}
        missing = [one for one in wanted if one not in node.inputs]
        found = [one for one in node.inputs if one in inside and one not in wanted]
        if found or (missing and len(node.inputs) < len(part.inputs)) or (start in part.inputs and not node.inputs):
            reads = listed(graph.nodes[one].name for one in node.inputs) or tr("nothing")
            lines.append(tr("{0} reads {1}.", node.name, reads))
    return lines
