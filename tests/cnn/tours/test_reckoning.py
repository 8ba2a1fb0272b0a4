"""Numbers told before they are shown: what is right is the analysis's, and each known mistake is called by its name."""

from fractions import Fraction

import pytest

from cnn.analysis import Analysis, analyse
from cnn.presets import PRESETS
from cnn.tours.reckoning import CHANNELS, FIELD, HEIGHT, MACS, PARAMS, asked_of, read_number, reckoned, verdict
from cnn.tours.tour import Reckoning


@pytest.fixture(scope="module")
def lenet() -> Analysis:
    return analyse(PRESETS["lenet5"].graph())


def reckoning(analysis: Analysis, name: str, quantity: str) -> Reckoning:
    found = reckoned(analysis, analysis.graph.named(name), quantity)
    assert found is not None
    return found


def test_numbers_are_read_as_people_type_them() -> None:
    for text in (
        "2416",
        "2,416",
        " 2 416",
        "(5·5·6 + 1)·16",
        "(5*5*6+1)*16",
        "25×96 + 16",
        "（25×6+1）×16",
        "4832/2",
        "-1 + 2417",
    ):
        assert read_number(text) == 2416, text
    assert read_number("0.5") == Fraction(1, 2)
    for text in ("", "many", "1/0", "(3", "3)", "2**9", "1e9", "--", "1..2", "9" * 100, "·", "__import__"):
        assert read_number(text) is None, text


@pytest.mark.parametrize(
    ("name", "quantity", "right"),
    [  # LeCun et al. (1998) and Keras's own summary of it
        ("conv2d", PARAMS, 156), ("conv2d_1", PARAMS, 2416), ("dense", PARAMS, 48_120), ("average_pooling2d", PARAMS, 0),
        ("conv2d", HEIGHT, 28), ("conv2d_1", HEIGHT, 10), ("average_pooling2d_1", HEIGHT, 5), ("conv2d_1", CHANNELS, 16),
        ("conv2d_1", MACS, 240_000), ("dense_2", MACS, 840), ("conv2d_1", FIELD, 14), ("average_pooling2d_1", FIELD, 16),
    ],
)  # fmt: skip
def test_what_is_right_is_what_the_layer_has(lenet: Analysis, name: str, quantity: str, right: int) -> None:
    asked = reckoning(lenet, name, quantity)
    assert asked.number == right
    assert verdict(Fraction(right), asked) == ""
    if asked.arithmetic:
        assert asked.arithmetic.endswith(f"= {right:,}")


@pytest.mark.parametrize(
    ("name", "quantity", "told", "mistake"),
    [
        ("conv2d_1", PARAMS, 2400, "biases were forgotten"),
        ("conv2d_1", PARAMS, 2401, "One bias for all"),
        ("conv2d_1", PARAMS, 416, "channels were forgotten"),
        ("conv2d_1", PARAMS, 400, "Channels and biases"),
        ("conv2d_1", PARAMS, 151, "one filter"),
        ("conv2d_1", PARAMS, 496, "One side of the kernel"),
        ("conv2d_1", PARAMS, 241_600, "shared"),
        ("conv2d_1", PARAMS, 1_883_200, "dense layer"),
        ("dense", PARAMS, 48_000, "biases were forgotten"),
        ("dense", PARAMS, 26 * 120, "channels were forgotten"),
        ("average_pooling2d", PARAMS, 4, "nothing to learn"),
        ("conv2d", HEIGHT, 24, "border was forgotten"),
        ("average_pooling2d", HEIGHT, 27, "stride was forgotten"),
        ("conv2d_1", HEIGHT, 9, "+ 1 was forgotten"),
        ("conv2d_1", HEIGHT, 14, '"same"'),
        ("conv2d_1", CHANNELS, 6, "go in"),
        ("conv2d_1", MACS, 40_000, "channels that go in"),
        ("conv2d_1", MACS, 2416, "parameters"),
        ("dense", MACS, 48_120, "Biases were counted"),
        ("conv2d_1", FIELD, 10, "jump was forgotten"),
        ("conv2d_1", FIELD, 5, "its own window"),
        ("conv2d_1", PARAMS, 3000, "too large"),
        ("conv2d_1", PARAMS, 3, "too small"),
    ],
)
def test_a_mistake_gets_the_arithmetic_of_its_own(lenet: Analysis, name: str, quantity: str, told: int, mistake: str) -> None:
    assert mistake in verdict(Fraction(told), reckoning(lenet, name, quantity))


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["alexnet", "googlenet", "mobilenet", "resnet20"])
def test_no_mistake_leads_to_the_right_number(preset: str) -> None:
    """Also no two mistakes to the same one, and nothing breaks on any layer."""
    analysis = analyse(PRESETS[preset].graph())
    asked = 0
    for node in analysis.graph.nodes.values():
        for quantity in asked_of(analysis, node):
            found = reckoning(analysis, node.name, quantity)
            numbers = [slip.number for slip in found.slips]
            assert found.number not in numbers
            assert len(set(numbers)) == len(numbers)
            assert all(slip.words for slip in found.slips)
            asked += 1
    assert asked > 20
