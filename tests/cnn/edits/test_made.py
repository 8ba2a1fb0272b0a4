"""Blocks that stay blocks: made again in their place with other numbers, edits inside kept where they fit, nothing lost."""

import json
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.analysis import Analysis, analyse
from cnn.blocks import BLOCKS
from cnn.edits.block_differences import differences_inside, is_made_for_what_it_reads
from cnn.edits.clipboard import copy_text, paste, read_copy
from cnn.edits.made import as_made, merged, rebuilt
from cnn.edits.selection import duplicate
from cnn.errors import ArgumentError, EditError, LayerloomError
from cnn.graph import Graph
from cnn.graph.bypass import bypass
from cnn.graph.document import graph_document
from cnn.layers import Concatenate, Conv2D, Dense, Dropout, GlobalAveragePooling2D, Input, Layer
from cnn.layout.folding import rename_group, ungroup
from cnn.presets import PRESETS
from cnn.project import Project, dumps, loads
from tests.stages import examples

#: per block numbers that it can be made with on 32×32×8
NUMBERS: dict[str, tuple[dict[str, Any], ...]] = {
    "conv_bn_relu": ({}, {"filters": 8}),
    "vgg": ({}, {"filters": 8}),
    "nin": ({},),
    "inception_v3": ({}, {"inside": 8}, {"form": "fork", "inside": 8, "pool_project": 4}, {"form": "7x7", "inside": 8}),
    "grid_reduction": ({}, {"form": "7x7", "filters": 8}),
    "separable_residual": ({}, {"filters": 8, "halves": False}, {"filters": 8, "convolutions": 3, "narrow": 4}),
    "inception": ({}, {"filters_1x1": 8, "pool_project": 4}),
    "residual": ({}, {"filters": 8}, {"filters": 16, "stride": 2}),
    "bottleneck": ({}, {"filters": 2}, {"filters": 4, "stride": 2}),
    "residual_stage": ({"blocks": 2, "filters": 2}, {"filters": 8, "blocks": 3, "kind": "residual"}, {"blocks": 1, "stride": 2}),
    "dense_block": ({"layers": 2}, {"layers": 4, "growth_rate": 4}, {"layers": 1}),
    "transition": ({}, {"compression": 1.0}),
    "depthwise_separable": ({}, {"filters": 8, "stride": 2}),
    "inverted_residual": ({}, {"filters": 8}, {"filters": 8, "expansion": 1}),
    "fire": ({},),
    "squeeze_excite": ({},),
}
CASES = [(kind, before, after) for kind, every in NUMBERS.items() for before in every for after in every]


def with_block(kind: str, numbers: dict[str, Any]) -> Graph:
    graph, _ = Graph().add(Input(shape=(32, 32, 8)))
    graph, _ = BLOCKS[kind].insert(graph, None, BLOCKS[kind].create(numbers))
    graph, _ = graph.append(GlobalAveragePooling2D())
    return graph.append(Dense(units=3))[0]


class Again(NamedTuple):
    """A network with a block made again."""

    graph: Graph
    gone: tuple[str, ...]
    analysis: Analysis
    wires: str


def again(analysis: Analysis, path: str, blocks: Any, /, **numbers: Any) -> Again:
    found = rebuilt(analysis, path, blocks, **numbers)
    return Again(found.graph, found.gone, analyse(found.graph, analysis), found.wires)


def anew(analysis: Analysis, path: str) -> Again:
    found = as_made(analysis, path, BLOCKS)
    return Again(found.graph, found.gone, analyse(found.graph, analysis), found.wires)


def layers(graph: Graph) -> list[Any]:
    """What a network is, whatever its ids are: layers with what they read, by name."""
    return sorted(
        (node.name, node.group, str(node.layer.class_name), node.layer.changed(), [graph.nodes[one].name for one in node.inputs])
        for node in graph.nodes.values()
    )


def test_every_block_is_tried() -> None:
    assert NUMBERS.keys() == BLOCKS.keys()


@pytest.mark.parametrize(("kind", "before", "after"), CASES)
def test_a_block_made_again_is_the_block_made_so_at_first(kind: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    graph = with_block(kind, before)
    usual = BLOCKS[kind].create().model_dump()
    found = again(analyse(graph), kind, BLOCKS, **{**usual, **after})
    assert layers(found.graph) == layers(with_block(kind, after))
    assert found.graph.blocks[kind].numbers == {**usual, **after}
    assert found.gone == ()
    assert found.analysis.buildable
    stays = {node.id: node.name for node in graph.nodes.values()}
    assert all(stays[node.id] == node.name for node in found.graph.nodes.values() if node.id in stays)
    back = again(found.analysis, kind, BLOCKS, **{**usual, **before})
    assert layers(back.graph) == layers(graph)
    assert differences_inside(back.analysis, kind, BLOCKS) == ()


def test_what_does_not_change_is_the_same_object() -> None:
    graph = with_block("residual", {})
    analysis = analyse(graph)
    found = again(analysis, "residual", BLOCKS)
    assert all(node is graph.nodes[node_id] for node_id, node in found.graph.nodes.items())
    assert all(one is analysis.nodes[node_id] for node_id, one in found.analysis.nodes.items() if not one.problems)


def edited() -> Graph:
    """A residual block with a larger kernel, a dropout inside, and without its last activation."""
    graph = with_block("residual", {})
    conv = graph.named("residual_1_conv")
    graph = graph.replace_layer(conv.id, conv.layer.replace(kernel_size=5))
    graph, _ = graph.insert_after(graph.named("residual_1_relu").id, Dropout(rate=0.25))
    return graph.remove(graph.named("residual_out").id)


def test_edits_inside_stay_and_are_told_as_differences() -> None:
    graph = edited()
    found = again(analyse(graph), "residual", BLOCKS, filters=16, stride=2)
    new = found.graph
    assert found.gone == ()
    assert found.analysis.buildable
    assert new.named("residual_1_conv").layer == graph.named("residual_1_conv").layer.replace(filters=16, strides=2)
    assert new.named("residual_2_conv").inputs == (new.named("dropout").id,)
    assert "residual_out" not in {node.name for node in new.nodes.values()}
    assert new.named("global_average_pooling2d").inputs == (new.named("residual_add").id,)
    assert differences_inside(found.analysis, "residual", BLOCKS) == (
        "residual_1_conv: kernel size 5×5 instead of 3×3.",
        "out (Activation) was taken away.",
        "dropout (Dropout) was put in.",
    )


def test_what_no_longer_fits_goes_and_is_told() -> None:
    graph = with_block("residual", {})
    conv = graph.named("residual_2_conv")
    shortcut = graph.named("residual_0_conv")
    wide = graph.replace_layer(conv.id, conv.layer.replace(filters=48))
    wide = wide.replace_layer(shortcut.id, shortcut.layer.replace(filters=48))
    assert analyse(wide).buildable
    found = again(analyse(wide), "residual", BLOCKS, filters=8)
    assert found.analysis.buildable
    assert "residual_0_conv goes, which was changed by hand" in found.gone
    assert "residual_2_conv no longer has filters 48" in found.gone


def test_made_anew_is_as_the_block_makes_it() -> None:
    found = anew(analyse(edited()), "residual")
    assert layers(found.graph) == layers(with_block("residual", {}))
    assert differences_inside(found.analysis, "residual", BLOCKS) == ()


def a_dense_block(after: Layer) -> Graph:
    """A dense block of one layer and what stands behind it, which reads the image as well where it can."""
    graph, _ = Graph().add(Input(shape=(32, 32, 8)))
    graph, _ = BLOCKS["dense_block"].insert(graph, None, BLOCKS["dense_block"].create({"layers": 1, "growth_rate": 8}))
    graph, behind = graph.append(after)
    return graph.connect(graph.inputs[0], behind.id) if after.variadic else graph


def without_its_end(graph: Graph) -> Analysis:
    return analyse(graph.remove(graph.named("dense_block_block1_concat").id))


def reads(graph: Graph, name: str) -> list[str]:
    return [graph.nodes[one].name for one in graph.named(name).inputs]


def test_what_read_past_a_block_reads_its_new_end() -> None:
    graph = a_dense_block(Conv2D(filters=3))
    past = without_its_end(graph)
    assert reads(past.graph, "conv2d") == ["input"]
    found = again(past, "dense_block", BLOCKS, layers=2)
    assert reads(found.graph, "conv2d") == ["dense_block_block2_concat"]
    assert found.wires == "conv2d reads it again."
    assert layers(anew(past, "dense_block").graph) == layers(graph)


def test_a_skip_around_a_block_stays_when_its_end_comes_back() -> None:
    past = without_its_end(a_dense_block(Concatenate()))
    found = again(past, "dense_block", BLOCKS, layers=2)
    assert reads(found.graph, "concatenate") == ["input", "dense_block_block2_concat"]


def test_of_several_that_may_have_read_past_a_block_none_is_moved() -> None:
    graph, _ = a_dense_block(Conv2D(filters=3)).branch("n1", Dropout(rate=0.5))
    found = again(without_its_end(graph), "dense_block", BLOCKS, layers=2)
    assert reads(found.graph, "conv2d") == reads(found.graph, "dropout") == ["input"]
    assert found.wires == "Nothing reads it: what reads input stays as it is."


def test_a_block_that_is_read_takes_no_other_wire() -> None:
    graph, _ = a_dense_block(Conv2D(filters=3)).branch("n1", Dropout(rate=0.5))
    found = again(analyse(graph), "dense_block", BLOCKS, layers=2)
    assert (reads(found.graph, "conv2d"), reads(found.graph, "dropout")) == (["dense_block_block2_concat"], ["input"])
    assert found.wires == ""


def test_a_block_follows_what_it_reads() -> None:
    graph = with_block("residual", {"filters": 8})
    graph, _ = graph.insert_after(graph.inputs[0], Conv2D(filters=5))
    analysis = analyse(graph)
    assert not analysis.buildable
    assert differences_inside(analysis, "residual", BLOCKS) == ("It was made for 32×32×8 and reads 30×30×5.",)
    assert again(analysis, "residual", BLOCKS).analysis.buildable


def test_a_block_that_would_be_no_other_for_what_it_reads_is_as_it_was_made() -> None:
    """A copy of a convolution block stands behind other channels than it was made for: nothing is to be told or refitted."""
    graph = with_block("conv_bn_relu", {"filters": 16})
    grown, _ = duplicate(graph, [node.id for node in graph.members("conv_bn_relu")])
    assert differences_inside(analyse(grown), "conv_bn_relu_1", BLOCKS) == ()
    assert is_made_for_what_it_reads(analyse(grown), "conv_bn_relu_1", BLOCKS)
    graph = with_block("residual", {"filters": 16})
    grown, _ = duplicate(graph, [node.id for node in graph.members("residual")])
    told = differences_inside(analyse(grown), "residual_1", BLOCKS)
    assert told == ("It was made for 32×32×8 and reads 32×32×16.",), "it would have no projection"
    assert not is_made_for_what_it_reads(analyse(grown), "residual_1", BLOCKS)


@pytest.mark.parametrize(("kind", "numbers"), [(kind, every) for kind, some in NUMBERS.items() for every in some])
@pytest.mark.parametrize("channels", [8, 16, 5])
def test_what_is_told_of_another_input_is_what_a_block_would_make_of_it(
    kind: str, numbers: dict[str, Any], channels: int
) -> None:
    graph = with_block(kind, numbers)
    graph, _ = graph.insert_after(graph.inputs[0], Conv2D(filters=channels, padding="same"))
    analysis = analyse(graph)
    path = next(iter(graph.blocks))
    try:
        found = again(analysis, path, BLOCKS).graph
    except LayerloomError:
        assert not is_made_for_what_it_reads(analysis, path, BLOCKS)
        return
    same = [(node.name, node.layer, node.inputs) for node in found.nodes.values()] == [
        (node.name, node.layer, node.inputs) for node in graph.nodes.values()
    ]
    assert is_made_for_what_it_reads(analysis, path, BLOCKS) == same


def test_frozen_and_skipped_blocks_stay_so() -> None:
    graph = with_block("residual", {"filters": 8})
    members = [node.id for node in graph.members("residual")]
    found = again(analyse(bypass(graph.set_trainable(members, False), members)), "residual", BLOCKS)
    assert all(node.bypassed is not None and not node.trainable for node in found.graph.members("residual"))
    wide = again(found.analysis, "residual", BLOCKS, filters=16)
    assert wide.analysis.buildable
    assert all(node.bypassed is not None and not node.trainable for node in wide.graph.members("residual"))


def test_refusals() -> None:
    analysis = analyse(with_block("residual", {}))
    with pytest.raises(EditError, match="is no block"):
        again(analysis, "elsewhere", BLOCKS)
    with pytest.raises(EditError, match="no block 'residual' here"):
        again(analysis, "residual", {})
    with pytest.raises(ArgumentError, match="filters should be"):
        again(analysis, "residual", BLOCKS, filters=0)


def test_a_file_keeps_blocks_and_one_without_them_is_read() -> None:
    graph = with_block("bottleneck", {"filters": 2})
    read = loads(dumps(Project(graph))).graph
    assert read.blocks == graph.blocks
    assert read == graph
    document = json.loads(dumps(Project(graph)))
    del document["graph"]["blocks"]
    old = loads(json.dumps(document)).graph
    assert old == graph
    assert old.blocks == {}
    assert "blocks" not in graph_document(old)


def test_copies_are_blocks_of_their_own() -> None:
    graph = with_block("residual", {"filters": 8})
    ids = [node.id for node in graph.members("residual")]
    twice, new = duplicate(graph, ids)
    pasted, _ = paste(twice, read_copy(copy_text(graph, ids)), new[-1])
    assert list(pasted.blocks) == ["residual", "residual_1", "residual_2"]
    found = again(analyse(pasted), "residual_2", BLOCKS, filters=16)
    assert found.analysis.buildable
    assert [found.graph.blocks[path].numbers["filters"] for path in found.graph.blocks] == [8, 8, 16]
    assert [node.layer for node in found.graph.members("residual_1")] == [node.layer for node in graph.members("residual")]


def test_blocks_follow_the_names_of_groups() -> None:
    graph = with_block("residual", {})
    inner = graph.move_to_group([node.id for node in graph.members("residual")], "residual")
    renamed = rename_group(inner, "residual", "body")
    assert list(renamed.blocks) == ["body"]
    assert ungroup(renamed, [node.id for node in renamed.members("body")]).blocks == {}
    assert graph.remove(*(node.id for node in graph.members("residual"))).blocks == {}
    assert graph.with_made("residual", None).blocks == {}


@given(st.lists(st.integers(0, 4), unique=True), st.data())
@settings(max_examples=examples(60))
def test_merging_wires_prefers_what_changed(base: list[int], data: st.DataObject) -> None:
    names = [f"n{one}" for one in base]
    other = data.draw(st.lists(st.sampled_from(["n0", "n1", "n2", "n7", "n8"]), unique=True))
    assert merged(names, names, other) == tuple(other)
    assert merged(names, other, names) == tuple(other)
    assert merged(names, other, other)[: len(other)] == tuple(other) or set(merged(names, other, other)) <= set(other)


def test_a_stage_of_resnet50_is_asked_for_four_blocks() -> None:
    """In Keras's summary an identity block of conv2 has 16,448 + 256 + 36,928 + 256 + 16,640 + 1,024 parameters."""
    graph = PRESETS["resnet50"].graph((64, 64, 3), 10)
    assert differences_inside(analyse(graph), "conv2", BLOCKS) == ()
    assert differences_inside(analyse(graph), "conv2/block2", BLOCKS) == ()
    found = again(analyse(graph), "conv2", BLOCKS, blocks=4)
    new = [node for node in found.graph.nodes.values() if node.id not in graph]
    assert {node.group for node in new} == {"conv2/block4"}
    assert found.graph.blocks["conv2/block4"].kind == "bottleneck"
    assert (found.analysis.total_params or 0) - (analyse(graph).total_params or 0) == 71_552
    assert layers(again(found.analysis, "conv2", BLOCKS, blocks=3).graph) == layers(graph)
    wide = again(found.analysis, "conv2/block4", BLOCKS, filters=32)
    assert differences_inside(wide.analysis, "conv2", BLOCKS)
