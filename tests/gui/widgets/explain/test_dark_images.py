"""Images near black are drawn bright enough to be seen; others stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

from gui.widgets.dataset.sample_sheet import Sample
from gui.widgets.explain.dark_images import DARK, brought_out


def grey(*values: int) -> Sample:
    image = QImage(3, 3, QImage.Format.Format_Grayscale8)
    for place, value in enumerate(values):
        image.setPixelColor(place % 3, place // 3, QColor(value, value, value))
    return Sample(image, "")


def greys(sample: Sample) -> list[int]:
    return [sample.image.pixelColor(place % 3, place // 3).red() for place in range(9)]


def test_the_image_of_the_first_tour_reaches_from_black_to_white() -> None:
    (image,) = brought_out([grey(*range(9))])
    assert greys(image) == [round(value * 255 / 8) for value in range(9)]


def test_all_are_brightened_alike_by_the_brightest_of_them() -> None:
    dark, less = brought_out([grey(*range(9)), grey(*range(0, 18, 2))])
    assert max(greys(less)) == 255
    assert max(greys(dark)) == 128


def test_colours_keep_their_proportions() -> None:
    image = QImage(1, 1, QImage.Format.Format_RGB888)
    image.setPixelColor(0, 0, QColor(10, 20, 40))
    (shown,) = brought_out([Sample(image, "")])
    assert shown.image.pixelColor(0, 0) == QColor(64, 128, 255)


@pytest.mark.parametrize("values", [(0,) * 9, (0,) * 8 + (DARK + 1,), (250,) * 9])
def test_black_and_bright_images_stay(values: tuple[int, ...]) -> None:
    (shown,) = brought_out([grey(*values)])
    assert greys(shown) == list(values)


def test_where_one_is_bright_the_dark_ones_stay() -> None:
    dark, _ = brought_out([grey(*range(9)), grey(*(200,) * 9)])
    assert greys(dark) == list(range(9))
    assert brought_out([]) == ()


@given(st.lists(st.integers(0, 255), min_size=9, max_size=9))
def test_nothing_gets_darker_and_the_order_of_pixels_stays(values: list[int]) -> None:
    (shown,) = brought_out([grey(*values)])
    found = greys(shown)
    assert all(after >= before for before, after in zip(values, found, strict=True))
    assert sorted(range(9), key=lambda place: (found[place], place)) == sorted(range(9), key=lambda place: (values[place], place))
