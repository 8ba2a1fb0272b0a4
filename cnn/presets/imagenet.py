"""ImageNet weights of presets, as `keras.applications` publishes them: where they lie, and what they expect of pixels.

Addresses, file names and checksums are Keras's own. https://keras.io/api/applications/
"""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from cnn.analysis import Analysis, NodeAnalysis, analyse
from cnn.errors import FileError, UsageError
from cnn.files.remote import Remote, SingleFile
from cnn.graph import Graph, Node
from cnn.graph.layer_order import layer_order
from cnn.layers import Layer, Normalization, Rescaling
from cnn.layers.operation import flip
from cnn.presets import PRESETS, ImageShape
from cnn.shapes import spell
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.place import at_place
from cnn.words.spelling import guess

#: how a project says that its weights are those: `imagenet:mobilenet_v2`
SCHEME = "imagenet"
#: the word for `--weights`
IMAGENET = "imagenet"

#: set to anything, it lets files with another checksum pass: weights of one's own in the form of those that are published
OWN_WEIGHTS = "LAYERLOOM_OWN_WEIGHTS"

_STORAGE = "https://storage.googleapis.com"
#: ImageNet's mean and spread of red, green and blue, from 0 to 1
MEAN, SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
#: what Keras calls the ways of bringing pixels to what a network was trained with → layers that do it, with their names
PREPROCESSING: dict[str, tuple[tuple[str, Layer], ...]] = {
    "tf": (("scaling", Rescaling(scale=1 / 127.5, offset=-1.0)),),
    "torch": (
        ("scaling", Rescaling()),
        ("imagenet_mean", Normalization(mean=MEAN, variance=tuple(value**2 for value in SPREAD))),
    ),
    "caffe": (("blue_green_red", flip(-1)), ("imagenet_mean", Rescaling(scale=1.0, offset=(-103.939, -116.779, -123.68)))),
}


@dataclass(frozen=True)
class Published:
    """The published weights of a preset: a file with its classifier, and a smaller one without.

    `classifier` are the names of the layers that only the first one has. Where there are files that were trained on
    smaller images (`smaller`: side of the square, the two files), Keras takes that of the size, and for other sizes that of
    the largest.
    `alpha` is how Keras is asked for a narrower network.
    """

    name: str
    application: str  # the function of keras.applications
    preprocessing: str
    whole: Remote
    headless: Remote
    classifier: tuple[str, ...] = ("predictions",)
    smaller: tuple[tuple[int, Remote, Remote], ...] = ()
    alpha: float = 1.0

    @property
    def files(self) -> dict[str, Remote]:
        """Every file by how it is asked for: the preset's name, behind it the side of the images where these are smaller, and
        `-notop` for a file without the classifier."""
        found = [("", self.whole, self.headless), *((f"-{side}", whole, headless) for side, whole, headless in self.smaller)]
        return {
            f"{self.name}{size}{end}": remote for size, *both in found for end, remote in zip(("", "-notop"), both, strict=True)
        }

    def for_side(self, height: int | None, width: int | None) -> tuple[Remote, Remote]:
        """The two files, with the classifier and without, that Keras takes for images of a size."""
        for side, whole, headless in self.smaller:
            if height == width == side:
                return whole, headless
        return self.whole, self.headless

    def is_headless(self, remote: Remote) -> bool:
        """Whether a file is one without the classifier."""
        return remote == self.headless or any(remote == headless for _, _, headless in self.smaller)

    def at(self, place: Path) -> Remote:
        """The file that belongs to a place on the disk."""
        return next(remote for remote in self.files.values() if remote.place == place)

    @property
    def title(self) -> str:
        """For people."""
        return tr("ImageNet weights of {0}", tr(PRESETS[self.name].title))

    @property
    def source(self) -> str:
        """How a project names them."""
        return f"{SCHEME}:{self.name}"

    def graph(self, image: ImageShape | None = None, classes: int | None = None) -> Graph:
        """The preset with the layers in front that bring pixels from 0 to 255 to what it was trained with.

        Raises `UsageError` for images without three colours, and what a preset raises.
        """
        if image is not None and image[2:] != (3,):
            raise UsageError(
                tr("The ImageNet weights of {0} are for colour images: 3 channels, not {1}.", self.name, image[-1]),
                tr("Grey images are given three equal channels when the network takes three: leave the channels at 3."),
            )
        return _preprocessed(PRESETS[self.name].graph(image, classes), self.preprocessing)

    @cached_property
    def original(self) -> Analysis:
        """The network that the weights belong to, with its 1,000 classes."""
        return analyse(self.graph())

    @cached_property
    def classifier_ids(self) -> frozenset[str]:
        """The nodes of the classifier."""
        return frozenset(self.original.graph.named(name).id for name in self.classifier)

    def fits(self, node: Node, found: NodeAnalysis) -> bool:
        """Whether a node still is the one of the publication: of the same class, with arrays of the same shapes."""
        there = self.original.nodes.get(node.id)
        if there is None or self.original.graph.nodes[node.id].layer.class_name != node.layer.class_name:
            return False
        return [weight.shape for weight in there.weights] == [weight.shape for weight in found.weights]

    def keeps_classifier(self, analysis: Analysis) -> bool:
        """Whether a network still has the classifier, or at least where it begins: what follows a fresh layer is no use."""
        first = self.original.graph.named(self.classifier[0]).id
        return first in analysis.graph.nodes and self.fits(analysis.graph.nodes[first], analysis.nodes[first])

    def wanted(self, analysis: Analysis) -> Remote:
        """The file that a network needs: the larger one where it keeps the classifier, or where only that one is here."""
        shape = analysis.nodes[analysis.graph.inputs[0]].output_shape or (None, None)
        whole, headless = self.for_side(*shape[:2])
        if self.keeps_classifier(analysis):
            return whole
        return whole if whole.place.is_file() and not headless.place.is_file() else headless

    def package(self, remote: Remote) -> "WeightsFile":
        """One of the files, to be downloaded."""
        return WeightsFile(remote, self)

    def to_download(self, analysis: Analysis) -> "WeightsFile | None":
        """The file that a network needs, if it is not on this machine."""
        wanted = self.package(self.wanted(analysis))
        return None if wanted.present else wanted

    def missing(self, remote: Remote) -> FileError:
        """That a file is not here, and what to do about it."""
        checksum = f", {remote.algorithm} {remote.checksum}," if remote.checksum else tr(" (Keras has no checksum of it)")
        name = self.package(remote).name
        return FileError(
            tr("The {0} are not on this computer.", self.title),
            at_place(
                terminal=tr(
                    "Download them (weights --download {0}), or lay {1}{2} at {3}.", name, remote.address, checksum, remote.place
                ),
                window=tr("Press Download in the panel Training, or lay {0}{1} at {2}.", remote.address, checksum, remote.place),
            ),
        )


@dataclass(frozen=True)
class WeightsFile(SingleFile):
    """A file of published weights, to be downloaded where Keras looks for it."""

    weights: Published

    @property
    def name(self) -> str:
        """How it is asked for, see `Published.files`."""
        return next(name for name, remote in self.weights.files.items() if remote == self.remote)

    @property
    def title(self) -> str:
        """For people."""
        title = self.weights.title
        size = next((spell((side, side)) for side, *both in self.weights.smaller if self.remote in both), "")
        if size:
            title = tr("{0} for {1}", title, size)
        return tr("{0}, without the classifier", title) if self.weights.is_headless(self.remote) else title


def package_named(name: str) -> WeightsFile | None:
    """The file of that name.

    >>> package_named("vgg16-notop").remote.path
    'vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5'
    """
    return next((weights.package(weights.files[name]) for weights in WEIGHTS.values() if name in weights.files), None)


def published(source: str) -> Published | None:
    """The published weights that a project names; `None` for files. Raises `UsageError` for names of presets without any.

    >>> published("imagenet:vgg16").classifier, published("net.keras")
    (('fc1', 'fc2', 'predictions'), None)
    """
    scheme, colon, name = source.partition(":")
    return weights_of(name) if scheme == SCHEME and colon else None


def weights_of(name: str) -> Published:
    """The published weights of a preset; raises `UsageError` where there are none."""
    if name not in WEIGHTS:
        hint = guess(name, WEIGHTS) if name not in PRESETS else ""
        known = name in PRESETS
        what = (
            tr("The preset {0} has no ImageNet weights in Keras.", name) if known else tr("There is no preset {0!r}.", name[:80])
        )
        raise UsageError(what, tr("{0} Those that have: {1}.", hint, listed(WEIGHTS)).strip())
    return WEIGHTS[name]


def nodes_of(weights: Published, remote: Remote) -> tuple[str, ...]:
    """The nodes whose weights a published file has, in its order."""
    left_out = weights.classifier_ids if weights.is_headless(remote) else frozenset()
    found = weights.original.nodes
    return tuple(i for i in layer_order(weights.original.graph) if found[i].weights and i not in left_out)


def _preprocessed(graph: Graph, preprocessing: str) -> Graph:
    """The preset's own scaling gives way to what the weights expect; whatever follows keeps its ids."""
    if preprocessing == "efficientnet":  # has scaling and Normalization in it; Keras divides once more
        return _behind(graph, graph.named("normalization").id, "spread", Rescaling(scale=tuple(s**-0.5 for s in SPREAD)))[0]
    (image,) = graph.inputs
    (last,) = graph.consumers[image]
    (name, layer), *others = PREPROCESSING[preprocessing]
    graph = graph.replace_layer(last, layer).rename(last, graph.fresh_name(name))
    for name, layer in others:
        graph, last = _behind(graph, last, name, layer)
    return graph


def _behind(graph: Graph, node_id: str, name: str, layer: Layer) -> tuple[Graph, str]:
    graph, node = graph.insert_after(node_id, layer)
    return graph.rename(node.id, graph.fresh_name(name)), node.id


def _published(
    name: str,
    application: str,
    preprocessing: str,
    path: str,
    headless: str,
    md5: tuple[str, str] = ("", ""),
    classifier: tuple[tuple[str, int], ...] = (("predictions", 0),),
) -> Published:
    """A row of the table; `classifier` has the layers and how many numbers they hold, where that is much."""
    params = PRESETS[name].published_params or 0
    lost = sum(size for _, size in classifier)
    places = tuple(f"{_STORAGE}/{item}" for item in (path, headless))
    whole, without = (
        Remote(url, url.rpartition("/")[2], md5=digest, about=4 * count, folder="models")
        for url, digest, count in zip(places, md5, (params, params - lost), strict=True)
    )
    return Published(name, application, preprocessing, whole, without, tuple(layer for layer, _ in classifier))


def _mobilenet(name: str, alpha: float, told: str) -> Published:
    """Keras checks none of these files: it has no checksums of them."""
    folder = f"{_APPLICATIONS}/mobilenet/mobilenet_{told}"
    last = (("conv_preds", 1000 * (int(1024 * alpha) + 1)),)
    first, *others = (
        _published(name, "MobileNet", "tf", f"{folder}_{side}_tf.h5", f"{folder}_{side}_tf_no_top.h5", classifier=last)
        for side in (224, 192, 160, 128)
    )
    smaller = tuple((side, found.whole, found.headless) for side, found in zip((192, 160, 128), others, strict=True))
    return replace(first, smaller=smaller, alpha=alpha)


_APPLICATIONS = "tensorflow/keras-applications"
_ORDERED = "_weights_tf_dim_ordering_tf_kernels"


def _usual(name: str, application: str, preprocessing: str, folder: str, *md5: str, wide: int = 2048) -> Published:
    """Most files are called after their network; `wide` is how many numbers the last layer reads."""
    path, headless = (f"{_APPLICATIONS}/{folder}/{name}{_ORDERED}{end}.h5" for end in ("", "_notop"))
    return _published(name, application, preprocessing, path, headless, (md5[0], md5[1]), (("predictions", 1000 * (wide + 1)),))


def _vgg(depth: int, *md5: str) -> Published:
    folder = f"{_APPLICATIONS}/vgg{depth}/vgg{depth}{_ORDERED}"
    dense = (("fc1", 102_764_544), ("fc2", 16_781_312), ("predictions", 4_097_000))
    return _published(f"vgg{depth}", f"VGG{depth}", "caffe", f"{folder}.h5", f"{folder}_notop.h5", (md5[0], md5[1]), dense)


def _efficientnet(variant: str, wide: int, *md5: str) -> Published:
    path = f"keras-applications/efficientnet{variant}"
    last = (("predictions", 1000 * (wide + 1)),)
    application = f"EfficientNet{variant.upper()}"
    return _published(
        f"efficientnet_{variant}", application, "efficientnet", f"{path}.h5", f"{path}_notop.h5", (md5[0], md5[1]), last
    )


_TABLE = (
    _vgg(16, "64373286793e3c8b2b4e3219cbf3544b", "6d6bbae143d832006294945121d1f1fc"),
    _vgg(19, "cbe5617147190e668d6c5d5026f83318", "253f8cb515780f3b799900260a226db6"),
    _usual("inception_v3", "InceptionV3", "tf", "inception_v3",
           "9a0d58056eeedaa3f26cb7ebd46da564", "bcbd6486424b2319ff4ef7d526e38f63"),
    _usual("resnet50", "ResNet50", "caffe", "resnet", "2cb95161c43110f7111970584f804107", "4d473c1dd8becc155b73f8504c6f6626"),
    _usual("resnet101", "ResNet101", "caffe", "resnet", "f1aeb4b969a6efcfb50fad2f0c20cfc5", "88cf7a10940856eca736dc7b7e228a21"),
    _usual("resnet152", "ResNet152", "caffe", "resnet", "100835be76be38e30d865e96f2aaae62", "ee4c566cf9a93f14d82f913c2dc6dd0c"),
    _usual("densenet121", "DenseNet121", "torch", "densenet",
           "9d60b8095a5708f2dcce2bca79d332c7", "30ee3e1110167f948a6b9946edeeb738", wide=1024),
    _usual("densenet169", "DenseNet169", "torch", "densenet",
           "d699b8f76981ab1b30698df4c175e90b", "b8c4d4c20dd625c148057b9ff1c1176b", wide=1664),
    _usual("densenet201", "DenseNet201", "torch", "densenet",
           "1ceb130c1ea1b78c3bf6114dbdfd8807", "c13680b51ded0fb44dff2d8f86ac8bb1", wide=1920),
    _usual("xception", "Xception", "tf", "xception", "0a58e3b7378bc2990ea3b43d5981f1f6", "b0042744bf5b25fce3cb969f33bebb97"),
    _mobilenet("mobilenet", 1.0, "1_0"),
    _mobilenet("mobilenet_075", 0.75, "7_5"),
    _mobilenet("mobilenet_050", 0.5, "5_0"),
    _mobilenet("mobilenet_025", 0.25, "2_5"),
    _published("mobilenet_v2", "MobileNetV2", "tf", f"{_APPLICATIONS}/mobilenet_v2/mobilenet_v2{_ORDERED}_1.0_224.h5",
               f"{_APPLICATIONS}/mobilenet_v2/mobilenet_v2{_ORDERED}_1.0_224_no_top.h5",
               classifier=(("predictions", 1_281_000),)),
    _efficientnet("b0", 1280, "902e53a9f72be733fc0bcb005b3ebbac", "50bc09e76180e00e4465e1a485ddc09d"),
    _efficientnet("b1", 1280, "1d254153d4ab51201f1646940f018540", "74c4e6b3e1f6a1eea24c589628592432"),
    _efficientnet("b2", 1408, "b15cce36ff4dcbd00b6dd88e7857a6ad", "111f8e2ac8aa800a7a99e3239f7bfb39"),
    _efficientnet("b3", 1536, "ffd1fdc53d0ce67064dc6a9c7960ede0", "af6d107764bb5b1abb91932881670226"),
    _efficientnet("b4", 1792, "18c95ad55216b8f92d7e70b3a046e2fc", "ebc24e6d6c33eaebbd558eafbeedf1ba"),
)  # fmt: skip

#: preset → its published weights
WEIGHTS = {weights.name: weights for weights in _TABLE}
