"""The process that reads a dataset answers in order, tells what goes wrong, and ends with whoever asks."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset, questions
from cnn.datasets.division.contents import check
from cnn.datasets.division.curation import Curation
from cnn.datasets.inspection.inspector import inspect
from cnn.datasets.inspection.statistics import survey
from cnn.datasets.questions import Answer, Choice, Question, answer_bytes, answers, question_bytes
from cnn.datasets.samples import samples_of
from tests.cnn.datasets.strange_images import POSTSCRIPT
from tests.forkserver import servers

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", autouse=True)
def _fork_servers(fork_servers: str) -> Iterator[None]:
    """The process finds everything imported."""
    with servers.used(fork_servers):
        yield


def answered(*wanted: Question, program: list[str] | None = None) -> list[Answer]:
    """What the process says to some questions, with what it tells of a reading that is under way."""
    process = subprocess.Popen(program or questions.program(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        process.stdin.write(b"".join(map(question_bytes, wanted)))
        process.stdin.flush()
        heard, found = bytearray(), list[Answer]()
        while sum(answer.underway == (0, 0) for answer in found) < len(wanted):
            chunk = process.stdout.read1(1 << 16)  # type: ignore[attr-defined]
            assert chunk, "it ended"
            heard += chunk
            found += answers(heard)
    assert process.returncode == 0
    return found


def patched(code: str) -> list[str]:
    """The process, with something of it replaced."""
    return [sys.executable, "-c", f"import cnn.datasets.serving as serving\n{code}\nserving.main()"]


@pytest.mark.slow
def test_contents_survey_and_samples_are_those_of_the_dataset(tmp_path: Path) -> None:
    images = np.random.default_rng(0).integers(0, 256, (40, 120, 8, 3), np.uint8)
    np.savez(tmp_path / "x.npz", x_train=images, y_train=np.arange(40) % 2, x_test=images[:2], y_test=[0, 1], classes=["a", "b"])
    source = str(tmp_path / "x.npz")
    choice = Choice("test", "b", 3)
    contents, found, samples = answered(
        Question(source=source), Question(source=source, what="survey"), Question(source=source, what="samples", choice=choice)
    )
    dataset = open_dataset(source)
    assert contents.contents is not None
    assert contents.contents.counts == dataset.info()
    assert (contents.contents.classes, contents.contents.image_shape) == (("a", "b"), (120, 8, 3))
    assert len(contents.samples) == 40
    assert found.survey == survey(dataset)
    (expected, label), *_ = samples_of(dataset, 60, 96, choice)
    assert [(sample.label, sample.shape, sample.pixels) for sample in samples.samples] == [
        (label, (96, 6, 3), expected.tobytes())
    ]


@pytest.mark.slow
def test_a_table_has_columns(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("kind,p0,p1,p2,p3\n0,1,2,3,4\n1,5,6,7,8\n")
    (answer,) = answered(Question(source=f"{tmp_path}/x.csv::label=kind"))
    assert answer.contents is not None
    assert answer.contents.columns == ("kind", "p0", "p1", "p2", "p3")


@pytest.mark.slow
def test_what_was_decided_about_images_is_carried_out() -> None:
    plain, *_ = answered(Question(source="mnist-sample", what="samples", most=3))
    first, second, _ = plain.samples
    curation = Curation().exclude({first.key: first.check}).relabel({second.key: second.check}, "blot")
    contents, samples, again = answered(
        Question(source="mnist-sample", curation=curation),
        Question(source="mnist-sample", curation=curation.exclude({"train[4]": "gone"}), most=1),
        Question(source="mnist-sample"),
    )
    assert contents.contents is not None
    assert contents.contents.counts["train"] == dict.fromkeys("0123456789", 500) | {"0": 499, "1": 499, "blot": 1}
    assert samples.contents is not None
    assert samples.contents.stale == ("train[4]",)
    assert first.key not in [sample.key for sample in contents.samples]
    assert again.contents is not None
    assert again.contents.classes == tuple("0123456789")


@pytest.mark.slow
def test_a_single_image(tmp_path: Path) -> None:
    Image.new("L", (200, 100), 9).save(tmp_path / "x.png")
    (tmp_path / "y.png").write_bytes(POSTSCRIPT)
    good, bad = answered(*(Question(source=str(tmp_path / name), what="image", side=20) for name in ("x.png", "y.png")))
    (sample,) = good.samples
    assert (sample.shape, set(sample.pixels)) == ((10, 20, 1), {9})
    assert "y.png can't be read" in bad.message


@pytest.mark.slow
def test_what_goes_wrong_is_told_and_the_next_question_answered(tmp_path: Path) -> None:
    missing, good = answered(Question(source=str(tmp_path / "x.npz")), Question(source="mnist-sample", what="samples", most=3))
    assert "no file or folder" in missing.message
    assert missing.hint
    assert not missing.defect
    assert [sample.label for sample in good.samples] == ["0", "1", "2"]


@pytest.mark.slow
def test_what_nobody_foresaw_is_told_with_its_report() -> None:
    (answer,) = answered(Question(source="x"), program=patched("serving.open_dataset = lambda *_, **__: 1 // 0"))
    assert answer.message == "ZeroDivisionError: integer division or modulo by zero"
    assert "Traceback" in answer.defect


@pytest.mark.slow
def test_what_a_library_prints_is_no_answer() -> None:
    program = patched(
        "read = serving.open_dataset\nserving.open_dataset = lambda *asked, **more: [print('loud'), read(*asked, **more)][1]"
    )
    (answer,) = answered(Question(source="mnist-sample", what="samples", most=1), program=program)
    assert len(answer.samples) == 1


@pytest.mark.slow
def test_it_ends_with_whoever_asks_though_a_dataset_never_answers() -> None:
    program = patched("import time\nserving.open_dataset = lambda *_, **__: [print('reading', flush=True), time.sleep(1000)]")
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    with process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(question_bytes(Question(source="x")))
        process.stdin.flush()
        assert process.stderr.readline() == b"reading\n"
        process.stdin.close()
        assert process.wait(60) == 0


def test_answers_come_in_pieces() -> None:
    content = answer_bytes(Answer(message="one")) + answer_bytes(Answer(message="two"))
    heard, found = bytearray(), []
    for byte in content:
        heard.append(byte)
        found += [answer.message for answer in answers(heard)]
    assert (found, heard) == (["one", "two"], b"")
    with pytest.raises(ValueError, match="JSON"):
        list(answers(bytearray(b"\0\0\0\0\0\0\0\1?")))


@pytest.mark.slow
def test_images_are_listed_in_portions_and_known_by_their_keys(tmp_path: Path) -> None:
    images = np.random.default_rng(0).integers(0, 256, (40, 50, 60, 3), np.uint8)
    images[33] = images[3]
    images[7] = 9
    np.savez(tmp_path / "x.npz", x_train=images[:30], y_train=np.arange(30) % 2, x_test=images[30:], y_test=[0] * 10)
    source = str(tmp_path / "x.npz")
    keys = "test[3]", "train[3]", "nowhere"
    portions = [Question(source=source, what="listed", first=first, most=16) for first in (0, 16, 32, 48)]
    *listed, checks, shown = answered(
        *portions,
        Question(source=source, what="checks", keys=keys),
        Question(source=source, what="pictures", keys=keys, side=20),
    )
    parts = [answer.listed for answer in listed]
    assert [(len(part.keys), part.total) for part in parts if part is not None] == [(16, 40), (16, 40), (8, 40), (0, 40)]
    dataset = open_dataset(source)
    assert [key for part in parts if part is not None for key in part.keys] == [*dataset.train.keys, *dataset.test.keys]  # type: ignore[union-attr]
    assert parts[1] is not None
    assert (parts[1].splits[-3:], parts[1].labels[:2]) == (("train", "test", "test"), ("0", "1"))
    assert checks.checks == {"test[3]": check(dataset.test, 3), "train[3]": check(dataset.train, 3)}  # type: ignore[arg-type]
    assert [(sample.key, sample.shape) for sample in shown.samples] == [("test[3]", (17, 20, 3)), ("train[3]", (17, 20, 3))]


@pytest.mark.slow
def test_a_dataset_is_looked_through_until_it_is_over(tmp_path: Path) -> None:
    images = np.random.default_rng(0).integers(0, 256, (40, 8, 8, 1), np.uint8)
    images[33] = images[3]
    np.savez(tmp_path / "x.npz", x_train=images[:30], y_train=[0, 1] * 15, x_test=images[30:], y_test=[0] * 10)
    question = Question(source=str(tmp_path / "x.npz"), what="inspection")
    again = question.model_copy(update={"first": 1})
    first, second, third, anew = answered(question, again, again, question)
    assert (first.progress, second.progress, anew.progress) == ((30, 40), (40, 40), (30, 40))
    assert first.inspection is second.inspection is anew.inspection is None
    assert third.inspection == inspect(open_dataset(question.source))
    assert [copies.keys for copies in third.inspection.copies] == [("train[3]", "test[3]")]


@pytest.mark.slow
def test_while_a_large_folder_is_read_it_is_told_how_far(tmp_path: Path) -> None:
    for place in range(4):
        (tmp_path / "ab"[place % 2]).mkdir(exist_ok=True)
        Image.new("L", (5, 5)).save(tmp_path / "ab"[place % 2] / f"{place}.png")
    often = "import cnn.datasets.looks, cnn.datasets.reading_progress\ncnn.datasets.looks.FEWEST = 1\n"
    program = patched(f"{often}cnn.datasets.reading_progress.INTERVAL = 0.0")
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        *told, facts = answered(Question(source=str(tmp_path), what="facts"), program=program)
    assert [answer.underway for answer in told] == [(2, 4), (4, 4)]
    assert facts.facts is not None
