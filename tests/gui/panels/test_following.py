"""Whatever changes in the document, a panel says what a new one would say."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnn.layers import Dense
from gui.document import Document
from gui.panels.code import Code
from gui.panels.explain import Explain
from gui.panels.history import History
from gui.panels.inspector import Inspector
from gui.panels.problems import Problems
from gui.panels.summary import Summary
from gui.panels.what_if import WhatIf
from tests.monkey.laws import words

PANELS = (Code, Explain, History, Inspector, Problems, Summary, WhatIf)
CHANGES: dict[str, Callable[[Document], object]] = {
    "a dataset": lambda document: document.set_dataset("cifar10"),
    "a recipe": lambda document: document.set_recipe(batch_size=7),
    "a layer": lambda document: document.edit("Add", lambda graph: graph.append(Dense(units=3))),
    "a problem": lambda document: document.edit("Remove", lambda graph: graph.remove(graph.named("flatten").id)),
    "a name": lambda document: document.edit("Rename", lambda graph: graph.rename(graph.named("conv2d").id, "first")),
    "a selection": lambda document: document.select([document.graph.named("conv2d").id]),
    "an empty network": lambda document: document.new(),
    "an undo": lambda document: document.set_dataset("cifar10") or document.undo(),
}


def shown(panel: QWidget, qtbot: QtBot) -> QWidget:
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("kind", PANELS, ids=lambda kind: kind.__name__)
def test_a_panel_follows(
    kind: Callable[[Document], QWidget], change: Callable[[Document], object], document: Document, qtbot: QtBot
) -> None:
    panel = shown(kind(document), qtbot)
    change(document)
    if isinstance(panel, Code):
        panel._write_if_stale()  # it takes a pause
    QCoreApplication.processEvents()  # what stands beside the network follows when that is painted
    assert list(words(panel)) == list(words(shown(kind(document), qtbot)))
