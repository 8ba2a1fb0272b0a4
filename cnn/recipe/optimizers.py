"""The optimizers of Keras and their arguments.

An argument that is None has Keras's default for the chosen optimizer. https://keras.io/api/optimizers/
"""

from collections.abc import Iterator
from math import prod
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from cnn.layers.arguments import advanced
from cnn.recipe.section import Section, one_of
from cnn.words.language import tr
from cnn.words.lists import both, listed

_ADAM = {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}
_MUON = {"momentum": 0.95, "nesterov": True, "ns_steps": 5, "adam_beta_1": 0.9, "adam_beta_2": 0.999, "adam_weight_decay": 0.004,
         "adam_lr_ratio": 1.0, "epsilon": 1e-7, "rms_rate": 0.2, "muon_a": 3.4445, "muon_b": -4.7750, "muon_c": 2.0315,
         "exclude_embeddings": True, "exclude_layers": None}  # fmt: skip
_FTRL = {
    "learning_rate_power": -0.5,
    "initial_accumulator_value": 0.1,
    "l1_regularization_strength": 0.0,
    "l2_regularization_strength": 0.0,
    "l2_shrinkage_regularization_strength": 0.0,
    "beta": 0.0,
}
#: what every optimizer takes besides its own arguments, with Keras's defaults
SHARED: dict[str, Any] = {
    "weight_decay": None,
    "clipnorm": None,
    "global_clipnorm": None,
    "clipvalue": None,
    "use_ema": False,
    "ema_momentum": 0.99,
    "ema_overwrite_frequency": None,
    "gradient_accumulation_steps": None,
    "loss_scale_factor": None,
}
#: optimizer → its own arguments with Keras's defaults, and what it sets differently of those all share
OPTIMIZERS: dict[str, dict[str, Any]] = {
    "Adam": {**_ADAM, "amsgrad": False},
    "AdamW": {**_ADAM, "amsgrad": False, "weight_decay": 0.004},
    "SGD": {"momentum": 0.0, "nesterov": False},
    "RMSprop": {"rho": 0.9, "momentum": 0.0, "epsilon": 1e-7, "centered": False},
    "Nadam": _ADAM,
    "Adagrad": {"initial_accumulator_value": 0.1, "epsilon": 1e-7},
    "Adadelta": {"rho": 0.95, "epsilon": 1e-7},
    "Adamax": _ADAM,
    "Adafactor": {"beta_2_decay": -0.8, "epsilon_1": 1e-30, "epsilon_2": 1e-3, "clip_threshold": 1.0, "relative_step": True},
    "Lion": {"beta_1": 0.9, "beta_2": 0.99},
    "Lamb": _ADAM,
    "Ftrl": _FTRL,
    "Muon": {**_MUON, "weight_decay": 0.004},
    "ScheduleFreeAdamW": {**_ADAM, "epsilon": 1e-8, "warmup_steps": 0},
}
#: numbers that each keeps per weight, without those that an argument adds; Adafactor and Muon depend on the weight's shape
_SLOTS = {"Adam": 2, "AdamW": 2, "SGD": 0, "RMSprop": 1, "Nadam": 2, "Adagrad": 1, "Adadelta": 2, "Adamax": 2, "Adafactor": 1,
          "Lion": 1, "Lamb": 2, "Ftrl": 2, "Muon": 2, "ScheduleFreeAdamW": 2}  # fmt: skip
_CLIPPING = ("clipnorm", "global_clipnorm", "clipvalue")

Decay = Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
Any_ = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]


class OptimizerSettings(Section):
    """The optimizer with all its arguments."""

    title: ClassVar[str] = "Optimizer"

    optimizer: Annotated[Literal[tuple(OPTIMIZERS)], one_of(tuple(OPTIMIZERS))] = Field(  # type: ignore[valid-type]
        "Adam", description="The rule that changes the weights"
    )
    learning_rate: Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False, description="How large a step is")] = 1e-3

    momentum: Decay | None = Field(None, description="How much of the last step is kept")
    nesterov: bool | None = Field(None, description="Look ahead along the momentum before taking the gradient")
    beta_1: Decay | None = Field(None, description="Memory of the gradient's mean")
    beta_2: Decay | None = Field(None, description="Memory of the gradient's square")
    rho: Decay | None = Field(None, description="Memory of the gradient's square")
    amsgrad: bool | None = Field(None, description="Never forget the largest square seen (Reddi et al. 2018)")
    centered: bool | None = Field(None, description="Divide by the gradient's variance instead of its square")
    epsilon: Amount | None = Field(None, description="Keeps the division from zero")
    warmup_steps: Annotated[int, Field(ge=0, le=10**9)] | None = Field(None, description="Steps of its own warm-up")

    beta_2_decay: Any_ | None = Field(None, description="How fast the memory of squares grows")
    epsilon_1: Amount | None = Field(None, description="Keeps the square from zero")
    epsilon_2: Amount | None = Field(None, description="The smallest size a weight counts as")
    clip_threshold: Positive | None = Field(None, description="The largest root mean square of a step")
    relative_step: bool | None = Field(None, description="Steps shrink with the root of their number")

    learning_rate_power: Annotated[float, Field(le=0, ge=-100)] | None = Field(None, description="How the step shrinks; 0: never")
    initial_accumulator_value: Amount | None = Field(None, description="Squares begin with this")
    l1_regularization_strength: Amount | None = Field(None, description="Pulls weights to exactly zero")
    l2_regularization_strength: Amount | None = Field(None, description="Pulls weights towards zero")
    l2_shrinkage_regularization_strength: Amount | None = Field(None, description="Pulls only weights that have a gradient")
    beta: Amount | None = Field(None, description="Added to the root of the squares")

    ns_steps: Annotated[int, Field(ge=1, le=100)] | None = Field(None, description="Newton-Schulz iterations")
    adam_beta_1: Decay | None = advanced(None, "For what is not a matrix: memory of the mean")
    adam_beta_2: Decay | None = advanced(None, "For what is not a matrix: memory of the square")
    adam_weight_decay: Amount | None = advanced(None, "For what is not a matrix: share of a weight lost per step")
    adam_lr_ratio: Positive | None = advanced(None, "For what is not a matrix: its learning rate over that of the matrices")
    rms_rate: Positive | None = advanced(None, "Size of a matrix's step as AdamW would take it")
    muon_a: Any_ | None = advanced(None, "First factor of the Newton-Schulz polynomial")
    muon_b: Any_ | None = advanced(None, "Second factor of the Newton-Schulz polynomial")
    muon_c: Any_ | None = advanced(None, "Third factor of the Newton-Schulz polynomial")
    exclude_embeddings: bool | None = advanced(None, "Embeddings are left to Adam")
    exclude_layers: str | None = advanced(None, "Layers left to Adam: words of their names, divided by commas", max_length=10_000)

    weight_decay: Amount | None = Field(None, description="Share of each weight that is lost per step, times the learning rate")
    clipnorm: Positive | None = Field(None, description="Each weight array's gradient is at most this long")
    global_clipnorm: Positive | None = Field(None, description="All gradients together are at most this long")
    clipvalue: Positive | None = Field(None, description="Each entry of the gradient is at most this large")
    use_ema: bool = Field(False, description="Validate and keep a running average of the weights")
    ema_momentum: Annotated[float, Field(ge=0, le=1)] = Field(0.99, description="Memory of the average")
    ema_overwrite_frequency: Annotated[int, Field(ge=1, le=10**9)] | None = advanced(
        None, "Steps between two times that the average takes the weights' place"
    )
    gradient_accumulation_steps: Annotated[int, Field(ge=2, le=10**6)] | None = Field(
        None, description="Batches whose gradients make one step: a large batch in little memory"
    )
    loss_scale_factor: Positive | None = advanced(None, "The loss is multiplied by this, the gradients divided")

    @model_validator(mode="after")
    def _one_clipping(self) -> Self:
        given = [name for name in _CLIPPING if getattr(self, name) is not None]
        if len(given) > 1:
            raise ValueError(tr("Only one of {0} can be set; {1} are", listed(_CLIPPING), both(given)))
        return self

    @property
    def optimizer_arguments(self) -> dict[str, Any]:
        """What Keras's optimizer is called with besides the learning rate: the arguments that differ from its defaults."""
        defaults = {**SHARED, **OPTIMIZERS[self.optimizer]}
        given = {name: getattr(self, name) for name in defaults}
        changed = {name: value for name, value in given.items() if value is not None and value != defaults[name]}
        if "exclude_layers" in changed:
            changed["exclude_layers"] = [word.strip() for word in changed["exclude_layers"].split(",") if word.strip()]
        return changed

    def optimizer_argument(self, name: str) -> Any:
        """The value an argument has, whether set or Keras's default; None for one that the optimizer doesn't take."""
        value = getattr(self, name, None)
        return value if value is not None else {**SHARED, **OPTIMIZERS[self.optimizer]}.get(name)

    def slots(self, shape: tuple[int, ...]) -> int:
        """How many numbers the optimizer keeps for a trainable weight array of that shape."""
        return self.optimizer_slots * prod(shape) + _by_shape(self.optimizer, shape)

    @property
    def optimizer_slots(self) -> int:
        """How many numbers the optimizer keeps for each weight; Muon's and Adafactor's extra for some shapes is in `slots`."""
        taken = OPTIMIZERS[self.optimizer]
        named = [name for name in ("momentum", "amsgrad", "centered") if name in taken and self.optimizer != "Muon"]
        extra = [self.optimizer_argument(name) for name in (*named, "use_ema", "gradient_accumulation_steps")]
        return _SLOTS[self.optimizer] + sum(map(bool, extra))

    def idle(self) -> Iterator[str]:
        taken = {**SHARED, **OPTIMIZERS[self.optimizer], "optimizer": None, "learning_rate": None}
        yield from (name for name in OptimizerSettings.model_fields if name not in taken)
        if not self.use_ema:
            yield from ("ema_momentum", "ema_overwrite_frequency")


def takers(argument: str) -> tuple[str, ...]:
    """The optimizers that take an argument which not all do."""
    if argument in SHARED:
        return ()
    return tuple(name for name, arguments in OPTIMIZERS.items() if argument in arguments)


def _by_shape(optimizer: str, shape: tuple[int, ...]) -> int:
    """What is kept more, or less, for a weight array of that shape."""
    if optimizer == "Muon" and len(shape) == 2:
        return -prod(shape)
    if optimizer == "Adafactor" and len(shape) >= 2:
        return prod(shape[:-1]) + prod((*shape[:-2], shape[-1]))
    return 0
