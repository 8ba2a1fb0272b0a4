"""Blocks exchanged for others that give out the same."""

import pytest

from cnn.analysis import analyse
from cnn.blocks import BLOCKS
from cnn.blocks.exchange import EXCHANGED, exchangeable, exchanged, possible
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, Flatten, Input
from cnn.presets import PRESETS


@pytest.mark.parametrize("kind", [kind for kind in EXCHANGED if kind != "fire"])
@pytest.mark.parametrize("preset", ["resnet20", "mobilenet_v2"])
def test_every_block_gives_out_what_it_gave_out(preset: str, kind: str) -> None:
    before = PRESETS[preset].graph()
    after = exchanged(analyse(before), kind)
    assert {after.blocks[path].kind for path in exchangeable(before)} == {kind}
    assert not analyse(after).errors

    def given(graph: Graph, path: str) -> object:
        inside = {node.id for node in graph.members(path)}
        last = next(one for one in inside if not inside.issuperset(graph.consumers[one]))
        return analyse(graph).nodes[last].output_shape

    for path in (exchangeable(before)[0], exchangeable(before)[-1]):
        assert given(after, path) == given(before, path)
    head = before.outputs[0]
    assert analyse(after).nodes[after.outputs[0]].output_shape == analyse(before).nodes[head].output_shape
    assert after.nodes[after.outputs[0]] == before.nodes[head]


def test_the_others_stay_where_a_kind_cannot_have_that_stride() -> None:
    before = PRESETS["resnet20"].graph()
    after = exchanged(analyse(before), "fire")
    assert after.blocks["conv3/block1"].kind == "residual"
    assert after.blocks["conv3/block2"].kind == "fire"


def test_a_network_without_such_blocks_is_left_as_it_is() -> None:
    graph, _ = Graph().add(Input(shape=(8, 8, 1)))
    for layer in (Conv2D(filters=2), Flatten(), Dense(units=2)):
        graph, _ = graph.append(layer)
    assert exchanged(analyse(graph), "residual") is graph
    assert not possible(analyse(graph), "residual")


def test_what_takes_the_place_of_frozen_layers_is_frozen_and_keeps_readable_names() -> None:
    graph, _ = Graph().add(Input(shape=(8, 8, 4)))
    graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": 8, "stride": 2}))
    graph = graph.set_trainable([node.id for node in graph.members("residual")], False)
    after = exchanged(analyse(graph), "conv_bn_relu")
    assert [(node.name, node.trainable) for node in after.members("residual")] == [
        ("residual_conv", False),
        ("residual_bn", False),
        ("residual_relu", False),
    ]
