"""Linked blocks: an edit of one is an edit of all, but for what each has for itself; one that is detached stays as it is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from cnn.analysis import Analysis, analyse
from cnn.blocks import BLOCKS
from cnn.edits.block_differences import is_made_for_what_it_reads, with_repairs_of_blocks
from cnn.edits.linked import fellows, followed, keep_own, link, of_kind, rebuilt_with_fellows, shared_value, unlink
from cnn.edits.made import _Site, rebuilt
from cnn.edits.selection import duplicate
from cnn.errors import ArgumentError, EditError
from cnn.graph import Graph
from cnn.graph.bypass import bypass, reinstate
from cnn.layers import Conv2D, Dense, Dropout, GlobalAveragePooling2D, Input
from cnn.presets import PRESETS
from cnn.project import Project, dumps, loads

STAGES = ((8, 1), (8, 1), (16, 2), (16, 1), (32, 2))
FIRST = "residual"


def tower() -> Graph:
    """Five residual blocks, as in a small ResNet, all linked."""
    graph, _ = Graph().add(Input(shape=(32, 32, 3)))
    for filters, stride in STAGES:
        graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": filters, "stride": stride}))
    graph, _ = graph.append(GlobalAveragePooling2D())
    graph, _ = graph.append(Dense(units=10))
    return link(graph, of_kind(graph, FIRST))


@pytest.fixture
def before() -> Analysis:
    return analyse(tower())


def after(before: Analysis, edit: Callable[[Graph], Graph]) -> Graph:
    graph = followed(before, edit(before.graph), BLOCKS)
    assert analyse(graph, before).buildable
    return graph


def in_each(graph: Graph, part: str, argument: str) -> list[object]:
    return [graph.nodes[made.parts[part]].layer.value(argument) for made in graph.blocks.values()]


def test_they_share_what_most_of_them_have_and_the_others_keep_their_own() -> None:
    graph = tower()
    both = {"filters", "stride"}
    assert [made.own for made in graph.blocks.values()] == [set(), set(), both, {"filters"}, both]
    assert fellows(graph, FIRST) == ("residual_1", "residual_2", "residual_3", "residual_4")


def of_filters(*filters: int) -> Graph:
    graph, _ = Graph().add(Input(shape=(8, 8, 3)))
    for number in filters:
        graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": number}))
    return graph


def test_two_of_three_change_together_where_the_first_is_narrower() -> None:
    graph = of_filters(32, 64, 64)
    before = analyse(link(graph, list(graph.blocks)))
    assert [sorted(made.own) for made in before.graph.blocks.values()] == [["filters"], [], []]
    wide = after(before, lambda _: rebuilt(before, "residual_2", BLOCKS, filters=48).graph)
    assert [made.numbers["filters"] for made in wide.blocks.values()] == [32, 48, 48]


def test_the_one_that_was_edited_is_made_for_what_it_reads_once_those_before_it_changed() -> None:
    graph = of_filters(8, 8, 8)
    before = analyse(link(graph, list(graph.blocks)))
    wide = after(before, lambda _: rebuilt(before, "residual_2", BLOCKS, filters=12).graph)
    assert [len(wide.members(path)) for path in wide.blocks] == [9, 7, 7]
    assert all(is_made_for_what_it_reads(analyse(wide), path, BLOCKS) for path in wide.blocks)
    assert wide.blocks == after(before, lambda _: rebuilt(before, "residual", BLOCKS, filters=12).graph).blocks


def test_one_that_joins_later_keeps_what_the_others_do_not_share() -> None:
    graph = of_filters(32, 64, 64, 64)
    first = link(graph, list(graph.blocks)[:2])
    shared = keep_own(keep_own(first, "residual_1", "filters", False), "residual", "filters", True)
    assert shared_value(shared, "residual", "filters") == 64
    assert shared_value(keep_own(shared, "residual_1", "filters", True), "residual", "filters") is None
    narrow = keep_own(keep_own(first, "residual", "filters", False), "residual_1", "filters", True)
    assert [sorted(made.own) for made in link(narrow, of_kind(narrow, FIRST)).blocks.values()] == [[], *[["filters"]] * 3]


def test_an_argument_changed_in_one_changes_in_all(before: Analysis) -> None:
    conv = before.graph.named("residual_1_conv")
    graph = after(before, lambda graph: graph.replace_layer(conv.id, conv.layer.replace(kernel_size=5, activation="relu")))
    assert in_each(graph, "1_conv", "kernel_size") == [(5, 5)] * 5
    assert in_each(graph, "1_conv", "activation") == ["relu"] * 5
    assert in_each(graph, "1_conv", "filters") == [filters for filters, _ in STAGES]


def test_one_that_had_something_else_keeps_it(before: Analysis) -> None:
    other = before.graph.named("residual_3_1_conv")
    graph = unlink(before.graph, "residual_3").replace_layer(other.id, other.layer.replace(kernel_size=7))
    graph = link(graph, of_kind(graph, FIRST))
    conv = graph.named("residual_1_conv")
    graph = after(analyse(graph), lambda graph: graph.replace_layer(conv.id, conv.layer.replace(kernel_size=5)))
    assert in_each(graph, "1_conv", "kernel_size") == [(5, 5), (5, 5), (5, 5), (7, 7), (5, 5)]


def test_layers_put_in_wired_changed_and_taken_away_are_so_in_all(before: Analysis) -> None:
    relu = before.graph.named("residual_1_relu")
    first = after(before, lambda graph: graph.insert_after(relu.id, Dropout(rate=0.25))[0])
    drops = [node for node in first.nodes.values() if isinstance(node.layer, Dropout)]
    assert [node.group for node in drops] == list(first.blocks)
    for made, drop in zip(first.blocks.values(), drops, strict=True):
        assert drop.inputs == (made.parts["1_relu"],)
        assert first.nodes[made.parts["2_conv"]].inputs == (drop.id,)
    then = after(analyse(first), lambda graph: graph.replace_layer(drops[2].id, drops[2].layer.replace(rate=0.5)))
    assert [node.layer.value("rate") for node in then.nodes.values() if isinstance(node.layer, Dropout)] == [0.5] * 5
    gone = after(analyse(then), lambda graph: graph.remove(drops[4].id))
    assert gone == before.graph
    ends = after(before, lambda graph: graph.remove(graph.named("residual_out").id))
    assert not any(node.name.endswith("out") for node in ends.nodes.values())


def test_freezing_and_skipping_one_does_it_to_all(before: Analysis) -> None:
    conv = before.graph.named("residual_2_2_conv").id
    frozen = after(before, lambda graph: graph.set_trainable([conv], False))
    assert [frozen.nodes[made.parts["2_conv"]].trainable for made in frozen.blocks.values()] == [False] * 5
    relu = before.graph.named("residual_1_relu").id
    skipped = after(before, lambda graph: bypass(graph, [relu]))
    assert all(skipped.nodes[made.parts["1_relu"]].bypassed for made in skipped.blocks.values())
    assert after(analyse(skipped), lambda graph: reinstate(graph, [relu])) == before.graph


def test_a_number_that_is_shared_changes_in_all_and_ones_own_does_not(before: Analysis) -> None:
    own = after(before, lambda graph: rebuilt(before, "residual_2", BLOCKS, filters=24).graph)
    assert [made.numbers["filters"] for made in own.blocks.values()] == [8, 8, 24, 16, 32]
    graph = before.graph
    for path in graph.blocks:
        graph = keep_own(graph, path, "filters", False)
    graph = keep_own(graph, "residual_4", "filters", True)
    shared = analyse(graph)
    wide = after(shared, lambda _: rebuilt(shared, FIRST, BLOCKS, filters=12).graph)
    assert [made.numbers["filters"] for made in wide.blocks.values()] == [12, 12, 12, 12, 32]
    assert [made.numbers["stride"] for made in wide.blocks.values()] == [stride for _, stride in STAGES]


def test_one_that_is_detached_goes_its_own_way_and_back(before: Analysis) -> None:
    graph = unlink(before.graph, "residual_2")
    conv = graph.named("residual_1_conv")
    graph = after(analyse(graph), lambda graph: graph.replace_layer(conv.id, conv.layer.replace(kernel_size=5)))
    assert in_each(graph, "1_conv", "kernel_size") == [(5, 5), (5, 5), (3, 3), (5, 5), (5, 5)]
    assert graph.blocks["residual_2"].link == ""
    again = link(graph, of_kind(graph, FIRST))
    assert fellows(again, "residual_2") == ("residual", "residual_1", "residual_3", "residual_4")
    alone = again
    for path in list(alone.blocks)[:4]:
        alone = unlink(alone, path)
    assert not any(made.link or made.own for made in alone.blocks.values())


def test_several_edited_at_once_are_left_alone(before: Analysis) -> None:
    ids = [before.graph.blocks[path].parts["1_conv"] for path in ("residual", "residual_1")]
    graph = after(before, lambda graph: graph.set_trainable(ids, False))
    assert [graph.nodes[made.parts["1_conv"]].trainable for made in graph.blocks.values()] == [False, False, True, True, True]


def test_a_copy_of_a_linked_block_is_linked_and_files_keep_links(before: Analysis) -> None:
    graph = after(before, lambda graph: duplicate(graph, [node.id for node in graph.members("residual_1")])[0])
    assert len(fellows(graph, FIRST)) == 5
    assert loads(dumps(Project(graph))).graph.blocks == graph.blocks


def test_what_is_not_alike_is_not_linked(before: Analysis) -> None:
    graph, _ = BLOCKS["fire"].insert(before.graph, before.graph.inputs[0])
    with pytest.raises(EditError, match="of one kind"):
        link(graph, ["fire", FIRST])
    with pytest.raises(EditError, match="two or more"):
        link(graph, [FIRST])


def test_what_is_not_linked_is_not_looked_at() -> None:
    graph, _ = Graph().add(Input(shape=(32, 32, 3)))
    grown, _ = BLOCKS["residual"].insert(graph, None)
    assert followed(analyse(graph), grown, BLOCKS) is grown


# ---------------------------------------------------------------------- the short way


BY_HAND: dict[str, Callable[[Graph, str], Graph]] = {
    "nothing": lambda graph, _: graph,
    "another argument": lambda graph, path: graph.replace_layer(
        graph.blocks[path].parts["1_conv"], graph.nodes[graph.blocks[path].parts["1_conv"]].layer.replace(kernel_size=5)
    ),
    "the number itself": lambda graph, path: graph.replace_layer(
        graph.blocks[path].parts["1_conv"], graph.nodes[graph.blocks[path].parts["1_conv"]].layer.replace(filters=12)
    ),
    "another layer": lambda graph, path: graph.replace_layer(graph.blocks[path].parts["1_relu"], Dropout(rate=0.1)),
    "put in": lambda graph, path: graph.insert_after(graph.blocks[path].parts["1_relu"], Dropout(rate=0.1))[0],
    "taken away": lambda graph, path: graph.remove(graph.blocks[path].parts["1_relu"]),
    "skipped": lambda graph, path: bypass(graph, [graph.blocks[path].parts["1_relu"]]),
}


@pytest.mark.parametrize("other", BY_HAND)
@pytest.mark.parametrize("one", BY_HAND)
def test_the_short_way_gives_what_the_long_one_does(one: str, other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only arguments change nothing is merged wire by wire; whatever was changed by hand must not tell."""
    edited = BY_HAND[other](BY_HAND[one](tower(), "residual_1"), "residual_3")
    before = analyse(edited)
    for numbers in ({"epsilon": 0.01}, {"filters": 24}, {"stride": 2}):
        graph = keep_own(edited, FIRST, "filters", own=False)
        start = analyse(graph, before)
        changed = rebuilt(start, FIRST, BLOCKS, **numbers).graph
        short = followed(start, changed, BLOCKS)
        with monkeypatch.context() as patched:
            patched.setattr(_Site, "with_other_arguments", lambda *_: None)
            long = followed(start, changed, BLOCKS)
        assert (short, short.blocks, list(short.nodes), short.next_id) == (long, long.blocks, list(long.nodes), long.next_id)


def as_told(graph: Graph) -> dict[str, object]:
    """A network by its names: on the way to the same one nodes may have come and gone, and each took an id."""
    called = {node.id: node.name for node in graph.nodes.values()}
    return {
        node.name: (node.layer, node.bypassed, node.group, [called[source] for source in node.inputs])
        for node in graph.nodes.values()
    } | {path: replace(made, parts={}, added={}, reads=made.reads) for path, made in graph.blocks.items()}


@pytest.mark.parametrize("path", [FIRST, "residual_2", "residual_4"])
@pytest.mark.parametrize("by_hand", BY_HAND)
def test_all_made_at_once_are_what_the_others_make_of_it_later(by_hand: str, path: str) -> None:
    before = analyse(keep_own(BY_HAND[by_hand](tower(), "residual_3"), FIRST, "filters", own=False))
    for numbers in ({"epsilon": 0.01}, {"filters": 24}, {"stride": 2}, {"filters": 8, "shortcut": "projection"}):
        at_once = rebuilt_with_fellows(before, path, BLOCKS, **numbers)
        later = followed(before, rebuilt(before, path, BLOCKS, **numbers).graph, BLOCKS)
        assert as_told(at_once.graph) == as_told(later)


def test_what_goes_is_told_of_the_one_that_was_changed() -> None:
    graph = tower()
    node = graph.nodes[graph.blocks["residual_1"].parts["2_conv"]]
    before = analyse(graph.replace_layer(node.id, node.layer.replace(filters=12)))
    assert rebuilt_with_fellows(before, FIRST, BLOCKS, filters=24).gone == ()
    (gone,) = rebuilt_with_fellows(before, "residual_1", BLOCKS, filters=24).gone
    assert gone == f"{node.name} no longer has filters 12"


def test_a_number_that_the_changed_one_cannot_take_changes_nothing() -> None:
    before = analyse(tower())
    with pytest.raises(ArgumentError, match="filters"):
        rebuilt_with_fellows(before, FIRST, BLOCKS, filters=0)


# ---------------------------------------------------------------------- what reads a detached block


def widened(kind: str = "projection") -> Analysis:
    """Three linked blocks of which the first is detached, and then has twice the filters."""
    graph, _ = Graph().add(Input(shape=(8, 8, 3)))
    graph, _ = graph.append(Conv2D(filters=8, kernel_size=1))
    for _ in range(3):
        graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": 8, "shortcut": kind}))
    alone = analyse(unlink(link(graph, of_kind(graph, FIRST)), FIRST))
    wide = rebuilt(alone, FIRST, BLOCKS, filters=16).graph
    return with_repairs_of_blocks(analyse(followed(alone, wide, BLOCKS)), BLOCKS)


def test_a_block_that_reads_a_detached_one_says_what_it_was_made_for_and_offers_what_cures_it() -> None:
    broken = widened()
    (error,) = broken.errors
    assert error.message.endswith("It stands in the block residual_1. It was made for 8×8×8 and reads 8×8×16.")
    titles = [repair.title for repair in error.repairs]
    assert titles[:2] == [
        'Make block "residual_1" again for 8×8×16',
        'Give block "residual_1", and those linked with it, 16 filters',
    ]
    for repair, filters in zip(error.repairs[:2], (8, 16), strict=True):
        graph = followed(broken, repair.apply(broken.graph), BLOCKS)  # as the window does
        assert analyse(graph).buildable
        assert in_each(graph, "2_conv", "filters")[1:] == [filters] * 2
        assert in_each(graph, "2_conv", "filters")[0] == 16
        assert fellows(graph, "residual_1") == ("residual_2",)
        assert is_made_for_what_it_reads(analyse(graph), "residual_1", BLOCKS)


def test_what_makes_one_linked_block_fit_puts_nothing_into_the_others() -> None:
    broken = widened()
    graph = followed(broken, rebuilt(broken, "residual_1", BLOCKS).graph, BLOCKS)
    plain, before = graph.members("residual_2"), broken.graph.members("residual_2")
    assert [node.own_layer for node in plain] == [node.own_layer for node in before]


def test_a_shortcut_that_pads_is_offered_only_the_filters_that_fit() -> None:
    broken = widened("padding")
    (error,) = broken.errors
    assert error.repairs[0].title == 'Give block "residual_1", and those linked with it, 16 filters'
    assert analyse(error.repairs[0].apply(broken.graph)).buildable
    for repair in error.repairs:
        assert not repair.title.startswith("Make block")


def test_a_problem_that_no_block_reads_is_told_as_before() -> None:
    graph, _ = Graph().add(Input(shape=(8, 8, 3)))
    graph, _ = graph.append(Conv2D(filters=8, kernel_size=9))
    plain = analyse(graph)
    assert with_repairs_of_blocks(plain, BLOCKS) is plain
    graph = widened().graph
    fine = analyse(with_repairs_of_blocks(analyse(graph), BLOCKS).errors[0].repairs[0].apply(graph))
    assert with_repairs_of_blocks(fine, BLOCKS) is fine


def test_a_stage_comes_before_its_blocks_where_both_mend_as_much() -> None:
    graph = PRESETS["resnet20"].graph()
    first = graph.named("conv1_conv")
    wide = graph.replace_layer(first.id, first.layer.replace(filters=32))
    (error,) = with_repairs_of_blocks(analyse(wide), BLOCKS).errors
    assert graph.nodes[error.node or ""].group == "conv2/block1"
    titles = [repair.title for repair in error.repairs if repair.title.startswith("Give block")]
    assert titles == ['Give block "conv2" 32 filters', 'Give block "conv2/block1" 32 filters']
    mended = analyse(error.repairs[0].apply(wide))
    assert mended.graph.nodes[mended.errors[0].node or ""].group == "conv3/block1", "where the next stage reads it"


@pytest.mark.parametrize("linked", [False, True])
def test_a_block_whose_shortcut_only_doubles_is_offered_a_projection(linked: bool) -> None:
    """24 filters behind 16 channels: appended zeros make 32 of them, a 1×1 convolution makes 24."""
    graph, _ = Graph().add(Input(shape=(8, 8, 16)))
    for _ in range(2):
        graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": 16, "shortcut": "padding"}))
    graph = link(graph, list(graph.blocks)) if linked else graph
    before = analyse(graph)
    wrong = analyse(followed(before, rebuilt(before, FIRST, BLOCKS, filters=24).graph, BLOCKS))
    (problem,) = [one for one in with_repairs_of_blocks(wrong, BLOCKS).problems if one.severity == "error"]
    repair = next(repair for repair in problem.repairs if "projection" in repair.title)
    mended = repair.apply(wrong.graph)
    assert not [error for error in analyse(mended).errors if error.node in {node.id for node in mended.members(FIRST)}]
    assert mended.blocks[FIRST].numbers == before.graph.blocks[FIRST].numbers | {"filters": 24, "shortcut": "projection"}
    if linked:
        assert analyse(mended).buildable
        assert "linked" in repair.title
        assert mended.blocks["residual_1"].numbers["shortcut"] == "projection"
