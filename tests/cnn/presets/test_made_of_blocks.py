"""What presets are made of: groups that keep their block and its numbers, and are what the block makes of these."""

import pytest

from cnn.analysis import analyse
from cnn.blocks import BLOCKS
from cnn.edits.made import rebuilt
from cnn.explain import explained
from cnn.presets import PRESETS

#: preset → how many blocks of which kind it has
MADE = {
    "vgg11": {"vgg": 5},
    "googlenet-plain": {"inception": 9},
    "resnet18": {"residual_stage": 4, "residual": 8},
    "densenet121": {"dense_block": 4, "transition": 3},
    "squeezenet": {"fire": 8},
    "mobilenet_025": {"depthwise_separable": 13},
    "mobilenet_v2": {"inverted_residual": 17},
    "nin": {"nin": 3},
    "xception": {"separable_residual": 12},
    "efficientnet_b0": {"inverted_residual": 16},
    "inception_v3": {"inception_v3": 9, "grid_reduction": 2},
}


@pytest.mark.parametrize("name", MADE)
def test_each_block_is_what_its_numbers_make(name: str) -> None:
    graph = PRESETS[name].graph()
    kinds = [made.kind for made in graph.made.values()]
    assert {kind: kinds.count(kind) for kind in kinds} == MADE[name]
    for made in graph.made.values():
        block = BLOCKS[made.kind]
        blueprint = block.blueprint(made.reads, block.create(dict(made.numbers)))
        anew = {node.name: node.layer for node in blueprint.nodes.values() if node.name != "reads"}
        assert anew == {part: graph.nodes[node_id].layer for part, node_id in made.parts.items()}


def test_an_inception_module_is_rebuilt_with_other_numbers_and_names_its_paper() -> None:
    graph = PRESETS["googlenet-plain"].graph()
    analysis = analyse(graph)
    wider = rebuilt(analysis, "inception_3a", BLOCKS, filters_1x1=96).graph
    assert wider.named("inception_3a_1x1").layer.value("filters") == 96
    assert [node.name for node in wider.nodes.values()] == [node.name for node in graph.nodes.values()]
    told = explained(graph, analysis, [node.id for node in graph.members("inception_3a")], kind="inception").computation
    assert told is not None
    assert [link.address for link in told.links] == ["https://arxiv.org/abs/1409.4842"]
