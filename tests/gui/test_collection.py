"""The collector stays off as long as any thread needs it, and comes back as it was."""

import gc

from gui import collection


def test_the_last_release_restores_what_was() -> None:
    was = gc.isenabled()
    collection.hold()
    collection.hold()
    assert not gc.isenabled()
    collection.release()
    assert not gc.isenabled()
    collection.release()
    assert gc.isenabled() == was


def test_a_collector_that_was_off_stays_off() -> None:
    was = gc.isenabled()
    gc.disable()
    try:
        collection.hold()
        collection.release()
        assert not gc.isenabled()
    finally:
        if was:
            gc.enable()
