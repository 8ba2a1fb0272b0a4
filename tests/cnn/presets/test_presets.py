"""Every preset: its published count, its passport, its groups, and what it does for other data."""

import importlib
import pkgutil
from datetime import UTC, datetime

import pytest

from cnn import presets
from cnn.analysis import analyse, problems_with_classes
from cnn.errors import LayerloomError, RecipeError, ShapeError
from cnn.presets import PRESETS, Preset
from cnn.project import Project, dumps, loads
from cnn.recipe import Recipe
from tests.stages import examples

#: the parameters that Keras (`count_params`) or the paper's own arithmetic gives
TOTALS = {
    "lenet5": 61_706,
    "alexnet": 62_378_344,
    "alexnet-two-towers": 60_965_224,
    "alexnet-fashion": 46_764_746,
    "zfnet": 62_357_608,
    "nin": 966_986,
    "vgg11": 132_863_336,
    "vgg13": 133_047_848,
    "vgg16": 138_357_544,
    "vgg19": 143_667_240,
    "googlenet": 13_378_280,
    "googlenet-plain": 6_998_552,
    "inception_v3": 23_851_784,
    "resnet18": 11_699_112,
    "resnet34": 21_814_696,
    "resnet50": 25_636_712,
    "resnet101": 44_707_176,
    "resnet152": 60_419_944,
    "resnet20": 271_098,
    "resnet32": 466_426,
    "resnet44": 661_754,
    "resnet56": 857_082,
    "resnet110": 1_736_058,
    "densenet121": 8_062_504,
    "densenet169": 14_307_880,
    "densenet201": 20_242_984,
    "squeezenet": 1_248_424,
    "mobilenet": 4_253_864,
    "mobilenet_075": 2_601_976,
    "mobilenet_050": 1_342_536,
    "mobilenet_025": 475_544,
    "mobilenet_v2": 3_538_984,
    "xception": 22_910_480,
    "efficientnet_b0": 5_330_571,
    "efficientnet_b1": 7_856_239,
    "efficientnet_b2": 9_177_569,
    "efficientnet_b3": 12_320_535,
    "efficientnet_b4": 19_466_823,
}

#: the least image side, where a network has one
SMALLEST = {
    "lenet5": 12, "alexnet": 67, "zfnet": 53, "vgg16": 32, "googlenet": 65, "inception_v3": 75, "densenet121": 29,
    "squeezenet": 35, "mobilenet": 31, "resnet50": 1,
}  # fmt: skip

every_preset = pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)


def test_all_are_counted() -> None:
    without = sorted(set(PRESETS) - set(TOTALS))
    assert without == [], "their counts, worked out from the papers, belong into TOTALS above"
    assert sorted(set(TOTALS) - set(PRESETS)) == [], "these presets are gone"


def test_every_file_of_presets_is_a_family() -> None:
    names = [found.name for found in pkgutil.iter_modules(presets.__path__)]
    modules = {name: importlib.import_module(f"cnn.presets.{name}") for name in names}
    made = {name: module.PRESETS for name, module in modules.items() if getattr(module, "PRESETS", PRESETS) is not PRESETS}
    found = {name: tuple(preset.name for preset in family) for name, family in made.items()}
    assert found == presets.FAMILIES, "FAMILIES of cnn/presets/__init__.py names each file, and its presets in their order"


@every_preset
def test_parameters(preset: Preset) -> None:
    analysis = analyse(preset.graph())
    assert analysis.problems == ()
    assert analysis.total_params == TOTALS.get(preset.name, "in no table: see test_all_are_counted")


@every_preset
def test_near_its_published_count(preset: Preset) -> None:
    without_auxiliary = "googlenet-plain" if preset.name == "googlenet" else preset.name
    if preset.published_params is not None:
        assert TOTALS[without_auxiliary] == pytest.approx(preset.published_params, rel=0.05)


@every_preset
def test_passport(preset: Preset) -> None:
    assert preset is PRESETS[preset.name]
    assert preset.graph().name == ("googlenet" if preset.name.startswith("googlenet") else preset.name)
    assert preset.title
    assert preset.family
    assert 1980 <= preset.year <= datetime.now(UTC).year
    assert ":" in preset.paper
    assert preset.published_top1 is None or 50 < preset.published_top1 < 100
    assert preset.deviations
    assert all(line.endswith(".") for line in preset.deviations)


@every_preset
def test_folds_into_the_figure_of_its_paper(preset: Preset) -> None:
    graph = preset.graph()
    boxes = {node.group.split("/")[0] or node.id for node in graph.nodes.values()}
    assert len(boxes) <= 25
    for path in graph.groups:
        members = {node.id for node in graph.members(path)}
        ways_out = [wire for wire in graph.wires if wire.source in members and wire.target not in members]
        assert len({wire.source for wire in ways_out}) <= 1, path


@every_preset
def test_scales_its_pixels(preset: Preset) -> None:
    graph = preset.graph()
    (image,) = graph.inputs
    (first,) = graph.consumers[image]
    assert graph.nodes[first].layer.class_name == "Rescaling"


@every_preset
def test_other_images_and_classes(preset: Preset) -> None:
    graph = preset.graph(image=(97, 120, 2), classes=7)
    analysis = analyse(graph)
    assert analysis.problems == ()
    assert problems_with_classes(analysis, 7) == ()
    assert analysis.nodes[graph.inputs[0]].output_shape == (97, 120, 2)


@pytest.mark.slow
@pytest.mark.more
@every_preset
def test_the_smallest_image_works_and_all_above_it(preset: Preset) -> None:
    smallest = preset.smallest_image()
    assert smallest is not None
    channels = preset.image[2]
    for side in (*range(smallest, smallest + examples(12)), 2 * smallest + 1):
        assert analyse(preset.graph(image=(side, side, channels))).buildable
    if smallest > 1:
        with pytest.raises(ShapeError, match=f"at least {smallest}×{smallest}"):
            preset.graph(image=(200, smallest - 1, channels))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "side"), SMALLEST.items())
def test_the_smallest_image(name: str, side: int) -> None:
    assert PRESETS[name].smallest_image() == side


@pytest.mark.parametrize("image", [(0, 28, 1), (28, 28, 0), (28, 28)])
def test_no_image_at_all(image: tuple[int, int, int]) -> None:
    with pytest.raises(ShapeError, match="height × width × channels"):
        PRESETS["lenet5"].graph(image=image)


@every_preset
def test_saved_and_opened(preset: Preset) -> None:
    graph = preset.graph()
    assert loads(dumps(Project(graph))).graph == graph


def test_auxiliary_classifiers_are_outputs_that_weigh_less() -> None:
    preset = PRESETS["googlenet"]
    graph = preset.graph()
    names = [graph.nodes[output].name for output in graph.outputs]
    assert names == ["predictions", "aux1_predictions", "aux2_predictions"]
    assert preset.recipe.loss_weights == {"aux1_predictions": 0.3, "aux2_predictions": 0.3}
    assert PRESETS["lenet5"].recipe.loss_weights == {}


@pytest.mark.parametrize("text", ["aux1", "aux1=", "=1", "aux1=-1", "aux1=0.3 aux2=0.3", "aux1=nan"])
def test_loss_weights_that_say_nothing(text: str) -> None:
    with pytest.raises(RecipeError, match="loss_weights"):
        Recipe.create({"loss_weights": text})


def test_without_its_auxiliary_classifiers_googlenet_is_the_plain_one() -> None:
    graph = PRESETS["googlenet"].graph()
    auxiliary = [node.id for node in graph.nodes.values() if node.group.startswith("aux")]
    rest = analyse(graph.remove(*reversed(auxiliary), heal=False))
    assert rest.total_params == TOTALS["googlenet-plain"]


def test_googlenet_multiplies_as_often_as_the_paper_says() -> None:
    """Table 1 gives 1,502 million operations for the modules, the stem and the classifier."""
    assert analyse(PRESETS["googlenet-plain"].graph()).macs == pytest.approx(1_502_000_000, rel=0.06)


@pytest.mark.slow
def test_resnets_multiply_as_often_as_the_paper_says() -> None:
    """Table 1: 1.8, 3.6, 3.8, 7.6 and 11.3 billion."""
    billions = {18: 1.8, 34: 3.6, 50: 3.8, 101: 7.6, 152: 11.3}
    for depth, macs in billions.items():
        assert analyse(PRESETS[f"resnet{depth}"].graph()).macs == pytest.approx(macs * 1e9, rel=0.02)


@pytest.mark.parametrize(("image", "classes"), [((1, 10**9, 1), 10), ((28, 28, 1), 10**9)])
def test_numbers_beyond_every_machine_are_refused_in_words(image: tuple[int, int, int], classes: int) -> None:
    with pytest.raises(LayerloomError, match="at most"):
        PRESETS["lenet5"].graph(image, classes)
