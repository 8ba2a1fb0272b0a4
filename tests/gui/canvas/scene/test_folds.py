"""Folded groups: opened and closed by mouse and keys; what is done to the box is done to its layers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from cnn.edits.linked import link, unlink
from cnn.edits.made import rebuilt
from cnn.graph import Graph
from cnn.graph.bypass import bypass
from cnn.layers import Conv2D, Input
from cnn.presets import PRESETS
from cnn.words import language
from gui.canvas.overlays.empty_state import EmptyState
from gui.canvas.scene.card import Card
from gui.document.possible import POSSIBLE
from gui.settings import settings
from gui.window.edit_menu import EditCommands
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.test_dropping import hint
from tests.gui.canvas.test_selecting import editor, press, selected

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def resnet(open_canvas: Callable[[Graph], Hand]) -> Hand:
    """ResNet-18: 72 layers, so it opens folded."""
    return open_canvas(PRESETS["resnet18"].graph())


@pytest.fixture
def grouped(residual: Hand) -> Hand:
    """The residual network, its block in a group that is open."""
    ids = [residual.id(name) for name in ("conv2d_1", "conv2d_2", "add")]
    residual.document.edit("Group", lambda graph: graph.move_to_group(ids, "block"))
    return residual


def titles(hand: Hand) -> list[str]:
    return [card.words.name for card in hand.canvas.scene().cards.values()]


def double_click(hand: Hand, at: QPoint) -> None:
    QTest.mouseDClick(hand.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)


def group_name(hand: Hand, path: str) -> QPoint:
    scene = hand.canvas.scene()
    frame = next(frame for frame in scene.frames if frame.path == path)
    return hand.canvas.view_rect(frame.label).center()


def test_a_large_network_opens_folded(resnet: Hand) -> None:
    assert titles(resnet) == [
        "input",
        "rescaling",
        "conv1",
        "pool1",
        "conv2",
        "conv3",
        "conv4",
        "conv5",
        "avg_pool",
        "predictions",
    ]
    box = resnet.canvas.scene().card_of(resnet.document.graph.members("conv2")[0].id)
    members = resnet.document.graph.members("conv2")
    params = sum(resnet.document.analysis.nodes[node.id].params or 0 for node in members)
    assert box.words.params == f"{params:,}"
    assert box.words.settings == f"{len(members)} layers · 2 × alike"
    assert box.words.shape == "56 × 56 × 64"


def test_a_small_network_opens_unfolded(grouped: Hand) -> None:
    assert len(titles(grouped)) == 6
    assert [frame.path for frame in grouped.canvas.scene().frames] == ["block"]


@pytest.mark.slow
def test_a_double_click_opens_one_level_and_one_on_the_name_folds_again(resnet: Hand) -> None:
    at = resnet.canvas.position_of(resnet.document.graph.members("conv2")[0].id)
    double_click(resnet, at)
    assert "conv2" not in titles(resnet)
    assert titles(resnet)[4:6] == ["block1", "block2"]
    double_click(resnet, group_name(resnet, "conv2"))
    assert "conv2" in titles(resnet)


@pytest.mark.slow
def test_what_is_opened_stays_where_it_was_on_the_screen(resnet: Hand) -> None:
    first = resnet.document.graph.members("conv3")[0].id
    at = resnet.canvas.position_of(first)
    resnet.click(at)
    press(resnet, Key.Key_Escape)
    resnet.document.select([node.id for node in resnet.document.graph.members("conv3")])
    before = resnet.canvas.position_of(first)
    resnet.canvas.fold()
    assert (resnet.canvas.position_of(first) - before).manhattanLength() <= 2


@pytest.mark.slow
def test_as_much_as_there_is_room_for_of_a_group_that_opens_is_in_sight(open_canvas: Callable[[Graph], Hand]) -> None:
    """An Inception module is wider than the canvas: no room is left empty beside it."""
    hand = open_canvas(PRESETS["googlenet"].graph())
    canvas, scene = hand.canvas, hand.canvas.scene()
    canvas.resize(900, 700)
    QApplication.processEvents()
    hand.document.select([node.id for node in hand.document.graph.members("inception_3a")])
    canvas.fold()
    scene.finish_motion()
    (frame,) = [canvas.view_rect(frame.rect) for frame in scene.frames if frame.path == "inception_3a"]
    assert frame.width() > canvas.width()
    assert frame.left() < 40
    assert canvas.viewport().rect().contains(canvas.view_rect(scene.card_of(hand.document.selection[0]).place))


@pytest.mark.slow
def test_the_keys_fold_what_is_selected_and_everything(grouped: Hand) -> None:
    grouped.click(grouped.node("conv2d_1"))
    grouped.canvas.fold()
    assert titles(grouped) == ["input", "rescaling", "conv2d", "block"]
    assert selected(grouped) == ["conv2d_1", "conv2d_2", "add"]
    grouped.canvas.fold()
    assert len(titles(grouped)) == 6
    press(grouped, Key.Key_Escape)
    grouped.canvas.fold_all()
    assert len(titles(grouped)) == 4


def test_folding_is_no_edit(grouped: Hand) -> None:
    steps, graph = grouped.document.undo_stack.count(), grouped.document.graph
    grouped.canvas.fold_all()
    assert grouped.document.graph is graph
    assert grouped.document.undo_stack.count() == steps


def test_wires_lead_to_the_box(grouped: Hand) -> None:
    grouped.canvas.fold_all()
    scene = grouped.canvas.scene()
    (wire,) = [wire for wire in scene.curves if scene.cards[wire.target].words.name == "block"]
    assert wire.source == grouped.id("conv2d")
    assert len(scene.folding.wires(wire)) == 2


def test_a_click_on_the_box_selects_its_layers_and_delete_heals(grouped: Hand) -> None:
    grouped.canvas.fold_all()
    grouped.click(grouped.node("add"))
    assert selected(grouped) == ["conv2d_1", "conv2d_2", "add"]
    press(grouped, Key.Key_Delete)
    assert grouped.names() == ["input", "rescaling", "conv2d"]
    grouped.document.undo()
    assert titles(grouped) == ["input", "rescaling", "conv2d", "block"]


def test_control_d_repeats_a_folded_group_as_a_group(grouped: Hand) -> None:
    grouped.canvas.fold_all()
    grouped.click(grouped.node("add"))
    press(grouped, Key.Key_D, CONTROL)
    assert set(grouped.document.graph.groups) == {"block", "block_1"}


def test_a_layer_dropped_on_the_box_goes_behind_it(grouped: Hand) -> None:
    grouped.canvas.fold_all()
    grouped.drop("ReLU", grouped.node("add"))
    assert grouped.reads("re_lu") == ["add"]
    assert grouped.document.graph.named("re_lu").group == ""
    assert titles(grouped)[-1] == "re_lu"


def test_a_layer_dropped_on_the_wire_into_the_box_is_read_by_all_its_layers(grouped: Hand) -> None:
    grouped.canvas.fold_all()
    grouped.drop("ReLU", grouped.wire("conv2d", "add"))
    assert grouped.reads("re_lu") == ["conv2d"]
    assert grouped.reads("conv2d_1") == ["re_lu"]
    assert grouped.reads("add") == ["re_lu", "conv2d_2"]


def test_a_wire_is_drawn_from_the_box(grouped: Hand) -> None:
    grouped.canvas.fold_all()
    grouped.drop("Concatenate", grouped.empty())
    grouped.drag(grouped.output("conv2d"), grouped.node("concatenate"))
    assert grouped.reads("concatenate") == ["add", "conv2d"]
    grouped.drag(grouped.output("conv2d"), grouped.node("add"), release=False)
    assert "Unfold the group" in hint(grouped)
    grouped.release(grouped.node("add"))
    assert grouped.reads("add") == ["conv2d", "conv2d_2"]


@pytest.mark.slow
def test_a_layer_that_is_asked_for_elsewhere_comes_into_sight(resnet: Hand) -> None:
    node = resnet.document.graph.members("conv4/block2")[1]
    resnet.document.reveal(node.id)
    assert node.id in resnet.canvas.scene().cards
    assert resnet.canvas.viewport().rect().contains(resnet.canvas.position_of(node.id))
    assert "conv3" in titles(resnet)


@pytest.mark.slow
def test_f2_renames_a_folded_group(grouped: Hand) -> None:
    grouped.canvas.fold_all()
    grouped.click(grouped.node("add"))
    press(grouped, Key.Key_F2)
    line = editor(grouped)
    assert line is not None
    assert line.text() == "block"
    QTest.keyClicks(line, "shortcut")
    QTest.keyClick(line, Key.Key_Return)
    assert grouped.document.graph.groups == ("shortcut",)
    assert titles(grouped)[-1] == "shortcut"
    grouped.document.undo()
    assert titles(grouped)[-1] == "block"


def test_f2_renames_an_open_group_that_is_selected_by_its_name(grouped: Hand) -> None:
    grouped.click(group_name(grouped, "block"))
    assert selected(grouped) == ["conv2d_1", "conv2d_2", "add"]
    press(grouped, Key.Key_F2)
    line: QLineEdit | None = editor(grouped)
    assert line is not None
    QTest.keyClicks(line, "skip")
    QTest.keyClick(line, Key.Key_Return)
    assert grouped.document.graph.groups == ("skip",)


@pytest.mark.slow
def test_crumbs_lead_out_of_a_group(resnet: Hand) -> None:
    node = resnet.document.graph.members("conv2/block1")[0]
    resnet.document.reveal(node.id)
    crumbs = {button.objectName() for button in resnet.canvas.findChildren(QPushButton) if button.isVisible()}
    assert {"crumb:", "crumb:conv2", "crumb:conv2/block1", "crumbFold"} <= crumbs
    way = resnet.canvas.findChild(QWidget, "crumbs")
    assert way is not None
    assert way.parentWidget().rect().contains(way.geometry())
    for button in way.findChildren(QPushButton):
        assert way.rect().contains(button.geometry()), button.objectName()
    button = resnet.canvas.findChild(QPushButton, "crumb:conv2")
    assert button is not None
    assert button.width() > 20
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert set(resnet.document.selection) == {member.id for member in resnet.document.graph.members("conv2")}
    fold = next(one for one in resnet.canvas.findChildren(QPushButton, "crumbFold") if one.isVisible())
    QTest.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert "conv2" in titles(resnet)


def test_a_group_around_a_layer_that_is_not_in_it_stays_open(chain: Hand) -> None:
    refusals: list[str] = []
    chain.document.refused.connect(refusals.append)
    ids = [chain.id("conv2d"), chain.id("flatten")]
    chain.document.edit("Group", lambda graph: graph.move_to_group(ids, "odd"))
    chain.canvas.fold_all()
    assert len(titles(chain)) == 6
    assert "stays open" in refusals[0]


def test_a_problem_inside_stands_on_the_box(grouped: Hand) -> None:
    conv = grouped.document.graph.named("conv2d_2")
    grouped.document.edit("Widen", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(filters=7)))
    grouped.canvas.fold_all()
    assert grouped.canvas.scene().card_of(conv.id).problem is not None


@pytest.mark.slow
def test_the_frame_of_a_group_that_just_opened_stands_where_the_group_will(chain: Hand) -> None:
    settings.set_motion_choice("full")
    chain.drop("block:conv_bn_relu", chain.wire("conv2d", "max_pooling2d"))
    chain.canvas.folds.unfold_all()
    scene = chain.canvas.scene()
    (frame,) = scene.frames
    below = scene.cards[chain.id("max_pooling2d")]
    assert frame.rect.bottom() < below.y
    assert frame.rect.width() < below.rect.width() + 40
    press(chain, Key.Key_Escape)


def test_what_was_folded_is_folded_when_it_is_opened_again(grouped: Hand, tmp_path: Path) -> None:
    document, canvas = grouped.document, grouped.canvas
    path = document.graph.groups[0]
    canvas.folds.fold([path])
    assert document.save(tmp_path / "a.loom")
    canvas.folds.unfold_all()
    assert document.open(tmp_path / "a.loom")
    assert canvas.folds.paths == {path}
    assert path in {box.path for box in canvas.scene().folding.boxes.values()}
    document.new()
    assert canvas.folds.paths == frozenset()


@pytest.mark.slow
def test_a_large_network_that_was_left_open_opens_open(resnet: Hand, tmp_path: Path) -> None:
    resnet.canvas.folds.unfold_all()
    assert resnet.document.save(tmp_path / "a.loom")
    resnet.document.open("resnet18")
    assert resnet.canvas.folds.paths
    resnet.document.open(tmp_path / "a.loom")
    assert resnet.canvas.folds.paths == frozenset()


def test_undo_does_not_fold_or_unfold(grouped: Hand) -> None:
    grouped.canvas.commands.add("ReLU")
    grouped.canvas.folds.fold_all()
    kept = grouped.document.kept.folded
    assert kept
    grouped.document.undo()
    assert grouped.document.kept.folded == kept


@pytest.mark.slow
def test_what_a_folded_group_says_of_its_neighbours_follows_them(chain: Hand) -> None:
    def said() -> list[str]:
        return [card.words.settings for card in chain.canvas.scene().cards.values() if card.kind.startswith("vgg")]

    chain.drop("block:vgg", chain.wire("conv2d", "max_pooling2d"))
    assert said() == ["3 layers"]
    chain.drop("block:vgg", chain.wire(chain.reads("max_pooling2d")[0], "max_pooling2d"))
    assert said() == ["3 layers · 1 of 2 alike", "3 layers · 2 of 2 alike"]
    chain.document.undo()
    assert said() == ["3 layers"]


@pytest.mark.slow
def test_a_folded_block_says_that_it_is_linked(chain: Hand) -> None:
    def said() -> list[str]:
        return [card.words.settings for card in chain.canvas.scene().cards.values() if card.kind.startswith("vgg")]

    chain.drop("block:vgg", chain.wire("conv2d", "max_pooling2d"))
    for _ in range(2):
        chain.drop("block:vgg", chain.wire(chain.reads("max_pooling2d")[0], "max_pooling2d"))
    chain.document.edit("Link", lambda graph: link(graph, ["vgg", "vgg_2"]))
    assert said() == ["3 layers · linked with 1", "3 layers · 2 of 3 alike", "3 layers · linked with 1"]
    chain.document.edit("Detach", lambda graph: unlink(graph, "vgg"))
    assert said()[0] == "3 layers · 1 of 3 alike"
    chain.document.undo()
    assert said()[0] == "3 layers · linked with 1"
    chain.document.undo()
    assert said()[0] == "3 layers · 1 of 3 alike"


@pytest.mark.slow
def test_a_skipped_group_looks_skipped(grouped: Hand) -> None:
    grouped.canvas.folds.fold_all()
    ids = [node.id for node in grouped.document.graph.members("block")]

    def card() -> Card:
        return grouped.canvas.scene().card_of(ids[0])

    def picture() -> QImage:
        return grouped.canvas.viewport().grab(grouped.canvas.view_rect(card().rect)).toImage()

    as_usual = card().words.settings
    assert as_usual == "3 layers"
    before = picture()
    grouped.document.edit("Skip one", lambda graph: bypass(graph, ids[:1]))
    assert card().words.settings == "3 layers · 1 skipped"
    assert card().node.bypassed is None
    grouped.document.undo()
    grouped.document.select(ids)
    grouped.canvas.commands.bypass()
    assert card().words.settings == "skipped · 3 layers"
    assert card().node.bypassed is not None
    grouped.document.select(())
    assert picture() != before
    grouped.document.select(ids)
    grouped.canvas.commands.bypass()
    assert card().words.settings == as_usual
    assert card().node.bypassed is None


# ---------------------------------------------------------------------- copies


def shown_as_box(hand: Hand) -> list[str]:
    return sorted(box.path for box in hand.canvas.scene().folding.boxes.values())


@pytest.mark.slow
def test_copies_of_a_folded_group_are_folded_and_of_an_open_one_open(grouped: Hand) -> None:
    grouped.canvas.folds.fold(["block"])
    grouped.document.select(node.id for node in grouped.document.graph.members("block"))
    grouped.canvas.commands.duplicate()
    assert shown_as_box(grouped) == ["block", "block_1"]
    grouped.document.undo()
    assert shown_as_box(grouped) == ["block"]
    grouped.document.redo()
    assert shown_as_box(grouped) == ["block", "block_1"]
    grouped.document.undo()
    grouped.canvas.folds.unfold(["block"])
    grouped.canvas.commands.duplicate()
    assert "block_1" in grouped.document.graph.groups
    assert shown_as_box(grouped) == []


def test_a_folded_group_that_is_dragged_with_alt_comes_as_a_folded_copy(grouped: Hand) -> None:
    grouped.canvas.folds.fold(["block"])
    at = grouped.node("add")
    grouped.press(at, keys=Qt.KeyboardModifier.AltModifier)
    for step in (20, 120, 240):
        grouped.move(at + QPoint(step, 0))
    grouped.release(at + QPoint(240, 0))
    assert shown_as_box(grouped) == ["block", "block_1"]


@pytest.mark.slow
def test_what_is_pasted_is_folded_as_it_was_where_it_was_copied(grouped: Hand) -> None:
    edits = EditCommands(grouped.document, grouped.canvas)
    grouped.document.select(node.id for node in grouped.document.graph.members("block"))
    edits.copy()
    edits.paste()
    assert shown_as_box(grouped) == []
    grouped.document.undo()
    grouped.canvas.folds.fold(["block"])
    grouped.document.select(node.id for node in grouped.document.graph.members("block"))
    edits.copy()
    grouped.canvas.folds.unfold(["block"])
    edits.paste()
    assert shown_as_box(grouped) == ["block_1"]
    assert grouped.document.undo_stack.count() == 2


def test_beside_a_folded_group_stands_what_reads_the_same(grouped: Hand) -> None:
    grouped.canvas.folds.fold(["block"])
    grouped.drop("ReLU", grouped.node("add") + QPoint(160, 0))
    assert grouped.reads("re_lu") == ["conv2d"]
    assert grouped.document.graph.named("re_lu").group == ""
    assert shown_as_box(grouped) == ["block"]


@pytest.mark.slow
def test_from_the_output_of_a_folded_group_a_wire_asks_for_its_reader(grouped: Hand) -> None:
    grouped.canvas.folds.fold(["block"])
    grouped.drag(grouped.output("add"), QPoint(60, 400))
    (field,) = [one for one in grouped.canvas.findChildren(QLineEdit, "quickAddSearch") if one.isVisible()]
    QTest.keyClicks(field, "relu")
    QTest.keyClick(field, Key.Key_Return)
    assert grouped.reads("re_lu") == ["add"]
    assert grouped.document.graph.named("re_lu").group == ""


def test_a_folded_group_alone_is_joined_with_nothing(grouped: Hand) -> None:
    joins = POSSIBLE["actionJoinAdd"]
    grouped.document.select(node.id for node in grouped.document.graph.members("block"))
    assert joins(grouped.document)
    grouped.canvas.folds.fold(["block"])
    assert not joins(grouped.document)
    grouped.document.select([*grouped.document.selection, grouped.id("conv2d")])
    assert joins(grouped.document)


def test_cards_speak_another_language_as_soon_as_it_is_chosen(resnet: Hand) -> None:
    scene = resnet.canvas.scene()
    english = {card.words.settings for card in scene.cards.values()}
    try:
        language.use("zh_CN")
        QApplication.sendEvent(resnet.canvas, QEvent(QEvent.Type.LanguageChange))
        assert any("层" in card.words.settings for card in scene.cards.values())
    finally:
        language.use("en")
    QApplication.sendEvent(resnet.canvas, QEvent(QEvent.Type.LanguageChange))
    assert {card.words.settings for card in scene.cards.values()} == english


@pytest.mark.parametrize("folded", [False, True])
def test_what_is_wrong_is_told_on_the_canvas_in_another_language_as_soon_as_it_is_chosen(
    open_canvas: Callable[[Graph], Hand], folded: bool
) -> None:
    graph, conv = Graph().add(Input(shape=(8, 8, 3)))[0].append(Conv2D(filters=2))
    hand = open_canvas(graph.move_to_group([conv.id], "first"))
    hand.canvas.folds.fold(["first"] if folded else [])

    def told() -> set[str]:
        """Each problem on a card, with what would cure it."""
        problems = [card.problem for card in hand.canvas.scene().cards.values() if card.problem]
        return {text for problem in problems for text in (problem.message, *(repair.title for repair in problem.repairs))}

    english = told()
    assert any("pixel values" in text for text in english)
    try:
        language.use("zh_CN")
        hand.document.retell()
        assert len(told()) == len(english)
        assert all("像素" in text or "插入" in text for text in told())
    finally:
        language.use("en")
    hand.document.retell()
    assert told() == english


def test_what_an_empty_network_can_begin_with_is_offered_in_another_language(nothing: Hand) -> None:
    empty = nothing.canvas.findChild(EmptyState)
    assert isinstance(empty, EmptyState)
    offered = [button for button in empty.findChildren(QPushButton) if "Input" in button.text()]
    assert [button.text() for button in offered] == ["Add an Input of 28×28×1"]
    try:
        language.use("zh_CN")
        nothing.document.retell()
        offered = [button for button in empty.findChildren(QPushButton) if "28" in button.text() and not button.isHidden()]
        assert [button.text() for button in offered] == ["添加 28×28×1 的 Input"]
    finally:
        language.use("en")


def test_blocks_that_a_stage_gets_are_folded_as_those_beside_them(resnet: Hand) -> None:
    """A stage of two blocks is asked for four and opened: four boxes. With one of its blocks open, a new one is open as well."""
    document, folds = resnet.document, resnet.canvas.folds

    def ask_for(blocks: int) -> None:
        document.edit("Blocks", lambda graph: rebuilt(document.analysis, "conv2", document.blocks, blocks=blocks).graph)

    ask_for(3)
    folds.unfold(["conv2"])
    assert [f"block{place}" in titles(resnet) for place in (1, 2, 3)] == [True] * 3
    folds.unfold(["conv2/block1"])
    ask_for(4)
    assert "conv2/block4" not in folds.paths


def test_a_group_made_within_a_group_is_open_as_it_was_asked_to_be(resnet: Hand) -> None:
    """Ctrl+G among folded blocks: what is made is seen open, as anywhere else."""
    resnet.document.groupExpected.emit("conv2/mine", False)
    nodes = [node.id for node in resnet.document.graph.members("conv2/block1")]
    resnet.document.edit("Group", lambda graph: graph.move_to_group(nodes, "conv2/mine"))
    assert "conv2/mine" not in resnet.canvas.folds.paths
