"""Showing a stored rich text where no document is built."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from partnership.richtext import canonical

register = template.Library()


@register.simple_tag
def rich_text(html: object) -> SafeString:
    """Canonical HTML; safe because `canonical` lets nothing else through."""
    return mark_safe(canonical(html)) if isinstance(html, str) else mark_safe("")
