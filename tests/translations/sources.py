"""Every text of the program that can be translated, with the module it stands in, and every call that hides one from translators.

Found by reading the code, not by running it: the first argument of `tr`, `_tr`, `translate`, `marked` and of `number_of`. What
layers, blocks and the parts of a recipe say of themselves and of their fields is asked of them.
"""

import ast
import builtins
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from typer.main import get_command

from cnn import errors
from cnn.blocks import BLOCKS
from cnn.commands.app import app, command_named
from cnn.commands.names import COMMANDS
from cnn.commands.options import help_of_setting
from cnn.layers import LAYERS
from cnn.layers.arguments import Argument
from cnn.presets import PRESETS
from cnn.recipe import SECTIONS, Recipe
from cnn.words.language import SETTING
from cnn.words.lists import JOINTS, QUOTED, REMARKED

ROOT = Path(__file__).resolve().parents[2]
#: functions whose first argument is a text
CALLS = ("tr", "_tr", "marked")
#: those that look a text up by themselves, unless it comes translated
PLURAL = "number_of"


#: what a person reads nowhere: logs, errors of programmers
_UNREAD = ("debug", "info", "warning", "error", "exception", "critical", "log", "BadParameter")
#: what a command says while it works and when it has done
_SAID = ("print", "say", "_say", "waiting", "bar", "add_task", "_tell")
#: what is English in any language: written programs, model cards (for the hubs that show them), the log of a worker, what is
#: sent to those who write Layerloom
_ENGLISH = (
    "cnn.formats.python.",
    "cnn.reports.card",
    "cnn.runs.snippets",
    "cnn.worker.model.custom_layers",
    "cnn.worker.exports.page_file",
    "cnn.worker.exports.litert_metadata",
    "gui.window.errors.",
    "cnn.errors",
)
#: errors that speak the reader's language
OUR_ERRORS = ("BrowserError", "DiedError", *(name for name in vars(errors) if name.endswith("Error")))
#: words beside each other, or a word beside a value, in an f-string whose values stand as \0
_SENTENCE = re.compile(
    r"[A-Za-z]{2,}[,;:]? [a-z]{2,}.*\0|\0.*[A-Za-z]{2,}[,;:]? [a-z]{2,}|\0 (?:is|are|has|of|and|in|at)\b|[a-z]{2,} \0[^\0]*\.$"
)
#: a word of what a command says
_WORD = re.compile(r"[A-Za-z]{3,}")
#: what something is called, and what is said of it
_LABELLED = re.compile("\0: \0")
#: commands, formulas, addresses, marks of HTML, Python
_NO_SENTENCE = re.compile(r"[<>{}=$]|: \0;|/without |layerloom [a-z]+|\(\)|://|^\s*(?:#|for |exec |import |from |return |--)")


class Source(NamedTuple):
    """A text, the remark that tells it from another of the same words, and the module where it stands."""

    text: str
    remark: str
    module: str


class Hidden(NamedTuple):
    """A call whose text can't be read from the code."""

    module: str
    line: int
    call: str


class Outside(NamedTuple):
    """A sentence that is put together without a list of translations."""

    module: str
    line: int
    words: str


def sources() -> tuple[Source, ...]:
    """Every text with every module where it stands, in the order of the files."""
    return tuple(item for item in _all() if isinstance(item, Source))


def hidden() -> tuple[Hidden, ...]:
    """Calls that translate something which no list of translations can know."""
    return tuple(item for item in _all() if isinstance(item, Hidden))


def of_fields() -> Iterator[Source]:
    """What forms, lists and messages call layers, blocks, presets, parts of a recipe and their arguments, and say of them."""
    for layer in LAYERS.values():
        yield Source(layer.about(), "", layer.__module__)
        yield from _of(layer, layer.arguments())
    for block in BLOCKS.values():
        yield Source(block.title, "", block.settings.__module__)
        yield from _of(block.settings, block.arguments())
    for section in SECTIONS:
        yield Source(section.title, SETTING, section.__module__)
        yield from _of(section, section.arguments())
    for preset in PRESETS.values():
        if not _is_name(preset.title):
            yield Source(preset.title, "", "cnn.presets.preset")


def _of(kind: type, arguments: tuple[Argument, ...]) -> Iterator[Source]:
    for item in arguments:
        yield Source(item.label, SETTING, kind.__module__)
        if item.help:
            yield Source(item.help, "", kind.__module__)


def of_commands() -> Iterator[Source]:
    """What `--help` says of commands and their options; settings of the recipe say the same as in the window."""
    settings = {help_of_setting(name) for name in Recipe.model_fields}
    every = (("cnn.commands.app", get_command(app)), *((module, command_named(name)) for name, module in COMMANDS.items()))
    for module, command in every:
        assert command is not None
        own = [option for option in command.params if option.help not in settings]
        words = [command.help, *(text for option in own for text in (option.help, getattr(option, "rich_help_panel", None)))]
        yield from (Source(text, "", module) for text in words if text)
    for section in SECTIONS:
        yield from (
            Source(field.description, "", section.__module__) for field in section.model_fields.values() if field.description
        )


def of_lists() -> Iterator[Source]:
    """What divides the words of a list, clauses and the like, each with a remark that says what it divides."""
    yield from (Source(joint, what, "cnn.words.lists") for what, joint in JOINTS.items())
    yield Source(REMARKED, "", "cnn.words.lists")
    yield Source(QUOTED, "", "cnn.words.lists")


#: what is written for programs, or as a program has it
_AS_WRITTEN = (
    "cnn.formats.",
    "cnn.runs.snippets",
    "cnn.cluster.",
    "cnn.pictures.svg",
    "cnn.pictures.pdf",
    "cnn.tours.checks",
    "gui.widgets.files.patient_dialog",
)


def straight_quotes() -> tuple[str, ...]:
    """Where a value stands in quotation marks of English outside of a template, so that they stay in any language."""
    return tuple(
        f"{module}:{line}"
        for folder in ("gui", "cnn")
        for file in sorted((ROOT / folder).rglob("*.py"))
        if not (module := ".".join(file.relative_to(ROOT).with_suffix("").parts)).startswith((*_ENGLISH, *_AS_WRITTEN))
        for line in quotes_of(file.read_text(encoding="utf-8"))
    )


def quotes_of(code: str) -> Iterator[int]:
    """The lines of f-strings that put a value between `"`, but for attributes of a markup language (`id="…"`)."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.JoinedStr):
            words = "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
            if re.search(r'(?<![=\w])"\0"', words):
                yield node.lineno


def _is_name(title: str) -> bool:
    """Whether it is called so in every language: `VGG-16`, `MobileNet × 0.5`."""
    return " " not in title.replace(" × ", "").replace(" 1.0", "")


def outside() -> tuple[Outside, ...]:
    """Every sentence that stands outside of the mechanism, in the order of the files."""
    return tuple(
        found
        for folder in ("gui", "cnn")
        for file in sorted((ROOT / folder).rglob("*.py"))
        if not (module := ".".join(file.relative_to(ROOT).with_suffix("").parts)).startswith(_ENGLISH)
        for found in outside_of(file.read_text(encoding="utf-8"), module)
    )


def outside_of(code: str, module: str) -> Iterator[Outside]:
    """The sentences of a module that no list knows: f-strings anywhere, and what an error of ours is made with."""
    tree = ast.parse(code)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    told = (
        *CALLS,
        PLURAL,
        "called",
        "Field",
        "advanced",
        "Option",
        "Argument",
        *_UNREAD,
    )  # what fields say is asked of them, see `of_fields`
    known = {id(part) for call in calls if _name(call) in told or _of_python(call) for part in ast.walk(call)}
    if module.startswith(("cnn.worker.", "cnn.computers.relay")):  # it prints into its log
        known |= {id(part) for call in calls if _name(call) == "print" for part in ast.walk(call)}
    errors = [call for call in calls if _name(call).endswith("Error") or (_name(call) in _SAID and "." in module)]
    ours = {id(part) for call in errors for part in (*call.args, *(one.value for one in call.keywords))}
    for node in ast.walk(tree):
        if id(node) in known:
            continue
        if isinstance(node, ast.JoinedStr):
            words = "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
            labelled = module.startswith("gui") and _LABELLED.search(words)  # each language has its own colon: `labelled`
            said = (
                id(node) in ours
                and _WORD.search(words.replace("layerloom:", "").replace("Layerloom", ""))
                and not _NO_SENTENCE.search(words)
            )
            if labelled or said or (_SENTENCE.search(words) and not _NO_SENTENCE.search(words)):
                yield Outside(module, node.lineno, words.replace("\0", "{}"))
        elif id(node) in ours and isinstance(node, ast.Constant) and _is_said(node.value):
            yield Outside(module, node.lineno, node.value)


#: what stands before its argument is for programs, programmers or logs
_NOT_SHOWN = (*_UNREAD, "compile", "search", "fullmatch", "match", "setObjectName", "fromkeys", "in_english")
_THREE_WORDS = re.compile(r"[A-Za-z][\w'-]*[,;:]? +[a-z][\w'-]*[,;:]? +\S")
#: what nobody reads as a text of the program: words to search by, messages of others that are understood, metadata, notes of a
#: worker in its log, names of papers
_NOT_TRANSLATED = (
    *_ENGLISH,
    "cnn.presets.",
    "cnn.explain.papers",
    "cnn.words.reasons",
    "cnn.worker.data.batches",
    "cnn.worker.fit.",
    "cnn.worker.guard",
    "cnn.worker.pipes",
    "cnn.worker.proofs.",
    "gui.window.keys.search_words",
)


def unmarked(known: set[str]) -> tuple[Outside, ...]:
    """Constants of three words or more that are no text of the program, as far as `known` tells: tables that forgot `marked`,
    words that are handed to a function and reach no `tr`."""
    found = []
    for folder in ("cnn", "gui"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            if not module.startswith(_NOT_TRANSLATED):
                found += unmarked_in(file.read_text(encoding="utf-8"), module, known)
    return tuple(found)


def unmarked_in(code: str, module: str, known: set[str]) -> Iterator[Outside]:
    """Those of one module."""
    tree = ast.parse(code)
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or not _THREE_WORDS.match(node.value):
            continue
        around = _around(node, above)
        calls = {_name(one) for one in around if isinstance(one, ast.Call)}
        read = not isinstance(around[0], ast.Expr) and not any(isinstance(one, ast.JoinedStr | ast.Compare) for one in around)
        told = calls & {*CALLS, PLURAL, *_NOT_SHOWN} or any(isinstance(one, ast.Call) and _of_python(one) for one in around)
        if read and not told and node.value not in known and not _is_synonym(around):
            yield Outside(module, node.lineno, node.value)


def _around(node: ast.AST, above: Mapping[ast.AST, ast.AST]) -> list[ast.AST]:
    """What an expression stands in, up to its statement."""
    found = [above[node]]
    while not isinstance(found[-1], ast.stmt):
        found.append(above[found[-1]])
    return found


def _is_synonym(around: Sequence[ast.AST]) -> bool:
    """Whether it is a name by which layers and blocks are searched."""
    return any(isinstance(one, ast.AnnAssign | ast.Assign) and "synonyms" in ast.unparse(one)[:20] for one in around)


class PutIn(NamedTuple):
    """An English text that goes into a translated one as it is."""

    module: str
    line: int
    text: str


def put_in() -> tuple[PutIn, ...]:
    """English words in sentences of any language: they have to be translated by themselves, or the sentence be told whole."""
    return tuple(
        PutIn(str(file.relative_to(ROOT)), line, text)
        for folder in ("cnn", "gui")
        for file in sorted((ROOT / folder).rglob("*.py"))
        for line, text in sorted(words_put_in(ast.parse(file.read_text(encoding="utf-8"))))
    )


def words_put_in(tree: ast.Module) -> set[tuple[int, str]]:
    """The lines of calls of `tr` with constants of words among their values, also by way of a variable of the function."""
    found = set()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            given: dict[str, list[str]] = {}
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    given.setdefault(node.targets[0].id, []).extend(_chosen(node.value))
            for node in ast.walk(function):
                for value in _values_of(node):
                    texts = given.get(value.id, ()) if isinstance(value, ast.Name) else _chosen(value)
                    found |= {(value.lineno, text) for text in texts if _WORD.search(text)}
    return found


def reasons_put_in() -> tuple[PutIn, ...]:
    """What a library says of an error, in sentences of any language: it is English, and `reason_of` says it in another."""
    return tuple(
        PutIn(str(file.relative_to(ROOT)), line, text)
        for folder in ("cnn", "gui")
        for file in sorted((ROOT / folder).rglob("*.py"))
        for line, text in sorted(errors_put_in(ast.parse(file.read_text(encoding="utf-8"))))
    )


def errors_put_in(tree: ast.Module) -> set[tuple[int, str]]:
    """The lines of calls of `tr` that take an error of somebody else's as it is, as text, or by its `strerror`."""
    return {
        (value.lineno, ast.unparse(value))
        for handler in ast.walk(tree)
        if isinstance(handler, ast.ExceptHandler) and handler.name and not _is_ours(handler.type)
        for call in ast.walk(handler)
        for value in _values_of(call)
        if re.match(rf"(?:str\()?{handler.name}\b(?!\.(?:code|errno|filename|errors))", ast.unparse(value))
    }


def _is_ours(kind: ast.expr | None) -> bool:
    """Whether a handler hears an error whose words are translated."""
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind] if kind is not None else []
    return any(isinstance(one, ast.Name) and one.id in OUR_ERRORS for one in kinds)


def _values_of(node: ast.AST) -> list[ast.expr]:
    """What is put into the text of `tr(text, …)`, or of `self.tr(text).format(…)`."""
    if not isinstance(node, ast.Call):
        return []
    if isinstance(node.func, ast.Name) and node.func.id == "tr":
        return node.args[1:]
    formats = isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    return node.args if formats and isinstance(node.func.value, ast.Call) and _name(node.func.value) in CALLS else []


def _chosen(value: ast.expr) -> list[str]:
    """The constants that an expression may be."""
    if isinstance(value, ast.IfExp):
        return [*_chosen(value.body), *_chosen(value.orelse)]
    return [value.value] if isinstance(value, ast.Constant) and isinstance(value.value, str) else []


def _is_said(words: object) -> bool:
    """Whether a constant is words for people."""
    return isinstance(words, str) and " " in words.strip() and any(map(str.isalpha, words)) and not words.startswith("layerloom ")


def _of_python(call: ast.Call) -> bool:
    """Whether it makes an error that only programmers read."""
    return isinstance(getattr(builtins, _name(call), None), type) and _name(call).endswith("Error")


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def _all() -> Iterator[Source | Hidden]:
    for folder in ("gui", "cnn"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield from of_code(file.read_text(encoding="utf-8"), ".".join(file.relative_to(ROOT).with_suffix("").parts))
    yield from of_fields()
    yield from of_commands()
    yield from of_lists()


def of_code(code: str, module: str) -> Iterator[Source | Hidden]:
    """What stands in a module."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = _name(node)
        plain = isinstance(node.func, ast.Name)
        if name == "translate" and len(node.args) > 1 and list(_constants(node.args[0])):
            text, remark = node.args[1], ""
        elif name == PLURAL or (name in CALLS and (plain or name != "marked")):
            text = node.args[0]
            remark = "" if plain or len(node.args) < 2 else next(_constants(node.args[1]), "")
        else:
            continue
        found = list(_constants(text))
        looked_up = plain and isinstance(text, ast.Name | ast.Subscript | ast.Attribute)  # in a table of marked texts
        if not found and name != PLURAL and not looked_up and not _passes_on(node, tree):
            yield Hidden(module, node.lineno, ast.unparse(node))
        for value in found:
            yield Source(value, remark, module)


def _constants(text: ast.expr) -> Iterator[str]:
    """The texts that an argument may be: one, or one of two."""
    if isinstance(text, ast.Constant) and isinstance(text.value, str):
        yield text.value
    elif isinstance(text, ast.IfExp):
        yield from _constants(text.body)
        yield from _constants(text.orelse)


def _passes_on(call: ast.Call, tree: ast.Module) -> bool:
    """Whether the call stands in a function that only passes its text on, as `_tr` does."""
    functions = (item for item in ast.walk(tree) if isinstance(item, ast.FunctionDef))
    return any(item.name in (*CALLS, "translate") and call in ast.walk(item) for item in functions)
