"""The table of README says what the sweep found, and the sweep has been over all that there is."""

from pathlib import Path

import pytest

from tests.cnn.worker.exports import outcomes
from tests.cnn.worker.exports.outcomes import ASKED, COLUMNS, EVERY, Column, known, table


def test_the_sweep_was_over_all_that_it_asks() -> None:
    noted = known()
    assert [(name, column.name) for name, column in ASKED if name not in noted.get(column.name, {})] == []
    assert set(noted) == {column.name for column in COLUMNS}
    assert {name for names in noted.values() for name in names} == set(EVERY)


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
