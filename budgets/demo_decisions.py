"""What the demo's people decide about the plan, and ask for; they can log in by then."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from activities.services.approval import basis_of
from activities.services.lifecycle import approve_plan, reopen_plan
from budgets.models import BudgetLine
from budgets.services.decisions import send
from budgets.services.hearings import make_statement
from budgets.services.reallocations import Move, draft
from partnership.demo import DemoPartnership, read
from partnership.models import User


def load(demo: DemoPartnership) -> None:
    path = demo.folder / "decisions.toml"
    if not path.exists():
        return
    data = read(path)
    plan = demo.made["plan"]
    seen = basis_of(plan).fingerprint
    approve_plan(plan, by=_who(data["approval"]), seen=seen, reason=data["approval"]["reason"])
    reopen_plan(plan, by=_who(data["revision"]), reason=data["revision"]["reason"])
    _ask(demo, data["reallocation"])


def _ask(demo: DemoPartnership, item: dict[str, Any]) -> None:
    """A reallocation in hearing, with what has been said so far."""
    by = _who(item)
    asked = draft(
        demo.made["plan"],
        by=by,
        subject=item["subject"],
        reason=item["reason"].strip(),
        moves=[Move(leg["amount"], line=_line(demo, leg)) for leg in item["legs"]],
    )
    until = timezone.localdate() + timedelta(days=item["days"])
    asked = send(asked, by=by, hearing_until=until, seen=asked.version)
    for said in item["statements"]:
        make_statement(asked, by=_who(said), stance=said["stance"], text=said["text"])


def _line(demo: DemoPartnership, item: dict[str, Any]) -> BudgetLine:
    lines = BudgetLine.objects.filter(agreement=demo.agreement, label=item["line"])
    return lines.get(activity=demo.made["activities"][item["activity"]])


def _who(item: dict[str, Any]) -> User:
    return User.objects.get(email=item["by"])
