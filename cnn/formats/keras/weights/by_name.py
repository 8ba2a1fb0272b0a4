"""Which layers a file of weights has arrays for, by their names: in the layout of Keras 3, and in the older one of `.h5`."""

from collections.abc import Iterator

import h5py

from cnn.errors import FileError
from cnn.formats.keras.matching import Kept
from cnn.formats.keras.weights.stored import attribute_names, group
from cnn.words.language import tr

#: no network has more layers
MOST_LAYERS = 20_000


def kept_by_name(file: h5py.File) -> dict[str, Kept]:
    """Every layer of a file of weights, in its order; those within models within the model as well. Raises `FileError`.

    Of two layers of one name the outer one counts.
    """
    root = group(file, "model_weights") or file
    found = _of_older_layout(root) if "layer_names" in root.attrs or "layer_names0" in root.attrs else _of_layers(file)
    kept: dict[str, Kept] = {}
    for name, item in found:
        kept.setdefault(name, item)
        if len(kept) > MOST_LAYERS:
            raise FileError(tr("it has more than {0:,} layers", MOST_LAYERS), tr("The file may be damaged."))
    if not kept:
        raise FileError(tr("it doesn't say which layer its arrays belong to"), tr("Save the whole model as a .keras file."))
    return kept


def _of_layers(file: h5py.File) -> Iterator[tuple[str, Kept]]:
    """Keras 3: a group for each layer below `layers`, with its name as an attribute; models have such groups themselves."""
    places = ["layers", "_layer_checkpoint_dependencies"]
    for place in places:
        layers = group(file, place)
        for key in layers if layers is not None else ():
            inner = group(file, f"{place}/{key}")
            if inner is None:
                continue
            if "layers" in inner:
                places.append(f"{place}/{key}/layers")
            elif name := _own_name(inner):
                yield name, Kept(f"{place}/{key}", (), tuple(_shapes(inner)))


def _own_name(layer: h5py.Group) -> str:
    variables = group(layer, "vars")
    name = "" if variables is None else variables.attrs.get("name", "")
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)


def _shapes(layer: h5py.Group) -> Iterator[tuple[int, ...]]:
    """The shapes of a layer's arrays and of those within it, in no order that matters."""
    for key in layer:
        if not isinstance(layer.get(key, getlink=True), h5py.HardLink) or "seed_generator" in key:
            continue
        item = layer[key]
        if isinstance(item, h5py.Dataset):
            yield tuple(item.shape)
        elif isinstance(item, h5py.Group):
            yield from _shapes(item)


def _of_older_layout(root: h5py.Group) -> Iterator[tuple[str, Kept]]:
    """Keras 2, and `.h5` still: a group for each outer layer with a list of its arrays, those of inner layers among them."""
    outer = [(name, group(root, name)) for name in attribute_names(root, "layer_names")]
    listed = [(name, place, attribute_names(place, "weight_names")) for name, place in outer if place is not None]
    for name, place, arrays in listed:
        yield name, _kept_in(place, name, arrays)
    for outer_name, place, arrays in listed:
        inner: dict[str, list[str]] = {}
        for array in arrays:
            for part in array.split("/")[1:-1]:
                inner.setdefault(part, []).append(array)
        for name, names in inner.items():
            yield name, _kept_in(place, outer_name, names)


def _kept_in(place: h5py.Group, name: str, arrays: list[str]) -> Kept:
    found = [place.get(array) for array in arrays if _is_plain(place, array)]
    shapes = tuple(tuple(item.shape) for item in found if isinstance(item, h5py.Dataset))
    return Kept(name, tuple(arrays), shapes)


def _is_plain(place: h5py.Group, path: str) -> bool:
    *outer, name = path.split("/")
    inner = group(place, "/".join(outer)) if outer else place
    return inner is not None and isinstance(inner.get(name, getlink=True), h5py.HardLink)
