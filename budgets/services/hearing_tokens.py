"""The tokens of links to a hearing; see `partnership.services.links` for what a token is."""

from django.urls import reverse

from budgets.models import HearingLink
from partnership.services import links

_SALT = "budgets.hearing"


def new_link() -> dict[str, str]:
    """The nonce of a new link, and the hash of its token, as columns."""
    return links.new_link(_SALT)


def find_link(token: str) -> HearingLink | None:
    """Whose link it is, whether it works still or not."""
    found = HearingLink.objects.filter(token_hash=links.hash_of(token))
    return found.select_related("reallocation__plan__partnership").first()


def token_of(link: HearingLink) -> str:
    """The token as it was made; "" if that can no longer be done."""
    return links.token_of(link, salt=_SALT)


def address_of(link: HearingLink) -> str:
    """The path of the link; "" if the server's secret has changed since it was made."""
    token = token_of(link)
    return reverse("hearing", args=[token]) if token else ""
