"""What is to be written for another runtime, and what that is to be proven with."""

from dataclasses import dataclass
from pathlib import Path

import keras

from cnn.analysis import analyse
from cnn.datasets import info_of
from cnn.datasets.task import Learned
from cnn.presets.imagenet import published
from cnn.project import Project
from cnn.runs.exports import Expected
from cnn.runs.origins import Origins
from cnn.worker.exports.asked import Asked


@dataclass(frozen=True)
class Trial:
    """How far a written program is tried."""

    alone: bool = True  # as it is, with the weights that it gets from elsewhere
    read: bool = False  # also its data


@dataclass(frozen=True)
class Draft:
    """What is to be written."""

    project: Project
    file: Path  # the project's own
    model: keras.Model
    learned: tuple[Learned, ...]
    expected: Expected
    precision: str
    asked: Asked  # images that it will be asked about
    found: Origins  # where its weights come from

    @property
    def trial(self) -> Trial:
        """How far it can be tried as a program."""
        info, weights = info_of(self.project.dataset), published(self.project.weights)
        alone = weights is None or weights.to_download(analyse(self.project.graph)) is None
        return Trial(alone=alone, read=info is not None and info.present)

    @property
    def trained(self) -> bool:
        """Whether any layer has learned something."""
        return bool(self.found.taken)
