"""The pages of the history: who wrote what, two versions side by side, and bringing one back."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from activities.choices import PartKind, PlanState
from activities.models import Section
from activities.services import order, rows, texts
from budgets.services.ledger import set_amount
from partnership.models import Revision
from partnership.services import history
from tests import factories
from tests.pages.html import main_text, messages_of, soup_of


@pytest.fixture
def plan(cast):
    return cast.plan


@pytest.fixture
def chapter(cast):
    """A chapter whose background was written, then changed by another."""
    factories.make_row(cast.chapter, title="Flere naboer")
    write(cast.chapter, "<p>Haven er aaben om loerdagen.</p>", cast.lead)
    write(cast.chapter, "<p>Haven er lukket om loerdagen.</p>", cast.secretariat)
    history.settle(cast.chapter)
    return cast.chapter


def write(chapter, body: str, by) -> None:
    section = chapter.sections.get(kind="background")
    texts.edit_section(section, body=body, seen=section.version, by=by)


def url_of(name: str, subject, query: str = "") -> str:
    plan = getattr(subject, "plan", subject)
    args = [plan.partnership.slug, plan.year]
    if subject is not plan:
        args.append(subject.activity.slug)
    return reverse(name, args=args) + query


def buttons(page: BeautifulSoup) -> list[dict[str, str]]:
    """What each button that brings something back sends."""
    return [
        {field["name"]: field["value"] for field in form.select("input[name]")}
        for form in page.select("form[action*='/restore/']")
    ]


def button_of(page: BeautifulSoup, part) -> dict[str, str]:
    return next(sent for sent in buttons(page) if sent["part"] == str(getattr(part, "uuid", "")))


# The lists


def test_chapter_tells_who_wrote_what(chapter, cast, log_in):
    page = soup_of(log_in(cast.reader).get(url_of("chapter_history", chapter)))
    lines = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert "Sanne" in lines[0]
    assert "Baggrund: 1 ord tilføjet, 1 ord fjernet" in lines[0]
    assert cast.lead.name in lines[1]
    assert "Som det var fra begyndelsen" in lines[2]


def test_plan_tells_of_its_chapters_and_of_itself(chapter, cast, log_in):
    plan = cast.plan
    order.move_chapter(chapter, before=None, seen=plan.version, by=cast.secretariat)
    history.settle(plan)
    text = main_text(log_in(cast.reader).get(url_of("plan_history", plan)))
    assert "Aktiviteternes rækkefølge: 1 aktivitet" in text
    assert "Baggrund: 1 ord tilføjet, 1 ord fjernet" in text
    assert "Fælles tekster og rækkefølge" in text


def test_plan_does_not_tell_of_another_plan(chapter, cast, log_in):
    write(cast.outside_chapter, "<p>Fortrolig</p>", cast.outsider)
    history.settle(cast.outside_chapter)
    page = soup_of(log_in(cast.secretariat).get(url_of("plan_history", cast.plan)))
    assert len(page.select("tbody tr")) == 3


@pytest.mark.parametrize("column", ["ended_at", "by_name", "place"])
@pytest.mark.parametrize("direction", ["", "-"])
def test_list_sorts_by_every_column(chapter, cast, log_in, column, direction):
    url = url_of("plan_history", cast.plan, f"?sort={direction}{column}")
    assert len(soup_of(log_in(cast.reader).get(url)).select("tbody tr")) == 3


def test_list_is_filtered_by_who_and_where(chapter, cast, log_in):
    client = log_in(cast.reader)
    url = url_of("plan_history", cast.plan, "?by_name=Sanne")
    assert len(soup_of(client.get(url)).select("tbody tr")) == 1
    url = url_of("plan_history", cast.plan, f"?subject_uuid={chapter.uuid}")
    assert len(soup_of(client.get(url)).select("tbody tr")) == 3
    url = url_of("plan_history", cast.plan, f"?subject_uuid={cast.outside_chapter.uuid}")
    assert soup_of(client.get(url)).select_one("#id_subject_uuid_error")


def test_what_is_being_written_is_told_above_the_list(chapter, cast, log_in):
    write(chapter, "<p>Ny</p>", cast.lead)
    page = soup_of(log_in(cast.reader).get(url_of("plan_history", cast.plan)))
    assert cast.lead.name in page.select_one("main .page .callout").text
    assert len(page.select("tbody tr")) == 3


def test_a_text_that_nobody_changed_says_so(cast, log_in):
    client = log_in(cast.reader)
    for name in ("chapter_history", "chapter_versions"):
        text = main_text(client.get(url_of(name, cast.chapter)))
        assert "Ingen har ændret noget" in text


# Two versions


def test_an_entry_shows_its_change_word_by_word(chapter, cast, log_in):
    client = log_in(cast.reader)
    listed = soup_of(client.get(url_of("chapter_history", chapter)))
    page = soup_of(client.get(listed.select_one("tbody a[href*='left=2']")["href"]))
    assert page.select_one("del").text == "fjernet: aaben"
    assert page.select_one("ins").text == "tilføjet: lukket"
    assert page.select_one("h2[id^=change]").text.strip() == "Baggrund"


def test_without_a_choice_the_last_version_stands_beside_the_text_now(chapter, cast, log_in):
    write(chapter, "<p>Haven er lukket om mandagen.</p>", cast.lead)
    page = soup_of(log_in(cast.reader).get(url_of("chapter_versions", chapter)))
    assert page.select_one("[name=left] [selected]")["value"] == "3"
    assert page.select_one("ins").text == "tilføjet: mandagen"


def test_any_two_versions_can_be_chosen(chapter, cast, log_in):
    page = soup_of(log_in(cast.reader).get(url_of("chapter_versions", chapter, "?left=1&right=3")))
    assert "Haven er lukket" in page.select_one("ins").text


@pytest.mark.parametrize("query", ["?left=99&right=now", "?left=", "?left=x&right=y"])
def test_a_version_that_is_not_there_is_an_error_and_no_comparison(chapter, cast, log_in, query):
    page = soup_of(log_in(cast.reader).get(url_of("chapter_versions", chapter, query)))
    assert page.select_one(".error-summary")
    assert not page.select(".compare")


def test_the_same_version_twice_says_so(chapter, cast, log_in):
    url = url_of("chapter_versions", chapter, "?left=2&right=2")
    assert "De to versioner er ens" in main_text(log_in(cast.reader).get(url))


def test_references_show_what_they_point_at(chapter, cast, log_in):
    source = factories.make_source(cast.plan, "Tryghed i byen")
    write(chapter, f'<p>Se <span data-ref="{source.uuid}"></span></p>', cast.lead)
    text = main_text(log_in(cast.reader).get(url_of("chapter_versions", chapter)))
    assert "Tryghed i byen" in text


def test_an_order_tells_where_an_activity_stood(cast, log_in):
    plan = cast.plan
    factories.make_chapter(plan, title="Tredje")
    history.settle(plan)
    order.move_chapter(cast.chapter, before=None, seen=plan.version, by=cast.secretariat)
    text = main_text(log_in(cast.reader).get(url_of("plan_versions", plan)))
    assert "Haven: fra nummer 1 til nummer 3" in text


# Bringing back


def test_readers_and_others_get_no_buttons(chapter, cast, log_in):
    for person in (cast.reader, cast.other_lead):
        page = soup_of(log_in(person).get(url_of("chapter_versions", chapter, "?left=1&right=now")))
        assert buttons(page) == []


def test_buttons_stand_beside_the_text_now_only(chapter, cast, log_in):
    page = soup_of(log_in(cast.lead).get(url_of("chapter_versions", chapter, "?left=1&right=2")))
    assert buttons(page) == []
    assert page.select_one("a[href$='left=1&right=now']")


def test_a_part_is_brought_back_from_the_page(chapter, cast, log_in):
    client = log_in(cast.lead)
    page = soup_of(client.get(url_of("chapter_versions", chapter, "?left=2&right=now")))
    section = chapter.sections.get(kind="background")
    url = reverse("chapter_restore", args=[chapter.uuid])
    answer = client.post(url, button_of(page, section), follow=True)
    assert answer.redirect_chain[-1][0] == url_of("chapter", chapter)
    assert messages_of(answer) == ["Version 2 er gendannet. Det, der stod før, er i historikken."]
    section.refresh_from_db()
    assert section.body == "<p>Haven er aaben om loerdagen.</p>"


def test_a_removed_row_is_brought_back_from_the_page(chapter, cast, log_in):
    goal = factories.part_of(chapter, PartKind.GOALS).goals.get()
    rows.remove_row(goal, seen=goal.version, by=cast.lead)
    client = log_in(cast.lead)
    page = soup_of(client.get(url_of("chapter_versions", chapter, "?left=3&right=now")))
    client.post(reverse("chapter_restore", args=[chapter.uuid]), button_of(page, goal))
    goal.refresh_from_db()
    assert goal.removed_at is None


def test_a_chapter_is_brought_back_from_the_page(chapter, cast, log_in):
    client = log_in(cast.secretariat)
    page = soup_of(client.get(url_of("chapter_versions", chapter, "?left=2&right=now")))
    client.post(reverse("chapter_restore", args=[chapter.uuid]), button_of(page, None))
    assert chapter.sections.get(kind="background").body == "<p>Haven er aaben om loerdagen.</p>"
    text = main_text(client.get(url_of("chapter_history", chapter)))
    assert "Version 2 er gendannet" in text


def test_the_order_is_brought_back_from_the_page(plan, cast, log_in):
    history.settle(plan)
    order.move_chapter(cast.chapter, before=None, seen=plan.version, by=cast.secretariat)
    client = log_in(cast.secretariat)
    page = soup_of(client.get(url_of("plan_versions", plan)))
    client.post(url_of("plan_restore", plan), button_of(page, plan))
    cast.chapter.refresh_from_db()
    assert cast.chapter.number == 1


def test_what_was_written_meanwhile_is_not_replaced(chapter, cast, log_in):
    client = log_in(cast.secretariat)
    page = soup_of(client.get(url_of("chapter_versions", chapter, "?left=2&right=now")))
    write(chapter, "<p>Skrevet imens</p>", cast.lead)
    answer = client.post(reverse("chapter_restore", args=[chapter.uuid]), button_of(page, None))
    assert answer.status_code == 409
    assert "Intet er gendannet" in messages_of(answer)[0]
    assert "Skrevet imens" in main_text(answer)
    again = button_of(soup_of(answer), None)
    assert again["seen"] != button_of(page, None)["seen"]
    url = reverse("chapter_restore", args=[chapter.uuid])
    assert client.post(url, again).status_code == 302


def test_sent_twice_it_is_brought_back_once(chapter, cast, log_in):
    client = log_in(cast.secretariat)
    page = soup_of(client.get(url_of("chapter_versions", chapter, "?left=2&right=now")))
    url = reverse("chapter_restore", args=[chapter.uuid])
    answers = [client.post(url, button_of(page, None)).status_code for _ in range(2)]
    assert answers == [302, 409]
    assert Revision.objects.filter(subject_uuid=chapter.uuid, act="restore").count() == 1


@pytest.mark.parametrize(
    "sent", [{}, {"version": "1"}, {"version": "x", "seen": "y"}, {"version": "99", "seen": "y"}]
)
def test_a_garbled_request_is_not_found(chapter, cast, log_in, sent):
    url = reverse("chapter_restore", args=[chapter.uuid])
    assert log_in(cast.lead).post(url, sent).status_code == 404


@pytest.mark.parametrize("state", [PlanState.APPROVED, PlanState.CLOSED])
def test_closed_texts_are_compared_and_not_brought_back(chapter, cast, log_in, state):
    type(cast.plan).objects.update(state=state)
    client = log_in(cast.secretariat)
    page = soup_of(client.get(url_of("chapter_versions", chapter, "?left=1&right=now")))
    assert buttons(page) == []
    assert "Du kan ikke gendanne" in page.text
    url = reverse("chapter_restore", args=[chapter.uuid])
    assert client.post(url, {"version": "1", "seen": "x"}).status_code == 403


def test_money_is_compared_and_has_no_button(chapter, cast, log_in):
    line = factories.make_line(chapter, {2024: 50_000}, label="Lys")
    history.settle(chapter)
    set_amount(line, 2024, 60_000, by=cast.secretariat)
    page = soup_of(log_in(cast.secretariat).get(url_of("chapter_versions", chapter)))
    assert "60.000" in page.select_one("ins").text
    assert buttons(page) == []
    assert "Beløb og budgetposter gendannes ikke" in page.text


def test_looking_at_the_history_writes_nothing(chapter, cast, log_in):
    write(chapter, "<p>Ny</p>", cast.lead)
    before = Revision.objects.count(), Section.objects.get(pk=chapter.sections.first().pk).version
    client = log_in(cast.secretariat)
    for name in ("chapter_history", "chapter_versions"):
        client.get(url_of(name, chapter))
    client.get(url_of("plan_history", cast.plan))
    assert before == (Revision.objects.count(), chapter.sections.first().version)


def test_money_without_a_text_has_a_history_too(cast, log_in):
    chapter = factories.make_chapter(cast.plan, title="Sekretariat", money_only=True)
    line = factories.make_line(chapter, {2024: 50_000}, label="Husleje")
    history.settle(chapter)
    set_amount(line, 2024, 60_000, by=cast.secretariat)
    history.settle(chapter)
    client = log_in(cast.secretariat)
    listed = soup_of(client.get(url_of("plan_history", cast.plan)))
    page = soup_of(client.get(listed.select_one("tbody a[href*='left=1']")["href"]))
    assert "60.000" in page.select_one("ins").text
    for link in page.select(".breadcrumbs a"):
        assert client.get(link["href"]).status_code == 200
