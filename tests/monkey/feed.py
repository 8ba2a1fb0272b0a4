"""What the monkey is given to open and to drop: small files that are good, broken, or hostile; the same for the same seed."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from cnn.blocks.functional import Network
from cnn.formats.keras.writer import model_document
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, Flatten, MaxPooling2D, Rescaling
from cnn.presets import PRESETS
from cnn.project import Project, save
from cnn.recipe import Recipe
from tests.cnn.formats import hostile
from tests.cnn.runs import odd
from tests.cnn.small_networks import two_blocks

#: as many mutations of a good Keras file
MUTATIONS = 12
#: hostile files that are large: other tests open them
HUGE = ("models nested", "a model that doubles", "100,000 layers")


def chain() -> Graph:
    """A network of images in a row, which trains."""
    net = Network("chain")
    x = net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))
    x = net(MaxPooling2D(), net(Conv2D(filters=4, activation="relu"), x))
    net(Dense(units=10, activation="softmax"), net(Flatten(), x))
    return net.graph


def wrong() -> Graph:
    """A network that can't be built: its image is too small."""
    net = Network("wrong")
    x = net.input((4, 4, 1))
    for _ in range(3):
        x = net(MaxPooling2D(), net(Conv2D(filters=2, kernel_size=(5, 5)), x))
    return net.graph


def grow(folder: Path, seed: int) -> tuple[Path, ...]:
    """Writes everything; returns it in an order that does not change."""
    folder.mkdir()
    chance = random.Random(f"feed {seed}")
    for make in (_projects, _keras_files, _broken, _no_files, _datasets):
        make(folder, chance)
    return tuple(sorted(path for path in folder.iterdir() if path.name != "images of class"))


def _projects(folder: Path, chance: random.Random) -> None:
    for graph in (chain(), two_blocks("blocks"), wrong(), Graph()):
        path = folder / f"{graph.name} {len(graph)}.loom"
        save(Project(graph, Recipe.create({"epochs": 2, "batch_size": 16})), path)
    whole = (folder / f"{chain().name} {len(chain())}.loom").read_bytes()
    (folder / "garbled.loom").write_bytes(hostile.garbled(whole, chance))
    (folder / "half.loom").write_bytes(whole[: len(whole) // 2])


def _keras_files(folder: Path, chance: random.Random) -> None:
    documents = {name: model_document(PRESETS[name].graph()) for name in ("lenet5", "squeezenet")}
    for name, document in documents.items():
        (folder / f"{name}.json").write_text(json.dumps(document))
        hostile.archive(folder / f"{name}.keras", {"config.json": json.dumps(document).encode()})
    (folder / "garbled.keras").write_bytes(hostile.garbled((folder / "lenet5.keras").read_bytes(), chance))
    evil = [document for name, document in hostile.corpus() if not name.startswith(HUGE)]
    for number in range(MUTATIONS):
        document = hostile.mutated(chance.choice([*documents.values(), *evil]), chance)
        (folder / f"hostile {number}.json").write_text(json.dumps(document))


def _broken(folder: Path, chance: random.Random) -> None:
    for name in ("empty.loom", "empty.keras", "empty.json", "empty.h5"):
        (folder / name).touch()
    (folder / "loop.keras").symlink_to("loop.keras")
    (folder / "null.json").write_text("null")
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "noise.h5").write_bytes(chance.randbytes(2000))
    (folder / "no image.png").write_text("%!PS\n")
    (folder / "two\nlines\u202e<b>&amp.loom").write_text("{}")


def _no_files(folder: Path, chance: random.Random) -> None:
    """What has a file's name and is none: it never answers, never ends, or holds other things."""
    for suffix in ("loom", "keras", "json", "npz", "csv", "png"):
        for kind in ("pipe", "folder", "endless"):
            odd.put_no_file(folder / f"{kind}.{suffix}", kind)
    odd.put_no_file(folder / "huge.loom", "huge")
    (folder / "full.keras").symlink_to("/dev/full")
    (folder / "nothing.h5").symlink_to("/dev/null")


def _datasets(folder: Path, chance: random.Random) -> None:
    numbers = np.random.default_rng(chance.randrange(1 << 30))
    images = numbers.integers(0, 255, (12, 8, 8), dtype=np.uint8)
    for number, image in enumerate(images):
        place = folder / "classes" / ("cat", "dog")[number % 2]
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(place / f"{number}.png")
    (folder / "classes" / "cat" / "broken.png").write_bytes(b"\x89PNG\r\n")
    np.savez(folder / "arrays.npz", x=images, y=np.arange(12) % 2)
    np.savez(folder / "objects.npz", x=np.array([{}, None], dtype=object), y=np.arange(2))
    rows = [",".join(map(str, [number % 2, *image.ravel()])) for number, image in enumerate(images)]
    (folder / "table.csv").write_text("\n".join(rows))
    (folder / "torn.csv").write_text("1,2,3\n4,5\nx\n")
    (folder / "nobody").mkdir()


# ---------------------------------------------------------------------- changes on the disk

Change = Callable[[Path, random.Random], None]


def _take_away(path: Path, chance: random.Random) -> None:
    path.unlink()


def _empty(path: Path, chance: random.Random) -> None:
    path.write_bytes(b"")


def _halve(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _garble(path: Path, chance: random.Random) -> None:
    path.write_bytes(hostile.garbled(path.read_bytes() or b"{}", chance))


def _touch(path: Path, chance: random.Random) -> None:
    path.touch()


def _turn(kind: str) -> Change:
    def turn(path: Path, chance: random.Random) -> None:
        path.unlink()
        odd.put_no_file(path, kind)

    return turn


#: what may be done to a file while a window shows it, by another program
CHANGES: dict[str, Change] = {
    "is taken away": _take_away,
    "is emptied": _empty,
    "is halved": _halve,
    "is garbled": _garble,
    "is touched": _touch,
    "becomes a pipe": _turn("pipe"),
    "becomes a folder": _turn("folder"),
    "becomes endless": _turn("endless"),
}
