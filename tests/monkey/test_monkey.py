"""A minute of the monkey, always the same; and that it sees what it is there to see."""

from pathlib import Path

import pytest

from tests.end_to_end.x11 import MISSING
from tests.monkey.run import screen, session
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.x11, pytest.mark.slow, pytest.mark.worker, pytest.mark.skipif(MISSING, reason="needs Xvfb")]

#: what one session of the suite does
STEPS = 120


@pytest.mark.story
@pytest.mark.parametrize("seed", mostly_thorough([3, 4, 7], but=[3]))
def test_a_monkey_finds_nothing(seed: int, tmp_path: Path) -> None:
    with screen() as display:
        outcome = session(seed, STEPS, tmp_path / "monkey", display=display)
    assert not outcome.kind, outcome.report()


@pytest.mark.story
@pytest.mark.parametrize(
    ("planted", "kind"),
    mostly_thorough(
        [
            ("crash", "crash by signal 11"),
            ("hang", "hang"),
            ("exception", "exception"),
            ("warning", "Qt"),
            ("figure", "law"),
            ("card", "law"),
            ("history", "law"),
            ("process", "left behind"),
        ],
        but=[("exception", "exception"), ("figure", "law")],
    ),
)
def test_it_sees_what_is_wrong(planted: str, kind: str, tmp_path: Path) -> None:
    """On a screen that is nowhere, which is enough for this."""
    steps = 0 if planted == "history" else 3
    outcome = session(1, steps, tmp_path / "monkey", "--plant", planted, patience=4 if planted == "hang" else 60)
    assert outcome.kind == kind, outcome.report()
    assert "planted" in outcome.text or planted not in ("exception", "warning")
