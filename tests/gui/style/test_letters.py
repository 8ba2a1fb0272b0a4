"""Chinese letters in the shapes that readers of Chinese know."""

import json
import subprocess
import sys

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from gui.style.letters import CHINESE

# in a program of its own: what Qt took for a letter it keeps
SHOWN = """
import json
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout
from PySide6.QtWidgets import QApplication
from gui.settings import settings
from gui.style import icons, language

def families(font):
    layout = QTextLayout("Conv2D 直角骨", font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName().lower() for run in layout.glyphRuns()}

app = QApplication([])
fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
families(app.font())  # from now on Qt keeps what it found
icons.icon("image").pixmap(16)
settings.set_language_choice("zh_CN")
language.apply(app)
bold = QFont(app.font())
bold.setBold(True)
print(json.dumps([sorted(families(font)) for font in (app.font(), bold, fixed)] + [QFontDatabase.hasFamily("Phosphor")]))
"""


@pytest.mark.slow
def test_a_window_that_speaks_chinese_has_chinese_letters_beside_its_own(
    dressed: QApplication, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [name for name in CHINESE if QFontDatabase.hasFamily(name)]
    if not here:
        pytest.skip("no Chinese font here")
    monkeypatch.setenv("LAYERLOOM_SETTINGS", str(tmp_path_factory.mktemp("settings") / "settings.json"))
    done = subprocess.run([sys.executable, "-c", SHOWN], capture_output=True, text=True, check=True, timeout=60)
    *shown, signs = json.loads(done.stdout.splitlines()[-1])
    assert signs, "the program's own signs are still there"
    for families in shown:
        assert here[0].lower() in families
        assert len(families) == 2, "the letters of the window's own font come from there as before"
