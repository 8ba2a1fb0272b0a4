"""Texts of menus with and without the marks of their keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.widgets.basic.action_words import literal, without_key


@given(st.text(alphabet="a &()", max_size=12))
def test_a_name_in_a_menu_is_read_as_it_is(name: str) -> None:
    assert without_key(literal(name)) == name


@pytest.mark.parametrize(
    ("text", "words"), [("Save &as", "Save as"), ("另存为(&A)", "另存为"), ("&Undo Rename to a && b", "Undo Rename to a & b")]
)
def test_the_mark_of_a_key_goes(text: str, words: str) -> None:
    assert without_key(text) == words
