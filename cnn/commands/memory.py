"""Before a training begins at the terminal: whether it will fit into the memory that is free."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnn.fitting import Need
    from cnn.project import Project


def fitted(project: "Project", *, auto_batch: bool, quiet: bool) -> "Project":
    """The project, with the largest safe batch if `auto_batch` says so and the wanted one is too large.

    Otherwise a batch that is too large is told on stderr and kept: a prediction is not a refusal. `quiet` tells nothing.
    """
    from cnn.fitting import free_gpu_memory, free_memory

    device = project.recipe.device
    on_gpu = None if device == "cpu" else free_gpu_memory(int(device.partition(":")[2] or 0))
    free = free_memory() if on_gpu is None else on_gpu
    need = _need(project, on_gpu=on_gpu is not None)
    if need is None or need.fits(free):
        return project
    size = need.largest_batch(free)
    what = f"About {_spell(need.total)} of memory are needed, {_spell(free)} are free"
    if auto_batch and size:
        _tell(f"{what}: trains with a batch size of {size} instead of {need.batch_size}.", quiet)
        return replace(project, recipe=project.recipe.changed(batch_size=size))
    way_out = f"--batch-size {size} would fit" if size else "not even a batch of one image may fit"
    _tell(f"{what}: {way_out}.", quiet)
    return project


def _need(project: "Project", *, on_gpu: bool) -> "Need | None":
    from cnn.analysis import analyse
    from cnn.datasets import info_of
    from cnn.fitting import training_need

    info = info_of(project.dataset)
    return training_need(analyse(project.graph), project.recipe, info.image_bytes if info else 0, on_gpu=on_gpu)


def _tell(text: str, quiet: bool) -> None:
    if not quiet:
        print(f"layerloom: {text}", file=sys.stderr)


def _spell(size: int) -> str:
    return f"{size / 2**30:.1f} GB"
