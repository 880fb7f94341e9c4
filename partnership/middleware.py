"""What every request passes: upload limits and logins inside fragments."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin


class UploadLimitMiddleware(MiddlewareMixin):
    """Answers a form that is too large, or not in UTF-8, with a page that says so."""

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST":
            return None
        charset = request.content_params.get("charset", "utf-8")
        if charset.lower() not in {"utf-8", "utf8"}:
            return render(request, "400.html", status=400)
        try:
            _ = request.POST
        except (RequestDataTooBig, TooManyFieldsSent):
            return render(request, "413.html", status=413)
        return None


class HtmxLoginMiddleware(MiddlewareMixin):
    """Sends the whole page to the login, not a login form into a fragment."""

    def process_response(self, request, response):
        if not getattr(request, "htmx", False) or response.status_code != 302:
            return response
        if request.user.is_authenticated:
            return response
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = response["Location"]
        return answer
