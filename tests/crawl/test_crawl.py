"""Everything in the real window is opened once, under a real X server with a window manager, and nothing is wrong with it.

`make crawl` takes the time for every combination.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.end_to_end.x11 import MISSING
from tests.monkey.run import environment, screen
from tests.stages import LONG, THOROUGH

WINDOW = Path(__file__).with_name("window.py")
pytestmark = [
    pytest.mark.x11,
    pytest.mark.slow,
    pytest.mark.worker,
    pytest.mark.timeout(LONG + 20),
    pytest.mark.skipif(MISSING, reason="needs Xvfb"),
]
EVERYTHING = ("focus", "layout", "menus", "contexts", "actions", "dialogs")


def crawl(folder: Path, display: str, *arguments: str, **variables: str) -> list[str]:
    """What is wrong with the window."""
    home = {**environment(folder, display, uuid4().hex), **variables}
    command = [sys.executable, str(WINDOW), *arguments]
    done = subprocess.run(command, env=home, cwd=folder, capture_output=True, text=True, timeout=LONG, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen with room for the largest window and its frame."""
    with screen("1920x1200") as name:
        yield name


@pytest.mark.more
@pytest.mark.thorough
def test_nothing_is_wrong_anywhere_in_the_window(display: str, tmp_path: Path) -> None:
    found = crawl(tmp_path, display, *EVERYTHING)
    assert not found, "\n".join(found)


@pytest.mark.thorough
def test_nothing_is_wrong_at_twice_the_size(tmp_path: Path) -> None:
    parts = EVERYTHING if THOROUGH else ("layout", "menus")
    with screen("2560x1600") as display:
        found = crawl(tmp_path, display, *parts, QT_SCALE_FACTOR="2")
    assert not found, "\n".join(found)


@pytest.mark.thorough
def test_the_crawl_sees_what_is_wrong(display: str, tmp_path: Path) -> None:
    """A glyph that the font lacks, words without room, an error, a warning of Qt's, a widget that keeps the focus."""
    found = "\n".join(crawl(tmp_path, display, "focus", "glance", "contexts", "actions", "--plant"))
    for words in ("link-break", "words that have no room", "ZeroDivisionError", "Qt: planted", "never comes back"):
        assert words in found
