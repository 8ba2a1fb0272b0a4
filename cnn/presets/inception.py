"""Inception-v3.

Szegedy, Vanhoucke, Ioffe, Shlens & Wojna (2016), "Rethinking the Inception Architecture for Computer Vision", table 1.
"""

from cnn.blocks.factorized import (
    HALVING_POOL,
    Branch,
    FactorizedSettings,
    ReductionSettings,
    branch,
    factorized_inception,
    reduction,
)
from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Dense, GlobalAveragePooling2D, Rescaling
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked

STEM: Branch = ((32, 3, "/2"), (32, 3, "valid"), (64, 3), HALVING_POOL, (80, 1, "valid"), (192, 3, "valid"), HALVING_POOL)
#: each module in order, of the table's grids of 35, 17 and 8 pixels and of what lies between them
MIXED: tuple[FactorizedSettings | ReductionSettings, ...] = (
    FactorizedSettings(form="5x5", inside=48, pool_project=32),
    FactorizedSettings(form="5x5", inside=48, pool_project=64),
    FactorizedSettings(form="5x5", inside=48, pool_project=64),
    ReductionSettings(form="3x3", filters=384, inside=96),
    *(FactorizedSettings(form="7x7", inside=inside, pool_project=192) for inside in (128, 160, 160, 192)),
    ReductionSettings(form="7x7", filters=320, inside=192),
    FactorizedSettings(form="fork", inside=384, pool_project=192),
    FactorizedSettings(form="fork", inside=384, pool_project=192),
)


def inception_v3(image: Shape, classes: int) -> Graph:
    """A stem, eleven modules, the mean of each feature map, one dense layer."""
    net = Network("inception_v3")
    x = net(Rescaling(scale=1 / 127.5, offset=-1.0), net.input(image))
    with net.group("stem"):
        x = branch(net, x, STEM)
    for number, wanted in enumerate(MIXED):
        kind = "inception_v3" if isinstance(wanted, FactorizedSettings) else "grid_reduction"
        with net.group(f"mixed{number}"), net.made(kind, wanted.model_dump(), x):
            x = factorized_inception(net, x, wanted) if isinstance(wanted, FactorizedSettings) else reduction(net, x, wanted)
    x = net(GlobalAveragePooling2D(), x, name="avg_pool")
    net(Dense(units=classes, activation="softmax"), x, name="predictions")
    return net.graph


PRESETS = (
    Preset(
        name="inception_v3",
        title="Inception-v3",
        family="Inception",
        paper="Szegedy et al.: Rethinking the Inception Architecture for Computer Vision. CVPR",
        year=2016,
        image=(299, 299, 3),
        classes=1000,
        build=inception_v3,
        published_params=23_851_784,
        published_top1=77.9,
        deviations=(
            marked("The auxiliary classifier of the paper is left out, as in Keras."),
            marked("Batch normalizations have no scale, as in Keras: ReLU follows at once."),
            marked("Published figures: those of the Keras page."),
        ),
    ),
)
