"""An action that is enabled does something; one that would do nothing is disabled."""

from collections.abc import Iterable

import pytest
from pytestqt.qtbot import QtBot

from cnn.blocks.functional import Network
from cnn.graph import Wire
from cnn.layers import Add, Conv2D, Input, ReLU
from cnn.project import Project
from gui.document.possible import POSSIBLE
from gui.window.main_window import MainWindow
from tests.gui.windows import action

#: what shows a field or a dialog, or goes elsewhere, and edits nothing at once
# what asks, or shows and copies what there is
ASKS = (
    "actionRename",
    "actionConnectTo",
    "actionConnectFrom",
    "actionJoinAdd",  # may ask what is to become of shapes that do not fit
    "actionJoinConcatenate",
    "actionReplace",
    "actionKeepBlock",
    "actionFindNode",
    "actionCopy",
    "actionFit",
    "actionArrange",
    "actionExportPicture",
    "actionCopyPicture",
)


def open_network(window: MainWindow) -> None:
    net = Network()
    x = net(Conv2D(padding="same"), net.input((16, 16, 3)))
    net(Add(), x, net(ReLU(), net(Conv2D(padding="same"), x)))
    graph = net.graph.move_to_group([net.graph.named(name).id for name in ("conv2d_1", "re_lu", "add")], "block")
    window.document.replace_project(Project(graph=graph))


def state(window: MainWindow) -> tuple[object, ...]:
    return window.document.graph, window.document.selection, window.canvas.folds.paths


SELECTIONS: tuple[tuple[str, ...], ...] = (
    (), ("input",), ("conv2d",), ("re_lu",), ("add",), ("conv2d_1", "re_lu"), ("input", "conv2d"), ("conv2d", "add"),
    ("input", "conv2d", "conv2d_1", "re_lu", "add"),
)  # fmt: skip


#: nothing, one, neighbours, everything
TELLING = (SELECTIONS[0], SELECTIONS[2], SELECTIONS[5], SELECTIONS[8])


@pytest.mark.slow
@pytest.mark.parametrize(
    "names", [pytest.param(names, marks=() if names in TELLING else pytest.mark.thorough) for names in SELECTIONS]
)
def test_what_is_enabled_does_something_and_what_is_not_would_not(window: MainWindow, names: Iterable[str]) -> None:
    open_network(window)
    document = window.document
    for name in [name for name in POSSIBLE if name not in ASKS]:
        document.select([document.graph.named(one).id for one in names])
        before, steps = state(window), document.undo_stack.count()
        wanted = action(window, name)
        if not wanted.isEnabled():
            if name == "actionFreeze":  # it would mark layers that have nothing to learn
                assert not any(document.analysis.nodes[item].weights for item in document.selection)
                continue
            wanted.setEnabled(True)
            wanted.trigger()
            assert state(window) == before, f"{name} is disabled, but does something"
            window.actions_table.follow()
        else:
            wanted.trigger()
            assert state(window) != before, f"{name} is enabled, but does nothing"
            while document.undo_stack.count() > steps:
                document.undo()
                document.undo_stack.clear()
        window.canvas.folds.unfold_all()


@pytest.mark.slow
def test_ungroup_needs_a_group(window: MainWindow) -> None:
    open_network(window)
    ids = {name: window.document.graph.named(name).id for name in ("conv2d", "re_lu")}
    window.document.select([ids["conv2d"]])
    assert not action(window, "actionUngroup").isEnabled()
    window.document.select([ids["re_lu"]])
    assert action(window, "actionUngroup").isEnabled()
    action(window, "actionUngroup").trigger()
    assert not action(window, "actionUngroup").isEnabled()
    window.document.undo()
    assert action(window, "actionUngroup").isEnabled()


@pytest.mark.slow
def test_an_input_is_neither_frozen_nor_replaced_nor_skipped(window: MainWindow) -> None:
    open_network(window)
    window.document.select(window.document.graph.inputs)
    for name in ("actionFreeze", "actionReplace", "actionBypass"):
        assert not action(window, name).isEnabled(), name


@pytest.mark.slow
def test_a_selected_wire_can_be_deleted(window: MainWindow, qtbot: QtBot) -> None:
    open_network(window)
    graph = window.document.graph
    wire = Wire(graph.named("conv2d").id, graph.named("conv2d_1").id, 0)
    window.canvas.scene().select((), [wire])
    assert action(window, "actionDelete").isEnabled()
    assert not action(window, "actionCut").isEnabled()
    action(window, "actionDelete").trigger()
    assert wire not in window.document.graph.wires
    assert not action(window, "actionDelete").isEnabled()


def test_nothing_can_be_done_to_an_empty_network(window: MainWindow) -> None:
    window.document.new()
    for name in POSSIBLE:
        assert not action(window, name).isEnabled(), name
    window.document.edit("Add", lambda graph: graph.add(Input()))
    assert action(window, "actionFit").isEnabled()
