"""A stored document loads for ever, and nothing unknown is read as one.

`document_v1.json` is a small plan in the first form that was ever stored. It is
checked by hand and never changed: what is stored in that form cannot change either.
"""

import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.utils.html import escape

from activities.document import tree
from activities.document.drawing import drawn
from activities.document.pdf import render_html
from activities.document.storage import from_json, to_json
from activities.document.tree import Document, Paragraph, Span

SAMPLE = Path(__file__).with_name("document_v1.json")
FIRST_NODES = {
    *("Document", "Part", "FocusMark", "Heading", "Paragraph", "ItemList", "ListItem"),
    *("Span", "LineBreak", "NoteMark", "CrossReference", "Note"),
    *("Table", "Column", "TableRow", "TableCell"),
    *("Theory", "TheoryColumn", "TheoryGroup"),
}


@pytest.fixture(scope="module")
def stored() -> dict[str, Any]:
    return json.loads(SAMPLE.read_text(encoding="utf-8"))


def dicts_in(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from dicts_in(item)
    elif isinstance(data, dict):
        yield data
        for value in data.values():
            yield from dicts_in(value)


def texts_in(data: Any) -> Iterator[str]:
    """What the document says: its texts, without styles, anchors and addresses."""
    for node in dicts_in(data):
        for key in ("text", "title", "heading", "caption", "addition", "agreement"):
            if node.get(key):
                yield node[key]


def test_the_sample_has_every_node_of_the_first_form(stored):
    assert {node["type"] for node in dicts_in(stored)} == FIRST_NODES
    assert stored["schema"] == 1


def test_the_sample_loads(stored):
    document = from_json(stored)
    assert isinstance(document, Document)
    assert [part.heading for part in document.parts][-2:] == ["1. Haven", "2. Huset"]


def test_the_sample_keeps_its_amounts_as_whole_numbers(stored):
    economy = next(part for part in from_json(stored).parts if part.anchor == "oekonomi")
    total = economy.blocks[0].rows[-1]
    assert [cell.amount for cell in total.cells[1:]] == [0, 0, 20_000, 150_000]


def test_the_sample_stored_again_loses_nothing(stored):
    again = to_json(from_json(stored))
    for before, after in zip(dicts_in(stored), dicts_in(again), strict=False):
        assert {key: after[key] for key in before if not _nested(before[key])} == {
            key: value for key, value in before.items() if not _nested(value)
        }
    assert from_json(again) == from_json(stored)


def _nested(value: Any) -> bool:
    return isinstance(value, list | dict)


def test_everything_the_sample_says_is_rendered(stored):
    html = unescape(render_html(from_json(stored)))
    missing = [text for text in texts_in(stored) if text.strip() not in html]
    assert missing == []


def test_the_amounts_of_the_sample_are_rendered_the_danish_way(stored):
    html = render_html(from_json(stored))
    for amount in ("20.000", "50.000", "100.000", "150.000"):
        assert f">{amount}<" in html


def test_what_a_document_says_is_escaped():
    block = Paragraph((Span("<script>alert(1)</script>"),))
    part = tree.Part("a", "<b>", (block,))
    document = Document("T", "P", "", "A", 2024, "Kladde", True, "2024-02-01", (part,))
    html = render_html(document)
    assert escape("<script>alert(1)</script>") in html
    assert "<script>" not in html


def test_a_node_that_was_never_stored_is_refused():
    with pytest.raises(ValueError, match="Poem"):
        from_json({"type": "Poem", "lines": []})


@pytest.mark.parametrize("data", [{}, {"type": ""}, {"type": "SCHEMA"}, {"type": "dataclass"}])
def test_what_is_no_node_is_refused(data):
    with pytest.raises(ValueError, match="no such node"):
        from_json(data)


def test_a_field_that_no_version_had_is_refused():
    with pytest.raises(ValueError, match="colour"):
        from_json({"type": "Span", "text": "a", "colour": "red"})


def test_a_field_that_came_later_takes_its_default():
    assert from_json({"type": "Span", "text": "a"}) == Span("a")


def test_a_chart_is_stored_with_its_figures():
    panel = tree.ChartPanel("Trygt <byliv>", (tree.Bar("2024", 213_000, 5_000),), "T", "teal")
    chart = tree.Chart("Midler", (panel,))
    assert from_json(json.loads(json.dumps(to_json(chart)))) == chart


def test_a_chart_writes_its_amounts_and_is_drawn_to_one_scale():
    bars = (tree.Bar("2023", 0), tree.Bar("2024", 50_000, 50_000))
    panels = (tree.ChartPanel("Lille", (tree.Bar("2024", 1),)), tree.ChartPanel("Stor", bars))
    small, large = drawn(tree.Chart("Midler", panels))
    assert small.bars[0].own_height == 1
    assert [bar.own_height for bar in large.bars] == [0, large.bars[1].height]
    assert (large.bars[1].own, large.bars[1].cofinancing) == ("50.000", "+ 50.000")
