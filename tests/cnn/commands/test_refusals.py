"""Every command that is given a name, a file or a word that means nothing says so once, in the reader's language, and fails."""

import re
from pathlib import Path

import pytest

from cnn.commands.names import COMMANDS
from cnn.words.language import speaking
from tests.cnn.commands.cli import Command, Outcome

#: what each command is asked that can't be
WRONG: dict[str, tuple[str, ...]] = {
    "presets": ("presets nothere",),
    "layers": ("layers nothere",),
    "datasets": ("datasets nothere", "datasets --download nothere"),
    "new": ("new nothere", "new nothere.csv"),
    "weights": ("weights nothere", "weights --download nothere"),
    "summary": ("summary nothere", "summary nothere.loom", "summary torn.keras", "summary torn.loom", "summary torn.h5"),
    "diff": ("diff lenet5 nothere", "diff nothere.loom lenet5", "diff lenet5 torn.keras"),
    "convert": ("convert nothere out.json", "convert lenet5 out.nothere", "convert torn.json out.loom"),
    "train": (
        "train nothere --data mnist-sample",
        "train lenet5 --data nothere",
        "train lenet5 --data torn.npz",
        "train lenet5 --data torn-ubyte.gz::torn-ubyte.gz",
        "train --resume nothere",
        "train lenet5 --data mnist-sample --amp",
        "train lenet5 --data mnist-sample --augmentation nothere",
        "train lenet5 --data mnist-sample --class-weights nothere",
    ),
    "repeat": ("repeat nothere --data mnist-sample --seeds 2", "repeat lenet5 --data nothere --seeds 2"),
    "queue": ("queue nothere", "queue skip 99"),
    "search": ("search nothere --data mnist-sample", "search lenet5 --data nothere --trials 1"),
    "evaluate": ("evaluate nothere", "evaluate nothere.keras --data mnist-sample", "evaluate torn.keras --data mnist-sample"),
    "predict": ("predict nothere torn.png", "predict torn.keras torn.png", "predict torn.keras nothere.png"),
    "explain": ("explain nothere torn.png", "explain torn.keras torn.png"),
    "inspect": ("inspect nothere", "inspect torn.npz"),
    "report": ("report nothere out.html", "report torn.keras out.html"),
    "doctor": ("doctor nothere", "doctor nothere.loom", "doctor torn.loom"),
    "runs": ("runs nothere", "runs --sort nothere", "runs --restore nothere", "runs --rename x", "runs nothere --delete"),
    "devices": ("devices nothere",),
    "computers": ("computers nothere", "computers remove nothere", "computers add one"),
    "sbatch": ("sbatch nothere --data mnist-sample", "sbatch lenet5"),
}
#: files that are what their name says in nothing else
_TORN = ("torn.keras", "torn.loom", "torn.h5", "torn.json", "torn.npz", "torn.png", "torn-ubyte.gz")
#: names of options, files, classes, formats and values, which no language has otherwise
_NAMES = re.compile(
    r"'[^']*'|--?[a-z-]+|[\w./:-]*\.\w+|\b[A-Z_]{2,}\b|\w+[-_:]\w+|\b[A-Z][a-z]+(?=[A-Z(=])\w*(?:\([^)]*\))?|[a-z]+=\S+|\S+@\S+"
)
_ENGLISH = re.compile(r"(?:\b[A-Za-z]+\b[ ,;:.]+){2}\b[A-Za-z]+\b")
WORDS = frozenset(COMMANDS)


def test_every_command_is_asked() -> None:
    assert set(WRONG) == WORDS


@pytest.fixture
def ask(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    for name in _TORN:
        (tmp_path / name).write_bytes(b"nothing that is read here")
    monkeypatch.chdir(tmp_path)

    def asked(line: str) -> Outcome:
        return command(*line.split())

    return asked


@pytest.mark.slow
@pytest.mark.parametrize("line", [line for lines in WRONG.values() for line in lines])
def test_what_means_nothing_is_refused_once_and_in_words(ask, line: str) -> None:  # type: ignore[no-untyped-def]
    outcome = ask(line)
    assert outcome.complained(), outcome
    said = [part.strip() for part in re.split(r"(?<=\.) ", outcome.err.removeprefix("layerloom: ").strip())]
    assert len(set(said)) == len(said), "something is said twice"
    with speaking("zh_CN"):
        told = ask(line)
    assert told.complained(), told
    assert re.search(r"[一-鿿]", told.err)
    rest = _NAMES.sub("", told.err.removeprefix("layerloom: "))
    assert not _ENGLISH.search(rest), told.err
