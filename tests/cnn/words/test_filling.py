"""Between Chinese and Latin text stands one space, between two Chinese characters none, whatever a place of a template gets."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.words.filling import filled
from cnn.words.kept import said
from cnn.words.language import ENGLISH, called_within, catalogue, speaking, tr
from cnn.words.language import filled as in_language
from tests.stages import examples

CHINESE, LATIN = st.text("层卷积模块数", min_size=1, max_size=4), st.text("conv2D9", min_size=1, max_size=4)
WORDS = st.one_of(CHINESE, LATIN)
HAN = "\u4e00-\u9fff"
#: a template of one to three places, with or without a space beside each
TEMPLATES = st.lists(st.tuples(st.sampled_from(["", " "]), CHINESE, st.sampled_from(["", " "])), min_size=2, max_size=4)


@settings(max_examples=examples(200))
@given(TEMPLATES, st.lists(WORDS, min_size=3, max_size=3))
def test_one_space_stands_between_chinese_and_latin_and_none_between_chinese(
    words: list[tuple[str, str, str]], values: list[str]
) -> None:
    template = "".join(f"{{{place - 1}}}" * (place > 0) + "".join(part) for place, part in enumerate(words)).strip()
    text = filled(template, values, {})
    assert not re.search(rf"[{HAN}] +[{HAN}]", text)
    assert not re.search(rf"[{HAN}](?: {{2,}})?[a-zA-Z0-9]|[a-zA-Z0-9](?: {{2,}})?[{HAN}]", text)
    assert text.replace(" ", "") == template.format(*values).replace(" ", "")


@settings(max_examples=examples(100))
@given(st.text("ab {}:,%", max_size=8).map(lambda text: re.sub(r"[{}]", "", text)), LATIN)
def test_latin_text_is_what_format_gives(words: str, value: str) -> None:
    template = f"{words}{{0}}{words}{{what}}"
    assert filled(template, [value], {"what": 3}) == template.format(value, what=3)


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("更改 {1} 的{0}", ("filters", "stage1"), "更改 stage1 的 filters"),
        ("更改 {1} 的{0}", ("卷积核数", "stage1"), "更改 stage1 的卷积核数"),
        ("{0} 的计算", ("10 层",), "10 层的计算"),
        ("{0}：{1} 个", ("共 (a)", 3), "共 (a)：3 个"),
        ("在 {0}之后", ("3 轮",), "在 3 轮之后"),
        ("{:,} 张{}，{:.1%}", (1200, "图像", 0.5), "1,200 张图像，50.0%"),
        ("{0} 位于 {1!r}", ("第 1 行", "a"), "第 1 行位于 'a'"),
        ("{{{0}}} 与{1}", ("a", ""), "{a} 与"),
        ("它{0}   （{1} 组）", ("-3", 4), "它-3   （4 组）"),
        ("{0} {1}", ("训练", "验证"), "训练验证"),
        ("说明。 {0}", ("Keras",), "说明。Keras"),
        ("在 {0} 中使用", ("“a”、“b”",), "在“a”、“b”中使用"),
        ("{0} ({1})", ("“a”", "b"), "“a” (b)"),
        ("{0} · {1}", ("（无）", "（有）"), "（无） · （有）"),
    ],
)
def test_marks_numbers_and_formats(template: str, values: tuple[object, ...], text: str) -> None:
    assert filled(template, values, {}) == text


def test_texts_of_the_program_are_filled_so() -> None:
    with speaking("zh_CN"):
        assert tr("Change {0} of {1}", called_within("kernel_size"), "stage1") == "更改 stage1 的卷积核大小"
        assert tr("Change {0} of {1}", "my_own", "stage1") == "更改 stage1 的 my_own"
        assert in_language("{0} 的计算", "10 层") == "10 层的计算"
        assert called_within("learning_rate") == "学习率"
        assert not re.search(rf"[{HAN}] [{HAN}]", said("no improvement of val_accuracy for 3 epochs"))
    with speaking(ENGLISH):
        assert tr("Change {0} of {1}", called_within("kernel_size"), "卷积") == "Change kernel size of 卷积"


def test_no_template_has_a_space_between_two_chinese_characters() -> None:
    """What stands in it already would come through."""
    words = catalogue("zh_CN").messages.values()
    assert not [text for text in words if re.search(rf"[{HAN}] [{HAN}]", text)]
