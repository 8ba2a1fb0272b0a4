"""What goes wrong in the worker is told as what it is."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

pytest.importorskip("keras")

from cnn.errors import DatasetError, DiskFullError, LayerloomError, RecipeError
from cnn.project import Project
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.folder import RunFolder
from cnn.runs.messages import AboutImage, Evaluate, Explain, Export, Failed, Predict, PredictImage, Stop, Train
from cnn.worker import dispatch
from cnn.worker.dispatch import JOBS, Dispatcher
from cnn.worker.pipes import Wishes
from tests.cnn.worker.conversation import small_network

pytestmark = pytest.mark.keras


class Told:
    """An outbox that keeps what is sent."""

    run = ""

    def __init__(self) -> None:
        self.events: list[tuple[type, dict[str, Any]]] = []

    def send(self, kind: type, **values: Any) -> None:
        self.events.append((kind, values))

    def open_run(self, run: str, events: Path) -> None:
        self.open = True

    def close_run(self) -> None:
        self.open = False


QUESTIONS = [
    Export(request="1", project="net.loom", path="net.keras"),
    Evaluate(request="2", project="net.loom", weights="model.keras"),
    Predict(request="3", project="net.loom", weights="model.keras", images=("a.png",)),
    PredictImage(request="4", project="net.loom", weights="", image=ChosenImage(file="a.png")),
    Explain(request="5", project="net.loom", weights="", image=ChosenImage(file="a.png")),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.command)
def test_a_defect_is_that_of_the_job_and_not_of_a_training(question: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the moon is full")

    monkeypatch.setattr(dispatch, "LoadedModel" if isinstance(question, AboutImage | Predict) else question.command, fail)
    told = Told()
    Dispatcher(told).serve(question, Wishes())  # type: ignore[arg-type]
    ((kind, values),) = told.events
    assert kind is Failed
    assert values["message"] == f"{JOBS[question.command]} failed: the moon is full"
    assert values["request"] == question.request


@pytest.mark.parametrize("question", QUESTIONS[-2:], ids=lambda question: question.command)
def test_a_question_that_was_called_off_before_its_turn_is_not_begun_with(question: Any) -> None:
    told = Told()
    Dispatcher(told, {question.request}).serve(question, Wishes())  # type: ignore[arg-type]
    ((kind, values),) = told.events
    assert (kind, values["error"], values["request"]) == (Failed, "CalledOffError", question.request)


@pytest.mark.parametrize(
    ("error", "resume", "step", "refused"),
    [
        (DatasetError("No images."), False, "prepare", True),
        (RecipeError("No such figure."), False, "prepare", True),
        (DiskFullError("Full."), False, "prepare", False),
        (RuntimeError("a defect"), False, "prepare", False),
        (DatasetError("No images."), True, "prepare", False),
        (RecipeError("The loss is no number."), False, "run", False),
    ],
)
def test_only_a_mistake_before_the_first_step_of_a_new_run_is_a_refusal(
    error: Exception, resume: bool, step: str, refused: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Prepared:
        def run(self, *_: object) -> None:
            raise error

    def prepare(*_: object) -> Prepared:
        if step == "prepare":
            raise error
        return Prepared()

    monkeypatch.setattr(dispatch, "prepare", prepare)
    monkeypatch.setattr(dispatch, "print_to", lambda _: None)
    run = RunFolder.create(Project(), tmp_path / "run")
    run.log.write_text("looked everywhere\n")
    told = Told()
    Dispatcher(told).serve(Train(run="1", folder=str(run.path), resume=resume), Wishes())  # type: ignore[arg-type]
    ((kind, values),) = told.events
    assert kind is Failed
    assert values.get("refused", False) == refused
    assert (values.get("log") == "looked everywhere") == refused
    assert isinstance(error, LayerloomError) or "a defect" in values["message"]
    assert not told.open
    assert run.record().state == "failed"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_in_words(number: int) -> None:
    told = dispatch.explained(OSError(number, os.strerror(number)))
    assert (told["message"], told["hint"]) == ("The disk is full.", "Free some space and continue the run.")
    other = dispatch.explained(OSError(errno.EIO, os.strerror(errno.EIO)))
    assert "Input/output error" in other["message"]
    assert other["hint"] == "The log has the whole story."


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of images of which it is told at once how far it is read."""
    monkeypatch.setattr("cnn.datasets.looks.FEWEST", 1)
    monkeypatch.setattr("cnn.datasets.reading_progress.INTERVAL", 0.0)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    for name in ("a", "b"):
        (tmp_path / "images" / name).mkdir(parents=True)
        Image.new("L", (8, 8)).save(tmp_path / "images" / name / "1.png")
    return tmp_path / "images"


@pytest.mark.parametrize("resume", [False, True])
def test_a_training_that_is_stopped_while_images_are_read_is_called_off(tmp_path: Path, large: Path, resume: bool) -> None:
    """A new one leaves nothing that anybody needs; one that was to go on is what it was."""
    folder = RunFolder.create(Project(small_network(), dataset=str(large)), tmp_path / "run")
    folder.update_record(state="interrupted", reason="the power failed", ended=7.0)
    wishes, told = Wishes(), Told()
    wishes.hear(Stop())
    order = Train(run=folder.id, folder=str(folder.path), resume=resume)
    Dispatcher(told).serve(order, wishes)  # type: ignore[arg-type]
    kind, values = told.events[-1]
    assert kind is Failed
    assert "nothing was trained" in values["message"]
    assert values.get("refused", False) != resume
    record = folder.record()
    if resume:
        assert (record.state, record.reason, record.ended) == ("interrupted", "the power failed", 7.0)
