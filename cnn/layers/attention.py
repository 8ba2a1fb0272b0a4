"""Attention. https://keras.io/api/layers/attention_layers/"""

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from cnn.errors import ShapeError
from cnn.layers.arguments import MAX_AXES, SEED_HELP, Axes, Flag, Positive, Rate, Seed, advanced, at_most, tuple_of_one
from cnn.layers.axes import axis_indices
from cnn.layers.base import EVERYWHERE, Layer, Weight, Window
from cnn.layers.controls import Control
from cnn.layers.spatial import join_words
from cnn.layers.weighted import WithKernel
from cnn.shapes import Shape, Size, count, spell
from cnn.words.language import tr
from cnn.words.lists import listed

Channels = Annotated[
    tuple[Positive, ...], BeforeValidator(tuple_of_one), Field(min_length=1), at_most(MAX_AXES), Control("integers", minimum=1)
]
DROPOUT_HELP = "Share of the attention that is dropped while training"


class Attending(Layer):
    """A layer that mixes values by how well their keys answer a query; without keys the values are the keys."""

    family = "Core"
    ports = ("query", "value", "key")
    min_inputs = 2

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE

    def _refuse(self, inputs: tuple[Shape, ...], expected: str) -> ShapeError:
        names = [f"{port} {spell(shape)}" for port, shape in zip(self.ports, inputs, strict=False)]
        message = tr("{0} expects {1}; it gets {2}.", self.class_name, expected, listed(names))
        return ShapeError(message, tr("Reshape or project the branches to match."))


class PlainAttention(Attending):
    """What dot-product and additive attention have in common: places × channels, no projections."""

    takes_list = True

    dropout: Rate = Field(0.0, description=DROPOUT_HELP)
    seed: Seed | None = advanced(None, SEED_HELP)

    def output_shape(self, *inputs: Shape) -> Shape:
        query, value = inputs[:2]
        key = inputs[-1]
        if not len(query) == len(value) == len(key) or len(query) < 2:
            raise self._refuse(inputs, tr("query, value and key of places × channels"))
        if not (agree(query[-1], key[-1]) and agree(value[-2], key[-2])):
            raise self._refuse(inputs, tr("a key with the channels of the query and the places of the value"))
        if not all(agree(a, b) and agree(a, c) for a, b, c in zip(query[:-2], value[:-2], key[:-2], strict=True)):
            raise self._refuse(inputs, tr("the same axes before places and channels"))
        return (*query[:-1], value[-1])

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        """Scores between all pairs of places, then the weighted sum of the values."""
        query, value = inputs[:2]
        scores = count((*query[:-1], value[-2]))
        if scores is None or query[-1] is None or value[-1] is None:
            return None
        return scores * (query[-1] + value[-1])


class Attention(PlainAttention):
    """Mixes values by the products of queries and keys (Luong). https://keras.io/api/layers/attention_layers/attention/"""

    synonyms: ClassVar[tuple[str, ...]] = ("luong", "dot product", "self-attention")

    use_scale: Flag = Field(False, description="Learn a factor for the scores")
    score_mode: Literal["dot", "concat"] = Field("dot", description="How a query and a key give a score")

    def headline(self) -> str:
        return "" if self.score_mode == "dot" else self.score_mode

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        scale = (Weight("scale", ()),) if self.use_scale else ()
        return (*scale, Weight("concat_score_weight", ())) if self.score_mode == "concat" else scale


class AdditiveAttention(PlainAttention):
    """Mixes values by the tanh of query plus key (Bahdanau). https://keras.io/api/layers/attention_layers/additive_attention/"""

    synonyms: ClassVar[tuple[str, ...]] = ("bahdanau", "self-attention")

    use_scale: Flag = Field(True, description="Learn a factor for each channel of the scores")

    def output_shape(self, *inputs: Shape) -> Shape:
        if self.use_scale and inputs[0] and inputs[0][-1] is None:
            raise self._refuse(inputs, tr("a query whose channels are known"))
        return super().output_shape(*inputs)

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        return (Weight("scale", (inputs[0][-1] or 0,)),) if self.use_scale else ()


class Projecting(Attending, WithKernel):
    """What the attentions with several heads have in common: query, key and value are projected first, the answer last."""

    if TYPE_CHECKING:  # each has them at their place among its own arguments
        use_bias: Flag
        flash_attention: Flag | None

    @model_validator(mode="after")
    def _buildable(self) -> Self:
        if self.flash_attention:
            raise ValueError(tr("flash_attention can't be on: TensorFlow has none"))
        if self.kernel_initializer is None or self.bias_initializer is None:
            raise ValueError(tr("kernel_initializer and bias_initializer can't be empty"))
        return self

    def _projection(self, name: str, coming: tuple[int, ...], going: tuple[int, ...]) -> tuple[Weight, ...]:
        kernel = Weight(f"{name}/kernel", (*coming, *going))
        return (kernel, Weight(f"{name}/bias", going)) if self.use_bias else (kernel,)


class MultiHeadAttention(Projecting):
    """Several attentions side by side (Vaswani). https://keras.io/api/layers/attention_layers/multi_head_attention/"""

    synonyms: ClassVar[tuple[str, ...]] = ("mha", "transformer", "self-attention", "vit")

    num_heads: Positive = Field(4, description="How many attentions work side by side")
    key_dim: Positive = Field(32, description="Numbers per query and key in each head")
    value_dim: Positive | None = Field(None, description="Numbers per value in each head; empty: as many as per key")
    dropout: Rate = Field(0.0, description=DROPOUT_HELP)
    use_bias: Flag = Field(True, description="Add a learned number in every projection")
    channels_out: Channels | None = Field(None, alias="output_shape", description="Channels that come out; empty: the query's")
    attention_axes: Axes | None = Field(None, description="Axes attended over (0 is the batch); empty: all places")
    sliding_window: Positive | None = Field(None, description="How far a place looks to either side; empty: everywhere")
    use_gate: Flag = Field(False, description="Multiply by a learned gate before the output projection")
    flash_attention: Flag | None = advanced(None, "TensorFlow has no flash attention; leave empty")
    seed: Seed | None = advanced(None, SEED_HELP)

    @property
    def stated(self) -> Self:
        return self.model_copy(update={"value_dim": self.value_dim or self.key_dim})

    def headline(self) -> str:
        return join_words(f"{self.num_heads} heads", f"{self.key_dim} wide")

    def output_shape(self, *inputs: Shape) -> Shape:
        query, value = inputs[:2]
        key = inputs[-1]
        if not len(query) == len(value) == len(key) or len(query) < 2:
            raise self._refuse(inputs, tr("query, value and key with the same number of axes, channels last"))
        if None in (query[-1], value[-1], key[-1]):
            raise self._refuse(inputs, tr("known numbers of channels"))
        attended = self._attended(query)
        if self.sliding_window and attended != (0,):
            raise self._refuse(inputs, tr("with a sliding window to attend over axis 1 alone"))
        for place, sizes in enumerate(zip(query[:-1], value[:-1], key[:-1], strict=True)):
            if not agree(sizes[1], sizes[2]) or (place not in attended and not agree(sizes[0], sizes[1])):
                expected = tr("value and key of the same size, and the query's size along axes not attended over")
                raise self._refuse(inputs, expected)
        return (*query[:-1], *self.channels_out) if self.channels_out else query

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        query, value, key = (shape[-1] or 0 for shape in (*inputs[:2], inputs[-1]))
        keys = (self.num_heads, self.key_dim)
        values = (self.num_heads, self.value_dim or self.key_dim)
        gate = self._projection("gate", (query,), values) if self.use_gate else ()
        return (
            *self._projection("query", (query,), keys),
            *self._projection("key", (key,), keys),
            *gate,
            *self._projection("value", (value,), values),
            *self._projection("attention_output", values, self.channels_out or (query,)),
        )

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        """The projections of every place, then for each head the scores between places and the weighted sums."""
        query, value = inputs[:2]
        key = inputs[-1]
        places = [count(shape[:-1]) for shape in (query, key, value)]
        other = count(tuple(value[place] for place in self._attended(query)))
        if None in places or other is None:
            return None
        q, k, v = (number or 0 for number in places)
        at = {"query": q, "key": k, "value": v, "gate": q, "attention_output": q}
        kernels = (weight for weight in self.weights(*inputs) if weight.name.endswith("/kernel"))
        projections = sum(at[weight.name.split("/")[0]] * weight.size for weight in kernels)
        return projections + q * other * self.num_heads * (self.key_dim + (self.value_dim or self.key_dim))

    def _attended(self, query: Shape) -> tuple[int, ...]:
        """Places in a sample that are attended over."""
        if self.attention_axes is None:
            return tuple(range(len(query) - 1))
        places = axis_indices(self.attention_axes, query, self.class_name)
        if not places or len(query) - 1 in places:
            raise ShapeError(
                tr(
                    "{0} can attend over the axes 1 to {1} of {2}, not over the channels.",
                    self.class_name,
                    len(query) - 1,
                    spell(query),
                ),
                tr("Change attention_axes, or leave it empty."),
            )
        return places


class GroupQueryAttention(Projecting):
    """Attentions that share keys and values. https://keras.io/api/layers/attention_layers/group_query_attention/"""

    synonyms: ClassVar[tuple[str, ...]] = ("gqa", "transformer", "multi-query attention", "self-attention")

    head_dim: Positive = Field(32, description="Numbers per query, key and value in each head")
    num_query_heads: Positive = Field(4, description="How many attentions work side by side")
    num_key_value_heads: Positive = Field(2, description="How many keys and values they share; divides the number of heads")
    dropout: Rate = Field(0.0, description=DROPOUT_HELP)
    use_bias: Flag = Field(True, description="Add a learned number in every projection")
    sliding_window: Positive | None = Field(None, description="How far a place looks to either side; empty: everywhere")
    use_gate: Flag = Field(False, description="Multiply by a learned gate before the output projection")
    flash_attention: Flag | None = advanced(None, "TensorFlow has no flash attention; leave empty")
    seed: Seed | None = advanced(None, SEED_HELP)

    @model_validator(mode="after")
    def _shares_evenly(self) -> Self:
        if self.num_query_heads % self.num_key_value_heads:
            raise ValueError(
                tr(
                    "num_query_heads ({0}) must be a multiple of num_key_value_heads ({1})",
                    self.num_query_heads,
                    self.num_key_value_heads,
                )
            )
        return self

    def headline(self) -> str:
        return join_words(f"{self.num_query_heads}:{self.num_key_value_heads} heads", f"{self.head_dim} wide")

    def output_shape(self, *inputs: Shape) -> Shape:
        query, value, key = inputs[0], inputs[1], inputs[-1]
        if not len(query) == len(value) == len(key) == 2:
            raise self._refuse(inputs, tr("query, value and key of places × channels"))
        if None in (query[-1], value[-1], key[-1]) or query[-1] != value[-1]:
            raise self._refuse(inputs, tr("a query and a value of as many channels"))
        if value[0] != key[0]:
            raise self._refuse(inputs, tr("value and key of as many places"))
        return query

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        query, value, key = (shape[-1] or 0 for shape in (*inputs[:2], inputs[-1]))
        many, few = (self.num_query_heads, self.head_dim), (self.num_key_value_heads, self.head_dim)
        return (
            *self._projection("query", (query,), many),
            *self._projection("key", (key,), few),
            *(self._projection("gate", (query,), many) if self.use_gate else ()),
            *self._projection("value", (value,), few),
            *self._projection("attention_output", many, (query,)),
        )

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        """The projections of every place, then for each head the scores between places and the weighted sums."""
        queries, places = inputs[0][0], inputs[1][0]
        if queries is None or places is None:
            return None
        kernels = {weight.name.split("/")[0]: weight.size for weight in self.weights(*inputs) if weight.name.endswith("/kernel")}
        projections = sum(size * (places if name in ("key", "value") else queries) for name, size in kernels.items())
        return projections + 2 * queries * places * self.num_query_heads * self.head_dim


def agree(a: Size, b: Size) -> bool:
    """Whether two sizes can be the same."""
    return a is None or b is None or a == b
