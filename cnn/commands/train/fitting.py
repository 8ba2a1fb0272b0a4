"""A network beside the dataset it is to be trained on, at the terminal: what does not fit, and `--fit-data`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, NamedTuple

import typer

from cnn.analysis import analyse
from cnn.commands.reading import reading
from cnn.datasets import info_of
from cnn.datasets.calling_off import patiently
from cnn.datasets.sizes import Facts
from cnn.edits.rebuilding import rebuilt
from cnn.errors import LayerloomError, UsageError
from cnn.plan.checks import missing_files
from cnn.plan.data_fit import Comparison, Cost, Fitting
from cnn.plan.losses import followed
from cnn.project import Project, open_data
from cnn.words.language import tr
from cnn.words.lists import clauses, remarked

FitData = Annotated[
    bool,
    typer.Option(
        "--fit-data",
        help="Change the network's input and last layer, and the pixel range, so that they suit the images and classes.",
    ),
]


class Known(NamedTuple):
    """What is known of a dataset, with what there is to say of its images; or what is wrong with it."""

    facts: Facts | None
    error: LayerloomError | None = None
    notes: tuple[str, ...] = ()


def known_of(project: Project) -> Known:
    """What is known of a project's dataset, which is read unless it is a known one; or what is wrong with it, or with another
    file that the project needs."""
    if missing := patiently(lambda: missing_files(project.dataset, project.recipe)):
        return Known(None, missing)
    try:
        if not project.curation and (info := info_of(project.dataset)) is not None:
            return Known(info.facts)
        with reading():
            dataset = patiently(lambda: open_data(project))
        return Known(dataset.facts, notes=dataset.notes)
    except LayerloomError as error:
        return Known(None, error)


def facts_of(project: Project) -> tuple[Facts | None, LayerloomError | None]:
    """As `known_of`, without what there is to say."""
    return known_of(project)[:2]


def comparison_of(project: Project, facts: Facts) -> Comparison:
    """A project's network beside its dataset."""
    return Comparison(analyse(project.graph), project.recipe, project.dataset, facts, rebuilt)


def fitted_to_data(project: Project, comparison: Comparison) -> tuple[Project, str]:
    """The project with the edit that suits its dataset best, and in a sentence what that was; unchanged where none is needed."""
    if comparison.worst in (None, "note"):
        return project, tr("The network suits the data as it is.")
    best, ranged = comparison.best, comparison.ranged
    if best is None and ranged is None:
        raise UsageError(comparison.message, tr("No other input and last layer of this network would suit the data."))
    graph = project.graph if best is None else best.apply(project.graph)
    recipe = followed(project.recipe, project.graph, graph).changed(**(ranged.settings if ranged else {}))
    return replace(project, graph=graph, recipe=recipe), tr("Fitted to the data: {0}.", _both(best, ranged))


def advice(comparison: Comparison) -> str:
    """What does not fit, and the option that mends it; "" where it fits well enough."""
    if comparison.worst in (None, "note"):
        return ""
    found = _both(comparison.best, comparison.ranged)
    return tr("{0} --fit-data makes it: {1}.", comparison.message, found) if found else comparison.message


def _both(best: Fitting | None, ranged: Fitting | None) -> str:
    """An edit of the network and one of the recipe, whose cost is the same as before."""
    return clauses([*([spelled(best)] if best else []), *([ranged.title] if ranged else [])])


def spelled(fitting: Fitting) -> str:
    """An edit and what it costs."""
    return remarked(fitting.title, fitting.cost)


def comparison_document(comparison: Comparison, notes: Sequence[str] = ()) -> dict[str, Any]:
    """A comparison as plain values, with what there is to say of the images."""
    return {
        "notes": list(notes),
        "misfits": [{"kind": item.kind, "severity": item.severity, "message": item.message} for item in comparison.misfits],
        "fittings": [
            {"title": item.title, "options": item.options, "before": _cost(item.before), "after": _cost(item.after)}
            for item in comparison.fittings
        ],
    }


def _cost(cost: Cost) -> dict[str, int | None]:
    return {"total_params": cost.params, "macs": cost.macs, "training_memory_bytes": cost.memory}
