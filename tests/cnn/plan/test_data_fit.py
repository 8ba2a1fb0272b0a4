"""What is said of a network beside a dataset, and the edits that are offered: each is built, counted and compared again."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.analysis import Analysis, analyse, problems_with_classes
from cnn.blocks.functional import Network
from cnn.datasets.pixels.pixel_range import Depth
from cnn.datasets.sizes import Facts, Size, Sizes
from cnn.datasets.task import ONE_CLASS, Task
from cnn.graph import Graph
from cnn.layers import Concatenate, Conv2D, Dense, Flatten, GlobalAveragePooling2D, MaxPooling2D, Rescaling, Softmax
from cnn.plan.data_fit import Comparison, Cost, _with_images, proposed_sizes, with_heads, with_outputs
from cnn.plan.training_memory import training_memory
from cnn.presets import PRESETS
from cnn.recipe import Recipe
from cnn.words.language import use

DIGITS = Sizes.of([(28, 28, 1)])
PHOTOS = ((61, 197, 3), (130, 110, 3), (197, 61, 3), (120, 120, 3), (100, 90, 3))


def beside(graph: Graph, classes: int, *shapes: Size) -> Comparison:
    return Comparison(analyse(graph), Recipe(), "", Facts(classes, Sizes.of(shapes)))


def lenet(image: Size = (28, 28, 1), classes: int = 10) -> Graph:
    return PRESETS["lenet5"].graph(image, classes)


def cost(analysis: Analysis) -> Cost:
    need = training_memory(analysis, Recipe(), "")
    return Cost(analysis.total_params, analysis.macs, None if need is None else need.total)


def test_what_fits_is_not_talked_about() -> None:
    for image in ((28, 28, 1), (32, 32, 1)):
        found = beside(lenet(), 10, image)
        assert (found.misfits, found.fittings, found.message) == ((), (), "")
    assert beside(PRESETS["resnet18"].graph(classes=3), 3, (375, 500, 3), (3000, 4000, 3)).misfits == ()  # as everybody does
    assert beside(PRESETS["resnet20"].graph(), 10, (28, 28, 1)).misfits == ()  # grey in a network for colours loses nothing


def test_photographs_that_would_be_squeezed_into_a_network_for_digits() -> None:
    found = beside(lenet(), 2, *PHOTOS)
    assert [(misfit.kind, misfit.severity) for misfit in found.misfits] == [("classes", "error"), ("size", "warning")]
    assert "Colour images of 61–197 pixels are made 28×28 grey: detail and colours are lost." in found.message
    assert [fitting.title for fitting in found.fittings] == [
        "Input 96×96×3, last layer 2 units",
        "Input 48×48×3, last layer 2 units",
    ]
    assert found.fittings[0].options == "--image 96x96x3 --classes 2"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lenet5", "alexnet", "vgg16", "resnet20", "googlenet", "mobilenet_v2"])
@pytest.mark.parametrize(
    "shapes", [PHOTOS, ((28, 28, 1),), ((32, 32, 3),), ((128, 1024, 1),), ((20, 20, 7),), ((3000, 4000, 3),)]
)
def test_each_edit_does_what_it_says_and_costs_what_it_says(name: str, shapes: tuple[Size, ...]) -> None:
    graph = PRESETS[name].graph()
    before = analyse(graph)
    found = beside(graph, 3, *shapes)
    assert found.best
    for fitting in (fitting for fitting in found.fittings if not fitting.settings):
        after = analyse(fitting.apply(graph))
        assert after.buildable
        assert not problems_with_classes(after, 3)
        assert (fitting.before, fitting.after) == (cost(before), cost(after))
        again = beside(after.graph, 3, *shapes)
        assert again.worst in (None, "note"), again.message
        assert PRESETS[name].graph() == graph  # nothing is changed in place


def test_a_published_network_is_not_talked_down() -> None:
    """Fashion-MNIST in AlexNet is enlarged on purpose: a note, and what a smaller one would cost."""
    found = beside(PRESETS["alexnet-fashion"].graph(), 10, (28, 28, 1))
    assert [(misfit.kind, misfit.severity) for misfit in found.misfits] == [("size", "note")]
    (fitting,) = found.fittings
    assert fitting.after.macs is not None
    assert fitting.before.macs is not None
    assert fitting.after.macs < fitting.before.macs


@pytest.mark.slow
def test_images_are_not_enlarged_by_an_edit_unless_the_network_needs_it() -> None:
    for shapes in (PHOTOS, ((32, 32, 3),), ((50, 60, 3), (40, 40, 3)), ((20, 20, 3), (24, 18, 3))):
        for name in ("lenet5", "resnet20"):
            for fitting in beside(PRESETS[name].graph(), 3, *shapes).fittings:
                height, width, _ = (layer := fitting.apply(PRESETS[name].graph())).nodes[layer.inputs[0]].layer.output_shape()
                middle = Sizes.of(shapes).middle
                current = PRESETS[name].image
                assert height * width <= middle[0] * middle[1] or (height, width) == current[:2], (name, fitting.title)


def test_proportions_can_be_kept() -> None:
    """A spectrogram in a network for squares: what is squeezed is told, and what would keep it as it is."""
    graph = PRESETS["resnet18"].graph(classes=3)
    found = beside(graph, 3, (128, 1024, 3))
    assert [(misfit.kind, misfit.severity) for misfit in found.misfits] == [("proportions", "note")]
    assert "their proportions change by a factor of 8.0" in found.message
    assert [(fitting.settings, fitting.options) for fitting in found.fittings] == [
        ({"resizing": "pad"}, "--resizing pad"),
        ({"resizing": "crop"}, "--resizing crop"),
    ]
    assert found.best is None
    padded = Comparison(analyse(graph), Recipe(resizing="pad"), "", Facts(3, Sizes.of([(128, 1024, 3)])))
    assert padded.misfits == ()


@pytest.mark.parametrize("name", ["lenet5", "resnet20", "mobilenet_v2"])
def test_images_smaller_than_the_network_takes_are_enlarged_less_and_not_more(name: str) -> None:
    """Digits of 8×8 (scikit-learn): what is said to cost more is not mended by what costs more still."""
    graph = PRESETS[name].graph(classes=10)
    found = beside(graph, 10, (8, 8, 1))
    assert "which costs more and shows nothing new" in found.message
    for fitting in found.fittings:
        before, after = (edited.nodes[edited.inputs[0]].layer.output_shape()[0] for edited in (graph, fitting.apply(graph)))
        assert 8 <= (after or 0) < (before or 0)
        assert (fitting.after.macs or 0) < (fitting.before.macs or 0)


def test_colours_alone() -> None:
    found = beside(lenet(), 10, (32, 32, 3))
    assert found.message == "Colour images of 32×32 pixels are made 28×28 grey: colours are lost."
    assert [fitting.title for fitting in found.fittings] == ["Input 28×28×3"]


def test_classes_alone_leave_the_input_as_it_is() -> None:
    found = beside(lenet(), 26, (28, 28, 1))
    assert [fitting.title for fitting in found.fittings] == ["Last layer 26 units"]
    assert found.fittings[0].options == "--classes 26"


def test_a_network_in_the_making_is_left_alone() -> None:
    net = Network()
    x = net(Conv2D(filters=4), net(Rescaling(scale=1 / 255), net.input((28, 28, 1))))
    assert beside(net.graph, 10, (28, 28, 1)).worst == "note"
    broken = lenet().replace_layer(lenet().inputs[0], lenet().nodes[lenet().inputs[0]].layer.replace(shape=(2, 2, 1)))
    assert not analyse(broken).buildable
    assert beside(broken, 2, *PHOTOS).misfits == ()
    assert beside(Graph(), 2, *PHOTOS).misfits == ()
    assert x


def test_rows_of_numbers_become_images() -> None:
    net = Network()
    net(Dense(units=10, activation="softmax"), net(Rescaling(scale=1 / 255), net.input((784,))))
    found = beside(net.graph, 10, (28, 28, 1))
    assert found.worst == "error"
    (fitting,) = found.fittings
    assert (fitting.title, fitting.options) == ("Input 28×28×1 and Flatten", "")
    after = fitting.apply(net.graph)
    assert any(isinstance(node.layer, Flatten) for node in after.nodes.values())
    assert analyse(after).total_params == analyse(net.graph).total_params


def test_an_open_input_takes_images_of_one_size_and_names_one_for_others() -> None:
    net = Network()
    x = net(GlobalAveragePooling2D(), net(Conv2D(filters=4), net(Rescaling(scale=1 / 255), net.input((None, None, 3)))))
    net(Dense(units=2, activation="softmax"), x)
    assert beside(net.graph, 2, (32, 48, 3)).misfits == ()
    found = beside(net.graph, 2, *PHOTOS)
    assert (found.worst, found.fittings[0].title) == ("error", "Input 96×96×3")
    assert "→ 6" in found.fittings[0].cost or "? →" in found.fittings[0].cost  # what is open costs nobody knows what


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.integers(1, 900), st.integers(1, 900), st.sampled_from((1, 3, 4, 7))), min_size=1, max_size=5),
    st.integers(2, 40),
)
def test_every_edit_can_be_built_and_mends_all(shapes: list[Size], classes: int) -> None:
    graph = lenet()
    found = beside(graph, classes, *shapes)
    for fitting in (fitting for fitting in found.fittings if not fitting.settings):
        again = beside(fitting.apply(graph), classes, *shapes)
        assert again.worst in (None, "note")


# ---------------------------------------------------------------------- numbers and labels


def of_task(task: Task, classes: int, means: tuple[float, ...] = (), deviations: tuple[float, ...] = ()) -> Comparison:
    facts = Facts(classes, Sizes.of([(28, 28, 1)]), task, means, deviations)
    return Comparison(analyse(PRESETS["lenet5"].graph()), Recipe(), "a.npz", facts)


def test_labels_and_numbers_get_their_outputs() -> None:
    labels = of_task("labels", 3)
    assert labels.worst == "error"
    assert labels.fittings[0].title == "Last layer 3 units, sigmoid"
    assert labels.fittings[0].options == ""
    near = of_task("numbers", 1, (0.4,), (1.2,))
    assert near.fittings[0].title == "Last layer 1 unit, linear"


def test_numbers_that_lie_elsewhere_begin_there() -> None:
    """As a layer, which can be seen and travels with the network."""
    far = of_task("numbers", 2, (42.0, 0.5), (13.0, 0.0))
    assert far.fittings[0].title == "Last layer 2 units, linear and Rescaling to the numbers"
    graph = far.fittings[0].apply(far.analysis.graph)
    last = graph.nodes[graph.outputs[0]].layer
    assert (last.class_name, last.value("scale"), last.value("offset")) == ("Rescaling", (13.0, 1.0), (42.0, 0.5))
    assert problems_with_classes(analyse(graph), 2, task="numbers") == ()
    again = Comparison(analyse(graph), Recipe(), "a.npz", far.facts)
    assert again.misfits == ()


def test_a_network_for_numbers_becomes_one_for_others_and_for_classes() -> None:
    far = of_task("numbers", 1, (42.0,), (13.0,))
    graph = far.fittings[0].apply(far.analysis.graph)
    for facts in (Facts(3, far.facts.sizes), Facts(2, far.facts.sizes, "numbers", (900.0, 1.0), (50.0, 2.0))):
        fitting = Comparison(analyse(graph), Recipe(), "b.npz", facts).fittings[0]
        fitted = fitting.apply(graph)
        scalings = [node for node in fitted.nodes.values() if node.layer.class_name == "Rescaling"]
        assert len(scalings) == 1 + (facts.task == "numbers"), fitting.title
        assert problems_with_classes(analyse(fitted), facts.classes, task=facts.task) == ()


@pytest.mark.parametrize(("high", "bits", "levels"), [(4095, 12, 17), (1000, 10, 5), (16383, 14, 65)])
def test_values_that_use_little_of_their_range_are_told_with_what_mends_it(high: int, bits: int, levels: int) -> None:
    facts = Facts(10, Sizes.of([(28, 28, 1)]), depth=Depth(0, high, 65535))
    graph = PRESETS["lenet5"].graph()
    found = Comparison(analyse(graph), Recipe(), "", facts)
    (misfit,) = found.misfits
    assert (misfit.kind, misfit.severity) == ("range", "warning")
    assert f"{bits} bits" in misfit.message
    assert f"{levels} of 256" in misfit.message
    assert [fitting.settings for fitting in found.fittings] == [{"pixel_range": "dataset"}, {"pixel_range": f"0-{2**bits - 1}"}]
    assert found.best is None, "the network is right as it is"
    assert found.ranged is not None
    mended = Recipe().changed(**found.ranged.settings)
    assert Comparison(analyse(graph), mended, "", facts).misfits == ()
    assert Comparison(analyse(graph), Recipe(), "", replace(facts, depth=Depth(0, 65535, 65535))).misfits == ()
    estimated = Comparison(analyse(graph), Recipe(), "", replace(facts, depth=Depth(0, high, 65535, exact=False)))
    assert "about 0–" in estimated.message


def test_what_mends_the_first_thing_that_is_told_stands_first() -> None:
    """The values of the images are told; an output without a softmax, which may be in the making, is none of that."""
    net = Network()
    net(Dense(units=2), net(Flatten(), net.input((28, 28, 1))))
    facts = Facts(3, Sizes.of([(28, 28, 1)]), depth=Depth(0, 4000, 65535))
    found = Comparison(analyse(net.graph), Recipe(), "", facts)
    assert found.message.startswith("Values 0–4,000 of 65,535 are 12 bits")
    assert found.fittings[0] == found.ranged
    assert found.best is not None
    assert found.best in found.fittings


@pytest.mark.parametrize("shapes", [((16, 16, 5),) * 3, ((16, 16, 5), (20, 18, 5))])
def test_images_with_many_channels_get_an_input_for_them(shapes: tuple[Size, ...]) -> None:
    """Also where their sizes differ, and there is no common one."""
    found = beside(PRESETS["lenet5"].graph(), 10, *shapes)
    assert found.worst == "error"
    assert "images with 5 channels" in found.message
    assert found.best is not None
    fitted = found.best.apply(found.analysis.graph)
    assert fitted.nodes[fitted.inputs[0]].layer.output_shape()[-1] == 5
    assert Comparison(analyse(fitted), Recipe(), "", found.facts).worst in (None, "note")


def test_an_input_for_many_channels_takes_no_photographs_of_different_sizes() -> None:
    graph = PRESETS["lenet5"].graph((32, 32, 5), 10)
    found = beside(graph, 10, (30, 40, 3), (50, 60, 3))
    assert found.worst == "error"
    assert "takes 5 channels; the dataset has images with 3 channels" in found.message


def test_of_a_single_class_nothing_is_to_be_learned() -> None:
    """No number of units would help, and none is asked for."""
    found = beside(PRESETS["lenet5"].graph(), 1, (28, 28, 1))
    assert found.worst == "error"
    assert found.message == " ".join(ONE_CLASS)
    assert "nothing to tell apart" in found.message
    assert found.best is None


@pytest.mark.slow
def test_of_outputs_that_learned_different_things_one_stays_for_data_with_one() -> None:
    sizes = Sizes.of([(28, 28, 1)])
    numbers = Facts(1, sizes, "numbers", (0.0,), (1.0,), target="age")
    three = Facts(3, sizes, target="species", others=(numbers,))
    graph = with_outputs(PRESETS["lenet5"].graph(), three)
    assert len(graph.outputs) == 2
    for facts, name in (
        (Facts(5, sizes), "species"),
        (replace(numbers, classes=2, means=(0.0,) * 2, deviations=(1.0,) * 2), "age"),
        (Facts(5, sizes, "labels"), "species"),  # neither is for labels: the first
    ):
        found = Comparison(analyse(graph), Recipe(), "", facts)
        fitted = found.fittings[0].apply(graph)
        assert [fitted.nodes[output].name for output in fitted.outputs] == [name]
        assert problems_with_classes(analyse(fitted), facts.classes, task=facts.task) == ()
        assert len(fitted) == len(graph) - 1
        assert found.fittings[0].title.startswith("One output, last layer")
    aids = PRESETS["googlenet"].graph()  # its outputs learn the same
    found = Comparison(analyse(aids), Recipe(), "", Facts(5, Sizes.of([(224, 224, 3)])))
    assert len(found.fittings[0].apply(aids).outputs) == len(aids.outputs) == 3


def test_of_several_outputs_that_do_not_fit_one_is_told() -> None:
    found = beside(PRESETS["googlenet"].graph(), 5, (224, 224, 3))
    assert [misfit.kind for misfit in found.misfits] == ["classes"]


def test_a_range_is_offered_only_where_it_is_what_does_not_fit() -> None:
    facts = Facts(3, DIGITS, depth=Depth(0, 65535, 65535))
    found = Comparison(analyse(lenet()), Recipe(), "", facts)
    assert found.misfits
    assert found.ranged is None
    assert [fitting.settings for fitting in found.fittings] == [{}]


def test_proportions_are_offered_beside_what_else_does_not_fit() -> None:
    found = beside(PRESETS["resnet18"].graph(classes=3), 5, (128, 1024, 3))
    assert {misfit.kind for misfit in found.misfits} == {"classes", "proportions"}
    assert [fitting.settings["resizing"] for fitting in found.fittings if fitting.settings] == ["pad", "crop"]


def test_channels_that_are_proposed() -> None:
    """Transparency is left out; what takes colours goes on to take them, which grey images don't mind."""
    assert beside(lenet(), 10, (28, 28, 4)).fittings[0].title == "Input 28×28×3"
    assert beside(PRESETS["resnet20"].graph(), 10, (100, 100, 1)).fittings[0].title == "Input 100×100×3"


def test_images_are_as_large_as_the_network_needs_and_no_larger() -> None:
    net = Network()
    x = net.input((64, 64, 3))
    for _ in range(5):  # 32 pixels become 1
        x = net(MaxPooling2D(), x)
    net(Dense(units=10, activation="softmax"), net(Flatten(), x))
    assert beside(net.graph, 10, (20, 20, 5)).fittings[0].title == "Input 32×32×5"


def test_of_several_outputs_the_one_that_needs_most_says_how_large_images_are() -> None:
    """Beyond the usual sides as large as it needs them."""
    for pools, side in ((5, 32), (8, 256)):
        net = Network()
        first = x = net.input((512, 512, 3))
        for _ in range(pools):
            x = net(MaxPooling2D(), x)
        pooled = net(GlobalAveragePooling2D(), first)
        net.mark_outputs(*(net(Dense(units=10, activation="softmax"), y) for y in (pooled, net(Flatten(), x))))
        assert beside(net.graph, 10, (20, 20, 5)).fittings[0].title == f"Input {side}×{side}×5"


def test_nothing_is_offered_for_images_with_channels_of_several_kinds() -> None:
    """No input takes 2 and 7."""
    found = beside(lenet(), 10, (28, 28, 2), (28, 28, 7))
    assert [misfit.kind for misfit in found.misfits] == ["input"]
    assert found.fittings == ()


def test_a_published_network_is_built_again_for_other_images() -> None:
    """By who was asked to; it may do more than change the input."""
    again = lenet((64, 64, 3))
    found = Comparison(analyse(lenet()), Recipe(), "", Facts(10, Sizes.of(PHOTOS)), lambda graph, image: again)
    assert found.fittings[0].apply(lenet()) == again


def test_of_two_inputs_the_one_for_images_is_changed() -> None:
    net = Network()
    image, row = net.input((28, 28, 1)), net.input((4,))
    net(Dense(units=10, activation="softmax"), net(Concatenate(), net(Flatten(), image), row))
    changed = _with_images(net.graph, (32, 32, 3), lambda *_: None)
    assert [changed.nodes[item].layer.output_shape() for item in changed.inputs] == [(32, 32, 3), (4,)]


def test_outputs_of_far_numbers_are_all_scaled_and_told() -> None:
    net = Network()
    x = net(GlobalAveragePooling2D(), net.input((28, 28, 1)))
    net.mark_outputs(*(net(Dense(units=2), x) for _ in range(2)))
    facts = Facts(1, DIGITS, "numbers", (1000.0,), (1.0,))
    (fitting,) = Comparison(analyse(net.graph), Recipe(), "", facts).fittings
    assert fitting.title == "Last layers 1 unit, linear and Rescaling to the numbers"
    fitted = fitting.apply(net.graph)
    assert [fitted.nodes[output].layer.class_name for output in fitted.outputs] == ["Rescaling"] * 2


@pytest.mark.parametrize("dense", [True, False])
def test_heads_stand_behind_the_last_features(dense: bool) -> None:
    """In place of a dense layer and what is behind it; behind the last layer where there is none."""
    net = Network()
    x = net(GlobalAveragePooling2D(), net(Conv2D(filters=3), net.input((28, 28, 1))))
    net.mark_outputs(net(Softmax(), net(Dense(units=10), x) if dense else x))  # as in files, which name their outputs
    facts = Facts(3, DIGITS, target="art", others=(Facts(1, DIGITS, "numbers", (0.0,), (1.0,), target="size"),))
    graph = with_heads(net.graph, facts)
    before = {graph.nodes[node_id].layer.class_name for output in graph.outputs for node_id in graph.nodes[output].inputs}
    assert [graph.nodes[output].name for output in graph.outputs] == ["art", "size"]
    assert before == ({"GlobalAveragePooling2D"} if dense else {"Softmax"})
    assert analyse(graph).buildable


def test_an_image_that_stays_as_it_is_is_not_named() -> None:
    """The network needs 32 pixels and has them, so that no smaller ones are proposed for images of 12."""
    net = Network()
    x = net.input((32, 32, 3))
    for _ in range(5):
        x = net(MaxPooling2D(), x)
    net(Dense(units=10, activation="softmax"), net(Flatten(), x))
    found = beside(net.graph, 3, (12, 12, 3))
    assert [misfit.kind for misfit in found.misfits] == ["classes", "size"]
    assert [fitting.title for fitting in found.fittings] == ["Last layer 3 units"]


@pytest.fixture
def _in_chinese() -> Iterator[None]:
    use("zh_CN")
    yield
    use("en")


@pytest.mark.usefixtures("_in_chinese")
@pytest.mark.parametrize(
    "facts",
    [
        Facts(2, Sizes.of(PHOTOS)),
        Facts(1, Sizes.of([(28, 56, 3)]), "numbers", (40.0,), (9.0,)),
        Facts(4, Sizes.of([(28, 28, 1), (28, 28, 3)]), "labels"),
        Facts(3, Sizes.of([(30, 30, 5)])),
        Facts(10, DIGITS, depth=Depth(0, 4000, 65535, exact=False)),
        Facts(3, DIGITS, target="art", others=(Facts(1, DIGITS, "numbers", (0.0,), (1.0,), target="size"),)),
    ],
)
def test_no_english_is_left_between_words_of_another_language(facts: Facts) -> None:
    """But for names, units, and what Keras calls things."""
    found = Comparison(analyse(lenet()), Recipe(), "", facts)
    assert found.fittings
    told = [found.message, *(f"{fitting.title} {fitting.cost}" for fitting in found.fittings)]
    text = " ".join(told).replace("FILE.npz::channels=first", "")
    names = {"dense", "input", "art", "size", "Input", "Dense", "Rescaling", "Flatten", "sigmoid", "linear", "softmax"}
    assert {*re.findall(r"[A-Za-z]+", text)} <= names | {"MAC", "k", "M", "MB", "GB"}


# ---------------------------------------------------------------------- where one thing ends and another begins


@pytest.mark.parametrize("side", [32, 48, 64, 96, 128, 160, 192, 224])
def test_usual_sides_are_proposed_where_images_reach_them(side: int) -> None:
    """Of images of many sizes: 128 first where they are larger, then half of it, then as much as they have, up to 224."""
    for middle in (side, side + 15):
        found = [
            size
            for size, _ in proposed_sizes(
                Sizes.of([(middle - 1, middle - 1, 3), (middle, middle, 3), (middle + 9, middle + 9, 3)])
            )
        ]
        assert found[0] == min(side, 128)
        assert (found[-1] == side) == (side > 128 or len(found) == 1)
    less = [
        size for size, _ in proposed_sizes(Sizes.of([(side - 2, side - 2, 3), (side - 1, side - 1, 3), (side + 9, side + 9, 3)]))
    ]
    assert side not in less


@pytest.mark.parametrize(("side", "first"), [(128, 128), (129, 128), (100, 100)])
def test_images_of_one_size_stay_as_they_are_up_to_128(side: int, first: int) -> None:
    sizes = Sizes.of([(side, side, 3)])
    assert next(iter(proposed_sizes(sizes))) == (first, first)
    wide = Sizes.of([(side, side // 2, 3)])
    assert (next(iter(proposed_sizes(wide))) == (side, side // 2)) == (side <= 128)


@pytest.mark.parametrize(("channels", "lost"), [(3, True), (4, True), (5, False)])
def test_colours_are_lost_with_or_without_transparency(channels: int, lost: bool) -> None:
    found = beside(lenet(), 10, (28, 28, channels))
    assert ("colours are lost" in found.message) == lost


@pytest.mark.parametrize(("stored", "told"), [((28, 28, 1), True), ((32, 32, 1), True), ((38, 38, 1), False)])
def test_what_is_enlarged_twice_is_a_note(stored: Size, told: bool) -> None:
    found = beside(lenet((64, 64, 1)), 10, stored)
    assert ("enlarged to 64×64" in found.message) == told


@pytest.mark.parametrize(
    ("stored", "told"), [((28, 28, 1), False), ((28, 41, 1), False), ((28, 42, 1), True), ((42, 28, 1), True)]
)
def test_proportions_that_change_by_half_are_told(stored: Size, told: bool) -> None:
    assert ("squeezed to 28×28" in beside(lenet(), 10, stored).message) == told


@pytest.mark.parametrize(
    ("mean", "deviation", "scaled"),
    [
        (0.0, 1.0, False),
        (2.9, 1.0, False),
        (3.1, 1.0, True),
        (3.0, 1.0, False),
        (5.0, 2.0, False),
        (0.0, 3.0, False),
        (0.0, 1 / 3, False),
        (0.0, 2.9, False),
        (0.0, 3.1, True),
        (0.0, 0.32, True),
        (0.0, 0.34, False),
    ],
)
def test_numbers_are_far_from_a_fresh_network_from_three_deviations_on(mean: float, deviation: float, scaled: bool) -> None:
    facts = Facts(1, Sizes.of([(28, 28, 1)]), "numbers", (mean,), (deviation,))
    graph = lenet()
    (fitting,) = Comparison(analyse(graph), Recipe(), "", facts).fittings
    assert ("Rescaling to the numbers" in fitting.title) == scaled


def test_an_edit_is_the_same_whatever_it_costs() -> None:
    """A window that compares what it offers draws nothing anew while only the memory is another."""
    one, other = (
        Comparison(analyse(lenet()), Recipe().changed(batch_size=size), "", Facts(3, Sizes.of([(28, 28, 1)]))).fittings[0]
        for size in (8, 64)
    )
    assert one.before != other.before
    assert one == other


@pytest.mark.parametrize(("task", "severity"), [("classes", "note"), ("numbers", "error"), ("labels", "error")])
def test_a_last_layer_in_the_making_is_only_noted_where_classes_are_learned(task: Task, severity: str) -> None:
    """Ten plain numbers may become classes; as so many numbers to be told they are what they are."""
    net = Network()
    net(Dense(units=10), net(Flatten(), net.input((28, 28, 1))))
    means = ((0.0,) * 3, (1.0,) * 3) if task == "numbers" else ((), ())
    facts = Facts(3, Sizes.of([(28, 28, 1)]), task, *means)
    (misfit,) = Comparison(analyse(net.graph), Recipe(), "", facts).misfits
    assert (misfit.kind, misfit.severity) == ("classes", severity)


def pooled(size: Size) -> Graph:
    """A network that takes images of any size."""
    net = Network()
    net(Dense(units=10, activation="softmax"), net(GlobalAveragePooling2D(), net.input(size)))
    return net.graph


@pytest.mark.parametrize(
    ("stored", "proposed"),
    [
        ((128, 1024, 1), [(48, 360), (24, 184), (80, 632)]),
        ((1024, 128, 1), [(360, 48), (184, 24), (632, 80)]),
        ((60, 600, 1), [(40, 408), (24, 200), (48, 504)]),
        ((16, 3000, 1), [(8, 1752), (8, 880), (16, 2632)]),
        ((3000, 16, 1), [(1752, 8), (880, 8), (2632, 16)]),
        ((200, 300, 1), [(104, 160), (56, 80), (184, 272)]),
    ],
)
def test_long_images_keep_their_proportions(stored: Size, proposed: list[tuple[int, int]]) -> None:
    """As many pixels as a square of 128, 64 and 224 has, or of the largest usual side that they reach; sides by eights."""
    assert list(proposed_sizes(Sizes.of([stored]))) == proposed


@pytest.mark.parametrize("shapes", [((200, 240, 1),), ((200, 600, 1), (220, 640, 1))])
def test_images_that_are_not_long_or_not_all_alike_become_squares(shapes: tuple[Size, ...]) -> None:
    assert {height - width for height, width in proposed_sizes(Sizes.of(list(shapes)))} == {0}


@pytest.mark.parametrize(
    ("size", "stored", "lost"),
    [((28, 28, 1), (42, 42, 1), True), ((28, 28, 1), (41, 42, 1), False), ((160, 16, 1), (640, 64, 1), False),
     ((16, 160, 1), (64, 640, 1), False), ((120, 16, 1), (480, 64, 1), True)],
)  # fmt: skip
def test_detail_is_lost_below_48_pixels_and_from_half_as_large_again_on(size: Size, stored: Size, lost: bool) -> None:
    assert ("detail is lost" in beside(pooled(size), 10, stored).message) == lost


def test_what_is_enlarged_in_one_direction_only_is_none_that_is_enlarged() -> None:
    assert "enlarged" not in beside(pooled((64, 64, 1)), 10, (40, 20, 1)).message


@pytest.mark.parametrize(
    ("size", "shapes", "words"),
    [
        ((28, 28, 1), ((100, 100, 1),), "Grey images of 100×100 pixels are made 28×28 grey"),
        ((28, 28, 3), ((200, 200, 3),), "Colour images of 200×200 pixels are made 28×28 in colour"),
        ((28, 28, 1), ((100, 100, 4),), "Colour images of 100×100 pixels are made 28×28 grey"),
        ((28, 28, 1), ((90, 90, 3), (100, 100, 1)), "Images, grey and in colour, of 90–100 pixels are made 28×28 grey"),
        ((28, 28, 5), ((200, 200, 5),), "Images with 5 channels of 200×200 pixels are made 28×28:"),
    ],
)
def test_images_are_called_by_their_channels(size: Size, shapes: tuple[Size, ...], words: str) -> None:
    assert beside(pooled(size), 10, *shapes).message.startswith(words)


def test_what_becomes_of_images_is_told_in_numbers() -> None:
    """Height and width without channels; 12 bits in files of 16 are 16 of 255 and not 4080."""
    enlarged = beside(PRESETS["alexnet-fashion"].graph(), 10, (28, 28, 1))
    assert "Grey images of 28×28 pixels are enlarged to 224×224, which" in enlarged.message
    squeezed = beside(PRESETS["resnet18"].graph(classes=3), 3, (128, 1024, 3))
    assert "are squeezed to 224×224: their" in squeezed.message
    depth = Depth(514, 4095, 65535)
    facts = Facts(3, Sizes.of([(28, 28, 1)]), depth=depth)
    (misfit,) = Comparison(analyse(lenet(classes=3)), Recipe(), "", facts).misfits
    assert "they reach the network as 2 to 15.9 of 255, nearly black" in misfit.message
