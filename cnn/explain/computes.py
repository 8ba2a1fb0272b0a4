"""What a layer computes, in one line: its formula, what each letter of it means here, and where it is written."""

from dataclasses import dataclass
from typing import Any

from cnn.analysis import NodeAnalysis
from cnn.explain.activations import FUNCTIONS
from cnn.explain.line import Symbol, number
from cnn.explain.papers import Link, links_of
from cnn.layers import (
    ELU,
    LAYERS,
    Activation,
    AdditiveAttention,
    Attention,
    BatchNormalization,
    Concatenate,
    Dense,
    Dot,
    Dropout,
    Flatten,
    GaussianDropout,
    GaussianNoise,
    GroupNormalization,
    GroupQueryAttention,
    Identity,
    Layer,
    LayerNormalization,
    LayerScale,
    LeakyReLU,
    LocalResponseNormalization,
    MultiHeadAttention,
    Normalization,
    PReLU,
    ReLU,
    Rescaling,
    RMSNormalization,
    Softmax,
    StochasticDepth,
    StochasticPooling2D,
    UnitNormalization,
    UpSampling2D,
)
from cnn.layers.adaptive_pooling import AdaptiveMaxPooling, AdaptivePooling
from cnn.layers.border import Cropping, ZeroPadding
from cnn.layers.convolution import Convolution, TransposedConvolution
from cnn.layers.depthwise import DepthwiseConvolution, SeparableConvolution
from cnn.layers.merging import Merge
from cnn.layers.pooling import GlobalMaxPooling, GlobalPooling, MaxPooling, Pooling
from cnn.layers.regularization import SpatialDropout
from cnn.layers.spatial import split_channels
from cnn.shapes import Shape, count, spell
from cnn.words.filling import minus, readable
from cnn.words.language import tr
from cnn.words.lists import COMMA, listed
from cnn.words.quantities import number_of


@dataclass(frozen=True)
class Computation:
    """A formula for one number y of the output, the letters in it, what else is to be said, and where it is written.

    `formula` is empty for layers that rearrange or change images in ways of their own. `title` names what is explained.
    """

    title: str
    formula: str
    symbols: tuple[Symbol, ...] = ()
    note: str = ""
    links: tuple[Link, ...] = ()


Told = tuple[str, list[Symbol], str]


def computed(layer: Layer, numbers: NodeAnalysis) -> Computation:
    """What a layer makes of its inputs."""
    formula, symbols, note = _formula(layer, numbers)
    if not formula and not note and LAYERS.get(layer.class_name) is type(layer):
        what_it_does = layer.about()  # where no formula of one line tells it
        note = tr(what_it_does)
    return Computation(layer.class_name, formula, tuple(symbols), note, links_of(layer))


def _formula(layer: Layer, numbers: NodeAnalysis) -> Told:
    return (
        _weighted(layer, numbers)
        or _pooled(layer, numbers)
        or _normalized(layer)
        or _activated(layer)
        or _only_in_training(layer)
        or _merged(layer, numbers)
        or _attending(layer)
        or _rearranged(layer, numbers)
        or ("", [], "")
    )


def _s(letter: str, meaning: str, value: object = "") -> Symbol:
    return Symbol(letter, minus(f"{value:g}") if isinstance(value, float) else str(readable(value)), meaning)


# ---------------------------------------------------------------------- weighted sums


def _weighted(layer: Any, numbers: NodeAnalysis) -> Told | None:
    if isinstance(layer, Dense):
        return _dense(layer, numbers)
    if isinstance(layer, Convolution):
        groups = f"/{layer.groups}" if layer.groups > 1 else ""
        under = f"{spell(layer.kernel_size)}×{_channels(layer, numbers.inputs[0])}{groups}"
        note = number_of(
            tr(
                "The same weights at every place of the image: one set, for the only filter."
                "|The same weights at every place of the image: one set for each of {0} filters."
            ),
            layer.filters,
        )
        return _sum(layer, tr("over the {0} numbers under the kernel", under), note)
    if isinstance(layer, TransposedConvolution):
        return _sum(
            layer,
            tr("over all kernels that reach this place"),
            tr(
                "Each number that comes in is multiplied by the kernel and laid down, a stride from the next; "
                "what overlaps is added."
            ),
        )
    if isinstance(layer, DepthwiseConvolution):
        return _sum(
            layer,
            tr("over the {0} numbers under the kernel, in one channel", spell(layer.kernel_size)),
            tr("Each channel has a kernel of its own; channels are not mixed."),
        )
    if isinstance(layer, SeparableConvolution):
        formula, symbols, _ = _sum(layer, tr("over the channels"), "")
        return (
            formula.replace("w·x", "p·(Σ d·x)"),
            [
                _s("Σ d·x", tr("each channel apart: over the {0} numbers under its kernel", spell(layer.kernel_size))),
                _s("p", tr("weights of the 1×1 convolution that mixes the channels")),
                *[symbol for symbol in symbols if symbol.letter not in ("w", "x")],
            ],
            "",
        )
    return None


def _sum(layer: Any, over: str, note: str) -> Told:
    """y = a(Σ w·x + b)."""
    inner = "Σ w·x + b" if layer.use_bias else "Σ w·x"
    symbols = [_s("Σ", over), _s("w", tr("weights, which are learned")), _s("x", tr("numbers that come in"))]
    if layer.use_bias:
        symbols.append(_s("b", tr("bias, which is learned")))
    name = layer.activation
    if name == "linear":
        return f"y = {inner}", symbols, note
    symbols.append(_s("a(x)", FUNCTIONS.get(name, ""), name))
    return f"y = a({inner})", symbols, note


def _dense(layer: Dense, numbers: NodeAnalysis) -> Told:
    given = numbers.inputs[0]
    formula, symbols, _ = _sum(layer, tr("over the {0} numbers that a unit reads", number(given[-1] or 0)), "")
    if len(given) < 2:
        return formula, symbols, tr("Every unit reads every number: full connection.")
    where = spell(given[:-1])
    note = tr(
        "It works per pixel: the same {0} units at each of {1} places read the channels there and nothing around, as a 1×1 "
        "convolution does. For units that read the whole image, put Flatten or a global pooling before it.",
        number(layer.units),
        where,
    )
    return formula, symbols, note


# ---------------------------------------------------------------------- pooling


def _pooled(layer: Any, numbers: NodeAnalysis) -> Told | None:
    if isinstance(layer, StochasticPooling2D):
        window = spell(layer.pool_size)
        symbols = [
            _s("pᵢ", tr("how likely number i of the window is drawn: the larger, the likelier"), "xᵢ / Σⱼ xⱼ"),
            _s("xᵢ", tr("the numbers of a {0} window; negative ones count as 0", window)),
        ]
        return (
            "y = Σᵢ pᵢ·xᵢ",
            symbols,
            tr("While training, y is one xᵢ, drawn with probability pᵢ; the sum is what is used afterwards."),
        )
    return _plainly_pooled(layer, numbers) if isinstance(layer, Pooling | GlobalPooling | AdaptivePooling) else None


def _plainly_pooled(layer: Any, numbers: NodeAnalysis) -> Told:
    """The largest number of a window, or the mean of it."""
    largest = isinstance(layer, MaxPooling | GlobalMaxPooling | AdaptiveMaxPooling)
    size = split_channels(numbers.inputs[0], layer.data_format)[0]
    many: int | None = None
    if isinstance(layer, GlobalPooling):
        over, many = tr("the numbers of a whole feature map, {0}", spell(size)), count(size)
    elif isinstance(layer, AdaptivePooling):
        over = tr("the numbers of a window; windows are as large as {0} places need", spell(layer.output_size))
    else:
        over, many = tr("the numbers of a {0} window in one channel", spell(layer.pool_size)), count(layer.pool_size)
    note = tr("Nothing is learned. Padding does not count.") if isinstance(layer, Pooling) else tr("Nothing is learned.")
    if largest:
        return "y = max xᵢ", [_s("xᵢ", over)], note
    return "y = Σ xᵢ / n", [_s("xᵢ", over), _s("n", tr("how many they are"), number(many) if many else "")], note


def _channels(layer: Any, shape: Shape) -> int:
    return split_channels(shape, layer.data_format)[1] or 0


# ---------------------------------------------------------------------- normalization


def _normalized(layer: Any) -> Told | None:
    if isinstance(layer, BatchNormalization | LayerNormalization | GroupNormalization):
        return _by_mean_and_variance(layer)
    if isinstance(layer, RMSNormalization):
        symbols = [
            _s("γ", tr("scale, which is learned")),
            _s("n", tr("how many numbers are taken together")),
            _s("ε", tr("keeps the root above 0"), layer.epsilon),
        ]
        return "y = γ·x / √(Σ x² / n + ε)", symbols, ""
    if isinstance(layer, UnitNormalization):
        return "y = x / √(Σ x²)", [_s("Σ", tr("over the numbers along axis {0}", listed(layer.axis)))], ""
    if isinstance(layer, LocalResponseNormalization):
        symbols = [
            _s("Σ", tr("over {0} neighbouring channels at the same place", layer.size)),
            _s("k", tr("bias"), float(layer.bias)),
            _s("α", tr("how much the neighbours count"), float(layer.alpha)),
            _s("β", tr("exponent"), float(layer.beta)),
        ]
        return "y = x / (k + α·Σ x²)^β", symbols, ""
    if isinstance(layer, LayerScale):
        return "y = γ·x", [_s("γ", tr("factor of each channel, which is learned"))], ""
    if isinstance(layer, Normalization):
        symbols = [_s("μ", tr("mean of the training images")), _s("σ²", tr("their variance"))]
        return "y = (x − μ) / √σ²", symbols, tr("Both are measured once, before training.")
    if isinstance(layer, Rescaling):
        factors = [_s("s", tr("factor"), layer.scale), _s("o", tr("what is added"), layer.offset)]
        return "y = s·x + o", factors, ""
    return None


def _by_mean_and_variance(layer: Any) -> Told:
    """y = γ·(x − μ) / √(σ² + ε) + β."""
    note = tr("The same while training and afterwards.")
    if isinstance(layer, BatchNormalization):
        mean = tr("mean of a channel, over all images of the batch and all places")
        variance = tr("variance of a channel, over all images of the batch and all places")
        note = tr(
            "While training μ and σ² are those of the batch; afterwards moving averages of them, which training keeps "
            "(momentum {0}).",
            f"{layer.momentum:g}",
        )
    elif isinstance(layer, GroupNormalization):
        mean, variance = tr("mean of a group of channels in one image"), tr("variance of a group of channels in one image")
    else:
        axes = listed(layer.axis)
        mean, variance = tr("mean of one image, along axis {0}", axes), tr("variance of one image, along axis {0}", axes)
    symbols = [_s("μ", mean), _s("σ²", variance), _s("ε", tr("keeps the root above 0"), layer.epsilon)]
    formula = "(x − μ) / √(σ² + ε)"
    if layer.scale:
        formula = f"γ·{formula}"
        symbols.insert(0, _s("γ", tr("scale, which is learned")))
    if layer.center:
        formula = f"{formula} + β"
        symbols.append(_s("β", tr("shift, which is learned")))
    return f"y = {formula}", symbols, note


# ---------------------------------------------------------------------- activations


def _activated(layer: Any) -> Told | None:
    if isinstance(layer, Softmax):
        return _softmax(tr("over the numbers along axis {0}", listed(layer.axis)))
    if isinstance(layer, Activation):
        if layer.activation in ("softmax", "log_softmax"):
            return f"y = {FUNCTIONS[layer.activation]}", _softmax(tr("over the channels of a place"))[1], ""
        text = FUNCTIONS.get(layer.activation, "")
        return (f"y = {text}" if text else "", [], "")
    if isinstance(layer, ReLU):
        return _relu(layer)
    slope = tr("slope for negative numbers")
    if isinstance(layer, LeakyReLU):
        return "y = max(0, x) + s·min(0, x)", [_s("s", slope, float(layer.negative_slope))], ""
    if isinstance(layer, PReLU):
        return "y = max(0, x) + α·min(0, x)", [_s("α", tr("slope for negative numbers, which is learned"))], ""
    if isinstance(layer, ELU):
        return "y = max(0, x) + α·min(0, exp(x) − 1)", [_s("α", tr("how far negative numbers go down"), float(layer.alpha))], ""
    return ("y = x", [], "") if isinstance(layer, Identity) else None


def _relu(layer: ReLU) -> Told:
    if layer.threshold:
        symbols = [_s("t", tr("threshold"), float(layer.threshold)), _s("s", tr("slope below it"), float(layer.negative_slope))]
        formula = "x ≥ t: y = x;  x < t: y = s·(x − t)"
    elif layer.negative_slope:
        symbols = [_s("s", tr("slope for negative numbers"), float(layer.negative_slope))]
        formula = "y = max(0, x) + s·min(0, x)"
    else:
        symbols, formula = [], "y = max(0, x)"
    if layer.max_value is None:
        return formula, symbols, ""
    symbols.append(_s("m", tr("limit: larger numbers become it"), float(layer.max_value)))
    return ("y = min(max(0, x), m)" if formula == "y = max(0, x)" else f"{formula};  y ≤ m"), symbols, ""


def _softmax(over: str) -> Told:
    return (
        "yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ)",
        [_s("xᵢ", tr("number i, the score of a class")), _s("Σⱼ", over)],
        tr("All yᵢ are above 0 and add up to 1: probabilities."),
    )


# ---------------------------------------------------------------------- only while training


def _only_in_training(layer: Any) -> Told | None:
    after = tr("Afterwards y = x: it works only while training.")
    if isinstance(layer, Dropout | SpatialDropout):
        what = tr("1 with probability 1 − r, else 0: drawn anew for each number")
        if isinstance(layer, SpatialDropout):
            what = tr("1 with probability 1 − r, else 0: drawn anew for each feature map")
        return "y = x·m / (1 − r)", [_s("m", what), _s("r", tr("rate"), float(layer.rate))], after
    if isinstance(layer, GaussianDropout):
        symbols = [_s("m", tr("normally distributed around 1 with variance r / (1 − r)")), _s("r", tr("rate"), float(layer.rate))]
        return "y = x·m", symbols, after
    if isinstance(layer, GaussianNoise):
        return "y = x + e", [_s("e", tr("normally distributed around 0; its standard deviation"), float(layer.stddev))], after
    if isinstance(layer, StochasticDepth):
        what = tr("1 with probability 1 − r, else 0: drawn anew for each image")
        return "y = x·m / (1 − r)", [_s("m", what), _s("r", tr("rate"), float(layer.drop_path_rate))], after
    return None


# ---------------------------------------------------------------------- several inputs


def _merged(layer: Any, numbers: NodeAnalysis) -> Told | None:
    names = _terms(len(numbers.inputs))
    each = [_s("x", tr("the inputs, number by number"))]
    joined = {
        "Add": " + ".join(names),
        "Subtract": " − ".join(names),
        "Multiply": "·".join(names),
        "Average": f"({' + '.join(names)}) / {len(numbers.inputs)}",
        "Maximum": f"max({COMMA.join(names)})",
        "Minimum": f"min({COMMA.join(names)})",
    }
    if isinstance(layer, Concatenate):
        said = tr("one behind the other along axis {0}; nothing is calculated", layer.axis)
        return f"y = [{COMMA.join(names)}]", [_s("x", said)], ""
    if isinstance(layer, Dot):
        return "y = Σ a·b", [_s("a, b", tr("the two inputs")), _s("Σ", tr("along an axis of each"))], ""
    if layer.class_name == "CustomScaleLayer":
        return "y = x₁ + s·x₂", [_s("s", tr("factor"), float(layer.scale))], ""
    return (f"y = {joined[layer.class_name]}", each, "") if isinstance(layer, Merge) and layer.class_name in joined else None


def _terms(many: int) -> list[str]:
    """`x₁, x₂, x₃`, of many the first ones and the last."""
    digits = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    every = [f"x{str(place + 1).translate(digits)}" for place in range(many)]
    return every if many <= 4 else [*every[:2], "…", every[-1]]


def _attending(layer: Any) -> Told | None:
    letters = [
        _s("Q", tr("queries")),
        _s("K", tr("keys; where none are given, the values")),
        _s("V", tr("values")),
    ]
    if isinstance(layer, AdditiveAttention):
        return "y = softmax(Σ tanh(Q + K))·V", letters, ""
    if isinstance(layer, Attention):
        return "y = softmax(Q·Kᵀ)·V", letters, ""
    if isinstance(layer, MultiHeadAttention | GroupQueryAttention):
        width = layer.key_dim if isinstance(layer, MultiHeadAttention) else layer.head_dim
        projected = tr("Q, K and V are projected first, for each head; the heads' answers are projected together.")
        return "y = softmax(Q·Kᵀ / √d)·V", [*letters, _s("d", tr("size of a key"), width)], projected
    return None


# ---------------------------------------------------------------------- the same numbers elsewhere


def _rearranged(layer: Any, numbers: NodeAnalysis) -> Told | None:
    if isinstance(layer, Flatten):
        if len(numbers.inputs[0]) != 3 or layer.data_format != "channels_last":
            return "", [], tr("All numbers in one row, none changed.")
        _, width, channels = numbers.inputs[0]
        symbols = [
            _s("i, j, c", tr("row, column and channel, from 0")),
            _s("W", tr("width of what comes in"), width),
            _s("C", tr("channels that come in"), channels),
        ]
        return "y[(i·W + j)·C + c] = x[i, j, c]", symbols, tr("All numbers in one row, none changed.")
    if isinstance(layer, ZeroPadding):
        return "", [], tr("The image as it is, with zeros around it.")
    if isinstance(layer, Cropping):
        return "", [], tr("The middle of the image as it is; its border goes.")
    if isinstance(layer, UpSampling2D) and layer.interpolation == "nearest":
        letters = [_s("S", tr("how often each place is repeated"), spell(layer.size))]
        return "y[i, j] = x[⌊i / S⌋, ⌊j / S⌋]", letters, ""
    return None
