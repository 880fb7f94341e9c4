"""Whatever an item holds is kept and read as it was, in every form it was ever stored in.

`content_v1.json` holds an item of every kind in the first form. It is checked by hand and
never changed: what is stored in that form cannot change either.
"""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.history import SCHEMA, Content, Item, ItemKind, item_kinds
from partnership.richtext import canonical
from partnership.richtext.fields import RichTextField
from tests.partnership.texts import soup

SAMPLE = Path(__file__).with_name("content_v1.json")
FIRST_KINDS = {
    *("activities.chapter", "activities.section", "activities.listpart"),
    *("activities.goal", "activities.targetgroup", "activities.milestone"),
    *("activities.deliverable", "activities.target", "activities.responsibility"),
    *("activities.safetyplan", "activities.plansection", "partnership.theoryitem", "place"),
    *("activities.source", "budgets.budgetline", "budgets.budgetnote"),
    *("partnership.organisation", "partnership.contactperson"),
}
KINDS = [item_kinds[name] for name in item_kinds.names()]
some = settings(
    deadline=None,
    derandomize=True,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
#: As a database takes it: without the characters that PostgreSQL refuses.
plain = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


def values_of(field: models.Field) -> st.SearchStrategy[Any]:
    """What a column may hold; links to other rows are None."""
    if field.choices:
        given_values = st.sampled_from([value for value, _ in field.flatchoices])
    elif isinstance(field, models.ForeignKey):
        return st.none()
    elif isinstance(field, RichTextField):
        given_values = soup.map(canonical)
    elif isinstance(field, models.BooleanField):
        given_values = st.booleans()
    elif isinstance(field, models.DateField):
        given_values = st.dates()
    elif isinstance(field, models.IntegerField):
        given_values = st.integers(0, 32767)
    else:
        given_values = plain
    return st.none() | given_values if field.null else given_values


def rows_of(kind: ItemKind) -> st.SearchStrategy[SimpleNamespace]:
    """Whatever has the columns of the kind's model."""
    fields = {name: values_of(kind.model._meta.get_field(name)) for name in kind.names}
    return st.builds(SimpleNamespace, uuid=st.uuids(), **fields)


def through_json(content: Content) -> Content:
    return Content.from_json(json.loads(json.dumps(content.to_json())))


every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)


@every_kind
@some
@given(data=st.data())
def test_an_item_of_any_values_is_kept_as_it_was(kind, data):
    items = tuple(kind.read(row) for row in data.draw(st.lists(rows_of(kind), max_size=3)))
    content = Content(items)
    assert through_json(content) == content


@every_kind
@some
@given(data=st.data())
def test_the_columns_hold_again_what_they_held(kind, data):
    row = data.draw(rows_of(kind))
    (item,) = through_json(Content((kind.read(row),))).items
    assert kind.values(item) == {name: getattr(row, name) for name in kind.names}


@every_kind
@some
@given(data=st.data())
def test_an_item_of_any_values_can_be_read_by_a_person(kind, data):
    item = kind.read(data.draw(rows_of(kind)))
    for name in item.fields:
        assert isinstance(kind.in_words(item, name), str)
        assert kind.label(name)


amounts = st.dictionaries(st.integers(2021, 2024).map(str), st.integers(-(2**53), 2**53))
links = st.none() | st.fixed_dictionaries({"pk": st.integers(1), "name": plain})
parents = st.none() | st.uuids()


@some
@given(
    st.lists(st.builds(Item, plain, st.uuids(), st.dictionaries(plain, amounts | links), parents))
)
def test_amounts_links_and_what_stands_under_what_are_kept(items):
    content = Content(tuple(items))
    assert through_json(content) == content
    for item in content.items:
        assert content.under(item.parent) == [i for i in items if i.parent == item.parent]


def test_a_link_comes_back_as_the_row_it_points_at(cast):
    kind = item_kinds["activities.responsibility"]
    row = kind.model(uuid=uuid4(), organisation=cast.organisation)
    assert kind.values(kind.read(row))["organisation"] == cast.organisation


@pytest.mark.parametrize("schema", [0, SCHEMA + 1, "1", None])
def test_an_unknown_schema_is_refused(schema):
    with pytest.raises(ValueError, match="cannot be read"):
        Content.from_json({"schema": schema, "items": []})


# The first form


@pytest.fixture(scope="module")
def stored() -> dict[str, Any]:
    return json.loads(SAMPLE.read_text(encoding="utf-8"))


def test_the_sample_has_every_kind_of_the_first_form(stored):
    assert stored["schema"] == 1
    assert {item["kind"] for item in stored["items"]} == FIRST_KINDS


def test_the_sample_loads_with_all_it_says(stored):
    content = Content.from_json(stored)
    for item, kept in zip(content.items, stored["items"], strict=True):
        assert (item.kind, str(item.uuid), item.fields) == (
            kept["kind"],
            kept["uuid"],
            kept["fields"],
        )
        assert (str(item.parent) if item.parent else None) == kept["parent"]


def test_every_item_of_the_sample_can_be_named_and_read(db, stored):
    for item in Content.from_json(stored).items:
        kind = item_kinds[item.kind]
        assert kind.heading(item)
        assert kind.values(item).keys() == set(kind.names)
        for name in item.fields:
            kind.in_words(item, name)
