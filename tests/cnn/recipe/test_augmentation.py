"""The list of augmentation layers: as text, in a project file, and what it does to sizes."""

import inspect
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from cnn import layers as catalogue
from cnn.errors import ArgumentError, RecipeError
from cnn.layers import (
    CutMix,
    MixUp,
    RandomCrop,
    RandomFlip,
    RandomGrayscale,
    RandomHue,
    RandomRotation,
    RandomTranslation,
    Resizing,
)
from cnn.layers.augmentation import Augmentation
from cnn.recipe.augmentation import AUGMENTATIONS, Augmentations, check, mixes, parse, positional, read, spelled, write

LAYERS = (
    RandomFlip(mode="horizontal"),
    RandomRotation(factor=(-0.1, 0.2), fill_mode="nearest"),
    Resizing(height=32, width=32),
    RandomCrop(height=28, width=28, seed=7),
    MixUp(alpha=0.4),
)


class Holder(BaseModel):
    """A recipe, as far as this field goes."""

    augmentation: Augmentations = ()


def test_text_as_in_python() -> None:
    assert parse('RandomFlip(mode="horizontal"), RandomRotation(factor=(-0.1, 0.2))') == (
        RandomFlip(mode="horizontal"),
        RandomRotation(factor=(-0.1, 0.2)),
    )
    assert parse("RandomFlip") == (RandomFlip(),)
    assert parse("RandomFlip(mode=vertical), MixUp()") == (RandomFlip(mode="vertical"), MixUp())
    assert parse(" ") == ()


@pytest.mark.parametrize(
    "text", ["flip", "RandomFlip()", "random_flip", "randomFlip", "keras.layers.RandomFlip()", "Random Flip"]
)
def test_a_layer_may_be_called_as_people_call_it(text: str) -> None:
    assert parse(text.replace(" ", "")) == (RandomFlip(),)


def test_arguments_without_their_names_are_keras_s_first_ones() -> None:
    assert parse('RandomRotation(0.1), RandomFlip("vertical"), shift(0.1, 0.2)') == (
        RandomRotation(factor=0.1),
        RandomFlip(mode="vertical"),
        RandomTranslation(height_factor=0.1, width_factor=0.2),
    )


@pytest.mark.keras
@pytest.mark.parametrize("name", AUGMENTATIONS)
def test_their_order_is_keras_s(name: str) -> None:
    import keras

    theirs = list(inspect.signature(getattr(keras.layers, name).__init__).parameters)[1:]
    ours = positional(AUGMENTATIONS[name])
    assert ours
    assert list(ours) == theirs[: len(ours)]


@pytest.mark.slow
@given(st.lists(st.sampled_from(LAYERS), max_size=6))
def test_spelling_and_writing_lose_nothing(layers: list[Any]) -> None:
    assert parse(spelled(layers)) == tuple(layers)
    assert read(write(layers)) == tuple(layers)
    held = Holder(augmentation=tuple(layers))
    assert Holder.model_validate_json(held.model_dump_json()) == held
    assert Holder.model_validate(held.model_dump()) == held
    assert Holder.model_validate({"augmentation": spelled(layers)}) == held


def test_every_random_image_layer_is_there() -> None:
    assert {"RandomFlip", "RandomCrop", "RandAugment", "AugMix", "MixUp", "CutMix", "RandomHue"} <= set(AUGMENTATIONS)
    assert not {"Conv2D", "Dropout", "Rescaling", "AutoContrast"} & set(AUGMENTATIONS)
    at_random = [name for name, layer in catalogue.LAYERS.items() if issubclass(layer, Augmentation) or name == "Resizing"]
    assert list(AUGMENTATIONS) == at_random


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("RandomFlip(", "not a list of layers"),
        ("RandomFlip('horizontal', 3)", "RandomFlip takes mode without their names"),
        ("RandomFlip('horizontal', mode='vertical')", "the argument mode twice"),
        ("RandomFlip(**{})", "need them"),
        ("rndmflip", "There is no augmentation 'rndmflip'"),
        ("RandomFlip(mode=open('x'))", "not a plain value"),
        ("os.system()", "not a layer"),
        ("RandomFlip(mode='sideways')", "mode"),
        ("Dropout(rate=0.5)", "doesn't change images at random"),
        ("Nothing()", "no augmentation 'Nothing'"),
        (7, "not a list of layers"),
        ([7], "not a layer"),
        ([{"class_name": "RandomFlip", "config": 3}], "not a layer"),
        (["RandomFlip"] * 65, "at most 64"),
    ],
)
def test_what_is_refused(value: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        read(value)
    with pytest.raises(ValueError, match=message):
        Holder(augmentation=value)


def test_nothing_of_a_text_is_executed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ArgumentError):
        parse("print('ran')")
    with pytest.raises(ArgumentError):
        parse("RandomFlip(mode=print('ran'))")
    assert capsys.readouterr().out == ""


def test_images_must_come_out_as_they_went_in() -> None:
    check([RandomFlip(), Resizing(height=32, width=32), RandomCrop(height=28, width=28)], (28, 28, 1))
    with pytest.raises(RecipeError, match="24×24×1; the network takes 28×28×1"):
        check([RandomCrop(height=24, width=24)], (28, 28, 1))
    with pytest.raises(RecipeError, match="channels"):
        check([RandomHue()], (28, 28, 1))
    with pytest.raises(RecipeError, match="channels first"):
        check([RandomFlip(data_format="channels_first")], (28, 28, 1))
    check([RandomGrayscale()], (28, 28, 3))


def test_who_mixes() -> None:
    assert mixes([RandomFlip(), CutMix()])
    assert mixes([MixUp()])
    assert not mixes([RandomFlip()])
