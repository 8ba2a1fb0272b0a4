"""Facts of a layer in a line: where it is broken, each stays whole."""

from pytestqt.qtbot import QtBot

from gui.widgets.network.facts import FactLine


def test_a_number_stays_beside_what_it_counts(qtbot: QtBot) -> None:
    line = FactLine()
    qtbot.addWidget(line)
    words = "55 × 55 × 96 out · 34,944 parameters · 105,415,200 MACs\nConv2D"
    line.setText(words)
    assert line.text() == words
    broken = [part for row in super(FactLine, line).text().split("\n") for part in row.split(" ")]
    assert broken == [
        "55\u00a0×\u00a055\u00a0×\u00a096\u00a0out",
        "·",
        "34,944\u00a0parameters",
        "·",
        "105,415,200\u00a0MACs",
        "Conv2D",
    ]
