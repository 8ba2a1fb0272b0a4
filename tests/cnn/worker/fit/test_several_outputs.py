"""Training a network with auxiliary outputs: every output shares the labels, the loss is their weighted sum."""

import math
from pathlib import Path

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.layers import Conv2D, Dense, GlobalAveragePooling2D, Input, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe

pytestmark = pytest.mark.keras


def _two_headed() -> Network:
    net = Network("two_headed")
    x = net(Rescaling(scale=1 / 255), net(Input(shape=(8, 8, 1))))
    x = net(Conv2D(filters=4, activation="relu"), x)
    side = net(Dense(units=3, activation="softmax"), net(GlobalAveragePooling2D(), x), name="side")
    main = net(Dense(units=3, activation="softmax"), net(GlobalAveragePooling2D(), net(Conv2D(filters=4), x)), name="main")
    net.mark_outputs(main, side)
    return net


def test_the_loss_is_the_weighted_sum_of_the_outputs_losses() -> None:
    from cnn.worker.model.builder import build
    from cnn.worker.model.objective import objective, optimizer

    graph, recipe = _two_headed().graph, Recipe(loss_weights="side=0.3")
    model = build(graph)
    objective(graph, recipe, 3).compile(model, optimizer(recipe))
    images = np.random.default_rng(0).uniform(0, 255, (12, 8, 8, 1)).astype("float32")
    labels = np.arange(12) % 3
    found = model.evaluate(images, [labels, labels], verbose=0, return_dict=True)
    main, side = (-np.log(np.take_along_axis(part, labels[:, None], 1)).mean() for part in model.predict(images, verbose=0))
    assert found["loss"] == pytest.approx(main + 0.3 * side, rel=1e-4)


@pytest.mark.worker
@pytest.mark.thorough
def test_a_worker_trains_it(tmp_path: Path) -> None:
    from cnn.client import Worker
    from cnn.runs.folder import RunFolder
    from cnn.runs.messages import Epoch, Finished, Train

    labels = np.arange(60) % 3
    images = np.random.default_rng(1).integers(0, 60, (60, 8, 8), dtype=np.uint8) + (labels * 80)[:, None, None].astype(np.uint8)
    np.savez(tmp_path / "data.npz", x=images, y=labels)
    project = Project(_two_headed().graph, Recipe(epochs=2, batch_size=8, loss_weights="side=0.3"), str(tmp_path / "data.npz"))
    folder = RunFolder.create(project, tmp_path / "run")
    with Worker() as worker:
        events = worker.events()
        next(events)
        worker.send(Train(run=folder.id, folder=str(folder.path)))
        seen = []
        for event in events:
            seen.append(event)
            if event.event in ("finished", "failed"):
                break
    assert isinstance(seen[-1], Finished), seen[-1]
    last = [event for event in seen if isinstance(event, Epoch)][-1].logs
    assert last["loss"] is not None
    assert math.isclose(last["loss"], (last["main_loss"] or 0) + 0.3 * (last["side_loss"] or 0), rel_tol=1e-3)
    assert (folder.path / "model.keras").is_file()
