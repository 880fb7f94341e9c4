"""A proposed wording is accepted once, and only where the text still reads as it did."""

import pytest

from activities.choices import CommentState, PartKind, SectionKind
from activities.models import Comment, Goal, ListPart, PlanSection, Section
from activities.services import comments, rows, texts
from activities.services.commented import find, fingerprint
from activities.services.comments import CommentRefused, WordingChanged
from activities.services.proposals import accept_proposal
from activities.services.threads import threads_on
from partnership.choices import Act
from partnership.models import AuditEntry, Mail, Revision, Stretch
from partnership.services import history
from tests import factories
from tests.conftest import Cast
from tests.factories import make_comment

NOW, PROPOSED = "<p>Haven er for alle.</p>", "<p>Haven er for alle naboer.</p>"


@pytest.fixture
def purpose(cast: Cast) -> Section:
    section = cast.chapter.sections.get(kind=SectionKind.PURPOSE)
    return texts.edit_section(section, body=NOW, seen=1, by=cast.lead)


@pytest.fixture
def proposal(cast, purpose) -> Comment:
    return make_comment(purpose, by=cast.reader, proposal=PROPOSED)


def state() -> tuple:
    """All that an accepting could write."""
    return (
        list(Section.objects.order_by("pk").values_list("body", "version")),
        list(Comment.objects.values_list("state", "settled_by_name", "accepted_revision")),
        list(Stretch.objects.values_list("number", "act", "is_open", "saves")),
        Revision.objects.count(),
        AuditEntry.objects.count(),
        Mail.objects.count(),
    )


def test_accepting_makes_it_the_commenters_edit_let_in_by_another(cast, purpose, proposal):
    accepted = accept_proposal(proposal, by=cast.lead)
    purpose.refresh_from_db()
    entry = Revision.objects.filter(subject_uuid=cast.chapter.uuid).latest("number")
    assert purpose.body == PROPOSED
    assert purpose.changed_by == cast.reader
    assert (entry.act, entry.by, entry.accepted_by) == (Act.PROPOSAL, cast.reader, cast.lead)
    assert history.content_at(entry).by_uuid[purpose.uuid].fields["body"] == PROPOSED
    assert accepted.state == CommentState.SETTLED
    assert accepted.accepted_revision == entry


def test_accepting_is_in_the_log_and_told_to_the_proposer(cast, proposal):
    accept_proposal(proposal, by=cast.lead)
    entry = AuditEntry.objects.get(action="activities.comment.accept")
    assert (entry.actor, entry.object_uuid) == (cast.lead, proposal.uuid)
    mail = Mail.objects.get(stage="proposal.accepted")
    assert (mail.recipient, mail.topic) == (cast.reader.email, "proposals")
    assert "Haven er for alle naboer." in mail.body


def test_a_text_that_was_changed_is_not_overwritten(cast, purpose, proposal):
    texts.edit_section(purpose, body="<p>Haven er lukket.</p>", seen=2, by=cast.lead)
    before = state()
    with pytest.raises(WordingChanged, match="ændret"):
        accept_proposal(proposal, by=cast.lead)
    assert state() == before


def test_a_change_elsewhere_in_the_chapter_is_in_no_ones_way(cast, purpose, proposal):
    factories.make_row(cast.chapter, title="Flere boder")
    accept_proposal(proposal, by=cast.lead)
    purpose.refresh_from_db()
    assert purpose.body == PROPOSED


def test_a_text_put_back_as_it_was_can_be_replaced(cast, purpose, proposal):
    texts.edit_section(purpose, body="<p>Andet.</p>", seen=2, by=cast.lead)
    texts.edit_section(Section.objects.get(pk=purpose.pk), body=NOW, seen=3, by=cast.lead)
    accept_proposal(proposal, by=cast.lead)
    purpose.refresh_from_db()
    assert purpose.body == PROPOSED


def test_a_proposal_is_accepted_once(cast, proposal):
    accept_proposal(proposal, by=cast.lead)
    before = state()
    with pytest.raises(CommentRefused, match=cast.lead.name):
        accept_proposal(proposal, by=cast.secretariat)
    assert state() == before


def test_a_settled_proposal_is_not_accepted(cast, proposal):
    comments.settle_comment(proposal, by=cast.lead)
    before = state()
    with pytest.raises(CommentRefused):
        accept_proposal(proposal, by=cast.secretariat)
    assert state() == before


def test_a_comment_without_a_proposal_has_nothing_to_accept(cast, purpose):
    comment = make_comment(purpose, by=cast.reader)
    with pytest.raises(CommentRefused):
        accept_proposal(comment, by=cast.lead)


def test_an_accepted_proposal_is_not_opened_again(cast, proposal):
    accept_proposal(proposal, by=cast.lead)
    with pytest.raises(CommentRefused, match="sat ind"):
        comments.reopen_comment(proposal, by=cast.lead)


def test_one_may_accept_ones_own(cast, purpose):
    own = make_comment(purpose, by=cast.lead, proposal=PROPOSED)
    assert accept_proposal(own, by=cast.lead).is_accepted
    assert not Mail.objects.filter(stage="proposal.accepted").exists()


# What can be proposed, and where


@pytest.mark.parametrize("kind", [kind for kind in PartKind if kind != PartKind.RESPONSIBILITIES])
def test_the_title_of_a_row_can_be_proposed(cast, kind):
    row = factories.make_row(cast.chapter, kind, title="Flere boder")
    accept_proposal(make_comment(row, by=cast.reader, proposal="Tre & fire boder"), by=cast.lead)
    row.refresh_from_db()
    assert row.title == "Tre & fire boder"


def test_the_text_of_a_list_can_be_proposed(cast):
    part = factories.part_of(cast.chapter, PartKind.GOALS)
    accept_proposal(make_comment(part, by=cast.reader, proposal="<p>Vi vil.</p>"), by=cast.lead)
    part = ListPart.objects.get(pk=part.pk)
    assert (part.intro, part.closing) == ("<p>Vi vil.</p>", "")


def test_front_matter_can_be_proposed(cast):
    section = PlanSection.objects.create(plan=cast.plan, placement="introduction", heading="Forord")
    proposal = make_comment(section, by=cast.reader, proposal="<p>Velkommen.</p>")
    accept_proposal(proposal, by=cast.secretariat)
    section.refresh_from_db()
    assert (section.heading, section.body) == ("Forord", "<p>Velkommen.</p>")
    assert proposal.revision.subject_uuid == cast.plan.uuid


def test_a_responsible_party_has_no_wording_to_propose(cast):
    row = factories.make_row(cast.chapter, PartKind.RESPONSIBILITIES)
    with pytest.raises(CommentRefused):
        make_comment(row, by=cast.reader, proposal="En anden")


def test_a_row_removed_since_is_not_changed(cast):
    row = factories.make_row(cast.chapter, title="Flere boder")
    proposal = make_comment(row, by=cast.reader, proposal="Tre boder")
    rows.remove_row(row, seen=1, by=cast.lead)
    before = state()
    with pytest.raises(CommentRefused, match="fjernet"):
        accept_proposal(proposal, by=cast.lead)
    assert state() == before
    assert Goal.objects.get(pk=row.pk).title == "Flere boder"


def test_a_guests_proposal_is_the_guests_edit(cast, purpose):
    guest = factories.make_invitation(cast.plan, cast.secretariat, name="Gitte Gæst")
    accept_proposal(make_comment(purpose, by=guest, proposal=PROPOSED), by=cast.lead)
    entry = Revision.objects.filter(subject_uuid=cast.chapter.uuid).latest("number")
    assert (entry.by, entry.by_name, entry.accepted_by) == (None, "Gitte Gæst", cast.lead)


# Proposing


def test_a_proposal_made_from_an_older_text_is_refused(cast, purpose):
    seen = fingerprint(purpose.body)
    texts.edit_section(purpose, body="<p>Haven er lukket.</p>", seen=2, by=cast.lead)
    before = state()
    with pytest.raises(WordingChanged):
        make_comment(purpose, by=cast.reader, proposal=PROPOSED, seen=seen)
    assert state() == before


def test_a_comment_alone_may_be_written_while_somebody_writes(cast, purpose):
    seen = fingerprint(purpose.body)
    texts.edit_section(purpose, body="<p>Haven er lukket.</p>", seen=2, by=cast.lead)
    assert make_comment(purpose, by=cast.reader, text="Hvem?", seen=seen)


def test_a_proposal_that_changes_nothing_is_refused(cast, purpose):
    with pytest.raises(CommentRefused, match="samme"):
        make_comment(purpose, by=cast.reader, proposal="<p>Haven er for alle.</p>")


def test_what_is_proposed_is_made_clean(cast, purpose):
    dirty = '<p onclick="x()">Haven</p><script>x()</script>'
    assert make_comment(purpose, by=cast.reader, proposal=dirty).proposal == "<p>Haven</p>"


def test_a_thread_says_whether_the_text_stands(cast, purpose, proposal):
    place = find("section", Section.objects, pk=purpose.pk)
    assert threads_on(place, {})[0].stands
    texts.edit_section(purpose, body="<p>Haven er lukket.</p>", seen=2, by=cast.lead)
    assert not threads_on(place, {})[0].stands
