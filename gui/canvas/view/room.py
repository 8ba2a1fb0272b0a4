"""Where there is room: what is to be seen and what floats over the picture keep clear of each other."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, QSizeF

#: pixels between a field and what it belongs to, and between what floats and what it must not lie on
GAP, APART = 12, 4


def clear_of(area: QRect, room: QRect, taken: Sequence[QRect]) -> QPoint:
    """Where an area's corner comes to lie inside a room and on nothing that is taken, as near as can be to where it is.

    Where there is no such place, it only lies inside the room; of one that is larger, the beginning does.
    """
    inside = _within(area.topLeft(), area.size(), room)
    if _lies_free(QRect(inside, area.size()), taken):
        return inside
    free = [place for place in _corners(inside, area.size(), room, taken) if _lies_free(QRect(place, area.size()), taken)]
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


def largest_for(size: QSizeF, room: QRect, taken: Sequence[QRect]) -> QRect:
    """The part of a room, off what is taken, in which something of that size stands largest, at most life-size.

    The room itself where nothing is free.
    """
    lefts, rights = {room.left()}, {room.right()}
    tops, bottoms = {room.top()}, {room.bottom()}
    for other in taken:
        lefts.add(max(other.right() + 1 + APART, room.left()))
        rights.add(min(other.left() - 1 - APART, room.right()))
        tops.add(max(other.bottom() + 1 + APART, room.top()))
        bottoms.add(min(other.top() - 1 - APART, room.bottom()))
    parts = (QRect(QPoint(x, y), QPoint(right, bottom)) for x in lefts for y in tops for right in rights for bottom in bottoms)
    free = [part for part in parts if part.isValid() and _lies_free(part, taken)]
    return max(free, key=lambda part: (scale_in(size, part), part.width() * part.height()), default=room)


def scale_in(size: QSizeF, part: QRect) -> float:
    """How large something of that size can stand there, at most life-size."""
    return min(part.width() / size.width(), part.height() / size.height(), 1.0)


def _within(place: QPoint, size: QSize, room: QRect) -> QPoint:
    x = _held(place.x(), room.left(), room.right() + 1 - size.width())
    y = _held(place.y(), room.top(), room.bottom() + 1 - size.height())
    return QPoint(x, y)


def _held(at: int, first: int, last: int) -> int:
    return max(min(at, last), first)


def _corners(place: QPoint, size: QSize, room: QRect, taken: Iterable[QRect]) -> Iterator[QPoint]:
    """Right beside what is taken, on every side, and where two of those meet; only where the area lies inside the room."""
    xs, ys = {place.x()}, {place.y()}
    for other in taken:
        xs |= {other.right() + 1 + APART, other.left() - APART - size.width()}
        ys |= {other.bottom() + 1 + APART, other.top() - APART - size.height()}
    right, bottom = room.right() + 1 - size.width(), room.bottom() + 1 - size.height()
    columns = [x for x in xs if x == _held(x, room.left(), right)]  # first: of a thousand corners most lie outside
    rows = [y for y in ys if y == _held(y, room.top(), bottom)]
    return (QPoint(x, y) for x in columns for y in rows)


def _lies_free(area: QRect, taken: Iterable[QRect]) -> bool:
    return not any(map(area.intersects, taken))
