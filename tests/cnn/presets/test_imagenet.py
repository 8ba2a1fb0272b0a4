"""Published weights: which file a network needs, what is said where it is missing, getting it, and what was edited since."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cnn.analysis import analyse
from cnn.errors import FileError, UsageError
from cnn.layers import Dense
from cnn.opening import open_project
from cnn.presets import PRESETS, imagenet
from cnn.presets.imagenet import WEIGHTS, package_named, published
from cnn.project import dumps, loads
from cnn.runs.origins import origins, source_of_weights, sources_of
from tests.cnn.files.small_server import Script, serving


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.delenv("LAYERLOOM_MIRROR", raising=False)
    return tmp_path / "models"


def lay(name: str) -> None:
    package = package_named(name)
    assert package is not None
    package.place.mkdir(parents=True, exist_ok=True)
    package.remote.place.write_bytes(b"weights")


def test_sixteen_presets_or_more_have_weights() -> None:
    assert len(WEIGHTS) >= 16
    assert all(name == weights.name and name in PRESETS for name, weights in WEIGHTS.items())


@pytest.mark.slow
@pytest.mark.parametrize("name", WEIGHTS)
def test_pixels_are_prepared_by_layers_and_the_rest_stays(name: str) -> None:
    graph, preset = WEIGHTS[name].graph(), PRESETS[name].graph()
    new = [node.name for node in graph.nodes.values() if node.id not in preset.nodes]
    assert new == {"tf": [], "efficientnet": ["spread"]}.get(WEIGHTS[name].preprocessing, ["imagenet_mean"])
    assert analyse(graph).total_params == analyse(preset).total_params
    assert analyse(graph).problems == ()
    first = analyse(graph).nodes[graph.inputs[0]], analyse(graph).nodes[graph.ancestors(graph.order[-1])[3]]
    assert all(found.receptive_field is not None and found.receptive_field.size <= (16, 16) for found in first)


def test_a_network_with_its_classifier_needs_the_whole_file_and_one_without_the_smaller() -> None:
    vgg = WEIGHTS["vgg16"]
    for image, classes, file in (
        (None, None, vgg.whole),
        (None, 5, vgg.whole),  # fc1 and fc2 are kept
        ((96, 96, 3), 5, vgg.headless),
        ((96, 96, 3), None, vgg.headless),  # fc1 reads something else, which makes fc2 useless
    ):
        assert vgg.wanted(analyse(vgg.graph(image, classes))) == file
    lay("mobilenet-notop")
    small = open_project("mobilenet", classes=4, weights="imagenet")
    assert published(small.weights).wanted(analyse(small.graph)).path == "mobilenet_1_0_224_tf_no_top.h5"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("image", "file"),
    [((128, 128, 3), "mobilenet_1_0_128_tf"), ((160, 160, 3), "mobilenet_1_0_160_tf"), ((192, 192, 3), "mobilenet_1_0_192_tf"),
     ((224, 224, 3), "mobilenet_1_0_224_tf"), ((96, 96, 3), "mobilenet_1_0_224_tf"), ((128, 160, 3), "mobilenet_1_0_224_tf")],
)  # fmt: skip
def test_the_file_is_that_of_the_size(image: tuple[int, int, int], file: str) -> None:
    mobilenet = WEIGHTS["mobilenet"]
    whole, small = (mobilenet.wanted(analyse(mobilenet.graph(image, classes))) for classes in (None, 5))
    assert (whole.path, small.path) == (f"{file}.h5", f"{file}_no_top.h5")
    for remote in (whole, small):
        package = mobilenet.package(remote)
        again = package_named(package.name)
        assert again is not None
        assert again.remote == remote
        assert ("for 128" in package.title) == ("_128_" in file)


def test_the_whole_file_will_do_where_only_that_one_is_here() -> None:
    project = open_project("mobilenet", classes=4, weights="imagenet")
    lay("mobilenet")
    source = source_of_weights(project)
    assert source.path.name == "mobilenet_1_0_224_tf.h5"
    assert origins(analyse(project.graph), sources_of(project)).fresh == ("conv_preds",)


@pytest.mark.slow
def test_a_missing_file_is_told_with_its_address_its_checksum_and_its_place(cache: Path) -> None:
    project = open_project("densenet121", weights="imagenet")
    (lost,) = sources_of(project).lost
    assert lost.message == "The ImageNet weights of DenseNet-121 are not on this computer."
    name = "densenet121_weights_tf_dim_ordering_tf_kernels.h5"
    address = f"https://storage.googleapis.com/tensorflow/keras-applications/densenet/{name}"
    assert lost.hint == (
        "Download them (weights --download densenet121), "
        f"or lay {address}, md5 9d60b8095a5708f2dcce2bca79d332c7, at {cache / name}."
    )
    (unchecked,) = sources_of(open_project("mobilenet_050", image=(160, 160, 3), classes=4, weights="imagenet")).lost
    assert "weights --download mobilenet_050-160-notop" in unchecked.hint
    assert "mobilenet_5_0_160_tf_no_top.h5 (Keras has no checksum of it) at" in unchecked.hint
    with pytest.raises(FileError):
        source_of_weights(project)


@pytest.mark.slow
def test_layers_that_were_edited_start_fresh_whatever_they_are_called() -> None:
    project = open_project("mobilenet_v2", classes=4, weights="imagenet")
    lay("mobilenet_v2-notop")
    graph = project.graph
    node = graph.named("stage3_block1_depthwise")
    assert origins(analyse(graph), sources_of(project)).fresh == ("predictions",)
    graph = graph.rename(node.id, "other").append(Dense(units=3))[0]
    assert origins(analyse(graph), sources_of(replace(project, graph=graph))).fresh == ("predictions", "dense")
    graph = graph.replace_layer(node.id, node.layer.replace(kernel_size=(5, 5)))
    assert origins(analyse(graph), sources_of(replace(project, graph=graph))).fresh == ("other", "predictions", "dense")


def test_a_project_remembers_where_its_weights_come_from() -> None:
    project = open_project("vgg16", weights="imagenet")
    assert loads(dumps(project)).weights == "imagenet:vgg16"


@pytest.mark.parametrize(
    ("source", "settings", "message"),
    [
        ("lenet5", {}, "The preset lenet5 has no ImageNet weights in Keras."),
        ("vgg61", {}, "There is no preset 'vgg61'."),
        ("vgg16", {"image": (96, 96, 1)}, "for colour images: 3 channels, not 1"),
    ],
)
def test_what_has_none_is_refused(source: str, settings: dict[str, tuple[int, int, int]], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_project(source, weights="imagenet", **settings)  # type: ignore[arg-type]
    assert message in caught.value.message


def test_other_words_for_weights_are_refused() -> None:
    with pytest.raises(UsageError, match="no published weights 'coco'"):
        open_project("vgg16", weights="coco")


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """A server with the smaller file of MobileNet, whose md5 was published."""
    content = bytes(range(256)) * 4000
    remote = replace(WEIGHTS["mobilenet"].headless, md5=hashlib.md5(content).hexdigest(), about=1_000_000)
    monkeypatch.setitem(imagenet.WEIGHTS, "mobilenet", replace(WEIGHTS["mobilenet"], headless=remote))
    with serving({remote.path: content}) as script:
        monkeypatch.setenv("LAYERLOOM_MIRROR", script.url)
        yield script


def test_downloaded_once_to_where_keras_looks_for_it(shop: Script, cache: Path) -> None:
    package = package_named("mobilenet-notop")
    assert package is not None
    told: list[tuple[int, int]] = []
    for _ in range(2):
        package.download(lambda _remote, done, total: told.append((done, total)))
    assert (cache / "mobilenet_1_0_224_tf_no_top.h5").read_bytes() == shop.files[package.remote.path]
    assert shop.asked == [""]
    assert (told[0], told[-1]) == ((0, 1_000_000), (1_024_000, 1_024_000))
    assert package.present
