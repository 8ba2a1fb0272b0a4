"""Files of every format that Pillow knows, and an interpreter that watches what is started while they are read."""

import io
import os
import subprocess
import sys
import warnings
from pathlib import Path

from PIL import Image

#: how files begin that Pillow opens but can't write
BEGINNINGS = {
    "CUR": b"\0\0\2\0\1\0" + bytes(range(16)) * 8,
    "DCX": (0x3ADE68B1).to_bytes(4, "little") + bytes(64),
    "FITS": b"SIMPLE  =                    T".ljust(80) + b"END".ljust(2800),
    "FLI": bytes(4) + b"\x11\xaf" + bytes(122),
    "FTEX": b"FTEX" + bytes(64),
    "GBR": (28).to_bytes(4, "big") + (2).to_bytes(4, "big") + bytes(64),
    "ICO": b"\0\0\1\0\1\0" + bytes(64),
    "IMT": b"\x0c" + bytes(200),
    "IPTC": b"\x1c\x03\x0a" + bytes(64),
    "MCIDAS": b"\0\0\0\0\0\0\0\4" + bytes(300),
    "MPEG": b"\0\0\1\xb3" + bytes(64),
    "PCD": bytes(2048) + b"PCD_" + bytes(2000),
    "PIXAR": b"\200\350\000\000" + bytes(600),
    "PSD": b"8BPS\0\1" + bytes(64),
    "SUN": (0x59A66A95).to_bytes(4, "big") + bytes(64),
    "WMF": b"\xd7\xcd\xc6\x9a\0\0" + bytes(64),
    "XPM": b'/* XPM */\nstatic char *x[] = {\n"1 1 1 1",\n"a c #000000",\n"a"};\n',
    "XVTHUMB": b"P7 332\n#END_OF_COMMENTS\n1 1 255\n\0",
    "BUFR": b"BUFR" + bytes(64),
    "GRIB": b"GRIB\0\0\0\1" + bytes(64),
    "HDF5": b"\x89HDF\r\n\x1a\n" + bytes(64),
}

#: PostScript that leaves a file where it is run, and its beginning in other guises that Pillow takes
POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 8 8\n%%EndComments\n0 0 8 8 rectfill\nshowpage\n%%EOF\n"
IN_DOS = (0xC6D3D0C5).to_bytes(4, "little") + (32).to_bytes(4, "little") + (len(POSTSCRIPT)).to_bytes(4, "little") + bytes(20)


def every_format() -> dict[str, bytes]:
    """Pillow's name of a format → a file of it; fails where there is none."""
    Image.init()
    return {name: BEGINNINGS.get(name) or _written(name) for name in Image.ID}


def _written(name: str) -> bytes:
    for mode in ("RGB", "RGBA", "L", "1", "P", "F"):
        content = io.BytesIO()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # Pillow will drop some
                Image.new(mode, (16, 16)).save(content, name)
        except (OSError, ValueError, KeyError):
            continue
        return content.getvalue()
    raise AssertionError(f"no file of {name}")


_WATCH = """
import sys
started = []
def note(event, arguments):
    if event in ("subprocess.Popen", "os.system", "os.fork", "os.forkpty", "pty.spawn", "os.startfile", "os.startfile/2") or (
        event.startswith(("os.exec", "os.spawn", "os.posix_spawn"))):
        started.append(f"{event} {arguments!r}"[:200])
sys.addaudithook(note)
"""


def started_by(code: str, *arguments: str | Path) -> list[str]:
    """The processes that some code starts, in an interpreter of its own; it finds the arguments in `sys.argv[1:]`."""
    report = "\nprint('STARTED', *started, sep='\\n')"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _WATCH + code + report, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.partition("STARTED")[2].split("\n")[1:-1]
