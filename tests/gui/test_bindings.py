"""What Layerloom relies on in the Qt bindings themselves."""

import sys

from PySide6.QtCore import QObject


def test_a_call_that_returns_nothing_takes_no_reference_of_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("a")
    assert abs(sys.getrefcount(None) - before) < 100, "these bindings abort the program sooner or later on this Python"
