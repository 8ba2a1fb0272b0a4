"""Numbers of single layers are remembered without mixing layers up."""

import gc

import pytest

from cnn.analysis import layer_numbers
from cnn.analysis.image_sizes import at_least, multiple_of, smallest
from cnn.analysis.layer_numbers import forget, numbers_of
from cnn.errors import ShapeError
from cnn.layers import Conv2D, Dense, Input, ReLU
from cnn.layers.base import Layer
from cnn.shapes import Shape


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    forget()


def test_equal_layers_share_what_was_found() -> None:
    assert numbers_of(Conv2D(), ((28, 28, 3),)) is numbers_of(Conv2D(), ((28, 28, 3),))
    assert numbers_of(Conv2D(), ((28, 28, 4),)) is not numbers_of(Conv2D(), ((28, 28, 3),))
    assert numbers_of(Conv2D(filters=3), ((28, 28, 3),)).params == 84


def test_a_layer_that_is_gone_does_not_answer_for_a_new_one() -> None:
    for units in range(1, 300):
        layer = Dense(units=units)
        assert numbers_of(layer, ((10,),)).params == 11 * units
        del layer
        gc.collect(0)


def test_the_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layer_numbers, "MOST_REMEMBERED", 10)
    for width in range(1, 50):
        assert numbers_of(ReLU(), ((width,),)).output == (width,)
        assert len(layer_numbers._SEEN) <= 10


def test_refusals_are_not_remembered() -> None:
    for _ in range(2):
        with pytest.raises(ShapeError):
            numbers_of(Conv2D(kernel_size=(9, 9)), ((4, 4, 1),))


def test_a_layer_with_something_unhashable_is_worked_out_each_time() -> None:
    class Kept(Layer):
        settings: dict[str, int] = {}

        def output_shape(self, *inputs: Shape) -> Shape:
            return inputs[0]

    assert numbers_of(Kept(settings={"a": 1}), ((4,),)).output == (4,)


def test_windows_of_one_pixel_are_none() -> None:
    assert numbers_of(Conv2D(kernel_size=(1, 1)), ((4, 4, 1),)).windows is None
    assert numbers_of(Dense(), ((4,),)).windows == ()
    assert numbers_of(Input(shape=(4,)), ()).output == (4,)


def test_image_sizes() -> None:
    assert at_least(9)((4, None, 12, 3)) == (9, None, 12, 3)
    assert multiple_of(8)((4, 16, 17)) == (8, 16, 17)
    assert smallest(lambda n: n >= 37, 1) == 37
    assert smallest(lambda n: n >= 37, 30) == 37
    assert smallest(lambda n: True, 5) == 5
    assert smallest(lambda n: False, 1) is None
