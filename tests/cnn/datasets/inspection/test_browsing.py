"""A dataset image by image, also where files go while somebody looks."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.division.contents import checks
from cnn.datasets.inspection.browsing import Browser
from cnn.datasets.inspection.findings import Inspection
from cnn.datasets.tables.table import Table
from cnn.errors import DatasetError


def test_what_is_gone_is_not_decided_about(tmp_path: Path) -> None:
    """Its check would be that of no image, so that the decision would be void once the file is there again."""
    for name in ("a/1.png", "a/2.png", "b/1.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        Image.new("L", (4, 4), len(name)).save(tmp_path / name)
    dataset = open_dataset(str(tmp_path))
    known = checks(dataset.train, range(3))
    browser = Browser(dataset)
    (tmp_path / "a" / "1.png").unlink()
    assert browser.checks(["a/1.png", "a/2.png", "nowhere"]).checks == {"a/2.png": known["a/2.png"]}
    with pytest.raises(DatasetError, match=r"a/1\.png can't be read, so that nothing can be decided"):
        browser.checks(["a/1.png"])
    assert browser.checks(["nowhere"]).checks == {}


def test_what_it_has_in_common_with_another_dataset_bears_its_name(tmp_path: Path) -> None:
    for name, seed in (("own/a/1.png", 1), ("own/b/1.png", 2), ("held/a/1.png", 3), ("held/b/1.png", 1), ("held/b/2.png", 4)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        pixels = np.random.default_rng(seed).integers(0, 255, (6, 6), np.uint8)
        Image.fromarray(pixels).resize((48, 48), Image.Resampling.BICUBIC).save(tmp_path / name)
    own, held = open_dataset(str(tmp_path / "own")), open_dataset(str(tmp_path / "held"))

    def found(browser: Browser, **beside: Any) -> Inspection:
        answer = browser.inspected(again=True, **beside)
        while answer.inspection is None:
            answer = browser.inspected(again=False, **beside)
        return answer.inspection

    assert found(Browser(own)).copies == ()
    both = found(Browser(own), open_held=lambda: ("held", held))
    assert both.images == 5
    [copies] = both.copies
    assert (copies.keys, copies.splits) == (("a/1.png", "held: b/1.png"), ("train", "validation data"))
    assert copies.across
    assert copies.differing
    same = found(Browser(own), open_held=lambda: ("twice", open_dataset(str(tmp_path / "own"))))
    assert [group.keys for group in same.copies] == [("a/1.png", "twice: a/1.png"), ("b/1.png", "twice: b/1.png")]


def test_a_table_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as told:
        Table.of(tmp_path / "gone.csv")
    assert told.value.message == f"{tmp_path / 'gone.csv'} can't be read: No such file or directory."
    assert told.value.hint == "It may have been moved, or its disk is not connected."
