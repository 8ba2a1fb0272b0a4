"""The range test on a real network: it finds a rate that learns, and nothing that is kept changes."""

from pathlib import Path
from typing import Any

import pytest

from cnn.project import load, save
from cnn.runs.messages import FindRate
from tests.cnn.worker.fit.test_recipe_training import project

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")


def test_a_rate_that_learns_is_found(tmp_path: Path) -> None:
    from cnn.worker.answers.rate_finder import find_rate

    work = project(optimizer="SGD", schedule="cosine", warmup_epochs=1, class_weight="balanced")
    save(work, tmp_path / "p.loom")
    before = (tmp_path / "p.loom").read_bytes()
    found = find_rate(FindRate(request="1", project=str(tmp_path / "p.loom"), steps=60, most=100.0))
    assert len(found["rates"]) == len(found["losses"]) <= 60
    assert found["rates"] == sorted(found["rates"])
    assert 1e-4 < found["suggestion"] < 50
    assert min(found["losses"]) < 0.9 * found["losses"][0]
    assert [path.name for path in tmp_path.iterdir()] == ["p.loom"]
    assert (tmp_path / "p.loom").read_bytes() == before
    assert load(tmp_path / "p.loom") == work
