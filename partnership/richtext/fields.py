"""The model field that keeps rich text canonical on every write."""

from django.db import models

from partnership.richtext.canonical import canonical


class RichTextField(models.TextField):
    """Canonical HTML, whoever writes: form, service, fixture or `update()`."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return str(canonical(value)) if value else value

    def pre_save(self, model_instance, add):
        value = canonical(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value
