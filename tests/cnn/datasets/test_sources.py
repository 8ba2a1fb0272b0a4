"""What a path may be by its name, and what it is after a look."""

from pathlib import Path

import pytest

from cnn.datasets.sources import could_be, found_in, title
from cnn.errors import DatasetError


@pytest.mark.parametrize("name", ["pets", "pets.v2", "run.2024-01", "a.npz", "A.CSV", "a.tsv.gz", "t10k-images-idx3-ubyte.gz"])
def test_a_name_may_be_a_dataset(name: str) -> None:
    assert could_be(Path("/nowhere") / name)


@pytest.mark.parametrize("name", ["a.txt", "a.PNG", "a.py", "a.pdf", "a.tar.gz", "a.zip"])
def test_the_name_of_another_kind_is_none(name: str) -> None:
    assert not could_be(Path("/nowhere") / name)


def test_one_thing_is_found(tmp_path: Path) -> None:
    (tmp_path / "idx.odd").write_bytes(bytes([0, 0, 8, 3]) + b"\0\0\0\1" * 3 + b"\0")
    assert found_in([tmp_path]) == str(tmp_path)
    assert found_in([tmp_path / "idx.odd"]) == str(tmp_path / "idx.odd")


def test_what_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.unheard").write_text("milk")
    for paths, said in (
        ([tmp_path / "gone"], "gone is not there"),
        ([tmp_path / "a.unheard"], "no images are read"),
        ([tmp_path, tmp_path / "a.unheard"], "is a folder, and two things"),
    ):
        with pytest.raises(DatasetError, match=said):
            found_in(paths)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mnist-sample", "MNIST sample"),
        ("/a/pets", "pets"),
        ("/a/images::/b/labels", "images"),
        ("/a/t.csv::label=first", "t.csv"),
        ("/", "/"),
    ],
)
def test_the_title_asks_no_disk(text: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "stat", lambda *_, **__: pytest.fail("asked"))
    monkeypatch.setattr(Path, "exists", lambda *_, **__: pytest.fail("asked"))
    assert title(text) == said
