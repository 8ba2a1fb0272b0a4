"""Duplicating: a chain behind itself, anything else beside itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.blocks import BLOCKS
from cnn.blocks.functional import Network
from cnn.edits.selection import duplicate, duplicate_to_wire, ends, move_to_wire, replaced
from cnn.errors import EditError, UnknownNodeError
from cnn.graph import Graph, Wire
from cnn.graph.node import LONGEST_NAME, next_name
from cnn.layers import Add, Conv2D, Dense, Input, ReLU, SeparableConv2D
from cnn.presets import PRESETS


def residual() -> Graph:
    """input → conv2d → re_lu → conv2d_1 → add (← conv2d) → conv2d_2."""
    net = Network()
    start = net(Conv2D(filters=4, padding="same"), net.input((8, 8, 4)))
    end = net(Conv2D(filters=4, padding="same"), net(ReLU(), start))
    net(Conv2D(filters=2), net(Add(), start, end))
    return net.graph


def reads(graph: Graph, name: str) -> list[str]:
    return [graph.node(source).name for source in graph.named(name).inputs]


def copied(graph: Graph, *names: str) -> tuple[Graph, list[str]]:
    grown, copies = duplicate(graph, [graph.named(name).id for name in names])
    return grown, [grown.node(copy).name for copy in copies]


def test_one_layer_is_repeated_behind_itself() -> None:
    graph, copies = copied(residual(), "re_lu")
    assert copies == ["re_lu_1"]
    assert reads(graph, "re_lu_1") == ["re_lu"]
    assert reads(graph, "conv2d_1") == ["re_lu_1"]


def test_a_chain_is_repeated_behind_its_end() -> None:
    graph, copies = copied(residual(), "conv2d_1", "re_lu")
    assert [reads(graph, copy) for copy in copies] == [["conv2d_1"], ["re_lu_1"]]
    assert reads(graph, "add") == ["conv2d", copies[-1]]


def test_the_last_layer_is_repeated_at_the_end_and_stays_the_output() -> None:
    graph, (copy,) = copied(residual(), "conv2d_2")
    assert reads(graph, copy) == ["conv2d_2"]
    assert graph.outputs == (graph.named(copy).id,)


def test_a_block_with_branches_gets_a_twin_beside_it() -> None:
    graph, copies = copied(residual(), "conv2d", "re_lu", "conv2d_1", "add")
    assert [reads(graph, copy) for copy in copies] == [["input"], [copies[0]], [copies[1]], [copies[0], copies[2]]]
    assert reads(graph, "conv2d_2") == ["add"]


def test_a_copy_of_a_copy_is_the_next_of_its_row() -> None:
    """They were called conv_bn_relu_1_1_1, and their layers as if they stood in no block."""
    graph, _ = Graph().add(Input(shape=(8, 8, 3)))
    graph, _ = BLOCKS["conv_bn_relu"].insert(graph, None, BLOCKS["conv_bn_relu"].create({"filters": 4}))
    copies = [node.id for node in graph.members("conv_bn_relu")]
    for _ in range(3):
        graph, new = duplicate(graph, copies)
        copies = list(new)
    assert graph.groups == ("conv_bn_relu", "conv_bn_relu_1", "conv_bn_relu_2", "conv_bn_relu_3")
    assert [graph.nodes[one].name for one in copies] == [f"conv_bn_relu_3_{part}" for part in ("conv", "bn", "relu")]


def test_a_layer_that_was_named_by_hand_keeps_its_name_in_a_copy() -> None:
    graph = residual()
    graph = graph.rename(graph.named("re_lu").id, "bend")
    graph, (first,) = copied(graph, "bend")
    graph, (second,) = copied(graph, first)
    assert (first, second) == ("bend_1", "bend_2")
    assert next_name("x_9", {"x_9"}) == "x_10"
    assert next_name("x_09", {"x_09"}) == "x_09_1", "no number of a copy"
    longest = "x" * LONGEST_NAME
    assert next_name(longest, {longest}) == f"{longest[:-2]}_1"


def test_groups_in_a_group_that_is_copied_go_with_it() -> None:
    graph = PRESETS["resnet50"].graph()
    grown, copies = duplicate(graph, [node.id for node in graph.members("conv2")], beside=True)
    assert {grown.nodes[one].group for one in copies} == {"conv2_1/block1", "conv2_1/block2", "conv2_1/block3"}
    old = [node.name for node in graph.members("conv2")]
    assert all(name.startswith("conv2_") for name in old)
    assert [grown.nodes[one].name for one in copies] == [name.replace("conv2_", "conv2_1_", 1) for name in old]


@pytest.mark.parametrize("paths", [["conv2/block2"], ["conv2/block2", "conv2/block3"], ["conv2"]])
def test_a_block_with_a_shortcut_is_repeated_behind_itself(paths: list[str]) -> None:
    graph = PRESETS["resnet50"].graph()
    ids = [node.id for path in paths for node in graph.members(path)]
    grown, copies = duplicate(graph, ids)
    source, last = ends(graph, ids)
    now = dict(zip([one for one in graph.order if one in ids], copies, strict=True))
    for old, copy in now.items():
        assert list(grown.node(copy).inputs) == [now.get(one, last) for one in graph.node(old).inputs]
    assert set(grown.consumers[last]) <= set(copies)
    assert grown.consumers[now[last]] == graph.consumers[last]
    assert grown.outputs == graph.outputs
    assert source not in [one for copy in copies for one in grown.node(copy).inputs]
    assert analyse(grown).buildable


def test_an_input_gets_a_twin_beside_it() -> None:
    graph, (copy,) = copied(residual(), "input")
    assert reads(graph, copy) == []
    assert isinstance(graph.named(copy).layer, Input)


def test_nothing_selected_changes_nothing() -> None:
    graph = residual()
    assert duplicate(graph, []) == (graph, ())


def test_an_unknown_node_is_named() -> None:
    with pytest.raises(UnknownNodeError):
        duplicate(residual(), ["n99"])


@given(st.sets(st.sampled_from(sorted(residual().nodes))))
def test_copies_are_as_buildable_as_what_they_were_made_of(chosen: set[str]) -> None:
    graph = residual()
    grown, copies = duplicate(graph, chosen)
    assert len(copies) == len(chosen)
    assert len(grown) == len(graph) + len(chosen)
    assert [grown.node(copy).layer for copy in copies] == [graph.node(one).layer for one in graph.order if one in chosen]
    assert all(result.output_shape is not None for result in analyse(grown).nodes.values())


def test_a_frozen_layer_gives_a_frozen_copy_with_weights_of_its_own() -> None:
    graph = residual()
    wide = graph.append(Dense(units=3))[0]
    dense = wide.named("dense").id
    grown, (copy,) = duplicate(wide.set_trainable([dense], False), [dense])
    assert not grown.node(copy).trainable
    assert grown.node(copy).shares is None


# ---------------------------------------------------------------------- another kind, another wire


def test_another_kind_keeps_what_fits() -> None:
    graph = residual()
    conv = graph.named("conv2d_1")
    graph = graph.replace_layer(conv.id, conv.layer.replace(kernel_size=(5, 5), activation="relu", groups=2))
    after = replaced(graph, [conv.id], "SeparableConv2D").node(conv.id)
    assert after.layer == SeparableConv2D(filters=4, kernel_size=(5, 5), padding="same", activation="relu")
    assert after.name == "separable_conv2d"


def test_a_name_that_was_given_by_hand_stays() -> None:
    graph = residual()
    conv = graph.named("conv2d_1")
    assert replaced(graph.rename(conv.id, "edges"), [conv.id], "ReLU").node(conv.id).name == "edges"


def test_a_kind_that_reads_fewer_is_refused() -> None:
    graph = residual()
    with pytest.raises(EditError, match="reads 2 layers"):
        replaced(graph, [graph.named("add").id], "ReLU")
    with pytest.raises(EditError, match='"conv2d_1" reads what comes before it; Input reads nothing'):
        replaced(graph, [graph.named("conv2d_1").id], "Input")


def test_a_piece_moves_into_another_wire() -> None:
    graph = residual()
    relu, last = graph.named("re_lu"), graph.named("conv2d_2")
    moved = move_to_wire(graph, [relu.id], Wire(graph.named("add").id, last.id, 0))
    assert reads(moved, "conv2d_1") == ["conv2d"]
    assert reads(moved, "re_lu") == ["add"]
    assert reads(moved, "conv2d_2") == ["re_lu"]


def test_a_whole_block_moves_and_its_wires_with_it() -> None:
    graph = residual()
    block = [graph.named(name).id for name in ("re_lu", "conv2d_1", "add")]
    moved = move_to_wire(graph, block, Wire(graph.named("input").id, graph.named("conv2d").id, 0))
    assert reads(moved, "re_lu") == ["input"]
    assert reads(moved, "add") == ["input", "conv2d_1"]
    assert reads(moved, "conv2d") == ["add"]
    assert reads(moved, "conv2d_2") == ["conv2d"]


def test_what_has_two_sources_is_not_moved_into_a_wire() -> None:
    graph = residual()
    with pytest.raises(EditError, match="reads 2 other layers"):
        move_to_wire(graph, [graph.named("add").id], Wire(graph.named("input").id, graph.named("conv2d").id, 0))


def test_what_has_no_source_is_not_moved_into_a_wire() -> None:
    graph = residual()
    with pytest.raises(EditError, match="reads no other layer"):
        move_to_wire(graph, [graph.named("input").id], Wire(graph.named("add").id, graph.named("conv2d_2").id, 0))


def test_a_block_that_moves_into_another_stage_is_a_block_there() -> None:
    graph = PRESETS["resnet18"].graph()
    block = [node.id for node in graph.members("conv2/block2")]
    last = graph.members("conv3/block1")[-1].id
    wires = [wire for wire in graph.wires if wire.source == last]
    assert len(wires) == 2, "the path through the block, and that around it"
    moved = move_to_wire(graph, block, *wires)
    assert set(moved.consumers[last]) <= set(block)
    assert {wire.target for wire in moved.wires if wire.source == block[-1]} == {wire.target for wire in wires}
    assert [node.id for node in moved.members("conv3/block2_1")] == block
    assert moved.blocks["conv3/block2_1"] == graph.blocks["conv2/block2"]
    assert not moved.members("conv2/block2")


def test_wires_of_several_sources_do_not_take_a_piece() -> None:
    graph = residual()
    add = graph.named("add")
    with pytest.raises(EditError, match="Several wires"):
        move_to_wire(graph, [graph.named("conv2d_2").id], *(Wire(one, add.id, port) for port, one in enumerate(add.inputs)))


def test_a_copy_goes_into_a_wire_and_the_original_stays() -> None:
    graph = residual()
    wire = Wire(graph.named("input").id, graph.named("conv2d").id, 0)
    grown, (copy,) = duplicate_to_wire(graph, [graph.named("re_lu").id], wire)
    assert reads(grown, "conv2d") == [grown.node(copy).name]
    assert reads(grown, "conv2d_1") == ["re_lu"]
