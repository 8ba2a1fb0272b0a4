"""The program that runs here, as a wheel for another computer: the same version, built from the very files that run."""

import base64
import functools
import hashlib
import importlib.metadata
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from cnn import __version__
from cnn.errors import ComputerError
from cnn.program import MAIN
from cnn.words.language import tr

#: what only the window needs, and a training never
WINDOW_ONLY = ("pyside6-essentials", "qtawesome", "superqt", "matplotlib")
_LEFT_OUT = {"__pycache__", "screenshots"}
_PARTS = ("cnn", "gui", "assets")


@functools.cache
def build() -> str:
    """The version that runs here and a digest of its code, `0.1.0+3fa29c01b7d4`: equal builds compute the same."""
    found = hashlib.sha256()
    for name, path in _files():
        if name.endswith(".py"):
            found.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return f"{__version__}+{found.hexdigest()[:12]}"


def wheel() -> tuple[str, bytes]:
    """Its file name and content; raises `ComputerError` where the program's own files are not there."""
    if getattr(sys, "frozen", False) or not MAIN.is_file():
        raise ComputerError(
            tr("This Layerloom is frozen into one program and holds no files to copy."),
            tr("Set up from one that was installed with pip or runs from its source."),
        )
    info = f"layerloom-{__version__}.dist-info"
    records: list[str] = []
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, data: bytes) -> None:
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            records.append(f"{name},sha256={digest},{len(data)}")

        for name, path in _files():
            put(f"layerloom/{name}", path.read_bytes())
        put("layerloom/BUILD", f"{build()}\n".encode())
        needs = "".join(f"Requires-Dist: {need}\n" for need in requirements())
        put(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: layerloom\nVersion: {__version__}\n{needs}".encode())
        put(f"{info}/WHEEL", b"Wheel-Version: 1.0\nGenerator: layerloom\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        put(f"{info}/entry_points.txt", b"[console_scripts]\nlayerloom = layerloom:main\n")
        records.append(f"{info}/RECORD,,")
        archive.writestr(f"{info}/RECORD", "\n".join(records) + "\n")
    return f"layerloom-{__version__}-py3-none-any.whl", content.getvalue()


def requirements(*, gpu: bool = False) -> tuple[str, ...]:
    """What a training needs from the package index, as this version asks for it; with what TensorFlow needs for NVIDIA's GPUs."""
    found = [need for need in _declared() if _named(need) not in WINDOW_ONLY]
    return tuple(
        "tensorflow[and-cuda]" + need[len("tensorflow") :] if gpu and _named(need) == "tensorflow" else need for need in found
    )


def constraints() -> str:
    """The versions that are installed here, a line each: trained with the same ones, a run can go on here to the bit."""
    versions = {_named(found.metadata["Name"] or ""): found.version for found in importlib.metadata.distributions()}
    skipped = {"", "layerloom", "pip", "setuptools", "wheel", "uv"}
    return "".join(
        f"{name}=={version}\n" for name, version in sorted(versions.items()) if name not in skipped and "+" not in version
    )


def _declared() -> list[str]:
    """The requirements without extras, from the source's own file, or from what pip has noted."""
    import tomllib  # compiles patterns, which no window waits for

    try:
        return list(tomllib.loads((MAIN.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"])
    except (OSError, ValueError, LookupError):
        pass
    try:
        return [need for need in importlib.metadata.requires("layerloom") or () if "extra ==" not in need]
    except importlib.metadata.PackageNotFoundError:
        raise ComputerError(
            tr("It is not known what this Layerloom needs."), tr("Install it with pip, or run it from its source.")
        ) from None


def _named(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[._-]+", "-", found[0]).lower() if found else ""


def _files() -> Iterator[tuple[str, Path]]:
    """What the package holds, by its name below `layerloom/`; in order."""
    app = MAIN.parent
    package = app.parent if app.name == "app" and (app.parent / "__main__.py").is_file() else app / "layerloom"
    for name in ("__init__.py", "__main__.py"):
        yield name, package / name
    yield "app/main.py", MAIN
    for part in _PARTS:
        for path in sorted((app / part).rglob("*")):
            if path.is_file() and not _LEFT_OUT & set(path.relative_to(app).parts):
                yield f"app/{path.relative_to(app).as_posix()}", path
