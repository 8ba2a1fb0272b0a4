"""A block's own little network, put into another one as a group."""

from dataclasses import replace
from itertools import chain, count

from cnn.graph import Graph, Node
from cnn.graph.made import Made, copied
from cnn.graph.node import unused_name


def stamp(graph: Graph, blueprint: Graph, source: str, path: str, made: Made, *, plain_names: bool = False) -> tuple[Graph, Node]:
    """The graph with a copy of every layer of a blueprint but its Input, for which `source` (a node's id) stands, in the group
    `path`; and the node that puts out what the blueprint does.

    Each layer is called as in the blueprint, with the group's path in front unless names are to stay plain. What the group was
    made from is noted.
    """
    (start,) = blueprint.inputs
    new = {start: source}
    parts: dict[str, str] = {}
    nodes = dict(graph.nodes)
    names = {node.name for node in nodes.values()}
    number = graph.next_id
    for node_id in blueprint.order:
        if node_id == start:
            continue
        part = blueprint.nodes[node_id]
        name = unused_name(part.name if plain_names else name_in(path, part.name), names)
        node = placed(part, f"n{number}", name, tuple(new[one] for one in part.inputs), path)
        node = replace(node, shares=new[part.shares] if part.shares else None)
        number += 1
        names.add(name)
        nodes[node.id] = node
        new[node_id] = parts[part.name] = node.id
    grown = replace(graph, nodes=nodes, next_id=number)
    inner = copied(blueprint.blocks, {one: f"{path}/{one}" for one in blueprint.blocks}, new)
    grown = replace(grown, made={**grown.blocks, **inner, path: replace(made, parts=parts)})
    return grown, nodes[new[blueprint.outputs[0]]]


def name_in(path: str, part: str) -> str:
    """What a layer of a block is called in a network: `stage2_block1_conv`."""
    return "_".join((*path.split("/"), part))


def placed(part: Node, node_id: str, name: str, inputs: tuple[str, ...], path: str) -> Node:
    """A layer of a blueprint as a node of a network, in the group that the block is, or within it."""
    group = "/".join(filter(None, (path, part.group)))
    return replace(part, id=node_id, name=name, inputs=inputs, group=group, shares=None, position=None)


def fresh_group(graph: Graph, outer: str, name: str) -> str:
    """A path within `outer` that is not taken: `residual`, `residual_1`, `residual_2` …"""
    path = f"{outer}/{name}" if outer else name
    taken = set(graph.groups)
    return next(fresh for fresh in chain([path], (f"{path}_{number}" for number in count(1))) if fresh not in taken)
