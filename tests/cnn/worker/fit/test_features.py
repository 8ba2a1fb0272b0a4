"""Features of frozen layers, computed once: the same training as with the images, told, resumed to the bit, then gone."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D, RandomTranslation, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Phase
from tests.cnn.worker.fit.runs import PulledError, at_checkpoint, figures, final_weights, model_weights, run
from tests.cnn.worker.fit.test_training import Listener, Memory
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("two_steps_a_hook", "keras_forgets")]

keras: Any = pytest.importorskip("keras")


@pytest.fixture(scope="module")
def project() -> Project:
    """A frozen trunk with statistics, and a head with Dropout; the trunk's last part learns in the second phase."""
    net = Network("featured")
    x = net(Rescaling(scale=1 / 255), net.input((12, 12, 1)))
    x = net(BatchNormalization(), net(Conv2D(filters=4, activation="relu"), x, name="first"), name="norm")
    x = net(MaxPooling2D(), net(Conv2D(filters=4, activation="relu"), x, name="second"), name="pool")
    net(Dense(units=10, activation="softmax"), net(Dropout(rate=0.3), net(Flatten(), x)), name="head")
    recipe = Recipe(
        epochs=5,
        batch_size=100,
        seed=5,
        checkpoint_seconds=0,
        validation_split=0.9,
        learning_rate=1e-2,
        freeze_until="pool",
        fine_tune_after=3,
        fine_tune_rate=1e-3,
        fine_tune_from="second",
    )
    return Project(net.graph, recipe, "mnist-sample")


def trained(project: Project, folder: Path | None) -> tuple[Any, Memory, Listener]:
    from cnn.worker import devices
    from cnn.worker.data.pacing import Pace
    from cnn.worker.data.training_data import TrainingData
    from cnn.worker.fit.training import Training
    from cnn.worker.pipes import Wishes

    training = Training(project, TrainingData.of(project), devices.choose("cpu"), Pace(1), folder)
    memory, listener = Memory(), Listener()
    training.run(listener, Wishes(), memory)  # type: ignore[arg-type]
    return training.model, memory, listener


def phases(listener: Listener) -> list[dict[str, Any]]:
    """What was said of features."""
    return [values for kind, values in listener.sent if kind is Phase and values["phase"] == "features"]


@pytest.mark.story
def test_the_same_history_and_weights_as_with_the_images(project: Project, tmp_path: Path) -> None:
    model, memory, listener = trained(project, tmp_path / "features")
    plain, expected, silent = trained(project, None)
    told = [event["detail"] for event in phases(listener)]
    assert told[-1].endswith(": 5,000 of 5,000 images")
    assert {line.partition(":")[0] for line in told} == {"features of 3 frozen layers", "features of 2 frozen layers"}
    assert phases(silent) == []
    assert len(memory.epochs) == len(expected.epochs) == 5
    for mine, theirs in zip(memory.epochs, expected.epochs, strict=True):
        assert mine.logs.keys() == theirs.logs.keys()
        for name, value in theirs.logs.items():
            assert mine.logs[name] == pytest.approx(value, abs=1e-4), name
    for mine, theirs in zip(model.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-4)
    assert not (tmp_path / "features").exists()
    images = np.random.default_rng(0).uniform(0, 255, (3, 12, 12, 1)).astype("float32")
    np.testing.assert_allclose(model.predict(images, verbose=0), plain.predict(images, verbose=0), atol=1e-4)


@pytest.fixture(scope="module")
def whole(project: Project, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    folder = RunFolder.create(project, tmp_path_factory.mktemp("whole") / "run")
    run(folder)
    return folder


@pytest.mark.parametrize("number", mostly_thorough([2, 7, 12], but=[]))
def test_cut_off_behind_a_checkpoint_it_goes_on_to_the_same_bits(
    project: Project, whole: RunFolder, tmp_path: Path, number: int
) -> None:
    folder = RunFolder.create(project, tmp_path / "run")
    with pytest.raises(PulledError):
        run(folder, pull=at_checkpoint(number))
    run(folder, resume=True)
    assert figures(folder) == figures(whole)
    assert model_weights(folder) == model_weights(whole)
    mine, theirs = final_weights(folder), final_weights(whole)
    assert all(np.array_equal(mine[name], theirs[name]) for name in theirs)
    assert not (folder.path / "features").exists()


@pytest.mark.story
def test_with_augmentation_it_is_said_why_not(project: Project, tmp_path: Path) -> None:
    recipe = project.recipe.changed(epochs=2, fine_tune_after=0, fine_tune_from="", augmentation=(RandomTranslation(),))
    _, _, listener = trained(replace(project, recipe=recipe), tmp_path / "features")
    (event,) = phases(listener)
    (note,) = event["notes"]
    assert note == "The frozen layers are computed anew in every epoch: augmentation changes the images each time."


@pytest.mark.story
def test_without_room_on_the_disk_it_is_said_and_trains_all_the_same(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cnn.worker.fit import training

    monkeypatch.setattr(training, "room_for", lambda *_: False)
    recipe = project.recipe.changed(epochs=2, fine_tune_after=0, fine_tune_from="")
    _, memory, listener = trained(replace(project, recipe=recipe), tmp_path / "features")
    (event,) = phases(listener)
    assert "of disk would be needed" in event["notes"][0]
    assert len(memory.epochs) == 2
