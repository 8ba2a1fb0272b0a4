"""What somebody types as the label of an image, and what is said of what is none."""

import pytest

from cnn.datasets.division.typed_labels import typed_label
from cnn.errors import DatasetError


def test_a_label_of_each_kind() -> None:
    assert typed_label(" 猫 ", "classes", ("cat",)) == "猫"
    assert typed_label("cat, dog,", "labels", ("cat", "dog")) == ("cat", "dog")
    assert typed_label("", "labels", ("cat", "dog")) == ()
    assert typed_label("3.5, -2e3", "numbers", ("x", "y")) == (3.5, -2000.0)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "0 came"),
        ("3", "1 came"),
        ("1,5,2,5", "4 came"),
        ("3, high", "'high' is none"),
        ("nan, 1", "nan"),
        ("1, inf", "infinity"),
    ],
)
def test_what_is_no_number_is_told(typed: str, said: str) -> None:
    with pytest.raises(DatasetError) as told:
        typed_label(typed, "numbers", ("x", "y"))
    assert "Expected 2 numbers" in str(told.value)
    assert said in str(told.value)


def test_a_class_needs_a_name() -> None:
    with pytest.raises(DatasetError, match="name"):
        typed_label("  ", "classes", ("cat",))
