"""A link opens one plan until a day or until it is revoked; nothing that is stored opens it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.models import Comment, Invitation
from activities.permissions import may_invite
from activities.services import comments, invitations
from activities.services.invitations import address_of, find_invitation, token_of
from partnership.models import AuditEntry, Mail
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return factories.make_invitation(cast.plan, cast.secretariat, name="Gitte Gæst")


def test_the_token_finds_its_invitation(invitation):
    assert find_invitation(token_of(invitation)) == invitation


def test_nothing_stored_is_the_token(invitation):
    token = token_of(invitation)
    stored = Invitation.objects.values().get(pk=invitation.pk)
    assert token not in map(str, stored.values())


@pytest.mark.parametrize("change", [str.lower, str.upper, lambda t: t[:-1], lambda t: t + "A"])
def test_another_token_finds_nothing(invitation, change):
    assert find_invitation(change(token_of(invitation))) is None


def test_the_stored_hash_and_nonce_open_nothing(invitation):
    assert find_invitation(invitation.token_hash) is None
    assert find_invitation(invitation.nonce) is None


def test_two_links_for_one_person_differ(cast):
    made = [factories.make_invitation(cast.plan, cast.secretariat, name="G") for _ in range(2)]
    assert len({token_of(invitation) for invitation in made}) == 2


def test_the_lookup_compares_hashes_only(invitation, django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        find_invitation(token_of(invitation))
    assert token_of(invitation) not in queries[0]["sql"]


def test_a_token_is_shown_again_until_the_secret_changes(invitation, settings):
    assert token_of(invitation) in address_of(invitation)
    settings.SECRET_KEY = "another"
    assert address_of(invitation) == ""


def test_a_link_works_on_its_last_day_and_not_the_day_after(invitation):
    assert invitation.works_on(invitation.expires_on)
    assert not invitation.works_on(invitation.expires_on + timedelta(days=1))


def test_a_revoked_link_works_no_longer(cast, invitation):
    assert invitations.revoke_invitation(invitation, by=cast.secretariat)
    invitation.refresh_from_db()
    assert not invitation.works


def test_a_link_is_revoked_once(cast, invitation):
    invitations.revoke_invitation(invitation, by=cast.secretariat)
    assert not invitations.revoke_invitation(invitation, by=cast.secretariat)
    assert AuditEntry.objects.filter(action="activities.invitation.revoke").count() == 1


def test_only_the_secretariat_invites(cast):
    assert may_invite(cast.secretariat, cast.plan)
    for role in ("lead", "working_group", "steering_group", "decider", "reader", "outsider"):
        assert not may_invite(getattr(cast, role), cast.plan)


def test_the_link_is_mailed_where_there_is_an_address(cast):
    made = factories.make_invitation(cast.plan, cast.secretariat, email="gitte@example.dk")
    mail = Mail.objects.get()
    assert (mail.recipient, mail.stage) == ("gitte@example.dk", "invitation.made")
    assert address_of(made) in mail.body


def test_no_mail_goes_where_there_is_no_address(invitation):
    assert not Mail.objects.exists()


def test_a_guest_comments_under_the_name_on_the_link(cast, invitation):
    comment = factories.make_comment(cast.chapter.sections.first(), by=invitation)
    assert (comment.author, comment.author_name) == (None, "Gitte Gæst")
    entry = AuditEntry.objects.get(action="activities.comment.add")
    assert (entry.actor, entry.actor_name) == (None, "Gitte Gæst")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, {"gitte@example.dk"}),
        ({"email": ""}, set()),
        ({"revoked_at": timezone.now()}, set()),
        ({"expires_on": timezone.localdate() - timedelta(days=1)}, set()),
    ],
)
def test_a_guest_is_told_of_an_answer_while_the_link_works(cast, changed, told):
    guest = factories.make_invitation(cast.plan, cast.secretariat, email="gitte@example.dk")
    comment = factories.make_comment(cast.chapter.sections.first(), by=guest)
    Invitation.objects.filter(pk=guest.pk).update(**changed)
    comments.answer_comment(Comment.objects.get(pk=comment.pk), text="Ja.", by=cast.lead)
    mails = Mail.objects.filter(stage="comment.answered")
    assert set(mails.values_list("recipient", flat=True)) == told
    assert all(address_of(guest) in mail.body for mail in mails)


def test_a_guest_who_adds_waits_for_an_answer_again(cast, invitation):
    comment = factories.make_comment(cast.chapter.sections.first(), by=invitation)
    comments.answer_comment(comment, text="Hvilken?", by=cast.lead)
    comments.answer_comment(comment, text="Den store.", by=invitation)
    comment.refresh_from_db()
    assert comment.state == "open"


def test_use_is_noted_now_and_then(cast, invitation, django_assert_num_queries):
    invitations.note_use(invitation)
    first = Invitation.objects.get(pk=invitation.pk).last_used_at
    invitations.note_use(invitation)
    assert Invitation.objects.get(pk=invitation.pk).last_used_at == first
    long_ago = timezone.now() - timedelta(hours=1)
    Invitation.objects.filter(pk=invitation.pk).update(last_used_at=long_ago)
    invitations.note_use(invitation)
    assert Invitation.objects.get(pk=invitation.pk).last_used_at > first
