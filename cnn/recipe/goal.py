"""What training aims at: the loss of each output and its weight, the metrics, and how much each class counts."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from cnn.errors import RefusedValueError
from cnn.recipe.section import Section, named, one_of, pairs
from cnn.words.language import marked, tr
from cnn.words.lists import COMMA, listed
from cnn.words.spelling import nearest, understood

#: Keras's losses that can be told class labels. https://keras.io/api/losses/
LOSSES = (
    "auto", "sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy",
    "categorical_focal_crossentropy", "binary_focal_crossentropy", "categorical_generalized_cross_entropy",
    "mean_squared_error", "mean_absolute_error", "mean_squared_logarithmic_error", "huber", "log_cosh", "hinge",
    "squared_hinge", "categorical_hinge", "kl_divergence", "poisson", "cosine_similarity", "dice", "tversky",
)  # fmt: skip
#: losses that know label smoothing
SMOOTHED = (
    "auto",
    "categorical_crossentropy",
    "binary_crossentropy",
    "categorical_focal_crossentropy",
    "binary_focal_crossentropy",
)
FOCAL = ("categorical_focal_crossentropy", "binary_focal_crossentropy")
#: metrics besides the accuracy, which is always there; and those of numbers to be told, of which the first three always are.
#: https://keras.io/api/metrics/
METRICS_OF_CLASSES = ("top_k_accuracy", "precision", "recall", "auc", "auc_pr", "f1_score")
METRICS_OF_NUMBERS = (
    "mae", "root_mean_squared_error", "r2_score", "mean_squared_error", "mean_absolute_percentage_error",
)  # fmt: skip
METRICS = (*METRICS_OF_CLASSES, *METRICS_OF_NUMBERS)
#: other words for them, most of them Keras's own
LOSS_WORDS = {
    "bce": "binary_crossentropy", "mse": "mean_squared_error", "mae": "mean_absolute_error",
    "msle": "mean_squared_logarithmic_error", "kld": "kl_divergence", "kl": "kl_divergence",
    "kullback_leibler_divergence": "kl_divergence", "cce": "categorical_crossentropy", "scce": "sparse_categorical_crossentropy",
    "crossentropy": "auto", "ce": "auto", "nll": "auto", "log_loss": "auto", "l1": "mean_absolute_error",
    "l2": "mean_squared_error", "smooth_l1": "huber", "focal": "categorical_focal_crossentropy",
    "gce": "categorical_generalized_cross_entropy",
}  # fmt: skip
METRIC_WORDS = {
    "f1": "f1_score", "fscore": "f1_score", "roc_auc": "auc", "pr_auc": "auc_pr",
    "top_5": "top_k_accuracy", "top_k": "top_k_accuracy",
    "top_5_accuracy": "top_k_accuracy", "top_k_categorical_accuracy": "top_k_accuracy",
    "sparse_top_k_categorical_accuracy": "top_k_accuracy", "mse": "mean_squared_error",
    "mean_absolute_error": "mae", "l1": "mae", "rmse": "root_mean_squared_error", "r2": "r2_score", "r_squared": "r2_score",
    "mape": "mean_absolute_percentage_error",
}  # fmt: skip
ACCURACY = "accuracy"
#: the metric that is always there, as people ask for it all the same
ACCURACY_WORDS = (ACCURACY, "acc", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy")

Weight = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
Loss = Annotated[Literal[LOSSES], one_of(LOSSES, LOSS_WORDS)]  # type: ignore[valid-type]
Metric = Annotated[Literal[METRICS], one_of(METRICS, METRIC_WORDS)]  # type: ignore[valid-type]


def _metrics(value: Any) -> Any:
    """`a, b` or `a b` as a tuple of names, without the accuracy, which is always there."""
    words = re.split(r"[\s,;]+", value.strip(" ,;[]()")) if isinstance(value, str) else value
    if not isinstance(words, list | tuple):
        return value
    if any(isinstance(word, str) and _is_nearly_accuracy(word) for word in words):
        raise RefusedValueError(
            tr("should be one of {0}", listed(METRICS)), tr("Did you mean {0}? It is always there.", ACCURACY)
        )
    return tuple(word for word in words if word and not (isinstance(word, str) and understood(word, ACCURACY_WORDS)))


_PAIRS = marked("Weights of single classes are written like cat=2,dog=0.5.")


def _is_nearly_accuracy(word: str) -> bool:
    known = understood(word, (*METRICS, *ACCURACY_WORDS), METRIC_WORDS)
    return known is None and nearest(word, (*METRICS, ACCURACY), METRIC_WORDS) == ACCURACY


def _weights(value: Any) -> Any:
    """`none` and `balanced` are words; `cat=2,dog=0.5` says it class by class, and so does `{0: 2, 1: 0.5}`."""
    if not isinstance(value, str):
        return value
    if not re.search("[=:]", value):
        return named(value, ("none", "balanced"), {"auto": "balanced", "": "none"}, tr(_PAIRS))
    found = pairs(value)
    for number in found.values():
        try:
            float(number)
        except ValueError:
            raise RefusedValueError(tr("should give a number to each class"), tr(_PAIRS)) from None
    return found


class Goal(Section):
    """Losses, metrics and weights."""

    title: ClassVar[str] = "Loss & metrics"

    loss: Loss = Field("auto", description="What training makes small; auto follows the last layer")
    losses: Annotated[dict[str, Loss], BeforeValidator(pairs)] = Field(
        {}, max_length=1000, description="Outputs with a loss of their own: aux1=mean_squared_error,aux2=hinge"
    )
    loss_weights: Annotated[dict[str, Weight], BeforeValidator(pairs)] = Field(
        {},
        max_length=1000,
        description="With several outputs, how much each weighs in the loss: aux1=0.3,aux2=0.3; the others weigh 1",
    )
    label_smoothing: Annotated[float, Field(ge=0, lt=1)] = Field(
        0.0, description="Share of certainty taken from the right class and spread over all (Szegedy et al. 2016)"
    )
    focal_gamma: Annotated[float, Field(ge=0, le=100)] = Field(2.0, description="How little easy images count (Lin et al. 2017)")
    focal_alpha: Annotated[float, Field(ge=0, le=1)] = Field(0.25, description="Weight of the positive class")
    huber_delta: Annotated[float, Field(gt=0, le=1e6)] = Field(
        1.0, description="From this error on the loss grows in a straight line"
    )
    metrics: Annotated[tuple[Metric, ...], BeforeValidator(_metrics)] = Field(
        (), max_length=50, description=f"Figures besides loss and accuracy: {COMMA.join(METRICS)}"
    )
    top_k: Annotated[int, Field(ge=1, le=100_000)] = Field(5, description="The right class is among so many best")
    class_weight: Annotated[Literal["none", "balanced"] | dict[str, Weight], BeforeValidator(_weights)] = Field(
        "none", description="How much the images of a class count: none, balanced (rare classes count more), or cat=2,dog=0.5"
    )

    sampling: Annotated[Literal["none", "balanced"], one_of(("none", "balanced"), {"auto": "balanced", "": "none"})] = Field(
        "none",
        description="Which images an epoch sees: none: each once; balanced: as many of every class, those of rare ones again",
    )

    @model_validator(mode="after")
    def _metrics_once(self) -> Self:
        if len(set(self.metrics)) < len(self.metrics):
            raise RefusedValueError(tr("Each metric can be asked for once; they are {0}", listed(self.metrics)))
        return self

    @property
    def used_losses(self) -> frozenset[str]:
        """Every loss that is asked for."""
        return frozenset((self.loss, *self.losses.values()))

    def loss_of(self, output: str) -> str:
        """The loss that an output is to have, by the output's name."""
        return str(self.losses.get(output, self.loss))

    def idle(self) -> Iterator[str]:
        if not self.used_losses.intersection(SMOOTHED):
            yield "label_smoothing"
        if not self.used_losses.intersection(FOCAL):
            yield from ("focal_gamma", "focal_alpha")
        if "huber" not in self.used_losses:
            yield "huber_delta"
        if "top_k_accuracy" not in self.metrics:
            yield "top_k"
