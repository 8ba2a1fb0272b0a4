"""The pictures of an evaluation as files: confusion matrix, curves, reliability diagram, and numbers over those that are true."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cnn.files.files import write_bytes
from cnn.pictures.colours import LIGHT
from cnn.pictures.drawing import Picture, Rect, Shape, Text, mixed
from cnn.pictures.png import write_png
from cnn.pictures.svg import write_svg
from cnn.reports.drawing import Drawing, Point, plane, scatter
from cnn.reports.pdf import drawn_shapes
from cnn.runs.judged import figures
from cnn.runs.judged.outputs import Evaluated, Judged, counted
from cnn.words.language import tr
from cnn.words.lists import listed

#: sides of a cell of the matrix, and letters of a class's name
CELL, NAME, TEXT = 34.0, 18, 11.0
#: a matrix of more classes has no numbers in its cells, which are smaller
NUMBERED = 30
#: curves of so many classes can be told apart
MOST_CURVES = 12
MARGIN = 14.0


class Plot(NamedTuple):
    """A picture, and its numbers as rows of a table."""

    picture: Picture
    rows: Sequence[Sequence[object]]


def write_plots(evaluated: Evaluated, folder: Path) -> list[Path]:
    """Writes every picture that there is as SVG, PNG and PDF, and its numbers as CSV, into a folder, which is made; gives the
    files. Raises `FileError`."""
    from cnn.pictures.pdf import write_pdf  # who writes no plots waits for no PDF

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, judged in enumerate(evaluated.outputs):
        before = f"{judged.name}-" if len(evaluated.outputs) > 1 else ""
        for name, plot in _plots(judged, evaluated.about(number)).items():
            contents = {
                ".svg": write_svg(plot.picture, ""),
                ".png": write_png(plot.picture, ""),
                ".pdf": write_pdf(plot.picture, ""),
                ".csv": _csv(plot.rows),
            }
            for suffix, content in contents.items():
                written.append(folder / f"{_safe(before + name)}{suffix}")
                write_bytes(written[-1], content)
    return written


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _plots(judged: Judged, about: Mapping[str, Any]) -> dict[str, Plot]:
    if judged.task == "numbers":
        return {
            f"predicted-{pairs['class']}": Plot(
                framed(scatter(pairs["true"], pairs["predicted"], ""), str(pairs["class"])),
                [("true", "predicted"), *zip(pairs["true"], pairs["predicted"], strict=True)],
            )
            for pairs in about.get("predictions", ())
        }
    found = {}
    if judged.task == "classes":
        counts = zip(judged.classes, counted(judged).tolist(), strict=True)
        table = [("true, predicted", *judged.classes), *((name, *row) for name, row in counts)]
        found["confusion-matrix"] = Plot(matrix_picture(judged), table)
    for name, points, across, up in (
        ("roc", judged.roc, tr("false positive rate"), tr("true positive rate")),
        ("precision-recall", judged.precision_recall, tr("recall"), tr("precision")),
    ):
        if points is not None:
            shown = _shown_curves(judged, points)
            picture = framed(plane(shown, across, up, diagonal=name == "roc"), listed(shown))
            found[name] = Plot(
                picture, [("class", across, up), *((label, *point) for label, line in shown.items() for point in line)]
            )
    parts = figures.bins(judged)
    found["reliability"] = Plot(framed(reliability(parts), ""), [figures.Bin._fields, *parts])
    return found


def _shown_curves(judged: Judged, points: Any) -> dict[str, tuple[Point, ...]]:
    """Those of the classes that can be told apart; of two classes the second's, which says all."""
    named = [(name, rows) for name, rows in zip(judged.classes, points.tolist(), strict=True) if not math.isnan(rows[0][0])]
    kept = named[1:] if judged.task == "classes" and len(judged.classes) == 2 else named[:MOST_CURVES]
    return {name: tuple((float(x), float(y)) for x, y in rows) for name, rows in kept}


def reliability(parts: Sequence[figures.Bin]) -> Drawing:
    """How often answers were right over how sure they were; the diagonal keeps its word."""
    points = tuple((part.sure, part.right) for part in parts if part.sure is not None and part.right is not None)
    return plane({"": points}, tr("probability"), tr("share that is right"), diagonal=True, dots=True)


def framed(drawing: Drawing, title: str) -> Picture:
    """A drawing on paper, with a title below where there is one."""
    height = drawing.height + (2 * MARGIN if title else MARGIN)
    words = [Text(MARGIN, height - 6, title[:90], TEXT, LIGHT.secondary)] if title else []
    return Picture(drawing.width + MARGIN, height, LIGHT.surface, (*drawn_shapes(drawing), *words))


def matrix_picture(judged: Judged) -> Picture:
    """How often each class (row) was taken for which (column), each row shaded by its shares."""
    counts = counted(judged)
    size, shares = len(counts), figures.shares(counts, "rows")
    cell = CELL if size <= NUMBERED else max(2.0, 900 / size)
    names = [name if len(name) <= NAME else f"{name[: NAME - 1]}…" for name in judged.classes]
    left = MARGIN * 2 + max(map(len, names), default=0) * TEXT * 0.62
    top = MARGIN
    shapes: list[Shape] = []
    for row in range(size):
        for column in range(size):
            if counts[row, column]:
                x, y, share = left + column * cell, top + row * cell, float(shares[row, column])
                shapes.append(Rect(x, y, cell, cell, mixed(LIGHT.surface, LIGHT.accent, share)))
                if size <= NUMBERED:
                    colour = LIGHT.on_accent if share > 0.5 else LIGHT.text
                    shapes.append(Text(x + cell / 2, y + cell / 2 + 4, str(counts[row, column]), TEXT - 1, colour, "middle"))
    side = size * cell
    shapes.append(Rect(left, top, side, side, stroke=LIGHT.border))
    every = max(1, math.ceil(TEXT * 1.3 / cell))
    for place in range(0, size, every):
        middle = place * cell + cell / 2
        shapes.append(Text(left - 6, top + middle + 4, names[place], TEXT, LIGHT.secondary, "end"))
        if size <= NUMBERED:
            short = names[place] if len(names[place]) <= 5 else f"{names[place][:4]}…"
            shapes.append(Text(left + middle, top + side + 16, short, TEXT, LIGHT.secondary, "middle"))
    shapes.append(Text(left + side / 2, top + side + 34, tr("predicted"), TEXT, LIGHT.secondary, "middle"))
    shapes.append(Text(MARGIN / 2, top - 2, tr("true"), TEXT, LIGHT.secondary))
    return Picture(left + side + MARGIN, top + side + 44, LIGHT.surface, tuple(shapes))


def importance_picture(shares: Mapping[str, float], title: str) -> Picture:
    """What mattered in a search, as bars, the longest first; `shares` sum to 1."""
    ranked = sorted(shares.items(), key=lambda one: -one[1])
    left, wide, row = MARGIN * 2 + max((len(name) for name in shares), default=0) * TEXT * 0.62, 320.0, 26.0
    shapes: list[Shape] = [Text(MARGIN, MARGIN + TEXT, title, TEXT + 1, LIGHT.text)]
    for place, (name, share) in enumerate(ranked):
        top = 2 * MARGIN + TEXT + place * row
        shapes.append(Text(left - 8, top + row / 2 + 4, name, TEXT, LIGHT.text, "end"))
        shapes.append(Rect(left, top + 6, wide, row - 12, LIGHT.border, radius=4))
        if share > 0:
            shapes.append(Rect(left, top + 6, max(wide * min(share, 1.0), 8), row - 12, LIGHT.accent, radius=4))
        shapes.append(Text(left + wide + 44, top + row / 2 + 4, f"{100 * share:.0f}%", TEXT, LIGHT.secondary, "end"))
    width = max(left + wide + 44 + MARGIN, 2 * MARGIN + len(title) * (TEXT + 1) * 0.6)
    return Picture(width, 3 * MARGIN + TEXT + len(ranked) * row, LIGHT.surface, tuple(shapes))


def _safe(name: str) -> str:
    """A name for a file: what no file system wants in one becomes a line."""
    return "".join(char if char.isalnum() or char in "-_. " else "-" for char in name).strip(" .") or "plot"
