"""Which runs words mean, and in which order they stand."""

import operator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.runs.folder import RunRecord
from cnn.runs.listed.finding import ORDERS, Rows
from cnn.runs.listed.index import read_row
from cnn.runs.listed.notes import Notes
from cnn.runs.listed.row import RunRow, row_of
from cnn.runs.listed.title import run_title, unnamed
from tests.stages import examples

NOTHING = Notes()


def run(name: str, notes: Notes = NOTHING, **changes: object) -> RunRow:
    return row_of(RunRecord(id=name, network=name, **changes), notes)  # type: ignore[arg-type]


RUNS = (
    run("lenet", Notes(tags=("thesis", "two words")), state="finished", best={"val_accuracy": 0.9}, created=1, epochs=10),
    run("vgg16", Notes(note="Too large"), state="failed", dataset="/data/cats.npz", params=138_000_000, created=2),
    run(
        "resnet", Notes(name="Best of all", pinned=True), state="finished", best={"val_accuracy": 0.8, "val_loss": 1.5}, created=3
    ),
    run("nin", state="stopped", best={"val_mae": 3.0}, monitor="val_mae", created=4, epochs=3, seed=7),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", "lenet vgg16 resnet nin"),
        ("LeNet", "lenet"),
        ("net", "lenet resnet"),
        ("net finished -best", "lenet"),
        ("tag:thesis", "lenet"),
        ("thesis", "lenet"),
        ('"two words"', "lenet"),
        ('tag:"two words"', "lenet"),
        ("two-words", ""),
        ("note:large", "vgg16"),
        ("state:finished", "lenet resnet"),
        ("-state:finished", "vgg16 nin"),
        ("data:cats", "vgg16"),
        ("val_accuracy>0.85", "lenet"),
        ("val_accuracy>=0.8 val_loss<2", "resnet"),
        ("best<=1", "lenet resnet"),
        ("val_mae=3", "nin"),
        ("params>1e6", "vgg16"),
        ("seed=7", "nin"),
        ("seed:7", "nin"),
        ("-epochs:3", "lenet vgg16 resnet"),
        ("epochs>2 -epochs>5", "nin"),
        ("unknown>1", ""),
        ("C:\\runs", ""),
        ("-", ""),
        ("läuft", "nin"),
    ],
)
def test_words_mean_runs(words: str, found: str) -> None:
    listed = Rows(RUNS, words=lambda row: "Läuft" if row.id == "nin" else "")
    assert [RUNS[place].network for place in listed.found(words)] == found.split()


@pytest.mark.parametrize(
    ("by", "falling", "order"),
    [
        ("started", True, "resnet nin vgg16 lenet"),
        ("name", False, "resnet lenet nin vgg16"),
        ("best", False, "resnet lenet nin vgg16"),
        ("best", True, "resnet nin lenet vgg16"),
        ("params", True, "resnet vgg16 lenet nin"),
    ],
)
def test_pinned_runs_stand_first_and_unknown_ones_last(by: str, falling: bool, order: str) -> None:
    listed = Rows(RUNS)
    places = listed.in_order(range(len(RUNS)), by, falling=falling)
    assert [RUNS[place].network for place in places] == order.split()


def test_every_order_takes_every_run() -> None:
    listed = Rows(RUNS)
    for by in ORDERS:
        for falling in (False, True):
            assert sorted(listed.in_order(range(len(RUNS)), by, falling=falling)) == [0, 1, 2, 3]


def test_seeds_of_one_network_are_told_apart_and_names_that_somebody_gave_are_left_alone() -> None:
    """Another design, or other images, is another training."""
    same = {"design": "c0ffee", "dataset": "mnist", "created": 1e9}
    began = unnamed("lenet", 1e9)
    rows = [
        row_of(RunRecord(id="a", network="lenet", seed=0, **same), NOTHING),
        row_of(RunRecord(id="b", network="lenet", seed=7, **same), NOTHING),
        row_of(RunRecord(id="c", network="lenet", seed=3, **same), Notes(name="mine")),
        row_of(RunRecord(id="d", network="lenet", seed=3, design="beef", dataset="mnist", created=1e9), NOTHING),
    ]
    assert list(map(Rows(rows).title, rows)) == [f"{began} · seed 0", f"{began} · seed 7", "mine", began]
    assert Rows(rows[:1]).title(rows[0]) == began
    assert Rows(rows).found("seed") == [0, 1]  # what stands there is found
    assert Rows(rows).found('name:"seed 7"') == [1]


def test_a_run_is_called_in_the_list_as_everywhere_else_and_a_damaged_one_by_its_folder(tmp_path: Path) -> None:
    began = datetime(2026, 5, 4, 13, 2, 1).timestamp()
    records = [RunRecord(id=name, network="lenet", seed=seed, created=began + seed) for seed, name in enumerate("ab")]
    for record in records:
        (tmp_path / record.id).mkdir()
        (tmp_path / record.id / "run.json").write_text(record.model_dump_json())
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "run.json").write_text("{")
    rows = [read_row(tmp_path / name) for name in ("a", "b", "torn")]
    called = [run_title(row.path) for row in rows]
    assert called == ["lenet 13:02:01", "lenet 13:02:02", "torn"]
    assert list(map(Rows(rows).title, rows)) == [f"{called[0]} · seed 0", f"{called[1]} · seed 1", "torn"]
    assert [Rows([row]).title(row) for row in rows] == called


def test_runs_that_were_given_one_name_are_told_apart() -> None:
    places = ("/runs/1", "/runs/2", "/backup/2", "/runs/3")
    rows = [run(place, folder=place)._replace(title="best", network="net") for place in places]
    rows[3] = rows[3]._replace(title="net")
    assert list(map(Rows(rows).title, rows)) == ["best · 1", "best · runs", "best · backup", "net"]
    assert Rows(rows[:1]).title(rows[0]) == "best"


def test_copies_of_a_run_are_told_apart_by_their_folders() -> None:
    """A copy says of itself in its record what the original says."""
    places = ("/runs/1-lenet", "/backup/1-lenet", "/backup/copy of it", "/runs/2-vgg")
    rows = [run(place.split("/")[-1], folder=place)._replace(title="net", network="net") for place in places]
    rows[2] = rows[2]._replace(id="1-lenet")
    assert list(map(Rows(rows).title, rows)) == ["net · runs", "net · backup", "net · copy of it", "net"]
    assert list(map(Rows(rows[1:]).title, rows[1:])) == ["net", "net · copy of it", "net"]
    assert Rows(rows).found("copy") == [2]
    damaged = [row._replace(state="damaged") for row in rows]
    assert {Rows(damaged).title(row) for row in damaged} == {"net"}


FIGURES = st.dictionaries(st.sampled_from(["loss", "val_loss", "val_accuracy"]), st.integers(0, 3).map(float))


@given(
    st.lists(st.tuples(FIGURES, st.sampled_from("abc"), st.booleans()), max_size=12),
    st.sampled_from(["val_loss", "val_accuracy", "epochs"]),
    st.sampled_from(["<", "<=", "=", ">", ">="]),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from([*ORDERS]),
    st.booleans(),
)
@settings(max_examples=examples(200), deadline=None)
def test_what_is_found_and_how_it_stands_is_what_each_run_says(
    made: list[tuple[dict[str, float], str, bool]], name: str, sign: str, limit: int, no: bool, by: str, falling: bool
) -> None:
    rows = [
        row_of(RunRecord(id=str(place), network=network, epochs=place % 4, best=figures), Notes(pinned=pinned))
        for place, (figures, network, pinned) in enumerate(made)
    ]
    compare = {"<": operator.lt, "<=": operator.le, "=": operator.eq, ">": operator.gt, ">=": operator.ge}[sign]
    values = [row.epochs if name == "epochs" else row.figures.get(name, row.best if row.figure == name else None) for row in rows]
    passing = [place for place, one in enumerate(values) if (one is not None and compare(one, limit)) != no]
    listed = Rows(rows)
    for _ in range(2):  # what was worked out is taken again
        assert listed.found(f"{'-' if no else ''}{name}{sign}{limit}") == passing
        for places in (passing, range(len(rows))):
            keys = {place: ORDERS[by](rows[place]) for place in places}
            known = sorted((place for place in places if keys[place] is not None), key=keys.__getitem__, reverse=falling)
            order = known + [place for place in places if keys[place] is None]
            order.sort(key=lambda place: not rows[place].pinned)
            assert listed.in_order(places, by, falling=falling) == order
