"""Comments are bound to a version, answered, settled and opened again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.choices import CommentState, PartKind, PlanState, SectionKind
from activities.models import Answer, Comment, PlanSection
from activities.permissions import may_comment, may_edit_text, may_settle
from activities.services import comments, rows, texts
from activities.services.commented import commented_by
from activities.services.comments import CommentRefused
from activities.services.leads import people_who_lead
from activities.services.threads import threads_on
from activities.transitions import COMMENT_TRANSITIONS, CommentAct
from partnership.choices import BodyKind
from partnership.models import AuditEntry, Body, Mail, Membership, Revision, Seat, Succession
from partnership.services import history
from tests import factories
from tests.conftest import Cast
from tests.factories import make_comment


@pytest.fixture
def purpose(cast: Cast):
    section = cast.chapter.sections.get(kind=SectionKind.PURPOSE)
    return texts.edit_section(section, body="<p>Haven er for alle.</p>", seen=1, by=cast.lead)


@pytest.fixture
def comment(cast, purpose) -> Comment:
    return make_comment(purpose, by=cast.reader, text="Hvem er alle?")


def thread_of(comment: Comment):
    place = commented_by(comment)
    return next(t for t in threads_on(place.whole_part(), {}) if t.comment == comment)


def words(compared) -> str:
    """The right side of a comparison, with what was added in brackets."""
    sides = [row.right for row in compared if row.right]
    return " ".join(
        f"[{piece.text}]" if piece.change else piece.text for side in sides for piece in side.pieces
    )


def log(verb: str) -> list[str]:
    return list(
        AuditEntry.objects.filter(action=f"activities.comment.{verb}").values_list(
            "actor_name", flat=True
        )
    )


# Bound to the version


def test_a_comment_is_bound_to_the_text_as_it_was(cast, purpose, comment):
    texts.edit_section(purpose, body="<p>Haven er for naboer.</p>", seen=2, by=cast.lead)
    kept = history.content_at(comment.revision).by_uuid[purpose.uuid]
    assert kept.fields["body"] == "<p>Haven er for alle.</p>"


def test_writing_a_comment_closes_the_writers_entry(cast, purpose, comment):
    texts.edit_section(purpose, body="<p>Haven er for naboer.</p>", seen=2, by=cast.lead)
    history.settle(cast.chapter)
    bodies = [
        history.content_at(revision).by_uuid[purpose.uuid].fields["body"]
        for revision in Revision.objects.filter(subject_uuid=cast.chapter.uuid).order_by("number")
    ]
    assert bodies == ["", "<p>Haven er for alle.</p>", "<p>Haven er for naboer.</p>"]


def test_nothing_has_changed_at_first(comment):
    assert thread_of(comment).changed == ()


def test_what_has_changed_since_is_told_word_by_word(cast, purpose, comment):
    texts.edit_section(purpose, body="<p>Haven er for naboer.</p>", seen=2, by=cast.lead)
    assert words(thread_of(comment).changed) == "Haven er for  [naboer] ."


def test_a_list_has_changed_when_a_row_of_it_has(cast):
    row = factories.make_row(cast.chapter, title="Flere boder")
    on_list = make_comment(row.part, by=cast.reader)
    on_row = make_comment(row, by=cast.reader)
    factories.make_row(cast.chapter, title="Et hegn")
    assert "[Et hegn]" in words(thread_of(on_list).changed)
    assert thread_of(on_row).changed == ()


def test_a_row_that_is_removed_takes_no_comment_with_it(cast):
    row = factories.make_row(cast.chapter, title="Flere boder")
    comment = make_comment(row, by=cast.reader)
    rows.remove_row(row, seen=1, by=cast.lead)
    thread = thread_of(comment)
    assert thread.removed
    assert thread.comment.about == "Målsætninger: Flere boder"
    assert thread.changed


@pytest.mark.parametrize("kind", PartKind)
def test_every_kind_of_row_can_be_commented_on(cast, kind):
    row = factories.make_row(cast.chapter, kind)
    comment = make_comment(row, by=cast.reader)
    assert thread_of(comment).comment.item_uuid == row.uuid
    assert str(row) in comment.about


def test_front_matter_is_commented_on_in_the_plans_own_history(cast):
    section = PlanSection.objects.create(plan=cast.plan, placement="introduction", body="<p>A</p>")
    comment = make_comment(section, by=cast.reader)
    assert comment.chapter is None
    assert comment.revision.subject_uuid == cast.plan.uuid


def test_a_row_removed_meanwhile_takes_no_comment(cast):
    row = factories.make_row(cast.chapter)
    rows.remove_row(row, seen=1, by=cast.lead)
    before = footprint()
    with pytest.raises(CommentRefused, match="fjernet"):
        make_comment(row, by=cast.reader)
    assert footprint() == before


def footprint() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Comment, Answer, AuditEntry, Revision, Mail))


# Answers and states


def test_an_answer_of_another_answers_it(cast, comment):
    comments.answer_comment(comment, text="Alle naboer.", by=cast.lead)
    comment.refresh_from_db()
    assert comment.state == CommentState.ANSWERED
    assert log("answer") == [cast.lead.name]


def test_what_the_commenter_adds_waits_for_an_answer_again(cast, comment):
    comments.answer_comment(comment, text="Alle naboer.", by=cast.lead)
    comments.answer_comment(comment, text="Også dem fra Husum?", by=cast.reader)
    comment.refresh_from_db()
    assert comment.state == CommentState.OPEN
    assert [answer.text for answer in comment.answers.all()] == [
        "Alle naboer.",
        "Også dem fra Husum?",
    ]


def test_a_comment_is_settled_and_opened_again(cast, comment):
    settled = comments.settle_comment(comment, by=cast.lead)
    assert (settled.state, settled.settled_by_name) == (CommentState.SETTLED, cast.lead.name)
    opened = comments.reopen_comment(comment, by=cast.reader)
    assert (opened.state, opened.settled_by, opened.settled_at) == (CommentState.OPEN, None, None)
    assert (log("settle"), log("reopen")) == ([cast.lead.name], [cast.reader.name])


ACTS = {
    CommentAct.ANSWER: lambda comment, by: comments.answer_comment(comment, text="Ja", by=by),
    CommentAct.SETTLE: lambda comment, by: comments.settle_comment(comment, by=by),
    CommentAct.REOPEN: lambda comment, by: comments.reopen_comment(comment, by=by),
}


@pytest.mark.parametrize("state", CommentState)
@pytest.mark.parametrize("act", ACTS)
def test_the_table_says_what_may_happen(cast, comment, act, state):
    settled = state == CommentState.SETTLED
    Comment.objects.filter(pk=comment.pk).update(
        state=state,
        settled_at=timezone.now() if settled else None,
        settled_by_name="Sanne" if settled else "",
    )
    before = footprint()
    if state in COMMENT_TRANSITIONS[act].sources:
        ACTS[act](comment, cast.lead)
        comment.refresh_from_db()
        assert comment.state == COMMENT_TRANSITIONS[act].target
    else:
        with pytest.raises(CommentRefused):
            ACTS[act](comment, cast.lead)
        assert footprint() == before


def test_who_was_first_is_named(cast, comment):
    comments.settle_comment(comment, by=cast.lead)
    with pytest.raises(CommentRefused, match=cast.lead.name):
        comments.answer_comment(comment, text="Nej", by=cast.secretariat)


# Rights


@pytest.mark.parametrize(
    "role",
    ["secretariat", "lead", "other_lead", "working_group", "steering_group", "decider", "reader"],
)
def test_everybody_with_a_seat_may_comment(cast, role):
    assert may_comment(getattr(cast, role), cast.plan)


@pytest.mark.parametrize("role", ["drafter", "outsider"])
def test_nobody_else_may_comment(cast, role):
    assert not may_comment(getattr(cast, role), cast.plan)


def test_nobody_comments_on_a_closed_plan(cast, comment):
    comment.plan.state = PlanState.CLOSED
    assert not may_comment(cast.secretariat, comment.plan)
    assert not may_settle(cast.secretariat, comment)


@pytest.mark.parametrize(
    ("role", "accepts", "settles"),
    [
        ("secretariat", True, True),
        ("lead", True, True),
        ("reader", False, True),
        ("other_lead", False, False),
        ("working_group", False, False),
    ],
)
def test_who_may_accept_and_settle(cast, comment, role, accepts, settles):
    person = getattr(cast, role)
    assert bool(may_edit_text(person, comment.chapter)) == accepts
    assert bool(may_settle(person, comment)) == settles


def test_a_comment_is_settled_though_the_texts_are_closed(cast, comment):
    comment.chapter.plan.state = comment.plan.state = PlanState.RECOMMENDED
    assert not may_edit_text(cast.lead, comment.chapter)
    assert may_settle(cast.lead, comment)


# Who is told


def told(stage: str) -> set[str]:
    return set(Mail.objects.filter(stage=stage).values_list("recipient", flat=True))


def test_those_who_lead_the_chapter_are_told(cast, comment):
    assert told("comment.added") == {cast.lead.email}


def test_the_secretariat_is_told_where_nobody_leads(cast):
    section = cast.outside_chapter.sections.first()
    make_comment(section, by=cast.secretariat)
    assert told("comment.added") == {cast.outsider.email}


def test_nobody_is_told_of_their_own_comment(cast, purpose):
    make_comment(purpose, by=cast.lead)
    assert told("comment.added") == set()


def test_the_commenter_is_told_of_an_answer_and_the_lead_of_what_is_added(cast, comment):
    comments.answer_comment(comment, text="Alle naboer.", by=cast.lead)
    assert told("comment.answered") == {cast.reader.email}
    comments.answer_comment(comment, text="Også dem fra Husum?", by=cast.reader)
    assert told("comment.answered") == {cast.reader.email, cast.lead.email}


def test_a_commenter_who_has_lost_the_seat_is_not_told(cast, comment):
    cast.reader.seats.all().delete()
    comments.answer_comment(comment, text="Alle naboer.", by=cast.lead)
    assert told("comment.answered") == set()


def test_a_mail_says_what_was_said_and_where(cast, comment):
    mail = Mail.objects.get(stage="comment.added")
    assert mail.heading == "Ny kommentar til Formål og indhold \u2013 1. Haven"
    assert "Hvem er alle?" in mail.body
    assert comment.get_absolute_url() in mail.body


# The people who lead are the other side of the chapters a person leads


def test_people_who_lead_are_those_whose_chapters_they_are(cast):
    today = timezone.localdate()
    for kind, lead in (("working_group", BodyKind.WORKING_GROUP), ("decider", BodyKind.DECIDER)):
        body = Body.objects.get(partnership=cast.partnership, kind=lead)
        chapter = cast.other_chapter if kind == "decider" else cast.chapter
        factories.make_row(chapter, PartKind.RESPONSIBILITIES, role="lead", name="", body=body)
    successor = factories.make_organisation("Den nye")
    Succession.objects.create(predecessor=cast.organisation, successor=successor, on=today)
    factories.make_member(successor, cast.partnership)
    gone = factories.make_member(cast.organisation, cast.partnership)
    Membership.objects.filter(user=gone).update(ends_on=today - timedelta(days=1))
    without_seat = factories.make_user()
    Membership.objects.create(user=without_seat, organisation=cast.organisation)
    for chapter in (cast.chapter, cast.other_chapter):
        people = {seat.user for seat in Seat.objects.select_related("user")} | {without_seat}
        leading = {
            user
            for user in people
            if type(chapter).objects.led_by(user, on=today).filter(pk=chapter.pk).exists()
        }
        assert set(people_who_lead(chapter, on=today)) == leading
        assert leading
