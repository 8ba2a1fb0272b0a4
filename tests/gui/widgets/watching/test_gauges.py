"""Bars of how busy the machine is."""

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from cnn.machine_load import GpuLoad, MachineLoad
from gui.style import theme
from gui.widgets.watching.gauges import Gauges


def test_it_looks_as_long_as_it_is_seen(qtbot: QtBot) -> None:
    gauges = Gauges()
    qtbot.addWidget(gauges)
    gauges.show()
    qtbot.waitUntil(lambda: bool(gauges.gauges))
    assert "Memory: " in gauges.toolTip()
    gauges.hide()
    assert not gauges._clock.isActive()


def test_what_is_nearly_full_warns_and_every_gpu_has_a_bar(qtbot: QtBot) -> None:
    gauges = Gauges()
    qtbot.addWidget(gauges)
    gauges.show_load(MachineLoad(0.5, 95, 100, (GpuLoad("A100", 0.3, 1, 80), GpuLoad("A100", 0.9, 79, 80))))
    assert [(gauge.name, gauge.scarce) for gauge in gauges.gauges] == [
        ("CPU", False), ("Memory", True), ("GPU 0", False), ("GPU 1", True),
    ]  # fmt: skip
    gauges.resize(gauges.sizeHint())
    image = gauges.grab().toImage()
    found = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {QColor(theme.current().warning).name(), QColor(theme.current().accent).name()} <= found
    assert "A100: 90% busy" in gauges.accessibleDescription()
