"""The bar is one line in every terminal, and says the epoch and the time left in the narrowest."""

import io

import pytest
from rich.console import Console

from cnn.commands.train import progress
from cnn.commands.train.progress import Bar, Lines
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.messages import Batch, Phase


@pytest.fixture(params=[40, 60, 80, 100, 160])
def screen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Console:
    screen = Console(width=request.param, file=io.StringIO(), force_terminal=True, markup=False, highlight=False)
    monkeypatch.setattr(progress, "console", lambda stderr=False: screen)
    return screen


def test_the_bar_is_one_line(screen: Console) -> None:
    project = Project(PRESETS["lenet5"].graph(), PRESETS["lenet5"].recipe.changed(epochs=100))
    bar = Bar(project, stderr=False)
    for event in (
        Phase(run="r", time=0.0, phase="build", detail="sparse_categorical_crossentropy, because " * 3),
        Batch(run="r", epoch=100, step=10, steps=100, time=1.0, logs={"loss": 12.3456, "accuracy": 0.1234}),
        Batch(run="r", epoch=100, step=20, steps=100, time=2.0, logs={"loss": 12.3456, "accuracy": 0.1234}),
    ):
        bar.hear(event)
        lines = screen.render_lines(bar._progress.get_renderable())
        assert len(lines) == 1, [segment.text for line in lines for segment in line]
        assert "left" in "".join(segment.text for segment in lines[0])
    said = "".join(segment.text for segment in lines[0])
    assert "epoch 100/100" in said
    assert ("12.3456" in said) == (screen.width >= 76)


NOTES = ("2 of 9 images can't be read and are skipped.", "a/[b].png: it is not an image")


def test_notes_on_the_data_stand_on_lines_of_their_own() -> None:
    said = io.StringIO()
    project = Project(PRESETS["lenet5"].graph())
    Lines(project, said).hear(Phase(run="r", time=0.0, phase="data", notes=NOTES))
    assert said.getvalue().splitlines() == list(NOTES)


def test_notes_on_the_data_stand_above_the_bar(screen: Console) -> None:
    with Bar(Project(PRESETS["lenet5"].graph()), stderr=False) as bar:
        bar.hear(Phase(run="r", time=0.0, phase="data", detail="[b]", notes=NOTES))
    text = screen.file.getvalue()  # type: ignore[attr-defined]
    assert "are skipped." in " ".join(text.split())
    assert "[b].png" in text
