"""Our optimizers against Keras's: every one, every argument, every default, and every number it keeps."""

import inspect
from typing import Any

import pytest

pytest.importorskip("keras")

import keras
import pytest

from cnn.layers.arguments import describe
from cnn.recipe import OPTIMIZERS, OptimizerSettings, Recipe
from cnn.recipe.optimizers import SHARED
from cnn.worker.model.objective import optimizer

pytestmark = pytest.mark.keras

#: what wraps other optimizers, or is none itself
WRAPPERS = {"Optimizer", "LossScaleOptimizer", "MultiOptimizer", "OptimizerMap", "Loss"}
#: a value for each argument that is nobody's default
VALUES: dict[str, Any] = {
    argument.name: {"bool": True, "int": 3, "text": "embed, last"}.get(argument.kind, 0.5)
    for argument in describe(OptimizerSettings)
    if argument.name not in ("optimizer", "learning_rate")
} | {"nesterov": True, "relative_step": False, "exclude_embeddings": False, "beta_2_decay": -0.5, "learning_rate_power": -0.25}


def test_every_optimizer_of_keras_is_there() -> None:
    kinds = {name for name, kind in vars(keras.optimizers).items() if inspect.isclass(kind)}
    assert set(OPTIMIZERS) == kinds - WRAPPERS


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_argument_with_its_default(name: str) -> None:
    parameters = inspect.signature(getattr(keras.optimizers, name)).parameters.values()
    theirs = {item.name: item.default for item in parameters if item.kind is item.POSITIONAL_OR_KEYWORD}
    del theirs["learning_rate"], theirs["name"]
    assert {**SHARED, **OPTIMIZERS[name]} == theirs


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_argument_arrives(name: str) -> None:
    taken = {**SHARED, **OPTIMIZERS[name]}
    wanted = {key: VALUES[key] for key in taken if key not in ("global_clipnorm", "clipvalue")}
    made = optimizer(Recipe.create({"optimizer": name, "learning_rate": 0.25, **wanted}))
    assert type(made) is getattr(keras.optimizers, name)
    assert float(made.learning_rate.value.numpy()) == 0.25
    words = {"exclude_layers": ["embed", "last"]}
    assert {key: getattr(made, key) for key in wanted} == {**wanted, **{key: words[key] for key in words if key in wanted}}


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize(
    "extra",
    [{}, {"momentum": 0.5, "amsgrad": True, "centered": True}, {"use_ema": True, "gradient_accumulation_steps": 2}],
    ids=["plain", "more", "shared"],
)
def test_numbers_kept_per_weight(name: str, extra: dict[str, Any]) -> None:
    recipe = Recipe.create({"optimizer": name, **extra})
    shapes = [(3, 3, 2, 5), (5,), (7, 11), (2, 3, 4)]
    made = optimizer(recipe)
    made.build([keras.Variable(keras.ops.zeros(shape)) for shape in shapes])
    kept = [variable for variable in made.variables if len(variable.shape)]  # counters and rates are single numbers
    count = sum(int(keras.ops.size(variable)) for variable in kept)
    assert count == sum(recipe.slots(shape) for shape in shapes)
