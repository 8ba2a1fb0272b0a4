"""Copied layers: valid networks stay valid, texts travel, nothing else is taken from the clipboard."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.edits.clipboard import copied_groups, copied_ports, copy_text, fragment, paste, read_copy
from cnn.errors import EditError
from cnn.graph import Graph
from cnn.presets import PRESETS

LENET = PRESETS["lenet5"].graph()
IDS = tuple(LENET.nodes)


def names(graph: Graph, ids: tuple[str, ...]) -> list[str]:
    return [graph.nodes[item].name for item in ids]


@given(st.sets(st.sampled_from(IDS), min_size=1), st.sampled_from(IDS))
def test_what_is_pasted_elsewhere_is_what_was_copied(chosen: set[str], after: str) -> None:
    text = copy_text(LENET, chosen)
    graph, new = paste(LENET, read_copy(text), after)
    assert [graph.nodes[item].layer for item in new] == [LENET.nodes[item].layer for item in LENET.order if item in chosen]
    pairs = dict(zip([item for item in LENET.order if item in chosen], new, strict=True))
    for old, copy in pairs.items():
        inner = [pairs[source] for source in LENET.nodes[old].inputs if source in pairs]
        assert [source for source in graph.nodes[copy].inputs if source in new] == inner
    assert Graph.from_nodes(graph.nodes.values())


def test_a_layer_that_is_pasted_behind_another_becomes_part_of_the_chain() -> None:
    graph, new = paste(LENET, fragment(LENET, [LENET.named("dense").id]), LENET.named("dense").id)
    assert graph.nodes[new[0]].inputs == (LENET.named("dense").id,)
    assert graph.named("dense_1").inputs == new
    assert analyse(graph).buildable


@pytest.mark.parametrize("path", ["conv2/block2", "conv3/block1", "conv3"])
def test_a_block_that_is_pasted_reads_what_it_stands_behind_wherever_it_read_one(path: str) -> None:
    """Through its layers and around them: the wires of its shortcut come along."""
    graph = PRESETS["resnet50"].graph()
    ids = [node.id for node in graph.members(path)]
    text = copy_text(graph, ids)
    behind = max(ids, key=graph.order.index)
    grown, new = paste(graph, read_copy(text), behind, copied_ports(text))
    pairs = dict(zip([item for item in graph.order if item in ids], new, strict=True))
    for old, copy in pairs.items():
        assert list(grown.node(copy).inputs) == [pairs.get(source, behind) for source in graph.node(old).inputs]


def test_ports_that_were_made_up_are_left_out() -> None:
    graph = PRESETS["resnet50"].graph()
    ids = [node.id for node in graph.members("conv2/block2")]
    text = copy_text(graph, ids)
    honest = json.loads(text)
    for told in (7, [1], {"n0": [0]}, {ids[0]: "0"}, {ids[0]: [-1, 99, "x", None]}):
        made_up = json.dumps(honest | {"outside": told})
        assert not any(copied_ports(made_up).values())
        paste(graph, read_copy(made_up), ids[-1], copied_ports(made_up))


def test_a_piece_in_an_empty_network_stands_alone() -> None:
    graph, new = paste(Graph(), fragment(LENET, IDS))
    assert names(graph, new) == names(LENET, IDS)
    assert analyse(graph).total_params == analyse(LENET).total_params


FOREIGN = (
    "",
    "hello",
    "[]",
    "{}",
    "[" * 100_000,
    '{"format": "layerloom-layers"}',
    '{"format": "layerloom-layers", "graph": 3}',
    '{"format": "layerloom-layers", "graph": {"nodes": [{"id": "n1"}]}}',
)


@pytest.mark.parametrize("text", FOREIGN)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(EditError, match="no layers on the clipboard"):
        read_copy(text)


def test_a_copied_text_says_which_groups_are_folded() -> None:
    graph = LENET.move_to_group([node.id for node in LENET.nodes.values() if "conv2d" in node.name], "convolutions")
    text = copy_text(graph, graph.nodes, ["convolutions", "elsewhere"])
    assert copied_groups(text, Graph()) == {"convolutions": True}
    assert copied_groups(text, graph) == {"convolutions_1": True}
    assert copied_groups(text.replace('"folded"', '"other"'), graph) == {"convolutions_1": False}
    assert copied_groups(json.dumps(json.loads(text) | {"folded": 7}), graph) == {"convolutions_1": False}
    assert copied_groups(copy_text(graph, graph.nodes), graph) == {"convolutions_1": False}
