"""Numbers told before they are shown: what is right is the analysis's, and each known mistake is called by its name."""

import re
from fractions import Fraction
from math import floor
from types import ModuleType

import pytest

from cnn.analysis import Analysis, analyse
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, Flatten, Input
from cnn.presets import PRESETS
from cnn.tours.lessons import own_images, skips
from cnn.tours.reckoning import CHANNELS, FIELD, HEIGHT, MACS, PARAMS, asked_of, read_number, reckoned, verdict
from cnn.tours.tour import Reckoning, Situation


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
    for text in ("0.5", "50 %", "50%", "50％", "(100/2)%"):
        assert read_number(text) == Fraction(1, 2), text
    for text in ("", "many", "1/0", "(3", "3)", "2**9", "1e9", "--", "1..2", "9" * 100, "·", "%", "5%%", "__import__"):
        assert read_number(text) is None, text
        assert read_number(text, of_hundred=True) is None, text


@pytest.mark.parametrize("lesson", [skips, own_images], ids=["skips", "own images"])
def test_percent_are_taken_where_it_is_asked_how_many_of_a_hundred(lesson: ModuleType) -> None:
    asked = lesson.guessing(Situation.of(lesson.begin()))
    for text in ("10", "10 %", "10%", "10％", "(100/10) %"):
        number = read_number(text, of_hundred=asked.of_hundred)
        assert number is not None
        assert verdict(number, asked) == "", text
    for text in ("0.1", "0.1 %"):
        number = read_number(text, of_hundred=asked.of_hundred)
        assert number is not None
        assert "a share of 1" in verdict(number, asked)


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
        ("conv2d", HEIGHT, 32, "border was counted twice"),
        ("dense", PARAMS, 400, "one unit"),
        ("dense", PARAMS, 401, "one unit"),
        ("dense", PARAMS, 25 * 120, "channels were forgotten"),
        ("conv2d_1", MACS, 1600, "numbers that come out"),
        ("conv2d_1", PARAMS, 2406, "exchanged: (5·5·16 + 1)·6 = 2,406"),
        ("conv2d_1", PARAMS, 150, "without its bias, 5·5·6 = 150"),
        ("conv2d_1", PARAMS, 25, "places of the kernel"),
        ("conv2d_1", PARAMS, 16, "Those are the filters; each has 5·5·6"),
        ("conv2d_1", PARAMS, 1_883_200, "connected to 5·5·6 numbers"),
        ("dense", PARAMS, 120, "Those are the units"),
        ("conv2d", HEIGHT, 26, "One side of the border was counted: ⌊(28 − 5 + 2) / 1⌋ + 1 = 26"),
        ("conv2d", HEIGHT, 23, "Border, stride and the first window"),
        ("conv2d_1", HEIGHT, 11, "counted twice: ⌊(14 − 5 + 0) / 1⌋ + 2 = 11"),
        ("conv2d_1", MACS, 480_000, "one by one"),
        ("conv2d_1", MACS, 2500, "Channels and filters were forgotten"),
        ("conv2d_1", MACS, 24_000, "One side of the output was counted: it has 10·10 places"),
        ("dense_2", MACS, 84, "one unit; there are 10"),
        ("conv2d_1", PARAMS, 3000, "too large"),
        ("conv2d_1", PARAMS, 3, "too small"),
    ],
)
def test_a_mistake_gets_the_arithmetic_of_its_own(lenet: Analysis, name: str, quantity: str, told: int, mistake: str) -> None:
    assert mistake in verdict(Fraction(told), reckoning(lenet, name, quantity))


def test_who_forgets_the_stride_where_the_size_stays_without_it_is_told_so() -> None:
    graph, _ = Graph().append(Input(shape=(28, 28, 1)))
    graph, _ = graph.append(Conv2D(filters=4, kernel_size=(5, 5), strides=(2, 2), padding="same"))
    asked = reckoned(analyse(graph), graph.named("conv2d"), HEIGHT)
    assert asked is not None
    assert "stride was forgotten" in verdict(Fraction(28), asked)
    assert "counted twice" in verdict(Fraction(15), asked)


def test_one_filter_and_one_unit_are_said_to_be_one() -> None:
    graph, _ = Graph().append(Input(shape=(3, 3, 1)))
    graph, _ = graph.append(Conv2D(filters=1, kernel_size=(2, 2)))
    graph, _ = graph.append(Flatten())
    graph, _ = graph.append(Dense(units=1))
    analysis = analyse(graph)
    assert verdict(Fraction(4), reckoning(analysis, "conv2d", PARAMS)).endswith("2·2·1·1 = 4. The filter has one more number.")
    assert verdict(Fraction(4), reckoning(analysis, "dense", PARAMS)).endswith("4·1 = 4. The unit has one more number.")


def test_where_there_is_one_place_only_the_biases_tell_parameters_from_macs() -> None:
    graph, _ = Graph().append(Input(shape=(1, 1, 8)))
    graph, _ = graph.append(Conv2D(filters=4, kernel_size=(1, 1)))
    asked = reckoning(analyse(graph), "conv2d", MACS)
    assert "Biases were counted" in verdict(Fraction(36), asked)


def test_large_numbers_of_units_have_groups_of_digits_in_mistakes_too() -> None:
    analysis = analyse(PRESETS["alexnet"].graph())
    assert "4,096" in verdict(Fraction(9216 * 4096), reckoning(analysis, "fc6", PARAMS))


#: an expression with what it comes to: `⌊(14 − 5 + 0) / 1⌋ + 1 = 10`
_SUM = re.compile(r"([⌊(]*\d[⌊⌋()\d,·/+− ]*) = ([\d,]*\d)")


def _worked_out(expression: str) -> int:
    for sign, plain in {",": "", "·": "*", "−": "-", "⌊": "floor(", "⌋": ")"}.items():
        expression = expression.replace(sign, plain)
    return int(eval(expression, {"floor": floor}))  # digits and signs alone


@pytest.mark.parametrize("preset", ["lenet5", "alexnet", "vgg11"])
def test_the_arithmetic_of_each_mistake_comes_to_its_number(preset: str) -> None:
    analysis = analyse(PRESETS[preset].graph())
    worked_out = 0
    for node in analysis.graph.nodes.values():
        for quantity in asked_of(analysis, node):
            asked = reckoning(analysis, node.name, quantity)
            for number, words in [(asked.number, asked.arithmetic), *((slip.number, slip.words) for slip in asked.slips)]:
                for expression, result in _SUM.findall(words):
                    assert _worked_out(expression) == int(result.replace(",", "")) == number, words
                    worked_out += 1
    assert worked_out > 40


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
