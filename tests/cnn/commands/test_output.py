"""Tables stand in line by the columns that a terminal gives a character, which for a Chinese one are two."""

import pytest

from cnn.commands.output import print_table


def test_columns_stand_in_line_beside_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("class", "images"), [("猫", "7"), ("dog", "20"), ("长颈鹿", "300")], right=("images",))
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["class   images", "猫           7", "dog         20", "长颈鹿     300"]
