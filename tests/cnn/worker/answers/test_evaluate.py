"""Scores against Keras's and scikit-learn's own, and predictions that name what they see."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.datasets.division.dividing import divided
from cnn.errors import DatasetError, FileError
from cnn.layers import Dense, Flatten, Rescaling
from cnn.project import LastRun, Project, save
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Evaluate, Predict
from cnn.runs.predictions import about_calibration
from tests.cnn.worker.conversation import small_network

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")


def network(units: int = 10, activation: str = "softmax") -> Any:
    net = Network("flat")
    net(Dense(units=units, activation=activation), net(Flatten(), net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))))
    return net.graph


@pytest.fixture
def saved(tmp_path: Path) -> Any:
    """Saves a project with fresh weights; returns the model and how to ask about it."""

    def make(project: Project) -> tuple[Any, dict[str, str]]:
        from cnn.worker.model.builder import build

        model = build(project.graph, seed=4)
        save(project, tmp_path / "p.loom")
        model.save_weights(tmp_path / "p.weights.h5")
        return model, {"request": "r", "project": str(tmp_path / "p.loom"), "weights": str(tmp_path / "p.weights.h5")}

    return make


def evaluate(**question: str) -> Any:
    from cnn.worker.answers.evaluate import evaluate

    return evaluate(Evaluate(**question))


def predict(images: list[Path], top: int = 5, **question: str) -> Any:
    from cnn.worker.answers.predict import Predictor

    asked = Predict(**question, images=tuple(map(str, images)), top=top)
    return Predictor(asked.project, asked.weights).predict(asked)


def test_classes_that_do_not_match_are_told_before_the_network_is_built(saved: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large network is built, and its weights are read, for many seconds."""
    from cnn.worker.answers import loaded_model

    _, question = saved(Project(network(1000)))
    monkeypatch.setattr(loaded_model, "build", lambda *_, **__: pytest.fail("it was built"))
    with pytest.raises(DatasetError, match=r"1,?000.*10"):
        evaluate(**question, data="mnist-sample")


@pytest.mark.story
def test_equal_to_keras_evaluate(saved: Any) -> None:
    project = Project(network(), Recipe(seed=2))
    model, question = saved(project)
    model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    _, check = divided(open_dataset("mnist-sample"), 0.2, 2)
    expected = model.evaluate(check.images.astype(np.float32), check.labels, verbose=0, return_dict=True)
    result = evaluate(**question)
    assert result["loss"] == pytest.approx(expected["loss"], rel=1e-5)
    assert result["metrics"] == {"accuracy": pytest.approx(expected["accuracy"])}
    said = model.predict(check.images.astype(np.float32), verbose=0).argmax(axis=1)
    matrix = np.zeros((10, 10), int)
    np.add.at(matrix, (check.labels, said), 1)
    assert result["confusion_matrix"] == matrix.tolist()
    for number, row in enumerate(result["per_class"]):
        hits, predicted, actual = matrix[number, number], matrix[:, number].sum(), matrix[number].sum()
        assert row["class"] == str(number)
        assert row["support"] == actual
        assert row["recall"] == pytest.approx(hits / actual)
        assert row["precision"] == pytest.approx(hits / predicted if predicted else 0)
        assert row["f1"] == pytest.approx(2 * hits / (predicted + actual))


def test_a_network_that_has_exploded_has_the_loss_that_it_was_trained_with(saved: Any) -> None:
    """Keras's own takes the logits behind a softmax; from probabilities no loss were above 16.1."""
    model, question = saved(Project(network(), Recipe(seed=2)))
    model.layers[-1].set_weights([1000 * weight for weight in model.layers[-1].get_weights()])
    model.save_weights(question["weights"])
    model.compile(loss="sparse_categorical_crossentropy")
    _, check = divided(open_dataset("mnist-sample"), 0.2, 2)
    expected = model.evaluate(check.images.astype(np.float32), check.labels, verbose=0)
    assert expected > 20
    assert evaluate(**question)["loss"] == pytest.approx(expected, rel=1e-5)


@pytest.mark.story
def test_how_far_probabilities_keep_their_word(tmp_path: Path) -> None:
    """With the temperature that was kept of a run; without one, with what half of the images say for the other half."""
    from cnn.runs.folder import RunFolder
    from cnn.worker.answers import calibration
    from cnn.worker.answers.predict import Predictor
    from cnn.worker.model.builder import build

    folder = RunFolder.create(Project(network(), Recipe(seed=2)), tmp_path / "run")
    folder.update_record(classes=tuple("0123456789"))
    model = build(network(), seed=4)
    model.save(folder.model)
    _, check = divided(open_dataset("mnist-sample"), 0.2, 2)
    said = np.log(model.predict(check.images.astype(np.float32), verbose=0))
    question = {"request": "r", "project": str(folder.project), "weights": str(folder.model)}

    def error(temperature: float) -> Any:
        return pytest.approx(calibration.calibration_error(said, check.labels, temperature), abs=1e-4)

    found = evaluate(**question)["calibration"]
    assert found["found_on"] == "these images"
    assert found["temperature"] == pytest.approx(calibration.temperature(said, check.labels), rel=1e-3)
    assert found["expected_calibration_error"] == error(1.0)
    kept = Predictor(question["project"], question["weights"]).calibration
    assert kept is not None
    found = evaluate(**question)["calibration"]
    assert (found["found_on"], found["temperature"]) == ("validation images", kept.temperature)
    assert found["scaled_calibration_error"] == error(found["temperature"])
    assert (kept.error, kept.scaled_error) == (error(1.0), error(found["temperature"]))
    words = about_calibration({"calibration": found})
    assert f"temperature {kept.temperature:.2f}, from validation images" in words


def _npz(path: Path, **sizes: int) -> str:
    digits = open_dataset("mnist-sample").train
    arrays = {}
    for start, (name, size) in enumerate(sizes.items()):
        places = np.arange(start, 5000, 5000 // size)[:size]
        arrays |= {f"x_{name}": digits.images[places], f"y_{name}": digits.labels[places]}
    np.savez(path, **arrays)
    return str(path)


def test_classes_are_judged_in_the_order_of_the_run_or_of_keras(tmp_path: Path) -> None:
    names = [str(number) for number in range(12)]
    for name in names:
        (tmp_path / "data" / name).mkdir(parents=True)
        Image.new("L", (28, 28), 20 * int(name)).save(tmp_path / "data" / name / "1.png")
    keras_data = keras.utils.image_dataset_from_directory(
        tmp_path / "data", color_mode="grayscale", image_size=(28, 28), shuffle=False, verbose=False
    )
    net = network(units=12)

    def scores(order: tuple[str, ...], recorded: tuple[str, ...]) -> Any:
        """Of a network that knows each grey, with its outputs in an order."""
        from cnn.worker.model.builder import build

        run = RunFolder.create(Project(net, Recipe(), str(tmp_path / "data")), tmp_path / f"run{len(list(tmp_path.iterdir()))}")
        if recorded:
            run.update_record(classes=recorded)
        else:
            (run.path / "run.json").unlink()
        model = build(net)
        greys = np.array([20 * int(name) / 255 for name in order], np.float32)
        model.layers[-1].set_weights([np.tile(2 * greys, (784, 1)), -784 * greys**2])  # the nearest grey wins
        model.save(run.model)
        return evaluate(request="r", project=str(run.project), weights=str(run.model), data=str(tmp_path / "data"))

    outside = scores(tuple(keras_data.class_names), ())
    assert outside["metrics"]["accuracy"] == 1
    assert "taken for 0, 1, 10, 11, 2" in outside["notes"][-1]
    old = scores(tuple(names), tuple(names))
    assert old["metrics"]["accuracy"] == 1
    assert (old["classes"], old["notes"]) == (names, [])


@pytest.mark.story
def test_which_images_judge(saved: Any, tmp_path: Path) -> None:
    with_test = _npz(tmp_path / "tested.npz", train=100, test=50)
    without = _npz(tmp_path / "plain.npz", train=100)
    _, question = saved(Project(network(), Recipe(validation_split=0.3), without))
    assert [evaluate(**question)[key] for key in ("split", "images")] == ["validation", 30]
    assert [evaluate(**question, data=with_test)[key] for key in ("split", "images")] == ["test", 50]
    assert [evaluate(**question, data="mnist-sample")[key] for key in ("split", "images")] == ["all", 5000]
    _, question = saved(Project(network(), Recipe(validation_split=0.0), without))
    assert [evaluate(**question)[key] for key in ("split", "images")] == ["train", 100]
    _, question = saved(Project(network(), Recipe(), with_test))
    assert [evaluate(**question)[key] for key in ("split", "images")] == ["test", 50]


def test_a_network_whose_run_is_gone_is_not_called_untrained(tmp_path: Path) -> None:
    """Its figures are those of random numbers; what has become of the weights stands beside them."""
    save(replace(Project(network()), run=LastRun("lost-run", str(tmp_path / "gone"))), tmp_path / "p.loom")
    notes = evaluate(request="r", project=str(tmp_path / "p.loom"), weights="")["notes"]
    assert "those that it had are not there" in notes[0]
    assert "lost-run" in notes[1]
    assert "was not trained" not in " ".join(notes)


def test_a_dataset_with_other_classes(saved: Any) -> None:
    _, question = saved(Project(network(units=7), Recipe()))
    with pytest.raises(DatasetError, match=r"7.*10") as told:
        evaluate(**question)
    assert told.value.hint == "Choose a dataset whose classes match."  # what is trained is not to be given other units


def test_weights_of_another_network(saved: Any) -> None:
    _, question = saved(Project(network(), Recipe()))
    save(Project(small_network()), Path(question["project"]))
    with pytest.raises(FileError, match="don't fit"):
        evaluate(**question)


@pytest.mark.parametrize("content", [None, b"", b"not hdf5"])
def test_weights_that_are_none(saved: Any, content: bytes | None) -> None:
    _, question = saved(Project(network(), Recipe()))
    path = Path(question["weights"])
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(FileError):
        evaluate(**question)


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    digits = open_dataset("mnist-sample").train.images
    paths = [tmp_path / f"{number}.png" for number in range(3)]
    for number, path in enumerate(paths):
        Image.fromarray(digits[number * 700, :, :, 0]).save(path)
    return paths


@pytest.mark.parametrize("activation", ["softmax", "linear"])
def test_predicts_what_the_model_says(saved: Any, pictures: list[Path], activation: str) -> None:
    model, question = saved(Project(network(activation=activation), Recipe()))
    images = np.stack([np.asarray(Image.open(path)) for path in pictures])[..., None].astype(np.float32)
    said = np.asarray(model(images))
    expected = said if activation == "softmax" else np.asarray(keras.ops.softmax(said))
    rows = predict(pictures, top=10, **question)
    for row, probabilities in zip(rows, expected, strict=True):
        found = {item["class"]: item["probability"] for item in row["top"]}
        assert [found[str(number)] for number in range(10)] == pytest.approx(probabilities.tolist(), rel=1e-4)
    assert [len(row["top"]) for row in predict(pictures, top=2, **question)] == [2, 2, 2]


def test_one_output_is_the_probability_of_the_second_class(saved: Any, pictures: list[Path], tmp_path: Path) -> None:
    digits = open_dataset("mnist-sample").train
    np.savez(tmp_path / "two.npz", x=digits.images[:1000], y=digits.labels[:1000], classes=np.array(["zero", "one"]))
    model, question = saved(Project(network(1, "sigmoid"), Recipe(), str(tmp_path / "two.npz")))
    image = np.asarray(Image.open(pictures[0]))[None, ..., None].astype(np.float32)
    one = float(np.asarray(model(image))[0, 0])
    (row,) = predict(pictures[:1], **question)
    assert {item["class"]: item["probability"] for item in row["top"]} == {
        "zero": pytest.approx(1 - one),
        "one": pytest.approx(one),
    }


def test_names_as_the_run_noted_them(tmp_path: Path, pictures: list[Path]) -> None:
    from cnn.worker.model.builder import build

    run = RunFolder.create(Project(network(units=2), Recipe(), "gone.npz"), tmp_path / "run")
    run.update_record(classes=("cat", "dog"))
    build(network(units=2)).save(run.model)
    (row,) = predict(pictures[:1], request="r", project=str(run.project), weights=str(run.model))
    assert {item["class"] for item in row["top"]} == {"cat", "dog"}


def test_numbers_when_nobody_knows_names(saved: Any, pictures: list[Path]) -> None:
    _, question = saved(Project(network(units=3), Recipe(), "gone.npz"))
    (row,) = predict(pictures[:1], **question)
    assert {item["class"] for item in row["top"]} == {"0", "1", "2"}


@pytest.mark.parametrize(
    ("units", "loss", "task"),
    [
        (1, None, "numbers"),
        (1, "mae", "numbers"),
        (1, "BinaryCrossentropy", "classes"),
        (3, "Huber", "numbers"),
        (3, "SparseCategoricalCrossentropy", "classes"),
        (3, None, "classes"),
    ],
)
def test_a_model_from_elsewhere_tells_numbers_where_it_was_made_to(
    units: int, loss: str | None, task: str, pictures: list[Path], tmp_path: Path
) -> None:
    """A linear output is asked what its file was compiled with."""
    from cnn.worker.answers.predict import Predictor
    from cnn.worker.model.builder import build

    model = build(network(units, "linear"), seed=4)
    if loss is not None:
        made = loss if loss == "mae" else getattr(keras.losses, loss)(**{"from_logits": True} if "entropy" in loss else {})
        model.compile(loss=made)
    model.save(tmp_path / "foreign.keras")
    save(Project(network(units, "linear"), dataset="", weights=str(tmp_path / "foreign.keras")), tmp_path / "p.loom")
    question = {"request": "r", "project": str(tmp_path / "p.loom"), "weights": str(tmp_path / "foreign.keras")}
    predictor = Predictor(question["project"], question["weights"])
    opened = predictor.opened()
    assert opened["task"] == task
    assert any("taken for classes" in note for note in opened["notes"]) == (loss is None and units == 3)
    (told,) = predictor.predict(Predict(**question, images=(str(pictures[0]),)))
    if task == "numbers":
        with Image.open(pictures[0]) as picture:
            said = model.predict(np.asarray(picture, np.float32).reshape(1, 28, 28, 1), verbose=0)[0]
        assert [number["value"] for number in told["numbers"]] == pytest.approx(said.tolist(), rel=1e-5)
        assert told["numbers"][0]["name"] == ("dense" if units == 1 else "dense 1")
    else:
        assert len(told["top"]) == max(units, 2)


def test_no_images(saved: Any) -> None:
    _, question = saved(Project(network(), Recipe()))
    with pytest.raises(DatasetError, match="no images"):
        predict([], **question)


def test_an_open_input_takes_the_dataset_size(saved: Any, pictures: list[Path]) -> None:
    graph = network()
    project = Project(graph, Recipe())
    image = graph.inputs[0]
    opened = graph.replace_layer(image, graph.nodes[image].layer.replace(shape=(28, None, 1)))
    from cnn.datasets.sizes import Size
    from cnn.worker.answers.loaded_model import sizes_of

    found: tuple[Size, ...] = sizes_of(replace(project, graph=opened))
    assert found == ((28, 28, 1),)


@pytest.mark.parametrize("resizing", ["stretch", "crop", "pad"])
def test_images_come_to_size_as_in_training(saved: Any, tmp_path: Path, resizing: Any) -> None:
    """A model that learned from padded images is asked about such: the figures are Keras's, on what Keras makes of them."""
    from cnn.datasets.pixels.resizing import KERAS_ARGUMENTS

    pixels = np.random.default_rng(5).integers(0, 256, (12, 20, 56, 1)).astype(np.uint8)
    labels = np.arange(12) % 10
    np.savez(tmp_path / "wide.npz", x=pixels, y=labels, x_test=pixels, y_test=labels)
    model, question = saved(Project(network(), Recipe(resizing=resizing), str(tmp_path / "wide.npz")))
    way = {KERAS_ARGUMENTS[resizing]: True} if KERAS_ARGUMENTS[resizing] else {}
    images = keras.ops.image.resize(pixels.astype(np.float32), (28, 28), antialias=True, **way)
    model.compile(loss="sparse_categorical_crossentropy")
    result = evaluate(**question)
    assert result["loss"] == pytest.approx(model.evaluate(images, labels, verbose=0), rel=1e-4)
    Image.fromarray(pixels[0, ..., 0]).save(tmp_path / "wide.png")
    (answer,) = predict([tmp_path / "wide.png"], top=10, **question)
    said = model.predict(images[:1], verbose=0)[0]
    assert {item["class"]: item["probability"] for item in answer["top"]} == pytest.approx(
        {str(place): float(value) for place, value in enumerate(said)}, abs=0.01
    )


def test_what_is_said_of_each_image_stands_in_a_file(saved: Any, tmp_path: Path) -> None:
    from cnn.runs.judged import figures, outputs

    project = Project(network(), Recipe(seed=2))
    model, question = saved(project)
    _, check = divided(open_dataset("mnist-sample"), 0.2, 2)
    path = tmp_path / "said.npz"
    answer = evaluate(**question, path=str(path), every=True)
    found = outputs.read(path, answer, every=True)
    (about,) = found.outputs
    said = model.predict(check.images.astype(np.float32), verbose=0)
    assert about.every == pytest.approx(said, abs=1e-6)
    assert about.truth.tolist() == check.labels.tolist()
    assert found.keys(range(3)) == check.keys[:3]
    losses = keras.losses.sparse_categorical_crossentropy(check.labels, said)
    assert about.losses == pytest.approx(np.asarray(losses), rel=1e-4)
    assert about.losses.mean() == pytest.approx(answer["loss"], rel=1e-5)
    assert outputs.counted(about).tolist() == answer["confusion_matrix"]
    for k, value in answer["top_k"].items():
        metric = keras.metrics.SparseTopKCategoricalAccuracy(k=int(k))
        metric.update_state(check.labels, said)
        assert value == pytest.approx(float(metric.result()), abs=1e-6)
    assert figures.calibration_error([figures.Bin(**part) for part in answer["reliability"]]) == pytest.approx(
        answer["calibration"]["expected_calibration_error"], abs=1e-6
    )


def test_any_part_of_the_data_and_how_far_it_is(saved: Any, tmp_path: Path) -> None:
    from cnn.worker.answers.evaluate import evaluate

    data = _npz(tmp_path / "tested.npz", train=100, test=50)
    _, question = saved(Project(network(), Recipe(validation_split=0.3), data))
    counts = {"test": 50, "train": 70, "validation": 30, "all": 150}
    for part, count in counts.items():
        told: list[str] = []
        found = evaluate(Evaluate(**question, part=part), stage=told.append)
        assert (found["split"], found["images"]) == (part, count)
        assert f"0 of {count} images" in told
    with pytest.raises(DatasetError, match="no images for validation"):
        evaluate(Evaluate(**question, data="mnist-sample", part="validation"))


def test_whoever_has_enough_calls_it_off(saved: Any) -> None:
    from cnn.errors import CalledOffError
    from cnn.worker.answers.evaluate import evaluate

    _, question = saved(Project(network(), Recipe()))

    def stage(words: str) -> None:
        if "images" in words:
            raise CalledOffError("Enough.")

    with pytest.raises(CalledOffError):
        evaluate(Evaluate(**question), stage=stage)


@pytest.mark.story
def test_another_model_is_asked_about_the_very_images_of_an_evaluation(saved: Any, tmp_path: Path) -> None:
    """Whatever it was trained on itself, and however its data was divided."""
    from cnn.runs.judged import outputs

    _, question = saved(Project(network(), Recipe(seed=2)))
    first = evaluate(**question, path=str(tmp_path / "first.npz"))
    _, question = saved(Project(network(), Recipe(seed=5)))
    second = evaluate(**question, only=str(tmp_path / "first.npz"), data="mnist-sample", path=str(tmp_path / "second.npz"))
    one, two = outputs.read(tmp_path / "first.npz", first), outputs.read(tmp_path / "second.npz", second)
    assert one.names.tolist() == two.names.tolist()
    assert (len(two), one.outputs[0].truth.tolist()) == (1000, two.outputs[0].truth.tolist())
    validated = [set(divided(open_dataset("mnist-sample"), 0.2, seed)[1].keys) for seed in (2, 5)]
    assert (one.trained_on, two.trained_on) == (0, len(validated[0] - validated[1]))
    assert one.about_trained == ""
    assert f"trained on {two.trained_on} of these 1,000 images" in two.about_trained
    data = _npz(tmp_path / "other.npz", test=30, train=40)
    own = evaluate(**question, data=data, path=str(tmp_path / "third.npz"))
    assert own["images"] == 30
    outputs.write(tmp_path / "none.npz", [], np.arange(1), ["nowhere.png"])
    with pytest.raises(DatasetError, match="None of these images"):
        evaluate(**question, only=str(tmp_path / "none.npz"))
