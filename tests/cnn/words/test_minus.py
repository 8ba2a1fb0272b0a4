"""Numbers below nothing have a minus sign, not a hyphen, wherever a person reads them; one room sets it."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.words import language
from cnn.words.language import filled
from cnn.words.lists import both, clauses, either, listed, phrases
from cnn.words.quantities import digits, rounded, signed, spell_short

ROOT = Path(__file__).parents[3]
#: a difference written with its sign by a format of its own, outside a text that `tr` or `filled` puts values into
SIGNED = re.compile(r"""f["'][^"'\n]*\{[^{}\n]*:\+[^{}\n]*\}""")


@given(st.integers(-(10**13), 10**13) | st.floats(-1e13, 1e13, allow_nan=False))
def test_no_number_is_written_with_a_hyphen(number: float) -> None:
    """But for that of a power of ten, which is typed so."""
    for spoken in ("en", "zh_CN"):
        with language.speaking(spoken):
            for text in (filled("{0} {0:.2f} {0:+.3g} {x}", number, x=number), signed(number, ".4g"), rounded(number)):
                assert not re.search("(?<!e)-|e−", text)
                assert ("−" in text) or number >= 0 or float(text.split()[0].replace(",", "").replace("−", "-")) == 0
    if isinstance(number, int):
        for text in (digits(number), spell_short(number), signed(number)):
            assert "-" not in text
            assert ("−" in text) == (number < 0)


@pytest.mark.parametrize("said", [listed, phrases, clauses, both, either])
def test_numbers_in_a_row_have_it_as_well(said: Callable[[Iterable[object]], str]) -> None:
    assert said([-1, "conv-bn", -0.5]).count("−") == 2
    assert "conv-bn" in said([-1, "conv-bn", -0.5])


def test_words_keep_their_hyphens() -> None:
    assert filled("{0}: {1}", "conv-bn-relu", -3) == "conv-bn-relu: −3"


@pytest.mark.parametrize("folder", ["cnn", "gui"])
def test_nobody_else_sets_the_sign(folder: str) -> None:
    for path in sorted((ROOT / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        where = str(path.relative_to(ROOT))
        assert 'replace("-", "−")' not in text or where == "cnn/words/filling.py", where
        assert not SIGNED.search(text) or where in ALLOWED, where


#: written for programs: a page's script, a generated program
ALLOWED: tuple[str, ...] = ()
