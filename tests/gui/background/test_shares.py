"""Shares that do not answer are known, and asked once."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.background import shares
from tests.gui.shares import hanging


def test_a_share_that_hangs_is_known_until_it_answers(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow").mkdir()
    places = (str(tmp_path / "slow"), str(tmp_path), str(tmp_path / "gone"))
    monkeypatch.setattr(shares, "network_places", lambda: places)
    with monkeypatch.context() as patch, hanging(tmp_path / "slow", patch) as share:
        assert shares.hanging() == places[:1]
        assert shares.hanging() == places[:1], "nobody asks again, or waits"
        share.answer()
        qtbot.waitUntil(lambda: shares.hanging() == ())
