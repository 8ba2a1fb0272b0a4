"""Everything that menus, keys, palette and Preferences offer is found by one search, in both languages."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import Project
from cnn.tours.all import TOURS
from gui.dialogs.command_palette import Command, CommandPalette
from gui.dialogs.guide import PAGES
from gui.settings import settings
from gui.style import language, theme
from gui.widgets.basic.action_words import why_not
from gui.widgets.network.layer_entries import entries
from gui.window.keys.search_words import SEARCH_WORDS
from gui.window.main_window import MainWindow


def opened(window: MainWindow) -> CommandPalette:
    window.actions_table["actionCommands"].trigger()
    (search,) = [search for search in window.findChildren(CommandPalette) if search.isVisible()]
    return search


def choose(qtbot: QtBot, window: MainWindow, typed: str, name: str) -> None:
    search = opened(window)
    qtbot.keyClicks(search.search, typed)
    assert search.found[0].name == name
    qtbot.keyClick(search.search, Qt.Key.Key_Return)


@pytest.mark.slow
def test_actions_presets_layers_files_panels_and_settings_are_found(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.document.save(tmp_path / "mine.loom")
    settings.remember_file(tmp_path / "mine.loom")
    window.files.recentChanged.emit()
    search = opened(window)
    found: dict[str, Command] = {command.key: command for command in search.found}
    assert len(found) == len(search.found), "remembered by the same name"
    for action in window.actions_table.all():
        if action.objectName() != "actionCommands":
            assert found[action.objectName()].obstacle == why_not(action), action.objectName()
    assert {f"preset-{name}" for name in PRESETS} <= set(found)
    assert {f"layer:{entry.payload}" for entry in entries(window.document.blocks)} <= set(found)
    assert {f"tour:{name}" for name in TOURS} <= set(found)
    names = {command.name for command in search.found}
    assert {"mine.loom", "Go to the panel Runs", "Appearance: Dark", "Export: ONNX (*.onnx)"} <= names
    assert found["actionFoldAll"].obstacle == "Make a group of some layers first."
    assert found["actionUndo"].obstacle
    assert found["actionSave"].keys == "Ctrl+S"
    window.actions_table["actionCommands"].trigger()
    assert not search.isVisible(), "its key closes it as well"


@pytest.mark.story
@pytest.mark.slow
def test_what_is_chosen_happens_and_stands_first_the_next_time(window: MainWindow, qtbot: QtBot) -> None:
    window.document.select([window.document.graph.named("conv2d_1").id])
    choose(qtbot, window, "batchnorm", "BatchNormalization")
    graph = window.document.graph
    (added,) = [node for node in graph.nodes.values() if node.layer.class_name == "BatchNormalization"]
    assert added.inputs == (graph.named("conv2d_1").id,), "where Enter in the palette puts it"
    choose(qtbot, window, "appearance dark", "Appearance: Dark")
    assert theme.current().dark
    choose(qtbot, window, "appearance light", "Appearance: Light")
    window.document.undo_stack.setClean()
    choose(qtbot, window, "vgg11", "VGG-11")
    qtbot.waitUntil(lambda: window.document.title == "vgg11", timeout=20_000)  # it is built beside the window
    search = opened(window)
    assert [command.name for command in search.found[:4]] == [
        "VGG-11",
        "Appearance: Light",
        "Appearance: Dark",
        "BatchNormalization",
    ]


@pytest.mark.slow
def test_chinese_is_found_by_its_english_name(
    make_window: Callable[..., MainWindow], qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    settings.set_language_choice("zh_CN")
    language.apply(qapp)
    try:
        search = opened(window)
        for typed, key in (
            ("save", "actionSave"),
            ("zoom in", "actionZoomIn"),
            ("dark", "setting:theme:dark"),
            ("保存", "actionSave"),
        ):
            search.search.setText(typed)
            assert search.found[0].key == key, typed
            assert not search.found[0].name.isascii()
        search.search.setText("guide")
        assert {f"guide:{page}" for page in PAGES} <= {command.key for command in search.found}
        search.search.setText("卷积")
        assert "layer:Conv2D" in [command.key for command in search.found[:2]]
        search.search.setText("fold all")
        assert not search.found[0].obstacle.isascii(), "what is to be done first is told in that language as well"
    finally:
        settings.set_language_choice("en")
        language.apply(qapp)


@pytest.mark.slow
@pytest.mark.parametrize(("spoken", "name"), [("en", "Go to conv1_bn"), ("zh_CN", "转到 conv1_bn")])
def test_a_layer_of_the_open_network_is_gone_to_by_its_name(
    make_window: Callable[..., MainWindow], qapp: QApplication, qtbot: QtBot, spoken: str, name: str
) -> None:
    window = make_window()
    settings.set_language_choice(spoken)
    language.apply(qapp)
    try:
        window.document.replace_project(Project(graph=PRESETS["resnet152"].graph()))
        graph, scene = window.document.graph, window.canvas._scene
        bn = graph.named("conv1_bn").id
        assert bn not in scene.cards, "its group is folded"
        search = opened(window)
        everything = len(search.found)
        assert everything < len(graph), "nobody is shown 518 ways at first"
        qtbot.keyClicks(search.search, "conv1_bn")
        assert [command.name for command in search.found] == [name, "Conv-BN-ReLU"]
        assert search.about.text().startswith("BatchNormalization")
        qtbot.keyClick(search.search, Qt.Key.Key_Return)
        assert window.document.selection == (bn,)
        assert window.canvas.hasFocus()
        seen = window.canvas.view_rect(scene.cards[bn].shown)
        assert window.canvas.viewport().rect().contains(seen)
        qtbot.waitUntil(lambda: window.explain.picture.label != "")  # the images that it is explained with are read
        assert "" not in settings.commands(), "another network may have no such layer"
        search = opened(window)
        qtbot.keyClicks(search.search, "go to conv1_bn")
        assert search.found[0].name == name
    finally:
        settings.set_language_choice("en")
        language.apply(qapp)


#: what people type in an everyday way, and what they look for
EVERYDAY = {
    "unfold every": "actionFoldAll",
    "unfold all": "actionFoldAll",
    "expand all": "actionFoldAll",
    "collapse everything": "actionFoldAll",
    "simplified": "setting:language:zh_CN",
    "chinese": "setting:language:zh_CN",
    "english": "setting:language:en",
    "dark mode": "setting:theme:dark",
    "night": "setting:theme:dark",
    "light theme": "setting:theme:light",
    "no animations": "setting:motion:reduced",
    "settings": "actionPreferences",
    "go back": "actionUndo",
    "remove layer": "actionDelete",
    "screenshot": "actionExportPicture",
    "tidy up": "actionArrange",
    "horizontal": "actionToTheRight",
    "zoom to fit": "actionFit",
    "original size": "actionZoomReset",
    "cross-validation": "actionFolds",
    "hyperparameter": "actionSearch",
    "fine-tune": "actionTransfer",
    "tutorial": "actionTours",
    "manual": "actionGuide",
    "hotkeys": "actionShortcuts",
    "exit": "actionQuit",
    "skip connection": "actionJoinAdd",
    "lock weights": "actionFreeze",
    "templates": "actionPresets",
    "quiz": "actionPredict",
    "notification": "setting:notify:on",
    "cancel training": "actionStop",
    "confusion matrix": "page-evaluation",
    "loss curve": "page-training",
    "start training": "actionTrain",
    "grad-cam": "page-evaluation",
    "draw a digit": "page-evaluation",
    "flops": "heat-macs",
    "handwritten": "preset-lenet5",
}
JUST_SO = {
    "全部展开": "actionFoldAll",
    "展开所有": "actionFoldAll",
    "收起全部": "actionFoldAll",
    "简体": "setting:language:zh_CN",
    "中文": "setting:language:zh_CN",
    "英文": "setting:language:en",
    "夜间模式": "setting:theme:dark",
    "深色模式": "setting:theme:dark",
    "亮色": "setting:theme:light",
    "关闭动画": "setting:motion:reduced",
    "选项": "actionPreferences",
    "上一步": "actionUndo",
    "移除": "actionDelete",
    "截图": "actionExportPicture",
    "整理": "actionArrange",
    "横向": "actionToTheRight",
    "居中": "actionFit",
    "原始大小": "actionZoomReset",
    "交叉验证": "actionFolds",
    "调参": "actionSearch",
    "微调": "actionTransfer",
    "教程": "actionTours",
    "使用说明": "actionGuide",
    "热键": "actionShortcuts",
    "关闭程序": "actionQuit",
    "残差连接": "actionJoinAdd",
    "锁定": "actionFreeze",
    "模板": "actionPresets",
    "测验": "actionPredict",
    "桌面通知": "setting:notify:on",
    "终止": "actionStop",
    "混淆矩阵": "page-evaluation",
    "损失曲线": "page-training",
    "怎么训练": "actionTrain",
    "添加层": "actionFind",
    "打开文件": "actionOpen",
    "分组": "actionGroup",
    "区别": "actionCompare",
    "帮助": "actionGuide",
    "看哪里": "page-evaluation",
    "内存": "heat-activations",
    "手写数字": "preset-lenet5",
    "全连接": "layer:Dense",
    "随机失活": "layer:Dropout",
    "最大池化": "layer:MaxPooling2D",
    "批归一化": "layer:BatchNormalization",
    "空洞卷积": "layer:Conv2D",
    "反卷积": "layer:Conv2DTranspose",
}


@pytest.mark.slow
@pytest.mark.parametrize(("spoken", "typed"), [("en", EVERYDAY), ("zh_CN", JUST_SO), ("zh_CN", EVERYDAY), ("en", JUST_SO)])
def test_everyday_words_find_what_is_meant(
    make_window: Callable[..., MainWindow], qapp: QApplication, spoken: str, typed: dict[str, str]
) -> None:
    window = make_window()
    settings.set_language_choice(spoken)
    language.apply(qapp)
    try:
        search = opened(window)
        missed = {}
        for words, wanted in typed.items():
            search.search.setText(words)
            seen = [command.key if command.kind not in ("Panel", "面板") else command.words[0] for command in search.found[:4]]
            called = {"page-evaluation": {"Evaluation", "评估"}, "page-training": {"Training", "训练"}}.get(wanted, {wanted})
            if called.isdisjoint(seen):
                missed[words] = seen
        assert missed == {}
    finally:
        settings.set_language_choice("en")
        language.apply(qapp)


def test_what_colours_layers_is_named_whole_in_another_language(window: MainWindow, qapp: QApplication) -> None:
    settings.set_language_choice("zh_CN")
    language.apply(qapp)
    try:
        named = [command.name for command in opened(window).found if command.key.startswith("heat-")]
        assert len(named) == 5
        assert not any(re.search("[A-Za-z]", name) for name in named), named
    finally:
        settings.set_language_choice("en")
        language.apply(qapp)


def test_search_words_belong_to_what_there_is(window: MainWindow) -> None:
    keys = {command.key for command in opened(window).found}
    pages = {f"page-{name}" for name in window.pages}
    for key, words in SEARCH_WORDS.items():
        assert key in keys | pages, key
        assert len(words) == len(set(words)), key
