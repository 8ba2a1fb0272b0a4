"""Numbers, labels, and two classes behind one sigmoid: training against plain Keras scripts that see the same images in the same
order, and scores against Keras's and scikit-learn's own.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.datasets.division.dividing import divided
from cnn.errors import DatasetError, RecipeError
from cnn.graph import Graph
from cnn.layers import Dense, Flatten, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Evaluate, Predict
from tests.cnn.worker.fit.runs import PulledError, figures, final_weights, run
from tests.stages import mostly_thorough

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")

from tests.cnn.worker.fit.test_training import train  # noqa: E402

DIGITS = open_dataset("mnist-sample").train
PLACES = np.random.default_rng(0).permutation(5000)[:700]
IMAGES, NUMBER = DIGITS.images[PLACES], DIGITS.labels[PLACES]
INK = (IMAGES > 127).sum((1, 2, 3)) / 10
WIDE = np.array([np.ptp(np.flatnonzero((image > 127).any((0, 2)))) for image in IMAGES]) / 4
SEVERAL = np.stack([NUMBER % 2 == 0, NUMBER > 4, np.isin(NUMBER, [0, 6, 8, 9])], 1).astype(np.uint8)

#: task → labels, the activation of the last layer, and what plain Keras is told
TASKS: dict[str, tuple[Any, str, str, Any]] = {
    "one number": (INK, "linear", "mean_squared_error", lambda: [keras.metrics.MeanAbsoluteError(name="mae")]),
    "two numbers": (
        np.stack([INK, WIDE], 1),
        "linear",
        "mean_squared_error",
        lambda: [
            keras.metrics.MeanAbsoluteError(name="mae"),
            keras.metrics.RootMeanSquaredError(),
            keras.metrics.R2Score(),
        ],
    ),
    "labels": (
        SEVERAL,
        "sigmoid",
        "binary_crossentropy",
        lambda: [
            keras.metrics.BinaryAccuracy(name="accuracy"),
            keras.metrics.AUC(curve="PR", multi_label=True, num_labels=3, name="auc_pr"),
        ],
    ),
    "two classes": ((NUMBER > 4).astype(int), "sigmoid", "binary_crossentropy", lambda: ["accuracy"]),
}


def network(units: int, activation: str) -> Graph:
    net = Network("flat")
    x = net(Dense(units=8, activation="relu"), net(Flatten(), net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))))
    net(Dense(units=units, activation=activation), x)
    return net.graph


def project_of(task: str, folder: Path, **settings: Any) -> Project:
    labels, activation, _, _ = TASKS[task]
    np.savez(folder / "a.npz", x_train=IMAGES[:500], y_train=labels[:500], x_test=IMAGES[500:], y_test=labels[500:])
    units = labels.shape[1] if labels.ndim == 2 else 1
    recipe = Recipe.create({"epochs": 2, "batch_size": 50, "seed": 5, **settings})
    return Project(network(units, activation), recipe, str(folder / "a.npz"))


@pytest.mark.story
@pytest.mark.parametrize("task", mostly_thorough(TASKS, but=["labels"]))
def test_equal_to_a_plain_keras_script(task: str, tmp_path: Path) -> None:
    from cnn.plan.sampling import permutation
    from cnn.worker.model.builder import build

    project = project_of(task, tmp_path)
    _, memory, _ = train(project)
    _, _, loss, metrics = TASKS[task]
    learn, check = divided(open_dataset(project.dataset), 0.2, 5)
    assert check is not None
    model = build(project.graph, seed=5)
    model.compile(optimizer=keras.optimizers.Adam(), loss=loss, metrics=metrics())
    for epoch, done in enumerate(memory.epochs):
        order = permutation(5, epoch, len(learn))
        history = model.fit(
            learn.images[order].astype(np.float32),
            learn.labels[order],
            batch_size=50,
            shuffle=False,
            verbose=0,
            validation_data=(check.images.astype(np.float32), check.labels),
            validation_batch_size=50,
        ).history
        for name, (value,) in history.items():
            assert done.logs[name] == pytest.approx(value, rel=2e-5 * (epoch + 1), abs=1e-6), name


def trained(task: str, folder: Path) -> tuple[Any, Any, dict[str, str], Project]:
    """A run with a model of fresh weights, its test images and their labels."""
    from cnn.worker.model.builder import build

    project = project_of(task, folder)
    dataset = open_dataset(project.dataset)
    run = RunFolder.create(project, folder / "run")
    run.update_record(classes=dataset.classes, task=dataset.task)
    model = build(project.graph, seed=3)
    model.save(run.model)
    return model, dataset, {"request": "r", "project": str(run.project), "weights": str(run.model)}, project


def evaluated(question: dict[str, str], data: str = "") -> Any:
    from cnn.worker.answers.evaluate import evaluate

    return evaluate(Evaluate(**question, data=data))


@pytest.mark.parametrize("task", TASKS)
def test_scores_are_keras_evaluate(task: str, tmp_path: Path) -> None:
    model, dataset, question, _ = trained(task, tmp_path)
    _, _, loss, metrics = TASKS[task]
    model.compile(loss=loss, metrics=metrics())
    expected = model.evaluate(dataset.test.images.astype(np.float32), dataset.test.labels, verbose=0, return_dict=True)
    result = evaluated(question)
    told = {"loss": result["loss"], **result["metrics"]}
    for name, value in expected.items():
        assert told[name] == pytest.approx(value, rel=1e-5, abs=1e-6), name
    assert (result["task"], result["images"]) == (dataset.task, 200)


def test_numbers_one_by_one_are_scikit_learn(tmp_path: Path) -> None:
    from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

    model, dataset, question, _ = trained("two numbers", tmp_path)
    result = evaluated(question)
    said = model.predict(dataset.test.images.astype(np.float32), verbose=0)
    for column, row in enumerate(result["per_class"]):
        true, predicted = dataset.test.labels[:, column], said[:, column]
        assert row["mae"] == pytest.approx(mean_absolute_error(true, predicted), rel=1e-5)
        assert row["rmse"] == pytest.approx(root_mean_squared_error(true, predicted), rel=1e-5)
        assert row["r2"] == pytest.approx(r2_score(true, predicted), rel=1e-5)
        assert (row["class"], row["support"]) == (f"y{column}", 200)
        pairs = result["predictions"][column]
        assert pairs["true"] == pytest.approx(true.tolist(), rel=1e-5)
        assert pairs["predicted"] == pytest.approx(predicted.tolist(), rel=1e-4, abs=1e-5)
    assert result["confusion_matrix"] is None


@pytest.mark.story
def test_labels_one_by_one_are_scikit_learn(tmp_path: Path) -> None:
    from sklearn.metrics import average_precision_score, f1_score, precision_recall_fscore_support

    model, dataset, question, _ = trained("labels", tmp_path)
    result = evaluated(question)
    said = model.predict(dataset.test.images.astype(np.float32), verbose=0)
    for column, row in enumerate(result["per_class"]):
        true = dataset.test.labels[:, column]
        precision, recall, f1, _ = precision_recall_fscore_support(
            true, said[:, column] >= 0.5, average="binary", zero_division=0
        )
        assert (row["precision"], row["recall"], row["f1"]) == pytest.approx((precision, recall, f1), rel=1e-6)
        assert row["average_precision"] == pytest.approx(average_precision_score(true, said[:, column]), rel=1e-4)
        assert row["support"] == true.sum()
        best = f1_score(true, said[:, column] >= row["best_threshold"] - 1e-6)
        assert row["best_f1"] == pytest.approx(best, abs=1e-3)
        assert all(f1_score(true, said[:, column] >= limit, zero_division=0) <= best + 1e-3 for limit in said[::20, column])


def test_a_single_label_and_one_that_no_image_has() -> None:
    from cnn.worker.answers.scores import by_label

    truth = np.array([[1], [0], [1], [1]], np.float32)
    (row,) = by_label(truth, np.array([[0.9], [0.2], [0.4], [0.6]]), ("there",))["per_class"]
    assert (row["precision"], row["recall"], row["support"], row["average_precision"]) == (1, pytest.approx(2 / 3), 3, 1)
    _, never = by_label(np.array([[1, 0], [0, 0]], np.float32), np.full((2, 2), 0.3), ("a", "b"))["per_class"]
    assert (never["average_precision"], never["best_threshold"], never["support"]) == (None, None, 0)


def test_a_number_that_never_differs_has_no_r2() -> None:
    from cnn.worker.answers.scores import by_number

    (row,) = by_number(np.full((5, 1), 2.0, np.float32), np.arange(5.0).reshape(5, 1), ("y",))["per_class"]
    assert (row["r2"], row["mae"]) == (None, 1.2)


def test_two_classes_with_one_sigmoid_are_two_classes(tmp_path: Path) -> None:
    model, dataset, question, _ = trained("two classes", tmp_path)
    result = evaluated(question)
    said = (model.predict(dataset.test.images.astype(np.float32), verbose=0)[:, 0] > 0.5).astype(int)
    matrix = np.zeros((2, 2), int)
    np.add.at(matrix, (dataset.test.labels, said), 1)
    assert result["confusion_matrix"] == matrix.tolist()
    assert [row["support"] for row in result["per_class"]] == matrix.sum(1).tolist()


@pytest.mark.parametrize("task", ["two numbers", "labels"])
def test_predicts_what_the_model_says(task: str, tmp_path: Path) -> None:
    from cnn.worker.answers.predict import Predictor

    model, _, question, _ = trained(task, tmp_path)
    Image.fromarray(IMAGES[0, :, :, 0]).save(tmp_path / "a.png")
    asked = Predict(**question, images=(str(tmp_path / "a.png"),))
    (row,) = Predictor(asked.project, asked.weights).predict(asked)
    said = model.predict(IMAGES[:1].astype(np.float32), verbose=0)[0].tolist()
    if task == "labels":
        there = {item["class"]: item["probability"] for item in row["labels"]}
        assert there == {str(place): pytest.approx(value, rel=1e-5) for place, value in enumerate(said) if value >= 0.5}
        assert len(row["top"]) == 3
    else:
        assert [(item["name"], item["value"]) for item in row["numbers"]] == [
            (f"y{place}", pytest.approx(value, rel=1e-5)) for place, value in enumerate(said)
        ]


def test_whole_numbers_judge_a_run_that_learned_numbers(tmp_path: Path) -> None:
    """Of few of them nobody could tell that they are no classes."""
    _, _, question, _ = trained("one number", tmp_path)
    np.savez(tmp_path / "b.npz", x=IMAGES[:6], y=np.arange(6))
    assert evaluated(question, str(tmp_path / "b.npz"))["task"] == "numbers"
    with pytest.raises(DatasetError, match="has learned numbers; the dataset has classes"):
        evaluated(question, "mnist-sample")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"loss": "sparse_categorical_crossentropy"}, "about classes; the dataset has numbers"),
        ({"loss": "binary_crossentropy"}, "about classes; the dataset has numbers"),
        ({"class_weight": "balanced"}, "class_weight"),
        ({"label_smoothing": 0.1}, "label_smoothing"),
        ({"augmentation": "MixUp()"}, "MixUp and CutMix"),
        ({"metrics": "recall"}, "recall says nothing of numbers"),
        ({"monitor": "val_accuracy"}, "no figure"),
    ],
)
def test_what_makes_no_sense_for_numbers_is_refused(settings: dict[str, Any], words: str, tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=words) as caught:
        _prepare(project_of("one number", tmp_path, **settings))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"loss": "categorical_crossentropy"}, "not about several labels"),
        ({"class_weight": "balanced"}, "class_weight"),
        ({"metrics": "top_k_accuracy"}, "top_k_accuracy says nothing of several labels"),
        ({"metrics": "r2_score"}, "r2_score says nothing of several labels"),
    ],
)
def test_what_makes_no_sense_for_labels_is_refused(settings: dict[str, Any], words: str, tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=words):
        _prepare(project_of("labels", tmp_path, **settings))


def _prepare(project: Project) -> None:
    from cnn.plan.checks import check_monitors
    from cnn.plan.metrics import figures
    from cnn.worker.data.training_data import TrainingData

    data = TrainingData.of(project)
    check_monitors(project.recipe, figures(tuple(head.target for head in data.objective.heads), validates=True))


@pytest.mark.thorough
def test_mixed_labels_and_every_metric_train(tmp_path: Path) -> None:
    metrics = "precision,recall,auc,f1_score"
    _, memory, _ = train(project_of("labels", tmp_path, augmentation="MixUp()", metrics=metrics, epochs=1, label_smoothing=0.1))
    (done,) = memory.epochs
    assert {"auc_pr", "val_precision", "val_recall", "val_auc", "val_f1_score"} <= set(done.logs)


def test_early_stopping_watches_the_error_of_numbers(tmp_path: Path) -> None:
    from cnn.worker.data.training_data import TrainingData
    from cnn.worker.fit.watchers import watchers_for

    project = project_of("one number", tmp_path, early_stopping=True)
    score = TrainingData.of(project).objective.score
    watcher = next(item for item in watchers_for(project.recipe, validates=True, score=score) if item.name == "early_stopping")
    watcher.on_epoch(1, {"val_mae": 5.0}, 0)
    watcher.on_epoch(2, {"val_mae": 4.0}, 0)
    assert watcher.state() == {"best": 4.0, "wait": 0}


@pytest.mark.parametrize(("task", "activation", "loss"), [("one number", "sigmoid", ""), ("one number", "linear", "poisson")])
def test_numbers_that_can_not_be_reached_are_refused(task: str, activation: str, loss: str, tmp_path: Path) -> None:
    project = project_of(task, tmp_path, **({"loss": loss} if loss else {}))
    np.savez(tmp_path / "a.npz", x=IMAGES[:500], y=INK[:500] - 30)
    with pytest.raises(RecipeError):
        _prepare(Project(network(1, activation), project.recipe, project.dataset))


@pytest.mark.parametrize("task", mostly_thorough(["two numbers", "labels"], but=[]))
def test_a_run_that_was_cut_off_goes_on_as_if_nothing_had_happened(task: str, tmp_path: Path) -> None:
    """Running figures that are no means over batches, R² and the area under a curve, go on as well."""
    project = project_of(task, tmp_path, batch_size=100, checkpoint_seconds=0)
    whole, cut = (RunFolder.create(project, tmp_path / name) for name in ("whole", "cut"))
    run(whole)
    with pytest.raises(PulledError):
        run(cut, pull=lambda event: event.event == "checkpoint" and (event.epoch, event.step) == (2, 2))
    run(cut, resume=True)
    assert final_weights(cut) == final_weights(whole)
    assert figures(cut) == figures(whole)
    assert (cut.record().task, cut.record().monitor) == (
        open_dataset(project.dataset).task,
        "val_mae" if task == "two numbers" else "val_auc_pr",
    )


def unbalanced(folder: Path, **settings: Any) -> Project:
    """Two classes, 9 to 1."""
    places = np.concatenate([np.flatnonzero(NUMBER == 0)[:45], np.flatnonzero(NUMBER == 1)[:5]])
    np.savez(folder / "b.npz", x=IMAGES[places], y=NUMBER[places])
    recipe = Recipe.create({"epochs": 3, "batch_size": 8, "validation_split": 0, "sampling": "balanced", **settings})
    return Project(network(2, "softmax"), recipe, str(folder / "b.npz"))


def test_batches_have_as_many_images_of_every_class(tmp_path: Path) -> None:
    from cnn.worker.data.training_data import TrainingData

    train = TrainingData.of(unbalanced(tmp_path)).train
    for epoch in range(3):
        train.shuffle(0, epoch)
        labels = np.concatenate([np.asarray(labels) for _, labels in train.dataset()])
        assert np.bincount(labels).tolist() == [25, 25]
    assert (train.count, train.steps) == (50, 7)


@pytest.mark.thorough
def test_a_sampled_run_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    project = unbalanced(tmp_path, checkpoint_seconds=0)
    whole, cut = (RunFolder.create(project, tmp_path / name) for name in ("whole", "cut"))
    run(whole)
    with pytest.raises(PulledError):
        run(cut, pull=lambda event: event.event == "checkpoint" and event.epoch == 2)
    run(cut, resume=True)
    assert final_weights(cut) == final_weights(whole)


@pytest.mark.parametrize("task", ["one number", "labels"])
def test_sampling_is_for_classes(task: str, tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="sampling shows as many images of every class"):
        _prepare(project_of(task, tmp_path, sampling="balanced"))
    with pytest.raises(RecipeError, match="together they count more"):
        _prepare(unbalanced(tmp_path, class_weight="balanced"))


@pytest.mark.story
def test_plain_numbers_for_labels_are_scored_as_their_probabilities(tmp_path: Path) -> None:
    """A last layer without sigmoid gives what sigmoid makes probabilities of: every figure is the same."""
    from cnn.worker.model.builder import build

    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    found = []
    for folder, activation in ((tmp_path / "one", "sigmoid"), (tmp_path / "two", "linear")):
        project = project_of("labels", folder, metrics="auc,precision,recall,f1_score")
        project = Project(network(3, activation), project.recipe, project.dataset)
        folder_run = RunFolder.create(project, folder / "run")
        folder_run.update_record(classes=("0", "1", "2"), task="labels")
        build(project.graph, seed=3).save(folder_run.model)
        found.append(evaluated({"request": "r", "project": str(folder_run.project), "weights": str(folder_run.model)}))
    probabilities, plain = found
    assert plain["metrics"] == pytest.approx(probabilities["metrics"], abs=2e-3)
    assert plain["loss"] == pytest.approx(probabilities["loss"], rel=1e-5)
    for one, two in zip(plain["per_class"], probabilities["per_class"], strict=True):
        assert one["average_precision"] == pytest.approx(two["average_precision"], rel=1e-6)
        assert one["f1"] == pytest.approx(two["f1"], rel=1e-6)
