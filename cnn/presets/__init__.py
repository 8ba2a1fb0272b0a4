"""Published networks, ready to open: tables of numbers and blocks, each with its passport.

A family's module is imported when one of its networks is first wanted; their names need no network.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cnn.imported_late import ImportedLate
from cnn.words.spelling import understood

if TYPE_CHECKING:
    from cnn.presets.preset import ImageShape, Preset

#: the modules of this folder, in the order in which the families appeared, and the networks of each; a test holds them together
FAMILIES: dict[str, tuple[str, ...]] = {
    "lenet": ("lenet5",),
    "alexnet": ("alexnet", "alexnet-two-towers", "alexnet-fashion", "zfnet"),
    "nin": ("nin",),
    "vgg": ("vgg11", "vgg13", "vgg16", "vgg19"),
    "googlenet": ("googlenet", "googlenet-plain"),
    "inception": ("inception_v3",),
    "resnet": (
        *("resnet18", "resnet34", "resnet50", "resnet101", "resnet152"),
        *("resnet20", "resnet32", "resnet44", "resnet56", "resnet110"),
    ),
    "densenet": ("densenet121", "densenet169", "densenet201"),
    "xception": ("xception",),
    "mobile": ("squeezenet", "mobilenet", "mobilenet_075", "mobilenet_050", "mobilenet_025", "mobilenet_v2"),
    "efficientnet": ("efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3", "efficientnet_b4"),
}


#: every preset by name, family by family in the order they appeared
PRESETS: "Mapping[str, Preset]" = ImportedLate(
    {name: f"cnn.presets.{module}" for module, names in FAMILIES.items() for name in names},
    lambda module: {preset.name: preset for preset in module.PRESETS},
)


def preset_named(word: str) -> str | None:
    """The name of the preset that a word stands for; `None` for what is none.

    >>> preset_named("LeNet-5")
    'lenet5'
    """
    return understood(word, PRESETS)


def __getattr__(name: str) -> object:
    """What describes a network, once somebody asks for it."""
    if name in ("ImageShape", "Preset"):
        from cnn.presets import preset

        return getattr(preset, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["PRESETS", "ImageShape", "Preset", "preset_named"]
