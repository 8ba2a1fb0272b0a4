"""What adding something would give."""

from cnn.analysis import analyse
from cnn.blocks import BLOCKS
from cnn.edits.preview import preview
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, Input
from cnn.layers.opaque import Opaque
from cnn.presets import PRESETS

LENET = analyse(PRESETS["lenet5"].graph())
CONV = LENET.graph.named("conv2d")


def test_a_layer_gives_its_shape_and_parameters() -> None:
    seen = preview(LENET, lambda graph: graph.append(Dense(units=3)))
    assert (seen.behind, seen.output_shape, seen.added_params, seen.obstacle) == ("dense_2", (3,), 10 * 3 + 3, "")


def test_what_changes_behind_it_counts_as_well() -> None:
    wide = preview(LENET, lambda graph: graph.insert_after(CONV.id, Conv2D(filters=8, kernel_size=1)))
    assert wide.output_shape == (28, 28, 8)
    assert wide.added_params == (6 * 8 + 8) + (8 - 6) * 25 * 16


def test_a_block_gives_what_comes_out_at_its_end() -> None:
    graph, end = BLOCKS["residual"].insert(LENET.graph, CONV.id)
    seen, whole = preview(LENET, lambda graph: BLOCKS["residual"].insert(graph, CONV.id)), analyse(graph)
    assert (seen.behind, seen.output_shape) == ("conv2d", whole.nodes[end.id].output_shape)
    assert seen.added_params == whole.total_params - LENET.total_params


def test_beside_an_unknown_layer_what_is_added_is_still_known() -> None:
    graph, unknown = LENET.graph.append(Opaque(kind="Mystery"))
    opened = analyse(graph)
    assert preview(opened, lambda graph: graph.insert_after(CONV.id, Conv2D(filters=6, kernel_size=1))).added_params is None
    assert preview(opened, lambda graph: graph.branch(CONV.id, Conv2D(filters=8, kernel_size=1))).added_params == 6 * 8 + 8
    assert preview(opened, lambda graph: graph.insert_after(unknown.id, Dense(units=3))).added_params is None


def test_what_is_refused_says_why() -> None:
    assert "at the beginning" in preview(LENET, lambda graph: graph.insert_after(CONV.id, Input())).refusal
    tiny, image = Graph().add(Input(shape=(2, 2, 1)))
    too_large = preview(analyse(tiny), lambda graph: graph.insert_after(image.id, Conv2D(kernel_size=5)))
    assert "2×2" in too_large.obstacle
