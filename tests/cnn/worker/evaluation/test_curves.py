"""Curves, areas and top-k accuracy against scikit-learn."""

import numpy as np
import pytest

pytestmark = pytest.mark.keras  # what is tested stands in the worker's wing

pytest.importorskip("keras")


def test_areas_are_scikit_learns_and_the_points_lie_on_its_curves() -> None:
    from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

    from cnn.worker.evaluation.curves import POINTS, curves

    random = np.random.default_rng(0)
    there = random.random((3000, 3)) < (0.5, 0.1, 0)
    probabilities = random.random((3000, 3)) * 0.7 + 0.3 * there
    told, points = curves(there, probabilities, ("a", "b", "nobody"))
    for place, name in enumerate("ab"):
        assert told["roc_auc"][name] == pytest.approx(roc_auc_score(there[:, place], probabilities[:, place]))
        expected = average_precision_score(there[:, place], probabilities[:, place])
        assert told["average_precision"][name] == pytest.approx(expected)
        x, y, _ = roc_curve(there[:, place], probabilities[:, place], drop_intermediate=False)
        kept = points["roc"][place]
        assert kept.shape == (POINTS, 2)
        known = {(round(float(a), 5), round(float(b), 5)) for a, b in zip(x, y, strict=True)}
        assert all((round(float(a), 5), round(float(b), 5)) in known for a, b in kept)
        assert np.trapezoid(kept[:, 1], kept[:, 0]) == pytest.approx(told["roc_auc"][name], abs=0.01)
    assert told["roc_auc"]["nobody"] is None  # no image has it
    assert told["mean_roc_auc"] == pytest.approx((told["roc_auc"]["a"] + told["roc_auc"]["b"]) / 2)
    assert np.isnan(points["roc"][2]).all()


@pytest.mark.parametrize("images", [60, 3000])
def test_a_point_of_a_curve_knows_from_where_on_each_image_counts(images: int) -> None:
    """Recall, precision and the false positive rate at a point are those of scikit-learn where the class is said from its
    threshold on; few distinct probabilities make ties."""
    from sklearn.metrics import precision_recall_curve, precision_score, recall_score

    from cnn.worker.evaluation.curves import curves

    random = np.random.default_rng(2)
    there = random.random((images, 2)) < 0.4
    probabilities = (random.random((images, 2)) * 0.7 + 0.3 * there).round(2).astype(np.float32)
    _, points = curves(there, probabilities, ("a", "b"))
    precision, recall, _ = precision_recall_curve(there[:, 1], probabilities[:, 1])
    known = {(round(float(x), 5), round(float(y), 5)) for x, y in zip(recall, precision, strict=True)}
    assert {(round(float(x), 5), round(float(y), 5)) for x, y in points["precision_recall"][1]} == known  # 71 values, all kept
    assert points["thresholds"][1, 0] == np.inf
    for point in (0, 1, 17, 40, 255):
        said = points["seen_from"][:, 1] <= point
        assert [*said] == [*(probabilities[:, 1] >= points["thresholds"][1, point])]
        false, found = points["roc"][1, point]
        assert found == pytest.approx(recall_score(there[:, 1], said), abs=1e-6)
        assert false == pytest.approx((said & ~there[:, 1]).sum() / (~there[:, 1]).sum(), abs=1e-6)
        expected = precision_score(there[:, 1], said, zero_division=1)
        assert points["precision_recall"][1, point, 1] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("ties", [False, True])
def test_top_k_is_scikit_learns(ties: bool) -> None:
    from sklearn.metrics import top_k_accuracy_score

    from cnn.worker.evaluation.curves import top_k

    random = np.random.default_rng(1)
    probabilities = random.integers(4, size=(500, 7)) / 3 if ties else random.random((500, 7))
    truth = random.integers(7, size=500)
    found = top_k(truth, probabilities)
    assert found == {str(k): pytest.approx(top_k_accuracy_score(truth, probabilities, k=k, labels=range(7))) for k in (2, 3, 5)}
