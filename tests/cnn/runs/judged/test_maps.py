"""In which groups the images of a map are."""

import numpy as np

from cnn.runs.judged.maps import PARTS, groups
from cnn.runs.judged.outputs import Judged

NONE = np.zeros(40, np.float32)


def of_numbers(values: list[float]) -> Judged:
    column = np.array(values, np.float32)[:, None]
    return Judged("numbers", ("age",), column, column, NONE, NONE, NONE)


def test_labels_are_grouped_by_the_one_that_is_named() -> None:
    random = np.random.default_rng(0)
    truth, said = random.integers(2, size=(40, 2)), random.random((40, 2))
    judged, images = Judged("labels", ("cat", "dog"), truth, said, NONE, NONE, NONE), np.arange(3, 30)
    found = groups(judged, images, 1)
    assert found.names == ("not dog", "dog")
    assert found.numbers == truth[images, 1].tolist()
    assert found.wrong == [*((said[images, 1] >= 0.5) != truth[images, 1])]


def test_numbers_are_grouped_by_size_with_as_many_images_each() -> None:
    values = np.random.default_rng(0).permutation(100)
    found = groups(of_numbers(values.tolist()), np.arange(100))
    assert [*np.bincount(found.numbers)] == [100 // PARTS] * PARTS
    assert found.names[0] == "0 – 19.8"
    assert all((value >= 80) == (group == PARTS - 1) for value, group in zip(values, found.numbers, strict=True))


def test_numbers_that_are_all_the_same_are_one_group() -> None:
    assert groups(of_numbers([7.0] * 5), np.arange(5)) == ([0] * 5, ("age 7",), [])
