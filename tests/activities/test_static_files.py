"""Print reads our own static files, and nothing else from disk or net."""

import pytest

from activities.document.pdf import BASE_URL, _fetcher, own_static_file

FORBIDDEN = [
    "http://document.invalid.example.dk/static/css/pdf.css",
    "https://example.dk/static/css/pdf.css",
    "//example.dk/static/css/pdf.css",
    "file:///etc/passwd",
    "file://localhost/etc/passwd",
    "data:text/html,<p>a</p>",
    "static/css/pdf.css",
    "",
    BASE_URL,
    f"{BASE_URL}etc/passwd",
    f"{BASE_URL}static/",
    f"{BASE_URL}static/css",
    f"{BASE_URL}static/css/nothing.css",
    f"{BASE_URL}static/../manage.py",
    f"{BASE_URL}static/css/../../manage.py",
    f"{BASE_URL}static/%2e%2e/manage.py",
    f"{BASE_URL}static/%2E%2E%2Fmanage.py",
    f"{BASE_URL}static/..%2fmanage.py",
    f"{BASE_URL}static//etc/passwd",
    f"{BASE_URL}static/%2Fetc/passwd",
    f"{BASE_URL}static/css/pdf.css%00",
]


@pytest.mark.parametrize("url", FORBIDDEN)
def test_any_other_address_is_no_file_of_ours(url):
    assert own_static_file(url) is None


def test_a_style_sheet_is_a_file_of_ours():
    assert own_static_file(f"{BASE_URL}static/css/pdf.css").name == "pdf.css"


def test_what_follows_the_name_of_a_file_does_not_matter():
    assert own_static_file(f"{BASE_URL}static/css/pdf.css?v=2#a").name == "pdf.css"


@pytest.mark.pdf
@pytest.mark.parametrize("url", [url for url in FORBIDDEN if url])
def test_the_printer_refuses_any_other_address(url):
    with pytest.raises(ValueError, match="may not fetch"):
        _fetcher().fetch(url)


@pytest.mark.pdf
def test_the_printer_reads_a_style_sheet():
    response = _fetcher().fetch(f"{BASE_URL}static/css/pdf.css")
    assert b"@page" in response.read()
