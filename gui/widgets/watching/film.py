"""A training as a film: filters, feature maps, confusion matrix and curves at one of its moments, painted into any rectangle."""

import io
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import chain
from math import ceil, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from cnn.errors import FileError
from cnn.files.files import replacing, write_bytes
from cnn.pictures.colours import Theme
from cnn.words.language import filled, labelled
from gui.style import theme
from gui.style.number_colours import colours, image, table

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

#: pixels between parts, and between pictures of one part
GAP, SEAM = 20, 2
#: of the width, what each part takes: the image and what is said of it, filters, maps, matrix, curves
SHARES = (0.15, 0.2, 0.25, 0.18, 0.22)
#: pixels of a film that is saved, and milliseconds of a picture in it
SAVED, LASTS = QSize(1120, 260), 80


@dataclass(frozen=True)
class Film:
    """All moments of a run, as the worker told them; `curves` are names and points over epochs."""

    told: Mapping[str, Any]
    arrays: "Mapping[str, NDArray[Any]]"
    curves: Sequence[tuple[str, str, Sequence[tuple[float, float]]]] = ()  # name, colour of the theme, points

    def __len__(self) -> int:
        return len(self.told["steps"])

    def epoch(self, place: int) -> float:
        """How far the training was, in epochs."""
        return float(self.told["steps"][place] / max(self.told["steps_per_epoch"], 1))

    def nearest(self, epoch: float) -> int:
        """The moment that is nearest to so many epochs."""
        return min(range(len(self)), key=lambda place: abs(self.epoch(place) - epoch))

    def words(self, place: int) -> str:
        """A moment in words."""
        told = self.told
        words = [filled(_tr("step {0} · epoch {1}"), f"{told['steps'][place]:,}", f"{self.epoch(place):.2f}")]
        if told["accuracy"]:
            words.append(filled(_tr("{0} of {1} images right"), f"{told['accuracy'][place]:.1%}", f"{told['judged']:,}"))
        if told["classes"]:
            said = self.arrays["said"][place]
            words.append(filled(_tr("says {0} ({1})"), told["classes"][int(said.argmax())], f"{float(said.max()):.0%}"))
        return " · ".join(words)


def load_film(told: Mapping[str, Any], path: Path) -> Film:
    """A film from the worker's file, which is read at once and taken away."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as kept:
            return Film(told, {name: kept[name] for name in kept.files})
    finally:
        path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Beside:
    """Another film that moves with the first one, and what both are called. It stands at the moment that is nearest in epochs."""

    film: Film
    titles: tuple[str, str]

    def place(self, first: Film, place: int) -> int:
        """Its moment where the first stands at `place`; when one training is longer it stays at its end."""
        return self.film.nearest(first.epoch(place))

    def words(self, first: Film, place: int) -> str:
        """Both moments in words."""
        mine, theirs = self.titles
        return f"{labelled(mine, first.words(place))}   {labelled(theirs, self.film.words(self.place(first, place)))}"


class FilmView(QWidget):
    """Shows one moment of a film, or of two films one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filmView")
        self.setMinimumHeight(120)
        self.film: Film | None = None
        self.beside: Beside | None = None
        self.place = 0

    def show_film(self, film: Film | None) -> None:
        """Shows another film, or none."""
        self.film = film
        self.show_moment(self.place)

    def show_beside(self, beside: Beside | None) -> None:
        """Shows a second film as well, or the first one alone."""
        self.beside = beside
        self.show_moment(self.place)

    @property
    def words(self) -> str:
        """The moment that is shown, in words."""
        if self.film is None:
            return ""
        return self.film.words(self.place) if self.beside is None else self.beside.words(self.film, self.place)

    def show_moment(self, place: int) -> None:
        """Shows that moment."""
        self.place = min(max(place, 0), len(self.film) - 1) if self.film is not None else 0
        if self.film is not None:
            self.setAccessibleName(self.words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.film is not None:
            with QPainter(self) as painter:
                paint_films(painter, QRectF(self.rect()), self.film, self.beside, self.place, theme.current(), self.font())


def paint_films(painter: QPainter, area: QRectF, film: Film, beside: Beside | None, place: int, look: Theme, font: QFont) -> None:
    """One moment of a film; with another one `beside` it below, each under its name."""
    if beside is None:
        paint_moment(painter, area, film, place, look, font)
        return
    small = theme.small_font(font)
    painter.setFont(small)
    high = painter.fontMetrics().height() + 2
    heading = painter.fontMetrics().height() + 4  # stands above the first one only
    half = (area.height() - GAP / 2 - heading) / 2
    shown = ((film, place), (beside.film, beside.place(film, place)))
    reach = largest(film, beside.film)
    for number, (one, at) in enumerate(shown):
        top = area.top() + number * (half + heading + GAP / 2)
        painter.setFont(small)
        painter.setPen(QColor(look.text))
        line = QRectF(area.left(), top, area.width(), high)
        title = painter.fontMetrics().elidedText(beside.titles[number], Qt.TextElideMode.ElideMiddle, int(area.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, title)
        box = QRectF(area.left(), top + high, area.width(), half - high + (0 if number else heading))
        paint_moment(painter, box, one, at, look, font, headed=not number, reach=reach)


def largest(*films: Film) -> tuple[float, float]:
    """How far the curves of films go to the right (epochs) and up, so that those of two runs have the same axes."""
    points = [point for film in films for _, _, curve in film.curves for point in curve]
    return max((x for x, _ in points), default=0) or 1.0, max((y for _, y in points), default=0) or 1.0


def paint_moment(
    painter: QPainter,
    area: QRectF,
    film: Film,
    place: int,
    look: Theme,
    font: QFont,
    *,
    headed: bool = True,
    reach: tuple[float, float] | None = None,
) -> None:
    """One moment of a film, with headings above its parts unless they stand above already; its curves reach as far as they do,
    or as far as `reach` says.
    """
    painter.setFont(theme.small_font(font))
    high = painter.fontMetrics().height() if headed else -4
    scheme = colours(look)
    left = area.left()
    headings = (
        _tr("IMAGE"),
        _tr("FILTERS"),
        _tr("FEATURE MAPS"),
        _tr("CONFUSION MATRIX"),
        _tr("CURVES"),
    )
    boxes = []
    for share, heading in zip(SHARES, headings, strict=True):
        wide = share * (area.width() - GAP * (len(SHARES) - 1))
        if headed:
            painter.setPen(QColor(look.secondary))
            words = painter.fontMetrics().elidedText(heading, Qt.TextElideMode.ElideRight, int(wide))
            painter.drawText(QRectF(left, area.top(), wide, high), Qt.AlignmentFlag.AlignLeft, words)
        boxes.append(QRectF(left, area.top() + high + 4, wide, area.height() - high - 4))
        left += wide + GAP
    arrays, told = film.arrays, film.told
    _paint_image(painter, boxes[0], film, place, look)
    if "filters" in arrays:
        shown = arrays["filters"][place]
        signed = table(scheme, signed=told["signed_filters"])
        _paint_grid(painter, boxes[1], [image(one) if told["colour"] else image(signed[one]) for one in shown])
    if "maps" in arrays:
        of_maps = table(scheme, signed=told["signed"])
        _paint_grid(painter, boxes[2], [image(of_maps[one]) for one in arrays["maps"][place]])
    if "confusion" in arrays:
        _paint_matrix(painter, boxes[3], arrays["confusion"][place], look)
    _paint_curves(painter, boxes[4], film, place, look, reach or largest(film))


def _paint_image(painter: QPainter, box: QRectF, film: Film, place: int, look: Theme) -> None:
    """The image, and how likely each class is taken to be."""
    import numpy as np

    pixels = film.arrays["image"]
    pixels = np.repeat(pixels[..., :1], 3, axis=-1) if pixels.shape[-1] != 3 else pixels
    side = min(box.width() * 0.45, box.height())
    picture = image(np.ascontiguousarray(pixels))
    size = picture.size().scaled(int(side), int(side), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(box.left(), box.top(), size.width(), size.height()), picture)
    classes = film.told["classes"]
    if not classes:
        return
    said = film.arrays["said"][place]
    rows = min(len(classes), max(int(box.height() / 12), 1))
    chosen = range(len(classes)) if rows >= len(classes) else np.sort(np.argsort(-said)[:rows]).tolist()
    high, left = min(box.height() / rows, 20.0), box.left() + side + 8
    wide = painter.fontMetrics().horizontalAdvance("0") * 3
    for row, number in enumerate(chosen):
        top = box.top() + row * high
        right = classes[number] == film.told["truth"]
        painter.setPen(QColor(look.text if right else look.secondary))
        name = painter.fontMetrics().elidedText(classes[number], Qt.TextElideMode.ElideRight, int(wide))
        painter.drawText(QRectF(left, top, wide, high), Qt.AlignmentFlag.AlignVCenter, name)
        bar = QRectF(left + wide + 4, top + high * 0.25, max(box.right() - left - wide - 4, 1), high * 0.5)
        painter.fillRect(bar, QColor(look.border))
        bar.setWidth(bar.width() * float(said[number]))
        painter.fillRect(bar, QColor(look.accent if right else look.secondary))


def _paint_grid(painter: QPainter, box: QRectF, pictures: Sequence[QImage]) -> None:
    """Pictures of one size side by side, as large as they can be."""
    if not pictures:
        return
    ratio = pictures[0].width() / pictures[0].height()
    columns = max(1, min(len(pictures), round(sqrt(len(pictures) * box.width() / (box.height() * ratio)))))
    rows = ceil(len(pictures) / columns)
    wide = min((box.width() - SEAM * (columns - 1)) / columns, ((box.height() - SEAM * (rows - 1)) / rows) * ratio)
    for number, picture in enumerate(pictures):
        left = box.left() + number % columns * (wide + SEAM)
        top = box.top() + number // columns * (wide / ratio + SEAM)
        painter.drawImage(QRectF(left, top, wide, wide / ratio), picture)


def _paint_matrix(painter: QPainter, box: QRectF, counts: "NDArray[Any]", look: Theme) -> None:
    """Rows are what images are, columns what they are taken for; the diagonal is right."""
    import numpy as np

    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    found = [QColor(name) for name in (look.raised, look.accent, look.problem)]
    ground, right, wrong = (np.array([one.red(), one.green(), one.blue()]) for one in found)
    diagonal = np.eye(len(shares), dtype=bool)[..., None]
    sheet = ground + (np.where(diagonal, right, wrong) - ground) * np.sqrt(shares)[..., None]
    side = min(box.width(), box.height())
    painter.drawImage(QRectF(box.left(), box.top(), side, side), image(sheet.astype(np.uint8)))
    painter.setPen(QPen(QColor(look.border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(box.left(), box.top(), side, side))


def _paint_curves(painter: QPainter, box: QRectF, film: Film, place: int, look: Theme, reach: tuple[float, float]) -> None:
    """All of the curves, faint what is still to come, and where the moment is."""
    if not any(curve for _, _, curve in film.curves):
        return
    high = painter.fontMetrics().height()
    names = QRectF(box.left(), box.top(), box.width(), high)
    box = box.adjusted(0, high + 2, 0, -2)
    end, most = reach
    now = film.epoch(place)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for name, colour, curve in film.curves:
        shade = QColor(getattr(look, colour))
        painter.setPen(shade)
        painter.drawText(names, Qt.AlignmentFlag.AlignLeft, name)
        names.setLeft(names.left() + painter.fontMetrics().horizontalAdvance(name) + 12)
        spots = [QPointF(box.left() + x / end * box.width(), box.bottom() - y / most * box.height()) for x, y in curve]
        passed = sum(x <= now + 1e-9 for x, _ in curve)
        painter.setPen(QPen(shade, 1.6))
        painter.drawPolyline(QPolygonF(spots[:passed]))
        shade.setAlphaF(0.25)
        painter.setPen(QPen(shade, 1.6))
        painter.drawPolyline(QPolygonF(spots[max(passed - 1, 0) :]))
    across = box.left() + min(now / end, 1.0) * box.width()
    painter.setPen(QPen(QColor(look.wire), 1))
    painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


#: what a film can be saved as; MP4 where the program is there that writes it
GIF, MP4 = ".gif", ".mp4"


def video_program() -> str:
    """Where the program ffmpeg is, which writes MP4: the system's, or that of the package imageio-ffmpeg; "" where there is none.

    https://ffmpeg.org
    """
    return shutil.which("ffmpeg") or _packaged_program()


def _packaged_program() -> str:
    """The ffmpeg that the package imageio-ffmpeg carries: it needs no rights on the computer, on Windows and macOS neither."""
    try:
        return str(import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError, OSError):  # no such package, or none of its programs runs here
        return ""


def save_film(film: Film, path: Path, look: Theme, font: QFont, beside: Beside | None = None) -> None:
    """Writes a film, or two, as an animated GIF or as an MP4, moment by moment with its words below; can run on any thread.

    Raises `FileError`, also for an MP4 where ffmpeg is not installed.
    """
    picture = partial(_picture, film, look, font, beside)
    if path.suffix.lower() == MP4:
        _save_video(map(picture, range(len(film))), path)
    else:
        _save_gif(picture(len(film) - 1), map(picture, range(len(film))), path)


def _picture(film: Film, look: Theme, font: QFont, beside: Beside | None, place: int) -> "Image":
    from PIL import Image

    size = SAVED if beside is None else QSize(SAVED.width(), 2 * SAVED.height() - 40)
    picture = QImage(size, QImage.Format.Format_RGB888)
    picture.fill(QColor(look.surface))
    with QPainter(picture) as painter:
        paint_films(painter, QRectF(16, 12, size.width() - 32, size.height() - 56), film, beside, place, look, font)
        painter.setPen(QColor(look.text))
        painter.setFont(font)
        line = QRectF(16, size.height() - 36, size.width() - 32, 24)
        words = film.words(place) if beside is None else beside.words(film, place)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        reached = (size.width() - 32) * (place + 1) / len(film)
        painter.fillRect(QRectF(16, size.height() - 8, reached, 2), QColor(look.accent))
    data = bytes(picture.constBits())
    return Image.frombytes("RGB", (size.width(), size.height()), data, "raw", "RGB", picture.bytesPerLine())


def _save_gif(last: "Image", frames: "Iterator[Image]", path: Path) -> None:
    """All frames in the colours of the last one."""
    from PIL import Image

    palette = last.quantize(255, dither=Image.Dither.NONE)
    shown = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    file = io.BytesIO()
    lasting = [LASTS] * (len(shown) - 1) + [2000]
    shown[0].save(file, "GIF", save_all=True, append_images=shown[1:], duration=lasting, loop=0, optimize=False)
    write_bytes(path, file.getvalue())


def _save_video(frames: "Iterator[Image]", path: Path) -> None:
    """Frames go to ffmpeg one by one as plain pixels; H.264 with colours as every player takes them."""
    program = video_program()
    if not program:
        raise FileError(
            _tr("An MP4 takes the program ffmpeg, which is not installed."),
            _tr("Save it as a GIF, or install ffmpeg; pip install imageio-ffmpeg brings one."),
        )
    first = next(frames)
    with replacing(path) as temporary:
        command = [program, "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"]
        command += ["-s", f"{first.width}x{first.height}", "-r", f"{1000 / LASTS:g}", "-i", "-"]
        command += ["-pix_fmt", "yuv420p", "-f", "mp4", str(temporary)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as writing:
            assert writing.stdin is not None
            with suppress(BrokenPipeError):  # it ended early: what it says tells why
                for frame in chain((first,), frames):
                    writing.stdin.write(frame.tobytes())
            said = writing.communicate()[1].decode("utf-8", "replace").strip().splitlines()
        if writing.returncode:
            raise FileError(
                filled(_tr("ffmpeg could not write {0}: {1}"), path.name, (said or ["?"])[-1]), _tr("Save it as a GIF.")
            )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Film", text)
