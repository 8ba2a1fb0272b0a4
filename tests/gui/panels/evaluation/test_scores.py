"""Scores, confusion matrix and predictions as they are shown."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cnn.runs.messages import Answer, Predict
from gui.background.training_session import TrainingSession
from gui.document.evaluations import Evaluations
from gui.document.subject import AskedModel
from gui.panels.evaluation.scores import ScoresPage
from gui.style import theme
from gui.widgets.plot.matrix import MatrixPlot
from tests.gui.judged import evaluated
from tests.gui.sessions import lenet

pytestmark = pytest.mark.worker

SCORES = {
    "loss": 0.25,
    "metrics": {"accuracy": 0.9},
    "classes": ["cat", "dog"],
    "images": 1000,
    "per_class": [
        {"class": "cat", "precision": 0.91, "recall": 0.92, "f1": 0.93, "support": 400},
        {"class": "dog", "precision": 0.81, "recall": 0.82, "f1": 0.83, "support": 600},
    ],
    "confusion_matrix": [[380, 20], [80, 520]],
}


@pytest.fixture
def session(session: TrainingSession, monkeypatch: pytest.MonkeyPatch) -> TrainingSession:
    """One whose workers answer with the scores."""
    monkeypatch.setenv("PRETEND_ANSWER", json.dumps(SCORES))
    return session


@pytest.fixture
def panel(qtbot: QtBot, session: TrainingSession, evaluations: Evaluations) -> ScoresPage:
    panel = ScoresPage(session, evaluations)
    qtbot.addWidget(panel)
    panel.resize(1200, 260)
    panel.show()
    return panel


def train(qtbot: QtBot, session: TrainingSession) -> None:
    session.start(lenet(epochs=1))
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)


def show(panel: ScoresPage, tmp_path: Path, answer: Any) -> None:
    """As if it had been answered."""
    panel._evaluations._take(evaluated(tmp_path, answer))


def test_without_a_model_nothing_can_be_asked(panel: ScoresPage) -> None:
    assert not panel.try_button.isEnabled()
    assert "Train" in panel.title.text()


def test_scores_are_shown_as_told(panel: ScoresPage, tmp_path: Path) -> None:
    show(panel, tmp_path, SCORES)
    assert panel.score.text() == "90.00 %"
    assert "1,000 images" in panel.title.text()
    assert "loss\N{NO-BREAK SPACE}0.25" in panel.figures.text()
    titles = [panel.classes.horizontalHeaderItem(column).text() for column in range(panel.classes.columnCount())]
    assert titles == ["Class", "Precision", "Recall", "F1", "Support"]
    rows = [[panel.classes.item(row, column).text() for column in range(5)] for row in range(2)]
    assert rows == [["cat", "0.910", "0.920", "0.930", "400"], ["dog", "0.810", "0.820", "0.830", "600"]]


def test_notes_are_read_to_the_end_however_low_the_panel(qtbot: QtBot, panel: ScoresPage, tmp_path: Path) -> None:
    notes = [f"{number} groups of 57 to 58 images, the largest plate1, plate2 and plate3." for number in range(4)]
    show(panel, tmp_path, {**NUMBERS, "notes": notes})
    buttons = (panel.try_button, panel.folder_button)
    for height in (200, 260, 700):
        panel.resize(900, height)
        needed = panel.notes.heightForWidth(panel.notes.width())
        qtbot.waitUntil(lambda: panel.notes.height() >= panel.notes.heightForWidth(panel.notes.width()))  # scrolled, not cut off
        assert all(panel.rect().contains(button.geometry()) for button in buttons)
    assert panel.notes.height() == needed  # no more room than the words take


def test_the_matrix_shades_each_row_by_its_share(panel: ScoresPage, tmp_path: Path) -> None:
    show(panel, tmp_path, SCORES)
    image = panel.matrix.grab().toImage()
    accent, surface = QColor(theme.current().accent), QColor(theme.current().surface)
    for (row, column), share in {(0, 0): 0.95, (1, 0): 80 / 600, (0, 1): 0.05}.items():
        corner = panel.matrix.cell(row, column).topLeft().toPoint() + QPoint(4, 4)
        expected = surface.red() + share * (accent.red() - surface.red())
        assert image.pixelColor(corner).red() == pytest.approx(expected, abs=2)


def test_the_matrix_says_what_a_cell_counts(panel: ScoresPage, tmp_path: Path) -> None:
    show(panel, tmp_path, SCORES)
    matrix = panel.matrix
    assert all(matrix.cell_at(matrix.cell(row, column).center()) == (row, column) for row in range(2) for column in range(2))
    assert matrix.cell_at(QPointF(-5, -5)) is None
    assert matrix.sentence(0, 1) == "20 images of cat were taken for dog"
    assert matrix.sentence(1, 1) == "520 images of dog were recognized"
    assert matrix.accessibleDescription() == "900 of 1000 images on the diagonal"


def test_a_matrix_of_many_classes_has_no_room_for_numbers_but_for_names(qtbot: QtBot) -> None:
    matrix = MatrixPlot()
    qtbot.addWidget(matrix)
    matrix.resize(300, 200)
    matrix.show_matrix(
        [[int(row == column) * 7 for column in range(100)] for row in range(100)], [f"class {i}" for i in range(100)]
    )
    image = matrix.grab().toImage()
    assert image.pixelColor(matrix.cell(50, 50).center().toPoint()) == QColor(theme.current().accent)
    assert image.pixelColor(matrix.cell(50, 20).center().toPoint()) != QColor(theme.current().accent)


def test_an_image_is_tried_and_the_bars_tell_the_classes(
    qtbot: QtBot, panel: ScoresPage, session: TrainingSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "paw.png"
    Image.new("L", (28, 28), 200).save(path)
    top = [{"class": "dog", "probability": 0.75}, {"class": "cat", "probability": 0.25}]
    monkeypatch.setenv("PRETEND_ANSWER", json.dumps([{"image": str(path), "top": top}]))
    train(qtbot, session)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    qtbot.mouseClick(panel.try_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(panel.bars.bars) == 2, timeout=10_000)
    assert [(bar.name, bar.text, bar.strong) for bar in panel.bars.bars] == [("dog", "75.0 %", True), ("cat", "25.0 %", False)]
    assert panel.verdict.text() == "paw.png is: dog"
    qtbot.waitUntil(lambda: not panel.image.pixmap().isNull(), timeout=20_000)


def test_an_image_can_be_dropped(
    qtbot: QtBot, panel: ScoresPage, session: TrainingSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "paw.png"
    monkeypatch.setenv("PRETEND_ANSWER", json.dumps([{"image": str(path), "top": [{"class": "dog", "probability": 1.0}]}]))
    train(qtbot, session)
    Image.new("RGB", (28, 28)).save(path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    with qtbot.waitSignal(session.questionSent) as asked:
        action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        panel.dropEvent(QDropEvent(QPoint(5, 5), action, data, button, Qt.KeyboardModifier.NoModifier))
    assert isinstance(asked.args[0], Predict)
    assert asked.args[0].images == (str(path),)
    qtbot.waitUntil(lambda: len(panel.bars.bars) == 1, timeout=10_000)


# ---------------------------------------------------------------------- numbers and labels

NUMBERS = {
    "loss": 4.0,
    "metrics": {"mae": 1.5, "root_mean_squared_error": 2.0, "r2_score": 0.75},
    "task": "numbers",
    "classes": ["age", "height"],
    "images": 3,
    "per_class": [
        {"class": "age", "mae": 1.5, "rmse": 2.0, "r2": 0.75, "support": 3},
        {"class": "height", "mae": 12345.0, "rmse": 0.5, "r2": None, "support": 3},
    ],
    "confusion_matrix": None,
    "predictions": [
        {"class": "age", "true": [0.0, 10.0, 20.0], "predicted": [0.0, 15.0, 20.0]},
        {"class": "height", "true": [1.0, 1.0, 1.0], "predicted": [1.0, 2.0, 0.0]},
    ],
}
LABELS = {
    "loss": 0.4,
    "metrics": {"accuracy": 0.875, "auc_pr": 0.9},
    "task": "labels",
    "classes": ["even", "loop"],
    "images": 40,
    "per_class": [
        {"class": name, "precision": 0.8, "f1": 0.7, "average_precision": 0.9, "best_threshold": 0.31, "support": 20}
        for name in ("even", "loop")
    ],
    "confusion_matrix": None,
    "threshold": 0.5,
}


def titles(panel: ScoresPage) -> list[str]:
    return [panel.classes.horizontalHeaderItem(column).text() for column in range(panel.classes.columnCount())]


def test_numbers_are_shown_as_told(panel: ScoresPage, tmp_path: Path) -> None:
    show(panel, tmp_path, NUMBERS)
    assert panel.score.text() == "MAE 1.5"
    assert titles(panel) == ["Number", "MAE", "RMSE", "R²", "Support"]
    rows = [[panel.classes.item(row, column).text() for column in range(5)] for row in range(2)]
    assert rows == [["age", "1.500", "2.000", "0.750", "3"], ["height", "1.23e+04", "0.500", "", "3"]]
    assert (panel.matrix.isVisible(), panel.pairs.isVisible(), panel.picture.one.isVisible()) == (False, True, True)
    assert panel.pairs.points == [(0, 0), (10, 15), (20, 20)]
    panel.picture.one.setCurrentIndex(1)
    assert panel.pairs.points == [(1, 1), (1, 2), (1, 0)]


def test_labels_are_shown_as_told(panel: ScoresPage, tmp_path: Path) -> None:
    show(panel, tmp_path, LABELS)
    assert panel.score.text() == "87.50 %"
    assert titles(panel) == ["Label", "Precision", "F1", "Average\nprecision", "Best\nthreshold", "Support"]
    assert "from a probability of 0.5 on" in panel.figures.text()
    assert panel.picture.kind.currentText() == "Reliability"
    assert not panel.matrix.isVisible()
    assert not panel.pairs.isVisible()


def test_how_far_probabilities_keep_their_word_is_shown_where_it_is_known(panel: ScoresPage, tmp_path: Path) -> None:
    known = {"temperature": 1.5, "expected_calibration_error": 0.125, "scaled_calibration_error": 0.02}
    show(panel, tmp_path, {**SCORES, "calibration": {**known, "found_on": "validation images"}})
    told = "off by 12.5% on average (expected calibration error); scaled with temperature 1.50, from validation images, by 2.0%."
    assert told in panel.figures.text()
    show(panel, tmp_path, SCORES)
    assert "calibration" not in panel.figures.text()


@pytest.mark.parametrize("result", [SCORES, NUMBERS, LABELS], ids=["classes", "numbers", "labels"])
def test_no_title_of_a_column_is_cut(panel: ScoresPage, result: object, tmp_path: Path) -> None:
    panel.resize(900, 260)
    show(panel, tmp_path, result)
    header = panel.classes.horizontalHeader()
    widths = [(header.sectionSize(column), header.sectionSizeFromContents(column).width()) for column in range(header.count())]
    assert [(width, needed) for width, needed in widths if width < needed] == []


def test_a_past_run_that_was_scored_can_be_tried(panel: ScoresPage, evaluations: Evaluations, tmp_path: Path) -> None:
    assert not panel.try_button.isEnabled()
    evaluations._subject.choose_model(AskedModel(run=tmp_path))
    evaluations.evaluate()
    show(panel, tmp_path, SCORES)
    assert panel.try_button.isEnabled()


def test_classes_after_numbers_have_their_matrix_again(panel: ScoresPage, tmp_path: Path) -> None:
    show(panel, tmp_path, NUMBERS)
    show(panel, tmp_path, SCORES)
    assert (panel.matrix.isVisible(), panel.pairs.isVisible(), panel.picture.one.isVisible()) == (True, False, False)


@pytest.mark.parametrize(
    ("answer", "words", "strong"),
    [
        (
            {"top": [], "numbers": [{"name": "age", "value": 31.25}, {"name": "height", "value": 1.8}]},
            "paw.png: age 31.25, height 1.8",
            [],
        ),
        (
            {
                "top": [{"class": "even", "probability": 0.9}, {"class": "loop", "probability": 0.2}],
                "labels": [{"class": "even", "probability": 0.9}],
            },
            "paw.png has: even",
            ["even"],
        ),
        ({"top": [{"class": "even", "probability": 0.1}], "labels": []}, "paw.png has: none of the labels", []),
    ],
)
def test_what_is_said_of_an_image(panel: ScoresPage, answer: dict, words: str, strong: list[str]) -> None:
    panel._show_prediction({"image": "/somewhere/paw.png", **answer})
    assert panel.verdict.text() == words
    assert [bar.name for bar in panel.bars.bars if bar.strong] == strong
    assert [bar.name for bar in panel.bars.bars] == [item["class"] for item in answer["top"]]


# ---------------------------------------------------------------------- many images


def test_a_folder_that_is_dropped_becomes_a_table(
    qtbot: QtBot, panel: ScoresPage, session: TrainingSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRETEND_ANSWER")
    train(qtbot, session)
    for name in ("a.png", "in/odd.png", "in/broken.png"):
        (tmp_path / "images" / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (28, 28)).save(tmp_path / "images" / name)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "images"))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    panel.dropEvent(QDropEvent(QPoint(5, 5), action, data, button, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: "3 images" in panel.many.status.text() and not panel.many.job.running, timeout=10_000)
    assert panel.many.table.isVisible()
    assert panel.many.status.text() == "3 images, 1 can't be read, 1 unlike anything seen"
    assert panel.many.legend.text() == "unlike anything seen: further than 99 of 100."
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out"), ""))
    qtbot.mouseClick(panel.many.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.many.status.text() == "out.csv is written.", timeout=10_000)
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 4
    qtbot.mouseClick(panel.many.back_button, Qt.MouseButton.LeftButton)
    assert panel.try_button.isVisible()
    panel.close()


def test_the_marks_of_one_image_and_what_they_mean(
    qtbot: QtBot, panel: ScoresPage, session: TrainingSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRETEND_ANSWER")
    train(qtbot, session)
    panel.try_image(tmp_path / "vague-odd.png")
    qtbot.waitUntil(lambda: "4 in 10" in panel.marks.text(), timeout=10_000)
    assert panel.marks.text().splitlines() == [
        "Uncertain: of images this unsure, about 4 in 10 are wrong.",
        "Unlike anything seen: further than 99 of 100.",
    ]
    panel.try_image(tmp_path / "plain.png")
    qtbot.waitUntil(lambda: "plain.png is" in panel.verdict.text(), timeout=10_000)
    assert not panel.marks.isVisible()
    panel.close()


def test_the_output_whose_scores_are_shown_is_chosen(panel: ScoresPage, tmp_path: Path) -> None:
    numbers = {
        "loss": 4.0,
        "metrics": {"mae": 1.5},
        "task": "numbers",
        "classes": ["age"],
        "per_class": [{"class": "age", "mae": 1.5, "support": 1000}],
        "confusion_matrix": None,
        "predictions": [{"class": "age", "true": [1.0, 2.0], "predicted": [1.5, 2.5]}],
    }
    first = {key: value for key, value in SCORES.items() if key != "images"}
    show(panel, tmp_path, {**SCORES, "loss": 4.25, "outputs": {"species": first, "age": numbers}})
    assert [panel.output.itemText(place) for place in range(panel.output.count())] == ["species", "age"]
    assert panel.output.isVisible()
    assert (panel.score.text(), panel.classes.rowCount()) == ("90.00 %", 2)
    assert "loss of all\N{NO-BREAK SPACE}4.25" in panel.figures.text()
    panel.output.setCurrentText("age")
    assert (panel.score.text(), panel.classes.rowCount()) == ("MAE 1.5", 1)
    assert panel.pairs.isVisible()
    assert not panel.matrix.isVisible()
    panel.output.setCurrentText("species")
    assert panel.matrix.isVisible()


def test_nothing_on_the_left_is_cut_off_or_covered_however_low_the_panel(
    qtbot: QtBot, panel: ScoresPage, session: TrainingSession, tmp_path: Path
) -> None:
    first = {key: value for key, value in SCORES.items() if key != "images"}
    notes = ["Labels such as 42.673 are taken for numbers to be told; classes are whole numbers or names."] * 2
    show(panel, tmp_path, {**SCORES, "loss": 4.25, "notes": notes, "outputs": {"species": first, "kind": first}})
    panel.verdict.setText("a name that takes its room.png is: boot")
    panel.marks.setText("Uncertain: of images this unsure, about 8 in 10 are wrong (60 validation images). " * 2)
    panel.marks.show()
    told = (panel.title, panel.output, panel.score, panel.figures, panel.notes, panel.verdict, panel.marks)
    for height in (200, 230, 700):
        panel.resize(900, height)
        QCoreApplication.processEvents()
        for label in (panel.title, panel.score, panel.figures, panel.notes, panel.verdict, panel.marks):
            assert label.height() >= label.heightForWidth(label.width()), (height, label.text())
        for above, below in itertools.pairwise(told):
            assert above.geometry().bottom() < below.geometry().top()
        assert all(button.visibleRegion().boundingRect() == button.rect() for button in (panel.try_button, panel.folder_button))
    panel.resize(900, 200)
    panel._prediction = "question"
    seen = {"image": "plain.png", "top": [{"class": "boot", "probability": 0.9}]}
    session.answerReceived.emit(Answer(time=0, request="question", result=[seen]))
    qtbot.waitUntil(lambda: panel.verdict.visibleRegion().boundingRect() == panel.verdict.rect())
