"""What is asked about is known in one place, and told to whoever shows something of it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from cnn.runs.chosen_image import ChosenImage
from gui.document.subject import AskedModel, Subject


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
