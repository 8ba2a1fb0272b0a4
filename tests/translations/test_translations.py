"""What people read is translated, as a whole and without left-overs."""

import ast
import re
from pathlib import Path

import pytest

from cnn.layers import LAYERS
from cnn.words.language import ENGLISH, SETTING, available
from tests.translations.catalogue_file import file_of, translated, written
from tests.translations.sources import (
    Hidden,
    Source,
    errors_put_in,
    hidden,
    of_code,
    outside,
    outside_of,
    put_in,
    quotes_of,
    reasons_put_in,
    sources,
    straight_quotes,
    unmarked,
    unmarked_in,
    words_put_in,
)

LANGUAGES = [name for name in available() if name != ENGLISH]
#: names of Keras, commands, files and products, which no language has otherwise
NAMES = {
    "--data", "--split", "queue", "computers",
    "HeNormal", "ImageNet", "Keras 1", "binary_crossentropy", "conv2d", "conv2d_1", "dense", "model.keras",
    "project.loom", "same", "sparse_categorical_crossentropy", "torch", "valid", '"jax[cuda13]"',
    '"ab,bc->ac", "...b,bc->...c" or "ab...,bc->ac..."',
}  # fmt: skip
#: constants of three words that are no texts: synonyms, messages of others, forms of counts, parts of texts, arguments
NO_SENTENCES = {
    "network in network", "out of memory", "oom when allocating", "computers add NAME user@host", "mean absolute error",
    "i, j, c",
    "The best epochs of {0} fold:|The best epochs of {0} folds:",
    "The best epochs of {0} fold of {1}:|The best epochs of {0} folds of {1}:",
    "before and after", "above and below, then left and right", "on both sides of depth, height and width",
    "Its class in the file", "The arguments of each of its calls", "matplotlib is among the dependencies",
    "The network of this picture", "screen and (prefers-color-scheme: dark)", "Selvaraju et al. (2017)",
    "Chattopadhay et al. (2018)", "Sundararajan et al. (2017)", "Smilkov et al. (2017)", "Skipping nested container",
    "a window needs a QApplication", "end of a worker", "picture is kept",
}  # fmt: skip
_PLACE = re.compile(r"\{[^{}]*\}")
_KEY = re.compile(r"\(&(.)\)")


@pytest.fixture(scope="module")
def texts() -> tuple[Source, ...]:
    return sources()


@pytest.mark.slow
def test_every_text_can_be_found_by_translators() -> None:
    assert not hidden()


@pytest.mark.slow
def test_no_english_word_is_put_into_a_translated_sentence() -> None:
    assert [one for one in put_in() if one.text not in NAMES] == []


def test_a_word_that_is_put_into_a_sentence_is_seen() -> None:
    code = """
def told(self, one):
    better = "first" if one else "second"
    return tr("The {0} is better.", better) + tr("{0} of {1}", 3, "many") + self.tr("{0}").format("few" if one else tr("some"))
"""
    assert sorted(words_put_in(ast.parse(code))) == [(4, "few"), (4, "first"), (4, "many"), (4, "second")]


@pytest.mark.slow
def test_every_sentence_of_a_table_or_handed_to_a_function_is_a_text(texts: tuple[Source, ...]) -> None:
    assert [one for one in unmarked({text for text, _, _ in texts}) if one.words not in NO_SENTENCES] == []


def test_a_sentence_that_nobody_translates_is_seen() -> None:
    code = """
HINTS = {"--quiet": "For programs there is --json.", "--loud": marked("Use a loud one.")}
def told(self, one):
    if "out of memory" in one or one.synonyms:
        raise ValueError("no layer of this kind")
    return self._refusal("needs more inputs", one) or tr("It has {0}.", one) or known("two words")
"""
    found = list(unmarked_in(code, "cnn.x", {"Known by others"}))
    assert [(one.line, one[2]) for one in found] == [(2, "For programs there is --json."), (6, "needs more inputs")]


@pytest.mark.slow
def test_what_a_library_says_of_an_error_is_put_into_no_sentence_as_it_is() -> None:
    assert not reasons_put_in()


def test_an_error_that_is_put_into_a_sentence_is_seen() -> None:
    code = """
try:
    read()
except OSError as error:
    raise FileError(tr("{0} can't be read: {1}.", path, error.strerror or error), tr("Try again."))
except ValueError as error:
    raise FileError(tr("{0} can't be read: {1}.", path, str(error)[:80]), tr("It has {0}.", reason_of(error)))
except FileError as error:
    raise FileError(tr("{0} can't be read: {1}.", path, error))
"""
    assert sorted(errors_put_in(ast.parse(code))) == [(5, "error.strerror or error"), (7, "str(error)[:80]")]


@pytest.mark.slow
def test_names_stand_in_the_quotation_marks_of_the_language() -> None:
    assert not straight_quotes()
    assert list(quotes_of("""f'"{name}" is gone'""")) == [1]
    assert not list(quotes_of("""f'<a id="{name}">'"""))


def test_no_sentence_stands_outside_of_the_mechanism() -> None:
    assert not outside()


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str, texts: tuple[Source, ...]) -> None:
    known = translated(file_of(language))
    missing = [f"{module}: {text}" for text, remark, module in texts if not all(known.get((text, remark), ("",)))]
    assert not missing, "run make translations and translate these"


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stale_is_kept(language: str, texts: tuple[Source, ...]) -> None:
    gone = translated(file_of(language)).keys() - {(text, remark) for text, remark, _ in texts}
    assert not gone, "run make translations: the code no longer says these"


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_values_go_into_a_translation(language: str) -> None:
    wrong = [
        (text, forms)
        for (text, _), forms in translated(file_of(language)).items()
        for form in forms
        if form and not set(_PLACE.findall(form)) <= set(_PLACE.findall(text))
    ]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_of_a_menu_keeps_its_key(language: str) -> None:
    wrong = [
        (text, form)
        for (text, _), forms in translated(file_of(language)).items()
        for form in forms
        if form and re.search(r"&\w", text) and not _same_key(text, form)
    ]
    assert not wrong


def _same_key(text: str, form: str) -> bool:
    key = re.search(r"&(\w)", text)
    told = _KEY.search(form)
    return key is not None and (told is None or told[1].upper() == key[1].upper()) and "&" in form


def test_a_file_that_is_written_says_what_it_said(tmp_path: Path) -> None:
    known = {('a <b> & "c"', ""): ("甲",), ("{0} image|{0} images", ""): ("{0} 张",), ("Map", "panel"): ("",)}
    file = tmp_path / "xx.ts"
    file.write_text(written("xx", [Source(text, remark, "gui.x") for text, remark in known], known), encoding="utf-8")
    assert translated(file) == known


CODE = """
class A:
    def f(self):
        tr = self.tr
        self.tr("one"), tr("two"), _tr("three" if self.x else "four"), self.tr("Map", "the panel")
        QCoreApplication.translate("A", "five"), number_of("{0} six|{0} sixes", 3), number_of(words, 3)
        tr(TABLE["x"]), self.tr(f"seven {self.x}"), self.tr("eight" + "nine"), self.tr(TABLE["x"])
"""


def test_the_reader_of_code_knows_each_way_to_name_a_text() -> None:
    found = list(of_code(CODE, "gui.x"))
    said = {(item.text, item.remark) for item in found if isinstance(item, Source)}
    assert said == {*((word, "") for word in ("one", "two", "three", "four", "five", "{0} six|{0} sixes")), ("Map", "the panel")}
    assert len([item for item in found if isinstance(item, Hidden)]) == 3


def test_what_layers_blocks_and_settings_say_of_themselves_is_a_text(texts: tuple[Source, ...]) -> None:
    said = {(item.text, item.remark) for item in texts}
    assert {
        ("Slides learned kernels over the image.", ""),
        ("Kernel size", "setting"),
        ("How many feature maps come out", ""),
        ("Residual block", ""),
        ("Stopping", "setting"),
        ("GoogLeNet without auxiliary classifiers", ""),
    } <= said


READ = (
    'self.note.setText(f"The run goes on on {name}.")',
    'raise FileError("The file is damaged.", "Take another.")',
    'raise EditError(tr("No."), f"{name} is taken")',
    'lines = f"{name} has {count}", f"reads {name}."',
    'label.setText(f"{name}: {count}")',
)
UNREAD = (
    'self.note.setText(tr("The run goes on on {0}.", name))',
    'log.info(f"The run goes on on {name}.")',
    'raise ValueError(f"the run goes on on {name}")',
    'key, style, label = f"run {name}", f"border: {width} solid {colour};", labelled(name, count)',
)


@pytest.mark.parametrize(("line", "read"), [*((line, True) for line in READ), *((line, False) for line in UNREAD)])
def test_sentences_are_seen_wherever_they_are_put_together(line: str, read: bool) -> None:
    assert bool(list(outside_of(line, "gui.x"))) == read


@pytest.mark.parametrize("language", LANGUAGES)
def test_tours_call_a_setting_as_the_form_calls_it(language: str) -> None:
    """Who is told to set "Padding" looks for that word; names of layers stay Keras's."""
    known = translated(file_of(language))
    names = {
        text: told for (text, remark), (told, *_) in known.items() if remark == SETTING and text != told and text not in LAYERS
    }
    assert "Kernel size" in names
    left = [
        f"{told} ({names[name]})"
        for text, _, module in sources()
        if module.startswith("cnn.tours.")
        for told in known.get((text, ""), ())
        for name in names
        if re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text) and name in told
    ]
    assert not left


ROOT = Path(__file__).parents[2]
#: in these a template is no text of the window's: how a date, a colour or a tick is written
NO_TEXTS = {"gui/style/retranslation.py", "gui/widgets/plot/history.py", "gui/widgets/plot/frame.py"}


def test_values_go_into_texts_of_the_window_by_the_room_that_knows_their_spaces() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "gui").rglob("*.py"))
        if str(path.relative_to(ROOT)) not in NO_TEXTS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    ]
    assert found == [], "filled(…, values) sets the spaces that Chinese wants around them"


#: a word that the glossary rules out, and what stands for it
_RULED_OUT = re.compile(r"(\w+)→(\w+)")


def ruled_out(text: str) -> list[str]:
    """What the Chinese glossary would have otherwise in a text."""
    glossary = (file_of("zh_CN").parent / "glossary.md").read_text(encoding="utf-8")
    (line,) = [line for line in glossary.splitlines() if "不用的词" in line]
    found = [old for old, _ in _RULED_OUT.findall(line) if old in text]
    return found + (["……"] if text.endswith("……") else [])


def test_no_text_has_words_that_the_glossary_rules_out() -> None:
    assert ruled_out("这台电脑上没有您的滤波器……") == ["您", "电脑", "滤波器", "……"]
    known = translated(file_of("zh_CN"))
    assert [(source, found) for (source, _), forms in known.items() for form in forms if (found := ruled_out(form))] == []
