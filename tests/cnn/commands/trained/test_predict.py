"""`predict` over folders, lists and watched folders, against a worker that pretends."""

import csv
import io
import json
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cnn.commands.ending import SIGNALS
from cnn.commands.trained import predict
from cnn.datasets.pixels.image_files import ImageFile, Search
from cnn.runs.predictions import part_of
from tests.cnn.commands.cli import Command

pytestmark = [pytest.mark.worker, pytest.mark.usefixtures("pretending")]


@pytest.fixture
def run(command: Command, tmp_path: Path) -> Path:
    path = tmp_path / "run"
    assert command("train", "lenet5", "--data", "mnist-sample", "--epochs", 1, "--out", path).code == 0
    return path


def folder(tmp_path: Path, *names: str) -> Path:
    """A folder with files that the worker takes for images."""
    for name in names:
        (tmp_path / "images" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "images" / name).write_bytes(b"?")
    return tmp_path / "images"


def test_a_disk_is_asked_beside_the_thread_that_hears_ctrl_c(
    command: Command, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A share that hangs holds up whoever asks it, and no signal is heard there."""
    asking = set[threading.Thread]()
    fault, images = predict._fault, Search.images

    def looked(self: Search, places: Iterable[Path]) -> Iterator[ImageFile]:
        asking.add(threading.current_thread())
        yield from images(self, places)

    monkeypatch.setattr(predict, "_fault", lambda place: asking.add(threading.current_thread()) or fault(place))
    monkeypatch.setattr(Search, "images", looked)
    assert command("predict", run, folder(tmp_path, "a.png", "b.png")).code == 0
    assert len(asking) == 2
    assert threading.main_thread() not in asking


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def list_on_stdin(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))


def test_a_row_for_each_image_of_a_folder(command: Command, run: Path, tmp_path: Path) -> None:
    images = folder(
        tmp_path, "b/odd.png", "a.png", "b/vague.png", "broken.png", "notes.txt", *(f"c/{i:03}.png" for i in range(150))
    )
    outcome = command("predict", run, images, "--csv", tmp_path / "out.csv")
    assert (outcome.code, outcome.out) == (0, "")
    found = rows(tmp_path / "out.csv")
    assert [row["image"] for row in found[:4]] == ["a.png", "broken.png", "b/odd.png", "b/vague.png"]
    assert len(found) == 154
    assert list(found[0]) == ["image", "predicted", "probability", "confidence", "uncertain", "unlike", "error", "a", "b"]
    assert (found[0]["predicted"], found[0]["a"], found[0]["b"]) == ("a", "0.75", "0.25")
    assert [row["error"] for row in found if row["error"]] == ["It is torn."]
    assert [row["image"] for row in found if row["unlike"] == "1"] == ["b/odd.png"]
    assert outcome.err.splitlines() == [
        "broken.png: It is torn.",
        "154 images, 1 can't be read, 1 uncertain, 1 unlike anything seen, 1 file is no image by its name.",
        "uncertain: of images this unsure, about 4 in 10 are wrong.",
        "unlike: further than 99 of 100.",
    ]


def test_json_is_the_list_it_was_for_images_and_folders(command: Command, run: Path, tmp_path: Path) -> None:
    images = folder(tmp_path, "a.png", "deep/er/broken.png")
    found = command("predict", run, images, "--json").document
    assert [item["image"] for item in found] == [str(images / "a.png"), str(images / "deep/er/broken.png")]
    assert found[0]["top"][0] == {"class": "a", "probability": 0.75}
    assert found[1]["error"] == "It is torn."
    one = command("predict", run, images / "a.png", "--json")
    assert one.out == json.dumps(one.document, indent=1) + "\n"


def test_what_is_marked_is_said_behind_it(command: Command, run: Path, tmp_path: Path) -> None:
    outcome = command("predict", run, folder(tmp_path, "vague-odd.png") / "vague-odd.png")
    assert outcome.out.endswith("vague-odd.png: a 75.0%, b 25.0%  (uncertain, unlike anything seen)\n")


@pytest.mark.parametrize(("end", "option"), [(b"\n", []), (b"\r\n", []), (b"\0", ["--null"]), (b"\0", ["-0"])])
def test_a_list_on_stdin(
    command: Command, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: bytes, option: list[str]
) -> None:
    images = folder(tmp_path, "a.png", "with space.png", "in/b.png", "in/c.png")
    paths = [images / "with space.png", images / "in", tmp_path / "gone-broken.png", images / "a.png"]
    list_on_stdin(monkeypatch, end.join(os.fsencode(path) for path in paths) + end + end)
    found = command("predict", run, "-", *option, "--json").document
    names = [images / "with space.png", images / "in" / "b.png", images / "in" / "c.png", paths[2], images / "a.png"]
    assert [item["image"] for item in found] == [str(name) for name in names]


def test_a_name_that_is_no_unicode(command: Command, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = os.fsdecode(os.fsencode(folder(tmp_path)) + b"/na\xefve.png")
    folder(tmp_path, "a.png")
    try:
        Path(name).write_bytes(b"?")
    except OSError:
        pytest.skip("this disk takes none")
    list_on_stdin(monkeypatch, os.fsencode(name))
    assert command("predict", run, "-", "--csv", tmp_path / "out.csv").code == 0
    assert rows(tmp_path / "out.csv")[0]["image"].endswith("na\\udcefve.png")
    assert "na\\udcefve.png: a 75.0%" in command("predict", run, name).out


def test_nothing_to_look_at_is_told(command: Command, run: Path, tmp_path: Path) -> None:
    assert command("predict", run, folder(tmp_path, "notes.txt")).complained("no images in")
    assert command("predict", run).complained("predict needs IMAGE")
    assert command("predict", run, tmp_path / "gone.png").complained("There is no image")
    assert command("predict", run, "--watch", tmp_path / "gone").complained("There is no folder")
    assert command("predict", run, tmp_path, "--watch", tmp_path).complained("--watch looks at one folder")
    assert command("predict", run, tmp_path, "--null").complained("--null is about a list on stdin")


def test_images_none_of_which_can_be_read_fail(command: Command, run: Path, tmp_path: Path) -> None:
    outcome = command("predict", run, folder(tmp_path, "broken-1.png", "broken-2.png"), "--csv", tmp_path / "out.csv")
    assert outcome.code == 2
    assert "None of 2 images can be read." in outcome.err
    assert [row["error"] for row in rows(tmp_path / "out.csv")] == ["It is torn."] * 2


@pytest.fixture
def default_signals() -> Iterator[None]:
    """Whatever the tests are run by."""
    before: dict[Any, Any] = {number: signal.signal(number, signal.SIG_DFL) for number in SIGNALS}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert {signal.getsignal(number) for number in SIGNALS} == {signal.SIG_DFL}, "they are given back"
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("default_signals")
@pytest.mark.parametrize("number", [signal.SIGINT, *SIGNALS])
def test_an_end_in_between_keeps_what_was_found(
    number: signal.Signals, command: Command, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C, SIGTERM, and a terminal that is closed."""
    images = folder(tmp_path, *(f"{i:03}.png" for i in range(200)))
    (tmp_path / "out.csv").write_text("old")
    answer, answers = predict.Conversation.answer, 0

    def interrupted(self: Any, *asked: Any) -> Any:
        nonlocal answers
        answers += 1
        if answers == 4:  # the first one opened the model
            signal.raise_signal(number)
        return answer(self, *asked)

    monkeypatch.setattr(predict.Conversation, "answer", interrupted)
    outcome = command("predict", run, images, "--csv", tmp_path / "out.csv")
    assert outcome.code == 128 + number
    assert f"128 images until here: {part_of(tmp_path / 'out.csv')}" in outcome.err
    assert outcome.err.endswith("layerloom: Interrupted.\n")
    assert (tmp_path / "out.csv").read_text() == "old"
    assert len(rows(part_of(tmp_path / "out.csv"))) == 128


def test_a_watched_folder(command: Command, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is the test's: files come between two looks, and the fifth look is interrupted."""
    images, out = folder(tmp_path, "first.png"), tmp_path / "images" / "out.csv"
    rounds: list[int] = []

    def next_look(_: float) -> None:
        rounds.append(len(rows(out)))
        if len(rounds) == 2:
            folder(tmp_path, "deep/second.png")
        if len(rounds) == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(predict, "sleep", next_look)
    outcome = command("predict", run, "--watch", images, "--csv", out, "--json")
    assert outcome.code == 0
    assert rounds == [0, 1, 1, 2, 2]
    assert [json.loads(line)["image"] for line in outcome.out.splitlines()] == [
        str(images / "first.png"),
        str(images / "deep/second.png"),
    ]
    assert "2 images." in outcome.err
    rounds.clear()
    again = command("predict", run, "--watch", images, "--csv", out)
    assert (again.code, again.out) == (0, "")
    assert "2 images stand in" in again.err


def test_a_run_without_its_project_is_not_called_untrained(command: Command, run: Path, tmp_path: Path) -> None:
    (run / "project.loom").unlink()
    (run / "model.keras").write_bytes(b"kept")
    assert command("predict", run, folder(tmp_path, "1.png")).complained("has no project.loom", "name model.keras itself")
