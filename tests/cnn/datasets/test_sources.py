"""What a path may be by its name, and what it is after a look."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.sources import Source, could_be, for_window, found_in, title
from cnn.errors import DatasetError
from cnn.formats.python.training.data import data_code
from cnn.presets import PRESETS
from cnn.words import language
from cnn.words.language import tr


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


def test_what_a_table_notes_names_a_control_where_there_is_one(tmp_path: Path) -> None:
    names = []
    for place in range(12):
        Image.fromarray(np.full((4, 4), place * 20, np.uint8)).save(tmp_path / f"{place}.png")
        names.append(f"{place}.png,{place % 2},{place % 3 % 2}")
    table = tmp_path / "a (1).csv"
    table.write_text("path,red,round\n" + "\n".join(names))
    note = next(note for note in open_dataset(str(table)).notes if "::label" in note)
    controls = {"label": "choose under Labels"}
    assert note == "The labels are the 2 columns of 0 and 1 (otherwise: a (1).csv::label=COLUMN)."
    assert for_window(note, controls) == "The labels are the 2 columns of 0 and 1 (otherwise: choose under Labels)."
    assert for_window(note, {}) == note
    table.write_text("path,red,round\n" + "\n".join(f"{line}x" for line in names))
    with pytest.raises(DatasetError) as caught:
        open_dataset(str(table))
    assert for_window(caught.value.hint, controls) == "Name it: choose under Labels (path, red, round)."


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("90 different labels are taken for classes; if they are amounts: t.csv::label=a b::task=numbers.",
         "90 different labels are taken for classes; if they are amounts: HERE."),
        ("not for classes (otherwise: t.csv::task=classes).", "not for classes (otherwise: HERE)."),
        ("the first is taken (otherwise: ::pages=channels or ::pages=images behind the source).",
         "the first is taken (otherwise: HERE)."),
        ("each (otherwise: t.csv::task=, with a word for each).", "each (otherwise: t.csv::task=, with a word for each)."),
        ("It is as it is.", "It is as it is."),
    ],
)  # fmt: skip
def test_notes_name_a_control(note: str, told: str) -> None:
    assert for_window(note, dict.fromkeys(("label", "task", "pages"), "HERE")) == told


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("{0} different labels are taken for classes; if they are amounts: {1}::task=numbers.", (90, "a (b).csv::label=a b")),
        ("The labels were taken from the {0} (otherwise: {1}::label=COLUMN).", ("x", "t: 1.csv")),
        ("{0:,} of {1:,} image files hold several pictures: the first of each is taken (otherwise: ::pages=channels or "
         "::pages=images behind the source).", (3, 9)),
        ("Name it: {0}::label=COLUMN, or several: ::label=A,B ({1}).", ("t.csv", "red, round")),
    ],
)  # fmt: skip
def test_notes_name_a_control_in_every_language(text: str, values: tuple[object, ...]) -> None:
    language.use("zh_CN")
    try:
        said = tr(text, *values)
        told = for_window(said, dict.fromkeys(("label", "task", "pages"), "HERE"))
    finally:
        language.use(language.ENGLISH)
    assert not said.isascii(), "it is translated"
    assert "HERE" in told
    assert "::" not in told


def test_what_is_told_of_images_is_told_in_the_language_of_who_reads_it(tmp_path: Path) -> None:
    for name in ("1", "2", "10"):
        (tmp_path / name).mkdir()
        Image.new("L", (4, 4)).save(tmp_path / name / "good.png")
    (tmp_path / "1" / "cut.png").write_bytes(b"none")
    (tmp_path / "empty").mkdir()
    Image.new("L", (4, 4)).save(tmp_path / "loose.png")
    language.use("zh_CN")
    try:
        notes = open_dataset(str(tmp_path)).notes
    finally:
        language.use(language.ENGLISH)
    assert len(notes) == 5
    assert not [note for note in notes if note.isascii()]


def test_what_a_text_says_by_itself_is_asked_of_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is a path beside which nothing is said: a share that hangs would hold up whoever asks."""

    def asked(_: Path) -> bool:
        raise AssertionError("a disk was asked")

    monkeypatch.setattr(Path, "exists", asked)
    said = Source.spelled("share/cells::group=plate{#}_*::split=goes.csv")
    assert (said.path, said.group, said.split) == (Path("share/cells"), "plate{#}_*", "goes.csv")
    assert Source.spelled("images.idx::labels.idx").labels == Path("labels.idx")
    assert Source.of("share/cells") == Source(Path("share/cells"))
    assert data_code(PRESETS["lenet5"].graph(), "share/cells::group={}_*")
    with pytest.raises(AssertionError, match="a disk was asked"):
        Source.of("share/cells::group={}_*")
