"""What a comparison says: words that came and went, and the rest in remarks."""

from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation

from partnership.richtext import (
    ComparedRow,
    Side,
    canonical,
    changed_words,
    compare,
    compare_plain,
)
from partnership.richtext.compare_pieces import folded

FIRST, SECOND = UUID(int=1), UUID(int=2)
NAMES = {FIRST: "VIVE 2021", SECOND: "Rambøll 2020"}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def reference(target: UUID) -> str:
    return f'<span data-ref="{target}"></span>'


def told(side: Side | None) -> str:
    """A side with what was removed in -[ ] and what was added in +[ ]."""
    marks = {"": "{}", "removed": "-[{}]", "added": "+[{}]"}
    pieces = side.pieces if side else ()
    return "".join(marks[piece.change].format(piece.text) for piece in pieces)


def rows_of(old: str, new: str) -> list[ComparedRow]:
    return list(compare(canonical(old), canonical(new), NAMES))


def only(old: str, new: str) -> ComparedRow:
    """The one row of two texts of one paragraph."""
    (row,) = rows_of(old, new)
    return row


def test_only_the_words_that_changed_are_marked():
    row = only("Haven er åben om lørdagen.", "Haven er lukket om lørdagen.")
    assert told(row.left) == "Haven er -[åben] om lørdagen."
    assert told(row.right) == "Haven er +[lukket] om lørdagen."
    assert row.remarks == ()


def test_an_added_word_takes_the_space_after_it_along():
    row = only("Haven er åben om lørdagen.", "Haven er åben onsdag og om lørdagen.")
    assert told(row.right) == "Haven er åben +[onsdag og ]om lørdagen."


def test_words_in_common_that_are_too_short_to_follow_are_part_of_the_change():
    row = only(
        "Beboerne mødes til kaffe og kage hver eneste fredag i gården.",
        "Beboerne mødes til musik og dans hver eneste fredag i gården.",
    )
    assert told(row.right) == "Beboerne mødes til +[musik og dans] hver eneste fredag i gården."


@pytest.mark.parametrize("number", ["213.000", "16-19", "2024/2025", "og/eller"])
def test_what_is_written_as_one_is_one_word(number):
    row = only(f"I alt {number} for hele året.", "I alt 7 for hele året.")
    assert told(row.left) == f"I alt -[{number}] for hele året."


def test_a_new_paragraph_stands_beside_nothing():
    rows = rows_of("<p>Første.</p><p>Sidste.</p>", "<p>Første.</p><p>Nyt.</p><p>Sidste.</p>")
    assert [row.changed for row in rows] == [False, True, False]
    assert rows[1].left is None
    assert told(rows[1].right) == "+[Nyt.]"


def test_a_paragraph_that_has_nothing_in_common_is_replaced_whole():
    row = only("Haven er åben om lørdagen.", "Styregruppen mødes kvartalsvis.")
    assert told(row.left) == "-[Haven er åben om lørdagen.]"
    assert told(row.right) == "+[Styregruppen mødes kvartalsvis.]"


def test_a_reworded_paragraph_is_found_behind_a_new_one():
    rows = rows_of(
        "<p>De frivillige passer haven hele året.</p>",
        "<p>Styregruppen mødes kvartalsvis.</p><p>De frivillige passer haven om sommeren.</p>",
    )
    assert rows[0].left is None
    assert told(rows[1].left) == "De frivillige passer haven -[hele året]."


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        ("haven", "<b>haven</b>", "“haven” is now bold."),
        ("<b>ha</b>ven", "haven", "“ha” is no longer bold."),
        ("haven", "<i>haven</i>", "“haven” is now italic."),
        ("<i>haven</i>", "haven", "“haven” is no longer italic."),
        ("haven", '<a href="https://x.dk">haven</a>', "Link to https://x.dk added on “haven”."),
        ('<a href="tel:112">112</a>', "112", "Link to tel:112 removed from “112”."),
        (
            '<a href="tel:112">nu</a>',
            '<a href="tel:114">nu</a>',
            "The link on “nu” led to tel:112; now to tel:114.",
        ),
        ("<b>a b</b>", "<b>a</b> <b>b</b>", "“space” is no longer bold."),
        ("a<br>b", "a b", "A line break was removed."),
        ("a b", "a<br>b", "A line break was added."),
        ("a b", "a&nbsp;b", "The spaces were changed."),
        ("<p>a</p>", "<h3>a</h3>", "The paragraph became a heading."),
        ("<h3>a</h3>", "<ul><li>a</li></ul>", "The heading became a bullet."),
        ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>", "The bullet became a numbered point."),
        ("<ol><li>a</li></ol>", "<p>a</p>", "The numbered point became a paragraph."),
    ],
)
def test_what_changed_besides_the_words_is_told_in_words(old, new, remark):
    row = only(old, new)
    assert row.remarks == (remark,)
    assert row.changed


LIST = "<ul><li>a</li><li>b</li></ul>"


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        (
            LIST,
            "<ul><li>a<ul><li>b</li></ul></li></ul>",
            "Moved further in, to level 2 of the list.",
        ),
        (
            "<ul><li>a<ul><li>b</li></ul></li></ul>",
            LIST,
            "Moved further out, to level 1 of the list.",
        ),
        (LIST, "<ul><li>a</li></ul><ul><li>b</li></ul>", "The list is divided differently here."),
        (
            LIST,
            "<ul><li><p>a</p><p>b</p></li></ul>",
            "The bullet became a paragraph of the point above.",
        ),
    ],
)
def test_a_list_that_is_built_otherwise_is_told_in_words(old, new, remark):
    assert [row.remarks for row in rows_of(old, new)] == [(), (remark,)]


def test_a_new_bullet_says_nothing_of_those_beside_it():
    rows = rows_of(LIST, "<ul><li>ny</li><li>a</li><li>b</li></ul>")
    assert [row.remarks for row in rows] == [(), (), ()]
    assert [row.changed for row in rows] == [True, False, False]


def test_numbers_of_points_are_those_of_each_text():
    rows = rows_of("<ol><li>a</li></ol>", "<ol><li>ny</li><li>a</li></ol>")
    assert (rows[1].left.number, rows[1].right.number) == (1, 2)
    assert not rows[1].changed


def test_a_divided_paragraph_is_told_and_no_word_counts_as_changed():
    old, new = "<p>Haven er åben. Kom forbi.</p>", "<p>Haven er åben.</p><p>Kom forbi.</p>"
    rows = rows_of(old, new)
    assert rows[0].remarks == ("Divided in 2; the words are the same.",)
    assert changed_words(old, new) == (0, 0)
    assert rows_of(new, old)[0].remarks == ("Joined from 2; the words are the same.",)


def test_a_link_that_came_with_its_words_is_told():
    row = only(
        "Haven er åben om lørdagen.",
        'Haven er åben om lørdagen, <a href="https://x.dk">se mere</a>.',
    )
    assert row.remarks == ("Link to https://x.dk added.",)


def test_a_long_quote_is_shortened():
    words = "Mange ord " * 30
    (remark,) = only(words, f"<b>{words}</b>").remarks
    assert remark == "“Mange ord Mange ord Mange ord … Mange ord Mange ord Mange ord” is now bold."


def test_many_remarks_are_counted():
    plain = " ".join(f"ord{n}" for n in range(20))
    bold = " ".join(f"<b>ord{n}</b>" for n in range(20))
    remarks = only(plain, bold).remarks
    assert len(remarks) == 6
    assert remarks[-1] == "And 15 changes more."


def test_references_show_their_names():
    row = only(f"Se{reference(FIRST)}.", f"Se{reference(SECOND)}.")
    assert told(row.left) == "Se-[VIVE 2021]."
    assert told(row.right) == "Se+[Rambøll 2020]."


def test_a_reference_without_a_name_is_called_one():
    row = only("Se.", f"Se{reference(UUID(int=9))}.")
    assert told(row.right) == "Se+[reference]."


def test_references_with_the_same_name_are_told_apart():
    rows = compare(f"<p>{reference(FIRST)}</p>", f"<p>{reference(SECOND)}</p>")
    assert rows[0].changed


def test_changed_words_are_counted():
    old = "<p>Haven er åben om lørdagen.</p>"
    new = f"<p>Haven er lukket i uge 28-30 om lørdagen{reference(FIRST)}.</p>"
    assert changed_words(old, new) == (5, 1)


def test_plain_strings_are_compared_by_words():
    (row,) = compare_plain("lørdag i august < 3", "søndag i august < 3")
    assert told(row.left) == "-[lørdag] i august < 3"
    assert compare_plain("", "") == ()
    assert compare_plain("", "ny")[0].left is None


def shown(rows) -> BeautifulSoup:
    context = {"rows": rows, "left_label": "Før", "right_label": "Nu"}
    return BeautifulSoup(render_to_string("components/compare.html", context), "html.parser")


def test_page_says_removed_and_added_for_those_who_hear_it():
    page = shown(rows_of("Haven er åben om lørdagen.", "Haven er lukket om lørdagen."))
    assert page.select_one("del").text == "removed: åben"
    assert page.select_one("ins").text == "added: lukket"
    assert [label.text for label in page.select(".compare__label")] == ["Før", "Nu"]


def test_page_puts_no_space_inside_a_word():
    page = shown(rows_of("gå<b>rd</b>haven &lt;b&gt;", "gå<b>rd</b>haven &lt;b&gt;"))
    assert page.select_one(".compare__line").text.strip() == "gårdhaven <b>"


def test_page_shows_links_breaks_and_remarks():
    page = shown(rows_of("a<br>b", '<a href="https://x.dk">a</a><br>b'))
    assert page.select_one("a")["href"] == "https://x.dk"
    assert page.select_one("br")
    assert page.select_one(".compare__row li").text == "Link to https://x.dk added on “a”."


def test_page_folds_what_did_not_change_for_long():
    same = "".join(f"<p>Afsnit {number}.</p>" for number in range(6))
    page = shown(rows_of(f"{same}<p>Haven er åben.</p>", f"{same}<p>Haven er lukket.</p>"))
    assert page.select_one("summary").text.strip() == "5 paragraphs without changes"
    assert len(page.select("details .compare__row")) == 5
    assert len(page.select(".compare > .compare__row:not(.compare__head)")) == 2


def test_a_few_rows_without_changes_are_not_folded():
    rows = rows_of("<p>a</p><p>b</p><p>c</p>", "<p>a</p><p>b</p><p>d</p>")
    assert not any(part.hidden for part in folded(rows))
