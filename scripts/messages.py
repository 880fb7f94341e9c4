"""Collect the texts to translate and compile the translations, without gettext's programs.

python -m scripts.messages            write locale/da/LC_MESSAGES/django.po and .mo
python -m scripts.messages --check    fail where they are not up to date, or lack a translation

English is the source language. A text that vanished from the code is kept at the end of the
catalogue as removed, with its translation. No line numbers are written: they change daily.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "da" / "LC_MESSAGES" / "django.po"
PYTHON_FOLDERS = ("partnership", "activities", "budgets", "inquiries")
HEADER = "The Danish texts. Written by make messages, apart from the translations."
METADATA = {
    "Project-Id-Version": "Tryghedsplan",
    "Language": "da",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
# What each function of django.utils.translation takes first.
PARAMETERS = {
    "gettext": ["text"],
    "gettext_noop": ["text"],
    "ngettext": ["text", "plural"],
    "pgettext": ["context", "text"],
    "npgettext": ["context", "text", "plural"],
}
PARAMETERS |= {f"{name}_lazy": PARAMETERS[name] for name in list(PARAMETERS)}
STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(({STRING}(?:, {STRING})*)")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class MessageError(Exception):
    """A text that cannot be collected, or a catalogue that is not up to date."""


class Message(NamedTuple):
    text: str
    plural: str = ""
    context: str | None = None


# Where each message stands: its files.
Messages = dict[Message, set[str]]


def collected() -> Messages:
    """Every message of the code and of the templates."""
    messages: Messages = defaultdict(set)
    for path, found in [*python_files(), *template_files()]:
        for message in found:
            messages[message].add(path.relative_to(ROOT).as_posix())
    return messages


def python_files() -> Iterator[tuple[Path, list[Message]]]:
    for folder in PYTHON_FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, list(in_python(path.read_text(), str(path.relative_to(ROOT))))


def template_files() -> Iterator[tuple[Path, list[Message]]]:
    for folder in (ROOT, *(ROOT / name for name in PYTHON_FOLDERS)):
        for path in sorted((folder / "templates").rglob("*.*")):
            yield path, list(in_template(path.read_text(), str(path.relative_to(ROOT))))


def in_python(source: str, name: str) -> Iterator[Message]:
    """The messages of a module, by whatever name it imports the functions."""
    tree = ast.parse(source, name)
    functions = imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (function := called(node.func, functions)):
            pairs = zip(PARAMETERS[function], node.args, strict=False)
            texts = {parameter: literal(argument, name) for parameter, argument in pairs}
            if None not in texts.values():
                yield Message(**texts)


def imported(tree: ast.Module) -> dict[str, str]:
    """Local name of each translating function -> its own name."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in PARAMETERS
    }


def called(function: ast.expr, functions: dict[str, str]) -> str | None:
    """The translating function that an expression names, such as _ or translation.gettext."""
    match function:
        case ast.Name(id=name):
            return functions.get(name)
        case ast.Attribute(value=ast.Name(id="translation"), attr=name) if name in PARAMETERS:
            return name
    return None


def literal(argument: ast.expr, name: str) -> str | None:
    """The text of an argument; None for a variable, whose text is marked elsewhere."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        raise MessageError(f"{name}:{argument.lineno}: translate the text first, then fill it in")
    return None


def in_template(source: str, name: str) -> Iterator[Message]:
    """The messages of a template: translate, blocktranslate and _() in tags and filters."""
    for function, arguments in TEMPLATE_CALL.findall(templatize(source, origin=name)):
        texts = ast.literal_eval(f"({arguments},)")
        parameters = PARAMETERS["gettext" if function == "_" else function]
        yield Message(**dict(zip(parameters, texts, strict=True)))


def merged(messages: Messages, old: polib.POFile) -> polib.POFile:
    """A catalogue of `messages` with the translations of `old`."""
    removed_first = sorted(old, key=lambda entry: not entry.obsolete)
    known = {(entry.msgid, entry.msgctxt): entry for entry in removed_first}
    new = polib.POFile()
    new.header, new.metadata = HEADER, METADATA
    for message, files in sorted(messages.items(), key=lambda item: order(*item[0])):
        entry = known.pop((message.text, message.context), polib.POEntry())
        update(entry, message, files)
        new.append(entry)
    for entry in sorted(known.values(), key=lambda entry: order(entry.msgid, "", entry.msgctxt)):
        if entry.translated() or entry.obsolete:
            entry.obsolete, entry.occurrences = True, []
            new.append(entry)
    return new


def order(text: str, plural: str, context: str | None) -> tuple[str, str, str]:
    return text, context or "", plural


def update(entry: polib.POEntry, message: Message, files: set[str]) -> None:
    """Make `entry` stand for `message`; its translation stays."""
    entry.msgid, entry.msgctxt = message.text, message.context
    entry.obsolete = False
    entry.occurrences = [(file, "") for file in sorted(files)]
    if message.plural:
        entry.msgstr_plural = entry.msgstr_plural or {0: "", 1: entry.msgstr}
        entry.msgstr = ""
    elif entry.msgid_plural:
        entry.msgstr, entry.msgstr_plural = entry.msgstr_plural.get(1, ""), {}
    entry.msgid_plural = message.plural


def refuse_double_use(messages: Messages) -> None:
    """Raises MessageError for a text both with a plural and without: gettext keeps only one."""
    plurals = {(message.text, message.context) for message in messages if message.plural}
    for message in [found for found in messages if not found.plural]:
        if (message.text, message.context) in plurals:
            raise MessageError(f"{message.text!r} stands with a plural and without: add a context")


def faults(catalogue: polib.POFile) -> Iterator[str]:
    """What a translator still has to do."""
    for entry in catalogue:
        if entry.obsolete:
            continue
        if entry.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
        elif not entry.translated():
            yield f"not translated: {entry.msgid!r} ({', '.join(entry_files(entry))})"
        elif placeholders(entry.msgid, entry.msgid_plural) != placeholders(*translations(entry)):
            yield f"other placeholders in the translation of {entry.msgid!r}"


def entry_files(entry: polib.POEntry) -> list[str]:
    return [file for file, _line in entry.occurrences]


def translations(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr, *entry.msgstr_plural.values()]


def placeholders(*texts: str) -> set[str]:
    return {found for text in texts for found in PLACEHOLDER.findall(text.replace("%%", ""))}


def check(catalogue: polib.POFile) -> None:
    """Raises MessageError where the files differ from `catalogue`, or it lacks something."""
    if found := list(faults(catalogue)):
        raise MessageError("\n".join(found))
    machine = CATALOGUE.with_suffix(".mo")
    if not CATALOGUE.exists() or CATALOGUE.read_text() != text_of(catalogue):
        raise MessageError(f"{CATALOGUE.relative_to(ROOT)} is not up to date: run make messages")
    if not machine.exists() or machine.read_bytes() != catalogue.to_binary():
        raise MessageError(f"{machine.relative_to(ROOT)} is not up to date: run make messages")


def write(catalogue: polib.POFile) -> None:
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(text_of(catalogue))
    CATALOGUE.with_suffix(".mo").write_bytes(catalogue.to_binary())
    print(f"{len([entry for entry in catalogue if not entry.obsolete])} texts")
    for fault in faults(catalogue):
        print(fault)


def text_of(catalogue: polib.POFile) -> str:
    return f"{str(catalogue).rstrip()}\n"


def current() -> polib.POFile:
    """The catalogue as it has to be: today's messages with the translations there are.

    Raises MessageError for a message that cannot be collected.
    """
    messages = collected()
    refuse_double_use(messages)
    old = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    return merged(messages, old)


def main(arguments: list[str]) -> None:
    if arguments == ["--check"]:
        check(current())
    else:
        write(current())


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (MessageError, SyntaxError) as error:
        sys.exit(str(error))
