"""`summary`: every layer of a network, its totals and its problems; never imports Keras."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.analysis import Analysis, Problem, analyse
from cnn.commands.options import BatchSize, Classes, CurationFile, ImageSize, Weights, curation_in, data_path
from cnn.commands.output import AsJson, console, number, print_json, print_table, shape_text, tell_how_it_came_in
from cnn.commands.reading import print_notes
from cnn.commands.train.fitting import FitData, comparison_document, comparison_of, fitted_to_data, known_of, spelled
from cnn.errors import LayerloomError, UsageError
from cnn.formats.report import ImportReport
from cnn.graph import Graph
from cnn.graph.node import Node
from cnn.opening import open_project_with_report
from cnn.plan.data_fit import Comparison
from cnn.plan.training_memory import training_memory
from cnn.project import Project
from cnn.words.language import marked, tr
from cnn.words.lists import listed
from cnn.words.quantities import spell_bytes, spell_total

Data = Annotated[
    str, typer.Option("--data", metavar="D", help="Compare the network with this dataset: a name, a file or a folder.")
]
_MARKS = {"error": "✗", "warning": "!", "note": "·"}


def summary(
    sources: Annotated[list[str], typer.Argument(metavar="SRC...", help="Presets, or files: .loom, .keras, .h5, Keras .json.")],
    as_json: AsJson = False,
    image: ImageSize = None,
    classes: Classes = None,
    batch_size: BatchSize = None,
    data: Data = "",
    fit_data: FitData = False,
    curation: CurationFile = None,
    weights: Weights = "",
) -> int:
    """Print every layer with its shape and its costs, the totals, and what is wrong. Exits with 1 when something is."""
    if fit_data and not data:
        raise UsageError(tr("--fit-data fits a network to a dataset, and none is named."), tr("Name it with --data."))
    if curation is not None and not data:
        raise UsageError(tr("--curation is about the images of a dataset, and none is named."), tr("Name it with --data."))
    if fit_data and image is not None:
        raise UsageError(tr("--image and --fit-data both say the size of the images."), tr("Choose one."))
    if data and len(sources) > 1:
        raise UsageError(tr("--data compares one network with a dataset."), tr("Name a single SRC."))
    if len(sources) == 1:
        project, report = open_project_with_report(sources[0], image=image, classes=classes, weights=weights)
        notes: tuple[str, ...] = ()
        comparison = None
        if data:
            project, comparison, notes = _beside_data(project, data, curation, fit=fit_data)
        return _print_one(sources[0], project, report, as_json, batch_size, comparison, notes)
    return _print_several(sources, as_json, image, classes, batch_size, weights)


def _beside_data(project: Project, data: str, curation: Path | None, *, fit: bool) -> tuple[Project, Comparison, tuple[str, ...]]:
    """The project with that dataset, its network fitted to it if asked; how the two suit; and what there is to say of the images.
    Raises what is wrong with it."""
    project = replace(project, dataset=data_path(data))
    if curation is not None:
        project = project.curated(curation_in(curation, project.dataset))
    facts, error, notes = known_of(project)
    if facts is None:
        raise error or UsageError(tr("{0} can't be read.", data))
    if fit:
        project, told = fitted_to_data(project, comparison_of(project, facts))
        print(f"layerloom: {told}", file=sys.stderr)
    return project, comparison_of(project, facts), notes


def _print_one(
    source: str,
    project: Project,
    report: ImportReport | None,
    as_json: bool,
    batch_size: int | None,
    comparison: Comparison | None = None,
    notes: tuple[str, ...] = (),
) -> int:
    analysis = analyse(project.graph)
    if as_json:
        beside = {} if comparison is None else {"data": comparison_document(comparison, notes)}
        print_json(document(source, project, analysis, batch_size, report) | beside)
    else:
        _print_tables(project, analysis, batch_size)
        print_notes(notes)
        _print_comparison(comparison)
        tell_how_it_came_in(report)
    return 0 if analysis.buildable else 1


def _print_several(
    sources: list[str], as_json: bool, image: ImageSize, classes: int | None, batch_size: int | None, weights: str
) -> int:
    """One after the other; one that can't be read doesn't stop the rest."""
    documents: list[dict[str, Any]] = []
    worst = 0
    for source in sources:
        try:
            project, report = open_project_with_report(source, image=image, classes=classes, weights=weights)
        except LayerloomError as error:
            documents.append({"source": source, "error": str(error)})
            print("layerloom:", error, file=sys.stderr)
            worst = 2
            continue
        if not as_json:
            print(f"── {source}")
            worst = max(worst, _print_one(source, project, report, False, batch_size))
            print()
            continue
        analysis = analyse(project.graph)
        documents.append(document(source, project, analysis, batch_size, report))
        worst = max(worst, 0 if analysis.buildable else 1)
    if as_json:
        print_json(documents)
    return worst


# ---------------------------------------------------------------------- for programs


def document(
    source: str, project: Project, analysis: Analysis, batch_size: int | None, report: ImportReport | None = None
) -> dict[str, Any]:
    """A network's layers, totals and problems as plain values, and how it came in; what can't be known is `None`."""
    graph = project.graph
    return {
        "source": source,
        "name": graph.name,
        "total_params": analysis.total_params,
        "trainable_params": analysis.trainable_params,
        "non_trainable_params": analysis.non_trainable_params,
        "macs": analysis.macs,
        "training_memory_bytes": _training_memory(project, analysis, batch_size),
        "layers": [_layer(graph, graph.nodes[node_id], analysis) for node_id in graph.order],
        "problems": [_problem(graph, problem) for problem in analysis.errors],
        "warnings": [_problem(graph, problem) for problem in analysis.problems if problem.severity == "warning"],
        "remarks": [] if report is None else list(report.remarks()),
    }


def _training_memory(project: Project, analysis: Analysis, batch_size: int | None) -> int | None:
    if not analysis.buildable:
        return None
    need = training_memory(analysis, project.recipe, project.dataset, batch_size=batch_size)
    return None if need is None else need.total


def _layer(graph: Graph, node: Node, analysis: Analysis) -> dict[str, Any]:
    found = analysis.nodes[node.id]
    seen = found.receptive_field.size if found.receptive_field else None
    return {
        "name": node.name,
        "class_name": node.layer.class_name,
        "group": node.group,
        "inputs": [graph.nodes[source].name for source in node.inputs],
        "output_shape": None if found.output_shape is None else [None, *found.output_shape],
        "params": found.params,
        "trainable_params": found.trainable_params,
        "macs": found.macs,
        "receptive_field": None if seen is None else list(seen),
    }


def _problem(graph: Graph, problem: Problem) -> dict[str, Any]:
    return {
        "layer": None if problem.node is None else graph.nodes[problem.node].name,
        "message": problem.message,
        "repairs": [repair.title for repair in problem.repairs],
    }


# ---------------------------------------------------------------------- for people


def _print_tables(project: Project, analysis: Analysis, batch_size: int | None) -> None:
    graph = project.graph
    found = document("", project, analysis, batch_size)
    numbers = (marked("Parameters"), "MACs")
    headings = [marked("Layer"), marked("Class"), marked("Output"), *numbers, marked("Sees")]
    branched = any(len(readers) > 1 for readers in graph.consumers.values())
    headings += [marked("Reads")] * branched + [marked("Group")] * bool(graph.groups)
    rows = (_row(layer, headings) for layer in found["layers"])
    print_table([tr(heading) for heading in headings], rows, right=[tr(heading) for heading in numbers])
    print(f"\n{_totals(graph.name, analysis, found, batch_size or project.recipe.batch_size)}")
    _print_problems(found["problems"], "✗", "red")
    _print_problems(found["warnings"], "!", "yellow")


def _print_problems(problems: list[dict[str, Any]], mark: str, style: str) -> None:
    if not problems:
        return
    out = console()
    for problem in problems:
        out.print(f"{mark} {problem['message']}", style=style)
        for repair in problem["repairs"]:
            out.print(f"    → {repair}")


def _print_comparison(comparison: Comparison | None) -> None:
    """What of the network does not suit the data, and what would."""
    if comparison is None or not comparison.misfits:
        return
    for misfit in comparison.misfits:
        console().print(f"{_MARKS[misfit.severity]} {misfit.message}", style=None if misfit.severity == "note" else "yellow")
    for fitting in comparison.fittings:
        first = fitting in (comparison.best, comparison.ranged) and comparison.worst != "note"
        does = "--fit-data" if first else fitting.options
        console().print(f"    → {spelled(fitting)}" + (f": {does}" if does else ""))


def _row(layer: dict[str, Any], headings: list[str]) -> list[str]:
    shape = layer["output_shape"]
    cells = {
        "Layer": layer["name"],
        "Class": layer["class_name"],
        "Output": shape_text(None if shape is None else tuple(shape[1:])),
        "Parameters": number(layer["params"]),
        "MACs": number(layer["macs"]),
        "Sees": shape_text(layer["receptive_field"]),
        "Reads": listed(layer["inputs"]),
        "Group": layer["group"],
    }
    return [cells[heading] for heading in headings]


def _totals(name: str, analysis: Analysis, found: dict[str, Any], batch_size: int) -> str:
    known = analysis.known
    return tr(
        "{0}: {1} parameters ({2} trainable, {3} not) · {4} MACs · {5} to train {6} images at a time",
        name,
        spell_total(analysis.total_params, known.params),
        spell_total(analysis.trainable_params, known.trainable_params),
        number(analysis.non_trainable_params),
        number(analysis.macs),
        _memory(found["training_memory_bytes"]),
        batch_size,
    )


def _memory(size: int | None) -> str:
    return "?" if size is None else tr("about {0}", spell_bytes(size))
