"""The memory that a training takes with a recipe, on a dataset."""

from cnn.analysis import Analysis
from cnn.datasets import info_of
from cnn.plan.memory_need import Need, training_need
from cnn.recipe import Recipe


def training_memory(
    analysis: Analysis, recipe: Recipe, dataset: str, *, on_gpu: bool = False, batch_size: int | None = None
) -> Need | None:
    """What a training takes at its peak, process and images included; `None` where it can't be known.

    Images count where the dataset is a known one; another isn't read for it.
    """
    info = info_of(dataset)
    recipe = recipe if batch_size is None else recipe.changed(batch_size=batch_size)
    return training_need(analysis, recipe, info.image_bytes if info else 0, on_gpu=on_gpu)
