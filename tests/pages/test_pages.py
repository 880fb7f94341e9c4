"""What the pages show: lists, tables of money, forms opened and left, files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import ManagementUtility, call_command
from django.core.management import base as management_base
from django.test import Client
from django.urls import reverse

from activities.choices import PartKind, PlanState
from activities.document import pdf
from activities.filters import PlanFilter
from activities.models import ROW_MODELS, Chapter, Section
from activities.tables import PlanTable
from budgets.models import CellMark
from budgets.services.economy import activity_row, economy_of
from budgets.services.ledger import set_frame
from partnership.choices import OrganisationKind
from partnership.filters import OrganisationFilter
from partnership.formats import amount
from partnership.models import OrganisationAlias, Seat
from partnership.sorting import sort_key
from partnership.tables import OrganisationTable
from tests import factories
from tests.pages.html import (
    fields_of,
    main_text,
    messages_of,
    soup_of,
    table_cells,
)
from tests.pages.matrix import FORMS, route_named
from tests.pages.test_permissions import HTMX, url_of
from tests.pages.world import Place, footprint

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def plan_url(name: str, place: Place) -> str:
    return url_of(route_named(name), place)


# Lists


@pytest.fixture
def lists(here, cast):
    """Rows whose order is another in every column, and another than they were made in."""
    for year, state, chapters in ((2022, "closed", 3), (2021, "approved", 1), (2023, "draft", 2)):
        plan = factories.make_plan(
            here.plan.partnership, year, agreement=here.plan.agreement, state=state
        )
        plan.title = f"Plan {'bca'[year - 2021]}"
        plan.save(update_fields=["title"])
        for _ in range(chapters):
            factories.make_chapter(plan)
    Seat.objects.create(
        user=cast.secretariat, role="reader", partnership=cast.outside_plan.partnership
    )
    police = factories.make_organisation("Aarhus Politi", kind="police", short_name="zz")
    factories.make_organisation("Ørsted Skole", kind="school", short_name="AA", parent=police)
    factories.make_organisation("Ålborg Forening", kind="association", short_name="bb")
    factories.make_organisation("Byens Lys", kind="company")
    ssp = factories.make_organisation("Zebra SSP", kind="ssp", parent=cast.organisation)
    OrganisationAlias.objects.create(organisation=ssp, name="Stribet")
    ssp.save()


def shown_columns(answer) -> dict[str, list[str]]:
    """The list's cells by column, in the order of the rows."""
    table = answer.context["table"]
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in soup_of(answer).select("tbody tr")
    ]
    return {column.name: [row[place] for row in rows] for place, column in enumerate(table.columns)}


def _ranks(choices) -> dict[str, int]:
    return {str(choice.label): place for place, choice in enumerate(choices)}


#: How the shown cells of a column compare; other columns compare as words do.
COMPARED = {
    "year": int,
    "chapter_count": int,
    "state": lambda label: _ranks(PlanState)[label],
    "short_name": lambda text: "" if text == "—" else text.lower(),
    "parent": lambda text: text,
}


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (address, name)
        for address, table in (("plans", PlanTable), ("organisations", OrganisationTable))
        for name, column in table.base_columns.items()
        if column.orderable is not False
    ],
)
def test_every_column_sorts_both_ways(address, name, lists, secretariat):
    key = COMPARED.get(name, sort_key)
    up = shown_columns(secretariat.get(reverse(address), {"sort": name}))[name]
    down = shown_columns(secretariat.get(reverse(address), {"sort": f"-{name}"}))[name]
    up, down = _given(up), _given(down)
    assert len(set(up)) > 1
    assert up == sorted(up, key=key)
    assert down == sorted(up, key=key, reverse=True)


def _given(cells: list[str]) -> list[str]:
    """Cells that say something; where the empty ones stand is the database's affair."""
    return [cell for cell in cells if cell not in ("", "—")]


#: A value for each filter, and the rows it leaves: a column and what stands in it.
FILTERED = {
    ("plans", "year"): ("2022", "year", {"2022"}),
    ("plans", "state"): ("approved", "state", {str(PlanState.APPROVED.label)}),
    ("plans", "partnership"): ("tingbjerg", "partnership", {"tingbjerg Partnerskab"}),
    ("organisations", "kind"): ("school", "kind", {str(OrganisationKind.SCHOOL.label)}),
    ("organisations", "q"): ("oersted", "name", {"Ørsted Skole"}),
}


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (address, name)
        for address, filters in (("plans", PlanFilter), ("organisations", OrganisationFilter))
        for name in filters.base_filters
    ],
)
def test_every_filter_filters(address, name, lists, here, secretariat):
    value, column, left = FILTERED[(address, name)]
    if name == "partnership":
        value = here.plan.partnership.pk
    every = shown_columns(secretariat.get(reverse(address)))[column]
    some = shown_columns(secretariat.get(reverse(address), {name: value}))[column]
    assert set(every) > set(some) == left
    assert len(some) == sum(cell in left for cell in every)


@pytest.mark.parametrize("words", ["ørsted", "ØRSTED skole", "stribet", "zebra ssp"])
def test_a_search_finds_whatever_the_case_and_by_other_names(words, lists, secretariat):
    answer = secretariat.get(reverse("organisations"), {"q": words})
    assert len(shown_columns(answer)["name"]) == 1


def test_a_list_without_rows_says_so(cast, log_in):
    answer = log_in(cast.drafter).get(reverse("plans"))
    assert not soup_of(answer).select("table")
    assert soup_of(answer).select_one(".empty").text.strip()


def test_a_long_list_has_pages_that_together_show_every_row_once(cast, log_in):
    for _ in range(60):
        factories.make_organisation()
    client = log_in(cast.reader)
    for sort in ("kind", "parent", "short_name", "name"):
        names = [
            name
            for page in ("1", "2")
            for name in shown_columns(
                client.get(reverse("organisations"), {"sort": sort, "page": page})
            )["name"]
        ]
        assert len(names) == len(set(names)) == 62, sort


# Money


@pytest.fixture
def money(here, cast):
    """Amounts, marks, co-financing, an activity without a chapter and a frame."""
    line = factories.make_line(here.chapter, {2021: 1_234_567, 2022: 5_000})
    CellMark.objects.create(line=line, year=2023, mark="dash")
    factories.make_line(here.chapter, {2024: 77_000}, funder=here.organisation)
    factories.make_line(cast.other_chapter, {2024: 999})
    gone = factories.make_chapter(here.plan, title="Ophørt")
    factories.make_line(gone, {2022: 15_000})
    gone.delete()
    set_frame(here.plan, 2_210_000, by=cast.secretariat)
    return economy_of(here.plan)


def written(cells) -> list[str]:
    return ["" if cell.amount is None else amount(cell.amount) for cell in cells]


def test_the_economy_page_shows_what_economy_of_sums(money, here, secretariat):
    page = soup_of(secretariat.get(plan_url("economy", here)))
    shown = table_cells(page.select_one("table"))
    rows = [*money.rows, *money.without_chapter]
    assert [row[1:] for row in shown] == [
        *(written(row.totals) for row in rows),
        written(money.totals),
    ]
    assert [row.activity.name in cells[0] for row, cells in zip(rows, shown, strict=False)] == [
        True
    ] * len(rows)
    for number in (money.frame, money.allocated, money.difference):
        assert amount(number) in page.select_one("main").text


def test_a_chapters_table_is_its_row_of_the_economy(money, here, secretariat):
    route = route_named("chapter")
    page = soup_of(secretariat.get(url_of(route, here)))
    row = activity_row(here.plan, here.chapter)
    in_overview = next(item for item in money.rows if item.chapter == here.chapter)
    assert row.totals == in_overview.totals
    assert [cells[1:] for cells in table_cells(page.select_one("#economy table"))] == [
        *(_printed(line.cells) for line in row.own_lines),
        written(row.totals),
        *(_printed(line.cells) for line in row.cofinancing),
    ]


def _printed(cells) -> list[str]:
    return [cell.mark_label if cell.amount is None else amount(cell.amount) for cell in cells]


def test_the_outline_shows_danish_amounts(money, here, secretariat):
    page = soup_of(secretariat.get(plan_url("plan", here)))
    shown = [cells[-1] for cells in table_cells(page.select_one("table"))]
    year = money.years.index(2024)
    assert shown == [
        *(written(row.totals)[year] for row in money.rows),
        amount(money.allocated),
    ]
    assert "50.000" in shown
    assert "2.210.000" in page.select_one(".figures").text


def test_preview_and_screen_show_the_same_totals(money, here, secretariat):
    preview = soup_of(secretariat.get(plan_url("plan_preview", here)))
    screen = soup_of(secretariat.get(plan_url("economy", here)))
    overview = preview.select_one("#oekonomi table")
    assert [cells[1:] for cells in table_cells(overview)] == [
        cells[1:] for cells in table_cells(screen.select_one("table"))
    ]


# Forms opened and left


REFERRING = (
    '<h3>Overskrift</h3><p>Se <strong>her</strong><span data-ref="{source}"></span> og '
    '<span data-ref="{activity}"></span>.<br>Ny linje, 3. maj</p><ul><li><p>Et</p><ul><li>'
    "<p>To</p></li></ul></li></ul><ol><li><p>Tre</p></li></ol>"
    '<p><a href="https://example.dk/">Link</a> og <em>mere</em> * [x]</p>'
)


@pytest.fixture
def rich(here, cast):
    """A text with all that a text may hold, in every place that holds one."""
    body = REFERRING.format(source=here.source.uuid, activity=cast.other_chapter.activity.uuid)
    for model in (Section, *(m for k, m in ROW_MODELS.items() if k != PartKind.RESPONSIBILITIES)):
        model.objects.update(body=body)
    type(here.part).objects.update(intro=body, closing=body)
    type(here.plan_section).objects.update(body=body)
    return Section.objects.get(pk=here.section.pk).body


@pytest.mark.parametrize("javascript", [True, False], ids=["editor", "plain"])
@pytest.mark.parametrize("label", [route.label for route in FORMS if route.name.endswith("_edit")])
def test_opening_and_leaving_a_form_writes_nothing(label, javascript, rich, here, secretariat):
    url = url_of(route_named(label), here)
    before = footprint()
    fields = fields_of(secretariat.get(url), javascript=javascript)
    assert secretariat.post(url, fields).status_code == 302
    assert footprint() == before


def test_every_form_of_a_demo_chapter_can_be_opened_and_left(demo, client):
    plan, user = demo
    client.force_login(user)
    chapter = plan.chapters.get(number=7)
    urls = [reverse("heading_edit", args=[chapter.uuid])]
    urls += [reverse("section_edit", args=[row.uuid]) for row in chapter.sections.all()]
    for part in chapter.parts.all():
        urls.append(reverse("part_edit", args=[part.uuid]))
        rows = ROW_MODELS[part.kind].objects.filter(part=part)
        urls += [reverse("row_edit", args=[part.kind, row.uuid]) for row in rows]
    assert len(urls) > 20
    open_and_leave(client, urls)


def test_every_form_of_the_drafts_money_can_be_opened_and_left(demo, client):
    """The demo's other plan, whose amounts are written in place."""
    chapter = Chapter.objects.get(plan__partnership__slug="eksempelby", number=1)
    partnership = chapter.plan.partnership
    client.force_login(Seat.objects.get(partnership=partnership, role="secretariat").user)
    lines = chapter.activity.lines.all()
    notes = chapter.activity.budget_notes.all()
    urls = [reverse("line_edit", args=[chapter.uuid, line.uuid]) for line in lines]
    urls += [reverse("note_edit", args=[chapter.uuid, note.uuid]) for note in notes]
    urls.append(reverse("economy_edit", args=[partnership.slug, chapter.plan.year]))
    assert len(urls) > 2
    open_and_leave(client, urls)


def open_and_leave(client, urls: list[str]) -> None:
    """Send each form as it opens: nothing is changed."""
    before = footprint()
    for number, url in enumerate(urls):
        fields = fields_of(client.get(url, headers=HTMX), javascript=bool(number % 2))
        assert client.post(url, fields).status_code == 302, url
    assert footprint() == before


def test_plain_text_saves_the_same_canonical_text(rich, here, secretariat):
    """Without JavaScript one more word is one more word, and nothing else changes."""
    url = url_of(route_named("section_edit"), here)
    fields = fields_of(secretariat.get(url), javascript=False)
    fields["body_plain"] += "\r\n\r\nSidste *ord*."
    secretariat.post(url, fields)
    saved = Section.objects.get(pk=here.section.pk).body
    assert saved == f"{rich}<p>Sidste <em>ord</em>.</p>"
    assert saved.count("data-ref") == 2


def test_a_source_and_an_activity_of_one_name_stay_apart_in_plain_text(here, cast, secretariat):
    for number in (1, 2):
        factories.make_source(here.plan, title="Samme titel og meget mere " * 5 + str(number))
    first, second = here.plan.partnership.sources.filter(title__startswith="Samme").order_by("id")
    assert first.short_name == second.short_name
    body = f'<p>A<span data-ref="{first.uuid}"></span> B<span data-ref="{second.uuid}"></span></p>'
    Section.objects.filter(pk=here.section.pk).update(body=body)
    url = url_of(route_named("section_edit"), here)
    before = footprint()
    assert (
        secretariat.post(url, fields_of(secretariat.get(url), javascript=False)).status_code == 302
    )
    assert footprint() == before


# Page and fragment


PANELS = [route for route in FORMS if route.fragment and route.name != "comments_on"]


@pytest.mark.parametrize("label", [route.label for route in PANELS])
def test_page_and_fragment_come_from_one_address(label, here, secretariat):
    url = url_of(route_named(label), here)
    page, fragment = secretariat.get(url), secretariat.get(url, headers=HTMX)
    for answer in (page, fragment):
        assert "HX-Request" in answer["Vary"]
    assert soup_of(page).select_one("html")
    if label == "heading_edit":
        return  # the heading stands in no panel: its form is a page to htmx too
    top = soup_of(fragment).find_all(recursive=False)
    elsewhere = {"messages", f"toc-{top[0]['id']}", "toc-sources", "sources"}
    assert {tag.get("id") for tag in top[1:]} == elsewhere
    assert all(tag.has_attr("hx-swap-oob") for tag in top[1:])
    assert top[0].name == "section"
    whole = soup_of(page).select_one(f"#{top[0]['id']}")
    assert _but_identity(fragment) == _but_identity(page)
    assert whole.select_one("h2").text == top[0].select_one("h2").text


def _but_identity(answer) -> dict[str, str]:
    """A form for a new row gives it another identity each time."""
    return fields_of(answer) | {"identity": ""}


def test_a_link_works_without_htmx(here, secretariat):
    """Whatever htmx fetches stands in an href or an action too."""
    page = soup_of(secretariat.get(url_of(route_named("chapter"), here)))
    for tag in page.select("[hx-get]"):
        assert tag["href"].split("#")[0] == tag["hx-get"]
    for tag in page.select("[hx-post]"):
        assert tag["action"] == tag["hx-post"]
        assert tag["method"] == "post"


def test_ids_are_given_once(here, secretariat):
    urls = [url_of(route, here) for route in FORMS]
    urls += [plan_url(name, here) for name in ("plan", "economy", "plan_preview", "front_matter")]
    for url in urls:
        ids = [tag["id"] for tag in soup_of(secretariat.get(url)).select("[id]")]
        assert sorted(ids) == sorted(set(ids)), url


def test_a_save_through_htmx_closes_the_panel_and_says_so(here, secretariat):
    url = url_of(route_named("section_edit"), here)
    answer = secretariat.post(url, {"seen": "1", "body": "<p>Nye ord</p>"}, headers=HTMX)
    panel = soup_of(answer).select_one("section.part")
    assert not panel.select("form.part-form")
    assert "Nye ord" in panel.text
    assert messages_of(answer)


def test_the_readers_page_offers_nothing_to_write_and_says_why(here, cast, log_in):
    page = soup_of(log_in(cast.reader).get(url_of(route_named("chapter"), here)))
    assert not page.select("main form, main [hx-get]:not([href^='/comments/'])")
    assert page.select_one(".chapter-side .muted").text.strip()


@pytest.mark.once
@pytest.mark.parametrize("role", ["secretariat", "lead", "decider", "reader"])
def test_nobody_is_offered_what_they_are_refused(role, here, cast, log_in):
    """Every link in the pages of each role leads to a page."""
    client = log_in(getattr(cast, role))
    pages = [plan_url(name, here) for name in ("plan", "front_matter", "theory_of_change")]
    pages += [plan_url(name, here) for name in ("economy", "chapter")]
    links = set()
    for page in pages:
        tags = soup_of(client.get(page)).select("main a[href^='/']")
        links |= {tag["href"].split("#")[0] for tag in tags}
    links -= {*pages, plan_url("plan_pdf", here)}
    assert links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_an_error_of_ours_is_a_page_too(here, cast, monkeypatch):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr("activities.views.plans.chapters_with_content", broken)
    client = Client(raise_request_exception=False)
    client.force_login(cast.reader)
    answer = client.get(plan_url("plan", here))
    assert answer.status_code == 500
    assert soup_of(answer).select_one("main h1")


# The plan as a file


@pytest.fixture
def demo(demo_plan):
    seat = Seat.objects.filter(partnership=demo_plan.partnership, role="secretariat").first()
    return demo_plan, seat.user


@pytest.mark.parametrize(
    ("short_name", "disposition"),
    [
        ("Tingbjerg-Husum", 'attachment; filename="Tryghedsplan-Tingbjerg-Husum-2024.pdf"'),
        ("Vest", 'attachment; filename="Tryghedsplan-Vest-2024.pdf"'),
        ("Ørestad", "attachment; filename*=utf-8''Tryghedsplan-%C3%98restad-2024.pdf"),
    ],
)
def test_the_file_is_named_after_the_partnership(
    short_name, disposition, here, secretariat, monkeypatch
):
    monkeypatch.setattr("activities.registrations.render_pdf", lambda document: b"%PDF-1.7")
    here.plan.partnership.short_name = short_name
    here.plan.partnership.save()
    answer = secretariat.get(plan_url("plan_pdf", here))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == disposition


@pytest.mark.pdf
def test_a_plan_without_chapters_is_a_file_too(db, tmp_path):
    plan = factories.make_plan()
    path = tmp_path / "plan.pdf"
    call_command("export_plan", plan.partnership.slug, str(plan.year), output=path, verbosity=0)
    assert path.read_bytes().startswith(b"%PDF-")


def test_a_plan_without_chapters_has_pages(cast, client):
    plan = factories.make_plan(factories.make_partnership("tom"))
    client.force_login(factories.make_user(role="secretariat", partnership=plan.partnership))
    for name in ("plan", "plan_preview", "front_matter", "theory_of_change", "economy"):
        assert client.get(reverse(name, args=["tom", 2024])).status_code == 200, name
    assert client.get(reverse("home")).status_code == 200


@pytest.fixture
def no_pango(monkeypatch):
    """WeasyPrint as it is where the system library is not."""
    original = __import__

    def without(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpangoft2-1.0.so.0'")
        return original(name, *args, **kwargs)

    monkeypatch.setattr("builtins.__import__", without)


def test_a_missing_library_is_named_on_the_plans_page(no_pango, here, secretariat):
    answer = secretariat.get(plan_url("plan_pdf", here), follow=True)
    assert answer.redirect_chain == [(plan_url("plan", here), 302)]
    assert any(PACKAGES in text for text in messages_of(answer))


@pytest.fixture
def command(monkeypatch, capsys):
    """Run manage.py in this process; its exit code, and what it says on both streams."""
    # The command line closes the connections behind it; the test still needs its own.
    monkeypatch.setattr(management_base.connections, "close_all", lambda: None)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            ManagementUtility(["manage.py", *arguments, "--skip-checks"]).execute()
        said = capsys.readouterr()
        return stopped.value.code, said.out, said.err

    return run


def test_a_missing_library_stops_the_command_in_one_line(no_pango, here, command, tmp_path):
    path = tmp_path / "plan.pdf"
    code, out, err = command("export_plan", "tingbjerg", "2024", "--output", str(path))
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert PACKAGES in err
    assert not path.exists()


@pytest.mark.parametrize("arguments", [("nowhere", "2024"), ("tingbjerg", "1999")])
def test_an_unknown_plan_on_the_command_line_names_those_there_are(
    arguments, here, command, tmp_path
):
    path = tmp_path / "plan.pdf"
    code, out, err = command("export_plan", *arguments, "--output", str(path))
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    for known in ("tingbjerg 2024", "elsewhere 2024"):
        assert known in err
    assert not path.exists()


def test_a_folder_that_is_not_there_stops_the_command_in_one_line(
    here, command, tmp_path, monkeypatch
):
    monkeypatch.setattr("activities.registrations.render_pdf", lambda document: b"%PDF-")
    path = tmp_path / "missing" / "plan.pdf"
    code, out, err = command("export_plan", "tingbjerg", "2024", "--output", str(path))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert str(path) in err


def test_a_missing_python_package_is_named(monkeypatch):
    original = __import__

    def without(name, *args, **kwargs):
        if name == "weasyprint":
            raise ModuleNotFoundError("No module named 'weasyprint'", name="weasyprint")
        return original(name, *args, **kwargs)

    monkeypatch.setattr("builtins.__import__", without)
    with pytest.raises(pdf.PdfUnavailable, match="weasyprint"):
        pdf.load_weasyprint()


def test_settings_without_a_secret_refuse_to_start_in_one_line():
    kept = {"PATH", "HOME", "LANG", "LC_ALL", "VIRTUAL_ENV"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=Path(settings.BASE_DIR),
        env={name: value for name, value in os.environ.items() if name in kept},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "SECRET_KEY" in done.stderr
    assert "DEBUG=1" in done.stderr


def test_the_home_page_names_the_chapters_that_are_ones_own(here, cast, log_in):
    text = main_text(log_in(cast.lead).get(reverse("home")))
    assert str(here.chapter) in text
    assert str(cast.other_chapter) not in text
