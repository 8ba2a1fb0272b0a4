"""Where a layer that lacks an input is likely to read from: where a skip connection starts, what the branch beside it reads."""

from cnn.graph import Graph, Node


def skip_sources(graph: Graph, node: Node) -> tuple[str, ...]:
    """What leads to the input of a merging layer, in the order in which a skip connection would start there.

    It skips two layers with weights or more (He et al. 2015, "Deep Residual Learning for Image Recognition", section 3.2): those
    first, the nearest before the others; then those that skip one, then those that skip none.
    """
    return _skipped_to(graph, node.inputs[0]) if len(node.inputs) == 1 else ()


def _skipped_to(graph: Graph, end: str) -> tuple[str, ...]:
    skipped = _weighted_behind(graph, end)
    nearest_first = list(skipped)[::-1]
    return tuple(sorted(nearest_first, key=lambda item: -min(skipped[item], 2)))


def branch_sources(graph: Graph, node: Node) -> tuple[str, ...]:
    """What the branches are likely to read that are merged with the one of a layer: what leads into its group, then what a skip
    connection would start at; nothing where it stands in no branch."""
    below = graph.descendants(node.id)
    merging = (item for item in graph.order if item in below and graph.nodes[item].layer.family == "Merging")
    beside = next(([end for end in graph.nodes[item].inputs if end not in below] for item in merging), [])
    if not beside:
        return ()
    members = {member.id: member for member in graph.members(node.group)} if node.group else {}
    entering = [source for member in members.values() for source in member.inputs if source not in members]
    return tuple(dict.fromkeys((*entering, *_skipped_to(graph, beside[-1]))))


def _weighted_behind(graph: Graph, end: str) -> dict[str, int]:
    """For all that leads to a node, in order, how many convolutions and dense layers stand on the longest way from it."""
    found = {end: 0}
    for item in reversed(graph.ancestors(end)):
        node = graph.nodes[item]
        passed = found[item] + (node.layer.family == "Convolution" or node.layer.class_name == "Dense")
        for source in node.inputs:
            found[source] = max(found.get(source, 0), passed)
    return {item: found[item] for item in graph.ancestors(end)[:-1]}
