"""Which layers learn in which epochs."""

from dataclasses import replace

import pytest

from cnn.blocks.functional import Network
from cnn.errors import RecipeError
from cnn.graph import Graph
from cnn.layers import Add, BatchNormalization, Conv2D, Dense, Flatten
from cnn.plan.stages import stage_at, stages
from cnn.recipe import Recipe


@pytest.fixture
def graph() -> Graph:
    """pixels → stem → norm → (left | right) → add → flatten → head; the right branch has a group of its own."""
    net = Network()
    x = net(Conv2D(filters=2), net.input((8, 8, 1), name="pixels"), name="stem")
    x = net(BatchNormalization(), x, name="norm")
    left = net(Conv2D(filters=2, padding="same"), x, name="left")
    with net.group("stage1/right"):
        right = net(Conv2D(filters=2, padding="same"), x, name="conv")
    x = net(Add(), left, right, name="add")
    net(Dense(units=3), net(Flatten(), x, name="flatten"), name="head")
    return net.graph


def name_of_right(graph: Graph) -> str:
    return next(node.name for node in graph.nodes.values() if node.group == "stage1/right")


def frozen(graph: Graph, **settings: object) -> set[str]:
    """The frozen layers that have weights."""
    weighty = {"stem", "norm", "left", name_of_right(graph), "head"}
    return set(stages(graph, Recipe.create(settings))[0].frozen) & weighty


def test_until_a_layer_means_all_it_depends_on(graph: Graph) -> None:
    assert frozen(graph) == set()
    assert frozen(graph, freeze_until="norm") == {"stem", "norm"}
    assert frozen(graph, freeze_until="left") == {"stem", "norm", "left"}
    assert frozen(graph, freeze_until="flatten") == {"stem", "norm", "left", name_of_right(graph)}


def test_names_patterns_and_groups(graph: Graph) -> None:
    assert frozen(graph, freeze="stem, left") == {"stem", "left"}
    assert frozen(graph, freeze="*ft") == {"left"}
    assert frozen(graph, freeze="stage1") == frozen(graph, freeze="stage1/*") == {name_of_right(graph)}
    assert frozen(graph, freeze="stem", freeze_until="norm") == {"stem", "norm"}


def test_fine_tuning_is_a_stage_of_its_own_and_leaves_statistics_alone(graph: Graph) -> None:
    recipe = Recipe(epochs=5, learning_rate=1e-2, freeze_until="flatten", fine_tune_after=3, fine_tune_rate=1e-4)
    first, second = stages(graph, recipe)
    assert (first.begin, first.end, first.recipe.learning_rate, first.recipe.epochs) == (0, 3, 1e-2, 3)
    assert (second.begin, second.end, second.recipe.learning_rate, second.recipe.epochs) == (3, None, 1e-4, 2)
    assert second.frozen == {"norm"}
    assert [stage_at((first, second), epoch) for epoch in (0, 2, 3, 9)] == [first, first, second, second]


def test_fine_tuning_from_a_layer_on(graph: Graph) -> None:
    recipe = Recipe(freeze_until="flatten", fine_tune_after=3, fine_tune_from="left")
    assert {"stem", "norm"} <= stages(graph, recipe)[1].frozen
    assert not {"left", name_of_right(graph)} & stages(graph, recipe)[1].frozen


def test_without_anything_frozen_there_is_one_stage(graph: Graph) -> None:
    assert len(stages(graph, Recipe(fine_tune_after=3))) == 1
    assert len(stages(graph, Recipe(freeze="stem"))) == 1


def test_shared_weights_are_frozen_where_they_are_kept() -> None:
    net = Network()
    x = net(Dense(units=4), net.input((4,)), name="owner")
    net(Dense(units=2), net(Dense(units=4), x, name="again"), name="head")
    graph = net.graph
    again = graph.named("again")
    graph = graph._with(replace(again, shares=graph.named("owner").id))
    assert "owner" in stages(graph, Recipe(freeze="again"))[0].frozen


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"freeze_until": "nrom"}, 'no layer "nrom"'),
        ({"freeze": "conv9*"}, 'no layer "conv9\\*"'),
        ({"freeze": "stem", "fine_tune_after": 1, "fine_tune_from": "nowhere"}, 'no layer "nowhere"'),
        ({"freeze": "*"}, "All layers that could learn are frozen"),
    ],
)
def test_what_cannot_be(graph: Graph, settings: dict[str, object], words: str) -> None:
    with pytest.raises(RecipeError, match=words):
        stages(graph, Recipe.create(settings))
