"""Repairs: each that is proposed takes its problem away."""

from contextlib import suppress
from functools import reduce

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnn.analysis import Problem, analyse, problems_with_classes
from cnn.analysis.repairs import Repair
from cnn.blocks.functional import Network
from cnn.errors import LayerloomError
from cnn.graph import Graph, Node, in_group
from cnn.layers import (
    Add,
    AveragePooling2D,
    BatchNormalization,
    Concatenate,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    Layer,
    MaxPooling2D,
    Multiply,
    Opaque,
    ReLU,
    Rescaling,
    Reshape,
    Softmax,
    UpSampling2D,
)
from cnn.presets import PRESETS
from tests.cnn.graphs import BUILDABLE, GRAPHS, STEPS, edited
from tests.stages import examples


def chain(*layers: Layer) -> Graph:
    graph = Graph()
    for layer in layers:
        graph, _ = graph.append(layer)
    return graph


def only_problem(graph: Graph) -> Problem:
    (problem,) = analyse(graph).problems
    return problem


def repaired(graph: Graph, title: str) -> Graph:
    """The graph after the repair of that title of its first problem that has it."""
    for problem in analyse(graph).problems:
        for repair in problem.repairs:
            if repair.title == title:
                return repair.apply(graph)
    raise AssertionError(f"{title!r} is not among {[r.title for p in analyse(graph).problems for r in p.repairs]}")


def titles(graph: Graph) -> list[str]:
    return [repair.title for problem in analyse(graph).problems for repair in problem.repairs]


# ---------------------------------------------------------------------- laws


@pytest.mark.slow
@settings(max_examples=examples(400))
@given(GRAPHS)
def test_every_repair_takes_its_problem_away(graph: Graph) -> None:
    for problem in analyse(graph).problems:
        for repair in problem.repairs:
            mended = analyse(repair.apply(graph))
            assert problem.message not in [other.message for other in mended.problems if other.node == problem.node], repair.title
            assert all("can't be worked out" not in other.message for other in mended.problems)


@pytest.mark.slow
@given(GRAPHS, st.integers(2, 5))
def test_every_repair_for_the_classes_makes_an_output_fit(graph: Graph, classes: int) -> None:
    for problem in problems_with_classes(analyse(graph), classes):
        for repair in problem.repairs:
            mended = repair.apply(graph)
            left = {other.message for other in problems_with_classes(analyse(mended), classes) if other.node == problem.node}
            assert problem.message not in left, repair.title


@pytest.mark.slow
@given(GRAPHS)
def test_repairs_can_be_applied_one_after_the_other(graph: Graph) -> None:
    """A list of problems may be older than the graph a click meets: the repair acts on what is there, or refuses."""
    repairs = [repair for problem in analyse(graph).problems for repair in problem.repairs]
    assume(repairs)
    for repair in repairs:
        with suppress(LayerloomError):
            graph = repair.apply(graph)
    analyse(graph)


def added_by(before: Graph, repair: Repair) -> list[Node]:
    after = repair.apply(before)
    return [node for node in after.nodes.values() if node.id not in before]


def assert_says_what_it_adds_and_puts_it_there(graph: Graph, repair: Repair) -> None:
    """A title names every layer that comes; each stands in a group only between layers of it."""
    after = repair.apply(graph)
    for node in added_by(graph, repair):
        assert node.layer.class_name in repair.title or "1×1 convolution" in repair.title
        if node.group:
            readers = [after.node(reader) for reader in after.consumers[node.id]]
            assert any(in_group(after.node(source), node.group) for source in node.inputs)
            assert any(in_group(reader, node.group) for reader in readers)


def in_groups(graph: Graph) -> Graph:
    """The network with every other third of it in a group of its own."""
    for start in range(1, len(graph), 4):
        graph = graph.move_to_group(graph.order[start : start + 3], f"group{start}")
    return graph


@pytest.mark.slow
@settings(max_examples=examples(300))
@given(GRAPHS.map(in_groups), st.integers(2, 5))
def test_every_repair_says_what_it_adds_and_puts_it_where_it_belongs(graph: Graph, classes: int) -> None:
    analysis = analyse(graph)
    for problem in (*analysis.problems, *problems_with_classes(analysis, classes)):
        for repair in problem.repairs:
            assert_says_what_it_adds_and_puts_it_there(graph, repair)


def test_a_last_layer_comes_behind_the_last_group_not_into_it() -> None:
    graph = chain(Input(), Rescaling(), Conv2D(), ReLU())
    graph = graph.move_to_group(graph.order[2:], "block")
    (problem,) = problems_with_classes(analyse(graph), 10)
    repair = problem.repairs[-1]
    assert repair.title == "Append GlobalAveragePooling2D and Dense with 10 units and softmax"
    added = added_by(graph, repair)
    assert [node.layer.class_name for node in added] == ["GlobalAveragePooling2D", "Dense"]
    assert {node.group for node in added} == {""}


def ends_reached(graph: Graph) -> dict[str, set[str]]:
    """For each Input, the outputs that depend on it (itself is none)."""
    return {image: (graph.descendants(image) - {image}) & set(graph.outputs) for image in graph.inputs}


def worth(graph: Graph) -> set[str]:
    """The outputs that say something about an image."""
    return set().union(*ends_reached(graph).values())


def assert_keeps_its_sense(before: Graph, repair: Repair) -> None:
    """What must be true of any edit that nobody looks through before it is made; said apart from how it is checked."""
    after = repair.apply(before)
    known, now = analyse(before).nodes, analyse(after).nodes
    for node in after.nodes.values():
        old = before.nodes.get(node.id)
        twice = len(node.inputs) - len(set(node.inputs))
        assert twice <= (len(old.inputs) - len(set(old.inputs)) if old else 0), f"{node.name} reads the same twice"
        if old and known[node.id].output_shape is not None:
            assert now[node.id].output_shape is not None, f"{node.name} worked"
    for image, reached in ends_reached(before).items():
        assert not reached or ends_reached(after).get(image), f"{image} reaches no output any more"
    swallowed = {end for end in worth(before) if end in after and end not in after.outputs}
    loose = set(before.outputs) - worth(before)
    assert len(worth(before)) - len(swallowed) <= len(worth(after)) <= max(len(worth(before)), 1) + len(loose)
    lost = [node for node in before.nodes.values() if node.id not in after]
    computing = [node for node in lost if isinstance(node.layer, Add | Multiply) and len(node.inputs) > 1]
    computing += [node for node in lost if isinstance(node.layer, Rescaling | Opaque)]
    assert not computing or "changes the numbers" in repair.title


#: what can go wrong with a network that worked: a wire goes, a layer goes, another kind takes its place, the image shrinks
SLIPS = st.lists(
    STEPS.filter(lambda step: step.kind in ("disconnect", "remove", "replace", "resize", "add")), min_size=1, max_size=3
)


@pytest.mark.story
@pytest.mark.slow
@settings(max_examples=examples(150), deadline=None)
@given(st.one_of(GRAPHS, st.builds(lambda graph, steps: reduce(edited, steps, graph), BUILDABLE, SLIPS)))
def test_no_repair_makes_a_network_meaningless(graph: Graph) -> None:
    analysis = analyse(graph)
    for problem in (*analysis.problems, *problems_with_classes(analysis, 5)):
        for repair in problem.repairs:
            assert_keeps_its_sense(graph, repair)


def test_a_layer_is_never_merged_with_itself() -> None:
    """The last layer is the one that the merge reads already."""
    graph = chain(Input(), Rescaling(), Conv2D(), Conv2D(padding="same"), Add())
    graph = graph.add(Dense())[0].remove("n6")
    (problem,) = analyse(graph).problems
    assert [repair.title for repair in problem.repairs] == ['Wire "conv2d" into "add"', 'Remove "add"']
    mended = problem.repairs[0].apply(graph)
    assert mended.named("add").inputs == (mended.named("conv2d_1").id, mended.named("conv2d").id)


def test_what_nothing_fits_is_only_removed() -> None:
    graph = chain(Input(), Rescaling(), Conv2D(), Flatten(), Add())
    assert titles(graph) == ['Remove "add"']


def test_a_merge_without_inputs_gets_both_at_once() -> None:
    net = Network()
    x = net(Rescaling(), net.input((16, 16, 3)))
    net(Conv2D(padding="same"), x)
    net(Conv2D(padding="same"), x)
    graph, merge = net.graph.add(Add())
    mended = repaired(graph, 'Wire "conv2d_1" and "conv2d" into "add"')
    assert mended.node(merge.id).inputs == (mended.named("conv2d_1").id, mended.named("conv2d").id)
    assert analyse(mended).buildable


def test_a_loose_end_goes_into_the_merge_that_waits_for_it() -> None:
    net = Network()
    x = net(Rescaling(), net.input((16, 16, 3)))
    left, right = net(Conv2D(padding="same"), x), net(Conv2D(padding="same"), x)
    net(Add(), left)
    mended = repaired(net.graph, 'Wire the last layer into "add"')
    assert mended.named("add").inputs == (left, right)


def test_arithmetic_is_not_taken_away_in_silence() -> None:
    net = Network()
    x = net.input((16, 16, 3))
    y = net(Conv2D(filters=3, padding="same"), net(Opaque(kind="TrueDivide"), x))
    net(Flatten(), y)
    assert titles(net.graph) == ['Remove "opaque" (changes the numbers)']


def test_a_branch_that_is_scaled_already_is_not_scaled_again() -> None:
    net = Network()
    x = net.input((16, 16, 3))
    scaled, raw = net(Conv2D(), net(Rescaling(), x)), net(Conv2D(), net(ReLU(), x))
    net(Add(), scaled, raw)
    mended = repaired(net.graph, 'Insert Rescaling(1/255) before "re_lu"')
    assert analyse(mended).problems == ()
    assert mended.named("rescaling").inputs == mended.inputs
    assert mended.named("re_lu").inputs == (mended.named("rescaling_1").id,)


def test_a_classifier_goes_beside_what_reads_the_output_too() -> None:
    graph = chain(Input(), Rescaling(), AveragePooling2D(), ReLU(), Flatten(), Dense(units=5))
    graph = graph.mark_output(graph.named("re_lu").id)
    (problem,) = problems_with_classes(analyse(graph), 5)
    mended = problem.repairs[-1].apply(graph)
    assert mended.named("flatten").inputs == (mended.named("re_lu").id,)
    assert problems_with_classes(analyse(mended), 5) == ()


# ---------------------------------------------------------------------- windows that don't fit


@pytest.fixture
def shrunk() -> Graph:
    """Four poolings leave 2×2 of 32×32; the convolution behind them needs 5×5."""
    pools = [MaxPooling2D() for _ in range(4)]
    return chain(Input(shape=(32, 32, 3)), Rescaling(), *pools, Conv2D(kernel_size=(5, 5)), Flatten(), Dense(units=10))


def test_padding_larger_image_fewer_poolings(shrunk: Graph) -> None:
    assert titles(shrunk) == [
        'Use padding "same" in "conv2d"',
        "Enlarge the image to 80×80",
        'Remove "max_pooling2d_3" and "max_pooling2d_2"',
        'Remove "conv2d"',
    ]
    for title in titles(shrunk):
        assert analyse(repaired(shrunk, title)).problems == ()


def test_the_image_is_the_smallest_that_works(shrunk: Graph) -> None:
    graph = repaired(shrunk, "Enlarge the image to 80×80")
    assert analyse(graph).named("conv2d").output_shape == (1, 1, 32)
    smaller = graph.replace_layer(graph.inputs[0], Input(shape=(79, 80, 3)))
    assert not analyse(smaller).buildable


def test_only_the_side_that_is_too_short_grows() -> None:
    graph = chain(Input(shape=(4, 30, 1)), Rescaling(), Conv2D(kernel_size=(7, 7)))
    assert "Enlarge the image to 7×30" in titles(graph)


# ---------------------------------------------------------------------- vectors and images


def test_dense_on_an_image() -> None:
    graph = chain(Input(), Rescaling(), Conv2D(), Dense(units=10, activation="softmax"))
    assert titles(graph) == ['Insert Flatten before "dense"', 'Insert GlobalAveragePooling2D before "dense"']
    assert analyse(repaired(graph, titles(graph)[0])).named("dense").params == (26 * 26 * 32 + 1) * 10
    pooled = repaired(graph, titles(graph)[1])
    assert analyse(pooled).named("dense").params == 33 * 10
    assert analyse(pooled).problems == ()


def test_flatten_of_an_open_image_is_pooled_instead() -> None:
    graph = chain(Input(shape=(None, None, 3)), Rescaling(), Flatten(), Dense(units=10))
    assert analyse(repaired(graph, 'Pool with GlobalAveragePooling2D instead of "flatten"')).problems == ()


def test_convolution_behind_flatten() -> None:
    graph = chain(Input(), Rescaling(), Flatten(), Conv2D())
    assert analyse(repaired(graph, 'Remove "flatten"')).problems == ()


def test_convolution_on_a_grey_image_without_channels() -> None:
    graph = chain(Input(shape=(28, 28)), Rescaling(), Conv2D())
    assert analyse(repaired(graph, 'Insert Reshape to 28×28×1 before "conv2d"')).problems == ()


def test_reshape_to_what_there_is() -> None:
    graph = chain(Input(), Rescaling(), Conv2D(filters=4, padding="same"), Reshape(target_shape=(7, 7, 16)))
    mended = repaired(graph, 'Reshape to 7×7×64 in "reshape"')
    assert analyse(mended).named("reshape").output_shape == (7, 7, 64)


def test_groups_that_divide() -> None:
    graph = chain(Input(shape=(8, 8, 6)), Rescaling(), Conv2D(filters=8, groups=4))
    assert analyse(repaired(graph, 'Use 2 groups in "conv2d"')).problems == ()


# ---------------------------------------------------------------------- merging


def residual(merge: Layer, stride: int = 2, filters: int = 8) -> Graph:
    net = Network()
    x = net(Rescaling(), net.input((16, 16, 3)))
    y = net(Conv2D(filters=filters, kernel_size=(3, 3), strides=(stride, stride), padding="same"), x)
    y = net(BatchNormalization(), y)
    net(merge, y, x)
    return net.graph


@pytest.mark.parametrize("merge", [Add(), Multiply()])
def test_a_shortcut_that_does_not_match(merge: Layer) -> None:
    graph = residual(merge)
    title = f'Insert a 1×1 convolution with 8 filters and stride 2 between "rescaling" and "{merge.default_name()}"'
    assert titles(graph)[0] == title
    mended = repaired(graph, title)
    assert analyse(mended).problems == ()
    assert analyse(mended).named(merge.default_name()).output_shape == (8, 8, 8)


def test_a_shortcut_with_other_channels_needs_no_stride() -> None:
    assert titles(residual(Add(), stride=1))[0] == ('Insert a 1×1 convolution with 8 filters between "rescaling" and "add"')


def test_a_shortcut_of_vectors() -> None:
    net = Network()
    x = net.input((7,))
    net(Add(), net(Dense(units=5), x), x)
    mended = repaired(net.graph, 'Insert Dense with 5 units between "input" and "add"')
    assert analyse(mended).problems == ()


def test_branches_of_other_sizes_are_padded() -> None:
    net = Network()
    x = net(Rescaling(), net.input((16, 16, 3)))
    net(Concatenate(), net(Conv2D(kernel_size=(1, 1)), x), net(Conv2D(), x))
    assert analyse(repaired(net.graph, 'Use padding "same" in "conv2d", "conv2d_1"')).problems == ()


def test_an_odd_image_that_is_halved_and_doubled() -> None:
    net = Network()
    x = net(Rescaling(), net.input((30, 45, 3)))
    y = net(UpSampling2D(size=(4, 4)), net(MaxPooling2D(), net(MaxPooling2D(), x)))
    net(Concatenate(), x, y)
    mended = repaired(net.graph, "Enlarge the image to 32×48")
    assert analyse(mended).named("concatenate").output_shape == (32, 48, 6)


def test_a_pooling_branch_keeps_its_size() -> None:
    net = Network()
    x = net(Rescaling(), net.input((16, 16, 3)))
    net(Concatenate(), net(Conv2D(padding="same"), x), net(MaxPooling2D(pool_size=(3, 3)), x))
    mended = repaired(net.graph, 'Use padding "same" and stride 1 in "max_pooling2d"')
    assert analyse(mended).problems == ()


# ---------------------------------------------------------------------- wires


def test_a_loose_node_is_wired_or_removed() -> None:
    graph, _ = PRESETS["lenet5"].graph().add(Dense())
    *wired, removed = titles(graph)
    assert wired == [f'Wire {source} into "dense_3"' for source in ("the last layer", '"dense_1"', '"dense"')]
    assert repaired(graph, wired[0]).named("dense_3").inputs == (graph.named("dense_2").id,)
    assert removed == 'Remove "dense_3"'
    assert repaired(graph, removed) == PRESETS["lenet5"].graph()


def test_a_merge_that_lacks_its_skip_is_offered_where_a_residual_block_would_begin() -> None:
    """The basic block of ResNet (He et al. 2015, figure 2) skips two convolutions; only shapes that fit are offered."""
    net = Network()
    x = net(Rescaling(), net.input((16, 16, 3)))
    x = net(Conv2D(filters=8, padding="same"), x)
    start = net(ReLU(), net(BatchNormalization(), x))
    y = net(ReLU(), net(BatchNormalization(), net(Conv2D(filters=8, padding="same"), start)))
    y = net(BatchNormalization(), net(Conv2D(filters=8, padding="same"), y))
    net(ReLU(), net(Add(), y))
    found = titles(net.graph)
    assert found[0] == 'Wire "re_lu" into "add"'
    assert repaired(net.graph, found[0]).named("add").inputs == (y, start)
    others = ("batch_normalization", "conv2d")
    assert found[1:] == [*(f'Wire "{name}" into "add"' for name in others), 'Remove "add"']


def test_a_bottleneck_skips_to_what_is_as_deep() -> None:
    net = Network()
    x = start = net(Conv2D(filters=64, padding="same"), net(Rescaling(), net.input((16, 16, 3))))
    for filters, kernel in ((16, 1), (16, 3), (64, 1)):
        x = net(Conv2D(filters=filters, kernel_size=kernel, padding="same"), x)
    net(Add(), x)
    assert titles(net.graph) == ['Wire "conv2d" into "add"', 'Remove "add"']
    assert repaired(net.graph, 'Wire "conv2d" into "add"').named("add").inputs == (x, start)


def test_a_merge_of_one_is_wired_or_removed() -> None:
    graph = chain(Input(), Rescaling(), Add(), Flatten())
    assert analyse(repaired(graph, 'Remove "add"')).problems == ()


def test_an_input_for_a_network_without() -> None:
    graph, conv = Graph().add(Conv2D())
    mended = repaired(graph, "Add an Input of 28×28×1")
    assert mended.node(conv.id).inputs == (mended.inputs[0],)
    assert analyse(mended).buildable
    assert len(repaired(Graph(), "Add an Input of 28×28×1")) == 1


def test_an_unread_input_is_removed() -> None:
    graph, _ = PRESETS["lenet5"].graph().add(Input())
    assert repaired(graph, 'Remove "input_1"') == PRESETS["lenet5"].graph()


def test_rescaling_comes_right_behind_the_input() -> None:
    graph = chain(Input(), Conv2D(), Flatten(), Dense())
    mended = repaired(graph, "Insert Rescaling(1/255) after the Input")
    assert analyse(mended).problems == ()
    assert mended.named("rescaling").inputs == mended.inputs
    assert getattr(mended.named("rescaling").layer, "scale", None) == 1 / 255


def test_two_convolutions_beside_each_other_get_one_rescaling() -> None:
    """As a residual block right behind the Input has them."""
    net = Network()
    x = net.input((16, 16, 3))
    net(Add(), net(Conv2D(), x), net(Conv2D(), x))
    assert len(analyse(net.graph).problems) == 2
    mended = repaired(net.graph, "Insert Rescaling(1/255) after the Input")
    assert analyse(mended).problems == ()
    assert mended.consumers[mended.inputs[0]] == (mended.named("rescaling").id,)


def test_shared_weights_become_its_own() -> None:
    graph = chain(Input(shape=(6,)), Dense(units=4, activation="relu"))
    owner = graph.named("dense")
    graph, _ = graph.add(owner.layer, owner.id, shares=owner.id)
    assert analyse(repaired(graph, 'Give "dense_1" weights of its own')).problems == ()


# ---------------------------------------------------------------------- classes of the dataset


def fitted(graph: Graph, classes: int) -> Graph:
    (problem,) = problems_with_classes(analyse(graph), classes)
    return problem.repairs[0].apply(graph)


def test_the_last_dense_gets_the_classes() -> None:
    graph = fitted(PRESETS["lenet5"].graph(), 26)
    assert problems_with_classes(analyse(graph), 26) == ()
    assert analyse(graph).named("dense_2").output_shape == (26,)


def test_the_last_dense_behind_an_activation() -> None:
    graph = fitted(chain(Input(), Flatten(), Dense(units=3), Dropout(), Softmax()), 5)
    assert analyse(graph).named("softmax").output_shape == (5,)


def test_a_network_of_features_gets_a_classifier() -> None:
    graph = fitted(chain(Input(), Rescaling(), AveragePooling2D(), ReLU()), 5)
    assert problems_with_classes(analyse(graph), 5) == ()
    assert graph.nodes[graph.outputs[0]].layer == Dense(units=5, activation="softmax")


def changed(preset: str, layer: str, **changes: object) -> list[str]:
    """What is offered where a layer of a published network was changed."""
    graph = PRESETS[preset].graph()
    node = graph.named(layer)
    graph = graph.replace_layer(node.id, node.layer.replace(**changes))
    (problem,) = analyse(graph).errors
    for repair in problem.repairs:
        assert problem.node not in {left.node for left in analyse(repair.apply(graph)).errors}
    return [repair.title for repair in problem.repairs]


@pytest.mark.parametrize("three", [False, True])
def test_a_branch_that_is_smaller_and_has_other_channels_is_cured_in_one(three: bool) -> None:
    """Neither padding nor filters alone make it fit, and nothing was offered."""
    net = Network()
    start = net(Conv2D(filters=8, padding="same"), net.input((28, 28, 1)))
    branch = net(Conv2D(filters=16), start)
    net(Add(), *([start, net(ReLU(), start), branch] if three else [start, branch]))
    (problem,) = analyse(net.graph).errors
    assert problem.repairs[0].title == 'Use padding "same" in "conv2d_1", and give "conv2d_1" 8 filters'
    mended = analyse(problem.repairs[0].apply(net.graph))
    assert not mended.errors
    assert mended.nodes[branch].output_shape == (28, 28, 8)


def test_what_does_not_fit_an_add_is_projected_or_given_the_same_filters() -> None:
    assert changed("resnet50", "conv2_block2_3_conv", filters=128) == [
        'Give "conv2_block2_3_conv" 256 filters',
        'Insert a 1×1 convolution with 256 filters between "conv2_block2_3_bn" and "conv2_block2_add"',
        'Insert a 1×1 convolution with 128 filters between "conv2_block1_out" and "conv2_block2_add"',  # and so in the next block
    ]
    assert changed("resnet50", "conv2_block2_2_conv", strides=2) == [
        'Insert a 1×1 convolution with 256 filters and stride 2 between "conv2_block1_out" and "conv2_block2_add"',
        'Use stride 1 in "conv2_block2_2_conv"',
    ]


@pytest.mark.parametrize(
    ("preset", "layer"),
    [("resnet20", "conv2_block2_1_conv"), ("resnet18", "conv2_block1_2_conv"), ("resnet50", "conv3_block1_0_conv")],
)
def test_no_repair_takes_what_learns_out_of_a_residual_block(preset: str, layer: str) -> None:
    offered = changed(preset, layer, kernel_size=399, padding="valid")
    assert offered[0] == f'Use padding "same" in "{layer}"'
    assert f'Remove "{layer}"' not in offered


def test_what_learns_may_be_removed_from_a_chain() -> None:
    graph = chain(Input(shape=(8, 8, 1)), Rescaling(), Conv2D(filters=4, kernel_size=9), Flatten(), Dense(units=2))
    assert 'Remove "conv2d"' in [repair.title for repair in only_problem(graph).repairs]
