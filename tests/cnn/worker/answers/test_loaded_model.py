"""A model that stays loaded: images come to it as in training, wherever they are from, and its weights from where they are."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.errors import DatasetError, FileError
from cnn.graph import Graph
from cnn.layers import Dense, Flatten
from cnn.project import LastRun, Project, save
from cnn.recipe import Recipe
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Explain, PredictImage

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("keras_forgets")]

keras: Any = pytest.importorskip("keras")


def network(size: tuple[int | None, int | None, int] = (6, 8, 1), units: int = 3) -> Graph:
    net = Network("small")
    net(Dense(units=units, activation="softmax"), net(Flatten(), net.input(size)))
    return net.graph


def loaded(project: Project, folder: Path, weights: str = "") -> Any:
    from cnn.worker.answers.loaded_model import LoadedModel

    save(project, folder / "net.loom")
    return LoadedModel(str(folder / "net.loom"), weights)


def arrays(folder: Path, channels: int = 3) -> str:
    """12 images to train and 4 to test, of 3 classes."""
    chance = np.random.default_rng(1)
    train, test = (chance.integers(0, 256, (count, 12, 10, channels), np.uint8) for count in (12, 4))
    labels = np.arange(12) % 3, np.arange(4) % 3
    np.savez(folder / "data.npz", x_train=train, y_train=labels[0], x_test=test, y_test=labels[1])
    return str(folder / "data.npz")


def class_folders(folder: Path) -> str:
    chance = np.random.default_rng(2)
    for number in range(12):
        place = folder / "data" / "abc"[number % 3]
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(chance.integers(0, 256, (9, 14, 3), np.uint8)).save(place / f"{number}.png")
    return str(folder / "data")


def in_training(project: Project) -> tuple[Any, Any]:
    """What training and validation get, in the order of their places."""
    from cnn.worker.data.training_data import TrainingData

    data = TrainingData.of(project)
    return tuple(np.concatenate([np.asarray(batch[0]) for batch in part.dataset()]) for part in (data.train, data.validation))  # type: ignore[union-attr, return-value]


@pytest.mark.parametrize("source", [arrays, class_folders], ids=["arrays", "files"])
@pytest.mark.parametrize("resizing", ["stretch", "pad"])
def test_an_image_of_the_dataset_is_what_training_gets(source: Any, resizing: str, tmp_path: Path) -> None:
    recipe = Recipe(resizing=resizing, validation_split=0.25, pixel_range="0-200")
    project = Project(network(), recipe, source(tmp_path))
    train, validation = in_training(project)
    model = loaded(project, tmp_path)
    for part, images in (("train", train), ("validation", validation)):
        assert len(model.part(part)) == len(images)
        for place, image in enumerate(images):
            (pixels,) = model.pixels(ChosenImage(part=part, place=place))
            assert pixels.dtype == np.float32
            np.testing.assert_array_equal(pixels, image)


def test_a_file_is_brought_to_size_as_the_recipe_says_and_its_truth_is_unknown(tmp_path: Path) -> None:
    from cnn.datasets.pixels.images import decode

    Image.fromarray(np.random.default_rng(3).integers(0, 256, (20, 9, 3), np.uint8)).save(tmp_path / "a.png")
    model = loaded(Project(network(), Recipe(resizing="crop"), ""), tmp_path)
    chosen = ChosenImage(file=str(tmp_path / "a.png"))
    (pixels,) = model.pixels(chosen)
    np.testing.assert_array_equal(pixels, decode(tmp_path / "a.png", (6, 8, 1), "crop"))
    assert model.truths(chosen) == ()


def test_parts_tests_and_truths(tmp_path: Path) -> None:
    project = Project(network(), Recipe(validation_split=0.25), arrays(tmp_path))
    model = loaded(project, tmp_path)
    assert [len(model.part(part)) for part in ("train", "validation", "test", "all")] == [9, 3, 4, 16]
    assert [model.truths(ChosenImage(place=place)) for place in range(4)] == [("0",), ("1",), ("2",), ("0",)]
    (tmp_path / "other").mkdir()
    other = class_folders(tmp_path / "other")
    assert model.truths(ChosenImage(place=11, part="all", data=other)) == ("c",)
    with pytest.raises(DatasetError, match=r"There is no image 4, counted from 0: that part has 4 images\."):
        model.pixels(ChosenImage(place=4))
    with pytest.raises(DatasetError, match="no images for test"):
        model.pixels(ChosenImage(place=0, data=other))


def test_an_image_that_is_gone_is_told_in_a_line(tmp_path: Path) -> None:
    model = loaded(Project(network(), dataset=class_folders(tmp_path)), tmp_path)
    model.part("all").files[0].unlink()
    with pytest.raises(DatasetError, match="There is no image"):
        model.pixels(ChosenImage(place=0, part="all"))


def trained(tmp_path: Path) -> tuple[RunFolder, Any, Project]:
    """A run of which there is a model and a checkpoint with other weights."""
    from cnn.worker.fit.checkpoint import save_checkpoint
    from cnn.worker.model.builder import build

    project = Project(network(), Recipe(validation_split=0.25), arrays(tmp_path))
    run = RunFolder.create(project, tmp_path / "run")
    run.update_record(task="classes", classes=("0", "1", "2"))
    model = build(project.graph, seed=1)
    model.compile(loss="mse")
    model.optimizer.build(model.trainable_variables)
    model.save(run.model)
    for variable in model.weights:
        variable.assign(np.asarray(variable) + 1)
    run.checkpoints.mkdir(exist_ok=True)
    save_checkpoint(model, run.checkpoints / "epoch-000001.npz", {"final": {}, "best": {}})
    return run, model, project


def test_weights_are_those_of_the_run_of_its_checkpoint_or_of_the_open_network(tmp_path: Path) -> None:
    from cnn.worker.answers.loaded_model import LoadedModel

    run, model, project = trained(tmp_path)
    kernel = np.asarray(model.weights[0])
    of_run = LoadedModel(str(run.project), str(run.model))
    np.testing.assert_allclose(np.asarray(of_run.model.weights[0]), kernel - 1, atol=1e-6)
    assert of_run.trained_file == run.model
    checkpoint = LoadedModel(str(run.project), str(run.checkpoints / "epoch-000001.npz"))
    np.testing.assert_array_equal(np.asarray(checkpoint.model.weights[0]), kernel)
    assert checkpoint.trained_file is None  # what is known of the run's model does not hold for it
    assert checkpoint.learned == of_run.learned != ()
    opened = loaded(replace(project, run=LastRun("", str(run.path))), tmp_path)
    np.testing.assert_allclose(np.asarray(opened.model.weights[0]), kernel - 1, atol=1e-6)
    assert opened.trained_file == run.model
    assert opened.learned == of_run.learned
    fresh = loaded(project, tmp_path)
    assert fresh.origins.state == "fresh"
    assert [told.classes for told in fresh.learned] == [("0", "1", "2")]
    assert loaded(replace(project, graph=network(units=5)), tmp_path).learned == ()
    (run.checkpoints / "epoch-000001.npz").write_bytes(b"torn")
    with pytest.raises(FileError, match=r"The checkpoint epoch-000001.npz can't be read"):
        LoadedModel(str(run.project), str(run.checkpoints / "epoch-000001.npz"))


def test_it_is_loaded_anew_when_a_file_of_it_changes(tmp_path: Path) -> None:
    run, _, project = trained(tmp_path)
    opened = loaded(replace(project, run=LastRun("", str(run.path))), tmp_path)
    name = str(tmp_path / "net.loom")
    assert opened.serves(name, "")
    assert not opened.serves(name, str(run.model))
    run.model.write_bytes(run.model.read_bytes() + b"\0")
    assert not opened.serves(name, "")


def test_what_is_said_of_an_image_is_keras_own_with_what_the_network_gets(tmp_path: Path) -> None:
    from cnn.worker.answers.predict import Predictor

    run, _, _ = trained(tmp_path)
    images = open_dataset(str(tmp_path / "data.npz")).test.images  # type: ignore[union-attr]
    path = str(tmp_path / "a.npz")
    asked = PredictImage(request="r", project=str(run.project), weights=str(run.model), image=ChosenImage(place=2), path=path)
    told = Predictor(str(run.project), str(run.model)).predict_image(asked)
    with np.load(path) as file:
        seen = file["input_0"]
    expected = keras.models.load_model(run.model).predict(seen[None], verbose=0)[0].tolist()
    said = {item["class"]: item["probability"] for item in told["top"]}
    assert said == pytest.approx(dict(zip("012", expected, strict=True)))
    assert told["truth"] == "2"
    assert seen.shape == (6, 8, 1)
    assert images.shape[1:] == (12, 10, 3)


def test_of_several_things_that_are_learned_each_output_has_its_own_truth(tmp_path: Path) -> None:
    from cnn.worker.answers.predict import Predictor
    from cnn.worker.questions.explain import explain

    chance = np.random.default_rng(1)
    images = chance.integers(0, 256, (12, 6, 8, 1), np.uint8)
    labels = {"y_train_species": np.arange(12) % 3, "y_train_age": np.linspace(1, 5.4, 12).astype(np.float32)}
    np.savez(tmp_path / "data.npz", x_train=images, **labels)
    net = Network("small")
    x = net(Flatten(), net.input((6, 8, 1)))
    net(Dense(units=3, activation="softmax"), x, name="species")
    net(Dense(units=1), x, name="age")
    model = loaded(Project(net.graph, dataset=str(tmp_path / "data.npz")), tmp_path)
    outputs, image = Predictor("", "", model).outputs, ChosenImage(place=4, part="all")
    asked = {"request": "1", "project": "", "weights": "", "image": image, "method": "edges"}
    found = [explain(model, outputs, Explain.model_validate({**asked, "output": name})) for name in ("species", "age")]
    assert [answer["truth"] for answer in found] == ["1", "2.6"]


def test_an_image_is_no_other_one_since_files_before_it_went_away(tmp_path: Path) -> None:
    project = Project(network((9, 14, 3)), Recipe(), dataset=class_folders(tmp_path))
    before = loaded(project, tmp_path)
    split = before.part("all")
    place = len(split) - 1
    chosen = ChosenImage(place=place, part="all", key=split.keys[place])
    expected = before.pixels(chosen)[0]
    for path in (tmp_path / "data" / "a").iterdir():
        path.unlink()
    (tmp_path / "data" / "a").rmdir()
    now = loaded(project, tmp_path)
    np.testing.assert_array_equal(now.pixels(chosen)[0], expected)
    gone = ChosenImage(place=0, part="all", key=split.keys[0])
    with pytest.raises(DatasetError, match="is not in the dataset any more"):
        now.pixels(gone)
    for part in ("train", "validation"):  # divided otherwise, it may be in another part now
        np.testing.assert_array_equal(now.pixels(chosen.model_copy(update={"part": part}))[0], expected)
