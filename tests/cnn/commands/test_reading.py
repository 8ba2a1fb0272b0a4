"""A large folder that is read at the terminal says how far it is; what is read at once says nothing."""

import io

import pytest
from rich.console import Console

from cnn.commands import reading
from cnn.datasets import reading_progress
from cnn.datasets.reading_progress import Progress


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr(reading, "console", lambda *, stderr: Console(file=stream, force_terminal=True, width=100))
    return stream


@pytest.mark.parametrize(("pause", "quiet", "said"), [(0.0, False, True), (0.0, True, False), (1e9, False, False)])
def test_a_bar_appears_where_it_takes_long(
    seen: io.StringIO, monkeypatch: pytest.MonkeyPatch, pause: float, quiet: bool, said: bool
) -> None:
    monkeypatch.setattr(reading_progress, "INTERVAL", pause)
    with reading.reading(quiet=quiet):
        Progress(200_000).add(40_000)
    assert ("40000/200000" in seen.getvalue()) == said
    assert said or not seen.getvalue()
