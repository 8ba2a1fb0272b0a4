"""What layers make of an image, under their cards: asked when something changed, painted where it can be seen, gone with Esc."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from cnn.blocks.functional import Network
from cnn.errors import DatasetError
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Activations
from gui.canvas.activations import Activations as Shown
from gui.canvas.descriptions import describe_node
from gui.canvas.overlays.image_bar import ImageBar
from gui.document.questions.subject import Subject
from gui.style import theme
from gui.style.number_colours import colours
from tests.gui.canvas.conftest import Hand

#: what is told of a map
MAP = {"kind": "map", "shape": [8, 8, 4], "low": 0.0, "high": 2.5, "average": 0.5, "channels": 4, "columns": 4, "zero": 1}
PICTURE = 52  # what a picture and the gap above it take


class Questions:
    """Hears what is asked; answers when it is told to, with a picture of stripes for every layer that was asked for."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "activations.npz"
        self.asked: list[Activations] = []
        self._done: Callable[[Any], object] = print
        self._refused: Callable[[Any], object] = print

    def ask(self, kind: str, make: Any, done: Any, refused: Any, *_: Any, **__: Any) -> None:
        self.asked.append(make(request=kind, path=str(self._path), project="p", weights=""))
        self._done, self._refused = done, refused

    def call_off(self, kind: str) -> None:
        self._done = self._refused = lambda _: None

    def answer(self, state: dict[str, str] | None = None, *, missing: tuple[str, ...] = (), **more: Any) -> None:
        layers, arrays = [], {}
        for name in self.asked[-1].layers:
            if name in missing:
                continue
            place = len(layers)
            told = {"layer": name, "place": place, "state": (state or {}).get(name, "")}
            layers.append({**told, **MAP})
            arrays |= {f"mean_{place}": np.full((8, 8), 255, np.uint8), f"mosaic_{place}": np.zeros((8, 32), np.uint8)}
        np.savez(self._path, allow_pickle=False, **arrays)
        self._done({"path": str(self._path), "layers": layers, "refused": {}, "weights": "fresh", "origin": "", **more})

    def refuse(self, error: Exception) -> None:
        self._refused(error)


class Looking:
    """A canvas that is looked into."""

    def __init__(self, hand: Hand, folder: Path) -> None:
        self.hand, self.subject, self.questions = hand, Subject(hand.canvas), Questions(folder)
        self.shown: Shown = hand.canvas.look_inside(self.subject, self.questions)  # type: ignore[arg-type]
        bar = hand.canvas.findChild(ImageBar)
        assert isinstance(bar, ImageBar)
        self.bar = bar

    def choose(self, **more: Any) -> None:
        self.subject.choose_image(ChosenImage(**{"place": 4, "part": "test", **more}))

    @property
    def pictures(self) -> dict[str, Any]:
        """By the names of the nodes that have one."""
        cards = self.hand.canvas._scene.cards.values()
        return {card.words.name: card.picture for card in cards if card.picture is not None}

    def distance(self, above: str, below: str) -> int:
        cards, document = self.hand.canvas._scene.cards, self.hand.document
        return round(cards[document.graph.named(below).id].y - cards[document.graph.named(above).id].y)


@pytest.fixture
def looking(chain: Hand, tmp_path: Path) -> Looking:
    return Looking(chain, tmp_path)


def waits_for_pictures(qtbot: QtBot, looking: Looking) -> None:
    qtbot.waitUntil(lambda: bool(looking.pictures))


@pytest.mark.slow
def test_an_image_that_is_chosen_anywhere_is_followed_through_the_network(qtbot: QtBot, looking: Looking) -> None:
    before = looking.distance("conv2d", "max_pooling2d")
    looking.choose(name="a seven")
    assert looking.questions.asked[-1].image.place == 4
    assert set(looking.questions.asked[-1].layers) == set(looking.hand.names())
    assert looking.distance("conv2d", "max_pooling2d") == before + PICTURE
    assert looking.bar.isVisible()
    looking.questions.answer()
    waits_for_pictures(qtbot, looking)
    assert set(looking.pictures) == set(looking.hand.names())
    assert looking.bar.text == "a seven · fresh weights"


@pytest.mark.slow
def test_pictures_are_painted_in_the_colours_of_the_theme(qtbot: QtBot, looking: Looking) -> None:
    looking.choose()
    looking.questions.answer()
    waits_for_pictures(qtbot, looking)
    at = looking.hand.node("conv2d")
    image = looking.hand.canvas.grab().toImage()
    most = QColor(*colours(theme.current()).most)
    assert image.pixelColor(at.x() - 110, at.y() + 23 + 4 + 24).name() == most.name()
    assert image.pixelColor(at.x() + 60, at.y() + 23 + 4 + 24).name() == theme.current().surface.lower()


@pytest.mark.slow
def test_dead_layers_are_marked_in_words_and_told_in_full(qtbot: QtBot, looking: Looking) -> None:
    looking.choose()
    looking.questions.answer({"conv2d": "zero", "dense": "not finite"})
    waits_for_pictures(qtbot, looking)
    assert looking.pictures["conv2d"].mark == "all zero"
    assert looking.pictures["conv2d"].grave
    assert looking.pictures["dense"].mark == "not finite"
    assert looking.pictures["rescaling"].mark == "1 of 4 zero"
    assert not looking.pictures["rescaling"].grave
    card = looking.hand.canvas._scene.card_of(looking.hand.id("conv2d"))
    assert "activation 0 to 2.5, mean 0.5" in describe_node(card)
    assert "Dead: every number that comes out is zero." in describe_node(card)
    looking.hand.click(looking.hand.node("conv2d"))
    assert "Dead" in looking.hand.canvas.accessibleDescription()


@pytest.mark.slow
def test_nothing_is_called_dead_for_a_blank_image(qtbot: QtBot, looking: Looking) -> None:
    looking.choose()
    looking.questions.answer({"conv2d": "zero"}, blank=True)
    waits_for_pictures(qtbot, looking)
    assert {picture.mark for picture in looking.pictures.values()} == {""}


@pytest.mark.slow
def test_every_edit_asks_again_and_nothing_jumps_meanwhile(qtbot: QtBot, looking: Looking) -> None:
    looking.choose()
    looking.questions.answer()
    waits_for_pictures(qtbot, looking)
    document, asked = looking.hand.document, len(looking.questions.asked)
    where = looking.distance("conv2d", "max_pooling2d")
    for filters in (7, 8, 9):
        document.edit("filters", lambda graph, n=filters: graph.replace_layer(graph.named("conv2d").id, Conv2D(filters=n)))
        assert "conv2d" in looking.pictures  # that from before, until there is a newer one
    qtbot.waitUntil(lambda: len(looking.questions.asked) > asked)
    assert len(looking.questions.asked) == asked + 1  # once for all of them
    assert looking.distance("conv2d", "max_pooling2d") == where
    looking.questions.answer(missing=("dense",))
    qtbot.waitUntil(lambda: "dense" not in looking.pictures)
    assert looking.distance("conv2d", "max_pooling2d") == where


@pytest.mark.slow
@pytest.mark.parametrize("way", ["Esc", "Esc in the bar", "cross", "switch"])
def test_it_can_be_ended_and_begun_again(qtbot: QtBot, looking: Looking, way: str) -> None:
    before = looking.distance("conv2d", "max_pooling2d")
    looking.choose()
    looking.questions.answer()
    waits_for_pictures(qtbot, looking)
    match way:
        case "Esc":
            QTest.keyClick(looking.hand.canvas, Qt.Key.Key_Escape)
        case "Esc in the bar":
            after = looking.bar.findChild(QPushButton, "imageAfter")
            assert isinstance(after, QPushButton)
            after.setFocus()
            QTest.keyClick(after, Qt.Key.Key_Escape)
        case "cross":
            close = looking.bar.findChild(QPushButton, "imageClose")
            assert isinstance(close, QPushButton)
            close.click()
        case _:
            looking.shown.want(False)
    assert not looking.pictures
    assert not looking.bar.isVisible()
    assert looking.distance("conv2d", "max_pooling2d") == before
    asked = len(looking.questions.asked)
    looking.choose(place=5)
    assert len(looking.questions.asked) == asked  # it was switched off
    looking.shown.want(True)
    assert looking.questions.asked[-1].image.place == 5


def test_esc_ends_a_selection_first(qtbot: QtBot, looking: Looking) -> None:
    looking.choose()
    looking.hand.click(looking.hand.node("conv2d"))
    QTest.keyClick(looking.hand.canvas, Qt.Key.Key_Escape)
    assert looking.shown.showing
    QTest.keyClick(looking.hand.canvas, Qt.Key.Key_Escape)
    assert not looking.shown.showing


def test_where_no_image_was_chosen_it_begins_with_the_first_of_the_dataset(looking: Looking) -> None:
    looking.shown.want(True)
    assert looking.subject.image == ChosenImage(place=0, part="all")
    after, before = (looking.bar.findChild(QPushButton, name) for name in ("imageAfter", "imageBefore"))
    assert isinstance(after, QPushButton)
    assert isinstance(before, QPushButton)
    after.click()
    after.click()
    before.click()
    assert looking.questions.asked[-1].image.place == 1


def test_what_is_wrong_with_an_image_is_said_in_the_bar(looking: Looking) -> None:
    looking.choose()
    looking.questions.refuse(DatasetError("a.png is gone.", "Choose another one."))
    assert looking.bar.text == "a.png is gone. Choose another one."
    assert not looking.pictures


def test_a_folded_group_shows_its_last_layer(qtbot: QtBot, open_canvas: Callable[[Graph], Hand], tmp_path: Path) -> None:
    net = Network()
    x = net.input((8, 8, 1))
    with net.group("block"):
        x = net(Conv2D(filters=2), x)
        x = net(Conv2D(filters=3), x)
    net(Dense(units=2), x)
    looking = Looking(open_canvas(net.graph), tmp_path)
    looking.hand.canvas.folds.fold(["block"])
    looking.choose()
    assert set(looking.questions.asked[-1].layers) == {"input", "block_conv2d_1", "dense"}
    looking.questions.answer()
    waits_for_pictures(qtbot, looking)
    assert set(looking.pictures) == {"input", "block", "dense"}


@pytest.mark.slow
def test_closer_by_pictures_are_finer_and_far_away_nothing_is_asked(qtbot: QtBot, looking: Looking) -> None:
    looking.hand.canvas.zoom_to(0.2)
    looking.choose()
    assert not looking.questions.asked
    looking.hand.canvas.zoom_to(1.0)
    qtbot.waitUntil(lambda: len(looking.questions.asked) == 1)
    assert looking.questions.asked[-1].side == 48
    looking.hand.canvas.zoom_to(1.9)
    qtbot.waitUntil(lambda: len(looking.questions.asked) == 2)
    assert looking.questions.asked[-1].side == 96
    assert len(looking.questions.asked[-1].layers) < len(looking.hand.names())  # only what is in sight


@pytest.mark.slow
def test_of_a_large_network_only_what_is_in_sight_is_asked(
    qtbot: QtBot, open_canvas: Callable[[Graph], Hand], tmp_path: Path
) -> None:
    looking = Looking(open_canvas(PRESETS["resnet152"].graph()), tmp_path)
    looking.hand.canvas.folds.unfold_all()
    looking.choose()
    assert 0 < len(looking.questions.asked[-1].layers) < 60
    asked = set(looking.questions.asked[-1].layers)
    looking.hand.canvas.verticalScrollBar().setValue(20_000)
    qtbot.waitUntil(lambda: set(looking.questions.asked[-1].layers).isdisjoint(asked))


# ---------------------------------------------------------------------- two runs


def answer_compared(looking: Looking, folder: Path) -> None:
    """The first layer is the same in both, the second another one, the others 0.25 apart."""
    path, layers, arrays = folder / "compared.npz", [], {}
    for place, name in enumerate(looking.questions.asked[-1].layers):
        told = {"layer": name, "place": place, "state": "", **MAP}
        if place == 1:
            told |= {"compared": False, "why": "shape"}
        else:
            told |= {"compared": True, "difference": 0.25 * (place > 1), "other_low": -1.0, "other_high": 2.0}
        layers.append(told)
        for part, value in (("mean", 0), ("other", 255), ("difference", 128)):
            arrays[f"{part}_{place}"] = np.full((8, 8), value, np.uint8)
    np.savez(path, allow_pickle=False, **arrays)
    told_of = {"refused": {}, "weights": "trained", "origin": "one", "against": "two", "blank": False}
    looking.questions._done({"path": str(path), "layers": layers, **told_of})


@pytest.mark.slow
def test_a_second_run_is_compared_layer_by_layer(qtbot: QtBot, looking: Looking, tmp_path: Path) -> None:
    looking.choose(name="a seven")
    looking.shown.compare_with(tmp_path / "two")
    against = looking.questions.asked[-1].against
    assert against is not None
    assert [Path(part).name for part in against] == ["project.loom", "model.keras"]
    answer_compared(looking, tmp_path)
    waits_for_pictures(qtbot, looking)
    names = looking.questions.asked[-1].layers
    assert [looking.pictures[name].caption for name in names[:3]] == [
        "the same",
        "another shape there",
        "0.25 apart",
    ]
    assert "largest difference 0.25" in looking.pictures[names[2]].words
    assert "beside it −1 to 2" in looking.pictures[names[2]].words
    assert looking.bar.text == "a seven · weights of one · beside two"
    looking.shown.compare_with(None)
    assert looking.questions.asked[-1].against is None


@pytest.mark.slow
def test_the_runs_that_have_a_model_are_offered(
    qtbot: QtBot, looking: Looking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    runs = [RunFolder.create(Project(graph=looking.hand.document.graph), tmp_path / "runs" / name) for name in ("one", "two")]
    runs[1].model.write_text("weights")
    looking.choose()
    looking.bar.compare.click()

    def offered() -> list[QAction]:
        menu = looking.hand.canvas.findChild(QMenu, "compareMenu")
        return [] if menu is None else menu.actions()

    qtbot.waitUntil(lambda: bool(offered()))
    (action,) = offered()
    action.trigger()
    assert looking.shown.compared_with == runs[1].path
