"""Before and after: what changes is bold, and by how much is told in the unit it is spelled in."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cnn.analysis import analyse
from cnn.edits.width import widened
from cnn.presets import PRESETS
from cnn.words.quantities import digits, spell_bytes
from gui.widgets.network.before_after import BeforeAfter, Row, changed
from gui.widgets.network.facts import MOST, layers_before_and_after


@pytest.mark.parametrize(
    ("before", "after", "spell", "expected"),
    [
        (100, 150, digits, "+ 50   × 1.5"),
        (1000, 10, digits, "− 990   × 0.01"),
        (2_000_000, 3_000_000, spell_bytes, "+ 1.00 MB   × 1.5"),
        (7, 7, digits, ""),
        (None, 7, digits, ""),
        (0, 7, digits, "+ 7"),
    ],
)
def test_how_a_change_is_told(before: int | None, after: int | None, spell: Callable[[int], str], expected: str) -> None:
    assert changed(before, after, spell) == expected.replace("1.00 MB", spell_bytes(1_000_000))


def test_what_changes_is_bold(dressed: QApplication, qtbot: QtBot) -> None:
    table = BeforeAfter()
    qtbot.addWidget(table)
    table.show()
    table.show_rows([Row("Same", "1", "1"), Row("Other", "2", "3", "+ 1")], trial=True)
    bold = {label.text(): label.font().bold() for label in table.findChildren(QLabel) if label.isVisible() and label.text()}
    assert (bold["1"], bold["3"], bold["2"]) == (False, True, False)
    table.show_rows([Row("Same", "1", "1")], trial=False)
    assert [label.text() for label in table.findChildren(QLabel) if label.isVisible() and label.text()] == ["Now", "Same", "1"]


def test_the_first_layers_are_told_and_the_others_counted() -> None:
    graph = PRESETS["vgg16"].graph()
    rows = layers_before_and_after(graph, widened(analyse(graph), 2, None))
    assert len(rows) == MOST + 1
    assert rows[0] == Row("block1_conv1 · filters", "64", "128")
    assert rows[-1].label.endswith("other layers")
    assert layers_before_and_after(graph, graph) == []
