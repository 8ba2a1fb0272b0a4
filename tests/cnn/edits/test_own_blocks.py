"""Blocks of one's own: kept, read again, put in; what can't be a block says why."""

import json
import os
from pathlib import Path

import pytest

from cnn.analysis import analyse
from cnn.blocks import BLOCKS
from cnn.blocks.parameters import Parameter, Target
from cnn.edits.made import rebuilt
from cnn.edits.own_blocks import BlockLibrary, captured, folder, packed, read_own
from cnn.errors import EditError, FileError
from cnn.graph import Graph
from cnn.layers import Conv2D, Input, ReLU
from cnn.layout.folding import ungroup
from cnn.presets import PRESETS
from cnn.project import Project, dumps, loads

RESNET = PRESETS["resnet18"].graph()
INSIDE = [node.id for node in RESNET.members("conv3/block1")]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYERLOOM_BLOCKS", str(tmp_path / "blocks"))


@pytest.fixture
def blocks() -> BlockLibrary:
    return BlockLibrary()


def start() -> tuple[Graph, str, str]:
    graph, image = Graph().add(Input(shape=(32, 32, 64)))
    graph, end = graph.add(Conv2D(filters=2), image.id)
    return graph, image.id, end.id


def test_a_kept_block_is_the_same_layers_again(blocks: BlockLibrary) -> None:
    blocks.keep(captured(RESNET, INSIDE, "My  block!"))
    blocks = BlockLibrary()
    assert blocks.load() == ()
    block = blocks["my_block"]
    assert block.title == "My block!"
    graph, image, end = start()
    grown, last = block.insert(graph, image)
    new = [node for node in grown.nodes.values() if node.id not in graph]
    assert [node.layer for node in new] == [node.layer for node in RESNET.members("conv3/block1")]
    assert {node.group for node in new} == {"my_block/block1"}
    assert grown.blocks["my_block/block1"].kind == "residual"
    assert grown.nodes[end].inputs == (last.id,)
    before, after = analyse(RESNET), analyse(grown)
    assert sum(after.nodes[node.id].params or 0 for node in new) == sum(before.nodes[item].params or 0 for item in INSIDE)
    assert after.buildable


def test_it_goes_into_a_wire_and_twice_into_one_network() -> None:
    block = captured(RESNET, INSIDE, "twice")
    graph, _, end = start()
    (wire,) = graph.wires
    once, _ = block.insert_on_wire(graph, wire)
    twice, last = block.insert(once, once.nodes[end].inputs[0])
    assert [path for path in twice.groups if "/" not in path] == ["twice", "twice_1"]
    assert twice.nodes[end].inputs == (last.id,)
    assert analyse(twice).buildable


def test_groups_within_and_frozen_and_skipped_layers_are_kept(blocks: BlockLibrary) -> None:
    from cnn.graph.bypass import bypass

    odd = bypass(RESNET.set_trainable(INSIDE, False), [RESNET.members("conv3/block1")[1].id])
    ids = [node.id for node in odd.members("conv3")]
    blocks.keep(captured(odd, ids, "stage"))
    graph, image, _ = start()
    grown, _ = read_own(folder() / "stage.json").insert(graph, image)
    assert "stage/conv3/block1" in grown.groups
    new = [node for node in grown.nodes.values() if node.id not in graph]
    assert sum(node.bypassed is not None for node in new) == 1
    assert sum(not node.trainable for node in new) == len(INSIDE)


def test_a_block_whose_layers_are_all_in_it_is_a_block_within() -> None:
    """What a person put into the inner block stays outside."""
    graph, _ = Graph().add(Input(shape=(8, 8, 4)))
    graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": 4}))
    graph, conv = graph.append(Conv2D(filters=4))
    graph, extra = graph.append(ReLU())
    graph = graph.move_to_group([extra.id], "residual")
    ids = [node.id for node in graph.members("residual") if node.id != extra.id] + [conv.id]
    inside = packed(graph, ids, captured(graph, ids, "mine"))
    assert {path: made.kind for path, made in inside.blocks.items()} == {"mine": "mine", "mine/residual": "residual"}
    again = ungroup(inside, ids)
    assert (again.nodes, again.blocks) == (graph.nodes, graph.blocks)


@pytest.mark.parametrize(
    ("ids", "title", "reason"),
    [
        (RESNET.inputs, "x", "Input"),
        (INSIDE, " / ", "name"),
        (INSIDE, "Residual", "ready-made"),
        ([INSIDE[0], RESNET.outputs[0]], "x", "one output"),
        ([], "x", "hang together"),
    ],
)
def test_what_can_not_be_a_block_says_why(ids: list[str], title: str, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        captured(RESNET, ids, title)


@pytest.mark.parametrize("damage", ["{", "[]", '{"format": "layerloom-block", "version": 1}', "null"])
def test_a_damaged_file_is_told_and_the_others_are_read(blocks: BlockLibrary, damage: str) -> None:
    blocks.keep(captured(RESNET, INSIDE, "good"))
    (folder() / "bad.json").write_text(damage)
    blocks = BlockLibrary()
    (refused,) = blocks.load()
    assert "bad.json" in refused
    assert "good" in blocks
    assert "bad" not in blocks


def test_only_layers_of_the_catalogue_are_read(blocks: BlockLibrary) -> None:
    blocks.keep(captured(RESNET, INSIDE, "good"))
    path = folder() / "good.json"
    document = json.loads(path.read_text())
    document["graph"]["nodes"][1]["class_name"] = "Lambda"
    path.write_text(json.dumps(document))
    with pytest.raises(FileError, match="Lambda"):
        read_own(path)


def test_another_name_is_another_file_and_the_same_layers(blocks: BlockLibrary) -> None:
    old = captured(RESNET, INSIDE, "First")
    blocks.keep(old)
    new = blocks.rename(old, "Second one")
    assert [path.name for path in folder().iterdir()] == ["second_one.json"]
    assert "first" not in blocks
    assert read_own(folder() / "second_one.json").piece == new.piece == old.piece
    assert blocks.rename(new, "Second  One!").title == "Second One!"
    with pytest.raises(EditError, match="ready-made"):
        blocks.rename(new, "Residual")


def test_a_name_that_another_block_has_is_refused_and_both_stay(blocks: BlockLibrary) -> None:
    for title in ("One", "Two"):
        blocks.keep(captured(RESNET, INSIDE, title))
    with pytest.raises(EditError, match="already"):
        blocks.rename(blocks["one"], "two")  # type: ignore[arg-type]
    assert {"one", "two"} <= blocks.keys()


def test_a_discarded_block_comes_back_by_keeping_it(blocks: BlockLibrary) -> None:
    block = captured(RESNET, INSIDE, "Gone")
    blocks.keep(block)
    blocks.discard(block)
    assert list(folder().iterdir()) == []
    assert "gone" not in blocks
    blocks.keep(block)
    assert blocks["gone"] is block


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_a_block_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mine.json")
    with pytest.raises(FileError, match=r"mine\.json is a pipe, not a file"):
        read_own(tmp_path / "mine.json")


def test_the_ready_made_ones_stay_what_they_are(blocks: BlockLibrary) -> None:
    before = dict(BLOCKS)
    blocks.keep(captured(RESNET, INSIDE, "mine"))
    assert dict(BLOCKS) == before
    assert list(blocks) == [*before, "mine"]
    assert "mine" not in BlockLibrary()
    with pytest.raises(TypeError):
        BLOCKS["mine"] = blocks["mine"]  # type: ignore[index]


def test_blocks_travel_with_the_project_and_ones_own_are_not_overwritten(blocks: BlockLibrary) -> None:
    piece = [node.id for node in RESNET.members("conv3/block1")]
    block = captured(RESNET, piece, "Mine", (Parameter("width", (Target("block1/", "filters"),)),))
    blocks.keep(block)
    inside = packed(RESNET, piece, block)
    told = loads(dumps(Project(inside, own_blocks=blocks.documents_for(inside)))).own_blocks
    assert list(told) == ["mine"]
    assert blocks.documents_for(RESNET) == {}
    elsewhere = BlockLibrary()
    assert elsewhere.take_in(told)
    assert elsewhere["mine"].arguments() == block.arguments()
    assert not elsewhere.take_in(told)
    found = rebuilt(analyse(inside), "conv3/mine", elsewhere, width=32).graph
    assert found.blocks["conv3/mine/block1"].numbers["filters"] == 32
    other = captured(RESNET, piece, "Mine")
    own = BlockLibrary()
    own.keep(other)
    assert not own.take_in(told)
    assert own["mine"] is other


@pytest.mark.parametrize("name", ["residual", "../mine", "Mine", ""])
@pytest.mark.parametrize(
    "document", [None, {}, {"format": "layerloom-block", "version": 1, "title": "x", "graph": {"nodes": []}}]
)
def test_what_came_with_a_project_and_is_no_block_is_left_out(name: str, document: object) -> None:
    assert not BlockLibrary().take_in({name: document, "mine": document})
