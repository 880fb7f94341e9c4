"""What every request passes: upload limits and logins inside fragments."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


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
    """Sends the whole page to the login, not a login form into a fragment.

    What was sent by a form would be lost on the way: there the page stays as
    it is, and says that the login has ended.
    """

    def process_response(self, request, response):
        if not getattr(request, "htmx", False) or response.status_code != 302:
            return response
        if request.user.is_authenticated:
            return response
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=401)
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = response["Location"]
        return answer


class AutosaveMiddleware(MiddlewareMixin):
    """Answers a page that saves by itself in JSON, whatever comes in the way.

    The page tells whose text it holds: a login in another tab may have made
    somebody else the writer.
    """

    def process_view(self, request, view, args, kwargs):
        whose = request.headers.get("X-Person", "")
        if request.method != "POST" or not whose or not request.user.is_authenticated:
            return None
        if whose != str(request.user.pk):
            if not _saves_itself(request):
                return HttpResponse(status=403)
            text = _(
                "%(name)s is logged in in this browser now, and this is somebody else's text. "
                "It is not saved."
            )
            return _told("refused", 409, text % {"name": request.user.name})
        return None

    def process_exception(self, request, exception):
        if _saves_itself(request) and isinstance(exception, PermissionDenied):
            return _told("refused", 403, str(exception))
        return None

    def process_response(self, request, response):
        if not _saves_itself(request) or isinstance(response, JsonResponse):
            return response
        if response.status_code == 302 and not request.user.is_authenticated:
            return _told("login", 401, "")
        return _told("refused", response.status_code, str(_MEANING.get(response.status_code, "")))


_MEANING = {
    400: gettext_lazy("The server could not read the text."),
    403: gettext_lazy("The page has been open too long. Load it again."),
    404: gettext_lazy("What you write in is not there any more."),
    413: gettext_lazy("The text is larger than the server takes."),
}


def _saves_itself(request):
    return request.headers.get("X-Autosave") == "1"


def _told(state, status, message):
    return JsonResponse({"state": state, "message": message}, status=status)
