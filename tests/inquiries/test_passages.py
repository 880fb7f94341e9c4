"""Earlier answers: what is found, how it is ranked, and by whom it may be seen."""

import pytest
from django.db import connection

from inquiries.services.passages import index_letter, search
from tests import inquiry_factories


@pytest.fixture
def unit(db):
    return inquiry_factories.make_unit()


@pytest.fixture
def drafter(unit):
    return inquiry_factories.make_drafter(unit)


def sent(unit, drafter, body, question="Kommer der noget?", **values):
    inquiry = inquiry_factories.make_inquiry(unit, question, by=drafter, **values)
    inquiry_factories.write_answer(inquiry, body, drafter)
    letter = inquiry_factories.make_letter(inquiry, drafter)
    return index_letter(letter)[0]


def found(words, user):
    return [row.passage for row in search(words, user)]


def test_every_word_must_be_in_the_question_or_the_answer(unit, drafter):
    passage = sent(unit, drafter, "<p>Der kommer lys i parken.</p>", "Hvad med haven?")
    sent(unit, drafter, "<p>Der kommer lys.</p>")
    assert found("LYS haven", drafter) == [passage]


def test_the_passage_that_says_it_most_stands_first(unit, drafter):
    once = sent(unit, drafter, "<p>Foreningen fik svar sammen med alle de mange andre.</p>")
    often = sent(unit, drafter, "<p>Foreningen, ja foreningen: foreningen.</p>")
    assert found("foreningen", drafter) == [often, once]


def test_the_words_are_marked(unit, drafter):
    sent(unit, drafter, "<p>Der kommer <strong>lys</strong> &lt;snart&gt;.</p>")
    [row] = search("lys", drafter)
    assert [part.text for part in row.answer if part.found] == ["lys"]
    assert "".join(part.text for part in row.answer) == "Der kommer **lys** <snart>."


def test_figures_are_written_out(unit, drafter):
    inquiry = inquiry_factories.make_inquiry(unit, by=drafter)
    figure = inquiry_factories.make_figure(unit, value=2100)
    inquiry_factories.take_figure(inquiry, figure, drafter)
    [passage] = index_letter(inquiry_factories.make_letter(inquiry))
    assert passage.body == "<p>2.100</p>"


def test_a_letter_is_indexed_once(unit, drafter):
    passage = sent(unit, drafter, "<p>Lys.</p>")
    assert index_letter(passage.letter) == [passage]


def test_a_letter_is_found_by_those_alone_who_may_see_it(unit, drafter):
    sent(unit, drafter, "<p>Hemmeligt lys.</p>", confidential=True)
    colleague = inquiry_factories.make_drafter(unit)
    outside = inquiry_factories.make_drafter(inquiry_factories.make_unit())
    assert len(found("lys", drafter)) == 1
    assert found("lys", colleague) == found("lys", outside) == []


@pytest.mark.postgresql
def test_postgresql_finds_a_word_in_another_form(unit, drafter):
    passage = sent(unit, drafter, "<p>Der er lamper i parkerne.</p>")
    assert found("lampe park", drafter) == [passage]
    [row] = search("lampe", drafter)
    assert [part.text for part in row.answer if part.found] == ["lamper"]


@pytest.mark.postgresql
def test_postgresql_uses_its_index(unit, drafter):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM inquiries_passage "
            "WHERE words @@ plainto_tsquery('danish', 'lys')"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "passage_words" in plan


@pytest.mark.once
def test_sqlite_finds_what_is_written_with_other_letters(unit, drafter):
    passage = sent(unit, drafter, "<p>Bev\u00e6gelse p\u00e5 gr\u00f8nne omr\u00e5der</p>")
    assert found("groenne", drafter) == [passage]


def test_letters_are_searched_in_two_queries_at_most(unit, drafter, django_assert_max_num_queries):
    for _ in range(3):
        sent(unit, drafter, "<p>Lys.</p>")
    with django_assert_max_num_queries(2):
        search("lys", drafter)
