"""The plan's page lets its secretariat move activities, by small forms."""

import pytest
from django.urls import reverse

from activities.choices import PlanState, SectionKind
from activities.models import SafetyPlan, Section
from activities.services.order import move_chapter
from activities.services.texts import edit_heading
from activities.views.plans import order_url
from tests import factories
from tests.pages.html import main_text, messages_of, soup_of
from tests.pages.matrix import route_named
from tests.pages.test_permissions import HTMX, url_of
from tests.pages.world import footprint


@pytest.fixture
def chapters(here, cast):
    """Haven, Huset and an activity with money only, in this order."""
    here.joint.delete()
    money = factories.make_chapter(here.plan, title="Sekretariat", money_only=True)
    return [cast.chapter, cast.other_chapter, money]


def order_of(plan: SafetyPlan) -> list[str]:
    return list(plan.chapters.order_by("number").values_list("title", flat=True))


def arranged(client, plan: SafetyPlan):
    return client.get(order_url(plan))


def move(client, chapter, before="", seen: object = 1, **headers: str):
    sent = {"before": getattr(before, "uuid", before), "seen": seen}
    return client.post(reverse("chapter_move", args=[chapter.uuid]), sent, headers=headers)


def buttons(answer) -> list[list[str]]:
    """Each row's heading and the words of the buttons that can be pressed."""
    return [
        [
            row.select_one(".row-item__text").get_text(" ", strip=True),
            *(
                button["aria-label"]
                for button in row.select("button:not([hidden], [aria-disabled])")
            ),
        ]
        for row in soup_of(answer).select("[data-place]")
    ]


def test_the_outline_is_calm_until_it_is_arranged(chapters, here, secretariat):
    page = soup_of(secretariat.get(url_of(route_named("plan"), here)))
    assert not page.select("[data-place]")
    assert page.select_one("a[href$='?arrange=1#outline']")


def test_every_activity_can_be_moved_where_it_can_go(chapters, here, secretariat):
    assert buttons(arranged(secretariat, here.plan)) == [
        ["1. Haven", "Flyt ned: Haven"],
        ["2. Huset", "Flyt op: Huset", "Flyt ned: Huset"],
        ["3. Sekretariat Kun økonomi", "Flyt op: Sekretariat"],
    ]


@pytest.mark.parametrize(
    ("pressed", "order"),
    [
        ("Flyt ned: Haven", ["Huset", "Haven", "Sekretariat"]),
        ("Flyt ned: Huset", ["Haven", "Sekretariat", "Huset"]),
        ("Flyt op: Huset", ["Huset", "Haven", "Sekretariat"]),
        ("Flyt op: Sekretariat", ["Haven", "Sekretariat", "Huset"]),
    ],
)
def test_a_button_moves_without_javascript(chapters, here, secretariat, pressed, order):
    page = soup_of(arranged(secretariat, here.plan))
    button = page.select_one(f'button[aria-label="{pressed}"]')
    form = button.find_parent("form")
    sent = {field["name"]: field["value"] for field in form.select("input[name]")}
    answer = secretariat.post(form["action"], sent | {"before": button["value"]}, follow=True)
    title = pressed.partition(": ")[2]
    assert order_of(here.plan) == order
    assert messages_of(answer) == [f"{title} er nu nummer {order.index(title) + 1}."]
    assert soup_of(answer).select("[data-place]")


def test_with_htmx_the_list_and_the_message_come_back(chapters, here, secretariat):
    answer = move(secretariat, chapters[0], **HTMX)
    page = soup_of(answer)
    assert [row[0] for row in buttons(answer)] == [
        "1. Huset",
        "2. Sekretariat Kun økonomi",
        "3. Haven",
    ]
    assert page.select_one("#messages[hx-swap-oob]").get_text(strip=True) == "Haven er nu nummer 3."
    assert {field["value"] for field in page.select("[name=seen]")} == {"2"}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_from_an_older_order_it_says_who_and_shows_the_order_now(
    chapters, here, cast, secretariat, headers
):
    other = factories.make_user("Amina", role="secretariat", partnership=here.plan.partnership)
    move_chapter(chapters[2], before=chapters[0], seen=1, by=other)
    answer = move(secretariat, chapters[0], **headers)
    assert answer.status_code == 409
    assert messages_of(answer)[0].startswith("Amina har ændret rækkefølgen")
    shown = [row[0] for row in buttons(answer)]
    assert shown == ["1. Sekretariat Kun økonomi", "2. Haven", "3. Huset"]


@pytest.mark.parametrize(
    "sent",
    [
        {"seen": "1"},
        {"before": "", "seen": ""},
        {"before": ""},
        {"before": "", "seen": "x"},
        {"before": "", "seen": "-1"},
        {"before": "", "seen": "9" * 30},
        {"before": "x", "seen": "1"},
        {"before": "\x00", "seen": "1"},
        {"before": "00000000-0000-4000-8000-000000000000", "seen": "1"},
    ],
)
def test_what_cannot_be_read_moves_nothing(chapters, here, secretariat, sent):
    before = footprint()
    answer = secretariat.post(reverse("chapter_move", args=[chapters[0].uuid]), sent)
    assert answer.status_code == 422
    assert messages_of(answer) == ["Aktiviteten er ikke flyttet. Rækkefølgen er, som den står her."]
    assert footprint() == before


def test_before_an_activity_of_another_plan_moves_nothing(chapters, world, secretariat):
    before = footprint()
    assert move(secretariat, chapters[0], world.elsewhere.chapter).status_code == 422
    assert footprint() == before


@pytest.mark.parametrize("state", PlanState)
def test_the_order_is_changed_while_texts_are_open(chapters, here, secretariat, state):
    SafetyPlan.objects.filter(pk=here.plan.pk).update(state=state)
    is_open = SafetyPlan(state=state).editable_state
    answer = move(secretariat, chapters[0])
    assert answer.status_code == (302 if is_open else 403)
    assert bool(buttons(arranged(secretariat, here.plan))) == is_open
    assert (order_of(here.plan)[-1] == "Haven") == is_open


def test_others_see_the_outline_as_it_is(chapters, here, cast, log_in):
    page = soup_of(arranged(log_in(cast.lead), here.plan))
    assert not page.select("[data-place], a[href*=arrange]")
    assert page.select("table")


def test_a_plan_without_activities_can_be_asked_for_its_order(here, cast, secretariat):
    plan = factories.make_plan(here.plan.partnership, 2023, agreement=here.plan.agreement)
    assert "ingen kapitler" in main_text(arranged(secretariat, plan))


def test_thirty_activities_take_as_many_queries_as_three(
    chapters, here, secretariat, django_assert_max_num_queries
):
    def ask():
        assert arranged(secretariat, here.plan).status_code == 200
        seen = SafetyPlan.objects.get(pk=here.plan.pk).version
        last = here.plan.chapters.order_by("number").last()
        assert move(secretariat, last, chapters[0], seen, **HTMX).status_code == 200

    ask()
    with django_assert_max_num_queries(1000) as few:
        ask()
    for _ in range(27):
        factories.make_chapter(here.plan)
    with django_assert_max_num_queries(len(few)):
        ask()


# References to other activities


def refer(chapter, *targets) -> None:
    body = "".join(
        f'<p>Se <span data-ref="{target.activity.uuid}"></span></p>' for target in targets
    )
    Section.objects.filter(chapter=chapter, kind=SectionKind.PURPOSE).update(body=body)


def links_in(answer, panel: str) -> dict[str, str]:
    return {
        link.get_text(): link["href"] for link in soup_of(answer).select(f"#{panel} .prose a[href]")
    }


def test_on_a_chapters_page_a_reference_leads_to_the_others_page(chapters, here, secretariat):
    refer(chapters[0], chapters[1], chapters[2])
    answer = secretariat.get(url_of(route_named("chapter"), here))
    slug = chapters[1].activity.slug
    assert links_in(answer, "purpose") == {"2. Huset": f"/plans/tingbjerg/2024/chapters/{slug}/"}
    assert "3. Sekretariat" in main_text(answer)


def test_it_follows_renaming_and_renumbering(chapters, here, cast, secretariat):
    refer(chapters[0], chapters[1])
    edit_heading(
        chapters[1], title="Det nye hus", formerly="", is_new=False, seen=1, by=cast.secretariat
    )
    move_chapter(chapters[1], before=None, seen=1, by=cast.secretariat)
    answer = secretariat.get(url_of(route_named("chapter"), here))
    assert list(links_in(answer, "purpose")) == ["3. Det nye hus"]
    choices = secretariat.get(reverse("section_edit", args=[here.section.uuid]))
    assert "3. Det nye hus" in [tag.text for tag in soup_of(choices).select("option")]


def test_in_the_front_matter_it_leads_to_the_page_too(chapters, here, secretariat):
    body = f'<p>Se <span data-ref="{chapters[1].activity.uuid}"></span></p>'
    type(here.plan_section).objects.filter(pk=here.plan_section.pk).update(body=body)
    page = soup_of(secretariat.get(url_of(route_named("front_matter"), here)))
    assert page.select_one(".prose a")["href"].endswith(f"/{chapters[1].activity.slug}/")


def test_in_the_preview_it_stays_in_the_document(chapters, here, secretariat):
    refer(chapters[0], chapters[1], chapters[2])
    page = soup_of(secretariat.get(url_of(route_named("plan_preview"), here)))
    links = [link for link in page.select(".doc p a") if link.text == "2. Huset"]
    assert [link["href"] for link in links] == [f"#kapitel-{chapters[1].activity.slug}"]
    assert page.select(f"[id='kapitel-{chapters[1].activity.slug}']")
