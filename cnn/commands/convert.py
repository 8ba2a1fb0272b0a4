"""`convert`: a network from one file format to another."""

import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cnn.commands.download import fetch_weights_if_missing
from cnn.commands.jobs import ask, new_request
from cnn.commands.options import Classes, ImageSize, Weights
from cnn.commands.output import tell_how_it_came_in
from cnn.commands.train.fitting import facts_of
from cnn.commands.trained.models import project_file, run_or_name
from cnn.datasets import info_of
from cnn.datasets.task import Learned
from cnn.errors import FileError
from cnn.files.files import write_text
from cnn.formats.files import KINDS, PROGRAMS, require_writable
from cnn.formats.keras.writer import buildable
from cnn.opening import open_source_with_report
from cnn.project import Project
from cnn.runs.folder import read_record
from cnn.runs.messages import Export
from cnn.runs.origins import sources_of, without_weights

log = logging.getLogger(__name__)

#: what the help lists
WRITABLE = ", ".join(kind.suffix for kind in KINDS if kind.listed)


def convert(
    source: Annotated[str, typer.Argument(metavar="SRC", help="A preset, a file (.loom, .keras, .h5, Keras .json), or a run.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help=f"The file to write: {WRITABLE}.")],
    image: ImageSize = None,
    classes: Classes = None,
    weights: Weights = "",
) -> None:
    """Write a network in another format; trained weights go along where the format holds them."""
    kind = require_writable(out)
    project, report = open_source_with_report(run_or_name(source), image=image, classes=classes, weights=weights)
    if kind.by_worker:
        fetch_weights_if_missing(project)
    tell_how_it_came_in(report)
    if kind.text is None:
        print(f"{out}: written and checked: {_export(project, out)}. {project.recipe.expects()}".rstrip())
        log.info("Exported %r", str(out))
        return
    write_text(out, kind.text(project, out, _learned(project, source) if kind.suffix in PROGRAMS else ()))
    log.info("Exported %r", str(out))
    print(f"{out}: written. {without_weights(kind, sources_of(project))}")


def _learned(project: Project, source: str) -> tuple[Learned, ...]:
    """What is learned of the dataset: as its run noted, or as its labels are; nothing where that can't be known."""
    if info_of(project.dataset) is not None:
        return ()
    try:
        noted = read_record(Path(run_or_name(source))).learned
    except FileError:
        noted = ()
    if noted:
        return noted
    facts, _ = facts_of(project)
    return facts.learned if facts else ()


def _export(project: Project, out: Path) -> str:
    """Lets Keras write a network; returns which of its layers are trained. What should have been there and isn't is told."""
    buildable(project.graph)
    for error in sources_of(replace(project, weights="")).lost:  # without a file it was opened from the worker refuses
        print(f"layerloom: {error}", file=sys.stderr)
    with project_file(project) as file:
        return str(ask(Export(request=new_request(), project=str(file), path=str(out.absolute())))["weights"])
