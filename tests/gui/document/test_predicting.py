"""Lecture mode: numbers are hidden in every view of the document until they were told, layer by layer."""

import pytest

from cnn.analysis import analyse
from cnn.analysis.hiding import hiding
from cnn.formats.files import write_program
from cnn.layers import Conv2D
from cnn.pictures.colours import LIGHT
from cnn.presets import PRESETS
from gui.document import Document
from gui.document.predicting import Predicting
from gui.widgets.pictures.two_designs import compared


@pytest.fixture
def predicting(document: Document) -> Predicting:
    predicting = Predicting(document, document)
    predicting.set(True)
    return predicting


def number_of(predicting: Predicting, node_id: str) -> str:
    asked = predicting.asked(node_id)
    assert asked is not None
    return str(asked[1].number)


def tell_all(predicting: Predicting, node_id: str) -> int:
    told = 0
    while predicting.asked(node_id) is not None:
        assert predicting.tell(node_id, number_of(predicting, node_id)) == ""
        told += 1
    return told


def test_what_is_hidden_is_unknown_with_all_that_follows_from_it() -> None:
    analysis = analyse(PRESETS["resnet20"].graph())
    graph = analysis.graph
    first = next(node.id for node in graph.nodes.values() if isinstance(node.layer, Conv2D))
    shown = hiding(analysis, [first])
    for node_id in graph.nodes:
        below = node_id in graph.descendants(first)
        assert (shown.nodes[node_id] is analysis.nodes[node_id]) == (not below)
        if below:
            assert set(shown.nodes[node_id].output_shape or ()) == {None}
            assert shown.nodes[node_id].params is shown.nodes[node_id].macs is shown.nodes[node_id].receptive_field is None
    assert shown.total_params is shown.macs is None
    assert hiding(analysis, ["n999"]) is hiding(analysis, []) is analysis


@pytest.mark.slow
def test_layers_are_told_one_after_the_other(predicting: Predicting, document: Document) -> None:
    graph = document.graph
    first, second, flatten = (graph.named(name).id for name in ("conv2d", "conv2d_1", "flatten"))
    assert document.is_hidden(first)
    assert not document.is_hidden(graph.named("rescaling").id)
    assert predicting.asked(second) is None
    assert predicting.before(second) == "conv2d"
    assert "channels" not in predicting.tell(first, "24")
    assert document.is_hidden(first)
    assert tell_all(predicting, first) == 5
    assert not document.is_hidden(first)
    assert document.is_hidden(flatten), "its size would tell that of what comes before it"
    assert document.shown.total_params is None
    for node in graph.nodes.values():
        tell_all(predicting, node.id)
    assert document.shown is document.analysis


@pytest.mark.slow
def test_a_layer_that_is_changed_is_asked_about_once_more(predicting: Predicting, document: Document) -> None:
    node = document.graph.named("conv2d")
    tell_all(predicting, node.id)
    document.edit("Widen", lambda graph: graph.replace_layer(node.id, node.layer.replace(filters=8)))
    assert document.is_hidden(node.id)
    assert predicting.asked(node.id) is not None


@pytest.mark.slow
def test_a_wrong_number_is_told_its_mistake_and_one_can_be_shown_it(predicting: Predicting, document: Document) -> None:
    node = document.graph.named("conv2d")
    assert "border" in predicting.tell(node.id, "24")
    assert "Type a number" in predicting.tell(node.id, "many")
    asked = predicting.asked(node.id)
    predicting.show(node.id)
    assert predicting.asked(node.id) != asked
    assert "28" in predicting.last


def test_nothing_is_hidden_once_it_is_off(predicting: Predicting, document: Document) -> None:
    hidden = []
    document.hiddenChanged.connect(lambda: hidden.append(document.shown is not document.analysis))
    predicting.set(False)
    assert hidden == [False]
    assert document.shown is document.analysis
    told: list[None] = []
    predicting.changed.connect(lambda: told.append(None))
    document.edit("Delete", lambda graph: graph.remove(graph.named("dense_1").id))
    assert not told, "what nobody hides is drawn once"


def test_what_a_network_may_become_gives_nothing_away(predicting: Predicting, document: Document) -> None:
    node = document.graph.named("conv2d")
    wider = analyse(document.graph.replace_layer(node.id, node.layer.replace(filters=8)))
    assert document.veiled(wider).total_params is None
    assert document.veiled(wider).nodes[node.id].params is None
    predicting.set(False)
    assert document.veiled(wider) is wider


def test_problems_give_nothing_away(predicting: Predicting, document: Document) -> None:
    node = document.graph.named("conv2d_1")
    document.edit("Too large", lambda graph: graph.replace_layer(node.id, Conv2D(filters=16, kernel_size=15)))
    told = next(problem for problem in document.analysis.problems if problem.node == node.id)
    hidden = next(problem for problem in document.shown.problems if problem.node == node.id)
    assert "14×14" in told.message
    assert "14" not in hidden.message
    assert node.name in hidden.message
    assert [repair.apply for repair in hidden.repairs] == [repair.apply for repair in told.repairs]
    predicting.set(False)
    assert told in document.shown.problems


def test_code_and_comparison_give_nothing_away(document: Document) -> None:
    head = ("61,706 parameters" in write_program(document.project, tells_counts=tells).text for tells in (True, False))
    assert [*head] == [True, False]
    open_, hidden = (compared(document.project, document.project, LIGHT, tells_numbers=tells) for tells in (True, False))
    assert open_.found.totals
    assert not hidden.found.totals
    for both in ((open_.before, hidden.before), (open_.after, hidden.after)):
        assert [b"2,416" in one.svg for one in both] == [True, False]
