"""A reallocation as a memo: before and after, the reason, the statements and the decision."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override

from activities.document.pdf import pdf_of
from budgets.choices import ReallocationAct, ReallocationState
from budgets.models import Reallocation
from budgets.services.askers import others_of
from budgets.services.reallocation_table import table_of


def memo_html(reallocation: Reallocation) -> str:
    """The memo as HTML, always in Danish."""
    with override("da"):
        return render_to_string("pdf/memo.html", _context(reallocation))


def memo_pdf(reallocation: Reallocation) -> bytes:
    """The memo as PDF/UA-1. Takes a second. Raises `PdfUnavailable`."""
    return pdf_of(memo_html(reallocation))


def _context(reallocation: Reallocation) -> dict[str, Any]:
    steps = {step.act: step for step in reallocation.steps.order_by("id")}
    decision = steps.get(ReallocationAct.APPROVE) or steps.get(ReallocationAct.REFUSE)
    return {
        "reallocation": reallocation,
        "plan": reallocation.plan,
        "others": others_of(reallocation),
        "table": table_of(reallocation),
        "statements": reallocation.statements.order_by("id"),
        "sent": steps.get(ReallocationAct.SEND),
        "decision": decision,
        "withdrawn": steps.get(ReallocationAct.WITHDRAW),
        "is_draft": reallocation.state == ReallocationState.DRAFT,
        "dated": _dated(reallocation).isoformat(),
    }


def _dated(reallocation: Reallocation) -> Any:
    """The day of the last step, or of the draft's last change."""
    last = reallocation.steps.order_by("id").last()
    return timezone.localdate(last.at if last else reallocation.changed_at)


def file_name(reallocation: Reallocation) -> str:
    """Omdisponering-Tingbjerg-Husum-2024-03.pdf"""
    plan = reallocation.plan
    name = slugify(plan.partnership.short_name, allow_unicode=True)
    name = "-".join(word[:1].upper() + word[1:] for word in name.split("-"))
    return f"Omdisponering-{name}-{plan.year}-{reallocation.number:02d}.pdf"
