"""Which language is spoken, and what a text becomes in it."""

import os
import re
from collections.abc import Iterator

import pytest

from cnn.blocks import BLOCKS
from cnn.errors import ShapeError
from cnn.layers.base import require_rank
from cnn.presets import PRESETS
from cnn.words import language
from cnn.words.language import Catalogue, tr
from cnn.words.quantities import number_of

NAMES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", language.VARIABLE)


@pytest.fixture(autouse=True)
def _english_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for what in ("handed", "named"):  # by a window of another test
        monkeypatch.setitem(language._state, what, "")
    yield
    language.use("en")


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.utf8"}, "zh_CN"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh_CN:en"}, "zh_CN"),
        ({"LANG": "C", "LANGUAGE": "zh_CN"}, "en"),  # as gettext has it
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_TW.UTF-8"}, "en"),
        ({"LANG": "xx_YY.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LAYERLOOM_LANGUAGE": "en"}, "en"),
        ({}, "en"),
    ],
)
def test_the_system_says_which_language(environment: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language.wanted() == spoken


def test_what_is_handed_to_children_leaves_what_was_named_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv(language.VARIABLE, "zh_CN")
    for handed in ("zh_CN", "en", "zh_CN"):
        language.use_in_children(handed)
        assert os.environ[language.VARIABLE] == handed
        assert language.wanted() == "zh_CN"


def test_a_text_is_looked_up_and_its_values_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Catalogue(
        "zh_CN", {("{name} has {0} inputs", ""): "{name} 有 {0} 个输入", ("{0} image|{0} images", ""): "{0} 张图像"}
    )
    monkeypatch.setitem(language._state, "current", known)
    assert tr("{name} has {0} inputs", 2, name="add") == "add 有 2 个输入"
    assert tr("{0} stays", "add") == "add stays"
    assert number_of("{0} image|{0} images", 1) == "1 张图像"
    assert number_of("{0} map|{0} maps", 1) == "1 map"


@pytest.mark.parametrize(("name", "forms"), [("en", "122222"), ("fr", "112222"), ("pl", "312223"), ("zh_CN", "111111")])
def test_each_language_has_its_forms_for_numbers(name: str, forms: str) -> None:
    """Zero to five; the rules are those of the Unicode CLDR for whole numbers."""
    order = {"en": (1, 0, 2, 3, 4, 5), "fr": (0, 1, 2, 3, 4, 5), "pl": (0, 1, 2, 3, 4, 5), "zh_CN": range(6)}[name]
    assert "".join(Catalogue(name).form("1|2|3", number) for number in order) == forms


def test_no_file_and_a_broken_file_leave_it_english(tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = language.Path(tmp_path)
    (folder / "yy.ts").write_text("<TS><context>")
    monkeypatch.setattr(language, "FOLDER", folder)
    for name in ("yy", "zz"):
        language.catalogue.cache_clear()
        assert language.use(name).language == "en"
    language.catalogue.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in language.available() if name != "en"])
def test_what_presets_and_blocks_say_of_themselves_is_there_in_each_language(name: str) -> None:
    words = language.catalogue(name)
    said = {line for preset in PRESETS.values() for line in preset.deviations} | {block.help for block in BLOCKS.values()}
    assert not [line for line in said if words.find(line) is None]


@pytest.mark.parametrize("rank", [1, 2, 3, 4, 5])
def test_what_a_layer_expects_is_said_in_one_language(rank: int) -> None:
    language.use("zh_CN")
    with pytest.raises(ShapeError) as caught:
        require_rank((3,) * 6, rank, "Conv2D")
    assert not re.search("[a-z]{2}", str(caught.value).replace("Conv2D", "").replace("Flatten", ""))
