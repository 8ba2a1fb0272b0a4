"""Numbers that are not to be seen yet: what is told of a network stays, each thing once."""

from cnn.analysis import analyse
from cnn.analysis.hiding import hiding
from cnn.graph import Graph
from cnn.layers import Add, Conv2D, Dense, Flatten, Input, Rescaling, Softmax


def test_what_is_foreseen_is_told_once() -> None:
    graph = Graph()
    for layer in (Input(shape=(8, 8, 1)), Rescaling(), Flatten(), Dense(units=10, activation="softmax"), Softmax()):
        graph, _ = graph.append(layer)
    analysis = analyse(graph)
    assert len(analysis.problems) == 1
    assert not analysis.faults
    hidden = hiding(analysis, [graph.named("dense").id])
    assert [problem.node for problem in hidden.problems] == [graph.named("softmax").id]


def test_a_problem_keeps_numbers_that_follow_from_no_shape() -> None:
    graph = Graph()
    graph, image = graph.add(Input(shape=(3, 3, 1)))
    graph, conv = graph.add(Conv2D(filters=1, kernel_size=(2, 2)), image.id)
    graph, add = graph.add(Add(), conv.id)
    analysis = analyse(graph)
    shown = {problem.node: problem for problem in hiding(analysis, [conv.id]).problems}
    told = {problem.node: problem for problem in analysis.problems}
    assert "from 0 to 255" in shown[conv.id].message
    assert [repair.title for repair in shown[conv.id].repairs] == [repair.title for repair in told[conv.id].repairs]
    assert "at least 2 inputs; it has 1" in shown[add.id].message


def test_a_problem_loses_the_numbers_of_shapes() -> None:
    graph = Graph()
    graph, image = graph.add(Input(shape=(3, 3, 1)))
    graph, conv = graph.add(Conv2D(filters=1, kernel_size=(5, 5)), image.id)
    words = [problem.message for problem in hiding(analyse(graph), [conv.id]).problems if problem.severity == "error"]
    assert any("?×?" in one and "3×3" not in one for one in words), words
