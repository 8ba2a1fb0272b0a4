"""The letters that sizes have in every formula: those of the literature, the same everywhere."""

from collections.abc import Sequence

from cnn.explain.line import Formula, Symbol, number
from cnn.layers import Layer
from cnn.layers.pooling import Pooling
from cnn.layers.spatial import split_channels
from cnn.shapes import Shape
from cnn.words.language import marked, tr

#: the letters of sizes along the axes of a sequence, an image and a volume, and what the axes are called
AXES = {
    1: (("L", marked("length")),),
    2: (("H", marked("height")), ("W", marked("width"))),
    3: (("D", marked("depth")), ("H", marked("height")), ("W", marked("width"))),
}
#: several sizes of one letter are told apart by these
PLACES = "₁₂₃₄₅₆₇₈₉"


def axis_names(axes: int) -> tuple[str, ...]:
    """What the axes of a sequence, an image or a volume are called."""
    return tuple(tr(name) for _, name in AXES.get(axes, ()))


def one(letter: str, value: int | str, meaning: str) -> Formula:
    """A single letter."""
    return Formula(letter, (Symbol(letter, value if isinstance(value, str) else number(value), meaning),))


def alone(meaning: str, value: str = "1") -> Symbol:
    """A number of a formula that never changes, explained."""
    return Symbol(value, value, meaning)


def side(layer: Layer) -> str:
    """What F stands for: the side of a kernel, or of the window of a pooling layer, which has none."""
    return tr("window: pixels a side") if isinstance(layer, Pooling) else tr("kernel: pixels a side")


def kernel(sizes: Sequence[int]) -> Formula:
    """`F·F`: how many places of one channel a window has; `F₁·F₂` where its sides differ."""
    if len(set(sizes)) == 1:
        text = "·".join("F" * len(sizes))
        return Formula(text, one("F", sizes[0], tr("kernel: pixels a side")).symbols)
    letters = [f"F{place}" for place, _ in zip(PLACES, sizes, strict=False)]
    names = axis_names(len(sizes))
    symbols = [
        Symbol(letter, number(size), tr("kernel: pixels of {0}", name))
        for letter, size, name in zip(letters, sizes, names, strict=True)
    ]
    return Formula("·".join(letters), tuple(symbols))


def coming(shape: Shape, data_format: str = "channels_last") -> Formula:
    """`H·W·C`: the numbers that come in; nothing where a size is open or the shape is none of images."""
    channels = tr("channels that come in")
    return _numbers(shape, data_format, "", "C", channels, tr("{0} of what comes in"), tr("numbers that come in"))


def going(shape: Shape, data_format: str = "channels_last", channels: str = "C′", meaning: str = "") -> Formula:
    """`H′·W′·K`: the numbers that come out."""
    said = meaning or tr("channels that come out")
    return _numbers(shape, data_format, "′", channels, said, tr("{0} of what comes out"), tr("numbers that come out"))


def numbers_of(shape: Shape, data_format: str = "channels_last") -> Formula:
    """`H·W·C`: the numbers that pass somewhere; nothing where a size is open or the shape is none of images."""
    return _numbers(shape, data_format, "", "C", tr("channels"), "{0}", tr("numbers"))


def places(shape: Shape, data_format: str = "channels_last", prime: str = "") -> Formula:
    """`H′·W′`: the places of an image, without its channels."""
    sizes, _ = split_channels(shape, data_format)
    words = tr("{0} of what comes out") if prime else tr("{0} of what comes in")
    return _joined(_sizes(sizes, prime, words))


def _numbers(shape: Shape, data_format: str, prime: str, letter: str, channels: str, words: str, flat: str) -> Formula:
    if None in shape or not 1 <= len(shape) <= 4:
        return Formula("")
    if len(shape) == 1:
        return one(letter if letter in ("U", "K") else f"N{prime}", shape[0] or 0, channels if letter in ("U", "K") else flat)
    sizes, count = split_channels(shape, data_format)
    own = one(letter, count or 0, channels)
    axes = _sizes(sizes, prime, words)
    return _joined([own, *axes] if data_format == "channels_first" else [*axes, own])


def _sizes(sizes: Shape, prime: str, words: str) -> list[Formula]:
    named = zip(AXES[len(sizes)], sizes, strict=True)
    return [one(f"{letter}{prime}", size or 0, words.format(tr(name))) for (letter, name), size in named]


def _joined(parts: Sequence[Formula]) -> Formula:
    return Formula("·".join(part.text for part in parts), tuple(symbol for part in parts for symbol in part.symbols))
