"""A layer in a branch that lost its input is offered what its branch read, as the networks of the literature have it."""

import pytest

from cnn.analysis import analyse
from cnn.graph import Graph
from cnn.presets import PRESETS


def without_input(preset: str, name: str) -> tuple[Graph, str]:
    """A network in which one layer reads nothing any more, and the name of what it read."""
    graph = PRESETS[preset].graph()
    (wire,) = [wire for wire in graph.wires if graph.node(wire.target).name == name]
    return graph.disconnect(wire), graph.node(wire.source).name


@pytest.mark.parametrize(
    ("preset", "name"),
    [
        ("resnet50", "conv2_block1_0_conv"),  # the projections beside bottlenecks, without a stride and with one
        ("resnet50", "conv3_block1_0_conv"),
        ("resnet50", "conv2_block2_2_conv"),  # within a branch it is the end that was left open
        ("googlenet", "inception_3a_3x3_reduce"),
        ("googlenet", "inception_3a_pool"),
    ],
)
def test_what_a_branch_read_is_offered_first(preset: str, name: str) -> None:
    graph, source = without_input(preset, name)
    (problem,) = [problem for problem in analyse(graph).problems if graph.node(problem.node).name == name]
    assert problem.repairs[0].title == f'Wire "{source}" into "{name}"'
    assert problem.repairs[0].apply(graph).named(name).inputs == PRESETS[preset].graph().named(name).inputs
