"""What came of each network in each kind of file, as the sweep of `test_corpus.py` noted it; and README's table, made from that.

`python -m tests.cnn.worker.exports.outcomes` prints the table. What `ASKED` says is asked anew, and noted, with
`LAYERLOOM_NOTE=1 LAYERLOOM_THOROUGH=1 python -m pytest -m thorough tests/cnn/worker/exports/test_corpus.py -k every_network`;
with `LAYERLOOM_NOTE=all` every network in every kind, for which an hour of one core is not enough.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cnn.formats.files import kind_named
from cnn.graph import Graph
from cnn.presets import PRESETS
from tests.cnn.worker.exports.corpus import NETWORKS

#: whether outcomes are noted instead of compared
NOTE = os.environ.get("LAYERLOOM_NOTE", "")
FILE = Path(__file__).with_name("outcomes.json")
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
#: kinds in which each run asks every preset; in the others those that differ: twelve minutes of one core instead of an hour
WHOLE = (Column(".onnx"),)
ASKED = tuple(
    (name, column)
    for column in COLUMNS
    for name in EVERY
    if name in NETWORKS or name in DIFFERENT or column in WHOLE or NOTE == "all"
)


def network(name: str, column: Column) -> Graph:
    """The network of that name, with few classes where many would be lost in whole numbers."""
    if name in NETWORKS:
        return NETWORKS[name]()
    return PRESETS[name].graph(classes=FEW if column.precision == "int8" else None)


def identity(name: str, column: Column) -> str:
    """What a case of the sweep is called, as `-k` finds it."""
    return f"{name} {column.name}".replace("/", "SavedModel")


def known() -> dict[str, dict[str, str]]:
    """What came of it, by column and network."""
    found: dict[str, dict[str, str]] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def note(column: Column, name: str, refused: str) -> None:
    """Keeps what came of a network; the file has the order of the table."""
    noted = known()
    noted.setdefault(column.name, {})[name] = refused
    ordered = {
        each.name: {every: noted[each.name][every] for every in EVERY if every in noted[each.name]}
        for each in COLUMNS
        if each.name in noted
    }
    FILE.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


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
