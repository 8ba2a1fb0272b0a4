"""What is different inside a group from what its block makes, in words."""

from typing import Any

from cnn.analysis import Analysis
from cnn.blocks import Block
from cnn.edits.made import Blocks, block_of, blueprint_of, source_of, standing_parts
from cnn.graph import Graph, Node
from cnn.graph.made import Made
from cnn.layers import Layer
from cnn.shapes import spell
from cnn.words.language import tr


def differences_inside(analysis: Analysis, path: str, blocks: Blocks) -> tuple[str, ...]:
    """One line for each thing inside a group that a person made otherwise than its block; none where nothing is.

    Raises `EditError` for a group that is no block.
    """
    made, block = block_of(analysis.graph, path, blocks)
    return (*_of_what_it_reads(analysis, path, made, block), *_of_layers(analysis.graph, path, made, blueprint_of(block, made)))


def is_made_for_what_it_reads(analysis: Analysis, path: str, blocks: Blocks) -> bool:
    """Whether a block reads what it was made for; raises `EditError` for a group that is no block."""
    made, block = block_of(analysis.graph, path, blocks)
    return not _of_what_it_reads(analysis, path, made, block)


def _of_what_it_reads(analysis: Analysis, path: str, made: Made, block: Block[Any]) -> list[str]:
    source = source_of(analysis.graph, path, made, blueprint_of(block, made))
    reads = analysis.nodes[source].output_shape if source else None
    if reads is None or made.reads is None or reads == made.reads:
        return []
    return [tr("It was made for {0} and reads {1}.", spell(made.reads), spell(reads))]


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
        lines += [f"{node.name}: {line}" for line in layer_changes(part.own_layer, node.own_layer)]
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
    changed = [name for name in after.argument_names if after.value(name) != before.value(name)]
    return [
        tr("{0} {1} instead of {2}.", name.replace("_", " "), _short(after.value(name)), _short(before.value(name)))
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
            reads = ", ".join(graph.nodes[one].name for one in node.inputs) or tr("nothing")
            lines.append(tr("{0} reads {1}.", node.name, reads))
    return lines


def _short(value: object) -> str:
    text = "×".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
