"""The document tree as an accessible PDF (PDF/UA-1)."""

import os
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlparse

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from activities.document.tree import Document
from activities.models import SafetyPlan

#: Addresses inside a document are resolved against this; nothing is fetched from it.
BASE_URL = "https://document.invalid/"


class PdfUnavailable(Exception):
    """WeasyPrint or a library it needs is missing; the text names the package."""


def render_html(document: Document) -> str:
    """The printed plan as HTML, always in Danish."""
    with override("da"):
        return render_to_string("pdf/plan.html", {"document": document})


def render_pdf(document: Document) -> bytes:
    """The plan as PDF/UA-1; the same document gives the same bytes.

    Takes seconds: never call it inside a write transaction.
    Raises `PdfUnavailable`.
    """
    return pdf_of(render_html(document))


def pdf_of(html: str) -> bytes:
    """A page of ours as PDF/UA-1. Raises `PdfUnavailable`."""
    weasyprint = load_weasyprint()
    page = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=_fetcher())
    return page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"tryghedsplan")


def load_weasyprint():
    """Import WeasyPrint (slow, and it needs Pango). Raises `PdfUnavailable`."""
    # The subset fonts carry the time of their making, unless this says another.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    try:
        import weasyprint
    except ImportError as error:
        raise PdfUnavailable(
            _("The PDF cannot be made: the Python package %(package)s is missing.")
            % {"package": error.name or "weasyprint"}
        ) from error
    except OSError as error:
        raise PdfUnavailable(
            _("The PDF cannot be made: the server lacks the library Pango. Install %(packages)s.")
            % {"packages": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"}
        ) from error
    return weasyprint


def file_name(plan: SafetyPlan, extension: str = "pdf", suffix: str = "") -> str:
    """Tryghedsplan-Tingbjerg-Husum-2024.pdf, with "-suffix" before the dot if there is one."""
    name = slugify(plan.partnership.short_name, allow_unicode=True)
    name = "-".join(word[:1].upper() + word[1:] for word in name.split("-"))
    ending = f"-{suffix}" if suffix else ""
    return f"Tryghedsplan-{name}-{plan.year}{ending}.{extension}"


@cache
def _fetcher():
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class StaticFetcher(URLFetcher):
        """Reads our own static files and nothing else, from disk or net."""

        def fetch(self, url, headers=None):
            path = own_static_file(url)
            if path is None:
                raise ValueError(f"a document may not fetch {url}")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _type_of(path)})

    return StaticFetcher()


def own_static_file(url: str) -> Path | None:
    """The file of ours that the address names, or None for any other address."""
    parts = urlparse(url)
    prefix = static("")
    if parts.netloc != "document.invalid" or not parts.path.startswith(prefix):
        return None
    name = unquote(parts.path[len(prefix) :])
    if ".." in name.split("/") or name.startswith("/") or "\0" in name:
        return None
    found = finders.find(name) or _collected(name)
    return Path(found) if found and Path(found).is_file() else None


def _collected(name: str) -> str | None:
    """A file with a hashed name, as collectstatic leaves it."""
    return staticfiles_storage.path(name) if staticfiles_storage.exists(name) else None


def _type_of(path: Path) -> str:
    return {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}.get(
        path.suffix, "application/octet-stream"
    )
