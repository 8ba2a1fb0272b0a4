"""What a LiteRT file says of itself: the size and values of its images, and its classes as a file packed at its end.

The tables are those of LiteRT's metadata_schema.fbs, written slot by slot since no package that is still kept up writes them;
readers of metadata find the classes in a zip archive behind the model.
https://ai.google.dev/edge/litert/models/metadata
"""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import flatbuffers
from ai_edge_litert import schema_py_generated as schema

from cnn.runs.exports import Expected, ModelInput
from cnn.words.plain import one_line

#: name of the table among a model's metadata, and what its bytes begin with
NAME, IDENTIFIER = "TFLITE_METADATA", b"M001"
#: name of the packed files
LABELS, EXPECTS = "labels.txt", "expects.json"
#: of the schema's enumerations
_TENSOR_AXIS_LABELS, _DESCRIPTIONS = 2, 1
_FEATURE, _IMAGE = 1, 2
_RGB, _GREY = 1, 2


def with_metadata(content: bytes, path: Path, expected: Expected) -> None:
    """Writes a converted model with what it expects."""
    model = schema.ModelT.InitFromPackedBuf(content)
    buffer = schema.BufferT()
    buffer.data = list(_metadata(model, expected))
    entry = schema.MetadataT()
    entry.name, entry.buffer = NAME.encode(), len(model.buffers)
    model.buffers.append(buffer)
    model.metadata = [*(model.metadata or []), entry]
    builder = flatbuffers.Builder(len(content) + (1 << 16))
    builder.Finish(model.Pack(builder), b"TFL3")
    with path.open("wb") as file:
        file.write(builder.Output())
    with zipfile.ZipFile(path, "a") as archive:
        for name, text in _files(expected).items():
            archive.writestr(zipfile.ZipInfo(name), text)


def _files(expected: Expected) -> dict[str, str]:
    labels = {LABELS: "".join(f"{one_line(name)}\n" for name in expected.classes)} if expected.classes else {}
    return {**labels, EXPECTS: expected.model_dump_json(indent=1)}


def _metadata(model: Any, expected: Expected) -> bytes:
    builder = flatbuffers.Builder(1 << 12)
    graph, signature = model.subgraphs[0], (model.signatureDefs or [None])[0]
    inputs = {wanted.name: wanted for wanted in expected.inputs}
    names = _names(graph.inputs, signature and signature.inputs), _names(graph.outputs, signature and signature.outputs)
    into = _vector(
        builder, [_input(builder, inputs.get(name) or expected.inputs[place], expected) for place, name in enumerate(names[0])]
    )
    first = expected.outputs[0]
    out = _vector(builder, [_output(builder, name or first, expected if name in ("", first) else None) for name in names[1]])
    subgraph = _table(builder, 9, {2: into, 3: out})
    about = _table(builder, 5, {0: builder.CreateString(EXPECTS)}, small={2: _DESCRIPTIONS})
    fields = {
        0: builder.CreateString("Layerloom"),
        1: builder.CreateString(_described(expected)),
        3: _vector(builder, [subgraph]),
        6: _vector(builder, [about]),
    }
    builder.Finish(_table(builder, 8, fields), IDENTIFIER)
    return bytes(builder.Output())


def _described(expected: Expected) -> str:
    least, most = expected.values
    return f"Values from {least:g} to {most:g}; the {expected.top_k} most likely of {len(expected.classes)} {expected.task}."


def _names(tensors: Sequence[int], signature: Any) -> list[str]:
    """What a signature calls the tensors of a graph; "" where there is none."""
    known = {found.tensorIndex: found.name.decode() for found in signature or ()}
    return [known.get(tensor, "") for tensor in tensors]


def _input(builder: Any, wanted: ModelInput, expected: Expected) -> int:
    content = _table(builder, 3, {1: _properties(builder, wanted)}, small={0: _IMAGE if _is_image(wanted) else _FEATURE})
    plain = _table(builder, 2, {0: _floats(builder, [0.0]), 1: _floats(builder, [1.0])})  # (value − 0) / 1: as they are
    unit = _table(builder, 2, {1: plain}, small={0: 1})
    stats = _table(builder, 2, {0: _floats(builder, [expected.values[1]]), 1: _floats(builder, [expected.values[0]])})
    fields = {0: builder.CreateString(wanted.name), 3: content, 4: _vector(builder, [unit]), 5: stats}
    return _table(builder, 7, fields)


def _is_image(wanted: ModelInput) -> bool:
    return len(wanted.shape) == 3 and wanted.shape[-1] in (1, 3)


def _properties(builder: Any, wanted: ModelInput) -> int:
    if not _is_image(wanted):
        return _table(builder, 0, {})
    height, width, channels = wanted.shape
    size = {}
    if height and width:
        builder.StartObject(2)
        builder.PrependUint32Slot(0, width, 0)
        builder.PrependUint32Slot(1, height, 0)
        size = {1: builder.EndObject()}
    return _table(builder, 2, size, small={0: _GREY if channels == 1 else _RGB})


def _output(builder: Any, name: str, expected: Expected | None) -> int:
    fields = {0: builder.CreateString(name)}
    if expected is not None and expected.classes:
        labels = _table(builder, 5, {0: builder.CreateString(LABELS)}, small={2: _TENSOR_AXIS_LABELS})
        fields[6] = _vector(builder, [labels])
    fields[3] = _table(builder, 3, {1: _table(builder, 0, {})}, small={0: _FEATURE})
    return _table(builder, 7, fields)


def _table(builder: Any, slots: int, offsets: dict[int, int], small: dict[int, int] | None = None) -> int:
    """A table with so many slots: `offsets` to what was written before, and `small` numbers of a byte."""
    builder.StartObject(slots)
    for slot, offset in offsets.items():
        builder.PrependUOffsetTRelativeSlot(slot, offset, 0)
    for slot, number in (small or {}).items():
        builder.PrependUint8Slot(slot, number, 0)
    return int(builder.EndObject())


def _vector(builder: Any, offsets: Sequence[int]) -> int:
    builder.StartVector(4, len(offsets), 4)
    for offset in reversed(offsets):
        builder.PrependUOffsetTRelative(offset)
    return int(builder.EndVector())


def _floats(builder: Any, numbers: Sequence[float]) -> int:
    builder.StartVector(4, len(numbers), 4)
    for number in reversed(numbers):
        builder.PrependFloat32(number)
    return int(builder.EndVector())


def packed(content: bytes) -> dict[str, str]:
    """The files behind a model, by name; nothing where there are none."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
