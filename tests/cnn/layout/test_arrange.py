"""What every drawing must keep: nothing overlaps, wires run down and around, trunks are straight."""

import subprocess
import sys
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.graph import Graph, Node
from cnn.layers import Dense, Input, Layer
from cnn.layout import arrange as arranging
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH, Arrangement, Point, arrange
from cnn.layout.direction import DOWN
from cnn.shapes import Shape


class Join(Layer):
    """Any layer that reads any number of inputs."""

    variadic = True

    def output_shape(self, *inputs: Shape) -> Shape:
        return inputs[0]


def graph_of(sources: list[tuple[int, ...]]) -> Graph:
    """One node per tuple; each names the nodes it reads."""
    layers = [Join() if len(inputs) > 1 else Dense() if inputs else Input() for inputs in sources]
    return Graph.from_nodes(
        Node(f"n{number}", f"layer_{number}", layer, tuple(f"n{source}" for source in inputs))
        for number, (layer, inputs) in enumerate(zip(layers, sources, strict=True))
    )


def chain(length: int) -> Graph:
    return graph_of([(number - 1,) if number else () for number in range(length)])


def residual(blocks: int) -> Graph:
    """Blocks of two layers and a wire around them."""
    sources: list[tuple[int, ...]] = [()]
    for _ in range(blocks):
        start = len(sources) - 1
        sources += [(start,), (start + 1,), (start + 2, start)]
    return graph_of(sources)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    sources: list[tuple[int, ...]] = []
    for number in range(draw(st.integers(1, 14))):
        reads = st.lists(st.integers(0, number - 1), max_size=3, unique=True) if number else st.just([])
        sources.append(tuple(draw(reads)))
    return graph_of(sources)


def crosses(a: Point, b: Point, corner: Point) -> bool:
    """Whether a straight line between two corners enters the inside of a node."""
    left, right = sorted((a.x, b.x))
    top, bottom = sorted((a.y, b.y))
    inside_x = left < corner.x + NODE_WIDTH - 0.01 and right > corner.x + 0.01
    inside_y = top < corner.y + NODE_HEIGHT - 0.01 and bottom > corner.y + 0.01
    return inside_x and inside_y


def assert_readable(graph: Graph, found: Arrangement, *, columns: bool = False) -> None:
    assert set(found.places) == set(graph.nodes)
    assert set(found.paths) == set(graph.wires)
    for a, b in combinations(found.places.values(), 2):
        assert abs(a.x - b.x) >= NODE_WIDTH or abs(a.y - b.y) >= NODE_HEIGHT
    for wire, path in found.paths.items():
        start, end = found.places[wire.source], found.places[wire.target]
        assert path[0] == Point(start.x + NODE_WIDTH / 2, start.y + NODE_HEIGHT)
        assert path[-1].y == end.y
        assert end.x < path[-1].x < end.x + NODE_WIDTH
        for a, b in pairwise(path):
            assert a.x == b.x or a.y == b.y
            assert columns or b.y >= a.y  # up again only to the head of the next column
            assert not any(crosses(a, b, corner) for corner in found.places.values())


@given(graphs())
def test_every_drawing_is_readable(graph: Graph) -> None:
    found = arrange(graph)
    assert_readable(graph, found)
    assert arrange(graph) == found


@pytest.mark.slow
@given(graphs(), st.data())
def test_room_is_kept_free_under_a_node(graph: Graph, data: st.DataObject) -> None:
    wide = data.draw(st.sampled_from(sorted(graph.nodes)))
    found = arrange(graph, {wide: 22.0})
    assert_readable(graph, found)
    below = found.places[wide].y + NODE_HEIGHT
    for corner in found.places.values():
        beside = abs(corner.x - found.places[wide].x) >= NODE_WIDTH
        assert beside or not below - NODE_HEIGHT < corner.y < below + 22


@pytest.mark.slow
@given(graphs())
def test_wires_enter_a_node_apart_from_each_other(graph: Graph) -> None:
    found = arrange(graph)
    for node in graph.nodes.values():
        entries = sorted(path[-1].x for wire, path in found.paths.items() if wire.target == node.id)
        assert all(b - a > 10 for a, b in pairwise(entries))


def test_a_chain_runs_straight_down() -> None:
    found = arrange(chain(30))
    assert {corner.x for corner in found.places.values()} == {-NODE_WIDTH / 2}
    assert [found.places[f"n{number}"].y for number in range(30)] == [number * (NODE_HEIGHT + DOWN.gap) for number in range(30)]
    assert all(len(path) == 2 for path in found.paths.values())


def test_the_trunk_of_a_residual_network_is_straight_and_the_wires_go_around() -> None:
    graph = residual(5)
    found = arrange(graph)
    assert len({corner.x for corner in found.places.values()}) == 1
    bent = [path for path in found.paths.values() if len(path) > 2]
    assert len(bent) == 5
    assert_readable(graph, found)


def test_a_side_branch_that_soon_ends_does_not_bend_the_trunk() -> None:
    trunk: list[tuple[int, ...]] = [(number - 1,) if number else () for number in range(12)]
    aside = [(3,), (12,), (13,), (14,)]
    found = arrange(graph_of(trunk + aside))
    assert len({found.places[f"n{number}"].x for number in range(12)}) == 1
    assert len({found.places[f"n{number}"].x for number in range(12, 16)}) == 1


def test_branches_stand_side_by_side_under_the_middle_of_what_they_read() -> None:
    found = arrange(graph_of([(), (0,), (0,), (1, 2)]))
    left, right = sorted((found.places["n1"], found.places["n2"]))
    assert left.y == right.y
    assert right.x - left.x >= NODE_WIDTH
    assert found.places["n0"].x == pytest.approx((left.x + right.x) / 2)
    assert found.places["n3"].x == pytest.approx((left.x + right.x) / 2)


def test_the_first_node_stands_at_the_middle_whatever_is_added_elsewhere() -> None:
    assert arrange(graph_of([(), (0,), (0,), (0,)])).places["n0"] == arrange(chain(2)).places["n0"]


def test_parts_that_are_not_joined_stand_beside_each_other() -> None:
    found = arrange(graph_of([(), (0,), (), (2,), ()]))
    assert [found.places[node].y for node in ("n0", "n2", "n4")] == [0, 0, 0]
    assert found.places["n0"].x < found.places["n2"].x < found.places["n4"].x


def test_one_source_wired_twice_into_a_layer_gives_two_wires() -> None:
    graph = graph_of([(), (0,), (1, 1)])
    found = arrange(graph)
    assert len({path[-1] for wire, path in found.paths.items() if wire.target == "n2"}) == 2


def test_nothing_gives_nothing() -> None:
    assert arrange(Graph()) == Arrangement()


def test_wires_that_would_pass_too_many_rows_go_around_the_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arranging, "LONGEST", 5)
    graph = graph_of([(), (0,), (1,), (2,), (3,), (4,), (5,), (6, 0), (7, 1)])
    found = arrange(graph)
    assert_readable_ends(graph, found)
    assert max(point.x for path in found.paths.values() for point in path) > NODE_WIDTH / 2


def assert_readable_ends(graph: Graph, found: Arrangement) -> None:
    assert set(found.paths) == set(graph.wires)
    for wire, path in found.paths.items():
        assert path[0].y == found.places[wire.source].y + NODE_HEIGHT
        assert path[-1].y == found.places[wire.target].y
        assert not any(crosses(a, b, corner) for a, b in pairwise(path) for corner in found.places.values())


@pytest.mark.slow
def test_thousands_of_layers_and_long_wires_are_arranged() -> None:
    depth = 600
    sources: list[tuple[int, ...]] = [(number - 1,) if number else () for number in range(depth)]
    sources += [(depth + number - 1, depth - 1 - number) for number in range(depth)]
    graph = graph_of(sources)
    assert set(arrange(graph).paths) == set(graph.wires)


@pytest.mark.story
def test_another_process_draws_the_same() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests/cnn/layout')\n"
        "from cnn.layout.arrange import arrange\nfrom test_arrange import graph_of\n"
        "print(arrange(graph_of([(), (0,), (0,), (1, 2), (3, 0), (3,), (4, 5), (1, 6)])))"
    )

    def drawing(seed: str) -> str:
        command = [sys.executable, "-c", code]
        return subprocess.run(command, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout

    assert drawing("1") == drawing("2")


def test_an_edit_moves_what_lies_below_it_as_one_and_nothing_above() -> None:
    graph = residual(6)
    before = arrange(graph)
    middle = graph.order[9]
    grown, new = graph.insert_after(middle, Dense())
    after = arrange(grown)
    moved = {
        node_id: (after.places[node_id].x - place.x, after.places[node_id].y - place.y)
        for node_id, place in before.places.items()
    }
    above = graph.order[: graph.order.index(middle) + 1]
    assert {moved[node_id] for node_id in above} == {(0.0, 0.0)}
    assert {moved[node_id] for node_id in graph.order[12:]} == {(0.0, NODE_HEIGHT + DOWN.gap)}
    assert new.id in after.places


def test_stretches_that_are_built_alike_are_drawn_once() -> None:
    arranging._sketch.cache_clear()
    arrange(residual(20))
    assert arranging._sketch.cache_info().misses == 1


def test_a_side_branch_that_ends_beside_the_trunk_is_drawn_with_it() -> None:
    graph = chain(8)
    grown, end = graph.branch("n3", Dense())
    for _ in range(6):
        grown, end = grown.branch(end.id, Dense())
    assert_readable(grown, arrange(grown))
