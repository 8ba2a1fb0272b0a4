"""Temperature and distances against a search over a grid, scikit-learn's own figures, and networks whose answer is known."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import log_loss

from tests.cnn.worker.conversation import small_network

pytestmark = pytest.mark.keras

pytest.importorskip("keras")

CHANCE = np.random.default_rng(7)


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


def test_scaled_probabilities_keep_their_word() -> None:
    from cnn.worker.answers import calibration

    outputs, truth = overconfident()
    right = outputs.argmax(1) == truth
    found = calibration.temperature(outputs, truth)
    raw, told = calibration.confidence(outputs, 1.0), calibration.confidence(outputs, found)
    np.testing.assert_allclose(told, scaled(outputs, found).max(1), rtol=1e-6)
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
        np.mean([log_loss(truth[:, place], told[:, place]) for place in range(3)]), rel=1e-6
    )
    np.testing.assert_allclose(calibration.confidence(outputs, found, "labels"), np.maximum(told, 1 - told).min(1), rtol=1e-6)


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
    kept = calibration.measured(*overconfident(), np.zeros((3000, 2)), np.ones((9, 2), np.float32), "classes")
    calibration.write(kept, path, calibration.digest(model))
    found = calibration.read(path, calibration.digest(model))
    assert found is not None
    assert (found.temperature, found.unsure, found.wrong, found.furthest) == pytest.approx(
        (kept.temperature, kept.unsure, kept.wrong, kept.furthest)
    )
    model.write_bytes(b"other weights")
    assert calibration.read(path, calibration.digest(model)) is None


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04" + bytes(40)])
def test_a_damaged_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    from cnn.worker.answers import calibration

    path = tmp_path / "calibration.npz"
    assert calibration.read(path, "") is None
    path.write_bytes(content)
    assert calibration.read(path, "") is None


def test_the_last_hidden_layer_is_what_goes_into_the_last_weights() -> None:
    from cnn.worker.answers.predict import _last_hidden
    from cnn.worker.model.builder import build

    graph = small_network()
    model = build(graph)
    last = [layer for layer in model.layers if layer.weights][-1]
    assert _last_hidden(graph, model) is last.input
