"""Numbers that are not to be seen yet: what is told of a network stays, each thing once."""

from cnn.analysis import analyse
from cnn.analysis.hiding import hiding
from cnn.graph import Graph
from cnn.layers import Dense, Flatten, Input, Rescaling, Softmax


def test_what_is_foreseen_is_told_once() -> None:
    graph = Graph()
    for layer in (Input(shape=(8, 8, 1)), Rescaling(), Flatten(), Dense(units=10, activation="softmax"), Softmax()):
        graph, _ = graph.append(layer)
    analysis = analyse(graph)
    assert len(analysis.problems) == 1
    assert not analysis.faults
    hidden = hiding(analysis, [graph.named("dense").id])
    assert [problem.node for problem in hidden.problems] == [graph.named("softmax").id]
