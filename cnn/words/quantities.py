"""Numbers in words: totals, which are exact or known in part, counts of things, shares of a whole."""

from collections.abc import Callable
from typing import NamedTuple

from cnn.words import language
from cnn.words.filling import minus
from cnn.words.language import marked, tr
from cnn.words.lists import COMMA

UNKNOWN = "?"
#: places behind the point that a share has at most
MOST_PLACES = 2
_STEPS = ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "k"))


class Totals(NamedTuple):
    """Sums over the layers whose numbers are known; the whole can only be more."""

    params: int = 0
    trainable_params: int = 0


def digits(number: int) -> str:
    """All digits, in groups of three: `61,706`."""
    return minus(f"{number:,}")


def signed(value: float, spec: str = ",") -> str:
    """How much more or less something is, as people read it: `+1,234`, `−5`.

    >>> signed(1234), signed(-5), signed(-0.01234, ".4f")
    ('+1,234', '−5', '−0.0123')
    """
    return minus(format(value, f"+{spec}"))


def spell_value(value: object, most: int = 40) -> str:
    """The value of an argument as people read it, at most so many letters: sizes as `3×3`, one that is not set as `none`.

    >>> spell_value((3, 3)), spell_value(-0.5), spell_value("same")
    ('3×3', '−0.5', 'same')
    >>> spell_value((-0.2, 0.2))
    '(−0.2, 0.2)'
    """
    if value is None:
        return tr("none")
    if isinstance(value, tuple) and any(isinstance(part, float) for part in value):
        text = f"({COMMA.join(spell_value(part, most) for part in value)})"
    elif isinstance(value, tuple) and value:
        text = "×".join(spell_value(part, most) for part in value)
    else:
        text = minus(str(value)) if isinstance(value, int | float) else str(value)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def three_digits(value: float) -> str:
    """A number below a thousand in three digits: `6.25`, `13.2`, `724`."""
    return f"{value:.2f}" if value < 9.995 else f"{value:.1f}" if value < 99.95 else f"{value:,.0f}"


def rounded(value: float, places: int = 3) -> str:
    """A number to so many digits that count, without a power of ten where people would write none.

    >>> rounded(0.01234), rounded(612.4, 2), rounded(45_678), rounded(1.5e9)
    ('0.0123', '610', '45,700', '1.5e+09')
    """
    text = f"{value:.{places}g}"
    return minus(f"{float(text):,.0f}" if "e" in text and 1 <= abs(value) < 1e6 else text)


def spell_short(number: int | None) -> str:
    """Three digits and a unit: `417 k`, `1.82 G`; `?` for an unknown number."""
    if number is None:
        return UNKNOWN
    for step, unit in _STEPS:
        if abs(number) >= step:
            return minus(f"{three_digits(number / step)} {unit}")
    return minus(str(number))


def spell_bytes(size: int | None) -> str:
    """A size in memory: `240 B`, `6.25 kB`, `0.24 MB`, with 1 kB = 1,024 B as Keras's summary counts; `?` for an unknown one.

    >>> spell_bytes(240), spell_bytes(246_824), spell_bytes(None)
    ('240 B', '0.24 MB', '?')
    """
    if size is None:
        return UNKNOWN
    for power, unit in ((30, "GB"), (20, "MB"), (10, "kB")):
        if size >= (1 << power) * (0.1 if unit == "MB" else 1):
            return f"{three_digits(size / (1 << power))} {unit}"
    return f"{size} B"


def about_seconds(seconds: float | None) -> str:
    """A time that is only guessed, in words that promise no more: `about 3 minutes`; `?` when it can't be known.

    >>> about_seconds(8), about_seconds(170), about_seconds(20_000), about_seconds(200_000)
    ('under a minute', 'about 3 minutes', 'about 5.5 hours', 'about 2 days')
    """
    if seconds is None:
        return "?"
    if seconds < 45:
        return tr("under a minute")
    if seconds < 90 * 60:
        return number_of("about {0} minute|about {0} minutes", max(round(seconds / 60), 1))
    if seconds < 36 * 3600:
        hours = round(seconds / 1800) / 2
        return tr("about {0} hours", f"{hours:g}")
    return number_of("about {0} day|about {0} days", round(seconds / 86400))


#: up to so many seconds a time is told in a unit of so many, rounded to so much of it
_TIMES = (
    (90 * 60, 60, 1, marked("up to {0} minutes"), marked("{0} to {1} minutes")),
    (36 * 3600, 3600, 0.5, marked("up to {0} hours"), marked("{0} to {1} hours")),
    (float("inf"), 86400, 1, marked("up to {0} days"), marked("{0} to {1} days")),
)


def between_seconds(least: float, most: float) -> str:
    """A time that is only guessed to lie between two, in words that promise no more.

    >>> between_seconds(5, 20), between_seconds(20, 170), between_seconds(100, 500), between_seconds(5000, 20_000)
    ('under a minute', 'up to 3 minutes', '2 to 8 minutes', '1.5 to 5.5 hours')
    """
    if most < 45:
        return tr("under a minute")
    for limit, unit, step, at_most, between in _TIMES:
        if most < limit:
            low, high = (max(round(seconds / unit / step), 1) * step for seconds in (least, most))
            if low == high:
                return about_seconds(most)
            return tr(at_most, f"{high:g}") if least < 0.75 * unit * step else tr(between, f"{low:g}", f"{high:g}")
    raise AssertionError(most)


def spell_total(total: int | None, known: int, spell: Callable[[int], str] = digits, least: str = "at least {0}") -> str:
    """A total as people read it: `61,706`; `at least 61,706` where only that much is known of it; `?` where nothing is."""
    if total is not None:
        return spell(total)
    return least.format(spell(known)) if known else UNKNOWN


def number_of(forms: str, number: int, *others: object) -> str:
    """How many of a thing there are, in the forms that its language has: English has one for 1 and one for others.

    The number goes into `{0}` with all its digits, what else is to be said into `{1}` and so on.

    >>> number_of("{0} class|{0} classes", 1), number_of("{0} image in {1}|{0} images in {1}", 60_000, "train")
    ('1 class', '60,000 images in train')
    """
    words = language.current()
    return language.filled(words.form(words.find(forms) or forms, number), digits(number), *others)


def spell_share(share: float, places: int = 0) -> str:
    """A share of a whole in percent, to so many places: `37%`, `0.2%`; more places where few would say nothing, or all."""
    if not 0 < share < 1:
        return f"{100 * share:.{places}f}%"
    for more in range(places, MOST_PLACES + 1):
        text = f"{100 * share:.{more}f}"
        if 0 < float(text) < 100:
            return f"{text}%"
    least = 10.0**-MOST_PLACES
    return tr("less than {0:g}%", least) if share < 0.5 else tr("more than {0:g}%", 100 - least)


def spell_task(task: str) -> str:
    """What a network learns, as a message calls it: classes, labels or numbers."""
    return tr({"classes": marked("classes"), "labels": marked("labels"), "numbers": marked("numbers")}[task])


def figure(value: float | None) -> str:
    """A loss or an accuracy in four digits; `–` when it is no number."""
    if value is None or value != value:
        return "–"
    return f"{value:.4f}" if 1e-3 <= abs(value) < 1e6 or value == 0 else f"{value:.2e}"


#: figures that are not written as other words are
_FIGURES = {"mae": "MAE", "rmse": "RMSE", "r2": "R²", "f1": "F1", "best_f1": "Best F1", "auc": "AUC", "auc_pr": "AUC (PR)",
            "r2_score": "R²", "root_mean_squared_error": "RMSE", "f1_score": "F1", "images_per_second": "Images/s"}  # fmt: skip


#: those that are translated; names that a person gave stay as they are
TITLES = (
    marked("Loss"), marked("Accuracy"), marked("Precision"), marked("Recall"), marked("Best F1"), marked("Learning rate"),
    marked("Binary accuracy"), marked("Top k categorical accuracy"), marked("Average precision"), marked("Support"),
    marked("Sparse top k categorical accuracy"), marked("Threshold"), marked("Best threshold"), marked("Images"), marked("Mean"),
    marked("Images/s"),
)  # fmt: skip


def spell_figure(name: str) -> str:
    """What to call a figure: `Average precision` for `average_precision`, `MAE` for `mae`."""
    title = _FIGURES.get(name) or name.replace("_", " ").capitalize()
    return tr(title)


def figure_title(name: str, outputs: tuple[str, ...] = ()) -> str:
    """What to call a figure of Keras's: `Validation accuracy` for `val_accuracy`, `Validation MAE of ink` for `val_ink_mae`."""
    own = name.removeprefix("val_")
    output = next((output for output in outputs if own.startswith(f"{output}_")), "")
    title = spell_figure(own.removeprefix(f"{output}_"))
    told = tr("Validation {0}", lowered(title)) if own != name else title
    return tr("{figure} of {output}", figure=told, output=output) if output else told


def lowered(words: str) -> str:
    """Words as they stand within a sentence; abbreviations stay as they are."""
    return words if words.partition(" ")[0].isupper() else words[:1].lower() + words[1:]
