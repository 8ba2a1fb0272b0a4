"""Temperature and distances against a search over a grid, scikit-learn's own figures, and networks whose answer is known."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, log_loss

from cnn.presets import PRESETS
from cnn.recipe import Recipe
from cnn.runs.predictions import about_calibration
from tests.cnn.worker.conversation import small_network

pytestmark = pytest.mark.keras

pytest.importorskip("keras")

CHANCE = np.random.default_rng(7)
KEPT = {"expected_calibration_error": 0.1, "scaled_calibration_error": 0.05, "found_on": "these images"}


def overconfident(count: int = 3000, classes: int = 5, factor: float = 4.0) -> tuple[Any, Any]:
    """Logarithms of probabilities that are `factor` times too sure, and class numbers drawn from the honest ones."""
    from cnn.worker.answers import calibration

    honest = CHANCE.normal(0, 1.5, (count, classes))
    shares = np.exp(honest) / np.exp(honest).sum(1, keepdims=True)
    truth = np.array([CHANCE.choice(classes, p=row) for row in shares])
    told = np.exp(factor * honest - (factor * honest).max(1, keepdims=True))
    return calibration.logarithms(told / told.sum(1, keepdims=True), "classes"), truth


def scaled(outputs: Any, temperature: float) -> Any:
    powers = np.exp(outputs / temperature)
    return powers / powers.sum(1, keepdims=True)


def expected_calibration_error(confidence: Any, right: Any) -> float:
    """Naeini, Cooper & Hauskrecht (2015), with fifteen bins."""
    bins = np.minimum((confidence * 15).astype(int), 14)
    gaps = [(bins == place).mean() * abs(confidence[bins == place].mean() - right[bins == place].mean()) for place in set(bins)]
    return float(sum(gaps))


def test_the_temperature_has_the_least_loss_of_all() -> None:
    from cnn.worker.answers import calibration

    outputs, truth = overconfident()
    found = calibration.temperature(outputs, truth)
    grid = np.exp(np.linspace(np.log(0.05), np.log(20), 2000))
    losses = [calibration.loss(outputs, truth, one) for one in grid]
    assert found == pytest.approx(grid[int(np.argmin(losses))], rel=5e-3)
    assert found == pytest.approx(4, rel=0.1)
    assert calibration.loss(outputs, truth, found) == pytest.approx(log_loss(truth, scaled(outputs, found)), rel=1e-6)


@pytest.mark.parametrize("task", ["classes", "labels"])
def test_few_images_make_no_probability_more_extreme_than_the_rule_of_three(task: str) -> None:
    """All of so many images are right, with 80 % each: the most that may be said of them afterwards is 1 - 3 / images."""
    from cnn.worker.answers import calibration

    for count in (20, 30, 100, 1000):
        outputs = np.tile(np.log([[0.8, 0.2]]), (count, 1)) if task == "classes" else np.full((count, 1), np.log(4.0))
        truth = np.zeros(count, int) if task == "classes" else np.ones((count, 1))
        found = calibration.temperature(outputs, truth, task)
        said = calibration.confidence(outputs, found, task)[0]
        assert said == pytest.approx(1 - 3 / count, abs=0.012)
        assert said > 0.8
    outputs = np.tile(np.log([[0.8, 0.2]]), (50, 1))
    truth = (np.arange(50) % 50 < 8).astype(int)  # 84 % are right: 80 % is as good a word for it
    assert calibration.temperature(outputs, truth) == 1
    assert "more extreme" in about_calibration({"calibration": KEPT | {"temperature": 1.0}})
    assert "temperature 2.50" in about_calibration({"calibration": KEPT | {"temperature": 2.5}})


def test_many_images_are_evidence_that_probabilities_are_too_low() -> None:
    """A network that is half as sure as it may be: scikit-learn's log loss with what is found is as good as the best."""
    from cnn.worker.answers import calibration

    outputs, truth = overconfident(factor=0.5)
    found = calibration.temperature(outputs, truth)
    grid = np.exp(np.linspace(np.log(0.3), 0, 200))
    losses = np.array([log_loss(truth, scaled(outputs, one)) for one in grid]) * len(truth)
    assert found == pytest.approx(0.5, rel=0.1)
    assert found == pytest.approx(grid[losses <= losses.min() + np.log(20)].max(), rel=0.01)


def test_scaled_probabilities_keep_their_word() -> None:
    from cnn.worker.answers import calibration

    outputs, truth = overconfident()
    right = outputs.argmax(1) == truth
    found = calibration.temperature(outputs, truth)
    raw, told = calibration.confidence(outputs, 1.0), calibration.confidence(outputs, found)
    np.testing.assert_allclose(told, scaled(outputs, found).max(1), rtol=1e-6)
    for one, sure in ((1.0, raw), (found, told)):
        assert calibration.calibration_error(outputs, truth, one) == pytest.approx(expected_calibration_error(sure, right))
    assert expected_calibration_error(told, right) < 0.03 < 0.2 < expected_calibration_error(raw, right)


def test_labels_have_a_temperature_as_well() -> None:
    from cnn.worker.answers import calibration

    honest = CHANCE.normal(0, 1.5, (4000, 3))
    truth = (CHANCE.random((4000, 3)) < 1 / (1 + np.exp(-honest))).astype(np.float32)
    outputs = calibration.logarithms(1 / (1 + np.exp(-3 * honest)), "labels")
    np.testing.assert_allclose(outputs, 3 * honest, atol=0.02)
    found = calibration.temperature(outputs, truth, "labels")
    assert found == pytest.approx(3, rel=0.1)
    told = 1 / (1 + np.exp(-outputs / found))
    assert calibration.loss(outputs, truth, found, "labels") == pytest.approx(
        np.mean([brier_score_loss(truth[:, place], told[:, place]) for place in range(3)]), rel=1e-6
    )
    np.testing.assert_allclose(calibration.confidence(outputs, found, "labels"), np.maximum(told, 1 - told).min(1), rtol=1e-6)


@pytest.mark.story
@pytest.mark.parametrize("never", [-17.0, -87.0])
@pytest.mark.parametrize("rate", [0.02, 0.2])
def test_a_label_that_is_never_found_costs_the_others_nothing(never: float, rate: float) -> None:
    """Nine labels are honest; of the tenth the network says 0, however often it is there. The least log-likelihood would make
    the error of calibration ten times as large."""
    from cnn.worker.answers import calibration

    outputs = CHANCE.normal(-3, 2, (2000, 10))
    truth = (CHANCE.random((2000, 10)) < 1 / (1 + np.exp(-outputs))).astype(np.float32)
    outputs[:, 9] = never
    truth[:, 9] = CHANCE.random(2000) < rate
    found = calibration.temperature(outputs, truth, "labels")
    grid = np.exp(np.linspace(np.log(0.01), np.log(100), 400))
    scores = [
        brier_score_loss(truth.reshape(-1), 1 / (1 + np.exp(-np.clip(outputs / one, -700, 700))).reshape(-1)) for one in grid
    ]
    assert found == pytest.approx(grid[int(np.argmin(scores))], rel=0.03)
    before, after = (calibration.calibration_error(outputs, truth, one, "labels") for one in (1.0, found))
    assert after < before + 0.005
    assert calibration.judged_itself(outputs, truth, "labels")[1] < before + 0.01


@pytest.mark.parametrize("probabilities", [[[1.0, 0.0, 0.0]], [[0.0, 0.0, 1.0]]])
def test_a_network_that_is_entirely_sure_has_figures(probabilities: Any) -> None:
    from cnn.worker.answers import calibration

    for task in ("classes", "labels"):
        outputs = calibration.logarithms(np.array(probabilities * 30, np.float32), task)
        truth = np.array(probabilities * 30) if task == "labels" else np.array(probabilities * 30).argmax(1)
        assert np.isfinite(outputs).all()
        assert np.isfinite(calibration.loss(outputs, truth, calibration.temperature(outputs, truth, task), task))


def test_what_is_measured_is_what_is_told() -> None:
    from cnn.worker.answers import calibration

    outputs, truth = overconfident()
    features = CHANCE.normal(size=(3000, 2))
    found = calibration.measured(outputs, truth, features, CHANCE.normal(size=(500, 2)), "classes")
    unsure = scaled(outputs, found.temperature).max(1) < calibration.SURE
    assert found.unsure == unsure.sum() > 100
    assert found.wrong == pytest.approx((outputs.argmax(1) != truth)[unsure].mean())
    assert found.uncertain(outputs, "classes").tolist() == unsure.tolist()
    assert found.unlike(features).mean() == pytest.approx(0.01, abs=1e-3)
    assert found.unlike(np.array([[0.0, 0.0], [9.0, -9.0]])).tolist() == [False, True]


def test_distances_are_those_to_the_nearest() -> None:
    from cnn.worker.answers import calibration

    points, known = CHANCE.normal(size=(700, 9)), CHANCE.normal(size=(300, 9))
    expected = [min(np.linalg.norm(point - other) for other in known) for point in points]
    np.testing.assert_allclose(calibration.distances(points, known), expected, rtol=1e-9)
    assert calibration.distances(known, known) == pytest.approx(0, abs=1e-6)


def test_features_are_flat_and_keep_their_distances() -> None:
    from cnn.worker.answers import calibration

    maps = CHANCE.normal(size=(4, 5, 6, 3))
    np.testing.assert_allclose(calibration.flat(maps), maps.mean((1, 2)), atol=1e-6)
    wide = CHANCE.normal(size=(20, 10_000))
    narrow = calibration.flat(wide)
    assert narrow.shape == (20, calibration.WIDEST)
    before, after = np.linalg.norm(wide[0] - wide[1:], axis=1), np.linalg.norm(narrow[0] - narrow[1:], axis=1)
    np.testing.assert_allclose(after / before, 1, atol=0.15)


def test_what_is_kept_is_void_for_another_model(tmp_path: Path) -> None:
    from cnn.worker.answers import calibration

    path, model = tmp_path / "calibration.npz", tmp_path / "model.keras"
    model.write_bytes(b"weights")
    rows = CHANCE.normal(size=(3000, 3)).astype(np.float32)
    kept = calibration.measured(*overconfident(), np.zeros((3000, 2)), np.ones((9, 2), np.float32), "classes", (rows, rows))
    calibration.write(kept, path, calibration.digest(model))
    found = calibration.read(path, calibration.digest(model))
    assert found is not None
    assert (found.temperature, found.unsure, found.wrong, found.furthest) == pytest.approx(
        (kept.temperature, kept.unsure, kept.wrong, kept.furthest)
    )
    assert (found.error, found.scaled_error) == pytest.approx((kept.error, kept.scaled_error))
    assert kept.spread is not None
    assert found.spread is not None
    assert found.spread.distances(rows) == pytest.approx(kept.spread.distances(rows))
    assert found.spread.furthest == pytest.approx(kept.spread.furthest)
    model.write_bytes(b"other weights")
    assert calibration.read(path, calibration.digest(model)) is None


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04" + bytes(40)])
def test_a_damaged_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    from cnn.worker.answers import calibration

    path = tmp_path / "calibration.npz"
    assert calibration.read(path, "") is None
    path.write_bytes(content)
    assert calibration.read(path, "") is None


def test_thelast_hidden_layer_is_what_goes_into_the_last_weights() -> None:
    from cnn.worker.answers.predict import last_hidden
    from cnn.worker.model.builder import build

    graph = small_network()
    model = build(graph)
    last = [layer for layer in model.layers if layer.weights][-1]
    name, tensor = last_hidden(graph, model)
    assert name == last.name
    assert tensor is last.input


def test_statistics_of_layers_are_those_of_scikit_learn() -> None:
    from sklearn.covariance import LedoitWolf

    from cnn.worker.answers.layer_statistics import spread

    mixing = CHANCE.normal(size=(6, 6))
    known, judged = (CHANCE.normal(size=(count, 6)) @ mixing + 3 for count in (400, 300))
    found = spread(known.astype(np.float32), judged.astype(np.float32), 0.1)
    scales = known.std(0)
    expected = LedoitWolf().fit(known / scales).mahalanobis(judged / scales) ** 0.5
    np.testing.assert_allclose(found.distances(judged), expected, rtol=1e-3)
    assert (found.distances(judged) > found.furthest).mean() == pytest.approx(0.1, abs=0.01)
    constant = np.concatenate([known, np.ones((400, 1))], axis=1)
    assert np.isfinite(spread(constant, constant, 0.1).distances(constant)).all(), "a channel that is dead"


def test_layers_give_a_mean_and_a_spread_of_each_channel() -> None:
    from cnn.worker.answers.layer_statistics import WIDEST, statistics

    maps, rows = CHANCE.normal(size=(4, 5, 6, 3)), CHANCE.normal(size=(4, 400))
    found = statistics([maps, rows])
    assert found.shape == (4, 6 + WIDEST)
    np.testing.assert_allclose(found[:, :6], np.concatenate([maps.mean((1, 2)), maps.std((1, 2))], 1), rtol=1e-5, atol=1e-6)


def test_layers_are_looked_at_from_the_first_map_on() -> None:
    import keras

    from cnn.worker.answers.layer_statistics import LAYERS, looked_at
    from cnn.worker.model.builder import build

    model = build(PRESETS["resnet20"].graph())
    found = looked_at(model, model.layers[-1].name)
    assert len(found) == LAYERS
    assert found[0] is next(layer for layer in model.layers if layer.weights).output
    assert all(len(tensor.shape) == 4 for tensor in found)
    dense = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5, name="a"), keras.layers.Dense(2, name="b")])
    assert [tensor.shape for tensor in looked_at(dense, "b")] == [(None, 5)]
    assert looked_at(dense, "a") == []


@pytest.mark.story
def test_noise_photographs_and_shuffled_digits_are_unlike_digits_and_digits_are_not(tmp_path: Path) -> None:
    """The network has not even learned: its layers see what is no digit all the same."""
    from sklearn.datasets import load_sample_images

    from cnn.datasets.division.dividing import divided
    from cnn.project import Project, open_data
    from cnn.runs.folder import RunFolder
    from cnn.worker.answers.predict import Predictor
    from cnn.worker.model.builder import build

    dataset, fresh = divided(open_data(Project(PRESETS["lenet5"].graph(), dataset="mnist-sample")), 0.2, 3)
    np.savez(tmp_path / "known.npz", x=dataset.images, y=dataset.labels)
    project = Project(PRESETS["lenet5"].graph(), Recipe.create({"validation_split": 0.25}), str(tmp_path / "known.npz"))
    folder = RunFolder.create(project, tmp_path / "run")
    folder.update_record(classes=tuple("0123456789"))
    build(project.graph, seed=1).save(folder.model)
    predictor = Predictor(str(folder.project), str(folder.model))
    found = predictor.calibration
    assert found is not None
    assert found.spread is not None
    assert fresh is not None
    digits = fresh.images
    photographs = [
        image[y : y + 112 : 4, x : x + 112 : 4].mean(-1)
        for image in load_sample_images().images
        for y in range(0, 300, 50)
        for x in range(0, 500, 50)
    ]
    foreign = {
        "noise": CHANCE.integers(0, 256, (200, 28, 28, 1)),
        "photographs": np.stack(photographs)[..., None],
        "shuffled": CHANCE.permuted(digits.reshape(len(digits), -1), axis=1).reshape(digits.shape),
        "inverted": 255 - digits,
    }

    def unlike(images: Any) -> float:
        _, _, features, statistics = predictor._ask([images.astype(np.float32)])
        return float(found.unlike(features, statistics).mean())

    assert {name: unlike(images) > 0.95 for name, images in foreign.items()} == dict.fromkeys(foreign, True)
    assert unlike(digits) < 0.03


def test_what_an_earlier_version_kept_is_read_where_its_images_are_gone(tmp_path: Path) -> None:
    from cnn.worker.answers import calibration

    path = tmp_path / "calibration.npz"
    old = {"temperature": 1.5, "unsure": 3, "wrong": 0.5, "known": np.ones((9, 2), np.float32), "furthest": 2.0}
    np.savez_compressed(path, format=1, model=np.array("m"), sure=calibration.SURE, seen=calibration.SEEN, **old)
    found = calibration.read(path, "m")
    assert found is not None
    assert (found.old, found.temperature, found.furthest, found.spread) == (True, 1.5, 2.0, None)
    assert found.unlike(np.array([[1.0, 1.0], [9.0, 9.0]]), np.ones((2, 3))).tolist() == [False, True]


def test_a_label_that_is_never_found_leaves_the_honest_ones_as_they_are() -> None:
    """The figures that `loss` tells: by log-likelihood the temperature would be 6.1 and the error 21.5 %."""
    from cnn.worker.answers.calibration import calibration_error, temperature

    chance = np.random.default_rng(0)
    honest = chance.normal(0, 3, (2000, 4))
    truth = chance.random(honest.shape) < 1 / (1 + np.exp(-honest))
    outputs = np.hstack([honest, np.full((2000, 1), -30.0)])
    there = np.hstack([truth, chance.random((2000, 1)) < 0.1]).astype(float)
    found = temperature(outputs, there, "labels")
    assert found == pytest.approx(1.0, abs=0.05)
    errors = [round(calibration_error(outputs, there, one, "labels"), 3) for one in (found, 6.13)]
    assert errors == [0.024, 0.215]
