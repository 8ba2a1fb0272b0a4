"""What Layerloom remembers between two starts: appearance, recent files, where the panels stood.

A small JSON file, read through a typed model: a value of another kind counts as never set, and nothing in it is executed.
`LAYERLOOM_SETTINGS` names another file to keep it in.
"""

import binascii
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn.files.json_models import bounded_text
from gui.settings.settings_file import SettingsFile

ThemeChoice = Literal["system", "light", "dark"]
MotionChoice = Literal["system", "full", "reduced"]
RECENT_LIMIT = 10
COMMANDS_LIMIT = 30
#: entries of a list or table; nobody has that many
MOST = 5000
#: bytes; Qt needs 66 for a window and 31 for a splitter
LARGEST_LAYOUT = 500


Text = Annotated[str, bounded_text(4096, least=1)]


class Settings(BaseModel):
    """All that is remembered."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    theme: ThemeChoice = "system"
    motion: MotionChoice = "system"
    language: Text = "system"  # or the name of one that there is
    recent: list[Text] = []
    favourites: list[Text] = []
    uses: dict[Text, Annotated[int, Field(ge=0, le=10**9)]] = {}
    families: list[Text] | None = None  # those that are unfolded in the palette
    layouts: dict[Text, Text] = {}  # what Qt says of a splitter or of the window, in base64
    shown: dict[Text, bool] = {}
    panels_height: Annotated[int, Field(ge=0, le=10_000)] = 0  # pixels, of the panels below when they are open; 0: never chosen
    smoothing: Annotated[float, Field(ge=0, lt=1)] = 0.0  # of curves: the weight of their moving average
    plot_axis: Text = "epoch"  # what curves are shown along
    notify: bool = True  # whether the desktop tells that a training has ended
    folders: dict[Text, Text] = {}  # where a kind of thing was found or put last
    commands: list[Text] = []  # what was chosen last among everything that can be found, the newest first
    tours: dict[Text, Annotated[int, Field(ge=0, le=1000)]] = {}  # the step at which each was left
    told: list[Text] = []  # copies that can't be read, of which the person knows


def file() -> Path:
    """Where settings are kept."""
    return _file().path


def current() -> Settings:
    """What is remembered now, by this window and by others."""
    kept = _file()
    state = kept.state()
    if _latest.get(kept, (None,))[0] != state:
        _latest[kept] = (state, typed(kept.read()))
    return _latest[kept][1]


def typed(values: Mapping[str, Any]) -> Settings:
    """The settings among some values; whatever is none counts as never set."""
    values = {name: value for name, value in values.items() if not (isinstance(value, (list, dict)) and len(value) > MOST)}
    while True:
        try:
            return Settings.model_validate(values)
        except ValidationError as error:
            _drop(values, [item["loc"] for item in error.errors(include_url=False, include_input=False)])


def theme_choice() -> ThemeChoice:
    """Which appearance the person chose."""
    return current().theme


def set_theme_choice(choice: ThemeChoice) -> None:
    """Remembers which appearance the person chose."""
    _change("theme", lambda _: choice)


def motion_choice() -> MotionChoice:
    """Which amount of movement the person chose."""
    return current().motion


def set_motion_choice(choice: MotionChoice) -> None:
    """Remembers which amount of movement the person chose."""
    _change("motion", lambda _: choice)


def language_choice() -> str:
    """Which language the person chose: "system", or the name of one."""
    return current().language


def set_language_choice(choice: str) -> None:
    """Remembers which language the person chose."""
    _change("language", lambda _: choice)


def smoothing() -> float:
    """How much curves are smoothed: the weight of their moving average, from 0 to below 1."""
    return current().smoothing


def set_smoothing(weight: float) -> None:
    """Remembers how much curves are smoothed."""
    _change("smoothing", lambda _: weight)


def plot_axis() -> str:
    """What curves are shown along."""
    return current().plot_axis


def set_plot_axis(axis: str) -> None:
    """Remembers what curves are shown along."""
    _change("plot_axis", lambda _: axis)


def notify() -> bool:
    """Whether the desktop tells that a training has ended, while the window is not looked at."""
    return current().notify


def set_notify(wanted: bool) -> None:
    """Remembers whether the desktop tells that a training has ended."""
    _change("notify", lambda _: wanted)


def recent_files() -> list[Path]:
    """The files opened and saved last, newest first."""
    return [Path(name) for name in current().recent[:RECENT_LIMIT]]


def remember_file(path: Path) -> None:
    """Puts a file on top of the recent ones."""
    name = str(path.absolute())
    _change("recent", lambda now: [name, *(other for other in now.recent if other != name)][:RECENT_LIMIT])


def forget_file(path: Path) -> None:
    """Takes a file from the recent ones."""
    _change("recent", lambda now: [other for other in now.recent if other != str(path.absolute())])


def forget_files() -> None:
    """Empties the list of recent files."""
    _change("recent", lambda _: [])


def layout(name: str) -> bytes | None:
    """Where a part of the window stood, as Qt noted it; `None` when it was never kept."""
    try:
        state = b64decode(current().layouts.get(name, ""), validate=True)
    except (binascii.Error, ValueError):
        return None
    return state if 0 < len(state) <= LARGEST_LAYOUT else None


def shown(name: str, *, first: bool = True) -> bool:
    """Whether a part of the window was shown; `first`: whether it is at the first start."""
    return current().shown.get(name, first)


def keep_shown(name: str, shown: bool) -> None:
    """Keeps whether a part of the window is to be shown."""
    _change("shown", lambda now: now.shown | {name: shown})


def panels_height() -> int:
    """How high the panels below are when they are open, in pixels; 0 when that was never kept."""
    return current().panels_height


def keep_window(layouts: Mapping[str, bytes], shown: Mapping[str, bool], families: list[str], panels_height: int = 0) -> None:
    """Keeps where the parts of the window stand, which are shown, which families of layers are unfolded, and how high the
    panels below are when they are open."""
    encoded = {name: b64encode(state).decode() for name, state in layouts.items()}
    _file().change(
        lambda values: {
            "layouts": typed(values).layouts | encoded,
            "shown": typed(values).shown | dict(shown),
            "families": families,
            "panels_height": panels_height or typed(values).panels_height,
        }
    )


def families() -> list[str] | None:
    """Which families of layers are unfolded in the palette; `None` when that was never kept."""
    return current().families


def favourites() -> list[str]:
    """What the person keeps at hand in the palette, in the order it was chosen."""
    return list(current().favourites)


def keep_favourites(payloads: list[str]) -> None:
    """Keeps what is at hand in the palette."""
    _change("favourites", lambda _: payloads)


def uses() -> dict[str, int]:
    """How often each layer or block was added: from the palette, by typing on the canvas, from its menus."""
    return dict(current().uses)


def count_use(payload: str) -> None:
    """Remembers that a layer or block was added."""
    _change("uses", lambda now: now.uses | {payload: now.uses.get(payload, 0) + 1})


def commands() -> list[str]:
    """What was chosen last among everything that can be found, the newest first."""
    return list(current().commands)


def remember_command(name: str) -> None:
    """Puts what was chosen on top of the others."""
    _change("commands", lambda now: [name, *(other for other in now.commands if other != name)][:COMMANDS_LIMIT])


def folder(topic: str) -> str:
    """Where a kind of thing was found or put last, whether it is still there or not; "" where that is not known."""
    return current().folders.get(topic, "")


def remember_folder(topic: str, path: Path) -> None:
    """A thing of that kind was found or put there."""
    _change("folders", lambda now: now.folders | {topic: str(path.absolute())})


def tour_place(name: str) -> int:
    """The step, from 0, at which a tour was left."""
    return current().tours.get(name, 0)


def keep_tour_place(name: str, place: int) -> None:
    """A tour is at that step, from 0; 0 as well where it was gone to its end."""
    if tour_place(name) != place:
        _change("tours", lambda now: {one: at for one, at in (now.tours | {name: place}).items() if at})


def reported_copies() -> list[str]:
    """Of which copies that can't be read the person was told."""
    return list(current().told)


def remember_reported_copy(name: str) -> None:
    """The person was told of a copy."""
    _change("told", lambda now: [*now.told, name][-MOST:])


def _change(name: str, change: Callable[[Settings], object]) -> None:
    """Remembers a new value, made from what is remembered at this moment, also by other windows."""
    _file().change(lambda values: {name: change(typed(values))})


#: what each file said when it was read last
_latest: dict[SettingsFile, tuple[object, Settings]] = {}


def _file() -> SettingsFile:
    return _opened(os.environ.get("LAYERLOOM_SETTINGS", ""))


@cache
def _opened(chosen: str) -> SettingsFile:
    if chosen:
        path = Path(chosen)
        return SettingsFile(path.with_suffix(".json"), path.with_suffix(".ini") if path.suffix == ".json" else path)
    from platformdirs import user_config_path

    of_qt = os.environ.get("APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME") or Path.home() / ".config"
    return SettingsFile(
        user_config_path("layerloom", appauthor=False) / "settings.json", Path(of_qt, "Layerloom", "Layerloom.ini")
    )


def _drop(values: dict[str, Any], places: list[tuple[int | str, ...]]) -> None:
    """Takes out what is no setting: entries of a list or of a table, or all that stands under a name."""
    for name in {str(place[0]) for place in places}:
        inside = values.pop(name, None)
        entries = {place[1] if len(place) > 1 else None for place in places if place[0] == name}
        if None in entries or not isinstance(inside, (list, dict)):
            continue
        if isinstance(inside, list):
            values[name] = [item for number, item in enumerate(inside) if number not in entries]
        else:
            values[name] = {key: item for key, item in inside.items() if key not in entries}
