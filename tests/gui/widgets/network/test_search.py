"""What people type finds what they mean."""

import re

import pytest

from cnn.blocks import BLOCKS
from cnn.layers import LAYERS
from cnn.presets import PRESETS
from gui.widgets.network import layer_words
from gui.widgets.network.layer_entries import USUAL, entries, matches
from gui.widgets.network.search import NAMED, rank, rank_phrases

SYNONYMS = {"Dense": ("fc", "fully connected"), "BatchNormalization": ("bn",), "Add": ("skip",)}
NAMES = [
    "Input", "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose", "MaxPooling2D", "AveragePooling2D",
    "GlobalAveragePooling2D", "BatchNormalization", "LayerNormalization", "Dropout", "SpatialDropout2D", "Dense",
    "Add", "Concatenate",
]  # fmt: skip
CANDIDATES = [(name, name, SYNONYMS.get(name, ())) for name in NAMES]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("conv2d", "Conv2D"), ("conv", "Conv2D"), ("fc", "Dense"), ("bn", "BatchNormalization"), ("skip", "Add"),
        ("gap", "GlobalAveragePooling2D"), ("mp", "MaxPooling2D"), ("pool", "MaxPooling2D"), ("norm", "BatchNormalization"),
        ("cnv2", "Conv2D"), ("denes", "Dense"), ("batchnormalisation", "BatchNormalization"), ("max pool", "MaxPooling2D"),
        ("fully", "Dense"), ("drop", "Dropout"),
    ],
)  # fmt: skip
def test_the_best_match_comes_first(typed: str, first: str) -> None:
    assert rank(typed, CANDIDATES)[0] == first


def test_nothing_typed_keeps_everything_in_order() -> None:
    assert rank(" ", CANDIDATES) == NAMES


def test_what_fits_nothing_finds_nothing() -> None:
    assert rank("zebra", CANDIDATES) == []


def test_a_mistyped_name_shows_only_when_no_other_fits() -> None:
    assert "Concatenate" not in rank("conv", CANDIDATES)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("global", "GlobalAveragePooling2D"), ("add", "Add"), ("pool", "MaxPooling2D"), ("max", "MaxPooling2D"),
        ("conv", "Conv2D"), ("skip", "Add"), ("residual", "Add"), ("act", "Activation"), ("re", "ReLU"), ("drop", "Dropout"),
        ("average", "Average"), ("gap", "GlobalAveragePooling2D"), ("concat", "Concatenate"), ("up", "UpSampling2D"),
        ("mean", "GlobalAveragePooling2D"), ("mul", "Multiply"), ("depth", "DepthwiseConv2D"), ("b", "BatchNormalization"),
    ],
)  # fmt: skip
def test_the_usual_layer_comes_first_in_the_palette(typed: str, first: str) -> None:
    assert matches(typed)[0].name == first


@pytest.mark.parametrize(
    ("typed", "odd"), [("add", "ZeroPadding2D"), ("add", "Masking"), ("act", "Subtract"), ("max", "Softmax")]
)
def test_letters_within_a_word_are_no_match_while_others_begin_with_them(typed: str, odd: str) -> None:
    assert odd not in [entry.name for entry in matches(typed)]


@pytest.mark.slow
def test_every_layer_is_found_first_by_its_own_name() -> None:
    for entry in entries():
        assert matches(entry.name)[0].name == entry.name


def test_keras_own_inner_layers_are_not_offered() -> None:
    names = {entry.name for entry in entries()}
    assert not names & {"CustomScaleLayer", "LayerScale", "StochasticDepth"}
    assert not [name for name in names if name in LAYERS and LAYERS[name].is_internal()]
    assert "CustomScaleLayer" in LAYERS  # files that hold it open all the same


def test_what_is_usual_is_what_published_networks_are_made_of() -> None:
    assert set(USUAL) <= set(LAYERS)
    graphs = [PRESETS[name].graph() for name in ("resnet18", "mobilenet_v2")]
    built = {node.layer.class_name for graph in graphs for node in graph.nodes.values()}
    assert set(built) - {"Input"} <= set(USUAL)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("卷积", "Conv2D"), ("卷积层", "Conv2D"), ("空洞卷积", "Conv2D"), ("池化", "MaxPooling2D"), ("池化层", "MaxPooling2D"),
        ("平均池化", "AveragePooling2D"), ("全连接", "Dense"), ("线性层", "Dense"), ("随机失活", "Dropout"), ("展平", "Flatten"),
        ("归一化", "BatchNormalization"), ("批标准化", "BatchNormalization"), ("激活函数", "ReLU"),
        ("转置卷积", "Conv2DTranspose"), ("上采样", "UpSampling2D"), ("填充", "ZeroPadding2D"),
        ("拼接", "Concatenate"), ("相加", "Add"), ("残差", "Add"), ("深度卷积", "DepthwiseConv2D"),
        ("全局平均池化", "GlobalAveragePooling2D"),
    ],
)  # fmt: skip
def test_layers_are_found_by_what_they_are_called_in_chinese(typed: str, wanted: str) -> None:
    assert wanted in [entry.name for entry in matches(typed)[:4]]


def test_chinese_words_belong_to_layers_and_blocks_that_there_are() -> None:
    stems = {re.sub("[123]D", "", name) for name in LAYERS} | set(BLOCKS)
    assert set(layer_words._WORDS) <= stems


KINDS = [(kind, kind, ()) for kind in ("Conv2D", "Dense", "BatchNormalization", "Add")]
LAYERS_THERE = [
    (f"go {name}", name, (f"Go to {name}",)) for name in ("conv1_conv", "conv1_bn", "dense", *(f"bn_{n}" for n in range(300)))
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("conv1_bn", "go conv1_bn"), ("conv1 bn", "go conv1_bn"), ("Go to conv1_bn", "go conv1_bn"),
        ("go to bn_299", "go bn_299"), ("bn_299", "go bn_299"), ("conv", "Conv2D"), ("dense", "Dense"),
    ],
)  # fmt: skip
def test_what_has_a_name_of_its_own_is_found_by_it(typed: str, first: str) -> None:
    assert rank_phrases(typed, KINDS, LAYERS_THERE)[0] == first


def test_of_many_names_a_few_are_found_among_the_others() -> None:
    assert rank_phrases("", KINDS, LAYERS_THERE) == [kind for kind, _, _ in KINDS]
    found = rank_phrases("bn", KINDS, LAYERS_THERE)
    assert sum(name.startswith("go ") for name in found) == NAMED
    assert rank_phrases("dense", KINDS, LAYERS_THERE)[:2] == ["Dense", "go dense"]
    for typed in ("conv", "dense", "add", "batch", "conv1_bn"):
        others = [name for name in rank_phrases(typed, KINDS, LAYERS_THERE) if not name.startswith("go ")]
        assert others == rank_phrases(typed, KINDS), "the others are found as without them"
