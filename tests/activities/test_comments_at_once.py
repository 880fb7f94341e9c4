"""Several people act on one comment at the same moment, and one of them does it."""

from functools import partial

import pytest

from activities.choices import SectionKind
from activities.models import Comment, Section
from activities.services import invitations
from activities.services.comments import CommentRefused, answer_comment, settle_comment
from activities.services.invitations import revoke_invitation
from activities.services.proposals import accept_proposal
from activities.services.texts import edit_section
from partnership.choices import Act, Role
from partnership.models import AuditEntry, Revision
from partnership.services.links import Limit
from tests import factories
from tests.partnership.threads import at_once


@pytest.fixture
def people(transactional_db):
    plan = factories.make_plan()
    return [
        factories.make_user(role=Role.SECRETARIAT, partnership=plan.partnership) for _ in range(5)
    ]


@pytest.fixture
def proposal(people) -> Comment:
    plan = people[0].seats.get().partnership.plans.get()
    section = factories.make_chapter(plan).sections.get(kind=SectionKind.PURPOSE)
    return factories.make_comment(section, by=people[0], proposal="<p>Ny</p>")


def accepted() -> int:
    return Revision.objects.filter(act=Act.PROPOSAL).count()


def test_a_proposal_that_many_accept_is_accepted_once(people, proposal):
    results = at_once(*(partial(accept_proposal, proposal, by=person) for person in people))
    assert sum(isinstance(result, Comment) for result in results) == 1
    assert sum(isinstance(result, CommentRefused) for result in results) == 4
    assert accepted() == 1
    assert AuditEntry.objects.filter(action="activities.comment.accept").count() == 1


def test_a_comment_is_either_settled_or_accepted(people, proposal):
    results = at_once(
        partial(accept_proposal, proposal, by=people[1]),
        partial(settle_comment, proposal, by=people[2]),
    )
    assert sum(isinstance(result, CommentRefused) for result in results) == 1
    proposal.refresh_from_db()
    assert accepted() == proposal.is_accepted


def test_an_edit_and_an_accepting_at_once_lose_neither(people, proposal):
    section = Section.objects.get(uuid=proposal.item_uuid)
    results = at_once(
        partial(accept_proposal, proposal, by=people[1]),
        partial(edit_section, section, body="<p>Egen</p>", seen=1, by=people[2]),
    )
    refused = [result for result in results if isinstance(result, Exception)]
    assert len(refused) == 1
    section.refresh_from_db()
    assert section.body == ("<p>Ny</p>" if accepted() else "<p>Egen</p>")


def test_answers_at_once_are_all_kept(people, proposal):
    results = at_once(
        *(partial(answer_comment, proposal, text=person.name, by=person) for person in people)
    )
    assert [result for result in results if isinstance(result, Exception)] == []
    assert proposal.answers.count() == 5


def test_a_link_that_many_revoke_is_revoked_once(people, proposal):
    invitation = factories.make_invitation(proposal.plan, people[0])
    results = at_once(*(partial(revoke_invitation, invitation, by=person) for person in people))
    assert sorted(results) == [False, False, False, False, True]


def test_remarks_at_once_do_not_all_take_a_links_last_place(people, proposal, monkeypatch):
    monkeypatch.setattr(invitations, "REMARKS", Limit(a_day=2, in_all=9))
    guest = factories.make_invitation(proposal.plan, people[0])
    chapters = [factories.make_chapter(proposal.plan) for _ in range(4)]
    places = [chapter.sections.get(kind=SectionKind.PURPOSE) for chapter in chapters]
    results = at_once(*(partial(factories.make_comment, place, by=guest) for place in places))
    assert sum(isinstance(result, CommentRefused) for result in results) == 2
    assert guest.comments.count() == 2
