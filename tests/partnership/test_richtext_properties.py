"""What holds for every rich text, however it was made."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from partnership.richtext import canonical, from_plain, parse, references, to_html, to_plain
from tests.partnership.texts import NAMES, TARGETS, many, soup, trees

BY_NAME = {name: target for target, name in NAMES.items()}


def letters(html: str) -> str:
    """The text of some HTML without its spaces, in reading order."""
    return "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@many
@given(soup)
def test_canonical_html_is_its_own_canonical_form(html):
    once = canonical(html)
    assert canonical(once) == once


@many
@given(trees)
def test_canonical_form_of_any_tree_is_stable(blocks):
    once = canonical(to_html(blocks))
    assert canonical(once) == once


@many
@given(trees)
def test_text_of_any_tree_is_kept_in_reading_order(blocks):
    html = to_html(blocks)
    assert letters(canonical(html)) == letters(html)


@many
@given(trees)
def test_references_of_any_tree_are_kept_in_reading_order(blocks):
    assert list(references(parse(to_html(blocks)))) == list(references(blocks))


@many
@given(soup)
def test_nothing_but_the_known_tags_and_attributes_comes_out(html):
    known = r'</?(p|h3|ul|ol|li|strong|em)>|<br>|<a href="(https|mailto):[^"<>]*">|</a>'
    reference = r'<span data-ref="[0-9a-f-]{36}"></span>'
    assert "<" not in re.sub(f"{known}|{reference}", "", canonical(html))


@many
@given(trees)
def test_plain_text_reads_back_to_the_same_text(blocks):
    html = canonical(to_html(blocks))
    assert from_plain(to_plain(parse(html), NAMES), BY_NAME) == html


@many
@given(soup)
def test_plain_text_of_any_paste_reads_back_to_the_same_text(html):
    html = canonical(html)
    assert from_plain(to_plain(parse(html), NAMES), BY_NAME) == html


@many
@given(st.text("ab *[]()\\-1.#\n<&", max_size=60))
def test_what_is_typed_as_plain_text_is_stored_canonically(typed):
    html = from_plain(typed, {"a": TARGETS[0]})
    assert canonical(html) == html
