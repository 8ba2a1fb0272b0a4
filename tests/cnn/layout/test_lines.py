"""Networks that run to the right in lines: what every drawing must keep, and how lines fill a page."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.graph import Graph
from cnn.layout.arrange import Arrangement, Point, arrange
from cnn.layout.direction import COLUMNS, DOWN, NODE_HEIGHT, NODE_WIDTH, RIGHT, Direction, Page, direction_of
from cnn.layout.folding import fold
from cnn.layout.frames import frames
from cnn.layout.lines import LIFE_SIZE
from cnn.layout.pinned import placed
from cnn.layout.process import rough
from cnn.presets import PRESETS
from tests.cnn.layout import test_arrange as downwards
from tests.cnn.layout.test_arrange import chain, crosses, graphs, residual

PAGES = st.sampled_from([Page(814, 600), Page(600, 2000), Page(3000, 400), Page(300, 300)])


def assert_readable(graph: Graph, found: Arrangement) -> None:
    assert set(found.places) == set(graph.nodes)
    assert set(found.paths) == set(graph.wires)
    for a, b in combinations(found.places.values(), 2):
        assert abs(a.x - b.x) >= NODE_WIDTH or abs(a.y - b.y) >= NODE_HEIGHT
    for wire, path in found.paths.items():
        start, end = found.places[wire.source], found.places[wire.target]
        assert path[0] == Point(start.x + NODE_WIDTH, start.y + NODE_HEIGHT / 2)
        assert path[-1].x == end.x
        assert end.y < path[-1].y < end.y + NODE_HEIGHT
        for a, b in pairwise(path):
            assert a.x == b.x or a.y == b.y
            assert not any(crosses(a, b, corner) for corner in found.places.values()), wire


@pytest.mark.slow
@given(graphs(), PAGES)
def test_every_drawing_is_readable(graph: Graph, page: Page) -> None:
    found = arrange(graph, {}, RIGHT, page)
    assert_readable(graph, found)
    assert arrange(graph, {}, RIGHT, page) == found


@pytest.mark.slow
@given(graphs(), st.data())
def test_room_is_kept_free_under_a_node(graph: Graph, data: st.DataObject) -> None:
    wide = data.draw(st.sampled_from(sorted(graph.nodes)))
    found = arrange(graph, {wide: 52.0}, RIGHT)
    assert_readable(graph, found)
    here = found.places[wide]
    for corner in found.places.values():
        apart = abs(corner.x - here.x) >= NODE_WIDTH
        assert apart or not here.y < corner.y < here.y + NODE_HEIGHT + 52


@pytest.mark.slow
@given(graphs())
def test_what_is_read_stands_before_in_its_line_or_in_a_line_before(graph: Graph) -> None:
    found = arrange(graph, {}, RIGHT)
    for wire in graph.wires:
        lines = found.lines[wire.source], found.lines[wire.target]
        assert lines[0] <= lines[1]
        if lines[0] == lines[1]:
            assert found.places[wire.source].x + NODE_WIDTH < found.places[wire.target].x


@pytest.mark.slow
@given(graphs(), PAGES, st.data())
def test_columns_are_readable_with_room_under_a_node(graph: Graph, page: Page, data: st.DataObject) -> None:
    high = data.draw(st.sampled_from(sorted(graph.nodes)))
    found = arrange(graph, {high: 52.0}, COLUMNS, page)
    downwards.assert_readable(graph, found, columns=True)
    here = found.places[high]
    for corner in found.places.values():
        apart = abs(corner.x - here.x) >= NODE_WIDTH
        assert apart or not here.y < corner.y < here.y + NODE_HEIGHT + 52
    for wire in graph.wires:
        columns = found.lines[wire.source], found.lines[wire.target]
        assert columns[0] <= columns[1]
        if columns[0] == columns[1]:
            assert found.places[wire.source].y + NODE_HEIGHT < found.places[wire.target].y


def test_a_chain_goes_on_in_the_next_column() -> None:
    found = arrange(chain(10), {}, COLUMNS, Page(814, 320))
    columns = [found.lines[f"n{number}"] for number in range(10)]
    assert columns == sorted(columns)
    assert max(columns) > 0
    begins = [number for number in range(10) if number == 0 or columns[number] != columns[number - 1]]
    assert len({found.places[f"n{number}"].y for number in begins}) == 1
    assert sorted(found.places[f"n{number}"].x for number in begins) == [found.places[f"n{number}"].x for number in begins]


def test_a_short_network_has_one_column_as_downwards() -> None:
    assert arrange(chain(3), {}, COLUMNS, Page(814, 600)).places == arrange(chain(3), {}, DOWN).places


def test_a_chain_fills_a_page_as_text_does() -> None:
    found = arrange(chain(10), {}, RIGHT, Page(814, 600))
    assert [found.lines[f"n{number}"] for number in range(10)] == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3]
    assert len({found.places[f"n{number}"].x for number in (0, 3, 6, 9)}) == 1
    assert found.places["n0"].y < found.places["n3"].y < found.places["n6"].y


def test_a_wide_page_has_longer_lines_and_a_short_network_only_one() -> None:
    assert max(arrange(chain(10), {}, RIGHT, Page(1400, 900)).lines.values()) == 1
    assert max(arrange(chain(3), {}, RIGHT, Page(814, 600)).lines.values()) == 0


def scale(name: str, *, folded: bool, page: Page, direction: Direction = RIGHT) -> float:
    """How large a preset stands on a page."""
    graph = PRESETS[name].graph()
    shown = fold(graph, analyse(graph), graph.groups if folded else ()).graph
    found = arrange(shown, {}, direction, page)
    corners = [*found.places.values(), *(at for path in found.paths.values() for at in path)]
    wide = max(max(at.x + NODE_WIDTH for at in found.places.values()), max(at.x for at in corners)) - min(at.x for at in corners)
    high = max(at.y + NODE_HEIGHT for at in found.places.values()) - min(at.y for at in corners)
    return min(page.width / wide, page.height / high)


@pytest.mark.parametrize(("name", "folded"), [("lenet5", False), ("alexnet", False), ("resnet152", True), ("googlenet", True)])
@pytest.mark.parametrize("page", [Page(814, 616), Page(1380, 880)])
def test_published_networks_are_readable_in_the_first_window(name: str, folded: bool, page: Page) -> None:
    assert scale(name, folded=folded, page=page) > 0.9


@pytest.mark.parametrize(("name", "least"), [("vgg19", 0.7), ("resnet152", 0.14), ("inception_v3", 0.14)])
@pytest.mark.parametrize("direction", [COLUMNS, RIGHT], ids=lambda way: way.name)
def test_long_networks_use_the_page_unfolded(name: str, least: float, direction: Direction) -> None:
    """In one column ResNet-152 would stand at 2 % there, Inception-v3 at 6 %."""
    assert scale(name, folded=False, page=Page(814, 600), direction=direction) > least


@pytest.mark.parametrize("width", range(560, 3000, 40))
def test_a_chain_has_as_few_lines_as_fit_at_life_size(width: int) -> None:
    """On a page of 1248 pixels lines of three stood where four had room."""
    graph = chain(10)
    pitch = arrange(graph, direction=RIGHT, page=Page(9000, 9000)).places
    first, second = sorted(place.x for place in pitch.values())[:2]
    room = width / LIFE_SIZE - NODE_WIDTH
    alone, each = room // (second - first) + 1, (room - RIGHT.between) // (second - first) + 1
    wanted = 1 if alone >= len(graph) else -(-len(graph) // int(each))
    assert len(set(arrange(graph, direction=RIGHT, page=Page(width, 5000)).lines.values())) == wanted


def test_a_line_breaks_where_few_wires_cross() -> None:
    """Between the blocks, not inside one, where two would have to be led back."""
    graph = residual(12)
    found = arrange(graph, {}, RIGHT, Page(1700, 900))
    for wire in graph.wires:
        if found.lines[wire.source] != found.lines[wire.target]:
            assert int(wire.source[1:]) % 3 == 0


def test_a_node_that_was_placed_by_hand_is_entered_from_the_left() -> None:
    graph = chain(3)
    graph = graph.place({"n1": (500.0, 300.0)})
    found = placed(graph, arrange(graph, {}, RIGHT), RIGHT)
    assert found.places["n1"] == (500.0, 300.0)
    (into, out) = (next(path for wire, path in found.paths.items() if wire[end] == "n1") for end in (1, 0))
    assert into[-1] == (500.0, 300.0 + NODE_HEIGHT / 2)
    assert out[0] == (500.0 + NODE_WIDTH, 300.0 + NODE_HEIGHT / 2)
    assert all(a.x == b.x or a.y == b.y for path in (into, out) for a, b in pairwise(path))


def test_a_rough_arrangement_runs_to_the_right_as_well() -> None:
    found = rough(chain(5), {}, RIGHT)
    xs = [found.places[f"n{number}"].x for number in range(5)]
    assert xs == sorted(xs)
    assert len(set(xs)) == 5
    assert len({place.y for place in found.places.values()}) == 1


def test_a_group_that_goes_over_a_line_has_a_frame_in_each_and_its_name_once() -> None:
    cards = [("stage", Point(0, 0), 0), ("stage", Point(300, 0), 0), ("stage", Point(0, 90), 1), ("", Point(300, 90), 1)]
    first, second = frames(cards, [], RIGHT)
    assert (first.path, second.path) == ("stage", "stage")
    assert first.bounds[3] < second.bounds[1]
    assert second.bounds[2] < 300, "what is not in the group stands outside"
    assert first.label[3] <= first.bounds[1], "the name stands above"
    assert second.label[0] == second.label[2]


def test_a_direction_has_a_name() -> None:
    assert (direction_of("right"), direction_of("down"), direction_of("sideways")) == (RIGHT, DOWN, DOWN)
