"""Who gets what answer at which address, as data.

A route's policy names a status for each role. 200 means the person gets the
page, or that the change is made; `expected` says what that is for each method.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from activities.choices import PartKind, PlanAct
from activities.permissions import (
    may_decide_plan,
    may_edit_chapter,
    may_edit_heading,
    may_edit_plan,
    may_edit_sources,
    may_invite,
    may_settle,
)
from activities.services import restore, restore_plan
from activities.services.approval import basis_of
from budgets.choices import ReallocationAct
from budgets.permissions import (
    may_ask,
    may_copy,
    may_correct,
    may_edit_cells,
    may_edit_reallocation,
    may_edit_words,
    may_invite_to_hearing,
    may_keep_stated_figures,
    may_reverse,
    may_revoke_hearing_link,
    may_state,
    may_take,
)
from budgets.services.decisions import fingerprint
from budgets.services.reallocations import leg_rows
from partnership.permissions import may_edit_directory
from partnership.services.history import content_of
from tests.pages.reallocating import in_two_weeks
from tests.pages.world import Place

ROLES = (
    "anonymous",
    "secretariat",
    "lead",
    "other_lead",
    "working_group",
    "steering_group",
    "decider",
    "reader",
    "drafter",
    "outsider",
)
LOGIN = 302
METHODS = ("GET", "POST", "PUT", "DELETE")

#: Addresses that need no login.
PUBLIC = {"login", "logout"}
#: Addresses that a guest's link opens; see test_invited_pages and test_hearing_pages.
INVITED = {"invited", "invited_chapter", "invited_comment", "invited_answer"}
HEARINGS = {"hearing", "hearing_statement"}
#: See test_calendar_feed.
CALENDAR = {"calendar"}
BY_LINK = INVITED | HEARINGS | CALENDAR

Policy = dict[str, int]


def policy(statuses: str) -> Policy:
    return dict(zip(ROLES, (int(status) for status in statuses.split()), strict=True))


#                    anon secr lead othr work steer deci read draft outsider
DIRECTORY = policy(" 302  200  200  200  200  200   200  200  200   200")
PARTNERSHIP = policy("302 200  200  200  200  200   200  200  404   404")
CHAPTER = policy("   302  200  200  403  403  403   403  403  404   404")
PLAN = policy("      302  200  403  403  403  403   403  403  404   404")
KEPT = policy("      302  200  403  403  403  403   403  403  403   200")
SOURCE = policy("    302  200  200  200  403  403   403  403  404   404")
LINE = policy("      302  200  200  403  403  403   200  403  404   404")
STATED = policy("    302  200  403  403  403  403   200  403  404   404")

ASKS = policy("      302  200  403  403  200  403   200  403  404   404")
WITHDRAWS = policy(" 302  200  403  403  200  403   403  403  404   404")
DECIDES = policy("   302  403  403  403  403  403   200  403  404   404")
HEARD = policy("     302  403  403  403  403  200   403  403  404   404")


@dataclass(frozen=True)
class Route:
    """An address, who may use it and how, and the names it takes from a place."""

    name: str
    policy: Policy
    kwargs: Callable[[Place], dict[str, Any]] = lambda place: {}
    methods: tuple[str, ...] = ("GET",)
    #: What a POST sends beyond the open form's fields as they stand.
    data: dict[str, str] = field(default_factory=dict)
    #: What of it depends on how the place reads.
    read: Callable[[Place], dict[str, str]] = lambda place: {}
    #: Whether htmx gets one panel of the page.
    fragment: bool = False
    #: The status of a plain POST that is taken.
    answers: int = 302
    #: Why somebody inside is refused.
    reason: Callable[..., Any] | None = None
    #: Tells routes of one name apart.
    variant: str = ""
    #: Whether reading the page is written in the log.
    noted: bool = False

    @property
    def label(self) -> str:
        return f"{self.name}:{self.variant}" if self.variant else self.name

    @property
    def is_form(self) -> bool:
        return self.methods == ("GET", "POST")


def expected(route: Route, role: str, method: str, *, htmx: bool) -> int:
    """The status of the answer."""
    status = route.policy[role]
    if status == LOGIN:
        # htmx would put the login form into the panel; it is told to go there,
        # but not with a form, whose text would be lost.
        inside = 401 if method == "POST" else 204
        return inside if htmx else LOGIN
    if method not in route.methods:
        return 405
    if status == 200 and method == "POST":
        return 200 if htmx and route.fragment else route.answers
    return status


def _plan(place: Place) -> dict[str, Any]:
    return {"slug": place.plan.partnership.slug, "year": place.plan.year}


def _page(name: str, kwargs: Callable[[Place], dict[str, Any]] = _plan, **more: Any) -> Route:
    return Route(name, PARTNERSHIP, kwargs, **more)


def _form(
    name: str, kwargs: Callable[[Place], dict[str, Any]], data: dict[str, str], **more: Any
) -> Route:
    defaults = {"policy": CHAPTER, "fragment": True, "reason": _refused_chapter}
    return Route(name, kwargs=kwargs, data=data, **{**defaults, "methods": ("GET", "POST"), **more})


def _action(name: str, kwargs: Callable[[Place], dict[str, Any]], **more: Any) -> Route:
    return _form(name, kwargs, more.pop("data", {"seen": "1"}), methods=("POST",), **more)


def _refused_chapter(user, place: Place):
    return may_edit_chapter(user, place.chapter)


def _refused_heading(user, place: Place):
    return may_edit_heading(user, place.chapter)


def _refused_plan(user, place: Place):
    return may_edit_plan(user, place.plan)


def _refused_source(user, place: Place):
    return may_edit_sources(user, place.plan.partnership)


def _source(place: Place) -> dict[str, Any]:
    return {"uuid": place.source.uuid}


def _partnership(place: Place) -> dict[str, Any]:
    return {"slug": place.plan.partnership.slug}


def _organisation(place: Place) -> dict[str, Any]:
    return {"uuid": place.organisation.uuid}


def _contact(place: Place) -> dict[str, Any]:
    return {"uuid": place.organisation.uuid, "pk": place.contact.pk}


def _removed_contact(place: Place) -> dict[str, Any]:
    return {"uuid": place.organisation.uuid, "pk": place.removed_contact.pk}


def _refused_directory(user, place: Place):
    return may_edit_directory(user)


#: Any secretariat keeps the directory, which is one for all.
DIRECTORY_KEPT: dict[str, Any] = {
    "policy": KEPT,
    "fragment": False,
    "reason": _refused_directory,
}
#: Who writes in a chapter keeps the register of sources too.
KEEPERS: dict[str, Any] = {"policy": SOURCE, "fragment": False, "reason": _refused_source}


def _refused_budget(user, place: Place):
    return may_edit_words(user, place.plan, place.chapter)


def _refused_line(user, place: Place):
    edits = may_edit_words(user, place.plan, place.chapter)
    return edits if not may_correct(user, place.plan) else None


#: What is typed into a new or an open row of each kind.
TYPED: dict[str, dict[str, str]] = {
    PartKind.GOALS: {"title": "Flere trygge naboer"},
    PartKind.TARGET_GROUPS: {"title": "Unge", "age_from": "13", "age_to": "17"},
    PartKind.TIMETABLE: {"title": "Begynder", "when": "foraar", "starts_on": "2.3.2024"},
    PartKind.DELIVERABLES: {"title": "Ture"},
    PartKind.RESPONSIBILITIES: {"role": "partner", "name": "Beboerne", "duty": "Deltager"},
}


def _rows() -> list[Route]:
    return [
        _form(
            "row_edit",
            lambda place, kind=kind: {"kind": kind, "uuid": place.rows[kind].uuid},
            TYPED[kind],
            variant=kind,
        )
        for kind in PartKind
    ] + [
        _form(
            "row_add",
            lambda place, kind=kind: {"uuid": place.chapter.parts.get(kind=kind).uuid},
            TYPED[kind],
            variant=kind,
        )
        for kind in (PartKind.GOALS, PartKind.RESPONSIBILITIES)
    ]


def _goal(place: Place) -> dict[str, Any]:
    return {"kind": "goals", "uuid": place.rows["goals"].uuid}


def _comments() -> list[Route]:
    said = {"text": "Hvem er alle?"}
    everybody: dict[str, Any] = {"policy": PARTNERSHIP, "reason": None}
    settles: dict[str, Any] = {"reason": lambda user, place: may_settle(user, place.comment)}
    invites: dict[str, Any] = {
        "policy": PLAN,
        "fragment": False,
        "reason": lambda user, place: may_invite(user, place.plan),
    }
    return [
        _page("comments"),
        *(
            _form("comments_on", partial(_commented, kind), said, variant=kind, **everybody)
            for kind in ("section", "part", "plan_section", *PartKind)
        ),
        _action("comment_answer", _comment, data=said, **everybody),
        _action("comment_accept", _comment, fragment=False),
        _action("comment_settle", _comment, **settles),
        _action("comment_reopen", lambda place: {"uuid": place.settled.uuid}, **settles),
        _form("invitations", _plan, {"name": "Gitte"}, **invites),
        _action("invitation_revoke", lambda place: {"uuid": place.invitation.uuid}, **invites),
    ]


def _comment(place: Place) -> dict[str, Any]:
    return {"uuid": place.comment.uuid}


def _commented(kind: str, place: Place) -> dict[str, Any]:
    row = place.rows.get(kind) or getattr(place, kind)
    return {"kind": kind, "uuid": row.uuid}


def _history() -> list[Route]:
    return [
        _page("plan_history"),
        _page("plan_versions"),
        _page("chapter_history", _chapter),
        _page("chapter_versions", _chapter),
        _action(
            "chapter_restore",
            lambda place: {"uuid": place.chapter.uuid},
            data={"version": "1"},
            read=lambda place: _seen(place.chapter, restore.RESTORED),
            fragment=False,
        ),
        _action(
            "plan_restore",
            _plan,
            data={"version": "1"},
            read=lambda place: _seen(place.plan, restore_plan.RESTORED),
            policy=PLAN,
            fragment=False,
            reason=_refused_plan,
        ),
    ]


def _chapter(place: Place) -> dict[str, Any]:
    return {**_plan(place), "activity": place.chapter.activity.slug}


def _seen(subject, kinds: set[str]) -> dict[str, str]:
    return {"seen": content_of(subject).fingerprint(kinds)}


def _money() -> list[Route]:
    """The matrix, and tables of activities at both of their addresses."""
    decides: dict[str, Any] = {"policy": DECIDES, "fragment": False}
    return [
        _page("cell_history", lambda place: {**_line(place), "cell_year": 2024}),
        _page("activity_money", lambda place: {**_plan(place), "activity": place.no_chapter.slug}),
        _form(
            "economy_edit",
            _plan,
            {},
            read=lambda place: {f"cell-{place.line.pk}-2024-50000": "60.000"},
            fragment=False,
            reason=lambda user, place: may_edit_cells(user, place.plan),
        ),
        *_tables("", lambda place: {"chapter": place.chapter.uuid}),
        *_tables("money_", _chapter),
        _form("activity_add", _plan, {"title": "Lys"}, policy=PLAN, **_on_plan()),
        _form(
            "plan_approve",
            _plan,
            {"reason": "Vi venter ikke."},
            read=lambda place: {"seen": basis_of(place.plan).fingerprint},
            reason=lambda user, place: may_decide_plan(user, place.plan, PlanAct.APPROVE),
            **decides,
        ),
        _form(
            "plan_reopen",
            _money_plan,
            {"reason": "Noget er nyt."},
            reason=lambda user, place: may_decide_plan(user, place.draft.plan, PlanAct.REOPEN),
            **decides,
        ),
    ]


def _on_plan() -> dict[str, Any]:
    return {"fragment": False, "reason": _refused_plan}


def _line(place: Place) -> dict[str, Any]:
    return {**_plan(place), "uuid": place.line.uuid}


def _tables(prefix: str, table: Callable[[Place], dict[str, Any]]) -> list[Route]:
    """What is done to the rows of an activity's table."""
    budget: dict[str, Any] = {"reason": _refused_budget}

    def line(place: Place) -> dict[str, Any]:
        return {**table(place), "uuid": place.line.uuid}

    def note(place: Place) -> dict[str, Any]:
        return {**table(place), "uuid": place.note.uuid}

    def later(place: Place) -> dict[str, Any]:
        return {**table(place), "uuid": place.later_note.uuid}

    def closable(place: Place) -> dict[str, Any]:
        return {**table(place), "uuid": place.empty_line.uuid}

    return [
        _form(
            f"{prefix}line_add", table, {"label": "Materialer", "amount_2024": "12.000"}, **budget
        ),
        _form(
            f"{prefix}line_edit",
            line,
            {"label": "Lys", "amount_2023": "41.000", "reason": "Tastefejl"},
            policy=LINE,
            reason=_refused_line,
        ),
        _action(f"{prefix}line_up", closable, **budget),
        _action(f"{prefix}line_down", line, **budget),
        _action(f"{prefix}line_close", closable, **budget),
        _action(f"{prefix}line_reopen", closable, **budget),
        _form(
            f"{prefix}line_transfer",
            closable,
            {},
            read=lambda place: {"activity": str(place.joint.activity_id)},
            **budget,
        ),
        _form(f"{prefix}note_add", table, {"scope": "table", "text": "Noten"}, **budget),
        _form(f"{prefix}note_edit", note, {"text": "Rettet note"}, **budget),
        _action(f"{prefix}note_up", later, **budget),
        _action(f"{prefix}note_remove", note, **budget),
    ]


def _stated() -> list[Route]:
    typed = {"where": "Side 4", "label": "Lys", "stated": "12.000", "year": "2024"}
    kept: dict[str, Any] = {
        "policy": STATED,
        "fragment": False,
        "reason": lambda user, place: may_keep_stated_figures(user, place.plan),
    }
    return [
        _page("reconciliation"),
        _form("stated_add", _plan, typed, **kept),
        _form("stated_edit", _figure, {"label": "Lys"}, **kept),
        _form("stated_explain", _figure, {"explanation": "En trykfejl."}, **kept),
        _action("stated_remove", _figure, **kept),
    ]


def _figure(place: Place) -> dict[str, Any]:
    return {"uuid": place.stated.uuid}


def _reallocations() -> list[Route]:
    early = {"early_reason": "Det haster."}
    return [
        _page("reallocations", _money_plan),
        _page("reallocation", partial(_reallocation, "hearing")),
        _page("reallocation_memo", partial(_reallocation, "hearing")),
        _form(
            "reallocation_new",
            _money_plan,
            {"subject": "Flere vagter"},
            policy=ASKS,
            fragment=False,
            reason=lambda user, place: may_ask(user, place.draft.plan),
        ),
        _form(
            "reallocation_edit",
            partial(_reallocation, "draft"),
            {"reason": "En bedre grund."},
            policy=ASKS,
            fragment=False,
            reason=lambda user, place: may_edit_reallocation(user, place.draft),
        ),
        _step("send", "draft", ASKS, {"hearing_until": in_two_weeks()}),
        _step("withdraw", "hearing", WITHDRAWS),
        _step("approve", "hearing", DECIDES, early, read=_table_seen),
        _step("refuse", "hearing", DECIDES, {"reason": "Nej.", **early}),
        _action(
            "reallocation_reverse",
            partial(_reallocation, "approved"),
            policy=ASKS,
            fragment=False,
            reason=lambda user, place: may_reverse(user, place.approved),
        ),
        _action(
            "reallocation_copy",
            partial(_reallocation, "withdrawn"),
            policy=ASKS,
            fragment=False,
            reason=lambda user, place: may_copy(user, place.withdrawn),
        ),
        _action(
            "reallocation_state",
            partial(_reallocation, "hearing"),
            data={"stance": "supports"},
            policy=HEARD,
            fragment=False,
            reason=lambda user, place: may_state(user, place.hearing),
        ),
        _action(
            "hearing_link_add",
            partial(_reallocation, "hearing"),
            data={"name": "Gitte"},
            policy=PLAN,
            fragment=False,
            reason=lambda user, place: may_invite_to_hearing(user, place.hearing),
        ),
        _action(
            "hearing_link_revoke",
            lambda place: {"uuid": place.hearing_link.uuid},
            policy=PLAN,
            fragment=False,
            reason=lambda user, place: may_revoke_hearing_link(user, place.hearing),
        ),
    ]


def _step(act: str, state: str, policy: Policy, data: dict[str, str] | None = None, **more: Any):
    return _action(
        f"reallocation_{act}",
        partial(_reallocation, state),
        data={"seen": "1", **(data or {})},
        policy=policy,
        fragment=False,
        reason=lambda user, place: may_take(user, getattr(place, state), ReallocationAct(act)),
        **more,
    )


def _money_plan(place: Place) -> dict[str, Any]:
    plan = place.draft.plan
    return {"slug": plan.partnership.slug, "year": plan.year}


def _reallocation(state: str, place: Place) -> dict[str, Any]:
    return {**_money_plan(place), "number": getattr(place, state).number}


def _table_seen(place: Place) -> dict[str, str]:
    return {"seen": fingerprint(leg_rows(place.hearing))}


MATRIX = [
    Route("home", DIRECTORY),
    Route("organisations", DIRECTORY),
    Route("organisation", DIRECTORY, _organisation),
    _form(
        "organisation_add",
        lambda place: {},
        {"name": "Den nye klub", "kind": "association"},
        **DIRECTORY_KEPT,
    ),
    _form("organisation_edit", _organisation, {"short_name": "DNK"}, **DIRECTORY_KEPT),
    _form("contact_add", _organisation, {"name": "Kim Kontakt"}, **DIRECTORY_KEPT),
    _form("contact_edit", _contact, {"phone": "12 34 56 78"}, **DIRECTORY_KEPT),
    _action("contact_remove", _contact, **DIRECTORY_KEPT),
    _action("contact_restore", _removed_contact, **DIRECTORY_KEPT),
    Route("plans", DIRECTORY),
    Route("mail_settings", DIRECTORY, methods=("GET", "POST"), data={"comments": "none"}),
    _page("plan"),
    _page("plan_preview"),
    _page("plan_pdf"),
    _page("front_matter"),
    _page("theory_of_change"),
    _page("economy"),
    _page("economy_xlsx"),
    _page("economy_csv"),
    _page("postings_csv"),
    _page("budget_changes"),
    _page("budget_changes_pdf"),
    _page("budget_changes_xlsx"),
    _page("chapter", _chapter),
    _form(
        "theory_item_edit",
        lambda place: {**_plan(place), "uuid": place.theory_item.uuid},
        {"text": "En anden indsats"},
        policy=PLAN,
        fragment=False,
        reason=_refused_plan,
    ),
    _form(
        "plan_section_edit",
        lambda place: {"uuid": place.plan_section.uuid},
        {"heading": "Forord"},
        policy=PLAN,
        fragment=False,
        reason=_refused_plan,
    ),
    _form(
        "heading_edit",
        lambda place: {"uuid": place.chapter.uuid},
        {"title": "Haven og gaarden"},
        policy=PLAN,
        reason=_refused_heading,
    ),
    _page("sources", _partnership),
    _page("source", _source),
    _form("source_add", _partnership, {"author": "VIVE", "title": "Naboer"}, **KEEPERS),
    _form("source_edit", _source, {"publisher": "Vive"}, **KEEPERS),
    _action("source_remove", _source, **KEEPERS),
    _action("source_restore", lambda place: {"uuid": place.removed_source.uuid}, **KEEPERS),
    _action(
        "chapter_move",
        lambda place: {"uuid": place.chapter.uuid},
        data={"seen": "1", "before": ""},
        policy=PLAN,
        reason=_refused_plan,
    ),
    _action(
        "chapter_presence",
        lambda place: {"uuid": place.chapter.uuid},
        data={"tab": "a1", "part": "goals"},
        policy=PARTNERSHIP,
        answers=200,
        reason=None,
    ),
    *_history(),
    *_comments(),
    *_money(),
    *_reallocations(),
    *_stated(),
    _form("section_edit", lambda place: {"uuid": place.section.uuid}, {"body": "<p>Ny</p>"}),
    _form("part_edit", lambda place: {"uuid": place.part.uuid}, {"intro": "<p>Ny</p>"}),
    *_rows(),
    _action("row_up", _goal),
    _action("row_down", lambda place: {"kind": "goals", "uuid": _first_goal(place).uuid}),
    _action("row_remove", _goal),
    _action("row_restore", lambda place: {"kind": "goals", "uuid": place.removed.uuid}),
    _form(
        "target_add",
        lambda place: {"uuid": place.rows["deliverables"].uuid},
        {"minimum": "3", "unit": "ture"},
    ),
    _form("target_edit", lambda place: {"uuid": place.target.uuid}, {"maximum": "9"}),
    _action("target_remove", lambda place: {"uuid": place.target.uuid}),
]

FORMS = [route for route in MATRIX if route.is_form]


def _first_goal(place: Place):
    return place.part.goals.filter(removed_at=None).order_by("position").first()


def url_names() -> set[str]:
    """Every name in the resolver; an address without one cannot be in the matrix."""
    return {pattern.name or str(pattern.pattern) for pattern in _patterns(get_resolver())}


def names_in_address(name: str) -> list[str]:
    """What an address takes, such as slug and year."""
    return [
        taken
        for pattern in _patterns(get_resolver())
        if pattern.name == name
        for taken in pattern.pattern.converters
    ]


def _patterns(resolver: URLResolver) -> list[URLPattern]:
    found = []
    for entry in resolver.url_patterns:
        found += _patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


def is_shared(route: Route) -> bool:
    """Whether it is of the directory, which is one for all partnerships."""
    return route.name.startswith(("organisation", "contact_"))


def route_named(label: str) -> Route:
    return next(route for route in MATRIX if route.label == label)
