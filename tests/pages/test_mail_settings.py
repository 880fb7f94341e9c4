"""Each person chooses how often to get mail, on a page of their own."""

import pytest
from django.urls import reverse

from partnership.mail import topics
from partnership.models import MailSetting
from tests.pages.html import fields_of, main_text, messages_of, soup_of, summary_of
from tests.pages.world import footprint

URL = "/me/mail/"


@pytest.fixture
def reader(cast, log_in):
    return log_in(cast.reader)


def test_every_topic_is_asked_about_and_mail_goes_at_once_until_one_chooses(reader):
    assert fields_of(reader.get(URL)) == dict.fromkeys(topics.names(), "at_once")


def test_a_choice_is_kept_with_a_message(reader, cast):
    answer = reader.post(URL, {**fields_of(reader.get(URL)), "proposals": "daily"}, follow=True)
    assert messages_of(answer) == ["Dine mailindstillinger er gemt."]
    assert fields_of(answer)["proposals"] == "daily"
    setting = MailSetting.objects.get()
    assert (setting.user, setting.topic) == (cast.reader, "proposals")


def test_opening_and_leaving_writes_nothing(reader):
    before = footprint()
    assert reader.post(URL, fields_of(reader.get(URL))).status_code == 302
    assert footprint() == before
    assert not MailSetting.objects.exists()


@pytest.mark.parametrize("typed", ["yearly", "", "AT_ONCE"])
def test_bad_input_is_said_beside_its_question_and_changes_nothing(typed, reader):
    sent = {**fields_of(reader.get(URL)), "proposals": "none", "comments": typed}
    before = footprint()
    answer = reader.post(URL, sent)
    assert answer.status_code == 422
    group = soup_of(answer).select_one("fieldset[aria-describedby~=id_comments_error]")
    assert group.select_one("#id_comments_error")
    link = summary_of(answer).select_one("a")["href"]
    assert group.select_one(link)["type"] == "radio"
    assert fields_of(answer)["proposals"] == "none"
    assert footprint() == before
    assert not MailSetting.objects.exists()


def test_the_choices_of_others_are_not_touched(reader, cast, client):
    cast.lead.mail_settings.create(topic="comments", frequency="none")
    reader.post(URL, {**fields_of(reader.get(URL)), "comments": "daily"})
    assert cast.lead.mail_settings.get().frequency == "none"


def test_the_page_says_which_address_is_used_and_is_in_the_menu_of_every_page(reader, cast):
    assert cast.reader.email in main_text(reader.get(URL))
    assert soup_of(reader.get(reverse("home"))).select_one(f".user-menu a[href='{URL}']")
