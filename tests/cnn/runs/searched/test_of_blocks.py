"""What a search varies of blocks, against networks whose counts are published."""

import pytest

from cnn.analysis import analyse
from cnn.errors import UsageError
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.searched.space import Value, applied, offered, parse, require_effect

#: what torchvision's models count: https://pytorch.org/vision/stable/models.html
TORCHVISION = {"resnet18": 11_689_512, "resnet34": 21_797_672, "resnet50": 25_557_032}
STAGES = {"conv2": 3, "conv3": 4, "conv4": 6, "conv5": 3}


@pytest.mark.parametrize(
    ("start", "chosen", "becomes"),
    [
        ("resnet18", {f"{stage}.blocks": blocks for stage, blocks in STAGES.items()}, "resnet34"),
        ("resnet34", {f"{stage}.kind": "bottleneck" for stage in STAGES}, "resnet50"),
        ("resnet34", {"blocks": 2}, "resnet18"),
    ],
)
def test_one_network_becomes_the_other(start: str, chosen: dict[str, Value], becomes: str) -> None:
    project = Project(PRESETS[start].graph())
    analysis = analyse(applied(project, chosen).graph)
    assert not analysis.errors
    assert analysis.trainable_params == TORCHVISION[becomes]


def test_a_shortcut_without_parameters_becomes_a_convolution_where_it_no_longer_fits() -> None:
    """That of ResNet-20 only doubles channels: with other filters nothing could be added up."""
    project = Project(PRESETS["resnet20"].graph())
    for name, value in (("conv2.filters", 24), ("conv3.kind", "bottleneck"), ("conv4.filters", 48)):
        assert not analyse(applied(project, {name: value}).graph).errors


def test_blocks_are_offered_where_there_are_some() -> None:
    names = {name: {one.name for one in offered(Project(PRESETS[name].graph()))} for name in ("resnet20", "vgg16", "lenet5")}
    assert {"block", "blocks", "conv2.blocks", "conv2.kind", "conv3.filters"} <= names["resnet20"]
    assert {"blocks", "block1.convolutions", "block1.batch_norm"} <= names["vgg16"]
    assert "block" not in names["vgg16"]
    assert not {name for name in names["lenet5"] if name.startswith("block") or "." in name}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("block=residual|residul", "There is no block 'residul' to put instead of others. Did you mean residual?"),
        ("blocks=0|1", "blocks is a number of blocks."),
        ("conv2.blocks=0..3", "blocks"),
        ("conv9.blocks=1|2", "resnet20 has no block conv9. Did you mean conv"),
        ("conv2.layers=1|2", "Residual stage has no setting layers."),
        ("conv2.kind=bottleneck|fire", "kind"),
        ("conv2.nothing=1|2", "There is no setting 'conv2.nothing' to vary."),
    ],
)
def test_refused(text: str, told: str) -> None:
    with pytest.raises(UsageError) as refused:
        require_effect(Project(PRESETS["resnet20"].graph()), [parse(text)])
    assert told in str(refused.value)


def test_a_network_without_blocks_is_told_so() -> None:
    for text, told in (("block=residual|bottleneck", "no block that others can stand for"), ("blocks=1|2", "no stage of blocks")):
        with pytest.raises(UsageError, match=told):
            require_effect(Project(PRESETS["lenet5"].graph()), [parse(text)])
