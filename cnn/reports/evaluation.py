"""What a report says of the model's worth, in the terms of what it has learned: classes, labels or numbers."""

from typing import Any

from cnn.reports.blocks import Block, Facts, Figure, Heading, Matrix, Table, Text, Thumbnail, Thumbnails
from cnn.reports.drawing import scatter
from cnn.reports.gathered import Gathered, Verdict
from cnn.runs.predictions import about_calibration
from cnn.words.language import labelled, marked, tr
from cnn.words.lists import COMMA
from cnn.words.quantities import digits, figure, figure_title, number_of, spell_figure, spell_share

#: a confusion matrix with more classes is told by the pairs that are confused most
WIDEST_MATRIX, MOST_PAIRS = 25, 25
#: rows of figures, and drawings of numbers
MOST_ROWS, MOST_DRAWINGS = 200, 6

Answer = dict[str, Any]
_KINDS = {"classes": marked("Class"), "labels": marked("Label"), "numbers": marked("Number")}
_SPLITS = {
    "test": marked("Asked about {0} of the test split."),
    "validation": marked("Asked about {0} of the validation split."),
    "training": marked("Asked about {0} of the training split."),
    "": marked("Asked about {0}."),
}
_MISTAKES = {
    "classes": marked("The worst mistakes: wrong, and most sure of it"),
    "labels": marked("The worst mistakes: the labels furthest off"),
    "numbers": marked("The worst mistakes: the numbers furthest off"),
}


def evaluation(run: Gathered) -> tuple[Block, ...]:
    """Scores and mistakes, or why there are none."""
    if run.verdict is None:
        return (Text(run.no_verdict, "note"),)
    answer = run.verdict.answer
    images = number_of(tr("{0} image|{0} images"), answer["images"])
    split = answer["split"] if answer["split"] in _SPLITS else ""
    blocks: list[Block] = [
        Text(tr(_SPLITS[split], images)),
        _scores({"loss": answer["loss"], **answer["metrics"]}, tuple(answer.get("outputs", ()))),
        *(Text(note, "note") for note in answer.get("notes", ())),
    ]
    outputs: dict[str, Answer] = answer.get("outputs", {})
    for name, about in outputs.items():
        blocks += [
            Heading(_title(name, about)),
            _scores({"loss": about["loss"], **about["metrics"]}),
        ]
        blocks += _of_output(about, run.verdict)
    if not outputs:
        blocks += _of_output(answer, run.verdict)
    return tuple(blocks)


def _title(name: str, about: Answer) -> str:
    """What an output is called, with what it has learned where that is called otherwise."""
    target = about.get("target", "")
    return name if target in ("", name) else labelled(name, target)


def _scores(figures: dict[str, float], outputs: tuple[str, ...] = ()) -> Facts:
    return Facts(tuple((figure_title(name, outputs), cell(value)) for name, value in figures.items()))


def _of_output(about: Answer, verdict: Verdict) -> list[Block]:
    """What one output is worth, and where it is furthest off."""
    task = about.get("task", "classes")
    blocks: list[Block] = [_rows(about, task)]
    if len(about["per_class"]) > MOST_ROWS:
        blocks.append(Text(tr("The first {0} of {1:,} are listed.", MOST_ROWS, len(about["per_class"])), "quiet"))
    if "threshold" in about:
        blocks.append(Text(tr("A label counts as seen from a probability of {0:g} on.", about["threshold"]), "quiet"))
    if words := about_calibration(about):
        blocks.append(Text(words))
    if (counts := about.get("confusion_matrix")) is not None:
        blocks += _confusion(tuple(about["classes"]), counts)
    for pairs in about.get("predictions", ())[:MOST_DRAWINGS]:
        spoken = tr("Predicted against true values of {0}", pairs["class"])
        blocks.append(
            Figure(tr("{0}: predicted against true", pairs["class"]), scatter(pairs["true"], pairs["predicted"], spoken))
        )
    return [*blocks, *_mistakes(about, task, verdict)]


def _rows(about: Answer, task: str) -> Table:
    rows = about["per_class"][:MOST_ROWS]
    names = [name for name in rows[0] if name != "class"] if rows else []
    head = (tr(_KINDS[task]), *map(spell_figure, names))
    table = tuple((name, *(cell(row[key]) for key in names)) for name, row in zip(about["classes"], rows, strict=False))
    return Table(head, table, frozenset(range(1, len(head))))


def _confusion(classes: tuple[str, ...], counts: list[list[int]]) -> list[Block]:
    if len(classes) <= WIDEST_MATRIX:
        heading = Heading(tr("How often each class (row) was taken for which (column)"))
        return [heading, Matrix(classes, tuple(map(tuple, counts)))]
    pairs = sorted(
        ((-count, row, column) for row, line in enumerate(counts) for column, count in enumerate(line) if count and row != column)
    )[:MOST_PAIRS]
    table = tuple((classes[row], classes[column], digits(-count)) for count, row, column in pairs)
    return [
        Heading(tr("Classes that were confused most")),
        Table((tr("Class"), tr("taken for"), tr("Images")), table, frozenset({2})),
    ]


def _mistakes(about: Answer, task: str, verdict: Verdict) -> list[Block]:
    mistakes: list[Answer] = about.get("mistakes", [])
    if not mistakes:
        return [Text(tr("There is no mistake among them."), "note")] if "mistakes" in about else []
    shown = tuple(Thumbnail(verdict.pictures.get(mistake["place"], b""), *_said(mistake, task)) for mistake in mistakes)
    return [Heading(tr(_MISTAKES[task])), Thumbnails(shown)]


def _said(mistake: Answer, task: str) -> tuple[str, str]:
    """What an image is, and what was said of it."""
    if task == "numbers":
        return tr("is {0}", _numbers(mistake["true"])), tr("said {0}", _numbers(mistake["said"]))
    sure = f" {spell_share(mistake['probability'])}" if "probability" in mistake else ""
    return tr("is {0}", mistake["true"] or "–"), tr("said {0}", f"{mistake['said'] or '–'}{sure}")


def _numbers(values: list[float]) -> str:
    return COMMA.join(f"{value:.4g}" for value in values[:4]) + (" …" if len(values) > 4 else "")


def cell(value: Any) -> str:
    """A count with commas, a figure in four digits, `–` where it is not known."""
    return digits(value) if isinstance(value, int) else figure(value)
