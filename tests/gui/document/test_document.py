"""The open project: edits, undo, selection, files."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.analysis import analyse
from cnn.blocks import BLOCKS
from cnn.blocks.parameters import Parameter, Target
from cnn.edits.linked import link, of_kind
from cnn.edits.own_blocks import captured, packed
from cnn.errors import EditError
from cnn.graph import Graph
from cnn.layers import LAYERS, Conv2D, Dense, Input
from cnn.presets import PRESETS
from cnn.project import Project, load, save
from cnn.words import language
from gui.document import Document
from gui.document.placement import BlockEditing
from gui.style.retranslation import Retranslation

ROOT = Path(__file__).parents[3]

KINDS = ("Conv2D", "MaxPooling2D", "Dense", "Add", "Flatten", "Input", "Dropout")


def apply(document: Document, step: tuple[str, int, int]) -> None:
    """One edit of any kind at any place; many of them are refused."""
    kind, first, second = step
    ids = document.graph.order
    here = ids[first % len(ids)] if ids else "n0"
    there = ids[second % len(ids)] if ids else "n0"
    match kind:
        case "append":
            document.edit("append", lambda graph: graph.append(LAYERS[KINDS[second % len(KINDS)]]()))
        case "insert":
            document.edit("insert", lambda graph: graph.insert_after(here, LAYERS[KINDS[second % len(KINDS)]]()))
        case "remove":
            document.edit("remove", lambda graph: graph.remove(here))
        case "connect":
            document.edit("connect", lambda graph: graph.connect(here, there))
        case "rename":
            document.edit("rename", lambda graph: graph.rename(here, f"name{second}"))
        case "freeze":
            document.edit("freeze", lambda graph: graph.set_trainable([here], second % 2 == 0))
        case "recipe":
            document.set_recipe(merge=f"{first}", epochs=second)
        case "dataset":
            document.set_dataset(f"set{second}")
        case "select":
            document.select((here, there))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["append", "insert", "remove", "connect", "rename", "freeze", "recipe", "dataset", "select"]),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=15,
)


@pytest.mark.slow
@settings(deadline=None)
@given(STEPS)
def test_undo_restores_the_very_same_project_step_by_step_and_redo_brings_it_back(qapp: QApplication, steps: Any) -> None:
    start = Project(graph=PRESETS["lenet5"].graph())
    document = Document(start)
    trail = [start]
    for step in steps:
        apply(document, step)
        if document.undo_stack.count() == len(trail):
            trail.append(document.project)
        trail[-1] = document.project
    for project in reversed(trail[:-1]):
        document.undo()
        assert document.project is project
        assert document.graph is project.graph
    for project in trail[1:]:
        document.redo()
        assert document.project is project
    assert document.analysis == analyse(document.graph)
    assert set(document.selection) <= set(document.graph.nodes)


@pytest.mark.slow
@settings(deadline=None)
@given(STEPS)
def test_what_is_saved_opens_again_the_same(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, steps: Any) -> None:
    document = Document(Project(graph=PRESETS["lenet5"].graph()))
    for step in steps:
        apply(document, step)
    path = tmp_path_factory.mktemp("save") / "design.loom"
    assert document.save(path)
    assert not document.dirty
    other = Document()
    assert other.open(path)
    assert other.graph == document.graph
    assert other.project == document.project
    assert not other.dirty


def test_an_edit_tells_what_changed_and_selects_the_new_node(document: Document) -> None:
    before = document.graph
    told: list[Any] = []
    document.graphChanged.connect(lambda old, new: told.append((old, new, document.analysis.graph)))
    document.analysisChanged.connect(told.append)
    document.selectionChanged.connect(told.append)
    assert document.edit("Append Dense", lambda graph: graph.append(Dense(units=3)))
    assert told == [(before, document.graph, document.graph), document.analysis, document.selection]
    assert told[0][0] is before
    assert document.graph.nodes[document.selection[0]].layer == Dense(units=3)
    assert document.undo_stack.undoText() == "Append Dense"


def test_a_refused_edit_says_why_and_changes_nothing(document: Document, qtbot: QtBot) -> None:
    before = document.project
    with qtbot.waitSignal(document.refused) as said:
        assert not document.edit("Connect", lambda graph: graph.connect(graph.named("dense").id, graph.named("conv2d").id))
    assert "port" in said.args[0]
    assert document.project is before
    assert document.undo_stack.count() == 0
    assert not document.dirty


def test_an_error_that_is_nobodys_fault_is_not_swallowed(document: Document) -> None:
    def broken(graph: Graph) -> Graph:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        document.edit("broken", broken)


def test_an_edit_that_changes_nothing_is_no_step(document: Document) -> None:
    node = document.graph.named("conv2d")
    assert document.edit("nothing", lambda graph: graph.replace_layer(node.id, node.layer.replace(filters=6)))
    assert document.undo_stack.count() == 0


def typed(document: Document, name: str, filters: int, key: str = "filters") -> None:
    node = document.graph.named(name)
    document.edit("Change filters", lambda graph: graph.replace_layer(node.id, node.layer.replace(filters=filters)), merge=key)


def test_typing_in_one_field_is_one_step(document: Document) -> None:
    before = document.graph
    for filters in (1, 12, 128):
        typed(document, "conv2d", filters)
    assert document.undo_stack.count() == 1
    document.undo()
    assert document.graph is before


def test_typing_back_to_the_beginning_is_no_step_at_all(document: Document) -> None:
    for filters in (60, 6):
        typed(document, "conv2d", filters)
    assert document.undo_stack.count() == 0
    assert not document.dirty


def test_typing_in_two_fields_is_two_steps(document: Document) -> None:
    typed(document, "conv2d", 7, "first")
    typed(document, "conv2d_1", 7, "second")
    typed(document, "conv2d", 8, "first")
    assert document.undo_stack.count() == 3


def test_typing_after_a_save_is_a_step_of_its_own(document: Document, tmp_path: Path) -> None:
    typed(document, "conv2d", 7)
    document.save(tmp_path / "a.loom")
    typed(document, "conv2d", 8)
    assert document.undo_stack.count() == 2
    assert document.dirty
    document.undo()
    assert not document.dirty


def test_undo_brings_back_what_was_selected(document: Document) -> None:
    dense = document.graph.named("dense").id
    document.select([dense])
    document.edit("Delete", lambda graph: graph.remove(dense), select=())
    assert document.selection == ()
    document.undo()
    assert document.selection == (dense,)


def test_the_selection_never_names_what_is_gone(document: Document) -> None:
    document.select(["n1", "n99", "n1", "n2"])
    assert document.selection == ("n1", "n2")
    document.edit("Delete", lambda graph: graph.remove("n2"))
    assert document.selection == ("n1",)


def test_settings_are_undone_too(document: Document, qtbot: QtBot) -> None:
    with qtbot.waitSignal(document.recipeChanged):
        assert document.set_recipe(epochs=3)
    with qtbot.waitSignal(document.datasetChanged):
        document.set_dataset("other")
    assert (document.recipe.epochs, document.dataset) == (3, "other")
    document.undo()
    document.undo()
    assert (document.recipe.epochs, document.dataset) == (10, "mnist-sample")


def test_a_setting_that_cannot_work_is_refused(document: Document, qtbot: QtBot) -> None:
    with qtbot.waitSignal(document.refused) as said:
        assert not document.set_recipe(epochs=0)
    assert "epochs" in said.args[0]
    assert document.recipe.epochs == 10


def test_the_title_is_the_files_name_or_the_networks(document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    assert document.title == "lenet5"
    with qtbot.waitSignal(document.titleChanged) as told:
        document.edit("Rename", lambda graph: graph.rename_network("mine"))
    assert told.args == ["mine"]
    document.save(tmp_path / "saved.loom")
    assert document.title == "saved"


def test_the_dirty_mark_follows_edits_undo_and_save(document: Document, tmp_path: Path) -> None:
    marks: list[bool] = []
    document.dirtyChanged.connect(marks.append)
    typed(document, "conv2d", 7)
    document.undo()
    document.redo()
    document.save(tmp_path / "a.loom")
    assert marks == [True, False, True, False]


FOREIGN = (
    "",
    "hello",
    "[]",
    "{}",
    "\x00\xff" * 9,
    '{"format": "layerloom", "version": 99}',
    '{"format": "layerloom", "version": 1}',
)


@pytest.mark.parametrize("content", FOREIGN)
def test_a_foreign_or_broken_file_says_so_and_nothing_is_lost(
    document: Document, tmp_path: Path, qtbot: QtBot, content: str
) -> None:
    typed(document, "conv2d", 7)
    before = document.project
    path = tmp_path / "broken.loom"
    path.write_bytes(content.encode("latin-1"))
    with qtbot.waitSignal(document.refused) as said:
        assert not document.open(path)
    assert "broken.loom" in said.args[0]
    assert document.project is before
    assert document.dirty
    assert document.undo_stack.canUndo()


def test_a_missing_file_is_refused(document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(document.refused):
        assert not document.open(tmp_path / "nowhere.loom")


def test_saving_where_one_may_not_says_so(document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(document.refused) as said:
        assert not document.save(tmp_path / "no" / "such" / "folder" / "a.loom")
    assert "folder" in said.args[0]
    assert document.path is None


def test_saving_without_a_file_asks_for_one(document: Document, qtbot: QtBot) -> None:
    with qtbot.waitSignal(document.refused):
        assert not document.save()


@pytest.mark.parametrize("name", ["mine.loom", "MINE.LOOM"])
def test_an_opened_project_brings_its_recipe_and_dataset_and_is_the_file(document: Document, tmp_path: Path, name: str) -> None:
    project = Project(PRESETS["lenet5"].graph(), dataset="fashion-mnist")
    save(replace(project, recipe=project.recipe.changed(epochs=3)), tmp_path / name)
    assert document.open(tmp_path / name)
    assert (document.path, document.recipe.epochs, document.dataset) == (tmp_path / name, 3, "fashion-mnist")
    assert document.undo_stack.isClean()


def test_an_opened_keras_file_has_no_project_file_yet(document: Document, tmp_path: Path) -> None:
    from cnn.formats.keras.writer import write_json

    path = tmp_path / "model.json"
    path.write_text(write_json(document.graph))
    document.set_recipe(epochs=3)
    assert document.open(path)
    assert document.path is None
    assert document.recipe.epochs == 3
    assert [node.layer for node in document.graph.nodes.values()] == [
        node.layer for node in PRESETS["lenet5"].graph().nodes.values()
    ]


def test_a_preset_keeps_dataset_and_recipe(document: Document) -> None:
    document.set_dataset("/my/images")
    assert document.open("lenet5")
    assert document.dataset == "/my/images"
    assert not document.undo_stack.canUndo()


def test_new_is_empty_and_clean(document: Document) -> None:
    typed(document, "conv2d", 7)
    document.new()
    assert len(document.graph) == 0
    assert not document.dirty
    assert document.selection == ()


def test_a_project_that_no_file_holds_is_dirty(document: Document) -> None:
    document.replace_project(Project(), unsaved=True)
    assert document.dirty


def test_nothing_is_lost_with_what_comes_in_place_of_a_project_that_no_file_holds(document: Document, tmp_path: Path) -> None:
    saved = tmp_path / "a.loom"
    save(document.project, saved)
    document.replace_project(Project(), unsaved=True)
    document.new()
    assert not document.dirty
    document.replace_project(Project(), unsaved=True)
    assert document.open(saved)
    assert not document.dirty


def test_revealing_selects_and_asks_for_the_node(document: Document, qtbot: QtBot) -> None:
    node = document.graph.named("dense").id
    with qtbot.waitSignal(document.nodeRevealed) as told:
        document.reveal(node)
    assert told.args == [node]
    assert document.selection == (node,)
    document.reveal("n99")
    assert document.selection == (node,)


def test_a_saved_project_is_what_the_command_line_reads(document: Document, tmp_path: Path) -> None:
    document.save(tmp_path / "a.loom")
    assert load(tmp_path / "a.loom") == document.project
    assert json.loads((tmp_path / "a.loom").read_text())["format"] == "layerloom"


def test_edit_takes_a_ready_graph(empty_document: Document) -> None:
    graph, node = Graph().add(Input(shape=(8, 8, 3)))
    assert empty_document.edit("Add Input", graph, select=[node.id])
    assert empty_document.selection == (node.id,)


def test_an_edit_error_of_any_kind_is_told(empty_document: Document, qtbot: QtBot) -> None:
    def refuse(graph: Graph) -> Graph:
        raise EditError("It can't be.", "Do something else.")

    with qtbot.waitSignal(empty_document.refused) as said:
        assert not empty_document.edit("x", refuse)
    assert said.args == ["It can't be. Do something else."]


@pytest.mark.slow
def test_a_thousand_steps_are_taken_back_to_the_beginning(document: Document) -> None:
    start = document.graph
    for number in range(1000):
        typed(document, "conv2d", number % 2 + 7, f"{number}")
    for _ in range(1000):
        document.undo()
    assert document.graph is start
    assert document.graph.named("conv2d").layer == Conv2D(filters=6, kernel_size=5, padding="same", activation="tanh")


def test_a_step_that_cannot_be_shown_is_told_and_ends_nothing(empty_document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    document, told = empty_document, []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(kind))
    with monkeypatch.context() as broken:
        broken.setattr(Document, "show_project", lambda *_: 1 / 0)
        for name in ("one", "two"):
            document.edit("Rename", lambda graph, name=name: graph.rename_network(name))
        document.undo()
    assert told == [ZeroDivisionError] * 3
    document.edit("Rename", lambda graph: graph.rename_network("three"))
    document.undo()
    document.redo()
    assert document.graph.name == "three"


GIVEN_UP = """
import gc
gc.disable()
from PySide6.QtWidgets import QApplication
from cnn.layers import Dense
from cnn.presets import PRESETS
from cnn.project import Project
from gui.document import Document

app = QApplication([])
for _ in range(20):
    document = Document(Project(PRESETS["lenet5"].graph()))
    for _ in range(3):
        document.edit("Add", lambda graph: graph.append(Dense(units=3)))
    stack = document.undo_stack
    steps = document.steps = [stack.command(place) for place in range(stack.count())]
    document = None
    gc.collect()
print("survived", flush=True)
"""


@pytest.mark.story
@pytest.mark.slow
def test_a_document_that_is_collected_goes_with_its_steps() -> None:
    """The bindings ended the steps before the stack that has them, which then ended them once more: a crash."""
    done = subprocess.run([sys.executable, "-c", GIVEN_UP], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "survived"), done.stderr


def test_decisions_about_images_are_undone_and_saved(document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    document.save(tmp_path / "x.loom")
    with qtbot.waitSignal(document.curationChanged):
        document.curate("Exclude image", document.curation.exclude({"train[3]": "c0"}))
    assert document.curation.excluded == {"train[3]"}
    assert document.dirty
    assert document.undo_stack.undoText() == "Exclude image"
    document.undo()
    assert not document.curation
    assert not document.dirty
    document.redo()
    document.save()
    assert load(tmp_path / "x.loom").curation == document.curation
    document.set_dataset("mnist")
    assert not document.curation
    document.undo()
    assert document.curation.excluded == {"train[3]"}


def test_a_file_brings_the_blocks_of_ones_own_that_stand_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where nobody has kept them: their numbers can be changed there, and are saved again."""
    monkeypatch.setenv("LAYERLOOM_BLOCKS", str(tmp_path / "blocks"))
    graph, _ = Graph().add(Input(shape=(8, 8, 3)))
    graph, conv = graph.append(Conv2D(filters=4))
    block = captured(graph, [conv.id], "Mine", (Parameter("maps", (Target(conv.name, "filters"),)),))
    first = Document(Project(packed(graph, [conv.id], block)))
    first.blocks.keep(block)
    assert first.save(tmp_path / "one.loom")
    monkeypatch.setenv("LAYERLOOM_BLOCKS", str(tmp_path / "elsewhere"))
    told: list[str] = []
    second = Document()
    second.blocksChanged.connect(told.append)
    assert second.open(tmp_path / "one.loom")
    assert told == [""]
    BlockEditing(second).change("mine", maps=6)
    assert second.graph.nodes[conv.id].layer == Conv2D(filters=6)
    assert second.save(tmp_path / "two.loom")
    assert Document(load(tmp_path / "two.loom")).blocks["mine"].arguments() == block.arguments()
    assert not (tmp_path / "elsewhere").exists()


def test_problems_are_told_in_the_language_that_was_chosen(document: Document) -> None:
    document.replace_project(Project(graph=Graph()))
    english = [problem.message for problem in document.analysis.problems]
    try:
        language.use("zh_CN")
        document.retell()
        assert [problem.message for problem in document.analysis.problems] == ["网络是空的；请从 Input 层开始。"]
    finally:
        language.use("en")
    document.retell()
    assert [problem.message for problem in document.analysis.problems] == english


def stage() -> Document:
    """Three linked residual blocks."""
    graph, _ = Graph().add(Input(shape=(8, 8, 3)))
    graph, _ = graph.append(LAYERS["Conv2D"](filters=8, kernel_size=1))
    for _ in range(3):
        graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": 8}))
    return Document(Project(graph=link(graph, of_kind(graph, "residual"))))


#: what History and the Edit menu call some steps; a name that somebody gave stays, with a space beside it
STEPS_CALLED = {
    "en": (
        "Change filters of residual",
        "Keep activation here only",
        "Change learning rate, batch size",
        "Change seed",
        "Choose dataset digits",
    ),
    "zh_CN": ("更改 residual 的卷积核数", "仅在此处保留激活函数", "更改学习率、批大小", "更改随机种子", "选择数据集 digits"),
}


def test_steps_name_settings_as_the_forms_do(spoken: None) -> None:
    document = stage()
    edits = BlockEditing(document)
    edits.change("residual", filters=16)
    edits.keep_own("residual", "activation", True)
    document.set_recipe(learning_rate=0.01, batch_size=32)
    document.set_recipe(seed=3)
    document.set_dataset("digits")
    stack = document.undo_stack
    assert tuple(stack.text(place) for place in range(stack.count())) == STEPS_CALLED[language.current().language]


def test_steps_that_were_made_already_change_their_language(qapp: QApplication) -> None:
    """To and fro, so that each is found again; the layer that is called as a setting is keeps its name."""
    texts = (*STEPS_CALLED["en"], "Rename to activation", "Replace 2 layers by Conv2D")
    wanted = (*STEPS_CALLED["zh_CN"], "重命名为 activation", "将 2 层替换为 Conv2D")
    english, chinese = language.catalogue("en"), language.catalogue("zh_CN")
    there, back = Retranslation(english, chinese), Retranslation(chinese, english)
    assert tuple(map(there.text, texts)) == wanted
    assert tuple(map(back.text, wanted)) == texts


def test_what_a_detached_block_breaks_is_cured_by_the_first_repair_and_undone(qapp: QApplication) -> None:
    document = stage()
    edits = BlockEditing(document)
    edits.unlink("residual")
    edits.change("residual", filters=16)
    (broken,) = document.analysis.errors
    assert "It was made for 8×8×8 and reads 8×8×16." in broken.message
    for repair in broken.repairs[:2]:
        assert document.edit(repair.title, repair.apply)
        assert document.analysis.buildable
        document.undo()
        assert document.analysis.errors == (broken,)


def test_a_number_that_is_shared_again_leaves_no_linked_block_that_can_not_be_built(qapp: QApplication) -> None:
    document = stage()
    edits = BlockEditing(document)
    edits.keep_own("residual", "filters", True)
    edits.change("residual", filters=16)
    assert document.analysis.buildable
    edits.keep_own("residual", "filters", False)
    assert document.analysis.buildable
    assert edits.fits("residual_1")
    assert document.graph.blocks["residual"].numbers["filters"] == 8
    document.undo()
    assert document.graph.blocks["residual"].numbers["filters"] == 16
    assert document.analysis.buildable
