"""The window of augmentation: the list by mouse and keys, the form, and the preview that follows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cnn.layers import MixUp, RandomCrop, RandomFlip, RandomRotation, Resizing
from cnn.runs.messages import Answer
from gui.background.training_session import TrainingSession
from gui.dialogs.augmentation import IMAGES, VERSIONS, AugmentationDialog
from gui.document import Document

pytestmark = pytest.mark.slow

Opened = AugmentationDialog


@pytest.fixture
def dialog(document: Document, session: TrainingSession, qtbot: QtBot) -> Iterator[Opened]:
    dialog = AugmentationDialog(document, session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    yield dialog
    dialog.reject()


def add(dialog: Opened, name: str) -> None:
    """Chooses a layer in the menu behind the button."""
    next(action for action in dialog.list.plus.menu().actions() if action.text() == name).trigger()


def test_layers_are_added_sorted_and_removed_each_as_an_undo_step(dialog: Opened, document: Document, qtbot: QtBot) -> None:
    for name in ("RandomFlip", "RandomRotation", "MixUp"):
        add(dialog, name)
    assert document.recipe.augmentation == (RandomFlip(), RandomRotation(), MixUp())
    qtbot.keyClick(dialog.list.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert document.recipe.augmentation == (RandomFlip(), MixUp(), RandomRotation())
    dialog.list.select(0)
    qtbot.keyClick(dialog.list.list, Qt.Key.Key_Delete)
    assert document.recipe.augmentation == (MixUp(), RandomRotation())
    dialog.list.down.click()
    assert document.recipe.augmentation == (RandomRotation(), MixUp())
    for _ in range(3):
        document.undo()
    assert document.recipe.augmentation == (RandomFlip(), RandomRotation(), MixUp())
    assert dialog.list.layers == document.recipe.augmentation
    for _ in range(3):
        document.undo()
    assert document.recipe.augmentation == ()
    assert dialog.list.empty.isVisible()


def test_arguments_are_typed_as_in_the_inspector(dialog: Opened, document: Document, qtbot: QtBot) -> None:
    add(dialog, "RandomRotation")
    steps = document.undo_stack.count()
    form = dialog.list._form
    assert form is not None
    factor = form.row("factor").field
    assert isinstance(factor, QLineEdit)
    factor.clear()
    qtbot.keyClicks(factor, "0.25")
    assert document.recipe.augmentation == (RandomRotation(factor=0.25),)
    assert document.undo_stack.count() == steps + 1
    assert dialog.list.list.item(0).text() == "RandomRotation  factor 0.25"
    factor.clear()
    qtbot.keyClicks(factor, "7")
    assert "between −1 and 1" in form.row("factor").problem
    assert document.recipe.augmentation == (RandomRotation(factor=0.25),)


def test_layers_that_want_a_size_get_one_that_fits(dialog: Opened, document: Document) -> None:
    add(dialog, "Resizing")
    add(dialog, "RandomCrop")
    assert document.recipe.augmentation == (Resizing(height=32, width=32), RandomCrop(height=28, width=28))


@pytest.mark.slow
def test_the_preview_follows(dialog: Opened, document: Document, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(dialog.sheet.rows) == IMAGES, timeout=20_000)
    assert dialog.note.text() == ""
    first = dialog.sheet.rows[0]
    assert (first.label, len(first.versions)) == ("a", VERSIONS)
    assert first.original.pixelColor(0, 0).value() == 200
    assert [version.pixelColor(0, 0).value() for version in first.versions] == list(range(VERSIONS))
    assert first.captions == ("",) * (VERSIONS - 1) + ("60% a + 40% b",)
    assert not dialog.sheet.grab().isNull()
    dialog.sheet.show_rows(())
    add(dialog, "RandomFlip")
    qtbot.waitUntil(lambda: len(dialog.sheet.rows) == IMAGES, timeout=20_000)


@pytest.mark.slow
def test_the_preview_follows_how_images_come_to_size(
    dialog: Opened, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    preview = dialog._session.preview
    monkeypatch.setattr(
        dialog._session, "preview", lambda project, *others: asked.append(project.recipe.resizing) or preview(project, *others)
    )
    qtbot.waitUntil(lambda: dialog._shown is not None and not dialog._asked)
    document.set_recipe(resizing="pad")
    qtbot.waitUntil(lambda: asked[-1:] == ["pad"])


@pytest.mark.slow
def test_an_answer_that_comes_after_it_was_closed_is_nobodys(dialog: Opened, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(dialog._asked))
    asked = dialog._asked
    dialog.reject()
    result = {"path": str(dialog._folder.path / "preview.npz"), "labels": [0], "classes": ["a"]}
    dialog._session.answerReceived.emit(Answer(time=0, request=asked, result=result))
    assert dialog._reading is None


@pytest.mark.slow
def test_what_cannot_be_shown_says_why(dialog: Opened, document: Document, qtbot: QtBot) -> None:
    add(dialog, "RandomHue")  # for colours only
    qtbot.waitUntil(lambda: "channels" in dialog.note.text(), timeout=5_000)
    document.undo()
    qtbot.waitUntil(lambda: len(dialog.sheet.rows) == IMAGES, timeout=20_000)


@pytest.mark.slow
@pytest.mark.parametrize("session", ["refuse"], indirect=True)
def test_a_worker_that_cannot_is_heard(dialog: Opened, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "No such model." in dialog.note.text(), timeout=20_000)
