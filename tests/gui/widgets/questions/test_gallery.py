"""The images of an evaluation side by side: whose picture has come is painted."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from gui.widgets.questions.gallery import GalleryModel
from tests.gui.judged import evaluated

SCORES = {
    "loss": 0.25,
    "metrics": {},
    "classes": ["cat", "dog"],
    "images": 9,
    "per_class": [],
    "confusion_matrix": [[4, 0], [1, 4]],
}


def test_every_column_is_painted_anew_where_the_last_line_is_short(qtbot: QtBot, tmp_path: Path) -> None:
    result = evaluated(tmp_path, SCORES)
    model = GalleryModel()
    model.set_columns(4)
    model.show_images(result, result.outputs[0], range(9))  # one of them in the third line
    with qtbot.waitSignal(model.dataChanged) as told:
        model.show_pictures(())
    first, last, _ = told.args
    assert (first.row(), first.column()) == (0, 0)
    assert (last.row(), last.column()) == (2, 3)
