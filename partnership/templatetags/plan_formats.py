"""Amounts, dates and tree nodes in templates."""

from dataclasses import is_dataclass
from datetime import date, datetime

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from partnership import formats

register = template.Library()


@register.filter
def amount(value: int | None) -> str:
    """213000 as 213.000; nothing for None."""
    return "" if value is None else formats.amount(value)


@register.filter
def kroner(value: int | None) -> str:
    """213000 as "213.000 kr."."""
    return formats.kroner(value)


@register.filter
def long_date(value: date | datetime | str | None) -> str:
    """2. december 2024, also from an ISO string."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return formats.long_date(value) if value else ""


@register.filter
def short_date(value: date | None) -> str:
    """02.12.2024"""
    return formats.short_date(value) if value else ""


register.filter("moment", formats.moment)
register.filter("short_moment", formats.short_moment)
register.filter("signed", formats.signed)


@register.simple_tag
def bare(template_name: str, **context: object) -> SafeString:
    """A template without the line break at its end.

    In print, a space before the end of a paragraph breaks its last line wrongly.
    """
    return SafeString(render_to_string(template_name, context).strip())


@register.filter
def node_type(node: object) -> str:
    """The name of a tree node's type, for a template to choose by."""
    return type(node).__name__ if is_dataclass(node) else ""
