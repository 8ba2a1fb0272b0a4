"""What texts from strangers are."""

import pytest

from cnn.words.plain import is_number


@pytest.mark.parametrize(
    "text", ["7", "-1.5", "1e3", " 2", ".5", "nan", "NaN", "inf", "-Infinity", "x1", "é", "", "٣", "n", "i2"]
)
def test_a_number_is_what_python_takes_for_one(text: str) -> None:
    try:
        float(text)
    except ValueError:
        assert not is_number(text)
    else:
        assert is_number(text)
