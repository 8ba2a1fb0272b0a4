"""For each layer of the catalogue a row of the oracle: settings and input shapes, good ones and such that Keras refuses."""

from hypothesis import strategies as st

from tests.cnn.layers.image_rows import IMAGE_ROWS
from tests.cnn.layers.values import (
    Row,
    activation,
    among,
    any_sample,
    axes_list,
    axis,
    chance,
    count,
    data_format,
    elementwise,
    flag,
    image,
    initializer,
    mostly,
    numbers,
    row,
    sample,
    seed,
    size,
    small,
    unit,
    weight_arguments,
)
from tests.cnn.layers.window_rows import (
    BIASED,
    LOW_RANK,
    adaptive,
    convolution,
    cropping,
    depthwise,
    global_pooling,
    pooling,
    separable,
    stochastic_pooling,
    transposed,
    upsampling,
    zero_padding,
)
from tests.cnn.layers.wiring_rows import (
    attention,
    distributed,
    dot,
    einsum,
    group_query_attention,
    merging,
    multi_head_attention,
    permute,
    reshape,
    spectral,
    two,
)

_SCALE_AND_SHIFT = {"epsilon": small, "center": flag, "scale": flag, **weight_arguments("beta", "gamma")}


def batch_normalization() -> Row:
    clipping = among(
        None, {}, {"rmin": 0.5, "rmax": 2.0}, {"dmax": 5.0}, {"rmin": 2.0, "rmax": 1.0}, {"foo": 1.0}, {"dmax": -1.0}
    )
    optional = {
        "axis": axis,
        "momentum": unit,
        **_SCALE_AND_SHIFT,
        "moving_mean_initializer": initializer,
        "moving_variance_initializer": initializer,
        "renorm": flag,
        "renorm_clipping": clipping,
        "renorm_momentum": unit,
        "synchronized": flag,
    }
    return elementwise(optional)


def normalization() -> Row:
    given = st.one_of(st.none(), numbers)
    axes = st.one_of(st.none(), axes_list)
    same = st.tuples(given, axes).map(lambda both: {"mean": both[0], "variance": both[0], "axis": both[1]})
    apart = st.fixed_dictionaries({}, optional={"mean": given, "variance": given, "axis": axes, "invert": flag})
    return st.tuples(st.one_of(same, apart), st.tuples(any_sample))


noise_shape = among(None, None, (None, 1, 3), (None, 1, None), (2, 3), (None,), [None, 1, 1, 4], (None, 0), "ab", 3)

#: layers that spectral normalization may or may not wrap
WRAPPED: dict[str, Row] = {
    **{f"Conv{n}D": convolution(n) for n in (1, 2, 3)},
    "Conv2DTranspose": transposed(2),
    "DepthwiseConv2D": depthwise(2),
    "SeparableConv2D": separable(2),
    "Dense": elementwise({**BIASED, **weight_arguments("kernel", "bias")}, units=count),
    "EinsumDense": einsum(),
    "Flatten": elementwise(),
}

ROWS: dict[str, Row] = {
    "Input": st.tuples(
        st.fixed_dictionaries(
            {"shape": mostly(st.lists(size, max_size=4).map(tuple), among((0,), (-1, 3), (2.5,)), 10)},
            optional={"dtype": among(None, "float32", "float16", "bfloat16", "float64")},
        ),
        st.just(()),
    ),
    "Rescaling": elementwise({"offset": numbers}, scale=numbers),
    "Normalization": normalization(),
    **IMAGE_ROWS,
    "Dense": elementwise({**BIASED, **LOW_RANK, **weight_arguments("kernel", "bias")}, units=count),
    "EinsumDense": einsum(),
    "Identity": elementwise(),
    "Masking": elementwise({"mask_value": among(0, -1.0)}),
    "MultiHeadAttention": multi_head_attention(),
    "Attention": attention({"score_mode": among("dot", "concat", "concat", "general")}),
    "AdditiveAttention": attention({}),
    **{f"Conv{n}D": convolution(n) for n in (1, 2, 3)},
    **{f"Conv{n}DTranspose": transposed(n) for n in (1, 2, 3)},
    **{f"DepthwiseConv{n}D": depthwise(n) for n in (1, 2)},
    **{f"SeparableConv{n}D": separable(n) for n in (1, 2)},
    **{f"{kind}Pooling{n}D": pooling(n) for kind in ("Max", "Average") for n in (1, 2, 3)},
    **{f"Global{kind}Pooling{n}D": global_pooling(n) for kind in ("Max", "Average") for n in (1, 2, 3)},
    **{f"Adaptive{kind}Pooling{n}D": adaptive(n) for kind in ("Max", "Average") for n in (1, 2, 3)},
    "StochasticPooling2D": stochastic_pooling(),
    "BatchNormalization": batch_normalization(),
    "LayerNormalization": elementwise({"axis": axes_list, **_SCALE_AND_SHIFT}),
    "GroupNormalization": row(
        {},
        {"groups": mostly(among(1, 2, 4, -1), among(3, 0, -2), 4), "axis": mostly(among(-1, 1), axis, 2), **_SCALE_AND_SHIFT},
        sample(2, 3, sizes=among(4, 6, 8, 12, 12, None)),
    ),
    "RMSNormalization": elementwise({"axis": axes_list, "epsilon": small}),
    "UnitNormalization": elementwise({"axis": axes_list}),
    "SpectralNormalization": spectral(WRAPPED),
    "TimeDistributed": distributed(WRAPPED),
    "GroupQueryAttention": group_query_attention(),
    "LocalResponseNormalization": row(
        {},
        {
            "size": among(1, 2, 5, 0),
            "bias": among(1, 2.0, 0),
            "alpha": small,
            "beta": among(0.5, 0.75),
            "data_format": data_format,
        },
        image,
    ),
    "Activation": elementwise(activation=mostly(activation, among("gelu_fast", ""), 12)),
    "ReLU": elementwise(
        {"max_value": among(None, 6, 0.5, -1), "negative_slope": among(0, 0.1, -0.1), "threshold": among(0, 1, -1)}
    ),
    "LeakyReLU": elementwise({"negative_slope": among(0, 0.2, -0.2, None)}),
    "PReLU": elementwise({"shared_axes": st.one_of(st.none(), axis, st.lists(axis, max_size=3)), **weight_arguments("alpha")}),
    "ELU": elementwise({"alpha": among(1, 0.5, -0.5)}),
    "Softmax": elementwise({"axis": axes_list}),
    "Dropout": elementwise({"noise_shape": noise_shape, "seed": seed}, rate=chance),
    "AlphaDropout": elementwise(
        {"noise_shape": noise_shape.filter(lambda shape: shape not in ("ab", 3)), "seed": seed}, rate=chance
    ),
    "GaussianDropout": elementwise({"seed": seed}, rate=chance),
    "GaussianNoise": elementwise({"seed": seed}, stddev=chance),
    "ActivityRegularization": elementwise({"l1": among(0, 0.1, -0.1), "l2": among(0, 0.1)}),
    "SpatialDropout1D": row({"rate": chance}, {"seed": seed}, sample(2)),
    **{f"SpatialDropout{n}D": row({"rate": chance}, {"seed": seed, "data_format": data_format}, sample(n + 1)) for n in (2, 3)},
    "Flatten": elementwise({"data_format": data_format}),
    "Reshape": reshape(),
    "Permute": permute(),
    "RepeatVector": row({"n": count}, {}, sample(1)),
    **{f"ZeroPadding{n}D": zero_padding(n) for n in (1, 2, 3)},
    **{f"Cropping{n}D": cropping(n) for n in (1, 2, 3)},
    **{f"UpSampling{n}D": upsampling(n) for n in (1, 2, 3)},
    **{kind: merging() for kind in ("Add", "Multiply", "Average", "Maximum", "Minimum")},
    "Concatenate": two({"axis": axis}),
    "Subtract": two({}),
    "LayerScale": row({"init_values": small, "projection_dim": among(1, 3)}, {}, st.tuples(among(1, 4), among(1, 3, 4))),
    "StochasticDepth": row({"drop_path_rate": unit}, {}, any_sample),
    "CustomScaleLayer": row({"scale": unit}, {}, st.just((4, 4, 3)), st.tuples(among(1, 4), among(1, 4), among(1, 2, 3))),
    "Dot": dot(),
}
