"""Two layers of the literature that Keras lacks, as Keras layers.

This file needs nothing but Keras, so that exported code can carry it as it stands.
"""

from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="layerloom")
class StochasticPooling2D(keras.layers.Layer):  # type: ignore[misc]
    """Keeps one number of each window, drawn with a probability proportional to its size.

    Negative numbers count as 0; a window without a positive number gives 0. While predicting, the expected value is
    taken: each number weighted by its probability.
    Zeiler & Fergus (2013), "Stochastic Pooling for Regularization of Deep Convolutional Neural Networks", eq. 4-6.
    https://arxiv.org/abs/1301.3557
    """

    def __init__(
        self,
        pool_size: Any = (2, 2),
        strides: Any = None,
        padding: str = "valid",
        data_format: str | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.pool_size = (pool_size, pool_size) if isinstance(pool_size, int) else tuple(pool_size)
        strides = self.pool_size if strides is None else strides
        self.strides = (strides, strides) if isinstance(strides, int) else tuple(strides)
        self.padding = padding.lower()
        self.data_format = data_format or keras.config.image_data_format()
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.input_spec = keras.layers.InputSpec(ndim=4)
        if self.padding not in ("valid", "same") or len(self.pool_size) != 2 or len(self.strides) != 2:
            raise ValueError(f"Expected two sizes and padding 'valid' or 'same'; got {pool_size}, {strides}, {padding!r}.")

    def call(self, inputs: Any, training: bool = False) -> Any:
        """Pools images; `training` decides between drawing and the expected value."""
        images = ops.transpose(inputs, (0, 2, 3, 1)) if self.data_format == "channels_first" else inputs
        windows = self._windows(ops.maximum(ops.cast(images, "float32"), 0.0))
        pooled = ops.cast(self._drawn(windows) if training else self._expected(windows), self.compute_dtype)
        return ops.transpose(pooled, (0, 3, 1, 2)) if self.data_format == "channels_first" else pooled

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The shape of a batch of pooled images."""
        batch, *rest = input_shape
        first = self.data_format == "channels_first"
        sizes, channels = (rest[1:], rest[0]) if first else (rest[:-1], rest[-1])
        out = [self._places(size, axis) for axis, size in enumerate(sizes)]
        if any(size is not None and size <= 0 for size in out):
            raise ValueError(f"A window of {self.pool_size} doesn't fit into images of {tuple(sizes)}.")
        return (batch, channels, *out) if first else (batch, *out, channels)

    def get_config(self) -> dict[str, Any]:
        """All constructor arguments."""
        names = ("pool_size", "strides", "padding", "data_format", "seed")
        return {**super().get_config(), **{name: getattr(self, name) for name in names}}

    def _windows(self, images: Any) -> Any:
        """The numbers of every window on a new third last axis: batch, height, width, window, channels."""
        height, width = self.pool_size
        padded = ops.pad(images, ((0, 0), (height - 1, height - 1), (width - 1, width - 1), (0, 0)))
        rows, columns = (self._starts(ops.shape(images)[axis + 1], axis) for axis in (0, 1))
        return ops.stack([padded[:, rows(y), columns(x)] for y in range(height) for x in range(width)], axis=3)

    def _starts(self, size: Any, axis: int) -> Any:
        """For a place in the window, the slice of the padded images that holds it for every window."""
        pool, stride = self.pool_size[axis], self.strides[axis]
        places = self._places(size, axis)
        missing = (places - 1) * stride + pool - size
        before = 0 if self.padding == "valid" else (max(missing, 0) if isinstance(missing, int) else ops.maximum(missing, 0)) // 2
        first = pool - 1 - before
        return lambda place: slice(first + place, first + place + (places - 1) * stride + 1, stride)

    def _places(self, size: Any, axis: int) -> Any:
        if size is None:
            return None
        pool, stride = self.pool_size[axis], self.strides[axis]
        return (size - pool) // stride + 1 if self.padding == "valid" else (size - 1) // stride + 1

    def _drawn(self, windows: Any) -> Any:
        """One number of each window; the largest of log(a) + Gumbel noise falls on a with probability a / Σ a."""
        uniform = keras.random.uniform(ops.shape(windows), minval=1e-7, dtype="float32", seed=self.seed_generator)
        chances = ops.where(windows > 0, ops.log(ops.maximum(windows, 1e-37)), -1e30)
        chosen = ops.argmax(chances - ops.log(-ops.log(uniform)), axis=3)
        return ops.sum(windows * ops.one_hot(chosen, self.pool_size[0] * self.pool_size[1], axis=3, dtype="float32"), axis=3)

    def _expected(self, windows: Any) -> Any:
        total = ops.sum(windows, axis=3, keepdims=True)
        return ops.sum(windows * (windows / ops.where(total > 0, total, 1.0)), axis=3)


@keras.saving.register_keras_serializable(package="layerloom")
class LocalResponseNormalization(keras.layers.Layer):  # type: ignore[misc]
    """Divides each number by a power of the squares around it in neighbouring channels.

    b = a / (bias + alpha · Σ a²)^beta, the sum running over the `size` channels around it, fewer at the ends.
    Krizhevsky, Sutskever & Hinton (2012), "ImageNet Classification with Deep Convolutional Neural Networks", section
    3.3, where n is `size` and k is `bias`.
    """

    def __init__(
        self,
        size: int = 5,
        bias: float = 2.0,
        alpha: float = 1e-4,
        beta: float = 0.75,
        data_format: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.size = size
        self.bias = bias
        self.alpha = alpha
        self.beta = beta
        self.data_format = data_format or keras.config.image_data_format()
        self.input_spec = keras.layers.InputSpec(ndim=4)
        if size < 1 or bias <= 0 or alpha < 0 or beta < 0:
            raise ValueError(f"Expected size ≥ 1, bias > 0, alpha ≥ 0, beta ≥ 0; got {size}, {bias}, {alpha}, {beta}.")

    def call(self, inputs: Any) -> Any:
        """Normalizes images."""
        images = ops.cast(inputs, "float32")
        axis = 1 if self.data_format == "channels_first" else 3
        damping = ops.power(self.bias + self.alpha * self._neighbours(ops.square(images), axis), -self.beta)
        return ops.cast(images * damping, self.compute_dtype)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape stays."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """All constructor arguments."""
        names = ("size", "bias", "alpha", "beta", "data_format")
        return {**super().get_config(), **{name: getattr(self, name) for name in names}}

    def _neighbours(self, squares: Any, axis: int) -> Any:
        """For each channel the sum over it and `size // 2` channels on either side."""
        channels = squares.shape[axis]
        reach = min(self.size // 2, channels - 1)
        sides = [(reach, reach) if place == axis else (0, 0) for place in range(4)]
        padded = ops.pad(squares, sides)
        parts = [slice(start, start + channels) for start in range(2 * reach + 1)]
        return sum(padded[:, part] if axis == 1 else padded[..., part] for part in parts)


#: class name → class
CUSTOM_LAYERS: dict[str, type[keras.layers.Layer]] = {
    kind.__name__: kind for kind in (StochasticPooling2D, LocalResponseNormalization)
}
