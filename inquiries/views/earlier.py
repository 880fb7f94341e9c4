"""Looking for earlier answers in all the letters one may see."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inquiries.draft_forms import PassageSearchForm
from inquiries.permissions import may_register
from inquiries.services.passages import MOST, search
from partnership.requests import Request


@require_safe
def earlier_answers(request: Request) -> HttpResponse:
    may_register(request.user).require()
    form = PassageSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "form": form,
        "words": words,
        "found": search(words, request.user),
        "most": MOST,
        "breadcrumbs": [(_("Council questions"), reverse("inquiries"))],
    }
    return render(request, "inquiries/earlier.html", context)
