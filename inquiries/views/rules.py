"""What deadlines follow from: the rules of a unit, and the closing days of all."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inquiries.deadline_forms import ClosingDayForm, UnitRulesForm
from inquiries.models import ClosingDay
from inquiries.permissions import may_follow_deadlines, may_keep_closing_days, may_keep_unit
from inquiries.services.closing_days import add_closing_day, remove_closing_day
from inquiries.services.rules import keep_rules, rules_of
from inquiries.views.refused import done_or_refused
from partnership.formats import long_date
from partnership.models import Unit
from partnership.requests import Request
from partnership.views.editing import Edit, Opened, answer, posted


@require_http_methods(["GET", "POST"])
def unit_rules(request: Request, uuid: str) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.user), uuid=uuid)
    may_keep_unit(request.user, unit).require()
    form = UnitRulesForm(instance=rules_of(unit), data=posted(request))
    here = HttpResponseRedirect(request.path)

    def done() -> HttpResponse:
        messages.success(
            request, _("The rules are saved. They hold for questions registered from now on.")
        )
        return here

    edit = Edit(
        form=form,
        save=lambda: keep_rules(unit, seen=form.seen_version, by=request.user, **form.values),
        show=lambda status: _show_rules(request, unit, form, status),
        done=done,
        leave=lambda: here,
    )
    return answer(request, edit)


def _show_rules(request: Request, unit: Unit, form: UnitRulesForm, status: int) -> HttpResponse:
    context = {
        "unit": unit,
        "opened": Opened("rules", form, request.path),
        "breadcrumbs": _breadcrumbs(_("Rules of %(unit)s") % {"unit": unit.short_name}),
    }
    return render(request, "inquiries/deadlines/rules.html", context, status=status)


@require_safe
def closing_days(request: Request) -> HttpResponse:
    may_follow_deadlines(request.user).require()
    days, today = list(ClosingDay.objects.order_by("on")), timezone.localdate()
    context = {
        "may_keep": may_keep_closing_days(request.user),
        "coming": [day for day in days if day.on >= today],
        "past": [day for day in reversed(days) if day.on < today],
        "breadcrumbs": _breadcrumbs(_("Closing days")),
    }
    return render(request, "inquiries/deadlines/closing_days.html", context)


@require_http_methods(["GET", "POST"])
def closing_day_add(request: Request) -> HttpResponse:
    may_keep_closing_days(request.user).require()
    form = ClosingDayForm(posted(request))

    def act() -> None:
        moved = add_closing_day(by=request.user, **form.cleaned_data)
        told = {"day": long_date(form.cleaned_data["on"])}
        messages.success(request, f"{_('%(day)s is a closing day.') % told} {_moved(moved)}")

    if done_or_refused(form, act):
        return redirect("closing_days")
    context = {"form": form, "breadcrumbs": _breadcrumbs(_("Add a closing day"))}
    status = 422 if form.errors else 200
    return render(request, "inquiries/deadlines/closing_day.html", context, status=status)


@require_POST
def closing_day_remove(request: Request, uuid: str) -> HttpResponse:
    may_keep_closing_days(request.user).require()
    day = get_object_or_404(ClosingDay, uuid=uuid)
    moved = remove_closing_day(day, by=request.user)
    told = {"day": long_date(day.on)}
    messages.success(request, f"{_('%(day)s is no closing day any more.') % told} {_moved(moved)}")
    return redirect("closing_days")


def _moved(count: int) -> str:
    if not count:
        return _("No deadline has moved.")
    return ngettext("%(count)s deadline has moved.", "%(count)s deadlines have moved.", count) % {
        "count": count
    }


def _breadcrumbs(last: str) -> list[tuple[str, str]]:
    return [(_("Council questions"), reverse("inquiries")), (last, "")]
