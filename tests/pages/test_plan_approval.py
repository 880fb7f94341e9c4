"""A decider approves what the page shows, and an error only by an act of its own."""

import pytest

from activities.models import PlanStep
from activities.services.approval import basis_of
from activities.services.lifecycle import PlanMoved, PlanStepRefused, approve_plan
from budgets.services.ledger import set_amount, set_frame
from budgets.services.lines import edit_line
from tests import factories
from tests.pages.html import error_at, fields_of, main_text, soup_of, summary_of
from tests.pages.reallocating import url


@pytest.fixture
def line(cast):
    return factories.make_line(cast.chapter, {2024: 1_000}, label="Lys")


@pytest.fixture
def over(cast, line):
    """100 kr. over the frame."""
    set_frame(cast.plan, 900, by=None)
    return line


@pytest.fixture
def page(cast):
    return url(cast, "plan_approve")


@pytest.fixture
def decider(cast, log_in):
    return log_in(cast.decider)


def approve(client, page, **values):
    """What the page sends, with these values typed."""
    return client.post(page, fields_of(client.get(page)) | values)


OVERRIDE = {"override": "on", "override_reason": "Det er aftalt."}


def test_the_page_shows_every_line_with_its_sums(cast, over, page, decider):
    rows = [
        [cell.text for cell in row.select("th, td")]
        for row in soup_of(decider.get(page)).select("main tbody tr")
    ]
    assert rows == [
        [str(cast.chapter), "1.000"],
        ["Lys", "1.000"],
        ["I alt", "1.000"],
        ["Ramme", "900"],
    ]


def test_inside_the_frame_nothing_more_is_asked(cast, line, page, decider):
    assert "override" not in fields_of(decider.get(page))
    assert approve(decider, page, reason="God plan.").status_code == 302
    step = PlanStep.objects.get()
    assert (step.reason, step.overridden, step.override_reason) == ("God plan.", "", "")


# Overriding


def test_a_remark_overrides_nothing(cast, over, page, decider):
    answer = approve(decider, page, reason="God plan.")
    assert answer.status_code == 422
    assert error_at(answer, "override")
    assert error_at(answer, "override_reason")
    assert not PlanStep.objects.exists()


@pytest.mark.parametrize("missing", OVERRIDE)
def test_neither_the_tick_nor_its_reason_is_enough(cast, over, page, decider, missing):
    typed = {name: value for name, value in OVERRIDE.items() if name != missing}
    assert error_at(approve(decider, page, **typed), missing)
    assert not PlanStep.objects.exists()


def test_what_is_overridden_is_kept_with_its_reason(cast, over, page, decider):
    assert approve(decider, page, reason="God plan.", **OVERRIDE).status_code == 302
    step = PlanStep.objects.get()
    assert "100" in step.overridden
    assert (step.reason, step.override_reason) == ("God plan.", "Det er aftalt.")
    text = main_text(decider.get(url(cast, "plan")))
    assert "Rammen for 2024 er overskredet" in text
    assert "Det er aftalt." in text


def test_the_service_takes_no_remark_for_it_either(cast, over):
    with pytest.raises(PlanStepRefused):
        factories.look_and_approve(cast.plan, by=cast.decider, reason="God plan.")


def test_without_an_error_nothing_is_kept_as_overridden(cast, line):
    step = factories.look_and_approve(cast.plan, by=cast.decider, override="Alligevel.")
    assert (step.overridden, step.override_reason) == ("", "")


# What has moved since it was seen


def test_when_an_amount_has_moved_nothing_is_approved_and_it_is_shown_anew(
    cast, line, page, decider
):
    sent = fields_of(decider.get(page)) | {"reason": "God plan."}
    set_amount(line, 2024, 1_300, by=cast.secretariat)
    answer = decider.post(page, sent)
    assert answer.status_code == 409
    assert "er ikke godkendt" in summary_of(answer).text
    assert "1.300" in main_text(answer)
    assert fields_of(answer)["reason"] == "God plan."
    assert not PlanStep.objects.exists()
    assert decider.post(page, fields_of(answer)).status_code == 302


def an_amount(cast, line):
    set_amount(line, 2024, 7, by=cast.secretariat)


def the_frame(cast, line):
    set_frame(cast.plan, 5_000, by=cast.secretariat)


def between_lines(cast, line):
    """The sums stay."""
    set_amount(line, 2024, 900, by=cast.secretariat)
    factories.make_line(cast.chapter, {2024: 100})


def a_label(cast, line):
    edit_line(line, seen=line.version, amounts={}, by=cast.secretariat, label="Lamper")


def a_lack(cast, line):
    factories.make_chapter(cast.plan)


@pytest.mark.parametrize("change", [an_amount, the_frame, between_lines, a_label, a_lack])
def test_whatever_the_page_showed_is_compared(cast, line, change):
    seen = basis_of(cast.plan).fingerprint
    change(cast, line)
    with pytest.raises(PlanMoved):
        approve_plan(cast.plan, by=cast.decider, seen=seen, override="Alligevel.")


def test_what_the_page_did_not_show_is_not(cast, line):
    seen = basis_of(cast.plan).fingerprint
    set_amount(line, 2023, 7, by=cast.secretariat)
    assert approve_plan(cast.plan, by=cast.decider, seen=seen)


@pytest.mark.parametrize("seen", [{}, {"seen": "x"}, {"seen": "0" * 64}])
def test_an_approval_of_what_nobody_saw_is_refused(cast, line, page, decider, seen):
    assert decider.post(page, seen).status_code == 409
    assert not PlanStep.objects.exists()


def test_an_error_that_came_meanwhile_is_shown_without_blame(cast, line, page, decider):
    sent = fields_of(decider.get(page))
    set_frame(cast.plan, 900, by=None)
    answer = decider.post(page, sent)
    assert soup_of(answer).select_one("input[name=override]")
    assert not error_at(answer, "override")


def test_the_tick_is_made_anew_of_what_speaks_against_it_now(cast, over, page, decider):
    sent = fields_of(decider.get(page)) | OVERRIDE
    set_amount(over, 2024, 5_000, by=cast.secretariat)
    fields = fields_of(decider.post(page, sent))
    assert "override" not in fields
    assert fields["override_reason"] == "Det er aftalt."


def test_a_reason_that_is_no_longer_asked_for_is_not_lost(cast, over, page, decider):
    sent = fields_of(decider.get(page)) | OVERRIDE
    set_amount(over, 2024, 900, by=cast.secretariat)
    answer = decider.post(page, sent)
    assert soup_of(answer).select_one("textarea[readonly]").text.strip() == "Det er aftalt."


def test_what_moves_between_the_check_and_the_lock_is_seen_too(
    cast, line, page, decider, monkeypatch
):
    sent = fields_of(decider.get(page))

    def late(plan, **values):
        set_amount(line, 2024, 1_300, by=cast.secretariat)
        return approve_plan(plan, **values)

    monkeypatch.setattr("activities.views.lifecycle.approve_plan", late)
    answer = decider.post(page, sent)
    assert answer.status_code == 409
    assert "1.300" in main_text(answer)
    assert not PlanStep.objects.exists()


def test_of_two_deciders_the_second_is_told_and_keeps_what_was_typed(cast, line, page, decider):
    typed = fields_of(decider.get(page)) | {"reason": "God plan."}
    assert decider.post(page, typed).status_code == 302
    again = decider.post(page, typed)
    assert again.status_code == 422
    assert summary_of(again).text
    assert fields_of(again)["reason"] == "God plan."
    assert PlanStep.objects.count() == 1
