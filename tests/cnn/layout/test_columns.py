"""Where vertices stand from left to right, in small drawings whose places are worked out by hand."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.layout.columns import Layered, columns

APART = 10.0


def placed(rows: Sequence[Sequence[int]], segments: Sequence[tuple[int, int]], lanes: int = 0) -> list[float]:
    """The x of every vertex; the last ones are only places that wires pass."""
    count = sum(map(len, rows))
    found = columns(Layered(rows, segments, count - lanes), lambda a, b: APART)
    return [found[vertex] for vertex in range(count)]


@st.composite
def drawings(draw: st.DrawFn) -> Layered:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    rows, start = [], 0
    for size in sizes:
        rows.append(list(range(start, start + size)))
        start += size
    between = [(upper, lower) for above, below in pairwise(rows) for upper in above for lower in below]
    segments = draw(st.lists(st.sampled_from(between), unique=True)) if between else []
    return Layered(rows, sorted(segments), draw(st.integers(1, start)))


@given(drawings())
def test_neighbours_keep_their_distance(drawing: Layered) -> None:
    x = columns(drawing, lambda a, b: 10.0 + (a + b) % 3)
    assert set(x) == set(range(drawing.size))
    for row in drawing.rows:
        for a, b in pairwise(row):
            assert x[b] - x[a] >= 10 + (a + b) % 3 - 1e-4


def test_a_chain_shares_one_place() -> None:
    assert len(set(placed([[0], [1], [2]], [(0, 1), (1, 2)]))) == 1


def test_a_fork_stands_over_the_middle_of_its_two_ends() -> None:
    assert placed([[0], [1, 2]], [(0, 1), (0, 2)]) == [5, 0, 10]
    assert placed([[0, 1], [2]], [(0, 2), (1, 2)]) == [0, 10, 5]


def test_of_three_ends_the_middle_one_goes_straight_on() -> None:
    assert placed([[0], [1, 2, 3]], [(0, 1), (0, 2), (0, 3)]) == [10, 0, 10, 20]


def test_a_vertex_stands_under_those_it_is_wired_to_and_not_in_the_middle_of_all() -> None:
    assert placed([[0, 1, 2], [3]], [(0, 3), (1, 3)]) == [0, 10, 20, 5]
    assert placed([[0, 1, 2], [3]], [(1, 3), (2, 3)]) == [0, 10, 20, 15]


def test_the_longer_branch_goes_straight_on() -> None:
    straight = placed([[0], [1, 2], [3]], [(0, 1), (0, 2), (2, 3)])
    assert straight[0] == straight[2] == straight[3]
    straight = placed([[0], [1, 2], [3]], [(0, 1), (0, 2), (1, 3)])
    assert straight[0] == straight[1] == straight[3]


@pytest.mark.parametrize("side", [0, 1])
def test_a_long_wire_runs_straight_beside_what_it_passes(side: int) -> None:
    """0 to 3 past 1 and 2: its two places on the way are 4 and 5."""
    rows = [[0], [1, 4], [2, 5], [3]] if side else [[0], [4, 1], [5, 2], [3]]
    x = placed(rows, [(0, 1), (1, 2), (2, 3), (0, 4), (4, 5), (5, 3)], lanes=2)
    assert x[0] == x[1] == x[2] == x[3], "the trunk"
    assert x[4] == x[5] == x[1] + (APART if side else -APART)


def test_lanes_make_way_for_nodes_and_nodes_do_not() -> None:
    """Three branches wide below; the wire that passes on the right goes out of the way of the one that would widen."""
    rows, wires = [[0], [1, 5], [2, 3, 6], [4]], [(0, 1), (1, 2), (1, 3), (0, 5), (5, 6), (6, 4), (2, 4), (3, 4)]
    x = placed(rows, wires, lanes=2)
    assert x[5] == x[6]
    assert x[1] == (x[2] + x[3]) / 2
    assert x[6] - x[3] == APART


def test_lines_that_would_cross_are_not_both_straight() -> None:
    x = placed([[0, 1], [2, 3]], [(0, 3), (1, 2)])
    assert x[0] < x[1]
    assert x[2] < x[3]
    assert (x[0] == x[3]) != (x[1] == x[2])


def test_what_is_wired_to_the_left_ones_stands_over_them() -> None:
    assert placed([[0], [1, 2, 3]], [(0, 1), (0, 2)]) == [5, 0, 10, 20]


@pytest.mark.parametrize("ends", [3, 5])
def test_the_middle_one_goes_straight_on_also_where_it_is_not_the_mean(ends: int) -> None:
    x = columns(Layered([[0], range(1, ends + 1)], [(0, end) for end in range(1, ends + 1)], ends + 1), lambda a, b: 10.0 * b)
    assert x[0] == x[(ends + 1) // 2]


def test_a_trunk_keeps_away_from_the_widest_row_beside_it() -> None:
    assert placed([[0, 1], [2, 3, 4]], [(1, 4)]) == [5, 20, 0, 10, 20]
    assert placed([[2, 3, 4], [0, 1]], [(2, 0)]) == [0, 15, 0, 10, 20]


def test_where_a_long_wire_crosses_a_chain_the_chain_bends() -> None:
    """0 to 4 on the way of 5 and 6, from the left side to the right, past 1, 2 and 3, which lead the other way."""
    rows, chain, wire = [[0, 1], [5, 2], [3, 6], [4]], [(1, 2), (2, 3), (3, 4)], [(0, 5), (5, 6), (6, 4)]
    x = placed(rows, chain + wire, lanes=2)
    assert x[5] == x[6]
    assert x[2] > x[5] == x[6] > x[3]
