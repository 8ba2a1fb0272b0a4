"""Rows of layers whose inputs or settings hang together: merging, attention, einsum, reshaping, wrapping."""

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from cnn.shapes import Shape
from tests.cnn.layers.values import (
    Config,
    Example,
    Row,
    activation,
    among,
    any_sample,
    axis,
    closed,
    count,
    dtype,
    flag,
    mostly,
    regularizer,
    sample,
    seed,
    unit,
    weight_arguments,
)


def einsum() -> Row:
    known = among(
        ("ab,bc->ac", 1),
        ("abc,cd->abd", 2),
        ("abc,cde->abde", 2),
        ("abc,bcd->ad", 2),
        ("...x,xy->...y", 2),
        ("...xy,xyz->...z", 3),
        ("ab...,bc->ac...", 3),
        ("abcd,cde->abe", 3),
        ("abc,cd->adb", 2),
        ("abcd,ce->abed", 3),
        ("...ab,bc->...ac", 2),
    )
    broken = among(
        ("ab,bc->ac;", 1),
        ("ab", 1),
        ("ab,bcz->ac", 1),
        ("ab,bc->acd", 1),
        ("abb,bc->ac", 2),
        ("ab,abc->ac", 1),
        ("ab,bc->ca", 1),
        ("a...,bc->ac...", 2),
        ("ab...,bc->ac", 2),
        ("...ab...,bc->...ac...", 3),
        ("", 1),
        ("aab,bc->ac", 2),
    )

    @st.composite
    def examples(draw: Callable[[Any], Any]) -> Example:
        equation, rank = draw(mostly(known, broken, 8))
        shape = draw(st.tuples(*[mostly(closed, st.none(), 12)] * draw(mostly(st.just(rank), among(0, 1, 2, 3, 4), 3))))
        letters = equation.split("->")[-1].strip(".;")
        out = draw(st.lists(among(None, 2, 3, 4, 5, *shape), min_size=max(len(letters) - 1, 0), max_size=len(letters)))
        config: Config = {"equation": equation, "output_shape": draw(among(tuple(out), out, *out[:1])) or (2,)}
        if draw(flag):
            config["bias_axes"] = draw(mostly(st.text(letters or "c", min_size=1, max_size=2), among("", "q", None), 6))
        if draw(flag):
            config |= draw(st.fixed_dictionaries({"activation": activation}, optional=weight_arguments("kernel", "bias")))
        return config, (shape,)

    return examples()


def attention(own: Config) -> Row:
    @st.composite
    def examples(draw: Callable[[Any], Any]) -> Example:
        config = draw(st.fixed_dictionaries({}, optional={**own, "use_scale": flag, "dropout": unit, "seed": seed}))
        batch = draw(among((), (), (2,), (None,)))
        queries, places, channels, out = (draw(mostly(among(1, 2, 3, 5), st.none(), 10)) for _ in range(4))
        shapes = [(*batch, queries, channels), (*batch, places, channels), (*batch, places, channels)]
        if draw(flag):
            shapes[1] = (*batch, places, out)
        odd = draw(mostly(st.none(), st.integers(0, 2), 6))
        if odd is not None:
            shapes[odd] = draw(sample(1, 2, 3))
        return config, tuple(shapes[: draw(among(2, 3))])

    return examples()


def multi_head_attention() -> Row:
    optional = {
        "value_dim": among(None, 1, 4),
        "dropout": unit,
        "use_bias": flag,
        "output_shape": among(None, 3, (2, 3), [5]),
        "attention_axes": among(None, None, None, 1, (1,), (1, 2), [2], (-2,), 0, (3,), (1, 1)),
        "sliding_window": among(None, 1, 2),
        "flash_attention": among(None, None, None, False, True),
        "use_gate": flag,
        "seed": seed,
        "activity_regularizer": regularizer,
        **weight_arguments("kernel", "bias"),
    }

    @st.composite
    def examples(draw: Callable[[Any], Any]) -> Example:
        config = draw(st.fixed_dictionaries({"num_heads": count, "key_dim": count}, optional=optional))
        batch = draw(among((), (), (2,), (4,)))
        queries, places, channels, other = (draw(mostly(among(1, 2, 3, 5), st.none(), 10)) for _ in range(4))
        shapes = [(*batch, queries, channels), (*batch, places, other), (*batch, places, channels)]
        odd = draw(mostly(st.none(), st.integers(0, 2), 6))
        if odd is not None:
            shapes[odd] = draw(sample(1, 2, 3))
        return config, tuple(shapes[: draw(among(2, 3))])

    return examples()


def spectral(rows: Mapping[str, Row]) -> Row:
    """Any of these rows, wrapped."""

    @st.composite
    def examples(draw: Callable[[Any], Any]) -> Example:
        inner = draw(among(*rows))
        config, shapes = draw(rows[inner])
        wrapped = {"class_name": inner, "config": config}
        return {"layer": wrapped, **draw(st.fixed_dictionaries({}, optional={"power_iterations": count}))}, shapes

    return examples()


def distributed(rows: Mapping[str, Row]) -> Row:
    """Any of these rows, for each step of a sequence."""

    @st.composite
    def examples(draw: Callable[[Any], Any]) -> Example:
        inner = draw(among(*rows))
        config, (shape,) = draw(rows[inner])
        steps = draw(mostly(among((2,), (3,), (None,)), st.just(()), 12))
        return {"layer": {"class_name": inner, "config": config}}, ((*steps, *shape),)

    return examples()


def group_query_attention() -> Row:
    optional = {
        "use_bias": flag, "use_gate": flag, "dropout": unit, "seed": seed, "sliding_window": among(None, None, 1, 2, 0),
        **weight_arguments("kernel", "bias"), "activity_regularizer": regularizer,
    }  # fmt: skip
    required = {"head_dim": among(2, 4, 1), "num_query_heads": among(2, 4, 4, 3), "num_key_value_heads": among(1, 2, 2, 3)}

    @st.composite
    def examples(draw: Callable[[Any], Any]) -> Example:
        config = draw(st.fixed_dictionaries(required, optional=optional))
        queries, places, channels = (draw(mostly(among(1, 2, 3, 5), st.none(), 10)) for _ in range(3))
        shapes = [(queries, channels), (places, channels), (places, draw(mostly(st.just(channels), among(1, 2, 3), 6)))]
        odd = draw(mostly(st.none(), st.integers(0, 2), 8))
        if odd is not None:
            shapes[odd] = draw(sample(1, 2, 3))
        return config, tuple(shapes[: draw(among(2, 3))])

    return examples()


@st.composite
def alike(draw: Callable[[Any], Any], least: int = 2, most: int = 3) -> tuple[Shape, ...]:
    """Shapes that are the same, or can be broadcast, or nearly so."""
    first = draw(any_sample)
    others = []
    for _ in range(draw(st.integers(least, most)) - 1):
        other = list(first)
        for place in range(len(other)):
            if draw(among(0, 0, 0, 0, 1)):
                other[place] = draw(among(1, 1, None, 5))
        others.append(tuple(other[draw(among(0, 0, 0, 0, 1)) :]))
    return (first, *others)


def merging() -> Row:
    return st.tuples(st.fixed_dictionaries({}, optional={"dtype": dtype}), alike())


def two(own: Config) -> Row:
    return st.tuples(st.fixed_dictionaries({}, optional={**own, "dtype": dtype}), alike(2, 2))


def dot() -> Row:
    axes = st.one_of(axis, st.tuples(axis, axis), st.tuples(axis, axis).map(list))

    @st.composite
    def examples(draw: Callable[[Any], Any]) -> Example:
        shapes = tuple(draw(sample(1, 2, 3, sizes=among(2, 3, 3, 3, None))) for _ in range(2))
        return draw(st.fixed_dictionaries({"axes": axes}, optional={"normalize": flag})), shapes

    return examples()


def reshape() -> Row:
    @st.composite
    def examples(draw: Callable[[Any], Any]) -> Example:
        shape = draw(sample(1, 2, 3))
        target = draw(st.permutations(shape))
        if draw(flag) and len(target) > 1 and None not in target[:2]:
            target = [target[0] * target[1], *target[2:]]
        if draw(flag) and target:
            target = [-1, *target[1:]]
        wild = st.lists(among(-1, 1, 2, 3, 4, 6, -2), max_size=4)
        return {"target_shape": draw(mostly(among(tuple(target), list(target)), wild, 4))}, (shape,)

    return examples()


def permute() -> Row:
    @st.composite
    def examples(draw: Callable[[Any], Any]) -> Example:
        shape = draw(sample(1, 2, 3))
        dims = draw(st.permutations(range(1, len(shape) + 1)))
        return {"dims": draw(mostly(among(tuple(dims), list(dims)), st.lists(among(0, 1, 2, 3), max_size=3), 5))}, (shape,)

    return examples()
