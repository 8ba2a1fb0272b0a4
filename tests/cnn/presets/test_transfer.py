"""Transfer learning as a project: every base, every task, what learns in which phase."""

from dataclasses import replace

import pytest

from cnn.analysis import analyse
from cnn.datasets import info_of
from cnn.datasets.sizes import Facts, Sizes
from cnn.datasets.task import Task
from cnn.errors import LayerloomError, UsageError
from cnn.plan.checks import obstacle
from cnn.plan.stages import frozen_epochs, stages, trainable_layers
from cnn.presets.imagenet import WEIGHTS
from cnn.presets.transfer import Plan, parts_of_base, suited_side, transfer
from cnn.recipe import Recipe
from tests.stages import mostly_thorough

PHOTOGRAPHS = Facts(3, Sizes.of([(120, 150, 3), (90, 100, 3)]))


@pytest.mark.slow
@pytest.mark.parametrize("base", mostly_thorough(WEIGHTS, but=["mobilenet_v2", "vgg16", "efficientnet_b0"]))
def test_every_base_can_be_trained_with_a_new_head(base: str) -> None:
    plan = Plan(base, dense=32)
    project = transfer(plan, PHOTOGRAPHS, "photographs")
    analysis = analyse(project.graph)
    assert analysis.problems == ()
    assert obstacle(analysis, project.recipe, "photographs", PHOTOGRAPHS) is None
    assert project.weights == f"imagenet:{base}"
    assert WEIGHTS[base].is_headless(WEIGHTS[base].wanted(analysis))  # of MobileNets the one for the side of the images
    first, second = stages(project.graph, project.recipe)
    learns = [name for name, on in trainable_layers(project.graph, first).items() if on and _weights(project, name)]
    assert learns == ["head_dense", "head_output"]
    later = {name for name, on in trainable_layers(project.graph, second).items() if on and _weights(project, name)}
    assert len(later) > 10
    assert (first.end, first.recipe.learning_rate, second.recipe.learning_rate) == (5, 1e-3, 1e-5)


def _weights(project: object, name: str) -> bool:
    graph = project.graph  # type: ignore[attr-defined]
    return bool(analyse(graph).nodes[graph.named(name).id].weights)


@pytest.mark.slow
def test_fine_tuning_begins_where_it_is_told() -> None:
    part, layer = parts_of_base(Plan(), PHOTOGRAPHS)[1]
    assert (part, layer) == ("stage7", "stage7_block1_expand")
    project = transfer(Plan(fine_from=layer), PHOTOGRAPHS, "photographs")
    epochs = frozen_epochs(project.graph, project.recipe)
    assert epochs["stage7_block1_expand"] == 5
    assert epochs["stage6_block1_expand"] == 0
    assert epochs["stage7_block1_expand_bn"] == 0
    assert "head_output" not in epochs
    assert frozen_epochs(project.graph, Recipe(freeze="nothing_of_that_name")) == {}


def test_without_a_second_phase_the_base_never_learns() -> None:
    project = transfer(Plan(fine_epochs=0), PHOTOGRAPHS, "photographs")
    assert len(stages(project.graph, project.recipe)) == 1
    assert set(frozen_epochs(project.graph, project.recipe).values()) == {0}


@pytest.mark.parametrize(("task", "activation"), [("classes", "softmax"), ("labels", "sigmoid"), ("numbers", "linear")])
def test_the_last_layer_is_what_is_learned(task: Task, activation: str) -> None:
    facts = replace(PHOTOGRAPHS, task=task)
    project = transfer(Plan(), facts, "photographs")
    output = project.graph.node(project.graph.outputs[0]).layer
    assert (output.units, output.activation) == (3, activation)  # type: ignore[attr-defined]
    assert obstacle(analyse(project.graph), project.recipe, "photographs", facts) is None


@pytest.mark.parametrize(("largest", "side"), [(28, 64), (90, 96), (150, 160), (4000, 224)])
def test_images_are_given_in_a_size_that_suits_them(largest: int, side: int) -> None:
    assert suited_side("mobilenet_v2", Facts(2, Sizes.of([(largest, largest // 2, 3)]))) == side


def test_grey_images_go_into_a_base_of_three_channels() -> None:
    info = info_of("mnist-sample")
    assert info is not None
    project = transfer(Plan(), info.facts, "mnist-sample")
    assert analyse(project.graph).nodes[project.graph.inputs[0]].output_shape == (64, 64, 3)
    assert obstacle(analyse(project.graph), project.recipe, "mnist-sample", info.facts) is None


@pytest.mark.parametrize("plan", [Plan("lenet5"), Plan("vgg16", side=16), Plan("xception", side=64, dropout=2), Plan(rate=-1)])
def test_what_cannot_be_is_refused_in_words(plan: Plan) -> None:
    with pytest.raises(LayerloomError) as caught:
        transfer(plan, PHOTOGRAPHS, "photographs")
    assert caught.value.message
    assert isinstance(caught.value, UsageError) == (plan.base == "lenet5")
