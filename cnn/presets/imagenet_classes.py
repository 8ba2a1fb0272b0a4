"""What the 1,000 classes of ImageNet are called, as `keras.applications` says: a small file, downloaded as the weights are.

Address, file name and checksum are Keras's own, of `keras.applications.imagenet_utils.decode_predictions`.
"""

import json
import os
from dataclasses import dataclass

from cnn.errors import FileError
from cnn.files.files import read_regular
from cnn.files.remote import Remote, SingleFile
from cnn.graph import Graph
from cnn.presets.imagenet import OWN_WEIGHTS, published
from cnn.words.language import tr
from cnn.words.place import at_place

COUNT = 1000
#: the file's bytes are about so many, and never more than this
_ABOUT, _LARGEST = 35_000, 1 << 20


@dataclass(frozen=True)
class ClassNames(SingleFile):
    """The file of the names, to be downloaded where Keras looks for it."""

    name: str = "imagenet-classes"
    title: str = "Names of the 1,000 ImageNet classes"


CLASS_NAMES = ClassNames(
    Remote(
        "https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json",
        "imagenet_class_index.json",
        md5="c2c37ea517e94d9795004a39431a14cb",
        about=_ABOUT,
        folder="models",
    )
)


def imagenet_classes() -> tuple[str, ...]:
    """The names in the order of the outputs; raises `FileError` where the file is not here, or is another one."""
    from cnn.files.downloads import digest

    remote = CLASS_NAMES.remote
    path = remote.place
    by_hand = at_place(
        terminal=tr(
            "Download it (weights --download {0}), or lay {1}, md5 {2}, at {3}.",
            CLASS_NAMES.name,
            remote.address,
            remote.md5,
            path,
        ),
        window=tr("Lay {0}, md5 {1}, at {2}.", remote.address, remote.md5, path),
    )
    if not path.is_file():
        raise FileError(tr("The names of the ImageNet classes are not on this computer."), by_hand)
    try:
        if not os.environ.get(OWN_WEIGHTS) and digest(path, remote.algorithm) != remote.checksum:
            raise FileError(
                tr("{0} is another file than Keras's names of the ImageNet classes.", path), tr("Move it away. {0}", by_hand)
            )
        index = json.loads(read_regular(path, _LARGEST))
        return tuple(str(index[str(number)][1]) for number in range(COUNT))
    except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise FileError(tr("{0} can't be read as names of classes.", path), tr("Move it away. {0}", by_hand)) from error


def tells_imagenet(graph: Graph, weights: str) -> bool:
    """Whether a network with these weights names the classes of ImageNet: it still has the classifier that was published."""
    from cnn.analysis import analyse

    source = published(weights)
    if source is None or len(graph.outputs) != 1:
        return False
    analysis = analyse(graph)
    shape = analysis.nodes[graph.outputs[0]].output_shape
    return source.keeps_classifier(analysis) and shape is not None and shape[-1] == COUNT
