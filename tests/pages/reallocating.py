"""What a browser sends of a reallocation's draft."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from partnership.formats import short_date
from tests.pages.html import soup_of

HTMX = {"HX-Request": "true"}


def url(cast, name: str, *more) -> str:
    return reverse(name, args=[cast.plan.partnership.slug, cast.plan.year, *more])


def in_two_weeks() -> str:
    """A hearing's last day as it is typed."""
    return short_date(timezone.localdate() + timedelta(days=14))


def row(place: int, line=None, **values) -> dict[str, str]:
    """A row of a line as a browser sends it."""
    sent = {"kind": "line", "line": str(line.uuid) if line else "", "taken": "", "given": ""}
    return {f"legs-{place}-{name}": value for name, value in (sent | values).items()}


def new_row(place: int, activity=None, **values) -> dict[str, str]:
    """A row of a new line."""
    sent = {"kind": "new", "activity": str(activity.uuid) if activity else "", "new_label": ""}
    sent |= {"new_category": "activities", "new_administrator": "", "given": ""}
    return {f"legs-{place}-{name}": value for name, value in (sent | values).items()}


def typed(*rows: dict[str, str], **values: str) -> dict[str, str]:
    """The draft's form with these rows."""
    sent = {"seen": "1", "subject": "Flere vagter", "reason": "Der er brug for dem."}
    management = {"legs-TOTAL_FORMS": str(len(rows)), "legs-INITIAL_FORMS": "0"}
    return sent | management | {k: v for each in rows for k, v in each.items()} | values


def balanced(lines) -> list[dict[str, str]]:
    return [row(0, lines[0], taken="30.000"), row(1, lines[1], given="30.000 kr.")]


def error_in(answer, field: str) -> str:
    message = soup_of(answer).select_one(f"#id_legs-{field}_error")
    return message.get_text(" ", strip=True) if message else ""
