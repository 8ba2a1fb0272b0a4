"""What a run told is taken back to a checkpoint, whatever has become of its lines."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cnn.blocks.functional import Network
from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.runs.messages import read_event
from cnn.runs.rewind import OWN, Position, read_history, rewind
from tests.stages import examples

HEAD = ",".join([*OWN, "loss"]) + "\n"


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return RunFolder.create(Project(Network().graph), tmp_path / "run")


def line(**event: Any) -> str:
    return json.dumps({"run": "r", "time": 1.0, **event}) + "\n"


def epoch(number: int) -> str:
    return line(event="epoch", epoch=number, epochs=9, seconds=1.0, images_per_second=5.0, logs={"loss": 0.5})


DAMAGED = [
    "",
    "nonsense\n",
    "[]\n",
    "3\n",
    '{"event": "batch"}\n',
    '{"event": 7}\n',
    line(event="epoch", epoch="two"),
    line(event="batch", epoch=None, step=1, steps=2, logs={}),
    line(event="checkpoint", epoch=1, step=[], path=""),
    "[" * 10_000 + "\n",
    '{"event": "epoch", "epo',
]


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_line_is_left_out_and_the_rest_stays(run: RunFolder, damaged: str) -> None:
    whole = [
        epoch(1),
        line(event="batch", epoch=2, step=1, steps=3, logs={}),
        line(event="of the future", thing=1),
        epoch(2),
        epoch(3),
    ]
    run.history.write_text(HEAD + "1,1,5,0.5\n2,1,5,0.4\n3,1,5,0.3\n")
    run.events.write_text(whole[0] + damaged + ("" if damaged.endswith("\n") else "\n" * bool(damaged)) + "".join(whole[1:]))
    rows = rewind(run, Position(2), 9)
    assert [row.epoch for row in rows] == [1, 2]
    assert run.events.read_text() == "".join(whole[:4])


@pytest.mark.parametrize(
    "row", ["x,1,5,0.3", "inf,1,5,0.3", "nan,1,5,1", "1e400,1,5,1", "3,1", "3,1,5,0.3,7,7", "\x00", "3,one,5,0.3", '"']
)
def test_a_damaged_row_ends_the_history(run: RunFolder, row: str) -> None:
    run.history.write_text(f"{HEAD}1,1,5,0.5\n2,1,5,0.4\n{row}\n")
    assert [found.epoch for found in read_history(run.history)] == [1, 2]


def test_a_folder_instead_of_a_history(run: RunFolder) -> None:
    run.history.mkdir()
    assert read_history(run.history) == []


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(st.lists(st.one_of(st.sampled_from([*DAMAGED, epoch(1), epoch(2), epoch(3)]), st.text(max_size=20)), max_size=8))
def test_what_is_left_can_always_be_read(run: RunFolder, lines: list[str]) -> None:
    run.history.write_text(HEAD + "1,1,5,0.5\n2,1,5,0.4\n")
    run.events.write_text("".join(lines), encoding="utf-8", newline="")
    rewind(run, Position(2), 9)
    left = [read_event(text) for text in run.events.read_bytes().splitlines()]
    assert sorted({event.epoch for event in left if event.event == "epoch"}) == [1, 2]
