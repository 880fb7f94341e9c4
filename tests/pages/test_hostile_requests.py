"""Requests no browser of ours sends get an answer, not a crash."""

import pytest
from django.urls import reverse

from activities.models import Goal
from activities.services import rows
from tests import factories


@pytest.mark.parametrize("charset", ["undefined", "base64", "utf-7"])
def test_a_form_in_another_charset_is_refused(client, db, charset):
    body = b'--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--XX--\r\n'
    kind = f"multipart/form-data; boundary=XX; charset={charset}"
    response = client.generic("POST", reverse("login"), body, content_type=kind)
    assert response.status_code == 400


@pytest.mark.parametrize(
    "query", ["per_page=-1", "page=-1", "page=abc", "page=999", "sort=nothing"]
)
@pytest.mark.parametrize("name", ["organisations", "plans"])
def test_a_list_shows_some_page(cast, log_in, name, query):
    response = log_in(cast.secretariat).get(f"{reverse(name)}?{query}")
    assert response.status_code == 200


def test_a_number_no_database_keeps_is_refused(cast, log_in):
    row = factories.make_row(cast.chapter, "deliverables")
    address = reverse("target_add", args=[row.uuid])
    values = {"seen": 1, "minimum": 99_999_999_999, "unit": "x", "basis": "in_total"}
    assert log_in(cast.secretariat).post(address, values).status_code == 422
    assert not row.targets.exists()


def test_text_is_kept_when_the_row_is_removed_during_the_save(cast, log_in, monkeypatch):
    row = factories.make_row(cast.chapter)
    save = rows.edit_row

    def removed_first(row, **values):
        Goal.objects.get(pk=row.pk).removed_at or rows.remove_row(row, seen=1, by=cast.lead)
        return save(row, **values)

    monkeypatch.setattr(rows, "edit_row", removed_first)
    address = reverse("row_edit", args=["goals", row.uuid])
    response = log_in(cast.secretariat).post(address, {"seen": 1, "title": "Skrevet imens"})
    assert response.status_code == 409
    assert "Skrevet imens" in response.content.decode()
