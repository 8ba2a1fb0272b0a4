"""What the worker does with its arguments before it serves."""

import pytest

from cnn import worker
from cnn.worker import low_priority, process


@pytest.mark.parametrize("aside", [True, False])
def test_it_steps_aside_where_it_is_told_and_before_anything_else(aside: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr(low_priority, "step_aside", lambda: done.append("aside"))
    monkeypatch.setattr(process, "serve", lambda backend, group, verbose: done.append((backend, group, verbose)))
    worker.main(["--backend", "jax", *(["--aside"] if aside else []), "--group", "g", "--verbose"])
    assert done == [*(["aside"] if aside else []), ("jax", "g", True)]
