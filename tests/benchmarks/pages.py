"""Server time of the pages against a bare Django view, through the same middleware."""

from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from activities.models import SafetyPlan
from partnership import urls
from partnership.models import User
from tests.benchmarks.measure import paired, tell

PAIRS = 7


def bare(request) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Bare</title>")


def prepare() -> SafetyPlan:
    """The demo, with DEBUG off so that no query is logged."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=StringIO())
    settings.DEBUG = False
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    urls.urlpatterns.append(path("bare/", bare))
    return SafetyPlan.objects.get(partnership__slug="tingbjerg-husum", year=2024)


def run(plan: SafetyPlan) -> None:
    client = Client()
    client.force_login(User.objects.get(email="sekretariat@example.dk"))
    where = [plan.partnership.slug, plan.year]
    addresses = {
        "home": reverse("home"),
        "plan": reverse("plan", args=where),
        "chapter": reverse("chapter", args=[*where, "faelleshaven"]),
        "overview": reverse("economy", args=where),
    }
    for name, address in addresses.items():
        ours, theirs, ratio = paired(
            lambda address=address: got(client, address),
            lambda: got(client, "/bare/"),
            pairs=PAIRS,
            times=5,
        )
        tell(f"{name}_page", ours * 1000, "ms")
        tell(f"{name}_bare_view", theirs * 1000, "ms")
        tell(f"{name}_vs_bare_view", ratio, "ratio")


def got(client: Client, address: str) -> None:
    assert client.get(address, secure=True).status_code == 200, address
