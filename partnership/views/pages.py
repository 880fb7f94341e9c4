"""The home page, the directory of organisations and the login."""

from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from partnership.filters import OrganisationFilter
from partnership.forms import LoginForm
from partnership.home import home_items
from partnership.models import Organisation
from partnership.requests import Request
from partnership.tables import OrganisationTable
from partnership.views.lists import ListPage


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


class OrganisationList(ListPage):
    filterset_class = OrganisationFilter
    table_class = OrganisationTable
    heading = gettext_lazy("Organisations")

    def get_queryset(self):
        return Organisation.objects.visible_to(self.request.user).for_directory()


@require_safe
def organisation(request: Request, uuid: str) -> HttpResponse:
    rows = Organisation.objects.visible_to(request.user).for_directory()
    found = get_object_or_404(
        rows.prefetch_related("children", "contact_persons", "predecessions__predecessor"),
        uuid=uuid,
    )
    context = {"organisation": found, "succession": getattr(found, "succession", None)}
    return render(request, "partnership/organisation.html", context)
