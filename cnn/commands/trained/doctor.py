"""`doctor`: what went wrong in a training, or will in one that has not begun; never imports Keras."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.analysis import Problem
from cnn.commands.options import Classes, ImageSize
from cnn.commands.output import AsJson, print_json
from cnn.commands.trained.models import run_or_name
from cnn.doctor.case import Case
from cnn.doctor.examine import DISEASES, examine
from cnn.doctor.finding import Finding
from cnn.errors import UsageError
from cnn.opening import looks_like_a_path, open_project
from cnn.presets import PRESETS, preset_named
from cnn.runs.folder import RunFolder
from cnn.words.language import tr
from cnn.words.spelling import guess


def doctor(
    source: Annotated[
        str, typer.Argument(metavar="RUN|SRC", help="A run, by its folder or id; a preset or a file (.loom, .keras, .h5, .json).")
    ],
    as_json: AsJson = False,
    image: ImageSize = None,
    classes: Classes = None,
) -> int:
    """Say what goes wrong in a run, or will in a design that is not trained yet, and what would help. Exits with 1 when something
    does."""
    folder = Path(run_or_name(source))
    if not folder.exists() and preset_named(source) is None and not looks_like_a_path(source):
        hint = guess(source, PRESETS) or tr("The commands runs and presets list what there is; or name a file.")
        raise UsageError(tr("There is no run, preset or file {0!r}.", source), hint)
    trained = folder.is_dir() and (folder / "run.json").exists()
    if trained:
        case = Case.of_run(RunFolder.open(folder))
    else:
        case = Case(open_project(str(folder), image=image, classes=classes))
    problems, findings = case.analysis.problems, examine(case)
    if as_json:
        graph = case.project.graph
        print_json(
            {
                "source": source,
                "trained": trained,
                "epochs": len(case.epochs),
                "problems": [
                    _document(problem, graph.nodes[problem.node].name if problem.node else None) for problem in problems
                ],
                "findings": [finding.document() for finding in findings],
            }
        )
    else:
        _print(case, problems, findings, trained=trained)
    return 1 if problems or findings else 0


def _document(problem: Problem, layer: str | None) -> dict[str, Any]:
    repairs = [repair.title for repair in problem.repairs]
    return {"message": problem.message, "severity": problem.severity, "layer": layer, "repairs": repairs}


def _print(case: Case, problems: tuple[Problem, ...], findings: tuple[Finding, ...], *, trained: bool) -> None:
    for problem in problems:
        print(f"{'✗' if problem.severity == 'error' else '!'} {problem.message}")
        if problem.repairs:
            print(f"  → {problem.repairs[0].title}")
    for finding in findings:
        print(f"! {tr(DISEASES[finding.kind].title)}: {finding.message}")
        if finding.suggestion is not None:
            print(f"  → {finding.suggestion.title}")
    if not problems and not findings:
        print(tr("Nothing is wrong.") if not trained else tr("Nothing is wrong, as far as {0} epochs tell.", len(case.epochs)))
    if trained and not case.looks:
        print(tr("The run recorded nothing of its layers; only its curves were looked at."))
