"""The Danish catalogue is whole, and no text of a page escapes it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import polib
import pytest
from django.template.base import Lexer, TokenType

from scripts import messages

TEMPLATES = messages.ROOT / "templates"
#: What needs no translation: our name, the currency, and the start of an address.
ALLOWED = re.compile(r"\bTryghedsplan\b|\bkr\.|https://")
LETTER = re.compile(r"[^\W\d_]")
READ_ALOUD = {"title", "aria-label", "aria-description", "placeholder", "alt", "label"}
STRING = r"""(?:"[^"]*"|'[^']*')"""
FALLBACK = re.compile(rf"\|(?:default|default_if_none|yesno):({STRING})")
ARGUMENT = re.compile(rf"\b\w+=({STRING})")


def test_catalogue_is_complete_and_up_to_date():
    messages.check(messages.current())


def test_compiled_catalogue_is_that_of_polib():
    catalogue = polib.pofile(str(messages.CATALOGUE))
    assert messages.CATALOGUE.with_suffix(".mo").read_bytes() == catalogue.to_binary()


def test_english_is_the_source_language():
    catalogue = polib.pofile(str(messages.CATALOGUE))
    texts = {text for entry in catalogue for text in (entry.msgid, entry.msgid_plural)}
    assert [text for text in texts if re.search("[æøå]", text, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    "path",
    sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]),
    ids=lambda path: path.relative_to(TEMPLATES).as_posix(),
)
def test_template_has_no_bare_words(path):
    assert list(bare_words(path.read_text())) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Save</p>",
        "<title>{{ plan }} - Budget</title>",
        "<p>{% if new %}NY{% endif %}</p>",
        '<a aria-label="Edit">+</a>',
        '<input placeholder="{{ example }} kroner">',
        "<p>{{ name|default:'Nobody' }}</p>",
        '{% include "button.html" with label="Remove" %}',
    ],
)
def test_bare_words_are_found(source):
    assert list(bare_words(source))


@pytest.mark.parametrize(
    "source",
    [
        "{# A comment. #}<p>{% translate 'Save' %} {{ amount }} kr. → 1.</p>",
        "<p>{% blocktranslate %}Save {{ name }}{% endblocktranslate %}</p>",
        "{% comment %}Words{% endcomment %}<script>let words;</script>",
        '<a title="{% translate "Save" %}" class="button">Tryghedsplan</a>',
    ],
)
def test_translated_words_are_no_bare_words(source):
    assert list(bare_words(source)) == []


def bare_words(source: str) -> Iterator[str]:
    """Texts and spoken attributes of a template with words outside a translation."""
    html, literals = split(source)
    reader = Reader()
    reader.feed(html)
    reader.close()
    for text in [*reader.texts, *literals]:
        if LETTER.search(ALLOWED.sub("", text)):
            yield text.strip()


def split(source: str) -> tuple[str, list[str]]:
    """The HTML without its template tags, and the words that stand inside those."""
    html, literals, hidden_until = [], [], ""
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.contents.split() else ""
        if hidden_until:
            hidden_until = "" if name == hidden_until else hidden_until
        elif token.token_type == TokenType.TEXT:
            html.append(token.contents)
        elif token.token_type == TokenType.VAR:
            literals += FALLBACK.findall(token.contents)
        elif name in {"blocktranslate", "blocktrans", "comment"}:
            hidden_until = f"end{name}"
        elif name in {"include", "with"}:
            literals += ARGUMENT.findall(token.contents)
    return "".join(html), literals


class Reader(HTMLParser):
    """Collects what is read, by eye or aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = False

    def handle_starttag(self, tag, attrs):
        self.silent = tag in {"script", "style"}
        self.texts += [value or "" for name, value in attrs if name in READ_ALOUD]

    def handle_endtag(self, tag):
        self.silent = False

    def handle_data(self, data):
        if not self.silent:
            self.texts.append(data)
