"""Lists, clauses and sentences have the marks of the language that is spoken, and find their way into another one."""

import pytest

from cnn.words.language import ENGLISH, speaking, tr
from cnn.words.lists import JOINTS, both, clauses, either, listed, phrases, quoted, remarked, sentences, told_of


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (ENGLISH, ("a, b", "a, b …", "a, b", "a; b", "a and b", "a or b", "a (b)", '"a"', "One. Two.")),
        ("zh_CN", ("a、b", "a、b …", "a，b", "a；b", "a 和 b", "a 或 b", "a（b）", "“a”", "One. Two.")),
    ],
)
def test_each_language_has_its_own_marks(language: str, wanted: tuple[str, ...]) -> None:
    with speaking(language):
        two = ["a", "b"]
        found = (
            listed(two),
            listed("abc", 2),
            phrases(two),
            clauses(two),
            both(two),
            either(two),
            remarked("a", "b"),
            quoted("a"),
        )
        assert (*found, sentences("One.", "Two.")) == wanted


def test_no_space_stands_between_chinese_words_and_sentences() -> None:
    with speaking("zh_CN"):
        assert both(["训练", "验证"]) == "训练和验证"
        assert both(["Conv2D", "验证"]) == "Conv2D 和验证"
        assert sentences("文件已损坏。", "请换一个。") == "文件已损坏。请换一个。"
        assert sentences("运行 pip install x", "然后重试。") == "运行 pip install x 然后重试。"


def test_no_space_stands_around_chinese_quotation_marks() -> None:
    with speaking("zh_CN"):
        assert tr("LiteRT can't hold the network in {0}: {1}.", quoted("a"), "b").startswith("LiteRT 无法以“a”")
        assert told_of("a", " 需要两个输入", "Add") == "Add“a”需要两个输入"
        assert told_of("a", "没有偏置") == "“a”没有偏置"


def test_what_is_empty_leaves_no_mark_behind() -> None:
    assert (phrases(["", "a", ""]), clauses(["a", ""]), sentences("", "A.", "")) == ("a", "a", "A.")
    assert listed(["", "a"]) == ", a"  # a column without a name is one


def test_every_mark_is_translated() -> None:
    """A mark that a catalogue lacks would stay that of English."""
    with speaking("zh_CN"):
        marks = {what: tr(joint) for what, joint in JOINTS.items()}
        assert {listed("ab")[1], phrases("ab")[1], clauses("ab")[1]} == {"、", "，", "；"}
    assert set(marks) == {"list", "phrases", "clauses", "both", "either"}
