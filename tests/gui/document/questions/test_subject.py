"""What is asked about is known in one place, and told to whoever shows something of it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import LastRun, Project
from cnn.runs.chosen_image import ChosenImage
from gui.document import Document
from gui.document.questions.subject import AskedModel, Subject, as_designed


def test_an_image_that_is_chosen_again_is_told_again(qtbot: QtBot) -> None:
    subject, told = Subject(), list[object]()
    subject.imageChanged.connect(told.append)
    drawn = ChosenImage(file="drawing.png")
    for image in (drawn, drawn, None):
        subject.choose_image(image)
    assert told == [drawn, drawn, None]
    assert subject.image is None


def test_a_model_is_told_when_it_is_another(qtbot: QtBot) -> None:
    subject, told = Subject(), list[object]()
    subject.modelChanged.connect(told.append)
    run = AskedModel(run=Path("run"))
    for model in (AskedModel(), run, AskedModel(run=Path("run")), AskedModel(run=Path("run"), checkpoint="000002-000000.npz")):
        subject.choose_model(model)
    assert [model.checkpoint for model in told] == ["", "000002-000000.npz"]  # type: ignore[attr-defined]


def test_the_run_that_trained_the_open_network_is_the_open_network(tmp_path: Path) -> None:
    document = Document(Project(graph=PRESETS["lenet5"].graph()))
    trained, other = AskedModel(run=tmp_path), AskedModel(run=tmp_path / "other")
    assert as_designed(document, trained) == trained
    document.remember_run(LastRun("", str(tmp_path)))
    assert as_designed(document, trained) == AskedModel()  # with its weights, and with what was edited since
    assert as_designed(document, other) == other
    earlier = AskedModel(run=tmp_path, checkpoint="epoch-000002.npz")
    assert as_designed(document, earlier) == earlier
