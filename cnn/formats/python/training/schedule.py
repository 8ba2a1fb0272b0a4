"""Writes the learning rate's schedule as Keras code; `steps` is the number of batches in an epoch."""

from cnn.formats.python.expressions import Call, Expression, call, literal
from cnn.recipe import Recipe

_MODULE = "keras.optimizers.schedules"


def schedule_classes(recipe: Recipe) -> list[str]:
    """The classes it needs that Keras lacks."""
    if recipe.schedule == "one_cycle":
        return ["OneCycle"]
    return ["WarmUp"] if recipe.warmup_epochs and not _warms_itself(recipe) else []


def schedule_expression(recipe: Recipe) -> Call:
    """The schedule of a recipe whose rate moves."""
    rate = recipe.learning_rate
    if recipe.schedule == "one_cycle":
        shares = {"start": recipe.cycle_start, "peak": recipe.cycle_peak, "end": recipe.cycle_end}
        return call("OneCycle", literal(rate), _steps(recipe.epochs), **{name: literal(value) for name, value in shares.items()})
    if _warms_itself(recipe) or not recipe.warmup_epochs:
        return _curve(recipe)
    return call("WarmUp", literal(rate * recipe.warmup_start), literal(rate), _steps(recipe.warmup_epochs), _curve(recipe))


def _warms_itself(recipe: Recipe) -> bool:
    """Keras's plain cosine can begin with a warm-up."""
    return recipe.schedule == "cosine" and not recipe.restart_epochs


def _curve(recipe: Recipe) -> Call:
    """What comes behind the warm-up."""
    rate, left = literal(recipe.learning_rate), recipe.epochs - recipe.warmup_epochs
    match recipe.schedule:
        case "step":
            epochs, factor = _steps(recipe.step_epochs), literal(recipe.step_factor)
            return call(f"{_MODULE}.ExponentialDecay", rate, epochs, factor, staircase="True")
        case "exponential":
            return call(f"{_MODULE}.ExponentialDecay", rate, _steps(recipe.decay_epochs), literal(recipe.decay_rate))
        case "polynomial":
            end = literal(recipe.learning_rate * recipe.final_share)
            return call(f"{_MODULE}.PolynomialDecay", rate, _steps(left), end_learning_rate=end, power=literal(recipe.power))
        case "cosine":
            return _cosine(recipe, rate, left)
    return call(f"{_MODULE}.PiecewiseConstantDecay", "[0]", f"[{rate}, {rate}]")  # a constant rate as a schedule


def _cosine(recipe: Recipe, rate: str, left: float) -> Call:
    alpha = literal(recipe.final_share)
    if recipe.restart_epochs:
        growth, shrink = literal(recipe.restart_growth), literal(recipe.restart_shrink)
        return call(
            f"{_MODULE}.CosineDecayRestarts", rate, _steps(recipe.restart_epochs), t_mul=growth, m_mul=shrink, alpha=alpha
        )
    if not recipe.warmup_epochs:
        return call(f"{_MODULE}.CosineDecay", rate, _steps(left), alpha=alpha)
    start: Expression = literal(recipe.learning_rate * recipe.warmup_start)
    warmup = _steps(recipe.warmup_epochs)
    return call(f"{_MODULE}.CosineDecay", start, _steps(left), alpha=alpha, warmup_target=rate, warmup_steps=warmup)


def _steps(epochs: float) -> str:
    return "steps" if epochs == 1 else f"{epochs:g} * steps"
