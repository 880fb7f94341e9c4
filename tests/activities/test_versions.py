"""A save carries the version it started from; an older one changes nothing."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError

from activities.choices import PartKind, SectionKind
from activities.models import PlanSection, Section
from activities.services import rows, texts
from budgets.services.lines import add_note, edit_line, edit_note
from partnership.models import AuditEntry, TheoryItem, User
from partnership.models.named import Versioned
from partnership.services.versions import StaleVersion, save_version
from tests import factories
from tests.conftest import Cast
from tests.partnership.threads import at_once

Save = Callable[..., Versioned]


def _section(cast: Cast) -> tuple[Versioned, Save, dict, dict]:
    section = cast.chapter.sections.get(kind=SectionKind.PURPOSE)
    return section, texts.edit_section, {"body": "<p>Nyt</p>"}, {"body": "<p>Andet</p>"}


def _plan_section(cast: Cast) -> tuple[Versioned, Save, dict, dict]:
    section = PlanSection.objects.create(plan=cast.plan, placement="introduction")
    return (
        section,
        texts.edit_plan_section,
        {"heading": "Nyt", "body": "<p>Nyt</p>"},
        {"heading": "Andet", "body": ""},
    )


def _part(cast: Cast) -> tuple[Versioned, Save, dict, dict]:
    part = factories.part_of(cast.chapter, PartKind.GOALS)
    new = {"intro": "<p>Nyt</p>", "closing": ""}
    return part, texts.edit_part, new, {"intro": "", "closing": "<p>Andet</p>"}


def _heading(cast: Cast) -> tuple[Versioned, Save, dict, dict]:
    new = {"title": "Ny", "formerly": "Gammel", "is_new": False}
    return cast.chapter, texts.edit_heading, new, {**new, "title": "En anden"}


def _theory_item(cast: Cast) -> tuple[Versioned, Save, dict, dict]:
    item = TheoryItem.objects.create(agreement=cast.plan.agreement, column="effort", text="Indsats")
    return item, texts.edit_theory_item, {"text": "Nyt"}, {"text": "Andet"}


def _row(cast: Cast) -> tuple[Versioned, Save, dict, dict]:
    row = factories.make_row(cast.chapter)
    new = {"title": "Nyt", "group": "", "body": "<p>Nyt</p>"}
    return row, rows.edit_row, new, {**new, "title": "Andet"}


def _target(cast: Cast) -> tuple[Versioned, Save, dict, dict]:
    deliverable = factories.make_row(cast.chapter, PartKind.DELIVERABLES)
    target = rows.save_target(deliverable, None, seen=1, by=None, minimum=5, unit="unge")
    save = partial(rows.save_target, deliverable)
    return target, save, {"minimum": 6}, {"minimum": 7}


def _line(cast: Cast) -> tuple[Versioned, Save, dict, dict]:
    line = factories.make_line(cast.chapter)
    return line, partial(edit_line, amounts={}), {"label": "Ny"}, {"label": "Anden"}


def _note(cast: Cast) -> tuple[Versioned, Save, dict, dict]:
    plan, activity = cast.plan, cast.chapter.activity
    note = add_note(plan.agreement, activity, by=None, scope="table", text="Note")
    return note, edit_note, {"text": "Ny"}, {"text": "Anden"}


KINDS = [_section, _plan_section, _part, _heading, _theory_item, _row, _target, _line, _note]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__.strip("_"))
def edited(request, cast: Cast) -> tuple[Versioned, Save, dict, dict]:
    """A row, the service that saves it, and two different sets of values."""
    return request.param(cast)


def as_stored(row: Versioned) -> dict[str, Any]:
    return type(row).objects.filter(pk=row.pk).values().get()


def test_a_save_from_the_version_seen_raises_the_version(cast, edited):
    row, save, new, _ = edited
    assert save(row, seen=1, by=cast.lead, **new).version == 2


def test_a_save_tells_who_and_writes_one_line_of_the_log(cast, edited):
    row, save, new, _ = edited
    before = AuditEntry.objects.count()
    save(row, seen=1, by=cast.lead, **new)
    entry = AuditEntry.objects.first()
    assert as_stored(row)["changed_by_id"] == cast.lead.pk
    assert AuditEntry.objects.count() == before + 1
    assert (entry.actor, entry.partnership) == (cast.lead, cast.partnership)


def test_a_save_from_an_older_version_changes_nothing(cast, edited):
    row, save, new, other = edited
    save(row, seen=1, by=cast.lead, **new)
    before, logged = as_stored(row), AuditEntry.objects.count()
    with pytest.raises(StaleVersion):
        save(type(row).objects.get(pk=row.pk), seen=1, by=cast.secretariat, **other)
    assert as_stored(row) == before
    assert AuditEntry.objects.count() == logged


def test_the_refusal_of_an_older_version_carries_what_is_stored(cast, edited):
    row, save, new, other = edited
    saved = save(row, seen=1, by=cast.lead, **new)
    with pytest.raises(StaleVersion) as raised:
        save(row, seen=1, by=cast.secretariat, **other)
    assert raised.value.current == saved
    assert raised.value.current.version == 2


def test_the_same_values_write_nothing(cast, edited):
    row, save, new, _ = edited
    saved = save(row, seen=1, by=cast.lead, **new)
    before, logged = as_stored(row), AuditEntry.objects.count()
    save(saved, seen=2, by=cast.secretariat, **new)
    assert as_stored(row) == before
    assert AuditEntry.objects.count() == logged


def test_text_that_reads_the_same_writes_nothing(cast):
    section, *_ = _section(cast)
    saved = texts.edit_section(section, body="<p>En <b>have</b></p>", seen=1, by=cast.lead)
    again = texts.edit_section(
        saved, body="<p>En <strong>have</strong> </p><p></p>", seen=2, by=cast.lead
    )
    assert again.version == 2


def test_of_two_saves_from_one_version_exactly_one_wins(transactional_db):
    section = factories.make_chapter(factories.make_plan()).sections.first()
    people = [factories.make_user(name) for name in ("Anna", "Bo", "Carl", "Dorte")]

    def save(person: User) -> Versioned:
        return save_version(section, seen=1, by=person, body=f"<p>{person.name}</p>")

    results = at_once(*(partial(save, person) for person in people))
    won = [result for result in results if isinstance(result, Section)]
    assert len(won) == 1
    assert sum(isinstance(result, StaleVersion) for result in results) == 3
    assert as_stored(section)["body"] == won[0].body


def test_when_the_log_cannot_be_written_the_text_is_not_saved(cast, monkeypatch):
    section, save, new, _ = _section(cast)

    def fail(*args, **kwargs):
        raise DatabaseError("full")

    monkeypatch.setattr("activities.services.texts.record", fail)
    with pytest.raises(DatabaseError, match="full"):
        save(section, seen=1, by=cast.lead, **new)
    assert as_stored(section)["version"] == 1
