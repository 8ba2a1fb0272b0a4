"""Laws of blocks over random sequences: put in, edited inside, nested, kept, made again, linked, taken apart, undone.

After each step the network hangs together, whatever stands outside a block keeps its wires, and all that is known of it step by
step is what follows from it as a whole.
"""

from collections.abc import Iterable
from dataclasses import replace
from math import prod
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from cnn.analysis import Analysis, analyse
from cnn.blocks import BLOCKS, Block
from cnn.blocks.parameters import Parameter, Target, candidates
from cnn.edits.block_differences import differences_inside
from cnn.edits.linked import followed, link, of_kind
from cnn.edits.made import rebuilt
from cnn.edits.own_blocks import OwnBlock, captured, packed, piece_of
from cnn.edits.selection import move_to_wire
from cnn.errors import LayerloomError
from cnn.graph import Graph, in_group
from cnn.layers import Conv2D, Dropout, Input, ReLU
from cnn.layout.folding import common_group_of, grouped, move_group, rename_group, ungroup
from cnn.project import Project, dumps, loads
from tests.cnn.graphs import GRAPHS
from tests.cnn.graphs import STEPS as EDITS
from tests.cnn.graphs import Step as EditStep
from tests.cnn.graphs import edited as edited_at_random
from tests.cnn.keras_models import without_numbers
from tests.stages import LONG, THOROUGH

pytestmark = pytest.mark.slow

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


KINDS = ("put", "put", "edit", "edit", "insert", "remove", "again", "again", "pack", "pack", "nest", "around", "move", "rename",
         "apart", "link", "undo")  # fmt: skip
STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(KINDS),
        st.integers(0, 1000),
        st.integers(0, 1000),
    ),
    min_size=3,
    max_size=12,
)


def start() -> Graph:
    graph, _ = Graph().add(Input(shape=(16, 16, 8)))
    return graph.append(Conv2D(filters=8, padding="same"))[0]


def edited(analysis: Analysis, step: Step, blocks: dict[str, Block[Any]]) -> Graph:
    """The network after one step; a block that is kept is one of `blocks` then. Raises `LayerloomError` where that can't be."""
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
    if step.kind == "pack":
        ids = between(graph, node.id, nodes[step.second % len(nodes)].id)
        chosen = candidates(piece_of(graph, ids), BLOCKS)[:2]
        sets = [tuple(Target(part, one.argument) for part in one.parts) for one in chosen]
        parameters = [Parameter(f"number{number}", targets) for number, targets in enumerate(sets)]
        own = captured(graph, ids, f"own {len(blocks)}", parameters)
        again = packed(graph, ids, own)
        assert {one.id: replace(one, group="") for one in again.nodes.values()} == {
            one.id: replace(one, group="") for one in graph.nodes.values()
        }
        blocks[own.name] = own
        return again
    if not path:
        return graph
    if step.kind == "again":
        return made_again(analysis, path, step.second, blocks)
    if step.kind == "nest":
        ids = [one.id for one in nodes if one.group == path.rpartition("/")[0]]
        return graph.move_to_group(ids[:2], "/".join(filter(None, (path.rpartition("/")[0], "nest"))))
    if step.kind == "around":
        chosen = {node.id for one in (path, paths[step.second % len(paths)]) for node in graph.members(one)}
        again, made, _ = grouped(graph, chosen)
        assert {node.id for node in again.members(made)} == chosen
        assert sorted(one.kind for one in again.blocks.values()) == sorted(one.kind for one in graph.blocks.values())
        return again
    if step.kind == "move":
        inner = [node.id for node in graph.members(path)]
        wires = [wire for wire in graph.wires if {wire.source, wire.target}.isdisjoint(inner)] or list(graph.wires)
        wire = wires[step.second % len(wires)]
        again = move_to_wire(graph, inner, wire)
        assert sorted(one.kind for one in again.blocks.values()) == sorted(one.kind for one in graph.blocks.values())
        assert common_group_of(again.nodes[one].group for one in inner).startswith(
            common_group_of(graph.nodes[one].group for one in (wire.source, wire.target))
        )
        return again
    if step.kind == "rename":
        return rename_group(graph, path, f"name{step.second}")
    if step.kind == "apart":
        return move_group(graph, path, path.rpartition("/")[0])
    if step.kind == "link":
        return link(graph, of_kind(graph, path))
    return graph


def between(graph: Graph, source: str, end: str) -> list[str]:
    """What lies behind one node and leads to another."""
    return [one for one in graph.ancestors(end) if one != source and one in graph.descendants(source)]


def made_again(analysis: Analysis, path: str, choice: int, blocks: dict[str, Block[Any]]) -> Graph:
    """A block made again with other numbers; what stands outside keeps what it reads."""
    graph = analysis.graph
    kind = graph.blocks[path].kind
    every = SMALL.get(kind) or [small_numbers(blocks[kind], choice)]
    again = rebuilt(analysis, path, blocks, **every[choice % len(every)]).graph
    inside = {node.id for node in graph.members(path)}
    for node in graph.nodes.values():
        if node.id in inside:
            continue
        now = again.nodes[node.id]
        assert (now.layer, now.name) == (node.layer, node.name)
        assert len(now.inputs) == len(node.inputs) or node.layer.variadic
        assert (
            [one for one in now.inputs if one in graph.nodes and one not in inside]
            == [one for one in node.inputs if one not in inside]
            or inside.intersection(node.inputs)
            or only_reader_past(graph, inside, node.id)
        )
        assert all(in_group(again.nodes[one], path) or one in graph.nodes for one in now.inputs)
        assert bool(now.inputs) == bool(node.inputs)
    return again


def only_reader_past(graph: Graph, inside: set[str], reader: str) -> bool:
    """Whether nothing reads a block, and of what it reads there is one other reader, which must have read it once."""
    read = any(one not in inside for node_id in inside for one in graph.consumers[node_id])
    sources = {source for node_id in inside for source in graph.nodes[node_id].inputs} - inside
    return not read and any({*graph.consumers[source]} - inside == {reader} for source in sources)


def small_numbers(block: Block[Any], choice: int) -> dict[str, Any]:
    """Other numbers for what a block of one's own asks for."""
    offered: dict[str, list[Any]] = {"int": [1, 2, 4, 8], "bool": [False, True], "float": [0.25, 0.5]}
    found = {one.name: offered.get(one.kind) or list(one.choices) for one in block.arguments()}
    return {name: values[choice % len(values)] for name, values in found.items()}


def played(steps: list[Step]) -> Analysis:
    """The network at the end of a sequence, every step of it checked."""
    return played_with(steps)[0]


def played_with(steps: list[Step]) -> tuple[Analysis, dict[str, Block[Any]]]:
    """The network at the end of a sequence, and the blocks that there are by then."""
    blocks: dict[str, Block[Any]] = dict(BLOCKS)
    analysis = analyse(start())
    past = [analysis]
    for step in steps:
        if step.kind == "undo" and len(past) > 1:
            past.pop()
            analysis = past[-1]
            continue
        try:
            graph = followed(analysis, edited(analysis, step, blocks), blocks)
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
    return analysis, blocks


@pytest.mark.timeout(LONG)
@given(STEPS)
@example([Step("put", 104, 0), Step("remove", 278, 0), Step("again", 0, 1)])  # it was read past: its end had been taken away
@settings(max_examples=10_000 if THOROUGH else 100, deadline=None)
def test_no_sequence_loses_a_wire(steps: list[Step]) -> None:
    played(steps)


GROWN = st.one_of(GRAPHS, STEPS.map(lambda steps: played(steps).graph))


def a_block_of(graph: Graph, first: int, second: int) -> tuple[list[str], OwnBlock]:
    """Some layers of a graph that can be a block, and the block; the law has nothing to say where these can't."""
    ids = list(graph.nodes)
    start = ids[first % len(ids)]
    ends = [one for one in graph.order if one in graph.descendants(start) and one != start] if start in graph.order else []
    assume(ends)
    ends = [*reversed(ends)]  # the furthest first
    for end in (*ends[second % len(ends) :], *ends):
        inside = between(graph, start, end)
        try:
            return inside, captured(graph, inside, "mine")
        except LayerloomError:
            continue
    assume(False)
    raise AssertionError("assume raises")


def unpacked(graph: Graph, path: str) -> Graph:
    return ungroup(graph, [node.id for node in graph.members(path)])


def as_block(graph: Graph, ids: Iterable[str], like: Graph, path: str) -> Graph:
    """The network with these nodes in the groups that they have in another one, as the same block."""
    nodes = {one: replace(node, group=like.nodes[one].group) if one in ids else node for one, node in graph.nodes.items()}
    return replace(graph, nodes=nodes).with_made(path, like.blocks[path])


@given(GROWN, st.integers(0, 1000), st.integers(0, 1000))
@settings(max_examples=2_000 if THOROUGH else 40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_packing_and_unpacking_gives_the_same_network(graph: Graph, first: int, second: int) -> None:
    ids, own = a_block_of(graph, first, second)
    inside = packed(graph, ids, own)
    (path,) = (one for one, made in inside.blocks.items() if made.kind == "mine")
    assert {node.id for node in inside.members(path)} == set(ids)
    assert differences_inside(analyse(inside), path, {**BLOCKS, "mine": own}) == ()
    stays = path in graph.groups
    again = inside if stays else unpacked(inside, path)
    assert again.nodes == graph.nodes
    assert stays or again.blocks == graph.blocks
    assert loads(dumps(Project(inside))).graph.blocks == inside.blocks


@given(GROWN, st.integers(0, 1000), st.integers(0, 1000), EDITS)
@example(played([Step("insert", 0, 0), Step("put", 0, 2)]).graph, 148, 0, EditStep("insert on wire", 0, 0, ReLU()))
@settings(max_examples=2_000 if THOROUGH else 40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_an_edit_inside_is_unpacking_editing_and_packing(graph: Graph, first: int, second: int, step: EditStep) -> None:
    ids, own = a_block_of(graph, first, second)
    inside = packed(graph, ids, own)
    (path,) = (one for one, made in inside.blocks.items() if made.kind == "mine")
    assume(path not in graph.groups)
    edit = step._replace(first=list(inside.nodes).index(ids[step.first % len(ids)]))
    wanted = edited_at_random(inside, edit)
    assume(path in wanted.blocks)
    plain = edited_at_random(unpacked(inside, path), edit)
    there = {node.id for node in wanted.members(path)}
    # what stands on a wire into the block is in the group of both ends, which may have been cut in two
    there |= wanted.nodes.keys() - inside.nodes.keys()
    assert as_block(plain, there, wanted, path) == as_block(wanted, there, wanted, path)


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
@settings(max_examples=1_000 if THOROUGH else 5, deadline=None)
def test_what_comes_out_has_the_totals_of_keras(steps: list[Step]) -> None:
    """Only the end of a sequence is built, without numbers: 20 ms of a processor, so that many can be."""
    from cnn.worker.model.builder import build

    analysis = played(steps)
    if not analysis.buildable:
        return
    with without_numbers():
        model: Any = build(analysis.graph)
    assert model.count_params() == analysis.total_params
    assert sum(prod(weights.shape) for weights in model.trainable_weights) == analysis.trainable_params
    assert [tuple(output.shape[1:]) for output in model.outputs] == [
        analysis.nodes[output].output_shape for output in analysis.graph.outputs
    ]
    for node in analysis.graph.nodes.values():
        assert model.get_layer(node.name).count_params() == analysis.nodes[node.id].params, node.name
