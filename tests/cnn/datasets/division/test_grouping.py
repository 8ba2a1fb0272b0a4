"""What images belong to, by their names or by a column; and splits that a file says."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.division.dividing import divided
from cnn.datasets.division.grouping import groups_in, suggestions
from cnn.datasets.sources import Source, absolute
from cnn.errors import DatasetError, RecipeError
from cnn.recipe import Recipe


@pytest.fixture
def plates(tmp_path: Path) -> Path:
    """Two classes, six images of each on three plates; in the names and in a table."""
    rows = ["file,kind,plate,day"]
    for kind in ("cells", "debris"):
        (tmp_path / "plates" / kind).mkdir(parents=True)
        for plate in (1, 2, 30):
            for well in range(2):
                name = f"{kind}/plate{plate}_w{well}.png"
                Image.new("L", (4, 4), plate + 40 * well).save(tmp_path / "plates" / name)
                rows.append(f"{name},{kind},p{plate},{well}")
    (tmp_path / "plates" / "table.csv").write_text("\n".join(rows) + "\n")
    return tmp_path / "plates"


@pytest.mark.parametrize(
    ("pattern", "groups"),
    [
        ("{}_*", ["plate1", "plate22"]),
        ("plate{}_*", ["1", "22"]),
        ("plate{#}*", ["1", "22"]),
        ("*_{}", ["w3.a", "w4"]),
        ("*/{}/*", ["b", "b"]),
        ("{}/{}/*", ["a b", "a b"]),
        ("plate{#}_w{#}*", ["1 3", "22 4"]),
        ("{}", ["plate1_w3.a", "plate22_w4"]),
        ("[x]{}", [None, None]),
    ],
)
def test_patterns(pattern: str, groups: list[str | None]) -> None:
    assert groups_in(["a/b/plate1_w3.a.png", "a/b/plate22_w4.png"], pattern) == groups


@pytest.mark.parametrize("pattern", ["plate", "", "*", "{}" * 200, "*{}" * 5])
def test_what_is_no_pattern_is_refused(plates: Path, pattern: str) -> None:
    with pytest.raises(DatasetError, match=r"where the group stands|too long"):
        groups_in(["x"], pattern)


def test_usual_patterns_are_found_by_looking() -> None:
    wells = [f"{kind}/p{plate}_{well}.png" for kind in "ab" for plate in range(3) for well in range(9)]
    assert suggestions(wells) == (("{}_*", 3), ("*_{}", 9))
    patients = [f"{kind}/p{patient}/{number}.png" for kind in "ab" for patient in range(4) for number in range(9)]
    assert suggestions(patients) == (("*/{}/*", 4),)
    assert suggestions([f"a/{number}.png" for number in range(9)]) == ()


def test_names_say_the_group_and_a_note_what_was_found(plates: Path) -> None:
    Image.new("L", (4, 4)).save(plates / "cells" / "odd.png")
    dataset = open_dataset(f"{plates}::group=plate{{}}_*")
    assert set(dataset.train.groups) == {"1", "2", "30", "cells/odd.png"}
    assert "1 of 13 names do not fit plate{}_*, such as cells/odd.png: each is a group of its own." in dataset.notes
    assert any(note.startswith("4 groups of 1 to 4 images") for note in dataset.notes)
    train, validation = divided(dataset, 0.3, 0)
    assert validation is not None
    assert not set(train.groups) & set(validation.groups)


def test_a_pattern_that_fits_nothing_is_refused(plates: Path) -> None:
    with pytest.raises(DatasetError, match=r"No name of an image fits x\{\}; one is"):
        open_dataset(f"{plates}::group=x{{}}")


@pytest.mark.parametrize("group", ["plate", "plate{}_*"])
def test_a_table_of_paths_has_a_column_of_groups_or_names_that_say_it(plates: Path, group: str) -> None:
    dataset = open_dataset(f"{plates}/table.csv::label=kind::group={group}")
    assert dataset.classes == ("cells", "debris")
    assert len(set(dataset.train.groups)) == 3
    assert dataset.train.groups[0] == ("p1" if group == "plate" else "1")
    before = dict(zip(dataset.train.keys, dataset.train.groups, strict=True))
    (plates / "cells" / "plate2_w0.png").write_text("broken")
    left = open_dataset(f"{plates}/table.csv::label=kind::group={group}").train
    assert dict(zip(left.keys, left.groups, strict=True)) == {key: before[key] for key in left.keys}
    assert len(left) == 11


def test_the_column_of_groups_is_no_label(plates: Path) -> None:
    text = "\n".join(",".join(row.split(",")[:3]) for row in (plates / "table.csv").read_text().splitlines())
    (plates / "short.csv").write_text(text)
    dataset = open_dataset(f"{plates}/short.csv::group=plate")
    assert dataset.classes == ("cells", "debris")


def test_tables_of_pixels_have_a_column_of_groups(tmp_path: Path) -> None:
    (tmp_path / "columns.csv").write_text(
        "y,p0,p1,p2,p3,who\n" + "".join(f"{row % 2},1,2,3,{row},w{row // 2}\n" for row in range(8))
    )
    dataset = open_dataset(f"{tmp_path}/columns.csv::group=who")
    assert dataset.image_shape == (2, 2, 1)
    assert dataset.train.groups == ("w0", "w0", "w1", "w1", "w2", "w2", "w3", "w3")
    assert dataset.train.labels.tolist() == [0, 1] * 4
    words = "".join(f"{row % 2},{' '.join('1' * 15 + str(row))},w{row // 2}\n" for row in range(8))
    (tmp_path / "cells.csv").write_text("emotion,pixels,who\n" + words)
    assert open_dataset(f"{tmp_path}/cells.csv::group=who").train.groups == dataset.train.groups
    with pytest.raises(DatasetError, match="no column 'whom'"):
        open_dataset(f"{tmp_path}/columns.csv::group=whom")


def test_groups_that_are_tested_on_as_well_are_told(plates: Path, tmp_path: Path) -> None:
    (plates / "table.csv").unlink()
    (tmp_path / "both").mkdir()
    plates.rename(tmp_path / "both" / "train")
    for kind in ("cells", "debris"):
        (tmp_path / "both" / "test" / kind).mkdir(parents=True)
        Image.new("L", (4, 4)).save(tmp_path / "both" / "test" / kind / "plate2_w9.png")
    dataset = open_dataset(f"{tmp_path}/both::group=plate{{}}_*")
    assert "1 group is in train and in test: 2." in dataset.notes


def test_sources_say_groups_and_splits(plates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (plates / "split.csv").write_text("path,split\n")
    text = f"{plates}::group=plate{{}}_*::split={plates}/split.csv::task=classes"
    source = Source.of(text)
    assert (source.path, source.group, source.split_file, source.task) == (plates, "plate{}_*", plates / "split.csv", "classes")
    assert str(source) == text
    monkeypatch.chdir(plates)
    assert absolute(".::split=split.csv") == f"{plates}::split={plates}/split.csv"


# ---------------------------------------------------------------------- fixed by a file


@pytest.mark.parametrize("head", ["path,split\n", "file;set\n", ""])
def test_a_file_says_the_split_of_each_image(plates: Path, head: str) -> None:
    keys = open_dataset(str(plates)).train.keys
    mark = ";" if ";" in head else ","
    rows = [f"{key}{mark}{('train', 'val', 'Test')[place % 3]}" for place, key in enumerate(keys[:9])]
    (plates / "split.csv").write_text(head + "\n".join(rows) + f"\ngone.png{mark}test\n")
    dataset = open_dataset(f"{plates}::split={plates}/split.csv")
    assert dataset.validation is not None
    assert dataset.test is not None
    assert dataset.train.keys == (*keys[:9:3], *keys[9:])
    assert (dataset.validation.keys, dataset.test.keys) == (keys[1:9:3], keys[2:9:3])
    assert np.array_equal(dataset.test.labels, open_dataset(str(plates)).train.labels[2:9:3])
    assert f"3 images are not in split.csv and trained on, such as {keys[9]}." in dataset.notes
    assert "1 row of split.csv names an image that isn't there: gone.png." in dataset.notes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("path,split\nx.png,train\n", "names no image of plates"),
        ("path,split\ncells/plate1_w0.png,perhaps\n", "has a split 'perhaps'"),
        ("a,b,c\n1,2,3\n", "no columns called path and split"),
        ("", "no table"),
    ],
)
def test_a_file_that_says_no_split_is_refused(plates: Path, text: str, words: str) -> None:
    (plates / "split.csv").write_text(text)
    with pytest.raises(DatasetError, match=words):
        open_dataset(f"{plates}::split={plates}/split.csv")
    (plates / "split.csv").write_text("path,split\n" + "".join(f"{key},test\n" for key in open_dataset(str(plates)).train.keys))
    with pytest.raises(DatasetError, match="leaves no image"):
        open_dataset(f"{plates}::split={plates}/split.csv")
    with pytest.raises(DatasetError, match="no table of splits"):
        open_dataset(f"{plates}::split={plates}/missing.csv")


# ---------------------------------------------------------------------- folds in a recipe


@pytest.mark.parametrize(("text", "fold"), [("2/5", "2/5"), (" 1 / 10 ", "1/10"), ("3 of 4", "3/4"), ("", ""), (None, "")])
def test_folds_are_read_as_people_write_them(text: str | None, fold: str) -> None:
    assert Recipe.create({"fold": text}).fold == fold


@pytest.mark.parametrize("text", ["0/5", "6/5", "1/1", "5", "a/b", "1/101", 3])
def test_a_fold_that_there_is_not_is_refused(text: object) -> None:
    with pytest.raises(RecipeError, match="fold"):
        Recipe.create({"fold": text})


def test_the_share_has_no_effect_with_a_fold() -> None:
    assert "validation_split" in Recipe(fold="1/5").idle_settings()
    assert "validation_split" not in Recipe().idle_settings()
    assert "fold" in Recipe(fold="1/5", validation_data="x").idle_settings()
