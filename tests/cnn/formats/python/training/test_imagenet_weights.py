"""A written program begins with the published weights that its project names, as the worker does; it is run here, with made-up
files where Keras would have laid the published ones."""

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.formats.files import write_notebook, write_python
from cnn.graph import Graph
from cnn.layers import BatchNormalization, Conv2D
from cnn.presets.imagenet import OWN_WEIGHTS, WEIGHTS
from cnn.project import Project
from tests.cnn.presets.published_files import made_up

MOBILE = WEIGHTS["mobilenet_v2"]


def edited() -> Graph:
    """Another first convolution: its weights are fresh, and so no list of layers is the published one."""
    graph = MOBILE.graph((96, 96, 3), 3)
    first = next(node for node in graph.nodes.values() if isinstance(node.layer, Conv2D))
    graph = graph.replace_layer(first.id, first.layer.replace(kernel_size=(5, 5)))
    return graph.insert_after(first.id, BatchNormalization())[0]


GRAPHS = {"whole": lambda: MOBILE.graph((96, 96, 3)), "new head": lambda: MOBILE.graph((96, 96, 3), 3), "edited": edited}


@pytest.mark.slow
def test_a_project_without_published_weights_gets_none() -> None:
    source = write_python(Project(MOBILE.graph()))
    assert "imagenet(" not in source
    assert "h5py" not in source


@pytest.mark.slow
def test_the_file_is_keras_own() -> None:
    for graph, remote in ((MOBILE.graph(), MOBILE.whole), (MOBILE.graph(classes=3), MOBILE.headless)):
        source = write_python(Project(graph, weights=MOBILE.source))
        assert f'"{remote.path}"' in source
        assert f'"{remote.url}"' in source
    vgg = WEIGHTS["vgg16"]
    assert f'file_hash="{vgg.whole.md5}"' in write_python(Project(vgg.graph(), weights=vgg.source))
    assert "take_imagenet(network)" in write_notebook(Project(MOBILE.graph(), weights=MOBILE.source))


@pytest.mark.slow
def test_it_stands_as_the_formatter_leaves_it(tmp_path: Path) -> None:
    for name, graph in GRAPHS.items():
        (tmp_path / f"{name}.py").write_text(write_python(Project(graph(), weights=MOBILE.source)))
    for check in (["format", "--diff", "--isolated"], ["check", "--isolated", "--select", "E501"]):
        done = subprocess.run([sys.executable, "-m", "ruff", *check, tmp_path], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.keras
@pytest.mark.thorough
def test_layers_have_the_weights_that_the_worker_gives_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import keras

    from cnn.worker.model.builder import build
    from cnn.worker.model.source_weights import give_weights

    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv(OWN_WEIGHTS, "1")
    for classifier in (True, False):
        made_up(MOBILE, classifier=classifier)
    monkeypatch.setattr(keras.utils, "get_file", lambda name, *_args, **_named: str(MOBILE.whole.place.with_name(name)))
    for name, graph in GRAPHS.items():
        project = Project(graph(), weights=MOBILE.source)
        path = tmp_path / f"{name.replace(' ', '_')}.py"
        path.write_text(write_python(project))
        program = runpy.run_path(str(path))
        theirs, ours = program["build"](), build(project.graph, seed=1)
        theirs.set_weights(ours.get_weights())
        fresh: list[Any] = ours.get_weights()
        give_weights(ours, project)
        program["take_imagenet"](theirs)
        for told, expected in zip(theirs.get_weights(), ours.get_weights(), strict=True):
            np.testing.assert_array_equal(told, expected, err_msg=name)
        changed = sum(not np.array_equal(*pair) for pair in zip(theirs.get_weights(), fresh, strict=True))
        assert changed > len(fresh) / 2, name
