"""The home page and the login."""

from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.forms import LoginForm
from partnership.home import home_items
from partnership.requests import Request


class Login(LoginView):
    template_name = "partnership/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True


@require_safe
def home(request: Request) -> HttpResponse:
    hour = timezone.localtime().hour
    context = {
        "greeting": _("Good morning") if hour < 12 else _("Good day"),
        "items": [item for source in home_items for item in source(request)],
    }
    return render(request, "partnership/home.html", context)
