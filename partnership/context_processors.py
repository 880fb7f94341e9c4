"""What every page's template knows."""

from django.conf import settings

from partnership.navigation import navigation_for


def site(request):
    user = getattr(request, "user", None)
    return {
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "accessibility_statement_url": settings.ACCESSIBILITY_STATEMENT_URL,
        "navigation": navigation_for(request) if user and user.is_authenticated else [],
    }
