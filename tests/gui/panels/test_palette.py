"""The palette: found by typing, appended with Enter, carried away with the mouse."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDrag, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QToolTip, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from cnn.blocks import BLOCKS
from cnn.layers import LAYERS
from gui.document import Document
from gui.panels.palette import Palette, entries
from gui.settings import settings
from gui.style import language
from gui.widgets.network.layer_tree import CARD_HEIGHT, CARD_WIDTH, ENTRY, MIME, Entry, card, mime_data
from tests.gui.windows import Maker, action, settle


@pytest.fixture
def palette(document: Document, qtbot: QtBot) -> Palette:
    panel = Palette(document)
    qtbot.addWidget(panel)
    panel.resize(208, 600)
    panel.show()
    return panel


def shown(palette: Palette) -> list[str]:
    tops = [palette.tree.topLevelItem(place) for place in range(palette.tree.topLevelItemCount())]
    return [top.text(0) for top in tops if top is not None]


def row(palette: Palette, name: str) -> QTreeWidgetItem:
    return palette.tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]


def test_every_layer_and_block_is_there_once(palette: Palette) -> None:
    payloads = [entry.payload for entry in entries()]
    assert payloads == [*(f"block:{name}" for name in BLOCKS), *(name for name in LAYERS if not LAYERS[name].is_internal())]
    rows = palette.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    assert sorted(item.data(0, ENTRY).payload for item in rows if item.data(0, ENTRY)) == sorted(payloads)
    assert all(entry.help for entry in entries())


def test_families_fold_with_a_click_and_by_key(palette: Palette, qtbot: QtBot) -> None:
    heading = row(palette, "Convolution")
    assert heading.isExpanded()
    where = palette.tree.visualItemRect(heading).center()
    qtbot.mouseClick(palette.tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert not heading.isExpanded()
    palette.tree.setCurrentItem(heading)
    qtbot.keyClick(palette.tree, Qt.Key.Key_Return)
    assert heading.isExpanded()


def test_typing_lists_what_fits_and_enter_appends_the_first(palette: Palette, document: Document, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.search, "fc")
    assert shown(palette)[0] == "Dense"
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    added = document.graph.nodes[document.selection[0]]
    assert added.layer == LAYERS["Dense"]()
    assert added.inputs == (document.graph.named("dense_2").id,)
    assert document.undo_stack.undoText() == "Add Dense"


def test_arrow_keys_in_the_search_field_choose_another(palette: Palette, document: Document, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.search, "conv2d")
    second = shown(palette)[1]
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert document.graph.nodes[document.selection[0]].layer.class_name == second


def test_esc_brings_the_families_back_as_they_were(palette: Palette, qtbot: QtBot) -> None:
    row(palette, "Convolution").setExpanded(False)
    before = shown(palette), palette.tree.open_families()
    qtbot.keyClicks(palette.search, "dense")
    assert shown(palette) != before[0]
    qtbot.keyClick(palette.search, Qt.Key.Key_Escape)
    assert (shown(palette), palette.tree.open_families()) == before


def test_what_is_called_by_no_such_name_says_so(palette: Palette, document: Document, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.search, "zebra")
    assert shown(palette) == []
    assert palette._nothing.isVisible()
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert not document.dirty


def test_a_double_click_puts_a_layer_behind_the_selected_one(palette: Palette, document: Document, qtbot: QtBot) -> None:
    conv = document.graph.named("conv2d").id
    document.select([conv])
    item = row(palette, "BatchNormalization")
    palette.tree.scrollToItem(item)
    where = palette.tree.visualItemRect(item).center()
    qtbot.mouseClick(palette.tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(palette.tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    new = document.graph.named("batch_normalization")
    assert new.inputs == (conv,)
    assert document.graph.named("average_pooling2d").inputs == (new.id,)


@pytest.mark.slow
def test_a_merge_layer_joins_what_is_selected(palette: Palette, document: Document, qtbot: QtBot) -> None:
    ids = [document.graph.named(name).id for name in ("dense_1", "dense")]
    document.select(ids)
    qtbot.keyClicks(palette.search, "concatenate")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert document.graph.named("concatenate").inputs == (ids[1], ids[0])


def test_an_input_stands_alone_even_when_a_layer_is_selected(palette: Palette, document: Document, qtbot: QtBot) -> None:
    document.select([document.graph.named("dense").id])
    qtbot.keyClicks(palette.search, "input")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert len(document.graph.inputs) == 2


@pytest.mark.slow
def test_a_block_goes_in_as_a_group(palette: Palette, document: Document, qtbot: QtBot) -> None:
    document.select([document.graph.named("conv2d").id])
    name, block = next(iter(BLOCKS.items()))
    qtbot.keyClicks(palette.search, block.title)
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert document.graph.groups == (name,)
    assert document.analysis.buildable
    document.undo()
    assert document.graph.groups == ()


def drag(palette: Palette, item: QTreeWidgetItem) -> None:
    """Presses on a row and pulls it sideways."""
    palette.tree.scrollToItem(item)
    start = palette.tree.visualItemRect(item).center()
    viewport = palette.tree.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, place, button in (
        (QEvent.Type.MouseButtonPress, start, left),
        (QEvent.Type.MouseMove, start + QPoint(40, 0), Qt.MouseButton.NoButton),
        (QEvent.Type.MouseMove, start + QPoint(80, 0), Qt.MouseButton.NoButton),
    ):
        QApplication.sendEvent(
            viewport, QMouseEvent(kind, QPointF(place), viewport.mapToGlobal(QPointF(place)), button, left, none)
        )


@pytest.mark.parametrize(("name", "payload"), [("Conv2D", "Conv2D"), ("Residual block", None)])
def test_a_row_is_carried_with_its_payload_and_a_picture(
    palette: Palette, monkeypatch: pytest.MonkeyPatch, name: str, payload: str | None
) -> None:
    payload = payload or next(entry.payload for entry in entries() if entry.name == name)
    carried: list[tuple[bytes, int]] = []

    def carry(self: QDrag, actions: Qt.DropAction) -> Qt.DropAction:
        carried.append((bytes(self.mimeData().data(MIME).data()), self.pixmap().width()))
        return actions

    monkeypatch.setattr(QDrag, "exec", carry)
    drag(palette, row(palette, name))
    assert [data.decode() for data, _ in carried] == [payload]
    assert carried[0][1] > 60


def test_a_heading_is_not_carried(palette: Palette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDrag, "exec", lambda self, actions: pytest.fail("a heading was dragged"))
    drag(palette, row(palette, "Pooling"))


def test_the_mime_type_carries_the_payload() -> None:
    assert bytes(mime_data("block:x").data("application/x-layerloom-layer").data()) == b"block:x"


def test_the_picture_is_sharp_on_a_dense_screen(palette: Palette) -> None:
    picture = card(Entry("Conv2D", "Conv2D", "Convolution"), 2.0)
    assert picture.devicePixelRatio() == 2
    assert picture.deviceIndependentSize().height() == CARD_HEIGHT
    assert picture.deviceIndependentSize().width() < CARD_WIDTH


def test_the_picture_of_a_long_name_is_not_too_wide(palette: Palette) -> None:
    assert card(Entry("x", "A" * 200, "Convolution")).width() == CARD_WIDTH


def test_open_families_are_remembered(palette: Palette, document: Document, qtbot: QtBot) -> None:
    row(palette, "Merging").setExpanded(True)
    row(palette, "Convolution").setExpanded(False)
    settings.keep_window({}, {}, palette.open_families())
    again = Palette(document)
    qtbot.addWidget(again)
    assert again.tree.open_families() == palette.tree.open_families()
    assert "Merging" in again.tree.open_families()
    assert "Convolution" not in again.tree.open_families()


def star(palette: Palette, qtbot: QtBot, name: str) -> None:
    """Clicks on the star at the end of a row."""
    item = row(palette, name)
    palette.tree.scrollToItem(item)
    area = palette.tree.visualItemRect(item)
    place = QPoint(palette.tree.viewport().width() - 14, area.center().y())
    qtbot.mouseClick(palette.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)


def children(palette: Palette, heading: str) -> list[str]:
    found = palette.tree.findItems(heading, Qt.MatchFlag.MatchExactly)
    return [found[0].child(place).text(0) for place in range(found[0].childCount())] if found else []


@pytest.mark.slow
def test_a_star_keeps_a_layer_at_the_top_also_after_a_restart(palette: Palette, document: Document, qtbot: QtBot) -> None:
    star(palette, qtbot, "Conv2D")
    star(palette, qtbot, "Dense")
    assert children(palette, "Favourites") == ["Conv2D", "Dense"]
    assert shown(palette)[0] == "Favourites"
    assert not document.dirty
    again = Palette(document)
    qtbot.addWidget(again)
    assert children(again, "Favourites") == ["Conv2D", "Dense"]
    star(palette, qtbot, "Conv2D")
    assert children(palette, "Favourites") == ["Dense"]
    star(palette, qtbot, "Dense")
    assert shown(palette)[0] == "Blocks"


def test_the_menu_key_stars_as_well(palette: Palette, qtbot: QtBot) -> None:
    palette.tree.setCurrentItem(row(palette, "Flatten"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(palette.tree.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert children(palette, "Favourites") == ["Flatten"]


@pytest.mark.slow
def test_what_is_used_often_comes_first(palette: Palette, document: Document, qtbot: QtBot) -> None:
    for text in ("dropout", "dense", "dropout", "dropout", "dense", "flatten"):
        palette.search.setText(text)
        qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    qtbot.keyClick(palette.search, Qt.Key.Key_Escape)
    assert children(palette, "Most used") == ["Dropout", "Dense"]
    star(palette, qtbot, "Dropout")
    assert children(palette, "Favourites") == ["Dropout"]


def tip(palette: Palette, name: str) -> str:
    """What hovering over a row says."""
    item = row(palette, name)
    palette.tree.scrollToItem(item)
    place = palette.tree.visualItemRect(item).center()
    viewport = palette.tree.viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(place)))
    return QToolTip.text()


def test_a_tooltip_says_what_a_layer_does_and_what_it_would_give(palette: Palette, document: Document) -> None:
    document.select([document.graph.named("conv2d").id])
    before = document.graph
    text = tip(palette, "BatchNormalization")
    assert "Keeps each channel's mean near 0" in text
    assert "After conv2d: 28 × 28 × 6 out · + 24 parameters" in text
    assert document.graph is before
    QToolTip.hideText()


def test_a_tooltip_says_why_it_would_not_work(palette: Palette, document: Document) -> None:
    document.select([document.graph.named("dense").id])
    text = tip(palette, "Conv2D")
    assert "parameters" not in text
    assert "Conv2D" in text.partition("After dense")[2]
    QToolTip.hideText()


def test_a_tooltip_says_what_it_saves(palette: Palette, document: Document) -> None:
    document.select([document.graph.named("conv2d_1").id])
    assert "− 40,320 parameters" in tip(palette, "MaxPooling2D")
    QToolTip.hideText()


def test_it_shrinks_to_icons_and_one_of_them_opens_its_family_for_a_layer(make_window: Maker, qtbot: QtBot) -> None:
    window = make_window()
    palette, shrink = window.palette_panel, action(window, "actionPaletteIcons")
    wide, canvas = palette.width(), window.canvas.width()
    shrink.trigger()
    settle()
    assert palette.width() == 50
    assert window.canvas.width() - canvas == wide - 50
    assert not palette.tree.isVisible()
    pooling = next(button for button in palette.findChildren(QToolButton) if button.accessibleName() == "Pooling")
    qtbot.mouseClick(pooling, Qt.MouseButton.LeftButton)
    settle()
    assert palette.tree.isVisible()
    assert palette.width() >= 152
    assert "Pooling" in palette.tree.open_families()
    before = len(window.document.graph)
    qtbot.keyClick(palette.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: palette.width() == 50)
    assert len(window.document.graph) == before + 1
    action(window, "actionFind").trigger()
    settle()
    assert palette.search.isVisible()
    window.document.undo_stack.setClean()  # nobody is asked whether to save
    window.close()
    again = make_window()
    assert again.palette_panel.width() == 50
    action(again, "actionPaletteIcons").trigger()
    settle()
    assert again.palette_panel.tree.isVisible()
    assert again.palette_panel.width() >= 152


def test_an_icon_opens_its_family_in_chinese_too(make_window: Maker, qapp: QApplication, qtbot: QtBot) -> None:
    window = make_window()
    palette = window.palette_panel
    settings.set_language_choice("zh_CN")
    language.apply(qapp)
    try:
        action(window, "actionPaletteIcons").trigger()
        settle()
        pooling = next(button for button in palette.findChildren(QToolButton) if button.accessibleName() == "池化")
        assert pooling.toolTip() == "池化"
        qtbot.mouseClick(pooling, Qt.MouseButton.LeftButton)
        current = palette.tree.currentItem()
        assert current.data(0, ENTRY).family == "Pooling"
        assert current.parent().text(0) == "池化"
        assert palette.tree.hasFocus()
        action(window, "actionPaletteIcons").trigger()
    finally:
        settings.set_language_choice("en")
        language.apply(qapp)
