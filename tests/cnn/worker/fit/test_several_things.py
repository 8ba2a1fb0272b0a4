"""Several things to learn of each image, each by an output of its own: training against a plain Keras script that sees the same
images in the same order, scores against Keras's and scikit-learn's, and what can't be, refused in words."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.datasets.division.dividing import divided
from cnn.datasets.task import Learned
from cnn.errors import DatasetError, RecipeError
from cnn.graph import Graph
from cnn.layers import Dense, Flatten, Rescaling
from cnn.project import Project, open_data
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.image_losses import read, suspects_of, write
from cnn.runs.messages import Evaluate, Predict
from tests.cnn.worker.fit.runs import PulledError, figures, final_weights, run

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")

from tests.cnn.worker.fit.test_tasks import IMAGES, INK, NUMBER  # noqa: E402
from tests.cnn.worker.fit.test_training import train  # noqa: E402

SIDES = np.where(NUMBER % 2 == 0, "even", "odd")
ENDS = {"side": (2, "softmax"), "ink": (1, "linear"), "digit": (10, "softmax")}


def network(*outputs: str) -> Graph:
    """Outputs of these names behind shared features."""
    net = Network("shared")
    x = net(Dense(units=8, activation="relu"), net(Flatten(), net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))))
    ends = [net(Dense(units=ENDS[name][0], activation=ENDS[name][1]), x, name=name) for name in outputs]
    net.mark_outputs(*ends)
    return net.graph


def arrays(folder: Path) -> str:
    path = folder / "a.npz"
    own: dict[str, Any] = {f"y_train_{name}": values[:500] for name, values in (("side", SIDES), ("ink", INK), ("digit", NUMBER))}
    own |= {f"y_test_{name}": values[500:] for name, values in (("digit", NUMBER), ("side", SIDES), ("ink", INK))}
    np.savez(path, x_train=IMAGES[:500], x_test=IMAGES[500:], **own)
    return str(path)


def project_of(folder: Path, *outputs: str, **settings: Any) -> Project:
    recipe = Recipe.create({"epochs": 2, "batch_size": 50, "seed": 5, "loss_weights": "ink=0.1", **settings})
    return Project(network(*(outputs or ("side", "ink", "digit"))), recipe, arrays(folder))


def compiled(model: Any, names: list[str]) -> Any:
    """A model as plain Keras is told to train it."""
    losses = {"side": "sparse_categorical_crossentropy", "ink": "mean_squared_error", "digit": "sparse_categorical_crossentropy"}
    metrics: dict[str, list[Any]] = {"side": ["accuracy"], "digit": ["accuracy"]}
    metrics["ink"] = [keras.metrics.MeanAbsoluteError(name="mae"), keras.metrics.RootMeanSquaredError(), keras.metrics.R2Score()]
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=[losses[name] for name in names],
        loss_weights=[0.1 if name == "ink" else 1.0 for name in names],
        metrics=[metrics[name] for name in names],
    )
    return model


@pytest.mark.story
@pytest.mark.parametrize("names", [pytest.param(("side", "ink", "digit"), marks=pytest.mark.thorough), ("ink", "digit", "side")])
def test_equal_to_a_plain_keras_script(names: tuple[str, ...], tmp_path: Path) -> None:
    """Outputs learn what they are called after, in whatever order they stand."""
    from cnn.plan.sampling import permutation
    from cnn.worker.model.builder import build

    project = project_of(tmp_path, *names)
    _, memory, _ = train(project)
    dataset = open_data(project)
    assert [told.name for told in dataset.learned] == [*names]
    learn, check = divided(dataset, 0.2, 5)
    assert check is not None
    model = compiled(build(project.graph, seed=5), [*names])
    for epoch, done in enumerate(memory.epochs):
        order = permutation(5, epoch, len(learn))
        history = model.fit(
            learn.images[order].astype(np.float32),
            [labels[order] for labels in (learn.labels, *learn.others)],
            batch_size=50,
            shuffle=False,
            verbose=0,
            validation_data=(check.images.astype(np.float32), [check.labels, *check.others]),
            validation_batch_size=50,
        ).history
        assert {"val_loss", "val_ink_mae", "val_digit_accuracy"} <= history.keys()
        for name, (value,) in history.items():
            assert done.logs[name] == pytest.approx(value, rel=2e-5 * (epoch + 1), abs=1e-6), name


@pytest.mark.thorough
def test_a_run_that_was_cut_off_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    project = project_of(tmp_path, "ink", "digit", "side", batch_size=100, checkpoint_seconds=0)
    whole, cut = (RunFolder.create(project, tmp_path / name) for name in ("whole", "cut"))
    run(whole)
    with pytest.raises(PulledError):
        run(cut, pull=lambda event: event.event == "checkpoint" and (event.epoch, event.step) == (2, 2))
    run(cut, resume=True)
    assert final_weights(cut) == final_weights(whole)
    assert figures(cut) == figures(whole)
    assert cut.record().monitor == "val_loss"
    assert cut.record().learned == open_data(project).learned


def trained(folder: Path) -> tuple[Any, Any, dict[str, str]]:
    """A run with a model of fresh weights, its dataset, and how to ask about it."""
    from cnn.worker.model.builder import build

    project = project_of(folder)
    dataset = open_data(project)
    run_folder = RunFolder.create(project, folder / "run")
    first, *others = dataset.learned
    run_folder.update_record(classes=first.classes, task=first.task, target=first.name, others=tuple(others))
    model = build(project.graph, seed=3)
    model.save(run_folder.model)
    return model, dataset, {"request": "r", "project": str(run_folder.project), "weights": str(run_folder.model)}


@pytest.mark.story
def test_each_output_is_evaluated_in_its_own_terms(tmp_path: Path) -> None:
    from sklearn.metrics import confusion_matrix, mean_absolute_error

    from cnn.worker.answers.evaluate import evaluate

    model, dataset, question = trained(tmp_path)
    test = dataset.test
    images = test.images.astype(np.float32)
    expected = compiled(model, ["side", "ink", "digit"]).evaluate(
        images, [test.labels, *test.others], verbose=0, return_dict=True, batch_size=200
    )
    result = evaluate(Evaluate(**question))
    assert result["loss"] == pytest.approx(expected["loss"], rel=1e-5)
    for name, about in result["outputs"].items():
        assert about["loss"] == pytest.approx(expected[f"{name}_loss"], rel=1e-5)
        for metric, value in about["metrics"].items():
            assert value == pytest.approx(expected[f"{name}_{metric}"], rel=1e-5, abs=1e-6), (name, metric)
    side, ink, digit = model.predict(images, verbose=0)
    assert result["outputs"]["digit"]["confusion_matrix"] == confusion_matrix(test.others[1], digit.argmax(1)).tolist()
    assert result["confusion_matrix"] == confusion_matrix(test.labels, side.argmax(1)).tolist()
    assert result["outputs"]["ink"]["per_class"][0]["mae"] == pytest.approx(mean_absolute_error(test.others[0], ink), rel=1e-5)
    assert {name: about["task"] for name, about in result["outputs"].items()} == {
        "side": "classes",
        "ink": "numbers",
        "digit": "classes",
    }
    assert (result["task"], result["classes"]) == ("classes", ["even", "odd"])
    assert result["outputs"]["side"]["classes"] == ["even", "odd"]


def test_an_image_is_told_by_every_output(tmp_path: Path) -> None:
    from cnn.worker.answers.predict import Predictor

    model, _, question = trained(tmp_path)
    Image.fromarray(IMAGES[0, :, :, 0]).save(tmp_path / "0.png")
    predictor = Predictor(question["project"], question["weights"])
    assert [output["name"] for output in predictor.opened()["outputs"]] == ["side", "ink", "digit"]
    (told,) = predictor.predict(Predict(**question, images=(str(tmp_path / "0.png"),), top=2, path=str(tmp_path / "rows.npy")))
    side, ink, digit = (part[0] for part in model.predict(IMAGES[:1].astype(np.float32), verbose=0))
    assert told["top"][0]["class"] == ["even", "odd"][side.argmax()]
    assert told["outputs"]["side"]["top"] == told["top"]
    assert told["outputs"]["ink"]["numbers"][0]["value"] == pytest.approx(float(ink[0]), rel=1e-5)
    assert told["outputs"]["digit"]["top"][0]["probability"] == pytest.approx(float(digit.max()), rel=1e-5)
    assert np.load(tmp_path / "rows.npy")[0] == pytest.approx(np.concatenate([side, ink, digit]), rel=1e-5)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"class_weight": "balanced"}, "3 things to learn of each image"),
        ({"sampling": "balanced"}, "sampling shows as many"),
        ({"augmentation": "MixUp()"}, "MixUp and CutMix"),
    ],
)
def test_what_makes_no_sense_for_several_things_is_refused(settings: dict[str, Any], words: str, tmp_path: Path) -> None:
    from cnn.worker.data.training_data import TrainingData

    with pytest.raises(RecipeError, match=words):
        TrainingData.of(project_of(tmp_path, **settings))


@pytest.mark.thorough
def test_a_metric_of_one_kind_is_asked_of_the_outputs_of_that_kind(tmp_path: Path) -> None:
    _, memory, _ = train(project_of(tmp_path, metrics="f1_score,mean_squared_error", epochs=1))
    logs = memory.epochs[0].logs
    assert {"side_f1_score", "digit_f1_score", "ink_mean_squared_error"} <= logs.keys()
    assert not {"ink_f1_score", "side_mean_squared_error"} & logs.keys()


def test_outputs_that_are_not_as_many_are_refused(tmp_path: Path) -> None:
    from cnn.worker.data.training_data import TrainingData

    project = Project(network("digit"), Recipe(), arrays(tmp_path))
    with pytest.raises(DatasetError, match=r'side \(2 classes\), ink \(1 number\), digit \(10 classes\).*1 output: "digit"'):
        TrainingData.of(project)


def test_a_dataset_with_other_things_is_refused(tmp_path: Path) -> None:
    from cnn.worker.answers.evaluate import evaluate

    _, _, question = trained(tmp_path)
    np.savez(tmp_path / "other.npz", x=IMAGES[:50], y=NUMBER[:50])
    with pytest.raises(DatasetError, match="The model has learned side"):
        evaluate(Evaluate(**question, data=str(tmp_path / "other.npz")))


def test_classes_of_every_output_keep_the_order_of_the_run(tmp_path: Path) -> None:
    dataset = open_dataset(arrays(tmp_path))
    known = (Learned("digit", tuple("9876543210"), "classes"), Learned("side", ("odd", "even"), "classes"), dataset.others[0])
    found = dataset.as_known(known)
    assert found.learned == known
    assert [known[0].classes[label] for label in found.train.labels] == [str(number) for number in NUMBER[:500]]
    assert [known[1].classes[label] for label in found.train.others[0]] == [*SIDES[:500]]


@pytest.mark.story
def test_wrong_labels_of_every_output_are_suspects(tmp_path: Path) -> None:
    """Each output's losses are those that plain Keras tells of the same weights, and the shuffled labels stand out."""
    random = np.random.default_rng(0)
    project = project_of(tmp_path, "side", "ink", "digit", epochs=1, learning_rate=1e-30, validation_split=0.0)
    run_folder = RunFolder.create(project, tmp_path / "still")
    run(run_folder)
    noted = read(run_folder)
    assert noted is not None
    assert len(noted.others) == 2
    model = keras.saving.load_model(run_folder.model)
    said = model.predict(IMAGES[:500].astype(np.float32), verbose=0)
    side, ink, digit = noted, *noted.others
    places = np.arange(500)
    assert side.losses == pytest.approx(-np.log(said[0][places, (NUMBER[:500] % 2)]), rel=1e-4)
    assert ink.losses == pytest.approx((said[1][:, 0] - INK[:500].reshape(-1)) ** 2, rel=1e-4)
    assert digit.losses == pytest.approx(-np.log(said[2][places, NUMBER[:500]]), rel=1e-4)
    assert np.array_equal(digit.guesses, said[2].argmax(axis=1))
    assert np.array_equal(digit.labels, NUMBER[:500])
    assert set(ink.guesses.tolist()) == {-1}
    wrong = random.choice(500, 10, replace=False)
    totals = digit.totals.copy()
    totals[wrong] = 100
    write(replace(noted, others=(ink, replace(digit, totals=totals))), run_folder)
    found = [suspect for suspect in suspects_of(run_folder) or () if suspect.target == "digit"]
    assert {suspect.key for suspect in found} == {noted.keys[place] for place in wrong}


@pytest.mark.story
def test_every_output_says_how_sure_it_is(tmp_path: Path) -> None:
    """Its probabilities scaled by a temperature of its own, found where scikit-learn finds it as well."""
    from scipy.optimize import minimize_scalar
    from sklearn.metrics import log_loss

    from cnn.worker.answers import calibration
    from cnn.worker.answers.predict import Predictor
    from cnn.worker.data.training_data import splits

    model, dataset, question = trained(tmp_path)
    predictor = Predictor(question["project"], question["weights"])
    told = predictor.opened()
    assert "of images this unsure of side," in told["marks"]["uncertain"]
    assert "; of images this unsure of digit," in told["marks"]["uncertain"]
    assert "ink" not in told["marks"]["uncertain"], "a number has no probability"
    _, judge = splits(dataset, project_of(tmp_path), network("side", "ink", "digit"))
    assert judge is not None
    raw = np.log(np.clip(model.predict(judge.images.astype(np.float32), verbose=0)[2].astype(float), 1e-38, 1))

    def scaled(heat: float) -> Any:
        rows = np.exp(raw / heat)
        return rows / rows.sum(axis=1, keepdims=True)

    def loss(power: float) -> float:
        return float(log_loss(judge.others[1], scaled(np.exp(power)), labels=range(10)))

    expected = np.exp(minimize_scalar(loss, bounds=(np.log(0.01), np.log(100)), method="bounded").x)
    first, ink, digit = predictor.calibration.doubts  # type: ignore[union-attr]
    assert ink.temperature is None
    assert digit.temperature == pytest.approx(expected, rel=1e-2)
    assert first.temperature != digit.temperature
    Image.fromarray(IMAGES[0][..., 0]).save(tmp_path / "a.png")
    (answer,) = predictor.predict(Predict(**question, images=(str(tmp_path / "a.png"),)))
    row = scaled_of(model, IMAGES[:1], digit.temperature)
    assert answer["outputs"]["digit"]["confidence"] == pytest.approx(row.max(), rel=1e-4)
    assert answer["outputs"]["digit"]["uncertain"] is bool(row.max() < calibration.SURE)
    assert answer["outputs"]["side"]["confidence"] == answer["confidence"]
    assert answer["outputs"]["ink"]["uncertain"] is None
    assert "unlike" not in answer["outputs"]["digit"], "that is about the image"
    again = Predictor(question["project"], question["weights"]).calibration
    assert again is not None
    assert str(again.doubts) == str(predictor.calibration.doubts)  # type: ignore[union-attr]


def scaled_of(model: Any, images: Any, heat: float) -> Any:
    rows = np.exp(np.log(model.predict(images.astype(np.float32), verbose=0)[2][0].astype(float)) / heat)
    return rows / rows.sum()
