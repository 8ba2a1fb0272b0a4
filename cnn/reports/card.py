"""A run's model card: Markdown with a YAML header, as hubs of models show it.

Mitchell et al. (2019), "Model Cards for Model Reporting"; the header's keys are those of
https://huggingface.co/docs/hub/model-cards. What only a person can know is left open, with a question.
"""

import html
import json
import re
from collections.abc import Iterable

from cnn.datasets.sources import title as dataset_title
from cnn.datasets.task import Task
from cnn.files.places import Places
from cnn.plan.losses import meaning_of
from cnn.recipe import Recipe
from cnn.reports.again import PROGRAM, changed_settings, command_line, origin_of, setting_text, train_arguments
from cnn.reports.evaluation import cell
from cnn.reports.gathered import Gathered
from cnn.reports.words import duration
from cnn.runs.exports import Expected, ModelInput
from cnn.runs.snippets import snippet
from cnn.shapes import spell
from cnn.words.plain import printable
from cnn.words.quantities import digits, figure, figure_title, number_of, spell_figure, spell_total

#: what a hub calls a task; it has no word for numbers told of images
_TASKS: dict[Task, str] = {"classes": "image-classification", "labels": "image-classification", "numbers": "image-regression"}
#: what a hub calls Keras's metrics
_METRICS = {"val_accuracy": "accuracy", "binary_accuracy": "accuracy", "mean_absolute_error": "mae", "mean_squared_error": "mse"}
#: what has a meaning in Markdown: anywhere, or where a line begins; and what would become a link by itself
_MARKS = re.compile(r"([\\`*_{}\[\]|~$])|^([#+\-=:]|\d+(?=[.)]))|(:)(?=//)|(@)|(?<=\bwww)(\.)")
#: classes and rows that a card names
MOST_NAMES, MOST_ROWS = 60, 60


def write_card(run: Gathered) -> str:
    """The card as the text of a Markdown file."""
    parts = (
        _header(run),
        f"# {plain(run.record.network or run.project.graph.name)}",
        _introduction(run),
        "## Model description",
        _description(run),
        "## Intended use and limits",
        _use(),
        "## Training data",
        _data(run),
        "## Training procedure",
        _procedure(run),
        "## Evaluation",
        _evaluation(run),
        "## How to use",
        _how_to_use(run),
        "## How to train it again",
        f"```sh\n{_fenced(command_line(train_arguments(run.project, run.folder), Places(run.folder.path)))}\n```",
        _sums(run),
    )
    return Places(run.folder.path).told("\n\n".join(filter(None, parts)) + "\n")


def plain(text: str) -> str:
    """A text that Markdown and HTML take as it is, on one line."""
    return _MARKS.sub(_escaped, html.escape(printable(text), quote=False))


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"  # `1.` is a list, `1\\.` is none


def _header(run: Gathered) -> str:
    """What hubs sort by; every text in it is a JSON string, which YAML reads as it is."""
    metrics = _figures(run)
    lines = [
        "---",
        "license: unknown # yours to choose, such as apache-2.0 or cc-by-4.0",
        "library_name: keras",
        *([f"pipeline_tag: {_TASKS[run.record.task]}"] if run.record.task != "numbers" else []),
        "tags:",
        *(f"- {_quoted(tag)}" for tag in _tags(run)),
    ]
    if metrics:
        lines += ["metrics:", *(f"- {_quoted(name)}" for name in dict.fromkeys(name for name, _, _ in metrics))]
    name = run.record.network or run.project.graph.name
    lines += ["model-index:", f"- name: {_quoted(name)}", "  results:" if metrics else "  results: []"]
    if metrics:
        data = dataset_title(run.record.dataset)
        lines += [
            "  - task:",
            f"      type: {_TASKS[run.record.task]}",
            "    dataset:",
            f"      name: {_quoted(data)}",
            f"      type: {_quoted(re.sub(r'[^a-z0-9]+', '-', data.lower()).strip('-') or 'dataset')}",
            *([f"      split: {_quoted(run.verdict.answer['split'])}"] if run.verdict else []),
            "    metrics:",
        ]
        for kind, title, value in metrics:
            lines += [f"    - type: {_quoted(kind)}", f"      name: {_quoted(title)}", f"      value: {json.dumps(value)}"]
    return "\n".join([*lines, "---"])


def _figures(run: Gathered) -> list[tuple[str, str, float]]:
    """The figures of the model: what a hub calls each, what we do, and its value; of the run where the model was not asked."""
    if run.verdict is not None:
        found = run.verdict.answer["metrics"]
        return [(_METRICS.get(name, name), spell_figure(name), value) for name, value in found.items() if value == value]
    monitor = run.record.monitor
    value = run.record.best.get(monitor)
    return [] if value is None else [(_METRICS.get(monitor, monitor.removeprefix("val_")), figure_title(monitor), value)]


def _tags(run: Gathered) -> Iterable[str]:
    origin = origin_of(run.project)
    return ("keras", "tensorflow", "cnn", "layerloom", *([origin.preset.name] if origin else []))


def _introduction(run: Gathered) -> str:
    learned = "; ".join(told.words for told in run.record.learned)
    what = f"A convolutional network for images, trained on {plain(dataset_title(run.record.dataset))}"
    told = f"{what}. It tells {plain(learned)}." if learned else f"{what}."
    states = {"failed": "The training failed.", "stopped": "The training was stopped before its last epoch.",
              "interrupted": "The training was cut off.", "running": "The training goes on."}  # fmt: skip
    return " ".join(filter(None, (told, states.get(run.record.state, ""), plain(run.no_verdict) if not run.verdict else "")))


def _description(run: Gathered) -> str:
    analysis = run.analysis
    lines = [
        f"- {number_of('{0} layer|{0} layers', len(analysis.graph))}, "
        f"{spell_total(analysis.total_params, analysis.known.params)} parameters, "
        f"{'?' if analysis.macs is None else digits(analysis.macs)} multiply-accumulates an image",
    ]
    shapes = [found.output_shape for node in analysis.graph.inputs if (found := analysis.nodes[node]) and found.output_shape]
    lines += [f"- Takes images of {plain(spell(shape))}, values from 0 to 255" for shape in shapes]
    if expects := run.project.recipe.expects():
        lines.append(f"- {plain(expects)}")
    if origin := origin_of(run.project):
        same = "every layer as in the preset" if origin.unchanged else "edited since"
        lines += [f"- From the preset {plain(origin.preset.title)} ({same}): {plain(origin.preset.paper)} ({origin.preset.year})"]
        lines += [f"  - {plain(deviation)}" for deviation in origin.preset.deviations]
    for told in run.record.learned:
        names = ", ".join(map(plain, told.classes[:MOST_NAMES])) + (" …" if len(told.classes) > MOST_NAMES else "")
        lines.append(f"- {told.task.capitalize()}{f' of {plain(told.name)}' if told.name else ''}: {names}")
    return "\n".join(lines)


def _use() -> str:
    """Only a person knows this; the questions are those that a reader has."""
    questions = (
        "What is it meant for, and by whom is it to be used?",
        "What should it not be used for?",
        "Which images was it never shown: other cameras, places, people, seasons?",
        "What happens when it is wrong, and who notices?",
    )
    return "\n".join(["*To be filled in by whoever publishes it:*", "", *(f"- {question}" for question in questions)])


def _data(run: Gathered) -> str:
    record = run.record
    lines = [f"- {plain(dataset_title(record.dataset))}"]
    if record.fingerprint is not None:
        lines.append(
            f"- {number_of('{0} image|{0} images', record.fingerprint.images)}, SHA-256 `{_code(record.fingerprint.sha256)}`"
        )
    if run.data is not None:
        counts = ", ".join(f"{digits(count)} {split}" for split, count in run.data.images.items())
        lines += [f"- {counts}", f"- {plain(run.data.made)}", *(f"- {plain(note)}" for note in run.data.notes[:6])]
    if excluded := run.project.curation.excluded:
        lines.append(f"- {number_of('{0} image was|{0} images were', len(excluded))} left out by hand")
    return "\n".join([*lines, "- *Whose images are they, under which licence, and who is in them?*"])


def _procedure(run: Gathered) -> str:
    record, recipe = run.record, run.project.recipe
    changed = changed_settings(recipe)
    rows = [(name, setting_text(name, value)) for name, value in changed.items() if name not in recipe.idle_settings()]
    epochs = f"{record.epochs} of {number_of('{0} epoch|{0} epochs', record.planned_epochs)}"
    spent = f" in {duration(record.seconds)}" if record.seconds else ""
    device = f" on {record.device.kind} ({plain(record.device.name)})" if record.device else ""
    lines = [f"{epochs}{spent}{device}, seed {record.seed}, batches of {recipe.batch_size}, {recipe.optimizer}."]
    if rows:
        lines += [
            "",
            "| Setting | Value | Default |",
            "|---|---|---|",
            *(
                f"| {plain(name)} | {plain(value)} | {plain(setting_text(name, getattr(Recipe(), name))) or '–'} |"
                for name, value in rows
            ),
        ]
    versions = ", ".join(f"{plain(name)} {plain(version)}" for name, version in record.versions.items())
    return "\n".join([*lines, *(["", f"Versions: {versions}."] if versions else [])])


def _evaluation(run: Gathered) -> str:
    if run.verdict is None:
        best = ", ".join(
            f"{figure_title(name).lower()} {figure(value)}"
            for name, value in run.record.best.items()
            if name not in ("epoch", "learning_rate")
        )
        told = f"While it was trained, its best epoch ({run.record.best_epoch}) had: {best}." if best else ""
        return " ".join(filter(None, (plain(run.no_verdict), told)))
    answer = run.verdict.answer
    figures = ", ".join(
        f"{spell_figure(name)} **{figure(value)}**" for name, value in {"loss": answer["loss"], **answer["metrics"]}.items()
    )
    lines = [f"On {number_of('{0} image|{0} images', answer['images'])} of the {answer['split']} split: {figures}."]
    outputs = answer.get("outputs") or {"": answer}
    for name, about in outputs.items():
        rows = about["per_class"][:MOST_ROWS]
        names = [key for key in rows[0] if key != "class"] if rows else []
        lines += [
            "",
            *([f"### {plain(name)}", ""] if name else []),
            f"| | {' | '.join(map(spell_figure, names))} |",
            f"|---|{'---:|' * len(names)}",
            *(
                f"| {plain(title)} | {' | '.join(cell(row[key]) for key in names)} |"
                for title, row in zip(about["classes"], rows, strict=False)
            ),
        ]
    return "\n".join(lines)


def _how_to_use(run: Gathered) -> str:
    """A program that asks `model.keras` about an image."""
    lines = snippet(".keras", "model.keras", _expected(run)).rstrip().splitlines()
    layers = (node.layer for node in run.analysis.graph.nodes.values())
    own = sorted({plain(layer.class_name) for layer in layers if layer.registered_name})
    told = f"Keras lacks {', '.join(own)}: `{PROGRAM} convert RUN model.py` writes them out.\n\n" if own else ""
    return told + "\n".join(["```python", *map(_fenced, lines), "```"])


def _expected(run: Gathered) -> Expected:
    """What the model is to be asked with, and how its answers read."""
    graph, learned, recipe = run.analysis.graph, run.record.learned, run.project.recipe
    shapes = [(graph.nodes[node].name, run.analysis.nodes[node].output_shape) for node in graph.inputs]
    return Expected(
        task=run.record.task,
        classes=tuple(map(printable, learned[0].classes)) if learned else (),
        inputs=tuple(ModelInput(name=name, shape=shape or ()) for name, shape in shapes),
        outputs=tuple(graph.nodes[node].name for node in graph.outputs),
        resizing=recipe.resizing,
        pixel_range=recipe.pixel_range,
        answers=meaning_of(graph, graph.outputs[0]) if graph.outputs else "probabilities",
        single=bool(graph.outputs) and run.analysis.nodes[graph.outputs[0]].output_shape == (1,),
    )


def _sums(run: Gathered) -> str:
    lines = [("`project.loom`", run.project_sha256), ("`model.keras`", run.model_sha256)]
    return "\n".join(f"- {name}: SHA-256 `{value}`" for name, value in lines if value)


def _quoted(text: str) -> str:
    return json.dumps(printable(text), ensure_ascii=False)


def _code(text: str) -> str:
    return printable(text).replace("`", "'")


def _fenced(text: str) -> str:
    """A line within a fence, which nothing in it can close."""
    return printable(text).replace("```", "'''")
