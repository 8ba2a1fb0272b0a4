"""Decisions about single images: what they are as values, how they are kept, and how they are carried out."""

import json
from dataclasses import replace
from functools import reduce
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.contents import checks
from cnn.datasets.division.curating import curated
from cnn.datasets.division.curation import SUFFIX, Curation, curation_of, file_beside, read, with_curation, write
from cnn.datasets.division.dividing import TRAINED, VALIDATED, divided
from cnn.datasets.task import Learned
from cnn.errors import DatasetError, FileError
from cnn.project import Project, dumps, load, loads, open_data, save

KEYS = st.sampled_from([f"train[{place}]" for place in range(6)])
CHOSEN = st.dictionaries(KEYS, st.sampled_from(["aa", "bb"]), max_size=4)
LABELS = st.sampled_from(["a", ("a", "b"), (1.5, 2.0)])
EDITS = st.one_of(
    st.tuples(st.just("exclude"), CHOSEN),
    st.tuples(st.just("relabel"), CHOSEN, LABELS, st.sampled_from(["", "age"])),
    st.tuples(st.just("move"), CHOSEN, st.sampled_from(["train", "validation", "test"])),
)
CURATIONS = st.lists(EDITS, max_size=5).map(
    lambda edits: reduce(lambda found, edit: getattr(found, edit[0])(*edit[1:]), edits, Curation(dataset="d"))
)


@pytest.mark.slow
@given(CURATIONS)
def test_what_is_restored_is_as_if_nothing_had_been_decided(curation: Curation) -> None:
    assert not curation.restore(curation.marks)
    parts = curation.restore(curation.marks, "excluded").restore(curation.marks, "label").restore(curation.marks, "split")
    assert parts == curation.restore(curation.marks)


@pytest.mark.slow
@given(CURATIONS, CHOSEN)
def test_edits_leave_the_value_they_come_from(curation: Curation, images: dict[str, str]) -> None:
    before = curation.model_copy(deep=True)
    after = curation.exclude(images)
    assert curation == before
    assert after.excluded >= set(images)
    assert after.exclude(images) == after


@pytest.mark.slow
@given(CURATIONS)
def test_a_project_keeps_them(curation: Curation) -> None:
    project = Project(dataset="d").curated(curation)
    assert loads(dumps(project)) == project
    assert project.curation == curation


def test_they_stand_in_a_file_beside_the_project(tmp_path: Path) -> None:
    path = tmp_path / "net.v2.loom"
    project = Project().curated(Curation().exclude({"train[1]": "c0"}))
    save(project, path)
    beside = tmp_path / "net.v2.data.json"
    assert file_beside(path) == beside
    assert "train[1]" in beside.read_text()
    assert "train[1]" not in path.read_text()
    assert load(path) == project
    save(project.curated(Curation()), path)
    assert not beside.exists()
    assert not load(path).curations


@pytest.mark.parametrize("content", ["{", "[]", '{"format": "layerloom-data", "version": 1, "datasets": 3}', "\0"])
def test_a_file_that_can_t_be_read_is_told_and_never_lost(tmp_path: Path, content: str) -> None:
    path = tmp_path / "net.loom"
    save(Project(), path)
    file_beside(path).write_text(content)
    with pytest.raises(FileError, match=r"net\.data\.json"):
        load(path)
    save(Project(), path)
    assert (tmp_path / "net.data.json.unread").read_text() == content
    assert load(path) == Project()


def test_a_file_of_a_newer_program_is_not_taken(tmp_path: Path) -> None:
    write((Curation(dataset="d").exclude({"a": "b"}),), tmp_path / f"x{SUFFIX}")
    document = json.loads((tmp_path / f"x{SUFFIX}").read_text())
    (tmp_path / f"x{SUFFIX}").write_text(json.dumps({**document, "version": 3}))
    with pytest.raises(FileError, match="newer"):
        read(tmp_path / f"x{SUFFIX}")


def test_each_dataset_has_its_own_and_a_moved_one_keeps_them() -> None:
    cats, dogs = (Curation().exclude({name: "c"}) for name in ("cat", "dog"))
    both = with_curation(with_curation((), cats, "/a/cats"), dogs, "/a/dogs::task=classes")
    assert curation_of(both, "/a/cats::task=labels").excluded == {"cat"}
    assert curation_of(both, "/b/dogs").excluded == {"dog"}
    assert not curation_of(both, "/b/birds")
    assert curation_of(with_curation(both, cats, "/b/dogs"), "/a/dogs").excluded == {"cat"}  # moved, not doubled


# ---------------------------------------------------------------------- carried out


def grey(split: str, count: int, first: int = 0) -> Split:
    images = np.arange(first, first + count, dtype=np.uint8)[:, None, None, None] * np.ones((1, 2, 2, 1), np.uint8)
    return Split(np.arange(count, dtype=np.int32) % 2, images, keys=tuple(f"{split}[{place}]" for place in range(count)))


DIGITS = Dataset("d", ("even", "odd"), (2, 2, 1), grey("train", 10), grey("test", 4, 20))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, shades in (("cats", (10, 20, 30)), ("dögs", (110, 120, 130))):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for number, shade in enumerate(shades):
            Image.new("L", (4, 4), shade).save(tmp_path / "pets" / name / f"{number}.png")
    return tmp_path / "pets"


@pytest.mark.slow
def test_files_are_named_by_their_path_below_the_dataset(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = open_dataset(str(folder)).train.keys
    assert keys == ("cats/0.png", "cats/1.png", "cats/2.png", "dögs/0.png", "dögs/1.png", "dögs/2.png")
    monkeypatch.chdir(folder.parent)
    assert open_dataset("pets").train.keys == keys
    (folder / "table.csv").write_text("path,label\n" + "".join(f"{key},{key[:4]}\n" for key in keys), encoding="utf-8")
    assert open_dataset("pets/table.csv").train.keys == keys
    assert open_dataset("mnist-sample").train.keys[7] == "train[7]"


def test_names_that_are_no_unicode_are_kept(folder: Path) -> None:
    odd = folder / "cats" / b"\xe9.png".decode("utf-8", "surrogateescape")
    try:
        (folder / "cats" / "0.png").rename(odd)
    except OSError:
        pytest.skip("this disk takes Unicode only")
    dataset = open_dataset(str(folder))
    (place,) = (place for place, key in enumerate(dataset.train.keys) if "\\udce9" in key)
    project = Project(dataset=str(folder)).curated(Curation().exclude(checks(dataset.train, [place])))
    save(project, folder.parent / "x.loom")
    assert len(open_data(load(folder.parent / "x.loom")).train) == 5


def test_taken_places_keep_their_keys() -> None:
    taken = DIGITS.train.take(np.array([3, 1, 1]))
    assert taken.keys == ("train[3]", "train[1]", "train[1]")


def test_excluded_images_are_gone_and_relabelled_ones_have_their_label(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.png")}
    train = open_dataset(str(folder)).train
    curation = Curation().exclude(checks(train, [0])).relabel(checks(train, [1]), "dögs").relabel(checks(train, [5]), "birds")
    dataset = open_dataset(str(folder), curation)
    assert dataset.train.keys == train.keys[1:]
    assert dataset.classes == ("cats", "dögs", "birds")
    assert [dataset.classes[label] for label in dataset.train.labels] == ["dögs", "cats", "dögs", "dögs", "birds"]
    assert any("1 image is excluded" in note and "2 have another label" in note for note in dataset.notes)
    assert {path: path.read_bytes() for path in folder.rglob("*.png")} == before


def test_what_does_not_fit_its_image_any_more_is_told_and_not_carried_out(folder: Path) -> None:
    train = open_dataset(str(folder)).train
    curation = Curation().exclude(checks(train, [0, 1, 2]))
    Image.new("L", (4, 4), 99).save(folder / "cats" / "0.png")
    (folder / "cats" / "1.png").unlink()
    dataset = open_dataset(str(folder), curation)
    assert dataset.train.keys == ("cats/0.png", "dögs/0.png", "dögs/1.png", "dögs/2.png")
    assert set(dataset.stale) == {"cats/0.png", "cats/1.png"}
    assert any("2 decisions" in note and "another image by now" in note for note in dataset.notes)


def test_a_label_of_another_task_is_told() -> None:
    dataset = curated(DIGITS, Curation().relabel(checks(DIGITS.train, [0]), (1.5,)))
    assert dataset.stale == ("train[0]",)
    assert (dataset.train.labels == DIGITS.train.labels).all()


def test_labels_and_numbers_are_corrected() -> None:
    rows = np.array([[1, 0], [0, 1], [0, 0]], np.float32)
    few = DIGITS.train.take(np.arange(3))
    labels = Dataset("d", ("x", "y"), (2, 2, 1), replace(few, labels=rows), task="labels")
    found = curated(labels, Curation().relabel(checks(few, [2]), ("y", "z")))
    assert found.classes == ("x", "y", "z")
    assert found.train.labels.tolist() == [[1, 0, 0], [0, 1, 0], [0, 1, 1]]
    numbers = replace(labels, task="numbers")
    found = curated(numbers, Curation().relabel(checks(few, [0]), (2.5, -1.0)))
    assert found.train.labels.tolist() == [[2.5, -1], [0, 1], [0, 0]]


def test_each_of_several_things_is_corrected_by_its_name(tmp_path: Path) -> None:
    """What was said of the only label before its name was known is about the first; what is learned no more waits."""
    few = replace(DIGITS.train.take(np.arange(3)), labels=np.array([0, 1, 1], np.int32))
    several = (np.array([[4.0], [5.0], [6.0]], np.float32), np.array([[1, 0], [0, 1], [0, 0]], np.float32))
    others = Learned("age", ("age",), "numbers"), Learned("mood", ("calm", "wild"), "labels")
    dataset = Dataset("d", ("cat", "owl"), (2, 2, 1), replace(few, others=several), target="species", others=others)
    first, second, third = (checks(few, [place]) for place in range(3))
    curation = Curation(dataset="d").relabel(first, "owl").relabel(second, "fox", "species").relabel(second, (2.5,), "age")
    curation = curation.relabel(third, ("wild", "sly"), "mood").relabel(third, "gone", "colour")
    found = curated(dataset, curation)
    assert (found.classes, found.train.labels.tolist()) == (("cat", "owl", "fox"), [1, 2, 1])
    assert [told.classes for told in found.others] == [("age",), ("calm", "wild", "sly")]
    assert [labels.tolist() for labels in found.train.others] == [[[4], [2.5], [6]], [[1, 0, 0], [0, 1, 0], [0, 1, 1]]]
    assert (found.stale, "3 have another label" in " ".join(found.notes)) == ((), True)
    wrong = curated(dataset, Curation().relabel(first, "old", "age"))
    assert (wrong.stale, wrong.train.others[0].tolist()) == (("train[0]",), [[4], [5], [6]])
    assert "can't be 'old': age has numbers" in " ".join(wrong.notes)
    path = tmp_path / f"x{SUFFIX}"
    write((curation,), path)
    assert (read(path), json.loads(path.read_text())["version"]) == ((curation,), 2)
    write((Curation(dataset="d").relabel(first, "owl"),), path)
    assert json.loads(path.read_text())["version"] == 1, "which earlier versions read"


def test_images_that_are_put_to_a_side_stay_there() -> None:
    train = DIGITS.train
    curation = Curation().move(checks(train, [0, 1]), "validation").move(checks(train, [2, 3]), "train")
    curation = curation.move(checks(train, [4]), "test").move(checks(DIGITS.test or train, [0]), "train")
    dataset = curated(DIGITS, curation)
    assert dataset.test is not None
    assert dataset.test.keys == ("train[4]", "test[1]", "test[2]", "test[3]")
    assert dataset.validation is None
    pins = dict(zip(dataset.train.keys, dataset.train.pinned.tolist() if dataset.train.pinned is not None else [], strict=True))
    assert (pins["train[0]"], pins["train[2]"], pins["train[9]"], pins["test[0]"]) == (VALIDATED, TRAINED, 0, TRAINED)
    for seed in range(20):
        learned, judged = divided(dataset, 0.4, seed)
        assert judged is not None
        assert {"train[0]", "train[1]"} <= set(judged.keys)
        assert {"train[2]", "train[3]", "test[0]"} <= set(learned.keys)
        assert len(judged) == 4
        assert set(judged.keys) | set(learned.keys) == set(dataset.train.keys)


def test_images_go_into_the_validation_split_that_a_source_has() -> None:
    apart = replace(DIGITS, validation=grey("validation", 3, 40))
    dataset = curated(apart, Curation().move(checks(apart.train, [0]), "validation"))
    assert dataset.validation is not None
    assert dataset.validation.keys[0] == "train[0]"
    assert "train[0]" not in dataset.train.keys
    assert dataset.train.pinned is None


def test_a_dataset_without_images_to_train_on_is_refused() -> None:
    with pytest.raises(DatasetError, match="excluded"):
        curated(DIGITS, Curation().exclude(checks(DIGITS.train, range(10))))


def test_nothing_decided_changes_nothing() -> None:
    plain, same = open_dataset("mnist-sample"), open_dataset("mnist-sample", Curation(dataset="mnist-sample"))
    assert plain.train.keys == same.train.keys
    assert plain.notes == same.notes


def test_without_the_odd_ones_all_images_are_alike(folder: Path) -> None:
    Image.new("RGB", (9, 7), (1, 2, 3)).save(folder / "cats" / "odd.png")
    whole = open_dataset(str(folder))
    assert whole.image_shape is None
    place = whole.train.keys.index("cats/odd.png")
    left = open_dataset(str(folder), Curation().exclude(checks(whole.train, [place])))
    assert left.image_shape == (4, 4, 1)
    assert left.facts.sizes.alike
    assert (whole.train.shapes[place], len(left.train.shapes)) == ((7, 9, 3), 6)
