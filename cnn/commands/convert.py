"""`convert`: a network from one file format to another."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cnn.commands.options import Classes, ImageSize
from cnn.commands.output import tell_how_it_came_in

if TYPE_CHECKING:
    from cnn.project import Project

#: formats that Keras itself has to write
BY_WORKER = (".keras", ".weights.h5", ".h5")
WRITABLE = (".loom", ".json", ".py", ".ipynb", *BY_WORKER)


def convert(
    source: Annotated[str, typer.Argument(metavar="SRC", help="A preset, a file (.loom, .keras, .h5, Keras .json), or a run.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help=f"The file to write: {', '.join(WRITABLE)}.")],
    image: ImageSize = None,
    classes: Classes = None,
) -> None:
    """Write a network in another format; trained weights go along where the format holds them."""
    from cnn import project as projects
    from cnn.commands.models import run_or_name
    from cnn.files.files import write_text
    from cnn.formats import write_json, write_notebook, write_python
    from cnn.opening import open_source_with_report
    from cnn.runs.origins import sources_of, without_weights

    _require_writable(out)
    project, report = open_source_with_report(run_or_name(source), image=image, classes=classes)
    tell_how_it_came_in(report)
    if out.name.endswith(BY_WORKER):
        print(f"{out}: written and checked: {_export(project, out)}.")
        return
    if out.suffix == ".loom":
        projects.save(project, out)
    elif out.suffix == ".json":
        write_text(out, write_json(project.graph))
    elif out.suffix == ".py":
        write_text(out, write_python(project))
    else:
        write_text(out, write_notebook(project))
    print(f"{out}: written. {without_weights(out.suffix, sources_of(project))}")


def _require_writable(out: Path) -> None:
    from cnn.errors import FileError, UsageError
    from cnn.words.spelling import guess

    if not out.name.endswith(WRITABLE):
        hint = f"{guess(''.join(out.suffixes), WRITABLE)} Formats: {', '.join(WRITABLE)}.".strip()
        raise UsageError(f"{out.name} can't be written yet.", hint)
    if not out.absolute().parent.is_dir():
        raise FileError(f"{out} can't be written: the folder does not exist.", "Create it, or write somewhere else.")


def _export(project: "Project", out: Path) -> str:
    """Lets Keras write a network; returns which of its layers are trained. What should have been there and isn't is told."""
    from cnn.commands.jobs import ask, new_request
    from cnn.commands.models import project_file
    from cnn.formats.keras.writer import buildable
    from cnn.runs.messages import Export
    from cnn.runs.origins import sources_of

    buildable(project.graph)
    for error in sources_of(replace(project, weights="")).lost:  # without a file it was opened from the worker refuses
        print(f"layerloom: {error}", file=sys.stderr)
    with project_file(project) as file:
        return str(ask(Export(request=new_request(), project=str(file), path=str(out.absolute())))["weights"])
