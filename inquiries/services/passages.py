"""Earlier answers: ranked search over the passages of letters that were sent.

PostgreSQL knows Danish words by their stems and keeps an index of them (see the
migration `search_of_passages`); SQLite looks for folded words as they are written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchRank,
    SearchVectorField,
)
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Length, Replace

from inquiries.models import Letter, Passage, Reply
from inquiries.services.names import names_in
from partnership import richtext
from partnership.models import User
from partnership.sorting import fold

#: Passages that are shown at once, words that are looked for, and passages that are ranked.
MOST, MOST_WORDS, MOST_RANKED = 20, 10, 1000
#: What stands before and after a word that was found; no text holds these characters.
_START, _STOP = "\x02", "\x03"
_MARKED = re.compile(f"({_START}.*?{_STOP})", re.DOTALL)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Part:
    """Some characters of a passage; `found` where they are what was looked for."""

    text: str
    found: bool


@dataclass(frozen=True)
class Found:
    """A passage with its answer and question in parts, so that a page can mark the words."""

    passage: Passage
    question: tuple[Part, ...]
    answer: tuple[Part, ...]


def search(text: str, user: User) -> list[Found]:
    """The passages the person may see that hold all the words, the best first; two queries
    at most, however many letters there are. Without words the latest."""
    words = fold(text).split()[:MOST_WORDS]
    visible = Passage.objects.visible_to(user).for_search()
    if not words:
        return [_unmarked(row) for row in visible.order_by("-letter_id", "number")[:MOST]]
    if connection.vendor == "postgresql":
        return _by_stems(visible, text)
    return _by_words(visible, words)


def _unmarked(row: Passage) -> Found:
    return Found(row, (Part(row.question, False),), (Part(row.text, False),))


def _by_stems(visible: QuerySet[Passage], text: str) -> list[Found]:
    query = SearchQuery(text, config="danish")
    column = f'"{Passage._meta.db_table}"."words"'
    words = RawSQL(column, [], output_field=SearchVectorField())
    marks: dict[str, Any] = {
        "config": "danish",
        "start_sel": _START,
        "stop_sel": _STOP,
        "highlight_all": True,
    }
    holding = visible.alias(words=words).filter(words=query)
    # A word that nearly every letter holds says little: then the latest of them are ranked.
    latest = holding.order_by("-letter_id", "number").values("pk")[:MOST_RANKED]
    ranked = Passage.objects.filter(pk__in=latest).alias(rank=SearchRank(words, query))
    # The best are found among bare keys, so that no text is carried along while they are ranked.
    best = ranked.order_by("-rank", "-letter_id", "number").values_list("pk", flat=True)[:MOST]
    place = {pk: number for number, pk in enumerate(best)}
    rows = Passage.objects.filter(pk__in=place).for_search()
    marked = rows.annotate(
        marked_question=SearchHeadline("question", query, **marks),
        marked_text=SearchHeadline("text", query, **marks),
    )
    return [
        Found(row, _parts(row.marked_question), _parts(row.marked_text))
        for row in sorted(marked, key=lambda row: place[row.pk])
    ]


def _parts(marked: str) -> tuple[Part, ...]:
    pieces = (piece for piece in _MARKED.split(marked) if piece)
    return tuple(Part(piece.strip(_START + _STOP), piece.startswith(_START)) for piece in pieces)


def _by_words(visible: QuerySet[Passage], words: list[str]) -> list[Found]:
    """Ranked by how often the words stand in the passage."""
    rows: QuerySet[Passage] = visible
    hits: Combinable = Value(0)
    for word in words:
        without = Length(Replace(F("search_text"), Value(word), Value("")))
        hits = hits + (Length(F("search_text")) - without) / Value(len(word))
        rows = rows.filter(search_text__contains=word)
    best = rows.alias(hits=hits).order_by("-hits", "-letter_id", "number")[:MOST]
    return [
        Found(row, tuple(_marked(row.question, words)), tuple(_marked(row.text, words)))
        for row in best
    ]


def _marked(text: str, words: list[str]) -> Iterator[Part]:
    """The words of a text that hold one of those looked for, apart from what stands between."""
    end = 0
    for match in _WORD.finditer(text):
        folded = fold(match[0])
        if any(word in folded for word in words):
            if match.start() > end:
                yield Part(text[end : match.start()], False)
            yield Part(match[0], True)
            end = match.end()
    if end < len(text):
        yield Part(text[end:], False)


def index_letter(letter: Letter) -> list[Passage]:
    """Let a letter that is sent be found: a passage for each answer, its figures written out.

    Call it when the dispatch is recorded; a letter is indexed once.
    """
    if letter.passages.exists():
        return list(letter.passages.all())
    return Passage.objects.bulk_create(_passages(letter, letter.reply))


def _passages(letter: Letter, reply: Reply) -> Iterator[Passage]:
    names = names_in(reply)
    for answer in reply.answers.select_related("question"):
        body = richtext.written_out(answer.body, names)
        text = richtext.to_plain(richtext.parse(body), {})
        question = answer.question
        yield Passage(
            letter=letter,
            number=question.number,
            question=question.text,
            body=body,
            text=text,
            search_text=fold(f"{question.text} {text}"),
        )
