"""Putting a layer or a block into a network: into a place of its picture, or behind what is selected."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from cnn.analysis import Analysis
from cnn.blocks import BLOCKS, Block
from cnn.blocks.stamping import fresh_group
from cnn.edits.joining import joined, open_ends
from cnn.edits.preview import Preview, preview
from cnn.edits.spots import Beside, Empty, OnGroup, OnInput, OnNode, OnOutput, OnWire, Spot
from cnn.errors import EditError
from cnn.graph import Graph, Node, Wire, common_group, in_group
from cnn.layers import Layer, create
from cnn.layout.folding import Box, Folding, move_group
from cnn.words.language import tr

#: what can be put into a network: a layer, or a ready-made group of them
Insertable = Layer | Block[Any]
UNFOLDED = Folding()


def insertable(payload: str, blocks: Mapping[str, Block[Any]] = BLOCKS) -> Insertable:
    """What the palette calls by that name: a layer's class, or `block:NAME`; raises `LayerloomError`."""
    kind, found, name = payload.partition("block:")
    if not found or kind:
        return create(payload)
    if name not in blocks:
        raise EditError(tr("There is no block {0!r}.", name[:80]))
    return blocks[name]


def title(thing: Insertable) -> str:
    """What to call it."""
    return thing.class_name if isinstance(thing, Layer) else thing.title


def preview_at(analysis: Analysis, thing: Insertable, spot: Spot, folding: Folding = UNFOLDED) -> Preview:
    """What something would give in a place of the picture."""
    return preview(analysis, lambda graph: place(graph, thing, spot, folding), is_block=isinstance(thing, Block))


def behind(graph: Graph, selection: Sequence[str], thing: Insertable) -> tuple[Graph, Node]:
    """A graph with something behind what is selected: after the one node, joining several when it can, else at the end.

    Raises `EditError` where it can't go.
    """
    after = selection[0] if len(selection) == 1 else None
    if isinstance(thing, Block):
        return thing.insert(graph, after)
    if after and thing.ports:
        return graph.insert_after(after, thing)
    if thing.variadic and len(selection) > 1:
        return joined(graph, selection, thing)
    return graph.append(thing)


def place(graph: Graph, thing: Insertable, spot: Spot, folding: Folding = UNFOLDED) -> tuple[Graph, Node]:
    """Puts something into a place of the picture; raises `EditError` where it can't go."""
    box = folding.boxes.get(getattr(spot, "node", ""))
    if isinstance(spot, Beside):
        grown, node = _into_box(graph, thing, spot, folding, box) if box else _place(graph, thing, spot, folding)
        grown = _on_side(grown, graph, box.members if box else (spot.node,), spot.side)
        return grown, grown.node(node.id)
    return _into_box(graph, thing, spot, folding, box) if box else _place(graph, thing, spot, folding)


def _into_box(graph: Graph, thing: Insertable, spot: Spot, folding: Folding, box: Box) -> tuple[Graph, Node]:
    """Something new behind a folded group, or beside it: outside of it."""
    if len(box.exits) > 1:
        raise EditError(tr("{0} has {1} outputs.", box.title, len(box.exits)), tr("Unfold the group to choose one."))
    shown = folding.graph.node(getattr(spot, "node", ""))
    end = folding.exit(shown.id)
    if isinstance(spot, Beside) and shown.inputs:
        grown, node = _branch(graph, thing, folding.exit(shown.inputs[0]))
    else:
        grown, node = _place(graph, thing, OnOutput(end) if isinstance(spot, Beside | OnOutput) else OnNode(end), folding)
    inside = [new for new in grown.nodes.keys() - graph.nodes.keys() if in_group(grown.node(new), box.path)]
    outer = box.path.rpartition("/")[0]
    for path in [path for path in grown.groups if path not in graph.groups and path.rpartition("/")[0] == box.path]:
        grown = move_group(grown, path, fresh_group(grown, outer, path.rpartition("/")[2]))
    grown = grown.move_to_group([new for new in inside if grown.node(new).group == box.path], outer)
    return grown, grown.node(node.id)


def _place(graph: Graph, thing: Insertable, spot: Spot, folding: Folding) -> tuple[Graph, Node]:
    if isinstance(thing, Layer) and (ends := _joinable(graph, thing, spot)):
        return joined(graph, ends, thing)
    match spot:
        case Empty() | OnGroup():
            return graph.append(thing) if isinstance(thing, Layer) else thing.insert(graph, None)
        case OnWire(wire):
            return _into_wires(graph, thing, folding.wires(wire))
        case Beside(node_id):
            return _sibling(graph, thing, node_id)
        case OnOutput(node_id):
            return _branch(graph, thing, node_id)
        case OnInput(node_id, port) if port >= len(graph.node(node_id).inputs):
            return _wire_in(graph, thing, node_id)
        case _:
            return graph.insert_after(spot.node, thing) if isinstance(thing, Layer) else thing.insert(graph, spot.node)


def _joinable(graph: Graph, layer: Layer, spot: Spot) -> tuple[str, ...]:
    """The open ends that a merging layer would join there."""
    if isinstance(spot, OnNode):
        return open_ends(graph, layer, spot.node)
    return open_ends(graph, layer) if isinstance(spot, Empty | OnGroup) else ()


def _into_wires(graph: Graph, thing: Insertable, wires: tuple[Wire, ...]) -> tuple[Graph, Node]:
    """Something new in a wire; where several run as one into a folded group, in all of them."""
    if len({wire.source for wire in wires}) > 1:
        raise EditError(tr("Several layers are read here."), tr("Unfold the group to choose one."))
    first, *more = wires
    inserted = graph.insert_on_wire(first, thing) if isinstance(thing, Layer) else thing.insert_on_wire(graph, first)
    grown, node = inserted
    for wire in more:
        grown = grown.rewire(node.id, wire.target, wire.port)
    return grown, node


def _branch(graph: Graph, thing: Insertable, node_id: str) -> tuple[Graph, Node]:
    """Something new that reads a node beside those that read it already."""
    if isinstance(thing, Layer):
        return graph.branch(node_id, thing)
    grown, end = thing.insert(graph, node_id)
    return grown.hand_over(end.id, node_id, graph.consumers[node_id]).mark_instead(end.id, node_id), end


def _on_side(grown: Graph, before: Graph, members: Collection[str], side: Literal["left", "right"]) -> Graph:
    """The same network, what is new in it listed right before or behind these nodes: a drawing puts it on that side."""
    new = {node_id: node for node_id, node in grown.nodes.items() if node_id not in before}
    others = [node_id for node_id in grown.nodes if node_id not in new]
    places = [place for place, node_id in enumerate(others) if node_id in members]
    cut = places[0] if side == "left" else places[-1] + 1
    order = (*others[:cut], *new, *others[cut:])
    return replace(grown, nodes={node_id: grown.nodes[node_id] for node_id in order})


def _sibling(graph: Graph, thing: Insertable, node_id: str) -> tuple[Graph, Node]:
    """Something new that reads what a node reads, in its group; beside what reads nothing, a branch that starts there."""
    node = graph.node(node_id)
    if not node.inputs:
        twin = isinstance(thing, Layer) and not thing.ports and not node.layer.ports
        return graph.append(thing) if twin and isinstance(thing, Layer) else _branch(graph, thing, node_id)
    source, *more = node.inputs
    grown, new = _branch(graph, thing, source)
    if isinstance(thing, Layer):
        grown = grown.move_to_group([new.id], node.group)
        for other in more if thing.variadic else ():
            grown = grown.connect(other, new.id)
    return grown, grown.node(new.id)


def _wire_in(graph: Graph, thing: Insertable, target: str) -> tuple[Graph, Node]:
    """A new branch into a layer, parallel to the one that is wired there already: it reads what that one reads. Where none is, it
    reads the last end of the network."""
    if isinstance(thing, Layer) and not thing.ports:
        grown, node = graph.add(thing)
        return grown.connect(node.id, target), node
    partner = next(iter(graph.node(target).inputs), None)
    if partner is None:
        later = graph.descendants(target)
        source = next((end for end in reversed((*graph.inputs, *graph.outputs)) if end not in later), "")
    else:
        source = next(iter(graph.node(partner).inputs), partner)
    if not source:
        name = graph.node(target).name
        raise EditError(tr('There is nothing that a layer before "{0}" could read.', name), tr("Add an Input."))
    grown, node = _branch(graph, thing, source)
    if isinstance(thing, Layer):
        grown = grown.move_to_group([node.id], common_group(graph.node(source).group, graph.node(target).group))
    grown = grown.connect(node.id, target)
    return grown, grown.node(node.id)
