"""Building under a real X server: one window, one mouse, one keyboard; each gesture is one undo step and undone again."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cnn.blocks.functional import Network
from cnn.layers import Add, Conv2D, Dense, Flatten, Layer, MaxPooling2D, Rescaling
from cnn.project import Project, save
from tests.end_to_end.x11 import MISSING, Hand, Watched, x_server

pytestmark = [
    pytest.mark.x11,
    pytest.mark.slow,
    pytest.mark.skipif(MISSING, reason="needs Xvfb and xdotool"),
]

Place = list[int]


class Builder:
    """A person at the window: does something, and looks until the canvas shows what it should."""

    def __init__(self, window: Watched, hand: Hand) -> None:
        self.window, self.hand = window, hand

    def sees(self, good: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Waits until the canvas shows something."""
        return self.window.until("canvas", good=good)

    @property
    def canvas(self) -> dict[str, Any]:
        return self.window.ask("canvas")

    def settle(self) -> None:
        """Waits until the window has its size and nothing moves any more."""
        places: list[Place] = [[], [0, 0]]
        while places[-1] != places[-2] or len(places) < 5:
            places.append(self.node("dense"))
            time.sleep(0.1)

    def node(self, name: str) -> Place:
        return self.window.ask("node", name)

    def wire(self, source: str, target: str) -> Place:
        return self.window.ask("wire", source, target)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.hand.shortcut(self.window, key)

    def hold(self, start: Place, end: Place) -> None:
        """Drags something over empty ground to the right of the network, from there to its place, and doesn't let go."""
        self.hand.do("mousemove", *start, "mousedown", 1)
        aside = [end[0] + 300, end[1]]
        for step in range(1, 9):
            self.hand.do("mousemove", *(round(a + (b - a) * step / 8) for a, b in zip(start, aside, strict=True)))
        self.hand.do("mousemove", *end, "mousemove", end[0] + 1, end[1])

    def let_go(self) -> None:
        self.hand.do("mouseup", 1)

    def search(self, text: str, name: str) -> Place:
        """Types into the palette; where the row of that name is."""
        self.hand.click(self.window.ask("widget", "paletteSearch"), times=3)
        self.hand.type(text)
        return self.window.until("palette_row", name)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """The window on a small residual network, its last convolutions in a group; no panels below, nothing moves by itself."""
    folder = tmp_path_factory.mktemp("gestures")
    net = Network()
    x = net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))
    start = net(Conv2D(filters=6, padding="same"), x)
    x = net(Add(), start, net(Conv2D(filters=6, padding="same"), start))
    with net.group("block"):
        x = net(MaxPooling2D(), net(Conv2D(filters=8, padding="same"), x))
    layers: list[Layer] = [Flatten(), Dense(units=10)]
    for layer in layers:
        x = net(layer, x)
    save(Project(net.graph), folder / "small.loom")
    (folder / "settings.json").write_text('{"motion": "reduced", "shown": {"actionShowPanels": false}}')
    with x_server() as display:
        window = Watched(display, folder, "--no-worker", str(folder / "small.loom"))
        try:
            window.until("canvas", good=lambda canvas: "dense" in canvas["cards"])
            builder = Builder(window, Hand(display))
            builder.settle()
            yield builder
        finally:
            window.close()


@pytest.fixture
def at(opened: Builder) -> Iterator[Builder]:
    """The window as it was opened; what the test does is taken back, and gives the identical network and picture."""
    before = opened.canvas
    yield opened
    opened.keys("Escape")
    for _ in range(opened.canvas["steps"]):
        opened.keys("ctrl+z")
    opened.keys("Escape")
    after = opened.sees(lambda canvas: canvas["steps"] == 0 and not canvas["selected"])
    assert {name: after[name] for name in ("wiring", "cards", "places", "total")} == {
        name: before[name] for name in ("wiring", "cards", "places", "total")
    }


def test_a_layer_is_foreseen_over_a_wire_and_dropped_there(at: Builder) -> None:
    before = at.canvas["total"]
    at.hold(at.search("bn", "BatchNormalization"), at.wire("rescaling", "conv2d"))
    seen = at.sees(lambda canvas: canvas["foreseen"].get("conv2d") == ["batch_normalization"])
    assert (seen["steps"], int(seen["total"].replace(",", ""))) == (0, int(before.replace(",", "")) + 4)
    at.let_go()
    done = at.sees(lambda canvas: canvas["steps"] == 1)
    assert done["wiring"]["conv2d"] == ["batch_normalization"]
    assert done["step"] == "Add BatchNormalization"


def test_esc_ends_a_drag_from_the_palette(at: Builder) -> None:
    at.hold(at.search("relu", "ReLU"), at.wire("rescaling", "conv2d"))
    at.sees(lambda canvas: canvas["ghosts"] == 1)
    at.hand.press("Escape")
    assert at.sees(lambda canvas: canvas["ghosts"] == 0)["busy"] is False
    at.let_go()
    assert at.canvas["steps"] == 0


def test_the_reason_stands_at_the_cursor(at: Builder) -> None:
    at.hold(at.search("input", "Input"), at.wire("rescaling", "conv2d"))
    assert at.sees(lambda canvas: "has no input" in canvas["hint"])["ghosts"] == 0
    at.let_go()
    assert at.sees(lambda canvas: canvas["hint"] == "")["steps"] == 0


def test_beside_a_node_its_sibling_starts(at: Builder) -> None:
    x, y = at.node("conv2d")
    at.hold(at.search("conv2d", "Conv2D"), [x + 165, y])
    at.sees(lambda canvas: canvas["foreseen"].get("conv2d_2") == ["rescaling"])
    at.let_go()
    done = at.sees(lambda canvas: canvas["steps"] == 1)
    assert done["wiring"]["conv2d_2"] == ["rescaling"]
    assert done["wiring"]["conv2d_1"] == ["conv2d"]


def test_tab_and_enter_add_behind_a_node(at: Builder) -> None:
    at.hand.click(at.node("rescaling"))
    at.keys("Tab")
    at.window.until("widget", "quickAddSearch")
    at.hand.type("bn")
    at.hand.press("Return")
    assert at.sees(lambda canvas: canvas["steps"] == 1)["wiring"]["conv2d"] == ["batch_normalization"]


def test_typing_on_the_canvas_finds_what_people_call_it(at: Builder) -> None:
    at.keys("f")
    at.window.until("widget", "quickAddSearch")
    at.hand.type("c")
    at.hand.press("Return")
    assert at.sees(lambda canvas: canvas["steps"] == 1)["wiring"]["dense_1"] == ["dense"]


def test_a_skip_connection_onto_a_plain_layer_offers_to_join(at: Builder) -> None:
    at.hand.click(at.node("rescaling"))
    at.hand.drag(at.window.ask("output", "rescaling"), at.node("block_conv2d"))
    offered = at.sees(lambda canvas: len(canvas["menu"]) == 2)["menu"]
    assert [text.split(" · ")[0] for text in offered] == ["Join with Add", "Join with Concatenate"]
    at.hand.press("Return")
    done = at.sees(lambda canvas: canvas["steps"] == 1)
    assert done["wiring"]["block_conv2d"] == ["add_1"]
    assert done["wiring"]["add_1"] == ["add", "rescaling"]


def test_a_rubber_band_and_shift_select(at: Builder) -> None:
    (left, top), (right, bottom) = at.node("rescaling"), at.node("conv2d")
    at.hand.drag([left - 190, top - 5], [right - 60, bottom + 5])
    assert set(at.sees(lambda canvas: len(canvas["selected"]) == 2)["selected"]) == {"rescaling", "conv2d"}
    at.hand.do("keydown", "shift")
    at.hand.click(at.node("dense"))
    at.hand.do("keyup", "shift")
    assert at.sees(lambda canvas: len(canvas["selected"]) == 3)["steps"] == 0


def test_copy_paste_cut(at: Builder) -> None:
    at.hand.click(at.node("conv2d_1"))
    at.keys("ctrl+c", "ctrl+v")
    assert at.sees(lambda canvas: canvas["steps"] == 1)["wiring"]["conv2d_2"] == ["conv2d_1"]
    at.keys("ctrl+x")
    assert "conv2d_2" not in at.sees(lambda canvas: canvas["steps"] == 2)["wiring"]


def test_delete_heals(at: Builder) -> None:
    at.hand.click(at.node("flatten"))
    at.keys("Delete")
    assert at.sees(lambda canvas: canvas["steps"] == 1)["wiring"]["dense"] == ["block_max_pooling2d"]


def test_layers_are_frozen_and_skipped_by_key(at: Builder) -> None:
    at.hand.click(at.node("conv2d_1"))
    at.keys("ctrl+shift+f")
    assert at.sees(lambda canvas: canvas["steps"] == 1)["frozen"] == ["conv2d_1"]
    at.keys("ctrl+b")
    assert at.sees(lambda canvas: canvas["steps"] == 2)["skipped"] == ["conv2d_1"]


def test_a_node_is_renamed_in_place(at: Builder) -> None:
    at.hand.click(at.node("conv2d"))
    at.keys("F2")
    at.hand.type("stem")
    at.hand.press("Return")
    assert at.sees(lambda canvas: canvas["steps"] == 1)["step"] == "Rename to stem"
    assert at.canvas["wiring"]["stem"] == ["rescaling"]


def test_a_node_is_dragged_to_another_wire(at: Builder) -> None:
    at.hand.drag(at.node("rescaling"), at.wire("flatten", "dense"))
    done = at.sees(lambda canvas: canvas["steps"] == 1)
    assert done["wiring"]["dense"] == ["rescaling"]
    assert done["wiring"]["conv2d"] == ["input"]


def test_a_node_is_moved_and_others_line_up_with_it(at: Builder) -> None:
    x, y = at.node("dense")
    at.hand.drag([x - 60, y], [x + 40, y + 30])
    moved = at.sees(lambda canvas: canvas["steps"] == 1)["places"]
    assert moved["dense"] != moved["flatten"]
    at.hand.do("keydown", "shift")
    at.hand.click(at.node("flatten"))
    at.hand.do("keyup", "shift")
    at.keys("ctrl+Right")
    lined = at.sees(lambda canvas: canvas["steps"] == 2)["places"]
    assert lined["dense"][0] == lined["flatten"][0]
    at.keys("alt+Down")
    nudged = at.sees(lambda canvas: canvas["steps"] == 3)["places"]
    assert nudged["dense"][1] == lined["dense"][1] + 8


def test_a_group_is_folded_by_key_and_opened_by_a_double_click(at: Builder) -> None:
    at.hand.click(at.node("block_conv2d"))
    at.keys("ctrl+k")
    at.sees(lambda canvas: "block" in canvas["cards"])
    at.hand.click(at.node("block_conv2d"), times=2)
    assert at.sees(lambda canvas: "block_conv2d" in canvas["cards"])["steps"] == 0


def test_a_problem_is_cured_on_the_node(at: Builder) -> None:
    at.hand.click(at.node("flatten"))
    at.keys("Delete")
    at.sees(lambda canvas: canvas["steps"] == 1)
    at.hand.click(at.node("rescaling"))
    at.keys("Delete")
    at.sees(lambda canvas: "rescaling" not in canvas["wiring"])
    at.hand.click(at.window.ask("repair", "conv2d"))
    assert at.sees(lambda canvas: canvas["steps"] == 3)["wiring"]["conv2d"] == ["rescaling"]


def test_a_layer_is_found_by_name(at: Builder) -> None:
    at.keys("ctrl+f")
    at.hand.type("max")
    at.hand.press("Return")
    assert at.sees(lambda canvas: canvas["selected"] == ["block_max_pooling2d"])["steps"] == 0


def test_wheel_and_middle_button_move_the_picture(at: Builder) -> None:
    x, y = at.node("conv2d_1")
    before = at.canvas
    at.hand.do("mousemove", x, y, "keydown", "ctrl", "click", 4, "keyup", "ctrl")
    assert at.sees(lambda canvas: canvas["zoom"] > before["zoom"])["steps"] == 0
    at.hand.do("keydown", "ctrl", "click", 5, "keyup", "ctrl")
    at.keys("ctrl+1")
    at.settle()
    start = at.canvas["scroll"]
    at.hand.do("mousemove", x + 200, y, "mousedown", 2, "mousemove", x + 220, y, "mousemove", x + 260, y + 40, "mouseup", 2)
    assert at.sees(lambda canvas: canvas["scroll"] != start)["steps"] == 0
    at.keys("ctrl+1")
    at.sees(lambda canvas: canvas["scroll"] == start)
