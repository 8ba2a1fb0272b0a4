"""Passwords are hidden wherever an address is shown."""

import pytest

from cnn.words.secrets import argument, without_password


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("mysql+pymysql://ada:s:cret%2F@lab:3306/x", "mysql+pymysql://ada:***@lab:3306/x"),
        ("no route to postgresql://ada:secret@lab/x or mysql://bob:b@lab/y", "no route to postgresql://ada:***@lab/x or mysql://bob:***@lab/y"),
        ("postgresql://ada@lab:5432/x", "postgresql://ada@lab:5432/x"),
        ("mysql://ada@lab/x?charset=utf8&passwd=secret", "mysql://ada@lab/x?charset=utf8&passwd=***"),
        ("postgresql://ada:s@cret@lab/x", "postgresql://ada:***@lab/x"),
        ("sqlite:////disk/searches.db", "sqlite:////disk/searches.db"),
    ],
)  # fmt: skip
def test_no_password_is_shown(said: str, shown: str) -> None:
    assert without_password(said) == shown


@pytest.mark.parametrize("word", ["mysql://ada:my secret@lab/x", "mysql://ada:s/e?c@ret@lab/x", "mysql://lab/x?passwd=secret"])
def test_no_word_of_a_command_line_tells_one(word: str) -> None:
    assert "***" in argument(word)
    assert "ret" not in argument(word)
