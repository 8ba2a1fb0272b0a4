"""`--install-desktop` and `--remove-desktop`."""

import sys
from pathlib import Path

import pytest

from tests.cnn.commands.cli import Command


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="desktops are told in other ways there")
def test_it_says_what_it_wrote_and_what_it_took_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    installed = command("--install-desktop").out.splitlines()[1:]
    assert len(installed) == 3
    assert all(Path(line.strip()).is_file() for line in installed)
    assert command("--remove-desktop").out.splitlines()[1:] == installed
    assert "nothing" in command("--remove-desktop").out
    assert not any(Path(line.strip()).exists() for line in installed)


def test_elsewhere_it_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert command("--install-desktop").complained("Linux", "Open With")
