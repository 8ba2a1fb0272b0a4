"""The picture follows the document, stays readable from any distance, and keeps up with large networks."""

import gc
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget

from cnn.edits.spots import OnNode
from cnn.graph import Graph, Node
from cnn.layers import BatchNormalization, Concatenate, Conv2D, Input, ReLU
from cnn.layers.opaque import Opaque
from cnn.pictures.colours import DARK, LIGHT
from gui.canvas import Canvas
from gui.canvas.scene.paint_style import Detail, detail
from gui.canvas.scene.scene import Scene
from gui.canvas.view import painting
from gui.document import Document
from gui.settings import settings
from gui.style import theme
from tests.gui.canvas.conftest import Hand


def scene_of(hand: Hand) -> Scene:
    scene = hand.canvas.scene()
    assert isinstance(scene, Scene)
    return scene


def text(canvas: Canvas, name: str) -> str:
    label = canvas.findChild(QLabel, name)
    assert label is not None
    return label.text()


def large(nodes: int) -> Graph:
    """Cells of four branches, one behind the other."""
    convolution, normalization, relu, join = Conv2D(filters=8, padding="same"), BatchNormalization(), ReLU(), Concatenate()
    found = [Node("n0", "input", Input(shape=(32, 32, 3)))]
    last = "n0"
    while len(found) < nodes:
        ends = []
        for layers in ((convolution,), (convolution, normalization), (convolution, normalization, relu), (relu, convolution)):
            source = last
            for layer in layers:
                number = len(found)
                found.append(Node(f"n{number}", f"layer_{number}", layer, (source,)))
                source = f"n{number}"
            ends.append(source)
        last = f"n{len(found)}"
        found.append(Node(last, f"layer_{last}", join, tuple(ends)))
    return Graph.from_nodes(found)


# ---------------------------------------------------------------------- following


def test_a_card_says_name_settings_shape_and_parameters(chain: Hand) -> None:
    card = scene_of(chain).cards[chain.id("conv2d")]
    assert (card.words.name, card.words.params, card.words.settings, card.words.shape) == (
        "conv2d",
        "60",
        "Conv2D 6 · 3×3",
        "26 × 26 × 6",
    )


def test_only_what_changed_is_made_anew(chain: Hand) -> None:
    before = dict(scene_of(chain).cards)
    conv = chain.id("conv2d")
    chain.document.edit("Rename", lambda graph: graph.rename(conv, "edges"))
    after = scene_of(chain).cards
    assert [key for key in after if after[key] is not before[key]] == [conv]
    assert after[conv].words.name == "edges"


def test_numbers_behind_a_change_follow(chain: Hand) -> None:
    conv = chain.document.graph.named("conv2d")
    chain.document.edit("Widen", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(filters=12)))
    cards = scene_of(chain).cards
    assert cards[chain.id("max_pooling2d")].words.shape == "13 × 13 × 12"
    assert cards[chain.id("dense")].words.params == "20,290"


def test_long_names_are_cut_and_numbers_are_not(chain: Hand) -> None:
    conv = chain.id("conv2d")
    chain.document.edit("Rename", lambda graph: graph.rename(conv, "a_very_long_name_" * 6))
    scene = scene_of(chain)
    face = scene.cards[conv].face(scene.paint_style)
    assert "…" in face.name
    assert face.params == "60"
    assert scene.paint_style.bold_metrics.horizontalAdvance(face.name) + face.params_width < 230


def test_a_problem_stands_under_the_node_in_words(residual: Hand) -> None:
    residual.document.edit("Disconnect", lambda graph: graph.disconnect(next(w for w in graph.wires if w.port == 1)))
    scene = scene_of(residual)
    card = scene.cards[residual.id("add")]
    assert card.problem is not None
    assert card.face(scene.paint_style).problem.startswith("Joins at least 2")
    assert card.face(scene.paint_style).repair


def test_totals_follow_every_edit(chain: Hand) -> None:
    assert text(chain.canvas, "totalParams") == f"{chain.document.analysis.total_params:,}"
    chain.drop("Dense", chain.empty())
    assert text(chain.canvas, "totalParams") == f"{chain.document.analysis.total_params:,}"
    assert text(chain.canvas, "totalMacs") == f"{chain.document.analysis.macs:,}"
    assert text(chain.canvas, "totalWeights").endswith("B")


def test_the_totals_of_a_network_with_an_unknown_layer_are_no_totals(chain: Hand) -> None:
    known = chain.document.analysis.total_params
    chain.document.edit("Mystery", lambda graph: graph.append(Opaque(kind="Mystery")))
    assert text(chain.canvas, "totalParams") == f"at least {known:,}"
    assert text(chain.canvas, "totalWeights").startswith("at least ")
    assert text(chain.canvas, "totalMacs") == "?"
    chain.document.edit("Nothing else", lambda graph: Graph().append(Opaque(kind="Mystery")))
    assert text(chain.canvas, "totalParams") == text(chain.canvas, "totalWeights") == "?"


def test_on_a_narrow_canvas_the_totals_keep_what_matters_most(chain: Hand) -> None:
    chain.canvas.resize(260, 400)
    shown = [name for name in ("totalParams", "totalMacs", "totalSees") if chain.canvas.findChild(QLabel, name).isVisible()]
    assert shown[0] == "totalParams"
    assert "totalSees" not in shown
    chain.canvas.resize(900, 400)
    assert chain.canvas.findChild(QLabel, "totalSees").isVisible()


def test_the_totals_tell_what_the_selected_node_sees(chain: Hand) -> None:
    assert text(chain.canvas, "totalSees") == "28 × 28"
    chain.click(chain.node("conv2d"))
    assert text(chain.canvas, "totalSees") == "3 × 3"


def test_another_project_takes_the_place_of_the_old_one(chain: Hand) -> None:
    chain.document.new()
    assert scene_of(chain).cards == {}
    assert chain.canvas.accessibleDescription() == "0 layers"
    chain.drop("Input", QPoint(300, 300))
    assert list(scene_of(chain).cards) == [chain.id("input")]


@pytest.mark.slow
def test_cards_move_and_arrive(chain: Hand, qtbot) -> None:  # type: ignore[no-untyped-def]
    settings.set_motion_choice("full")
    scene = scene_of(chain)
    below = chain.id("max_pooling2d")
    before = scene.cards[below].rect
    chain.drop("ReLU", chain.wire("conv2d", "max_pooling2d"))
    assert scene.cards[below].rect.top() == before.top() + 62
    assert scene.cards[below].shown.top() < before.top() + 62
    qtbot.waitUntil(lambda: scene.cards[below].shown == scene.cards[below].rect)
    assert all(curve.shown == curve.corners for curve in scene.curves.values())


@pytest.mark.slow
def test_a_theme_chosen_while_it_runs_is_worn_at_once(chain: Hand, qapp: QApplication) -> None:
    def ground() -> str:
        corner = chain.canvas.grab().toImage().copy(0, 0, 12, 12)  # with a dot of the ground somewhere in it
        return Counter(corner.pixelColor(x, y).name() for x in range(12) for y in range(12)).most_common(1)[0][0]

    assert ground() == LIGHT.canvas.lower()
    settings.set_theme_choice("dark")
    theme.apply(qapp)
    QApplication.processEvents()
    assert ground() == DARK.canvas.lower()


# ---------------------------------------------------------------------- zoom and scrolling


@pytest.mark.slow
def test_control_and_wheel_zoom_where_the_pointer_is(chain: Hand) -> None:
    zooms: list[float] = []
    chain.canvas.zoomChanged.connect(zooms.append)
    at = chain.node("conv2d")
    chain.wheel(at, 240, Qt.KeyboardModifier.ControlModifier)
    assert chain.canvas.zoom > 1.3
    assert zooms == [chain.canvas.zoom]
    assert (chain.node("conv2d") - at).manhattanLength() <= 2


def test_the_wheel_scrolls(chain: Hand) -> None:
    before = chain.node("conv2d")
    chain.wheel(before, -120)
    assert chain.node("conv2d") == before - QPoint(0, 60)
    chain.wheel(before, -120, Qt.KeyboardModifier.ShiftModifier)
    assert chain.node("conv2d") == before - QPoint(60, 60)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["middle", "space"])
def test_the_canvas_is_dragged_with_the_middle_button_or_space(chain: Hand, way: str) -> None:
    before = chain.node("conv2d")
    button = Qt.MouseButton.MiddleButton if way == "middle" else Qt.MouseButton.LeftButton
    if way == "space":
        QTest.keyPress(chain.canvas, Qt.Key.Key_Space)
    chain.drag(QPoint(100, 100), QPoint(140, 70), button)
    QTest.keyRelease(chain.canvas, Qt.Key.Key_Space)
    assert chain.node("conv2d") == before + QPoint(40, -30)
    assert chain.document.selection == ()


def test_fit_shows_the_whole_network_clear_of_the_totals(chain: Hand) -> None:
    chain.canvas.zoom_to(3.0)
    chain.canvas.fit()
    shown = chain.canvas.view_rect(scene_of(chain).extent)
    strip = chain.canvas.findChild(QWidget, "canvasStrip")
    assert chain.canvas.viewport().rect().contains(shown)
    assert shown.bottom() < strip.geometry().top()
    assert not strip.geometry().intersects(chain.canvas.viewport().geometry())
    assert chain.canvas.zoom == 1.0


@pytest.mark.slow
def test_zoom_has_limits(chain: Hand) -> None:
    for _ in range(60):
        chain.canvas.zoom_out()
    assert chain.canvas.zoom == pytest.approx(0.02)
    for _ in range(60):
        chain.canvas.zoom_in()
    assert chain.canvas.zoom == pytest.approx(3.0)


def test_the_network_can_not_be_scrolled_out_of_sight(chain: Hand) -> None:
    for _ in range(40):
        chain.wheel(QPoint(450, 350), -1200)
    assert chain.canvas.view_rect(scene_of(chain).extent).intersects(chain.canvas.viewport().rect())


def test_every_node_can_be_scrolled_clear_of_the_totals(chain: Hand) -> None:
    chain.canvas.zoom_to(2.0)
    QTest.keyClick(chain.canvas, Qt.Key.Key_End)
    strip = chain.canvas.findChild(QWidget, "canvasStrip")
    assert not chain.canvas.view_rect(scene_of(chain).cards[chain.id("dense")].rect).intersects(strip.geometry())


def test_what_is_selected_elsewhere_comes_into_sight(chain: Hand) -> None:
    chain.canvas.zoom_to(3.0)
    chain.document.select([chain.id("dense")])
    assert chain.canvas.viewport().rect().contains(chain.node("dense"))


# ---------------------------------------------------------------------- painting


@pytest.mark.parametrize("zoom", [2.0, 1.0, 0.5, 0.2, 0.05])
def test_something_readable_is_painted_at_every_zoom(residual: Hand, zoom: float) -> None:
    residual.canvas.zoom_to(zoom)
    residual.canvas.show_area(scene_of(residual).extent)
    image = residual.canvas.grab().toImage()
    at = residual.node("conv2d")
    card = {image.pixelColor(at.x() + dx, at.y()).name() for dx in range(-round(125 * zoom), round(125 * zoom) + 1)}
    assert len(card) > 1 or detail(zoom) == Detail.BLOCKS
    assert card != {LIGHT.canvas.lower()}


def test_less_is_drawn_the_further_away() -> None:
    assert [detail(zoom) for zoom in (1.0, 0.6, 0.59, 0.28, 0.27)] == [
        Detail.ALL,
        Detail.ALL,
        Detail.NAMES,
        Detail.NAMES,
        Detail.BLOCKS,
    ]


@pytest.mark.slow
def test_the_selected_card_wears_the_accent(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    rect = chain.canvas.view_rect(scene_of(chain).cards[chain.id("conv2d")].rect)
    image = chain.canvas.grab().toImage()
    assert LIGHT.accent.lower() in {image.pixelColor(rect.center().x() + 60, rect.top() + dy).name() for dy in (-1, 0, 1)}


@pytest.mark.slow
def test_a_thousand_nodes_are_shown_and_edited(open_canvas: Callable[[Graph], Hand]) -> None:
    hand = open_canvas(large(1000))
    scene = scene_of(hand)
    assert len(scene.cards) == len(hand.document.graph)
    for zoom in (1.0, 0.4, 0.1):
        hand.canvas.zoom_to(zoom)
        hand.canvas.grab()
    hand.canvas.zoom_to(1.0)
    hand.document.select(["n1"])
    hand.drop("ReLU", hand.canvas.position_of("n1"))
    assert len(scene.cards) == len(hand.document.graph)
    hand.document.undo()
    assert {card.node for card in scene.cards.values()} == set(hand.document.graph.nodes.values())


@pytest.mark.slow
def test_only_what_is_in_sight_is_looked_at(open_canvas: Callable[[Graph], Hand]) -> None:
    scene = scene_of(open_canvas(large(300)))
    assert 0 < len(list(scene.cards_in(QRectF(-400, -100, 800, 700)))) < 60
    assert list(scene.cards_in(QRectF(-400, -5000, 800, 700))) == []


# ---------------------------------------------------------------------- without seeing


def test_the_selection_is_told_in_words(chain: Hand) -> None:
    assert chain.canvas.accessibleName() == "Network"
    chain.click(chain.node("conv2d"))
    told = chain.canvas.accessibleDescription()
    assert "conv2d" in told
    assert "output 26 × 26 × 6" in told
    assert "60 parameters" in told
    QTest.keyClick(chain.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert chain.canvas.accessibleDescription() == "6 layers selected"


def test_tab_brings_the_keyboard_to_the_first_node(chain: Hand) -> None:
    chain.canvas.clearFocus()
    chain.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert chain.document.selection == (chain.id("input"),)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("node", "60 parameters"),
        ("wire", "conv2d → max_pooling2d · 26 × 26 × 6"),
        ("output", "Drag to the layer"),
        ("input", "inputs: reads rescaling"),
    ],
)
def test_tooltips_tell_the_rest(chain: Hand, place: str, words: str) -> None:
    at = {
        "node": chain.node("conv2d"),
        "wire": chain.wire("conv2d", "max_pooling2d"),
        "output": chain.output("conv2d"),
        "input": chain.input("conv2d", 0),
    }[place]
    if place == "wire":
        chain.canvas.zoom_to(3.0)
        at = chain.wire("conv2d", "max_pooling2d")
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, chain.canvas.viewport().mapToGlobal(at))
    QApplication.sendEvent(chain.canvas.viewport(), event)
    assert words in QToolTip.text()
    QToolTip.hideText()


def test_the_pointer_marks_what_it_is_over(chain: Hand) -> None:
    chain.move(chain.node("conv2d"), Qt.MouseButton.NoButton)
    assert scene_of(chain).hovered == OnNode(chain.id("conv2d"))


def test_a_canvas_that_is_closed_leaves_nothing_behind(qtbot, qapp: QApplication) -> None:  # type: ignore[no-untyped-def]
    document = Document()
    canvas = Canvas(document)
    canvas.show()
    canvas.close()
    canvas.deleteLater()
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    del canvas
    gc.collect()
    document.edit("Add", lambda graph: graph.append(Input()))
    assert document.undo_stack.count() == 1


def test_points_survive_zoom_and_back(chain: Hand) -> None:
    chain.canvas.zoom_to(1.7)
    point = QPointF(123, 45)
    there = chain.canvas.scene_point(point)
    back = chain.canvas.viewportTransform().map(there)
    assert (back - point).manhattanLength() < 1e-6


@pytest.mark.slow
def test_the_picture_shows_the_document_after_every_step_back_and_forth(residual: Hand) -> None:
    document, scene = residual.document, scene_of(residual)

    def in_step() -> bool:
        cards = {node_id: card.node for node_id, card in scene.cards.items()}
        return cards == dict(document.graph.nodes) and set(scene.curves) == set(document.graph.wires)

    residual.drop("ReLU", residual.wire("conv2d", "add"))
    residual.drop("block:conv_bn_relu", residual.wire("rescaling", "conv2d"))
    residual.canvas.folds.unfold_all()
    residual.drag(residual.output("conv2d_1"), residual.node("add"))
    document.select([residual.id("conv2d_1")])
    QTest.keyClick(residual.canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(residual.canvas, Qt.Key.Key_Delete)
    steps = document.undo_stack.count()
    assert steps == 5
    assert in_step()
    for move in (*[document.undo] * steps, *[document.redo] * steps, *[document.undo] * steps):
        move()
        assert in_step()
    assert residual.reads("add") == ["conv2d", "conv2d_2"]


def test_no_shape_is_written_over_what_is_wrong_or_its_repair(
    open_canvas: Callable[[Graph], Hand], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, _ = Graph().append(Input(shape=(28, 28, 1)))
    graph, _ = graph.append(Conv2D(filters=4))
    graph, _ = graph.append(Conv2D(filters=4))
    hand = open_canvas(graph)
    written: list[QRectF] = []
    monkeypatch.setattr(painting, "_paint_label", lambda painter, box, *_, **__: written.append(box))
    hand.canvas.grab()
    scene = scene_of(hand)
    told = [card for card in scene.cards.values() if card.problem is not None]
    assert told
    for card in told:
        places = (card.problem_line, card.repair_button(scene.paint_style))
        assert not any(box.intersects(place) for box in written for place in places)
