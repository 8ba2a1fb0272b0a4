"""What is proposed for a dataset suits it: it can be built, learns what is learned, and nothing is said against it."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.analysis import problems_with_classes
from cnn.analysis.outputs import last_activation
from cnn.datasets import open_dataset
from cnn.datasets.pixels.pixel_range import Depth
from cnn.datasets.sizes import Facts, Size, Sizes
from cnn.datasets.task import Task
from cnn.errors import UsageError
from cnn.plan.checks import obstacle
from cnn.plan.data_fit import Comparison
from cnn.plan.pace import Machine
from cnn.presets.imagenet import weights_of
from cnn.project import dumps, loads
from cnn.proposals import Known, about_time, propose
from cnn.recipe.augmentation import check
from cnn.words.quantities import spell_short
from tests.stages import examples

PHOTOS = ((61, 197, 3), (130, 110, 3), (197, 61, 3), (120, 120, 3))


def known(*shapes: Size, images: int = 400, counts: tuple[int, ...] = (200, 200), task: Task = "classes") -> Known:
    numbers = len(counts) if task == "numbers" else 0
    facts = Facts(len(counts), Sizes.of(shapes), task, (42.0,) * numbers, (9.0,) * numbers)
    return Known(facts, images, {f"c{place}": count for place, count in enumerate(counts)})


def test_several_things_get_a_head_each_and_can_be_trained() -> None:
    """Class weights are of no use there, however unlike the classes are in number."""
    one = known((28, 28, 1), counts=(390, 10))
    age = Facts(1, one.facts.sizes, "numbers", (42.0,), (9.0,), target="age")
    facts = replace(one.facts, target="species", others=(age, replace(age, classes=4, task="labels", target="tags")))
    found = propose("data", replace(one, facts=facts))
    assert len(found) == 3
    for proposal in found:
        project = proposal.project
        assert [project.graph.nodes[item].name for item in project.graph.outputs] == ["species", "age", "tags"]
        assert obstacle(proposal.analysis, project.recipe, "data", facts) is None
        assert not project.recipe.augmentation, "a number may be where something is"
    assert "Flatten" in {node.layer.class_name for node in found[0].project.graph.nodes.values()}


def test_one_unit_tells_two_classes() -> None:
    """MobileNetV2 as Keras counts it with `classes=1, classifier_activation="sigmoid"`; only two classes can be told so."""
    found = propose("photos", known(*PHOTOS), one_unit=True)
    assert {proposal.name: proposal.analysis.total_params for proposal in found}["pretrained"] == 2_259_265
    for proposal in found:
        graph = proposal.project.graph
        assert last_activation(graph, graph.outputs[0])[1] == "sigmoid"
        assert obstacle(proposal.analysis, proposal.project.recipe, "photos", known(*PHOTOS).facts) is None
    small = propose("digits", known((28, 28, 1)), one_unit=True)[0]
    assert f"{spell_short(small.analysis.total_params)} parameters" in " ".join(small.why)
    for others in (known((28, 28, 1), counts=(4, 5, 6)), known((28, 28, 1), task="labels")):
        with pytest.raises(UsageError, match="two classes apart"):
            propose("data", others, one_unit=True)


SIDES = st.integers(8, 600)


@pytest.mark.slow
@given(
    st.lists(st.tuples(SIDES, SIDES), min_size=1, max_size=4),
    st.sampled_from(((1,), (2,), (3,), (5,), (1, 3), (1, 4))),
    st.integers(2, 100_000),
    st.lists(st.integers(1, 500), min_size=1, max_size=12),
    st.sampled_from(("classes", "labels", "numbers")),
)
@settings(deadline=None, max_examples=examples(15))
def test_what_is_proposed_suits_the_data(
    sides: list[tuple[int, int]], channels: tuple[int, ...], images: int, counts: list[int], task: Task
) -> None:
    if task == "classes" and len(counts) < 2:
        counts = [*counts, 5]
    if channels in ((2,), (5,)):  # only arrays have so many, and all images of an array have one size
        sides = sides[:1]
    shapes = [(*size, channels[place % len(channels)]) for place, size in enumerate(sides)]
    data = known(*shapes, images=images, counts=tuple(counts), task=task)
    found = propose("data", data)
    assert 1 <= len(found) <= 3
    assert len({proposal.name for proposal in found}) == len(found)
    for proposal in found:
        project = proposal.project
        assert proposal.analysis.problems == ()
        assert problems_with_classes(proposal.analysis, data.facts.classes, task=task) == ()
        told = Comparison(proposal.analysis, project.recipe, "", data.facts)
        assert told.worst in (None, "note"), told.message
        assert proposal.why
        assert all(line.endswith(".") for line in (*proposal.why, *proposal.why_recipe))
        if all(size is not None for size in proposal.image):
            check(project.recipe.augmentation, proposal.image)
        assert loads(dumps(project)) == project


def test_digits() -> None:
    found = propose("mnist-sample", Known.of(open_dataset("mnist-sample")))
    assert [proposal.name for proposal in found] == ["small", "lenet5", "residual"]
    assert {proposal.image for proposal in found} == {(28, 28, 1)}
    recipe = found[0].project.recipe
    assert [layer.class_name for layer in recipe.augmentation] == ["RandomTranslation", "RandomRotation"]  # never mirrored
    assert (recipe.class_weight, recipe.resizing, recipe.batch_size) == ("none", "stretch", 64)
    machine = Machine(1e11, 2e10)
    seconds = {proposal.name: proposal.seconds(machine) for proposal in found}
    assert seconds["lenet5"] < seconds["small"] < seconds["residual"]  # type: ignore[operator]
    slow = replace(machine, operations=1e9, bandwidth=1e8)
    for proposal in found:
        told = [proposal.time(replace(slow, share=share)) for share in (1.0, 0.1)]
        assert told[0] != told[1], "on a machine that is busy it may take longer"
        assert ["as others use it too" in words for words in told] == [False, True]
    assert "stops early takes less" in about_time(slow)
    assert "other programs take 90% of the processors now" in about_time(replace(slow, share=0.1))


@pytest.mark.slow
def test_few_photographs_get_a_narrow_network_and_are_mirrored() -> None:
    few, many = (propose("data", known(*PHOTOS, images=images))[0] for images in (100, 20_000))
    assert few.analysis.total_params < many.analysis.total_params  # type: ignore[operator]
    assert "RandomFlip" in [layer.class_name for layer in few.project.recipe.augmentation]
    assert (few.project.recipe.batch_size, many.project.recipe.batch_size) == (16, 64)
    assert few.project.recipe.epochs > many.project.recipe.epochs
    assert "Narrow" in " ".join(few.why)


@pytest.mark.slow
def test_photographs_get_a_network_that_has_learned_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    found = {proposal.name: proposal for proposal in propose("data", known(*PHOTOS))}
    assert list(found) == ["small", "residual", "pretrained"]
    project = found["pretrained"].project
    assert project.weights == "imagenet:mobilenet_v2"
    assert project.recipe.augmentation == ()
    assert 0 < project.recipe.fine_tune_after < project.recipe.epochs
    assert "downloaded first" in " ".join(found["pretrained"].why)
    assert "pretrained" not in {proposal.name for proposal in propose("data", known((28, 28, 1)))}
    place = weights_of("mobilenet_v2").headless.place
    place.parent.mkdir(parents=True)
    place.write_bytes(b"weights")
    assert "downloaded" not in " ".join(propose("data", known(*PHOTOS))[-1].why)


@pytest.mark.slow
def test_uneven_classes_are_weighed_and_it_is_said() -> None:
    even, uneven = (propose("data", known((64, 64, 3), counts=counts))[0] for counts in ((200, 150), (400, 10)))
    assert even.project.recipe.class_weight == "none"
    assert uneven.project.recipe.class_weight == "balanced"
    assert any("40 ×" in line for line in uneven.why_recipe)


def test_twelve_bits_in_sixteen_keep_their_depth() -> None:
    data = known((64, 64, 1))
    deep = Known(replace(data.facts, depth=Depth(90.0, 4095.0, 65535.0)), data.images, data.counts)
    found = propose("data", deep)[0]
    assert found.project.recipe.pixel_range == "dataset"
    assert any("12 of 16 bits" in line for line in found.why_recipe)
    assert Comparison(found.analysis, found.project.recipe, "", deep.facts).worst in (None, "note")
    assert propose("data", data)[0].project.recipe.pixel_range == "type"


def test_long_images_keep_their_proportions() -> None:
    found = propose("data", known((100, 600, 3), (600, 100, 3), (100, 600, 3)))[0]
    assert found.project.recipe.resizing == "pad"


def test_numbers_end_where_they_lie_and_nothing_is_changed_at_random() -> None:
    found = propose("data", known((64, 64, 1), counts=(0,), task="numbers"))
    for proposal in found:
        last = proposal.project.graph.nodes[proposal.project.graph.outputs[0]].layer
        assert (last.class_name, last.value("scale"), last.value("offset")) == ("Rescaling", 9.0, 42.0)
        assert proposal.project.recipe.augmentation == ()


def test_an_image_of_one_pixel_gets_what_works_on_it() -> None:
    assert [proposal.name for proposal in propose("data", known((1, 1, 1)))] == ["small", "residual"]


@pytest.mark.parametrize("divided", [False, True])
def test_the_epochs_follow_from_the_images_that_are_trained_on(divided: bool) -> None:
    data = known((28, 28, 1), images=2_400)
    recipe = propose("data", Known(data.facts, data.images, data.counts, divided))[0].project.recipe
    assert recipe.batch_size == (64 if divided else 32)  # a fifth of the others is validated on
