"""The Explain panel shows the arithmetic of the selected layer with its own values."""

from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import Project
from gui.document import Document
from gui.panels.explain import Explain
from gui.widgets.derivation import Derivation


def test_the_arithmetic_of_the_selected_layer_follows_every_edit(qtbot: QtBot) -> None:
    document = Document(Project(PRESETS["lenet5"].graph()))
    panel = Explain(document)
    qtbot.addWidget(panel)
    shown = panel.findChild(Derivation)
    conv = document.graph.named("conv2d_1")
    document.select([conv.id])
    assert "Parameters: (5·5·6 + 1)·16 = 2,416" in shown.text()
    assert "MACs: 10·10·16 · 5·5·6 = 240,000" in shown.text()
    document.edit("Widen", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(filters=32)))
    assert "Parameters: (5·5·6 + 1)·32 = 4,832" in shown.text()


def test_rows_that_are_not_needed_go_away(qtbot: QtBot) -> None:
    document = Document(Project(PRESETS["lenet5"].graph()))
    panel = Explain(document)
    qtbot.addWidget(panel)
    shown = panel.findChild(Derivation)
    document.select([document.graph.named("conv2d_1").id])
    many = len(shown.text().splitlines())
    document.select([document.graph.named("flatten").id])
    assert 0 < len(shown.text().splitlines()) < many
