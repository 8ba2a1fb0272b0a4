"""How to train: Keras's `compile` and `fit` arguments. A frozen value, part of the project file."""

from cnn.recipe.basics import Basics
from cnn.recipe.goal import LOSSES, Goal
from cnn.recipe.images import Images
from cnn.recipe.keeping import Keeping
from cnn.recipe.optimizers import OPTIMIZERS, OptimizerSettings, takers
from cnn.recipe.processor import PRECISIONS, XLA, Processor
from cnn.recipe.recipe import SECTIONS, Recipe
from cnn.recipe.section import Section
from cnn.recipe.start import Start

__all__ = [
    "LOSSES",
    "OPTIMIZERS",
    "PRECISIONS",
    "SECTIONS",
    "XLA",
    "Basics",
    "Goal",
    "Images",
    "Keeping",
    "OptimizerSettings",
    "Processor",
    "Recipe",
    "Section",
    "Start",
    "takers",
]
