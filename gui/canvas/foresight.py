"""What the network would be with a layer in a place: computed before anything is dropped."""

from dataclasses import dataclass

from cnn.analysis import Analysis, NodeAnalysis, Problem, analyse
from cnn.errors import EditError, LayerloomError
from cnn.graph import Graph, Node
from cnn.layers import Layer
from gui.canvas.spots import Beside, Empty, OnInput, OnWire, Spot


@dataclass(frozen=True)
class Foresight:
    """The network with the new node, and what follows; or the reason why it can't be."""

    spot: Spot
    graph: Graph | None = None
    node: Node | None = None
    analysis: Analysis | None = None
    refusal: str = ""

    @property
    def of_node(self) -> NodeAnalysis:
        """What follows for the new node."""
        if self.analysis is None or self.node is None:
            return NodeAnalysis()
        return self.analysis.nodes[self.node.id]

    @property
    def problem(self) -> Problem | None:
        """What would be wrong with the new node."""
        if self.analysis is None or self.node is None:
            return None
        found = [problem for problem in self.analysis.problems if problem.node == self.node.id and problem.severity == "error"]
        return found[0] if found else None


def foresee(analysis: Analysis, layer: Layer, spot: Spot) -> Foresight:
    """What a layer would do in a place."""
    try:
        graph, node = place(analysis.graph, layer, spot)
    except LayerloomError as error:
        return Foresight(spot, refusal=str(error))
    return Foresight(spot, graph, node, analyse(graph, analysis))


def place(graph: Graph, layer: Layer, spot: Spot) -> tuple[Graph, Node]:
    """Puts a layer into a place; raises `EditError` where it can't go."""
    match spot:
        case Empty():
            return graph.append(layer)
        case OnWire(wire):
            return graph.insert_on_wire(wire, layer)
        case Beside(node_id):
            return graph.branch(node_id, layer)
        case OnInput(node_id, port) if port >= len(graph.node(node_id).inputs):
            return _wire_in(graph, layer, node_id)
        case _:
            return graph.insert_after(spot.node, layer)


def _wire_in(graph: Graph, layer: Layer, target: str) -> tuple[Graph, Node]:
    """A new branch into a merging layer, parallel to the one that is wired there already: it reads what that one reads."""
    if not layer.ports:
        grown, node = graph.add(layer, group=graph.node(target).group)
        return grown.connect(node.id, target), node
    partner = next(iter(graph.node(target).inputs), None)
    if partner is None:
        raise EditError(f'"{graph.node(target).name}" has no branch yet that a second one could run beside.',
                        "Wire a layer into it first.")  # fmt: skip
    source = next(iter(graph.node(partner).inputs), partner)
    grown, node = graph.add(layer, source, group=graph.node(target).group)
    return grown.connect(node.id, target), node
