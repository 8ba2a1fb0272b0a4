"""`convert`: a network from one file format to another."""

import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.commands.download import fetch_weights_if_missing
from cnn.commands.jobs import ask, new_request
from cnn.commands.options import Classes, ImageSize, Weights
from cnn.commands.output import tell_how_it_came_in
from cnn.commands.trained.models import project_file, run_or_name
from cnn.errors import UsageError
from cnn.files.building import discard_building
from cnn.files.files import require_room, write_bytes
from cnn.formats.files import (
    KINDS,
    PICTURES,
    PRECISIONS,
    WITHOUT_WEIGHTS,
    FileKind,
    content_of,
    kind_written,
    require_precision,
    require_writable,
)
from cnn.formats.keras.writer import buildable
from cnn.layout.direction import USUAL_PAGE
from cnn.opening import open_project_with_report
from cnn.pictures.picture import Fold, Look, Style, Wishes, remark
from cnn.project import Project
from cnn.runs.exports import ExportReport
from cnn.runs.messages import Export
from cnn.runs.origins import sources_of, without_weights
from cnn.runs.snippets import ASKED_BY_PROGRAM
from cnn.words.language import tr
from cnn.words.lists import COMMA, listed, sentences

log = logging.getLogger(__name__)

#: what the help lists
WRITABLE = COMMA.join(kind.ending for kind in KINDS if kind.listed)


def convert(
    source: Annotated[
        str, typer.Argument(metavar="SRC", help="A preset, a file (.loom, .keras, .h5, Keras .json, a picture), or a run.")
    ],
    out: Annotated[str, typer.Argument(metavar="OUT", help=f"The file to write: {WRITABLE}.")],
    image: ImageSize = None,
    classes: Classes = None,
    weights: Weights = "",
    precision: Annotated[
        str, typer.Option(metavar="|".join(PRECISIONS), help="In which its numbers are written, where the format has a choice.")
    ] = "float32",
    snippet: Annotated[bool, typer.Option("--snippet", help="Print a program that asks the file about an image.")] = False,
    style: Annotated[
        Style | None, typer.Option(help="A picture as on the canvas, of volumes to scale, or a block diagram.")
    ] = None,
    theme: Annotated[Look | None, typer.Option(help="The colours of a picture; light, if nothing is said.")] = None,
    folded: Annotated[
        bool | None, typer.Option("--folded/--all", help="A picture with every group folded, or none; else as it was left.")
    ] = None,
    columns: Annotated[
        bool, typer.Option("--columns", help="A picture of a network that runs downwards, in columns instead of one.")
    ] = False,
) -> None:
    """Write a network in another format; trained weights go along where the format holds them."""
    path = Path(out)
    kind = require_writable(path, kind_written(out))
    require_precision(kind, precision)
    if snippet and kind.suffix not in ASKED_BY_PROGRAM:
        endings = listed(tr(kind.ending) for kind in KINDS if kind.listed and kind.suffix in ASKED_BY_PROGRAM)
        raise UsageError(tr("--snippet has no effect with {0}.", kind.title), tr("It is for {0}.", endings))
    wishes = _wishes(kind, style, theme, folded, columns=columns)
    require_room(path, is_folder=kind.is_folder)
    project, report = open_project_with_report(run_or_name(source), image=image, classes=classes, weights=weights)
    if kind.by_worker:
        fetch_weights_if_missing(project)
    tell_how_it_came_in(report)
    if kind.proven:
        _tell(out, _export(project, path, kind.suffix, precision), snippet=snippet)
        log.info("Exported %r", str(out))
        return
    write_bytes(path, content_of(kind, project, path, (), wishes))
    log.info("Exported %r", str(out))
    said = [without_weights(kind, sources_of(project)), remark(project, kind.suffix, wishes) if kind.picture else ""]
    print(sentences(tr("{0}: written.", out), *said))


def _wishes(kind: FileKind, style: Style | None, theme: Look | None, folded: bool | None, *, columns: bool) -> Wishes:
    """How a picture is to be drawn; raises `UsageError` for what would have no effect."""
    options = (("--style", style), ("--theme", theme), ("--folded or --all", folded), ("--columns", columns or None))
    given = [name for name, value in options if value is not None]
    if given and not kind.picture:
        raise UsageError(
            tr("{0} is for pictures, and {1} is none.", given[0], kind.title), tr("Pictures are {0}.", listed(PICTURES))
        )
    if (folded is not None or columns) and style not in (None, "canvas"):
        raise UsageError(tr("{0} has no effect with --style {1}.", given[-1], style), tr("It is for --style canvas."))
    fold: Fold = "as shown" if folded is None else "folded" if folded else "all"
    return Wishes(style or "canvas", theme or "light", fold, page=USUAL_PAGE if columns else None)


def _tell(out: str, answer: dict[str, Any], *, snippet: bool) -> None:
    """Says what was written, and how it was proven."""
    report = ExportReport.model_validate(answer["report"]) if answer.get("report") else None
    if report is None:
        print(sentences(tr("{0}: written and checked: {1}.", out, answer["weights"]), answer.get("expects", "")))
        return
    print(tr("{0}: written and proven: {1}.", out, report.weights))
    for line in report.lines():
        print(f"  {line}")
    if snippet:
        print(f"\n{report.snippet}", end="")


def _export(project: Project, out: Path, kind: str, precision: str) -> dict[str, Any]:
    """Lets Keras write a network; returns the worker's answer. What should have been there and isn't is told."""
    buildable(project.graph)
    lost = () if kind in WITHOUT_WEIGHTS else sources_of(replace(project, weights="")).lost
    for error in lost:  # without a file it was opened from the worker refuses
        print(f"layerloom: {error}", file=sys.stderr)
    path, request = out.absolute(), new_request()
    with project_file(project) as file:
        try:
            question = Export(request=request, project=str(file), path=str(path), kind=kind, precision=precision)
            return dict(ask(question))
        finally:
            discard_building(path, request)  # of a worker that was killed
