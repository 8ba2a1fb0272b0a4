"""Where it is written what layers and blocks do: Keras's pages and the papers that proposed them."""

from typing import NamedTuple

from cnn.layers import Layer
from cnn.words.language import tr


class Link(NamedTuple):
    """A title and the address that it stands for."""

    title: str
    address: str


_ARXIV = "https://arxiv.org/abs/"
#: class → authors and year, address
PAPERS = {
    "BatchNormalization": ("Ioffe & Szegedy 2015", f"{_ARXIV}1502.03167"),
    "LayerNormalization": ("Ba et al. 2016", f"{_ARXIV}1607.06450"),
    "GroupNormalization": ("Wu & He 2018", f"{_ARXIV}1803.08494"),
    "RMSNormalization": ("Zhang & Sennrich 2019", f"{_ARXIV}1910.07467"),
    "SpectralNormalization": ("Miyato et al. 2018", f"{_ARXIV}1802.05957"),
    "LocalResponseNormalization": (
        "Krizhevsky et al. 2012",
        "https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks",
    ),
    "LayerScale": ("Touvron et al. 2021", f"{_ARXIV}2103.17239"),
    "StochasticPooling2D": ("Zeiler & Fergus 2013", f"{_ARXIV}1301.3557"),
    **dict.fromkeys(
        [f"Global{kind}Pooling{axes}D" for kind in ("Average", "Max") for axes in (1, 2, 3)],
        ("Lin et al. 2014", f"{_ARXIV}1312.4400"),
    ),
    **dict.fromkeys(
        ["Conv1D", "Conv2D", "Conv3D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"],
        ("Dumoulin & Visin 2016", f"{_ARXIV}1603.07285"),
    ),
    **dict.fromkeys(["DepthwiseConv1D", "DepthwiseConv2D"], ("Howard et al. 2017", f"{_ARXIV}1704.04861")),
    **dict.fromkeys(["SeparableConv1D", "SeparableConv2D"], ("Chollet 2017", f"{_ARXIV}1610.02357")),
    "Dropout": ("Srivastava et al. 2014", "https://jmlr.org/papers/v15/srivastava14a.html"),
    **dict.fromkeys([f"SpatialDropout{axes}D" for axes in (1, 2, 3)], ("Tompson et al. 2015", f"{_ARXIV}1411.4280")),
    "AlphaDropout": ("Klambauer et al. 2017", f"{_ARXIV}1706.02515"),
    "GaussianDropout": ("Srivastava et al. 2014", "https://jmlr.org/papers/v15/srivastava14a.html"),
    "StochasticDepth": ("Huang et al. 2016", f"{_ARXIV}1603.09382"),
    "PReLU": ("He et al. 2015", f"{_ARXIV}1502.01852"),
    "ELU": ("Clevert et al. 2016", f"{_ARXIV}1511.07289"),
    "Attention": ("Luong et al. 2015", f"{_ARXIV}1508.04025"),
    "AdditiveAttention": ("Bahdanau et al. 2015", f"{_ARXIV}1409.0473"),
    "MultiHeadAttention": ("Vaswani et al. 2017", f"{_ARXIV}1706.03762"),
    "GroupQueryAttention": ("Ainslie et al. 2023", f"{_ARXIV}2305.13245"),
    "CustomScaleLayer": ("Szegedy et al. 2016", f"{_ARXIV}1602.07261"),
    "MixUp": ("Zhang et al. 2018", f"{_ARXIV}1710.09412"),
    "CutMix": ("Yun et al. 2019", f"{_ARXIV}1905.04899"),
    "RandAugment": ("Cubuk et al. 2019", f"{_ARXIV}1909.13719"),
    "AugMix": ("Hendrycks et al. 2020", f"{_ARXIV}1912.02781"),
    "RandomErasing": ("Zhong et al. 2020", f"{_ARXIV}1708.04896"),
}

_RESNET = ("He et al. 2016", f"{_ARXIV}1512.03385")
_DENSENET = ("Huang et al. 2017", f"{_ARXIV}1608.06993")
_INCEPTION_V3 = ("Szegedy et al. 2016", f"{_ARXIV}1512.00567")
#: block → authors and year, address
BLOCK_PAPERS = {
    "conv_bn_relu": ("Ioffe & Szegedy 2015", f"{_ARXIV}1502.03167"),
    "vgg": ("Simonyan & Zisserman 2015", f"{_ARXIV}1409.1556"),
    "nin": ("Lin et al. 2014", f"{_ARXIV}1312.4400"),
    "inception": ("Szegedy et al. 2015", f"{_ARXIV}1409.4842"),
    "inception_v3": _INCEPTION_V3,
    "grid_reduction": _INCEPTION_V3,
    "residual": _RESNET,
    "bottleneck": _RESNET,
    "residual_stage": _RESNET,
    "dense_block": _DENSENET,
    "transition": _DENSENET,
    "depthwise_separable": ("Howard et al. 2017", f"{_ARXIV}1704.04861"),
    "separable_residual": ("Chollet 2017", f"{_ARXIV}1610.02357"),
    "inverted_residual": ("Sandler et al. 2018", f"{_ARXIV}1801.04381"),
    "fire": ("Iandola et al. 2016", f"{_ARXIV}1602.07360"),
    "squeeze_excite": ("Hu et al. 2018", f"{_ARXIV}1709.01507"),
}


def links_of(layer: Layer) -> tuple[Link, ...]:
    """The paper and Keras's page of a layer, as far as there are such."""
    paper = PAPERS.get(layer.class_name)
    page = layer.page()
    found = [Link(*paper)] if paper else []
    return (*found, Link(tr("Keras page"), page)) if page else tuple(found)


def links_of_block(kind: str) -> tuple[Link, ...]:
    """The paper that proposed a block."""
    paper = BLOCK_PAPERS.get(kind)
    return (Link(*paper),) if paper else ()
