"""How to train: Keras's `compile` and `fit` arguments. A frozen value, part of the project file."""

from cnn.recipe.basics import Basics
from cnn.recipe.goal import FOCAL, LOSSES, METRICS, METRICS_OF_NUMBERS, SMOOTHED, Goal
from cnn.recipe.images import Images
from cnn.recipe.keeping import Keeping
from cnn.recipe.optimizers import OPTIMIZERS, OptimizerSettings, takers
from cnn.recipe.processor import PRECISIONS, XLA, Processor
from cnn.recipe.recipe import SECTIONS, Recipe
from cnn.recipe.recording import Recording
from cnn.recipe.schedules import SCHEDULES, ScheduleSettings, drawn, share_at
from cnn.recipe.section import Section, spelled
from cnn.recipe.start import Start
from cnn.recipe.stopping import Stopping, lower_is_better, monitored

__all__ = [
    "FOCAL",
    "LOSSES",
    "METRICS",
    "METRICS_OF_NUMBERS",
    "OPTIMIZERS",
    "PRECISIONS",
    "SCHEDULES",
    "SECTIONS",
    "SMOOTHED",
    "XLA",
    "Basics",
    "Goal",
    "Images",
    "Keeping",
    "OptimizerSettings",
    "Processor",
    "Recipe",
    "Recording",
    "ScheduleSettings",
    "Section",
    "Start",
    "Stopping",
    "drawn",
    "lower_is_better",
    "monitored",
    "share_at",
    "spelled",
    "takers",
]
