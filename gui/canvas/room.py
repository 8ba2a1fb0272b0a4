"""Where there is room: what is to be seen and what floats over the picture keep clear of each other."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize

#: pixels between a field and what it belongs to, and between what floats and what it must not lie on
GAP, APART = 12, 4


def clear_of(area: QRect, room: QRect, taken: Sequence[QRect]) -> QPoint:
    """Where an area's corner comes to lie inside a room and on nothing that is taken, as near as can be to where it is.

    Where there is no such place, it only lies inside the room; of one that is larger, the beginning does.
    """
    inside = _within(area.topLeft(), area.size(), room)
    if _lies_free(QRect(inside, area.size()), taken):
        return inside
    places = [place for place in _corners(inside, area.size(), taken) if _within(place, area.size(), room) == place]
    free = [place for place in places if _lies_free(QRect(place, area.size()), taken)]
    return min(free, key=lambda place: (place - inside).manhattanLength(), default=inside)


def beside(size: QSize, anchor: QRect, room: QRect, taken: Sequence[QRect], sides: str) -> QPoint:
    """Where a field of that size opens at what it belongs to: on the first of the `sides` ("rlba": right, left, below, above)
    where it covers neither that nor what is taken."""
    near: dict[str, Callable[[], QPoint]] = {
        "r": lambda: QPoint(anchor.right() + GAP, anchor.top()),
        "l": lambda: QPoint(anchor.left() - GAP - size.width(), anchor.top()),
        "b": lambda: QPoint(anchor.center().x() - size.width() // 2, anchor.bottom() + GAP),
        "a": lambda: QPoint(anchor.center().x() - size.width() // 2, anchor.top() - GAP - size.height()),
    }
    for others in ((*taken, anchor), (anchor,), taken):
        for side in sides:
            place = clear_of(QRect(near[side](), size), room, others)
            moved = place - near[side]()
            if _lies_free(QRect(place, size), others) and (moved.x() if side in "rl" else moved.y()) == 0:
                return place
    return _within(near[sides[0]](), size, room)


def _within(place: QPoint, size: QSize, room: QRect) -> QPoint:
    x = max(min(place.x(), room.right() + 1 - size.width()), room.left())
    y = max(min(place.y(), room.bottom() + 1 - size.height()), room.top())
    return QPoint(x, y)


def _corners(place: QPoint, size: QSize, taken: Iterable[QRect]) -> Iterator[QPoint]:
    """Right beside what is taken, on every side, and where two of those meet."""
    xs, ys = {place.x()}, {place.y()}
    for other in taken:
        xs |= {other.right() + 1 + APART, other.left() - APART - size.width()}
        ys |= {other.bottom() + 1 + APART, other.top() - APART - size.height()}
    return (QPoint(x, y) for x in xs for y in ys)


def _lies_free(area: QRect, taken: Iterable[QRect]) -> bool:
    return not any(map(area.intersects, taken))
