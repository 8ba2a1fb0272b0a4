"""What the command line's parser refuses, in our words: what was expected, what came, and the nearest that there is."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cnn.commands.parsing.arguments import OPTIONS
from cnn.datasets import info_of
from cnn.errors import brief, in_our_words
from cnn.layers.reasons import reason_of
from cnn.opening import looks_like_a_path, unknown
from cnn.words.language import marked, tr
from cnn.words.lists import both, either, listed
from cnn.words.spelling import guess, nearest

#: options that other programs have, and how the same is had here
_ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys(
        ("--workers", "--num-workers", "--threads", "--jobs", "--prefetch", "--cache"),
        marked("Images are read ahead by as many threads as pay on this machine; there is nothing to set."),
    ),
    **dict.fromkeys(
        ("--gpu", "--gpus", "--num-gpus", "--cuda", "--cpu", "--use-gpu", "--no-cuda", "--accelerator"),
        marked("train --device takes cpu, gpu, gpu:1 or all; devices lists what there is here."),
    ),
    **dict.fromkeys(("--quiet", "--silent", "--progress"), marked("For programs there is --json.")),
    **dict.fromkeys(("--debug", "--log-level"), marked("--verbose shows details.")),
    **dict.fromkeys(
        ("--shuffle", "--no-shuffle"), marked("Training images come in another order each epoch; train --seed says in which.")
    ),
    **dict.fromkeys(("--amp", "--fp16", "--half", "--bf16", "--mixed-precision"), marked("Use train --precision mixed_float16.")),
    **dict.fromkeys(("--deterministic-ops", "--reproducible"), marked("Use train --deterministic.")),
    **dict.fromkeys(("--save", "--model-dir", "--save-dir", "--output-dir"), marked("train --out names the run's folder.")),
    **dict.fromkeys(("--dropout", "--activation", "--batch-norm", "--filters"), marked("That belongs to the network's layers.")),
    **dict.fromkeys(("--format", "--to"), marked("convert goes by the suffix of the file it writes.")),
    **dict.fromkeys(("--list", "--all", "--ls"), marked("presets, layers, datasets, runs and devices list all there are.")),
    **dict.fromkeys(
        ("--pretrained", "--weights", "--init"), marked("train --start-from FILE starts from the weights of a file.")
    ),
    **dict.fromkeys(("--checkpoint", "--load", "--restart"), marked("train --resume RUN goes on with a run.")),
}
#: short forms that other programs have
_SHORT = {"-e": "--epochs", "-b": "--batch-size", "-d": "--data", "-o": "--out", "-j": "--json", "-s": "--seed",
          "-m": "--metrics", "-v": "--version", "-V": "--version"}  # fmt: skip


def refusal(error: Any, commands: Mapping[str, Any], arguments: Sequence[str]) -> tuple[str, str]:
    """What to say of what the parser raised for these arguments, and the hint; `commands` are all there are, by name."""
    where = arguments[0] if arguments and arguments[0] in commands else ""
    message = in_our_words(error.format_message()).strip()
    parameter = getattr(error, "param", None)
    if hasattr(error, "possibilities"):
        return _no_option(error.option_name, where, commands)
    if hasattr(error, "option_name"):
        return _no_value(error.option_name, message, commands[where].params if where else ())
    if hasattr(error, "param_type"):
        return tr("{0} needs {1}.", where, _title(parameter)), _help(parameter)
    if parameter is not None:
        if found := re.search(r"'(.*)' is not one of (.*)", error.message, re.DOTALL):
            return _no_choice(parameter, found[1], re.findall("'([^']+)'", found[2]))
        value, reason = _given(error), reason_of(error.message).replace("must be", "should be")
        whole = "whole" in in_our_words(error.message)
        if value is None:
            return tr("{0} {1}.", _title(parameter), reason), _number(value, whole=whole)
        return tr("{0} {1}; it is {2}.", _title(parameter), reason, brief(value)), _number(value, whole=whole)
    if found := re.fullmatch(r"Got unexpected extra arguments?\(?s?\)? \((.*)\)\.?", message, re.DOTALL):
        return _too_much(found[1], commands[where], arguments)
    if found := re.fullmatch(r"No such command '(.*)'\.?", message, re.DOTALL):
        if looks_like_a_path(found[1]):  # the window was to open it
            missing = unknown(found[1])
            return missing.message, missing.hint
        return tr("There is no command {0}.", brief(found[1])), guess(found[1], commands) or tr("--help lists what there is.")
    return message, tr("See --help.")


def _no_choice(parameter: Any, written: str, words: Sequence[str]) -> tuple[str, str]:
    """An option that takes one of a few words was given another."""
    told = tr("{0} takes {1}; it is {2}.", _title(parameter), either((listed(words[:-1]), words[-1])), brief(written))
    return told, guess(written, words)


def _no_option(written: str, where: str, commands: Mapping[str, Any]) -> tuple[str, str]:
    of_one = where in commands
    said = tr("There is no option {0} of {1}.", written, where) if of_one else tr("There is no option {0}.", written)
    return said, _instead(written, where, commands) or tr("{0} --help lists what there is.", f"layerloom {where}".strip())


def _instead(written: str, where: str, commands: Mapping[str, Any]) -> str:
    """The option of this command that was meant, how it is had here, or which command has the option."""
    dashed = written.lower().replace("_", "-")
    known = _names(commands[where]) if where in commands else []
    others = {other: name for other, name in OPTIONS.items() if name in known}
    meant = _SHORT.get(written, OPTIONS.get(dashed, dashed))
    if meant in known or (written in _SHORT and meant == "--version"):
        return tr("Did you mean {0}?", meant)
    if near := nearest(written, known, others) if _bare(written) in map(_bare, known) else "":
        return tr("Did you mean {0}?", near)
    if words := _ELSEWHERE.get(dashed):
        return tr(words)
    if near := nearest(written, known, others):
        return tr("Did you mean {0}?", near)
    has = [name for name, command in commands.items() if meant in _names(command)]
    return tr("It is an option of {0}.", listed(has)) if has else ""


def _no_value(option: str, message: str, parameters: Sequence[Any]) -> tuple[str, str]:
    if "does not take" in message:
        return tr("{0} is a switch and takes no value.", option), tr("Name it alone.")
    return tr("{0} needs a value.", option), next((_help(item) for item in parameters if option in item.opts), tr("See --help."))


def _given(error: Any) -> str | None:
    """The text that could not be read as the parameter's value, as far as it is known."""
    raw: Any = getattr(error, "__cause__", None) or getattr(error, "__context__", None)
    try:
        value = raw.errors(include_url=False)[0]["input"]
    except (AttributeError, LookupError):
        return None
    return value if isinstance(value, str) else str(value)


def _number(value: str | None, *, whole: bool) -> str:
    """The number that was meant by `1e3`, `0,001` or `20%`."""
    found = re.fullmatch(r"\s*([+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d{1,3})?)\s*(%|[a-z]*)\s*", value or "", re.IGNORECASE)
    if found is None:
        return ""
    if found[2] not in ("", "%"):
        return tr("Give the number alone; --help says what it counts.")
    number = float(found[1].replace(",", ".")) / (100 if found[2] else 1)
    text = f"{number:.12g}"
    return "" if text == (value or "").strip() or (whole and not text.isdecimal()) else tr("Did you mean {0}?", text)


def _too_much(words: str, command: Any, arguments: Sequence[str]) -> tuple[str, str]:
    takes = [_title(item) for item in command.params if item.param_type_name == "argument"]
    first = words.split(" ")[0]
    before = arguments[arguments.index(first) - 1] if first in arguments[1:] else ""
    if any(before in (*item.opts, *item.secondary_opts) and getattr(item, "is_flag", False) for item in command.params):
        behind = tr("{0} is a switch and takes no value; {1} stands behind it.", before, brief(first))
        return behind, tr("Name {0} alone.", before)
    if not takes:
        much = tr("{0} takes options only; {1} is too much.", arguments[0], brief(words))
        return much, tr("Without it everything is listed.")
    hint = tr("Did you mean --data {0}?", first) if "--data" in _names(command) and info_of(first) else tr("See --help.")
    return tr("{0} takes {1} and options; {2} is too much.", arguments[0], both(takes), brief(words)), hint


def _names(command: Any) -> list[str]:
    options = (item for item in command.params if item.param_type_name == "option")
    return [name for option in options for name in (*option.opts, *option.secondary_opts) if name.startswith("--")]


def _title(parameter: Any) -> str:
    """An option's name, or what the help calls an argument."""
    return str(parameter.opts[0] if parameter.param_type_name == "option" else (parameter.metavar or parameter.name).rstrip("."))


def _help(parameter: Any) -> str:
    return str(parameter.help or "See --help.")


def _bare(option: str) -> str:
    return re.sub(r"[\W_]+", "", option).casefold()
