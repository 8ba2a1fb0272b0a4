"""What people type finds what they mean."""

import pytest

from gui.widgets.search import rank

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
