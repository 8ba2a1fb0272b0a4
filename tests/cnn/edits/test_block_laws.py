"""Laws of blocks over random sequences: put in, edited inside, nested, made again, linked, taken apart, undone.

After each step the network hangs together, whatever stands outside a block keeps its wires, and all that is known of it step by
step is what follows from it as a whole.
"""

from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.analysis import Analysis, analyse
from cnn.blocks import BLOCKS
from cnn.edits.linked import followed, link, of_kind
from cnn.edits.made import rebuilt
from cnn.edits.own_blocks import captured
from cnn.errors import LayerloomError
from cnn.graph import Graph, in_group
from cnn.layers import Conv2D, Dropout, Input, ReLU
from cnn.layout.folding import move_group, rename_group
from tests.cnn.keras_models import without_numbers
from tests.stages import THOROUGH

SMALL: dict[str, list[dict[str, Any]]] = {
    "residual": [{"filters": filters, "stride": stride} for filters in (4, 8) for stride in (1, 2)],
    "bottleneck": [{"filters": filters} for filters in (2, 4)],
    "dense_block": [{"layers": layers, "growth_rate": 4} for layers in (1, 2, 3)],
    "inverted_residual": [{"filters": filters, "expansion": expansion} for filters in (4, 8) for expansion in (1, 2)],
    "squeeze_excite": [{}],
    "conv_bn_relu": [{"filters": 4}, {"filters": 8}],
}


class Step(NamedTuple):
    kind: str
    first: int
    second: int


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(
            ["put", "put", "edit", "edit", "insert", "remove", "again", "again", "nest", "rename", "apart", "link", "undo"]
        ),
        st.integers(0, 1000),
        st.integers(0, 1000),
    ),
    min_size=3,
    max_size=12,
)


def start() -> Graph:
    graph, _ = Graph().add(Input(shape=(16, 16, 8)))
    return graph.append(Conv2D(filters=8, padding="same"))[0]


def edited(analysis: Analysis, step: Step) -> Graph:
    """The network after one step; raises `LayerloomError` where that can't be."""
    graph = analysis.graph
    nodes, paths = list(graph.nodes.values()), list(graph.blocks)
    node = nodes[step.first % len(nodes)]
    path = paths[step.first % len(paths)] if paths else ""
    if step.kind == "put":
        kind = list(SMALL)[step.first % len(SMALL)]
        block, numbers = BLOCKS[kind], SMALL[kind][step.second % len(SMALL[kind])]
        return block.insert(graph, nodes[step.second % len(nodes)].id, block.create(numbers))[0]
    if step.kind == "edit" and isinstance(node.layer, Conv2D):
        return graph.replace_layer(node.id, node.layer.replace(kernel_size=1 + 2 * (step.second % 3), activation="relu"))
    if step.kind == "insert":
        return graph.insert_after(node.id, (ReLU(), Dropout(rate=0.5))[step.second % 2])[0]
    if step.kind == "remove" and node.layer.ports:
        return graph.remove(node.id)
    if not path:
        return graph
    if step.kind == "again":
        return made_again(analysis, path, step.second)
    if step.kind == "nest":
        ids = [one.id for one in nodes if one.group == path.rpartition("/")[0]]
        return graph.move_to_group(ids[:2], "/".join(filter(None, (path.rpartition("/")[0], "nest"))))
    if step.kind == "rename":
        return rename_group(graph, path, f"name{step.second}")
    if step.kind == "apart":
        return move_group(graph, path, path.rpartition("/")[0])
    if step.kind == "link":
        return link(graph, of_kind(graph, path))
    return graph


def made_again(analysis: Analysis, path: str, choice: int) -> Graph:
    """A block made again with other numbers; what stands outside keeps what it reads."""
    graph = analysis.graph
    every = SMALL[graph.blocks[path].kind]
    again = rebuilt(analysis, path, BLOCKS, **every[choice % len(every)]).graph
    inside = {node.id for node in graph.members(path)}
    for node in graph.nodes.values():
        if node.id in inside:
            continue
        now = again.nodes[node.id]
        assert (now.layer, now.name) == (node.layer, node.name)
        assert len(now.inputs) == len(node.inputs) or node.layer.variadic
        assert [one for one in now.inputs if one in graph.nodes and one not in inside] == [
            one for one in node.inputs if one not in inside
        ] or inside.intersection(node.inputs)
        assert all(in_group(again.nodes[one], path) or one in graph.nodes for one in now.inputs)
        assert bool(now.inputs) == bool(node.inputs)
    return again


def played(steps: list[Step]) -> Analysis:
    """The network at the end of a sequence, every step of it checked."""
    analysis = analyse(start())
    past = [analysis]
    for step in steps:
        if step.kind == "undo" and len(past) > 1:
            past.pop()
            analysis = past[-1]
            continue
        try:
            graph = followed(analysis, edited(analysis, step), BLOCKS)
        except LayerloomError:
            continue
        Graph.from_nodes(graph.nodes.values(), marked_outputs=graph.marked_outputs)
        for path, made in graph.blocks.items():
            assert path in graph.groups, made
        analysis = analyse(graph, analysis)
        past.append(analysis)
    whole = analyse(analysis.graph)
    assert (whole.total_params, whole.macs, whole.activation_bytes) == (
        analysis.total_params,
        analysis.macs,
        analysis.activation_bytes,
    )
    return analysis


@given(STEPS)
@settings(max_examples=10_000 if THOROUGH else 60, deadline=None)
def test_no_sequence_loses_a_wire(steps: list[Step]) -> None:
    played(steps)


@given(STEPS, st.integers(0, 1000))
@settings(max_examples=2_000 if THOROUGH else 30, deadline=None)
def test_packing_and_unpacking_gives_the_same_network(steps: list[Step], number: int) -> None:
    graph = played(steps).graph
    paths = list(graph.blocks) or [""]
    path = paths[number % len(paths)]
    if path:
        packed = move_group(graph, path, "elsewhere/within")
        assert move_group(packed, "elsewhere/within", path).nodes == graph.nodes
        assert move_group(packed, "elsewhere/within", path).blocks.keys() == graph.blocks.keys()
        opened = graph.with_made(path, None)
        assert opened == graph


@given(STEPS, st.integers(0, 1000), st.integers(0, 1000))
@settings(max_examples=2_000 if THOROUGH else 30, deadline=None)
def test_an_edit_inside_is_unpacking_editing_and_packing(steps: list[Step], number: int, other: int) -> None:
    analysis = played([step for step in steps if step.kind != "link"])
    graph = analysis.graph
    paths = list(graph.blocks)
    if not paths:
        return
    path = paths[number % len(paths)]
    members = graph.members(path)
    node = members[other % len(members)]
    try:
        inside = graph.insert_after(node.id, ReLU())[0]
    except LayerloomError:
        return
    plain = graph.with_made(path, None).insert_after(node.id, ReLU())[0].with_made(path, graph.blocks[path])
    assert inside == plain
    assert inside.blocks == plain.blocks


@given(STEPS, st.integers(0, 1000))
@settings(max_examples=2_000 if THOROUGH else 30, deadline=None)
def test_a_block_kept_and_put_in_its_place_again_is_the_same(steps: list[Step], number: int) -> None:
    analysis = played(steps)
    graph = analysis.graph
    paths = list(graph.blocks)
    if not paths or not analysis.buildable:
        return
    members = [node.id for node in graph.members(paths[number % len(paths)])]
    try:
        own = captured(graph, members, "kept")
    except LayerloomError:  # it has several outputs, or reads several layers
        return
    (source,) = {one for node_id in members for one in graph.nodes[node_id].inputs if one not in members}
    grown, _ = own.insert(graph, source)
    new = [node for node in grown.nodes.values() if node.id not in graph]
    found = analyse(grown)
    assert sum(found.nodes[node.id].params or 0 for node in new) == sum(analysis.nodes[one].params or 0 for one in members)


@pytest.mark.keras
@given(STEPS)
@settings(max_examples=150 if THOROUGH else 3, deadline=None)
def test_what_comes_out_has_the_totals_of_keras(steps: list[Step]) -> None:
    from cnn.worker.model.builder import build

    analysis = played(steps)
    if analysis.buildable:
        with without_numbers():
            model: Any = build(analysis.graph)
        assert model.count_params() == analysis.total_params
