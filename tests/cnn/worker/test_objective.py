"""Loss, metric and optimizer, from the recipe and from what the network gives out."""

from typing import Any

import numpy as np
import pytest

from cnn.errors import DatasetError, RecipeError
from cnn.graph import Graph
from cnn.layers import Dense, Flatten, Softmax
from cnn.network import Network
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
    from cnn.worker.objective import objective

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
    from cnn.worker.objective import objective

    recipe = Recipe.create({"augmentation": mixing})
    (found,) = objective(network(activation="softmax"), recipe, 3).heads
    assert (found.name, found.one_hot) == ("categorical_crossentropy", True)
    assert "mixed" in found.why
    half = np.array([[0.5, 0.5, 0.0]], np.float32)
    assert float(found.loss()(half, half)) == pytest.approx(np.log(2), abs=1e-6)
    with pytest.raises(RecipeError, match="one output per class"):
        objective(network(units=1), recipe, 2)
