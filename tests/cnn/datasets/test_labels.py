"""What stands beside images, told apart: classes, labels and numbers, in arrays and tables; and how to say otherwise."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import Dataset, open_dataset
from cnn.datasets.division.dividing import divided, strata, stratified_split
from cnn.datasets.groups import caption, counts
from cnn.datasets.labels import Told, read_labels
from cnn.datasets.questions import Choice
from cnn.datasets.samples import samples_of
from cnn.datasets.sources import Source, absolute, title
from cnn.errors import DatasetError

IMAGES = np.random.default_rng(0).integers(0, 256, (60, 4, 4), np.uint8)
RANDOM = np.random.default_rng(1)
AGES = RANDOM.integers(1, 100, 60)
SEVERAL = (RANDOM.random((60, 3)) < 0.4).astype(np.uint8)
WHERE = RANDOM.random((60, 2)) * 30


def npz(folder: Path, labels: Any, suffix: str = "", **more: Any) -> Dataset:
    np.savez(folder / "a.npz", x=IMAGES, y=labels, **more)
    return open_dataset(f"{folder / 'a.npz'}{suffix}")


def table(folder: Path, columns: dict[str, Any], suffix: str = "", delimiter: str = ",") -> Dataset:
    """A table of paths."""
    for number, image in enumerate(IMAGES):
        Image.fromarray(image).save(folder / f"{number}.png")
    rows = zip([f"{number}.png" for number in range(60)], *columns.values(), strict=True)
    lines = [delimiter.join(map(str, row)) for row in rows]
    (folder / "a.csv").write_text("\n".join([delimiter.join(["file", *columns]), *lines]) + "\n")
    return open_dataset(f"{folder / 'a.csv'}{suffix}")


@pytest.mark.parametrize(
    ("labels", "task", "names"),
    [
        (AGES % 7, "classes", tuple("0123456")),
        (AGES.astype(np.float32), "numbers", ("y",)),
        (AGES, "numbers", ("y",)),
        (AGES / 7, "numbers", ("y",)),
        (AGES.reshape(-1, 1) / 7, "numbers", ("y",)),
        (WHERE, "numbers", ("y0", "y1")),
        (SEVERAL, "labels", ("0", "1", "2")),
        (SEVERAL.astype(bool), "labels", ("0", "1", "2")),
        (np.eye(3)[AGES % 3], "classes", ("0", "1", "2")),
        (np.resize(["cat;dog", "cat", "dog", ""], 60), "labels", ("cat", "dog")),
        (np.resize(["cat|dog", "cat", "dog|eel", "eel"], 60), "labels", ("cat", "dog", "eel")),
        (np.resize(["cat", "dog, large"], 60), "classes", ("cat", "dog, large")),
        (np.resize(["a;b", "c;d"], 60), "classes", ("a;b", "c;d")),
    ],
)
def test_what_labels_are_taken_for(labels: Any, task: str, names: tuple[str, ...], tmp_path: Path) -> None:
    dataset = npz(tmp_path, labels)
    assert (dataset.task, dataset.classes) == (task, names)
    assert dataset.train.labels.dtype == (np.int32 if task == "classes" else np.float32)
    assert dataset.train.labels.shape == ((60,) if task == "classes" else (60, len(names)))
    guessed = task != "classes"
    assert any("are taken for" in note for note in dataset.notes) == guessed
    if labels.dtype.kind in "iufb" and task != "classes":
        assert np.allclose(dataset.train.labels, labels.reshape(60, -1))


def test_a_person_has_the_last_word(tmp_path: Path) -> None:
    assert npz(tmp_path, AGES, "::task=classes").task == "classes"
    as_numbers = npz(tmp_path, AGES % 7, "::task=numbers")
    assert (as_numbers.task, as_numbers.train.labels[:, 0].tolist()) == ("numbers", (AGES % 7).tolist())
    each = npz(tmp_path, AGES % 7, "::task=labels")
    assert np.array_equal(each.train.labels, np.eye(7)[AGES % 7])
    assert npz(tmp_path, SEVERAL, "::task=numbers").task == "numbers"
    words = npz(tmp_path, np.resize(["cat dog", "cat", ""], 60), "::task=labels")
    assert words.classes == ("cat", "dog")
    assert words.train.labels[:3].tolist() == [[1, 1], [1, 0], [0, 0]]
    assert npz(tmp_path, (AGES > 50).astype(int), "::task=labels").train.labels.shape == (60, 1)
    with pytest.raises(DatasetError, match="no task 'regression'") as caught:
        npz(tmp_path, AGES, "::task=regression")
    assert "classes, labels, numbers" in caught.value.hint


def test_whole_numbers_with_gaps_say_what_they_might_be(tmp_path: Path) -> None:
    many = np.repeat(np.arange(30) * 10, 10)
    np.savez(tmp_path / "b.npz", x=np.resize(IMAGES, (300, 4, 4)), y=many)
    dataset = open_dataset(str(tmp_path / "b.npz"))
    assert (dataset.task, len(dataset.classes)) == ("classes", 30)
    assert "b.npz::task=numbers" in dataset.notes[0]


def test_names_of_labels_and_numbers(tmp_path: Path) -> None:
    assert npz(tmp_path, SEVERAL, label_names=np.array(["cat", "dog", "eel"])).classes == ("cat", "dog", "eel")
    assert npz(tmp_path, WHERE, target_names=np.array(["x", "y"])).classes == ("x", "y")
    with pytest.raises(DatasetError, match="2 numbers, but 3 are named"):
        npz(tmp_path, WHERE, classes=np.array(["x", "y", "z"]))


@pytest.mark.parametrize(
    ("labels", "suffix", "message"),
    [
        (np.where(AGES > 50, np.nan, AGES / 7), "", "have no finite number in y"),
        (AGES * 1e40 + 0.5, "", "have no finite number"),
        (np.array(["cat"] * 60), "::task=numbers", "'cat', which is no number"),
        (WHERE, "::task=labels", "other values than 0 and 1"),
    ],
)
def test_what_is_wrong_is_told(labels: Any, suffix: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=message) as caught:
        npz(tmp_path, labels, suffix)
    assert caught.value.hint


# ---------------------------------------------------------------------- tables


@pytest.mark.slow
def test_columns_of_a_table(tmp_path: Path) -> None:
    columns = {"age": AGES / 4, "x": WHERE[:, 0], "y": WHERE[:, 1], "many": AGES % 4}
    one = table(tmp_path, columns, "::label=age")
    assert (one.task, one.classes) == ("numbers", ("age",))
    assert np.allclose(one.train.labels[:, 0], AGES / 4)
    two = open_dataset(f"{tmp_path / 'a.csv'}::label=x,y")
    assert (two.task, two.classes) == ("numbers", ("x", "y"))
    assert np.allclose(two.train.labels, WHERE, atol=1e-5)
    assert open_dataset(f"{tmp_path / 'a.csv'}::label=many").task == "classes"
    whole = open_dataset(f"{tmp_path / 'a.csv'}::label=many::task=numbers")
    assert (whole.task, whole.classes) == ("numbers", ("many",))
    with pytest.raises(DatasetError, match="no column 'z'"):
        open_dataset(f"{tmp_path / 'a.csv'}::label=x,z")
    with pytest.raises(DatasetError, match=r"'0.png' in the column \"file\", which is no number"):
        open_dataset(f"{tmp_path / 'a.csv'}::label=x,file")


def test_columns_of_0_and_1_are_found(tmp_path: Path) -> None:
    dataset = table(tmp_path, dict(zip(("cat", "dog", "eel"), SEVERAL.T, strict=True)))
    assert (dataset.task, dataset.classes) == ("labels", ("cat", "dog", "eel"))
    assert np.array_equal(dataset.train.labels, SEVERAL)
    assert "3 columns of 0 and 1" in dataset.notes[0]


def test_one_hot_columns_are_classes_by_their_names(tmp_path: Path) -> None:
    dataset = table(tmp_path, dict(zip(("cat", "dog", "eel"), np.eye(3, dtype=int)[AGES % 3].T, strict=True)))
    assert (dataset.task, dataset.classes) == ("classes", ("cat", "dog", "eel"))
    assert dataset.train.labels.tolist() == (AGES % 3).tolist()


def test_numbers_with_commas(tmp_path: Path) -> None:
    dataset = table(tmp_path, {"age": [f"{age / 4:.2f}".replace(".", ",") for age in AGES]}, delimiter=";")
    assert (dataset.task, dataset.classes) == ("numbers", ("age",))
    assert np.allclose(dataset.train.labels[:, 0], AGES / 4)


def test_several_columns_of_a_table_of_pixels(tmp_path: Path) -> None:
    head = ["x", *(f"p{number}" for number in range(8)), "y", *(f"p{number}" for number in range(8, 16))]
    flat = IMAGES.reshape(60, 16)
    rows = zip(WHERE[:, :1].tolist(), flat[:, :8].tolist(), WHERE[:, 1:].tolist(), flat[:, 8:].tolist(), strict=True)
    lines = [",".join(str(cell) for part in row for cell in part) for row in rows]
    (tmp_path / "p.csv").write_text("\n".join([",".join(head), *lines]) + "\n")
    dataset = open_dataset(f"{tmp_path / 'p.csv'}::label=x,y")
    assert (dataset.task, dataset.classes, dataset.image_shape) == ("numbers", ("x", "y"), (4, 4, 1))
    assert np.array_equal(dataset.train.images[..., 0], IMAGES)
    assert np.allclose(dataset.train.labels, WHERE, atol=1e-5)


def test_folders_named_by_numbers(tmp_path: Path) -> None:
    for age in (7, 30, 31):
        (tmp_path / str(age)).mkdir()
        Image.fromarray(IMAGES[age]).save(tmp_path / str(age) / "a.png")
    dataset = open_dataset(f"{tmp_path}::task=numbers")
    assert (dataset.task, sorted(dataset.train.labels[:, 0].tolist())) == ("numbers", [7, 30, 31])


# ---------------------------------------------------------------------- splits, orders, sources


def test_numbers_are_divided_by_tenths() -> None:
    values = np.random.default_rng(3).exponential(10, (500, 1)).astype(np.float32)
    parts = strata(values, "numbers")
    assert np.bincount(parts).tolist() == [50] * 10
    assert all(values[parts == part].max() <= values[parts == part + 1].min() for part in range(9))
    _, held = stratified_split(parts, 0.2, 0)
    assert np.bincount(parts[held]).tolist() == [10] * 10
    assert strata(np.zeros((3, 1), np.float32), "numbers").tolist() == [0, 0, 0]


def test_labels_are_divided_by_their_sets(tmp_path: Path) -> None:
    dataset = npz(tmp_path, SEVERAL)
    learn, judge = divided(dataset, 0.25, 0)
    assert judge is not None
    assert (len(learn), len(judge)) == (45, 15)
    rare = np.zeros((50, 6), np.float32)
    rare[:6] = np.eye(6)  # six sets of one image each, taken together
    parts = strata(rare, "labels")
    assert np.bincount(parts - parts.min())[0] == 6


def test_the_order_of_a_run(tmp_path: Path) -> None:
    dataset = npz(tmp_path, WHERE, classes=np.array(["x", "y"]))
    turned = dataset.in_order(("y", "x"))
    assert np.array_equal(turned.train.labels, dataset.train.labels[:, ::-1])
    assert dataset.in_order(("x", "y", "z")) is dataset


@pytest.mark.parametrize(
    "text",
    [
        "a.csv::label=x,y",
        "a.csv::label=age::task=numbers",
        "a.npz::channels=first::task=labels",
        "i.gz::l.gz",
        "i.gz::l.gz::task=numbers",
    ],
)
def test_sources_are_written_as_they_are_read(text: str) -> None:
    source = Source.of(text)
    assert str(source) == text
    assert Source.of(absolute(text)).task == source.task
    assert title(text) == text.partition("::")[0]


# ---------------------------------------------------------------------- what is counted and shown


def test_numbers_are_counted_in_ranges(tmp_path: Path) -> None:
    dataset = npz(tmp_path, AGES / 4)
    found = counts(dataset)["train"]
    assert (len(found), sum(found.values())) == (10, 60)
    least, most = AGES.min() / 4, AGES.max() / 4
    assert list(found.values()) == np.histogram(AGES / 4, 10, (least, most))[0].tolist()
    first = next(iter(found))
    assert first == f"{least:.3g} – {least + (most - least) / 10:.3g}"
    shown = samples_of(dataset, 60, 8, Choice(label=first))
    assert len(shown) == found[first]
    assert all(least <= float(text) <= least + (most - least) / 10 + 1e-3 for _, text in shown)
    same = npz(tmp_path, np.full(60, 2.5))
    assert list(counts(same)["train"].values()) == [60]


def test_labels_are_counted_each(tmp_path: Path) -> None:
    dataset = npz(tmp_path, SEVERAL, label_names=np.array(["cat", "dog", "eel"]))
    assert list(counts(dataset)["train"].values()) == SEVERAL.sum(0).tolist()
    shown = samples_of(dataset, 60, 8)
    assert len(shown) == (SEVERAL.any(1)).sum()
    assert {text for _, text in shown} <= {caption(dataset, row) for row in SEVERAL}
    assert caption(dataset, [1, 0, 1]) == "cat, eel"
    assert caption(dataset, [0, 0, 0]) == "–"


def read(task: str = "", **arrays: Any) -> Told:
    return read_labels({name: np.asarray(array) for name, array in arrays.items()}, None, [], task=task)


def test_a_split_that_is_one_hot_by_chance_does_not_make_labels_classes() -> None:
    assert read(train=[[1, 1, 0], [0, 0, 1]], test=[[1, 0, 0], [0, 1, 0]]).task == "labels"


def test_a_split_of_0_and_1_does_not_make_numbers_labels() -> None:
    assert read(train=[[0.5, 3], [2, 1]], test=[[0, 1], [1, 0]]).task == "numbers"


@pytest.mark.parametrize("count", [20, 21])
def test_whole_numbers_with_gaps_are_amounts_where_they_are_many_and_images_of_each_are_few(count: int) -> None:
    assert read(train=np.arange(count) * 3).task == ("classes" if count == 20 else "numbers")
    assert read(train=np.repeat(np.arange(count) * 3, 5)).task == "classes"


def test_labels_that_are_too_many_or_none_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnn.datasets.labels.MOST_COLUMNS", 3)
    assert len(read("labels", train=["a;b", "c"]).classes) == 3
    with pytest.raises(DatasetError, match="4 different labels"):
        read("labels", train=["a;b", "c;d"])
    with pytest.raises(DatasetError, match="0 different labels"):
        read("labels", train=["", ";"])


# ---------------------------------------------------------------------- several things to learn


def _pictures(folder: Path, rows: list[str], header: str = "file,species,age") -> str:
    from PIL import Image

    for place in range(len(rows)):
        Image.new("L", (4, 4), place).save(folder / f"{place}.png")
    (folder / "t.csv").write_text("\n".join([header, *(f"{place}.png,{row}" for place, row in enumerate(rows))]))
    return str(folder / "t.csv")


def test_columns_of_names_and_numbers_are_several_things_to_learn(tmp_path: Path) -> None:
    path = _pictures(tmp_path, ["cat,1.5", "dog,2", "cat,7.25"])
    dataset = open_dataset(f"{path}::label=species,age")
    assert [told.words for told in dataset.learned] == ["species (2 classes)", "age (1 number)"]
    assert dataset.train.labels.tolist() == [0, 1, 0]
    assert dataset.train.others[0].tolist() == [[1.5], [2], [7.25]]
    assert dataset.train.take(np.array([2, 0])).others[0].tolist() == [[7.25], [1.5]]
    assert "species (2 classes), age (1 number)" in dataset.notes[-1]
    turned = open_dataset(f"{path}::label=age,species")
    assert (turned.task, turned.target, turned.others[0].classes) == ("numbers", "age", ("cat", "dog"))
    assert turned.learning(["species", "age"]).learned == dataset.learned


def test_a_person_says_what_each_column_is(tmp_path: Path) -> None:
    path = _pictures(tmp_path, ["1,1.5", "0,2", "1,7.25"])
    assert open_dataset(f"{path}::label=species,age").task == "numbers"  # two numbers of one thing
    dataset = open_dataset(f"{path}::label=species,age::task=classes,numbers")
    assert [(told.name, told.task) for told in dataset.learned] == [("species", "classes"), ("age", "numbers")]
    for source, words in (
        (f"{path}::label=species,age::task=classes,numbers,labels", "2 things are learned .*names 3"),
        (f"{path}::label=species::task=classes,numbers", "one thing to learn"),
        (f"{path}::label=species,age::task=classes,figures", "no task"),
    ):
        with pytest.raises(DatasetError, match=words):
            open_dataset(source)


def test_a_slip_among_numbers_is_told(tmp_path: Path) -> None:
    path = _pictures(tmp_path, [f"cat,{place}.5" for place in range(30)] + ["dog,n.a."])
    with pytest.raises(DatasetError, match=r"Row 31 .*'n.a.' in the column \"age\", which is no number"):
        open_dataset(f"{path}::label=species,age")


def test_arrays_called_after_what_they_tell(tmp_path: Path) -> None:
    images = np.zeros((4, 5, 5), np.uint8)
    arrays = {"x_train": images, "y_train_species": ["b", "a", "b", "a"], "y_train_age": [0.5, 1, 2, 3]}
    test = {"x_test": images[:2], "y_test_age": [0.5, 1], "y_test_species": ["a", "a"]}
    np.savez(tmp_path / "a.npz", **arrays, **test)
    dataset = open_dataset(str(tmp_path / "a.npz"))
    assert [told.words for told in dataset.learned] == ["species (2 classes)", "age (1 number)"]
    assert dataset.test is not None
    assert (dataset.test.labels.tolist(), dataset.test.others[0].tolist()) == ([0, 0], [[0.5], [1]])
    np.savez(tmp_path / "b.npz", **arrays, x_test=images[:2], y_test_age=[0.5, 1])
    with pytest.raises(DatasetError, match="none for species"):
        open_dataset(str(tmp_path / "b.npz"))
    np.savez(tmp_path / "c.npz", x=images, y_species=["b", "a", "b", "a"], y_age=[0.5, 1, 2])
    with pytest.raises(DatasetError, match="y_age has 3 labels"):
        open_dataset(str(tmp_path / "c.npz"))
    np.savez(tmp_path / "d.npz", x=images, y_species=["b", "a", "b", "a"])
    assert open_dataset(str(tmp_path / "d.npz")).classes == ("a", "b")


def test_facts_of_several_things_reach_the_window(tmp_path: Path) -> None:
    from cnn.datasets.questions import Answer, answer_bytes, answers

    facts = open_dataset(f"{_pictures(tmp_path, ['cat,1.5', 'dog,2', 'cat,7.25'])}::label=species,age").facts
    (heard,) = answers(bytearray(answer_bytes(Answer(facts=facts))))
    assert heard.facts == facts
    assert [aim.words for aim in facts.aims] == ["species (2 classes)", "age (1 number)"]


def test_what_stands_beside_an_image_tells_everything_that_is_learned(tmp_path: Path) -> None:
    from cnn.datasets.inspection.browsing import Browser

    dataset = open_dataset(f"{_pictures(tmp_path, ['cat,1.5', 'dog,2', 'cat,7.25'])}::label=species,age")
    listed = Browser(dataset).listed(1, 2).listed
    assert listed is not None
    assert (listed.labels, listed.others) == (("dog", "cat"), (("2",), ("7.25",)))
    assert {text for _, text in samples_of(dataset, 3, 8)} == {"cat · 1.5", "dog · 2", "cat · 7.25"}
    alone = Browser(open_dataset(f"{tmp_path / 't.csv'}::label=species")).listed(0, 3).listed
    assert alone is not None
    assert (alone.labels, alone.others) == (("cat", "dog", "cat"), ())
