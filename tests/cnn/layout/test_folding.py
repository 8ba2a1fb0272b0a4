"""What a folded network must keep: every wire, every parameter, no loops."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.blocks import BLOCKS
from cnn.errors import EditError
from cnn.graph import Graph, Wire
from cnn.graph.bypass import bypass
from cnn.graph.node import check_acyclic
from cnn.layers import Conv2D, Input, ReLU
from cnn.layout.folding import Folding, fold, grouped, inside, move_group, rename_group, ungroup
from cnn.presets import PRESETS
from tests.cnn.graphs import GRAPHS


def in_some_groups(graph: Graph, data: st.DataObject) -> Graph:
    for node_id in graph.nodes:
        graph = graph.move_to_group([node_id], data.draw(st.sampled_from(["", "a", "b", "a/c", "a/d", "b/c"])))
    return graph


@pytest.mark.slow
@given(GRAPHS, st.data())
def test_nothing_is_lost_whatever_is_folded(graph: Graph, data: st.DataObject) -> None:
    graph = in_some_groups(graph, data)
    analysis = analyse(graph)
    found = fold(graph, analysis, data.draw(st.sets(st.sampled_from(["a", "b", "a/c", "a/d", "b/c"]))))
    check_acyclic(found.graph.nodes)
    behind = [member for shown in found.graph.nodes for member in found.members(shown)]
    assert sorted(behind) == sorted(graph.nodes)
    outside = {wire for wire in graph.wires if found.shown(wire.source) != found.shown(wire.target)}
    assert {wire for shown in found.graph.wires for wire in found.wires(shown)} == outside
    params = sum(found.analysis.nodes[shown].params or 0 for shown in found.graph.nodes)
    if all(item.params is not None for item in analysis.nodes.values()):
        assert params == analysis.total_params
    assert found.analysis.total_params == analysis.total_params


def test_without_folded_groups_the_graph_is_the_design_itself() -> None:
    graph = PRESETS["lenet5"].graph()
    assert fold(graph, analyse(graph), ()).graph is graph


def test_the_same_question_has_the_same_answer() -> None:
    graph = PRESETS["resnet18"].graph()
    analysis = analyse(graph)
    answer = fold(graph, analysis, graph.groups)
    assert fold(graph, analysis, list(graph.groups), answer) is answer
    others = replace(analysis, total_params=1), replace(analysis, nodes={**analysis.nodes})
    for other in others:
        again = fold(graph, other, graph.groups, answer)
        assert again == fold(graph, other, graph.groups)
        assert (again is answer, again.whole is other) == (False, True)
    inner = [path for path in graph.groups if "/" in path]
    for asked in ((graph, analysis, inner), (graph, analysis, graph.groups, None, {graph.order[1]})):
        graph_, found, paths, *rest = asked
        assert fold(graph_, found, paths, answer, *rest[1:]) == fold(*asked)


def test_what_an_edit_does_not_touch_is_the_same_object() -> None:
    graph = PRESETS["resnet18"].graph()
    analysis = analyse(graph)
    before = fold(graph, analysis, graph.groups)
    last = graph.named("predictions")
    edited = graph.rename(last.id, "classes")
    after = fold(edited, analyse(edited, analysis), graph.groups, before)
    changed = [key for key, node in after.graph.nodes.items() if before.graph.nodes[key] is not node]
    assert changed == [last.id]
    assert all(after.analysis.nodes[box] is before.analysis.nodes[box] for box in after.boxes)


@pytest.mark.parametrize("folded", [("conv2", "conv3"), ("conv2/block1", "conv4"), ("conv5",)])
def test_after_an_edit_of_arguments_the_same_is_seen_as_if_it_was_folded_anew(folded: tuple[str, ...]) -> None:
    graph = PRESETS["resnet18"].graph()
    analysis = analyse(graph)
    before = fold(graph, analysis, folded)
    for node_id in graph.order[3::7]:
        node = graph.nodes[node_id]
        edits = [graph.rename(node_id, "other"), graph.set_trainable([node_id], False), graph.move_to_group([node_id], "conv2")]
        if isinstance(node.layer, Conv2D):
            edits += [graph.replace_layer(node_id, node.layer.replace(filters=24, kernel_size=5)), bypass(graph, [node_id])]
        for edited in edits:
            after = analyse(edited, analysis)
            assert fold(edited, after, folded, before) == fold(edited, after, folded)


def test_blocks_that_are_built_alike_are_counted() -> None:
    graph = PRESETS["resnet50"].graph()
    boxes = fold(graph, analyse(graph), graph.groups).boxes
    assert {box.path: box.repeats for box in boxes.values() if box.repeats > 1} == {
        "conv2": 3,
        "conv3": 4,
        "conv4": 6,
        "conv5": 3,
    }
    inner = fold(graph, analyse(graph), [path for path in graph.groups if "/" in path]).boxes
    assert (inner["/conv3/block2"].place, inner["/conv3/block2"].run) == (2, 4)


def test_blocks_that_are_alike_are_numbered_as_they_are_read_whenever_they_were_added() -> None:
    graph = PRESETS["resnet50"].graph()
    last = {node.id: node for node in graph.members("conv3/block4")}
    graph = replace(graph, nodes={**last, **graph.nodes})
    boxes = fold(graph, analyse(graph), [path for path in graph.groups if "/" in path]).boxes
    numbers = {box.path: box.place for box in boxes.values() if box.path.startswith("conv3/")}
    assert numbers == {f"conv3/block{number}": number for number in range(1, 5)}


def test_two_groups_that_would_form_a_loop_are_not_both_folded() -> None:
    graph = PRESETS["lenet5"].graph()
    for place, node_id in enumerate(graph.order[1:5]):
        graph = graph.move_to_group([node_id], ("a", "b", "b", "a")[place])
    found = fold(graph, analyse(graph), ["a", "b"])
    assert found.tangled == {"a"}
    assert [box.path for box in found.boxes.values()] == ["b"]


def test_a_group_is_renamed_with_everything_in_it() -> None:
    graph = rename_group(PRESETS["resnet18"].graph(), "conv2", "stage one/two")
    assert "conv2" not in graph.groups
    assert {path for path in graph.groups if path.startswith("stage")} == {
        "stage one_two",
        "stage one_two/block1",
        "stage one_two/block2",
    }


def two_blocks() -> Graph:
    """A residual block in a group, and another one beside that group, of the same name."""
    graph, _ = Graph().add(Input(shape=(8, 8, 4)))
    for filters in (4, 8):
        graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": filters}))
    return move_group(move_group(graph, "residual", "nest/residual"), "residual_1", "residual")


def test_two_blocks_do_not_become_one() -> None:
    graph = two_blocks()
    apart = ungroup(graph, [node.id for node in graph.members("nest")])
    assert {path: made.numbers["filters"] for path, made in apart.blocks.items()} == {"residual_1": 4, "residual": 8}
    assert [apart.nodes[node.id].group for node in graph.members("nest")] == ["residual_1"] * len(graph.members("nest"))
    with pytest.raises(EditError, match="There is a block called residual already"):
        rename_group(apart, "residual_1", "residual")


def test_a_group_in_one_of_the_same_name_stays_when_that_is_taken_apart() -> None:
    graph, _ = Graph().add(Input(shape=(8, 8, 4)))
    for group in ("a/a", "a", "a/a/b", "a/c"):
        graph, _ = graph.add(ReLU(), [*graph.nodes][-1], group=group)
    apart = move_group(graph, "a", "")
    assert [node.group for node in apart.nodes.values()] == ["", "a", "", "a/b", "c"]


def test_wires_of_an_unfolded_picture_are_those_of_the_design() -> None:
    assert Folding().wires(Wire("a", "b", 0)) == (Wire("a", "b", 0),)


def test_a_whole_group_is_taken_apart_and_what_is_in_it_stays_together() -> None:
    graph = PRESETS["resnet18"].graph()
    wanted = [node.id for node in graph.members("conv2")]
    apart = ungroup(graph, wanted)
    before = {node_id: graph.node(node_id).group for node_id in wanted}
    assert {apart.node(node_id).group for node_id in wanted} == {
        group.removeprefix("conv2").strip("/") for group in before.values()
    }
    inner = [node.id for node in graph.members("conv3/block1")]
    assert {ungroup(graph, inner).node(node_id).group for node_id in inner} == {"conv3"}
    assert ungroup(graph, inner[:1]).node(inner[0]).group == "conv3"


@pytest.mark.parametrize(
    ("paths", "made", "within"),
    [
        (("conv2", "conv3"), "group_1", {"conv2": "group_1/conv2", "conv3": "group_1/conv3"}),
        (("conv2/block1",), "conv2/group_1", {"conv2/block1": "conv2/group_1/block1"}),
        (("conv4",), "group_1", {"conv4": "group_1/conv4"}),
        (
            ("conv2/block1", "conv3/block1"),
            "group_1",
            {"conv2/block1": "group_1/block1", "conv3/block1": "group_1/block1_1"},
        ),
    ],
)
def test_blocks_that_are_grouped_stay_blocks(paths: tuple[str, ...], made: str, within: dict[str, str]) -> None:
    graph = PRESETS["resnet18"].graph()
    ids = [node_id for path in paths for node_id in inside(graph, path)]
    again, path, moved = grouped(graph, ids)
    assert (path, moved) == (made, within)
    assert set(inside(again, made)) == set(ids)
    for old, new in within.items():
        assert again.blocks[new] == graph.blocks[old]
        assert [node.id for node in again.members(new)] == [node.id for node in graph.members(old)]
    assert len(again.blocks) == len(graph.blocks)


def test_layers_beside_a_block_are_grouped_with_it() -> None:
    graph = PRESETS["resnet18"].graph()
    some = graph.members("conv2/block1")[0].id
    ids = [graph.named("predictions").id, some, *inside(graph, "conv3")]
    again, made, moved = grouped(graph, ids)
    assert moved == {"conv3": f"{made}/conv3"}
    assert again.node(some).group == again.named("predictions").group == made


def test_nothing_can_not_be_grouped() -> None:
    with pytest.raises(EditError):
        grouped(PRESETS["lenet5"].graph(), [])


def test_of_several_groups_each_is_taken_apart_and_not_what_is_in_it() -> None:
    graph = PRESETS["resnet18"].graph()
    ids = [*inside(graph, "conv2"), *inside(graph, "conv3"), graph.named("predictions").id]
    apart = ungroup(graph, ids)
    assert {"conv2", "conv3"}.isdisjoint(apart.groups)
    assert {"block1", "block2"} <= {path.partition("/")[0].partition("_")[0] for path in apart.groups}
    kinds = [made.kind for made in graph.blocks.values() if made.kind == "residual"]
    assert [made.kind for made in apart.blocks.values() if made.kind == "residual"] == kinds
