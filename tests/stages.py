"""How much a run of the tests tries: every law and feature in `make test`, the long ones in `make stories`, more of each in
`make thorough`.

`make check` leaves out what needs Keras, a worker or an X server, and what is `slow`: more than a twentieth of a second of a
processor, as every whole window. `make test` leaves out the `story`s, a second of a processor or more each (whole programs
installed and used, other backends and computers, most trainings), which `.ci/run` runs after it, and what is `thorough`: more
presets, optimizers, cut points and stories of a law that another test asks already, and what takes many seconds for what seldom
breaks. `make thorough` runs these, and once again, with more examples, each test that makes up its examples itself (hypothesis
does so; others are marked `more`). A change has to pass all three.
"""

import os
from collections.abc import Iterable
from typing import Any

import pytest

#: whether this is `make thorough`
THOROUGH = bool(os.environ.get("LAYERLOOM_THOROUGH"))
#: seconds that a program of its own, which tries much, may take before it is said to hang
LONG = 1800 if THOROUGH else 280


def examples(many: int) -> int:
    """So many examples where there is time for them; in each run less than a third, but no fewer than 4."""
    return many if THOROUGH else min(many, max(4, many * 3 // 10))


def mostly_thorough(cases: Iterable[Any], *, but: Iterable[Any]) -> list[Any]:
    """Cases of a test, of which only some are tried in each run; raises `ValueError` where one of these is none of the cases."""
    every, kept = list(cases), list(but)
    if missing := [case for case in kept if case not in every]:
        raise ValueError(f"no case of this test: {missing}")
    return [case if case in kept else _thorough(case) for case in every]


def _thorough(case: Any) -> Any:
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.thorough)
