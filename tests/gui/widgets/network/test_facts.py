"""The table of facts: nothing in it is cut off, however narrow its panel and however long a value is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cnn.analysis import analyse
from cnn.presets import PRESETS
from cnn.recipe import Recipe
from gui.style import theme
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.network.facts import FactTable, network_facts
from tests.gui.pixels import ink, is_bold, near, picture

LINES = [
    ("Inputs", "224 × 224 × 3, 112 × 112 × 3, 56 × 56 × 3"),
    ("Parameters", "61,706"),
    ("Weights from", "the run 20261129-021650-lenet5-with-a-longer-name"),
    ("Layers", "10"),
    ("Published parameters", "60,000"),
]


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[FactTable]:
    found = FactTable()
    area = ScrollingColumn(found)
    qtbot.addWidget(area)
    area.resize(280, 400)
    area.show()
    found.show_lines(LINES)
    QApplication.processEvents()
    yield found
    area.close()


def resize(table: FactTable, width: int) -> None:
    area = table.window()
    area.resize(width, 400)
    for _ in range(3):
        QApplication.processEvents()


def cut_off(table: QWidget) -> list[str]:
    """The texts that have less room than they take."""
    found = []
    for label in table.findChildren(QLabel):
        if label.isVisible():
            flags = label.alignment().value | (Qt.TextFlag.TextWordWrap.value if label.wordWrap() else 0)
            taken = label.fontMetrics().boundingRect(QRect(0, 0, label.width(), 10_000), flags, label.text())
            if taken.width() > label.width() or taken.height() > label.height() or not table.rect().contains(label.geometry()):
                found.append(label.text())
    return found


@pytest.mark.parametrize("width", [700, 280, 200, 190, 180, 170, 160, 150, 140])
def test_nothing_is_cut_off(table: FactTable, width: int) -> None:
    resize(table, width)
    assert cut_off(table) == []


def test_a_value_goes_below_its_label_only_where_there_is_no_room_beside_it(table: FactTable) -> None:
    def places() -> list[bool]:
        labels = table.findChildren(QLabel)
        return [value.y() > label.y() for label, value in zip(labels[::2], labels[1::2], strict=True)]

    resize(table, 700)
    assert places() == [False, False, False, False, False]
    resize(table, 280)
    assert places() == [True, False, True, False, False]
    resize(table, 700)
    assert places() == [False, False, False, False, False]


def test_what_is_shown_next_is_placed_anew(table: FactTable) -> None:
    resize(table, 280)
    table.show_lines([("Inputs", "none"), *LINES[1:]])
    QApplication.processEvents()
    assert [label.wordWrap() for label in table.findChildren(QLabel)[1::2]] == [False, False, True, False, False]
    assert cut_off(table) == []


def test_a_short_label_leaves_its_room_to_its_value(table: FactTable) -> None:
    """Another line's long label sends no value down."""
    table.show_lines([("Inputs", "224 × 224 × 3, 10"), ("A label that is the longest of all", "1")])
    resize(table, 260)
    (inputs, shape, *_) = (label for label in table.findChildren(QLabel) if label.isVisible())
    assert shape.y() == inputs.y()
    assert cut_off(table) == []


@pytest.mark.slow
def test_labels_step_back_and_values_end_in_one_column(dressed: QApplication, table: FactTable) -> None:
    resize(table, 700)
    image, look = picture(table), theme.current()
    labels = table.findChildren(QLabel)
    for label, value in zip(labels[::2], labels[1::2], strict=True):
        left, right = ink(image, label.geometry()), ink(image, value.geometry())
        assert left is not None
        assert right is not None
        assert near(left.colour, look.secondary), label.text()
        assert near(right.colour, look.text), value.text()
        assert left.box.left() <= 2
        assert abs(right.box.right() - (table.width() - 1)) <= 2, value.text()
        assert not is_bold(right, value.text(), value.font())
    assert ink(image, QRect(0, table.height() - 20, table.width(), 20)) is None, "nothing below the last line"


def test_what_the_recipe_freezes_does_not_learn(dressed: QApplication) -> None:
    analysis = analyse(PRESETS["lenet5"].graph())

    def learning(**settings: object) -> tuple[str, str]:
        facts = dict(network_facts(analysis, Recipe().changed(**settings), ""))
        return facts["Trainable"], facts["Not trainable"]

    assert learning() == ("61,706", "0")
    assert learning(freeze_until="flatten") == ("59,134", "2,572")
    assert learning(freeze_until="flatten", fine_tune_after=3) == ("59,134, then 61,706", "2,572, then 0")
    assert learning(freeze_until="no such layer") == ("61,706", "0")  # told where the recipe is
