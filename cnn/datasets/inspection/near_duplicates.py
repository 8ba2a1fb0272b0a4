"""Images that show the same: copies that were resized, compressed, made brighter or cut at the edges, by their small pictures.

Candidates come from a perceptual hash; each pair is then compared pixel by pixel (`SIDE` × `SIDE`), so that images whose hashes
coincide by chance, as those of nearly blank ones do, are not taken for copies.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.inspection.perceptual_hash import Hashes, Places, near_pairs, perceptual_hashes
from cnn.datasets.inspection.small_pictures import SIDE, SmallPictures, averaging

#: bits of 64 in which the hashes of a pair may differ. Of copies at half the size, at JPEG quality 50, or with 40 % less light,
#: 95 % lie within; those of different photographs differ in 32 on average. Among many images a nearer look takes a tenth of the
#: time
NEAR, NEARER, MANY = 11, 7, 5000
#: how much two pictures must have in common (correlation), all in all and in their details. Of 5,000 different digits no two have
#: more than 0.9875 in common; of copies at JPEG quality 50 95 % have 0.995
ALIKE, DETAILS = 0.99, 0.9
#: the same where one of the two was cut at its edges, which blurs them when they are laid over each other again
CUT_ALIKE, CUT_DETAILS = 0.97, 0.8
#: pictures with less contrast (standard deviation, 0-255) show nothing by which they could be told from each other
FLAT = 2.0
#: smaller images are not searched for cut copies: two digits can be laid over each other, two photographs can't
LARGE_ENOUGH = 64
#: what is left of a cut image in each direction: parts of that share of each picture are looked up
CUTS = (0.96, 0.9)
#: pairs that are compared together
_PORTION = 1 << 14

Pictures = NDArray[np.floating[Any]]


def near_duplicates(pictures: SmallPictures) -> list[NDArray[np.int64]]:
    """Groups of images that show the same: their places, ascending; groups in the order of their first places."""
    told = np.flatnonzero((pictures.contrast >= FLAT) & (pictures.sizes[:, 0] > 0))
    _, first, same = np.unique(_as_rows(pictures.grey[told]), return_index=True, return_inverse=True)
    same = same.reshape(-1)
    one_each = told[first]  # of those that are equal
    pairs = [*zip(told.tolist(), one_each[same].tolist(), strict=True), *_pairs(pictures, one_each)]
    return _connected(len(pictures), pairs)


def _as_rows(grey: NDArray[np.uint8]) -> NDArray[Any]:
    return np.ascontiguousarray(grey.reshape(len(grey), SIDE * SIDE)).view(f"V{SIDE * SIDE}").reshape(-1)


def _pairs(pictures: SmallPictures, places: Places) -> Iterator[tuple[int, int]]:
    """Pairs of these places that show the same."""
    grey = pictures.grey[places]
    hashes = perceptual_hashes(grey)
    for first, second in _candidates(hashes, hashes):
        kept = _show_the_same(grey[first], grey[second], ALIKE, DETAILS)
        yield from zip(places[first[kept]].tolist(), places[second[kept]].tolist(), strict=True)
    large = np.flatnonzero(pictures.sizes[places].min(axis=1) >= LARGE_ENOUGH)
    for one, other in _cut(grey[large], hashes[large]):
        yield int(places[large[one]]), int(places[large[other]])


def _candidates(hashes: Hashes, others: Hashes) -> Iterator[tuple[Places, Places]]:
    """Pairs with near hashes, each once in a portion, the smaller place first."""
    for first, second in near_pairs(hashes, others, _near(len(others))):
        first, second = first[first < second], second[first < second]
        for start in range(0, len(first), _PORTION):
            yield first[start : start + _PORTION], second[start : start + _PORTION]


def _near(images: int) -> int:
    return NEAR if images <= MANY else NEARER


def _show_the_same(one: NDArray[Any], other: NDArray[Any], alike: float, details: float) -> NDArray[np.bool_]:
    """Of pairs of pictures (N × side × side), which correlate so much."""
    kept = _correlation(_coarse(one), _coarse(other)) >= alike - 0.05  # most are told apart by an eighth of the pixels
    places = np.flatnonzero(kept)
    one, other = one[places].astype(np.float32), other[places].astype(np.float32)
    same = (_correlation(one, other) >= alike) & (_correlation(_detail(one), _detail(other)) >= details)
    kept[places] = same
    return kept


def _correlation(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.float32]:
    """Of each pair of pictures; 0 where one is flat."""
    if not len(one):
        return np.zeros(0, np.float32)
    one, other = (values.reshape(len(values), -1) for values in (one, other))
    one, other = one - one.mean(axis=1, keepdims=True), other - other.mean(axis=1, keepdims=True)
    both = np.sqrt((one * one).sum(axis=1) * (other * other).sum(axis=1))
    products: NDArray[np.float32] = (one * other).sum(axis=1)
    shares: NDArray[np.float32] = np.divide(products, both, out=np.zeros_like(products), where=both > 0)
    return shares


def _coarse(pictures: NDArray[Any]) -> Pictures:
    """The means of 4 × 4 pixels."""
    rows = averaging(SIDE, SIDE // 4)
    means: Pictures = rows @ pictures.astype(np.float32, copy=False) @ rows.T
    return means


def _detail(pictures: Pictures) -> Pictures:
    """What is left of pictures without their slow changes of brightness, which those of one microscope or sky have in common."""
    slow = _slow()
    fast: Pictures = pictures - slow @ pictures @ slow
    return fast


@cache
def _slow(waves: int = 4) -> Pictures:
    """Leaves of a row of pixels its slowest cosine waves: a projection (side × side)."""
    rows = np.cos(np.arange(waves)[:, np.newaxis] * (np.arange(SIDE) + 0.5) * (np.pi / SIDE))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    projection: Pictures = (rows.T @ rows).astype(np.float32)
    return projection


# ---------------------------------------------------------------------- cut at the edges


def _cut(grey: NDArray[np.uint8], hashes: Hashes) -> Iterator[tuple[int, int]]:
    """Pairs of which one shows a part of the other: about `CUTS` of its height and width."""
    tried: set[tuple[int, int]] = set()
    for share, top, left in product(CUTS, (0.0, 0.5, 1.0), (0.0, 0.5, 1.0)):
        views = perceptual_hashes(_view(grey, share, top, left))
        for whole, part in near_pairs(views, hashes, _near(len(hashes))):
            pairs = {(int(a), int(b)) for a, b in zip(whole, part, strict=True) if a != b} - tried
            tried |= pairs
            yield from (pair for pair in sorted(pairs) if _is_part(grey[pair[1]], grey[pair[0]]))


def _view(pictures: NDArray[Any], share: float, top: float, left: float) -> Pictures:
    """A part of each picture (a `share` of its height and width), as large as the whole; `top` and `left` from 0 to 1."""
    down, across = _taking(share, top), _taking(share, left)
    return down @ pictures.astype(np.float32) @ across.T


@cache
def _taking(share: float, start: float) -> Pictures:
    return averaging(SIDE, SIDE, (1 - share) * start, share)


@cache
def _parts() -> tuple[Pictures, Pictures]:
    """The matrices, downwards and across, of every part that a picture is laid over (parts × side × side)."""
    shares, starts = (0.975, 0.95, 0.925, 0.9, 0.875), (0.0, 0.25, 0.5, 0.75, 1.0)
    found = [(_taking(share, top), _taking(share, left)) for share, top, left in product(shares, starts, starts)]
    return np.stack([down for down, _ in found]), np.stack([across.T for _, across in found])


def _is_part(part: NDArray[np.uint8], whole: NDArray[np.uint8]) -> bool:
    """Whether a picture shows a part of another, wherever that lies."""
    down, across = _parts()
    views = down @ whole.astype(np.float32) @ across
    wanted = np.broadcast_to(part.astype(np.float32), views.shape)
    best = views[[int(_correlation(views, wanted).argmax())]]
    return bool(_show_the_same(part[np.newaxis], best, CUT_ALIKE, CUT_DETAILS)[0])


# ---------------------------------------------------------------------- groups


def _connected(count: int, pairs: Sequence[tuple[int, int]]) -> list[NDArray[np.int64]]:
    """Places that are connected by pairs, at least two each."""
    leaders = list(range(count))

    def leader(place: int) -> int:
        while leaders[place] != place:
            leaders[place] = leaders[leaders[place]]
            place = leaders[place]
        return place

    for one, other in pairs:
        first, second = sorted((leader(one), leader(other)))
        leaders[second] = first
    found: dict[int, list[int]] = {}
    for place in sorted({place for pair in pairs if pair[0] != pair[1] for place in pair}):
        found.setdefault(leader(place), []).append(place)
    return [np.array(found[first], np.int64) for first in sorted(found)]
