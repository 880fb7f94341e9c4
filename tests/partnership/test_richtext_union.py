"""Two texts in one: what is equal once, else the old's and then the new's."""

from uuid import UUID

import pytest

from partnership.richtext import canonical, union, union_plain

REFERENCE = f'<span data-ref="{UUID(int=1)}"></span>'


def joined(old: str, new: str) -> str:
    return union(canonical(old), canonical(new))


def test_a_paragraph_that_both_have_stands_once():
    both = joined("<p>Fælles.</p><p>Min.</p>", "<p>Fælles.</p><p>Din helt egen.</p>")
    assert both == "<p>Fælles.</p><p>Min.</p><p>Din helt egen.</p>"


def test_paragraphs_that_each_added_all_stand():
    both = joined("<p>Første.</p><p>Fælles.</p>", "<p>Fælles.</p><p>Sidste.</p>")
    assert both == "<p>Første.</p><p>Fælles.</p><p>Sidste.</p>"


def test_a_reworded_paragraph_stands_after_the_old_one():
    both = joined(
        "<p>Haven er åben lørdag.</p><p>Kontoret er lukket mandag.</p>",
        "<p>Haven er åben søndag.</p><p>Kontoret er lukket tirsdag.</p>",
    )
    assert both == (
        "<p>Haven er åben lørdag.</p><p>Haven er åben søndag.</p>"
        "<p>Kontoret er lukket mandag.</p><p>Kontoret er lukket tirsdag.</p>"
    )


@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_bullets_that_each_added_to_a_list_stand_in_one_list(tag):
    both = joined(
        f"<{tag}><li>Fælles</li><li>Min</li></{tag}>",
        f"<{tag}><li>Fælles</li><li>Din egen</li></{tag}>",
    )
    items = "<li><p>Fælles</p></li><li><p>Min</p></li><li><p>Din egen</p></li>"
    assert both == f"<{tag}>{items}</{tag}>"


def test_first_bullets_of_both_are_one_list():
    both = joined("<p>Så:</p><ul><li>Min</li></ul>", "<p>Så:</p><ul><li>Dit</li></ul>")
    assert both == "<p>Så:</p><ul><li><p>Min</p></li><li><p>Dit</p></li></ul>"


def test_bullets_under_the_same_bullet_are_joined():
    both = joined(
        "<ul><li>Mål<ul><li>Min</li></ul></li></ul>",
        "<ul><li>Mål<ul><li>Dit</li></ul></li></ul>",
    )
    inner = "<ul><li><p>Min</p></li><li><p>Dit</p></li></ul>"
    assert both == f"<ul><li><p>Mål</p>{inner}</li></ul>"


def test_what_stands_under_a_renamed_bullet_stands_once():
    inner = "<ul><li><p>Flere frivillige</p></li><li><p>Flere besøgende</p></li></ul>"
    both = joined(
        f"<ul><li><p>Mål</p>{inner}</li></ul>", f"<ul><li><p>Målsætning</p>{inner}</li></ul>"
    )
    assert both == f"<ul><li><p>Mål</p></li><li><p>Målsætning</p>{inner}</li></ul>"


def test_lists_under_different_headings_stay_apart():
    mine = "<h3>Frivillige</h3><ul><li><p>Kaffe om tirsdagen</p></li></ul>"
    theirs = "<h3>Naboer</h3><ul><li><p>Byvandring i juni</p></li></ul>"
    assert joined(mine, theirs) == mine + theirs


def test_the_same_words_with_other_looks_are_one_paragraph_with_both():
    both = joined(
        "<p><b>Haven</b> er åben.</p>",
        f'<p>Haven er <i>åben</i>.</p><p>Se <a href="https://x.dk">her</a>{REFERENCE}.</p>',
    )
    assert both == (
        "<p><strong>Haven</strong> er <em>åben</em>.</p>"
        f'<p>Se <a href="https://x.dk">her</a>{REFERENCE}.</p>'
    )


def test_links_that_lead_to_different_places_are_both_kept():
    mine, theirs = (f'<p><a href="https://{name}.dk">her</a></p>' for name in "xy")
    assert joined(mine, theirs) == mine + theirs


def test_where_only_the_division_differs_the_new_one_stands():
    assert joined("<p>a b</p>", "<p>a</p><p>b</p>") == "<p>a</p><p>b</p>"
    assert joined("<p>a</p>", "<h3>a</h3>") == "<h3>a</h3>"


@pytest.mark.parametrize(
    ("old", "new", "both"),
    [
        ("Byhaven", "Byhaven", "Byhaven"),
        ("", "Byhaven", "Byhaven"),
        ("Byhaven", "", "Byhaven"),
        ("Byhaven", "Byhaven i Husum", "Byhaven i Husum"),
        ("lørdag i august", "søndag i august", "lørdag / søndag i august"),
        ("Fest i gården i juni", "Tur til skoven i august", None),
        ("Første\nMin", "Første\nDin", "Første\nMin\nDin"),
    ],
)
def test_plain_texts_are_joined_so_that_they_can_be_read(old, new, both):
    assert union_plain(old, new) == (both or f"{old} / {new}")
