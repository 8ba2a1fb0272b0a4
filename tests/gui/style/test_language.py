"""The window's words in the language that is chosen, and another one without a restart."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QUndoView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cnn.runs.folder import RunRecord
from cnn.words import language as words
from cnn.words.language import Catalogue, catalogue
from gui.app import create_window
from gui.settings import settings
from gui.style import language
from gui.style.retranslation import Retranslation
from gui.widgets.basic.asking import FileDialog
from gui.widgets.network.layer_entries import entries
from gui.widgets.network.layer_tree import Entry, LayerTree
from gui.widgets.questions.model_chooser import ModelChooser


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(words.VARIABLE, "")  # taken back afterwards, whatever the window hands to its processes
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C")
    yield
    settings.set_language_choice("en")
    language.apply(qapp)


def speak(name: str) -> None:
    settings.set_language_choice(name)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language.apply(app)


def said(window: QWidget) -> list[str]:
    """Every word of a window that is set on widgets and actions."""
    found = [f"{action.text()} / {action.toolTip()}" for action in window.actions()]
    for part in window.findChildren(QWidget):
        if part.objectName() in ("ScrollLeftButton", "ScrollRightButton", "runGlance"):
            continue  # those of Qt, which names them once; what is filled when a run is looked at
        about = [part.toolTip(), part.accessibleName()]
        if isinstance(part, QLabel | QAbstractButton):
            about.append(part.text())
        if isinstance(part, QLineEdit):
            about.append(part.placeholderText())
        if isinstance(part, QTabBar):
            about += [part.tabText(place) for place in range(part.count())]
        found.append(f"{type(part).__name__} {part.objectName()}: {' / '.join(about)}")
    return sorted(found)


@pytest.mark.slow
def test_a_switch_says_what_a_window_made_in_that_language_says(qtbot: QtBot) -> None:
    switched = create_window()
    qtbot.addWidget(switched)
    switched.document.select([switched.document.graph.named("conv2d").id])  # "Activation" is a family and a setting
    switched.welcome.show_start()
    english = said(switched)
    speak("zh_CN")
    QApplication.processEvents()
    fresh = create_window()
    qtbot.addWidget(fresh)
    fresh.document.select([fresh.document.graph.named("conv2d").id])
    fresh.welcome.show_start()
    QApplication.processEvents()
    assert switched.menuBar().actions()[0].text() == "文件(&F)"
    left = set(said(switched)) ^ set(said(fresh))
    assert not left, "\n".join(sorted(left))
    speak("en")
    QApplication.processEvents()
    assert set(said(switched)) ^ set(english) == set()


@pytest.mark.slow
@pytest.mark.usefixtures("all_panels")
def test_of_texts_with_values_that_are_called_alike_the_nearest_comes_back(qtbot: QtBot) -> None:
    """ "Step 1 of 8" of a tour and "step 1 of 8" of a question are one text in Chinese."""
    window = create_window()
    qtbot.addWidget(window)
    window.show()
    window.welcome.show_tours(tour="stride")
    window.show_panel(window.pages["history"])
    steps = window.findChild(QUndoView)
    assert isinstance(steps, QUndoView)
    tours = window.findChild(QWidget, "tours")
    assert tours is not None
    english = said(tours)
    assert any("Step 1 of 8" in text for text in english)
    speak("zh_CN")
    assert steps.emptyLabel() == "打开时的状态"
    assert any("第 1 步，共 8 步" in text for text in said(tours))
    speak("en")
    assert steps.emptyLabel() == "As it was opened"
    QApplication.processEvents()  # what holds formulas in one line is put back then, and the list is made anew
    assert set(said(tours)) == set(english)


@pytest.mark.slow
def test_the_classes_of_keras_keep_their_names_in_the_palette(dressed: QApplication, qtbot: QtBot) -> None:
    """ "Add" is a layer, and what a button says; "Activation" and "Normalization" are families as well."""
    blocks = (Entry("block:vgg", "VGG block", "Blocks"), Entry("block:mine", "Add", "Blocks", own=True))
    layers = (Entry("Add", "Add", "Merging"), Entry("Activation", "Activation", "Activation"))

    def called(tree: LayerTree) -> list[str]:
        every = QTreeWidgetItemIterator(tree)
        found = []
        while (row := every.value()) is not None:
            found.append(row.text(0))
            every += 1
        return found

    trees = LayerTree(), LayerTree()
    for tree in trees:
        qtbot.addWidget(tree)
    trees[0].show_families([*blocks, *layers], set())
    english = called(trees[0])
    speak("zh_CN")
    QApplication.processEvents()
    trees[1].show_families([*blocks, *layers], set())
    for tree in trees:
        assert called(tree) == ["模块", "VGG 块", "Add", "合并", "Add", "激活", "Activation"]
    speak("en")
    QApplication.processEvents()
    for tree in trees:
        assert called(tree) == english
    speak("zh_CN")
    assert {entry.title for entry in entries({})} == {entry.name for entry in entries({})}


@pytest.mark.slow
def test_lists_with_models_of_qts_own_and_bold_words_are_put_into_the_language_as_well(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    bold = QLabel("<b>Finished</b> · Stopped", owner)
    coloured = QLabel('<span style="color:#aa0000">■</span>&nbsp;training&nbsp; ', owner)
    lists = QListWidget(owner), QTableWidget(1, 1, owner), QTreeWidget(owner)
    lists[0].addItem("Preferences")
    lists[1].setItem(0, 0, QTableWidgetItem("Preferences"))
    lists[2].addTopLevelItem(QTreeWidgetItem(["Preferences"]))
    speak("zh_CN")
    assert bold.text() == "<b>已完成</b> · 已停止"
    assert coloured.text() == '<span style="color:#aa0000">■</span>&nbsp;训练&nbsp; '
    for one in lists:
        assert one.model().index(0, 0).data() == "首选项", type(one).__name__


@pytest.mark.slow
def test_the_dialogs_of_qt_say_nothing_in_english(qtbot: QtBot) -> None:
    speak("zh_CN")
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = FileDialog(owner, "", "/", "(*)", QFileDialog.FileMode.AnyFile)
    box = QMessageBox(owner)
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Yes)
    english = [
        text
        for part in (*dialog.findChildren(QWidget), *box.findChildren(QWidget))
        if isinstance(part, QLabel | QAbstractButton)
        for text in (part.text(), part.toolTip())
        if re.search("[A-Za-z]{2}", text)
    ]
    assert english == []
    assert "查找范围(&L)：" in [label.text() for label in dialog.findChildren(QLabel)]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("lenet5 12-01 02:31:47, 1,000 images, for validation", "lenet5 12-01 02:31:47，1,000 张图像，验证用"),
        ('Use padding "same" and stride 1 in "conv2d", "pool"', '在“conv2d”、“pool”中使用 padding "same"、步长 1'),
        ("training\n  grey: 33.5 ± 78.7, from 0 to 255", "训练\n  灰：33.5 ± 78.7，从 0 到 255"),
    ],
)
def test_halves_of_two_texts_are_no_value_of_a_third(english: str, chinese: str) -> None:
    assert Retranslation(Catalogue(), catalogue("zh_CN")).text(english) == chinese


def test_a_list_of_models_that_is_filled_again_speaks_the_language_of_now(qtbot: QtBot) -> None:
    """It is told once what the open network is called, and lists it anew with each run that comes."""
    speak("zh_CN")
    chooser = ModelChooser("asked", words.tr("This network"))
    qtbot.addWidget(chooser)
    assert chooser.models.currentText() == "这个网络"
    speak("en")
    chooser.show_runs([RunRecord(id="a", network="lenet", folder="/runs/a")])
    assert chooser.models.itemText(0) == "This network"
    assert chooser.models.count() == 3


def test_pages_of_the_evaluation_are_called_in_english_again() -> None:
    """The name of one is no column of another in Chinese, or the wrong one would come back."""
    there = Retranslation(catalogue("zh_CN"), Catalogue())
    assert there.text("指标") == "Scores"
