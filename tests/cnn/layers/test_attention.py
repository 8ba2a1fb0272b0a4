"""Which sizes attention takes: each rule by itself, and Keras's own answer beside it."""

import numpy as np
import pytest

from cnn.errors import LayerloomError
from cnn.layers import create
from cnn.shapes import Shape

#: query, value, key (places, places, channels) over axis 1, the first behind the batch → whether it works
SIZES: list[tuple[Shape, Shape, Shape, bool]] = [
    ((5, 4, 8), (6, 4, 8), (6, 4, 8), True),  # attended over: the query may have more or fewer
    ((5, 4, 8), (6, 4, 8), (7, 4, 8), False),  # value and key must agree there
    ((5, 4, 8), (6, 3, 8), (6, 4, 8), False),  # and everywhere else
    ((5, 3, 8), (6, 4, 8), (6, 4, 8), False),  # where nobody attends the query must agree as well
    ((5, 4, 8), (6, 4, 8), (6, 8), False),  # all three have as many axes
]

#: the same of attention without projections, over the last axis but one
PLAIN: list[tuple[Shape, Shape, Shape, bool]] = [
    ((5, 8), (6, 3), (6, 8), True),  # a value may have channels of its own
    ((5, 8), (6, 8), (6, 7), False),  # query and key are multiplied channel by channel
    ((5, 8), (7, 8), (6, 8), False),  # a value for each key
    ((2, 5, 8), (2, 6, 8), (2, 6, 8), True),
    ((2, 5, 8), (3, 6, 8), (2, 6, 8), False),  # axes before agree, of the value
    ((2, 5, 8), (2, 6, 8), (3, 6, 8), False),  # and of the key
]


@pytest.mark.parametrize(("query", "value", "key", "works"), SIZES)
def test_sizes_along_and_across_the_axes(query: Shape, value: Shape, key: Shape, works: bool) -> None:
    layer = create("MultiHeadAttention", {"num_heads": 2, "key_dim": 4, "attention_axes": [1]})
    if works:
        assert layer.output_shape(query, value, key) == query
    else:
        with pytest.raises(LayerloomError):
            layer.output_shape(query, value, key)


@pytest.mark.keras
@pytest.mark.parametrize(("query", "value", "key", "works"), SIZES)
def test_keras_says_the_same(query: Shape, value: Shape, key: Shape, works: bool) -> None:
    keras = pytest.importorskip("keras")
    tensorflow = pytest.importorskip("tensorflow")
    inputs = [np.zeros((1, *shape), np.float32) for shape in (query, value, key)]
    layer = keras.layers.MultiHeadAttention(num_heads=2, key_dim=4, attention_axes=[1])
    if works:
        assert layer(inputs[0], inputs[1], inputs[2]).shape[1:] == query
    else:
        with pytest.raises((ValueError, tensorflow.errors.InvalidArgumentError)):
            layer(inputs[0], inputs[1], inputs[2])


@pytest.mark.parametrize(("query", "value", "key", "works"), PLAIN)
def test_sizes_of_plain_attention(query: Shape, value: Shape, key: Shape, works: bool) -> None:
    layer = create("Attention")
    if works:
        assert layer.output_shape(query, value, key) == (*query[:-1], value[-1])
    else:
        with pytest.raises(LayerloomError):
            layer.output_shape(query, value, key)


@pytest.mark.keras
@pytest.mark.parametrize(("query", "value", "key", "works"), PLAIN)
def test_keras_says_the_same_of_plain_attention(query: Shape, value: Shape, key: Shape, works: bool) -> None:
    keras = pytest.importorskip("keras")
    tensorflow = pytest.importorskip("tensorflow")
    inputs = [np.zeros((1, *shape), np.float32) for shape in (query, value, key)]
    if works:
        assert keras.layers.Attention()(inputs).shape[1:] == (*query[:-1], value[-1])
    else:
        with pytest.raises((ValueError, tensorflow.errors.InvalidArgumentError)):
            keras.layers.Attention()(inputs)


@pytest.mark.parametrize("axes", [[3], [-1], [1, 3], [3, 2]])
def test_channels_are_not_attended_over(axes: list[int]) -> None:
    layer = create("MultiHeadAttention", {"num_heads": 2, "key_dim": 4, "attention_axes": axes})
    with pytest.raises(LayerloomError, match="can attend over the axes 1 to 2 of"):
        layer.output_shape((5, 4, 8), (5, 4, 8), (5, 4, 8))


def test_an_empty_list_of_axes_is_refused() -> None:
    with pytest.raises(LayerloomError):
        create("MultiHeadAttention", {"attention_axes": []}).output_shape((5, 4, 8), (5, 4, 8), (5, 4, 8))


def test_a_sliding_window_goes_along_one_axis() -> None:
    shape = (5, 4, 8)
    assert create("MultiHeadAttention").output_shape(shape, shape, shape) == shape
    assert create("MultiHeadAttention", {"sliding_window": 2}).output_shape((5, 8), (5, 8), (5, 8)) == (5, 8)
    with pytest.raises(LayerloomError, match="sliding window"):
        create("MultiHeadAttention", {"sliding_window": 2}).output_shape(shape, shape, shape)
