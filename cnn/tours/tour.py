"""A guided tour as a value: steps with their texts, the designs they begin with, and what has to be done before the next one.

Nothing here knows a window. Whether a step is done is a function of what is there; how it could be done is an edit.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from cnn.analysis import Analysis, analyse
from cnn.datasets.sizes import Facts
from cnn.graph import Graph
from cnn.project import Project

#: what a layer's numbers are called that can be asked for
Quantity = str


@dataclass(frozen=True)
class Trained:
    """A training that came to its end: what was trained, and what it told last, under Keras's names (`val_accuracy` …)."""

    project: Project
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """What a step is judged by: the open design, what follows from it, and the trainings since the tour began, in order."""

    project: Project
    analysis: Analysis
    trained: tuple[Trained, ...] = ()
    facts: Facts | None = None  # of the dataset, once somebody has read it

    @property
    def graph(self) -> Graph:
        """The network that is open."""
        return self.project.graph

    @classmethod
    def of(cls, project: Project, trained: Iterable[Trained] = ()) -> "Situation":
        """The situation in which a project is open."""
        return cls(project, analyse(project.graph), tuple(trained))


#: "" where a step is done, else what is still missing, in words
Check = Callable[[Situation], str]
#: an edit that does what a step asks for; one undo step
Edit = Callable[[Project], Project]


@dataclass(frozen=True)
class Slip:
    """A mistake that is often made: the number it leads to, and what was forgotten, with its arithmetic."""

    number: float
    words: str


@dataclass(frozen=True)
class Reckoning:
    """A number that is asked for, the arithmetic behind it, and the mistakes that are known; `missing` says what keeps the number
    from being known. `of_hundred`: it is counted in percent, and may be told with their sign."""

    number: float
    arithmetic: str
    slips: tuple[Slip, ...] = ()
    missing: str = ""
    of_hundred: bool = False


@dataclass(frozen=True)
class Question:
    """A number to be told before it is shown. `hides` names layers whose numbers are not shown until then."""

    text: str
    reckoned: Callable[[Situation], Reckoning]
    hides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step: `start` opens another design, `check` says when the step is done (without one it only tells).

    `edit` does what it asks for; where it `trains`, Train does. `layer` is the one that it is about, `found` says what was shown.
    """

    title: str
    text: str
    check: Check | None = None
    start: Callable[[], Project] | None = None
    edit: Edit | None = None
    trains: bool = False
    question: Question | None = None
    layer: str = ""
    found: Callable[[Situation], str] | None = None


@dataclass(frozen=True)
class Tour:
    """Several steps about one thing; the first one opens a design."""

    name: str
    title: str
    about: str
    steps: tuple[Step, ...]
