"""Which sizes attention over some axes takes: each rule by itself, and Keras's own answer beside it."""

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
