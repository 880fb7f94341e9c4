"""Input made to hang or break the reader is answered like any other."""

import pytest
from django.core.exceptions import ValidationError

from partnership.formats import parse_amount
from partnership.models import Organisation
from partnership.richtext import ListBlock, canonical, from_plain, parse


def test_many_paragraphs_astray_in_a_list_are_one_item():
    [block] = parse("<ul>" + "<p>a</p>" * 20_000 + "</ul>")
    assert isinstance(block, ListBlock)
    assert len(block.items[0].blocks) == 20_000


def test_stray_text_stands_with_the_item_before_it():
    html = canonical("<ul><li>a</li><p>b</p><li>c</li>d</ul>")
    assert html == "<ul><li><p>a</p><p>b</p></li><li><p>c</p><p>d</p></li></ul>"


def test_plain_lists_nest_no_deeper_than_lists_may():
    text = "\n".join(" " * depth + f"- {depth}" for depth in range(400))
    html = from_plain(text, {})
    assert html.count("<ul>") == 8
    assert html.count("<li>") == 400


@pytest.mark.parametrize("text", ["1" + " " * 30_000 + "1", "1" + ".111" * 2_000, "9" * 50])
def test_an_endless_amount_is_refused(text):
    with pytest.raises(ValidationError):
        parse_amount(text)


def test_a_search_of_a_thousand_words_is_answered(db):
    words = " ".join(f"b{number}" for number in range(1_100))
    assert list(Organisation.objects.matching(words)) == []
