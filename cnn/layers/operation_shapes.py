"""What comes out of Keras's functions on tensors: a rule for each, on shapes that begin with the batch.

The first line of a rule says which functions it is for. It is given the function's settings and the arguments of its call, in
which a tuple is the shape of a tensor. It raises `ShapeError`, also where images of a batch would be taken together: then what
comes out is no longer one sample for each image. https://keras.io/api/ops/
"""

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

from cnn.errors import ShapeError
from cnn.layers.arguments import is_int
from cnn.shapes import Size, window_output
from cnn.words.language import tr
from cnn.words.lists import both

#: the size of the first axis, which no other size equals
BATCH = -1

#: a shape with the batch
Full = tuple[Size, ...]
Rule = Callable[..., Full]
Settings = Mapping[str, Any]


def _numbers(value: Any) -> Full:
    """The shape of an argument: of a tensor, of a number, of numbers in lists."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, list):
        return (len(value), *(_numbers(value[0]) if value else ()))
    if isinstance(value, bool | int | float) or value is None:
        return ()
    raise ShapeError(tr("can't compute with what its file says"))


def _tensor(value: Any) -> Full:
    if not isinstance(value, tuple):
        raise ShapeError(tr("expects a tensor"))
    return value


def _axis(axis: Any, rank: int, *, extra: int = 0) -> int:
    """A place in a shape of that rank (`extra`: one that is only made); never the batch."""
    if not is_int(axis) or not -rank - extra <= axis < rank + extra:
        raise ShapeError(tr("works along axis {0!r:.20}, which is not there", axis))
    place: int = axis % (rank + extra)
    if place == 0:
        raise ShapeError(tr("takes all images of a batch together"))
    return place


def _axes(axis: Any, rank: int) -> tuple[int, ...]:
    if axis is None:
        raise ShapeError(tr("takes all images of a batch together"))
    items = axis if isinstance(axis, list | tuple) else [axis]
    return tuple(_axis(item, rank) for item in items)


# ---------------------------------------------------------------------- number by number


def same(settings: Settings, x: Any, *_more: Any, **_named: Any) -> Full:
    """What is done to each number alone, or along an axis that stays."""
    if "axis" in settings:
        _axes(settings["axis"], len(_tensor(x)))
    return _tensor(x)


def broadcast(_settings: Settings, *values: Any, **named: Any) -> Full:
    """What joins numbers of the same place; sizes meet from the last axis on, and a 1 fits any."""
    shapes = [_numbers(value) for value in (*values, *named.values()) if value is not None]
    return _joined(shapes)


def _joined(shapes: Sequence[Full]) -> Full:
    rank = max(map(len, shapes))
    padded = [(1,) * (rank - len(shape)) + shape for shape in shapes]
    return tuple(_met(sizes) for sizes in zip(*padded, strict=True))


def _met(sizes: tuple[Size, ...]) -> Size:
    found: Size = 1
    for size in sizes:
        if BATCH in (size, found) and size != found and 1 not in (size, found):
            raise ShapeError(tr("takes all images of a batch together"))
        if found == 1 or (found is None and size not in (1, None)):
            found = size
        elif size not in (1, None, found):
            raise ShapeError(tr("can't join sizes {0} and {1}", found, size))
    return found


# ---------------------------------------------------------------------- fewer numbers


def reduced(settings: Settings, x: Any, **_named: Any) -> Full:
    """What takes all numbers along some axes together."""
    shape = _tensor(x)
    gone = _axes(settings.get("axis"), len(shape))
    if settings.get("keepdims"):
        return tuple(1 if place in gone else size for place, size in enumerate(shape))
    return tuple(size for place, size in enumerate(shape) if place not in gone)


def window_of(settings: Settings, name: str, axes: int) -> tuple[int, ...]:
    """A setting with a number for each spatial axis, where one number may stand for all."""
    value = settings.get(name)
    items = [value] * axes if is_int(value) else value
    if not isinstance(items, list) or len(items) != axes or not all(is_int(item) and item > 0 for item in items):
        raise ShapeError(tr("has no {0} of {1} numbers above 0", name, axes))
    return tuple(items)


def _spatial(settings: Settings, x: Any) -> tuple[tuple[Size, ...], Size, bool]:
    shape = _tensor(x)
    first = settings.get("data_format") == "channels_first"
    if len(shape) < 3:
        raise ShapeError(tr("expects an image"))
    return (shape[2:], shape[1], True) if first else (shape[1:-1], shape[-1], False)


def _image(spatial: Sequence[Size], channels: Size, first: bool) -> Full:
    return (BATCH, channels, *spatial) if first else (BATCH, *spatial, channels)


def pooled(settings: Settings, x: Any) -> Full:
    """What slides a window."""
    spatial, channels, first = _spatial(settings, x)
    pool = window_of(settings, "pool_size", len(spatial))
    strides = pool if settings.get("strides") is None else window_of(settings, "strides", len(spatial))
    padding = str(settings.get("padding")).lower()
    if padding not in ("same", "valid"):
        raise ShapeError(tr('knows no padding "{0}"', padding[:20]))
    return _image([window_output(w, k, s, padding) for w, k, s in zip(spatial, pool, strides, strict=True)], channels, first)


def adaptively_pooled(settings: Settings, x: Any) -> Full:
    """What divides an image into so many parts."""
    spatial, channels, first = _spatial(settings, x)
    return _image(window_of(settings, "output_size", len(spatial)), channels, first)


def resized(settings: Settings, x: Any) -> Full:
    """What gives an image another size."""
    spatial, channels, first = _spatial(settings, x)
    if len(spatial) != 2:
        raise ShapeError(tr("expects images of height, width and channels"))
    return _image(window_of(settings, "size", 2), channels, first)


def to_gray(settings: Settings, x: Any) -> Full:
    """What makes three channels one."""
    spatial, channels, first = _spatial(settings, x)
    if channels != 3 or len(spatial) != 2:
        raise ShapeError(tr("expects images of three channels"))
    return _image(spatial, 1, first)


def to_space(settings: Settings, x: Any) -> Full:
    """What turns channels into pixels."""
    spatial, channels, first = _spatial(settings, x)
    block = settings.get("block_size")
    if not is_int(block) or block < 2 or len(spatial) != 2 or channels is None or channels % block**2:
        raise ShapeError(tr("expects images whose channels are a multiple of the block's pixels"))
    return _image([None if size is None else size * block for size in spatial], channels // block**2, first)


def to_depth(settings: Settings, x: Any) -> Full:
    """What turns pixels into channels."""
    spatial, channels, first = _spatial(settings, x)
    block = settings.get("block_size")
    if not is_int(block) or block < 2 or len(spatial) != 2 or any(size is not None and size % block for size in spatial):
        raise ShapeError(tr("expects images whose sides are a multiple of the block's"))
    places = [None if size is None else size // block for size in spatial]
    return _image(places, None if channels is None else channels * block**2, first)


# ---------------------------------------------------------------------- other places


def reshaped(settings: Settings, x: Any) -> Full:
    """What gives the numbers of each image another shape; one size may be open."""
    shape, wanted = _tensor(x)[1:], settings.get("newshape")
    items = list(wanted) if isinstance(wanted, list) else []
    if not items or items[0] not in (-1, None) or not all(is_int(item) or item is None for item in items):
        raise ShapeError(tr("takes all images of a batch together"))
    inside: list[Size] = [None if item is None else int(item) for item in items[1:]]
    size = None if None in shape else prod(item for item in shape if item is not None)
    if items[0] == -1:
        if any(item is None or item < 0 for item in inside) or size != prod(item for item in inside if item is not None):
            raise ShapeError(tr("takes all images of a batch together"))
        return (BATCH, *inside)
    open_places = [place for place, item in enumerate(inside) if item in (-1, None)]
    known = prod(item for item in inside if item not in (-1, None) and item is not None)
    if len(open_places) > 1 or known < 1 or (size is not None and (size % known if open_places else size != known)):
        raise ShapeError(tr("can't give {0} numbers that shape", size))
    for place in open_places:
        inside[place] = None if size is None else size // known
    return (BATCH, *inside)


def transposed(settings: Settings, x: Any) -> Full:
    """What puts the axes into another order."""
    shape, axes = _tensor(x), settings.get("axes")
    if not isinstance(axes, list) or not all(map(is_int, axes)) or sorted(a % len(shape) for a in axes) != [*range(len(shape))]:
        raise ShapeError(tr("takes all images of a batch together"))
    return tuple(shape[axis] for axis in axes)


def swapped(settings: Settings, x: Any) -> Full:
    """What lets two axes change places."""
    shape = list(_tensor(x))
    a, b = (_axis(settings.get(name), len(shape)) for name in ("axis1", "axis2"))
    shape[a], shape[b] = shape[b], shape[a]
    return tuple(shape)


def expanded(settings: Settings, x: Any) -> Full:
    """What adds an axis of one."""
    shape, axis = _tensor(x), settings.get("axis")
    places = [_axis(item, len(shape), extra=1) for item in (axis if isinstance(axis, list) else [axis])]
    if len(places) != 1:
        raise ShapeError(tr("adds several axes at once"))
    return (*shape[: places[0]], 1, *shape[places[0] :])


def squeezed(settings: Settings, x: Any) -> Full:
    """What takes axes of one away."""
    shape = _tensor(x)
    if settings.get("axis") is None:
        return tuple(size for size in shape if size != 1)
    gone = _axes(settings["axis"], len(shape))
    if any(shape[place] != 1 for place in gone):
        raise ShapeError(tr("can only take axes of size 1 away"))
    return tuple(size for place, size in enumerate(shape) if place not in gone)


def repeated(settings: Settings, x: Any) -> Full:
    """What repeats what stands along an axis."""
    shape, count = list(_tensor(x)), settings.get("repeats")
    place = _axes(settings.get("axis"), len(shape))[0]
    if not is_int(count) or count < 1:
        raise ShapeError(tr("expects one number of repeats"))
    size = shape[place]
    shape[place] = None if size is None else size * count
    return tuple(shape)


def tiled(settings: Settings, x: Any) -> Full:
    """What repeats the whole."""
    shape, counts = _tensor(x), settings.get("repeats")
    if (
        not isinstance(counts, list)
        or len(counts) != len(shape)
        or not all(is_int(n) and n > 0 for n in counts)
        or counts[0] != 1
    ):
        raise ShapeError(tr("takes all images of a batch together"))
    return (BATCH, *(None if size is None else size * n for size, n in zip(shape[1:], counts[1:], strict=True)))


def padded(settings: Settings, x: Any, **_named: Any) -> Full:
    """What adds a border."""
    shape, widths = _tensor(x), settings.get("pad_width")
    pairs = widths if isinstance(widths, list) else []
    if len(pairs) != len(shape) or not all(map(_is_pair, pairs)):
        raise ShapeError(tr("expects a border for each axis"))
    if sum(pairs[0]):
        raise ShapeError(tr("takes all images of a batch together"))
    return (BATCH, *(None if size is None else size + sum(pair) for size, pair in zip(shape[1:], pairs[1:], strict=True)))


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(is_int(item) and item >= 0 for item in value)


def flipped(settings: Settings, x: Any) -> Full:
    """What turns an axis around, or moves along it."""
    _axes(settings.get("axis"), len(_tensor(x)))
    return _tensor(x)


def concatenated(settings: Settings, items: Any) -> Full:
    """What puts tensors side by side."""
    shapes = [_tensor(item) for item in items] if isinstance(items, list) and items else []
    if not shapes or len({len(shape) for shape in shapes}) > 1:
        raise ShapeError(tr("expects tensors with the same number of axes"))
    place = _axis(settings.get("axis", 0), len(shapes[0]))
    along = [shape[place] for shape in shapes]
    rest = [(*shape[:place], *shape[place + 1 :]) for shape in shapes]
    common = tuple(_alike(sizes) for sizes in zip(*rest, strict=True))
    total = None if None in along else sum(size for size in along if size is not None)
    return (*common[:place], total, *common[place:])


def stacked(settings: Settings, items: Any) -> Full:
    """What puts tensors behind one another along a new axis."""
    shapes = [_tensor(item) for item in items] if isinstance(items, list) and items else []
    if not shapes or len({len(shape) for shape in shapes}) > 1:
        raise ShapeError(tr("expects tensors with the same number of axes"))
    common = tuple(_alike(sizes) for sizes in zip(*shapes, strict=True))
    place = _axis(settings.get("axis", 0), len(common), extra=1)
    return (*common[:place], len(shapes), *common[place:])


def _alike(sizes: tuple[Size, ...]) -> Size:
    known = {size for size in sizes if size is not None}
    if len(known) > 1:
        raise ShapeError(tr("expects tensors of the same sizes; it gets {0}", both(sorted(known))))
    return known.pop() if known else None


def picked(_settings: Settings, x: Any, key: Any) -> Full:
    """What takes a part out: `x[:, 1:3, ..., 0, None]`."""
    shape = list(_tensor(x))
    keys = key if isinstance(key, list) else [key]
    dots = [place for place, item in enumerate(keys) if _is_dots(item)]
    taken = sum(item is not None and not _is_dots(item) for item in keys)
    if len(dots) > 1 or taken > len(shape):
        raise ShapeError(tr("takes more axes out than there are"))
    fill = [{"class_name": "__slice__", "config": {}}] * (len(shape) - taken)
    keys = [*keys[: dots[0]], *fill, *keys[dots[0] + 1 :]] if dots else [*keys, *fill]
    found: list[Size] = []
    for item in keys:
        if item is None:
            found.append(1)
            continue
        size = shape.pop(0)
        if is_int(item):
            if size == BATCH or (size is not None and not -size <= item < size):
                raise ShapeError(tr("takes out place {0}, which is not there", item))
        else:
            found.append(_sliced(item, size))
    return tuple(found)


def _is_dots(item: Any) -> bool:
    return isinstance(item, dict) and item.get("class_name") == "__ellipsis__"


def _sliced(item: Any, size: Size) -> Size:
    if not isinstance(item, dict) or item.get("class_name") != "__slice__" or not isinstance(item.get("config"), dict):
        raise ShapeError(tr("takes out something else than places and ranges"))
    parts = [item["config"].get(name) for name in ("start", "stop", "step")]
    if not all(part is None or is_int(part) for part in parts) or parts[2] == 0:
        raise ShapeError(tr("takes out something else than places and ranges"))
    if size == BATCH and parts not in ([None, None, None], [None, None, 1], [0, None, None]):
        raise ShapeError(tr("takes some images of a batch out"))
    if size is None or size == BATCH:
        return size if parts in ([None, None, None], [0, None, None]) or size == BATCH else None
    return len(range(*slice(*parts).indices(size)))


# ---------------------------------------------------------------------- products


def multiplied(_settings: Settings, a: Any, b: Any) -> Full:
    """What multiplies matrices."""
    left, right = _numbers(a), _numbers(b)
    if len(left) < 2 or len(right) < 2 or (len(left) == 2 and BATCH in right[-2:]):
        raise ShapeError(tr("expects matrices"))
    inner = left[-1], right[-2]
    if None not in inner and inner[0] != inner[1]:
        raise ShapeError(tr("can't multiply rows of {0} by columns of {1}", inner[0], inner[1]))
    return (*_joined([left[:-2], right[:-2]]), left[-2], right[-1])


def summed(settings: Settings, *operands: Any) -> Full:
    """Einstein's sums."""
    sizes, out = einsum_sizes(str(settings.get("subscripts")), [_numbers(operand) for operand in operands])
    return tuple(sizes[letter] for letter in out)


def einsum_sizes(subscripts: str, shapes: Sequence[Full]) -> tuple[dict[str, Size], str]:
    """The size of each letter, and the letters of the result; raises `ShapeError`."""
    left, arrow, out = subscripts.replace(" ", "").partition("->")
    terms = left.split(",")
    if not arrow or len(terms) != len(shapes) or not all(term.isalpha() for term in (*terms, out)) or len(set(out)) < len(out):
        raise ShapeError(tr("has another equation than letters for axes"))
    sizes: dict[str, Size] = {}
    for term, shape in zip(terms, shapes, strict=True):
        if len(term) != len(shape):
            raise ShapeError(tr("expects {0} axes for {1}", len(term), term))
        for letter, size in zip(term, shape, strict=True):
            sizes[letter] = _met((sizes.get(letter, 1), size)) if letter in sizes else size
    if not set(out) <= set(sizes):
        raise ShapeError(tr("has another equation than letters for axes"))
    return sizes, out


def one_hot(settings: Settings, x: Any) -> Full:
    """What makes a row of zeros and a one of a number."""
    shape, classes = _tensor(x), settings.get("num_classes")
    if not is_int(classes) or classes < 1:
        raise ShapeError(tr("expects a number of classes"))
    place = _axis(settings.get("axis", -1), len(shape), extra=1)
    return (*shape[:place], classes, *shape[place:])
