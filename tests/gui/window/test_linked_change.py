"""What a window works out when a number of linked blocks changes, and when that is taken back: everything once."""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest

from cnn.blocks import BLOCKS
from cnn.edits import linked
from cnn.edits.linked import link
from cnn.graph import Graph
from cnn.layers import Dense, Flatten, Input
from cnn.layout.folding import inside
from cnn.project import Project
from gui.canvas.scene import scene
from gui.canvas.view import view
from gui.document import document as documents
from gui.document.placement import BlockEditing
from gui.panels import explain
from gui.window.main_window import MainWindow
from tests.gui.windows import settle

SIXTEEN = 16
#: what takes its time, by where it is asked for
WORK = ((documents, "analyse"), (scene, "fold"), (scene, "arrange"), (view, "paint_network"), (explain, "explained"))


def tower() -> Graph:
    """As many residual blocks alike, all linked."""
    graph, _ = Graph().add(Input(shape=(32, 32, 3)))
    for _ in range(SIXTEEN):
        graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": 8}))
    for layer in (Flatten(), Dense(units=10)):
        graph, _ = graph.append(layer)
    return link(graph, list(graph.blocks))


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each of `WORK` was done."""
    found: Counter[str] = Counter()

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*arguments: Any, **named: Any) -> Any:
            found[name] += 1
            return function(*arguments, **named)

        return call

    for module, name in WORK:
        monkeypatch.setattr(module, name, counted(name, getattr(module, name)))
    monkeypatch.setattr(linked, "_differs", counted("_differs", linked._differs))
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("all_panels")
def test_a_number_of_sixteen_linked_blocks_is_worked_out_shown_and_explained_once(
    worked: Counter[str], window: MainWindow
) -> None:
    document = window.document
    document.replace_project(Project(graph=tower()))
    path = list(document.graph.blocks)[SIXTEEN // 2]
    document.select(inside(document.graph, path))
    settle()
    window.canvas._scene.finish_motion()  # the cards of the new network come into sight for a moment
    settle()
    before = dict(window.canvas._scene.cards)
    worked.clear()
    BlockEditing(document).change(path, filters=12)
    settle()
    assert {made.numbers["filters"] for made in document.graph.blocks.values()} == {12}
    once = {"analyse": 1, "fold": 1, "paint_network": 1, "explained": 1}
    assert worked == once  # nothing is arranged anew, for no wire is another; nor are the sixteen looked through for what differs
    kept = [card.node.name for node_id, card in window.canvas._scene.cards.items() if before[node_id] is card]
    assert kept == ["input"]
    for step in (document.undo, document.redo):
        worked.clear()
        step()
        settle()
        assert worked == once
