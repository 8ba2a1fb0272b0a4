"""Before a training begins at the terminal: whether it will fit into the memory that is free."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnn.project import Project


def fitted(project: "Project", *, auto_batch: bool, quiet: bool) -> "tuple[Project, list[str]]":
    """The project, with the largest safe batch if `auto_batch` says so and the wanted one is too large; and what there is to say.

    Otherwise a batch that is too large is told on stderr and kept: a prediction is not a refusal. `quiet` tells nothing.
    """
    from cnn.analysis import analyse
    from cnn.memory import free_gpu_memory, free_memory
    from cnn.plan.checks import training_memory
    from cnn.words.quantities import spell_bytes

    device = project.recipe.device
    on_gpu = None if device == "cpu" else free_gpu_memory(int(device.partition(":")[2] or 0))
    free = free_memory() if on_gpu is None else on_gpu
    need = training_memory(analyse(project.graph), project.recipe, project.dataset, on_gpu=on_gpu is not None)
    if need is None or need.fits(free):
        return project, []
    size = need.largest_batch(free)
    what = f"About {spell_bytes(need.total)} of memory are needed, {spell_bytes(free)} are free"
    if auto_batch and size:
        told = f"{what}: trains with a batch size of {size} instead of {need.batch_size}."
        _tell(told, quiet)
        return replace(project, recipe=project.recipe.changed(batch_size=size)), [told]
    way_out = f"--batch-size {size} would fit" if size else "not even a batch of one image may fit"
    told = f"{what}: {way_out}."
    _tell(told, quiet)
    return project, [told]


def _tell(text: str, quiet: bool) -> None:
    if not quiet:
        print(f"layerloom: {text}", file=sys.stderr)
