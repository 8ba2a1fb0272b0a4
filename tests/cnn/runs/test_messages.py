"""Commands and events survive the pipe; anything else is refused."""

import json

import pytest
from pydantic import BaseModel, ValidationError

from cnn.runs import messages
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import (
    Activations,
    Answer,
    Batch,
    CallOff,
    Checkpoint,
    Describe,
    Device,
    Diagnostics,
    Epoch,
    Evaluate,
    Explain,
    Export,
    Failed,
    FindRate,
    Finished,
    Found,
    InspectLayer,
    Join,
    LayerDiagnostics,
    MapImages,
    OpenPredictor,
    Pause,
    Phase,
    Predict,
    PredictImage,
    Preview,
    Progress,
    Ready,
    RestoreLearningRate,
    Resume,
    SetEpochs,
    SetLearningRate,
    ShowImage,
    Shutdown,
    SkipValidation,
    Stop,
    Train,
    WatchFilm,
    read_command,
    read_event,
    write_line,
)

COMMANDS = [
    Train(run="r", folder="/runs/ü"),
    Pause(),
    Resume(),
    Stop(),
    SkipValidation(),
    SetLearningRate(learning_rate=0.1),
    RestoreLearningRate(),
    SetEpochs(epochs=20),
    Evaluate(request="1", project="p.loom", weights="m.keras"),
    MapImages(request="8", project="p.loom", weights="m.keras", method="tsne", path="map.npz"),
    OpenPredictor(request="5", project="p.loom", weights="m.keras"),
    Predict(request="2", project="p.loom", weights="m.keras", images=("a.png", "b.png")),
    Describe(request="6", project="p.loom", weights=""),
    PredictImage(request="7", project="p.loom", weights="", image=ChosenImage(file="a.png"), marks=True),
    Explain(request="8", project="p.loom", weights="", image=ChosenImage(place=3), method="smooth_grad", target="7"),
    Activations(request="9", project="p.loom", weights="", image=ChosenImage(file="a.png"), layers=("conv2d",)),
    ShowImage(request="11", project="p.loom", weights="", image=ChosenImage(place=1), side=192),
    InspectLayer(request="10", project="p.loom", weights="", image=ChosenImage(file="a.png"), layer="conv2d", place=(1, 2)),
    WatchFilm(request="12", project="p.loom", weights="", image=ChosenImage(place=2), layer="conv2d", path="film.npz"),
    CallOff(request="8"),
    Export(request="3", project="p.loom", path="x.keras"),
    Preview(request="4", project="p.loom", path="x.npz", images=3, versions=2),
    FindRate(request="r", project="p.loom"),
    Join(),
    Shutdown(),
]
EVENTS = [
    Ready(time=1, device=Device(kind="CPU", name="2 cores", reason="no driver."), versions={"keras": "3"}),
    Phase(run="r", time=1, phase="data"),
    Batch(run="r", time=1, epoch=1, step=2, steps=3, logs={"loss": 0.5}),
    Epoch(run="r", time=1, epoch=1, epochs=2, seconds=1.5, images_per_second=10, logs={"loss": None}),
    Diagnostics(run="r", time=1, epoch=1, layers=(LayerDiagnostics(name="conv2d", dead=0.5),), labels=(2, 3)),
    Found(run="r", time=1, kind="dead_relu", message="Half of them.", layer="conv2d", epoch=1, suggestion="Use leaky ReLU"),
    Checkpoint(run="r", time=1, epoch=1, step=0, path="c"),
    Finished(run="r", time=1, state="stopped", best={"val_loss": 1.0}, model="m.keras"),
    Failed(run="r", time=1, error="E", message="line\nbreak", hint="h"),
    Progress(run="r", time=1, request="1", stage="Writing ONNX", number=2),
    Answer(run="r", time=1, request="1", result={"loss": 1.0}),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.command)
def test_commands(command: BaseModel) -> None:
    line = write_line(command)
    assert line.count("\n") == 1
    assert read_command(line) == command
    assert read_command(line.encode()) == command


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.event)
def test_events(event: BaseModel) -> None:
    line = write_line(event)
    assert line.count("\n") == 1
    assert read_event(line) == event
    assert {"event", "run", "time"} <= set(json.loads(line))


@pytest.mark.slow
def test_nothing_is_left_out() -> None:
    assert {command.command for command in COMMANDS} == set(_words(messages.COMMANDS))
    assert {event.event for event in EVENTS} == set(_words(messages.EVENTS))


def _words(adapter: object) -> list[str]:
    return list(adapter.json_schema()["discriminator"]["mapping"])  # type: ignore[attr-defined]


def test_not_a_number_becomes_null() -> None:
    event = Batch(time=1, epoch=1, step=1, steps=1, logs={"loss": float("nan"), "accuracy": float("inf")})
    assert json.loads(write_line(event))["logs"] == {"loss": None, "accuracy": None}


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"command": "format"}', '{"command": "stop", "extra": 1}', "stop"])
def test_what_is_no_command(line: str) -> None:
    with pytest.raises(ValidationError):
        read_command(line)


@pytest.mark.parametrize("rate", [0, -1, float("inf"), float("nan")])
def test_impossible_learning_rates(rate: float) -> None:
    with pytest.raises(ValidationError):
        SetLearningRate(learning_rate=rate)


def test_messages_do_not_change() -> None:
    with pytest.raises(ValidationError):
        COMMANDS[0].run = "other"  # type: ignore[misc,union-attr]
