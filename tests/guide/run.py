"""make guide: takes the guide's pictures anew, of the program as it is: it trains LeNet-5 and shows what comes of it.

In every language, light and dark; into assets/guide/pictures. Pages that are named are taken alone; `build` needs no training.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
_HOME = tempfile.mkdtemp(prefix="layerloom-guide-")
for name in ("SETTINGS", "RUNS", "LOG"):
    os.environ[f"LAYERLOOM_{name}"] = str(Path(_HOME, name.lower()))
for name in ("DATA", "CONFIG", "STATE"):  # nothing of whoever takes the pictures is on them
    os.environ[f"XDG_{name}_HOME"] = str(Path(_HOME, name.lower()))

from PIL import Image  # noqa: E402
from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize  # noqa: E402
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget  # noqa: E402

from cnn.words.language import available  # noqa: E402
from gui.app import create_window  # noqa: E402
from gui.background.training_session import State  # noqa: E402
from gui.dialogs.guide import PICTURES  # noqa: E402
from gui.settings import settings  # noqa: E402
from gui.style import language, theme  # noqa: E402
from gui.window.main_window import MainWindow  # noqa: E402

SIZE, EPOCHS = QSize(840, 620), 8


def main(pages: list[str]) -> int:
    """Trains, evaluates, and takes each picture in each language and look."""
    takes = {page: take for page, take in TAKES.items() if page in pages or not pages}
    app = QApplication([])
    window = create_window(("lenet5",))
    window.setMinimumSize(0, 0)
    window.resize(SIZE)
    window.show()
    window.document.set_recipe(epochs=EPOCHS)
    _wait(lambda: all(page.built for page in window.late_pages))
    settings.keep_shown("firstHint", False)
    for hint in window.canvas.findChildren(QWidget, "firstHint"):
        hint.hide()
    if list(takes) != ["build"]:
        _train(window)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for take in takes.values():
        take(window)  # images and lists come when they are first looked at
    for spoken in available():
        for look in ("light", "dark"):
            settings.set_language_choice(spoken)
            settings.set_theme_choice(look)  # type: ignore[arg-type]
            language.apply(app)
            theme.apply(app)
            for page, take in takes.items():
                _keep(take(window), PICTURES / f"{page}-{spoken}-{look}.png")
    window.document.undo_stack.setClean()
    window.end()
    print(f"{len(list(PICTURES.glob('*.png')))} pictures in {PICTURES}")
    sys.stdout.flush()
    os._exit(0)


def _train(window: MainWindow) -> None:
    window.actions_table["actionTrain"].trigger()
    _wait(lambda: window.session.state != State.IDLE)
    _wait(lambda: window.session.state == State.IDLE)
    arrived: list[object] = []
    window.evaluations.arrived.connect(arrived.append)
    window.session.evaluate()
    _wait(lambda: any(arrived))


def _build(window: MainWindow) -> Image.Image:
    window.resize(SIZE)
    window.actions_table["actionShowPanels"].setChecked(False)
    window.document.select([window.document.graph.named("conv2d_1").id])
    return _grabbed(window.columns, 440)


def _panel(name: str, height: int) -> Callable[[MainWindow], Image.Image]:
    def take(window: MainWindow) -> Image.Image:
        window.resize(SIZE.width(), height)
        window.show_larger(True)
        window.show_panel(window.pages[name])
        taken = _grabbed(window.tabs, height)
        window.show_larger(False)
        return taken

    return take


def _export(window: MainWindow) -> Image.Image:
    window.files.export_as(".onnx")
    dialog = window.files.dialog
    assert dialog is not None
    dialog.resize(620, 320)
    for field in dialog.findChildren(QLineEdit):
        if field.text().endswith(".onnx"):
            field.setText("lenet5.onnx")  # not where it would go on this computer
    taken = _grabbed(dialog, 480)
    dialog.reject()
    _settle()
    return taken


TAKES: dict[str, Callable[[MainWindow], Image.Image]] = {
    "build": _build,
    "data": _panel("data", 480),
    "train": _panel("training", 440),
    "question": _panel("evaluation", 620),
    "take-away": _export,
}


def _grabbed(widget: QWidget, height: int) -> Image.Image:
    _settle()
    area = QRect(0, 0, widget.width(), min(height, widget.height()))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab(area).save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data()))


def _keep(picture: Image.Image, file: Path) -> None:
    """With few colours: half the bytes, and nobody sees it."""
    picture.convert("RGB").quantize(160, dither=Image.Dither.NONE).save(file, optimize=True)


def _settle() -> None:
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        QApplication.processEvents()


def _wait(there: Callable[[], bool]) -> None:
    until = time.monotonic() + 300
    while not there():
        QApplication.processEvents()
        if time.monotonic() > until:
            raise TimeoutError("it did not come")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
