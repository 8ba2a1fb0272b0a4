"""The further examples: each can be trained as it is, and those that are files are what README says of them."""

from pathlib import Path

import pytest

from cnn.analysis import analyse
from cnn.layers import Add
from cnn.opening import open_project
from cnn.plan.losses import graph_targets
from cnn.presets import PRESETS
from cnn.tours.comparisons import COMPARISONS, FOLDER
from cnn.tours.examples import EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_has_a_network_without_problems_and_a_loss(name: str) -> None:
    project = EXAMPLES[name].make()
    assert not analyse(project.graph).errors
    assert graph_targets(project.graph, project.recipe)
    assert project.dataset


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.loom")), ids=lambda path: path.stem)
def test_every_file_opens_as_others_do_and_has_a_card(path: Path) -> None:
    sides = [side.make() for one in COMPARISONS.values() for side in one.sides]
    assert open_project(str(path)) in [*sides, *(example.make() for example in EXAMPLES.values())]


def test_the_networks_are_what_they_are_called() -> None:
    lenet, clothes = (EXAMPLES[name].make().graph for name in ("digits", "clothes"))
    assert lenet == PRESETS["lenet5"].graph()
    modern = lenet.replace_layer(lenet.named("rescaling").id, clothes.named("rescaling").layer)
    for name in ("conv2d", "conv2d_1", "dense", "dense_1"):
        modern = modern.replace_layer(modern.named(name).id, modern.named(name).layer.replace(activation="relu"))
    assert clothes == modern
    assert EXAMPLES["clothes-alexnet"].make().graph == PRESETS["alexnet-fashion"].graph()
    residual = EXAMPLES["clothes-resnet"].make().graph
    assert sum(isinstance(node.layer, Add) for node in residual.nodes.values()) == 3
    assert [residual.made[stage].numbers["blocks"] for stage in ("conv3", "conv4")] == [1, 2], "stages stay blocks"
    assert (analyse(residual).macs or 0) < 45_000_000, "so that half an hour is enough on two cores"
