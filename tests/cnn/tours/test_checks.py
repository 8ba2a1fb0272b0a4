"""What a step of a tour says is missing."""

from cnn.graph import Graph
from cnn.layers import Conv2D, Input
from cnn.project import Project
from cnn.tours.checks import layer_has
from cnn.tours.tour import Situation
from cnn.words import language


def test_a_setting_is_called_as_in_the_form() -> None:
    graph, _ = Graph().append(Input(shape=(8, 8, 1)))
    graph, _ = graph.append(Conv2D(filters=4))
    situation = Situation.of(Project(graph=graph))
    asked = layer_has("conv2d", kernel_size=(5, 5))
    assert asked(situation) == 'Kernel size of "conv2d" is 3×3; it should become 5×5.'
    with language.speaking("zh_CN"):
        assert asked(situation) == "“conv2d”的“卷积核大小”是 3×3，应改为 5×5。"


def test_what_can_be_turned_on_is_on_or_off() -> None:
    graph, _ = Graph().append(Input(shape=(8, 8, 1)))
    graph, _ = graph.append(Conv2D(filters=4))
    situation = Situation.of(Project(graph=graph))
    asked = layer_has("conv2d", use_bias=False)
    assert asked(situation) == 'Use bias of "conv2d" is on; it should become off.'
    with language.speaking("zh_CN"):
        assert "True" not in asked(situation)
        assert "False" not in asked(situation)
