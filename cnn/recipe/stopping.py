"""When training ends before its last epoch, and which epoch's weights are the ones that stay."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from cnn.recipe.goal import ACCURACY_WORDS, METRIC_WORDS, METRICS
from cnn.recipe.section import Section
from cnn.words.spelling import understood

_FIGURES = ("auto", "loss", "accuracy", *METRICS)
_PATIENCE = ("patience", "min_delta", "start_from_epoch")


def figure_named(value: Any) -> Any:
    """The name that Keras gives a figure: `val_accuracy` for `val_acc`, `Val-Loss` and `validation loss` become `val_loss`."""
    if not isinstance(value, str):
        return value
    lower = re.sub(r"[\s-]+", "_", value.strip().lower())
    name = lower.removeprefix("val_").removeprefix("validation_")
    found = understood(name, _FIGURES, METRIC_WORDS | dict.fromkeys(ACCURACY_WORDS, "accuracy"))
    if found is None or (found == "top_k_accuracy" and name != "top_k_accuracy"):
        return value  # an output's own figure is called as the output is, and that of the best k by its k
    return f"val_{found}" if name != lower else found


class Stopping(Section):
    """Early stopping, NaN, the clock."""

    title: ClassVar[str] = "Stopping"

    monitor: Annotated[str, BeforeValidator(figure_named)] = Field(
        "auto",
        min_length=1,
        max_length=200,
        description="The figure that says which epoch is best; auto: the accuracy on the validation images",
    )
    restore_best: bool = Field(True, description="Keep the model of the best epoch; otherwise that of the last")
    early_stopping: bool = Field(False, description="Stop when that figure no longer gets better")
    patience: Annotated[int, Field(ge=0, le=100_000)] = Field(5, description="Epochs without getting better until it stops")
    min_delta: Annotated[float, Field(ge=0, allow_inf_nan=False)] = Field(
        0.0, description="The least change that counts as better"
    )
    start_from_epoch: Annotated[int, Field(ge=0, le=100_000)] = Field(0, description="So many first epochs don't count")
    stop_on_nan: bool = Field(True, description="Stop when the loss is no longer a number; the last good weights are kept")
    time_limit: Annotated[float, Field(gt=0, le=1e6)] | None = Field(None, description="Stop after so many minutes of training")

    def idle(self) -> Iterator[str]:
        if not self.early_stopping:
            yield from _PATIENCE


def lower_is_better(figure: str) -> bool:
    """Whether a figure is the better the smaller it is, told from Keras's name for it."""
    name = figure.removeprefix("val_")
    return name.endswith(("loss", "error", "crossentropy", "divergence", "mae"))


def is_share(figure: str) -> bool:
    """Whether a figure lies between 0 and 1, told from Keras's name for it."""
    return figure.endswith(("accuracy", "auc", "auc_pr", "precision", "recall", "f1_score"))


def monitored(wanted: str, validates: bool, otherwise: str) -> str:
    """The name of the figure to look at; `auto` is `otherwise`, on the validation images when there are any."""
    if wanted != "auto":
        return wanted
    return f"val_{otherwise}" if validates else otherwise
