"""One warm worker for all tests that need the real process; it takes seconds to start."""

from collections.abc import Iterator

import pytest

from cnn.client import Worker
from cnn.project import Project
from cnn.recipe import Recipe
from tests.cnn.worker.conversation import Desk, small_network


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """The warm worker of a file of tests; later files find no process of this one."""
    with Worker() as worker:
        yield Desk(worker)


@pytest.fixture
def project() -> Project:
    """A small network on the digits, two epochs."""
    return Project(small_network(), Recipe(epochs=2, batch_size=100, seed=3), "mnist-sample")
