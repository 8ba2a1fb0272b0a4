"""The totals during a drag are what letting go gives, each of them, wherever the hand is."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cnn.analysis import analyse
from cnn.edits.width import widened
from cnn.graph import Graph
from gui.canvas.scene.scene import Scene
from tests.cnn.small_networks import two_blocks
from tests.gui.canvas.conftest import Hand
from tests.stages import examples

FIGURES = ("totalParams", "totalMacs", "totalWeights", "totalSees")
ALT = Qt.KeyboardModifier.AltModifier


def totals(hand: Hand) -> dict[str, str]:
    labels = {name: hand.canvas.findChild(QLabel, name) for name in FIGURES}
    return {name: label.text() for name, label in labels.items() if label is not None}


def places(hand: Hand) -> Iterator[QPoint]:
    """On every node, beside it, on its ports, on every wire, and on the ground."""
    scene = hand.canvas.scene()
    assert isinstance(scene, Scene)
    for node_id, card in scene.cards.items():
        yield hand.canvas.position_of(node_id)
        yield hand.canvas.position_of(node_id) + QPoint(170, 0)
        yield hand.canvas.port_of(node_id)
        for port in range(len(scene.input_ports(card.node.id))):
            yield hand.canvas.port_of(node_id, port)
    for curve in scene.curves.values():
        yield hand.canvas.viewportTransform().map(curve.middle).toPoint()
    yield hand.empty()


@pytest.mark.slow
@pytest.mark.parametrize("payload", ["Conv2D", "MaxPooling2D", "Add", "Input", "block:residual", "block:conv_bn_relu"])
def test_the_totals_over_a_place_are_those_after_the_drop(residual: Hand, payload: str) -> None:
    residual.document.select([residual.id("conv2d")])
    start = residual.document.selection
    for at in list(places(residual)):
        possible = residual.hover(payload, at)
        foreseen = totals(residual)
        residual.let_go(at)
        assert totals(residual) == foreseen, at
        if possible and residual.document.undo_stack.canUndo():
            residual.canvas.calm()
            residual.document.undo()
        residual.document.select(start)


def test_the_field_of_the_new_layer_shows_at_once(chain: Hand) -> None:
    chain.document.select([chain.id("conv2d")])
    assert totals(chain)["totalSees"] == "3 × 3"
    chain.hover("Conv2D", chain.wire("max_pooling2d", "flatten"))
    assert totals(chain)["totalSees"] == "8 × 8"
    chain.leave()
    assert totals(chain)["totalSees"] == "3 × 3"


STEPS = st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["node", "copy", "output", "input"]))


@pytest.mark.slow
@settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(step=STEPS)
def test_the_totals_while_nodes_and_wires_are_dragged_are_those_after_letting_go(
    open_canvas: Callable[[Graph], Hand], step: tuple[int, int, str]
) -> None:
    hand = open_canvas(two_blocks())
    hand.canvas.folds.unfold_all()
    hand.canvas.fit()
    scene = hand.canvas.scene()
    assert isinstance(scene, Scene)
    start, end, what = step
    ids = list(scene.cards)
    node_id = ids[start % len(ids)]
    ports = scene.input_ports(node_id)
    if what in ("node", "copy") or (what == "input" and not ports):
        at = hand.canvas.position_of(node_id)
    else:
        at = hand.canvas.port_of(node_id, start % len(ports) if what == "input" else None)
    ends = list(places(hand))
    to = ends[end % len(ends)]
    hand.press(at, keys=ALT if what == "copy" else Qt.KeyboardModifier.NoModifier)
    for part in (0.3, 0.7, 1.0):
        hand.move(at + (to - at) * part)
    foreseen = totals(hand)
    hand.release(to)
    after = totals(hand)
    hand.canvas.close()
    assert after == foreseen


def test_a_wire_pulled_off_is_foreseen_as_gone(residual: Hand) -> None:
    before = totals(residual)
    residual.drag(residual.input("conv2d_1", 0), residual.empty(), release=False)
    foreseen = totals(residual)
    assert foreseen != before
    residual.release(residual.empty())
    assert residual.reads("conv2d_1") == []
    assert totals(residual) == foreseen


@pytest.mark.slow
def test_a_trial_stays_in_sight_under_a_drag_that_comes_to_nothing(chain: Hand) -> None:
    document = chain.document
    tried = analyse(widened(document.analysis, 2.0, None), document.analysis)
    document.trialChanged.emit(tried)
    trial = totals(chain)
    assert trial["totalParams"] == f"{tried.total_params:,}"
    word = chain.canvas.findChild(QLabel, "totalsTrial")
    assert word is not None
    assert word.isVisible()
    chain.hover("Conv2D", chain.wire("conv2d", "max_pooling2d"))
    assert totals(chain) != trial
    assert not word.isVisible()
    chain.leave()
    assert totals(chain) == trial
    assert word.isVisible()
    chain.drop("Conv2D", chain.wire("conv2d", "max_pooling2d"))
    assert totals(chain)["totalParams"] == f"{document.analysis.total_params:,}"
    assert not word.isVisible()
    QTest.keyClick(chain.canvas, Qt.Key.Key_Escape)
    assert not word.isVisible()
