"""A range that was found in the training images is written down with the run; nobody looks again. What 8 bits lose is learned."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.blocks.functional import Network
from cnn.layers import Conv2D, Dense, GlobalMaxPooling2D, Rescaling
from cnn.project import Project, load
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Evaluate, Predict
from tests.cnn.worker.fit.runs import PulledError, final_weights, run

pytestmark = pytest.mark.keras

keras = pytest.importorskip("keras")

SIDE = 12


def cells(folder: Path) -> np.ndarray:
    """Stripes across or down, of 8 counts of 65,535 in which every image is one of 8 bits: 4 · 257 = 1,028 is never reached."""
    random, (down, across) = np.random.default_rng(0), np.mgrid[:SIDE, :SIDE]
    images = []
    for number in range(64):
        phase = random.uniform(0, 6)
        images.append(1000 + 8 * np.sin(1.6 * (across if number % 2 else down) + phase))
    found = np.stack(images).round().astype(np.uint16)
    for number, image in enumerate(found):
        path = folder / "ab"[number % 2] / f"{number:02}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(path)
    return found


def project(source: Path, **recipe: object) -> Project:
    net = Network("stripes")
    maps = net(
        Conv2D(filters=8, kernel_size=5, activation="relu"),
        net(Rescaling(scale=1 / 127.5, offset=-1), net.input((SIDE, SIDE, 1))),
    )
    net(Dense(units=2, activation="softmax"), net(GlobalMaxPooling2D(), maps))
    settings = {
        "pixel_range": "dataset",
        "epochs": 25,
        "batch_size": 16,
        "learning_rate": 0.02,
        "validation_split": 0.25,
        **recipe,
    }
    return Project(net.graph, Recipe.create(settings), str(source))


@pytest.mark.story
def test_what_8_bits_lose_is_learned_and_the_range_is_written_down(tmp_path: Path) -> None:
    from cnn.worker.answers.evaluate import evaluate
    from cnn.worker.answers.predict import Predictor

    images = cells(tmp_path / "cells")
    assert len(np.unique((images.astype(float) / 257).round())) == 1, "rounded to 8 bits all images are the same"
    folder = RunFolder.create(project(tmp_path / "cells"), tmp_path / "run")
    run(folder)
    assert load(folder.project).recipe.pixel_range == f"{images.min()}-{images.max()}"
    asked = {"request": "r", "project": str(folder.project), "weights": str(folder.model)}
    assert evaluate(Evaluate(**asked))["metrics"]["accuracy"] >= 0.9

    shutil.rmtree(tmp_path / "cells" / "a")  # the range is that of the run, whatever is left of its images
    paths = tuple(str(path) for path in sorted((tmp_path / "cells" / "b").iterdir()))
    predictor = Predictor(asked["project"], asked["weights"])
    told = predictor.predict(Predict(**asked, images=paths))
    model = keras.saving.load_model(folder.model)
    values = (images[1::2].astype(np.float64) - images.min()) * 255 / (float(images.max()) - images.min())
    expected = model.predict(values.astype(np.float32)[..., None], verbose=0)
    for row, answer in zip(expected, told, strict=True):
        assert answer["top"][0]["probability"] == pytest.approx(row.max(), abs=1e-5)
        assert answer["top"][0]["class"] == "ab"[row.argmax()]


@pytest.mark.thorough
def test_a_run_goes_on_in_its_own_range_and_does_not_look_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    images = cells(tmp_path / "cells")
    whole = RunFolder.create(project(tmp_path / "cells", epochs=3), tmp_path / "whole")
    run(whole)
    cut = RunFolder.create(project(tmp_path / "cells", epochs=3), tmp_path / "cut")
    with pytest.raises(PulledError):
        run(cut, pull=lambda event: event.event == "epoch" and event.epoch == 2)
    assert load(cut.project).recipe.pixel_range == f"{images.min()}-{images.max()}"
    monkeypatch.setattr("cnn.datasets.pixels.ranging._found", lambda _: pytest.fail("looked again"))
    run(cut, resume=True)
    assert final_weights(cut) == final_weights(whole)
