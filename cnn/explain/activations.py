"""What an activation makes of one number, as Keras defines it, and its formula. https://keras.io/api/layers/activations/"""

from collections.abc import Callable
from math import erf
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

#: Keras's name → the function of one number x; of several numbers xᵢ where they depend on each other
FUNCTIONS = {
    "linear": "x",
    "relu": "max(0, x)",
    "relu6": "min(max(0, x), 6)",
    "leaky_relu": "max(x, 0.2·x)",
    "sigmoid": "1 / (1 + exp(−x))",
    "hard_sigmoid": "min(max(x / 6 + 1 / 2, 0), 1)",
    "tanh": "(exp(x) − exp(−x)) / (exp(x) + exp(−x))",
    "softplus": "ln(1 + exp(x))",
    "softsign": "x / (1 + |x|)",
    "elu": "max(0, x) + min(0, exp(x) − 1)",
    "celu": "max(0, x) + min(0, exp(x) − 1)",
    "selu": "1.0507·(max(0, x) + 1.6733·min(0, exp(x) − 1))",
    "silu": "x / (1 + exp(−x))",
    "hard_silu": "x·min(max(x / 6 + 1 / 2, 0), 1)",
    "gelu": "x·(1 + erf(x / √2)) / 2",
    "mish": "x·tanh(ln(1 + exp(x)))",
    "exponential": "exp(x)",
    "log_sigmoid": "−ln(1 + exp(−x))",
    "hard_tanh": "min(max(x, −1), 1)",
    "squareplus": "(x + √(x·x + 4)) / 2",
    "tanh_shrink": "x − tanh(x)",
    "soft_shrink": "max(0, x − 0.5) + min(0, x + 0.5)",
    "sparse_sigmoid": "min(max((x + 1) / 2, 0), 1)",
    "softmax": "exp(xᵢ) / Σⱼ exp(xⱼ)",
    "log_softmax": "xᵢ − ln(Σⱼ exp(xⱼ))",
}


def activated(name: str, value: float, channel: int, all_channels: Callable[[], "Array"]) -> float | None:
    """What an activation makes of a number, as Keras defines it; None for one that is not known here."""
    import numpy as np

    if name in ("softmax", "log_softmax"):
        values = all_channels()
        shifted = values - values.max()
        logarithm = float(shifted[channel] - np.log(np.exp(shifted).sum()))
        return float(np.exp(logarithm)) if name == "softmax" else logarithm
    known = _ACTIVATIONS.get(name)
    return None if known is None else float(known(value))


def _sigmoid(x: float) -> float:
    from math import exp

    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def _softplus(x: float) -> float:
    from math import exp, log1p

    return max(x, 0.0) + log1p(exp(-abs(x)))


def _elu(x: float) -> float:
    from math import expm1

    return x if x > 0 else expm1(x)


def _tanh(x: float) -> float:
    from math import tanh

    return tanh(x)


#: https://keras.io/api/layers/activations/; the others need more than the one number
_ACTIVATIONS: dict[str, Callable[[float], float]] = {
    "linear": lambda x: x,
    "relu": lambda x: max(x, 0.0),
    "relu6": lambda x: min(max(x, 0.0), 6.0),
    "leaky_relu": lambda x: x if x > 0 else 0.2 * x,
    "sigmoid": _sigmoid,
    "hard_sigmoid": lambda x: min(max(x / 6 + 0.5, 0.0), 1.0),
    "tanh": _tanh,
    "softplus": _softplus,
    "softsign": lambda x: x / (1 + abs(x)),
    "elu": _elu,
    "selu": lambda x: 1.05070098735548 * (x if x > 0 else 1.67326324235437 * _elu(x)),
    "silu": lambda x: x * _sigmoid(x),
    "swish": lambda x: x * _sigmoid(x),
    "hard_silu": lambda x: x * min(max(x / 6 + 0.5, 0.0), 1.0),
    "gelu": lambda x: 0.5 * x * (1 + erf(x / 2**0.5)),
    "mish": lambda x: x * _tanh(_softplus(x)),
}
