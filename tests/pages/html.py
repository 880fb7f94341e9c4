"""Reading an answer the way a browser does: its form, its errors, its tables."""

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse


def soup_of(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def open_form(response: HttpResponse) -> Tag:
    """The one form that is open for editing, or the page's own."""
    page = soup_of(response)
    forms = page.select("form.part-form") or page.select("main form[method=post]")
    assert len(forms) == 1, f"{len(forms)} open forms"
    return forms[0]


def fields_of(response: HttpResponse, *, javascript: bool = True) -> dict[str, str]:
    """What the open form sends when nothing is typed.

    With JavaScript a rich text is the hidden text area that the editor fills;
    without, the browser also sends the plain one that stands in <noscript>.
    """
    data = sent_by(open_form(response), javascript=javascript)
    data.pop("csrfmiddlewaretoken", None)
    return data


def sent_by(form: Tag, *, javascript: bool = True) -> dict[str, str]:
    """What a browser sends of the controls in `form`."""
    data = {}
    for control in form.select("input[name], select[name], textarea[name]"):
        if not javascript or not control.find_parent("noscript"):
            value = _value(control)
            if value is not None:
                data[control["name"]] = value
    return data


def _value(control: Tag) -> str | list[str] | None:
    if control.name == "select" and control.has_attr("multiple"):
        return [option["value"] for option in control.select("option[selected]")] or None
    if control.name == "select":
        chosen = control.select_one("option[selected]") or control.select_one("option")
        return chosen["value"] if chosen else ""
    if control.name == "textarea":
        # A browser drops one line break after the tag, and sends CRLF.
        return "\r\n".join(control.text.removeprefix("\n").splitlines())
    if control["type"] in {"checkbox", "radio"}:
        return control.get("value", "on") if control.has_attr("checked") else None
    return control.get("value", "")


def error_at(response: HttpResponse, field: str) -> str:
    """The error beside a field, tied to it for a screen reader; "" if there is none."""
    page = soup_of(response)
    message = page.select_one(f"#id_{field}_error")
    if message is None:
        return ""
    control = page.select_one(f"#id_{field}")
    assert f"id_{field}_error" in control.get("aria-describedby", "").split()
    assert control.get("aria-invalid") == "true"
    return message.get_text(" ", strip=True)


def summary_of(response: HttpResponse) -> Tag:
    """The list of errors that is read out; there is exactly one."""
    summaries = soup_of(response).select(".error-summary[role=alert]")
    assert len(summaries) == 1, f"{len(summaries)} error summaries"
    return summaries[0]


def main_text(response: HttpResponse) -> str:
    return " ".join(soup_of(response).select_one("main").get_text(" ").split())


def messages_of(response: HttpResponse) -> list[str]:
    return [tag.get_text(strip=True) for tag in soup_of(response).select("#messages .message")]


def table_cells(table: Tag) -> list[list[str]]:
    """The body's and foot's rows, each as its first cell and the numbers beside it."""
    return [
        [cell.get_text(strip=True) for cell in row.select("th[scope=row], td.num")]
        for row in table.select("tbody tr, tfoot tr")
    ]
