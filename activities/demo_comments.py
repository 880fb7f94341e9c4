"""Loading what the demo's people say about its plan; they can log in by then."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from activities.models import Chapter, Invitation
from activities.services.commented import Commented, find
from activities.services.comments import add_comment, answer_comment
from activities.services.content import RELATIONS
from activities.services.invitations import make_invitation
from partnership.choices import Role
from partnership.demo import DemoPartnership, read
from partnership.models import User


def load(demo: DemoPartnership) -> None:
    path = demo.folder / "comments.toml"
    if not path.exists():
        return
    data = read(path)
    guest = _invite(demo, data["invitation"])
    for item in data["comment"]:
        _load_comment(demo, item, guest)


def _invite(demo: DemoPartnership, item: dict[str, Any]) -> Invitation:
    seats = demo.partnership.seats.filter(role=Role.SECRETARIAT)
    until = timezone.localdate() + timedelta(days=item["days"])
    by = seats.select_related("user")[0].user
    return make_invitation(demo.made["plan"], name=item["name"], expires_on=until, by=by)


def _load_comment(demo: DemoPartnership, item: dict[str, Any], guest: Invitation) -> None:
    place = _place(demo, item)
    proposal = ""
    if "replace" in item:
        proposal = place.wording.replace(item["replace"], item["with"])
    by = _who(item["by"], guest)
    comment = add_comment(place, text=item["text"], proposal=proposal, by=by, tell=False)
    for answer in item.get("answers", []):
        answer_comment(comment, text=answer["text"], by=_who(answer["by"], guest), tell=False)


def _who(name: str, guest: Invitation) -> User | Invitation:
    return guest if name == "guest" else User.objects.get(email=name)


def _place(demo: DemoPartnership, item: dict[str, Any]) -> Commented:
    chapter = Chapter.objects.get(plan=demo.made["plan"], activity__slug=item["chapter"])
    kind = item["on"]
    if kind not in RELATIONS:
        return find("section", chapter.sections, kind=kind)
    part = find("part", chapter.parts, kind=kind)
    if "row" not in item:
        return part
    return find(kind, getattr(part.row, RELATIONS[kind]), title__startswith=item["row"])
