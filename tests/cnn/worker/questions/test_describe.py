"""What is told of a model before it is asked about images: what it tells, how many images there are, and on what to draw."""

from pathlib import Path
from typing import Any

import pytest

from cnn.blocks.functional import Network
from cnn.layers import Dense, Flatten
from cnn.presets import PRESETS
from cnn.project import Project, save
from cnn.recipe import Recipe

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("keras_forgets")]

pytest.importorskip("keras")


def told(project: Project, folder: Path) -> dict[str, Any]:
    from cnn.worker.answers.loaded_model import LoadedModel
    from cnn.worker.answers.predict import Predictor
    from cnn.worker.questions.describe import describe

    save(project, folder / "net.loom")
    loaded = LoadedModel(str(folder / "net.loom"), "")
    return describe(loaded, Predictor("", "", loaded).outputs)


def test_the_open_network_on_mnist(tmp_path: Path) -> None:
    found = told(Project(PRESETS["lenet5"].graph(), Recipe(validation_split=0.2)), tmp_path)
    (output,) = found["outputs"]
    assert (output["task"], output["classes"]) == ("classes", tuple("0123456789"))
    assert output["layers"] == ["rescaling", "conv2d", "average_pooling2d", "conv2d_1", "average_pooling2d_1"]
    assert found["size"] == [28, 28, 1]
    assert found["parts"] == {"train": 4000, "validation": 1000}
    assert found["drawing"] == {"paper": 0, "ink": 255, "centres": True, "coloured": False}
    assert found["state"] == "fresh"


def test_what_has_become_of_weights_that_are_gone_is_told(tmp_path: Path) -> None:
    net = Network("small")
    net(Dense(units=10, activation="softmax"), net(Flatten(), net.input((28, 28, 1))))
    assert told(Project(net.graph), tmp_path)["notes"] == []
    found = told(Project(net.graph, weights=str(tmp_path / "gone.keras")), tmp_path)
    assert found["state"] == "fresh"
    (note,) = found["notes"]
    assert "gone.keras" in note


def test_where_the_data_is_gone_there_still_is_something_to_draw_on(tmp_path: Path) -> None:
    net = Network("colours")
    net(Dense(units=3, activation="softmax"), net(Flatten(), net.input((8, 8, 3))))
    found = told(Project(net.graph, dataset=str(tmp_path / "gone")), tmp_path)
    assert found["parts"] == {}
    assert found["drawing"]["coloured"]
    assert found["outputs"][0]["layers"] == []
    assert found["outputs"][0]["classes"] == ("0", "1", "2")
