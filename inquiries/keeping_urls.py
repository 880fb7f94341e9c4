"""Addresses of what a unit keeps for writing: contacts, text blocks, figures, earlier answers."""

from django.urls import path, register_converter

from inquiries.views import earlier, keeping


class KeptConverter:
    """A kind of row that a unit keeps."""

    regex = "|".join(keeping.KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeptConverter, "kept")

urlpatterns = [
    path("earlier-answers/", earlier.earlier_answers, name="earlier_answers"),
    path("contacts/", keeping.ContactList.as_view(), name="unit_contacts"),
    path("text-blocks/", keeping.TextBlockList.as_view(), name="text_blocks"),
    path("figures/", keeping.UnitFigureList.as_view(), name="unit_figures"),
    path("<kept:kind>/new/", keeping.kept_add, name="kept_add"),
    path("<kept:kind>/<uuid:uuid>/", keeping.kept_edit, name="kept_edit"),
    path("<kept:kind>/<uuid:uuid>/remove/", keeping.kept_remove, name="kept_remove"),
    path("<kept:kind>/<uuid:uuid>/restore/", keeping.kept_restore, name="kept_restore"),
]
