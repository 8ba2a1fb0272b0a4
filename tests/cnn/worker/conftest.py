"""One warm worker for each file of tests that needs the real process: it takes seconds to start."""

from collections.abc import Iterator

import pytest

from cnn.client import Worker
from cnn.project import Project
from cnn.recipe import Recipe
from tests.cnn.worker.conversation import Desk, small_network
from tests.forkserver import servers


@pytest.fixture(scope="module", autouse=True)
def _fork_servers(fork_servers: str) -> Iterator[None]:
    """Files are read and proven by processes of their own; these find everything imported."""
    with servers.used(fork_servers):
        yield


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """The warm worker of a file of tests; later files find no process of this one."""
    with Worker() as worker:
        yield Desk(worker)


@pytest.fixture
def project() -> Project:
    """A small network on the digits, two epochs."""
    return Project(small_network(), Recipe(epochs=2, batch_size=100, seed=3), "mnist-sample")


@pytest.fixture(scope="module")
def two_steps_a_hook() -> Iterator[None]:
    """Keras calls back every two steps, so that what happens in the middle of a short epoch can be tried."""
    from cnn.worker.data import pacing

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pacing, "expected", lambda *_: pacing.Pace(2))
        yield
