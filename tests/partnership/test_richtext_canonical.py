"""What any HTML becomes: what is dropped, what is kept, what reads the same."""

from uuid import UUID

import pytest

from partnership.richtext import canonical

TARGET = UUID(int=7)
REFERENCE = f'<span data-ref="{TARGET}"></span>'


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script><p>Tekst</p>",
        "<style>p { color: red }</style><p>Tekst</p>",
        '<p onclick="x()" style="color:red" class="a" id="b">Tekst</p>',
        "<p>Tekst<!-- en kommentar --></p>",
        '<p>Tekst<img src="https://eksempel.dk/x.png" onerror="x()"></p>',
        '<p class="MsoNormal"><span style="mso-ansi-language:DA">Tekst<o:p></o:p></span></p>',
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><p>Tekst</p>",
        "<p>\n  Tekst\t</p>\n",
        "<div>Tekst</div>",
        "Tekst",
        "<p>\u200bTekst&#8203;&#65279;</p>",
        "<p></p><p>Tekst</p><p>&nbsp;</p><p><br></p><ul><li></li></ul><h2> </h2>",
    ],
)
def test_only_the_text_is_left(html):
    assert canonical(html) == "<p>Tekst</p>"


@pytest.mark.parametrize("html", ["", " ", "<p></p>", "<p>&nbsp;</p>", "<p><strong> </strong></p>"])
def test_a_text_without_words_is_empty(html):
    assert canonical(html) == ""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>a</b>", "<p><strong>a</strong></p>"),
        ("<i>a</i>", "<p><em>a</em></p>"),
        ("<i><b>a</b></i>", "<p><strong><em>a</em></strong></p>"),
        ("<strong>a </strong>b", "<p><strong>a</strong> b</p>"),
        ("<strong>a</strong><b>b</b>", "<p><strong>ab</strong></p>"),
        ("<h1>a</h1>", "<h3>a</h3>"),
        ("<h3>a<br>b</h3>", "<h3>a b</h3>"),
        ("a<br>b", "<p>a<br>b</p>"),
        ("a<br><br>b", "<p>a</p><p>b</p>"),
        ("1 &lt; 2 &amp; 3", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_what_reads_the_same_is_written_the_same(html, expected):
    assert canonical(html) == expected


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "file:///c",
        "#_ftn1",
        "/x",
    ],
)
def test_a_link_that_leads_nowhere_or_does_harm_keeps_its_text_only(href):
    assert canonical(f'<p><a href="{href}">Tekst</a></p>') == "<p>Tekst</p>"


@pytest.mark.parametrize(
    "href", ["https://eksempel.dk/a_(b)?c=d", "mailto:a@b.dk", "tel:+4533663366"]
)
def test_a_link_is_kept(href):
    html = f'<p>Se <a href="{href}">her</a>.</p>'
    assert canonical(html) == html


def test_a_link_that_is_partly_bold_is_one_link():
    html = '<p><a href="https://eksempel.dk">se <strong>her</strong></a></p>'
    assert canonical(html) == html


def test_text_of_tracked_changes_is_kept():
    html = "<p>En <ins cite='x'>ny</ins> <del>gammel</del> have</p>"
    assert canonical(html) == "<p>En ny gammel have</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<table><tbody><tr><td>a</td><td><p>b</p></td></tr></tbody></table>",
        "<dl><dt>a</dt><dd>b</dd></dl>",
        "<main>a</main><footer>b</footer>",
        "a<hr>b",
    ],
)
def test_words_of_neighbouring_blocks_stay_apart(html):
    assert canonical(html) == "<p>a</p><p>b</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>a</li><ul><li>b</li></ul></ul>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
        "<ul><li>a</li><li><ul></ul></li><ul><li>b</ul></ul>",
    ],
)
def test_a_list_in_a_list_belongs_to_the_item_before_it(html):
    assert canonical(html) == "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"


def test_stray_text_in_a_list_keeps_its_place():
    assert canonical("<ul><li>a</li>b<li>c</li></ul>") == (
        "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>"
    )


def test_reference_is_kept_and_its_label_is_not():
    assert (
        canonical(f'<p>a<span data-ref="{TARGET}">VIVE 2021</span></p>') == f"<p>a{REFERENCE}</p>"
    )


def test_text_after_an_unclosed_reference_is_kept():
    assert (
        canonical(f'<span data-ref="{TARGET}">x<p>Tekst</p>') == f"<p>{REFERENCE}</p><p>Tekst</p>"
    )


def test_span_that_refers_to_nothing_keeps_its_text():
    assert canonical('<p><span data-ref="x">Tekst</span></p>') == "<p>Tekst</p>"


def test_a_paragraph_of_a_reference_alone_is_kept():
    assert canonical(f"<p>{REFERENCE}</p>") == f"<p>{REFERENCE}</p>"


@pytest.mark.parametrize(
    "piece",
    [
        "<p>En <b>lang</b> tekst om en have, der ligger bag ved skolen.</p>",
        "<ul><li>a",
        "<div>a",
        "<span>a</span>",
        f'a<span data-ref="{TARGET}">',
    ],
)
def test_two_megabytes_of_anything_come_to_an_end(piece):
    assert "a" in canonical(piece * (2_000_000 // len(piece)))


def test_lists_deeper_than_anyone_writes_keep_their_text_in_order():
    html = canonical("<ul><li>a" * 20 + "<ul><li>b</li><li>c</li></ul>")
    assert html.count("<p>a</p>") == 20
    assert html.index("b") < html.index("c")
