"""`new`: networks and a recipe proposed for a dataset, and what simple answers are worth on it."""

import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.analysis import analyse
from cnn.commands.download import fetch_if_missing
from cnn.commands.options import data_path
from cnn.commands.output import AsJson, number, print_json, print_table, shape_text
from cnn.commands.reading import print_notes, reading
from cnn.datasets import Dataset, open_dataset
from cnn.datasets.calling_off import patiently
from cnn.datasets.inspection.findings import Baselines
from cnn.datasets.sizes import Facts
from cnn.errors import DatasetError, FileError, UsageError
from cnn.formats.files import require_project_name
from cnn.plan.pace import machine_now, training_range
from cnn.plan.stages import stage_lines
from cnn.presets import PRESETS
from cnn.presets.imagenet import WEIGHTS
from cnn.presets.transfer import Plan, transfer
from cnn.project import save
from cnn.proposals import Known, Proposal, about_time, propose, require_two_classes
from cnn.words.language import labelled, tr
from cnn.words.lists import listed, phrases, sentences
from cnn.words.quantities import lowered, spell_bytes, spell_figure, spell_short
from cnn.words.spelling import guess, understood


def new(
    data: Annotated[str, typer.Argument(metavar="DATA", help="A dataset: a name, a file or a folder.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the project into this .loom file.")] = None,
    network: Annotated[
        str, typer.Option("--network", metavar="NAME", help="Which of the proposed networks is written (default: the first).")
    ] = "",
    base: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="BASE",
            help="Transfer learning instead: a new head on a preset with ImageNet weights.",
        ),
    ] = "",
    classes: Annotated[
        int | None,
        typer.Option(
            "--classes", metavar="1", help="1: a single unit with sigmoid tells two classes apart, instead of two with softmax."
        ),
    ] = None,
    compare: Annotated[
        bool, typer.Option("--baselines/--no-baselines", help="Find out what simple answers are worth on the dataset.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Propose networks and a recipe that suit a dataset, and say what they have to beat."""
    if out is not None:
        require_project_name(out)
    source = data_path(data)
    fetch_if_missing(source, quiet=as_json)
    with reading(quiet=as_json):
        dataset = patiently(lambda: open_dataset(source))
    one_unit = _asks_for_one_unit(classes, dataset.facts)
    if base:
        if network:
            raise UsageError(tr("--from and --network both say which network is written."), tr("Choose one."))
        plan = Plan(understood(base, WEIGHTS) or base, one_unit=one_unit)
        _from_base(plan, source, dataset, out, as_json)
        return
    proposals = propose(source, Known.of(dataset), one_unit=one_unit)
    chosen = _chosen(proposals, network)
    worth, reason = _worth(dataset) if compare else (None, "")
    if out is not None:
        if out.exists() and not out.is_file():
            raise FileError(tr("{0} is not a file.", out), tr("Name another one."))
        save(chosen.project, out)
    if as_json:
        print_json({**_document(source, dataset, proposals, worth), "written": None if out is None else str(out)})
        return
    _print_data(dataset)
    _print_proposals(proposals)
    _print_worth(worth, reason)
    _print_next(out, chosen, data)


def _asks_for_one_unit(classes: int | None, facts: Facts) -> bool:
    """Whether two classes are to be told by a single unit; raises `UsageError` for another number than the dataset's."""
    if classes == 1:
        require_two_classes(facts)
    elif classes not in (None, facts.classes):
        learned = listed(aim.words for aim in facts.aims)
        raise UsageError(
            tr("How many classes there are is the dataset's to say: {0}.", learned),
            tr("Leave --classes out; with 1 a single unit with sigmoid tells two classes apart."),
        )
    return classes == 1


def _from_base(plan: Plan, source: str, dataset: Dataset, out: Path | None, as_json: bool) -> None:
    """Writes a base with a new head for the dataset, and says what learns when; its weights are got when they are wanted."""
    project = transfer(plan, dataset.facts, source)
    analysis = analyse(project.graph)
    lines = stage_lines(project.graph, project.recipe)
    if out is not None:
        if out.exists() and not out.is_file():
            raise FileError(tr("{0} is not a file.", out), tr("Name another one."))
        save(project, out)
    shape = analysis.nodes[project.graph.inputs[0]].output_shape or ()
    if as_json:
        recipe = project.recipe.model_dump(mode="json", exclude_defaults=True)
        written = None if out is None else str(out)
        document = {"source": source, "task": dataset.task, "classes": list(dataset.classes), "weights": project.weights}
        print_json({**document, "image": list(shape), "phases": lines, "recipe": recipe, "written": written})
        return
    _print_data(dataset)
    title = tr(PRESETS[project.graph.name].title)
    told = tr("{0} with ImageNet weights, for images of {1}, and a new head.", title, shape_text(shape))
    print(f"\n{told}", *lines, sep="\n  ")
    if out is None:
        print("\n" + tr("With --out FILE.loom it is written; layerloom train trains it."))
    else:
        file = shlex.quote(str(out))
        print("\n" + tr("{0}: the network, its recipe and the dataset. layerloom train {1} trains it.", out, file))


def _chosen(proposals: tuple[Proposal, ...], name: str) -> Proposal:
    names = [proposal.name for proposal in proposals]
    if name and name not in names:
        hint = guess(name, names) or tr("Proposed for this dataset: {0}.", listed(names))
        raise UsageError(tr("There is no proposed network {0!r}.", name), hint)
    return proposals[names.index(name) if name else 0]


def _worth(dataset: Any) -> tuple[Baselines | None, str]:
    """What simple answers are worth, or why nobody knows."""
    from cnn.datasets.inspection.baselines import baselines  # NumPy, which no list of commands waits for

    try:
        return baselines(dataset), ""
    except DatasetError as error:
        return None, error.message


# ---------------------------------------------------------------------- for people


def _print_data(dataset: Any) -> None:
    splits = phrases(f"{number(len(split))} {name}" for name, split in dataset.splits().items())
    sizes = dataset.facts.sizes
    size = shape_text(sizes.common) if sizes.common else tr("{0}–{1} pixels", min(sizes.smallest), max(sizes.largest))
    learned = listed(told.words for told in dataset.learned)
    print(tr("{0}: images of {1} ({2}), {3}", dataset.name, size, splits, learned))
    print_notes(dataset.notes)


def _print_proposals(proposals: tuple[Proposal, ...]) -> None:
    headings = (tr("Name"), tr("Network"), tr("Image"), tr("Parameters"), "MACs", tr("Memory"), tr("Training here"))
    machine = machine_now()
    rows = (
        (
            proposal.name,
            proposal.title,
            shape_text(proposal.image),
            number(proposal.analysis.total_params),
            spell_short(proposal.analysis.macs),
            spell_bytes(proposal.memory),
            proposal.time(machine),
        )
        for proposal in proposals
    )
    print()
    print_table(headings, rows, right=headings[3:6])
    print(about_time(machine))
    for proposal in proposals:
        print("\n" + labelled(proposal.name, sentences(*proposal.why)))
    print("\n" + labelled(tr("Training"), sentences(*proposals[0].why_recipe)))


def _print_worth(worth: Baselines | None, reason: str) -> None:
    if reason:
        print("\n" + tr("What simple answers are worth isn't known: {0}", reason))
    if worth is None or not worth.found:
        return
    known, judged, figure = number(worth.trained_on), number(worth.judged_by), lowered(spell_figure(worth.called))
    print("\n" + tr("To beat: {0} on {1} validation images, learned from {2}", figure, judged, known))
    print_table((tr("Answer"), tr("Worth")), ((item.title, item.spelled) for item in worth.found), right=(tr("Worth"),))


def _print_next(out: Path | None, chosen: Proposal, data: str) -> None:
    if out is None:
        command = f"layerloom new {shlex.quote(data)} --network {chosen.name} --out FILE.loom"
        print("\n" + tr("{0} writes one of them.", command))
    else:
        file = shlex.quote(str(out))
        done = tr("{0}: {1}, its recipe and the dataset.", out, chosen.title)
        print("\n" + sentences(done, tr("layerloom train {0} trains it; layerloom {0} opens it.", file)))


# ---------------------------------------------------------------------- for programs


def _document(source: str, dataset: Any, proposals: tuple[Proposal, ...], worth: Baselines | None) -> dict[str, Any]:
    machine = machine_now()
    return {
        "source": source,
        "task": dataset.task,
        "classes": list(dataset.classes),
        "images": {name: len(split) for name, split in dataset.splits().items()},
        "notes": list(dataset.notes),
        "proposals": [
            {
                "name": proposal.name,
                "title": proposal.title,
                "why": [*proposal.why, *proposal.why_recipe],
                "image": list(proposal.image),
                "total_params": proposal.analysis.total_params,
                "macs": proposal.analysis.macs,
                "training_memory_bytes": proposal.memory,
                "seconds": proposal.seconds(machine),
                "seconds_between": training_range(proposal.analysis, proposal.project.recipe, proposal.images, machine),
                "recipe": proposal.project.recipe.model_dump(mode="json", exclude_defaults=True),
            }
            for proposal in proposals
        ],
        "baselines": [
            {"name": item.name, "title": item.title, "metric": item.metric, "value": item.value}
            for item in (worth.found if worth else ())
        ],
    }
