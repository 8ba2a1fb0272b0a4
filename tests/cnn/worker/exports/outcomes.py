"""What came of each network in each kind of file, as `sweep.py` noted it; and README's table, made from that.

`python -m tests.cnn.worker.exports.outcomes` prints the table. With other versions in `constraints.txt` all is asked anew, by
`sweep.py`. What `ASKED` says is compared in `make thorough`.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cnn.analysis import analyse
from cnn.errors import LayerloomError
from cnn.formats import web_runtime
from cnn.formats.files import kind_named
from cnn.graph import Graph
from cnn.presets import PRESETS
from cnn.presets.preset import ImageShape
from tests.cnn.worker.exports.corpus import NETWORKS

#: "all", where every network is asked in every kind, and what came of it is noted instead of compared
NOTE = os.environ.get("LAYERLOOM_NOTE", "")
CONSTRAINTS = Path(__file__).parents[4] / "constraints.txt"
FILE = Path(__file__).with_name("outcomes.json")
#: what writes files, holds them and is asked for the proof: with another version something else may come of it
PACKAGES = ("ai-edge-litert", "keras", "onnx", "onnxruntime", "tensorflow", "tf2onnx")
#: what a file that was proven is noted as; else the sentence in which it was refused
PROVEN = ""


@dataclass(frozen=True)
class Column:
    """A kind of file in a precision."""

    suffix: str
    precision: str = "float32"

    @property
    def name(self) -> str:
        """As the outcomes call it."""
        return f"{self.suffix} {self.precision}"

    @property
    def title(self) -> str:
        """As the table calls it."""
        kind = kind_named(self.suffix)
        assert kind is not None
        called = kind.title if kind.is_folder else f"`{self.suffix}`"
        return called if len(kind.precisions) == 1 else f"{called} {self.precision}"


#: every kind of file that is proven, in every precision
COLUMNS = (
    *(Column(suffix) for suffix in (".keras", ".h5", ".weights.h5", ".json", ".py", ".ipynb", ".onnx", "/")),
    *(Column(".tflite", precision) for precision in ("float32", "float16", "int8-dynamic", "int8")),
    *(Column(".html", precision) for precision in ("float32", "float16")),
)
EVERY = (*PRESETS, *NETWORKS)
#: presets that differ in what they are made of; the others of their families repeat it more often
DIFFERENT = ("lenet5", "alexnet-two-towers", "resnet20", "squeezenet", "mobilenet_v2")
#: of a network that has learned nothing each of 1,000 classes gets about 0.001, less than a step of int8's probabilities (1/256)
FEW = 10
#: kinds in which presets are asked about images of their own size
WHOLE = tuple(map(Column, (".keras", ".h5", ".onnx", "/")))
#: else about the smallest of these sides that leaves every layer its weights
SIDES = (32, 48, 64, 75, 96)
ASKED = tuple(
    (name, column)
    for column in COLUMNS
    for name in EVERY
    if name in NETWORKS or name in DIFFERENT or column == Column(".onnx") or NOTE == "all"
)


def network(name: str, column: Column) -> Graph:
    """The network of that name, with few classes where many would be lost in whole numbers."""
    if name in NETWORKS:
        return NETWORKS[name]()
    return PRESETS[name].graph(image=size(name, column), classes=FEW if column.precision == "int8" else None)


def size(name: str, column: Column) -> ImageShape:
    """The images that a preset is asked about in a kind: its own, or smaller ones where those cost less and say as much.

    Where a layer has a weight for each place of an image, a page is made for the preset's own images: it may be too large.
    """
    whole = PRESETS[name].image
    if column in WHOLE:
        return whole
    cut = [image for side in SIDES if side < max(whole) and _weights(name, image := (side, side, whole[2]))]
    kept = [image for image in cut if _weights(name, image) == _weights(name, whole)]
    return next(iter(kept or (cut if column.suffix != ".html" else ())), whole)


@cache
def _weights(name: str, image: ImageShape) -> int | None:
    """How many weights a preset has for such images; nothing where it doesn't work on them."""
    try:
        return analyse(PRESETS[name].graph(image=image)).total_params
    except LayerloomError:
        return None


def identity(name: str, column: Column) -> str:
    """What a case of the sweep is called, as `-k` finds it."""
    return f"{name} {column.name}".replace("/", "SavedModel")


def versions() -> dict[str, str]:
    """What files are made with and asked by, as it is now."""
    lines = (line.split(";")[0].strip() for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines())
    pinned = dict(line.split("==") for line in lines if "==" in line)
    return {**{name: pinned[name] for name in PACKAGES}, web_runtime.PACKAGE: web_runtime.VERSION}


def noted_with() -> dict[str, str]:
    """What files were made with and asked by when outcomes were noted."""
    found: dict[str, str] = _kept().get("versions", {})
    return found


def known() -> dict[str, dict[str, str]]:
    """What came of it, by column and network."""
    found: dict[str, dict[str, str]] = _kept().get("outcomes", {})
    return found


def begun() -> None:
    """Forgets what was noted with other versions."""
    if noted_with() != versions():
        _keep({})


def note(column: Column, name: str, refused: str) -> None:
    """Keeps what came of a network; the file has the order of the table."""
    noted = known()
    noted.setdefault(column.name, {})[name] = refused
    _keep(noted)


def _kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def _keep(noted: dict[str, dict[str, str]]) -> None:
    ordered = {
        each.name: {every: noted[each.name][every] for every in EVERY if every in noted[each.name]}
        for each in COLUMNS
        if each.name in noted
    }
    kept = {"versions": versions(), "outcomes": ordered}
    FILE.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def table() -> str:
    """Markdown: a row for networks of which the same came in every kind, with the reason below where a kind is refused.

    An empty place was not asked.
    """
    noted, reasons = known(), list[str]()
    rows = [f"| | {' | '.join(column.title for column in COLUMNS)} |", f"|---|{'---|' * len(COLUMNS)}"]
    for names in _alike(noted):
        cells = (_cell(noted.get(column.name, {}).get(names[0]), reasons) for column in COLUMNS)
        rows.append(f"| {_called(names)} | {' | '.join(cells)} |")
    return "\n".join((*rows, "", *(f"{number}. {reason}" for number, reason in enumerate(reasons, start=1))))


def _alike(noted: dict[str, dict[str, str]]) -> Iterable[list[str]]:
    groups: dict[tuple[object, ...], list[str]] = {}
    for name in EVERY:
        came = (noted.get(column.name, {}).get(name) for column in COLUMNS)
        groups.setdefault((name in PRESETS, *came), []).append(name)
    return groups.values()


def _cell(refused: str | None, reasons: list[str]) -> str:
    if not refused:
        return "" if refused is None else "✓"
    if refused not in reasons:
        reasons.append(refused)
    return f"– ({reasons.index(refused) + 1})"


def _called(names: list[str]) -> str:
    return ", ".join(names)


if __name__ == "__main__":
    print(table())
