"""Facts of a layer in a line: where it is broken, each stays whole."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.widgets.network.facts import FactLine


def test_a_number_stays_beside_what_it_counts(qtbot: QtBot) -> None:
    line = FactLine()
    qtbot.addWidget(line)
    words = "55 × 55 × 96 out · 34,944 parameters · 105,415,200 MACs\nConv2D"
    line.setText(words)
    assert line.text() == words
    broken = [part.replace("\u00a0", "_") for row in QLabel.text(line).split("\n") for part in row.split(" ")]
    assert broken == ["55_×_55_×_96_out_·", "34,944_parameters_·", "105,415,200_MACs", "Conv2D"]


def test_nor_does_a_line_of_chinese_end_there(qtbot: QtBot) -> None:
    line = FactLine()
    qtbot.addWidget(line)
    words = "14,998,528 个参数 · 感受野 224 × 224"
    line.setText(words)
    assert line.text() == words
    assert "个\u2060参\u2060数" in QLabel.text(line)
