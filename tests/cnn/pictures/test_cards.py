"""What a card says below itself doesn't repeat its name, in any language, and is a sentence."""

import pytest

from cnn.analysis import analyse
from cnn.graph import Graph
from cnn.layers import Add, AveragePooling2D, Conv2D, Input
from cnn.pictures.cards import without_name
from cnn.words.language import ENGLISH, speaking


@pytest.mark.parametrize(
    ("language", "message", "said"),
    [
        (ENGLISH, '"c0" sees pixel values.', "Sees pixel values."),
        (ENGLISH, '"c0" (Add) joins at least 2 inputs.', "Joins at least 2 inputs."),
        (ENGLISH, 'Conv2D "c0" needs a larger image.', "Needs a larger image."),
        (ENGLISH, '"c0" and "c1" are no more than one layer.', '"c0" and "c1" are no more than one layer.'),
        (ENGLISH, 'Conv2D "c0": too deep', 'Conv2D "c0": too deep'),
        ("zh_CN", "“c0”直接读取像素值。", "直接读取像素值。"),
        ("zh_CN", "“c0”（Add）至少合并 2 个输入。", "至少合并 2 个输入。"),
        ("zh_CN", "Conv2D“c0”需要更大的图像。", "需要更大的图像。"),
        ("zh_CN", "“c0”的所有权重初始值相同。", "所有权重初始值相同。"),
        ("zh_CN", "“c0”和“c1”只相当于一个全连接层。", "“c0”和“c1”只相当于一个全连接层。"),
        ("zh_CN", "Conv2D“c0”：太深", "Conv2D“c0”：太深"),
        ("zh_CN", "输出“c0”的形状为 10。", "输出“c0”的形状为 10。"),
    ],
)
def test_the_name_above_is_not_said_again(language: str, message: str, said: str) -> None:
    with speaking(language):
        assert without_name(message, "c0") == said


def test_problems_and_repairs_have_chinese_quotation_marks() -> None:
    with speaking("zh_CN"):
        graph, _ = Graph().append(Input(shape=(28, 28, 1)))
        graph, conv = graph.append(Conv2D(filters=6, kernel_size=5))
        graph, pool = graph.append(AveragePooling2D())
        graph, add = graph.append(Add())
        graph = graph.connect(conv.id, add.id)
        (problem,) = (one for one in analyse(graph).problems if one.node == add.id)
        texts = [problem.message, *(repair.title for repair in problem.repairs)]
    names = [node.name for node in (conv, pool, add)]
    assert not [text for text in texts for name in names if f'"{name}"' in text or f" “{name}”" in text or f"“{name}” " in text]
    assert texts[0].startswith(f"Add“{names[-1]}”")
    assert any(name in title for name in names[:2] for title in texts[1:])
