"""A dataset that never answers or never ends is refused, whatever it is called; files are opened in one way only."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.tables import pixel_columns, table
from cnn.errors import DatasetError

DATASETS = Path(__file__).parents[3] / "cnn" / "datasets"
NAMES = ["x.npz", "x.csv", "x.tsv", "x.csv.gz", "x.tsv.gz", "train-images-idx3-ubyte", "train-images-idx3-ubyte.gz", "x"]


def zero(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name are there on POSIX systems only")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("make", "kind"), [(os.mkfifo, "a pipe"), (zero, "a device")], ids=["pipe", "device"])
def test_what_is_no_file_is_refused_in_words(tmp_path: Path, make: Callable[[Path], None], kind: str, name: str) -> None:
    make(tmp_path / name)
    with pytest.raises(DatasetError, match=f"{re.escape(name)} is {kind}, not a file"):
        open_dataset(str(tmp_path / name))


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name are there on POSIX systems only")
@pytest.mark.parametrize("make", [os.mkfifo, zero], ids=["pipe", "device"])
def test_labels_beside_a_folder_of_files_are_waited_for_neither(tmp_path: Path, make: Callable[[Path], None]) -> None:
    (tmp_path / "train-images-idx3-ubyte").write_bytes(b"\0\0\x08\x03" + np.array([2, 3, 3], ">u4").tobytes() + bytes(18))
    make(tmp_path / "train-labels-idx1-ubyte")
    make(tmp_path / "t10k-images-idx3-ubyte")
    with pytest.raises(DatasetError, match="no labels beside"):
        open_dataset(str(tmp_path))
    with pytest.raises(DatasetError, match="not a file"):
        open_dataset(f"{tmp_path}/train-images-idx3-ubyte::{tmp_path}/train-labels-idx1-ubyte")


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name are there on POSIX systems only")
def test_a_pipe_among_images_is_skipped(tmp_path: Path) -> None:
    for label in ("a", "b"):
        (tmp_path / label).mkdir()
        Image.new("L", (4, 4)).save(tmp_path / label / "0.png")
    os.mkfifo(tmp_path / "a" / "1.png")
    zero(tmp_path / "b" / "1.png")
    dataset = open_dataset(str(tmp_path))
    assert len(dataset.train) == 2
    assert "is a pipe, not a file" in "".join(dataset.notes)


# ---------------------------------------------------------------------- tables that never end a line, or have endless rows


def test_a_line_that_does_not_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LONGEST_LINE", 1 << 20)
    for text in ("0," * (1 << 20), "1,2\n" + "0" * (1 << 21)):
        (tmp_path / "x.csv").write_text(text)
        with pytest.raises(DatasetError, match="a line of more than 1 MB"):
            open_dataset(str(tmp_path / "x.csv"))


@pytest.mark.slow
def test_more_columns_than_an_image_has_pixels(tmp_path: Path) -> None:
    row = ",".join("0" * (table.MOST_COLUMNS + 1))
    (tmp_path / "x.csv").write_text(f"{row}\n{row}\n")
    with pytest.raises(DatasetError, match="1,000,002 columns"):
        open_dataset(str(tmp_path / "x.csv"))


def test_wide_tables_are_looked_at_only_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_CELLS_LOOKED_AT", 100)
    monkeypatch.setattr(pixel_columns, "_CHARACTERS", 1000)
    rows = [",".join(map(str, [number % 3, *[number] * 64])) for number in range(50)]
    (tmp_path / "x.csv").write_text("\n".join(rows))
    assert len(table.Table.of(tmp_path / "x.csv").rows) == 2
    dataset = open_dataset(f"{tmp_path / 'x.csv'}::label=first")
    assert dataset.train.images is not None
    assert dataset.train.images[:, 0, 0, 0].tolist() == list(range(50))


def test_nobody_chooses_among_thousands_of_columns(tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(3000)]
    (tmp_path / "x.csv").write_text("\n".join([",".join(names), ",".join(["0"] * 3000), ",".join(["1"] * 3000)]))
    assert table.Table.of(tmp_path / "x.csv").choices == ("p0", "p2999")


# ---------------------------------------------------------------------- one way


def careless(source: str) -> list[str]:
    """Lines that open a file by its path for reading."""
    words = (
        *(r"gzip\.open\(", r"\.read_bytes\(", r"\.read_text\(", r"\.open\(\)", r"\.open\(\"r", r"ZipFile\(path"),
        *(r"np\.load\(path", r"tarfile\.open\((?!fileobj)", r"Path\.open\(", r"path\.open\((?!\"[awx])"),
    )
    return [line.strip() for line in source.splitlines() if any(re.search(word, line) for word in words)]


def test_files_are_opened_in_one_way() -> None:
    own = {"downloads.py", "mnist_sample.py"}  # what Layerloom has loaded, or its packages brought along
    found = {path.name: careless(path.read_text(encoding="utf-8")) for path in DATASETS.glob("*.py") if path.name not in own}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line", ["with path.open() as file:", 'gzip.open(path, "rb")', "path.read_bytes()", "ZipFile(path)", 'path.open("rb")']
)
def test_a_careless_line_is_seen(line: str) -> None:
    assert careless(line) == [line]
