"""How far images are read is told now and then, and whoever wants to stop need not wait for the last one."""

import io
import json
from pathlib import Path
from threading import Event

import pytest

from cnn.errors import CalledOffError
from cnn.runs.messages import Stop
from cnn.worker.data import reading
from cnn.worker.data.reading import Reading
from cnn.worker.pipes import Outbox, Wishes


def test_it_is_told_how_far_images_are_read_but_not_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    said, now = io.BytesIO(), [100.0]
    monkeypatch.setattr(reading.time, "monotonic", lambda: now[0])
    told = Reading(Outbox(said), Wishes())
    for done in range(0, 4000, 1000):
        told(done, 200_000)
        now[0] += 0.6
    events = [json.loads(line) for line in said.getvalue().splitlines()]
    assert [(event["event"], event["phase"], event["detail"]) for event in events] == [
        ("phase", "data", "reading 0 of 200,000"),
        ("phase", "data", "reading 2,000 of 200,000"),
    ]
    assert [(event["done"], event["total"]) for event in events] == [(0, 200_000), (2000, 200_000)]


def test_who_stops_it_does_not_wait_for_the_rest() -> None:
    wishes = Wishes()
    told = Reading(Outbox(io.BytesIO()), wishes)
    told(1000, 200_000)
    wishes.hear(Stop())
    with pytest.raises(CalledOffError, match=r"after 2,000 of 200,000 images were looked at; nothing was trained"):
        told(2000, 200_000)


def test_nobody_waits_for_a_share_that_does_not_answer(tmp_path: Path) -> None:
    """As a training opens its dataset."""
    from cnn.datasets.calling_off import patiently

    wishes, answers = Wishes(), Event()
    told = Reading(Outbox(io.BytesIO()), wishes)

    def hangs() -> None:
        wishes.hear(Stop())
        answers.wait()

    with pytest.raises(CalledOffError, match="nothing was trained"):
        patiently(hangs, told.look)
    answers.set()
    orphan = Wishes()
    orphan.abandon()
    Reading(Outbox(io.BytesIO()), orphan).look()


def test_an_orphan_reads_on() -> None:
    wishes = Wishes()
    wishes.abandon()
    Reading(Outbox(io.BytesIO()), wishes)(1000, 200_000)
