"""How to train: Keras's `compile` and `fit` arguments. A frozen value, part of the project file."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn.errors import RecipeError

OPTIMIZERS = ("Adam", "AdamW", "SGD", "RMSprop", "Nadam", "Adagrad", "Adadelta", "Adamax", "Lion", "Lamb", "Ftrl")
LOSSES = ("auto", "sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy", "mean_squared_error")
#: numbers that each optimizer keeps per weight, without momentum
OPTIMIZER_SLOTS = {"Adam": 2, "AdamW": 2, "SGD": 0, "RMSprop": 1, "Nadam": 2, "Adagrad": 1, "Adadelta": 2, "Adamax": 2, "Lion": 1,
                   "Lamb": 2, "Ftrl": 2}  # fmt: skip
PRECISIONS = ("float32", "mixed_float16", "mixed_bfloat16")


class Recipe(BaseModel):
    """Everything that decides how a network is trained on a dataset."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    epochs: Annotated[int, Field(ge=1, le=100_000, description="How often every training image is seen")] = 10
    batch_size: Annotated[int, Field(ge=1, le=65_536, description="Images per step")] = 64
    optimizer: Literal[OPTIMIZERS] = Field("Adam", description="The rule that changes the weights")  # type: ignore[valid-type]
    learning_rate: Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False, description="Step size of the optimizer")] = 1e-3
    momentum: Annotated[float, Field(ge=0, lt=1, description="SGD and RMSprop: how much of the last step is kept")] = 0.9
    loss: Literal[LOSSES] = Field("auto", description="What training makes small; auto follows the last layer")  # type: ignore[valid-type]
    validation_split: Annotated[float, Field(ge=0, lt=1, description="Share of the training images kept for validation")] = 0.2
    seed: Annotated[int, Field(ge=0, le=2**31 - 1, description="Same seed, same split, same order, same start")] = 0
    precision: Literal[PRECISIONS] = Field("float32", description="The numbers it computes with")  # type: ignore[valid-type]
    device: str = Field("auto", pattern=r"^(auto|cpu|gpu(:\d{1,3})?|all)$", description="auto, cpu, gpu, gpu:1, or all GPUs")

    loss_weights: str = Field(
        "",
        pattern=r"^([^=,]+=\d+(\.\d+)?(,[^=,]+=\d+(\.\d+)?)*)?$",
        max_length=10_000,
        description="With several outputs, how much each weighs in the loss: aux1=0.3,aux2=0.3; the others weigh 1",
    )

    @property
    def output_weights(self) -> dict[str, float]:
        """Output layer → how much it weighs in the loss, for those that don't weigh 1."""
        pairs = (item.split("=") for item in self.loss_weights.split(",") if item)
        return {name.strip(): float(weight) for name, weight in pairs}

    @property
    def optimizer_slots(self) -> int:
        """How many numbers the optimizer keeps for each weight."""
        if self.optimizer in ("SGD", "RMSprop"):
            return OPTIMIZER_SLOTS[self.optimizer] + (self.momentum > 0)
        return OPTIMIZER_SLOTS[self.optimizer]

    @classmethod
    def create(cls, values: dict[str, Any]) -> Self:
        """A recipe from plain values; raises `RecipeError` in words for people."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            name = ".".join(map(str, first["loc"])) or "recipe"
            reason = first["msg"].removeprefix("Value error, ").replace("Input should be", "should be")
            raise RecipeError(f"{name} {reason}; it is {first.get('input')!r:.80}.") from None

    def changed(self, **changes: Any) -> Self:
        """The same recipe with some settings changed, checked again; `None` leaves a setting as it is."""
        kept = {name: value for name, value in changes.items() if value is not None}
        return self.create({**self.model_dump(), **kept})
