"""Tables stand in line by the columns that a terminal gives a character, which for a Chinese one are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.commands.output import WORD, print_table


def pieces(text: str) -> list[str]:
    """What text is folded between, as the terminal's help does it: piece after piece from where the last one ends."""
    found, place = [], 0
    while match := WORD.match(text, place):
        found.append(match[0])
        place = match.end()
    return found


def test_chinese_is_folded_between_signs_and_names_of_options_stay_whole() -> None:
    text = "配合 --resume：回到该轮的检查点（Adam、AdamW）。"
    parts = ["配", "合 ", "--resume：", "回", "到", "该", "轮", "的", "检", "查", "点", "（Adam、", "AdamW）。"]
    assert pieces(text) == parts
    assert pieces("two words, and more") == ["two ", "words, ", "and ", "more"]


@given(st.text("a1-. 中文，。（）“”、…", min_size=1).filter(str.strip))
def test_nothing_is_lost_where_text_is_folded(text: str) -> None:
    assert "".join(pieces(text)) == text


def test_columns_stand_in_line_beside_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("class", "images"), [("猫", "7"), ("dog", "20"), ("长颈鹿", "300")], right=("images",))
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["class   images", "猫           7", "dog         20", "长颈鹿     300"]
