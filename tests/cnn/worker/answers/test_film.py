"""The film of a run shows what Keras says with the weights of each moment."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.errors import FileError
from cnn.layers import Conv2D, Dense, Flatten, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.folder import RunFolder
from cnn.runs.messages import WatchFilm
from cnn.runs.recorded.moments import kept, read_moment
from tests.cnn.worker.fit.runs import run

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("keras_forgets")]

keras: Any = pytest.importorskip("keras")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    net = Network("small")
    x = net(Conv2D(filters=3, kernel_size=3), net(Rescaling(scale=1 / 255), net.input((10, 10, 1))))
    x = net(Conv2D(filters=2, kernel_size=3, activation="relu"), x)
    net(Dense(units=10, activation="softmax"), net(Flatten(), x))
    recipe = Recipe(epochs=2, batch_size=100, validation_split=0.9, moments=4)
    found = RunFolder.create(Project(net.graph, recipe, "mnist-sample"), tmp_path_factory.mktemp("film") / "run")
    run(found)
    return found


def asked(folder: RunFolder, path: Path, **changes: Any) -> tuple[Any, Any, list[str]]:
    from cnn.worker.answers.film import watch_film
    from cnn.worker.answers.loaded_model import LoadedModel

    image = ChosenImage(place=3, part="validation")
    question = WatchFilm(
        request="film", project=str(folder.project), weights=str(folder.model), path=str(path), image=image, judged=200, **changes
    )
    loaded, stages = LoadedModel(question.project, question.weights), []
    answer = watch_film(question, loaded, stages.append)
    with np.load(path) as arrays:
        return answer, dict(arrays), stages


@pytest.mark.story
def test_every_moment_is_what_keras_says_with_its_weights(folder: RunFolder, tmp_path: Path) -> None:
    answer, arrays, stages = asked(folder, tmp_path / "film.npz", layer="conv2d_1")
    steps = kept(folder.moments)
    assert answer["steps"] == steps
    assert len(stages) == len(steps) >= 3
    assert answer["steps_per_epoch"] == 5
    assert answer["layers"] == ["conv2d", "conv2d_1"]
    model = keras.saving.load_model(folder.model)
    inside = keras.Model(model.inputs, [model.get_layer("conv2d_1").output, model.output])
    image = arrays["image"][None].astype(np.float32)
    filters = np.stack([read_moment(folder.moments, step)[2] for step in steps])
    for place, step in enumerate(steps):
        model.set_weights(read_moment(folder.moments, step))
        maps, said = (np.asarray(one) for one in inside([image]))
        assert arrays["said"][place] == pytest.approx(said[0], abs=2e-3)  # pixels are told as bytes
        shown = arrays["maps"][place].astype(float).reshape(2, -1)
        assert np.corrcoef(shown.ravel(), np.moveaxis(maps[0], -1, 0).ravel())[0, 1] > 0.999 or not maps.any()
        assert arrays["confusion"][place].sum() == 200
        assert answer["accuracy"][place] == pytest.approx(np.trace(arrays["confusion"][place]) / 200)
    told = arrays["filters"].astype(float)  # three slices of each side by side
    expected = np.concatenate([np.moveaxis(filters[..., depth, :], -1, 1) for depth in range(3)], axis=3)
    assert np.corrcoef(told.ravel(), expected.ravel())[0, 1] > 0.999


def test_a_moment_that_is_torn_is_named_and_a_run_without_any_says_so(folder: RunFolder, tmp_path: Path) -> None:
    aside = folder.moments.rename(tmp_path / "moments")
    with pytest.raises(FileError, match="kept no moments"):
        asked(folder, tmp_path / "film.npz")
    shutil.copytree(aside, folder.moments)
    (folder.moments / "000000000.npz").write_bytes(b"torn")
    with pytest.raises(FileError, match="after step 0 "):
        asked(folder, tmp_path / "film.npz")
