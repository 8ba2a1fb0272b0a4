"""What if: the totals follow the slider; only Apply, or Enter, makes one undo step, and everything else none."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QSlider, QStyle, QStyleOptionSlider
from pytestqt.qtbot import QtBot

from cnn.analysis import analyse
from cnn.edits.depth import deepened
from cnn.edits.width import resized, widened
from gui.document import Document
from gui.panels.what_if import WhatIf
from gui.widgets.network.before_after import BeforeAfter
from gui.widgets.network.scale_slider import ScaleSlider, spell
from gui.window.main_window import MainWindow


@pytest.fixture
def what_if(document: Document, qtbot: QtBot) -> WhatIf:
    panel = WhatIf(document)
    qtbot.addWidget(panel)
    panel.resize(1000, 240)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def texts(panel: WhatIf) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def row(panel: WhatIf, label: str) -> tuple[str, str, str]:
    """What stands beside a label: before, after, change."""
    table = panel.findChild(BeforeAfter)
    labels = [[part.text() for part in parts] for parts in table._rows]
    found = next(parts for parts in labels if parts[0] == label)
    return found[1], found[2], found[3]


def handle(slider: ScaleSlider) -> QPoint:
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    place = QStyle.SubControl.SC_SliderHandle
    return slider.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, place, slider).center()


def drag(qtbot: QtBot, slider: ScaleSlider, way: int) -> None:
    """Presses on the handle and pulls it, without letting go."""
    start = handle(slider)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    for part in (way // 2, way):
        qtbot.mouseMove(slider, start + QPoint(part, 0))


def test_figures_keep_away_from_the_bar_that_scrolls_them(what_if: WhatIf, qtbot: QtBot) -> None:
    qtbot.keyClick(what_if.width_slider, Qt.Key.Key_Right)
    table = what_if.findChild(BeforeAfter)
    area = table.parentWidget()
    assert area is not None
    assert table.height() > area.height(), "it has to be scrolled"
    ends = [part.mapTo(area, part.rect().topRight()).x() for parts in table._rows for part in parts if part.isVisible()]
    assert area.width() - max(ends) >= 8


def button(panel: WhatIf, name: str) -> QPushButton:
    found = panel.findChild(QPushButton, name)
    assert found is not None
    return found


def is_trial(panel: WhatIf) -> bool:
    return "A trial" in texts(panel)


def let_go(qtbot: QtBot, slider: ScaleSlider) -> None:
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=handle(slider))


@pytest.mark.slow
def test_the_totals_follow_the_hand_and_letting_go_changes_nothing(what_if: WhatIf, document: Document, qtbot: QtBot) -> None:
    before, slider = document.analysis, what_if.width_slider
    assert not is_trial(what_if)
    drag(qtbot, slider, 60)
    factor = slider.factor
    assert factor > 1
    foreseen = analyse(widened(before, factor))
    let_go(qtbot, slider)
    assert slider.factor == factor
    assert row(what_if, "Parameters")[:2] == ("61,706", f"{foreseen.total_params:,}")
    assert row(what_if, "conv2d · filters")[:2] == ("6", str(foreseen.graph.named("conv2d").layer.filters))
    assert row(what_if, "Parameters")[2].startswith(f"+ {foreseen.total_params - 61_706:,}   × ")
    assert is_trial(what_if)
    assert document.analysis is before
    assert document.undo_stack.count() == 0
    assert not document.dirty


@pytest.mark.slow
def test_apply_is_one_step(what_if: WhatIf, document: Document, qtbot: QtBot) -> None:
    before, slider, apply = document.analysis, what_if.width_slider, button(what_if, "whatIfApply")
    assert not apply.isEnabled()
    drag(qtbot, slider, 60)
    let_go(qtbot, slider)
    factor = slider.factor
    qtbot.mouseClick(apply, Qt.MouseButton.LeftButton)
    assert document.analysis.total_params == analyse(widened(before, factor)).total_params
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == f"Width {spell(factor)}"
    assert slider.value() == 0
    assert "After" not in texts(what_if)
    assert not is_trial(what_if)
    assert not apply.isEnabled()
    document.undo()
    assert document.graph is before.graph


SLIDERS = ("width_slider", "depth_slider", "image_slider")


@pytest.mark.slow
@pytest.mark.parametrize("name", SLIDERS)
@pytest.mark.parametrize("leave", ["reset", "esc", "select", "undo", "hide", "other network", "focus out"])
def test_whatever_ends_a_trial_leaves_the_network_alone(
    what_if: WhatIf, document: Document, qtbot: QtBot, name: str, leave: str
) -> None:
    graph = document.graph
    document.edit("Rename", lambda now: now.rename(now.named("dense").id, "other"))
    document.select([document.graph.named("other").id])
    slider: ScaleSlider = getattr(what_if, name)
    told: list[object] = []
    document.trialChanged.connect(told.append)
    drag(qtbot, slider, 50)
    let_go(qtbot, slider)
    assert is_trial(what_if)
    renamed = document.graph
    match leave:
        case "reset":
            qtbot.mouseClick(button(what_if, "whatIfReset"), Qt.MouseButton.LeftButton)
        case "esc":
            qtbot.keyClick(slider, Qt.Key.Key_Escape)
        case "select":
            document.select([document.graph.named("conv2d").id])
        case "undo":
            document.undo()
        case "hide":
            what_if.hide()
        case "other network":
            document.open("lenet5")
        case "focus out":
            slider.clearFocus()
    if leave == "undo":
        assert document.graph is graph
    elif leave != "other network":
        assert document.graph is renamed
        assert document.undo_stack.count() == 1
    if leave != "focus out":
        assert slider.value() == 0
        assert told[-1] is None
        what_if.show()
        assert not is_trial(what_if)


def test_esc_while_it_moves_leaves_everything(what_if: WhatIf, document: Document, qtbot: QtBot) -> None:
    drag(qtbot, what_if.width_slider, -60)
    assert "After" in texts(what_if)
    qtbot.keyClick(what_if.width_slider, Qt.Key.Key_Escape)
    assert "After" not in texts(what_if)
    qtbot.mouseRelease(what_if.width_slider, Qt.MouseButton.LeftButton, pos=handle(what_if.width_slider))
    assert document.undo_stack.count() == 0


def test_by_key_it_is_tried_and_enter_means_it(what_if: WhatIf, document: Document, qtbot: QtBot) -> None:
    before = document.graph
    qtbot.keyClick(what_if.image_slider, Qt.Key.Key_PageUp)
    assert not any("conv2d" in parts[0].text() for parts in what_if.findChild(BeforeAfter)._rows), "no layer changes"
    assert row(what_if, "Inputs")[:2] == ("28 × 28 × 1", "56 × 56 × 1")
    assert document.graph is before
    qtbot.keyClick(what_if.image_slider, Qt.Key.Key_Return)
    assert document.graph == resized(before, 2)
    assert document.undo_stack.undoText() == "Image × 2"


def test_only_the_selected_layers_change(what_if: WhatIf, document: Document, qtbot: QtBot) -> None:
    ids = [document.graph.named(name).id for name in ("conv2d", "conv2d_1")]
    document.select(ids)
    assert "2 selected layers" in texts(what_if)
    before = document.graph
    qtbot.keyClick(what_if.width_slider, Qt.Key.Key_PageUp)
    qtbot.keyClick(what_if.width_slider, Qt.Key.Key_Return)
    assert {node.id for node in document.graph.nodes_not_in(before)} == set(ids)
    assert document.undo_stack.undoText() == "Width × 2 of 2 layers"


def test_the_classes_can_not_change(what_if: WhatIf, document: Document) -> None:
    document.select([document.graph.outputs[0]])
    assert not what_if.width_slider.isEnabled()
    assert "outputs" in texts(what_if)


def test_what_would_be_wrong_is_said_at_once(what_if: WhatIf, document: Document, qtbot: QtBot) -> None:
    qtbot.keyClick(what_if.image_slider, Qt.Key.Key_Home)
    wrong = analyse(resized(document.graph, 0.25)).problems
    assert wrong
    assert wrong[0].message in texts(what_if)


def test_what_was_wrong_before_is_not_said_to_come_of_the_trial(what_if: WhatIf, document: Document, qtbot: QtBot) -> None:
    document.edit("Remove", lambda graph: graph.remove(graph.named("flatten").id))
    (before,) = document.analysis.problems
    assert before.severity == "warning"
    qtbot.keyClick(what_if.image_slider, Qt.Key.Key_PageUp)
    (after,) = analyse(resized(document.graph, what_if.image_slider.factor)).problems
    assert after.node == before.node
    assert after.message != before.message, "it names other sizes"
    assert after.message not in texts(what_if)
    assert "Apply makes it so" in texts(what_if)


def test_an_edit_elsewhere_starts_it_anew(what_if: WhatIf, document: Document, qtbot: QtBot) -> None:
    qtbot.keyClick(what_if.width_slider, Qt.Key.Key_PageUp)
    document.edit("Remove", lambda graph: graph.remove(graph.named("dense").id))
    assert what_if.width_slider.value() == 0
    assert "After" not in texts(what_if)


@pytest.mark.slow
@pytest.mark.usefixtures("all_panels")
def test_the_menu_leads_there(window: MainWindow, qtbot: QtBot) -> None:
    action = window.findChild(QAction, "actionWhatIf")
    assert action is not None
    action.trigger()
    slider = window.findChild(QSlider, "widthSlider")
    assert slider is not None
    assert slider.isVisible()
    assert window.focusWidget() is slider


@pytest.mark.slow
def test_deeper_blocks_are_foreseen_over_the_canvas_and_one_step(window: MainWindow, qtbot: QtBot) -> None:
    document = window.document
    document.open("resnet20")
    window.show_what_if()
    panel = window.findChild(WhatIf)
    qtbot.waitUntil(lambda: panel.isVisible() and panel.depth_slider.width() > 100)
    before, slider, totals = document.analysis, panel.depth_slider, window.findChild(QLabel, "totalParams")
    drag(qtbot, slider, 40)
    foreseen = analyse(deepened(before, slider.factor))
    assert foreseen.total_params > before.total_params
    assert totals.text() == f"{foreseen.total_params:,}"
    assert document.analysis is before
    factor = slider.factor
    let_go(qtbot, slider)
    assert document.analysis is before
    assert totals.text() == f"{foreseen.total_params:,}"
    assert window.findChild(QLabel, "totalsTrial").isVisible()
    qtbot.mouseClick(button(panel, "whatIfApply"), Qt.MouseButton.LeftButton)
    assert document.analysis.total_params == foreseen.total_params
    assert document.undo_stack.undoText() == f"Depth {spell(factor)}"
    assert totals.text() == f"{foreseen.total_params:,}"
    assert not window.findChild(QLabel, "totalsTrial").isVisible()
    document.undo()
    assert document.analysis.total_params == before.total_params


@pytest.mark.slow
def test_what_is_tried_ends_with_esc_and_when_nobody_looks(what_if: WhatIf, document: Document, qtbot: QtBot) -> None:
    told: list[object] = []
    document.trialChanged.connect(told.append)
    drag(qtbot, what_if.width_slider, 60)
    assert told[-1] is not None
    qtbot.keyClick(what_if.width_slider, Qt.Key.Key_Escape)
    assert told[-1] is None
    drag(qtbot, what_if.image_slider, 60)
    assert told[-1] is not None
    what_if.hide()
    assert told[-1] is None
    assert what_if.image_slider.value() == 0
    assert not document.dirty


def test_what_does_not_repeat_can_not_be_deeper(what_if: WhatIf, document: Document) -> None:
    assert not what_if.depth_slider.isEnabled()
    document.select([document.graph.named("dense").id])
    assert what_if.depth_slider.isEnabled()


def test_numbers_that_are_to_be_predicted_are_not_told_and_come_back(what_if: WhatIf, document: Document) -> None:
    parameters = row(what_if, "Parameters")[0]
    assert parameters == "61,706"
    document.hide("lecture", [document.graph.named("conv2d").id])
    assert row(what_if, "Parameters")[0] != parameters
    document.hide("lecture", ())
    assert row(what_if, "Parameters")[0] == parameters
