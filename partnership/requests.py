"""The request as our views get it: logged in, and with htmx's details."""

from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch
from django_htmx.middleware import HtmxDetails

from partnership.models import User


class Request(HttpRequest):
    """For annotations only. Every view but the login requires a login."""

    user: User
    htmx: HtmxDetails
    resolver_match: ResolverMatch
    menu_plan: Any
    was_asked: bool
