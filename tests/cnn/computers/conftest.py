"""The second computer that these tests reach."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cnn.computers.lab import Lab
from tests.cnn.computers.private_sshd import PrivateSshd, why_not


@pytest.fixture(scope="session")
def _set_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """An sshd and what set-up makes behind it, once for all."""
    if reason := why_not():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("lab")
    sshd = PrivateSshd(folder / "sshd")
    sshd.start()
    try:
        yield Lab(sshd, folder / "far")
    finally:
        sshd.end()


@pytest.fixture
def sshd(_set_up: Lab) -> Iterator[Lab]:
    """A computer that ssh reaches, in the list, with nothing set up by this test."""
    _set_up.sshd.write_config()
    _set_up.sshd.trust()
    yield _set_up
    _set_up.end()


@pytest.fixture
def lab(sshd: Lab, tmp_path: Path) -> Lab:
    """A computer on which Layerloom is set up."""
    sshd.add()
    if not (sshd.far / "BUILD").is_file():
        done = sshd.run("computers", "set-up", "lab")
        assert done.returncode == 0, done.stdout + done.stderr
        (sshd.far / "bin" / "real").write_text((sshd.far / "bin" / "layerloom").read_text())
    (sshd.far / "bin" / "layerloom").write_text((sshd.far / "bin" / "real").read_text())
    return sshd


@pytest.fixture
def pretending(lab: Lab) -> Lab:
    """A computer whose workers pretend."""
    lab.pretend()
    return lab
