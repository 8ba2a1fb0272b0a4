"""The map of images: asked for, shown, looked at, called off."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cnn.errors import LayerloomError
from cnn.runs.judged.maps import ImageMap
from gui.document.questions.evaluations import Evaluations
from gui.document.questions.subject import Subject
from gui.panels.evaluation.image_map import MapPage
from gui.widgets.plot.scatter import ScatterPlot
from tests.gui.judged import evaluated

pytestmark = pytest.mark.worker  # reads a dataset in a process of its own

SCORES = {
    "loss": 0.25,
    "metrics": {},
    "classes": ["cat", "dog"],
    "images": 9,
    "per_class": [],
    "confusion_matrix": [[4, 1], [0, 4]],
}
MAP = ImageMap(np.array([[0.0, 0.0], [0.5, 0.5], [1.0, 0.9]]), np.array([0, 4, 8]))


@pytest.fixture
def asked(evaluations: Evaluations, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is asked of a model that never answers."""
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(evaluations, "make_map", lambda *question: asked.append(question))
    return asked


@pytest.fixture
def page(qtbot: QtBot, evaluations: Evaluations, asked: list[tuple[Any, ...]], tmp_path: Path) -> MapPage:
    page = MapPage(evaluations)
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    evaluations._take(evaluated(tmp_path, SCORES))
    return page


def test_a_first_map_comes_by_itself_and_another_when_it_is_chosen(page: MapPage, asked: list[tuple[Any, ...]]) -> None:
    assert [question[:2] for question in asked] == [("pca", 2000)]
    page._take(MAP)
    page.method.setCurrentIndex(page.method.findData("tsne"))
    page.method.activated.emit(page.method.currentIndex())
    assert asked[-1][0] == "tsne"
    assert not page.button.isVisible()
    asked[-1][4]("t-SNE, step 50 of 500")
    assert page.status.text() == "t-SNE, step 50 of 500 …"
    page.cancel_button.click()
    assert (page.busy, page.button.isVisible(), page.cancel_button.isVisible()) == (False, True, False)
    assert len(page.plot.points) == 3  # the map before stays


def test_the_image_under_the_mouse_is_shown_and_chosen(qtbot: QtBot, page: MapPage, subject: Subject) -> None:
    page._take(MAP)
    page.plot.grab()
    place = page.plot.spot(1).toPoint()
    qtbot.mouseMove(page.plot, place)
    page.plot._see(page.plot.point_at(page.plot.spot(1)))
    assert page.card.words.text().startswith("cat → dog")
    qtbot.waitUntil(lambda: not page.card.picture.pixmap().isNull(), timeout=30_000)
    with qtbot.waitSignal(subject.imageChanged) as told:
        qtbot.mouseClick(page.plot, Qt.MouseButton.LeftButton, pos=place)
    assert (told.args[0].place, told.args[0].name) == (4, "train[4]")
    page.hide()


def test_what_went_wrong_is_forgotten_with_the_images_that_it_was_about(
    page: MapPage, evaluations: Evaluations, asked: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    """Else the map of the next ones would not come by itself, below a sentence about the ones before."""
    asked[-1][3](LayerloomError("The process ended.", "Ask again."))
    assert page.message.isVisible()
    page.hide()
    evaluations._take(evaluated(tmp_path, SCORES))
    assert page.message.isHidden()
    page.show()
    assert page.busy
    assert len(asked) == 2


def test_nobody_waits_for_a_map_that_is_not_looked_at(page: MapPage) -> None:
    assert page.busy
    page.hide()
    assert not page.busy


@pytest.mark.parametrize(("key", "expected"), [(Qt.Key.Key_Right, 1), (Qt.Key.Key_Up, 1)])
def test_arrows_go_to_the_next_point(qtbot: QtBot, key: Qt.Key, expected: int) -> None:
    plot = ScatterPlot()
    qtbot.addWidget(plot)
    plot.resize(300, 300)
    plot.show_points([(0.0, 0.0), (0.4, 0.4), (1.0, 1.0)])
    qtbot.keyClick(plot, key)
    assert plot.current == 0
    qtbot.keyClick(plot, key)
    assert plot.current == expected
    chosen: list[int] = []
    seen: Callable[[int], None] = chosen.append
    plot.pointChosen.connect(seen)
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert chosen == [expected]
