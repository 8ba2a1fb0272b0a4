"""A design that still is a preset is built again for another size; a design of one's own keeps what stands in it."""

from dataclasses import replace
from pathlib import Path

import pytest

from cnn.analysis import analyse
from cnn.analysis.adapting import with_image
from cnn.datasets.sizes import Facts, Sizes
from cnn.edits.rebuilding import rebuilt
from cnn.layers import ZeroPadding2D
from cnn.opening import open_project
from cnn.plan.checks import obstacle
from cnn.plan.data_fit import Comparison
from cnn.presets import PRESETS
from cnn.presets.imagenet import WEIGHTS
from cnn.project import Project, save
from cnn.recipe import Recipe

#: an odd side somewhere on the way down, and an even one there
FROM, TO = (96, 96, 3), (100, 100, 3)


def paddings(graph: object) -> list[object]:
    return [node.layer for node in graph.nodes.values() if isinstance(node.layer, ZeroPadding2D)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["mobilenet", "mobilenet_v2", "efficientnet_b0"])
@pytest.mark.parametrize("pretrained", [False, True])
def test_the_builder_of_the_family_says_how_it_is_padded(name: str, pretrained: bool) -> None:
    makers = WEIGHTS if pretrained else PRESETS
    graph, wanted = (makers[name].graph(image, 4) for image in (FROM, TO))
    assert rebuilt(graph, TO) == wanted
    if name != "mobilenet":
        assert paddings(with_image(graph, TO)) != paddings(wanted), "the sizes differ in nothing that is padded"
        assert with_image(graph, TO) != wanted
    assert list(wanted.nodes) == list(graph.nodes), "no layer loses its weights by it"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mobilenet_v2", "efficientnet_b0"])
def test_images_that_are_proposed_get_the_builders_network(name: str) -> None:
    graph, facts = PRESETS[name].graph((32, 32, 1), 5), Facts(3, Sizes.of([TO]))
    found = Comparison(analyse(graph), Recipe(), "", facts, rebuilt)
    best = found.best
    assert best is not None
    assert best.title == "Input 100×100×3, last layer 3 units"
    assert best.apply(graph) == PRESETS[name].graph(TO, 3)


@pytest.mark.slow
def test_what_keeps_a_training_from_beginning_offers_the_same() -> None:
    graph, facts = PRESETS["mobilenet_v2"].graph((32, 32, 4), 3), Facts(3, Sizes.of([TO]))
    stopped = obstacle(analyse(graph), Recipe(), "", facts, rebuild=rebuilt)
    assert stopped is not None
    assert next(repair.apply(graph) for repair in stopped.repairs) == PRESETS["mobilenet_v2"].graph(TO, 3)


@pytest.mark.slow
def test_a_design_of_ones_own_stays_what_it_is() -> None:
    graph = PRESETS["mobilenet_v2"].graph(FROM, 4)
    padded = next(node for node in graph.nodes.values() if isinstance(node.layer, ZeroPadding2D))
    for mine in (
        replace(graph, name="mine"),
        graph.replace_layer(padded.id, ZeroPadding2D(padding=((1, 1), (1, 1)))),
        graph.rename(padded.id, "mine"),
    ):
        assert rebuilt(mine, TO) is None
    moved = replace(graph, nodes={**graph.nodes, padded.id: replace(padded, position=(3.0, 4.0))})
    again = rebuilt(moved, TO)
    assert again is not None
    assert again.nodes[padded.id].position == (3.0, 4.0), "where it lies says nothing of what it is"
    assert rebuilt(graph, (7, 7, 3)) == PRESETS["mobilenet_v2"].graph((7, 7, 3), 4)
    assert rebuilt(PRESETS["vgg16"].graph(FROM, 4), (8, 8, 3)) is None, "it works on no such image"


@pytest.mark.slow
def test_a_file_that_holds_a_preset_is_opened_for_another_size(tmp_path: Path) -> None:
    save(Project(PRESETS["efficientnet_b0"].graph(FROM, 4)), tmp_path / "a.loom")
    assert open_project(str(tmp_path / "a.loom"), image=TO).graph == PRESETS["efficientnet_b0"].graph(TO, 4)
