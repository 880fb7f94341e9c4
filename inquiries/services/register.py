"""Registering an inquiry and keeping what is registered of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from inquiries.choices import WRITING_STATES, InquiryAct, InquiryState
from inquiries.models import Inquiry, InquiryReader, UnitRules
from inquiries.permissions import works_in
from inquiries.services.audit import log, take_step
from inquiries.services.clock import recompute
from inquiries.services.drafts import begin_reply, match_answers, require_open
from inquiries.services.numbers import take_number
from inquiries.services.refusals import InquiryRefused
from inquiries.transitions import TRANSITIONS
from partnership.models import Unit, User
from partnership.services.versions import Seen, save_version, unchanged
from partnership.sorting import fold

#: Questions of one inquiry.
MOST_QUESTIONS = 40
#: What a change of moves the deadline.
_OF_DEADLINE = {"asked_on", "received_on", "deadline_days", "day_count", "starts_from"}
#: What the letter prints of an inquiry.
_PRINTED = (
    "asker_name",
    "asker_office",
    "asker_party_letter",
    "subject",
    "asked_on",
    "edoc_number",
    "f2_number",
)


@transaction.atomic
def register(
    unit: Unit,
    *,
    by: User | None,
    questions: Sequence[str],
    asked_on: date,
    received_on: date,
    uuid: UUID | None = None,
    responsible: User | None = None,
    activities: Iterable[Any] = (),
    organisations: Iterable[Any] = (),
    **values: Any,
) -> Inquiry:
    """Register an inquiry with its questions and the draft of its reply.

    `uuid` is the identity that the open form gave it, so that what is sent twice
    is registered once. The running number is of the year of receipt. Raises
    `InquiryRefused`.
    """
    if uuid and (made := Inquiry.objects.filter(uuid=uuid).first()):
        return made
    rules = UnitRules.objects.filter(unit=unit).first()
    if rules is None:
        raise InquiryRefused(_("The unit has no rule for its deadlines yet. Write one first."))
    _require_order(asked_on, received_on)
    _require_in_unit(responsible, unit)
    identity = {"uuid": uuid} if uuid else {}
    made = Inquiry.objects.create(
        unit=unit,
        year=received_on.year,
        number=take_number(received_on.year),
        asked_on=asked_on,
        received_on=received_on,
        responsible=responsible,
        deadline_days=rules.deadline_days,
        day_count=rules.day_count,
        starts_from=rules.starts_from,
        changed_by=by,
        **identity,
        **values,
    )
    made.activities.set(activities)
    made.organisations.set(organisations)
    write_questions(made, questions)
    begin_reply(made, by=by)
    recompute(made, by=by)
    log("register", made, by=by)
    if responsible:
        take_step(InquiryAct.ASSIGN, made, by=by)
    if by and made.confidential:
        InquiryReader.objects.get_or_create(inquiry=made, user=by)
    _let_responsible_read(made)
    return made


@transaction.atomic
def edit(
    inquiry: Inquiry,
    *,
    seen: Seen | int,
    by: User | None,
    activities: Iterable[Any] | None = None,
    organisations: Iterable[Any] | None = None,
    **values: Any,
) -> Inquiry:
    """Save what is registered. Raises `StaleVersion`, and `InquiryRefused` for what cannot be.

    The row is locked, because what the deadline follows from changes with it, and so
    that nothing that the letter prints changes under those who clear it.
    """
    locked = Inquiry.objects.in_turn(inquiry)
    _require_changeable(locked, values)
    asked = values.get("asked_on", locked.asked_on)
    _require_order(asked, values.get("received_on", locked.received_on))
    if values.get("responsible") != locked.responsible:
        _require_in_unit(values.get("responsible"), locked.unit)
    same = unchanged(locked, **values)
    if not same:
        subject, asker = (values.get(n, getattr(locked, n)) for n in ("subject", "asker_name"))
        folded = fold(f"{locked.designation} {subject} {asker}")
        locked = save_version(locked, seen=seen, by=by, **values, search_text=folded)
    linked = _link(locked, activities=activities, organisations=organisations)
    if same and not linked:
        return locked
    if _OF_DEADLINE & values.keys():
        recompute(locked, by=by, why=_("The inquiry was changed."))
    if locked.state == InquiryState.RECEIVED and locked.responsible:
        take_step(InquiryAct.ASSIGN, locked, by=by)
    _let_responsible_read(locked)
    log("edit", locked, by=by)
    return locked


def write_questions(inquiry: Inquiry, texts: Sequence[str]) -> None:
    """Number the questions as they stand; those that are there keep their answers.

    Raises `InquiryRefused` where there is none, or too many, or an answered one would go.
    """
    if not texts:
        raise InquiryRefused(_("Write the question."), "questions")
    if len(texts) > MOST_QUESTIONS:
        raise InquiryRefused(
            _("An inquiry has at most %(most)s questions.") % {"most": MOST_QUESTIONS}, "questions"
        )
    known = {question.number: question for question in inquiry.questions.all()}
    for number, text in enumerate(texts, start=1):
        question = known.pop(number, None)
        if question is None:
            inquiry.questions.create(number=number, text=text)
        elif question.text != text:
            save_version(question, seen=question.version, by=None, text=text)
    for question in known.values():
        if question.answers.exclude(body="").exists():
            raise InquiryRefused(
                _("Question %(number)s has an answer. Empty it before the question is removed.")
                % {"number": question.number},
                "questions",
            )
        question.answers.all().delete()
        question.delete()


@transaction.atomic
def edit_questions(inquiry: Inquiry, texts: Sequence[str], *, seen: int, by: User) -> Inquiry:
    """Correct the questions, which the letter prints.

    Raises `StaleVersion`, and `InquiryRefused` also once the reply is in clearance.
    """
    locked = Inquiry.objects.in_turn(inquiry)
    if list(locked.questions.values_list("text", flat=True)) == list(texts):
        return locked
    require_open(locked)
    saved = save_version(locked, seen=seen, by=by)
    write_questions(saved, texts)
    match_answers(saved)
    log("questions", saved, by=by)
    return saved


@transaction.atomic
def withdraw(inquiry: Inquiry, *, by: User, reason: str) -> Inquiry:
    """The councillor takes the question back. Raises `InquiryRefused`."""
    return _simple_step(InquiryAct.WITHDRAW, inquiry, by=by, reason=reason)


@transaction.atomic
def close(inquiry: Inquiry, *, by: User) -> Inquiry:
    """Close what has been sent. Raises `InquiryRefused` before its dispatch is recorded."""
    return _simple_step(InquiryAct.CLOSE, inquiry, by=by)


def _simple_step(act: InquiryAct, inquiry: Inquiry, *, by: User, reason: str = "") -> Inquiry:
    locked = Inquiry.objects.in_turn(inquiry)
    require_step(act, locked, reason)
    take_step(act, locked, by=by, reason=reason)
    return locked


def require_step(act: InquiryAct, locked: Inquiry, reason: str = "") -> None:
    """That the state of the inquiry, which is locked, allows the step; with a reason if it must."""
    transition = TRANSITIONS[act]
    if locked.state not in transition.sources:
        raise InquiryRefused(
            _("The inquiry is %(state)s by now, so that this cannot be done.")
            % {"state": locked.get_state_display().lower()}
        )
    if transition.needs_reason and not reason.strip():
        raise InquiryRefused(_("Write why."), "reason")


def _link(inquiry: Inquiry, **relations: Iterable[Any] | None) -> bool:
    """Set the relations that are given; whether one changed."""
    changed = False
    for name, rows in relations.items():
        if rows is None:
            continue
        relation, wanted = getattr(inquiry, name), {row.pk for row in rows}
        if set(relation.values_list("pk", flat=True)) != wanted:
            relation.set(wanted)
            changed = True
    return changed


def _let_responsible_read(inquiry: Inquiry) -> None:
    if inquiry.confidential and inquiry.responsible:
        InquiryReader.objects.get_or_create(inquiry=inquiry, user=inquiry.responsible)


def _require_changeable(locked: Inquiry, values: Mapping[str, Any]) -> None:
    """That the inquiry is open; and what the letter prints of it only while that is written."""
    state = {"state": locked.get_state_display().lower()}
    if not locked.is_open:
        raise InquiryRefused(_("The inquiry is %(state)s and is not changed any more.") % state)
    if locked.state in WRITING_STATES:
        return
    for name in _PRINTED:
        if name in values and values[name] != getattr(locked, name):
            raise InquiryRefused(
                _(
                    "The letter prints this, and the inquiry is %(state)s. Return the letter to "
                    "the draft first."
                )
                % state,
                name,
            )


def _require_order(asked_on: date, received_on: date) -> None:
    if received_on < asked_on:
        raise InquiryRefused(_("The question is received before it is asked."), "received_on")


def _require_in_unit(responsible: User | None, unit: Unit) -> None:
    if responsible and not works_in(responsible, unit):
        raise InquiryRefused(_("Choose somebody who works in the unit."), "responsible")
