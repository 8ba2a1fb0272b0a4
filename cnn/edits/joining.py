"""Joining several layers by one that merges them: a skip connection, parallel branches, ends that are open."""

from collections.abc import Collection, Sequence
from functools import reduce

from cnn.analysis.soundness import accepts, sense_of
from cnn.errors import EditError
from cnn.graph import Graph, Node, common_group
from cnn.layers import Layer
from cnn.words.language import tr


def joined(graph: Graph, node_ids: Collection[str], layer: Layer) -> tuple[Graph, Node]:
    """A graph in which a merging layer reads these nodes, in their order, and the node of that layer.

    What read the one that the network goes on from reads the new layer: the last of them where another one leads to it (a skip
    connection), else the only one that is read at all; branches that lead different ways stay as they are.

    Raises `EditError` for fewer than two, `PortError` for more than the layer takes, `UnknownNodeError`.
    """
    wanted = {graph.node(node_id).id for node_id in node_ids}
    sources = [node_id for node_id in graph.order if node_id in wanted]
    if len(sources) < 2:
        raise EditError(tr("{0} joins two layers or more.", layer.class_name), tr("Select another one as well."))
    group = reduce(common_group, (graph.nodes[source].group for source in sources))
    grown, node = graph.add(layer, *sources, group=group)
    if main := _main(graph, sources):
        before = set().union(*(graph.ancestors(source) for source in sources))
        readers = [reader for reader in graph.consumers[main] if reader not in before]
        grown = grown.hand_over(main, node.id, readers).mark_instead(main, node.id)
    return grown, grown.node(node.id)


def open_ends(graph: Graph, layer: Layer, at: str = "") -> tuple[str, ...]:
    """The ends that a merging layer joins when it is put behind the one `at`, or else behind the last of them that has others
    to go with; none where there are no two.

    They are read by nobody, not marked as outputs, and fit each other; of just two also where a repair could make them fit: an
    image and an image.
    """
    if layer.family != "Merging":
        return ()
    ends = [item for item in graph.outputs if item not in graph.marked_outputs and graph.nodes[item].layer.ports]
    if len(ends) < 2 or (at and at not in ends):
        return ()
    ways = (_going_with(graph, layer, ends, first) for first in ([at] if at else reversed(ends)))
    return next((way for way in ways if len(way) > 1), ())


def _going_with(graph: Graph, layer: Layer, ends: Sequence[str], first: str) -> tuple[str, ...]:
    """One end and those of the others that a layer can read beside it, in the order of the network."""
    found = [first]
    for end in reversed(ends):
        fits = accepts(graph, layer, (*found, end)) or (len(ends) == 2 and _same_axes(graph, (*found, end)))
        if end not in found and fits:
            found.append(end)
    most = len(found) if layer.variadic else len(layer.ports)
    kept = set(found[:most])
    return tuple(end for end in graph.order if end in kept)


def _same_axes(graph: Graph, ends: Sequence[str]) -> bool:
    """Whether what comes out has as many axes everywhere."""
    shapes = [sense_of(graph).shapes[end] for end in ends]
    return len({len(shape) for shape in shapes if shape is not None}) < 2


def _main(graph: Graph, sources: Sequence[str]) -> str:
    """The one of these that the network goes on from; "" where none is, or several are."""
    *others, last = sources
    if not set(others).isdisjoint(graph.ancestors(last)):
        return last
    read = [source for source in sources if graph.consumers[source]]
    return read[0] if len(read) == 1 else ""
