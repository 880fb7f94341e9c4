"""Rich text as plain text, for people without JavaScript."""

from uuid import UUID

import pytest

from partnership.richtext import from_plain, parse, to_plain

TARGET, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        ("a\n\nb", "<p>a</p><p>b</p>"),
        ("a\nb", "<p>a<br>b</p>"),
        ("### a", "<h3>a</h3>"),
        ("- a\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("1. a", "<ol><li><p>a</p></li></ol>"),
        ("- a\n  - b", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"),
        ("- a\n\n  b", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("- a\n  b", "<ul><li><p>a<br>b</p></li></ul>"),
        ("**a** *b* ***c***", "<p><strong>a</strong> <em>b</em> <strong><em>c</em></strong></p>"),
        ("**a***b*", "<p><strong>a</strong><em>b</em></p>"),
        ("[a](https://x.dk/b_\\(c\\))", '<p><a href="https://x.dk/b_(c)">a</a></p>'),
        ("**[a](https://x.dk)**", '<p><a href="https://x.dk"><strong>a</strong></a></p>'),
        ("\\- a", "<p>- a</p>"),
        ("1\\. a", "<p>1. a</p>"),
        ("\\### a", "<p>### a</p>"),
        ("2 \\* 3 \\[a\\]", None),
        ("[[VIVE]]", f'<p><span data-ref="{TARGET}"></span></p>'),
    ],
)
def test_plain_text_and_html_say_the_same(plain, html):
    read = from_plain(plain, {"VIVE": TARGET})
    assert html is None or read == html
    assert to_plain(parse(read), {TARGET: "VIVE"}) == plain


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("2 * 3", "<p>2 * 3</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("**a", "<p>**a</p>"),
        ("[a](x)", "<p>[a](x)</p>"),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>"),
        ("[[unknown]]", "<p>[[unknown]]</p>"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
        ("a\\b", "<p>a\\b</p>"),
        ("-a", "<p>-a</p>"),
    ],
)
def test_a_sign_that_means_nothing_stays_as_typed(typed, html):
    assert from_plain(typed, {}) == html


def test_line_ends_of_any_system_are_the_same():
    assert from_plain("a\r\n\r\nb\rc", {}) == "<p>a</p><p>b<br>c</p>"


def test_an_address_in_brackets_needs_no_backslash():
    html = from_plain("[a](https://x.dk/b_(c))", {})
    assert html == '<p><a href="https://x.dk/b_(c)">a</a></p>'


def test_numbers_that_go_on_after_an_empty_line_are_one_list():
    assert from_plain("1. a\n\n2. b", {}).count("<ol>") == 1


def test_a_list_that_begins_anew_after_an_empty_line_is_another():
    assert from_plain("1. a\n\n1. b", {}).count("<ol>") == 2


def test_two_targets_of_one_name_are_written_by_their_identity():
    html = f'<p><span data-ref="{OTHER}"></span></p>'
    names = {TARGET: "VIVE", OTHER: "VIVE"}
    plain = to_plain(parse(html), names)
    assert from_plain(plain, {name: target for target, name in names.items()}) == html


def test_a_target_whose_name_has_brackets_is_found_again():
    html = f'<p><span data-ref="{TARGET}"></span></p>'
    plain = to_plain(parse(html), {TARGET: "VIVE [2021]"})
    assert from_plain(plain, {"VIVE [2021]": TARGET}) == html


def test_a_target_without_a_name_is_written_by_its_identity():
    html = f'<p><span data-ref="{TARGET}"></span></p>'
    assert from_plain(to_plain(parse(html), {}), {}) == html
