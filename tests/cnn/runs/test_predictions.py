"""The table of what was said of many images: its columns, what becomes of one that is cut short, and one that grows."""

import csv
import os
from pathlib import Path
from typing import Any

import pytest

from cnn.errors import FileError
from cnn.runs.predictions import Seen, Tally, columns, growing_table, new_table, other_names, part_of, portions, value_names

CAT = {"top": [{"class": "cat", "probability": 0.75}], "confidence": 0.5, "uncertain": True, "unlike": False}
TORN = {"top": [], "error": "It is torn."}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_portions_keep_the_order_and_lose_nothing() -> None:
    assert list(portions(range(7), 3)) == [(0, 1, 2), (3, 4, 5), (6,)]
    assert list(portions([])) == []


def test_no_two_columns_are_called_alike() -> None:
    names = columns(["cat", "error", "cat", "image"])
    assert len(set(names)) == len(names)
    assert names[7:] == ["cat", "error (1)", "cat (2)", "image (3)"]


@pytest.mark.parametrize(
    ("item", "values", "expected"),
    [
        (
            CAT,
            [0.75, 0.25],
            "predicted=cat probability=0.75 confidence=0.5 uncertain=1 unlike=0 error= a=0.75 b=0.25",
        ),
        (TORN, [float("nan")] * 2, "predicted= probability= uncertain= unlike= error=It_is_torn. a= b="),
        (
            {"top": [], "numbers": [{"name": "a", "value": 1.5}], "uncertain": None, "unlike": True},
            [1.5, -2],
            "predicted=a_1.5 uncertain= unlike=1 a=1.5 b=-2",
        ),
        (
            {"top": [{"class": "a", "probability": 0.9}], "labels": [{"class": "a"}, {"class": "b"}]},
            [0.9, 0.8],
            "predicted=a;b probability= a=0.9 b=0.8",
        ),
    ],
)
def test_a_row_of_every_kind(tmp_path: Path, item: dict[str, Any], values: list[float], expected: str) -> None:
    with new_table(tmp_path / "out.csv", ["a", "b"]) as table:
        table.write("x.png", Seen.of(item), values)
    (row,) = rows(tmp_path / "out.csv")
    assert row["image"] == "x.png"
    for cell in expected.split():
        name, _, value = cell.partition("=")
        assert row[name] == value.replace("_", " ")


SEVERAL = {
    **CAT,
    "outputs": {
        "species": {"target": "species", **CAT},
        "age": {"target": "age", "top": [], "numbers": [{"name": "age", "value": 3.0}], "uncertain": None},
        "tags": {"target": "my tags", "top": [], "labels": [{"class": "old"}], "confidence": 0.6, "uncertain": True},
    },
}


def test_every_output_has_columns_and_a_mark_of_its_own(tmp_path: Path) -> None:
    opened = {"classes": ["cat"], "outputs": [{"name": name, "classes": ["x"]} for name in ("species", "age", "tags")]}
    assert other_names(opened) == ["age", "tags"]
    seen = Seen.of(SEVERAL)
    assert (seen.doubted, seen.doubt("unsure"), seen.others) == (
        ("species", "my tags"),
        "unsure (species, my tags)",
        "age 3; my tags: old",
    )
    with new_table(tmp_path / "out.csv", value_names(opened), other_names(opened)) as table:
        table.write("x.png", seen, [0.75, 3, 0.6])
        table.write("y.png", Seen.of(TORN), [float("nan")] * 3)
    first, torn = rows(tmp_path / "out.csv")
    assert [*first] == [
        *columns(["cat", "age: x", "tags: x"]),
        *(f"{name}: {told}" for name in ("age", "tags") for told in ("predicted", "probability", "confidence", "uncertain")),
    ]
    assert (first["predicted"], first["uncertain"], first["age: predicted"], first["age: uncertain"]) == ("cat", "1", "age 3", "")
    assert (first["tags: predicted"], first["tags: confidence"], first["tags: uncertain"]) == ("old", "0.6", "1")
    assert torn["error"] == "It is torn."
    assert not any(torn[name] for name in torn if name.startswith(("age: ", "tags: ")))
    tally = Tally()
    tally.count(Seen.of({**SEVERAL, "uncertain": False}))
    assert tally.uncertain == 1, "one of its outputs is"
    with growing_table(tmp_path / "out.csv", value_names(opened), other_names(opened)) as (_, known):
        assert known == {"x.png", "y.png"}


def test_a_name_that_is_no_unicode_is_spelled_out(tmp_path: Path) -> None:
    with new_table(tmp_path / "out.csv", ["a"]) as table:
        table.write(os.fsdecode(b"na\xefve.png"), Seen.of(CAT), [1])
        table.write('with, "comma"\nand line.png', Seen.of(CAT), [1])
    assert [row["image"] for row in rows(tmp_path / "out.csv")] == ["na\\udcefve.png", 'with, "comma"\nand line.png']


@pytest.mark.parametrize("error", [KeyboardInterrupt, FileError("The worker is gone.")])
def test_what_was_found_before_an_end_is_kept_beside_the_old_table(tmp_path: Path, error: Any) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def cut_short() -> None:
        with new_table(path, ["a"]) as table:
            table.write("x.png", Seen.of(CAT), [1])
            raise error

    with pytest.raises((KeyboardInterrupt, FileError)):
        cut_short()
    assert path.read_text() == "old"
    assert [row["image"] for row in rows(part_of(path))] == ["x.png"]
    assert sorted(item.name for item in tmp_path.iterdir()) == ["out.csv", "out.part.csv"]


def test_a_growing_table_goes_on_where_it_ended(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with growing_table(path, ["a"]) as (table, known):
        assert known == frozenset()
        table.write("x.png", Seen.of(CAT), [1])
        table.flush()
        assert [row["image"] for row in rows(path)] == ["x.png"]
    with growing_table(path, ["a"]) as (table, known):
        assert known == {"x.png"}
        table.write("y.png", Seen.of(CAT), [1])
    assert [row["image"] for row in rows(path)] == ["x.png", "y.png"]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00"])
def test_another_table_is_not_written_into(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(content)
    with pytest.raises(FileError, match="no table of what this model says"), growing_table(path, ["a"]):
        pass
    assert path.read_bytes() == content


def test_everything_is_counted() -> None:
    tally = Tally()
    for item in (CAT, TORN, {**CAT, "uncertain": None, "unlike": True}):
        tally.count(Seen.of(item))
    assert tally.words(3) == (
        "3 images, 1 can't be read, 1 uncertain, 1 unlike anything seen, 3 files are no images by their names"
    )


def test_how_an_image_was_taken_is_counted_and_told() -> None:
    tally = Tally()
    for item in (CAT, {**CAT, "first_page": True}, {**CAT, "few_bits": True}, {**CAT, "first_page": True}):
        tally.count(Seen.of(item))
    assert tally.words() == (
        "4 images, 4 uncertain, of 2 the first of several pictures is taken, 1 has 8 bits, fewer than the model has learned from"
    )
    assert Seen.of(CAT).remarks == ()
    assert Seen.of({**CAT, "first_page": True}).remarks == ("The file holds several pictures: the first is taken.",)
    several = {"outputs": {"a": CAT, "b": {**CAT, "target": "age"}}, "few_bits": True}
    assert "has 8 bits" in Seen.of(several).remarks[0]


def test_an_output_that_is_called_as_its_number_is_named_once() -> None:
    numbers = {"target": "brightness", "task": "numbers", "numbers": [{"name": "brightness", "value": 86.85}], "top": []}
    kind = {"target": "kind", "task": "classes", "top": [{"class": "cell", "probability": 0.9}]}
    assert Seen.of({"outputs": {"kind": kind, "brightness": numbers}}).others == "brightness 86.85"
    assert Seen.of({"outputs": {"brightness": numbers, "kind": kind}}).others == "kind: cell"
