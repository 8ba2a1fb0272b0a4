"""The table of README says what the sweep found, and the sweep has been over all that there is."""

from pathlib import Path

import pytest

from cnn.presets import PRESETS
from tests.cnn.worker.exports import outcomes
from tests.cnn.worker.exports.outcomes import ASKED, COLUMNS, EVERY, Column, known, noted_with, size, table, versions


def test_the_sweep_was_over_all_that_it_asks() -> None:
    noted = known()
    assert [(name, column.name) for name, column in ASKED if name not in noted.get(column.name, {})] == []
    assert set(noted) == {column.name for column in COLUMNS}
    assert {name for names in noted.values() for name in names} == set(EVERY)


def test_the_sweep_was_made_with_the_versions_of_today() -> None:
    """Else `sweep.py` is to be run, and README's table made anew."""
    assert noted_with() == versions()


def test_a_preset_is_asked_about_small_images_where_they_leave_it_its_weights() -> None:
    assert size("resnet50", Column(".tflite")) == (32, 32, 3)
    assert size("inception_v3", Column(".html")) == (75, 75, 3)
    assert size("resnet50", Column(".onnx")) == PRESETS["resnet50"].image
    assert size("vgg16", Column(".html")) == PRESETS["vgg16"].image  # whether it fits into a page depends on its weights
    assert size("vgg16", Column(".tflite")) == (32, 32, 3)


def test_readme_says_what_was_found() -> None:
    readme = (Path(__file__).parents[4] / "README.md").read_text(encoding="utf-8")
    assert table() in readme


def test_a_refusal_is_told_below_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = Column(".keras"), Column(".onnx")
    monkeypatch.setattr(outcomes, "COLUMNS", (one, two))
    monkeypatch.setattr(outcomes, "EVERY", ("lenet5", "alexnet", "nin", "open size"))
    found = {
        one.name: dict.fromkeys(("lenet5", "alexnet", "nin", "open size"), ""),
        two.name: {"lenet5": "", "nin": "", "open size": "No."},
    }
    monkeypatch.setattr(outcomes, "known", lambda: found)
    assert table().splitlines() == [
        "| | `.keras` | `.onnx` |",
        "|---|---|---|",
        "| lenet5, nin | ✓ | ✓ |",
        "| alexnet | ✓ |  |",
        "| open size | ✓ | – (1) |",
        "",
        "1. No.",
    ]
