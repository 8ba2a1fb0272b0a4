"""Parameters of blocks of one's own: which numbers stand in one, what sets them, and what can't."""

from pathlib import Path

import pytest

from cnn.analysis import analyse
from cnn.blocks import BLOCKS
from cnn.blocks.parameters import (
    Candidate,
    Parameter,
    Target,
    candidates,
    multiples,
    parameter_name,
    set_by,
    split,
)
from cnn.edits.block_differences import differences_inside
from cnn.edits.linked import followed, link, of_kind
from cnn.edits.made import rebuilt
from cnn.edits.own_blocks import BlockLibrary, OwnBlock, captured, packed, read_own
from cnn.errors import ArgumentError, EditError, FileError
from cnn.graph import Graph
from cnn.layers import Add, BatchNormalization, Conv2D, Dense, Dropout, GlobalAveragePooling2D, Input

FILTERS = Parameter("filters", (Target("narrow", "filters"), Target("wide", "filters", 4)))
RATE = Parameter("rate", (Target("dropout", "rate"),))
KERNEL = Parameter("kernel", (Target("narrow", "kernel_size"),))


def bottle() -> tuple[Graph, list[str]]:
    """A bottleneck beside a 1×1 convolution, written down by hand, and what of it can be a block."""
    graph, image = Graph().add(Input(shape=(16, 16, 8)))
    graph, way = graph.add(Conv2D(filters=32, kernel_size=1), image.id, name="wide")
    graph, narrow = graph.add(Conv2D(filters=8, padding="same"), way.id, name="narrow")
    graph, drop = graph.add(Dropout(rate=0.5), narrow.id)
    graph, last = graph.add(Conv2D(filters=32, kernel_size=1), drop.id, name="wide_1")
    graph, add = graph.add(Add(), way.id, last.id)
    graph, pool = graph.add(GlobalAveragePooling2D(), add.id)
    graph, _ = graph.add(Dense(units=3), pool.id)
    return graph, [way.id, narrow.id, drop.id, last.id, add.id]


def own() -> tuple[Graph, OwnBlock]:
    graph, ids = bottle()
    wide = Parameter("filters", (*FILTERS.targets, Target("wide_1", "filters", 4)))
    block = captured(graph, ids, "Bottle", (wide, RATE, KERNEL))
    return packed(graph, ids, block), block


def params(filters: int, kernel: int = 3) -> int:
    """Counted by hand, of the convolutions: (k·k·in + 1)·out."""
    wide = 4 * filters
    return (8 + 1) * wide + (kernel * kernel * wide + 1) * filters + (filters + 1) * wide


def test_an_argument_that_several_layers_have_alike_is_one_number() -> None:
    graph, _ = bottle()
    found = {(one.argument, one.value): one.parts for one in candidates(graph, BLOCKS)}
    assert found["filters", 32] == ("wide", "wide_1")
    assert found["kernel_size", 3] == ("narrow",)
    assert found["padding", "same"] == ("narrow",)
    assert found["rate", 0.5] == ("dropout",)
    assert ("use_bias", True) in found


def test_what_is_a_multiple() -> None:
    graph, _ = bottle()
    found = [one for one in candidates(graph, BLOCKS) if one.argument == "filters"]
    assert [one.value for one in found] == [32, 8]
    assert multiples(found, 0) == {1: 4}
    assert multiples(found, 1) == {}
    same = [Candidate("filters", 8, ("a",)), Candidate("filters", 8, ("b",)), Candidate("filters", 3, ("c",))]
    assert (multiples(same, 0), multiples(same, 1)) == ({}, {0: 1})


def test_numbers_that_are_set_in_part_are_split() -> None:
    graph, _ = bottle()
    found = split(candidates(graph, BLOCKS), (FILTERS,))
    assert [one.parts for one in found if one.argument == "filters"] == [("wide",), ("wide_1",), ("narrow",)]
    assert set_by((FILTERS,), "wide", "filters") == ("filters", 4)
    assert set_by((FILTERS,), "wide_1", "filters") is None


def test_a_block_of_ones_own_is_made_again_with_other_numbers() -> None:
    graph, block = own()
    blocks = {**BLOCKS, block.name: block}
    assert [(one.name, one.kind, one.default) for one in block.arguments()] == [
        ("filters", "int", 8),
        ("rate", "float", 0.5),
        ("kernel", "int", 3),
    ]
    assert graph.blocks["bottle"].numbers == {"filters": 8, "rate": 0.5, "kernel": 3}
    before = analyse(graph)
    assert sum(before.nodes[node.id].params or 0 for node in graph.members("bottle")) == params(8)
    found = rebuilt(before, "bottle", blocks, filters=5, kernel=7, rate=0.1).graph
    after = analyse(found, before)
    assert after.buildable
    assert sum(after.nodes[node.id].params or 0 for node in found.members("bottle")) == params(5, 7)
    assert found.named("dropout").layer == Dropout(rate=0.1)
    assert found.named("dense").inputs == graph.named("dense").inputs
    assert differences_inside(after, "bottle", blocks) == ()
    assert rebuilt(after, "bottle", blocks, filters=8, kernel=3, rate=0.5).graph == graph


def test_an_edit_inside_stays_when_a_number_changes_and_is_told() -> None:
    graph, block = own()
    blocks = {**BLOCKS, block.name: block}
    graph, norm = graph.insert_after(graph.named("narrow").id, BatchNormalization())
    found = rebuilt(analyse(graph), "bottle", blocks, filters=6).graph
    assert found.named("dropout").inputs == (norm.id,)
    assert differences_inside(analyse(found), "bottle", blocks) == ("batch_normalization (BatchNormalization) was put in.",)


def test_linked_blocks_of_ones_own_share_a_number_but_for_their_own() -> None:
    graph, block = own()
    blocks = {**BLOCKS, block.name: block}
    for filters in (8, 8, 6):
        graph, _ = block.insert(graph, graph.named("add").id, block.create({"filters": filters}))
    linked = link(graph, of_kind(graph, "bottle"))
    before = analyse(linked)
    wide = followed(before, rebuilt(before, "bottle", blocks, rate=0.2).graph, blocks)
    assert [made.numbers["rate"] for made in wide.blocks.values()] == [0.2] * 4
    assert [made.numbers["filters"] for made in wide.blocks.values()] == [8, 8, 8, 6]
    assert sorted(node.layer.value("rate") for node in wide.nodes.values() if isinstance(node.layer, Dropout)) == [0.2] * 4


def test_a_number_of_a_block_within_builds_what_that_block_builds() -> None:
    """A residual block needs a projection as soon as it gives out more channels than it reads."""
    graph, _ = Graph().add(Input(shape=(16, 16, 8)))
    graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": 8}))
    graph, _ = graph.insert_after(graph.named("residual_2_bn").id, Dropout(rate=0.5))
    ids = [node.id for node in graph.members("residual")]
    block = captured(graph, ids, "mine", (Parameter("width", (Target("residual/", "filters"),)),))
    blocks = {**BLOCKS, block.name: block}
    inside = packed(graph, ids, block)
    assert list(inside.blocks) == ["mine", "mine/residual"]
    wide = rebuilt(analyse(inside), "mine", blocks, width=12).graph
    assert analyse(wide).buildable
    assert {node.layer.value("filters") for node in wide.members("mine") if isinstance(node.layer, Conv2D)} == {12}
    assert sum(isinstance(node.layer, Conv2D) for node in wide.members("mine")) == 3
    assert any(isinstance(node.layer, Dropout) for node in wide.members("mine"))
    assert wide.blocks["mine/residual"].numbers["filters"] == 12
    fits = block.insert(Graph().add(Input(shape=(9, 9, 3)))[0], None)[0]  # also for what has other channels
    assert analyse(fits).buildable


def test_parameters_are_kept_in_the_file_and_an_older_one_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYERLOOM_BLOCKS", str(tmp_path))
    _, block = own()
    library = BlockLibrary()
    library.keep(block)
    assert read_own(tmp_path / "bottle.json").parameters == block.parameters
    assert BlockLibrary().load() == ()
    renamed = library.rename(block, "Flask")
    assert renamed.parameters == block.parameters
    plain = renamed.with_parameters(())
    library.keep(plain)
    assert '"version": 1' in (tmp_path / "flask.json").read_text()
    path = tmp_path / "flask.json"
    library.keep(plain.with_parameters((RATE,)))
    path.write_text(path.read_text().replace('"part": "dropout"', '"part": "nowhere"'))
    with pytest.raises(FileError, match="no rate in nowhere"):
        read_own(path)


def test_a_block_kept_anew_with_other_numbers_takes_those_that_it_still_asks_for() -> None:
    graph, block = own()
    blocks = {**BLOCKS, block.name: block.with_parameters((FILTERS, RATE))}
    found = rebuilt(analyse(graph), "bottle", blocks, rate=0.3).graph
    assert found.blocks["bottle"].numbers == {"filters": 8, "rate": 0.3}
    assert analyse(found).buildable


@pytest.mark.parametrize(
    ("parameter", "reason"),
    [
        (Parameter("filters", ()), "sets nothing"),
        (Parameter("filters", (Target("nowhere", "filters"),)), "no filters in nowhere"),
        (Parameter("filters", (Target("narrow", "filters"), Target("wide", "filters"))), "not alike: 8, 32"),
        (Parameter("filters", (Target("narrow", "filters", 3),)), "not alike"),
        (Parameter("filters", (Target("narrow", "kernel_initializer"),)), "not alike"),
        (Parameter("model_dump", (Target("narrow", "filters"),)), "can't be the name"),
        (Parameter("Filters", (Target("narrow", "filters"),)), "can't be the name"),
    ],
)
def test_what_can_not_be_a_parameter_says_why(parameter: Parameter, reason: str) -> None:
    graph, ids = bottle()
    with pytest.raises(EditError, match=reason):
        captured(graph, ids, "x", (parameter,))


def test_a_number_that_can_not_be_names_the_parameter() -> None:
    graph, block = own()
    blocks = {**BLOCKS, block.name: block}
    with pytest.raises(ArgumentError, match="filters") as refused:
        rebuilt(analyse(graph), "bottle", blocks, filters=0)
    assert refused.value.argument == "filters"
    with pytest.raises(ArgumentError) as refused:  # each of them can be, four times as many can not
        rebuilt(analyse(graph), "bottle", blocks, filters=1 << 23)
    assert refused.value.argument == "filters"


def test_names_are_made_of_what_a_person_types() -> None:
    assert parameter_name(" Growth rate ") == "growth_rate"
    assert parameter_name("滤波器") == "滤波器"
    for bad in ("", "1st", "copy", "title", "x" * 41):
        with pytest.raises(EditError):
            parameter_name(bad)


def test_layers_that_are_another_block_are_not_packed_as_it() -> None:
    graph, ids = bottle()
    block = captured(graph, ids, "x")
    with pytest.raises(EditError, match="other layers"):
        packed(graph, ids[:1], block)
