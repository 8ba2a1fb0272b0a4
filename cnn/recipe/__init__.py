"""How to train: Keras's `compile` and `fit` arguments. A frozen value, part of the project file."""

from cnn.recipe.basics import Basics
from cnn.recipe.goal import LOSSES, Goal
from cnn.recipe.optimizers import OPTIMIZERS, OptimizerSettings, takers
from cnn.recipe.processor import PRECISIONS, Processor
from cnn.recipe.recipe import SECTIONS, Recipe
from cnn.recipe.section import Section

__all__ = [
    "LOSSES",
    "OPTIMIZERS",
    "PRECISIONS",
    "SECTIONS",
    "Basics",
    "Goal",
    "OptimizerSettings",
    "Processor",
    "Recipe",
    "Section",
    "takers",
]
