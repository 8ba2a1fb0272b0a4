"""A model that is asked about many images: its answers are Keras's, what can't be read stops nothing, and its marks are found
once."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.datasets.division.dividing import divided
from cnn.layers import Dense, Flatten, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import OpenPredictor, Predict
from tests.stages import mostly_thorough

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")


def network(units: int, activation: str) -> Any:
    net = Network("small")
    hidden = net(Dense(units=16, activation="relu"), net(Flatten(), net(Rescaling(scale=1 / 255), net.input((8, 8, 1)))))
    net(Dense(units=units, activation=activation), hidden)
    return net.graph


def pixels(count: int) -> tuple[Any, Any]:
    """Images whose left and right halves are brighter or darker, and those as numbers from 0 to 1."""
    chance = np.random.default_rng(3)
    levels = chance.random((count, 2))
    images = np.repeat(levels, 4, axis=1)[:, None, :, None] * 200 + chance.normal(0, 12, (count, 8, 8, 1))
    return np.clip(images, 0, 255).astype(np.uint8), levels


LABELS = {
    "classes": lambda levels: (levels[:, 0] > levels[:, 1]).astype(int) + 2 * (levels.mean(1) > 0.5),
    "labels": lambda levels: (levels > 0.5).astype(int),
    "numbers": lambda levels: levels.astype(np.float32),
}
ENDS = {
    "classes": (4, "softmax", "sparse_categorical_crossentropy"),
    "labels": (2, "sigmoid", "binary_crossentropy"),
    "numbers": (2, "linear", "mse"),
}


def trained(task: str, folder: Path, count: int = 600, **recipe: Any) -> tuple[Any, RunFolder, Any, Any]:
    """A run whose model Keras has trained, its images and what is true of them."""
    from cnn.worker.model.builder import build

    images, levels = pixels(count)
    truth = LABELS[task](levels)
    np.savez(folder / "data.npz", x=images, y=truth)
    units, activation, loss = ENDS[task]
    graph = network(units, activation)
    run = RunFolder.create(Project(graph, Recipe(**recipe), str(folder / "data.npz")), folder / "run")
    run.update_record(task=task, classes=open_dataset(str(folder / "data.npz")).classes)
    model = build(graph, seed=1)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=loss)
    model.fit(images.astype(np.float32), truth, epochs=4, verbose=0)
    model.save(run.model)
    return model, run, images, truth


def predictor(run: RunFolder) -> Any:
    from cnn.worker.answers.predict import Predictor

    return Predictor(str(run.project), str(run.model))


def question(run: RunFolder, *images: Path, path: str = "") -> Predict:
    return Predict(request="r", project=str(run.project), weights=str(run.model), images=tuple(map(str, images)), path=path)


@pytest.mark.story
@pytest.mark.parametrize("task", mostly_thorough(LABELS, but=["labels"]))
def test_every_value_is_keras_own_and_what_can_not_be_read_stops_nothing(task: str, tmp_path: Path) -> None:
    model, run, images, _ = trained(task, tmp_path)
    paths = [tmp_path / f"{number}.png" for number in range(70)]
    for path, image in zip(paths, images, strict=False):
        Image.fromarray(image[..., 0]).save(path)
    paths[3].write_bytes(b"torn")
    answers = predictor(run).predict(question(run, *paths, path=str(tmp_path / "values.npy")))
    values = np.load(tmp_path / "values.npy", allow_pickle=False)
    expected = model.predict(images[:70].astype(np.float32), verbose=0)
    good = [place for place in range(70) if place != 3]
    np.testing.assert_allclose(values[good], expected[good], atol=1e-5)
    assert np.isnan(values[3]).all()
    assert [answer["image"] for answer in answers] == list(map(str, paths))
    assert "can't be read" in answers[3]["error"]
    assert answers[3]["top"] == []
    assert all("error" not in answers[place] for place in good)
    if task == "classes":
        assert [answers[place]["top"][0]["class"] for place in good] == [str(row.argmax()) for row in expected[good]]


@pytest.mark.story
@pytest.mark.parametrize("task", mostly_thorough(LABELS, but=["classes"]))
def test_marks_follow_from_the_validation_images(task: str, tmp_path: Path) -> None:
    """The features, temperature and distances are worked out anew, with Keras and a loop."""
    from cnn.worker.answers import calibration

    model, run, _, _ = trained(task, tmp_path, validation_split=0.3)
    data = open_dataset(str(tmp_path / "data.npz"))
    learn, judge = divided(data, 0.3, Recipe().seed)
    assert judge is not None
    features = keras.Model(model.inputs, model.layers[-1].input)
    known = features.predict(learn.images.astype(np.float32), verbose=0)
    near = [np.linalg.norm(known - row, axis=1).min() for row in features.predict(judge.images.astype(np.float32), verbose=0)]
    asked = predictor(run)
    found = asked.calibration
    share = (1 - calibration.SEEN) / (1 if found.spread is None else 2)  # each of two ways may mark half of the usual images
    assert found.furthest == pytest.approx(np.quantile(near, 1 - share), rel=1e-3)
    np.testing.assert_allclose(np.sort(found.known, axis=0), np.sort(known, axis=0), atol=1e-4)
    opened = asked.opened()
    assert (opened["task"], opened["notes"]) == (task, [])
    assert set(opened["marks"]) == ({"unlike"} if task == "numbers" else {"unlike", "uncertain"})
    strange, usual = tmp_path / "strange.png", tmp_path / "usual.png"
    Image.fromarray(np.tile(np.array([[0, 255], [255, 0]], np.uint8), (4, 4))).save(strange)
    Image.fromarray(learn.images[0, ..., 0]).save(usual)
    odd, plain = asked.predict(question(run, strange, usual))
    assert (odd["unlike"], plain["unlike"]) == (True, False)
    if task == "numbers":
        assert (found.temperature, odd["uncertain"], "confidence" in odd) == (None, None, False)
        return
    said = model.predict(judge.images.astype(np.float32), verbose=0)
    assert found.temperature == pytest.approx(
        calibration.temperature(calibration.logarithms(said, task), judge.labels, task), rel=1e-3
    )
    assert plain["uncertain"] is (plain["confidence"] < calibration.SURE)


@pytest.mark.story
def test_what_was_found_is_kept_until_the_model_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.answers.predict import Predictor

    model, run, _, _ = trained("classes", tmp_path)
    first = predictor(run).calibration
    assert run.calibration.is_file()
    monkeypatch.setattr(Predictor, "_measured", lambda _: pytest.fail("found a second time"))
    assert predictor(run).calibration.temperature == first.temperature
    monkeypatch.undo()
    for weight in model.layers[-1].weights:
        weight.assign(weight / 2)  # half as sure of the same
    model.save(run.model)
    assert predictor(run).calibration.temperature == pytest.approx(first.temperature / 2, rel=1e-3)
    run.remove()
    assert not run.calibration.exists()


@pytest.mark.story
@pytest.mark.parametrize(
    ("count", "recipe", "without", "why"),
    [(600, {"validation_split": 0.0}, "", "fewer than 20 validation images"), (40, {}, "", "fewer than 20"),
     (600, {}, "data.npz", "data.npz"), (600, {}, "run.json", "doesn't say what it was trained on")],
)  # fmt: skip
def test_where_there_are_no_marks_a_note_says_why(
    count: int, recipe: dict[str, Any], without: str, why: str, tmp_path: Path
) -> None:
    _, run, images, _ = trained("classes", tmp_path, count, **recipe)
    if without:
        (run.path / without if without == "run.json" else tmp_path / without).unlink()
    Image.fromarray(images[0, ..., 0]).save(tmp_path / "a.png")
    asked = predictor(run)
    opened = asked.opened()
    assert opened["marks"] == {}
    assert why in opened["notes"][0]
    (answer,) = asked.predict(question(run, tmp_path / "a.png"))
    assert (answer["uncertain"], answer["unlike"]) == (None, None)
    assert answer["top"]


@pytest.mark.story
def test_a_worker_keeps_the_model_loaded_and_sees_when_its_file_changes(tmp_path: Path) -> None:
    from cnn.worker.dispatch import Dispatcher

    _, run, images, _ = trained("classes", tmp_path)
    Image.fromarray(images[0, ..., 0]).save(tmp_path / "a.png")
    desk = Dispatcher(None)  # type: ignore[arg-type]  # nothing is sent
    opening = OpenPredictor(request="o", project=str(run.project), weights=str(run.model))
    held = desk._asked_of(opening)
    assert desk._asked_of(question(run, tmp_path / "a.png")) is held
    run.model.write_bytes(run.model.read_bytes() + b"\0")
    assert not held.loaded.serves(opening.project, opening.weights)


@pytest.mark.parametrize(
    ("pixel_range", "pages", "deep", "several", "expected"),
    [
        ("0-4095", "", False, False, {"few_bits": True}),
        ("0-4095", "", True, False, {}),
        ("0-255", "", False, False, {}),
        ("type", "", False, True, {"first_page": True}),
        ("90-4095", "", False, True, {"first_page": True, "few_bits": True}),
        ("type", "::pages=channels", False, True, {}),
    ],
)
def test_what_is_taken_of_a_file_is_told(
    tmp_path: Path, pixel_range: str, pages: str, deep: bool, several: bool, expected: Any
) -> None:
    from cnn.worker.answers.predict import Predictor

    path = tmp_path / "a.tif"
    image = Image.fromarray(np.full((8, 8), 9, np.uint16 if deep else np.uint8))
    image.save(path, save_all=True, append_images=[image] * several)
    asked = Predictor.__new__(Predictor)
    asked._project = Project(dataset=f"somewhere{pages}", recipe=Recipe(pixel_range=pixel_range))
    assert asked._taken(str(path)) == expected
    assert asked._taken(str(tmp_path / "none.tif")) == {}
