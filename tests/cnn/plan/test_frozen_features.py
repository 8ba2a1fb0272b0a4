"""Where a network is cut so that features of its frozen part can be kept, and why it can't be."""

import pytest

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Add, BatchNormalization, Conv2D, Dense, Dropout, Flatten, Layer, RandomFlip, Rescaling
from cnn.plan.frozen_features import Cut, cut_of
from cnn.plan.stages import stages
from cnn.presets import PRESETS
from cnn.presets.transfer import Plan, transfer
from cnn.recipe import Recipe
from tests.cnn.presets.test_transfer import PHOTOGRAPHS


def trunk(*layers: Layer) -> Graph:
    """Those layers, named part0, part1 …, between scaling and a head of two layers."""
    net = Network("trunk")
    x = net(Rescaling(), net.input((12, 12, 3)))
    for number, layer in enumerate(layers):
        x = net(layer, x, name=f"part{number}")
    net(Dense(units=4), net(Flatten(), x, name="flat"), name="head")
    return net.graph


def cut(graph: Graph, stage: int = 0, **settings: object) -> tuple[str, str]:
    recipe = Recipe.create({"epochs": 4, **settings})
    found, reason = cut_of(analyse(graph), stages(graph, recipe)[stage], recipe)
    return (graph.nodes[found.node].name if found else ""), reason


CONV = Conv2D(filters=8)


def test_the_cut_is_as_late_as_nothing_learns() -> None:
    graph = trunk(CONV, BatchNormalization(), CONV)
    assert cut(graph, freeze="part*") == ("flat", "")
    assert cut(graph, freeze="part0,part1") == ("part1", "")
    assert cut(graph) == ("", "")


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        ((CONV, BatchNormalization(), CONV), '"part1" gathers statistics'),
        ((Dropout(), CONV, CONV), '"part0" draws at random'),
        ((RandomFlip(), CONV, CONV), '"part0" draws at random'),
    ],
)
def test_what_changes_in_every_epoch_is_named(layers: tuple[Layer, ...], reason: str) -> None:
    graph = trunk(*layers)
    analysis = analyse(graph)
    weighty = [f"part{n}" for n in range(3) if isinstance(layers[n], Conv2D)]
    found, said = cut(graph, freeze=",".join(weighty))
    macs = sum(analysis.nodes[item].macs or 0 for item in graph.ancestors(graph.named(found).id)) if found else 0
    assert not found or macs > 0.2 * (analysis.macs or 0)
    assert found or reason in said


def test_augmentation_is_named() -> None:
    found, reason = cut(trunk(CONV), freeze="part0", augmentation=[{"class_name": "RandomFlip", "config": {}}])
    assert (found, "augmentation changes the images" in reason) == ("", True)


def test_a_shortcut_past_the_cut_moves_it() -> None:
    net = Network("shortcut")
    x = net(CONV, net(Rescaling(), net.input((12, 12, 8))), name="a")
    y = net(Conv2D(filters=8, padding="same"), x, name="b")
    x = net(Add(), x, net(Conv2D(filters=8, padding="same"), y, name="c"), name="sum")
    net(Dense(units=3), net(Flatten(), x), name="head")
    assert cut(net.graph, freeze="a,b") == ("a", "")
    assert cut(net.graph, freeze="a,b,c")[0] == "flatten"


@pytest.mark.slow
@pytest.mark.parametrize("base", ["mobilenet_v2", "resnet50", "densenet121", "inception_v3"])
def test_both_phases_of_transfer_learning_can_keep_features(base: str) -> None:
    from cnn.presets.transfer import parts_of_base

    _, layer = parts_of_base(Plan(base), PHOTOGRAPHS)[0]
    project = transfer(Plan(base, fine_from=layer), PHOTOGRAPHS, "photographs")
    analysis = analyse(project.graph)
    first, second = (cut_of(analysis, stage, project.recipe)[0] for stage in stages(project.graph, project.recipe))
    assert first is not None
    assert second is not None
    assert project.graph.nodes[first.node].name == "head_pool"
    assert first.macs > second.macs > 0.2 * (analysis.macs or 0)
    assert project.graph.nodes[second.node].name != "head_pool"


@pytest.mark.slow
def test_efficientnet_leaves_out_blocks_at_random_and_says_so() -> None:
    project = transfer(Plan("efficientnet_b0"), PHOTOGRAPHS, "photographs")
    found, reason = cut_of(analyse(project.graph), stages(project.graph, project.recipe)[0], project.recipe)
    assert found is None or found.macs < (analyse(project.graph).macs or 0)
    assert found is not None or "draws at random while training" in reason


def test_the_disk_that_it_takes() -> None:
    assert Cut("n5", 3, 1280, 10**6).bytes_for(1000) == 1280 * 4 * 1000


@pytest.mark.slow
def test_a_network_of_a_thousand_layers_is_cut_in_a_moment() -> None:
    graph = PRESETS["resnet152"].graph((64, 64, 3), 5)
    assert cut(graph, freeze_until="avg_pool") == ("avg_pool", "")
