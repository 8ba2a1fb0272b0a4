"""What the doctor finds: a line of explanation, the layer concerned, the numbers of a small picture, and one suggestion."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from cnn.errors import LayerloomError
from cnn.graph import Graph
from cnn.project import Project

Edit = Callable[[Graph], Graph]


@dataclass(frozen=True)
class Series:
    """A line of a picture: its name and its points; a value that is no number is left out."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Evidence:
    """The numbers of a small picture: lines over `along` (epochs), or a bar for each name, of which some are the fault.

    `level` is what the numbers are compared with, `log` says that the axis of values is logarithmic.
    """

    title: str
    lines: tuple[Series, ...] = ()
    bars: tuple[tuple[str, float], ...] = ()
    marked: frozenset[str] = frozenset()
    level: float | None = None
    log: bool = False
    along: str = ""

    def document(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "title": self.title,
            "lines": [{"name": line.name, "points": [list(point) for point in line.points]} for line in self.lines],
            "bars": [{"name": name, "value": value, "marked": name in self.marked} for name, value in self.bars],
            "level": self.level,
            "log": self.log,
        }


@dataclass(frozen=True)
class Suggestion:
    """What would help, as one edit: of the network (`edit`), of the recipe (`settings`), or of the data (`excluded`: images that
    are left out, the check of each by its key). Where none of these can, `panel` names where a person sees more."""

    title: str
    edit: Edit | None = field(default=None, compare=False)
    settings: Mapping[str, Any] = field(default_factory=dict)
    excluded: Mapping[str, str] = field(default_factory=dict)
    panel: Literal["", "data"] = ""

    def applied(self, project: Project) -> Project:
        """The project with it; raises `LayerloomError` where it doesn't fit any more."""
        if self.edit is not None:
            project = replace(project, graph=self.edit(project.graph))
        if self.settings:
            project = replace(project, recipe=project.recipe.changed(**self.settings))
        if self.excluded:
            project = project.curated(project.curation.exclude(self.excluded))
        return project

    def helps(self, project: Project) -> bool:
        """Whether a project can still be changed by it, and is not so already."""
        if self.panel:
            return True
        try:
            return self.applied(project) != project
        except LayerloomError:
            return False


@dataclass(frozen=True)
class Finding:
    """Something that goes wrong in a training; `layer` is the name of the one concerned, "": all of it. `epoch` is the last one
    that was looked at."""

    kind: str
    message: str
    evidence: Evidence
    layer: str = ""
    epoch: int = 0
    suggestion: Suggestion | None = None

    def document(self) -> dict[str, Any]:
        """As plain values, for programs."""
        return {
            "kind": self.kind,
            "message": self.message,
            "layer": self.layer or None,
            "epoch": self.epoch,
            "suggestion": None if self.suggestion is None else self.suggestion.title,
            "evidence": self.evidence.document(),
        }
