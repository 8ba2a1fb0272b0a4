"""Names are understood as people write them; what is none gets the nearest proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.datasets import known
from cnn.layers import LAYERS
from cnn.presets import PRESETS, preset_named
from cnn.recipe import LOSSES, METRICS, OPTIMIZERS, PRECISIONS, SCHEDULES
from cnn.words.spelling import guess, nearest, understood

EVERY_LIST = {
    "presets": tuple(PRESETS),
    "datasets": tuple(info.name for info in known()),
    "layers": tuple(LAYERS),
    "losses": LOSSES,
    "metrics": METRICS,
    "optimizers": tuple(OPTIMIZERS),
    "precisions": PRECISIONS,
    "schedules": SCHEDULES,
}


@pytest.mark.parametrize("names", EVERY_LIST.values(), ids=EVERY_LIST)
def test_every_name_stands_for_itself_in_any_dress(names: tuple[str, ...]) -> None:
    for name in names:
        dressed = (name, name.upper(), name.lower(), name.replace("_", "-"), name.replace("-", "_"), name.replace("_", " "))
        assert [understood(word, names) for word in dressed] == [name] * len(dressed)


@pytest.mark.slow
@given(st.text(max_size=30))
def test_no_word_is_too_odd(word: str) -> None:
    assert understood(word, LOSSES) in (None, *LOSSES)
    assert nearest(word, LOSSES) in ("", *LOSSES)


def test_other_words_and_the_nearest() -> None:
    others = {"mse": "mean_squared_error"}
    assert understood("MSE", LOSSES, others) == "mean_squared_error"
    assert understood("mse", LOSSES) is None
    assert guess("adma", OPTIMIZERS) == "Did you mean Adam?", "two letters changed places"
    assert guess("mes", LOSSES, others) == "Did you mean mean_squared_error?"
    assert guess("zebra", LOSSES, others) == ""


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("LeNet5", "lenet5"),
        ("LeNet-5", "lenet5"),
        ("ResNet-50", "resnet50"),
        ("VGG 16", "vgg16"),
        ("MobileNetV2", "mobilenet_v2"),
        ("x", None),
    ],
)
def test_presets_are_called_as_their_papers_call_them(word: str, name: str | None) -> None:
    assert preset_named(word) == name
