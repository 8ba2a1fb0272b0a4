"""Loss, metric and optimizer, from the recipe and from what the network gives out."""

from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.errors import DatasetError, RecipeError
from cnn.graph import Graph
from cnn.layers import Dense, Flatten, Softmax
from cnn.recipe import LOSSES, Recipe

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")


def network(units: int = 3, activation: str = "linear", softmax: bool = False) -> Graph:
    net = Network()
    x = net(Dense(units=units, activation=activation), net(Flatten(), net.input((2, 2, 1))))
    if softmax:
        net(Softmax(), x)
    return net.graph


def head(graph: Graph, loss: str = "auto", classes: int = 3) -> Any:
    from cnn.worker.model.objective import objective

    (found,) = objective(graph, Recipe(loss=loss), classes).heads
    return found


@pytest.mark.parametrize(
    ("graph", "name", "from_logits"),
    [
        (network(activation="softmax"), "sparse_categorical_crossentropy", False),
        (network(softmax=True), "sparse_categorical_crossentropy", False),
        (network(), "sparse_categorical_crossentropy", True),
        (network(activation="sigmoid"), "binary_crossentropy", False),
    ],
)
def test_chosen_from_the_last_layer(graph: Graph, name: str, from_logits: bool) -> None:
    found = head(graph)
    assert found.name == name
    assert found.loss().get_config()["from_logits"] == from_logits
    assert name in found.why


def test_a_single_output_is_for_two_classes() -> None:
    found = head(network(units=1), classes=2)
    assert (found.name, found.one_hot) == ("binary_crossentropy", False)
    metric = found.metric()
    metric.update_state(np.array([0, 1]), np.array([[-2.0], [0.3]]))  # plain numbers: the limit is 0
    assert float(metric.result()) == 1
    with pytest.raises(DatasetError):
        head(network(units=1), classes=3)


def test_a_loss_that_can_not_work() -> None:
    with pytest.raises(RecipeError, match="one output per class"):
        head(network(units=1), loss="categorical_crossentropy", classes=2)


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_scores_its_own_kind_of_labels(loss: str) -> None:
    found = head(network(activation="softmax"), loss=loss)
    labels = np.array([0, 2], np.int32)
    truth = np.eye(3, dtype=np.float32)[labels] if found.one_hot else labels
    right, wrong = np.eye(3, dtype=np.float32)[[0, 2]], np.eye(3, dtype=np.float32)[[1, 1]]
    assert float(found.loss()(truth, right)) < float(found.loss()(truth, wrong))
    metric = found.metric()
    metric.update_state(truth, np.stack([right[0], wrong[1]]))
    assert float(metric.result()) == 0.5


@pytest.mark.parametrize("mixing", ["MixUp()", "RandomFlip(), CutMix()"])
def test_mixed_labels_are_shares_of_classes(mixing: str) -> None:
    from cnn.worker.model.objective import objective

    recipe = Recipe.create({"augmentation": mixing})
    (found,) = objective(network(activation="softmax"), recipe, 3).heads
    assert (found.name, found.one_hot) == ("categorical_crossentropy", True)
    assert "mixed" in found.why
    half = np.array([[0.5, 0.5, 0.0]], np.float32)
    assert float(found.loss()(half, half)) == pytest.approx(np.log(2), abs=1e-6)
    with pytest.raises(RecipeError, match="one output per class"):
        objective(network(units=1), recipe, 2)


@pytest.mark.parametrize("activation", ["softmax", "linear", "sigmoid"])
@pytest.mark.parametrize("loss", ["auto", "categorical_crossentropy"])
def test_metrics_are_keras_own_told_rows_and_probabilities(activation: str, loss: str) -> None:
    from cnn.worker.model.objective import objective

    recipe = Recipe.create({"loss": loss, "metrics": "top_k_accuracy,precision,recall,auc,auc_pr,f1_score", "top_k": 2})
    (found,) = objective(network(activation=activation), recipe, 3).heads
    rng = np.random.default_rng(3)
    labels, rows = rng.integers(0, 3, 50).astype("int32"), np.eye(3, dtype="float32")
    logits = rng.normal(size=(50, 3)).astype("float32") + 2 * rows[labels]
    squash = keras.ops.sigmoid if activation == "sigmoid" else keras.ops.softmax
    probabilities = np.asarray(squash(logits))
    theirs = [keras.metrics.SparseCategoricalAccuracy(), keras.metrics.SparseTopKCategoricalAccuracy(k=2)]
    for metric in theirs:
        metric.update_state(labels, logits)
    for metric in (
        keras.metrics.Precision(),
        keras.metrics.Recall(),
        keras.metrics.AUC(),
        keras.metrics.AUC(curve="PR"),
        keras.metrics.F1Score(average="macro"),
    ):
        metric.update_state(rows[labels], probabilities)
        theirs.append(metric)
    ours = found.metrics()
    for metric in ours:
        metric.update_state(rows[labels] if found.one_hot else labels, logits if activation == "linear" else probabilities)
    expected = [float(metric.result()) for metric in theirs]
    assert [float(metric.result()) for metric in ours] == pytest.approx(expected, rel=1e-5)
    assert all(type(metric).__module__.startswith("keras") for metric in found.metrics(portable=True))


@pytest.mark.parametrize("loss", [name for name in LOSSES if name != "auto"])
def test_the_losses_are_keras_own_with_the_arguments_of_the_recipe(loss: str) -> None:
    from cnn.recipe import SMOOTHED

    smoothing = {"label_smoothing": 0.1} if loss in SMOOTHED else {}
    recipe = Recipe.create({"loss": loss, "focal_gamma": 3.0, "huber_delta": 0.25, **smoothing})
    from cnn.worker.model.objective import objective

    (found,) = objective(network(activation="softmax"), recipe, 3).heads
    labels = np.array([0, 2, 1], np.int32)
    outputs = np.array([[0.7, 0.2, 0.1], [0.3, 0.3, 0.4], [0.5, 0.25, 0.25]], np.float32)
    truth = np.eye(3, dtype=np.float32)[labels] if found.one_hot else labels
    by_hand = dict(smoothing)
    if "focal" in loss:
        by_hand["gamma"] = 3.0
    if loss == "huber":
        by_hand["delta"] = 0.25
    if loss == "categorical_generalized_cross_entropy":
        by_hand["q"] = 0.5
    each = getattr(keras.losses, loss)(truth, outputs, **by_hand)
    assert float(found.loss()(truth, outputs)) == pytest.approx(float(np.mean(each)), rel=1e-5)
