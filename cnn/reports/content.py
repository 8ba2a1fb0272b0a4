"""What a report says: from all that was gathered of a run to sections, in the order in which they are read."""

from cnn import __version__
from cnn.backends import title
from cnn.datasets.sources import title as dataset_title
from cnn.files.places import AS_SEEN, Places
from cnn.recipe import SECTIONS, Recipe
from cnn.reports.again import changed_settings, command_line, setting_text, train_arguments
from cnn.reports.blocks import Block, Code, Document, Facts, Figure, Section, Table, Text, Thumbnail, Thumbnails, Words
from cnn.reports.drawing import Curve, curves
from cnn.reports.evaluation import evaluation
from cnn.reports.gathered import Gathered, joined
from cnn.reports.network import network
from cnn.reports.words import duration, split_title, state_words, time_text, when
from cnn.runs.exports import ExportReport
from cnn.runs.folder import RunRecord
from cnn.words.kept import said
from cnn.words.language import called, labelled, marked, tr
from cnn.words.lists import clauses, phrases
from cnn.words.quantities import (
    digits,
    figure,
    figure_title,
    lowered,
    number_of,
    spell_bytes,
    spell_figure,
    spell_share,
    spell_short,
)

#: what the figure on top is called, by the split that was asked
_ON_SPLIT = {
    "test": marked("{0} on {1:,} test images"),
    "validation": marked("{0} on {1:,} validation images"),
    "training": marked("{0} on {1:,} training images"),
    "": marked("{0} on {1:,} images"),
}
#: classes that are listed one by one
MOST_CLASSES = 200


def document(run: Gathered) -> Document:
    """The whole report."""
    record = run.record
    sections = (
        Section("network", tr("The network"), network(run)),
        Section("data", tr("Data"), _data(run)),
        Section("recipe", tr("Recipe"), _recipe(run.project.recipe)),
        Section("training", tr("Training"), _training(run)),
        Section("evaluation", tr("Evaluation"), evaluation(run)),
        Section("exports", tr("Exports"), _exports(run.exports)),
        Section("again", tr("How to do it again"), _again(run)),
    )
    subtitle = tr("Trained on {0} · {1} · {2}", dataset_title(record.dataset), when(record), state_words(record.state))
    version = record.versions.get("layerloom", __version__)
    whole = Document(
        record.network or run.project.graph.name,
        subtitle,
        _figures(run),
        sections,
        tr("Report of the run {0}, trained with Layerloom {1}.", record.id, version),
    )
    return Places(run.folder.path).everywhere(whole)


def _figures(run: Gathered) -> tuple[tuple[str, str], ...]:
    """What says most, for the top of the page."""
    found: list[tuple[str, str]] = []
    answer = run.verdict.answer if run.verdict else {}
    for name, value in [*answer.get("metrics", {}).items()][:1]:
        split = answer["split"] if answer["split"] in _ON_SPLIT else ""
        title = tr(_ON_SPLIT[split], spell_figure(name), answer["images"])
        found.append((title, figure(value)))
    name = run.record.monitor
    if not found and run.record.best.get(name) is not None:
        found.append((figure_title(name), figure(run.record.best[name])))
    analysis = run.analysis
    found.append((tr("Parameters"), spell_short(analysis.total_params)))
    found.append((tr("Multiply-accumulates an image"), spell_short(analysis.macs)))
    found.append((tr("Epochs"), tr("{0} of {1}", run.record.epochs, run.record.planned_epochs)))
    if run.record.seconds:
        found.append((tr("Training took"), duration(run.record.seconds)))
    return tuple(found)


# ---------------------------------------------------------------------- data


def _data(run: Gathered) -> tuple[Block, ...]:
    record, project = run.record, run.project
    rows = [(tr("Dataset"), record.dataset or project.dataset)]
    learned = record.learned
    if learned:
        rows.append((tr("What is learned"), clauses(told.words for told in learned)))
    if record.fingerprint is not None:
        rows.append((tr("Images"), digits(record.fingerprint.images)))
        rows.append((tr("SHA-256 of images and labels"), record.fingerprint.sha256))
    if record.validation_fingerprint is not None:
        rows.append((tr("SHA-256 of the validation dataset"), record.validation_fingerprint.sha256))
    curation = project.curation
    decided = [
        number_of(tr("{0} image left out|{0} images left out"), len(curation.excluded)) if curation.excluded else "",
        number_of(tr("{0} image relabelled|{0} images relabelled"), len(curation.relabelled)) if curation.relabelled else "",
        number_of(tr("{0} image moved to another split|{0} images moved to another split"), len(curation.splits))
        if curation.splits
        else "",
    ]
    rows.append((tr("Decided by hand"), phrases(decided) or tr("nothing: every image as it came")))
    if run.data is None:
        return Facts(tuple(rows)), Text(tr("The images can't be read now. {0}", run.no_data), "warning")
    rows.append((tr("Splits"), run.data.made))
    data = run.data
    blocks: list[Block] = [Facts(tuple(rows)), *(Text(note, "note") for note in data.notes)]
    blocks.append(_counts(data.names, data.counts, data.images))
    if len(data.names) > MOST_CLASSES:
        blocks.append(Text(tr("The first {0} of {1:,} are listed.", MOST_CLASSES, len(data.names)), "quiet"))
    if data.samples:
        blocks.append(Thumbnails(tuple(Thumbnail(sample.png, sample.caption) for sample in data.samples)))
    return tuple(blocks)


def _counts(names: tuple[str, ...], counts: dict[str, tuple[int, ...]], images: dict[str, int]) -> Table:
    """Images of each class in each split."""
    rows = tuple(
        (name, *(digits(column[place]) for column in counts.values())) for place, name in enumerate(names[:MOST_CLASSES])
    )
    head = ("", *(split_title(split) for split in counts))
    return Table(head, (*rows, (tr("Images"), *map(digits, images.values()))), frozenset(range(1, len(head))), last=True)


# ---------------------------------------------------------------------- recipe


def _recipe(recipe: Recipe) -> tuple[Block, ...]:
    """What was chosen first, then what was left as it is."""
    labels = {argument.name: argument.label for section in SECTIONS for argument in section.arguments()}
    labels.setdefault("augmentation", "Augmentation")
    labels = {name: called(label) for name, label in labels.items()}
    changed, usual, idle = changed_settings(recipe), Recipe(), recipe.idle_settings()
    rows = tuple(
        (labels.get(name, name), _shown(setting_text(name, value)), _shown(setting_text(name, getattr(usual, name))))
        for name, value in changed.items()
        if name not in idle
    )
    rest = tuple(
        labelled(labels.get(name, name), _shown(setting_text(name, getattr(recipe, name))))
        for section in SECTIONS
        for name in section.names()
        if name not in changed and name not in idle
    )
    chosen: Block = (
        Table((tr("Setting"), tr("Value"), tr("Default")), rows) if rows else Text(tr("Every setting is Layerloom's default."))
    )
    return chosen, Text(tr("As by default")), Words(rest)


def _shown(text: str) -> str:
    return {"None": tr("Keras's default"), "": tr("none"), "True": tr("yes"), "False": tr("no")}.get(text, text)


# ---------------------------------------------------------------------- training


def _training(run: Gathered) -> tuple[Block, ...]:
    record = run.record
    rows = [(tr("State"), _state(record))]
    rows += [
        (tr("Began"), time_text(record.started or record.created)),
        (tr("Ended"), time_text(record.ended) if record.ended else ""),
    ]
    if record.seconds:
        rows.append((tr("Time in training"), tr("{0}, {1:,.0f} images/s", duration(record.seconds), record.images_per_second)))
    if (device := record.device) is not None:
        memory = f", {spell_bytes(device.memory)}" if device.memory else ""
        why = tr(" (no GPU: {0})", said(device.reason).rstrip(".。")) if device.reason else ""
        rows.append((tr("Device"), labelled(device.kind, f"{device.name}{memory}{why}")))
    rows.append((tr("Backend"), title(record.arithmetic.get("backend", ""))))
    rows.append((tr("Most memory held"), spell_bytes(record.peak_memory) if record.peak_memory else ""))
    rows.append((tr("Versions"), phrases(f"{_program(name)} {version}" for name, version in record.versions.items())))
    rows.append((tr("Arithmetic"), phrases(f"{name}: {value}" for name, value in record.arithmetic.items())))
    rows.append((tr("Seed"), str(record.seed)))
    blocks: list[Block] = [Facts(tuple((name, value) for name, value in rows if value))]
    if record.state in ("failed", "interrupted") and (record.message or record.hint):
        blocks.insert(0, Text(joined(said(record.message), said(record.hint)), "warning"))
    elif record.state == "stopped":
        blocks.insert(
            0, Text(tr("The training was stopped before its last epoch; what was learned until then is told here."), "note")
        )
    if not run.history:
        return (*blocks, Text(tr("No epoch was finished, so that there are no curves."), "note"))
    return *blocks, *_curves(run), *_epochs(run)


def _state(record: RunRecord) -> str:
    within = tr(", within epoch {0}", record.within) if record.within else ""
    epochs = tr("{0} of {1}", record.epochs, number_of(tr("{0} epoch|{0} epochs"), record.planned_epochs))
    reason = f"; {said(record.reason)}" if record.reason else ""
    return tr("{0} after {1}", state_words(record.state), f"{epochs}{within}{reason}")


def _program(name: str) -> str:
    return {
        "layerloom": "Layerloom",
        "python": "Python",
        "tensorflow": "TensorFlow",
        "keras": "Keras",
        "numpy": "NumPy",
        "jax": "JAX",
        "torch": "PyTorch",
    }.get(name, name)


def _curves(run: Gathered) -> list[Block]:
    """A drawing for each figure, with that of the validation images beside it."""
    told = list(dict.fromkeys(name for row in run.history for name in row.logs))
    names = [name for name in told if not name.startswith("val_") and name != "learning_rate"]
    found: list[Block] = []
    for name in [*names[:12], *(["learning_rate"] if "learning_rate" in told else [])]:
        drawn = [Curve(tr("training") if name != "learning_rate" else tr("learning rate"), "training", _values(run, name))]
        if f"val_{name}" in told:
            drawn.append(Curve(tr("validation"), "validation", _values(run, f"val_{name}")))
        best = run.record.best_epoch
        if name == "learning_rate" and len(set(drawn[0].values)) == 1:
            continue
        title = figure_title(name, _outputs(run))
        spoken = tr("{0} over {1}", title, number_of(tr("{0} epoch|{0} epochs"), len(run.history)))
        found.append(Figure(title, curves(drawn, best, spoken)))
    return found


def _values(run: Gathered, name: str) -> tuple[float, ...]:
    values = (row.logs.get(name) for row in run.history)
    return tuple(float("nan") if value is None else value for value in values)


def _epochs(run: Gathered) -> list[Block]:
    """The figures of the best epoch and of the last."""
    record, outputs = run.record, _outputs(run)
    told = [(tr("Best"), record.best_epoch, record.best), (tr("Last"), record.epochs, record.final)]
    shown = [(tr("{0} (epoch {1})", what, epoch), logs) for what, epoch, logs in told if logs]
    names = dict.fromkeys(name for _, logs in shown for name in logs if name not in ("epoch", "learning_rate"))
    if not names:
        return []
    rows = tuple((figure_title(name, outputs), *(figure(logs.get(name)) for _, logs in shown)) for name in names)
    head = ("", *(title for title, _ in shown))
    table = Table(head, rows, frozenset(range(1, len(head))))
    if not record.monitor:
        return [table]
    best = lowered(figure_title(record.monitor, outputs))
    return [table, Text(tr("The best epoch is the one with the best {0}.", best), "quiet")]


def _outputs(run: Gathered) -> tuple[str, ...]:
    """The names of outputs, which stand before their figures where there are several."""
    graph = run.analysis.graph
    return tuple(graph.nodes[node].name for node in graph.outputs) if len(graph.outputs) > 1 else ()


# ---------------------------------------------------------------------- exports


def _exports(exports: tuple[ExportReport, ...]) -> tuple[Block, ...]:
    if not exports:
        return (Text(tr("No exported file with its proof lies in the run's folder.")),)
    head = (
        tr("File"),
        tr("Kind"),
        tr("Runtime"),
        tr("Largest difference"),
        tr("Same top class"),
        tr("Accuracy before → after"),
        tr("Size"),
        tr("One image"),
    )
    rows = tuple(_export(export) for export in exports)
    sums = tuple((tr("SHA-256 of {0}", export.file), export.sha256) for export in exports if export.sha256)
    asked = tr("Each file was loaded by its own runtime in a process of its own, and its answers compared with Keras's.")
    return Text(asked), Table(head, rows, frozenset(range(3, len(head)))), Facts(sums)


def _export(export: ExportReport) -> tuple[str, ...]:
    proof = export.proof
    kind = export.kind if export.precision in ("", "float32") else phrases((export.kind, export.precision))
    accuracy = (
        f"{spell_share(proof.accuracy_before, 1)} → {spell_share(proof.accuracy_after, 1)}"
        if proof.accuracy_before is not None and proof.accuracy_after is not None
        else "–"
    )
    return (
        export.file,
        kind,
        f"{proof.runtime}, {proof.images:,} {proof.of}".strip(", ") if proof.images else proof.runtime,
        "–" if proof.largest_difference is None else f"{proof.largest_difference:.1e}",
        "–" if proof.agreement is None else spell_share(proof.agreement, 1),
        accuracy,
        spell_bytes(export.bytes),
        "–" if proof.seconds_for_1 is None else f"{1000 * proof.seconds_for_1:.3g} ms",
    )


# ---------------------------------------------------------------------- again


def _again(run: Gathered) -> tuple[Block, ...]:
    folder, record = run.folder, run.record
    places = Places(folder.path)
    train = command_line(train_arguments(run.project, folder), places)
    blocks: list[Block] = [
        Text(tr("Train the same network by the same recipe on the same data, in a run of its own:")),
        Code(train),
    ]
    if run.model_sha256:
        blocks += [
            Text(tr("Score the model of this run again:")),
            Code(command_line(("evaluate", str(folder.path.absolute())), places)),
        ]
    blocks.append(Text(tr(AS_SEEN), "quiet"))
    blocks.append(
        Text(
            tr(
                "On the same kind of processor with the same number of threads and the same oneDNN settings the weights come "
                "out the same to the bit; elsewhere they differ in the last digits of sums."
            ),
            "quiet",
        )
    )
    sums = [(tr("Seed"), str(record.seed))]
    if record.fingerprint is not None:
        sums.append((tr("SHA-256 of the data"), record.fingerprint.sha256))
    sums += [(tr("SHA-256 of {0}", "project.loom"), run.project_sha256), (tr("SHA-256 of {0}", "model.keras"), run.model_sha256)]
    return *blocks, Facts(tuple((name, value) for name, value in sums if value))
