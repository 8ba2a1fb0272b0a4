"""Prepared comparisons: the two sides differ in what is said of them, and in nothing else."""

from dataclasses import replace

import pytest

from cnn.analysis import analyse
from cnn.layers import Add, BatchNormalization, Concatenate
from cnn.plan.losses import graph_targets
from cnn.presets import PRESETS
from cnn.tours.comparisons import COMPARISONS, FOLDER, comparison_of


@pytest.mark.parametrize("name", COMPARISONS)
def test_both_are_trained_in_the_same_way_and_are_known_again(name: str) -> None:
    first, second = (side.make() for side in COMPARISONS[name].sides)
    assert (first.recipe, first.dataset) == (second.recipe, second.dataset)
    for place, project in enumerate((first, second)):
        assert not analyse(project.graph).errors
        assert graph_targets(project.graph, project.recipe)
        assert comparison_of(project) == (COMPARISONS[name], place)
        assert comparison_of(replace(project, recipe=project.recipe.changed(epochs=99))) is None
        assert project.graph.name == COMPARISONS[name].sides[place].network


def test_other_projects_are_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    project = COMPARISONS["sizes"].sides[0].make()
    assert comparison_of(replace(project, graph=PRESETS["nin"].graph())) is None
    monkeypatch.setattr("cnn.tours.comparisons.FOLDER", FOLDER / "gone")
    assert comparison_of(project) is None, "a program without its examples opens files all the same"


@pytest.mark.slow
def test_plain_20_is_resnet_20_without_its_shortcuts() -> None:
    plain, residual = (side.make().graph for side in COMPARISONS["shortcuts"].sides)
    published = PRESETS["resnet20"].graph((28, 28, 1), 10)
    for node in published.nodes.values():
        if isinstance(node.layer, BatchNormalization):  # so that an epoch of 63 steps is enough for its moving statistics
            published = published.replace_layer(node.id, node.layer.replace(momentum=0.9))
    assert residual == published
    assert not [node for node in plain.nodes.values() if isinstance(node.layer, Add | Concatenate)]
    assert all(len(node.inputs) < 2 for node in plain.nodes.values()), "one way from the image to the classes"
    learning = [
        [(node.name, node.layer) for node in graph.nodes.values() if analyse(graph).nodes[node.id].params]
        for graph in (plain, residual)
    ]
    assert learning[0] == learning[1]
    assert analyse(plain).total_params == analyse(residual).total_params == 270_810, "the number that its text tells"


def test_lenet_and_alexnet_are_the_presets() -> None:
    lenet, alexnet = (side.make().graph for side in COMPARISONS["sizes"].sides)
    assert lenet == PRESETS["lenet5"].graph()
    assert alexnet == PRESETS["alexnet-fashion"].graph((67, 67, 1), 10)
    params = [analyse(graph).total_params or 0 for graph in (lenet, alexnet)]
    assert round(params[1] / params[0], -1) == 350, "what its text tells"
