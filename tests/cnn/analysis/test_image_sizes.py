"""Shapes that follow edits say what a look at the whole network says."""

from dataclasses import replace

from cnn.analysis.image_sizes import ShapesSoFar, shapes_of
from cnn.graph import Graph
from cnn.layers import Conv2D, Dropout, Flatten
from cnn.presets import PRESETS


def edits(graph: Graph) -> list[Graph]:
    """Networks one after the other, each an edit of the one before."""
    found = [graph]
    for node_id in graph.order[2::3]:
        now = found[-1]
        if isinstance(layer := now.nodes[node_id].layer, Conv2D):
            found.append(now.replace_layer(node_id, layer.replace(filters=7)))
        found.append(found[-1].insert_after(node_id, Dropout())[0])
        found.append(found[-1].insert_after(graph.order[-3], Flatten())[0])
        found.append(found[-1].remove(node_id))
    return found


def test_shapes_follow_every_edit() -> None:
    first = PRESETS["resnet20"].graph()
    shapes = ShapesSoFar(first, first, shapes_of(first))
    for number, graph in enumerate(edits(first)):
        shapes = shapes.after(graph)
        asked = list(graph.nodes)[number % 3 :: 4]  # not all of them: what nobody asks for is found later
        wanted = shapes_of(graph)
        assert {node_id: shapes[node_id] for node_id in asked} == {node_id: wanted[node_id] for node_id in asked}
    assert dict(shapes) == shapes_of(shapes.graph)


def test_what_reads_its_own_output_has_no_shape() -> None:
    graph = PRESETS["lenet5"].graph()
    first, second, third = graph.order[1:4]
    looped = replace(graph, nodes={**graph.nodes, second: replace(graph.nodes[second], inputs=(third,))})
    assert ShapesSoFar(looped, graph, shapes_of(graph))[third] is None
    assert ShapesSoFar(looped, graph, shapes_of(graph))[first] == shapes_of(graph)[first]
