"""What to begin with: cards that open something, by mouse and keys; pictures that come by themselves."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import Project, save
from cnn.tours import materials
from cnn.tours.all import TOURS
from cnn.tours.comparisons import COMPARISONS
from cnn.tours.examples import EXAMPLES
from gui.canvas.editors.quick_add import QuickAdd
from gui.canvas.overlays.first_hint import FirstHint
from gui.document import Document
from gui.document.possible import ON_CANVAS
from gui.panels.start_page import StartPage
from gui.settings import settings
from gui.style import theme
from gui.widgets.basic.action_words import why_not
from gui.widgets.network.picture_card import LINES, PICTURE, TITLE, PictureCard, wrapped
from gui.window.main_window import MOVES, MainWindow


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv(materials.VARIABLE, str(tmp_path_factory.getbasetemp() / "tours"))


@pytest.fixture
def owner(dressed: QApplication, qtbot: QtBot) -> QWidget:
    owner = QWidget()
    owner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(owner)
    owner.resize(870, 640)
    owner.show()
    qtbot.waitExposed(owner)
    return owner


def card(page: StartPage, title: str) -> PictureCard:
    return next(one for one in page.findChildren(PictureCard) if one.text() == title and not one.isHidden())


@pytest.mark.slow
def test_starters_files_and_published_networks_have_pictures(owner: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    save(Project(graph=PRESETS["alexnet"].graph()), tmp_path / "mine.loom")
    settings.remember_file(tmp_path / "mine.loom")
    page = StartPage(owner, ())
    page.open(takes_keys=True)
    assert page.starters[0].hasFocus()
    titles = {one.text() for one in page.findChildren(PictureCard)}
    assert {"LeNet-5 on digits", "A small ResNet", "Empty, 32 × 32 × 3", "mine.loom", "AlexNet, one tower"} <= titles
    families = {preset.family for preset in PRESETS.values()}
    assert len(page.findChildren(PictureCard)) == 3 + 1 + len(TOURS) + len(EXAMPLES) + len(COMPARISONS) + len(families)
    empty = card(page, "Empty, 32 × 32 × 3")
    qtbot.waitUntil(lambda: all(one.has_picture or one is empty for one in page.findChildren(PictureCard)))
    for one in page.findChildren(PictureCard):
        assert one.accessibleName() == one.text()
        assert one.accessibleDescription()


@pytest.mark.slow
def test_a_card_opens_what_it_shows_by_mouse_and_keys(owner: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    settings.remember_file(tmp_path / "gone.loom")
    page = StartPage(owner, ())
    page.open(takes_keys=True)
    with qtbot.waitSignal(page.presetChosen) as told:
        qtbot.keyClick(page.starters[0], Qt.Key.Key_Space)
    assert told.args == ["lenet5"]
    with qtbot.waitSignal(page.fileChosen) as told:
        qtbot.mouseClick(card(page, "gone.loom"), Qt.MouseButton.LeftButton)
    assert told.args == [tmp_path / "gone.loom"]
    with qtbot.waitSignal(page.tourChosen) as told:
        qtbot.mouseClick(card(page, "Convolution by hand"), Qt.MouseButton.LeftButton)
    assert told.args == ["convolution"]
    with qtbot.waitSignal(page.exampleChosen) as told:
        qtbot.mouseClick(card(page, "Drawn shapes"), Qt.MouseButton.LeftButton)
    assert told.args[0]().dataset.endswith("shapes")
    with qtbot.waitSignal(page.graphChosen) as told:
        qtbot.mouseClick(page.starters[2], Qt.MouseButton.LeftButton)
    assert [node.layer.class_name for node in told.args[0].nodes.values()] == ["Input"]


@pytest.mark.slow
def test_it_fills_its_parent_and_esc_leaves(owner: QWidget, qtbot: QtBot) -> None:
    page = StartPage(owner, ())
    page.open(takes_keys=True)
    owner.resize(480, 400)
    assert page.geometry() == owner.rect()
    rights = lambda: [one.geometry().right() for one in page.findChildren(PictureCard)]  # noqa: E731
    qtbot.waitUntil(lambda: max(rights()) < page.viewport().width())
    qtbot.keyClick(page.starters[0], Qt.Key.Key_Escape)
    assert page.isHidden()
    assert owner.hasFocus()


@pytest.mark.slow
def test_a_new_network_begins_with_it_until_something_is_there(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window()
    assert window.findChild(StartPage) is None, "LeNet-5 is open"
    window.actions_table["actionNew"].trigger()
    page = window.findChild(StartPage)
    assert page is not None
    assert page.isVisible()
    assert not page.isAncestorOf(window.focusWidget() or window), "who types adds a layer"
    qtbot.mouseClick(page.starters[2], Qt.MouseButton.LeftButton)
    assert page.isHidden()
    assert [node.layer.class_name for node in window.document.graph.nodes.values()] == ["Input"]
    assert not window.document.dirty
    window.actions_table["actionStart"].trigger()
    assert page.isVisible()
    qtbot.mouseClick(page.starters[0], Qt.MouseButton.LeftButton)
    assert window.document.title == "lenet5"
    assert page.isHidden()


@pytest.mark.slow
def test_who_types_on_an_empty_canvas_sees_what_is_found(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    """The search opened below the page, and Esc, which goes to the canvas there, did nothing."""
    window = make_window()
    window.actions_table["actionNew"].trigger()
    page = window.findChild(StartPage)
    assert page is not None
    qtbot.keyClick(window.canvas, Qt.Key.Key_I)
    search = window.canvas.findChild(QuickAdd)
    assert search is not None
    assert page.isHidden()
    assert search.search.hasFocus()
    search.close_without()
    window.actions_table["actionStart"].trigger()
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.isVisible()
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert page.isHidden()


@pytest.mark.slow
def test_who_does_not_want_it_is_left_alone(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window()
    window.actions_table["actionStart"].trigger()
    page = window.findChild(StartPage)
    assert page is not None
    page.again.setChecked(False)
    close = next(button for button in page.findChildren(QPushButton) if button.accessibleName() == "Go to the canvas")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert page.isHidden()
    window.actions_table["actionNew"].trigger()
    assert page.isHidden()


@pytest.mark.slow
def test_the_first_hint_goes_with_the_first_edit_and_does_not_come_again(make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    window.canvas.show_first_hint()
    hint = window.canvas.findChild(QWidget, "firstHint")
    assert hint is not None
    assert hint.isVisible()
    graph = window.document.graph
    window.document.edit("Rename", graph.rename(graph.named("conv2d").id, "first"))
    assert hint.isHidden()
    assert not settings.shown("firstHint")
    second = make_window()
    second.canvas.show_first_hint()
    assert second.canvas.findChild(QWidget, "firstHint") is None


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["lenet5", "alexnet", "resnet152"])
@pytest.mark.parametrize("right", [False, True])
def test_the_first_hint_lies_on_no_layer(make_window: Callable[..., MainWindow], qtbot: QtBot, preset: str, right: bool) -> None:
    window = make_window()
    canvas = window.canvas
    canvas.show_first_hint()
    window.document.replace_project(Project(graph=PRESETS[preset].graph()))
    canvas.run_to_the_right(right)
    canvas.fit()
    hint = canvas.findChild(QWidget, "firstHint")
    assert hint is not None
    covered = [
        card.node.name for card in canvas._scene.cards.values() if canvas.view_rect(card.shown).intersects(hint.geometry())
    ]
    assert covered == []
    assert canvas.viewport().rect().contains(hint.geometry())


@pytest.mark.slow
def test_the_first_hint_is_not_seen_while_there_is_no_room_for_it(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    """Beside an open list of tours the canvas is narrow."""
    window = make_window()
    window.resize(1280, 800)
    window.canvas.show_first_hint()
    hint = window.canvas.findChild(QWidget, "firstHint")
    assert hint is not None
    window.canvas.zoom_to(1.0)
    assert hint.isVisible()
    window.actions_table["actionTours"].trigger()
    qtbot.waitUntil(lambda: window.canvas.width() < 700)
    cards = [window.canvas.view_rect(card.shown) for card in window.canvas._scene.cards.values()]
    assert hint.isHidden() or not any(map(hint.geometry().intersects, cards))
    assert settings.shown("firstHint"), "it waits"
    window.actions_table["actionTours"].trigger()
    qtbot.waitUntil(hint.isVisible)


def test_the_first_hint_goes_after_the_first_gesture_and_stays_at_a_click(document: Document, qtbot: QtBot) -> None:
    canvas = QPlainTextEdit()  # takes the mouse
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    hint = FirstHint(canvas, document)
    canvas.show()
    qtbot.waitExposed(canvas)
    ground = canvas.viewport()
    qtbot.mouseClick(ground, Qt.MouseButton.LeftButton, pos=QPoint(300, 20))
    assert hint.isVisible()
    qtbot.mousePress(ground, Qt.MouseButton.LeftButton, pos=QPoint(300, 20))
    qtbot.mouseMove(ground, QPoint(300, 120))
    assert hint.isVisible(), "not under the hand"
    qtbot.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=QPoint(300, 120))
    assert hint.isHidden()
    assert not settings.shown("firstHint")


@pytest.mark.slow
@pytest.mark.parametrize("gesture", ["click", "wire", "key", "select all", "zoom", "fit"])
def test_the_first_hint_goes_with_any_use_of_the_canvas(
    make_window: Callable[..., MainWindow], qtbot: QtBot, gesture: str
) -> None:
    window = make_window()
    canvas, graph = window.canvas, window.document.graph
    canvas.show_first_hint([window.actions_table[name] for name in MOVES])
    hint = canvas.findChild(QWidget, "firstHint")
    assert hint is not None
    assert hint.isVisible()
    qtbot.mouseMove(canvas.viewport(), QPoint(20, 20))
    qtbot.keyClick(canvas, Qt.Key.Key_Shift)
    assert hint.isVisible()
    conv, pool = graph.named("conv2d").id, graph.named("average_pooling2d").id
    if gesture == "click":
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.position_of(conv))
    elif gesture == "wire":
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.drop_point_on_wire(conv, pool))
    elif gesture == "key":
        qtbot.keyClick(canvas, Qt.Key.Key_Down)
    elif gesture == "select all":
        window.actions_table["actionSelectAll"].trigger()
    elif gesture == "zoom":
        window.actions_table["actionZoomIn"].trigger()
    else:
        window.actions_table["actionFit"].trigger()
    assert hint.isHidden()


@pytest.mark.slow
def test_a_tour_begins_beside_the_network_by_keys_alone(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window()
    window.actions_table["actionTours"].trigger()
    tours = window.findChild(QWidget, "tours")
    assert tours is not None
    assert tours.isVisible()
    first = window.focusWidget()
    assert first is not None
    assert first.objectName() == "tour-convolution"
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert window.document.graph.name == "by-hand"
    field = window.focusWidget()
    assert field is not None
    assert field.objectName() == "numberTold"
    qtbot.keyClicks(field, "19")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.welcome.touring.place == 0, "what was right is to be read first"
    following = window.focusWidget()
    assert following is not None
    qtbot.keyClick(following, Qt.Key.Key_Return)
    assert window.welcome.touring.place == 1
    window.actions_table["actionTours"].trigger()
    assert tours.isHidden()
    assert window.document.graph.name == "by-hand", "the network stays"


def test_what_a_card_says_is_read_whole(dressed: QApplication) -> None:
    """Every tour and example, in the room that a card has: nothing is left out in the middle of a sentence."""
    about, title = theme.small_font(), dressed.font()
    title.setWeight(QFont.Weight.DemiBold)
    for one in (*TOURS.values(), *EXAMPLES.values(), *COMPARISONS.values()):
        above = wrapped(one.title, title, PICTURE.width(), TITLE)
        below = wrapped(one.about, about, PICTURE.width(), LINES - len(above))
        assert "…" not in "".join((*above, *below)), one.title
    assert wrapped("a-very-long-name-of-a-file-without-any-space.loom", title, 80, 1)[0].endswith("loom")


@pytest.mark.slow
def test_no_key_and_no_action_does_anything_to_a_network_under_the_start_page(
    make_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    """Ctrl+A and Del emptied a network that nobody saw."""
    window = make_window()
    document, canvas = window.document, window.canvas
    document.select([document.graph.named("conv2d").id, document.graph.named("flatten").id])
    window.actions_table["actionCopy"].trigger()
    window.actions_table["actionStart"].trigger()
    page = window.findChild(StartPage)
    assert page is not None
    graph, selection, zoom = document.graph, document.selection, canvas.zoom
    modified = dict.fromkeys("AVDXGKBJRL01", Qt.KeyboardModifier.ControlModifier)
    keys = [*((getattr(Qt.Key, f"Key_{name}"), modifier) for name, modifier in modified.items())]
    keys += [(key, Qt.KeyboardModifier.NoModifier) for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_Plus, Qt.Key.Key_Down)]
    keys += [(key, Qt.KeyboardModifier.NoModifier) for key in (Qt.Key.Key_F2, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)]
    for key, modifier in keys:
        if key == Qt.Key.Key_L:
            continue  # goes to the search of the palette, which is seen
        canvas.setFocus()
        qtbot.keyClick(canvas, key, modifier)
        qtbot.keyClick(page.starters[0], key, modifier)  # what a card has no use for goes on to what is around it
        assert (document.graph, document.selection, canvas.zoom) == (graph, selection, zoom), key
        assert page.isVisible(), key
        assert page.isAncestorOf(window.focusWidget()), "the keys are where something is seen"
    off = [name for name in ON_CANVAS if not window.actions_table[name].isEnabled()]
    assert off == list(ON_CANVAS)
    assert why_not(window.actions_table["actionPaste"]) == "Leave the start page first (Esc)."
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert page.isHidden()
    assert all(window.actions_table[name].isEnabled() for name in ("actionPaste", "actionDelete", "actionZoomIn", "actionFit"))
    assert why_not(window.actions_table["actionPaste"]) == ""
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(document.graph) == len(graph) - 2


@pytest.mark.slow
def test_return_opens_the_card_that_has_the_keys(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window()
    window.actions_table["actionStart"].trigger()
    first = window.focusWidget()
    assert isinstance(first, PictureCard)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    chosen = window.focusWidget()
    assert isinstance(chosen, PictureCard)
    qtbot.keyClick(chosen, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.document.graph.name == "resnet20")
    assert not chosen.isVisible()


@pytest.mark.slow
def test_going_to_the_network_leaves_the_page_that_covers_it(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window()
    window.actions_table["actionStart"].trigger()
    first = window.focusWidget()
    assert isinstance(first, PictureCard)
    window.actions_table["actionGoCanvas"].trigger()
    assert not first.isVisible()
    assert window.canvas.hasFocus()
