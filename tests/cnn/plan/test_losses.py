"""What is asked of each output: loss, weight, and why."""

import pytest

from cnn.blocks.functional import Network
from cnn.datasets.task import Task
from cnn.errors import RecipeError
from cnn.formats.python.writer import write_python
from cnn.graph import Graph
from cnn.layers import Dense, Flatten, Rescaling
from cnn.plan.losses import Target, followed, graph_targets, remark, targets
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe


def asked(graph: Graph, recipe: Recipe, classes: int = 3) -> dict[str, Target]:
    return {target.output: target for target in targets(graph, recipe, dict.fromkeys(graph.outputs, classes))}


def two_headed() -> Graph:
    net = Network("two_headed")
    x = net(Flatten(), net.input((4, 4, 1)))
    outputs = [net(Dense(units=3, activation=kind), x, name=name) for name, kind in (("main", "softmax"), ("side", "linear"))]
    net.mark_outputs(*outputs)
    return net.graph


def test_googlenet_weighs_its_auxiliary_classifiers_as_the_paper_does() -> None:
    preset = PRESETS["googlenet"]
    found = asked(preset.graph(), preset.recipe, 1000)
    assert {name: target.weight for name, target in found.items()} == {
        "predictions": 1.0,
        "aux1_predictions": 0.3,
        "aux2_predictions": 0.3,
    }


def test_each_output_has_its_own_loss() -> None:
    found = asked(two_headed(), Recipe.create({"losses": "side=hinge", "loss_weights": "side=0.25", "label_smoothing": 0.1}))
    assert (found["main"].loss, found["main"].weight, dict(found["main"].arguments)) == (
        "categorical_crossentropy",
        1.0,
        {"label_smoothing": 0.1},
    )
    assert "smoothing" in found["main"].why
    assert (found["side"].loss, found["side"].weight, dict(found["side"].arguments)) == ("hinge", 0.25, {})


@pytest.mark.parametrize("settings", [{"losses": "gone=hinge"}, {"loss_weights": "gone=0.5"}])
def test_an_output_that_is_none_is_told(settings: dict[str, str]) -> None:
    with pytest.raises(RecipeError, match='gives "gone" a loss or a weight') as caught:
        asked(two_headed(), Recipe.create(settings))
    assert "main, side" in caught.value.hint


def test_a_renamed_output_keeps_its_loss_and_a_removed_one_has_none() -> None:
    graph = two_headed()
    recipe = Recipe.create({"losses": "side=hinge", "loss_weights": "side=0.3,main=2"})
    side = next(node.id for node in graph.nodes.values() if node.name == "side")
    renamed = followed(recipe, graph, graph.rename(side, "aux"))
    assert (renamed.losses, renamed.loss_weights) == ({"aux": "hinge"}, {"aux": 0.3, "main": 2})
    removed = followed(recipe, graph, graph.remove(side))
    assert (removed.losses, removed.loss_weights) == ({}, {"main": 2})
    assert followed(recipe, graph, graph) is recipe


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"loss": "kl_divergence"}, "gives plain numbers"),
        ({"loss": "sparse_categorical_crossentropy", "label_smoothing": 0.1}, "share for every class"),
        ({"metrics": "top_k_accuracy", "top_k": 4}, "always right"),
    ],
)
def test_what_can_not_work_is_told_before_training(settings: dict[str, object], words: str) -> None:
    with pytest.raises(RecipeError, match=words):
        asked(two_headed(), Recipe.create(settings))


@pytest.mark.slow
def test_the_written_program_weighs_alike() -> None:
    preset = PRESETS["googlenet"]
    assert "loss_weights=[1.0, 0.3, 0.3]" in write_python(Project(preset.graph(), preset.recipe))
    assert "loss_weights" not in write_python(Project(PRESETS["lenet5"].graph()))


def test_what_is_put_behind_an_output_takes_over_its_loss_and_weight() -> None:
    graph = two_headed()
    recipe = Recipe.create({"losses": "side=mean_squared_error", "loss_weights": "side=0.3"})
    side = graph.named("side")
    longer, new = graph.add(Rescaling(scale=3.0), side.id)
    longer = longer.mark_instead(side.id, new.id)
    found = followed(recipe, graph, longer)
    assert (found.losses, found.loss_weights) == ({new.name: "mean_squared_error"}, {new.name: 0.3})
    assert set(asked(longer, found)) == {"main", new.name}


@pytest.mark.parametrize(
    ("loss", "activation", "units", "task", "words"),
    [
        ("binary_crossentropy", "softmax", 10, "classes", "each of the 10 classes alone"),
        ("binary_focal_crossentropy", "linear", 10, "classes", "each of the 10 classes alone"),
        ("binary_crossentropy", "sigmoid", 10, "classes", ""),
        ("binary_crossentropy", "sigmoid", 1, "classes", ""),
        ("mean_squared_error", "softmax", 10, "classes", "sparse_categorical_crossentropy usually learns faster"),
        ("mean_squared_error", "sigmoid", 4, "labels", "binary_crossentropy usually learns faster"),
        ("mean_squared_error", "linear", 1, "numbers", ""),
        ("huber", "linear", 2, "numbers", ""),
        ("categorical_crossentropy", "sigmoid", 10, "classes", "add up to 1"),
        ("sparse_categorical_crossentropy", "softmax", 10, "classes", ""),
        ("categorical_crossentropy", "linear", 10, "classes", ""),
        ("auto", "softmax", 10, "classes", ""),
        ("auto", "sigmoid", 4, "labels", ""),
    ],
)
def test_a_loss_that_is_hardly_meant_is_remarked_upon(loss: str, activation: str, units: int, task: Task, words: str) -> None:
    net = Network("remarked")
    net(Dense(units=units, activation=activation), net(Flatten(), net.input((4, 4, 1))))
    (target,) = graph_targets(net.graph, Recipe.create({"loss": loss}), task=task)
    assert words in remark(target)
    assert bool(remark(target)) == bool(words)
