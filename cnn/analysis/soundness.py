"""Whether an edit that nobody looks through first leaves a network whole; every repair that is proposed does.

A network makes sense while what comes in reaches what goes out, no result is left unread, nothing is merged with itself,
and what worked goes on working.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from cnn.analysis.image_sizes import shapes_after, shapes_of
from cnn.errors import LayerloomError
from cnn.graph import Graph
from cnn.graph.node import Node
from cnn.layers import Layer
from cnn.shapes import Shape

#: layers that combine their inputs element by element
ELEMENTWISE = ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")


@dataclass(frozen=True)
class Sense:
    """What `is_sound` has to know of a network before an edit; worked out once for all repairs that are tried on it."""

    graph: Graph

    @cached_property
    def shapes(self) -> Mapping[str, Shape | None]:
        """What every node puts out; `None` where it can't work."""
        return shapes_of(self.graph)

    @cached_property
    def ends(self) -> tuple[set[str], set[str]]:
        """The inputs that reach an output, and the outputs that an input reaches."""
        return _ends(self.graph)

    @cached_property
    def loose(self) -> set[str]:
        """Ends that no input reaches: a part that is to be joined to the rest."""
        return set(self.graph.outputs) - self.ends[1]


_latest = Sense(Graph())


def sense_of(graph: Graph) -> Sense:
    """What has to be known of a network; the answer for the same one is remembered."""
    global _latest
    latest = _latest  # another thread may put its own there
    if latest.graph is not graph:
        latest = _latest = Sense(graph)
    return latest


def accepts(graph: Graph, layer: Layer, sources: Iterable[str]) -> bool:
    """Whether a layer can take what these nodes put out, as far as that is known."""
    shapes = [sense_of(graph).shapes[source] for source in sources]
    known = tuple(shape for shape in shapes if shape is not None)
    if len(known) < len(shapes):
        return True
    try:
        merged = layer.output_shape(*known)
    except LayerloomError:
        return False
    # Keras would add a vector to an image as well, each in its own way of stretching it; nobody means that
    return layer.class_name not in ELEMENTWISE or (merged in known and len(set(map(len, known))) == 1)


def is_sound(before: Graph, after: Graph) -> bool:
    """Whether an edit changes something and leaves the sense of a network whole."""
    if after == before:
        return False
    rewired = [node for node in after.nodes_not_in(before) if not _stands_alike(node, before.nodes.get(node.id))]
    if (rewired or len(after) != len(before)) and not (_read_well(rewired, before) and _reaches(before, after)):
        return False
    return _still_works(before, after)


def reads_twice(node: Node) -> bool:
    """Whether a node gets the same tensor more than once."""
    return len(set(node.inputs)) < len(node.inputs)


def _stands_alike(node: Node, old: Node | None) -> bool:
    return old is not None and node.inputs == old.inputs and node.layer.min_inputs == old.layer.min_inputs


def _read_well(nodes: list[Node], before: Graph) -> bool:
    """None of them gets a tensor twice, or fewer tensors than it needs, unless it did so already."""
    for node in nodes:
        old = before.nodes.get(node.id)
        if reads_twice(node) and not (old and reads_twice(old)):
            return False
        if _starves(node) and not (old and _starves(old)):
            return False
    return True


def _starves(node: Node) -> bool:
    return len(node.inputs) < node.layer.min_inputs


def _reaches(before: Graph, after: Graph) -> bool:
    """Every input that reached an output still reaches one; no output is lost, and no end is new."""
    feeding, fed = sense_of(before).ends
    still_feeding, still_fed = _ends(after)
    if not feeding <= still_feeding:
        return False
    joined = {output for output in fed if output in after and output not in still_fed}  # a loose end that is read from now on
    heirs = set[str]().union(*(_heirs(before, after, output) for output in fed))
    return len(still_fed) >= len(fed) - len(joined) and still_fed <= heirs | (
        sense_of(before).loose if before.inputs else set(after.outputs)
    )


def _ends(graph: Graph) -> tuple[set[str], set[str]]:
    """The inputs that reach an output, and the outputs that an input reaches."""
    sources: dict[str, frozenset[str]] = {}
    for node_id in graph.order:
        node = graph.nodes[node_id]
        own = frozenset((node_id,)) if not node.layer.ports else frozenset[str]()
        sources[node_id] = own.union(*(sources.get(source, ()) for source in node.inputs))
    fed = {output for output in graph.outputs if sources[output] and graph.nodes[output].layer.ports}
    return set[str]().union(*(sources[output] for output in fed)), fed


def _heirs(before: Graph, after: Graph, output: str) -> set[str]:
    """What may stand for an output: what took its place, or now reads it where it was an end of its own."""
    kept = [output]
    while kept and kept[-1] not in after:
        kept += before.nodes[kept.pop()].inputs[:1]
    return after.descendants(kept[0]) if kept else set()


def _still_works(before: Graph, after: Graph) -> bool:
    """Every node that could be built can be built."""
    known = sense_of(before).shapes
    now = shapes_after(after, before, known)
    return all(now[node_id] is not None for node_id, shape in known.items() if shape is not None and node_id in after)


def is_joined(graph: Graph, node: Node) -> bool:
    """Whether a layer stands on one of several ways from a layer to one that joins them: in a block of branches."""
    before = set(graph.ancestors(node.id))
    joining = (graph.nodes[item] for item in graph.descendants(node.id) if len(graph.nodes[item].inputs) > 1)
    for joint in joining:
        ways = [{source, *graph.ancestors(source)} for source in joint.inputs]
        if any(node.id in way for way in ways) and any(node.id not in way and before & way for way in ways):
            return True
    return False
