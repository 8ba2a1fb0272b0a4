"""The inspector: typing edits the selected layers, what makes no sense says so and is not lost."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cnn.graph import Wire
from cnn.graph.bypass import bypass, reinstate
from cnn.layers import LAYERS, BatchNormalization, Conv2D, Dense, create
from cnn.layers.objects import KerasObject
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.words.quantities import spell_bytes
from gui.document import Document
from gui.panels.inspector import Inspector
from gui.window.main_window import MainWindow


@pytest.fixture
def inspector(document: Document, qtbot: QtBot) -> Inspector:
    panel = Inspector(document)
    qtbot.addWidget(panel)
    panel.resize(292, 900)
    panel.show()
    return panel


def field(inspector: Inspector, name: str) -> QWidget:
    return next(item for item in inspector.findChildren(QWidget, name) if item.isVisible())


def line(inspector: Inspector, name: str) -> QLineEdit:
    found = field(inspector, name)
    assert isinstance(found, QLineEdit)
    return found


def layer(document: Document, name: str) -> Conv2D:
    found = document.graph.named(name).layer
    assert isinstance(found, Conv2D)
    return found


def choose(document: Document, *names: str) -> None:
    document.select([document.graph.named(name).id for name in names])


def type_over(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def texts(inspector: Inspector) -> list[str]:
    return [label.text() for label in inspector.findChildren(QLabel) if label.isVisible()]


def said(inspector: Inspector) -> list[str]:
    """The sentences that stand below fields."""
    return [label.text() for label in inspector.findChildren(QLabel) if label.property("look") == "problem" and label.isVisible()]


@pytest.mark.slow
def test_every_keystroke_is_analysed_and_all_are_one_step(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    choose(document, "conv2d")
    seen: list[int] = []
    document.analysisChanged.connect(lambda analysis: seen.append(analysis.named("conv2d").params))
    type_over(qtbot, line(inspector, "filters"), "123")
    assert seen == [26, 12 * 26, 123 * 26]
    assert document.undo_stack.count() == 1
    document.undo()
    assert line(inspector, "filters").text() == "6"


@pytest.mark.slow
def test_what_makes_no_sense_says_so_below_its_field_and_stays(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    choose(document, "conv2d")
    edit = line(inspector, "kernel_size")
    type_over(qtbot, edit, "many")
    assert edit.text() == "many"
    assert said(inspector) == [], "nothing half-typed is wrong"
    assert not edit.property("problem")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.property("problem")
    assert len(said(inspector)) == 1
    assert layer(document, "conv2d").kernel_size == (5, 5)
    type_over(qtbot, line(inspector, "filters"), "7")
    assert edit.text() == "many", "typing elsewhere must not lose it"
    type_over(qtbot, edit, "3 x 5")
    assert layer(document, "conv2d").kernel_size == (3, 5)
    assert said(inspector) == []
    assert not edit.property("problem")


@pytest.mark.slow
def test_a_value_that_keras_refuses_says_why(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    choose(document, "conv2d")
    type_over(qtbot, line(inspector, "groups"), "4")
    assert said(inspector) == [], "it may become 42"
    qtbot.waitUntil(lambda: bool(said(inspector)), timeout=10_000)
    assert "multiple of groups" in said(inspector)[0]
    assert layer(document, "conv2d").groups == 1
    type_over(qtbot, line(inspector, "groups"), "1")
    assert said(inspector) == []


@pytest.mark.slow
def test_an_argument_that_does_not_fit_shows_the_problem_and_its_repairs(
    inspector: Inspector, document: Document, qtbot: QtBot
) -> None:
    choose(document, "conv2d_1")
    type_over(qtbot, line(inspector, "kernel_size"), "17")
    assert not document.analysis.buildable

    def same() -> QPushButton | None:
        shown = [button for button in inspector.findChildren(QPushButton, "repair") if button.isVisible()]
        return next((button for button in shown if "same" in button.accessibleName()), None)

    qtbot.waitUntil(lambda: same() is not None)
    qtbot.mouseClick(same(), Qt.MouseButton.LeftButton)
    assert document.analysis.buildable
    assert layer(document, "conv2d_1").padding == "same"


@pytest.mark.slow
def test_a_repair_that_goes_gives_the_keys_to_nobody_far_away(window: MainWindow, qtbot: QtBot) -> None:
    """They went to the palette, which came next after the button that was gone."""
    document, canvas, inspector = window.document, window.canvas, window.inspector

    def break_it() -> QPushButton:
        conv = document.graph.named("conv2d_1")
        document.edit("Break", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(kernel_size=17, padding="valid")))
        choose(document, "conv2d_1")
        canvas.setFocus()
        qtbot.waitUntil(lambda: any(one.isVisible() for one in inspector.findChildren(QPushButton, "repair")))
        return next(one for one in inspector.findChildren(QPushButton, "repair") if one.isVisible())

    qtbot.mouseClick(break_it(), Qt.MouseButton.LeftButton)
    assert document.analysis.buildable
    assert inspector.isAncestorOf(window.focusWidget())
    button = break_it()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert document.analysis.buildable
    assert inspector.isAncestorOf(window.focusWidget())


@pytest.mark.slow
def test_arrow_keys_count(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    choose(document, "conv2d")
    edit = line(inspector, "filters")
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert layer(document, "conv2d").filters == 7
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert layer(document, "conv2d").filters == 1
    size = line(inspector, "kernel_size")
    qtbot.keyClick(size, Qt.Key.Key_Up)
    assert size.text() == "6 × 6"


def test_a_choice_is_a_step_of_its_own(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    choose(document, "conv2d")
    box = field(inspector, "activation")
    assert isinstance(box, QComboBox)
    qtbot.keyClicks(box, "relu")
    assert layer(document, "conv2d").activation == "relu"
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert document.undo_stack.count() == 2


def test_the_wheel_over_a_form_changes_nothing(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    choose(document, "conv2d")
    before = document.graph
    for name in ("activation", "filters", "padding"):
        control = field(inspector, name)
        place = QPointF(control.rect().center())
        turn = QWheelEvent(
            place,
            control.mapToGlobal(place),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(control, turn)
    assert document.graph is before


def test_the_bias_can_be_switched_off(inspector: Inspector, document: Document) -> None:
    choose(document, "conv2d")
    bias = field(inspector, "use_bias")
    assert isinstance(bias, QCheckBox)
    bias.click()
    assert layer(document, "conv2d").use_bias is False
    assert document.undo_stack.undoText() == "Change use bias"


@pytest.mark.slow
def test_initializers_lie_behind_a_heading_with_their_arguments(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    choose(document, "conv2d")
    heading = next(button for button in inspector.findChildren(QPushButton) if button.text().startswith("Initializers"))
    heading.click()
    qtbot.waitUntil(lambda: any(item.isVisible() for item in inspector.findChildren(QWidget, "kernel_regularizer")))
    chooser = field(inspector, "kernel_regularizer").findChild(QComboBox)
    assert chooser is not None
    chooser.setCurrentIndex(chooser.findText("L2"))
    chooser.activated.emit(chooser.currentIndex())
    assert layer(document, "conv2d").kernel_regularizer == KerasObject(kind="regularizer", class_name="L2")
    factor = field(inspector, "kernel_regularizer").findChild(QLineEdit, "l2")
    assert factor is not None
    qtbot.waitUntil(factor.isVisible)
    type_over(qtbot, factor, "0.5")
    assert layer(document, "conv2d").kernel_regularizer == KerasObject(
        kind="regularizer", class_name="L2", arguments=(("l2", 0.5),)
    )
    type_over(qtbot, factor, "much")
    assert said(inspector) == []
    qtbot.keyClick(factor, Qt.Key.Key_Return)
    assert "number" in said(inspector)[0]


@pytest.mark.slow
def test_the_name_is_edited_and_a_taken_one_refused(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    choose(document, "conv2d")
    edit = line(inspector, "layerName")
    type_over(qtbot, edit, "conv2d_1")
    line(inspector, "filters").setFocus()
    assert "named" in said(inspector)[0]
    type_over(qtbot, edit, "first")
    assert document.graph.named("first").layer.class_name == "Conv2D"
    assert said(inspector) == []


def test_several_layers_of_one_kind_are_edited_together(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    choose(document, "conv2d", "conv2d_1")
    edit = line(inspector, "filters")
    assert edit.text() == ""
    assert edit.placeholderText() == "differs"
    assert line(inspector, "kernel_size").text() == "5 × 5"
    type_over(qtbot, edit, "8")
    assert (layer(document, "conv2d").filters, layer(document, "conv2d_1").filters) == (8, 8)
    assert document.undo_stack.count() == 1


def test_layers_of_several_kinds_are_edited_together_in_what_they_share(
    inspector: Inspector, document: Document, qtbot: QtBot
) -> None:
    names = ("conv2d", "conv2d_1", "dense", "dense_1")
    choose(document, *names)
    activation = field(inspector, "activation")
    assert isinstance(activation, QComboBox)
    assert activation.currentText() == "tanh"
    qtbot.keyClicks(activation, "relu")
    assert {document.graph.named(name).layer.value("activation") for name in names} == {"relu"}
    assert document.undo_stack.count() == 1
    assert document.graph.named("dense_2").layer.value("activation") == "softmax"
    choose(document, "flatten", "dense")
    assert not [item for item in inspector.findChildren(QComboBox) if item.isVisible()], "nothing but what all layers have"


def test_layers_of_several_kinds_share_what_they_can(inspector: Inspector, document: Document) -> None:
    choose(document, "conv2d", "dense")
    assert not [item for item in inspector.findChildren(QLineEdit) if item.isVisible()]
    trainable = field(inspector, "trainable")
    assert isinstance(trainable, QCheckBox)
    trainable.click()
    assert not document.graph.named("dense").trainable
    assert not document.graph.named("conv2d").trainable
    assert document.analysis.named("dense").trainable_params == 0


def test_skipped_layers_are_named_and_not_what_stands_in_for_them(inspector: Inspector, document: Document) -> None:
    ids = [document.graph.named(name).id for name in ("conv2d", "average_pooling2d")]
    document.edit("skip", lambda graph: bypass(graph, ids))
    choose(document, "conv2d")
    assert "Conv2D · skipped" in texts(inspector)
    choose(document, "conv2d", "average_pooling2d")
    assert "Conv2D, AveragePooling2D · skipped" in texts(inspector)
    choose(document, "conv2d", "dense")
    assert "Conv2D, Dense · 1 skipped" in texts(inspector)
    document.edit("work", lambda graph: reinstate(graph, ids))
    assert "Conv2D, Dense" in texts(inspector)


def test_a_skipped_block_is_what_it_was(inspector: Inspector, document: Document) -> None:
    """Its addition as well: Maximum stands in for that."""
    document.replace_project(Project(graph=PRESETS["resnet20"].graph()))
    members = [node.id for node in document.graph.nodes.values() if node.group.startswith("conv3/block1")]
    document.select(members)
    kinds = inspector.findChild(QLabel, "facts")
    assert kinds is not None
    before = kinds.text().splitlines()[-1]
    assert "Add" in before
    document.edit("skip", lambda graph: bypass(graph, members))
    assert kinds.text().splitlines()[-1] == f"{before} · skipped"


def test_a_group_that_is_read_at_several_places_has_its_totals(inspector: Inspector, document: Document) -> None:
    """It said that its output shape was unknown, and nothing else."""
    members = [document.graph.named(name).id for name in ("conv2d", "average_pooling2d")]
    document.edit("group", lambda graph: graph.branch(members[0], Dense(units=3))[0].move_to_group(members, "both"))
    document.select(members)
    facts = inspector.findChild(QLabel, "facts")
    assert facts is not None
    both = 28 * 28 * 6 + 14 * 14 * 6
    assert facts.text().splitlines()[0] == f"2 outputs · 156 parameters · 117,600 MACs · {spell_bytes(4 * both)}"
    conv = document.graph.nodes[members[0]]
    document.edit("break", lambda graph: graph.disconnect(Wire(conv.inputs[0], conv.id, 0)))
    assert facts.text().splitlines()[0] == "Output shape unknown"


def test_nothing_selected_shows_the_network(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    assert {"61,706", "28 × 28 × 1"} <= set(texts(inspector))
    type_over(qtbot, line(inspector, "layerName"), "mine")
    assert document.graph.name == "mine"


def test_a_form_follows_what_happens_elsewhere(inspector: Inspector, document: Document) -> None:
    choose(document, "conv2d")
    node = document.graph.named("conv2d")
    document.edit("elsewhere", lambda graph: graph.replace_layer(node.id, node.layer.replace(filters=99)))
    assert line(inspector, "filters").text() == "99"
    choose(document, "conv2d_1")
    assert line(inspector, "filters").text() == "16"
    document.undo()
    choose(document, "conv2d")
    assert line(inspector, "filters").text() == "6"


def test_what_was_typed_for_one_layer_is_not_shown_for_another(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    choose(document, "conv2d")
    type_over(qtbot, line(inspector, "kernel_size"), "?!")
    choose(document, "conv2d_1")
    assert line(inspector, "kernel_size").text() == "5 × 5"
    assert said(inspector) == []


def test_undo_in_a_field_undoes_the_edit(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    choose(document, "conv2d")
    edit = line(inspector, "filters")
    type_over(qtbot, edit, "8")
    undo = [False]
    action = QAction(inspector)
    action.setShortcut(QKeySequence.StandardKey.Undo)
    action.triggered.connect(lambda: (undo.__setitem__(0, True), document.undo()))
    inspector.addAction(action)
    inspector.activateWindow()
    qtbot.waitActive(inspector)
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undo == [True]
    assert edit.text() == "6"


@pytest.mark.parametrize("kind", list(LAYERS))
def test_every_layer_has_a_form_that_shows_it_unchanged(document: Document, qtbot: QtBot, kind: str) -> None:
    panel = Inspector(document)
    qtbot.addWidget(panel)
    document.edit("add", lambda graph: graph.append(LAYERS[kind].create(REQUIRED.get(kind, {}))))
    before = document.graph
    panel.show()
    form = panel._form
    assert form is not None
    for argument in LAYERS[kind].arguments():
        assert form.row(argument.name).problem == ""
    assert document.graph is before


REQUIRED: dict[str, dict[str, object]] = {}


@pytest.mark.slow
def test_frozen_layers_show_it(inspector: Inspector, document: Document) -> None:
    document.edit("add", lambda graph: graph.append(BatchNormalization()))
    trainable = field(inspector, "trainable")
    assert isinstance(trainable, QCheckBox)
    assert trainable.isChecked()
    choose(document, "flatten")
    assert not [item for item in inspector.findChildren(QCheckBox, "trainable") if item.isVisible()]
    choose(document, "dense")
    assert isinstance(document.graph.named("dense").layer, Dense)


@pytest.mark.slow
def test_the_usual_long_names_are_read_whole(window: MainWindow) -> None:
    window.resize(1280, 800)
    document = window.document
    document.edit("Add", lambda graph: graph.append(create("GlobalAveragePooling2D")))
    QApplication.processEvents()
    name = window.inspector.findChild(QLineEdit, "layerName")
    assert name is not None
    assert name.text() == "global_average_pooling2d"
    option = QStyleOptionFrame()
    name.initStyleOption(option)
    room = name.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, name).width() - 2 * 2  # what Qt leaves free
    assert name.fontMetrics().horizontalAdvance(name.text()) <= room
    heading = [
        label for label in window.inspector.findChildren(QLabel) if label.text() in (name.text(), "GlobalAveragePooling2D")
    ]
    assert len(heading) == 2  # what kind it is stands below, where both have no room in one line
    assert all(label.fontMetrics().horizontalAdvance(label.text()) <= label.contentsRect().width() for label in heading)


@pytest.mark.slow
def test_what_is_the_matter_is_told_with_its_numbers_as_soon_as_they_are_known(inspector: Inspector, document: Document) -> None:
    large = layer(document, "conv2d").replace(kernel_size=40, padding="valid")
    document.edit("Large", lambda graph: graph.replace_layer(graph.named("conv2d").id, large))
    choose(document, "conv2d")

    def told() -> str:
        QApplication.processEvents()
        return " ".join(label.text() for label in inspector.findChildren(QLabel) if label.isVisible())

    assert "it gets 28×28" in told()
    document.hide("tour", document.selection)
    assert "28×28" not in told()
    document.hide("tour", ())
    assert "it gets 28×28" in told()
