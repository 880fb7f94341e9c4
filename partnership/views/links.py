"""Pages that a link opens for people without an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from partnership.models.links import GuestLink
from partnership.services.links import note_use

L = TypeVar("L", bound=GuestLink)
GuestView = Callable[..., HttpResponse]


#: The page where a link does not work, with what was typed: takes the request, a status,
#: and as `link` the link, or None for a token that nobody has.
Gone = Callable[..., HttpResponse]


def opened_by_link(
    find: Callable[[str], L | None], *, works: Callable[[L], bool], gone: Gone
) -> Callable[[GuestView], GuestView]:
    """The view gets the link whose token the address holds, if it works.

    Nobody keeps a copy of such a page, and no search engine lists it.
    """

    def decorate(view: GuestView) -> GuestView:
        @wraps(view)
        def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
            link = find(token)
            if link is None:
                response = gone(request, 404, link=None)
            elif not works(link):
                response = gone(request, 410, link=link)
            else:
                note_use(link)
                response = view(request, link, **kwargs)
            response["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return login_not_required(never_cache(opened))

    return decorate
