"""What can be said of a node or a wire in words: for tooltips and for people who don't see the picture."""

from PySide6.QtCore import QCoreApplication

from cnn.edits.spots import OnInput, OnOutput, OnRepair, OnWire, Spot, node_of
from cnn.words.language import filled
from gui.canvas.scene.card import Card
from gui.canvas.scene.scene import Scene
from gui.widgets.basic import numbers


def describe_spot(scene: Scene, spot: Spot) -> str:
    """The tooltip of what lies under the pointer; empty ground has none."""
    if isinstance(spot, OnWire):
        source, target = scene.graph.node(spot.wire.source), scene.graph.node(spot.wire.target)
        return f"{source.name} → {target.name} · {numbers.shape(scene.analysis.nodes[source.id].output_shape)}"
    if isinstance(spot, OnOutput):
        return _tr("Drag to the layer that shall read this")
    if isinstance(spot, OnInput):
        return _port_name(scene, spot)
    if isinstance(spot, OnRepair):
        problem = scene.cards[spot.node].problem
        return problem.repairs[0].title if problem and problem.repairs else ""
    node_id = node_of(spot)
    return describe_node(scene.cards[node_id]) if node_id else ""


def describe_node(card: Card) -> str:
    """Name, kind, what comes out, parameters, and what is wrong."""
    said, layer = card.words, card.node.layer
    parts = [said.name, said.settings]
    if said.frozen and said.frozen not in said.settings:
        parts.append(said.frozen[:1].upper() + said.frozen[1:])
    if said.shape:
        parts.append(filled(_tr("output {0}"), said.shape))
    if said.params:
        parts.append(filled(_tr("{0} parameters"), said.params))
    if card.analysis.macs and layer.ports:
        parts.append(filled(_tr("{0} MACs"), numbers.exact(card.analysis.macs)))
    if card.problem:
        parts.append(card.problem.message)
    if card.picture:
        parts.append(card.picture.words)
    return "\n".join(parts)


def _port_name(scene: Scene, spot: OnInput) -> str:
    node = scene.graph.node(spot.node)
    names = node.layer.ports
    name = names[spot.port] if spot.port < len(names) else names[-1]
    if spot.port < len(node.inputs):
        return filled(_tr("{0}: reads {1}"), name, scene.graph.node(node.inputs[spot.port]).name)
    return filled(_tr("{0}: free; drag a wire here"), name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Canvas", text)
