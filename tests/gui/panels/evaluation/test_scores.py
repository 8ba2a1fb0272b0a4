"""Scores, confusion matrix and predictions as they are shown."""

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from pytestqt.qtbot import QtBot

from cnn.errors import FileError
from cnn.pictures.colours import DARK, LIGHT, Theme
from cnn.runs.judged.choices import Choice, about_point, chosen, point_of, title
from gui.background.training_session import TrainingSession
from gui.document.questions.evaluations import Evaluations
from gui.document.questions.subject import AskedModel, Subject
from gui.panels.evaluation.scores import ScoresPage
from gui.style import theme
from gui.widgets.plot.matrix import MatrixPlot, _mixed, contrast
from tests.gui.judged import evaluated, judged_as

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
def panel(qtbot: QtBot, evaluations: Evaluations) -> ScoresPage:
    panel = ScoresPage(evaluations)
    qtbot.addWidget(panel)
    panel.resize(1200, 260)
    panel.show()
    return panel


def show(panel: ScoresPage, tmp_path: Path, answer: Any) -> None:
    """As if it had been answered."""
    panel._evaluations._take(evaluated(tmp_path, answer))


def test_scores_are_shown_as_told(panel: ScoresPage, tmp_path: Path) -> None:
    show(panel, tmp_path, SCORES)
    assert panel.score.text() == "90.00%"
    assert "1,000 images" in panel.title.text()
    assert "loss\N{NO-BREAK SPACE}0.25" in panel.figures.text()
    titles = [panel.classes.horizontalHeaderItem(column).text() for column in range(panel.classes.columnCount())]
    assert titles == ["Class", "Precision", "Recall", "F1", "Support"]
    rows = [[panel.classes.item(row, column).text() for column in range(5)] for row in range(2)]
    assert rows == [["cat", "0.910", "0.920", "0.930", "400"], ["dog", "0.810", "0.820", "0.830", "600"]]


def test_scores_keep_the_name_of_whose_they_are_when_another_model_is_called_off(
    panel: ScoresPage, tmp_path: Path, subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluations = panel._evaluations
    monkeypatch.setattr(evaluations, "_ask", lambda *_: None)
    evaluations.evaluate()
    show(panel, tmp_path, SCORES)
    subject.choose_model(AskedModel(file=tmp_path / "other.keras"))
    evaluations.evaluate()
    assert panel.title.text() == "Scoring other.keras …"
    evaluations.cancel()
    assert panel.title.text().startswith("this network")
    evaluations.evaluate()
    evaluations._refuse(FileError("It is damaged."))
    assert panel.title.text().startswith("this network")
    evaluations.evaluate()
    show(panel, tmp_path, SCORES)
    assert panel.title.text().startswith("other.keras")


def test_notes_are_read_to_the_end_however_low_the_panel(qtbot: QtBot, panel: ScoresPage, tmp_path: Path) -> None:
    notes = [f"{number} groups of 57 to 58 images, the largest plate1, plate2 and plate3." for number in range(4)]
    show(panel, tmp_path, {**NUMBERS, "notes": notes})
    for height in (200, 260, 700):
        panel.resize(900, height)
        needed = panel.notes.heightForWidth(panel.notes.width())
        qtbot.waitUntil(lambda: panel.notes.height() >= panel.notes.heightForWidth(panel.notes.width()))  # scrolled, not cut off
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
    assert panel.score.text() == "87.50%"
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


def test_classes_after_numbers_have_their_matrix_again(panel: ScoresPage, tmp_path: Path) -> None:
    show(panel, tmp_path, NUMBERS)
    show(panel, tmp_path, SCORES)
    assert (panel.matrix.isVisible(), panel.pairs.isVisible(), panel.picture.one.isVisible()) == (True, False, False)


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
    assert (panel.score.text(), panel.classes.rowCount()) == ("90.00%", 2)
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
    told = (panel.title, panel.output, panel.score, panel.figures, panel.notes)
    for height in (200, 230, 700):
        panel.resize(900, height)
        QCoreApplication.processEvents()
        for label in (panel.title, panel.score, panel.figures, panel.notes):
            assert label.height() >= label.heightForWidth(label.width()), (height, label.text())
        for above, below in itertools.pairwise(told):
            assert above.geometry().bottom() < below.geometry().top()


def test_a_threshold_changes_figures_and_matrix_at_once(panel: ScoresPage, evaluations: Evaluations, tmp_path: Path) -> None:
    show(panel, tmp_path, SCORES)
    assert panel.threshold.isVisible()
    before = panel.threshold.figures.text()
    panel.threshold.slider.setValue(180)
    assert panel.threshold.value.text() == "dog \u2265 0.9"
    assert panel.threshold.figures.text() != before
    shown = panel._evaluations.judged
    assert shown is not None
    recalls = [f"{((shown.said == place) & (shown.truth == place)).sum() / (shown.truth == place).sum():.3f}" for place in (0, 1)]
    assert [panel.classes.item(row, 2).text() for row in (0, 1)] == recalls != ["0.920", "0.820"]
    assert panel.score.text() == f"{100 * (shown.said == shown.truth).mean():.2f}%"
    panel.threshold.slider.setValue(100)
    assert (panel.score.text(), panel.classes.item(0, 2).text()) == ("90.00%", "0.920")  # as Keras and scikit-learn told it
    panel.threshold.slider.setValue(180)
    counts = panel.matrix.counts
    assert sum(row[1] for row in counts) == int((evaluations.result.outputs[0].second >= 0.9).sum())
    show(panel, tmp_path, NUMBERS)
    assert not panel.threshold.isVisible()


def test_a_row_a_cell_a_pair_and_a_bin_stand_for_images(
    qtbot: QtBot, panel: ScoresPage, evaluations: Evaluations, tmp_path: Path
) -> None:
    wanted: list[Choice] = []
    evaluations.choiceWanted.connect(wanted.append)
    show(panel, tmp_path, SCORES)
    panel.classes.cellClicked.emit(1, 0)
    panel.grab()
    matrix = panel.matrix
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.cell(1, 0).center().toPoint())
    qtbot.keyClick(matrix, Qt.Key.Key_Right)
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    kind = panel.picture.kind
    kind.setCurrentIndex(kind.findData("confused"))
    panel.picture.confused.itemClicked.emit(panel.picture.confused.item(0))
    assert panel.picture.confused.item(0).text() == "dog taken for cat: 80 (13%)"
    kind.setCurrentIndex(kind.findData("reliability"))
    plane = panel.picture.plane
    qtbot.keyClick(plane, Qt.Key.Key_Right)
    qtbot.keyClick(plane, Qt.Key.Key_Return)
    assert wanted == [
        Choice("true", 1),
        Choice("cell", 1, 0),
        Choice("cell", 1, 1),
        Choice("cell", 1, 0),
        Choice("bin", panel.picture._bins[0]),
    ]


def test_classes_are_sorted_by_a_heading_and_still_stand_for_their_images(
    panel: ScoresPage, evaluations: Evaluations, tmp_path: Path
) -> None:
    wanted: list[Choice] = []
    evaluations.choiceWanted.connect(wanted.append)
    rows = [{"class": name, "recall": recall} for name, recall in (("cat", 0.5), ("dog", None), ("emu", 0.9))]
    show(panel, tmp_path, {**SCORES, "classes": ["cat", "dog", "emu"], "per_class": rows, "confusion_matrix": [[1, 0, 0]] * 3})
    header = panel.classes.horizontalHeader()
    seen = lambda: [panel.classes.item(row, 0).text() for row in range(3)]  # noqa: E731
    orders = []
    for column in (1, 1, 1, 0, 0):
        header.sectionClicked.emit(column)
        orders.append((seen(), header.isSortIndicatorShown()))
    assert orders == [
        (["emu", "cat", "dog"], True),
        (["cat", "emu", "dog"], True),
        (["cat", "dog", "emu"], False),
        (["cat", "dog", "emu"], True),
        (["emu", "dog", "cat"], True),
    ]
    panel.classes.cellClicked.emit(0, 0)
    assert wanted == [Choice("true", 2)]
    panel.classes.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "Class\tRecall\nemu\t0.900\ndog\t\ncat\t0.500\n"


def test_figures_that_are_seen_come_anew_as_one_change_of_the_table(qtbot: QtBot, panel: ScoresPage, tmp_path: Path) -> None:
    rows = [{"class": str(number), "recall": number / 4} for number in range(4)]
    classes = [row["class"] for row in rows]
    show(panel, tmp_path, {**SCORES, "classes": classes, "per_class": rows, "confusion_matrix": [[1] * 4] * 4})
    qtbot.waitUntil(panel.classes.isVisible)
    changes: list[int] = []
    panel.classes.model().dataChanged.connect(lambda *_: changes.append(1))
    panel.classes.horizontalHeader().sectionClicked.emit(1)
    assert [panel.classes.item(row, 1).text() for row in range(4)] == ["0.750", "0.500", "0.250", "0.000"]
    assert len(changes) == 1  # each one has all columns measured


def test_a_point_and_a_curve_stand_for_images(qtbot: QtBot, panel: ScoresPage, evaluations: Evaluations, tmp_path: Path) -> None:
    wanted: list[Choice] = []
    evaluations.choiceWanted.connect(wanted.append)
    show(panel, tmp_path, NUMBERS)
    panel.grab()
    pairs = panel.pairs
    qtbot.mouseClick(pairs, Qt.MouseButton.LeftButton, pos=pairs.spot(1).toPoint())
    assert wanted == [Choice("image", 1)]
    judged = evaluations.judged
    assert judged is not None
    assert [*chosen(judged, wanted[0])] == [1]
    assert title(judged, wanted[0]).startswith("10, 1 → 15, 2")


def test_a_point_of_a_curve_stands_for_what_is_wrong_from_its_threshold_on() -> None:
    judged = judged_as(SCORES)
    dog = judged.second >= 0.8
    seen_from = np.stack([np.where(judged.second < 0.2, 0, 1), np.where(dog, 1, 2)], axis=-1).astype(np.uint8)
    thresholds = np.array([[np.inf, 0.2, 0], [np.inf, 0.8, 0]], np.float32)
    corners = np.zeros((2, 3, 2), np.float32)
    judged = replace(judged, thresholds=thresholds, seen_from=seen_from, roc=corners, precision_recall=corners)
    dogs = judged.truth == 1
    wrong = [[*np.flatnonzero(dogs)], [*np.flatnonzero(dogs != dog)], [*np.flatnonzero(~dogs)]]
    assert [[*chosen(judged, Choice("curve", 1, point))] for point in range(3)] == wrong
    assert title(judged, Choice("curve", 1, 1)) == "dog from 80.0% on: missed or said wrongly"
    assert title(judged, Choice("curve", 1, 0)) == "dog is never said: missed"
    assert about_point(judged, 1, 1).endswith(f"{len(wrong[1])} images are wrong")
    assert [point_of(judged.at(threshold), 1) for threshold in (1.0, 0.81, 0.8, 0.1)] == [0, 0, 1, 1]
    assert point_of(judged, 0) == -1  # the threshold is that of the second class


@pytest.mark.parametrize(("shares", "expected"), [("rows", 80 / 600), ("columns", 80 / 460)])
def test_the_matrix_is_shown_by_rows_and_columns(panel: ScoresPage, tmp_path: Path, shares: str, expected: float) -> None:
    show(panel, tmp_path, SCORES)
    panel.picture.shares.setCurrentIndex(panel.picture.shares.findData(shares))
    assert panel.matrix._shares[1][0] == pytest.approx(expected)
    panel.picture.order.setCurrentIndex(panel.picture.order.findData("errors"))
    assert [*panel.matrix._order] == [1, 0]  # dogs are mistaken more often


@pytest.mark.parametrize("share", [place / 20 for place in range(21)])
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_a_number_is_read_on_every_shade(look: Theme, share: float) -> None:
    ground = _mixed(look.surface, look.accent, share)
    assert max(contrast(QColor(ink), ground) for ink in (look.on_accent, look.text)) >= 3.9
