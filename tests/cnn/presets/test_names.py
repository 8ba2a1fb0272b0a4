"""Whether there is a network of some name is known before any is described."""

import subprocess
import sys

import pytest

import cnn.presets
from cnn.presets.preset import Preset

CODE = """
import sys
from cnn.presets import PRESETS, preset_named

print(preset_named("ResNet 50"), preset_named("no network"), "vgg16" in PRESETS)
print(*sorted(name for name in sys.modules if name.startswith(("cnn.graph", "cnn.analysis", "cnn.presets."))))
"""


def test_a_name_needs_no_network() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines() == ["resnet50 None True", ""]


def test_what_describes_a_network_is_there_when_it_is_asked_for() -> None:
    assert cnn.presets.Preset is Preset
    with pytest.raises(AttributeError, match="nothing"):
        _ = cnn.presets.nothing  # type: ignore[attr-defined]
