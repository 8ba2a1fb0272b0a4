"""Whatever is done on the canvas: the picture shows the design, and undo gives back the identical design and picture."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from cnn.analysis import analyse
from cnn.edits.depth import deepened
from cnn.edits.width import resized, widened
from cnn.graph import Graph
from cnn.project import dumps, loads
from gui.canvas.editors.quick_add import QuickAdd
from gui.canvas.scene.scene import Scene
from gui.window.edit_menu import EditCommands
from tests.cnn.small_networks import two_blocks
from tests.gui.canvas.conftest import Hand
from tests.stages import examples

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PAYLOADS = ("ReLU", "Conv2D", "Add", "Input", "block:residual", "block:inception")


def picture(scene: Scene) -> tuple[Any, ...]:
    cards = {node_id: (card.node, card.rect.getRect(), card.words) for node_id, card in scene.cards.items()}
    return cards, {wire: curve.corners for wire, curve in scene.curves.items()}


def assert_shows_the_design(hand: Hand) -> None:
    scene, graph = hand.canvas.scene(), hand.document.graph
    assert isinstance(scene, Scene)
    behind = [member for shown in scene.cards for member in scene.folding.members(shown)]
    assert sorted(behind) == sorted(graph.nodes)
    assert set(scene.curves) == set(scene.graph.wires)
    assert scene.ghosts == frozenset()
    assert all(curve.shown == curve.corners for curve in scene.curves.values())


class Deeds:
    """What a person may do; each takes a number that says where."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.canvas = hand, hand.canvas
        self.edits = EditCommands(hand.document, hand.canvas)

    def place(self, number: int) -> QPoint:
        cards = list(self.canvas.scene().cards.values())
        if not cards:
            return QPoint(300, 300)
        card = cards[number % len(cards)]
        self.canvas.show_area(card.whole)
        return self.canvas.view_rect(card.rect).center() + QPoint(0, (0, 28, -28)[number % 3])

    def click(self, number: int) -> None:
        self.hand.click(self.place(number))

    def drop(self, number: int) -> None:
        self.hand.drop(PAYLOADS[number % len(PAYLOADS)], self.place(number // 2))

    def drag(self, number: int) -> None:
        self.hand.drag(self.place(number), self.place(number // 3) + QPoint(number % 40, 0))

    def give_up(self, number: int) -> None:
        self.hand.drag(self.place(number), self.place(number // 3) + QPoint(30, 0), release=False)
        QTest.keyClick(self.canvas, Key.Key_Escape)
        self.hand.release(QPoint(1, 1))

    def fold(self, number: int) -> None:
        self.click(number)
        self.canvas.fold()

    def fold_all(self, number: int) -> None:
        self.canvas.fold_all()

    def delete(self, number: int) -> None:
        self.click(number)
        QTest.keyClick(self.canvas, Key.Key_Delete)

    def duplicate(self, number: int) -> None:
        self.click(number)
        QTest.keyClick(self.canvas, Key.Key_D, CONTROL)

    def nudge(self, number: int) -> None:
        self.click(number)
        QTest.keyClick(self.canvas, (Key.Key_Left, Key.Key_Down)[number % 2], ALT)

    def skip(self, number: int) -> None:
        self.click(number)
        self.canvas.commands.bypass()

    def freeze(self, number: int) -> None:
        self.click(number)
        self.edits.freeze()

    def paste(self, number: int) -> None:
        """Cuts or copies something and puts it elsewhere."""
        self.click(number)
        (self.edits.cut if number % 2 else self.edits.copy)()
        self.click(number // 2)
        self.edits.paste()

    def group(self, number: int) -> None:
        self.click(number)
        (self.edits.ungroup if number % 3 == 0 else self.edits.group)()

    def replace(self, number: int) -> None:
        self.click(number)
        self.canvas.commands.replace_kind(("ReLU", "Conv2D", "Flatten", "Concatenate")[number % 4])

    def rename(self, number: int) -> None:
        graph = self.hand.document.graph
        if graph.nodes:
            self.canvas.commands.rename(graph.order[number % len(graph)], ("other", "conv2d", "a/b")[number % 3])

    def add(self, number: int) -> None:
        """Tab, a few letters, Enter."""
        self.click(number)
        self.canvas.add_behind(("bn", "fc", "skip", "residual")[number % 4])
        for field in self.canvas.findChildren(QuickAdd):
            QTest.keyClick(field.search, Key.Key_Return)

    def wire(self, number: int) -> None:
        """From an output to another layer; a menu that offers to join is taken at its word."""
        cards = list(self.canvas.scene().cards)
        if len(cards) > 1:
            source, target = cards[number % len(cards)], cards[(number // 2) % len(cards)]
            self.hand.drag(self.canvas.port_of(source), self.canvas.view_rect(self.canvas.scene().cards[target].rect).center())
            for menu in self.canvas.findChildren(QMenu, "joinMenu"):
                menu.actions()[number % 2].trigger()

    def what_if(self, number: int) -> None:
        document = self.hand.document
        deeper = deepened(document.analysis, (0.5, 2.0)[number % 2])
        document.edit("Deeper", resized(widened(analyse(deeper), (0.5, 1.5)[number // 2 % 2]), 2.0))

    def repair(self, number: int) -> None:
        repairs = [repair for problem in self.hand.document.analysis.problems for repair in problem.repairs]
        if repairs:
            self.canvas.commands.repair(repairs[number % len(repairs)])

    def arrange(self, number: int) -> None:
        self.canvas.arrange()

    def undo(self, number: int) -> None:
        self.hand.document.undo()

    def redo(self, number: int) -> None:
        self.hand.document.redo()


NAMES = [name for name in vars(Deeds) if not name.startswith("_") and name != "place"]
STEPS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 60)), min_size=1, max_size=10)


@pytest.mark.slow
@settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_the_picture_shows_the_design_and_undo_gives_both_back(
    open_canvas: Callable[[Graph], Hand], steps: list[tuple[str, int]]
) -> None:
    hand = open_canvas(two_blocks())
    deeds = Deeds(hand)
    graph, before = hand.document.graph, picture(hand.canvas.scene())
    for name, number in steps:
        getattr(deeds, name)(number)
        for menu in hand.canvas.findChildren(QMenu, "joinMenu"):
            menu.close()
        assert_shows_the_design(hand)
    assert loads(dumps(hand.document.project)).graph == hand.document.graph
    while hand.document.undo_stack.canUndo():
        hand.document.undo()
        assert_shows_the_design(hand)
    assert hand.document.graph is graph
    hand.canvas.folds.unfold_all()
    assert picture(hand.canvas.scene()) == before
    hand.canvas.close()
