"""Figures in a letter that remember where they come from, and whether they still hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import SafetyPlan, Target
from budgets.models import BudgetLine, Pool
from inquiries.models import Answer, Fact, Inquiry, Reply, UnitFigure
from inquiries.services.audit import log
from inquiries.services.drafts import edit_answer, require_open
from inquiries.services.fact_values import read_now
from inquiries.services.refusals import InquiryRefused
from partnership import richtext
from partnership.models import User
from partnership.services.versions import Seen


@dataclass(frozen=True)
class StaleFact:
    """A fact whose source says something else by now; `new` is "" where it says nothing more."""

    fact: Fact
    old: str
    new: str


def used_facts(reply: Reply, answers: Iterable[Answer] | None = None) -> list[Fact]:
    """The facts that the reply's texts refer to, with their sources, in the order taken."""
    bodies = reply.answers.all() if answers is None else answers
    texts = [reply.opening, reply.closing, *(answer.body for answer in bodies)]
    named = {target for html in texts for target in richtext.references(richtext.parse(html))}
    return [fact for fact in reply.facts.with_sources().order_by("id") if fact.uuid in named]


def stale(reply: Reply) -> list[StaleFact]:
    """The facts of the reply's texts that do not hold any more; a fixed number of queries."""
    return stale_of(used_facts(reply))


def stale_of(facts: Sequence[Fact]) -> list[StaleFact]:
    """Those among the facts whose sources say something else than the letter."""
    found = []
    for fact, now in zip(facts, read_now(facts), strict=True):
        if now is None or (now.value, now.text) != (fact.value, fact.text):
            found.append(StaleFact(fact, fact.text, now.text if now else ""))
    return found


def require_fresh(reply: Reply, reason: str) -> None:
    """That every figure of the letter holds still, or that a reason is given all the same.

    Raises `InquiryRefused` with each figure, old and new.
    """
    found = stale(reply)
    if not found or reason.strip():
        return
    told = "; ".join(_told(changed) for changed in found)
    raise InquiryRefused(
        _(
            "A figure has changed since it was taken. %(figures)s. Take the new one in the draft, "
            "or write why the letter keeps the old one."
        )
        % {"figures": told},
        "reason",
    )


def _told(changed: StaleFact) -> str:
    words = {"what": changed.fact.label, "old": changed.old, "new": changed.new}
    if changed.new:
        return _("%(what)s: %(old)s in the letter, %(new)s now") % words
    return _("%(what)s: %(old)s in the letter, nothing now") % words


@transaction.atomic
def take(answer: Answer, fact: Fact, *, seen: Seen | int, by: User) -> Answer:
    """Put an offered fact into the letter, as the last word of an answer.

    Raises `StaleVersion` and `InquiryRefused`, and then nothing is stored.
    """
    fact.reply, fact.taken_by_name = answer.reply, by.name
    fact.save(force_insert=True)
    body = richtext.ending_in(answer.body, fact.uuid)
    return edit_answer(answer, body=body, seen=seen, by=by)


@transaction.atomic
def take_again(fact: Fact, *, by: User) -> Fact:
    """Let the letter say what the source says now. Raises `InquiryRefused` once it is closed.

    The inquiry is locked, so that no figure changes in a letter that is sent to
    clearance at the same moment.
    """
    inquiry = Inquiry.objects.in_turn(fact.reply.inquiry)
    require_open(inquiry)
    [now] = read_now([fact])
    if now is None or (now.value, now.text) == (fact.value, fact.text):
        return fact
    before, fact.value, fact.text = fact.text, now.value, now.text
    fact.taken_at, fact.taken_by_name = timezone.now(), by.name
    fact.save(update_fields=["value", "text", "taken_at", "taken_by_name"])
    log("fact", inquiry, by=by, before=before, after=fact.text)
    return fact


def seen_sources(by: User, facts: Sequence[Fact]) -> set[int]:
    """The ids of those facts whose sources the person may see, so may learn of a new figure."""
    plans = SafetyPlan.objects.visible_to(by).values("pk")
    rows = Fact.objects.filter(pk__in=[fact.pk for fact in facts])
    sees = (
        Q(plan__in=plans)
        | Q(line__in=BudgetLine.objects.visible_to(by).values("pk"))
        | Q(pool__in=Pool.objects.visible_to(by).values("pk"))
        | Q(target__in=Target.objects.visible_to(by).values("pk"))
        | Q(figure__in=UnitFigure.objects.visible_to(by).values("pk"))
    )
    return set(rows.filter(sees).values_list("pk", flat=True))
