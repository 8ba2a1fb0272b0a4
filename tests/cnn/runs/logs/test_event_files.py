"""Event files of TensorBoard, written by hand and by TensorFlow."""

import random
import struct
from pathlib import Path

import pytest

from cnn.runs.logs.event_files import Point, Told, checksum, masked, read_events
from tests.stages import examples


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def part(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def event(step: int, values: dict[str, float], time: float = 0.0) -> bytes:
    """An `Event` with `simple_value`s."""
    summary = b"".join(part(1, part(1, tag.encode()) + b"\x15" + struct.pack("<f", value)) for tag, value in values.items())
    return b"\x09" + struct.pack("<d", time) + b"\x10" + varint(step) + part(5, summary)


def record(content: bytes) -> bytes:
    head = struct.pack("<Q", len(content))
    return head + struct.pack("<I", masked(head)) + content + struct.pack("<I", masked(content))


def written(path: Path, *contents: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(record, contents)))
    return path


@pytest.mark.parametrize(
    ("data", "crc"),
    [(b"", 0), (b"123456789", 0xE3069283), (bytes(32), 0x8A9136AA), (b"\xff" * 32, 0x62A8AB43), (bytes(range(32)), 0x46DD794E)],
)
def test_the_checksum_is_the_published_one(data: bytes, crc: int) -> None:
    assert checksum(data) == crc  # RFC 3720, appendix B.4


def test_numbers_come_by_their_tags(tmp_path: Path) -> None:
    path = written(
        tmp_path / "events.out.tfevents.1",
        b"\x09" + bytes(8) + part(3, b"brain.Event:2"),
        event(0, {"loss": 0.5, "accuracy": 0.25}, 10.0),
        part(5, part(1, part(1, b"image") + part(4, b"pixels"))),
        event(300, {"loss": 0.125}, 11.5),
    )
    assert read_events(path) == Told({"loss": [Point(0, 10.0, 0.5), Point(300, 11.5, 0.125)], "accuracy": [Point(0, 10.0, 0.25)]})


def test_a_file_that_is_still_written_ends_within_a_record(tmp_path: Path) -> None:
    whole = record(event(0, {"loss": 0.5})) + record(event(1, {"loss": 0.25}))
    path = tmp_path / "tfevents"
    for end in range(len(whole) // 2 + 1, len(whole)):
        path.write_bytes(whole[:end])
        told = read_events(path)
        assert (told.torn, told.damaged, len(told.points["loss"])) == (True, 0, 1)


def test_a_byte_that_was_turned_is_noticed(tmp_path: Path) -> None:
    contents = [event(step, {"loss": step / 4}) for step in range(4)]
    whole = b"".join(map(record, contents))
    known = {Point(step, 0.0, step / 4) for step in range(4)}
    path, chance = tmp_path / "tfevents", random.Random(0)
    for _ in range(examples(200)):
        at = chance.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        told = read_events(path)
        assert told.damaged or told.torn
        assert {point for points in told.points.values() for point in points} < known


def test_no_record_breaks_the_reader(tmp_path: Path) -> None:
    chance = random.Random(1)
    for _ in range(examples(300)):
        content = bytearray(event(5, {"loss": 0.5}))
        for _ in range(3):
            content[chance.randrange(len(content))] = chance.randrange(256)
        read_events(written(tmp_path / "tfevents", bytes(content)))  # its checksum is right


@pytest.mark.keras
def test_what_tensorflow_writes_is_read_as_tensorboard_reads_it(tmp_path: Path) -> None:
    import tensorflow as tf
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    with tf.summary.create_file_writer(str(tmp_path)).as_default():
        for step in (0, 7, 1 << 40):
            tf.summary.scalar("epoch_loss", 1 / (step + 1), step=step)
            tf.summary.scalar("double", tf.constant(0.1, tf.float64), step=step)
            tf.summary.histogram("weights", [1.0, 2.0, 3.0], step=step)
            tf.summary.image("picture", tf.zeros((1, 200, 200, 3)), step=step)
        tf.summary.flush()
    (path,) = tmp_path.glob("*tfevents*")
    found = read_events(path)
    oracle = EventAccumulator(str(path)).Reload()
    for tag in ("epoch_loss", "double"):
        expected = oracle.Tensors(tag)
        assert [(point.step, point.time) for point in found.points[tag]] == [(one.step, one.wall_time) for one in expected]
        values = [float(tf.make_ndarray(one.tensor_proto)) for one in expected]
        assert [point.value for point in found.points[tag]] == pytest.approx(values)
    assert set(found.points) == {"epoch_loss", "double"}
    assert not found.damaged
