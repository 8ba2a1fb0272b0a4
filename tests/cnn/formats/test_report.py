"""What is said about a file that was opened."""

import json
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import h5py
import numpy as np
import pytest

from cnn.errors import FileError
from cnn.formats import report
from cnn.formats.keras import archive, reader
from cnn.formats.report import open_with_report
from cnn.presets import PRESETS
from cnn.project import Project, save
from tests.cnn.formats import hostile


def _written(path: Path, numbers: int, *items: hostile.Document) -> Path:
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(hostile.sequential(*items))
        file.create_dataset("model_weights/conv/conv/kernel", data=np.zeros(numbers))
        file.create_dataset("optimizer_weights/momentum", data=np.zeros(999))
    return path


@pytest.mark.worker
def test_counts_that_agree_and_that_differ(tmp_path: Path) -> None:
    right = open_with_report(_written(tmp_path / "right.h5", (27 + 1) * 4, hostile.conv()))
    assert (right.params, right.stored, right.agrees, right.lines()) == (112, 112, True, ())
    wrong = open_with_report(_written(tmp_path / "wrong.h5", 100, hostile.conv()))
    assert wrong.agrees is False
    assert wrong.lines() == ("The network has 112 parameters; the file keeps 100 numbers.",)


@pytest.mark.worker
def test_whether_counts_agree_asks_for_no_second_analysis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = open_with_report(_written(tmp_path / "right.h5", (27 + 1) * 4, hostile.conv()))
    monkeypatch.setattr("cnn.formats.report.analyse", None)  # the window asks, and would stand still for it
    assert found.agrees
    assert "exactly as many" in found.summary()


@pytest.mark.worker
def test_unknown_layers_are_named_and_nothing_is_guessed(tmp_path: Path) -> None:
    report = open_with_report(_written(tmp_path / "it.h5", 112, hostile.conv(), hostile.LAMBDA))
    assert report.unknown == ("evil (Lambda)",)
    assert report.params is None
    assert report.agrees is None
    assert "evil (Lambda)" in report.lines()[0]


def test_functions_that_became_layers(tmp_path: Path) -> None:
    tensor = {"class_name": "__keras_tensor__", "config": {"shape": [None, 8, 8, 3], "keras_history": ["image", 0, 0]}}
    add = {
        "module": "keras.src.ops.numpy",
        "class_name": "Add",
        "name": "add",
        "config": {"name": "add"},
        "inbound_nodes": [{"args": [tensor, 3.0], "kwargs": {}}],
    }
    image = hostile.sequential()["config"]["layers"][0]
    layers = [{**image, "name": "image", "inbound_nodes": []}, add]
    config = {"name": "net", "layers": layers, "input_layers": [["image", 0, 0]], "output_layers": [["add", 0, 0]]}
    path = tmp_path / "net.json"
    path.write_text(json.dumps({"class_name": "Functional", "config": config}), encoding="utf-8")
    report = open_with_report(path)
    assert report.adapted == ("add: Add → Rescaling",)
    assert report.stored is None


@pytest.mark.parametrize(
    "call", [{"args": [], "kwargs": {"training": True}}, [["image", 0, 0, {"training": True}]], {"args": [], "kwargs": {}}]
)
def test_a_call_that_is_always_training_is_named(call: object, tmp_path: Path) -> None:
    layer = {"class_name": "Dropout", "module": "keras.layers", "name": "drop", "config": {"name": "drop", "rate": 0.5}}
    tensor = {"class_name": "__keras_tensor__", "config": {"shape": [None, 8, 8, 3], "keras_history": ["image", 0, 0]}}
    if isinstance(call, dict):
        call = {**call, "args": [tensor]}
    image = {**hostile.sequential()["config"]["layers"][0], "name": "image", "inbound_nodes": []}
    layers = [image, {**layer, "inbound_nodes": [call]}]
    config = {"name": "net", "layers": layers, "input_layers": [["image", 0, 0]], "output_layers": [["drop", 0, 0]]}
    path = tmp_path / "net.json"
    path.write_text(json.dumps({"class_name": "Functional", "config": config}), encoding="utf-8")
    adapted = open_with_report(path).adapted
    assert adapted == (("drop: training=True is left to fit and predict",) if "True" in str(call) else ())


@pytest.mark.parametrize("stopped_at", ["_json_file", "open_model", "read_project", "analyse"])
def test_a_file_that_nobody_wants_any_more_is_read_no_further(
    stopped_at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is at work when it is called off ends; the next step, which would keep another file waiting, does not begin."""
    stop, done = Event(), list[str]()
    steps = {"_json_file": archive, "_parsed": archive, "open_model": reader, "read_project": report, "analyse": report}

    def noting(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def called(*about: Any) -> Any:
            done.append(name)
            if name == stopped_at:
                stop.set()
            return step(*about)

        return called

    for name, room in steps.items():
        monkeypatch.setattr(room, name, noting(name, getattr(room, name)))
    path = tmp_path / ("net.loom" if stopped_at == "read_project" else "net.json")
    if path.suffix == ".loom":
        save(Project(PRESETS["lenet5"].graph()), path)
    else:
        path.write_text(json.dumps(hostile.sequential(hostile.conv())), encoding="utf-8")
    if stopped_at == "analyse":  # which is the last
        assert open_with_report(path, count=False, stop=stop).layers == 2
    else:
        with pytest.raises(FileError, match="was not opened"):
            open_with_report(path, count=False, stop=stop)
    assert done[-1] == stopped_at
