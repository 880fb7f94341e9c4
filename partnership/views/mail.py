"""Each person's own mail settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnership.forms import MailSettingsForm
from partnership.requests import Request
from partnership.services.mail_settings import frequencies_of, save_frequencies


@require_http_methods(["GET", "POST"])
def mail_settings(request: Request) -> HttpResponse:
    form = MailSettingsForm(
        request.POST if request.method == "POST" else None, initial=frequencies_of(request.user)
    )
    if form.is_valid():
        save_frequencies(form.cleaned_data, by=request.user)
        messages.success(request, _("Your mail settings are saved."))
        return redirect("mail_settings")
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "partnership/mail_settings.html", context, status=status)
