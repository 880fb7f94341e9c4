"""The page of one reallocation: what it is, how it stands, and what the person can do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from budgets.choices import ReallocationAct, ReallocationState
from budgets.hearing_forms import (
    USUAL,
    ApproveForm,
    HearingLinkForm,
    RefuseForm,
    SendForm,
    StatementForm,
    WithdrawForm,
)
from budgets.models import Reallocation
from budgets.models.hearings import SHOWN_AFTER
from budgets.permissions import (
    may_copy,
    may_edit_reallocation,
    may_invite_to_hearing,
    may_reverse,
    may_revoke_hearing_link,
    may_state,
    may_take,
    would_not_decide,
)
from budgets.services.askers import nobody_but, others_of
from budgets.services.decisions import fingerprint
from budgets.services.hearing_tokens import address_of
from budgets.services.hearings import hearing_of
from budgets.services.reallocation_table import table_of
from budgets.transitions import TRANSITIONS
from budgets.views.crumbs import reallocation_breadcrumbs
from partnership.choices import Role
from partnership.permissions import Decision
from partnership.requests import Request

#: What each step is called before it is taken.
VERBS: dict[ReallocationAct, str | Promise] = {
    ReallocationAct.SEND: pgettext_lazy("step to take", "Send in hearing"),
    ReallocationAct.APPROVE: pgettext_lazy("step to take", "Approve"),
    ReallocationAct.REFUSE: pgettext_lazy("step to take", "Refuse"),
    ReallocationAct.WITHDRAW: pgettext_lazy("step to take", "Withdraw"),
}

#: Those who take steps, as a sentence names them.
DOERS: dict[Role, str | Promise] = {
    Role.WORKING_GROUP: pgettext_lazy("who takes a step", "the working group"),
    Role.SECRETARIAT: pgettext_lazy("who takes a step", "the secretariat"),
    Role.DECIDER: pgettext_lazy("who takes a step", "a decider"),
}


@dataclass(frozen=True)
class Step:
    """A step that may come next: who takes it, and whether the person may."""

    act: ReallocationAct
    verb: str | Promise
    who: str
    allowed: Decision
    #: Why somebody with the role may not, in words.
    hindrance: str
    form: forms.Form
    url: str
    is_open: bool


class ReallocationPage:
    def __init__(self, request: Request, reallocation: Reallocation) -> None:
        self.request = request
        self.reallocation = reallocation

    def answer(
        self, *, refused: dict[str, forms.BaseForm] | None = None, status: int = 200
    ) -> HttpResponse:
        """`refused`: by the name of its address, the form that was sent and not taken."""
        self.refused: dict[str, Any] = dict(refused or {})
        plan = self.reallocation.plan
        context = {
            "plan": plan,
            "reallocation": self.reallocation,
            "table": self.table,
            "steps": list(self._steps()),
            "log": self.reallocation.steps.order_by("id"),
            "others": others_of(self.reallocation),
            "reversals": self.reallocation.reversals.with_plan().order_by("number"),
            "refused": next(iter(self.refused.values()), None),
            "left_over": list(self._left_over()),
            "breadcrumbs": reallocation_breadcrumbs(plan, (self.reallocation.designation, "")),
            **self._may(),
            **self._hearing(),
        }
        return render(self.request, "budgets/reallocations/page.html", context, status=status)

    @cached_property
    def table(self) -> Any:
        return table_of(self.reallocation)

    @cached_property
    def held(self) -> set[str]:
        """The person's roles in the partnership."""
        seats = self.request.user.seats.filter(partnership=self.reallocation.plan.partnership_id)
        return set(seats.values_list("role", flat=True))

    def url(self, name: str) -> str:
        plan = self.reallocation.plan
        return reverse(name, args=[plan.partnership.slug, plan.year, self.reallocation.number])

    def _left_over(self) -> Iterator[str]:
        """What was written in a form that the page has no place for any more."""
        transitions = {f"reallocation_{act}": found for act, found in TRANSITIONS.items()}
        for name, form in self.refused.items():
            transition = transitions.get(name)
            if transition and self.reallocation.state not in transition.sources:
                texts = (form.data.get(field, "") for field in ("reason", "early_reason"))
                yield from (text for text in texts if text.strip())

    def _may(self) -> dict[str, Any]:
        user, row = self.request.user, self.reallocation
        gives_up = row.state == ReallocationState.DRAFT and would_not_decide(user, row)
        return {
            "may_edit": may_edit_reallocation(user, row),
            "may_reverse": may_reverse(user, row),
            "may_copy": may_copy(user, row),
            "may_invite": may_invite_to_hearing(user, row),
            "may_revoke": may_revoke_hearing_link(user, row),
            "is_early": is_early(self.reallocation),
            "gives_up_deciding": gives_up,
            "is_last": gives_up and nobody_but(user, row),
            "seen": fingerprint(self.table.rows),
            "edit_url": self.url("reallocation_edit"),
            "copy_url": self.url("reallocation_copy"),
            "reverse_url": self.url("reallocation_reverse"),
            "memo_url": self.url("reallocation_memo"),
        }

    def _steps(self) -> Iterator[Step]:
        """What may come next, by the table of transitions."""
        for act, transition in TRANSITIONS.items():
            if self.reallocation.state in transition.sources:
                name = f"reallocation_{act}"
                allowed = may_take(self.request.user, self.reallocation, act)
                has_role = not self.held.isdisjoint(transition.roles)
                yield Step(
                    act,
                    VERBS[act],
                    self._who(act),
                    allowed,
                    str(allowed.reason) if has_role else "",
                    self.refused.get(name) or self._form(act),
                    self.url(name),
                    name in self.refused,
                )

    def _who(self, act: ReallocationAct) -> str:
        """By the secretariat or a decider; and whether whoever asks is among them."""
        transition = TRANSITIONS[act]
        names = [str(DOERS[role]) for role in transition.roles]
        if transition.asker:
            names.append(_("whoever has asked for it"))
        *others, last = names
        text = _("%(others)s or %(last)s") % {"others": ", ".join(others), "last": last}
        who = {"who": text if others else last}
        if transition.asker is False:
            return _("Can be done by %(who)s who has not asked for it.") % who
        return _("Can be done by %(who)s.") % who

    def _form(self, act: ReallocationAct) -> forms.Form:
        if act == ReallocationAct.SEND:
            until = timezone.localdate() + USUAL
            initial = {"hearing_until": until, "seen": self.reallocation.version}
            return SendForm(initial=initial)
        if act == ReallocationAct.WITHDRAW:
            return WithdrawForm(auto_id="id_withdraw_%s")
        decide = ApproveForm if act == ReallocationAct.APPROVE else RefuseForm
        return decide(auto_id=f"id_{act}_%s", is_early=is_early(self.reallocation))

    def _hearing(self) -> dict[str, Any]:
        if self.reallocation.state == ReallocationState.DRAFT:
            return {"hearing": None}
        row = self.reallocation
        may = may_state(self.request.user, row)
        statement = self.refused.get("reallocation_state") or StatementForm(auto_id="id_state_%s")
        invite = self.refused.get("hearing_link_add") or HearingLinkForm(auto_id="id_link_%s")
        return {
            "hearing": hearing_of(row),
            "links": list(self._links()),
            "shown": SHOWN_AFTER.days,
            "statement_form": statement if may or statement.is_bound else None,
            "state_url": self.url("reallocation_state"),
            "link_form": invite,
            "link_url": self.url("hearing_link_add"),
        }

    def _links(self) -> Iterator[dict[str, Any]]:
        """Each with its address for those who give links, while it works."""
        may_see = may_revoke_hearing_link(self.request.user, self.reallocation)
        prefetch_related_objects([self.reallocation], "steps")
        for link in self.reallocation.links.all():
            path = address_of(link) if may_see and link.works else ""
            address = self.request.build_absolute_uri(path) if path else ""
            yield {"link": link, "address": address}


def is_early(reallocation: Reallocation) -> bool:
    """Whether the hearing is not over yet, its last day included."""
    until = reallocation.hearing_until
    return until is not None and timezone.localdate() <= until
