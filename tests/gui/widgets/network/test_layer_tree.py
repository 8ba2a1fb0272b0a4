"""The palette's rows as they are painted: headings in bold, layers plain, each behind its sign."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from gui.style import theme
from gui.widgets.network.layer_entries import entries
from gui.widgets.network.layer_tree import LayerTree
from tests.gui.pixels import Ink, ink, is_bold, near, picture


@pytest.fixture
def tree(dressed: QApplication, qtbot: QtBot) -> LayerTree:
    found = LayerTree()
    qtbot.addWidget(found)
    found.resize(260, 400)
    layers = entries({})
    found.show_families(layers, {layers[0].family})
    found.show()
    qtbot.waitExposed(found)
    return found


def row(tree: LayerTree, heading: bool) -> QTreeWidgetItem:
    top = tree.topLevelItem(0)
    assert top is not None
    return top if heading else top.child(0)


def words(tree: LayerTree, heading: bool) -> Ink:
    """The ink of a row behind its sign."""
    area = tree.visualItemRect(row(tree, heading))
    found = ink(picture(tree.viewport()), area.adjusted(24 if heading else 36, 2, -24, -2))
    assert found is not None
    return found


@pytest.mark.slow
def test_a_heading_is_bold_and_steps_back(tree: LayerTree) -> None:
    seen = words(tree, heading=True)
    assert near(seen.colour, theme.current().secondary)
    assert is_bold(seen, row(tree, heading=True).text(0), theme.small_font())
    assert abs(seen.box.left() - 26) <= 2


@pytest.mark.slow
def test_a_layer_is_plain_and_stands_further_in(tree: LayerTree) -> None:
    seen = words(tree, heading=False)
    assert near(seen.colour, theme.current().text)
    assert not is_bold(seen, row(tree, heading=False).text(0), tree.font())
    assert abs(seen.box.left() - 38) <= 2


def test_each_row_has_its_sign(tree: LayerTree) -> None:
    image, look = picture(tree.viewport()), theme.current()
    for heading, colour in ((True, look.secondary), (False, look.family(row(tree, heading=True).text(0)))):
        area = tree.visualItemRect(row(tree, heading))
        sign = ink(image, QRect(area.left() + 6, area.top() + 2, 22 if not heading else 16, area.height() - 4))
        assert sign is not None
        assert near(sign.colour, colour)
