"""What helps to see: heat, wires by channels, the overview in the corner, the search for a layer, foreseen totals."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from cnn.graph import Graph
from cnn.pictures.colours import LIGHT
from cnn.presets import PRESETS
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.test_picture import text
from tests.gui.canvas.test_selecting import press, selected

Key = Qt.Key


@pytest.fixture
def resnet(open_canvas: Callable[[Graph], Hand]) -> Hand:
    return open_canvas(PRESETS["resnet18"].graph())


def part(hand: Hand, name: str) -> QWidget:
    found = hand.canvas.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def ground_of(hand: Hand, name: str) -> str:
    at = hand.node(name)
    return hand.canvas.grab().toImage().pixelColor(at.x(), at.y() - 2).name()


# ---------------------------------------------------------------------- heat


@pytest.mark.slow
def test_heat_tints_what_costs_most_and_the_legend_says_how_much(chain: Hand) -> None:
    assert ground_of(chain, "dense") == LIGHT.surface.lower()
    chain.canvas.show_heat("params")
    assert ground_of(chain, "flatten") == LIGHT.surface.lower()
    assert ground_of(chain, "dense") != LIGHT.surface.lower()
    assert text(chain.canvas, "heatTitle") == "Parameters"
    assert text(chain.canvas, "heatMost") == "10.2 k"
    heat = chain.canvas.scene().heat
    assert heat.of[chain.id("dense")] == 1.0
    assert 0 < heat.of[chain.id("conv2d")] < 0.2


@pytest.mark.parametrize(("mode", "hottest"), [("macs", "conv2d"), ("activations", "conv2d"), ("field", "dense")])
def test_each_mode_looks_at_its_own_number(chain: Hand, mode: str, hottest: str) -> None:
    chain.canvas.show_heat(mode)
    heat = chain.canvas.scene().heat
    assert heat.of[chain.id(hottest)] == 1.0


@pytest.mark.slow
def test_heat_follows_edits(chain: Hand) -> None:
    chain.canvas.show_heat("params")
    chain.click(chain.node("dense"))
    press(chain, Key.Key_Delete)
    assert text(chain.canvas, "heatMost") == "60"


def test_a_click_on_the_cross_brings_the_families_back(chain: Hand) -> None:
    modes: list[str] = []
    chain.canvas.heatChanged.connect(modes.append)
    chain.canvas.show_heat("macs")
    cross = part(chain, "heatClose")
    assert isinstance(cross, QPushButton)
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert modes == ["macs", ""]
    assert not part(chain, "heatLegend").isVisible()


def test_from_far_away_heat_colours_the_blocks(chain: Hand) -> None:
    chain.canvas.zoom_to(0.2)
    before = ground_of(chain, "dense")
    chain.canvas.show_heat("params")
    assert ground_of(chain, "dense") == LIGHT.family("Core").lower()
    assert ground_of(chain, "flatten") == LIGHT.border.lower()
    chain.canvas.show_heat("")
    assert ground_of(chain, "dense") == before


@pytest.mark.slow
def test_wires_grow_with_their_channels(chain: Hand) -> None:
    def width(source: str, target: str) -> int:
        at = chain.canvas.view_rect(chain.canvas.scene().cards[chain.id(target)].rect)
        image = chain.canvas.grab().toImage()
        y = at.top() - 24
        ground = LIGHT.canvas.lower()
        return sum(image.pixelColor(at.center().x() + dx, y).name() != ground for dx in range(-20, 21))

    chain.canvas.zoom_to(3.0)
    chain.document.select([chain.id("max_pooling2d")])
    chain.document.select([])
    before = width("conv2d", "max_pooling2d")
    chain.canvas.show_channels(True)
    assert width("conv2d", "max_pooling2d") > before


# ---------------------------------------------------------------------- minimap


@pytest.mark.slow
def test_only_large_networks_have_an_overview(chain: Hand, resnet: Hand) -> None:
    assert not part(chain, "minimap").isVisible()
    resnet.canvas.folds.unfold_all()
    assert part(resnet, "minimap").isVisible()
    resnet.canvas.show_minimap(False)
    assert not part(resnet, "minimap").isVisible()


@pytest.mark.slow
def test_a_click_into_the_overview_goes_there(resnet: Hand) -> None:
    resnet.canvas.folds.unfold_all()
    minimap = part(resnet, "minimap")
    last = resnet.id("predictions")
    assert not resnet.canvas.viewport().rect().contains(resnet.canvas.position_of(last))
    QTest.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() // 2, minimap.height() - 10))
    assert resnet.canvas.viewport().rect().contains(resnet.canvas.position_of(last))
    QTest.mousePress(minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() // 2, minimap.height() - 10))
    QTest.mouseMove(minimap, QPoint(minimap.width() // 2, 10))
    QTest.mouseRelease(minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() // 2, 10))
    assert not resnet.canvas.viewport().rect().contains(resnet.canvas.position_of(last))


# ---------------------------------------------------------------------- finding


@pytest.mark.slow
def test_a_layer_is_found_by_its_name_wherever_it_is_folded(resnet: Hand) -> None:
    resnet.canvas.find_node()
    line = part(resnet, "finderSearch")
    assert isinstance(line, QLineEdit)
    assert line.hasFocus()
    QTest.keyClicks(line, "conv4_block2_add")
    assert selected(resnet) == ["conv4_block2_add"]
    assert resnet.id("conv4_block2_add") in resnet.canvas.scene().cards
    assert resnet.canvas.viewport().rect().contains(resnet.node("conv4_block2_add"))
    QTest.keyClick(line, Key.Key_Escape)
    assert not part(resnet, "finder").isVisible()
    assert resnet.canvas.hasFocus()


@pytest.mark.slow
def test_enter_goes_from_one_to_the_next_and_round(chain: Hand) -> None:
    chain.drop("Conv2D", chain.node("conv2d"))
    chain.canvas.find_node()
    line = part(chain, "finderSearch")
    QTest.keyClicks(line, "conv2d")
    found = []
    for _ in range(3):
        found += selected(chain)
        QTest.keyClick(line, Key.Key_Return)
    assert found == ["conv2d", "conv2d_1", "conv2d"]
    assert text(chain.canvas, "finderCount") == "2 of 2"
    QTest.keyClick(line, Key.Key_Up)
    assert selected(chain) == ["conv2d"]


def test_hits_come_in_the_order_of_the_network_from_the_best_on(chain: Hand) -> None:
    chain.document.edit("Rename", lambda graph: graph.rename(chain.id("max_pooling2d"), "conv"))
    chain.document.edit("Rename", lambda graph: graph.rename(chain.id("dense"), "conv_last"))
    chain.canvas.find_node()
    line = part(chain, "finderSearch")
    QTest.keyClicks(line, "conv")
    assert text(chain.canvas, "finderCount") == "2 of 3"
    found = []
    for _ in range(3):
        found += selected(chain)
        QTest.keyClick(line, Key.Key_Return)
    assert found == ["conv", "conv_last", "conv2d"]


def test_what_is_not_there_is_said(chain: Hand) -> None:
    chain.canvas.find_node()
    QTest.keyClicks(part(chain, "finderSearch"), "zzzqqq")
    assert text(chain.canvas, "finderCount") == "none"


# ---------------------------------------------------------------------- foresight


def test_totals_foresee_while_a_layer_hovers(chain: Hand) -> None:
    label = chain.canvas.findChild(QLabel, "totalParams")
    assert label is not None
    before = label.text()
    chain.hover("Dense", chain.empty())
    assert int(label.text().replace(",", "")) == int(before.replace(",", "")) + 64 * 10 + 64
    press(chain, Key.Key_Escape)
    assert label.text() == before


@pytest.mark.slow
def test_totals_foresee_a_wire(residual: Hand) -> None:
    residual.drop("Dense", residual.empty())
    residual.drop("Concatenate", residual.wire("add", "dense"))
    label = residual.canvas.findChild(QLabel, "totalParams")
    assert label is not None
    before = label.text()
    residual.drag(residual.output("conv2d_1"), residual.node("concatenate"), release=False)
    assert label.text() != before
    residual.release(residual.node("concatenate"))
    assert residual.reads("concatenate") == ["add", "conv2d_1"]
