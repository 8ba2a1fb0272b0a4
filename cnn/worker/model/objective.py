"""What training aims at: loss, metrics and optimizer, from the recipe and from what the network gives out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras

from cnn.analysis import analyse, problems_with_classes
from cnn.datasets.task import Aim, Task
from cnn.errors import DatasetError
from cnn.graph import Graph
from cnn.plan.losses import Meaning, Target, graph_targets, loss_class, meaning_of, targets
from cnn.plan.metrics import MetricCall, activation_for, adapted_units, common_score, metric_calls
from cnn.recipe import Recipe
from cnn.words.language import tr
from cnn.words.lists import clauses
from cnn.words.quantities import spell_task
from cnn.worker.model.custom_metrics import Adapted
from cnn.worker.model.learning_rate import with_rate

__all__ = ["Head", "Meaning", "Objective", "meaning_of", "objective", "optimizer"]


@dataclass(frozen=True)
class Head:
    """What is asked of one output, as Keras's objects."""

    target: Target

    @property
    def name(self) -> str:
        """Keras's name of the loss."""
        return self.target.loss

    @property
    def why(self) -> str:
        """The loss, and why it is that one."""
        return self.target.why

    @property
    def one_hot(self) -> bool:
        """Whether labels come as rows of 0 and 1."""
        return self.target.one_hot

    def loss(self) -> Any:
        """The loss, fresh."""
        return getattr(keras.losses, loss_class(self.target.loss))(**self.target.arguments)

    def metric(self) -> Any:
        """The metric `accuracy`, fresh."""
        return self.metrics()[0]

    def metrics(self, *, portable: bool = False) -> list[Any]:
        """All metrics, fresh, the accuracy first; `portable` leaves out those that Keras alone doesn't know."""
        return [self._metric(call) for call in metric_calls(self.target) if not (portable and call.adapted)]

    def _metric(self, call: MetricCall) -> Any:
        made = getattr(keras.metrics, call.kind)(**call.arguments)
        if not call.adapted:
            return made
        return Adapted(made, adapted_units(self.target), activation_for(self.target))


@dataclass(frozen=True)
class Objective:
    """What is asked of the network: one head per output, in their order."""

    heads: tuple[Head, ...]
    classes: int
    task: Task = "classes"

    @property
    def several(self) -> bool:
        """Whether each output learns something else; otherwise all learn the same."""
        return any(head.target.learned for head in self.heads)

    @property
    def why(self) -> str:
        """The loss of the first output, and why it is that one; where others learn something else, of each."""
        if not self.several:
            return self.heads[0].why
        return clauses(tr("{0} learns {1}: {2}", head.target.output, head.target.learned, head.why) for head in self.heads)

    @property
    def score(self) -> str:
        """The figure by which an epoch is the best, unless the recipe names another."""
        return common_score([head.target for head in self.heads])

    @property
    def weights(self) -> list[float]:
        """How much each output weighs in the loss."""
        return [head.target.weight for head in self.heads]

    def compile(self, model: keras.Model, optimizer: Any, *, portable: bool = False, **arguments: Any) -> None:
        """Compiles a model for this objective; `portable`: so that Keras alone can load it."""
        losses, metrics = [head.loss() for head in self.heads], [head.metrics(portable=portable) for head in self.heads]
        one = len(self.heads) == 1
        model.compile(
            optimizer=optimizer,
            loss=losses[0] if one else losses,
            loss_weights=None if all(weight == 1 for weight in self.weights) else self.weights,
            metrics=metrics[0] if one else metrics,
            **arguments,
        )


def objective(
    graph: Graph, recipe: Recipe, classes: int, task: Task = "classes", aims: Sequence[Aim] = (), *, trained: bool = False
) -> Objective:
    """The loss and metrics for that many classes, labels or numbers; where several things are learned, `aims` are all of them,
    and `classes` and `task` those of the first output. A network that is `trained` is not to be changed for a dataset.

    Raises `DatasetError` when an output doesn't have one number for each, `RecipeError` when the chosen loss can't work.
    """
    analysis = analyse(graph)
    if problems := problems_with_classes(analysis, classes, task=task, aims=aims):
        otherwise = tr("Give the last layer {0} units", classes) if problems[0].node else tr("Give the network as many outputs")
        mended = f"{problems[0].repairs[0].title}" if problems[0].repairs else otherwise
        if task == "classes":
            mended = f"{mended} (train: --classes {classes})"
        hint = tr("{0}, or choose a dataset whose {1} match.", mended, spell_task(task))
        if trained:
            hint = tr("Choose a dataset whose {0} match.", spell_task(task))
        raise DatasetError(problems[0].message, hint)
    if len(aims) > 1:
        return Objective(tuple(Head(target) for target in graph_targets(graph, recipe, analysis, task, aims)), classes, task)
    single = task == "classes" and classes == 2
    units = {output: 1 if single and analysis.nodes[output].output_shape == (1,) else classes for output in graph.outputs}
    return Objective(tuple(Head(target) for target in targets(graph, recipe, units, task)), classes, task)


def optimizer(recipe: Recipe, steps_per_epoch: int = 1) -> Any:
    """The recipe's optimizer with its learning rate, fresh."""
    return with_rate(getattr(keras.optimizers, recipe.optimizer), recipe, steps_per_epoch)
