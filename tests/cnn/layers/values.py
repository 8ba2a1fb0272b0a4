"""Values and shapes to try layers with: good ones, and now and then such that Keras refuses."""

from typing import Any

from hypothesis import strategies as st

from cnn.layers.arguments import ACTIVATIONS, DTYPES
from cnn.shapes import Shape

Config = dict[str, Any]
Example = tuple[Config, tuple[Shape, ...]]
Row = st.SearchStrategy[Example]

# ---------------------------------------------------------------------- values


def mostly(good: st.SearchStrategy[Any], bad: st.SearchStrategy[Any], one_in: int = 12) -> st.SearchStrategy[Any]:
    """Good values, and now and then a bad one."""
    return st.sampled_from([good] * (one_in - 1) + [bad]).flatmap(lambda chosen: chosen)


def among(*values: Any) -> st.SearchStrategy[Any]:
    """One of these."""
    return st.sampled_from(values)


def per_axis(axes: int, *values: int) -> st.SearchStrategy[Any]:
    """One number for all axes or one for each, as a tuple or a list; rarely of the wrong length, zero or negative."""
    value = among(*values)
    several = st.tuples(*[value] * axes)
    wrong = among(0, -1, (2,) * (axes + 1), [0] * axes, (2, -1, 1)[:axes], ())
    return mostly(st.one_of(value, several, several.map(list)), wrong, 25)


flag = st.booleans()
data_format = among(None, "channels_last", "channels_first")
activation = among(None, *ACTIVATIONS)
seed = among(None, 0, 7)
unit = among(0, 0.25, 0.5, 0.75, 1, 1.0)
chance = mostly(unit, among(-0.1, 1.5), 10)
small = among(1e-6, 1e-5, 1e-3, 0.1)
count = mostly(among(1, 2, 3, 4, 6, 8, 12), among(0, -1, 2.5, "4", True), 30)
numbers = st.one_of(among(0.0, 1, 0.5, 127.5, -1.0), st.lists(among(0.5, 1.0, 2), min_size=1, max_size=4))
axis = mostly(among(-1, 1, 2, 3, -2), among(0, 4, -4, 7), 8)
axes_list = st.one_of(axis, st.lists(axis, min_size=1, max_size=3))
dtype = among(None, None, None, None, None, *DTYPES)
initializer = mostly(
    among(
        None,
        "zeros",
        "ones",
        "glorot_uniform",
        "GlorotNormal",
        "he_normal",
        "lecun_uniform",
        "random_normal",
        {"class_name": "Constant", "config": {"value": 0.5}},
        {"class_name": "RandomUniform", "config": {"minval": -1.0, "maxval": 1.0, "seed": 3}},
        {"class_name": "VarianceScaling", "config": {"scale": 2.0, "mode": "fan_out", "distribution": "uniform"}},
    ),
    among({"class_name": "VarianceScaling", "config": {"scale": 2.0, "mode": "fan_all"}}, "orthogonal", "Identity"),
    20,
)
regularizer = mostly(
    among(None, "l1", "l2", "L1L2", {"class_name": "L2", "config": {"l2": 0.001}}),
    among({"class_name": "L1", "config": {"l1": -1.0}}, "OrthogonalRegularizer"),
    20,
)
constraint = mostly(
    among(None, "max_norm", "non_neg", {"class_name": "MaxNorm", "config": {"max_value": 3, "axis": 0}}),
    among({"class_name": "UnitNorm", "config": {"axis": [0, 1]}}, {"class_name": "MinMaxNorm", "config": {"axis": 1}}),
    20,
)

#: kind of weight → strategies of what a layer says about it
_SAYS = {"initializer": initializer, "regularizer": regularizer, "constraint": constraint}


def weight_arguments(*weights: str) -> Config:
    """`kernel_initializer`, `kernel_regularizer`, `kernel_constraint` … for each of the weights."""
    return {f"{weight}_{kind}": values for weight in weights for kind, values in _SAYS.items()}


# ---------------------------------------------------------------------- shapes

size = among(1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, None)
closed = among(1, 2, 3, 4, 5, 6, 8, 9, 12)


def sample(*ranks: int, sizes: st.SearchStrategy[Any] = size) -> st.SearchStrategy[Shape]:
    """The shape of a sample of one of these ranks, rarely of another."""
    fitting = among(*ranks).flatmap(lambda rank: st.tuples(*[sizes] * rank))
    other = st.integers(0, 5).flatmap(lambda rank: st.tuples(*[closed] * rank))
    return mostly(fitting, other, 20)


any_sample = sample(1, 2, 3, 4)
image = sample(3)
pixels = mostly(st.tuples(size, size, among(1, 3)), sample(3), 4)

# ---------------------------------------------------------------------- rows


def row(required: Config, optional: Config, *shapes: st.SearchStrategy[Shape]) -> Row:
    """Settings of which the optional ones may be left out, and one shape for each input."""
    return st.tuples(st.fixed_dictionaries(required, optional={**optional, "dtype": dtype}), st.tuples(*shapes))


def elementwise(optional: Config | None = None, **required: Any) -> Row:
    """A row of a layer that takes anything."""
    return row(required, optional or {}, any_sample)
