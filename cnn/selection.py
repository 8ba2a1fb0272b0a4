"""Edits on several nodes at once."""

from collections.abc import Iterable
from itertools import pairwise

from cnn.graph import Graph


def duplicate(graph: Graph, node_ids: Iterable[str]) -> tuple[Graph, tuple[str, ...]]:
    """A graph with copies of these nodes, and the ids of the copies; raises `UnknownNodeError`.

    A chain is repeated behind itself: the copy reads its last node, and whatever read that now reads the copy. Anything
    else gets a twin beside it that reads what the original reads. Wires among the nodes are copied along; weights are
    the copy's own.
    """
    wanted = {graph.node(node_id).id for node_id in node_ids}
    originals = [node_id for node_id in graph.order if node_id in wanted]
    first, last = _chain_ends(graph, originals)
    copies: dict[str, str] = {}
    grown = graph
    for node_id in originals:
        node = graph.node(node_id)
        sources = [last] if node_id == first else [copies.get(source, source) for source in node.inputs]
        grown, copy = grown.add(node.layer, *sources, group=node.group, trainable=node.trainable)
        copies[node_id] = copy.id
    if first:
        grown = grown.hand_over(last, copies[last], graph.consumers[last]).mark_instead(last, copies[last])
    return grown, tuple(copies.values())


def _chain_ends(graph: Graph, originals: list[str]) -> tuple[str, str]:
    """First and last node when these are one chain that starts from a wire; otherwise nothing."""
    for before, after in pairwise(originals):
        if graph.node(after).inputs != (before,) or graph.consumers[before] != (after,):
            return "", ""
    if not originals or len(graph.node(originals[0]).inputs) != 1:
        return "", ""
    return originals[0], originals[-1]
