"""Seeded mutations of Keras files: each is refused in one line, or opened as a network like any other. `make fuzz` runs many.

python tests/cnn/formats/fuzz.py [COUNT] [SEED]
"""

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from cProfile import Profile
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from cnn.analysis import analyse  # noqa: E402
from cnn.errors import FileError  # noqa: E402
from cnn.formats.files import read  # noqa: E402
from cnn.formats.keras.reader import read_model  # noqa: E402
from cnn.formats.keras.writer import model_document  # noqa: E402
from cnn.presets import PRESETS  # noqa: E402
from cnn.project import Project, dumps, loads  # noqa: E402
from tests.cnn.formats import hostile  # noqa: E402

#: calls of our functions that one file may take, counted and not timed; the hungriest of the corpus takes 0.8 million
MOST_CALLS = 3_000_000
NETWORKS = ("lenet5", "squeezenet", "mobilenet")


def opens_or_refuses(document: object) -> bool:
    """Whether a document is opened; anything but a network or one clear line is an error. Raises AssertionError."""
    with little_work():
        try:
            graph = read_model(document, "the file")
        except FileError as error:
            assert_one_line(error)
            return False
        analyse(graph)
        again = loads(dumps(Project(graph)))
        assert again.graph == graph
    return True


@contextmanager
def little_work(most: int = MOST_CALLS) -> Iterator[None]:
    """Raises AssertionError when what is done within calls more Python functions than that: the same number on every machine."""
    with Profile(builtins=False) as profile:
        yield
    calls = sum(entry.callcount for entry in profile.getstats())
    assert calls <= most, f"{calls:,} calls"


def assert_one_line(error: FileError) -> None:
    """A message that a person can read."""
    text = str(error)
    assert "\n" not in text, text
    assert len(text) < 700, text
    assert error.message, text


def run(count: int, seed: int) -> dict[str, int]:
    """Tries so many mutations; returns how many were opened and refused."""
    rng = random.Random(seed)
    documents = [
        *(model_document(PRESETS[name].graph()) for name in NETWORKS),
        hostile.sequential(hostile.LAMBDA, hostile.conv()),
    ]
    found = {"opened": 0, "refused": 0}
    with tempfile.TemporaryDirectory() as folder:
        whole = hostile.archive(Path(folder) / "good.keras", {"config.json": json.dumps(documents[0]).encode()}).read_bytes()
        text = json.dumps(documents[0]).encode()
        for number in range(count):
            if number % 4 < 3:
                opened = opens_or_refuses(hostile.mutated(rng.choice(documents), rng))
            else:
                suffix, data = rng.choice(((".keras", whole), (".json", text)))
                opened = _file(Path(folder) / f"garbled{suffix}", hostile.garbled(data, rng))
            found["opened" if opened else "refused"] += 1
    return found


def _file(path: Path, data: bytes) -> bool:
    path.write_bytes(data)
    try:
        analyse(read(path))
    except FileError as error:
        assert_one_line(error)
        return False
    return True


if __name__ == "__main__":
    wanted, chosen = (int(argument) for argument in (*sys.argv[1:3], *("10000", "1")[len(sys.argv) - 1 :]))
    began = time.perf_counter()
    result = run(wanted, chosen)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({**result, "seed": chosen, "seconds": round(time.perf_counter() - began, 1), "peak_mb": peak}))
