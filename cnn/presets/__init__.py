"""Published networks, ready to open: tables of numbers and blocks, each with its passport.

A family's module is imported when one of its networks is first wanted.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module

from cnn.presets.preset import ImageShape, Preset
from cnn.words.spelling import understood

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


class Presets(Mapping[str, Preset]):
    """Every preset by name, family by family in the order they appeared."""

    def __init__(self) -> None:
        self._modules = {name: module for module, names in FAMILIES.items() for name in names}
        self._known: dict[str, Preset] = {}

    def __getitem__(self, name: str) -> Preset:
        if name not in self._known:
            module = import_module(f"cnn.presets.{self._modules[name]}")
            self._known |= {preset.name: preset for preset in module.PRESETS}
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


PRESETS = Presets()


def preset_named(word: str) -> str | None:
    """The name of the preset that a word stands for; `None` for what is none.

    >>> preset_named("LeNet-5")
    'lenet5'
    """
    return understood(word, PRESETS)


__all__ = ["PRESETS", "ImageShape", "Preset", "preset_named"]
