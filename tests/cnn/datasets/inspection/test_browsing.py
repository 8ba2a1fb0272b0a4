"""A dataset image by image, also where files go while somebody looks."""

from pathlib import Path

import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.division.contents import checks
from cnn.datasets.inspection.browsing import Browser
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


def test_a_table_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as told:
        Table.of(tmp_path / "gone.csv")
    assert told.value.message == f"{tmp_path / 'gone.csv'} can't be read: No such file or directory."
    assert told.value.hint == "It may have been moved, or its disk is not connected."
