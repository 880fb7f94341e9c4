"""What the history has kept: it comes back as it was, and is never changed."""

import pytest
from django.db import DatabaseError, connection, transaction

from activities.choices import PartKind, SectionKind
from activities.models import Deliverable, Section, Target
from activities.services import rows
from activities.services.restore import restore_chapter, restore_part
from budgets.services.ledger import amounts_of, set_amount
from partnership.choices import Act
from partnership.models import Revision
from partnership.services import history
from tests import factories
from tests.activities.writing import entries_of, seen_of, write
from tests.conftest import Cast


@pytest.fixture
def purpose(cast: Cast) -> Section:
    return cast.chapter.sections.get(kind=SectionKind.PURPOSE)


def make_target(deliverable: Deliverable, **values: int) -> Target:
    return rows.save_target(deliverable, None, seen=1, by=None, unit="unge", **values)


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_restore_leaves_the_earlier_entries_as_they_were(cast, purpose):
    write(purpose, "En", cast.lead)
    write(purpose, "To", cast.secretariat)
    history.settle(cast.chapter)
    before = list(Revision.objects.order_by("id").values())
    second = entries_of(cast.chapter)[1]
    restore_chapter(cast.chapter, second, by=cast.lead, seen=seen_of(cast.chapter))
    assert list(Revision.objects.order_by("id").values())[:3] == before
    last = entries_of(cast.chapter)[3]
    assert (last.act, last.restored, last.by) == (Act.RESTORE, 2, cast.lead)
    assert last.content == second.content


def test_what_is_written_after_a_restore_is_an_entry_of_its_own(cast, purpose):
    write(purpose, "En", cast.lead)
    first = history.settle(cast.chapter).previous
    restore_chapter(cast.chapter, first, by=cast.lead, seen=seen_of(cast.chapter))
    write(purpose, "To", cast.lead)
    history.settle(cast.chapter)
    assert [entry.act for entry in entries_of(cast.chapter)] == [
        "baseline",
        "edit",
        "restore",
        "edit",
    ]


def test_a_restored_list_has_the_targets_it_had_in_their_order(cast):
    deliverable = factories.make_row(cast.chapter, PartKind.DELIVERABLES)
    first, second = (make_target(deliverable, minimum=minimum) for minimum in (1, 2))
    version = history.settle(cast.chapter)
    rows.save_target(deliverable, second, seen=1, by=cast.lead, minimum=7)
    rows.remove_target(first, seen=1, by=cast.lead)
    make_target(deliverable, minimum=9)
    rows.remove_row(deliverable, seen=1, by=cast.lead)
    part = deliverable.part
    seen = seen_of(cast.chapter, part.uuid)
    restore_part(cast.chapter, version, part.uuid, by=cast.lead, seen=seen)
    standing = Deliverable.objects.standing().get(part=part).targets.standing()
    assert [target.minimum for target in standing.order_by("position")] == [1, 2]
    assert history.content_of(cast.chapter) == history.content_at(version)


@pytest.mark.parametrize(
    ("kind", "then", "now"),
    [
        (PartKind.TARGET_GROUPS, {"age_from": 6, "age_to": 12}, {"age_from": None}),
        (PartKind.TIMETABLE, {"starts_on": "2024-05-01"}, {"starts_on": None}),
        (PartKind.RESPONSIBILITIES, {"tentative": True}, {"tentative": False, "duty": "Alt"}),
    ],
)
def test_every_value_of_a_row_comes_back(cast, kind, then, now):
    row = factories.make_row(cast.chapter, kind, **then)
    before = history.settle(cast.chapter)
    rows.edit_row(row, seen=1, by=cast.lead, **now)
    seen = seen_of(cast.chapter, row.uuid)
    restore_part(cast.chapter, before, row.uuid, by=cast.lead, seen=seen)
    assert history.content_of(cast.chapter) == history.content_at(before)


def test_restored_money_is_untouched(cast):
    line = factories.make_line(cast.chapter, {2024: 1000})
    before = history.settle(cast.chapter)
    set_amount(line, 2024, 2000, by=cast.secretariat)
    restore_chapter(cast.chapter, before, by=cast.lead, seen=seen_of(cast.chapter))
    assert amounts_of(line) == {2024: 2000}


# The database


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {table} SET by_name = 'En anden'",
        "UPDATE {table} SET content = '{{}}'",
        "DELETE FROM {table}",
    ],
)
def test_a_closed_entry_is_never_changed_or_removed(cast, purpose, sql):
    write(purpose, "En", cast.lead)
    history.settle(cast.chapter)
    before = list(Revision.objects.order_by("id").values())
    with pytest.raises(DatabaseError, match="append-only"):
        run(sql.format(table=Revision._meta.db_table))
    assert list(Revision.objects.order_by("id").values()) == before


def test_an_entry_is_not_replaced_by_one_with_its_number(cast, purpose):
    """ON CONFLICT DO UPDATE, and SQLite's REPLACE, remove a row without saying so."""
    write(purpose, "En", cast.lead)
    columns = ", ".join(f'"{field.column}"' for field in Revision._meta.fields[1:])
    table = Revision._meta.db_table
    copy = f"INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE true"
    upsert = f"INSERT {copy} ON CONFLICT (subject_uuid, number) DO UPDATE SET by_name = 'En anden'"
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"REPLACE {copy}" if connection.vendor == "sqlite" else upsert)
