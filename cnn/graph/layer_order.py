"""The order in which Keras lists the layers of a network, which is that of the weights in `.h5` files.

Layers farther from the outputs come first; of those equally far, the one that Keras meets first on its way back from the outputs.
https://github.com/keras-team/keras/blob/master/keras/src/ops/function.py (`map_graph`)
"""

from cnn.graph.graph import Graph


def layer_order(graph: Graph) -> tuple[str, ...]:
    """The ids of the nodes, in Keras's order; those that share weights stand where the layer does whose weights they are."""
    finished, met = _walked_back(graph)
    depths: dict[str, int] = {}
    of_owner: dict[str, int] = {}
    for node_id in reversed(finished):
        node = graph.nodes[node_id]
        owner = node.shares or node_id
        depth = max(depths.get(node_id, 0), of_owner.get(owner, 0))
        depths[node_id] = of_owner[owner] = depth
        for source in node.inputs:
            depths[source] = max(depth + 1, depths.get(source, 0))
    return tuple(sorted(of_owner, key=lambda owner: (-of_owner[owner], met[owner])))


def _walked_back(graph: Graph) -> tuple[list[str], dict[str, int]]:
    """Nodes from inputs to outputs as a search from the outputs leaves them, and the number at which it met each layer."""
    finished: dict[str, None] = {}
    met: dict[str, int] = {}
    for output in graph.outputs:
        stack = [(output, iter(graph.nodes[output].inputs))] if output not in finished else []
        if stack:
            met.setdefault(graph.nodes[output].shares or output, len(met))
        while stack:
            node_id, sources = stack[-1]
            source = next((item for item in sources if item not in finished), None)
            if source is None:
                finished[node_id] = None
                stack.pop()
            else:
                met.setdefault(graph.nodes[source].shares or source, len(met))
                stack.append((source, iter(graph.nodes[source].inputs)))
    return list(finished), met
