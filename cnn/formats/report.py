"""What there is to say about a file that was opened: what is unknown, what was adapted, and whether its weights add up."""

import logging
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

from cnn.analysis import Analysis, analyse
from cnn.files.stamps import Stamp
from cnn.formats.files import CARRIERS, WITH_WEIGHTS, is_project, read_foreign, read_project
from cnn.formats.keras.hdf5_process import count_in_process, require_wanted
from cnn.layers import Opaque
from cnn.project import Project, stamp_of_project
from cnn.words.language import tr
from cnn.words.lists import COMMA, clauses, listed
from cnn.words.quantities import number_of

log = logging.getLogger(__name__)

#: how many layers are named in a sentence
_SHOWN = 5


@dataclass(frozen=True)
class ImportReport:
    """A project from a file, and what a person should know about how it came in.

    `params` is our count, `None` when a layer is unknown; `stored` is how many numbers the file itself keeps as weights,
    `None` for a file without weights. `cut_off` says that the end of the file is missing, though the network in it is whole.
    """

    path: Path
    project: Project
    unknown: tuple[str, ...] = ()
    adapted: tuple[str, ...] = ()
    params: int | None = None
    stored: int | None = None
    cut_off: bool = False
    analysis: Analysis | None = field(default=None, compare=False)
    stamp: Stamp | None = field(default=None, compare=False)  # what the file of a project was like when it was read

    @property
    def layers(self) -> int:
        """How many layers came in."""
        return len(self.project.graph)

    @property
    def has_weights(self) -> bool:
        """Whether it is a kind of file that keeps weights."""
        return self.path.suffix.lower() in WITH_WEIGHTS

    @property
    def agrees(self) -> bool | None:
        """Whether our count is that of the file's weights; `None` when one of them isn't known."""
        return None if self.params is None or self.stored is None else self.params - self._never_kept() == self.stored

    def _never_kept(self) -> int:
        """How many parameters Keras leaves out of files: the thin kernels of `lora_rank`, whose product it adds to the kernel."""
        graph = self.project.graph
        known = self.analysis if self.analysis is not None and self.analysis.graph is graph else analyse(graph)
        owned = [
            weight for node_id, found in known.nodes.items() if graph.nodes[node_id].shares is None for weight in found.weights
        ]
        return sum(weight.size for weight in owned if weight.name.startswith("lora_"))

    def summary(self) -> str:
        """The report of a file that came in without a remark, in one sentence."""
        params = "" if self.params is None else number_of(", {0} parameter|, {0} parameters", self.params)
        weights = tr("; the file keeps exactly as many numbers") if self.agrees else ""
        return tr("{0}: {1}.", self.path.name, f"{number_of('{0} layer|{0} layers', self.layers)}{params}{weights}")

    def lines(self) -> tuple[str, ...]:
        """The report in sentences; empty when there is nothing to say."""
        unknown, adapted = len(self.unknown), len(self.adapted)
        found = [self._damage()] * self.cut_off
        if unknown:
            layers = listed(self.unknown, _SHOWN)
            found.append(
                number_of(
                    "{0} unknown layer is kept as it is: {1}.|{0} unknown layers are kept as they are: {1}.", unknown, layers
                )
            )
        if adapted:
            found.append(number_of("{0} part was adapted: {1}.|{0} parts were adapted: {1}.", adapted, _few(self.adapted)))
        if self.agrees is False:
            found.append(
                tr(
                    "The network has {0}; the file keeps {1}.",
                    number_of("{0} parameter|{0} parameters", self.params or 0),
                    number_of("{0} number|{0} numbers", self.stored or 0),
                )
            )
        return tuple(found)

    def remarks(self) -> tuple[str, ...]:
        """All that is unknown or other than in the file, a sentence for each."""
        unknown = (tr("{0} is unknown; it is kept as the file has it.", layer) for layer in self.unknown)
        return (*unknown, *(f"{what}." for what in self.adapted), *[self._damage()] * self.cut_off)

    def _damage(self) -> str:
        return tr("{0} is cut off: its end is missing. The network in it is whole.", self.path.name)


def _few(items: tuple[str, ...]) -> str:
    """A few of them; the report has them all."""
    return clauses(items[:_SHOWN]) + " …" * (len(items) > _SHOWN)


def open_with_report(path: Path, *, count: bool = True, stop: Event | None = None) -> ImportReport:
    """The project in a file with its report; raises `FileError`, also once `stop` is set.

    `count` compares with how many numbers the file keeps, which takes a moment for large files.
    """
    foreign = not is_project(path)
    stamp = None if foreign else stamp_of_project(path)  # what is written while it is read makes it another file
    project, adapted = read_foreign(path, stop) if foreign else (read_project(path), ())
    require_wanted(path, stop)
    analysis = analyse(project.graph)
    unknown = tuple(f"{n.name} ({n.layer.class_name})" for n in project.graph.nodes.values() if isinstance(n.layer, Opaque))
    report = ImportReport(
        path,
        project,
        unknown,
        adapted,
        analysis.total_params,
        cut_off=foreign and _is_cut_off(path),
        analysis=analysis,
        stamp=stamp,
    )
    log.info("Opened %r: %s layers%s", str(path), report.layers, f", unknown: {COMMA.join(unknown)}" if unknown else "")
    return counted(report, stop) if count else report


def _is_cut_off(path: Path) -> bool:
    if path.suffix.lower() not in CARRIERS:
        return False
    from cnn.pictures.carried import is_cut_off

    return is_cut_off(path)


def counted(report: ImportReport, stop: Event | None = None) -> ImportReport:
    """The report with how many numbers the file keeps as weights; raises `FileError` once `stop` is set."""
    return replace(report, stored=count_in_process(report.path, stop)) if report.has_weights else report
