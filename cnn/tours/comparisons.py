"""Two designs that are trained in the same way and set beside each other, and what there is to see when they are."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cnn.errors import FileError
from cnn.project import Project, load
from cnn.words.language import marked

#: projects whose recipes were found by trying; README says what they reach
FOLDER = Path(__file__).resolve().parents[2] / "assets" / "examples"


@dataclass(frozen=True)
class Side:
    """One of the two designs: what it is called, the name of its network, and that of its file."""

    title: str
    network: str
    name: str

    @property
    def file(self) -> Path:
        """Where its project lies."""
        return FOLDER / f"{self.name}.loom"

    def make(self) -> Project:
        """The design with its recipe and dataset; raises `FileError`."""
        return _project(self.file)


@dataclass(frozen=True)
class Comparison:
    """Both designs, the simpler one first; their recipes and their data are the same. `look` says what to look at."""

    name: str
    title: str
    about: str
    look: str
    sides: tuple[Side, Side]


@cache
def _project(file: Path) -> Project:
    return load(file)


COMPARISONS: dict[str, Comparison] = {
    one.name: one
    for one in (
        Comparison(
            "shortcuts",
            marked("Plain-20 against ResNet-20"),
            marked("Digits; a few minutes each"),
            marked(
                "Both have the same layers to learn and the same 270,810 parameters; ResNet-20 adds to each block what went "
                "into it. Train both: whose loss falls faster in the first epochs, and how far apart are they at the end?"
            ),
            (Side("Plain-20", "plain20", "plain20-digits"), Side("ResNet-20", "resnet20", "resnet20-digits")),
        ),
        Comparison(
            "sizes",
            marked("LeNet-5 against AlexNet"),
            marked("Digits; seconds, and minutes"),
            marked(
                "AlexNet has 350 times as many parameters and reads the digits at 67 × 67. Train both: how many more "
                "digits does that get right, and how much longer does an epoch take?"
            ),
            (Side("LeNet-5", "lenet5", "lenet5-digits"), Side("AlexNet", "alexnet-fashion", "alexnet-digits")),
        ),
    )
}


def comparison_of(project: Project) -> tuple[Comparison, int] | None:
    """The comparison of which a project is one side, with its place, 0 or 1; `None` where it is none, or was changed."""
    name = project.graph.name
    sides = ((one, place) for one in COMPARISONS.values() for place in range(2) if one.sides[place].network == name)
    try:
        return next(((one, place) for one, place in sides if one.sides[place].make() == project), None)
    except FileError:
        return None
