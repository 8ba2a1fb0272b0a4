"""What a run knows of its model: what it has learned, how its images were divided, and whether they have changed since."""

import contextlib
from pathlib import Path

from cnn.datasets import Dataset
from cnn.datasets.division.dividing import as_divided
from cnn.datasets.division.fingerprint import about_held_out, change, fingerprint
from cnn.datasets.task import Learned
from cnn.errors import LayerloomError
from cnn.project import Project
from cnn.runs.divided import read_split
from cnn.runs.folder import RunFolder, read_record


def recorded(path: str) -> tuple[Learned, ...]:
    """What the outputs of a run have learned, with their classes, as it noted them; nothing for a model from elsewhere."""
    try:
        return read_record(Path(path).parent).learned
    except LayerloomError:
        return ()


def as_in_its_run(dataset: Dataset, folder: Path) -> tuple[Dataset, list[str]]:
    """The dataset of a run, divided as that was when it began; and, in a sentence, whether it has changed since."""
    with contextlib.suppress(LayerloomError):  # a model from elsewhere
        if other := change(read_record(folder).fingerprint, fingerprint(dataset)):
            return as_divided(dataset, read_split(RunFolder.open(folder))), [other]
    return dataset, []


def about_validation(held: Dataset, folder: Path) -> str:
    """In a sentence, whether the images for validation have changed since a run began, where these are a dataset of their own."""
    with contextlib.suppress(LayerloomError):  # a model from elsewhere
        return about_held_out(read_record(folder).validation_fingerprint, fingerprint(held))
    return ""


def device_of(project: Project) -> str:
    """Questions are answered on one device."""
    return "auto" if project.recipe.device == "all" else project.recipe.device
