"""What holds for the comparison and the union of any two rich texts."""

import random
import re
import time
from collections.abc import Sequence

import pytest
from django.utils.translation import gettext
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.richtext import (
    Block,
    Break,
    Heading,
    ListBlock,
    Reference,
    Run,
    canonical,
    changed_words,
    compare,
    compare_plain,
    differs,
    parse,
    to_html,
    union,
    union_plain,
)
from tests.partnership.texts import NAMES, lists, many, paragraphs, runs, soup, trees

#: Comparing takes longer than reading.
some = settings(many, max_examples=120)
blocks = paragraphs | st.builds(Heading, runs) | lists


@st.composite
def versions(draw) -> tuple[str, str]:
    """Two texts that have some of their blocks in common, in the same order."""
    pool = draw(st.lists(blocks, min_size=1, max_size=6))
    return tuple(
        canonical(to_html([block for block in pool if draw(st.booleans())] + list(draw(rest))))
        for rest in (trees | st.just(()), trees | st.just(()))
    )


def lines(nodes: Sequence[Block]) -> list[str]:
    """The paragraphs of a text, read off the tree."""
    found = []
    for node in nodes:
        if isinstance(node, ListBlock):
            found += [line for item in node.items for line in lines(item.blocks)]
        else:
            found.append("".join(plain(run) for run in node.runs))
    return found


def plain(run: Run) -> str:
    if isinstance(run, Reference):
        return NAMES.get(run.target, gettext("reference"))
    return "\n" if isinstance(run, Break) else run.text


def words(html: str) -> list[str]:
    """Every word of a text, and every reference."""
    text = re.sub(r'<span data-ref="([^"]*)"></span>', r" ref\1 ", html)
    return re.sub(
        r"<br>|</?(p|h3|ul|ol|li)>", " ", re.sub("</?(strong|em|a)[^>]*>", "", text)
    ).split()


def is_within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether all of the part stands in the whole, in its order."""
    rest = iter(whole)
    return all(word in rest for word in part)


@some
@given(versions())
def test_each_column_is_its_text_whole(texts):
    old, new = texts
    rows = compare(old, new, NAMES)
    assert [row.left.text for row in rows if row.left] == lines(parse(old))
    assert [row.right.text for row in rows if row.right] == lines(parse(new))


@some
@given(versions())
def test_left_only_loses_and_right_only_gains(texts):
    rows = compare(*texts)
    assert {piece.change for row in rows if row.left for piece in row.left.pieces} <= {
        "",
        "removed",
    }
    assert {piece.change for row in rows if row.right for piece in row.right.pieces} <= {
        "",
        "added",
    }


@some
@given(versions())
def test_every_difference_shows_and_nothing_else(texts):
    assert any(row.changed for row in compare(*texts)) == differs(*texts)


@some
@given(trees)
def test_a_text_beside_itself_shows_no_change(tree):
    html = canonical(to_html(tree))
    assert changed_words(html, html) == (0, 0)
    assert not any(row.changed for row in compare(html, html))


@some
@given(versions())
def test_pieces_without_change_are_the_same_on_both_sides(texts):
    for row in compare(*texts):
        if row.left and row.right and not row.remarks:
            kept = [
                "".join(piece.text for piece in side.pieces if not piece.change)
                for side in (row.left, row.right)
            ]
            assert kept[0] == kept[1]


@some
@given(soup, soup)
def test_any_paste_can_be_compared_and_joined(old, new):
    compare(old, new)
    assert canonical(union(old, new)) == union(old, new)


@some
@given(st.text("ab \n\x00\u00a0.", max_size=12), st.text("ab \n\x00\u00a0.", max_size=12))
def test_plain_strings_are_whole_and_every_difference_shows(old, new):
    rows = compare_plain(old, new)
    assert "".join(row.left.text for row in rows if row.left) == old
    assert "".join(row.right.text for row in rows if row.right) == new
    assert any(row.changed for row in rows) == (old != new)


@some
@given(versions())
def test_union_has_every_word_of_both_in_their_order(texts):
    old, new = texts
    both = words(union(old, new))
    assert is_within(words(old), both)
    assert is_within(words(new), both)


@some
@given(versions())
def test_union_is_canonical(texts):
    both = union(*texts)
    assert canonical(both) == both


@some
@given(trees)
def test_union_of_a_text_with_itself_is_the_text(tree):
    html = canonical(to_html(tree))
    assert union(html, html) == html


@some
@given(trees)
def test_union_with_nothing_is_the_text(tree):
    html = canonical(to_html(tree))
    assert union(html, "") == union("", html) == html


@some
@given(versions())
def test_union_has_no_word_more_often_than_both_together(texts):
    old, new = texts
    assert is_within(sorted(words(union(old, new))), sorted([*words(old), *words(new)]))


@some
@given(st.text("ab \n", max_size=12), st.text("ab \n", max_size=12))
def test_plain_union_has_every_word_of_both_in_their_order(old, new):
    both = union_plain(old, new).split()
    assert is_within(old.split(), both)
    assert is_within(new.split(), both)
    assert union_plain(old, old) == old


def paragraphs_of(texts: Sequence[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def long_texts() -> dict[str, tuple[str, str]]:
    """Pairs of texts of some 200,000 characters on which a plain matcher takes minutes."""
    chance = random.Random(1)
    pages = ["".join(chance.choices("abcdefgh ", k=600)) for _ in range(330)]
    two = [" ".join(chance.choices("ab", k=100_000)) for _ in range(2)]
    return {
        "some paragraphs reworded": (paragraphs_of(pages), paragraphs_of(pages).replace("ab", "x")),
        "nothing alike in one paragraph": (paragraphs_of(two[:1]), paragraphs_of(two[1:])),
        "the same line everywhere": ("<p>a</p>" * 25_000, "<p>b</p><p>a</p>" * 12_500),
        "every other line new": tuple(
            paragraphs_of([f"{name}{n}" for n in range(9000) for name in pair])
            for pair in ("sx", "sy")
        ),
    }


@pytest.mark.parametrize("name", long_texts())
def test_long_texts_take_seconds(name):
    old, new = long_texts()[name]
    started = time.monotonic()
    compare(old, new)
    union(old, new)
    assert time.monotonic() - started < 30
