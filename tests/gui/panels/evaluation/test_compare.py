"""Two models side by side: figures, a statement, and the images that only one gets right."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.document.questions.evaluations import Evaluations
from gui.document.questions.subject import AskedModel
from gui.panels.evaluation.compare import BOTH_WRONG, ONLY_FIRST, ONLY_SECOND, ComparePage
from tests.gui.judged import evaluated

pytestmark = pytest.mark.worker  # a page may ask one

FIRST: dict[str, Any] = {
    "loss": 0.25,
    "metrics": {"accuracy": 0.9},
    "classes": ["cat", "dog"],
    "images": 100,
    "per_class": [{"class": "cat", "f1": 0.9}, {"class": "dog", "f1": 0.8}],
    "confusion_matrix": [[40, 10], [0, 50]],  # images 40 to 49 are wrong
}
SECOND = {**FIRST, "loss": 0.5, "metrics": {"accuracy": 0.7}, "confusion_matrix": [[45, 5], [25, 25]]}  # 45 to 74


@pytest.fixture
def page(qtbot: QtBot, evaluations: Evaluations, tmp_path: Path) -> ComparePage:
    page = ComparePage(evaluations)
    qtbot.addWidget(page)
    page.resize(1000, 500)
    page.show()
    evaluations._take(evaluated(tmp_path, FIRST))
    evaluations.other_model = AskedModel(file=tmp_path / "other.keras")
    evaluations._take_other(evaluated(tmp_path, SECOND))
    qtbot.waitUntil(page.table.isVisible)
    return page


def listed(page: ComparePage) -> set[int]:
    return {page.gallery.images.image(row) for row in range(page.gallery.images.count)}


def test_figures_stand_beside_each_other_with_their_difference(page: ComparePage) -> None:
    rows = [[page.table.item(row, column).text() for column in range(4)] for row in range(page.table.rowCount())]
    assert rows[:2] == [["Loss", "0.2500", "0.5000", "+0.25"], ["Accuracy", "0.9000", "0.7000", "−0.2"]]
    assert rows[-1][0] == "F1: dog"
    assert page.table.horizontalHeaderItem(2).text() == "other.keras"
    assert "The first is better, and hardly by chance" in page.words.text()


def test_who_has_trained_on_what_is_compared_is_told(
    qtbot: QtBot, page: ComparePage, evaluations: Evaluations, tmp_path: Path
) -> None:
    assert "was trained on" not in page.words.text()
    evaluations._take_other(evaluated(tmp_path, {**SECOND, "trained_on": 80}))
    qtbot.waitUntil(lambda: "The second was trained on 80 of these 100 images itself" in page.words.text())
    evaluations._take_other(evaluated(tmp_path, SECOND))
    qtbot.waitUntil(lambda: "was trained on" not in page.words.text())


def test_the_images_that_only_one_gets_right(qtbot: QtBot, page: ComparePage) -> None:
    expected = {ONLY_FIRST: set(range(50, 75)), ONLY_SECOND: set(range(40, 45)), BOTH_WRONG: set(range(45, 50))}
    for name, images in expected.items():
        qtbot.mouseClick(page.parts.buttons[name], Qt.MouseButton.LeftButton)
        assert listed(page) == images
        assert f"({len(images)})" in page.parts.buttons[name].text()
    assert str(page.gallery.images.at(0).data()).endswith("| dog")  # what the other said


def test_a_model_with_other_classes_is_a_line(qtbot: QtBot, page: ComparePage, evaluations: Evaluations, tmp_path: Path) -> None:
    evaluations._take_other(evaluated(tmp_path, {**SECOND, "classes": ["owl", "hen"]}))
    assert page.message.isVisible()
    assert "other classes" in page.message.text.text()
    assert not page.table.isVisible()


def test_other_images_are_asked_of_both(page: ComparePage, evaluations: Evaluations, tmp_path: Path) -> None:
    asked = []
    evaluations.compare = asked.append  # type: ignore[method-assign]
    evaluations._take(evaluated(tmp_path, {**FIRST, "split": "train"}))
    assert asked == [AskedModel(file=tmp_path / "other.keras")]
    assert not page.table.isVisible()


def test_pictures_come_while_somebody_looks(qtbot: QtBot, page: ComparePage) -> None:
    """Those of the images that are listed, from the dataset itself; none is kept when nobody looks."""
    model = page.gallery.images
    there = lambda: [key for key, picture in model._pictures.items() if picture is not None]  # noqa: E731
    qtbot.mouseClick(page.parts.buttons[ONLY_SECOND], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: {model.key(place) for place in range(model.count)} <= {*there()}, timeout=30_000)
    page.hide()
    assert there() == []


def test_what_is_compared_may_be_chosen_elsewhere_before_there_is_an_evaluation(
    qtbot: QtBot, evaluations: Evaluations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[AskedModel] = []
    monkeypatch.setattr(evaluations, "compare", asked.append)
    page = ComparePage(evaluations)
    qtbot.addWidget(page)
    run = tmp_path / "second"
    evaluations.compare_next(AskedModel(run=run))
    assert page.models.run == run
    assert asked == []
    evaluations._take(evaluated(tmp_path, FIRST))
    assert asked == [AskedModel(run=run)]
