"""Server time of an autosave against a bare Django view that writes one row.

Both go through the same middleware and the same login; both end in a commit.
"""

from itertools import count
from uuid import uuid4

from django.db import transaction
from django.http import JsonResponse
from django.test import Client
from django.urls import path, reverse

from activities.models import Chapter, Section
from partnership import urls
from partnership.models import User
from tests.benchmarks.measure import paired, tell

#: New each run: a window that saved before would come late, and write nothing.
WINDOW = uuid4()
TURNS = count(1)


def writes_one_row(request) -> JsonResponse:
    with transaction.atomic():
        User.objects.filter(pk=request.user.pk).update(name=request.POST["body"][:200])
    return JsonResponse({})


def run() -> None:
    """As the secretariat and as a lead of the chapter, whose right takes longer to find."""
    urls.urlpatterns.append(path("bare-write/", writes_one_row))
    section = Section.objects.get(chapter=Chapter.objects.get(title="Fælleshaven"), kind="purpose")
    address = reverse("section_edit", args=[section.uuid])
    for person in ("sekretariat", "aktivitet"):
        client = Client()
        client.force_login(User.objects.get(email=f"{person}@example.dk"))
        ours, theirs, ratio = paired(
            lambda client=client: autosaved(client, address, section),
            lambda client=client: written(client, section),
            pairs=9,
            times=20,
        )
        tell(f"autosave_{person}", ours * 1000, "ms")
        tell(f"autosave_{person}_bare_write", theirs * 1000, "ms")
        tell(f"autosave_{person}_vs_bare_write", ratio, "ratio")


def autosaved(client: Client, address: str, section: Section) -> None:
    """One more save of a window, as it sends them while somebody types."""
    turn = next(TURNS)
    section.refresh_from_db(fields=["version"])
    sent = {
        "body": f"{section.body}<p>{turn}</p>",
        "seen": section.version,
        "writer": WINDOW,
        "turn": turn,
    }
    answer = client.post(address, sent, headers={"X-Autosave": "1"}, secure=True)
    assert answer.json().get("version", 0) > section.version, answer.content


def written(client: Client, section: Section) -> None:
    section.refresh_from_db(fields=["version"])
    answer = client.post("/bare-write/", {"body": f"{section.body}{next(TURNS)}"}, secure=True)
    assert answer.status_code == 200
