"""A network with an output for each of several things to learn."""

import pytest

from cnn.analysis import analyse, problems_with_classes
from cnn.analysis.outputs import learning
from cnn.blocks.functional import Network
from cnn.datasets.sizes import Facts, Sizes
from cnn.errors import UsageError
from cnn.graph import Graph
from cnn.layers import BatchNormalization, Dense, Flatten
from cnn.plan.checks import obstacle
from cnn.plan.data_fit import Comparison, with_heads, with_outputs
from cnn.presets import PRESETS
from cnn.recipe import Recipe

SIZES = Sizes.of([(28, 28, 1)])
FACTS = Facts(
    3,
    SIZES,
    target="species",
    others=(Facts(1, SIZES, "numbers", (40.0,), (12.0,), target="age in years"), Facts(4, SIZES, "labels", target="tags")),
)


def outputs(graph: Graph) -> list[tuple[str, str, object]]:
    return [
        (graph.nodes[item].name, graph.nodes[item].layer.class_name, analyse(graph).nodes[item].output_shape)
        for item in graph.outputs
    ]


def test_each_thing_gets_a_head_on_the_last_features() -> None:
    graph = PRESETS["lenet5"].graph()
    made = with_heads(graph, FACTS)
    assert outputs(made) == [("species", "Dense", (3,)), ("age_in_years", "Rescaling", (1,)), ("tags", "Dense", (4,))]
    features = {made.nodes[made.named(name).inputs[0]].name for name in ("species", "age_in_years_dense", "tags")}
    assert features == {"dense_1"}
    assert [made.named(name).layer.changed()["activation"] for name in ("species", "tags")] == ["softmax", "sigmoid"]
    assert not problems_with_classes(analyse(made), 3, aims=FACTS.aims)
    assert with_outputs(made, FACTS) is made


def test_only_a_dense_layer_on_a_row_of_numbers_is_the_head_that_goes() -> None:
    """What normalizes the features stays below the heads, and so does a convolution that gives a map for each class."""
    normalized = Network("normalized")
    x = normalized(Flatten(), normalized.input((8, 8, 1)))
    normalized(BatchNormalization(), normalized(Dense(units=6), x), name="last")
    for graph in (normalized.graph, PRESETS["nin"].graph()):
        made = with_heads(graph, FACTS)
        (end,) = graph.outputs
        assert made.nodes[made.named("species").inputs[0]].id == end
        assert len(made) == len(graph) + 4


def test_the_one_edit_that_makes_it_is_offered_and_keeps_training_from_beginning_until_then() -> None:
    graph = PRESETS["lenet5"].graph()
    comparison = Comparison(analyse(graph), Recipe(), "data", FACTS)
    assert comparison.worst == "error"
    assert comparison.best is not None
    assert comparison.best.title == "Outputs species (3 classes), age in years (1 number), tags (4 labels)"
    found = obstacle(analyse(graph), Recipe(), "data", FACTS)
    assert found is not None
    assert "3 things to learn" in found.message
    assert found.repairs
    fitted = comparison.best.apply(graph)
    assert obstacle(analyse(fitted), Recipe(), "data", FACTS) is None
    assert not Comparison(analyse(fitted), Recipe(), "data", FACTS).misfits


def two(*names: str, units: int = 5) -> Graph:
    net = Network("two")
    x = net(Flatten(), net.input((28, 28, 1)))
    net.mark_outputs(*(net(Dense(units=units), x, name=name) for name in names))
    return net.graph


def test_outputs_are_matched_by_name_else_by_order() -> None:
    assert learning(two("tags", "species"), ["species", "tags"]) == ("tags", "species")
    assert learning(two("one", "species"), ["species", "tags"]) == ("species", "tags")
    assert learning(two("one", "two"), ["species", "tags", "age"]) is None


def test_outputs_that_are_there_get_what_their_own_thing_needs() -> None:
    facts = Facts(3, SIZES, target="species", others=(Facts(4, SIZES, "labels", target="tags"),))
    made = with_outputs(two("tags", "species"), facts)
    assert [(name, shape) for name, _, shape in outputs(made)] == [("tags", (4,)), ("species", (3,))]
    assert not problems_with_classes(analyse(made), 3, aims=facts.aims)


def test_two_outputs_for_three_things_are_left_to_a_person() -> None:
    with pytest.raises(UsageError, match="2 outputs for 3 things"):
        with_heads(two("one", "two"), FACTS)
